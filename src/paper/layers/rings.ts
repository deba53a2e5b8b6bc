/** Seals whose strokes stand far apart (印影, R98): a ring or frame that stands alone, with all that is in it. */

/** One byte a cell of 8 × 8 dots: 1 = true. */
export interface CellMap {
  readonly columns: number;
  readonly rows: number;
  readonly cells: Uint8Array;
}

/** Sides of a seal in cells, 6 to 36 mm: what is smaller is a letter, what is larger a table. */
const SIDE = { min: 18, max: 106 } as const;
/** A seal is about as wide as high: an oval one is narrower by a third. */
const NARROWEST = 0.6;
/** Share of its box that a ring encloses at least: a circle or an oval 0.79, a square 1; the strokes of a letter less. */
const ENCLOSED_MIN = 0.7;

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Sets in `onto` what rings of `ink` enclose, and the rings. */
export function fillRings(ink: CellMap, onto: CellMap): void {
  const piece = new Uint16Array(ink.cells.length);
  let number = 0;
  for (let at = 0; at < ink.cells.length; at += 1) {
    if (ink.cells[at] !== 1 || piece[at] !== 0) continue;
    // Numbers come round again after 65,535 pieces; two of one number so far apart do not meet in one box.
    number = (number % 65_535) + 1;
    const box = boxOf(ink, at, piece, number);
    const sides = [box.right - box.left + 1, box.bottom - box.top + 1];
    const [short, long] = [Math.min(...sides), Math.max(...sides)];
    if (short >= SIDE.min && long <= SIDE.max && short >= long * NARROWEST)
      fillRing(ink.columns, piece, number, box, onto);
  }
}

/** Numbers a piece of ink (cells that touch, also at corners) and finds its box. */
function boxOf({ columns, rows, cells }: CellMap, start: number, piece: Uint16Array, number: number): Box {
  const box: Box = { left: columns, top: rows, right: 0, bottom: 0 };
  const stack = [start];
  piece[start] = number;
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    const x = at % columns;
    const y = (at - x) / columns;
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
    for (let row = Math.max(0, y - 1); row <= Math.min(rows - 1, y + 1); row += 1)
      for (let column = Math.max(0, x - 1); column <= Math.min(columns - 1, x + 1); column += 1) {
        const near = row * columns + column;
        if (cells[near] !== 1 || piece[near] !== 0) continue;
        piece[near] = number;
        stack.push(near);
      }
  }
  return box;
}

/** Finds the paper that is outside of a piece, from one cell around its box; what is left is enclosed. */
function fillRing(columns: number, piece: Uint16Array, number: number, box: Box, onto: CellMap): void {
  const width = box.right - box.left + 3;
  const height = box.bottom - box.top + 3;
  const outside = new Uint8Array(width * height);
  const cellOf = (at: number): number | null => {
    const x = at % width;
    const y = (at - x) / width;
    const isAround = x === 0 || y === 0 || x === width - 1 || y === height - 1;
    return isAround ? null : (box.top + y - 1) * columns + box.left + x - 1;
  };
  const stack = [0];
  outside[0] = 1;
  let count = 1;
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    const x = at % width;
    for (const next of [at - width, at + width, x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1]) {
      if (next < 0 || next >= outside.length || outside[next] !== 0) continue;
      const cell = cellOf(next);
      if (cell !== null && piece[cell] === number) continue;
      outside[next] = 1;
      count += 1;
      stack.push(next);
    }
  }
  const enclosed = outside.length - count;
  if (enclosed < ENCLOSED_MIN * (width - 2) * (height - 2)) return;
  outside.forEach((isOutside, at) => {
    const cell = cellOf(at);
    if (isOutside === 0 && cell !== null) onto.cells[cell] = 1;
  });
}
