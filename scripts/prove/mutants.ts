import { judgeAll } from '../simulate/mutants.ts';
import type { ProofOptions, ProofResult } from '../prove.ts';

/** `MUTANTS_JOBS=2` judges two at a time. */
const JOBS = Number(process.env['MUTANTS_JOBS'] ?? 1);

/** Every named bug is caught by the simulation or by a test that knows its rule. The seed plays no part: walks begin at 1. */
export async function prove({ count }: ProofOptions): Promise<ProofResult> {
  const all = await judgeAll({ jobs: JOBS, only: null, most: count }, ({ mutant, by, how }) => {
    process.stdout.write(`${how}: ${mutant.name}${by === null ? '' : `: ${by}`}\n`);
  });
  const by = (how: 'walk' | 'test'): number => all.filter((caught) => caught.how === how).length;
  return {
    counts: { mutants: all.length, 'caught by walks': by('walk'), 'caught by tests': by('test') },
    failures: all.filter(({ how }) => how === 'survived').map(({ mutant }) => `survived: ${mutant.name}`),
  };
}
