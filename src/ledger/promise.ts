import type { UnitStock } from './contract.ts';
import { planPayout, stockAfter } from './planner.ts';
import type { Yen } from '../base/yen.ts';

/** What the promise of change is judged on. */
export interface PromiseInput {
  readonly due_yen: Yen;
  readonly credit_yen: Yen;
  readonly escrow_yen: Yen;
  /** Stock of the units that can pay out, by the books. */
  readonly stock: readonly UnitStock[];
  /** Denominations the site takes at all. */
  readonly configured_yen: readonly Yen[];
  /** Coins that may already be past the gate when an inhibit arrives. */
  readonly coins_in_flight_max: number;
}

/** True when change and then the refund of the fee are payable one after the other, with `held_yen` in the machine. */
function keepsPromise(held_yen: Yen, due_yen: Yen, stock: readonly UnitStock[]): boolean {
  const change = planPayout(Math.max(0, held_yen - due_yen), stock);
  if (!change) return false;
  return planPayout(Math.min(held_yen, due_yen), stockAfter(stock, change)) !== null;
}

/** A piece that comes in and falls into a unit that can pay it out again adds to what can be paid. */
function withPiece(stock: readonly UnitStock[], denomination_yen: Yen, count: number): readonly UnitStock[] {
  const at = stock.findIndex((unit) => unit.denomination_yen === denomination_yen);
  return stock.map((unit, index) => (index === at ? { ...unit, count: unit.count + count } : unit));
}

/**
 * The coins and notes that may be taken now (design, Promise of change): each kind is enabled only while, with one more of
 * it and the in-flight coins of every enabled kind on top, the change and then the refund of the fee stay payable.
 * Kinds are judged from the smallest, so that running short ends in exact-amount mode rather than in none.
 */
export function acceptableDenominations(input: PromiseInput): readonly Yen[] {
  const held_yen = input.credit_yen + input.escrow_yen;
  if (held_yen >= input.due_yen) return [];
  const accepted: Yen[] = [];
  for (const denomination_yen of input.configured_yen.toSorted((a, b) => a - b)) {
    const candidates = [...accepted, denomination_yen];
    const everyKindKeeps = candidates.every((kind) => {
      for (let pieces = 1; pieces <= 1 + input.coins_in_flight_max; pieces += 1) {
        const stock = withPiece(input.stock, kind, pieces);
        if (!keepsPromise(held_yen + kind * pieces, input.due_yen, stock)) return false;
      }
      return true;
    });
    if (everyKindKeeps) accepted.push(denomination_yen);
  }
  return accepted;
}

/**
 * True when the fee can be reached at all: putting in the largest kind that is taken, again and again, ends at the fee and not
 * before it. Otherwise money would be taken for what can never be paid, and all that could be done is to give it back.
 */
export function canBePaid(input: Omit<PromiseInput, 'credit_yen' | 'escrow_yen'>): boolean {
  let { stock } = input;
  let held_yen = 0;
  while (held_yen < input.due_yen) {
    const largest_yen = acceptableDenominations({ ...input, stock, credit_yen: held_yen, escrow_yen: 0 }).at(-1);
    if (largest_yen === undefined) return false;
    held_yen += largest_yen;
    stock = withPiece(stock, largest_yen, 1);
  }
  return true;
}
