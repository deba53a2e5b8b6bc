/** Looks for what a citizen brought or got in a text, in every form in which it might have been written there. */

/** Fewer bytes are found anywhere by chance. */
const PIECE_BYTES = 12;

/** Forms of the same bytes as they may stand in a text. */
export function formsOf(bytes: Uint8Array): string[] {
  const buffer = Buffer.from(bytes);
  const hex = buffer.toString('hex');
  const numbers = [...bytes];
  // Of base 64 the middle, at each of three places where the bytes may begin: the ends depend on what stands beside them.
  const base64 = [0, 1, 2].map((lead) => {
    const text = Buffer.concat([Buffer.alloc(lead), buffer])
      .toString('base64')
      .replaceAll('=', '');
    return text.slice(Math.ceil((lead * 4) / 3) + 1, text.length - 2);
  });
  const url = base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
  const [spaced, colons] = [' ', ':'].map((sign) =>
    numbers.map((byte) => byte.toString(16).padStart(2, '0')).join(sign),
  );
  return [
    buffer.toString('latin1'),
    buffer.toString('utf8'),
    ...[hex, hex.toUpperCase(), spaced, spaced?.toUpperCase(), colons],
    ...base64,
    ...url,
    ...[numbers.join(','), numbers.join(', '), numbers.join('\n'), encodeURIComponent(buffer.toString('latin1'))],
  ].filter((form) => form !== undefined && form.length >= 4) as string[];
}

/** A text in the encodings of characters that are met here. */
export function bytesOf(text: string): Uint8Array[] {
  const utf16 = Buffer.from(text, 'utf16le');
  return [Buffer.from(text, 'utf8'), utf16, Buffer.from(utf16).swap16()];
}

/** Pieces of long bytes, so that a part of a certificate or document is found as well as the whole. */
export function piecesOf(bytes: Uint8Array): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at + PIECE_BYTES <= bytes.length; at += PIECE_BYTES)
    pieces.push(bytes.subarray(at, at + PIECE_BYTES));
  // Runs of one byte stand everywhere.
  return pieces.filter((piece) => new Set(piece).size > 4);
}

/** Names of the secrets that a text holds in any form. */
export function secretsIn(text: string, secrets: Readonly<Record<string, readonly Uint8Array[]>>): string[] {
  return Object.entries(secrets)
    .filter(([, all]) => all.some((bytes) => formsOf(bytes).some((form) => text.includes(form))))
    .map(([name]) => name);
}
