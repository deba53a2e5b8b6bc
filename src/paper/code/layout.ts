/** Where things stand on the back of a sheet, in dots of 600 dpi from the upper left corner of A4 (4960 × 7016). */
import type { DotBox } from './contract.ts';

/** Dots of a millimetre. */
const MM = 600 / 25.4;
const box = (x_mm: number, y_mm: number, width_mm: number, height_mm: number): DotBox => ({
  x: Math.round(x_mm * MM),
  y: Math.round(y_mm * MM),
  width: Math.round(width_mm * MM),
  height: Math.round(height_mm * MM),
});

/** Engines print no nearer to the edge than this; a full-page pattern is clipped there (print.md, rule 2). */
export const PRINTABLE: DotBox = box(5, 5, 200, 287);

/**
 * One side of one module of the dot code: 5 dots = 0.21 mm, read from a 200-dpi scan (print.md, section c). The code's box is
 * a whole number of them, its frame included.
 */
export const MODULE_DOTS = 5;

/** Parts of the back, from top to bottom. Nothing of one stands in another. */
export const BACK = {
  /** けん制文字, at least 15 mm high (R98). */
  head: box(5, 5, 200, 19),
  /** The dot code with its finder frame: 193 × 235 mm. */
  code: { x: 200, y: 614, width: 912 * MODULE_DOTS, height: 1110 * MODULE_DOTS },
  /** 偽造防止検出画像: the cherry blossom at the lower left (R97). */
  mark: box(8.5, 264, 27, 27),
  /** The secret of the sheet as a small code, which can be covered or cut off. */
  secret: box(40, 264, 60, 10),
  /** Texts: the secret in letters, page i/n, 固有番号, serial, time, where to enquire. */
  text: box(40, 275, 161, 16),
  /** More text, beside the secret. */
  enquiry: box(104, 264, 97, 10),
} as const satisfies Readonly<Record<string, DotBox>>;
