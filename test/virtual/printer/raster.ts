/**
 * PWG raster as a printer reads it (PWG 5102.4): sync word `RaS2`, then for each page a header of 1796 octets and the
 * rows, PackBits-like. Written for the virtual printer alone.
 */
import { PNG } from 'pngjs';

/** One received side: 8-bit gray, 255 = white paper. Colour is weighed to gray. */
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

interface Header {
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
  row: (line: Buffer, repeats: number) => void,
): number | null {
  const unit = Math.max(1, header.bitsPerPixel >> 3);
  const line = Buffer.alloc(header.bytesPerLine);
  let at = start;
  for (let y = 0; y < header.height;) {
    const repeats = (data[at++] ?? NaN) + 1;
    if (Number.isNaN(repeats) || y + repeats > header.height) return null;
    let x = 0;
    while (x < line.length) {
      const code = data[at++];
      if (code === undefined) return null;
      const literal = code >= 129;
      const pixels = literal ? 257 - code : code + 1;
      const bytes = pixels * unit;
      if (code === 128) {
        line.fill(header.colorSpace === 3 || header.colorSpace === 6 ? 0 : 0xff, x);
        x = line.length;
      } else {
        if (x + bytes > line.length || at + (literal ? bytes : unit) > data.length) return null;
        if (literal) data.copy(line, x, at, at + bytes);
        else if (unit === 1) line.fill(data[at]!, x, x + bytes);
        else for (let k = 0; k < pixels; k += 1) data.copy(line, x + k * unit, at, at + unit);
        at += literal ? bytes : unit;
        x += bytes;
      }
    }
    row(line, repeats);
    y += repeats;
  }
  return at;
}

function grayRow(header: Header, line: Buffer, out: Uint8Array, to: number): void {
  const { width, bitsPerPixel, colorSpace } = header;
  for (let x = 0; x < width; x += 1) {
    let value: number;
    if (bitsPerPixel === 1) {
      const ink = (line[x >> 3]! >> (7 - (x & 7))) & 1;
      value = (colorSpace === 3 ? ink === 1 : ink === 0) ? 0 : 255;
    } else if (bitsPerPixel === 8) {
      value = colorSpace === 3 ? 255 - line[x]! : line[x]!;
    } else if (bitsPerPixel === 24) {
      value = (line[x * 3]! * 54 + line[x * 3 + 1]! * 183 + line[x * 3 + 2]! * 19) >> 8;
    } else {
      const ink = (line[x * 4]! * 54 + line[x * 4 + 1]! * 183 + line[x * 4 + 2]! * 19) / 256 + line[x * 4 + 3]!;
      value = Math.max(0, 255 - ink);
    }
    out[to + x] = value;
  }
}

/** Number of sides in a PWG raster document, or null when it is damaged. Reads every row, keeps none. */
export function countRasterPages(document: Uint8Array): number | null {
  let count = 0;
  const whole = forEachPage(document, (data, start, header) => {
    count += 1;
    return walkRows(data, start, header, () => undefined);
  });
  return whole && count > 0 ? count : null;
}

/** Every side of a PWG raster document, or null when it is damaged. */
export function decodeRaster(document: Uint8Array): RasterPage[] | null {
  const pages: RasterPage[] = [];
  const whole = forEachPage(document, (data, start, header) => {
    const gray = new Uint8Array(header.width * header.height);
    let y = 0;
    const end = walkRows(data, start, header, (line, repeats) => {
      const first = y * header.width;
      grayRow(header, line, gray, first);
      for (let k = 1; k < repeats; k += 1) gray.copyWithin(first + k * header.width, first, first + header.width);
      y += repeats;
    });
    pages.push({
      width: header.width,
      height: header.height,
      dpi: header.view.getUint32(276),
      duplex: header.view.getUint32(272) === 1,
      tumble: header.view.getUint32(368) === 1,
      colorSpace: header.colorSpace,
      bitsPerPixel: header.bitsPerPixel,
      totalPages: header.view.getUint32(452),
      pageSizeName: header.data.subarray(1732, 1796).toString('latin1').replace(/\0.*$/s, ''),
      gray,
    });
    return end;
  });
  return whole && pages.length > 0 ? pages : null;
}

function forEachPage(
  document: Uint8Array,
  page: (data: Buffer, start: number, header: Header) => number | null,
): boolean {
  const data = Buffer.from(document.buffer, document.byteOffset, document.byteLength);
  if (data.subarray(0, 4).toString('latin1') !== 'RaS2') return false;
  let at = 4;
  while (at < data.length) {
    const header = readHeader(data, at);
    if (!header) return false;
    const end = page(data, at + HEADER_BYTES, header);
    if (end === null) return false;
    at = end;
  }
  return true;
}

/** A side as a PNG file to be looked at; `shrink` 2, 3 … averages that many dots each way. */
export function toPng(page: Pick<RasterPage, 'width' | 'height' | 'gray'>, shrink = 1): Buffer {
  const width = Math.floor(page.width / shrink);
  const height = Math.floor(page.height / shrink);
  const png = new PNG({ width, height, colorType: 0, inputColorType: 0, inputHasAlpha: false, bitDepth: 8 });
  const data = Buffer.alloc(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let sum = 0;
      for (let dy = 0; dy < shrink; dy += 1) {
        for (let dx = 0; dx < shrink; dx += 1) sum += page.gray[(y * shrink + dy) * page.width + x * shrink + dx]!;
      }
      data[y * width + x] = sum / (shrink * shrink);
    }
  }
  png.data = data;
  return PNG.sync.write(png, { colorType: 0, inputColorType: 0, inputHasAlpha: false, bitDepth: 8 });
}
