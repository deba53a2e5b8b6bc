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

const REFUSALS: readonly CodeName[] = [
  'cardJuki',
  'cardPhone',
  'cardUnknownToken',
  'cardNotMyNumber',
  'cardLicence',
  'cardResidence',
  'cardFelica',
  'cardBank',
];

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

/** A card without the JPKI application that can be named by an application it has (R18–R20). */
export interface OtherCard {
  readonly name: string;
  /** Whole name of the application; only its presence is asked for, nothing of it is read. */
  readonly aid: Uint8Array;
  readonly refusal: CodeName;
}

const refusalOf = (text: string): CodeName => REFUSALS.find((code) => code === text) ?? 'cardNotMyNumber';

/** Applications that name a card, in the order in which they are asked for. */
export const OTHER_CARDS: readonly OtherCard[] = table.otherCards.map(({ name, aid, refusal }) => ({
  name,
  aid: Uint8Array.from(Buffer.from(aid, 'hex')),
  refusal: refusalOf(refusal),
}));

/** What the ATR lets one think of a card. A hint only: readers make it up. */
export interface AtrHint {
  readonly name: string;
  readonly refusal: CodeName;
  /** It speaks no APDUs: the reader answers in its place (PC/SC part 3, 3.1.3.2.3.2). */
  readonly isStorage: boolean;
}

/** What the ATR says of a card, or nothing. */
export function atrHint(atr: Uint8Array): AtrHint | null {
  const text = Buffer.from(atr).toString('hex').toUpperCase();
  const hint = table.atrHints.find((card) => text.startsWith(card.atr));
  return hint ? { name: hint.name, refusal: refusalOf(hint.refusal), isStorage: hint.isStorage } : null;
}
