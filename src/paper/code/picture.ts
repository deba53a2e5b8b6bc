/** Gray pictures of a scan: reducing and sampling. */
import type { GrayPicture } from './contract.ts';

/** More pixels than this are not read: an A3 glass at 600 dpi has 69.6 million. A reading needs less than this many bytes beside. */
export const PIXELS_MAX = 72_000_000;

/** True for a picture whose pixels are as many as its size says, and which is neither too small nor too large to be read. */
export function isReadable({ width, height, pixels }: GrayPicture): boolean {
  if (!Number.isInteger(width) || !Number.isInteger(height)) return false;
  return width >= 200 && height >= 200 && width * height <= PIXELS_MAX && pixels.length >= width * height;
}

/** The picture with `factor` × `factor` pixels averaged into one; itself for 1. */
export function reduced(picture: GrayPicture, factor: number): GrayPicture {
  if (factor <= 1) return picture;
  const width = Math.floor(picture.width / factor);
  const height = Math.floor(picture.height / factor);
  const pixels = new Uint8Array(width * height);
  const sums = new Uint32Array(width);
  const area = factor * factor;
  for (let y = 0; y < height; y += 1) {
    sums.fill(area >> 1);
    for (let row = y * factor; row < (y + 1) * factor; row += 1) {
      let at = row * picture.width;
      for (let x = 0; x < width; x += 1) for (let step = 0; step < factor; step += 1) sums[x]! += picture.pixels[at++]!;
    }
    for (let x = 0; x < width; x += 1) pixels[y * width + x] = sums[x]! / area;
  }
  return { width, height, pixels };
}

/** Gray level between pixels (bilinear; a pixel's middle is a whole number); −1 outside. */
export function levelAt({ width, height, pixels }: GrayPicture, x: number, y: number): number {
  if (!(x >= 0 && y >= 0 && x < width - 1 && y < height - 1)) return -1;
  const left = x | 0;
  const top = y | 0;
  const fx = x - left;
  const at = top * width + left;
  const upper = pixels[at]! + (pixels[at + 1]! - pixels[at]!) * fx;
  const lower = pixels[at + width]! + (pixels[at + width + 1]! - pixels[at + width]!) * fx;
  return upper + (lower - upper) * (y - top);
}
