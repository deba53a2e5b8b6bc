/** Writer of PWG raster (PWG 5102.4): the format in which our dots are the engine's dots. Pure. */
import type { RasterType } from './contract.ts';

/** One side. Rows without padding: 1 bit a dot (1 = black, most significant first) or 8 bits (0 = black, 255 = white). */
export interface RasterSide {
  readonly type: RasterType;
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
  readonly rows: Uint8Array;
}

export interface RasterOptions {
  /** PWG 5101.1 media name for the header. */
  readonly mediaName: string;
  /** Two sides belong on one sheet, turned at the long edge. */
  readonly duplex: boolean;
  /** 3 draft, 4 normal, 5 high, 0 the printer's default. */
  readonly quality: 0 | 3 | 4 | 5;
}

const SYNC = 'RaS2';
const HEADER_BYTES = 1796;
/** Values of ColorSpace (PWG 5102.4, 4.3.2.5). */
const COLOR_SPACE = { black_1: 3, sgray_8: 18 } as const;
const BITS = { black_1: 1, sgray_8: 8 } as const;

/** Bytes of one row. */
function rowBytes(side: Pick<RasterSide, 'type' | 'width'>): number {
  return Math.ceil((side.width * BITS[side.type]) / 8);
}

/** The whole document: sync word, then header and rows of each side. */
export function encodePwgRaster(sides: readonly RasterSide[], options: RasterOptions): Uint8Array {
  const parts: Uint8Array[] = [new TextEncoder().encode(SYNC)];
  for (const side of sides) parts.push(header(side, sides.length, options), encodeRows(side));
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
    // The pieces hold the page too.
    part.fill(0);
  }
  return whole;
}

/** Page header, table 3 of the standard; fields not set are zero = the printer's default. */
function header(side: RasterSide, totalPages: number, options: RasterOptions): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  const text = (at: number, value: string): void => bytes.set(new TextEncoder().encode(value).subarray(0, 63), at);
  const bits = BITS[side.type];
  text(0, 'PwgRaster');
  text(64, ''); // MediaColor
  text(128, 'stationery'); // MediaType
  text(192, 'text'); // PrintContentOptimize
  view.setUint32(272, options.duplex ? 1 : 0); // Duplex; Tumble (368) stays 0: long edge
  view.setUint32(276, side.dpi);
  view.setUint32(280, side.dpi);
  view.setUint32(340, 1); // NumCopies
  view.setUint32(352, Math.round((side.width * 72) / side.dpi)); // PageSize, points
  view.setUint32(356, Math.round((side.height * 72) / side.dpi));
  view.setUint32(372, side.width);
  view.setUint32(376, side.height);
  view.setUint32(384, bits); // BitsPerColor
  view.setUint32(388, bits); // BitsPerPixel
  view.setUint32(392, rowBytes(side));
  view.setUint32(400, COLOR_SPACE[side.type]);
  view.setUint32(420, 1); // NumColors
  view.setUint32(452, totalPages);
  view.setInt32(456, 1); // CrossFeedTransform: the printer asks for `normal` backs
  view.setInt32(460, 1); // FeedTransform
  view.setUint32(472, side.width); // ImageBox: the whole side
  view.setUint32(476, side.height);
  view.setUint32(480, 0xffffff); // AlternatePrimary
  view.setUint32(484, options.quality);
  text(1732, options.mediaName); // PageSizeName
  return bytes;
}

/** Rows: a repeat count for equal rows, then runs and literals like PackBits (PWG 5102.4, 4.4). */
function encodeRows(side: RasterSide): Uint8Array {
  const width = rowBytes(side);
  const { height, rows } = side;
  // The worst row: literals of 128 octets with one octet before each, and the repeat count.
  let out = new Uint8Array(64 * 1024);
  const worst = width + Math.ceil(width / 128) + 2;
  let at = 0;
  for (let y = 0; y < height;) {
    const start = y * width;
    let repeats = 1;
    while (repeats < 256 && y + repeats < height && equalRows(rows, start, start + repeats * width, width))
      repeats += 1;
    if (at + worst > out.length) {
      const larger = new Uint8Array(Math.max(out.length * 2, out.length + worst));
      larger.set(out.subarray(0, at));
      out.fill(0);
      out = larger;
    }
    out[at++] = repeats - 1;
    at = encodeRow(rows, start, start + width, out, at);
    y += repeats;
  }
  const result = out.slice(0, at);
  out.fill(0);
  return result;
}

function equalRows(rows: Uint8Array, a: number, b: number, width: number): boolean {
  for (let i = 0; i < width; i += 1) if (rows[a + i] !== rows[b + i]) return false;
  return true;
}

function encodeRow(rows: Uint8Array, start: number, end: number, out: Uint8Array, to: number): number {
  let at = to;
  let x = start;
  while (x < end) {
    const value = rows[x]!;
    let run = 1;
    while (run < 128 && x + run < end && rows[x + run] === value) run += 1;
    if (run > 1) {
      out[at++] = run - 1;
      out[at++] = value;
      x += run;
      continue;
    }
    // Literals: until three equal octets begin a run worth its two octets (so a row never grows by more than one octet in
    // 128), at most 128. One alone is a run of one.
    let count = 1;
    while (count < 128 && x + count < end && !startsRun(rows, x + count, end)) count += 1;
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
