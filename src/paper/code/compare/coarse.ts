/** The first guess how a scan of a front lies over the front: turn, scale and shift, from the profiles of its ink. */
import type { Plane } from './plane.ts';

/** Maps elements of the front to pixels of the scan: x' = a·x + b·y + c, y' = d·x + e·y + f. */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** Half a turn of skew each way, and its steps, degrees: what a hand lays on the glass. */
const SKEW_DEG = 8;
const STEP_DEG = 0.1;
/** Scales around the one that the picture's size suggests: the scan may be cropped, or have a margin. */
const SCALES = Array.from({ length: 33 }, (_, at) => 0.84 + at * 0.01);
/** A picture of the sheet and little else: on a page of few words any other mark would bend the free guess. */
const LIKELY = 0.045;
/** Points that are looked at: more say nothing new. */
const POINTS_MAX = 60_000;
const INK_LEAST = 90;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Candidates, best first: the four quarter turns, each at its best scale and shift, free and likely. Both planes at about the same resolution. */
export function coarseFits(front: Plane, scan: Plane): readonly { readonly map: Affine; readonly score: number }[] {
  const points = pointsOf(scan);
  if (points.length < 50) return [];
  const skew = skewOf(points);
  const wanted = [profile(pointsOf(front), front.width, 'x'), profile(pointsOf(front), front.height, 'y')] as const;
  const fits = [0, 90, 180, 270].flatMap((turn) => {
    const angle = ((turn + skew) * Math.PI) / 180;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    // Into the upright frame, its origin in the picture's middle.
    const upright = points.map(({ x, y }) => {
      const [u, v] = [x - scan.width / 2, y - scan.height / 2];
      return { x: cos * u + sin * v, y: -sin * u + cos * v };
    });
    const isSide = turn === 90 || turn === 270;
    const [width, height] = isSide ? [scan.height, scan.width] : [scan.width, scan.height];
    const suggested = (front.width / width + front.height / height) / 2;
    const all = SCALES.map((scale) => fitAt(upright, suggested * scale, front, wanted));
    const likely = all.filter((_, at) => Math.abs(SCALES[at]! - 1) < LIKELY);
    const fit = bestOf(all);
    const likelyFit = bestOf(likely);
    const kept = fit === likelyFit ? [fit] : [likelyFit, fit];
    return kept.map((one) => ({ map: mapOf(one, cos, sin, scan), score: fit.score }));
  });
  return fits.toSorted((one, other) => other.score - one.score);
}

/** scan = R(angle) · (front − shift) / scale + middle */
function mapOf({ scale, shiftX, shiftY }: Fit, cos: number, sin: number, scan: Plane): Affine {
  return [
    cos / scale,
    -sin / scale,
    scan.width / 2 - (cos * shiftX - sin * shiftY) / scale,
    sin / scale,
    cos / scale,
    scan.height / 2 - (sin * shiftX + cos * shiftY) / scale,
  ];
}

function pointsOf({ width, height, ink }: Plane): readonly Point[] {
  let count = 0;
  for (const value of ink) if (value >= INK_LEAST) count += 1;
  const every = Math.max(1, Math.ceil(count / POINTS_MAX));
  const points: Point[] = [];
  let seen = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (ink[y * width + x]! < INK_LEAST) continue;
      if (seen % every === 0) points.push({ x, y });
      seen += 1;
    }
  }
  return points;
}

/** The turn at which lines of text and rules fall into the fewest rows and columns. */
function skewOf(points: readonly Point[]): number {
  const steps = Math.round(SKEW_DEG / STEP_DEG);
  let best = { sharp: -1, angle: 0 };
  const sharpAt = (degrees: number): number => {
    const angle = (degrees * Math.PI) / 180;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    return sharpness(points, cos, sin) + sharpness(points, -sin, cos);
  };
  // Every fifth step first, then around the best.
  for (let step = -steps; step <= steps; step += 5) {
    const sharp = sharpAt(step * STEP_DEG);
    if (sharp > best.sharp) best = { sharp, angle: step * STEP_DEG };
  }
  const middle = best.angle;
  for (let step = -4; step <= 4; step += 1) {
    const sharp = sharpAt(middle + step * STEP_DEG);
    if (sharp > best.sharp) best = { sharp, angle: middle + step * STEP_DEG };
  }
  return best.angle;
}

function sharpness(points: readonly Point[], across: number, down: number): number {
  const counts = new Map<number, number>();
  for (const { x, y } of points) {
    const at = Math.round(across * x + down * y);
    counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  let sum = 0;
  for (const count of counts.values()) sum += count * count;
  return sum;
}

/** Ink by columns or rows, `length` of them from `from` on; square roots, so that one rule does not outweigh the text. */
function profile(points: readonly Point[], length: number, axis: 'x' | 'y', scale = 1, from = 0): Float32Array {
  const counts = new Float32Array(length);
  for (const point of points) {
    const at = Math.round(point[axis] * scale - from);
    if (at >= 0 && at < length) counts[at]! += 1;
  }
  return counts.map(Math.sqrt);
}

interface Fit {
  readonly scale: number;
  readonly shiftX: number;
  readonly shiftY: number;
  readonly score: number;
}

function fitAt(
  upright: readonly Point[],
  scale: number,
  front: Plane,
  [wantedX, wantedY]: readonly [Float32Array, Float32Array],
): Fit {
  const across = shiftOf(wantedX, upright, 'x', scale, front.width);
  const down = shiftOf(wantedY, upright, 'y', scale, front.height);
  return { scale, shiftX: across.shift, shiftY: down.shift, score: across.score + down.score };
}

/** Where the middle of the scan falls on the front's axis, within a sixth of its length of the middle. */
function shiftOf(
  wanted: Float32Array,
  upright: readonly Point[],
  axis: 'x' | 'y',
  scale: number,
  length: number,
): { readonly shift: number; readonly score: number } {
  const reach = Math.round(length / 6);
  const found = profile(upright, length + 2 * reach, axis, scale, -length / 2 - reach);
  const middle = mean(wanted);
  const middleFound = mean(found);
  let norm = 0;
  for (const value of wanted) norm += (value - middle) ** 2;
  let normFound = 0;
  for (const value of found) normFound += (value - middleFound) ** 2;
  let best = { shift: length / 2, score: -1 };
  for (let shift = 0; shift <= 2 * reach; shift += 1) {
    let sum = 0;
    for (let at = 0; at < length; at += 1) sum += (wanted[at]! - middle) * (found[at + shift]! - middleFound);
    const score = sum / Math.sqrt(norm * normFound + 1);
    if (score > best.score) best = { shift: length / 2 + reach - shift, score };
  }
  return best;
}

function mean(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / Math.max(1, values.length);
}

const bestOf = (fits: readonly Fit[]): Fit => fits.reduce((best, fit) => (fit.score > best.score ? fit : best));
