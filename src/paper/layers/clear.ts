/**
 * Where no けん制文字 may stand: around what is printed (a narrow halo), in seals and codes as a whole, and outside of what an
 * engine prints. Worked out in cells of 8 × 8 dots (0.34 mm), because one byte of a row is one cell.
 */
import type { BitPicture, DotBox } from '../code/contract.ts';
import { strideOf } from './bits.ts';
import { type CellMap, fillRings } from './rings.ts';

export type { CellMap } from './rings.ts';

/** Dots of a side of a cell. */
export const CELL = 8;

/** Cells that hold ink. */
export function inkCells({ width, height, rows: octets }: BitPicture): CellMap {
  const columns = strideOf(width);
  const rows = Math.ceil(height / CELL);
  const cells = new Uint8Array(columns * rows);
  // Most of a page is paper: where the rows allow it, four octets are passed over at once.
  const isAligned = columns % 4 === 0 && octets.byteOffset % 4 === 0;
  const words = isAligned ? new Uint32Array(octets.buffer, octets.byteOffset, octets.length >> 2) : null;
  for (let y = 0; y < height; y += 1) {
    const from = y * columns;
    const to = (y >> 3) * columns;
    for (let i = 0; i < columns; i += 4) {
      if (words !== null && words[(from + i) >> 2] === 0) continue;
      const end = Math.min(i + 4, columns);
      for (let at = i; at < end; at += 1) if (octets[from + at] !== 0) cells[to + at] = 1;
    }
  }
  return { columns, rows, cells };
}

/** Grows what is 1 (or, inverted, what is 0) by so many cells to all sides. */
function grown({ columns, rows, cells }: CellMap, by: number, what: 0 | 1 = 1): CellMap {
  const across = new Uint8Array(cells.length).fill(1 - what);
  for (let y = 0; y < rows; y += 1) {
    const first = y * columns;
    spread(cells, across, { first, step: 1, count: columns }, by, what);
  }
  const all = new Uint8Array(cells.length).fill(1 - what);
  for (let x = 0; x < columns; x += 1) spread(across, all, { first: x, step: columns, count: rows }, by, what);
  return { columns, rows, cells: all };
}

/** Grows along one row or column: forth and back, counting the cells since the last one. */
function spread(
  from: Uint8Array,
  to: Uint8Array,
  { first, step, count }: { readonly first: number; readonly step: number; readonly count: number },
  by: number,
  what: 0 | 1,
): void {
  const end = first + count * step;
  for (let at = first, since = by; at < end; at += step) {
    since = from[at] === what ? 0 : since + 1;
    if (since <= by) to[at] = what;
  }
  for (let at = end - step, since = by; at >= first; at -= step) {
    since = from[at] === what ? 0 : since + 1;
    if (since <= by) to[at] = what;
  }
}

/** The strokes of a seal stand nearer than about 0.9 mm: twice so many cells are closed. Lines of a text and rules do not. */
const SEAL_GAP_CELLS = 1;
/** Smallest side of a solid area that is a seal, a code or a picture: 6 mm. The lines of a text are thinner. */
const SOLID_CELLS_MIN = 18;
/** Paper around a seal, 1 mm. */
const SEAL_MARGIN_CELLS = 3;
/** Enclosed paper smaller than this belongs to what encloses it (12 mm²); the cells of a table are larger. */
const ENCLOSED_CELLS_MAX = 104;

/** Seals, codes and pictures with a margin: areas solid after their small gaps are closed, and what stands in a ring of its own. */
function sealCells(ink: CellMap): CellMap {
  const solid = grown(grown(ink, SEAL_GAP_CELLS), SEAL_GAP_CELLS, 0);
  fillEnclosed(solid);
  const half = SOLID_CELLS_MIN >> 1;
  const seals = grown(grown(solid, half, 0), half);
  fillRings(ink, seals);
  return grown(seals, SEAL_MARGIN_CELLS);
}

/** Fills paper that is enclosed by ink and small. */
function fillEnclosed(map: CellMap): void {
  const { columns, cells } = map;
  const seen = new Uint8Array(cells.length);
  const stack: number[] = [];
  for (let start = 0; start < cells.length; start += 1) {
    if (cells[start] !== 0 || seen[start] !== 0) continue;
    const area: number[] = [];
    let count = 0;
    stack.push(start);
    seen[start] = 1;
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      count += 1;
      if (count <= ENCLOSED_CELLS_MAX) area.push(at);
      const x = at % columns;
      for (const next of [at - columns, at + columns, x > 0 ? at - 1 : -1, x < columns - 1 ? at + 1 : -1]) {
        if (next < 0 || next >= cells.length || seen[next] !== 0 || cells[next] !== 0) continue;
        seen[next] = 1;
        stack.push(next);
      }
    }
    if (count <= ENCLOSED_CELLS_MAX) for (const at of area) cells[at] = 1;
  }
}

/** Cells that stay as they are: printed ones and their neighbours, seals, what is outside of `inside`, and `boxes`. */
export function keptCells(picture: BitPicture, inside: DotBox, boxes: readonly DotBox[]): CellMap {
  const ink = inkCells(picture);
  const kept = grown(ink, 1);
  const seals = sealCells(ink);
  for (let i = 0; i < kept.cells.length; i += 1) if (seals.cells[i] === 1) kept.cells[i] = 1;
  for (const box of boxes) keepBox(kept, box);
  keepOutside(kept, inside);
  return kept;
}

/** Keeps every cell that a box touches. */
function keepBox({ columns, rows, cells }: CellMap, box: DotBox): void {
  const left = Math.max(0, Math.floor(box.x / CELL));
  const right = Math.min(columns, Math.ceil((box.x + box.width) / CELL));
  const bottom = Math.min(rows, Math.ceil((box.y + box.height) / CELL));
  for (let y = Math.max(0, Math.floor(box.y / CELL)); y < bottom; y += 1)
    cells.fill(1, y * columns + left, y * columns + right);
}

/** Keeps every cell that is not wholly inside. */
function keepOutside({ columns, rows, cells }: CellMap, inside: DotBox): void {
  const left = Math.ceil(inside.x / CELL);
  const right = Math.floor((inside.x + inside.width) / CELL);
  const top = Math.ceil(inside.y / CELL);
  const bottom = Math.floor((inside.y + inside.height) / CELL);
  for (let y = 0; y < rows; y += 1) {
    const row = y * columns;
    if (y < top || y >= bottom) cells.fill(1, row, row + columns);
    else {
      cells.fill(1, row, row + left);
      cells.fill(1, row + right, row + columns);
    }
  }
}
