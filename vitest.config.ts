import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default', './test/reporter.ts'],
    // Tests of processes wait more than they compute: three of them keep two cores busy.
    maxWorkers: 3,
    // Helper processes answer within milliseconds, but not always within a second on a machine that is busy.
    expect: { poll: { timeout: 5_000 } },
    testTimeout: 20_000,
    // A run that leaves something behind (a child, a timer) must not hang for ever.
    teardownTimeout: 10_000,
  },
});
