/** Where a scan that lies on a front shows other ink than it: the marks that were added, and those that are gone. */
import type { DotBox } from '../contract.ts';
import { blobAt, type Blob } from './blob.ts';
import { faintInk } from './faint.ts';
import { AddedInk, foldsAmong, type Piece } from './fold.ts';
import type { Plane } from './plane.ts';

/** A place that differs, in elements of the front. */
export interface Difference extends DotBox {
  /** `added`: the paper shows ink that the code does not; `missing`: the other way round; `both`: something else stands there. */
  readonly kind: 'added' | 'missing' | 'both';
  /** Area of other ink, mm². */
  readonly area_mm2: number;
}

/** Settings, in mm and shares of full ink, measured through the print–scan model (test/paper/front-compare.test.ts). */
const SETTINGS = {
  /** Strokes of two renderers, dot gain and what alignment leaves over. */
  tolerance_mm: 0.1,
  /** Ink that counts as added, and what counts as still there. */
  added: 0.5,
  present: 0.16,
  /** Dots of the けん制文字 and specks: alone and no larger than this each way. A dot between two of its field's has 5 elements of 300 dpi. */
  speck_mm: 0.43,
  /** Other ink within a mark's surroundings that makes a difference. */
  least_mm2: 0.07,
  /** Marks nearer than this are one difference. */
  join_mm: 2,
  /** Faint ink that makes a difference: the けん制文字 and noise stay below. */
  faint_mm2: 0.4,
} as const;

/** Both planes at the front's resolution. */
export function differencesOf(front: Plane, over: Plane, dpi: number): readonly Difference[] {
  const mm = dpi / 25.4;
  const tolerance = Math.max(1, Math.round(SETTINGS.tolerance_mm * mm));
  const { width, height } = front;
  const nearInk = dilated(front.ink, width, height, tolerance);
  const seen = dilated(over.ink, width, height, tolerance);
  const marks = new Uint8Array(width * height);
  const added = 255 * SETTINGS.added;
  const present = 255 * SETTINGS.present;
  for (let at = 0; at < marks.length; at += 1) {
    if (over.ink[at]! > added && nearInk[at] === 0) marks[at] = ADDED;
    else if (front.ink[at] !== 0 && seen[at]! < present) marks[at] = MISSING;
  }
  dropSpecks(marks, over, SETTINGS.speck_mm * mm, added);
  addFaint(marks, faintInk(front, over, mm), width, height, SETTINGS.faint_mm2 * mm * mm);
  return joined(marks, over, mm);
}

const ADDED = 1;
const MISSING = 2;
/** Added, and seen only as a mean of the surroundings. */
const FAINT = 3;

/** The most of each element's surroundings, `radius` each way. */
function dilated(ink: Uint8Array, width: number, height: number, radius: number): Uint8Array {
  const across = new Uint8Array(ink.length);
  for (let y = 0; y < height; y += 1) {
    const row = y * width;
    for (let x = 0; x < width; x += 1) {
      const value = ink[row + x]!;
      if (value === 0) continue;
      const end = Math.min(width - 1, x + radius);
      for (let at = Math.max(0, x - radius); at <= end; at += 1)
        if (across[row + at]! < value) across[row + at] = value;
    }
  }
  const out = new Uint8Array(ink.length);
  for (let y = 0; y < height; y += 1) {
    const from = Math.max(0, y - radius);
    const to = Math.min(height - 1, y + radius);
    for (let row = from; row <= to; row += 1) {
      for (let x = 0; x < width; x += 1) {
        const value = across[row * width + x]!;
        if (out[y * width + x]! < value) out[y * width + x] = value;
      }
    }
  }
  return out;
}

/** Takes away added marks whose blob in the scan is small and stands alone. */
function dropSpecks(marks: Uint8Array, over: Plane, size: number, level: number): void {
  const { width, height, ink } = over;
  const seen = new Uint8Array(marks.length);
  const limit = Math.ceil(size * size * 4) + 64;
  for (let start = 0; start < marks.length; start += 1) {
    if (marks[start] !== ADDED || seen[start] === 1) continue;
    const blob = blobAt(start, width, height, limit, seen, (at) => ink[at]! > level * 0.8);
    if (blob.isWhole && blob.box.width <= size && blob.box.height <= size) {
      for (const at of blob.elements) if (marks[at] === ADDED) marks[at] = 0;
    }
  }
}

