import { expect, test } from 'vitest';
import { copiedDarkness, printedDarkness, wrongModules } from './channel-figures.ts';
import { chanceOf, copy, print, scan } from './channel.ts';

const FIELD = { size: 2, pitch: 7 };
const MESSAGE = { size: 6, pitch: 24 };

test('one seed gives one sheet and one scan, to the last level, and another seed another', () => {
  const dots = { width: 800, height: 800, rows: Uint8Array.from({ length: 80_000 }, (_, at) => (at * 37) & 0xff) };
  const seen = (seed: number): Buffer =>
    Buffer.from(
      scan(copy(print(dots, 'poor', seed), seed), { dpi: 300, seed, skew_deg: 1, stains: 2, fold: true }).pixels,
    );
  const once = seen(7);
  expect(seen(7).equals(once)).toBe(true);
  expect(seen(8).equals(once)).toBe(false);
  expect(chanceOf(7).fork('a').unit()).not.toBe(chanceOf(7).fork('b').unit());
});

test.each([
  [{ size: 2, pitch: 8 }, { size: 4, pitch: 16 }, 0.88, 0.91],
  [{ size: 2, pitch: 8 }, { size: 5, pitch: 20 }, 0.83, 0.87],
  [{ size: 3, pitch: 12 }, { size: 5, pitch: 20 }, 0.89, 0.92],
  [FIELD, MESSAGE, 1.05, 1.16],
])('R98: small dots %o beside large ones %o are as dark as in the fact sheet', (field, message, good, office) => {
  const ratio = (preset: 'good' | 'office'): number =>
    printedDarkness(field, preset) / printedDarkness(message, preset);
  expect(Math.abs(ratio('good') - good)).toBeLessThan(0.08);
  expect(Math.abs(ratio('office') - office)).toBeLessThan(0.08);
});

test('R98: a copier loses the small dots and keeps the large ones', () => {
  expect(copiedDarkness(FIELD, 'office')).toBeLessThan(0.3);
  expect(copiedDarkness(MESSAGE, 'office')).toBeGreaterThan(4);
});

test('R96: modules are read wrong about as often as in the fact sheet: those of 5 dots seldom, those of 3 too often', () => {
  for (const preset of ['good', 'office', 'poor'] as const) {
    expect(wrongModules(5, 200, preset, 1)).toBeLessThan(0.005);
    expect(wrongModules(4, 300, preset, 1)).toBeLessThan(0.005);
    const four = wrongModules(4, 200, preset, 1);
    expect(four).toBeGreaterThan(0.01);
    expect(four).toBeLessThan(0.1);
    expect(wrongModules(3, 200, preset, 1)).toBeGreaterThan(0.02);
  }
  expect(wrongModules(2, 600, 'poor', 1)).toBeGreaterThan(wrongModules(2, 600, 'good', 1));
});
