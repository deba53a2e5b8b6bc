/**
 * Faint additions: gray letters and letters made of specks are read by people, though no element of them is black. Seen as a mean
 * over some 0.8 mm they stand out of the けん制文字, whose dots are spread evenly.
 */
import type { Plane } from './plane.ts';

/** Settings, measured through the print–scan model (test/paper/front-attacks.test.ts): an unchanged page stays under 2.6 times. */
const SETTINGS = {
  /** Half a side of the square whose mean is taken, and the gap to any ink of the front. */
  radius_mm: 0.34,
  gap_mm: 0.42,
  /** Edge of the sheet that is not looked at: shadows of a scanner's lid. */
  edge_mm: 5,
  /** Times the page's usual mean, and the bounds of that: paper without any background, and a page that was tinted all over. */
  times: 2.9,
  level_min: 36,
  level_max: 64,
  /** Places that are needed to know what is usual here. */
  places_min: 2_000,
  /** Every second element each way is looked at. */
  step: 2,
} as const;

/** One at each element around which the scan shows more ink than the background has, far from any ink of the front. */
export function faintInk(front: Plane, over: Plane, mm: number): Uint8Array {
  const { width, height } = front;
  const found = new Uint8Array(width * height);
  const radius = Math.max(1, Math.round(SETTINGS.radius_mm * mm));
  const clear = radius + Math.round(SETTINGS.gap_mm * mm);
  const ours = sumsOf(front);
  const theirs = sumsOf(over);
  const edge = Math.max(clear, Math.round(SETTINGS.edge_mm * mm)) + 1;
  const counts = new Uint32Array(256);
  const means = new Uint8Array(width * height);
  for (let y = edge; y < height - edge; y += SETTINGS.step) {
    for (let x = edge; x < width - edge; x += SETTINGS.step) {
      if (boxSum(ours, width, x, y, clear) > 0) continue;
      const mean = Math.floor(boxSum(theirs, width, x, y, radius) / (2 * radius + 1) ** 2);
      // Zero stands for places that are not looked at.
      means[y * width + x] = Math.max(1, mean);
      counts[Math.max(1, mean)]! += 1;
    }
  }
  const level = levelOf(counts);
  if (level === null) return found;
  for (let y = edge; y < height - edge; y += SETTINGS.step) {
    for (let x = edge; x < width - edge; x += SETTINGS.step) {
      if (means[y * width + x]! <= level) continue;
      const at = y * width + x;
      found[at] = found[at + 1] = found[at + width] = found[at + width + 1] = 1;
    }
  }
  return found;
}

/** The level above which a mean is no background; null where there is too little clear paper to tell. */
function levelOf(counts: Uint32Array): number | null {
  const places = counts.reduce((sum, count) => sum + count, 0);
  if (places < SETTINGS.places_min) return null;
  let usual = 0;
  for (let seen = counts[0]!; seen < places / 2; seen += counts[usual]!) usual += 1;
  return Math.min(SETTINGS.level_max, Math.max(SETTINGS.level_min, SETTINGS.times * usual));
}

/** Sums of everything above and left of each element. */
function sumsOf({ width, height, ink }: Plane): Float64Array {
  const stride = width + 1;
  const sums = new Float64Array(stride * (height + 1));
  for (let y = 0; y < height; y += 1) {
    let row = 0;
    for (let x = 0; x < width; x += 1) {
      row += ink[y * width + x]!;
      sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1]! + row;
    }
  }
  return sums;
}

function boxSum(sums: Float64Array, width: number, x: number, y: number, radius: number): number {
  const stride = width + 1;
  const [top, bottom, left, right] = [y - radius, y + radius + 1, x - radius, x + radius + 1];
  return (
    sums[bottom * stride + right]! -
    sums[top * stride + right]! -
    sums[bottom * stride + left]! +
    sums[top * stride + left]!
  );
}
