import type { UnitStock } from './contract.ts';
import type { Yen } from '../base/yen.ts';

/** Legal tender is up to 20 pieces of one denomination (通貨法 第7条): a payout never gives more of a kind. */
export const PIECES_OF_A_KIND_MAX = 20;

/** One row of a payout plan: so many pieces from one unit. */
export interface PlanRow {
  readonly unitId: string;
  readonly denomination_yen: Yen;
  readonly count: number;
}

/** What bounds a plan beside the stock. */
export interface PlanBounds {
  /** Pieces of each denomination that this payout has given already: they count towards the 20 of a kind. */
  readonly given?: ReadonlyMap<Yen, number>;
  /** Amounts each of which must stay payable, by itself and as a payout of its own, from what the plan leaves. */
  readonly keeps_yen?: readonly Yen[];
}

/** All pieces of one denomination, over every unit that holds it. */
interface Kind {
  readonly denomination_yen: Yen;
  readonly count: number;
}

/** Whole yen, not negative. */
function isAmount(amount_yen: number): boolean {
  return Number.isSafeInteger(amount_yen) && amount_yen >= 0;
}

/** Denominations of a stock, largest first. */
function kindsOf(stock: readonly UnitStock[]): readonly Kind[] {
  const counts = new Map<Yen, number>();
  for (const { denomination_yen, count } of stock) {
    if (count > 0 && isAmount(denomination_yen) && denomination_yen > 0) {
      counts.set(denomination_yen, (counts.get(denomination_yen) ?? 0) + count);
    }
  }
  return [...counts]
    .map(([denomination_yen, count]) => ({ denomination_yen, count }))
    .toSorted((a, b) => b.denomination_yen - a.denomination_yen);
}

