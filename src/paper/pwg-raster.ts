/**
 * Writer of PWG raster (PWG 5102.4): the format in which our dots are the engine's dots. A document is made row by row while it is
 * read, so that a side in colour (139 MB) is never held.
 */
import type { RasterType } from '../../drivers/printer.ts';
import type { PieceSource } from './contract.ts';
import { encodeBitRow, encodeByteRow, encodePixelRow, type Palette } from './raster-rows.ts';
import type { BackTransform } from './sheet-back.ts';
import { isColoured, type Side, wipeSide } from './sides.ts';

export interface RasterOptions {
  readonly type: RasterType;
  readonly dpi: number;
  /** PWG 5101.1 media name for the header. */
  readonly mediaName: string;
  /** 3 draft, 4 normal, 5 high, 0 the printer's default. */
  readonly quality: 0 | 3 | 4 | 5;
  /** How the second side was turned; its header says so. */
  readonly back: BackTransform;
}

const SYNC = 'RaS2';
const HEADER_BYTES = 1796;
const PLAIN: BackTransform = { crossFeed: 1, feed: 1 };

/** Values of ColorSpace (PWG 5102.4, 4.3.2.5), bits and parts of a dot, and what paper and black are. */
const TYPES: Readonly<Record<RasterType, Palette & { readonly colorSpace: number; readonly bits: number }>> = {
  black_1: { colorSpace: 3, bits: 1, parts: 1, paper: [0], black: [1] },
  sgray_8: { colorSpace: 18, bits: 8, parts: 1, paper: [255], black: [0] },
  srgb_8: { colorSpace: 19, bits: 24, parts: 3, paper: [255, 255, 255], black: [0, 0, 0] },
  cmyk_8: { colorSpace: 6, bits: 32, parts: 4, paper: [0, 0, 0, 0], black: [0, 0, 0, 255] },
};

/** A piece is given when it is so large; the last row of it may make it longer by a row. */
const PIECE_BYTES = 128 * 1024;

/** The document of one side, or of two on one sheet that is turned at the long edge. Wipes the sides when it is closed. */
export function pwgRaster(sides: readonly Side[], options: RasterOptions): PieceSource {
  return new RasterSource(sides, options);
}

/** A whole document, where it is known to be small. */
export function wholeOf(source: PieceSource): Uint8Array | null {
  const parts: Uint8Array[] = [];
  for (let part = source.next(); part !== null; part = source.next()) parts.push(part);
  const { failed } = source;
  source.close();
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
    // The pieces hold the page too.
    part.fill(0);
  }
  return failed ? null : whole;
}

/** Bytes of one row. */
const rowBytes = (width: number, type: RasterType): number => Math.ceil((width * TYPES[type].bits) / 8);

class RasterSource implements PieceSource {
  readonly #sides: readonly Side[];
  readonly #options: RasterOptions;
  readonly #pixels: Uint8Array;
  /** The piece that is being written, a piece and a row long. */
  readonly #piece: Uint8Array;
  #side = 0;
  #row = 0;
  #failed = false;
  #over = false;

  constructor(sides: readonly Side[], options: RasterOptions) {
    this.#sides = sides;
    this.#options = options;
    const widest = Math.max(...sides.map(({ black }) => black.width));
    // The worst row: every dot differs from its neighbours and has an octet of its own before it.
    this.#piece = new Uint8Array(PIECE_BYTES + HEADER_BYTES + 8 + widest * (TYPES[options.type].parts + 1));
    this.#pixels = new Uint8Array(widest * TYPES[options.type].parts);
  }

  get failed(): boolean {
    return this.#failed;
  }

