import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { UnitStock } from '../../src/ledger/contract.ts';
import { PIECES_OF_A_KIND_MAX, planPayout, stockAfter } from '../../src/ledger/planner.ts';
import { acceptableDenominations, canBePaid, refundsOf, type PromiseInput } from '../../src/ledger/promise.ts';

/**
 * The promise of change (design, Money; R83, R84; cash.md rule 14) against an oracle that tries everything: every mix of
 * pieces that may come in, every way to pay the change, every refund from what that leaves.
 */

const NOTE_YEN = 1000;

/** Every way to take pieces out of a stock for the amount, as what is left. Slow, and obviously right. */
function waysToPay(amount_yen: number, stock: readonly UnitStock[]): UnitStock[][] {
  const used = new Map<number, number>();
  const found: UnitStock[][] = [];
  function from(at: number, rest_yen: number, left: readonly UnitStock[]): void {
    const unit = left[at];
    if (!unit) {
      if (rest_yen === 0) found.push([...left]);
      return;
    }
    const kind = unit.denomination_yen;
    for (let count = 0; count <= unit.count && count * kind <= rest_yen; count += 1) {
      const before = used.get(kind) ?? 0;
      if (before + count > PIECES_OF_A_KIND_MAX) break;
      used.set(kind, before + count);
      from(
        at + 1,
        rest_yen - count * kind,
        left.map((row, i) => (i === at ? { ...row, count: row.count - count } : row)),
      );
      used.set(kind, before);
    }
  }
  from(0, amount_yen, stock);
  return found;
}

function payable(amount_yen: number, stock: readonly UnitStock[]): boolean {
  return waysToPay(amount_yen, stock).length > 0;
}

/** How the change may be paid: any way that a plan may choose, or the one that a unit chooses by itself. */
function waysOfChange(input: PromiseInput, change_yen: number, stock: readonly UnitStock[]): UnitStock[][] {
  const ways = waysToPay(change_yen, stock);
  if (input.paysByPlan) return ways;
  const left = (way: readonly UnitStock[]): number => way.reduce((sum, { count }) => sum + count, 0);
  return ways.toSorted((a, b) => left(b) - left(a)).slice(0, 1);
}

/** Everything can go back: whole at a cancel, or as change that leaves every refund payable. */
function promiseHolds(input: PromiseInput, held_yen: number, stock: readonly UnitStock[]): boolean {
  if (!payable(held_yen, stock)) return false;
  if (held_yen < input.due_yen) return true;
  return waysOfChange(input, held_yen - input.due_yen, stock).some((left) =>
    input.refunds_yen.every((refund_yen) => payable(refund_yen, left)),
  );
}

/** All multisets of at most `most` of the kinds, as lists. */
function mixesOf(kinds: readonly number[], most: number): number[][] {
  const all: number[][] = [[]];
  let longest: number[][] = [[]];
  for (let length = 1; length <= most; length += 1) {
    longest = longest.flatMap((mix) =>
      kinds.filter((kind) => kind <= (mix.at(-1) ?? Infinity)).map((kind) => [...mix, kind]),
    );
    all.push(...longest);
  }
  return all;
}

/** Mixes that may come in while `kind` and `others` are enabled: one of `kind` and `coins_in_flight_max` more. */
function mixesWith(input: PromiseInput, kind: number, others: readonly number[]): number[][] {
  const isSingle = (piece: number): boolean => input.notesInEscrow && piece >= NOTE_YEN;
  const falling = isSingle(kind) ? [...others] : [kind, ...others];
  const coins = falling.filter((piece) => !isSingle(piece));
  return mixesOf(
    coins.toSorted((a, b) => b - a),
    input.coins_in_flight_max,
  ).map((mix) => [kind, ...mix]);
}

function mixIsKept(input: PromiseInput, mix: readonly number[]): boolean {
  const stock = input.stock.map((unit) => ({
    ...unit,
    count:
      unit.count +
      mix.filter((kind) => kind === unit.denomination_yen && input.recycledInto.get(kind) === unit.unitId).length,
  }));
  const more_yen = mix.reduce((sum, kind) => sum + kind, 0);
  const bases = input.escrow_yen > 0 ? [0, input.escrow_yen] : [0];
  return bases.every((base_yen) => promiseHolds(input, input.credit_yen + base_yen + more_yen, stock));
}

