/** Planes of ink, 0 paper … 255 full black, and what is done with them. */
import type { BitPicture, GrayPicture } from '../contract.ts';
import { blobAt } from './blob.ts';

export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly ink: Uint8Array;
}

/** The dots of a picture as ink. */
export function planeOf({ width, height, rows }: BitPicture): Plane {
  const ink = new Uint8Array(width * height);
  const stride = Math.ceil(width / 8);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if ((rows[y * stride + (x >> 3)]! & (0x80 >> (x & 7))) !== 0) ink[y * width + x] = 255;
    }
  }
  return { width, height, ink };
}

/** Share of a plane that is ink, 0 … 1. */
export function inkShare({ ink }: Plane): number {
  let sum = 0;
  for (const value of ink) sum += value;
  return sum / (255 * Math.max(1, ink.length));
}

/** The plane at `1 / factor` of its size, each element the mean of what it covers; `factor` ≥ 1, not necessarily whole. */
export function shrunk(plane: Plane, factor: number): Plane {
  const width = Math.max(1, Math.round(plane.width / factor));
  const height = Math.max(1, Math.round(plane.height / factor));
  const sums = new Float32Array(width * height);
  const counts = new Uint32Array(width * height);
  const columns = Uint32Array.from({ length: plane.width }, (_, x) => Math.min(width - 1, Math.floor(x / factor)));
  for (let y = 0; y < plane.height; y += 1) {
    const row = Math.min(height - 1, Math.floor(y / factor)) * width;
    for (let x = 0; x < plane.width; x += 1) {
      const at = row + columns[x]!;
      sums[at]! += plane.ink[y * plane.width + x]!;
      counts[at]! += 1;
    }
  }
  return { width, height, ink: Uint8Array.from(sums, (sum, at) => sum / Math.max(1, counts[at]!)) };
}

/** Side of a tile of lighting, as a share of the picture's width: some 5 mm of A4. */
const TILES = 40;
/** Share of a tile's pixels that are paper at least. */
const PAPER_SHARE = 0.8;
/** Darkest share of a page of text: what ink looks like in its scan. */
export const INK_SHARE = 0.004;

/**
 * Ink of a scan, whatever its light: paper is what the brighter pixels around are, black what the darkest of the whole page are.
 * Shadows and the glass beyond the sheet become paper. A page of few words has a smaller `darkestShare`.
 */
export function inkOf(scan: GrayPicture, darkestShare: number = INK_SHARE): Plane {
  const { width, height, pixels } = scan;
  const size = Math.max(8, Math.round(width / TILES));
  const columns = Math.ceil(width / size);
  const rows = Math.ceil(height / size);
  const paper = widened(tileLevels(scan, size, columns, rows), columns, rows);
  const ratio = new Uint8Array(width * height);
  const counts = new Uint32Array(256);
  for (let y = 0; y < height; y += 1) {
    const v = Math.min(rows - 1, Math.max(0, y / size - 0.5));
    const top = Math.floor(v) * columns;
    const bottom = Math.min(rows - 1, Math.floor(v) + 1) * columns;
    const down = v - Math.floor(v);
    for (let x = 0; x < width; x += 1) {
      const u = Math.min(columns - 1, Math.max(0, x / size - 0.5));
      const left = Math.floor(u);
      const right = Math.min(columns - 1, left + 1);
      const across = u - left;
      const upper = paper[top + left]! * (1 - across) + paper[top + right]! * across;
      const lower = paper[bottom + left]! * (1 - across) + paper[bottom + right]! * across;
      const white = upper * (1 - down) + lower * down;
      const at = y * width + x;
      const dark = Math.max(0, 255 - (255 * pixels[at]!) / Math.max(1, white));
      ratio[at] = dark;
      counts[ratio[at]!]! += 1;
    }
  }
  const black = Math.max(60, levelFromTop(counts, darkestShare * width * height));
  for (let at = 0; at < ratio.length; at += 1) ratio[at] = Math.min(255, (ratio[at]! * 255) / black);
  return { width, height, ink: ratio };
}

/** Level of paper in each tile. */
function tileLevels({ width, height, pixels }: GrayPicture, size: number, columns: number, rows: number): Uint8Array {
  const levels = new Uint8Array(columns * rows);
  const counts = new Uint32Array(256);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      counts.fill(0);
      let total = 0;
      for (let y = row * size; y < Math.min(height, (row + 1) * size); y += 2) {
        for (let x = column * size; x < Math.min(width, (column + 1) * size); x += 2) {
          counts[pixels[y * width + x]!]! += 1;
          total += 1;
        }
      }
      levels[row * columns + column] = levelFromTop(counts, (1 - PAPER_SHARE) * total + 1);
    }
  }
  return levels;
}

/** A tile full of text takes the paper of its neighbours. */
function widened(levels: Uint8Array, columns: number, rows: number): Uint8Array {
  return levels.map((_, at) => {
    const column = at % columns;
    const row = Math.floor(at / columns);
    let most = 0;
    for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y += 1)
      for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x += 1)
        most = Math.max(most, levels[y * columns + x]!);
    return most;
  });
}

/** The level above which `wanted` of the counted pixels lie. */
function levelFromTop(counts: Uint32Array, wanted: number): number {
  let seen = 0;
  for (let level = 255; level > 0; level -= 1) {
    seen += counts[level]!;
    if (seen >= wanted) return level;
  }
  return 0;
}

/** Faint ink and small dots that stand alone, as the けん制文字 are: no stroke of a character looks so. */
const FAINT_SHARE = 0.3;
const DOT_MM = 0.45;

/** Only what is drawn in strokes: the けん制文字, which the front in the code does not have, would outweigh a page of few words. */
export function withoutDots({ width, height, ink }: Plane, elements_per_mm: number): Plane {
  const level = 255 * FAINT_SHARE;
  const size = DOT_MM * elements_per_mm;
  const left = ink.map((value) => (value > level ? value : 0));
  const seen = new Uint8Array(ink.length);
  for (let start = 0; start < left.length; start += 1) {
    if (left[start] === 0 || seen[start] === 1) continue;
    const { elements, box } = blobAt(start, width, height, left.length, seen, (at) => left[at] !== 0);
    if (box.width <= size && box.height <= size) for (const at of elements) left[at] = 0;
  }
  return { width, height, ink: left };
}

/** A blur by two passes of a box each way: enough of a bell for matching. */
export function blurred(plane: Plane, radius: number): Plane {
  const { width, height } = plane;
  let ink = plane.ink;
  for (let pass = 0; pass < 2; pass += 1)
    ink = boxed(boxed(ink, width, height, 1, width, radius), height, width, width, 1, radius);
  return { width, height, ink };
}

/** Running means along lines of `length` elements, `step` apart; lines are `pitch` apart. */
function boxed(
  ink: Uint8Array,
  length: number,
  lines: number,
  step: number,
  pitch: number,
  radius: number,
): Uint8Array {
  const out = new Uint8Array(ink.length);
  const size = 2 * radius + 1;
  for (let line = 0; line < lines; line += 1) {
    const base = line * pitch;
    let sum = 0;
    for (let at = -radius; at < length; at += 1) {
      if (at + radius < length) sum += ink[base + (at + radius) * step]!;
      if (at - radius - 1 >= 0) sum -= ink[base + (at - radius - 1) * step]!;
      if (at >= 0) out[base + at * step] = sum / size;
    }
  }
  return out;
}
