/** OPC-1 frames as the unit sees them (PROTOCOL.md, Frame). */

export const STX = 0x02;

/** CRC-16/IBM-3740: polynomial 1021, start FFFF, not reflected. */
export function crcIbm3740(bytes: Iterable<number>): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = ((crc & 0x8000) !== 0 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return crc;
}

/** A frame of anything between STX + LEN and the CRC. */
export function encode(body: readonly number[]): Uint8Array {
  const head = [STX, body.length + 4, ...body];
  const crc = crcIbm3740(head);
  return Uint8Array.from([...head, crc & 0xff, crc >> 8]);
}

export const u16 = (value: number): number[] => [(value >> 8) & 0xff, value & 0xff];
export const u32 = (value: number): number[] => [(value >>> 24) & 0xff, (value >>> 16) & 0xff, ...u16(value & 0xffff)];
export const textField = (value: string): number[] => [value.length, ...Buffer.from(value, 'latin1')];
export const readU32 = (data: readonly number[], at = 0): number =>
  [0, 1, 2, 3].reduce((sum, i) => sum * 256 + (data[at + i] ?? 0), 0);

/** Collects the host's bytes into bodies (SEQ, CMD, data); drops noise, part-frames after a gap and damaged frames. */
export class Receiver {
  #buffer: number[] = [];
  #last_ms = 0;

  push(bytes: Uint8Array, now_ms: number, gap_ms: number): number[][] {
    if (now_ms - this.#last_ms >= gap_ms) this.#buffer = [];
    this.#last_ms = now_ms;
    this.#buffer.push(...bytes);
    const bodies: number[][] = [];
    for (;;) {
      const start = this.#buffer.indexOf(STX);
      this.#buffer.splice(0, start < 0 ? this.#buffer.length : start);
      const length = this.#buffer[1];
      if (length === undefined) return bodies;
      if (length >= 6 && this.#buffer.length < length) return bodies;
      const frame = this.#buffer.slice(0, length);
      const crc = crcIbm3740(frame.slice(0, -2));
      if (length < 6 || frame.at(-2) !== (crc & 0xff) || frame.at(-1) !== crc >> 8) {
        this.#buffer.shift();
        continue;
      }
      this.#buffer.splice(0, length);
      bodies.push(frame.slice(2, -2));
    }
  }

  clear(): void {
    this.#buffer = [];
  }
}
