/** A child process that walks the seeds it is told, one after the other. A mutation may be given by the environment. */
import type { Luck } from '../../test/simulation/luck.ts';
import { STEPS, walkSeed, type WalkResult } from '../../test/simulation/walk-run.ts';

process.on('message', ({ seed, luck }: { readonly seed: number; readonly luck: Luck }) => {
  const result = walkSeed(seed, STEPS, luck);
  // The story of a walk that went well is told to nobody.
  process.send!((result.failure === null ? { ...result, acts: [], story: [] } : result) satisfies WalkResult);
});