/** What may be taken, by the sentence of the design and nothing else. */
function oracle(input: PromiseInput): number[] {
  if (input.credit_yen + input.escrow_yen >= input.due_yen) return [];
  const accepted: number[] = [];
  for (const kind of input.configured_yen.toSorted((a, b) => a - b)) {
    if (mixesWith(input, kind, accepted).every((mix) => mixIsKept(input, mix))) accepted.push(kind);
  }
  return accepted;
}

const COINS_YEN = [10, 50, 100, 500] as const;

const smallStocks = fc
  .tuple(...COINS_YEN.map((kind) => fc.record({ kind: fc.constant(kind), count: fc.nat({ max: 7 }) })))
  .map((rows): UnitStock[] => rows.map(({ kind, count }) => ({ unitId: `h${kind}`, denomination_yen: kind, count })));

const inputs = fc
  .record({
    stock: smallStocks,
    fees: fc.array(fc.constantFrom(200, 250, 300, 450), { minLength: 1, maxLength: 2 }),
    creditTens: fc.nat({ max: 70 }),
    escrow_yen: fc.constantFrom(0, 0, 1000),
    coins_in_flight_max: fc.integer({ min: 1, max: 2 }),
    notesInEscrow: fc.boolean(),
    paysByPlan: fc.boolean(),
    recycles: fc.subarray([...COINS_YEN]),
  })
  .map(({ stock, fees, creditTens, recycles, ...rest }): PromiseInput => ({
    ...rest,
    stock,
    due_yen: refundsOf(fees)[0] ?? 0,
    refunds_yen: refundsOf(fees),
    credit_yen: creditTens * 10,
    configured_yen: [...COINS_YEN, NOTE_YEN],
    recycledInto: new Map(recycles.map((kind) => [kind, `h${kind}`])),
    room: new Map(),
  }));

const PLENTY: readonly UnitStock[] = COINS_YEN.map((kind) => ({
  unitId: `h${kind}`,
  denomination_yen: kind,
  count: 40,
}));

const base: PromiseInput = {
  due_yen: 300,
  credit_yen: 0,
  escrow_yen: 0,
  refunds_yen: [300],
  stock: PLENTY,
  configured_yen: [...COINS_YEN, NOTE_YEN],
  coins_in_flight_max: 2,
  notesInEscrow: true,
  paysByPlan: true,
  recycledInto: new Map(),
  room: new Map(),
};

function stockOf(counts: Readonly<Record<number, number>>): UnitStock[] {
  return COINS_YEN.map((kind) => ({ unitId: `h${kind}`, denomination_yen: kind, count: counts[kind] ?? 0 }));
}

