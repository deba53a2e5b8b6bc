/** The black squares of the calibration sheet in a scan: which way it lies and how it is stretched. */
import { A4_DOTS } from '../contract.ts';
import type { GrayPicture } from '../code/contract.ts';
import { CORNERS } from './calibration-sheet.ts';

/** A place in a picture; the middle of its first pixel is 0.5, 0.5. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The scan is looked at so coarsely, in pixels an inch: a square is then 10 pixels wide, and fine dots are gray. */
const LOOK_DPI = 50;
/** Darker than this, of 255, is black toner and not a screen of dots. */
const BLACK_MAX = 110;
/** A square's sides and filling, as shares of what they should be. */
const SIDE = { min: 0.6, max: 1.5 } as const;
const FILLED_MIN = 0.7;

/** Middles of the four corner squares in the order of `CORNERS.places`; null when they are not all there. */
export function findSquares(scan: GrayPicture): readonly Point[] | null {
  const { width, height } = scan;
  const per = Math.max(1, Math.round(Math.max(width, height) / ((A4_DOTS.height / A4_DOTS.dpi) * LOOK_DPI)));
  const small = shrunk(scan, per);
  const side = (CORNERS.side / A4_DOTS.height) * Math.max(small.width, small.height);
  const squares = squaresIn(small, side).map(({ x, y }) => ({ x: x * per, y: y * per }));
  if (squares.length < 5) return null;
  // The corners lie furthest out, in the order upper left, upper right, lower right, lower left of the picture.
  const extreme = (of: (point: Point) => number): Point =>
    squares.reduce((best, one) => (of(one) > of(best) ? one : best));
  const corners = [
    extreme(({ x, y }) => -x - y),
    extreme(({ x, y }) => x - y),
    extreme(({ x, y }) => x + y),
    extreme(({ x, y }) => y - x),
  ];
  if (new Set(corners).size < 4) return null;
  return turnedUp(corners, squares);
}

/** Begins with the corner beside which the fifth square stands, on its way to the next corner. */
function turnedUp(corners: readonly Point[], squares: readonly Point[]): readonly Point[] | null {
  const [first, second] = CORNERS.places;
  const share = (CORNERS.up.x - first.x) / (second.x - first.x);
  const slack = share / 3;
  for (let at = 0; at < 4; at += 1) {
    const turned = [...corners.slice(at), ...corners.slice(0, at)];
    const [a, b] = turned;
    if (a === undefined || b === undefined) return null;
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    const wanted = { x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) };
    if (squares.some(({ x, y }) => Math.hypot(x - wanted.x, y - wanted.y) < slack * length)) {
      // The sheet is higher than wide: a square found on the long side is chance.
      const [, , c] = turned;
      const other = c === undefined ? 0 : Math.hypot(c.x - b.x, c.y - b.y);
      if (other > length) return turned;
    }
  }
  return null;
}

function shrunk({ width, height, pixels }: GrayPicture, per: number): GrayPicture {
  const [across, down] = [Math.floor(width / per), Math.floor(height / per)];
  const small = new Uint8Array(across * down);
  for (let y = 0; y < down; y += 1)
    for (let x = 0; x < across; x += 1) {
      let sum = 0;
      for (let row = y * per; row < (y + 1) * per; row += 1)
        for (let column = x * per; column < (x + 1) * per; column += 1) sum += pixels[row * width + column] ?? 0;
      small[y * across + x] = sum / (per * per);
    }
  return { width: across, height: down, pixels: small };
}

/** Middles of black areas that are as large and as full as a square, weighed by their darkness. */
function squaresIn({ width, height, pixels }: GrayPicture, side: number): Point[] {
  const seen = new Uint8Array(pixels.length);
  const found: Point[] = [];
  for (let start = 0; start < pixels.length; start += 1) {
    if (seen[start] !== 0 || (pixels[start] ?? 255) > BLACK_MAX) continue;
    const area: number[] = [start];
    seen[start] = 1;
    for (let next = 0; next < area.length; next += 1) {
      const at = area[next] ?? 0;
      const x = at % width;
      for (const near of [at - width, at + width, x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1]) {
        if (near < 0 || near >= width * height || seen[near] !== 0 || (pixels[near] ?? 255) > BLACK_MAX) continue;
        seen[near] = 1;
        area.push(near);
      }
    }
    const middle = squareOf(area, width, side);
    if (middle !== null) found.push(sharpened(middle, side, { width, height, pixels }));
  }
  return found;
}

function squareOf(area: readonly number[], width: number, side: number): Point | null {
  if (area.length < (side * SIDE.min) ** 2 || area.length > (side * SIDE.max) ** 2) return null;
  let [left, right, top, bottom] = [width, 0, Infinity, 0];
  let [sumX, sumY] = [0, 0];
  for (const at of area) {
    const [x, y] = [at % width, Math.floor(at / width)];
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
    sumX += x;
    sumY += y;
  }
  const [across, down] = [right - left + 1, bottom - top + 1];
  const isSquare = Math.max(across, down) <= side * SIDE.max && Math.min(across, down) >= side * SIDE.min;
  if (!isSquare || area.length / (across * down) < FILLED_MIN) return null;
  return { x: sumX / area.length + 0.5, y: sumY / area.length + 0.5 };
}

/** The middle of the darkness around, to a part of a pixel. */
function sharpened({ x, y }: Point, side: number, { width, height, pixels }: GrayPicture): Point {
  const reach = Math.round(side * 0.8);
  let [sum, sumX, sumY] = [0, 0, 0];
  for (let row = Math.max(0, Math.floor(y) - reach); row <= Math.min(height - 1, Math.floor(y) + reach); row += 1)
    for (
      let column = Math.max(0, Math.floor(x) - reach);
      column <= Math.min(width - 1, Math.floor(x) + reach);
      column += 1
    ) {
      const dark = Math.max(0, 160 - (pixels[row * width + column] ?? 255));
      sum += dark;
      sumX += dark * (column + 0.5);
      sumY += dark * (row + 0.5);
    }
  return sum === 0 ? { x, y } : { x: sumX / sum, y: sumY / sum };
}
