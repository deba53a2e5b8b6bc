import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { STEPS } from '../../test/simulation/walk-run.ts';
import type { ProofOptions, ProofResult } from '../prove.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Walks of a full run; `npm test` takes the first two dozen seeds. */
const WALKS = 3_000;
/** Seeds fit into 32 bits and a run of them must not wrap. */
const SEED_MAX = 2_000_000_000;

/** Walks of one process: what vitest and the worlds hold grows with each, and slows the later ones. */
const WALKS_A_PROCESS = 250;

/** The walks of some seeds, in a process of their own; what failed, a line each. */
function walk(first: number, walks: number): string[] {
  const run = spawnSync(
    process.execPath,
    [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', 'test/simulation/walk.test.ts'],
    {
      cwd: ROOT,
      env: { ...process.env, WALK_SEEDS: `${first}-${first + walks - 1}`, FORCE_COLOR: '0', NO_COLOR: '1' },
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  // Vitest writes what failed to its error output.
  const output = `${run.stdout}\n${run.stderr}`;
  const failures = [...output.matchAll(/^(\d+): (.*)$/gm)].map(([, failed, what]) => `seed ${failed}: ${what}`);
  if (run.status !== 0 && failures.length === 0) {
    const why = /^.*Error: .*$/m.exec(output)?.[0] ?? output.slice(-300);
    failures.push(`seeds ${first}-${first + walks - 1}: vitest ended with status ${run.status}: ${why}`);
  }
  return failures;
}

/** Seeded walks through the joined kiosk: the checkers of `test/simulation/walk.test.ts` over many more seeds. */
export async function prove({ seed, count }: ProofOptions): Promise<ProofResult> {
  const walks = count ?? WALKS;
  const first = seed % SEED_MAX;
  const failures: string[] = [];
  for (let done = 0; done < walks; done += WALKS_A_PROCESS) {
    failures.push(...walk(first + done, Math.min(WALKS_A_PROCESS, walks - done)));
    process.stderr.write(
      `\r${Math.min(walks, done + WALKS_A_PROCESS)} of ${walks} walks, ${failures.length} failures `,
    );
  }
  process.stderr.write('\n');
  return { counts: { walks, acts: walks * STEPS }, failures };
}
