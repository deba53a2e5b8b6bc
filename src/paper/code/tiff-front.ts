/**
 * The front out of its TIFF (TIFF 6.0): one bit a dot, CCITT G4, in strips. Sizes are checked before anything is decoded; what is not
 * such a picture is null, never a throw.
 */
import type { BitPicture } from './contract.ts';
import { readG4 } from './g4.ts';
import { readTags, TAG } from './tiff-tags.ts';

/** A front and its resolution. */
export interface Front extends BitPicture {
  readonly dpi: number;
}

/** A4 at 300 dpi is 2480 × 3508; nothing finer is ever sealed. */
const SIDE_MAX = 4_000;
const STRIPS_MAX = 1_024;

const G4 = 4;

/** Decodes the front of a sheet; null when it is not one. */
export function readFront(tiff: Uint8Array): Front | null {
  const tags = readTags(tiff, STRIPS_MAX);
  if (tags === null) return null;
  const one = (tag: number, missing: number): number => tags.get(tag)?.[0] ?? missing;
  const width = one(TAG.width, 0);
  const height = one(TAG.height, 0);
  if (width < 1 || width > SIDE_MAX || height < 1 || height > SIDE_MAX) return null;
  if (one(TAG.compression, 1) !== G4 || one(TAG.bits, 1) !== 1 || one(TAG.samples, 1) !== 1) return null;
  if (one(TAG.fillOrder, 1) !== 1 || (one(TAG.options, 0) & 2) !== 0) return null;
  const rowsPerStrip = Math.min(one(TAG.rowsPerStrip, height), height);
  const offsets = tags.get(TAG.offsets) ?? [];
  const counts = tags.get(TAG.counts) ?? [];
  if (rowsPerStrip < 1 || offsets.length !== Math.ceil(height / rowsPerStrip) || counts.length !== offsets.length)
    return null;
  const rows = new Uint8Array(Math.ceil(width / 8) * height);
  for (const [strip, offset] of offsets.entries()) {
    const top = strip * rowsPerStrip;
    const code = tiff.subarray(offset, offset + counts[strip]!);
    if (!readG4(code, rows, width, top, Math.min(rowsPerStrip, height - top))) return null;
  }
  // Photometric 1: what the code calls black is the paper.
  if (one(TAG.photometric, 0) === 1) invert(rows, width);
  return { width, height, rows, dpi: Math.round((height / 297) * 25.4) };
}

function invert(rows: Uint8Array, width: number): void {
  const stride = Math.ceil(width / 8);
  const last = 0xff << (stride * 8 - width);
  for (let at = 0; at < rows.length; at += 1) rows[at] = ~rows[at]! & (at % stride === stride - 1 ? last : 0xff);
}
