/**
 * The colours of a page (a red seal, a tinted field) at 600 dpi, drawn in bands while the raster is read: a whole side of them
 * would be 104 MB. Where there is any colour at all is seen on a small picture of the page first.
 */
import { A4_DOTS } from './contract.ts';
import type { ColourMap } from './seals.ts';
import { isColoured, type ColourRows } from './sides.ts';

/** One drawing of a page: its size in dots, and which rows of it. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly from: number;
  readonly rows: number;
  /** 1 gray, 3 blue, green, red. */
  readonly parts: 1 | 3;
}

/** Draws, gives the dots to `use` and wipes them; null without memory. */
export type Draw = <T>(drawing: Drawing, use: (dots: Uint8Array) => T) => T | null;

/** So many dots of the page are one of the small picture. */
const SCALE = 8;
/** A hairline of colour that fills a part of a small dot is seen by this; a gray edge has none. */
const TRACE_MIN = 6;
/** Rows drawn at once: 1.9 MB. */
const BAND_ROWS = 128;

/** Null where the page has no colour by its map. `closed` is called when nobody wants them any more. */
export function colourRows(draw: Draw, map: ColourMap, closed: () => void): ColourRows | null {
  const { width, height } = A4_DOTS;
  const bands = colouredBands(map);
  if (!bands.includes(1)) return null;
  const held = new Uint8Array(width * BAND_ROWS * 3);
  const coloured = new Uint8Array(BAND_ROWS);
  let band = -1;

  function load(index: number): void {
    band = index;
    const from = index * BAND_ROWS;
    const rows = Math.min(BAND_ROWS, height - from);
    const done = draw({ width, height, from, rows, parts: 3 }, (dots) => {
      for (let y = 0; y < rows; y += 1) coloured[y] = takeRow(dots, held, y * width * 3, width) ? 1 : 0;
      return true;
    });
    if (done === null) throw new Error('no memory for a band of colour');
  }

  return {
    mayHave: (y) => bands[Math.floor(y / BAND_ROWS)] === 1,
    row: (y) => {
      const index = Math.floor(y / BAND_ROWS);
      if (bands[index] !== 1) return null;
      if (band !== index) load(index);
      const at = y - index * BAND_ROWS;
      return coloured[at] === 1 ? held.subarray(at * width * 3, (at + 1) * width * 3) : null;
    },
    close: () => {
      held.fill(0);
      closed();
    },
  };
}

/** Copies a row, blue first to red first; true when a dot of it is coloured. */
function takeRow(bgr: Uint8Array, rgb: Uint8Array, start: number, width: number): boolean {
  let found = false;
  for (let at = start; at < start + width * 3; at += 3) {
    const blue = bgr[at]!;
    const green = bgr[at + 1]!;
    const red = bgr[at + 2]!;
    rgb[at] = red;
    rgb[at + 1] = green;
    rgb[at + 2] = blue;
    if (red !== green || green !== blue) found ||= isColoured(red, green, blue);
  }
  return found;
}

/** Where a page has a trace of colour. @throws Error without memory */
export function colourMap(draw: Draw): ColourMap {
  const width = Math.ceil(A4_DOTS.width / SCALE);
  const height = Math.ceil(A4_DOTS.height / SCALE);
  const cells = draw({ width, height, from: 0, rows: height, parts: 3 }, (bgr) => {
    const traces = new Uint8Array(width * height);
    for (let cell = 0, at = 0; cell < traces.length; cell += 1, at += 3) {
      const blue = bgr[at]!;
      const green = bgr[at + 1]!;
      const red = bgr[at + 2]!;
      if (Math.max(blue, green, red) - Math.min(blue, green, red) >= TRACE_MIN) traces[cell] = 1;
    }
    return traces;
  });
  if (cells === null) throw new Error('no memory for a picture of the page');
  return { width, height, cells, scale: SCALE };
}

/** 1 for each band that holds a trace of colour, or touches one that does: a small dot may hang over. */
function colouredBands({ width, height, cells }: ColourMap): Uint8Array {
  const bands = new Uint8Array(Math.ceil(A4_DOTS.height / BAND_ROWS));
  for (let y = 0; y < height; y += 1) {
    if (!cells.subarray(y * width, (y + 1) * width).includes(1)) continue;
    for (const row of [(y - 1) * SCALE, y * SCALE, (y + 2) * SCALE - 1]) {
      const band = Math.floor(row / BAND_ROWS);
      if (band >= 0 && band < bands.length) bands[band] = 1;
    }
  }
  return bands;
}
