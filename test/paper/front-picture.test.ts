import { createRequire } from 'node:module';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { SeededRandom } from '../../src/base/random.ts';
import type { BitPicture } from '../../src/paper/code/contract.ts';
import { readFront } from '../../src/paper/code/tiff-front.ts';
import { compressFront } from '../../src/paper/front.ts';
import { pageOf } from './sheet-world.ts';

interface Utif {
  decode(buffer: ArrayBuffer): Record<string, unknown>[];
  decodeImage(buffer: ArrayBuffer, image: Record<string, unknown>): void;
}
const utif = createRequire(import.meta.url)('utif2') as Utif;

const dotOf = ({ width, rows }: BitPicture, x: number, y: number): number =>
  (rows[y * Math.ceil(width / 8) + (x >> 3)]! >> (7 - (x & 7))) & 1;

/** A picture of runs of every length, as G4 written by libtiff. */
async function tiffOf(gray: Uint8Array, width: number, height: number): Promise<Uint8Array> {
  const image = sharp(gray, { raw: { width, height, channels: 1 } }).toColourspace('b-w');
  return new Uint8Array(await image.tiff({ compression: 'ccittfax4', bitdepth: 1 }).toBuffer());
}

test('every run length of both colours is read as libtiff wrote it', async () => {
  const random = new SeededRandom(4);
  const width = 2777;
  const height = 700;
  const gray = new Uint8Array(width * height).fill(255);
  for (let y = 0; y < height; y += 1) {
    // Rows 0 … 2776 hold each run once; others are noise, copies with shifts, and rows of one colour.
    const run = (y * 4) % width;
    if (y % 3 === 0) gray.fill(0, y * width + run, y * width + Math.min(width, 2 * run + 1));
    else if (y % 3 === 1) for (let x = 0; x < width; x += 1) gray[y * width + x] = random.integer(9) === 0 ? 0 : 255;
    else gray.copyWithin(y * width + 3, (y - 1) * width, y * width - 3);
    if (y % 50 === 0) gray.fill(0, y * width, (y + 1) * width);
  }
  const front = readFront(await tiffOf(gray, width, height));
  let wrong = 0;
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) if ((gray[y * width + x] === 0 ? 1 : 0) !== dotOf(front!, x, y)) wrong += 1;
  expect(wrong).toBe(0);
});

test('the front at 300 dpi is half the dots of the page; utif2 reads the same from the file', async () => {
  const page = pageOf(11);
  const tiff = await compressFront(page);
  const front = readFront(tiff)!;
  expect(front).toMatchObject({ width: 2480, height: 3508, dpi: 300 });
  let wrong = 0;
  for (let y = 0; y < front.height; y += 1) {
    for (let x = 0; x < front.width; x += 1) {
      const dots = [0, 1, 2, 3].map((at) => dotOf(page, 2 * x + (at & 1), 2 * y + (at >> 1)));
      const black = dots.reduce((sum, dot) => sum + dot, 0) >= 2;
      if (black !== (dotOf(front, x, y) === 1)) wrong += 1;
    }
  }
  expect(wrong).toBe(0);
  const file = tiff.slice().buffer;
  const [image] = utif.decode(file);
  utif.decodeImage(file, image!);
  const theirs = image!['data'] as Uint8Array;
  expect(front.rows.every((byte, at) => byte === (~theirs[at]! & 0xff))).toBe(true);
});

test('bytes that are no front give null, in time and without great memory', async () => {
  const tiff = await compressFront(pageOf(12));
  const random = new SeededRandom(3);
  const started = performance.now();
  for (let round = 0; round < 300; round += 1) {
    const bad = tiff.slice(0, round % 3 === 0 ? random.integer(tiff.length) : tiff.length);
    for (let left = 0; left < 1 + (round % 5); left += 1) {
      // The directory lies at the end; half of the changes go there.
      const at =
        random.integer(2) === 0
          ? random.integer(bad.length)
          : bad.length - 1 - random.integer(Math.min(300, bad.length));
      bad[at] = random.integer(256);
    }
    const front = readFront(bad);
    if (front !== null) expect(front.rows.length).toBeLessThanOrEqual(500 * 4_000);
  }
  expect(performance.now() - started).toBeLessThan(20_000);
  for (const none of [new Uint8Array(0), new Uint8Array(8), random.bytes(4_000)]) expect(readFront(none)).toBeNull();
});
