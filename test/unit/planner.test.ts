import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planPayout, PIECES_OF_A_KIND_MAX, stockAfter } from '../../src/ledger/planner.ts';
import { acceptableDenominations } from '../../src/ledger/promise.ts';
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
});

describe('the promise of change', () => {
  const full: UnitStock[] = [500, 100, 50, 10].map((kind) => ({
    unitId: `u${kind}`,
    denomination_yen: kind,
    count: 40,
  }));
  const base = { due_yen: 300, credit_yen: 0, escrow_yen: 0, coins_in_flight_max: 2 };
  const configured_yen = [10, 50, 100, 500, 1000];

  test('takes every coin and note while there is plenty of change', () => {
    expect(acceptableDenominations({ ...base, stock: full, configured_yen })).toEqual(configured_yen);
  });

  test('takes nothing more once the fee is covered', () => {
    expect(acceptableDenominations({ ...base, credit_yen: 300, stock: full, configured_yen })).toEqual([]);
  });

  test('refuses notes whose refund in coins could not be paid', () => {
    const few: UnitStock[] = [{ unitId: 'u100', denomination_yen: 100, count: 8 }];
    const accepted = acceptableDenominations({ ...base, stock: few, configured_yen });
    expect(accepted).toContain(100);
    expect(accepted).not.toContain(1000);
  });

  test('keeps change and then refund payable with one more piece of every kind it takes', () => {
    fc.assert(
      fc.property(stocks, fc.integer({ min: 1, max: 90 }), fc.nat({ max: 60 }), (stock, dueTens, creditTens) => {
        const input = {
          due_yen: dueTens * 10,
          credit_yen: creditTens * 10,
          escrow_yen: 0,
          stock,
          coins_in_flight_max: 2,
        };
        for (const kind of acceptableDenominations({ ...input, configured_yen: [...KINDS_YEN] })) {
          const fallen = stock.map((unit) =>
            unit.denomination_yen === kind ? { ...unit, count: unit.count + 1 } : unit,
          );
          const held_yen = input.credit_yen + kind;
          const change = planPayout(Math.max(0, held_yen - input.due_yen), fallen);
          expect(change).not.toBeNull();
          expect(planPayout(Math.min(held_yen, input.due_yen), stockAfter(fallen, change ?? []))).not.toBeNull();
        }
      }),
      { numRuns: 300, seed: 2025 },
    );
  });
});
