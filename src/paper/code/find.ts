/**
 * Where a scan has the dot code: the largest area that looks like it from afar (much contrast between neighbours, half black), and the
 * four lines around it. A missing corner leaves enough of each line.
 */
import type { GrayPicture } from './contract.ts';
import type { Point } from './pose.ts';

/** Cells along the longer side of the scan. */
const CELLS = 280;

type Middle = readonly [low: number, high: number];
const WIDE: Middle = [0.2, 0.8];
/** In a poor photograph the letters around the code reach into the wide one. */
export const NARROW: Middle = [0.22, 0.64];

/** A coarse map of the scan. */
interface Coarse {
  readonly width: number;
  readonly height: number;
  /** Pixels along a cell. */
  readonly size: number;
  readonly isCode: Uint8Array;
}

/**
 * Corners of the code, clockwise as seen, from whichever is nearest to the upper left; likeliest first. A part of a sheet may be taken
 * for lying in more than one way. Empty: nothing looks like a code.
 * @param middle what is half black: shares of the way from the darkest to the lightest level of a cell at which its mean lies
 */
export function findCorners(picture: GrayPicture, middle: Middle = WIDE): (readonly Point[])[] {
  const coarse = coarseOf(picture, middle);
  const outline = outlineOf(coarse);
  if (outline.length < 40) return [];
  return turnsOf(outline).flatMap((turn) => {
    const sides = sidesOf(outline, turn);
    const corners = sides.map((side, at) => crossing(sides[(at + 3) % 4]!, side));
    const toPixels = (middle: number): number => (middle + 0.5) * coarse.size - 0.5;
    const places = corners.flatMap((corner) =>
      corner === null ? [] : [[toPixels(corner[0]), toPixels(corner[1])] as const],
    );
    return places.length === 4 ? [places] : [];
  });
}

function coarseOf(picture: GrayPicture, [low, high]: Middle): Coarse {
  const size = Math.max(4, Math.ceil(Math.max(picture.width, picture.height) / CELLS));
  const width = Math.floor((picture.width - 1) / size);
  const height = Math.floor((picture.height - 1) / size);
  const changes = new Float32Array(width * height);
  const isMixed = new Uint8Array(width * height);
  for (let row = 0; row < height; row += 1)
    for (let column = 0; column < width; column += 1) {
      const cell = cellOf(picture, column * size, row * size, size);
      changes[row * width + column] = cell.change;
      isMixed[row * width + column] = cell.middle > low && cell.middle < high ? 1 : 0;
    }
  const mixed = changes.filter((_, at) => isMixed[at] === 1).sort();
  // Print of any kind is mixed; the code has the sharpest of it, and most.
  const strong = Math.max(4, (mixed[Math.floor(mixed.length * 0.7)] ?? 0) * 0.4);
  const seen = changes.map((change, at) => (isMixed[at] === 1 && change > strong ? 1 : 0));
  return { width, height, size, isCode: majority(seen, width, height) };
}

/** Mean step between neighbouring pixels, and where the mean lies between darkest (0) and lightest (1); 0 for a plain area. */
function cellOf(
  { width, pixels }: GrayPicture,
  left: number,
  top: number,
  size: number,
): { change: number; middle: number } {
  // Large cells are looked at in part: a quarter of the pixels tells enough.
  const step = size > 12 ? 2 : 1;
  let change = 0;
  let sum = 0;
  let low = 255;
  let high = 0;
  let count = 0;
  for (let y = top; y < top + size; y += step)
    for (let x = left, at = y * width + left; x < left + size; x += step, at += step) {
      const level = pixels[at]!;
      change += Math.abs(pixels[at + 1]! - level) + Math.abs(pixels[at + width]! - level);
      sum += level;
      if (level < low) low = level;
      if (level > high) high = level;
      count += 1;
    }
  return { change: change / count, middle: high - low > 12 ? (sum / count - low) / (high - low) : 0 };
}

/** A cell is what most of its nine are. */
function majority(cells: Float32Array | Uint8Array, width: number, height: number): Uint8Array {
  const result = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      let sum = 0;
      for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row += 1)
        for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column += 1)
          sum += cells[row * width + column]!;
      result[y * width + x] = sum >= 5 ? 1 : 0;
    }
  return result;
}

