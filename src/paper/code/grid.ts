/**
 * Which module of the dot code is what (FORMAT.md, sections 2 to 4). Modules are counted from the upper left corner of the code's box,
 * its frame included.
 *
 *     frame 3 black, 1 white │ marks 8 × 8, one every 32 modules │ cells 4 × 2 = one byte each: headers, then symbols
 */

export const GRID_WIDTH = 912;
export const GRID_HEIGHT = 1110;
/** Black modules of the frame, and the whole frame with its white inside. */
export const FRAME_BLACK = 3;
export const FRAME = 4;

/** A sync mark: rows from the top, most significant bit left, 1 = black. Half of it is black; no shift, turn or mirror looks like it. */
export const MARK: readonly number[] = [0x0b, 0x52, 0x3e, 0xd5, 0xcd, 0x47, 0x04, 0xee];
export const MARK_SIDE = 8;
export const MARK_PITCH = 32;
export const MARK_X = FRAME;
export const MARK_Y = FRAME + 4;
export const MARK_COLUMNS = 29;
export const MARK_ROWS = 35;

/** A cell holds one byte: bits 7 … 4 in its upper row from the left, 3 … 0 below. */
export const CELL_WIDTH = 4;
export const CELL_HEIGHT = 2;
const CELL_COLUMNS = (GRID_WIDTH - 2 * FRAME) / CELL_WIDTH;
const CELL_ROWS = (GRID_HEIGHT - 2 * FRAME) / CELL_HEIGHT;

/** 16 copies of the header, each in 32 cells of one row. */
export const HEADER_LENGTH = 32;
const HEADER_ROWS = [58, 202, 346, 490];
const HEADER_COLUMNS = [20, 72, 124, 176];

/** Symbols of the payload stand `STRIDE` cells apart, so that the 255 of a block are spread evenly over the sheet. */
const STRIDE = 75_581;

/** Four bytes of a xorshift generator a step are too many; the top one is used. */
export function* noise(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    yield state >>> 24;
  }
}
const CELL_NOISE = 0x4d616467;
const MARK_NOISE = 0x53796e63;

/** Everything about the grid, computed once for a drawing or a reading (some 3 ms). */
export interface Grid {
  /** +1 or −1 for each mark, row by row: a mark of −1 is drawn inverted. The pattern of signs tells which mark is which. */
  readonly signs: Int8Array;
  /** Index of the upper left module of every cell that is not a mark, row by row; header cells included. */
  readonly cells: Int32Array;
  /** What is XORed to the byte of each cell: no payload makes plain areas. */
  readonly whitening: Uint8Array;
  /** Per header copy the indices (into `cells`) of its bytes. */
  readonly headers: readonly Int32Array[];
  /** Index (into `cells`) of every symbol of the payload. */
  readonly symbols: Int32Array;
}

export function makeGrid(): Grid {
  const marks = noise(MARK_NOISE);
  const signs = Int8Array.from({ length: MARK_COLUMNS * MARK_ROWS }, () => (marks.next().value & 0x80 ? -1 : 1));
  const cells = new Int32Array(CELL_COLUMNS * CELL_ROWS);
  const headers = HEADER_ROWS.flatMap(() => HEADER_COLUMNS.map(() => new Int32Array(HEADER_LENGTH)));
  const free = new Int32Array(cells.length);
  let count = 0;
  let freeCount = 0;
  for (let row = 0; row < CELL_ROWS; row += 1) {
    const inMarks = row >= 2 && (row - 2) % 16 < 4;
    const headerRow = HEADER_ROWS.indexOf(row);
    for (let column = 0; column < CELL_COLUMNS; column += 1) {
      if (inMarks && column % 8 < 2) continue;
      cells[count] = (FRAME + row * CELL_HEIGHT) * GRID_WIDTH + FRAME + column * CELL_WIDTH;
      const header =
        headerRow < 0 ? -1 : HEADER_COLUMNS.findIndex((from) => column >= from && column < from + HEADER_LENGTH);
      if (header >= 0) headers[headerRow * 4 + header]![column - HEADER_COLUMNS[header]!] = count;
      else free[freeCount++] = count;
      count += 1;
    }
  }
  const symbols = new Int32Array(freeCount);
  for (let slot = 0, at = 0; slot < freeCount; slot += 1, at = (at + STRIDE) % freeCount) symbols[slot] = free[at]!;
  const bytes = noise(CELL_NOISE);
  const whitening = Uint8Array.from({ length: count }, () => bytes.next().value);
  return { signs, cells: cells.slice(0, count), whitening, headers, symbols };
}

/** 1 = black at a module of a mark, from its own upper left corner. */
export const markBit = (x: number, y: number): number => (MARK[y]! >> (7 - x)) & 1;
