/**
 * Where seals stand on a page: small areas in colour. A seal is printed on plain paper (R98), and its own strokes may stand far apart, so
 * it is found by its colour rather than by its dots. Pure.
 */
import type { DotBox } from './code/contract.ts';

/** A picture of a page much smaller than its dots: 1 = coloured. */
export interface ColourMap {
  readonly width: number;
  readonly height: number;
  readonly cells: Uint8Array;
  /** Dots of a side of a cell. */
  readonly scale: number;
}

/** Parts of one seal stand nearer to each other than this, dots (2 mm). */
const GAP_DOTS = 48;
/** Sides of a seal: 5 to 60 mm. What is smaller is a coloured letter, what is larger a tinted page. */
const SIDE_DOTS = { min: 118, max: 1_417 } as const;
/** Paper around it, dots (1 mm). */
const MARGIN_DOTS = 24;

/** The boxes of seals, with paper around them. */
export function sealBoxes({ width, height, cells, scale }: ColourMap): readonly DotBox[] {
  const reach = Math.ceil(GAP_DOTS / scale);
  const seen = new Uint8Array(cells.length);
  const boxes: DotBox[] = [];
  for (let at = 0; at < cells.length; at += 1) {
    if (cells[at] !== 1 || seen[at] === 1) continue;
    const { left, top, right, bottom } = areaFrom(at, { width, height, cells, scale }, reach, seen);
    const sides = [(right - left + 1) * scale, (bottom - top + 1) * scale];
    if (sides.some((side) => side < SIDE_DOTS.min || side > SIDE_DOTS.max)) continue;
    boxes.push({
      x: left * scale - MARGIN_DOTS,
      y: top * scale - MARGIN_DOTS,
      width: sides[0]! + 2 * MARGIN_DOTS,
      height: sides[1]! + 2 * MARGIN_DOTS,
    });
  }
  return boxes;
}

/** Edges of the area that this cell belongs to: cells not further apart than `reach`. */
function areaFrom(
  start: number,
  { width, height, cells }: ColourMap,
  reach: number,
  seen: Uint8Array,
): { left: number; top: number; right: number; bottom: number } {
  const area = { left: width, top: height, right: 0, bottom: 0 };
  const stack = [start];
  seen[start] = 1;
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    const x = at % width;
    const y = (at - x) / width;
    area.left = Math.min(area.left, x);
    area.right = Math.max(area.right, x);
    area.top = Math.min(area.top, y);
    area.bottom = Math.max(area.bottom, y);
    for (let row = Math.max(0, y - reach); row <= Math.min(height - 1, y + reach); row += 1) {
      for (let column = Math.max(0, x - reach); column <= Math.min(width - 1, x + reach); column += 1) {
        const near = row * width + column;
        if (cells[near] !== 1 || seen[near] === 1) continue;
        seen[near] = 1;
        stack.push(near);
      }
    }
  }
  return area;
}