/** Pieces of a kind that one payout may still use. */
function usable(kind: Kind, given: ReadonlyMap<Yen, number> | undefined): number {
  const left = PIECES_OF_A_KIND_MAX - (given?.get(kind.denomination_yen) ?? 0);
  return Math.max(0, Math.min(kind.count, left));
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** Largest amount a set of payable amounts is made for, in yen; nobody pays more in coins. */
const AMOUNT_YEN_MAX = 1_000_000;

/**
 * Every amount up to `most_yen` that one payout can make, as the bits of one number: bit n stands for n × `step_yen`. A
 * kind of `c` pieces is added in piles of 1, 2, 4 … pieces, which together make every number up to `c`.
 */
class Payable {
  readonly #bits: bigint;
  readonly #step_yen: number;
  readonly #most_yen: Yen;

  constructor(kinds: readonly { readonly denomination_yen: Yen; readonly most: number }[], most_yen: Yen) {
    this.#most_yen = Math.min(most_yen, AMOUNT_YEN_MAX);
    this.#step_yen = kinds.reduce((step, kind) => greatestCommonDivisor(kind.denomination_yen, step), 0) || 1;
    const mask = (1n << BigInt(Math.floor(this.#most_yen / this.#step_yen) + 1)) - 1n;
    let bits = 1n;
    for (const { denomination_yen, most } of kinds) {
      let left = Math.min(most, Math.floor(this.#most_yen / denomination_yen));
      for (let pile = 1; left > 0; pile *= 2) {
        const pieces = Math.min(pile, left);
        bits |= (bits << BigInt((pieces * denomination_yen) / this.#step_yen)) & mask;
        left -= pieces;
      }
    }
    this.#bits = bits;
  }

  has(amount_yen: Yen): boolean {
    if (amount_yen < 0 || amount_yen > this.#most_yen || amount_yen % this.#step_yen !== 0) return false;
    return ((this.#bits >> BigInt(amount_yen / this.#step_yen)) & 1n) === 1n;
  }

  /** The largest amount up to `most_yen`. */
  largest(): Yen {
    return (this.#bits.toString(2).length - 1) * this.#step_yen;
  }
}

function payableBy(kinds: readonly Kind[], most_yen: Yen, given?: ReadonlyMap<Yen, number>): Payable {
  return new Payable(
    kinds.map((kind) => ({ denomination_yen: kind.denomination_yen, most: usable(kind, given) })),
    most_yen,
  );
}

/** True when one payout can make the amount. */
export function canPay(amount_yen: Yen, stock: readonly UnitStock[]): boolean {
  return isAmount(amount_yen) && payableBy(kindsOf(stock), amount_yen).has(amount_yen);
}

/** The largest amount up to `amount_yen` that one payout can make; 0 when nothing can be paid. */
export function largestPayable_yen(
  amount_yen: Yen,
  stock: readonly UnitStock[],
  given?: ReadonlyMap<Yen, number>,
): Yen {
  return isAmount(amount_yen) ? payableBy(kindsOf(stock), amount_yen, given).largest() : 0;
}

/**
 * Pieces of each kind for the amount: the fewest, and such that what is left pays each amount of `keeps_yen`. Larger coins
 * are tried first; a branch is cut when the smaller kinds cannot make its rest or it cannot beat the best plan found.
 */
function fewestPieces(amount_yen: Yen, kinds: readonly Kind[], bounds: PlanBounds): readonly number[] | null {
  const most = kinds.map((kind) => usable(kind, bounds.given));
  const restPayable = kinds.map((_, at) => payableBy(kinds.slice(at), amount_yen, bounds.given));
  const keeps_yen = bounds.keeps_yen ?? [];
  const largestKeep_yen = Math.max(0, ...keeps_yen);
  const counts: number[] = kinds.map(() => 0);
  let best: readonly number[] | null = null;
  let bestPieces = Infinity;

  function keeps(): boolean {
    if (keeps_yen.length === 0) return true;
    const left = kinds.map((kind, at) => ({ ...kind, count: kind.count - (counts[at] ?? 0) }));
    const payable = payableBy(left, largestKeep_yen);
    return keeps_yen.every((keep_yen) => payable.has(keep_yen));
  }

  function descend(at: number, rest_yen: Yen, pieces: number): void {
    if (rest_yen === 0) {
      if (pieces >= bestPieces || !keeps()) return;
      bestPieces = pieces;
      best = counts.slice();
      return;
    }
    const kind = kinds[at];
    if (!kind || restPayable[at]?.has(rest_yen) !== true) return;
    if (pieces + Math.ceil(rest_yen / kind.denomination_yen) >= bestPieces) return;
    for (let count = Math.min(Math.floor(rest_yen / kind.denomination_yen), most[at] ?? 0); count >= 0; count -= 1) {
      counts[at] = count;
      descend(at + 1, rest_yen - count * kind.denomination_yen, pieces + count);
    }
    counts[at] = 0;
  }

  descend(0, amount_yen, 0);
  return best;
}

/**
 * The fewest pieces that make `amount_yen` out of bounded stocks, at most {@link PIECES_OF_A_KIND_MAX} of a kind; null when it
 * cannot be made. Pure. Units of the same coin are emptied one after the other, by name.
 */
export function planPayout(
  amount_yen: Yen,
  stock: readonly UnitStock[],
  bounds: PlanBounds = {},
): readonly PlanRow[] | null {
  if (!isAmount(amount_yen)) return null;
  const kinds = kindsOf(stock);
  const counts = fewestPieces(amount_yen, kinds, bounds);
  if (!counts) return null;
  return kinds.flatMap(({ denomination_yen }, at) => {
    let left = counts[at] ?? 0;
    const units = stock.filter((unit) => unit.denomination_yen === denomination_yen && unit.count > 0);
    return units
      .toSorted((a, b) => (a.unitId < b.unitId ? -1 : 1))
      .flatMap(({ unitId, count: held }) => {
        const count = Math.min(left, held);
        left -= count;
        return count > 0 ? [{ unitId, denomination_yen, count }] : [];
      });
  });
}

/** The stock that is left after a plan was paid. */
export function stockAfter(stock: readonly UnitStock[], plan: readonly PlanRow[]): readonly UnitStock[] {
  return stock.map((unit) => {
    const row = plan.find(
      (candidate) => candidate.unitId === unit.unitId && candidate.denomination_yen === unit.denomination_yen,
    );
    return row ? { ...unit, count: unit.count - row.count } : unit;
  });
}
