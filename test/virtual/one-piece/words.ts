/** Options, places and codes of the one-piece unit (PROTOCOL.md). */
import { codeOf } from './memory.ts';

export interface OnePieceOptions {
  readonly serial?: string;
  readonly accepts_yen?: readonly number[];
  readonly pays_yen?: readonly number[];
  /** Pieces the recycler holds of a denomination before they go to the cash box. */
  readonly recyclerCapacity_pieces?: number;
  readonly answerDelay_ms?: number;
}

/** Places of the unit in {@link CashPlaces}. */
export const ONE_PIECE_PLACES = {
  coinsIn: 'unit-coin-path',
  noteIn: 'unit-note-path',
  recycler: 'unit-recycler',
  box: 'unit-cashbox',
  out: 'unit-payout-path',
  /** A coin or note that sticks on its way in. */
  stuck: 'unit-jam',
  noteSlot: 'note-slot',
  returnTray: 'returnTray',
  changeTray: 'changeTray',
} as const;

/** Result byte of an answer. */
export const RESULT = { ok: 0, badData: 1, notNow: 2, unknown: 3, differs: 5, cannotPay: 6, noSuchOrder: 7 } as const;
export const STATE = { idle: 0, deposit: 1, fixing: 2, fixed: 3, paying: 4, fault: 5 } as const;
export const FAULT = { none: 0, coinJam: 1, noteJam: 2, payoutJam: 3, boxRemoved: 4, memory: 5 } as const;
export const REJECT = { notRecognised: 1, inhibited: 2, full: 3, fished: 4 } as const;

export function maskOf(values_yen: readonly number[]): number {
  return values_yen.reduce((mask, value_yen) => mask | (1 << (codeOf(value_yen) - 1)), 0);
}
