/** The named bugs themselves, and a quick sample of what catches them; all of them: `npm run prove -- mutants`. */
import { describe, expect, test } from 'vitest';
import { checkMutant } from '../../scripts/simulate/mutation.ts';
import { judge } from '../../scripts/simulate/mutants.ts';
import { LUCK_OF } from './mutant-luck.ts';
import { CONTROL, MUTANTS } from './mutants.ts';

/** The issue of money wants at least so many. */
const MUTANTS_MIN = 25;
/** Found by the checkers after each step within a walk or two. */
const SAMPLE = [
  'credit while the note is still being stacked',
  'ACK before the commit',
  'a note in escrow counts as paid',
];

describe('named bugs', () => {
  test(`are at least ${MUTANTS_MIN}, each with a name of its own`, () => {
    expect(MUTANTS.length).toBeGreaterThanOrEqual(MUTANTS_MIN);
    expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length);
  });

  test.each(MUTANTS.map((mutant) => [mutant.name, mutant] as const))(
    '%s: each change lies in its file once',
    (_, bug) => {
      expect(bug.edits.length).toBeGreaterThan(0);
      checkMutant(bug);
    },
  );

  test('the luck of a bug is of a bug that is there', () => {
    const names = new Set(MUTANTS.map(({ name }) => name));
    expect(Object.keys(LUCK_OF).filter((name) => !names.has(name))).toEqual([]);
  });

  test('without any bug nothing is caught; a bug is', { timeout: 240_000 }, async () => {
    const quick = { walks: 3, limit_ms: 60_000, withTests: false, stories: false };
    expect((await judge(CONTROL, quick)).by).toBeNull();
    for (const name of SAMPLE) {
      const bug = MUTANTS.find((mutant) => mutant.name === name);
      expect((bug && (await judge(bug, quick)))?.how, name).toBe('walk');
    }
  });
});
