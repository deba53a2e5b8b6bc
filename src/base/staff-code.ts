/**
 * The code of staff mode: kept as a scrypt hash (RFC 7914) with its own salt and parameters, so that the configuration file does
 * not give it away. Digits come as bytes that the caller overwrites.
 */
import { scrypt, scryptSync, timingSafeEqual } from 'node:crypto';

/** Digits of a code. Six make a million; five tries in ten minutes try none of them out. */
export const STAFF_CODE_DIGITS = { min: 6, max: 10 } as const;

/** Work of one comparison: about 60 ms and 32 MiB, off the main thread. */
const COST = { N: 32_768, r: 8, p: 1 } as const;
const HASH_BYTES = 32;
const SALT_BYTES = 16;
const MEMORY_BYTES_MAX = 256 * 1024 * 1024;

/** `scrypt$N$r$p$salt$hash`, salt and hash in base64url. */
const STAFF_CODE_HASH = /^scrypt\$(\d{4,7})\$(\d{1,2})\$(\d{1,2})\$([A-Za-z0-9_-]{16,64})\$([A-Za-z0-9_-]{43})$/;

interface Parts {
  readonly cost: { readonly N: number; readonly r: number; readonly p: number };
  readonly salt: Buffer;
  readonly hash: Buffer;
}

function partsOf(text: string): Parts | null {
  const found = STAFF_CODE_HASH.exec(text);
  if (found === null) return null;
  const [, N = '', r = '', p = '', salt = '', hash = ''] = found;
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const powerOfTwo = cost.N > 1 && Number.isInteger(Math.log2(cost.N));
  if (!powerOfTwo || cost.r < 1 || cost.p < 1 || 128 * cost.N * cost.r * cost.p > MEMORY_BYTES_MAX / 2) return null;
  return { cost, salt: Buffer.from(salt, 'base64url'), hash: Buffer.from(hash, 'base64url') };
}

/** True when this text can be a hash of `hashStaffCode`. */
export function isStaffCodeHash(text: string): boolean {
  return partsOf(text) !== null;
}

/** Only digits, and neither too few nor too many. */
export function isStaffCode(digits: Uint8Array): boolean {
  const { min, max } = STAFF_CODE_DIGITS;
  return digits.length >= min && digits.length <= max && digits.every((digit) => digit >= 0x30 && digit <= 0x39);
}

/** The hash of a code. @param salt 16 fresh random bytes */
export function hashStaffCode(digits: Uint8Array, salt: Uint8Array): string {
  const hash = scryptSync(digits, salt.subarray(0, SALT_BYTES), HASH_BYTES, { ...COST, maxmem: MEMORY_BYTES_MAX });
  const text = [Buffer.from(salt.subarray(0, SALT_BYTES)), hash].map((bytes) => bytes.toString('base64url')).join('$');
  return `scrypt$${COST.N}$${COST.r}$${COST.p}$${text}`;
}

/** Compares typed digits with the hash in constant time; `done` is called once, later. The digits are overwritten. */
export interface StaffCodeCheck {
  check(digits: Uint8Array, done: (right: boolean) => void): void;
}

/** Null when the text is no hash. */
export function openStaffCode(text: string): StaffCodeCheck | null {
  const parts = partsOf(text);
  if (parts === null) return null;
  return {
    check: (digits, done) => {
      scrypt(digits, parts.salt, HASH_BYTES, { ...parts.cost, maxmem: MEMORY_BYTES_MAX }, (error, derived) => {
        digits.fill(0);
        done(error === null && timingSafeEqual(derived, parts.hash));
      });
    },
  };
}
