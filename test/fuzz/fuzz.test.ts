/** A quick look at every decoder; `npm run prove -- fuzz` takes a million inputs each. */
import { describe, expect, test } from 'vitest';
import { SeededRandom } from '../../src/base/random.ts';
import { fuzz, type FuzzTarget } from './contract.ts';
import { REACHED, SELDOM } from './cash-lines.ts';
import { FUZZ_TARGETS } from './targets.ts';

const SEED = 20261122;
const INPUTS = 1_500;
const DEEP_ENOUGH = 10;

describe('rules 4 and 5: whatever comes in, no throw, no hang, no credit that the wire did not state', () => {
  test.each(FUZZ_TARGETS.map((target): [string, FuzzTarget] => [target.name, target]))('%s', (_, target) => {
    let done = 0;
    fuzz(target, new SeededRandom(SEED), INPUTS, (inputs) => (done = inputs));
    expect(done).toBe(INPUTS);
  });
});

test('the cash lines are fuzzed where it matters: credits and payouts happen in spite of it', () => {
  for (const [what, count] of Object.entries(REACHED)) expect(count, what).toBeGreaterThan(DEEP_ENOUGH);
});

test('rule 2: a piece whose event never came is credited when the own counts of a one-piece changer state it (input 77686)', () => {
  const random = new SeededRandom(2_783_019_204);
  // So many numbers are drawn before the life of this input begins, 46 inputs before it.
  for (let drawn = 0; drawn < 2_016_632; drawn += 1) random.uint32();
  const before = SELDOM.counted;
  fuzz(
    FUZZ_TARGETS.find(({ name }) => name === 'OPC-1 changer')!,
    random,
    60,
  );
  expect(SELDOM.counted).toBe(before + 1);
});

test('a decoder that throws is caught, with the number of its input', () => {
  const bad: FuzzTarget = {
    name: 'bad',
    inputsOfALife: Infinity,
    make: (random) => () => {
      if (random.integer(100) === 0) throw new RangeError('out of bounds');
    },
  };
  expect(() => fuzz(bad, new SeededRandom(1), 10_000)).toThrow(/bad, input \d+: RangeError: out of bounds/);
});
