/** How single places of a page move: what paper does that a smooth move of the whole page does not describe (feed, a fold). */
import type { Plane } from './plane.ts';

/** A block that was found: its middle in the front, its move, how well. */
export interface Found {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
  readonly weight: number;
}

/** How far each place of the front moves, in its elements. */
export type Move = (x: number, y: number) => readonly [dx: number, dy: number];

/** Places at which the local move is found, in elements of the front: 5.4 mm at 300 dpi. */
const NET = 64;
/** So much of what is around says "no move": places without ink stay where the smooth move put them. */
const STILL = 0.6;

/**
 * Each place moves as the blocks around it do: the weighted middle of those near, so that one changed block moves nothing, then
 * smoothed, so that nothing tears.
 */
export function localMove(found: readonly Found[], size: number, front: Plane): Move {
  const columns = Math.ceil(front.width / NET) + 1;
  const rows = Math.ceil(front.height / NET) + 1;
  let across = new Float32Array(columns * rows);
  let down = new Float32Array(columns * rows);
  const near = neighboursOf(found, 2.2 * size);
  for (let at = 0; at < across.length; at += 1) {
    const around = near((at % columns) * NET, Math.floor(at / columns) * NET);
    across[at] = median(around, 'dx');
    down[at] = median(around, 'dy');
  }
  for (let pass = 0; pass < 2; pass += 1) {
    across = smoothed(across, columns, rows);
    down = smoothed(down, columns, rows);
  }
  return (x, y) => [between(across, columns, rows, x, y), between(down, columns, rows, x, y)];
}

interface Neighbour {
  readonly block: Found;
  readonly weight: number;
}

function neighboursOf(found: readonly Found[], reach: number): (x: number, y: number) => readonly Neighbour[] {
  const cells = new Map<string, Found[]>();
  const cellOf = (value: number): number => Math.floor(value / reach);
  for (const block of found) {
    const key = `${cellOf(block.x)},${cellOf(block.y)}`;
    cells.set(key, [...(cells.get(key) ?? []), block]);
  }
  return (x, y) => {
    const near: Neighbour[] = [];
    for (let row = -1; row <= 1; row += 1) {
      for (let column = -1; column <= 1; column += 1) {
        for (const block of cells.get(`${cellOf(x) + column},${cellOf(y) + row}`) ?? []) {
          const away = Math.hypot(block.x - x, block.y - y) / reach;
          if (away < 1) near.push({ block, weight: block.weight * (1 - away * away) });
        }
      }
    }
    return near;
  };
}

/** The middle move by weight, drawn towards none where little is near. */
function median(near: readonly Neighbour[], of: 'dx' | 'dy'): number {
  const sorted = near.toSorted((one, other) => one.block[of] - other.block[of]);
  const whole = sorted.reduce((sum, { weight }) => sum + weight, 0);
  let seen = 0;
  for (const { block, weight } of sorted) {
    seen += weight;
    if (seen >= whole / 2) return (block[of] * whole) / (whole + STILL);
  }
  return 0;
}

function smoothed(values: Float32Array, columns: number, rows: number): Float32Array<ArrayBuffer> {
  return Float32Array.from(values, (_, at) => {
    const column = at % columns;
    const row = Math.floor(at / columns);
    let [sum, count] = [0, 0];
    for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y += 1) {
      for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x += 1) {
        sum += values[y * columns + x]!;
        count += 1;
      }
    }
    return sum / count;
  });
}

function between(values: Float32Array, columns: number, rows: number, x: number, y: number): number {
  const u = Math.min(columns - 1.001, Math.max(0, x / NET));
  const v = Math.min(rows - 1.001, Math.max(0, y / NET));
  const at = Math.floor(v) * columns + Math.floor(u);
  const [right, low] = [u - Math.floor(u), v - Math.floor(v)];
  const upper = values[at]! + (values[at + 1]! - values[at]!) * right;
  const lower = values[at + columns]! + (values[at + columns + 1]! - values[at + columns]!) * right;
  return upper + (lower - upper) * low;
}
