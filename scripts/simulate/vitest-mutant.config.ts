/** The tests of the project against one mutant. */
import { defineConfig } from 'vitest/config';
import { MUTANT, mutantOf, mutated, ROOT } from './mutation.ts';

const mutant = mutantOf(process.env[MUTANT]);

export default defineConfig({
  root: ROOT,
  plugins: [
    {
      name: 'mutant',
      enforce: 'pre',
      transform: (code, id) => mutated(mutant, id.split('?')[0] ?? id, code),
    },
  ],
  test: {
    // Else one mutant is given the text of another.
    fsModuleCache: false,
    include: ['test/**/*.test.ts'],
    maxWorkers: 1,
    bail: 1,
    testTimeout: 60_000,
    teardownTimeout: 10_000,
  },
});
