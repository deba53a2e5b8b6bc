import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canPay, largestPayable_yen, planPayout, PIECES_OF_A_KIND_MAX, stockAfter } from '../../src/ledger/planner.ts';
import type { UnitStock } from '../../src/ledger/contract.ts';

const KINDS_YEN = [10, 50, 100, 500, 1000, 2000, 5000] as const;

const stocks = fc
  .uniqueArray(fc.constantFrom(...KINDS_YEN), { maxLength: 5 })
  .chain((kinds) => fc.tuple(...kinds.map((kind) => fc.record({ kind: fc.constant(kind), count: fc.nat({ max: 6 }) }))))
  .map((rows): UnitStock[] => rows.map(({ kind, count }) => ({ unitId: `u${kind}`, denomination_yen: kind, count })));

/** Fewest pieces by exhaustive dynamic programming over the pieces themselves: slow, and obviously right. */
function fewestPieces(amount_yen: number, stock: readonly UnitStock[]): number | null {
  let reach = new Map<number, number>([[0, 0]]);
  for (const unit of stock) {
    const next = new Map(reach);
    for (const [sum, pieces] of reach) {
      for (let count = 1; count <= Math.min(unit.count, PIECES_OF_A_KIND_MAX); count += 1) {
        const total = sum + count * unit.denomination_yen;
        if (total > amount_yen) break;
        next.set(total, Math.min(next.get(total) ?? Infinity, pieces + count));
      }
    }
    reach = next;
  }
  return reach.get(amount_yen) ?? null;
}

describe('the payout planner', () => {
  test('finds a plan exactly when there is one, and the one with the fewest pieces', () => {
    fc.assert(
      fc.property(stocks, fc.nat({ max: 800 }), (stock, tens) => {
        const amount_yen = tens * 10;
        const plan = planPayout(amount_yen, stock);
        const fewest = fewestPieces(amount_yen, stock);
        expect(plan === null).toBe(fewest === null);
        if (!plan) return;
        expect(plan.reduce((sum, row) => sum + row.count, 0)).toBe(fewest);
        expect(plan.reduce((sum, row) => sum + row.count * row.denomination_yen, 0)).toBe(amount_yen);
        for (const unit of stockAfter(stock, plan)) expect(unit.count).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 500, seed: 2025 },
    );
  });

  test('never gives more than 20 of a kind, also over two units of the same coin', () => {
    const stock = [
      { unitId: 'a', denomination_yen: 10, count: 30 },
      { unitId: 'b', denomination_yen: 10, count: 30 },
    ];
    expect(planPayout(200, stock)).toEqual([{ unitId: 'a', denomination_yen: 10, count: 20 }]);
    expect(planPayout(210, stock)).toBeNull();
  });

  test('counts what this payout gave before towards the 20 of a kind', () => {
    const stock = [{ unitId: 'a', denomination_yen: 10, count: 30 }];
    expect(planPayout(100, stock, { given: new Map([[10, 10]]) })).toEqual([
      { unitId: 'a', denomination_yen: 10, count: 10 },
    ]);
    expect(planPayout(110, stock, { given: new Map([[10, 10]]) })).toBeNull();
    expect(largestPayable_yen(300, stock, new Map([[10, 10]]))).toBe(100);
  });

  test('pays 100 as 2 × 50 once the hopper of 100 is out (rule 12)', () => {
    expect(planPayout(100, [{ unitId: 'h50', denomination_yen: 50, count: 2 }])).toEqual([
      { unitId: 'h50', denomination_yen: 50, count: 2 },
    ]);
  });

  test('spends a piece more when only that leaves a later amount payable', () => {
    const stock = [
      { unitId: 'h100', denomination_yen: 100, count: 2 },
      { unitId: 'h10', denomination_yen: 10, count: 30 },
    ];
    expect(planPayout(200, stock)).toEqual([{ unitId: 'h100', denomination_yen: 100, count: 2 }]);
    // Of 30 tens only 20 go into one payout: 300 stays payable when one 100 stays.
    expect(planPayout(200, stock, { keeps_yen: [300, 100] })).toEqual([
      { unitId: 'h100', denomination_yen: 100, count: 1 },
      { unitId: 'h10', denomination_yen: 10, count: 10 },
    ]);
    expect(planPayout(200, stock, { keeps_yen: [400] })).toBeNull();
  });

  test('knows the largest part that can be made of any amount', () => {
    fc.assert(
      fc.property(stocks, fc.nat({ max: 800 }), (stock, tens) => {
        const amount_yen = tens * 10;
        let largest_yen = amount_yen;
        while (fewestPieces(largest_yen, stock) === null) largest_yen -= 10;
        expect(largestPayable_yen(amount_yen, stock)).toBe(largest_yen);
        expect(canPay(amount_yen, stock)).toBe(largest_yen === amount_yen);
      }),
      { numRuns: 300, seed: 2025 },
    );
  });

  test('nothing is paid of a fraction, of less than nothing or of more than there is', () => {
    const stock = [{ unitId: 'h10', denomination_yen: 10, count: 5 }];
    for (const amount_yen of [-10, 5, 0.5, 60, NaN, Infinity]) expect(planPayout(amount_yen, stock)).toBeNull();
    expect(planPayout(0, stock)).toEqual([]);
  });
});
