/**
 * けん制文字 (R98): characters of large dots in a field of small ones, equally dark to the eye. A copier loses the small dots and
 * keeps the large ones. Dots are drawn whole or not at all, so that no outline of a character is seen.
 */
import type { BitPicture } from '../code/contract.ts';
import { strideOf } from './bits.ts';
import { CELL, type CellMap } from './clear.ts';

/** A lattice of square dots; every second row stands half a pitch further. Lengths in dots of 600 dpi. */
export interface Lattice {
  readonly dot: number;
  readonly pitchX: number;
  /** May be a fraction: rows stand at the nearest whole dot. */
  readonly pitchY: number;
}

/** Field and message, and where the message stands. */
export interface Pattern {
  readonly field: Lattice;
  readonly message: Lattice;
  /** Characters of the message at a quarter of the resolution. */
  readonly characters: BitPicture;
}

/** How much smaller the picture of the characters is. */
export const CHARACTERS_SCALE = 4;
const SHIFT = 2;

/** Share of the paper that a lattice covers. */
export function coverageOf({ dot, pitchX, pitchY }: Lattice): number {
  return (dot * dot) / (pitchX * pitchY);
}

/** Draws the pattern onto a picture, where `kept` allows. */
export function drawPattern(onto: BitPicture, pattern: Pattern, kept: CellMap): void {
  drawLattice(onto, pattern.field, pattern.characters, false, kept);
  drawLattice(onto, pattern.message, pattern.characters, true, kept);
}

/** Dots whose middle lies inside (or outside) of the characters. */
function drawLattice(
  onto: BitPicture,
  { dot, pitchX, pitchY }: Lattice,
  characters: BitPicture,
  inside: boolean,
  kept: CellMap,
): void {
  const stride = strideOf(onto.width);
  const charactersStride = strideOf(characters.width);
  const { rows } = onto;
  const half = dot >> 1;
  const last = dot - 1;
  const bits = (1 << dot) - 1;
  const wanted = inside ? 1 : 0;
  for (let row = 0; ; row += 1) {
    const y = Math.round(row * pitchY);
    if (y + dot > onto.height) break;
    const top = (y >> 3) * kept.columns;
    const bottom = ((y + last) >> 3) * kept.columns;
    const mask = ((y + half) >> SHIFT) * charactersStride;
    for (let x = row % 2 === 0 ? 0 : pitchX >> 1; x + dot <= onto.width; x += pitchX) {
      const middle = (x + half) >> SHIFT;
      if ((((characters.rows[mask + (middle >> 3)] ?? 0) >> (7 - (middle & 7))) & 1) !== wanted) continue;
      const left = x >> 3;
      const right = (x + last) >> 3;
      if (kept.cells[top + left] !== 0 || kept.cells[bottom + left] !== 0) continue;
      if (right !== left && (kept.cells[top + right] !== 0 || kept.cells[bottom + right] !== 0)) continue;
      // The dot's bits in two neighbouring octets.
      const pair = bits << (2 * CELL - dot - (x & 7));
      for (let at = y * stride + left, end = at + dot * stride; at < end; at += stride) {
        rows[at]! |= pair >> 8;
        if (right !== left) rows[at + 1]! |= pair & 0xff;
      }
    }
  }
}
