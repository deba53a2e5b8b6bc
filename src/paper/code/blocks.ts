/** Header, blocks and the secret's words: bytes ↔ Reed–Solomon words (FORMAT.md, sections 4 to 6). */
import { crc16, crc32 } from './crc.ts';
import { rsDecode, rsEncoder } from './rs.ts';

export const VERSION = 1;
export const PROFILE = 1;
export const WORD_LENGTH = 255;
/** 122 bytes of payload and a check sum of 2: 131 of 255 bytes are parity. */
export const BLOCK_BYTES = 122;
export const BLOCK_PARITY = WORD_LENGTH - BLOCK_BYTES - 2;
export const BLOCKS = 454;
/** Longest payload of profile 1. */
export const CAPACITY = BLOCKS * BLOCK_BYTES;

const HEADER_BYTES = 16;
const HEADER_PARITY = 16;
export const SECRET_PARITY = WORD_LENGTH - 18;

export interface Header {
  readonly version: number;
  readonly profile: number;
  readonly length: number;
  readonly crc32: number;
}

const withCrc = (bytes: Uint8Array, start?: number): Uint8Array => {
  const crc = crc16(bytes, start);
  return Uint8Array.of(...bytes, crc >> 8, crc & 0xff);
};

const hasCrc = (bytes: Uint8Array, start?: number): boolean => {
  const end = bytes.length - 2;
  return crc16(bytes.subarray(0, end), start) === ((bytes[end]! << 8) | bytes[end + 1]!);
};

export function headerWord(payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES - 2);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, VERSION);
  view.setUint8(1, PROFILE);
  view.setUint32(2, payload.length);
  view.setUint32(6, crc32(payload));
  return rsEncoder(HEADER_PARITY)(withCrc(bytes));
}

/** null: the word cannot be corrected. */
export function parseHeader(word: Uint8Array): Header | null {
  const corrected = rsDecode(word, HEADER_PARITY, [])?.word.subarray(0, HEADER_BYTES);
  if (corrected === undefined || !hasCrc(corrected)) return null;
  const view = new DataView(corrected.buffer, corrected.byteOffset);
  return { version: view.getUint8(0), profile: view.getUint8(1), length: view.getUint32(2), crc32: view.getUint32(6) };
}

/** The check sum of a block begins with its number, so that no block passes for another. */
const startOf = (block: number): number => crc16(Uint8Array.of(block >> 8, block & 0xff));

/** All words of a payload, one after the other; what is over is zero. */
export function blockWords(payload: Uint8Array): Uint8Array {
  if (payload.length > CAPACITY)
    throw new RangeError(`a payload of ${payload.length} bytes; the code holds ${CAPACITY}`);
  const encode = rsEncoder(BLOCK_PARITY);
  const words = new Uint8Array(BLOCKS * WORD_LENGTH);
  const data = new Uint8Array(BLOCK_BYTES);
  for (let block = 0; block < BLOCKS; block += 1) {
    data.fill(0);
    data.set(payload.subarray(block * BLOCK_BYTES, (block + 1) * BLOCK_BYTES));
    words.set(encode(withCrc(data, startOf(block))), block * WORD_LENGTH);
  }
  return words;
}

export interface Block {
  readonly bytes: Uint8Array;
  readonly errors: number;
}

/** One block's bytes; null when the word cannot be corrected, or is corrected to something else. */
export function parseBlock(word: Uint8Array, block: number, erasures: readonly number[]): Block | null {
  const correction = rsDecode(word, BLOCK_PARITY, erasures);
  if (correction === null) return null;
  const bytes = correction.word.subarray(0, BLOCK_BYTES + 2);
  return hasCrc(bytes, startOf(block)) ? { bytes: bytes.subarray(0, BLOCK_BYTES), errors: correction.errors } : null;
}

export const secretWord = (secret: Uint8Array): Uint8Array => rsEncoder(SECRET_PARITY)(withCrc(secret));

export function parseSecretWord(word: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const bytes = rsDecode(word, SECRET_PARITY, [])?.word.subarray(0, 18);
  return bytes !== undefined && hasCrc(bytes) ? new Uint8Array(bytes.subarray(0, 16)) : null;
}
