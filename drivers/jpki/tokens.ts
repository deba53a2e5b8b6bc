import { z } from 'zod';
import table from './tokens.json' with { type: 'json' };

/** Where a token keeps what the kiosk needs; a new generation of cards is a new entry of the table (jpki.md, section 9). */
const profileSchema = z.strictObject({
  /** EF of the user authentication certificate, of its key, of its PIN. */
  certificateFile: z.int().min(1).max(0xffff),
  keyFile: z.int().min(1).max(0xffff),
  pinFile: z.int().min(1).max(0xffff),
  pinLength_digits: z.int().min(4).max(8),
  triesMax: z.int().min(1).max(15),
});
/** A token is either usable by its profile or refused with a code. */
const tokenSchema = z.union([
  z.strictObject({ label: z.string(), name: z.string(), profile: profileSchema }),
  z.strictObject({ label: z.string(), name: z.string(), refusal: z.enum(['cardJuki', 'cardPhone']) }),
]);
const tableSchema = z.strictObject({
  tokens: z.array(tokenSchema),
  wrongCards: z.array(z.strictObject({ atr: z.string().regex(/^([0-9A-F]{2})+$/), name: z.string() })),
});

export type CardProfile = z.infer<typeof profileSchema>;
export type Token = z.infer<typeof tokenSchema>;

const TABLE = tableSchema.parse(table);

/** Length of the label in EF 0006 (CK_TOKEN_INFO of PKCS #11), padded with blanks. */
export const LABEL_BYTES = 32;

/** The token of this label, compared exactly after trimming blanks: one known label is a prefix of another. */
export function tokenOf(label: Uint8Array): Token | null {
  let end = label.length;
  while (end > 0 && label[end - 1] === 0x20) end -= 1;
  const trimmed = label.subarray(0, end);
  return TABLE.tokens.find((token) => Buffer.from(token.label, 'ascii').equals(trimmed)) ?? null;
}

/** What a card without the JPKI application probably is. A hint for the trace only: readers make up the ATR. */
export function wrongCardName(atr: Uint8Array): string {
  const text = Buffer.from(atr).toString('hex').toUpperCase();
  return TABLE.wrongCards.find((card) => text.startsWith(card.atr))?.name ?? 'unknown';
}
