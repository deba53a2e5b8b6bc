/**
 * PWG raster as a printer reads it (PWG 5102.4): sync word `RaS2`, then for each page a header of 1796 octets and the
 * rows, PackBits-like. Written for the virtual printer alone. What comes from the wire is foreign: every size is bounded.
 */

/** pwg-raster-document-sheet-back: how this engine's duplex path wants the back. */
export type SheetBack = 'normal' | 'flipped' | 'rotated' | 'manual-tumble';

/** One side as it lies on paper: 8-bit gray, 255 = white paper. Colour is weighed to gray. */
export interface RasterPage {
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
  readonly duplex: boolean;
  readonly tumble: boolean;
  readonly colorSpace: number;
  readonly bitsPerPixel: number;
  /** Value of TotalPageCount, 0 when unknown. */
  readonly totalPages: number;
  readonly pageSizeName: string;
  readonly gray: Uint8Array;
}

const HEADER_BYTES = 1796;
/** Largest side we read: 600 dpi A3 is 7016 × 9921. */
const PIXELS_MAX = 80_000_000;
/** Sides of one document: a few octets may claim another 80 million dots each. */
const PAGES_MAX = 64;

export interface Header {
  readonly width: number;
  readonly height: number;
  readonly bitsPerPixel: number;
  readonly bytesPerLine: number;
  readonly colorSpace: number;
  readonly view: DataView;
  readonly data: Buffer;
}

function readHeader(data: Buffer, at: number): Header | null {
  if (at + HEADER_BYTES > data.length) return null;
  const view = new DataView(data.buffer, data.byteOffset + at, HEADER_BYTES);
  const header: Header = {
    width: view.getUint32(372),
    height: view.getUint32(376),
    bitsPerPixel: view.getUint32(388),
    bytesPerLine: view.getUint32(392),
    colorSpace: view.getUint32(400),
    view,
    data: data.subarray(at, at + HEADER_BYTES),
  };
  const named = header.data.subarray(0, 10).toString('latin1') === 'PwgRaster\0';
  const known = [1, 8, 24, 32].includes(header.bitsPerPixel);
  const fits = header.bytesPerLine === Math.ceil((header.width * header.bitsPerPixel) / 8);
  const sane = header.width > 0 && header.height > 0 && header.width * header.height <= PIXELS_MAX;
  return named && known && fits && sane && view.getUint32(396) === 0 ? header : null;
}

/** Reads the rows behind a header; `row` gets each different row with its number of repeats. Returns the end, or null. */
function walkRows(
  data: Buffer,
  start: number,
  header: Header,
  row: ((line: Buffer, repeats: number) => void) | null,
): number | null {
  const unit = Math.max(1, header.bitsPerPixel >> 3);
  const length = header.bytesPerLine;
  // A printer that only counts needs no line.
  const line = Buffer.alloc(row ? length : 0);
  let at = start;
  for (let y = 0; y < header.height;) {
    const repeats = (data[at++] ?? NaN) + 1;
    if (Number.isNaN(repeats) || y + repeats > header.height) return null;
    let x = 0;
    while (x < length) {
      const code = data[at++];
      if (code === undefined) return null;
      const literal = code >= 129;
      const pixels = literal ? 257 - code : code + 1;
      const bytes = pixels * unit;
      if (code === 128) {
        if (row) line.fill(header.colorSpace === 3 || header.colorSpace === 6 ? 0 : 0xff, x);
        x = length;
      } else {
        if (x + bytes > length || at + (literal ? bytes : unit) > data.length) return null;
        if (row && literal) data.copy(line, x, at, at + bytes);
        else if (row && unit === 1) line.fill(data[at]!, x, x + bytes);
        else if (row) for (let k = 0; k < pixels; k += 1) data.copy(line, x + k * unit, at, at + unit);
        at += literal ? bytes : unit;
        x += bytes;
      }
    }
    row?.(line, repeats);
    y += repeats;
  }
  return at;
}

/** Reads the pages one behind the other; `page` walks the rows of each. False = damaged. */
function forEachPage(
  document: Uint8Array,
  page: (data: Buffer, start: number, header: Header, at: number) => number | null,
): boolean {
  const data = Buffer.from(document.buffer, document.byteOffset, document.byteLength);
  if (data.subarray(0, 4).toString('latin1') !== 'RaS2') return false;
  let at = 4;
  for (let number = 0; at < data.length; number += 1) {
    const header = number < PAGES_MAX ? readHeader(data, at) : null;
    if (!header) return false;
    const end = page(data, at + HEADER_BYTES, header, number);
    if (end === null) return false;
    at = end;
  }
  return at > 4;
}

/** Number of sides in a PWG raster document, or null when it is damaged. Reads every row, keeps none. */
export function countRasterPages(document: Uint8Array): number | null {
  let count = 0;
  const whole = forEachPage(document, (data, start, header) => {
    count += 1;
    return walkRows(data, start, header, null);
  });
  return whole ? count : null;
}

/** What the duplex path of this engine does to a back: the dots of the raster in the directions named are reversed on paper. */
export interface Turn {
  readonly crossFeed: boolean;
  readonly feed: boolean;
}
const NO_TURN: Turn = { crossFeed: false, feed: false };

