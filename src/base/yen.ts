/** An amount of money: integer yen, never a fraction (design, Money). May be negative only as a difference. */
export type Yen = number;

/** Some pieces (coins or notes) of one denomination. */
export interface Pieces {
  readonly denomination_yen: Yen;
  readonly count: number;
}

/** Total of several piles of pieces. */
export function sumOfPieces(pieces: readonly Pieces[]): Yen {
  return pieces.reduce((sum, pile) => sum + pile.denomination_yen * pile.count, 0);
}
