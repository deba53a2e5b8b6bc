/** Looks for sync marks in a scan: correlation with the mark's pattern, independent of lighting and contrast. */
import type { GrayPicture } from './contract.ts';
import { MARK_SIDE, markBit } from './grid.ts';
import { levelAt } from './picture.ts';

/** Pixels of one module to the right and of one downwards. */
export interface Basis {
  readonly ax: number;
  readonly ay: number;
  readonly bx: number;
  readonly by: number;
}

/** A mark that was looked for: its middle, and its correlation −1 … 1 (negative: inverted). */
export interface Seen {
  readonly x: number;
  readonly y: number;
  readonly match: number;
}

/** +1 for black. */
const PATTERN = Int8Array.from({ length: MARK_SIDE * MARK_SIDE }, (_, at) =>
  markBit(at % MARK_SIDE, Math.floor(at / MARK_SIDE)) === 1 ? 1 : -1,
);

/** Least deviation of the levels within a mark; less is a plain area with noise. */
const CONTRAST_MIN = 2.5;

/** Correlation of the mark with what stands at a place; 0 outside the picture. */
export function matchAt(picture: GrayPicture, x: number, y: number, { ax, ay, bx, by }: Basis): number {
  let sum = 0;
  let squares = 0;
  let product = 0;
  for (let row = 0, at = 0; row < MARK_SIDE; row += 1) {
    let px = x - 3.5 * ax + (row - 3.5) * bx;
    let py = y - 3.5 * ay + (row - 3.5) * by;
    for (let column = 0; column < MARK_SIDE; column += 1, at += 1) {
      const level = levelAt(picture, px, py);
      if (level < 0) return 0;
      sum += level;
      squares += level * level;
      product -= level * PATTERN[at]!;
      px += ax;
      py += ay;
    }
  }
  const variance = squares - (sum * sum) / 64;
  return variance < 64 * CONTRAST_MIN * CONTRAST_MIN ? 0 : product / Math.sqrt(64 * variance);
}

/** The best match within `reach` modules around a place, to about a tenth of a module. */
export function seek(picture: GrayPicture, x: number, y: number, basis: Basis, reach: number, step = 0.5): Seen {
  const { ax, ay, bx, by } = basis;
  const steps = Math.ceil(reach / step);
  let best: Seen = { x, y, match: 0 };
  for (let v = -steps; v <= steps; v += 1)
    for (let u = -steps; u <= steps; u += 1) {
      const px = x + (u * ax + v * bx) * step;
      const py = y + (u * ay + v * by) * step;
      const match = matchAt(picture, px, py, basis);
      if (Math.abs(match) > Math.abs(best.match)) best = { x: px, y: py, match };
    }
  if (Math.abs(best.match) < 0.3) return best;
  for (const part of [0.25, 0.12]) best = sharpened(picture, best, basis, part);
  return best;
}

/** The top of the parabola through the match and its neighbours, along both axes. */
function sharpened(picture: GrayPicture, seen: Seen, basis: Basis, step: number): Seen {
  const { ax, ay, bx, by } = basis;
  const at = (u: number, v: number): number =>
    Math.abs(matchAt(picture, seen.x + u * ax + v * bx, seen.y + u * ay + v * by, basis));
  const here = Math.abs(seen.match);
  const top = (before: number, after: number): number => {
    const bend = 2 * here - before - after;
    const shift = bend > 1e-6 ? (after - before) / (2 * bend) : after > before ? 1 : -1;
    return Math.max(-1, Math.min(1, shift)) * step;
  };
  const u = top(at(-step, 0), at(step, 0));
  const v = top(at(0, -step), at(0, step));
  const x = seen.x + u * ax + v * bx;
  const y = seen.y + u * ay + v * by;
  const match = matchAt(picture, x, y, basis);
  return Math.abs(match) > here ? { x, y, match } : seen;
}