/** PWG 5102.4, table of CrossFeedTransform and FeedTransform: an engine that names it needs it, whatever the header says. */
function turnOf(header: Header, impression: number, back: SheetBack): Turn {
  const duplex = header.view.getUint32(272) === 1;
  const tumble = header.view.getUint32(368) === 1;
  if (!duplex || impression % 2 === 0) return NO_TURN;
  switch (back) {
    case 'normal':
      return NO_TURN;
    case 'flipped':
      return { crossFeed: tumble, feed: !tumble };
    case 'rotated':
      return { crossFeed: !tumble, feed: !tumble };
    case 'manual-tumble':
      return { crossFeed: tumble, feed: tumble };
  }
}

/** How rows of one side are wanted. */
export interface SideReader {
  /** Called once, before the rows. */
  begin(header: Header, turn: Turn): void;
  /** Rows as sent, top of the raster first: each with the number of times it stands there. */
  row(line: Buffer, repeats: number): void;
}

/** Reads one side and skips the others; false when the document is damaged or has no such side. */
export function readSide(document: Uint8Array, impression: number, back: SheetBack, reader: SideReader): boolean {
  let found = false;
  const whole = forEachPage(document, (data, start, header, at) => {
    if (at !== impression) return walkRows(data, start, header, null);
    found = true;
    reader.begin(header, turnOf(header, at, back));
    return walkRows(data, start, header, (line, repeats) => reader.row(line, repeats));
  });
  return whole && found;
}

/** The samples of one side as it lies on paper, chunky, 8 bits each: 1 for black and gray, 3 for RGB, 4 for CMYK. */
export interface Samples {
  readonly width: number;
  readonly height: number;
  /** `ink`: 255 = full ink (black, CMYK); otherwise 255 = light. */
  readonly ink: boolean;
  readonly channels: 1 | 3 | 4;
  readonly header: Header;
  readonly bytes: Uint8Array;
}

/** Decodes one side; null when the document is damaged or has no such side. */
export function decodeSamples(document: Uint8Array, impression: number, back: SheetBack = 'normal'): Samples | null {
  let made: Samples | null = null;
  let y = 0;
  let turn = NO_TURN;
  const whole = readSide(document, impression, back, {
    begin: (header, turned) => {
      turn = turned;
      const channels = header.bitsPerPixel === 24 ? 3 : header.bitsPerPixel === 32 ? 4 : 1;
      const { width, height, colorSpace } = header;
      const ink = colorSpace === 3 || colorSpace === 6;
      made = { width, height, ink, channels, header, bytes: new Uint8Array(width * height * channels) };
    },
    row: (line, repeats) => {
      if (!made) return;
      const { width, height, channels, bytes, header } = made;
      const length = width * channels;
      const first = (turn.feed ? height - 1 - y : y) * length;
      if (header.bitsPerPixel === 1) {
        for (let x = 0; x < width; x += 1) bytes[first + x] = ((line[x >> 3]! >> (7 - (x & 7))) & 1) * 255;
      } else bytes.set(line.subarray(0, length), first);
      if (turn.crossFeed) mirror(bytes.subarray(first, first + length), channels);
      for (let k = 1; k < repeats; k += 1)
        bytes.copyWithin(first + (turn.feed ? -k : k) * length, first, first + length);
      y += repeats;
    },
  });
  return whole ? made : null;
}

function mirror(row: Uint8Array, channels: number): void {
  for (let left = 0, right = row.length - channels; left < right; left += channels, right -= channels) {
    for (let k = 0; k < channels; k += 1) {
      const kept = row[left + k]!;
      row[left + k] = row[right + k]!;
      row[right + k] = kept;
    }
  }
}

/** How light the paper looks where a sample stands, in gray. */
function grayOf({ channels, ink, bytes }: Samples): Uint8Array {
  if (channels === 1) return ink ? bytes.map((value) => 255 - value) : bytes;
  const gray = new Uint8Array(bytes.length / channels);
  for (let at = 0, from = 0; at < gray.length; at += 1, from += channels) {
    const weighed = (bytes[from]! * 54 + bytes[from + 1]! * 183 + bytes[from + 2]! * 19) / 256;
    gray[at] = channels === 3 ? weighed : Math.max(0, 255 - weighed - bytes[from + 3]!);
  }
  return gray;
}

/** Every side of a PWG raster document as it lies on paper, or null when the document is damaged. */
export function decodeRaster(document: Uint8Array, back: SheetBack = 'normal'): RasterPage[] | null {
  const count = countRasterPages(document);
  if (count === null) return null;
  const pages: RasterPage[] = [];
  for (let at = 0; at < count; at += 1) {
    const page = decodePage(document, at, back);
    if (!page) return null;
    pages.push(page);
  }
  return pages;
}

/** One side of it. */
export function decodePage(document: Uint8Array, impression: number, back: SheetBack = 'normal'): RasterPage | null {
  const samples = decodeSamples(document, impression, back);
  if (!samples) return null;
  const { width, height, header } = samples;
  return {
    width,
    height,
    dpi: header.view.getUint32(276),
    duplex: header.view.getUint32(272) === 1,
    tumble: header.view.getUint32(368) === 1,
    colorSpace: header.colorSpace,
    bitsPerPixel: header.bitsPerPixel,
    totalPages: header.view.getUint32(452),
    pageSizeName: header.data.subarray(1732, 1796).toString('latin1').replace(/\0.*$/s, ''),
    gray: grayOf(samples),
  };
}
