/** Fronts that a thief changed with what the comparison might forgive: folds, specks, gray. 見本 only. */
import { beforeAll, expect, test } from 'vitest';
import { compareFronts, type FrontComparison } from '../../src/paper/code/front-compare.ts';
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

const STRIDE = 620;
const POINT = 600 / 72;
const MM = 72 / 25.4;

/** The page with dots changed before it is printed and scanned. */
async function compared(change: (rows: Uint8Array) => void, options: Partial<Scan> = {}): Promise<FrontComparison> {
  const page = await certificatePage();
  change(page.rows);
  drawFront(page, layers);
  const usual = { dpi: 200, seed: 3, skew_deg: 1.1, unequal: 0.002, noise: 3, lighting: 0.15, beyond_mm: 3 };
  return compareFronts(front, scan(print(page, 'office', options.seed ?? 3), { ...usual, ...options }));
}

/** Blackens a rectangle, in points. */
function black(rows: Uint8Array, [left, right, top, bottom]: readonly [number, number, number, number]): void {
  for (let y = Math.round(top * POINT); y < bottom * POINT; y += 1)
    for (let x = Math.round(left * POINT); x < right * POINT; x += 1) rows[y * STRIDE + (x >> 3)]! |= 0x80 >> (x & 7);
}

/** Writes the beginning of line 5 once more at the empty foot of the page, moved by `right` points, of it only the dots that are wanted. */
function written(rows: Uint8Array, right: number, isWanted: (x: number, y: number) => boolean): void {
  const down = Math.round((745 - 270) * POINT);
  const across = Math.round(right * POINT);
  for (let y = Math.round(269 * POINT); y < 286 * POINT; y += 1)
    for (let x = Math.round(70 * POINT); x < 150 * POINT; x += 1)
      if ((rows[y * STRIDE + (x >> 3)]! & (0x80 >> (x & 7))) !== 0 && isWanted(x, y))
        rows[(y + down) * STRIDE + ((x + across) >> 3)]! |= 0x80 >> ((x + across) & 7);
}

test('R96: a line struck through is a change, however long and thin; so are letters in gray, and of specks', async () => {
  const { result, differences } = await compared((rows) => {
    written(rows, 0, (x, y) => (((x >> 2) + (y >> 2)) & 1) === 0);
    written(rows, 200, (x, y) => x % 13 < 8 && y % 13 < 8);
    black(rows, [65, 300, 275, 275 + 0.4 * MM]);
    // Across the whole sheet, as a fold is: but no fold is black.
    black(rows, [20, 575, 485, 485 + 1.2 * MM]);
  });
  expect(result).toBe('changed');
  const middles = differences.map(({ x, y, width, height }) => [
    ((x + width / 2) * 72) / 300,
    ((y + height / 2) * 72) / 300,
  ]);
  const seen = (left: number, right: number, top: number, bottom: number): boolean =>
    middles.some(([x = 0, y = 0]) => x > left && x < right && y > top && y < bottom);
  expect(seen(65, 300, 270, 285)).toBe(true);
  expect(seen(200, 400, 480, 495)).toBe(true);
  expect(seen(65, 155, 740, 765)).toBe(true);
  expect(seen(265, 355, 740, 765)).toBe(true);
}, 240_000);

test.each([
  { dpi: 200, seed: 44, fold: true },
  { dpi: 300, seed: 50, fold: true },
])(
  'a fold, level or upright, in pieces between the lines, is none: %o',
  async (options) => {
    expect(await compared(() => undefined, { skew_deg: -1.1, ...options })).toMatchObject({ result: 'same' });
  },
  240_000,
);
