/** A process with one bug (`mutate.ts`) walks seeds until one fails; says which and why, or `null`. */
import { shrunk } from '../../test/simulation/shrink.ts';
import { sameFailure, walkActs, walkSeed } from '../../test/simulation/walk-run.ts';

const [first = 1, count = 1, limit_ms = 10_000] = process.argv.slice(2).map(Number);

function hunt(): object | null {
  const end_ms = performance.now() + limit_ms;
  for (let seed = first; seed < first + count && performance.now() < end_ms; seed += 1) {
    const { failure, acts } = walkSeed(seed);
    if (failure === null) continue;
    const fails = (some: readonly string[]): boolean => sameFailure(walkActs(seed, some).failure, failure);
    const short = process.env['MUTANT_STORIES'] === undefined ? null : walkActs(seed, shrunk(acts, fails, 80)).story;
    return { seed, failure, story: short };
  }
  return null;
}

process.stdout.write(`\n${JSON.stringify(hunt())}\n`);
