/** Our PWG raster, read back by the virtual printer's own decoder: dot for dot what was composed, in every type and turned as a printer asks. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RasterType } from '../../drivers/printer.ts';
import type { BitPicture } from '../../src/paper/code/contract.ts';
import { type PieceSource, type SheetBack } from '../../src/paper/contract.ts';
import { pwgRaster, wholeOf } from '../../src/paper/pwg-raster.ts';
import { backTransform, turnBack } from '../../src/paper/sheet-back.ts';
import { blackSide, type ColourRows, type Side } from '../../src/paper/sides.ts';
import { countRasterPages, decodeRaster, decodeSamples } from '../virtual/printer/raster.ts';

const TYPES: readonly RasterType[] = ['black_1', 'sgray_8', 'srgb_8', 'cmyk_8'];
const BACKS: readonly SheetBack[] = ['normal', 'flipped', 'rotated', 'manual-tumble'];

/** A picture of random runs, as long as `flat` says. */
function pictureOf(width: number, height: number, next: () => number, flat: number): BitPicture {
  const stride = (width + 7) >> 3;
  const rows = new Uint8Array(stride * height);
  let value = 0;
  for (let y = 0; y < height; y += 1) {
    if (y > 0 && next() % 3 === 0) {
      rows.copyWithin(y * stride, (y - 1) * stride, y * stride);
      continue;
    }
    for (let x = 0; x < width; x += 1) {
      if (next() % (flat + 1) === 0) value ^= 1;
      if (value === 1) rows[y * stride + (x >> 3)]! |= 0x80 >> (x & 7);
    }
  }
  return { width, height, rows };
}

const copyOf = (picture: BitPicture): BitPicture => ({ ...picture, rows: picture.rows.slice() });

/** 0 where a dot is black, 255 where it is not. */
function grayOf({ width, height, rows }: BitPicture): Uint8Array {
  const stride = (width + 7) >> 3;
  return Uint8Array.from({ length: width * height }, (_, at) => {
    const x = at % width;
    return (rows[Math.floor(at / width) * stride + (x >> 3)]! & (0x80 >> (x & 7))) === 0 ? 255 : 0;
  });
}

/** The document of a front and a back, as a printer of this kind asks for it. */
function documentOf(front: Side, back: Side, type: RasterType, sheetBack: SheetBack): Uint8Array {
  const source = pwgRaster([front, turnBack(back, sheetBack)], {
    type,
    dpi: 600,
    mediaName: 'iso_a4_210x297mm',
    quality: 5,
    back: backTransform(sheetBack),
  });
  const whole = wholeOf(source);
  if (whole === null) throw new Error('broken');
  return whole;
}

describe('R96, PWG 5102.4: two sides of random dots', () => {
  for (const type of TYPES) {
    test.each(BACKS)(`in ${type} for a printer whose backs are %s`, (sheetBack) => {
      fc.assert(
        fc.property(
          fc.integer({ min: 1, max: 300 }),
          fc.integer({ min: 1, max: 12 }),
          fc.infiniteStream(fc.nat(1_000)),
          fc.constantFrom(0, 1, 4, 40),
          (width, height, stream, flat) => {
            const next = (): number => stream.next().value;
            const front = pictureOf(width, height, next, flat);
            const back = pictureOf(width, height, next, flat);
            const document = documentOf(blackSide(copyOf(front)), blackSide(copyOf(back)), type, sheetBack);
            const pages = decodeRaster(document, sheetBack);
            expect(pages).toHaveLength(2);
            expect(pages?.[0]).toMatchObject({ width, height, dpi: 600, duplex: true, tumble: false, totalPages: 2 });
            expect(pages?.[0]?.gray).toEqual(grayOf(front));
            expect(pages?.[1]?.gray).toEqual(grayOf(back));
          },
        ),
        { numRuns: 25 },
      );
    });
  }
});

