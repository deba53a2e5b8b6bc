/** Accidents of a card, as data: a story or a test arms them, each happens once. */

/** When: at the n-th APDU after power-on (1 = the first), or at the next command of a kind. */
export type CardMoment = number | 'selectApplication' | 'readBinary' | 'countTries' | 'verify' | 'sign';

/**
 * What: the card leaves the field, or answers with a status word of its own. `before`: the card has not acted on the
 * command; `after`: it has (a try is spent, a PIN is verified), but the true answer is lost.
 */
export type CardFault =
  | { readonly type: 'pull'; readonly at: CardMoment; readonly when: 'before' | 'after' }
  | { readonly type: 'answer'; readonly at: CardMoment; readonly when: 'before' | 'after'; readonly statusWord: number }
  /** The answer is cut to this many bytes. */
  | { readonly type: 'cut'; readonly at: CardMoment; readonly length_bytes: number };

/** The kind of a command, as far as faults can name it. */
export function momentOf(apdu: Uint8Array): Exclude<CardMoment, number> | null {
  const [, ins, p1] = apdu;
  if (ins === 0xa4 && p1 === 0x04) return 'selectApplication';
  if (ins === 0xb0) return 'readBinary';
  if (ins === 0x20) return apdu.length <= 5 ? 'countTries' : 'verify';
  if (ins === 0x2a) return 'sign';
  return null;
}
