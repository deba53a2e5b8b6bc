import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default', './test/reporter.ts'],
    // Two workers on two cores: more only makes the process tests wait for each other.
    maxWorkers: 2,
    // Helper processes answer within milliseconds, but not always within a second on a machine that is busy.
    expect: { poll: { timeout: 5_000 } },
    testTimeout: 20_000,
    // A run that leaves something behind (a child, a timer) must not hang for ever.
    teardownTimeout: 10_000,
  },
});