/** First and last cell of every row and column of the largest connected area. */
function outlineOf({ width, height, isCode }: Coarse): readonly Point[] {
  const labels = new Int32Array(width * height);
  const stack = new Int32Array(width * height);
  let best = 0;
  let bestCount = 0;
  let label = 0;
  for (let start = 0; start < labels.length; start += 1) {
    if (isCode[start] === 0 || labels[start] !== 0) continue;
    label += 1;
    let count = 0;
    let depth = 1;
    stack[0] = start;
    labels[start] = label;
    while (depth > 0) {
      const at = stack[--depth]!;
      count += 1;
      const x = at % width;
      for (const next of [x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width])
        if (next >= 0 && next < labels.length && isCode[next] === 1 && labels[next] === 0) {
          labels[next] = label;
          stack[depth++] = next;
        }
    }
    if (count > bestCount) [best, bestCount] = [label, count];
  }
  // A code of a scan that can be read has at least 2 modules a cell.
  if (bestCount < 900) return [];
  const outline: Point[] = [];
  const put = (from: number, step: number, steps: number): void => {
    for (let index = 0, at = from; index < steps; index += 1, at += step)
      if (labels[at] === best) {
        outline.push([at % width, Math.floor(at / width)]);
        return;
      }
  };
  for (let y = 0; y < height; y += 1) {
    put(y * width, 1, width);
    put(y * width + width - 1, -1, width);
  }
  for (let x = 0; x < width; x += 1) {
    put(x, width, height);
    put((height - 1) * width + x, -width, height);
  }
  return outline;
}

/** Turns (−45° … 45°, in radians) of the smallest rectangles around the outline: of a triangle more than one is as small. */
function turnsOf(outline: readonly Point[]): number[] {
  const spread = (turn: number): number => {
    const cos = Math.cos(turn);
    const sin = Math.sin(turn);
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const [x, y] of outline) {
      const u = x * cos + y * sin;
      const v = y * cos - x * sin;
      left = Math.min(left, u);
      right = Math.max(right, u);
      top = Math.min(top, v);
      bottom = Math.max(bottom, v);
    }
    return (right - left) * (bottom - top);
  };
  const degree = Math.PI / 180;
  const areas = Array.from({ length: 90 }, (_, at) => spread((at - 45) * degree));
  const least = Math.min(...areas);
  const lows = [...areas.keys()]
    .filter(
      (at) => areas[at]! <= areas[(at + 1) % 90]! && areas[at]! < areas[(at + 89) % 90]! && areas[at]! < 1.25 * least,
    )
    .sort((one, other) => areas[one]! - areas[other]!);
  return lows.slice(0, 3).map((at) => {
    const fine = Array.from({ length: 11 }, (_, step) => (at - 45 + (step - 5) * 0.2) * degree);
    return fine.reduce((best, turn) => (spread(turn) < spread(best) ? turn : best));
  });
}

/** a·x + b·y = c */
type Line = readonly [a: number, b: number, c: number];

/** The lines of the upper, right, lower and left side. */
function sidesOf(outline: readonly Point[], turn: number): readonly Line[] {
  const lines: Line[] = [];
  for (let side = 0; side < 4; side += 1) {
    // Turned so that the side is the upper one.
    const angle = turn + (side * Math.PI) / 2;
    const cos = Math.cos(angle);
    const sin = Math.sin(angle);
    const outer = new Map<number, readonly [number, number]>();
    for (const [x, y] of outline) {
      const u = x * cos + y * sin;
      const v = y * cos - x * sin;
      const bin = Math.round(u);
      const held = outer.get(bin);
      if (held === undefined || v < held[1]) outer.set(bin, [u, v]);
    }
    const points = [...outer.values()].sort((one, other) => one[0] - other[0]);
    // A side that is gone is taken to touch what is left.
    const touching = Math.min(...points.map(([, v]) => v));
    const [slope, offset] = lineThrough(points) ?? [0, touching];
    // v = slope·u + offset, half a cell outside the outermost cells' middles.
    lines.push([-sin - slope * cos, cos - slope * sin, offset - 0.5]);
  }
  return lines;
}

/** The line that most points lie on (within 0.8 of a cell), as slope and offset: what is cut off is not on it. */
function lineThrough(points: readonly Point[]): readonly [slope: number, offset: number] | null {
  if (points.length < 20) return null;
  const picks = Array.from({ length: 28 }, (_, at) => points[Math.floor(((at + 0.5) / 28) * points.length)]!);
  let best: readonly Point[] = [];
  for (let one = 0; one < picks.length; one += 1)
    for (let other = one + 4; other < picks.length; other += 1) {
      const [u1, v1] = picks[one]!;
      const [u2, v2] = picks[other]!;
      const slope = (v2 - v1) / Math.max(1, u2 - u1);
      if (Math.abs(slope) > 0.35) continue;
      const near = points.filter(([u, v]) => Math.abs(v - v1 - slope * (u - u1)) < 0.8);
      if (near.length > best.length) best = near;
    }
  if (best.length < 10 || best.length < 0.15 * points.length) return null;
  let [su, sv, suu, suv] = [0, 0, 0, 0];
  for (const [u, v] of best) {
    su += u;
    sv += v;
    suu += u * u;
    suv += u * v;
  }
  const below = best.length * suu - su * su;
  if (below < 1e-6) return null;
  const slope = (best.length * suv - su * sv) / below;
  return [slope, (sv - slope * su) / best.length];
}

function crossing([a, b, c]: Line, [d, e, f]: Line): Point | null {
  const below = a * e - b * d;
  return Math.abs(below) < 1e-9 ? null : [(c * e - b * f) / below, (a * f - c * d) / below];
}
