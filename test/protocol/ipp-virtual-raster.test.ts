import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../src/base/random.ts';
import { pwgRaster, wholeOf } from '../../src/paper/pwg-raster.ts';
import { backTransform, turnBack } from '../../src/paper/sheet-back.ts';
import { blackSide } from '../../src/paper/sides.ts';
import { countRasterPages, decodeRaster, decodeSamples, type SheetBack } from '../virtual/printer/raster.ts';
import { drawSide } from '../virtual/printer/side-picture.ts';
import { IppBench, ORDER } from './ipp-bench.ts';

const [WIDTH, HEIGHT] = [104, 60];
const BACKS: readonly SheetBack[] = ['normal', 'flipped', 'rotated', 'manual-tumble'];
const TYPES = ['black_1', 'sgray_8', 'srgb_8', 'cmyk_8'] as const;

/** Dots of a side that looks different however it is turned. */
const dots = (seed: number) => ({
  width: WIDTH,
  height: HEIGHT,
  rows: new SeededRandom(seed).bytes((WIDTH / 8) * HEIGHT),
});

/** A leaf as the page maker makes it for a printer of this kind. */
function leaf(type: (typeof TYPES)[number], sheetBack: SheetBack): Uint8Array {
  const sides = [blackSide(dots(1)), turnBack(blackSide(dots(2)), sheetBack)];
  const options = {
    type,
    dpi: 600,
    mediaName: 'iso_a4_210x297mm',
    quality: 5,
    back: backTransform(sheetBack),
  } as const;
  return wholeOf(pwgRaster(sides, options)) ?? new Uint8Array();
}

/** What lies on paper as bits, as `dots` has them. */
function bits(gray: Uint8Array): Uint8Array {
  const rows = new Uint8Array((WIDTH / 8) * HEIGHT);
  gray.forEach((value, at) => {
    if (value < 128) rows[at >> 3]! |= 0x80 >> (at & 7);
  });
  return rows;
}

describe('the virtual printer puts on paper what an engine would', () => {
  for (const sheetBack of BACKS) {
    it(`R96: sheet-back ${sheetBack}: the back lies upright behind its front, in every raster type`, () => {
      for (const type of TYPES) {
        const bench = new IppBench({ printer: { rasterTypes: [type], sheetBack } }).open();
        expect(bench.until('traits').traits).toMatchObject({ rasterTypes: [type], sheetBack });
        bench.send('leaf', { ...ORDER, raster: type }, leaf(type, sheetBack));
        expect(bench.until('outcome'), type).toMatchObject({ result: 'done' });
        const [front, back] = bench.printer.sheets()[0]?.images() ?? [];
        expect(bits(front!.gray), `${type} front`).toEqual(dots(1).rows);
        expect(bits(back!.gray), `${type} back`).toEqual(dots(2).rows);
      }
    });
  }

  it('a back that was not prepared for the engine lies wrong on its paper, as it would', () => {
    for (const sheetBack of ['flipped', 'rotated'] as const) {
      const pages = decodeRaster(leaf('black_1', 'normal'), sheetBack);
      expect(bits(pages![1]!.gray), sheetBack).not.toEqual(dots(2).rows);
      expect(bits(pages![0]!.gray), sheetBack).toEqual(dots(1).rows);
    }
  });

  it('separations can be looked at: black stands in the K plane alone', () => {
    const samples = decodeSamples(leaf('cmyk_8', 'normal'), 0);
    expect(samples).toMatchObject({ channels: 4, ink: true, width: WIDTH, height: HEIGHT });
    const inks = [0, 0, 0, 0];
    samples!.bytes.forEach((value, at) => (inks[at & 3]! += value));
    expect(inks.slice(0, 3)).toEqual([0, 0, 0]);
    expect(inks[3]).toBeGreaterThan(0);
  });

  it('both sides can be looked at as PNG, front and back, in gray and in colour', () => {
    for (const [type, sheetBack] of [
      ['black_1', 'rotated'],
      ['cmyk_8', 'flipped'],
    ] as const) {
      const document = leaf(type, sheetBack);
      for (const [side, seed] of [
        [0, 1],
        [1, 2],
      ] as const) {
        const png = PNG.sync.read(Buffer.from(drawSide(document, side, HEIGHT, sheetBack)!));
        expect([png.width, png.height]).toEqual([WIDTH, HEIGHT]);
        const gray = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, at) => png.data[at * 4]!);
        expect(bits(gray), `${type} ${side}`).toEqual(dots(seed).rows);
      }
    }
  });
});

describe('raster from the wire is foreign', () => {
  it('bounds every size: dots of a side, sides of a document, rows that claim more than there is', () => {
    const good = Buffer.from(leaf('black_1', 'normal'));
    const with32 = (at: number, value: number): Buffer => {
      const bad = Buffer.from(good);
      bad.writeUInt32BE(value, 4 + at);
      return bad;
    };
    for (const bad of [
      with32(372, 0xffffffff),
      with32(376, 0xffffffff),
      with32(388, 7),
      with32(392, 1),
      with32(396, 1),
    ])
      expect(countRasterPages(bad)).toBeNull();
    expect(countRasterPages(good.subarray(0, good.length - 1))).toBeNull();
    expect(countRasterPages(Buffer.from('RaS2'))).toBeNull();
    expect(countRasterPages(Buffer.concat([good, ...Array.from({ length: 70 }, () => good.subarray(4))]))).toBeNull();
  });
});
