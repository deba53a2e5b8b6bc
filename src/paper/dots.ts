/** Gray → the engine's own dots. Pure. */
import type { BitPicture } from './code/contract.ts';
import { A4_DOTS } from './contract.ts';

/** Darkness from which an antialiased edge becomes a dot: above the middle, so that thin strokes of 明朝 survive. */
const EDGE_LEVEL = 150;
/** Flat tints between these are screened; darker is black, lighter is paper. */
const TINT_MIN = 24;
const TINT_MAX = 240;
/** Levels this close are one tint. */
const FLAT = 6;
/** A tint is wider than this to three sides at least (0.25 mm): rules and strokes of gray ink are cut, not screened. */
const REACH = 6;

/** Clustered-dot screen of 8 × 8 dots, 75 lines an inch at 600 dpi: laser engines hold clusters, not single dots. */
const SCREEN = Uint8Array.from(
  [
    [24, 10, 12, 26, 35, 47, 49, 37],
    [8, 0, 2, 14, 45, 59, 61, 51],
    [22, 6, 4, 16, 43, 57, 63, 53],
    [30, 20, 18, 28, 33, 41, 55, 39],
    [34, 46, 48, 36, 25, 11, 13, 27],
    [44, 58, 60, 50, 9, 1, 3, 15],
    [42, 56, 62, 52, 23, 7, 5, 17],
    [32, 40, 54, 38, 31, 21, 19, 29],
  ]
    .flat()
    .map((rank) => 255 - Math.round(((rank + 0.5) * 255) / 64)),
);

/**
 * One bit a dot, 1 = black, rows padded to whole bytes. Edges are cut at one level so that text stays sharp; flat gray
 * areas are screened so that a tint stays a tint.
 */
export function toDots(gray: Uint8Array, width: number, height: number): Uint8Array {
  const stride = Math.ceil(width / 8);
  const dots = new Uint8Array(stride * height);
  for (let y = 0; y < height; y += 1) {
    const row = y * width;
    for (let x = 0; x < width; x += 8) {
      const at = row + x;
      const last = Math.min(8, width - x);
      // Nearly all of a page is white.
      if (last === 8 && (gray[at]! & gray[at + 1]! & gray[at + 2]! & gray[at + 3]!) === 255) {
        if ((gray[at + 4]! & gray[at + 5]! & gray[at + 6]! & gray[at + 7]!) === 255) continue;
      }
      let byte = 0;
      for (let bit = 0; bit < last; bit += 1) {
        const value = gray[at + bit]!;
        if (value <= TINT_MIN || (value < TINT_MAX && isInk(gray, x + bit, y, width, height, value)))
          byte |= 0x80 >> bit;
      }
      dots[y * stride + (x >> 3)] = byte;
    }
  }
  return dots;
}

/** Of neither paper nor black: a dot of a tint by the screen, one of an edge by its level. */
function isInk(gray: Uint8Array, x: number, y: number, width: number, height: number, value: number): boolean {
  const at = y * width + x;
  let alike = 0;
  if (x >= REACH && Math.abs(gray[at - REACH]! - value) <= FLAT) alike += 1;
  if (x < width - REACH && Math.abs(gray[at + REACH]! - value) <= FLAT) alike += 1;
  if (y >= REACH && Math.abs(gray[at - REACH * width]! - value) <= FLAT) alike += 1;
  if (y < height - REACH && Math.abs(gray[at + REACH * width]! - value) <= FLAT) alike += 1;
  return value < (alike >= 3 ? SCREEN[(y & 7) * 8 + (x & 7)]! : EDGE_LEVEL);
}

/** The dots of a page that was rendered at 4960 × 7016. */
export function dotsOfPage(gray: Uint8Array): BitPicture {
  const { width, height } = A4_DOTS;
  return { width, height, rows: toDots(gray, width, height) };
}
