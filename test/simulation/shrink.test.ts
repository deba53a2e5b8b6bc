import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shrunk } from './shrink.ts';
import { sameFailure, walkActs, walkSeed } from './walk-run.ts';
import { Walker } from './walker.ts';

describe('shrinking a list that fails', () => {
  test('what is left is exactly what the failure needs', () => {
    const lists = fc.uniqueArray(fc.integer({ min: 0, max: 99 }), { minLength: 3, maxLength: 40 });
    fc.assert(
      fc.property(lists, fc.nat(), fc.nat(), (items, a, b) => {
        const needed = new Set([items[a % items.length], items[b % items.length]]);
        const fails = (some: readonly number[]): boolean => [...needed].every((one) => some.includes(one!));
        expect(shrunk(items, fails)).toEqual(items.filter((one) => needed.has(one)));
      }),
    );
  });

  test('it gives up in time and still returns a list that fails', () => {
    const items = Array.from({ length: 100 }, (_, index) => index);
    let asked = 0;
    const fails = (some: readonly number[]): boolean => {
      asked += 1;
      return some.includes(50);
    };
    expect(shrunk(items, fails, 5)).toContain(50);
    expect(asked).toBeLessThanOrEqual(5);
  });
});

describe('a walk by its seed', () => {
  test('the same seed gives the same trace, another seed another one', () => {
    const [one, again, other] = [walkSeed(7, 40), walkSeed(7, 40), walkSeed(8, 40)];
    expect(one.failure).toBeNull();
    expect(again.traceHash).toBe(one.traceHash);
    expect(other.traceHash).not.toBe(one.traceHash);
  });

  test('its acts done again by name lead to the same trace', () => {
    for (const seed of [7, 15]) {
      const first = walkSeed(seed, 40);
      const again = walkActs(seed, first.acts);
      expect(again.acts).toEqual(first.acts);
      expect(again.traceHash).toBe(first.traceHash);
    }
  });

  test('a failure is told as the same one whatever its amounts are', () => {
    expect(sameFailure('books of cashbox: expected 100 to be 0', 'books of cashbox: expected 500 to be 10')).toBe(true);
    expect(sameFailure('books of cashbox: expected 100 to be 0', 'open sessions: expected 1 to be 0')).toBe(false);
    expect(new Walker(1).replay('press no such button')).toBe(false);
  });
});
