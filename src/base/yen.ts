/** An amount of money: integer yen, never a fraction (design, Money). May be negative only as a difference. */
export type Yen = number;

/** True for an integer amount that the ledger may hold (below 10^12, far under the exact range of a double). */
export function isYen(value: unknown): value is Yen {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 1e12;
}

/** Some pieces (coins or notes) of one denomination. */
export interface Pieces {
  readonly denomination_yen: Yen;
  readonly count: number;
}

/** Total of several piles of pieces. */
export function sumOfPieces(pieces: readonly Pieces[]): Yen {
  return pieces.reduce((sum, pile) => sum + pile.denomination_yen * pile.count, 0);
}
