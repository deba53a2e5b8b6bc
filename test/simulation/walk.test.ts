/**
 * Seeded walks through the joined kiosk. To look at one again: `WALK_SEEDS=17 vitest run test/simulation/walk.test.ts`;
 * `WALK_SEEDS=1000-2000` walks further.
 */
import { describe, expect, test } from 'vitest';
import { expectWalkSound, STEPS } from './walk-run.ts';
import { Walker } from './walker.ts';

const SESSIONS_MIN = 60;
/** A walk takes a second or two; on a machine that is busy with other things a few more. One that takes a minute hangs. */
const WALK_MOST_MS = 60_000;

function seeds(): readonly number[] {
  const [from = 1, to = 12] = (process.env['WALK_SEEDS'] ?? '1-12').split('-').map(Number);
  const last = process.env['WALK_SEEDS'] !== undefined && !process.env['WALK_SEEDS'].includes('-') ? from : to;
  return Array.from({ length: last - from + 1 }, (_, index) => from + index);
}

function told(error: unknown, walker: Walker | null): string {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (!walker) return what;
  const trace = process.env['WALK_TRACE'] === undefined ? '' : `\n\n${walker.world.trace.join('\n')}`;
  return `${what}\nbad luck: ${walker.faults.join(' ')}\n${walker.names.join('\n')}${trace}`;
}

/** One walk; null when everything agrees in the end, else what went wrong and the acts that led there. */
function walk(seed: number): {
  readonly failure: string | null;
  readonly sessions: number;
} {
  let walker: Walker | null = null;
  let failure: string | null = null;
  try {
    walker = new Walker(seed);
    for (let step = 0; step < STEPS; step += 1) walker.step();
    walker.rest();
    expectWalkSound(walker);
    const unexpected = walker.world.trace.find((line) => line.includes('session.unexpected'));
    if (unexpected !== undefined) throw new Error(`the statechart did not expect ${unexpected}`);
  } catch (error) {
    failure = told(error, walker);
  }
  walker?.world.database.close();
  const trace = walker?.world.trace ?? [];
  return { failure, sessions: trace.filter((line) => line.includes('session.begin')).length };
}

describe('whatever a citizen does and whatever fails', () => {
  const all = seeds();
  const timeout = all.length * WALK_MOST_MS;
  test('D7, D10, R82–R95: books, paper and cash agree, and the kiosk is free again', { timeout }, () => {
    const failed = new Map<number, string>();
    let sessions = 0;
    for (const seed of all) {
      const result = walk(seed);
      sessions += result.sessions;
      if (result.failure !== null) failed.set(seed, result.failure);
    }
    const [first] = failed;
    const head = [...failed].map(([seed, text]) => `${seed}: ${text.split('\n')[0]}`).join('\n');
    expect(failed.size, `seeds that failed:\n${head}\n\nseed ${first?.[0]}: ${first?.[1]}`).toBe(0);
    if (process.env['WALK_SEEDS'] === undefined) expect(sessions).toBeGreaterThan(SESSIONS_MIN);
  });
});
