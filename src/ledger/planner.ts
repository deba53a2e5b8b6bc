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

/**
 * The fewest pieces that make `amount_yen` out of bounded stocks, at most {@link PIECES_OF_A_KIND_MAX} of a kind; null when it
 * cannot be made. Pure. Larger coins are tried first and a branch is cut when it cannot beat the best plan found.
 */
export function planPayout(amount_yen: Yen, stock: readonly UnitStock[]): readonly PlanRow[] | null {
  if (amount_yen === 0) return [];
  const usable = stock
    .filter((unit) => unit.count > 0 && unit.denomination_yen > 0)
    .toSorted((a, b) => b.denomination_yen - a.denomination_yen || a.unitId.localeCompare(b.unitId));
  const best: { pieces: number; counts: number[] | null } = { pieces: Infinity, counts: null };
  const counts: number[] = usable.map(() => 0);

  /** `kindLeft`: how many pieces of the denomination at `at` may still be used, over all units that hold it. */
  function descend(at: number, rest_yen: Yen, pieces: number, kindLeft: number): void {
    if (rest_yen === 0) {
      if (pieces < best.pieces) {
        best.pieces = pieces;
        best.counts = counts.slice();
      }
      return;
    }
    const unit = usable[at];
    if (!unit || pieces + Math.ceil(rest_yen / unit.denomination_yen) >= best.pieces) return;
    const next = usable[at + 1];
    const most = Math.min(Math.floor(rest_yen / unit.denomination_yen), unit.count, kindLeft);
    for (let count = most; count >= 0; count -= 1) {
      counts[at] = count;
      const sameKind = next?.denomination_yen === unit.denomination_yen;
      descend(
        at + 1,
        rest_yen - count * unit.denomination_yen,
        pieces + count,
        sameKind ? kindLeft - count : PIECES_OF_A_KIND_MAX,
      );
    }
    counts[at] = 0;
  }

  descend(0, amount_yen, 0, PIECES_OF_A_KIND_MAX);
  if (!best.counts) return null;
  return best.counts.flatMap((count, index) => {
    const unit = usable[index];
    return unit && count > 0 ? [{ unitId: unit.unitId, denomination_yen: unit.denomination_yen, count }] : [];
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
