/** Rows of PWG raster: runs and literals like PackBits, whose unit is a dot, or an octet of eight one-bit dots (PWG 5102.4, 4.4). Pure. */

/** What paper and black are in a type of raster. */
export interface Palette {
  /** Octets of a dot. */
  readonly parts: number;
  readonly paper: readonly number[];
  readonly black: readonly number[];
}

/** A run is at most so long. */
const RUN_MAX = 128;

/** A row of one bit a dot, written as it is. Returns the end of what was written. */
export function encodeByteRow(rows: Uint8Array, start: number, end: number, out: Uint8Array, to: number): number {
  let at = to;
  let x = start;
  while (x < end) {
    const value = rows[x]!;
    let run = 1;
    while (run < RUN_MAX && x + run < end && rows[x + run] === value) run += 1;
    if (run > 1) {
      out[at++] = run - 1;
      out[at++] = value;
      x += run;
      continue;
    }
    // Literals: until three equal octets begin a run worth its two octets (so a row never grows by more than one octet in
    // 128), at most 128. One alone is a run of one.
    let count = 1;
    while (count < RUN_MAX && x + count < end && !startsRun(rows, x + count, end)) count += 1;
    if (count === 1) {
      out[at++] = 0;
      out[at++] = value;
    } else {
      out[at++] = 257 - count;
      for (let i = 0; i < count; i += 1) out[at++] = rows[x + i]!;
    }
    x += count;
  }
  return at;
}

function startsRun(rows: Uint8Array, at: number, end: number): boolean {
  return at + 2 < end && rows[at] === rows[at + 1] && rows[at] === rows[at + 2];
}

/** A row of one bit a dot (1 = black), written with whole dots of paper and black: straight from the bits to runs. */
export function encodeBitRow(
  rows: Uint8Array,
  start: number,
  width: number,
  { paper, black }: Palette,
  out: Uint8Array,
  to: number,
): number {
  let at = to;
  let isBlack = false;
  let run = 0;
  const flush = (): void => {
    const dot = isBlack ? black : paper;
    while (run > 0) {
      const count = Math.min(run, RUN_MAX);
      out[at++] = count - 1;
      for (let i = 0; i < dot.length; i += 1) out[at++] = dot[i]!;
      run -= count;
    }
  };
  for (let x = 0; x < width;) {
    const byte = rows[start + (x >> 3)]!;
    const whole: number = isBlack ? 0xff : 0x00;
    if (byte === whole && x + 8 <= width) {
      run += 8;
      x += 8;
      continue;
    }
    const last = Math.min(8, width - x);
    for (let bit = 0; bit < last; bit += 1) {
      const dotIsBlack: boolean = (byte & (0x80 >> bit)) !== 0;
      if (dotIsBlack !== isBlack) {
        flush();
        isBlack = dotIsBlack;
      }
      run += 1;
    }
    x += last;
  }
  flush();
  return at;
}

/** A row of whole dots of `parts` octets each. */
export function encodePixelRow(pixels: Uint8Array, width: number, parts: number, out: Uint8Array, to: number): number {
  const same = (one: number, other: number): boolean => {
    for (let i = 0; i < parts; i += 1) if (pixels[one * parts + i] !== pixels[other * parts + i]) return false;
    return true;
  };
  let at = to;
  const copy = (from: number, count: number): void => {
    out.set(pixels.subarray(from * parts, (from + count) * parts), at);
    at += count * parts;
  };
  for (let x = 0; x < width;) {
    let run = 1;
    while (run < RUN_MAX && x + run < width && same(x, x + run)) run += 1;
    if (run > 1) {
      out[at++] = run - 1;
      copy(x, 1);
      x += run;
      continue;
    }
    // Literals until two equal dots begin a run, at most 128; one alone is a run of one.
    let count = 1;
    while (count < RUN_MAX && x + count < width && !(x + count + 1 < width && same(x + count, x + count + 1)))
      count += 1;
    out[at++] = count === 1 ? 0 : 257 - count;
    copy(x, count);
    x += count;
  }
  return at;
}