  next(): Uint8Array | null {
    if (this.#over) return null;
    let at = 0;
    try {
      while (at < PIECE_BYTES) {
        const side = this.#sides[this.#side];
        if (side === undefined) break;
        if (this.#row === 0) at = this.#begin(side, at);
        at = this.#encode(side, at);
        if (this.#row < side.black.height) continue;
        this.#side += 1;
        this.#row = 0;
      }
    } catch {
      // A trap inside the renderer; its message may quote the document.
      this.#failed = true;
      this.close();
      return null;
    }
    if (at === 0) {
      this.close();
      return null;
    }
    const piece = this.#piece.slice(0, at);
    this.#piece.fill(0, 0, at);
    return piece;
  }

  close(): void {
    this.#over = true;
    this.#piece.fill(0);
    this.#pixels.fill(0);
    for (const side of this.#sides) wipeSide(side);
  }

  #begin(side: Side, from: number): number {
    let at = from;
    if (this.#side === 0) {
      this.#piece.set(new TextEncoder().encode(SYNC), at);
      at += SYNC.length;
    }
    const turned = this.#side === 0 ? PLAIN : this.#options.back;
    this.#piece.set(header(side, this.#sides.length, turned, this.#options), at);
    return at + HEADER_BYTES;
  }

  /** One row and those after it that are like it (at most 256): a repeat count, then the row. */
  #encode(side: Side, from: number): number {
    const { type } = this.#options;
    const { black } = side;
    const stride = (black.width + 7) >> 3;
    const row = this.#row;
    const start = row * stride;
    const isMixed = type !== 'black_1' && type !== 'sgray_8' && this.#mix(side, row);
    let repeats = 1;
    if (!isMixed) {
      const mayRepeat = (next: number): boolean =>
        equalRows(black.rows, start, next * stride, stride) && !hasColour(side, type, next);
      while (repeats < 256 && row + repeats < black.height && mayRepeat(row + repeats)) repeats += 1;
    }
    this.#row += repeats;
    this.#piece[from] = repeats - 1;
    if (isMixed) return encodePixelRow(this.#pixels, black.width, TYPES[type].parts, this.#piece, from + 1);
    if (type === 'black_1') return encodeByteRow(black.rows, start, start + stride, this.#piece, from + 1);
    return encodeBitRow(black.rows, start, black.width, TYPES[type], this.#piece, from + 1);
  }

  /** Writes the dots of a row that is not black alone; false where it is. */
  #mix(side: Side, row: number): boolean {
    const { type } = this.#options;
    const colours = side.colours?.row(row) ?? null;
    if (colours === null && !hasInk(side, row)) return false;
    const { parts, paper, black } = TYPES[type];
    const { width, rows } = side.black;
    const start = row * ((width + 7) >> 3);
    const pixels = this.#pixels;
    pixels.fill(paper[0]!, 0, width * parts);
    for (let x = 0; x < width; x += 1) {
      if ((rows[start + (x >> 3)]! & (0x80 >> (x & 7))) !== 0) put(pixels, x, black);
    }
    if (colours !== null) mixColours(pixels, colours, width, parts);
    for (const { box, plane, cmyk, rgb } of side.inks) {
      if (row < box.y || row >= box.y + box.height) continue;
      const from = (row - box.y) * ((plane.width + 7) >> 3);
      for (let x = 0; x < box.width; x += 1) {
        if ((plane.rows[from + (x >> 3)]! & (0x80 >> (x & 7))) !== 0) put(pixels, box.x + x, parts === 4 ? cmyk : rgb);
      }
    }
    return true;
  }
}

function put(pixels: Uint8Array, x: number, dot: readonly number[]): void {
  const at = x * dot.length;
  for (let i = 0; i < dot.length; i += 1) pixels[at + i] = dot[i]!;
}

/** Coloured dots take the place of black: as they are, or without any black toner. */
function mixColours(pixels: Uint8Array, colours: Uint8Array, width: number, parts: number): void {
  // Toner darkens, light brightens.
  const flip = parts === 4 ? 255 : 0;
  for (let x = 0; x < width; x += 1) {
    const red = colours[x * 3]!;
    const green = colours[x * 3 + 1]!;
    const blue = colours[x * 3 + 2]!;
    if (!isColoured(red, green, blue)) continue;
    const at = x * parts;
    pixels[at] = red ^ flip;
    pixels[at + 1] = green ^ flip;
    pixels[at + 2] = blue ^ flip;
    if (parts === 4) pixels[at + 3] = 0;
  }
}

function hasInk({ inks }: Side, row: number): boolean {
  return inks.some(({ box }) => row >= box.y && row < box.y + box.height);
}

/** True when a row cannot be made of black alone. */
function hasColour(side: Side, type: RasterType, row: number): boolean {
  if (type === 'black_1' || type === 'sgray_8') return false;
  return hasInk(side, row) || (side.colours?.mayHave(row) ?? false);
}

function equalRows(rows: Uint8Array, a: number, b: number, width: number): boolean {
  for (let i = 0; i < width; i += 1) if (rows[a + i] !== rows[b + i]) return false;
  return true;
}

/** Page header, table 3 of the standard; fields not set are zero = the printer's default. */
function header(side: Side, totalPages: number, turned: BackTransform, options: RasterOptions): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  const text = (at: number, value: string): void => bytes.set(new TextEncoder().encode(value).subarray(0, 63), at);
  const { width, height } = side.black;
  const { bits, parts, colorSpace } = TYPES[options.type];
  text(0, 'PwgRaster');
  text(64, ''); // MediaColor
  text(128, 'stationery'); // MediaType
  text(192, 'text'); // PrintContentOptimize
  view.setUint32(272, totalPages > 1 ? 1 : 0); // Duplex; Tumble (368) stays 0: long edge
  view.setUint32(276, options.dpi);
  view.setUint32(280, options.dpi);
  view.setUint32(340, 1); // NumCopies
  view.setUint32(352, Math.round((width * 72) / options.dpi)); // PageSize, points
  view.setUint32(356, Math.round((height * 72) / options.dpi));
  view.setUint32(372, width);
  view.setUint32(376, height);
  view.setUint32(384, Math.min(bits, 8)); // BitsPerColor
  view.setUint32(388, bits); // BitsPerPixel
  view.setUint32(392, rowBytes(width, options.type));
  view.setUint32(400, colorSpace);
  view.setUint32(420, parts); // NumColors
  view.setUint32(452, totalPages);
  view.setInt32(456, turned.crossFeed);
  view.setInt32(460, turned.feed);
  view.setUint32(472, width); // ImageBox: the whole side
  view.setUint32(476, height);
  view.setUint32(480, 0xffffff); // AlternatePrimary
  view.setUint32(484, options.quality);
  text(1732, options.mediaName); // PageSizeName
  return bytes;
}
