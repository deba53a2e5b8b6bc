/**
 * The secret of a sheet as text, to be typed in where the small code cannot be read: Crockford's base32 in seven groups of four.
 * 28 characters are 140 bits: the 128 of the secret and 12 of a check sum, so that a slip of the finger is told at once.
 */
import { SECRET_BYTES } from './contract.ts';

/** No I, L, O, U: they are read as 1, 1, 0, V. */
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHARACTERS = 28;
const CHECK_BITS = 12;

/** `7ZQ0-…`, seven groups. */
export function secretText(secret: Uint8Array): string {
  const bits = [...secret].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const check = checkOf(secret).toString(2).padStart(CHECK_BITS, '0');
  const symbols = (bits + check).match(/.{5}/g)!.map((five) => SYMBOLS[Number.parseInt(five, 2)]!);
  return symbols.join('').match(/.{4}/g)!.join('-');
}

/** The secret that somebody typed, with or without hyphens, in either case; null when it is none. */
export function parseSecret(text: string): Uint8Array | null {
  if (text.length > 2 * CHARACTERS) return null;
  const typed = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
    .replace(/U/g, 'V');
  if (typed.length !== CHARACTERS) return null;
  let bits = '';
  for (const symbol of typed) {
    const value = SYMBOLS.indexOf(symbol);
    if (value < 0) return null;
    bits += value.toString(2).padStart(5, '0');
  }
  const secret = Uint8Array.from({ length: SECRET_BYTES }, (_, at) =>
    Number.parseInt(bits.slice(8 * at, 8 * at + 8), 2),
  );
  return Number.parseInt(bits.slice(-CHECK_BITS), 2) === checkOf(secret) ? secret : null;
}

/** The lower 12 bits of CRC-16/CCITT-FALSE (polynomial 1021 hex, start FFFF hex). */
function checkOf(secret: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of secret) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = ((crc << 1) ^ ((crc & 0x8000) === 0 ? 0 : 0x1021)) & 0xffff;
  }
  return crc & 0xfff;
}
