/**
 * The commands of jpki.md section 3, byte for byte, and status words (ISO/IEC 7816-4). Only these are ever sent: no PIN
 * change, no MSE, no other application of a My Number Card, no file that names a person.
 */

import { secretBytes } from '../../src/base/bytes.ts';

/** AID of the JPKI application, always all ten bytes: a prefix would select something else one day. */
const JPKI_AID = [0xd3, 0x92, 0xf0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01];
/** EF of the token information. */
export const TOKEN_INFO_FILE = 0x0006;
/** Largest answer of a short READ BINARY. */
export const READ_BYTES_MAX = 256;

/** DigestInfo of SHA-256 without the hash (RFC 8017, 9.2, note 1). */
const DIGEST_INFO_SHA256 = Uint8Array.from([
  0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20,
]);

export const selectJpki = (): Uint8Array => Uint8Array.from([0x00, 0xa4, 0x04, 0x0c, JPKI_AID.length, ...JPKI_AID]);

/**
 * SELECT by the name of another card's application, to tell what card it is. With P2 = 00 as ISO/IEC 7816-4 has it: payment
 * cards know no other form. What comes back is thrown away unread.
 */
export const selectOther = (aid: Uint8Array): Uint8Array =>
  Uint8Array.from([0x00, 0xa4, 0x04, 0x00, aid.length, ...aid, 0x00]);

export const selectFile = (file: number): Uint8Array =>
  Uint8Array.from([0x00, 0xa4, 0x02, 0x0c, 0x02, file >> 8, file & 0xff]);

/** @param length_bytes 1 to 256 */
export const readBinary = (offset: number, length_bytes: number): Uint8Array =>
  Uint8Array.from([0x00, 0xb0, offset >> 8, offset & 0xff, length_bytes & 0xff]);

/** The rest of an answer, after 61xx. */
export const getResponse = (length_byte: number): Uint8Array => Uint8Array.from([0x00, 0xc0, 0x00, 0x00, length_byte]);

/** VERIFY without data in four bytes: asks for the tries left and costs nothing. */
export const countTries = (): Uint8Array => Uint8Array.from([0x00, 0x20, 0x00, 0x80]);

/** VERIFY with the digits. The only command that can spend a try. No array of numbers in between: it could not be wiped. */
export function verify(pin: Uint8Array): Uint8Array {
  const command = secretBytes(5 + pin.length);
  command.set([0x00, 0x20, 0x00, 0x80, pin.length]);
  command.set(pin, 5);
  return command;
}

/** PERFORM SECURITY OPERATION, PKCS #1 v1.5 over the DigestInfo given; the key is the file selected last. */
export function sign(digest_sha256: Uint8Array): Uint8Array {
  const info = digestInfo(digest_sha256);
  return Uint8Array.from([0x80, 0x2a, 0x00, 0x80, info.length, ...info, 0x00]);
}

/** DigestInfo of a SHA-256 digest: 51 bytes. */
export function digestInfo(digest_sha256: Uint8Array): Uint8Array {
  return Uint8Array.from([...DIGEST_INFO_SHA256, ...digest_sha256]);
}

/** Status word of an answer; null when it is too short to have one, which means that the card is gone. */
export function statusWordOf(answer: Uint8Array): number | null {
  if (answer.length < 2) return null;
  return ((answer[answer.length - 2] ?? 0) << 8) | (answer[answer.length - 1] ?? 0);
}

/** An answer without its status word. */
export function dataOf(answer: Uint8Array): Uint8Array {
  return answer.subarray(0, Math.max(0, answer.length - 2));
}

/** Tries left in 63Cx, or null. */
export function triesOf(statusWord: number): number | null {
  return (statusWord & 0xfff0) === 0x63c0 ? statusWord & 0x0f : null;
}

/** 6984 is measured, 6983 is ISO's own word for it: both mean that the PIN is blocked. */
export function saysBlocked(statusWord: number): boolean {
  return statusWord === 0x6984 || statusWord === 0x6983 || statusWord === 0x63c0;
}

/** The application is there: 9000, 61xx (more is waiting, T=0) or a warning as 6283 (blocked, but there). */
export function saysFound(statusWord: number): boolean {
  return statusWord === 0x9000 || statusWord >> 8 === 0x61 || statusWord >> 8 === 0x62;
}

/** `6A82` as people write it. */
export function statusText(statusWord: number): string {
  return statusWord.toString(16).toUpperCase().padStart(4, '0');
}
