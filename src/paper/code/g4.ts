/**
 * Reads CCITT G4 (ITU-T T.6). An own reader, because it reads what a forger may have made: every code word is checked, work and
 * memory are bounded by the size that was asked for, and a fault is a result. libtiff and utif2 are the second opinion in the tests.
 */
import { MODE_BITS_MAX, MODES, RUN_BITS_MAX, RUN_CODES } from './g4-codes.ts';

/** A run of more make-up codes than a line can hold is a fault. */
const RUN_MAX = 65_535;

/**
 * Decodes `height` lines into `rows` from line `top` on: one bit a dot, 1 where the code says black, rows padded to whole bytes.
 * False when the code is not valid or ends too soon.
 */
export function readG4(code: Uint8Array, rows: Uint8Array, width: number, top: number, height: number): boolean {
  const bits = new Bits(code);
  const stride = Math.ceil(width / 8);
  let reference: number[] = [];
  for (let y = top; y < top + height; y += 1) {
    const line = readLine(bits, reference, width);
    if (line === null) return false;
    paint(rows, y * stride, line, width);
    reference = line;
  }
  return true;
}

/** Where the colour changes on the next line: white to black at even places, black to white at odd ones; null for a bad code. */
function readLine(bits: Bits, reference: readonly number[], width: number): number[] | null {
  const line: number[] = [];
  let at = -1;
  let colour: 0 | 1 = 0;
  let next = 0;
  while (at < width) {
    // b1: the first change of the reference line behind `at`, to the other colour.
    while (next > 0 && reference[next - 1]! > at) next -= 1;
    while (next < reference.length && (reference[next]! <= at || (next & 1) !== colour)) next += 1;
    const b1 = reference[next] ?? width;
    const mode = bits.look(MODES, MODE_BITS_MAX);
    if (mode === null) return null;
    if (mode === 'pass') {
      at = reference[next + 1] ?? width;
    } else if (mode === 'horizontal') {
      const first = readRun(bits, colour);
      const second = readRun(bits, colour === 0 ? 1 : 0);
      if (first === null || second === null) return null;
      const middle = Math.max(at, 0) + first;
      at = middle + second;
      if (at > width) return null;
      change(line, middle);
      change(line, at);
    } else {
      const to = b1 + mode;
      if (to < Math.max(at, 0) || to > width) return null;
      change(line, to);
      at = to;
      colour = colour === 0 ? 1 : 0;
    }
  }
  return line;
}

/** A second change at the same place takes the first one back: a run of no dots. */
function change(line: number[], at: number): void {
  if (line.at(-1) === at) line.pop();
  else line.push(at);
}

function readRun(bits: Bits, colour: 0 | 1): number | null {
  let run = 0;
  for (;;) {
    const part = bits.look(RUN_CODES[colour], RUN_BITS_MAX);
    if (part === null) return null;
    run += part;
    if (run > RUN_MAX) return null;
    if (part < 64) return run;
  }
}

function paint(rows: Uint8Array, from: number, changes: readonly number[], width: number): void {
  for (let index = 0; index < changes.length; index += 2) {
    const end = Math.min(changes[index + 1] ?? width, width);
    for (let x = changes[index]!; x < end; x += 1) {
      if ((x & 7) === 0 && x + 8 <= end) {
        rows[from + (x >> 3)] = 0xff;
        x += 7;
      } else {
        rows[from + (x >> 3)]! |= 0x80 >> (x & 7);
      }
    }
  }
}

/** The bits of a code, most significant first. */
class Bits {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Takes the code word that comes next; null when there is none of `bits_max` or fewer. */
  look<T>(words: ReadonlyMap<number, T>, bits_max: number): T | null {
    let word = 1;
    for (let bits = 1; bits <= bits_max; bits += 1) {
      const place = this.#at + bits - 1;
      const byte = this.#bytes[place >> 3];
      if (byte === undefined) return null;
      word = (word << 1) | ((byte >> (7 - (place & 7))) & 1);
      const found = words.get(word);
      if (found === undefined) continue;
      this.#at += bits;
      return found;
    }
    return null;
  }
}
