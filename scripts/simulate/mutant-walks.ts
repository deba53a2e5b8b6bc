/** A process with one bug (`mutate.ts`) walks seeds until one fails; says which and why, or `null`. */
import { shrunk } from '../../test/simulation/shrink.ts';
import type { Luck } from '../../test/simulation/luck.ts';
import { sameFailure, walkActs, walkSeed } from '../../test/simulation/walk-run.ts';

const [first = 1, count = 1, limit_ms = 10_000] = process.argv.slice(2, 5).map(Number);
// Written by the parent process.
const luck = JSON.parse(process.argv[5] ?? '{}') as Luck;

/** Shorter than a walk of the proof: a bug shows early, or with another seed. */
const STEPS = 120;

/** Processor time of this process: on a loaded machine a mutant is tried as hard as on a free one. */
function spent_ms(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function hunt(): object | null {
  const end_ms = spent_ms() + limit_ms;
  for (let seed = first; seed < first + count && spent_ms() < end_ms; seed += 1) {
    const { failure, acts } = walkSeed(seed, STEPS, luck);
    if (failure === null) continue;
    const fails = (some: readonly string[]): boolean => sameFailure(walkActs(seed, some, luck).failure, failure);
    const short =
      process.env['MUTANT_STORIES'] === undefined ? null : walkActs(seed, shrunk(acts, fails, 80), luck).story;
    return { seed, failure, story: short };
  }
  return null;
}

process.stdout.write(`\n${JSON.stringify(hunt())}\n`);
