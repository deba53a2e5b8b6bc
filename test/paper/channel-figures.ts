/** Figures of the channel on squares of 63 mm, as the fact sheet takes them: darkness of dot patterns, and wrong modules. */
import type { BitPicture, GrayPicture } from '../../src/paper/code/contract.ts';
import { chanceOf, copy, type Preset, print, scan, type Sheet } from './channel.ts';

const SIDE = 1488;
const BLUR_PX = 0.45;

/** Square dots at a pitch, each row of them half a pitch on: `size` 2, `pitch` 8 = 2×2 @8. */
export interface Pattern {
  readonly size: number;
  readonly pitch: number;
}

const square = (): BitPicture => ({ width: SIDE, height: SIDE, rows: new Uint8Array((SIDE / 8) * SIDE) });

function fill({ width, height, rows }: BitPicture, left: number, top: number, size: number): void {
  for (let y = top; y < Math.min(height, top + size); y += 1)
    for (let x = left; x < Math.min(width, left + size); x += 1) rows[y * (width / 8) + (x >> 3)]! |= 0x80 >> (x & 7);
}

function patterned({ size, pitch }: Pattern): BitPicture {
  const picture = square();
  for (let row = 0; row * pitch < SIDE; row += 1)
    for (let x = (row % 2) * Math.round(pitch / 2); x < SIDE; x += pitch) fill(picture, x, row * pitch, size);
  return picture;
}

/** Gray levels by which a sheet is darker than bare paper, in a 300-dpi scan without noise. */
function darkness(sheet: Sheet): number {
  const { pixels, width, height } = scan(sheet, { dpi: 300, seed: 1, blur_px: BLUR_PX, noise: 0 });
  let sum = 0;
  let count = 0;
  for (let y = 20; y < height - 20; y += 1)
    for (let x = 20; x < width - 20; x += 1, count += 1) sum += pixels[y * width + x]!;
  return -sum / count;
}

/** Darkness of a pattern over paper, as printed. */
export function printedDarkness(pattern: Pattern, preset: Preset): number {
  return darkness(print(patterned(pattern), preset, 2)) - darkness(print(square(), preset, 1));
}

/** The same on an office copy of it. */
export function copiedDarkness(pattern: Pattern, preset: Preset): number {
  return darkness(copy(print(patterned(pattern), preset, 2), 3)) - darkness(print(square(), preset, 1));
}

/**
 * Share of modules of `module_dots` that are read wrong, with the true alignment: the pixel nearest each middle (between four), against the
 * mean of the picture. No equaliser, no correction.
 */
export function wrongModules(module_dots: number, dpi: number, preset: Preset, seed: number): number {
  const chance = chanceOf(seed);
  const wide = Math.floor(SIDE / module_dots);
  const black = Array.from({ length: wide * wide }, () => chance.unit() < 0.5);
  const picture = square();
  black.forEach((isBlack, at) => {
    if (isBlack) fill(picture, (at % wide) * module_dots, Math.floor(at / wide) * module_dots, module_dots);
  });
  const seen = scan(print(picture, preset, seed), { dpi, seed, blur_px: BLUR_PX, noise: 2 });
  let sum = 0;
  for (const level of seen.pixels) sum += level;
  const middle = sum / seen.pixels.length;
  const [scale, border] = [dpi / 600, 4];
  let [wrong, count] = [0, 0];
  for (let row = border; row < wide - border; row += 1)
    for (let column = border; column < wide - border; column += 1, count += 1) {
      const level = between(seen, (column + 0.5) * module_dots * scale - 0.5, (row + 0.5) * module_dots * scale - 0.5);
      if (level < middle !== black[row * wide + column]) wrong += 1;
    }
  return wrong / count;
}

/** Level at a place between the middles of four pixels. */
function between({ pixels, width }: GrayPicture, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [u, v] = [x - left, y - top];
  const at = top * width + left;
  const upper = pixels[at]! * (1 - u) + pixels[at + 1]! * u;
  return upper * (1 - v) + (pixels[at + width]! * (1 - u) + pixels[at + width + 1]! * u) * v;
}
