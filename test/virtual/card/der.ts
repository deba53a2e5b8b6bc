/**
 * A small writer of DER (ITU-T X.690), enough to make certificates of a test card authority. Written for the virtual
 * card alone: the driver reads certificates with code of its own.
 */

/** One DER object: tag, length, contents. */
export function tlv(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const body = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag, ...lengthBytes(body.length)]), body]);
}

function lengthBytes(length: number): number[] {
  if (length < 0x80) return [length];
  if (length < 0x100) return [0x81, length];
  return [0x82, length >> 8, length & 0xff];
}

export const sequence = (...items: readonly Uint8Array[]): Uint8Array => tlv(0x30, ...items);
export const setOf = (...items: readonly Uint8Array[]): Uint8Array => tlv(0x31, ...items);
export const octetString = (...items: readonly Uint8Array[]): Uint8Array => tlv(0x04, ...items);
export const bitString = (bytes: Uint8Array, unusedBits = 0): Uint8Array => tlv(0x03, Uint8Array.of(unusedBits), bytes);
export const boolean = (value: boolean): Uint8Array => tlv(0x01, Uint8Array.of(value ? 0xff : 0x00));
export const nothing = (): Uint8Array => tlv(0x05);
export const utf8String = (text: string): Uint8Array => tlv(0x0c, Buffer.from(text, 'utf8'));
export const printableString = (text: string): Uint8Array => tlv(0x13, Buffer.from(text, 'ascii'));
export const ia5String = (text: string): Uint8Array => tlv(0x16, Buffer.from(text, 'ascii'));
/** `[number]` constructed, explicit. */
export const explicit = (number: number, ...items: readonly Uint8Array[]): Uint8Array => tlv(0xa0 | number, ...items);
/** `[number]` primitive, implicit. */
export const implicit = (number: number, bytes: Uint8Array): Uint8Array => tlv(0x80 | number, bytes);

/** A non-negative INTEGER from its big-endian bytes. */
export function integer(bytes: Uint8Array): Uint8Array {
  let from = 0;
  while (from < bytes.length - 1 && bytes[from] === 0) from += 1;
  const rest = bytes.subarray(from);
  return (rest[0] ?? 0) >= 0x80 ? tlv(0x02, Uint8Array.of(0), rest) : tlv(0x02, rest);
}

/** OBJECT IDENTIFIER from its dotted form. */
export function oid(dotted: string): Uint8Array {
  const arcs = dotted.split('.').map(Number);
  const [first = 0, second = 0, ...others] = arcs;
  const bytes: number[] = [];
  for (const arc of [first * 40 + second, ...others]) {
    const groups = [arc & 0x7f];
    for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128))
      groups.unshift((rest & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return tlv(0x06, Uint8Array.from(bytes));
}

/** Time of RFC 5280 4.1.2.5: UTCTime to 2049, GeneralizedTime from 2050. */
export function time(epoch_s: number): Uint8Array {
  const digits = new Date(epoch_s * 1000).toISOString().replace(/[-:T]/g, '').slice(0, 14);
  const year = Number(digits.slice(0, 4));
  return year < 2050 ? tlv(0x17, Buffer.from(`${digits.slice(2)}Z`)) : tlv(0x18, Buffer.from(`${digits}Z`));
}
