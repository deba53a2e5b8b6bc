/** Scans as TIFF for browsers, which do not read it themselves: sizes are checked here, then utif2 (or the own G4 reader) decodes. */
import UTIF from 'utif2';
import type { GrayPicture } from './contract.ts';
import { readG4 } from './g4.ts';
import { readLzw } from './tiff-lzw.ts';
import { readTags, TAG } from './tiff-tags.ts';

/** A4 at 600 dpi has 35 million. */
const PIXELS_MAX = 60_000_000;
/** The long side of A3 at 1,200 dpi has 19,843. */
const SIDE_MAX = 20_000;
/** A strip a row is the most that writers do. */
const STRIPS_MAX = 20_000;
const G4 = 4;
const LZW = 5;
/** Tag: each sample is written as its difference to the one on its left. */
const PREDICTOR = 317;
/**
 * What is read, and how many bytes one byte of it can become at most: so that a small file never asks for a great memory. Fax (2, 3) is
 * not among them: utif2 takes time without limit for a bad one.
 */
const GROWTH: ReadonlyMap<number, number> = new Map([
  // None, G4, LZW, JPEG, DEFLATE under two numbers, PackBits.
  [1, 1],
  [G4, 60_000],
  [5, 1_400],
  [7, 400],
  [8, 1_100],
  [32_946, 1_100],
  [32_773, 70],
]);
const DEPTHS: ReadonlySet<number> = new Set([1, 4, 8, 16]);

/** The first picture of a TIFF; null when it is none that can be read within the limits. */
export function scanOfTiff(bytes: Uint8Array): GrayPicture | null {
  const tags = readTags(bytes, STRIPS_MAX);
  if (tags === null) return null;
  const one = (tag: number, missing: number): number => tags.get(tag)?.[0] ?? missing;
  const [width, height] = [one(TAG.width, 0), one(TAG.height, 0)];
  const [bits, samples, compression] = [one(TAG.bits, 1), one(TAG.samples, 1), one(TAG.compression, 1)];
  if (width < 1 || height < 1 || Math.max(width, height) > SIDE_MAX || width * height > PIXELS_MAX) return null;
  const growth = GROWTH.get(compression);
  if (!DEPTHS.has(bits) || samples < 1 || samples > 4 || growth === undefined) return null;
  const offsets = tags.get(TAG.offsets) ?? [];
  const counts = tags.get(TAG.counts) ?? [];
  if (offsets.length === 0 || offsets.length !== counts.length) return null;
  if (offsets.some((offset, strip) => offset + counts[strip]! > bytes.length)) return null;
  const coded = counts.reduce((sum, count) => sum + count, 0);
  if (Math.ceil((width * bits * samples) / 8) * height > growth * coded + width) return null;
  if (compression === G4 && one(TAG.fillOrder, 1) === 1) return grayOfG4(bytes, tags, width, height);
  try {
    const image: Record<string, unknown> = Object.fromEntries(
      [...tags].map(([tag, values]) => [`t${tag}`, [...values]]),
    );
    const file = new Uint8Array(bytes).buffer;
    if (compression === LZW) {
      const data = lzwStrips(bytes, tags, height, Math.ceil((width * bits * samples) / 8));
      if (one(PREDICTOR, 1) === 2) sumAlong(data, height, width, samples, bits);
      Object.assign(image, { data, width, height, isLE: bytes[0] === 0x49 });
    } else {
      UTIF.decodeImage(file, image as never);
    }
    return grayOf(UTIF.toRGBA8(image as never), width, height);
  } catch {
    return null;
  }
}

function lzwStrips(
  bytes: Uint8Array,
  tags: ReadonlyMap<number, readonly number[]>,
  height: number,
  stride: number,
): Uint8Array {
  const rowsPerStrip = Math.max(1, Math.min(tags.get(TAG.rowsPerStrip)?.[0] ?? height, height));
  const data = new Uint8Array(stride * height);
  for (const [strip, offset] of (tags.get(TAG.offsets) ?? []).entries()) {
    const start = strip * rowsPerStrip * stride;
    const end = Math.min(data.length, start + rowsPerStrip * stride);
    readLzw(bytes.subarray(offset, offset + tags.get(TAG.counts)![strip]!), data, start, end);
  }
  return data;
}

/** Takes the differences of a predictor back; writers use it for samples of 8 bits. */
function sumAlong(data: Uint8Array, height: number, width: number, samples: number, bits: number): void {
  if (bits !== 8) return;
  const stride = width * samples;
  for (let y = 0; y < height; y += 1) {
    for (let at = y * stride + samples; at < (y + 1) * stride; at += 1) data[at] = data[at]! + data[at - samples]!;
  }
}

function grayOfG4(
  bytes: Uint8Array,
  tags: ReadonlyMap<number, readonly number[]>,
  width: number,
  height: number,
): GrayPicture | null {
  const rowsPerStrip = Math.min(tags.get(TAG.rowsPerStrip)?.[0] ?? height, height);
  const offsets = tags.get(TAG.offsets) ?? [];
  if (rowsPerStrip < 1 || offsets.length !== Math.ceil(height / rowsPerStrip)) return null;
  const stride = Math.ceil(width / 8);
  const rows = new Uint8Array(stride * height);
  for (const [strip, offset] of offsets.entries()) {
    const top = strip * rowsPerStrip;
    const code = bytes.subarray(offset, offset + tags.get(TAG.counts)![strip]!);
    if (!readG4(code, rows, width, top, Math.min(rowsPerStrip, height - top))) return null;
  }
  const black = tags.get(TAG.photometric)?.[0] === 1 ? 255 : 0;
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const isCoded = (rows[y * stride + (x >> 3)]! & (0x80 >> (x & 7))) !== 0;
      pixels[y * width + x] = isCoded ? black : 255 - black;
    }
  }
  return { width, height, pixels };
}

/** Red, green, blue, alpha → gray over white paper (weights of ITU-R BT.601). */
export function grayOf(rgba: Uint8Array | Uint8ClampedArray, width: number, height: number): GrayPicture | null {
  if (rgba.length < 4 * width * height) return null;
  const pixels = new Uint8Array(width * height);
  for (let at = 0; at < pixels.length; at += 1) {
    const alpha = rgba[4 * at + 3]! / 255;
    const gray = 0.299 * rgba[4 * at]! + 0.587 * rgba[4 * at + 1]! + 0.114 * rgba[4 * at + 2]!;
    pixels[at] = gray * alpha + 255 * (1 - alpha);
  }
  return { width, height, pixels };
}
