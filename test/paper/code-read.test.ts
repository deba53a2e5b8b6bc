import { describe, expect, it } from 'vitest';
import type { GrayPicture } from '../../src/paper/code/contract.ts';
import { BACK } from '../../src/paper/code/layout.ts';
import { PIXELS_MAX } from '../../src/paper/code/picture.ts';
import { readCode } from '../../src/paper/code/read.ts';
import { print, scan, type Scan } from './channel.ts';
import { cleanScan, sampleOf, wrongBytes } from './code-sample.ts';

const sample = sampleOf(1);
const office = print(sample.back, 'office', 1);
/** The scan that every sheet must survive: 200 dpi, a fold, three stains, skewed. */
const worn: Scan = { dpi: 200, seed: 1, skew_deg: 2, fold: true, stains: 3, beyond_mm: 6 };
const wornScan = scan(office, worn);
const turned = (
  { width, height, pixels }: GrayPicture,
  toOld: (x: number, y: number) => number,
  swap: boolean,
): GrayPicture => {
  const size = swap ? { width: height, height: width } : { width, height };
  const result = new Uint8Array(width * height);
  for (let y = 0, at = 0; y < size.height; y += 1)
    for (let x = 0; x < size.width; x += 1, at += 1) result[at] = pixels[toOld(x, y)]!;
  return { ...size, pixels: result };
};

describe('R96: the dot code read from a scan', () => {
  it.each([1, 3])('comes back byte for byte from a clean picture of 600/%d dpi', { timeout: 60_000 }, (dots) => {
    const read = readCode(cleanScan(sample.back, dots));
    expect(wrongBytes(read, sample)).toBe(0);
    expect(read.ok && read.secret).toEqual(sample.secret);
    expect(read.ok && read.decode.margin).toBe(1);
  });

  it(
    '200 dpi, a fold, three stains, 2° skew: not one wrong byte, and much of the correcting power is left',
    { timeout: 60_000 },
    () => {
      const read = readCode(wornScan);
      expect(wrongBytes(read, sample)).toBe(0);
      expect(read.ok && read.secret).toEqual(sample.secret);
      expect(read.ok && read.decode.margin).toBeGreaterThan(0.8);
    },
  );

  it('any way round', { timeout: 60_000 }, () => {
    const picture = wornScan;
    const { width, height } = picture;
    const ways = [
      turned(picture, (x, y) => (height - 1 - y) * width + width - 1 - x, false),
      turned(picture, (x, y) => x * width + width - 1 - y, true),
    ];
    for (const way of ways) expect(wrongBytes(readCode(way), sample)).toBe(0);
  });

  it('with a corner of 10 % cut off', { timeout: 60_000 }, () => {
    // The other corners, over a thousand sheets: `npm run prove -- channel`.
    const read = readCode(scan(office, { ...worn, cut: { corner: 2, share: 0.1 } }));
    expect(wrongBytes(read, sample)).toBe(0);
  });

  it('from a photograph', { timeout: 60_000 }, () => {
    const perspective = [
      [0.12, 0.08],
      [0.9, 0.06],
      [0.96, 0.95],
      [0.05, 0.92],
    ] as const;
    const read = readCode(scan(office, { dpi: 300, seed: 4, perspective, lighting: 0.3, noise: 3, fold: true }));
    expect(wrongBytes(read, sample)).toBe(0);
  });

  it('says where each dot of the back is in the scan', () => {
    const read = readCode(cleanScan(sample.back, 3));
    if (!read.ok) throw new Error(read.failure);
    for (const [x, y] of [
      [BACK.code.x, BACK.code.y],
      [2_500, 3_500],
      [BACK.code.x + BACK.code.width, BACK.code.y + BACK.code.height],
    ] as const) {
      const [px, py] = read.place(x, y);
      expect(Math.abs(px - (x - 1) / 3)).toBeLessThan(0.3);
      expect(Math.abs(py - (y - 1) / 3)).toBeLessThan(0.3);
    }
  });

  it('a payload of zeros is as any other', { timeout: 60_000 }, () => {
    const zeros = { ...sampleOf(0, 1), payload: new Uint8Array(1) };
    expect(wrongBytes(readCode(cleanScan(zeros.back, 3)), { ...zeros, payload: sampleOf(0, 1).payload })).toBe(0);
  });
});

describe('R96: what cannot be read is named', () => {
  it('a sheet cut in half: cut', { timeout: 60_000 }, () => {
    const { width, height, pixels } = wornScan;
    const half = height >> 1;
    for (const from of [0, height - half]) {
      const part = { width, height: half, pixels: pixels.subarray(from * width, (from + half) * width) };
      expect(readCode(part)).toEqual({ ok: false, failure: 'cut' });
    }
  });

  it('a picture seen in a mirror: mirrored', { timeout: 60_000 }, () => {
    const picture = wornScan;
    const mirror = turned(picture, (x, y) => y * picture.width + picture.width - 1 - x, false);
    expect(readCode(mirror)).toEqual({ ok: false, failure: 'mirrored' });
  });

  it('pictures without a code, of any size and content, end soon and without a frame', { timeout: 60_000 }, () => {
    const filled = (width: number, height: number, level: (at: number) => number): GrayPicture => ({
      width,
      height,
      pixels: Uint8Array.from({ length: width * height }, (_, at) => level(at)),
    });
    let state = 7;
    const noise = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 24;
    const pictures = [
      filled(0, 0, () => 0),
      filled(1, 100_000, () => 0),
      filled(100_000, 1, () => 255),
      filled(1_654, 2_339, () => 255),
      filled(1_654, 2_339, noise),
      filled(1_654, 2_339, () => (noise() > 127 ? 255 : 0)),
      filled(1_654, 2_339, (at) => (((at >> 1) ^ (at >> 12)) & 1 ? 255 : 0)),
      { width: 1_654, height: 2_339, pixels: new Uint8Array(10) },
      { width: PIXELS_MAX, height: 200, pixels: new Uint8Array(10) },
      { width: Number.NaN, height: 200, pixels: new Uint8Array(10) },
      { width: 1_000.5, height: 1_000, pixels: new Uint8Array(2_000_000) },
    ];
    for (const picture of pictures) expect(readCode(picture)).toEqual({ ok: false, failure: 'noFrame' });
  });
});
