import { beforeAll, expect, test } from 'vitest';
import type { BitPicture, GrayPicture } from '../../src/paper/code/contract.ts';
import { compareFronts } from '../../src/paper/code/front-compare.ts';
import { readFront, type Front } from '../../src/paper/code/tiff-front.ts';
import { compressFront } from '../../src/paper/front.ts';
import { drawFront, prepareLayers, type LayerSettings } from '../../src/paper/layers/layers.ts';
import { certificatePage } from './certificate-page.ts';
import { print, scan, type Scan } from './channel.ts';

let layers: LayerSettings;
let front: Front;
beforeAll(async () => {
  layers = prepareLayers();
  front = readFront(await compressFront(await certificatePage()))!;
}, 30_000);

/** The page with its けん制文字, printed and scanned. */
function scanned(page: BitPicture, options: Partial<Scan> = {}): GrayPicture {
  drawFront(page, layers);
  const usual = { dpi: 200, seed: 3, skew_deg: 1.1, unequal: 0.002, noise: 3, lighting: 0.15, beyond_mm: 3 };
  return scan(print(page, 'office', 3), { ...usual, ...options });
}

/** Turned by a quarter, clockwise. */
function turned({ width, height, pixels }: GrayPicture): GrayPicture {
  const out = new Uint8Array(pixels.length);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) out[x * height + (height - 1 - y)] = pixels[y * width + x]!;
  return { width: height, height: width, pixels: out };
}

test('R96: an unchanged front gives no box, though けん制文字 lie under its text, in any turn', async () => {
  const picture = scanned(await certificatePage());
  expect(compareFronts(front, picture)).toMatchObject({ result: 'same', differences: [] });
  expect(compareFronts(front, turned(picture))).toMatchObject({ result: 'same', differences: [] });
}, 120_000);

const FEW = ['(次頁なし) 以下余白', '固有番号 222208-20250416-000001  2/2 頁 見本市 見本 花子'];

test('R96: a page of few words: unchanged it is the same, another number is found; stains do not make it another page', async () => {
  const few = readFront(await compressFront(await certificatePage({ only: FEW })))!;
  const same = compareFronts(few, scanned(await certificatePage({ only: FEW })));
  expect(same).toMatchObject({ result: 'same', differences: [] });
  expect(same.match).toBeGreaterThan(0.8);
  const other = FEW.map((line) => line.replace('000001', '000007'));
  const changed = compareFronts(
    few,
    scanned(await certificatePage({ only: other }), { fold: true, stains: 3, seed: 9 }),
  );
  expect(changed.result).toBe('changed');
  expect(changed.match).toBeGreaterThan(0.8);
  // The number stands at 120 points from the top.
  expect(changed.differences.some(({ kind, y }) => kind === 'both' && Math.abs((y * 72) / 300 - 120) < 5)).toBe(true);
}, 120_000);

test('the picture as it was drawn, 600 dpi, not printed and not scanned, is the same', async () => {
  const page = await certificatePage({ only: FEW });
  const few = readFront(await compressFront(page))!;
  drawFront(page, layers);
  const pixels = new Uint8Array(page.width * page.height);
  for (let at = 0; at < pixels.length; at += 1) pixels[at] = (page.rows[at >> 3]! >> (7 - (at & 7))) & 1 ? 0 : 255;
  expect(compareFronts(few, { ...page, pixels })).toMatchObject({ result: 'same', differences: [] });
}, 120_000);

test('a single changed digit of 10.5 points is found where it stands, and nothing else', async () => {
  // 5 → 6 in 明朝 adds the least ink of all; line 5 stands at 270 points, its month at some 107.
  const { result, differences } = compareFronts(front, scanned(await certificatePage({ line: 5, digit: '6' })));
  expect(result).toBe('changed');
  expect(differences).toHaveLength(1);
  const [{ x, y, width, height }] = differences as [(typeof differences)[number]];
  const points = 300 / 72;
  expect(x).toBeGreaterThan(100 * points);
  expect(x + width).toBeLessThan(125 * points);
  expect(y).toBeGreaterThan(266 * points);
  expect(y + height).toBeLessThan(286 * points);
}, 120_000);

test('the front of another sheet is told as such, an empty sheet cannot be laid over', async () => {
  const other = scanned(await certificatePage({ text: '見本府中市宮西町2丁目24番地 見本太郎 世帯主 令和七年四月' }));
  expect(['other', 'unclear']).toContain(compareFronts(front, other).result);
  const empty = { width: 1654, height: 2339, pixels: new Uint8Array(1654 * 2339).fill(240) };
  expect(compareFronts(front, empty)).toMatchObject({ result: 'unclear', over: null });
  const tiny = { width: 1, height: 1, pixels: new Uint8Array(1) };
  expect(compareFronts(front, tiny).result).toBe('unclear');
}, 120_000);
