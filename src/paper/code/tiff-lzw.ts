/** LZW of TIFF (TIFF 6.0, section 13): an own reader, because utif2's never ends on some bad input. */

const CLEAR = 256;
const END = 257;
const CODES_MAX = 4_096;

/** Decodes one strip into `out` from `start` to `end`; what is wrong or too much ends it. */
export function readLzw(code: Uint8Array, out: Uint8Array, start: number, end: number): void {
  // Each entry is a piece of the output: where it begins, and how long it is.
  const from = new Uint32Array(CODES_MAX);
  const length = new Uint32Array(CODES_MAX);
  let [at, bit, width, next] = [start, 0, 9, END + 1];
  let before: { readonly from: number; readonly length: number } | null = null;
  while (at < end && bit + width <= code.length * 8) {
    const byte = bit >> 3;
    const word = (code[byte]! << 16) | ((code[byte + 1] ?? 0) << 8) | (code[byte + 2] ?? 0);
    const value = (word >> (24 - (bit & 7) - width)) & ((1 << width) - 1);
    bit += width;
    if (value === END) return;
    if (value === CLEAR) {
      [width, next, before] = [9, END + 1, null];
      continue;
    }
    const begin = at;
    if (value < CLEAR) {
      out[at] = value;
      at += 1;
    } else {
      // The newest entry is the former piece and its own first byte.
      const isNewest = value === next && before !== null;
      if (value > next || (value === next && !isNewest)) return;
      const piece = isNewest ? before!.from : from[value]!;
      const size = isNewest ? before!.length + 1 : length[value]!;
      for (let index = 0; index < size && at < end; index += 1, at += 1) out[at] = out[piece + index]!;
    }
    if (before !== null && next < CODES_MAX) {
      from[next] = before.from;
      length[next] = before.length + 1;
      next += 1;
      // Codes grow one entry early (section 13).
      if (next === (1 << width) - 1 && width < 12) width += 1;
    }
    before = { from: begin, length: at - begin };
  }
}
