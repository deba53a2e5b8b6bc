/** Where each place of the front lies in the scan: a net of nodes, bent step by step. */
import type { Affine } from './coarse.ts';
import type { Plane } from './plane.ts';

/** Elements of the front between two nodes: 1.35 mm at 300 dpi. */
const STEP = 16;

export interface Warp {
  readonly columns: number;
  readonly rows: number;
  readonly xs: Float32Array;
  readonly ys: Float32Array;
}

/** The straight net of an affine map, in pixels of the scan. */
export function straightWarp(map: Affine, width: number, height: number): Warp {
  const columns = Math.ceil(width / STEP) + 1;
  const rows = Math.ceil(height / STEP) + 1;
  const xs = new Float32Array(columns * rows);
  const ys = new Float32Array(columns * rows);
  const [a, b, c, d, e, f] = map;
  for (let at = 0; at < xs.length; at += 1) {
    const x = (at % columns) * STEP;
    const y = Math.floor(at / columns) * STEP;
    xs[at] = a * x + b * y + c;
    ys[at] = d * x + e * y + f;
  }
  return { columns, rows, xs, ys };
}

/** The net moved so that the front's place (x, y) takes what was at (x + dx, y + dy). */
export function bent(warp: Warp, move: (x: number, y: number) => readonly [dx: number, dy: number]): Warp {
  const xs = new Float32Array(warp.xs.length);
  const ys = new Float32Array(warp.ys.length);
  for (let at = 0; at < xs.length; at += 1) {
    const x = (at % warp.columns) * STEP;
    const y = Math.floor(at / warp.columns) * STEP;
    const [dx, dy] = move(x, y);
    xs[at] = extended(warp, warp.xs, x + dx, y + dy);
    ys[at] = extended(warp, warp.ys, x + dx, y + dy);
  }
  return { ...warp, xs, ys };
}

/** A value of the net between its nodes, and carried on in a straight line beyond its edges. */
function extended({ columns, rows }: Warp, values: Float32Array, x: number, y: number): number {
  const u = x / STEP;
  const v = y / STEP;
  const left = Math.min(columns - 2, Math.max(0, Math.floor(u)));
  const top = Math.min(rows - 2, Math.max(0, Math.floor(v)));
  const across = u - left;
  const down = v - top;
  const at = top * columns + left;
  const upper = values[at]! + (values[at + 1]! - values[at]!) * across;
  const lower = values[at + columns]! + (values[at + columns + 1]! - values[at + columns]!) * across;
  return upper + (lower - upper) * down;
}

/** The scan as it lies over the front, `factor` elements of the front a pixel; outside of the scan is paper. */
export function laidOver(scan: Plane, warp: Warp, width: number, height: number, factor = 1): Plane {
  const wide = Math.floor(width / factor);
  const high = Math.floor(height / factor);
  const ink = new Uint8Array(wide * high);
  for (let row = 0; row < high; row += 1) {
    const y = row * factor + (factor - 1) / 2;
    for (let from = 0; from < wide; from += STEP) {
      // The net is straight enough within a step to be walked, not looked up.
      const x0 = from * factor + (factor - 1) / 2;
      const x1 = x0 + STEP * factor;
      const left = extended(warp, warp.xs, x0, y);
      const top = extended(warp, warp.ys, x0, y);
      const stepX = (extended(warp, warp.xs, x1, y) - left) / STEP;
      const stepY = (extended(warp, warp.ys, x1, y) - top) / STEP;
      const end = Math.min(wide, from + STEP);
      for (let at = from; at < end; at += 1) {
        ink[row * wide + at] = sampled(scan, left + stepX * (at - from), top + stepY * (at - from));
      }
    }
  }
  return { width: wide, height: high, ink };
}

function sampled({ width, height, ink }: Plane, x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) return 0;
  const across = x - left;
  const down = y - top;
  const at = top * width + left;
  const upper = ink[at]! + (ink[at + 1]! - ink[at]!) * across;
  const lower = ink[at + width]! + (ink[at + width + 1]! - ink[at + width]!) * across;
  return upper + (lower - upper) * down;
}
