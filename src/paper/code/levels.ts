/** From gray levels of modules to black (+) and white (−): local brightness and contrast, then a linear equaliser. */
import { solved } from './pose.ts';

/** A picture of modules. */
export interface Field {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/** Half a window of local brightness and contrast, in modules. */
const HALF = 7;
/** Less deviation than this (gray levels) is not print. */
const CONTRAST_MIN = 2.5;

/** Sums over all rectangles from the upper left corner, one row and column more than the field. */
function integral(width: number, height: number, valueAt: (at: number) => number): Float64Array {
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y += 1) {
    let row = 0;
    for (let x = 0; x < width; x += 1) {
      row += valueAt(y * width + x);
      sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1]! + row;
    }
  }
  return sums;
}

const boxSum = (sums: Float64Array, stride: number, x0: number, y0: number, x1: number, y1: number): number =>
  sums[y1 * stride + x1]! - sums[y0 * stride + x1]! - sums[y1 * stride + x0]! + sums[y0 * stride + x0]!;

/** About +1 for black and −1 for white under any lighting; 0 where there is no print. Within `rim` of the edge windows do not reach. */
export function normalised({ width, height, values }: Field, rim: number): Field {
  const result = new Float32Array(width * height);
  const sums = integral(width, height, (at) => values[at]!);
  const squares = integral(width, height, (at) => values[at]! * values[at]!);
  const stride = width + 1;
  for (let y = 0; y < height; y += 1) {
    const yc = Math.max(rim + HALF, Math.min(height - 1 - rim - HALF, y));
    for (let x = 0; x < width; x += 1) {
      const level = values[y * width + x]!;
      if (level < 0) continue;
      const xc = Math.max(rim + HALF, Math.min(width - 1 - rim - HALF, x));
      const [x0, y0, x1, y1] = [xc - HALF, yc - HALF, xc + HALF + 1, yc + HALF + 1];
      const count = (x1 - x0) * (y1 - y0);
      const mean = boxSum(sums, stride, x0, y0, x1, y1) / count;
      const variance = boxSum(squares, stride, x0, y0, x1, y1) / count - mean * mean;
      if (variance < CONTRAST_MIN * CONTRAST_MIN) continue;
      const value = (mean - level) / Math.sqrt(variance);
      result[y * width + x] = value < -3 ? -3 : value > 3 ? 3 : value;
    }
  }
  return { width, height, values: result };
}

/** Taps of the equaliser: 5 × 5 modules and a constant. */
const REACH = 2;
const SIDE = 2 * REACH + 1;
const TAPS = SIDE * SIDE + 1;

/** One equaliser's equations, summed up over modules whose colour is known. */
export interface Training {
  readonly sums: Float64Array;
  /** The modules around the one that is learned. */
  readonly around: Float64Array;
  count: number;
}

export const newTraining = (): Training => ({
  sums: new Float64Array(TAPS * (TAPS + 1)),
  around: new Float64Array(TAPS + 1),
  count: 0,
});

/** Adds one module. @param wanted +1 black, −1 white */
export function learn(training: Training, { width, values }: Field, x: number, y: number, wanted: number): void {
  const { sums, around } = training;
  for (let dy = -REACH, at = 0; dy <= REACH; dy += 1) {
    const from = (y + dy) * width + x - REACH;
    for (let dx = 0; dx < SIDE; dx += 1, at += 1) around[at] = values[from + dx]!;
  }
  around[TAPS - 1] = 1;
  around[TAPS] = wanted;
  for (let one = 0; one < TAPS; one += 1) {
    const value = around[one]!;
    const row = one * (TAPS + 1);
    for (let other = one; other <= TAPS; other += 1) sums[row + other]! += value * around[other]!;
  }
  training.count += 1;
}

/** The weights of least squares; null when too little was learned. */
export function weightsOf({ sums, count }: Training): Float64Array | null {
  if (count < 6 * TAPS) return null;
  const rows = Array.from({ length: TAPS }, (_, one) =>
    Float64Array.from({ length: TAPS + 1 }, (_unused, other) => {
      const value = other < one ? sums[other * (TAPS + 1) + one]! : sums[one * (TAPS + 1) + other]!;
      return one === other ? value + 0.01 * count : value;
    }),
  );
  return solved(rows);
}

/** Applies weights to a rectangle of the field; the outermost modules stay as they are. */
export function equalise(
  { width, height, values }: Field,
  weights: Float64Array,
  onto: Float32Array,
  [x0, y0, x1, y1]: readonly [number, number, number, number],
): void {
  for (let y = y0; y < y1; y += 1)
    for (let x = x0; x < x1; x += 1) {
      const at = y * width + x;
      if (values[at] === 0 || x < REACH || y < REACH || x >= width - REACH || y >= height - REACH) {
        onto[at] = values[at]!;
        continue;
      }
      let sum = weights[TAPS - 1]!;
      for (let dy = -REACH, tap = 0; dy <= REACH; dy += 1) {
        const from = at + dy * width - REACH;
        for (let dx = 0; dx < SIDE; dx += 1, tap += 1) sum += weights[tap]! * values[from + dx]!;
      }
      onto[at] = sum;
    }
}

/** Half a window of the quality, in modules. */
const QUALITY_HALF = 5;

/** How far modules around each one lie from ±1, mean square: about 0.05 for good print, 0.4 for none. */
export function unrest({ width, height, values }: Field): Field {
  const sums = integral(width, height, (at) => (Math.min(2, Math.abs(values[at]!)) - 1) ** 2);
  const result = new Float32Array(width * height);
  const stride = width + 1;
  for (let y = 0; y < height; y += 1) {
    const y0 = Math.max(0, y - QUALITY_HALF);
    const y1 = Math.min(height, y + QUALITY_HALF + 1);
    for (let x = 0; x < width; x += 1) {
      const x0 = Math.max(0, x - QUALITY_HALF);
      const x1 = Math.min(width, x + QUALITY_HALF + 1);
      result[y * width + x] = boxSum(sums, stride, x0, y0, x1, y1) / ((x1 - x0) * (y1 - y0));
    }
  }
  return { width, height, values: result };
}
