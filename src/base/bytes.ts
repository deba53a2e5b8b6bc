/** Small helpers for bytes. Nothing here keeps a reference to what it is given. */

/** Lower-case hex; `separator` stands between bytes (frame logs use a blank). */
export function toHex(bytes: Uint8Array, separator = ''): string {
  const digits: string[] = [];
  for (const byte of bytes) digits.push(byte.toString(16).padStart(2, '0'));
  return digits.join(separator);
}

/** Bytes of a hex text; blanks and colons between bytes are allowed. Null when it is not hex. */
export function fromHex(text: string): Uint8Array | null {
  const digits = text.replace(/[\s:]/g, '');
  if (digits.length % 2 !== 0 || /[^0-9a-f]/i.test(digits)) return null;
  return Uint8Array.from({ length: digits.length / 2 }, (_, index) =>
    parseInt(digits.slice(index * 2, index * 2 + 2), 16),
  );
}

/** One array out of several. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** True for the same bytes. The time taken depends on the length alone, so it also serves for digests and tokens. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let at = 0; at < a.length; at += 1) difference |= a[at]! ^ b[at]!;
  return difference === 0;
}

/**
 * Bytes for what is to be wiped. V8 keeps typed arrays of up to 64 bytes in its own heap, where the collector moves them and leaves
 * copies behind; with an ArrayBuffer of their own they lie still, and overwriting them overwrites the only copy.
 */
export function secretBytes(length: number): Uint8Array {
  return new Uint8Array(new ArrayBuffer(length));
}

/** Overwrites with zeros: what held a PIN or a document does not stay in memory. */
export function wipe(bytes: Uint8Array): void {
  bytes.fill(0);
}
