import type { CodeName } from '../../src/base/codes.ts';
import table from './tokens.json' with { type: 'json' };

/** Where a token keeps what the kiosk needs; a new generation of cards is a new entry of the table (jpki.md, section 9). */
export interface CardProfile {
  /** EF of the user authentication certificate, of its key, of its PIN. */
  readonly certificateFile: number;
  readonly keyFile: number;
  readonly pinFile: number;
  readonly pinLength_digits: number;
  readonly triesMax: number;
}

/** What to do with a token: use it by its profile, or refuse it with a code. */
export type TokenVerdict = { readonly profile: CardProfile } | { readonly refusal: CodeName };

/** Length of the label in EF 0006 (CK_TOKEN_INFO of PKCS #11), padded with blanks. */
export const LABEL_BYTES = 32;

const REFUSALS: readonly CodeName[] = ['cardJuki', 'cardPhone', 'cardUnknownToken'];

/** The verdict on this label, compared exactly after trimming blanks: one known label is a prefix of another. */
export function tokenOf(label: Uint8Array): TokenVerdict {
  let end = label.length;
  while (end > 0 && label[end - 1] === 0x20) end -= 1;
  const trimmed = label.subarray(0, end);
  const token = table.tokens.find((entry) => Buffer.from(entry.label, 'ascii').equals(trimmed));
  if (token?.profile) return { profile: token.profile };
  // A refusal that the table misspells, or a label it does not know: refused all the same.
  return { refusal: REFUSALS.find((code) => code === token?.refusal) ?? 'cardUnknownToken' };
}

/** What a card without the JPKI application probably is. A hint for the trace only: readers make up the ATR. */
export function wrongCardName(atr: Uint8Array): string {
  const text = Buffer.from(atr).toString('hex').toUpperCase();
  return table.wrongCards.find((card) => text.startsWith(card.atr))?.name ?? 'unknown';
}
