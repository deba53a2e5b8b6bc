/** A bendable map from modules to pixels: nodes at a pitch, straight between them; and sampling along it. */
import type { GrayPicture } from './contract.ts';
import { levelAt } from './picture.ts';

export interface Mesh {
  /** Module of the first node, and modules from node to node. */
  readonly left: number;
  readonly top: number;
  readonly pitch: number;
  readonly columns: number;
  readonly rows: number;
  /** Pixels, row by row. */
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Pixel of a place in modules (continuous: module k is k … k + 1); beyond the nodes the last ones go straight on. */
export function meshAt({ left, top, pitch, columns, rows, x, y }: Mesh, u: number, v: number): [number, number] {
  const column = Math.max(0, Math.min(columns - 2, Math.floor((u - left) / pitch)));
  const row = Math.max(0, Math.min(rows - 2, Math.floor((v - top) / pitch)));
  const s = (u - left) / pitch - column;
  const t = (v - top) / pitch - row;
  const at = row * columns + column;
  const a = (1 - s) * (1 - t);
  const b = s * (1 - t);
  const c = (1 - s) * t;
  const d = s * t;
  return [
    a * x[at]! + b * x[at + 1]! + c * x[at + columns]! + d * x[at + columns + 1]!,
    a * y[at]! + b * y[at + 1]! + c * y[at + columns]! + d * y[at + columns + 1]!,
  ];
}

/** An area of modules. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Level at the middle of every module of an area; −1 outside the picture. */
export function sampled(picture: GrayPicture, mesh: Mesh, { left, top, width, height }: Area): Float32Array {
  const levels = new Float32Array(width * height);
  for (let row = 0; row < height; row += 1) {
    const v = top + row + 0.5;
    for (let from = 0; from < width;) {
      // As far as one piece of the mesh goes, places lie on a line at equal steps.
      const u = left + from + 0.5;
      const column = Math.max(0, Math.min(mesh.columns - 2, Math.floor((u - mesh.left) / mesh.pitch)));
      const end = column === mesh.columns - 2 ? Infinity : mesh.left + (column + 1) * mesh.pitch;
      const until = Math.max(from + 1, Math.min(width, Math.ceil(end - 0.5 - left)));
      let [x, y] = meshAt(mesh, u, v);
      const [x1, y1] = meshAt(mesh, u + 1e-3, v);
      const dx = (x1 - x) * 1e3;
      const dy = (y1 - y) * 1e3;
      for (let at = row * width + from; at < row * width + until; at += 1) {
        levels[at] = levelAt(picture, x, y);
        x += dx;
        y += dy;
      }
      from = until;
    }
  }
  return levels;
}

/** Half a window, in modules, that tells how far a node is off. */
const WINDOW = 6;
/** Modules by which a window is tried to the sides. */
const TRY = 0.3;

/**
 * A finer mesh, moved to where the modules that were decided fit best: follows folds that run between the marks.
 * @param decided above 0 black, below white; 0: nothing is known
 */
export function refined(picture: GrayPicture, mesh: Mesh, area: Area, decided: Float32Array, pitch: number): Mesh {
  const columns = Math.ceil(area.width / pitch) + 1;
  const rows = Math.ceil(area.height / pitch) + 1;
  const shiftU = new Float32Array(columns * rows);
  const shiftV = new Float32Array(columns * rows);
  const trust = new Float32Array(columns * rows);
  for (let row = 0, at = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1, at += 1) {
      const found = offsetAt(picture, mesh, area, decided, column * pitch, row * pitch);
      if (found === null) continue;
      [shiftU[at], shiftV[at]] = found;
      trust[at] = 1;
    }
  const next: Mesh = {
    left: area.left,
    top: area.top,
    pitch,
    columns,
    rows,
    x: new Float64Array(columns * rows),
    y: new Float64Array(columns * rows),
  };
  for (let row = 0, at = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1, at += 1) {
      let [u, v, weight] = [0, 0, 0];
      for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y += 1)
        for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x += 1) {
          const share = trust[y * columns + x]! * (x === column ? 2 : 1) * (y === row ? 2 : 1);
          u += share * shiftU[y * columns + x]!;
          v += share * shiftV[y * columns + x]!;
          weight += share;
        }
      const scale = weight > 0 ? 1 / weight : 0;
      const [px, py] = meshAt(mesh, area.left + column * pitch + u * scale, area.top + row * pitch + v * scale);
      next.x[at] = px;
      next.y[at] = py;
    }
  return next;
}

/** How far (in modules) the picture is off around a place of the area; null where it does not look like what was decided. */
function offsetAt(
  picture: GrayPicture,
  mesh: Mesh,
  area: Area,
  decided: Float32Array,
  column: number,
  row: number,
): readonly [number, number] | null {
  const u = area.left + column;
  const v = area.top + row;
  const [x, y] = meshAt(mesh, u, v);
  const [xa, ya] = meshAt(mesh, u + 1, v);
  const [xb, yb] = meshAt(mesh, u, v + 1);
  const [ax, ay, bx, by] = [xa - x, ya - y, xb - x, yb - y];
  let [here, before, after, above, below, squares, mean, count] = [0, 0, 0, 0, 0, 0, 0, 0];
  let balance = 0;
  const top = Math.max(0, row - WINDOW);
  const left = Math.max(0, column - WINDOW);
  const right = Math.min(area.width, column + WINDOW);
  for (let r = top; r < Math.min(area.height, row + WINDOW); r += 1)
    for (let c = left; c < right; c += 1) {
      const bit = decided[r * area.width + c]!;
      if (bit === 0) continue;
      const sign = bit > 0 ? -1 : 1;
      const px = x + (c - column + 0.5) * ax + (r - row + 0.5) * bx;
      const py = y + (c - column + 0.5) * ay + (r - row + 0.5) * by;
      const level = levelAt(picture, px, py);
      if (level < 0) return null;
      here += sign * level;
      before += sign * levelAt(picture, px - TRY * ax, py - TRY * ay);
      after += sign * levelAt(picture, px + TRY * ax, py + TRY * ay);
      above += sign * levelAt(picture, px - TRY * bx, py - TRY * by);
      below += sign * levelAt(picture, px + TRY * bx, py + TRY * by);
      squares += level * level;
      mean += level;
      balance += sign;
      count += 1;
    }
  if (count < 40) return null;
  mean /= count;
  const deviation = Math.sqrt(Math.max(1e-6, squares / count - mean * mean));
  const free = (sum: number): number => (sum - balance * mean) / count;
  const middle = free(here);
  if (middle < 0.55 * deviation) return null;
  const top1 = (one: number, other: number): number => {
    const bend = 2 * middle - one - other;
    if (bend < 1e-6) return 0;
    return Math.max(-0.5, Math.min(0.5, (TRY * (other - one)) / (2 * bend)));
  };
  return [top1(free(before), free(after)), top1(free(above), free(below))];
}