/** Header fields of the n-th side. */
function fieldsOf(document: Uint8Array, from: number): readonly number[] {
  const view = new DataView(document.buffer, document.byteOffset + from);
  return [272, 368, 384, 388, 400, 420, 456, 460].map((at) => view.getInt32(at));
}

test.each([
  ['black_1', [1, 1, 3, 1]],
  ['sgray_8', [8, 8, 18, 1]],
  ['srgb_8', [8, 24, 19, 3]],
  ['cmyk_8', [8, 32, 6, 4]],
] as const)('PWG 5102.4, table 3: the header of %s', (type, kinds) => {
  const side = (): Side => blackSide({ width: 8, height: 1, rows: new Uint8Array(1) });
  // Duplex and no Tumble: turned at the long edge; then the transforms of the back alone.
  expect(fieldsOf(documentOf(side(), side(), type, 'rotated'), 4)).toEqual([1, 0, ...kinds, 1, 1]);
  const bySheetBack = BACKS.map((sheetBack) => {
    const document = documentOf(side(), side(), type, sheetBack);
    // An empty row of eight dots: repeat count and one run.
    const second = 4 + 1796 + 1 + (type === 'black_1' ? 2 : 1 + kinds[3]);
    return fieldsOf(document, second).slice(-2);
  });
  expect(bySheetBack).toEqual([
    [1, 1],
    [1, -1],
    [-1, -1],
    [1, 1],
  ]);
});

/** Rows of one colour each. */
function stripes(colours: readonly (readonly [number, number, number] | null)[], width: number): ColourRows {
  return {
    row: (y) => {
      const colour = colours[y];
      return colour ? Uint8Array.from({ length: width * 3 }, (_, at) => colour[at % 3]!) : null;
    },
    mayHave: (y) => colours[y] !== null,
    close: () => undefined,
  };
}

describe('colours', () => {
  const WIDTH = 16;
  const front = (): Side => ({
    black: { width: WIDTH, height: 4, rows: Uint8Array.from([0xff, 0, 0xff, 0, 0xff, 0, 0xff, 0]) },
    inks: [],
    // Red, hardly a colour, none, blue.
    colours: stripes([[200, 30, 40], [120, 125, 130], null, [20, 20, 220]], WIDTH),
  });
  const blank = (): Side => blackSide({ width: WIDTH, height: 4, rows: new Uint8Array(8) });

  test('R98: a red seal is red where the printer has colours, without black toner, and black dots where it has none', () => {
    const rgb = decodeSamples(documentOf(front(), blank(), 'srgb_8', 'normal'), 0);
    expect([...(rgb?.bytes.subarray(0, 3) ?? [])]).toEqual([200, 30, 40]);
    // A dot that is hardly coloured stays what the black plane has there.
    expect([...(rgb?.bytes.subarray(WIDTH * 3, WIDTH * 3 + 3) ?? [])]).toEqual([0, 0, 0]);
    expect([...(rgb?.bytes.subarray(WIDTH * 9, WIDTH * 9 + 3) ?? [])]).toEqual([20, 20, 220]);
    const cmyk = decodeSamples(documentOf(front(), blank(), 'cmyk_8', 'normal'), 0);
    expect([...(cmyk?.bytes.subarray(0, 4) ?? [])]).toEqual([55, 225, 215, 0]);
    expect([...(cmyk?.bytes.subarray(WIDTH * 4, WIDTH * 4 + 4) ?? [])]).toEqual([0, 0, 0, 255]);
    const [mono] = decodeRaster(documentOf(front(), blank(), 'black_1', 'normal')) ?? [];
    expect([...(mono?.gray.subarray(0, 16) ?? [])]).toEqual([...Array(8).fill(0), ...Array(8).fill(255)]);
  });

  test.each(BACKS)('R97: an area in other toners turns with its back (%s)', (sheetBack) => {
    const back: Side = {
      black: { width: WIDTH, height: 4, rows: Uint8Array.from([0x80, 0, 0, 0, 0, 0, 0, 0]) },
      inks: [
        {
          box: { x: 3, y: 1, width: 2, height: 2 },
          // One dot of four.
          plane: { width: 2, height: 2, rows: Uint8Array.from([0, 0x80]) },
          cmyk: [255, 254, 253, 0],
          rgb: [1, 2, 3],
        },
      ],
      colours: null,
    };
    const cmyk = decodeSamples(documentOf(blank(), back, 'cmyk_8', sheetBack), 1, sheetBack);
    const dot = (x: number, y: number): number[] => [
      ...(cmyk?.bytes.subarray((y * WIDTH + x) * 4, (y * WIDTH + x + 1) * 4) ?? []),
    ];
    expect(dot(0, 0)).toEqual([0, 0, 0, 255]);
    expect(dot(3, 2)).toEqual([255, 254, 253, 0]);
    expect(dot(4, 2)).toEqual([0, 0, 0, 0]);
    expect(dot(3, 1)).toEqual([0, 0, 0, 0]);
  });

  test('a page that cannot be drawn any more breaks the document off, and says nothing of why', () => {
    const side = front();
    let rows = 0;
    const failing: Side = {
      ...side,
      colours: {
        mayHave: () => true,
        row: () => {
          rows += 1;
          if (rows > 2) throw new Error('見本');
          return null;
        },
        close: () => undefined,
      },
    };
    const source = pwgRaster([failing, blank()], {
      type: 'srgb_8',
      dpi: 600,
      mediaName: 'm',
      quality: 5,
      back: backTransform('normal'),
    });
    expect(source.next()).toBeNull();
    expect(source.failed).toBe(true);
  });
});