/** Takes faint ink of some extent in. */
function addFaint(marks: Uint8Array, faint: Uint8Array, width: number, height: number, least: number): void {
  const seen = new Uint8Array(marks.length);
  for (let start = 0; start < faint.length; start += 1) {
    if (faint[start] === 0 || seen[start] === 1) continue;
    const blob = blobAt(start, width, height, marks.length, seen, (at) => faint[at] === 1);
    if (blob.elements.length < least) continue;
    for (const at of blob.elements) if (marks[at] === 0) marks[at] = FAINT;
  }
}

/** Marks that lie near each other as one difference; too small ones and folds are none. */
function joined(marks: Uint8Array, over: Plane, mm: number): readonly Difference[] {
  const { width, height } = over;
  const cell = Math.max(1, Math.round((SETTINGS.join_mm * mm) / 2));
  const columns = Math.ceil(width / cell);
  const rows = Math.ceil(height / cell);
  const counts = new Uint32Array(columns * rows);
  for (let at = 0; at < marks.length; at += 1) {
    if (marks[at] !== 0)
      counts[Math.floor(Math.floor(at / width) / cell) * columns + Math.floor((at % width) / cell)]! += 1;
  }
  const seen = new Uint8Array(counts.length);
  const found: Found[] = [];
  for (let start = 0; start < counts.length; start += 1) {
    if (counts[start] === 0 || seen[start] === 1) continue;
    const blob = blobAt(start, columns, rows, counts.length, seen, (at) => counts[at]! > 0);
    const difference = differenceOf(blob, marks, over, { cell, columns, mm });
    if (difference !== null) found.push(difference);
  }
  const pieces = found.flatMap(({ piece }) => (piece === null ? [] : [piece]));
  const folds = foldsAmong(pieces, width, height, mm);
  return found.filter(({ piece }) => piece === null || !folds.has(piece)).map(({ difference }) => difference);
}

/** A difference, and what it is if it is a fold: nothing is missing there. */
interface Found {
  readonly difference: Difference;
  readonly piece: Piece | null;
}

interface Grid {
  readonly cell: number;
  readonly columns: number;
  readonly mm: number;
}

function differenceOf(blob: Blob, marks: Uint8Array, over: Plane, { cell, columns, mm }: Grid): Found | null {
  const { width, height, ink } = over;
  const added = new AddedInk();
  let [left, right, top, bottom] = [width, 0, height, 0];
  const areas = [0, 0, 0, 0];
  for (const at of blob.elements) {
    const x0 = (at % columns) * cell;
    const y0 = Math.floor(at / columns) * cell;
    for (let y = y0; y < Math.min(height, y0 + cell); y += 1) {
      for (let x = x0; x < Math.min(width, x0 + cell); x += 1) {
        const mark = marks[y * width + x]!;
        if (mark === 0) continue;
        areas[mark]! += 1;
        if (mark !== MISSING) added.add(x, y, mark === ADDED ? ink[y * width + x]! : null);
        [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
      }
    }
  }
  const more = areas[ADDED]! + areas[FAINT]!;
  const area_mm2 = (more + areas[MISSING]!) / (mm * mm);
  if (area_mm2 < SETTINGS.least_mm2) return null;
  const kind = areas[MISSING] === 0 ? 'added' : more === 0 ? 'missing' : 'both';
  const margin = Math.round(0.6 * mm);
  const x = Math.max(0, left - margin);
  const y = Math.max(0, top - margin);
  const difference: Difference = {
    x,
    y,
    width: Math.min(width, right + margin + 1) - x,
    height: Math.min(height, bottom + margin + 1) - y,
    kind,
    area_mm2,
  };
  return { difference, piece: areas[MISSING] === 0 ? added.asPiece(mm) : null };
}
