import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Two workers on two cores: more only makes the process tests wait for each other.
    maxWorkers: 2,
    testTimeout: 20_000,
  },
});
