import fc from 'fast-check';
import { expect, test } from 'vitest';
import { harmless } from '../../src/base/console.ts';
import { childEnvironment, readEnvironment } from '../../src/base/environment.ts';
import { MadoguchiError } from '../../src/base/errors.ts';
import { API_LIMITS } from '../../src/api/limits.ts';
import { BASE_LIMITS } from '../../src/base/limits.ts';
import { CELL_LIMITS } from '../../src/cell/limits.ts';
import { CENTRE_LIMITS } from '../../src/centre/limits.ts';
import { CLI_LIMITS } from '../../src/cli/limits.ts';
import { CARD_LIMITS } from '../../drivers/jpki/limits.ts';
import { SeededRandom } from '../../src/base/random.ts';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import { sumOfPieces } from '../../src/base/yen.ts';

test.each(Object.entries({ API_LIMITS, BASE_LIMITS, CARD_LIMITS, CELL_LIMITS, CENTRE_LIMITS, CLI_LIMITS }))(
  '%s: every limit is a positive whole number and says its unit, or that it counts',
  (_, table) => {
    for (const [name, value] of Object.entries(table)) {
      expect(Number.isSafeInteger(value) && value > 0, name).toBe(true);
      expect(name).toMatch(/_(ms|max)(_|$)/);
    }
  },
);

test('what a terminal is told from outside never commands it; our own colours, progress and tables pass', () => {
  const hostile = 'SR5\u001B]0;owned\u0007\u001B[2J\u001B[K fine\rstate online\u009B31m\u202Edrow';
  expect(harmless(`coins  ${hostile}\n`)).toBe(
    'coins  SR5\\u001b]0;owned\\u0007\\u001b[2J\\u001b[K fine\\u000dstate online\\u009b31m\\u202edrow\n',
  );
  // The same letters to whoever reads the JSON.
  expect(JSON.parse(harmless(JSON.stringify({ hostile })))).toEqual({ hostile });
  for (const ours of [
    '\r3 of 7 窓口\u001B[K',
    '\r\u001B[K',
    '\u001B[H\u001B[J',
    '\u001B[32mopen\u001B[0m\n',
    'a,b\r\n1,2\r\n',
    '證髙﨑\t\u{20BB7}',
  ])
    expect(harmless(ours)).toBe(ours);
});

test('an error says its code, its action and what became of the act', () => {
  const error = new MadoguchiError('cashOffline', 'coins does not answer');
  expect(error.message).toBe('coins does not answer (M3001)');
  expect([error.code, error.action, error.outcome]).toEqual(['M3001', 'maintenance', 'notDone']);
});

test('an empty variable is as good as none, and a child is given only what it needs', () => {
  expect(readEnvironment({ NO_COLOR: '', LANG: 'ja_JP.UTF-8' })).toMatchObject({
    noColor: false,
    language: 'ja_JP.UTF-8',
  });
  expect(readEnvironment({ NO_COLOR: '1', JOURNAL_STREAM: '8:1' })).toMatchObject({ noColor: true, toJournal: true });
  expect(childEnvironment({ A: 'b' })).toMatchObject({ A: 'b' });
  expect(Object.keys(childEnvironment()).every((name) => /^[A-Z_]+$/.test(name) && !name.startsWith('npm'))).toBe(true);
});

test('piles add up', () => {
  expect(
    sumOfPieces([
      { denomination_yen: 500, count: 1 },
      { denomination_yen: 10, count: 7 },
    ]),
  ).toBe(570);
});

test('a seed repeats its numbers, and they stay in range', () => {
  const [a, b] = [new SeededRandom(7), new SeededRandom(7)];
  for (let i = 0; i < 100; i += 1) {
    const value = a.integer(6);
    expect(value).toBe(b.integer(6));
    expect(value).toBeGreaterThanOrEqual(0);
    expect(value).toBeLessThan(6);
  }
});

test('simulated timers run in order of time, then of arming, and cancelled ones never', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ delay_ms: fc.nat(20), cancel: fc.boolean() }), { maxLength: 40 }), (plan) => {
      const clock = new SimulatedClock();
      const ran: number[] = [];
      for (const [index, { delay_ms, cancel }] of plan.entries()) {
        const timer = clock.after(delay_ms, () => ran.push(index));
        if (cancel) timer.cancel();
      }
      clock.advance(20);
      const wanted = plan
        .map((item, index) => ({ ...item, index }))
        .filter(({ cancel }) => !cancel)
        .toSorted((x, y) => x.delay_ms - y.delay_ms || x.index - y.index)
        .map(({ index }) => index);
      expect(ran).toEqual(wanted);
      expect(clock.now_ms()).toBe(20);
    }),
  );
});