describe('R83, R84, rule 14: the promise of change', () => {
  test('enables exactly what an oracle enables that tries every mix, every change and every refund', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        expect(acceptableDenominations(input)).toEqual(oracle(input));
      }),
      { numRuns: 250, seed: 2025 },
    );
  });

  test('what is paid in the end is what was promised: the change as it is planned leaves each refund payable', () => {
    fc.assert(
      fc.property(inputs, fc.infiniteStream(fc.nat({ max: 1000 })), (input, choices) => {
        let { credit_yen, stock } = input;
        const pick = (): number => choices.next().value ?? 0;
        for (let pieces = 0; credit_yen < input.due_yen && pieces < 40; pieces += 1) {
          const accepted = acceptableDenominations({ ...input, credit_yen, stock, escrow_yen: 0 });
          const kind = accepted[pick() % Math.max(1, accepted.length)];
          if (kind === undefined) return;
          credit_yen += kind;
          if (input.recycledInto.has(kind)) stock = withOne(stock, kind);
          expect(planPayout(credit_yen, stock), 'cancel').not.toBeNull();
        }
        if (credit_yen < input.due_yen || credit_yen === input.credit_yen) return;
        const keeps_yen = input.paysByPlan ? input.refunds_yen : [];
        const change = planPayout(credit_yen - input.due_yen, stock, { keeps_yen });
        expect(change, 'change').not.toBeNull();
        for (const refund_yen of input.refunds_yen) {
          expect(planPayout(refund_yen, stockAfter(stock, change ?? [])), 'refund').not.toBeNull();
        }
      }),
      { numRuns: 250, seed: 2026 },
    );
  });

  function withOne(stock: readonly UnitStock[], kind: number): UnitStock[] {
    return stock.map((unit) => (unit.denomination_yen === kind ? { ...unit, count: unit.count + 1 } : unit));
  }

  test('takes every coin and note while there is plenty of change, and nothing once the fee is covered', () => {
    expect(acceptableDenominations(base)).toEqual([10, 50, 100, 500, 1000]);
    expect(acceptableDenominations({ ...base, credit_yen: 300 })).toEqual([]);
    expect(acceptableDenominations({ ...base, escrow_yen: 1000 })).toEqual([]);
  });

  test('the refund comes after the change: what both need is not promised twice', () => {
    // 1000 − 300 = 700 of change needs seven coins, the refund of 300 three more, two 10-yen coins may fall beside.
    const enough = { ...base, configured_yen: [1000], coins_in_flight_max: 1 };
    expect(acceptableDenominations({ ...enough, stock: stockOf({ 100: 10 }) })).toEqual([1000]);
    expect(acceptableDenominations({ ...enough, stock: stockOf({ 100: 9 }) })).toEqual([]);
  });

  test('a unit that chooses the pieces itself gives the largest: what its change leaves must pay the refund', () => {
    // 510 − 300 = 210: by plan 100 + 50 + 6 × 10, which leaves 2 × 50 and 20 × 10; largest first leaves but one 50.
    const stock = stockOf({ 500: 24, 100: 1, 50: 3, 10: 62 });
    const half = { ...base, configured_yen: [500], stock, credit_yen: 10, coins_in_flight_max: 0 };
    expect(acceptableDenominations(half)).toEqual([500]);
    expect(acceptableDenominations({ ...half, paysByPlan: false })).toEqual([]);
  });

  test('at a cancel all goes back in one payout, so 20 of a kind bound what may be put in', () => {
    const tens = { ...base, configured_yen: [10], stock: stockOf({ 10: 60 }), coins_in_flight_max: 1 };
    expect(acceptableDenominations({ ...tens, credit_yen: 180 })).toEqual([10]);
    expect(acceptableDenominations({ ...tens, credit_yen: 190 })).toEqual([]);
  });

  test('a part of the fee may have to go back too: after the first of two sets the second', () => {
    const two = { ...base, due_yen: 600, refunds_yen: refundsOf([300, 300]), configured_yen: [100] };
    expect(refundsOf([300, 300])).toEqual([600, 300]);
    const stock = stockOf({ 500: 1, 100: 6 });
    expect(acceptableDenominations({ ...two, coins_in_flight_max: 1, credit_yen: 400, stock })).toEqual([100]);
    // 600 as 500 + 100 is there, 300 is not.
    const poor = stockOf({ 500: 1, 100: 2 });
    expect(acceptableDenominations({ ...two, coins_in_flight_max: 1, credit_yen: 400, stock: poor })).toEqual([]);
  });

  test('coins that fall into a cash box do not help to pay, coins that fall into a hopper do', () => {
    const empty = { ...base, stock: stockOf({}), configured_yen: [100] };
    expect(acceptableDenominations(empty)).toEqual([]);
    expect(acceptableDenominations({ ...empty, recycledInto: new Map([[100, 'h100']]) })).toEqual([100]);
  });

  test('a box that has no room for one piece and those in flight takes no more of that kind', () => {
    expect(acceptableDenominations({ ...base, room: new Map([[100, 2]]) })).toEqual([10, 50, 500, 1000]);
    expect(acceptableDenominations({ ...base, room: new Map([[100, 3]]) })).toContain(100);
    expect(acceptableDenominations({ ...base, room: new Map([[1000, 0]]) })).toEqual([10, 50, 100, 500]);
    expect(acceptableDenominations({ ...base, room: new Map([[1000, 1]]) })).toContain(1000);
  });

  test('running short ends in exact-amount mode (釣銭切れ): notes go first, then large coins', () => {
    const recycledInto = new Map(COINS_YEN.map((kind) => [kind, `h${kind}`] as const));
    const short = { ...base, recycledInto, coins_in_flight_max: 1 };
    const largest = [30, 4, 0].map((count) =>
      Math.max(0, ...acceptableDenominations({ ...short, stock: stockOf({ 10: count, 50: count, 100: count }) })),
    );
    expect(largest).toEqual([1000, 500, 100]);
  });

  test('a fee that cannot be reached is known before the first coin', () => {
    expect(canBePaid(base)).toBe(true);
    expect(canBePaid({ ...base, stock: stockOf({}) })).toBe(false);
    expect(canBePaid({ ...base, due_yen: 15_000, refunds_yen: [15_000] })).toBe(false);
  });
});
