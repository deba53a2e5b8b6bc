/**
 * Frames between the daemon and the card helper process, both ways: two bytes of length (big-endian, of what follows), one
 * byte of type, contents. Small enough that both sides use fixed buffers, which can be overwritten.
 */

import { secretBytes } from '../../src/base/bytes.ts';

/** Daemon → helper. */
export const ORDER = {
  /** Contents: name of the reader, or how it begins. First frame; a warm spare waits for it. */
  start: 0x01,
  connect: 0x02,
  /** Contents: the APDU. */
  transmit: 0x03,
  disconnect: 0x04,
  ping: 0x05,
} as const;

/** Helper → daemon. */
export const REPORT = {
  /** Contents: full name of the reader. */
  reader: 0x41,
  /** Contents: ATR. */
  cardPresent: 0x42,
  cardAbsent: 0x43,
  connected: 0x44,
  /** Contents: answer with status word; under two bytes = card gone. */
  response: 0x45,
  disconnected: 0x46,
  pong: 0x47,
  /** Contents: PC/SC code (4 bytes, 0 = none), message. The order under way failed; the helper is of no more use. */
  failed: 0x48,
  /** Contents as `failed`. The service is not there; the helper ends. */
  serviceLost: 0x49,
  /** The reader was unplugged; the helper ends. */
  readerLost: 0x4a,
} as const;

/** Longest contents: an extended APDU is never sent, an answer has 258 bytes, messages are cut. */
export const CONTENTS_BYTES_MAX = 512;

/** A buffer that no pool shares and the collector does not move: what is overwritten is gone. */
function ownBuffer(length: number): Buffer {
  return Buffer.from(secretBytes(length).buffer);
}

/** One frame in a buffer of its own. */
export function frameOf(type: number, contents: Uint8Array): Buffer {
  const frame = ownBuffer(3 + contents.length);
  frame.writeUInt16BE(1 + contents.length);
  frame[2] = type;
  frame.set(contents, 3);
  return frame;
}

/** Contents of `failed` and `serviceLost`. */
export function failureContents(message: string): Buffer {
  const code = /0x([0-9a-f]{8})/i.exec(message)?.[1];
  const contents = Buffer.alloc(4);
  if (code) contents.writeUInt32BE(Number.parseInt(code, 16));
  return Buffer.concat([contents, Buffer.from(message, 'utf8').subarray(0, 200)]);
}

/** Reads what {@link failureContents} wrote. */
export function failureOf(contents: Uint8Array): { pcscCode: number | null; message: string } {
  const bytes = Buffer.from(contents);
  const code = bytes.length >= 4 ? bytes.readUInt32BE() : 0;
  return { pcscCode: code === 0 ? null : code, message: bytes.subarray(4).toString('utf8') };
}

/**
 * Cuts a byte stream into frames. Bytes wait in one fixed buffer, which is overwritten as soon as a frame is handed on.
 */
export class FrameCutter {
  readonly #buffer = Buffer.allocUnsafeSlow(2 * (CONTENTS_BYTES_MAX + 3));
  #filled = 0;
  readonly #onFrame: (type: number, contents: Uint8Array) => void;

  constructor(onFrame: (type: number, contents: Uint8Array) => void) {
    this.#onFrame = onFrame;
  }

  /** Takes bytes; false when they are no frames, after which nothing more can be read. `contents` is valid only during the call. */
  take(bytes: Uint8Array): boolean {
    for (let from = 0; from < bytes.length;) {
      const size = Math.min(bytes.length - from, this.#buffer.length - this.#filled);
      this.#buffer.set(bytes.subarray(from, from + size), this.#filled);
      this.#filled += size;
      from += size;
      if (!this.#cut()) return false;
    }
    return true;
  }

  #cut(): boolean {
    while (this.#filled >= 3) {
      const length = this.#buffer.readUInt16BE();
      if (length < 1 || length > CONTENTS_BYTES_MAX + 1) return false;
      const end = 2 + length;
      if (this.#filled < end) return true;
      const contents = ownBuffer(end - 3);
      this.#buffer.copy(contents, 0, 3, end);
      const type = this.#buffer[2] ?? 0;
      this.#buffer.copyWithin(0, end, this.#filled);
      this.#buffer.fill(0, this.#filled - end, this.#filled);
      this.#filled -= end;
      this.#onFrame(type, contents);
    }
    return true;
  }
}
