/** A child process that walks the seeds it is told, one after the other. A mutation may be given by the environment. */
import { walkSeed, type WalkResult } from '../../test/simulation/walk-run.ts';

process.on('message', (seed: number) => {
  process.send!(walkSeed(seed) satisfies WalkResult);
});