describe('size and pieces', () => {
  const options = {
    type: 'black_1',
    dpi: 600,
    mediaName: 'iso_a4_210x297mm',
    quality: 5,
    back: backTransform('normal'),
  } as const;
  const noise = (height: number): BitPicture => ({
    width: 4960,
    height,
    rows: Uint8Array.from({ length: 620 * height }, (_, i) => (i * 2_654_435_761) >>> 24),
  });
  const sizeOf = (picture: BitPicture): number => wholeOf(pwgRaster([blackSide(picture)], options))?.length ?? 0;

  test('stays within 1 % of plain size in the worst case and packs a white A4 into 4 kB', () => {
    expect(sizeOf(noise(256))).toBeLessThan(620 * 256 * 1.01 + 1900);
    // Pairs between single octets: the pattern that naive PackBits blows up by a third.
    const pairs = Uint8Array.from({ length: 620 * 256 }, (_, i) =>
      i % 3 === 0 ? (i / 3) & 0x7f : 0x80 | ((i / 3) & 0x7f),
    );
    expect(sizeOf({ width: 4960, height: 256, rows: pairs })).toBeLessThan(pairs.length * 1.01 + 1900);
    expect(sizeOf({ width: 4960, height: 7016, rows: new Uint8Array(620 * 7016) })).toBeLessThan(4096);
  });

  test('R102: comes in small pieces, is the same whole, and is wiped when it is closed in the middle', () => {
    const pieces = (source: PieceSource): Uint8Array[] => {
      const all: Uint8Array[] = [];
      for (let piece = source.next(); piece !== null; piece = source.next()) all.push(piece);
      return all;
    };
    const all = pieces(pwgRaster([blackSide(noise(2_000)), blackSide(noise(2_000))], options));
    expect(all.length).toBeGreaterThan(15);
    expect(Math.max(...all.map(({ length }) => length))).toBeLessThan(256 * 1024);
    expect(countRasterPages(Buffer.concat(all))).toBe(2);
    const held = noise(2_000);
    const source = pwgRaster([blackSide(held)], options);
    source.next();
    source.close();
    expect(source.next()).toBeNull();
    expect(source.failed).toBe(false);
    expect(held.rows.every((byte) => byte === 0)).toBe(true);
  });
});
