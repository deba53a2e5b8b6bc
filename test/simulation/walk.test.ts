/**
 * Seeded walks through the joined kiosk. To look at one again: `WALK_SEEDS=17 vitest run test/simulation/walk.test.ts`;
 * `WALK_SEEDS=1000-2000` walks further.
 */
import { describe, expect, test } from 'vitest';
import { expectWalkSound, STEPS } from './walk-run.ts';
import { Walker } from './walker.ts';

const SESSIONS_MIN = 60;

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
  readonly unexpected: readonly string[];
  readonly sessions: number;
} {
  let walker: Walker | null = null;
  let failure: string | null = null;
  try {
    walker = new Walker(seed);
    for (let step = 0; step < STEPS; step += 1) walker.step();
    walker.rest();
    expectWalkSound(walker);
  } catch (error) {
    failure = told(error, walker);
  }
  const trace = walker?.world.trace ?? [];
  return {
    failure,
    unexpected: trace.filter((line) => line.includes('session.unexpected')),
    sessions: trace.filter((line) => line.includes('session.begin')).length,
  };
}

describe('whatever a citizen does and whatever fails', () => {
  test('D7, D10, R82–R95: books, paper and cash agree, and the kiosk is free again', { timeout: 600_000 }, () => {
    const failed = new Map<number, string>();
    const unexpected = new Map<string, number>();
    let sessions = 0;
    for (const seed of seeds()) {
      const result = walk(seed);
      sessions += result.sessions;
      if (result.failure !== null) failed.set(seed, result.failure);
      for (const line of result.unexpected) {
        const event = line.slice(line.indexOf('{'));
        unexpected.set(event, (unexpected.get(event) ?? 0) + 1);
      }
    }
    const [first] = failed;
    const head = [...failed].map(([seed, text]) => `${seed}: ${text.split('\n')[0]}`).join('\n');
    expect(failed.size, `seeds that failed:\n${head}\n\nseed ${first?.[0]}: ${first?.[1]}`).toBe(0);
    expect(Object.fromEntries(unexpected), 'events that the statechart did not expect').toEqual({});
    if (process.env['WALK_SEEDS'] === undefined) expect(sessions).toBeGreaterThan(SESSIONS_MIN);
  });
});
