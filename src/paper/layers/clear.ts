/**
 * Where no けん制文字 may stand: around what is printed (a narrow halo), in seals and codes as a whole, and outside of what an
 * engine prints. Worked out in cells of 8 × 8 dots (0.34 mm), because one byte of a row is one cell.
 */
import type { BitPicture, DotBox } from '../code/contract.ts';
import { strideOf } from './bits.ts';

/** One byte a cell of 8 × 8 dots: 1 = true. */
export interface CellMap {
  readonly columns: number;
  readonly rows: number;
  readonly cells: Uint8Array;
}

/** Dots of a side of a cell. */
export const CELL = 8;

/** Cells that hold ink. */
export function inkCells(picture: BitPicture): CellMap {
  const columns = strideOf(picture.width);
  const rows = Math.ceil(picture.height / CELL);
  const cells = new Uint8Array(columns * rows);
  for (let y = 0; y < picture.height; y += 1) {
    const from = y * columns;
    const to = (y >> 3) * columns;
    for (let i = 0; i < columns; i += 1) if (picture.rows[from + i] !== 0) cells[to + i] = 1;
  }
  return { columns, rows, cells };
}

/** Grows what is 1 (or, inverted, what is 0) by so many cells to all sides. */
function grown(map: CellMap, by: number, what: 0 | 1 = 1): CellMap {
  const { columns, rows } = map;
  const across = new Uint8Array(map.cells.length).fill(1 - what);
  for (let y = 0; y < rows; y += 1) {
    const row = y * columns;
    for (let x = 0; x < columns; x += 1)
      if (map.cells[row + x] === what)
        across.fill(what, row + Math.max(0, x - by), row + Math.min(columns, x + by + 1));
  }
  const cells = new Uint8Array(map.cells.length).fill(1 - what);
  for (let y = 0; y < rows; y += 1) {
    const row = y * columns;
    for (let x = 0; x < columns; x += 1) {
      if (across[row + x] !== what) continue;
      for (let to = Math.max(0, y - by); to <= Math.min(rows - 1, y + by); to += 1) cells[to * columns + x] = what;
    }
  }
  return { columns, rows, cells };
}

/** Between the strokes of a seal there is no wider gap than about 1.4 mm: twice so many cells are closed. */
const SEAL_GAP_CELLS = 2;
/** Smallest side of a solid area that is a seal, a code or a picture: 6 mm. The lines of a text are thinner. */
const SEAL_CELLS_MIN = 18;
/** Paper around a seal, 1 mm. */
const SEAL_MARGIN_CELLS = 3;
/** Enclosed paper smaller than this belongs to what encloses it (30 mm²); the cells of a table are larger. */
const ENCLOSED_CELLS_MAX = 260;

/** Seals, codes and pictures: areas solid after their small gaps are closed, with a margin. */
function sealCells(ink: CellMap): CellMap {
  const solid = grown(grown(ink, SEAL_GAP_CELLS), SEAL_GAP_CELLS, 0);
  fillEnclosed(solid);
  const half = SEAL_CELLS_MIN >> 1;
  const core = grown(solid, half, 0);
  return grown(core, half + SEAL_MARGIN_CELLS);
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
