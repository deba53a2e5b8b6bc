/**
 * ID-003 frames as the validator sees them: `FC len cmd data… crcLo crcHi`, len counts the whole frame, CRC-16/KERMIT
 * (reflected 8408, start 0) over everything before it.
 */

export const SYNC = 0xfc;

export function crcKermit(bytes: Iterable<number>): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) !== 0 ? (crc >> 1) ^ 0x8408 : crc >> 1;
  }
  return crc;
}

export interface Message {
  readonly code: number;
  readonly data: readonly number[];
}

export function encode(code: number, data: readonly number[] = []): Uint8Array {
  const body = [SYNC, data.length + 5, code, ...data];
  const crc = crcKermit(body);
  return Uint8Array.from([...body, crc & 0xff, crc >> 8]);
}

/** Collects bytes of the host into messages; drops noise before SYNC, part-frames after a gap, and damaged frames. */
export class Receiver {
  #buffer: number[] = [];
  #last_ms = 0;

  /** Messages that are whole now. */
  push(bytes: Uint8Array, now_ms: number, gap_ms: number): Message[] {
    if (now_ms - this.#last_ms >= gap_ms) this.#buffer = [];
    this.#last_ms = now_ms;
    this.#buffer.push(...bytes);
    const messages: Message[] = [];
    for (;;) {
      const start = this.#buffer.indexOf(SYNC);
      if (start < 0) {
        this.#buffer = [];
        return messages;
      }
      this.#buffer.splice(0, start);
      const length = this.#buffer[1];
      if (length === undefined) return messages;
      if (length < 5) {
        this.#buffer.shift();
        continue;
      }
      if (this.#buffer.length < length) return messages;
      const frame = this.#buffer.slice(0, length);
      const crc = crcKermit(frame.slice(0, -2));
      if (frame.at(-2) !== (crc & 0xff) || frame.at(-1) !== crc >> 8) {
        this.#buffer.shift();
        continue;
      }
      this.#buffer.splice(0, length);
      messages.push({ code: frame[2] ?? 0, data: frame.slice(3, -2) });
    }
  }

  clear(): void {
    this.#buffer = [];
  }
}
