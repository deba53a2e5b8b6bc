/** Colours of a page (R98: the seal stays plain): red where the printer can, dark where it cannot, on paper without けん制文字, across the bands they are drawn in. */
import PDFDocument from 'pdfkit';
import { beforeAll, describe, expect, test } from 'vitest';
import type { PageMaker, RasterTarget } from '../../src/paper/contract.ts';
import { createPageMaker } from '../../src/paper/page-maker.ts';
import { sealBoxes } from '../../src/paper/seals.ts';
import { readPieces, renderLeaf, testSealing } from '../virtual/paper/fixture.ts';
import { decodeSamples, type Samples } from '../virtual/printer/raster.ts';

const DOTS_PER_MM = 600 / 25.4;
const POINTS_PER_MM = 72 / 25.4;
const RED = [190, 30, 40] as const;

function pdfOf(draw: (document: PDFKit.PDFDocument) => void): Promise<Buffer> {
  return new Promise((resolve) => {
    const document = new PDFDocument({ size: 'A4', margin: 0 });
    const parts: Buffer[] = [];
    document.on('data', (part: Buffer) => parts.push(part));
    document.on('end', () => resolve(Buffer.concat(parts)));
    draw(document);
    document.end();
  });
}

let maker: PageMaker;
beforeAll(async () => {
  maker = await createPageMaker({ sealing: testSealing() });
});

async function frontOf(pdf: Uint8Array, type: RasterTarget['type']): Promise<Samples> {
  const made = await renderLeaf(maker, { pdf, target: { type } });
  if (!made.ok) throw new Error(made.code);
  const samples = decodeSamples(readPieces(made.document), 0);
  if (samples === null) throw new Error('damaged');
  return samples;
}

/** The dot at a place in millimetres. */
function dotAt({ bytes, width, channels }: Samples, x_mm: number, y_mm: number): number[] {
  const at = (Math.round(y_mm * DOTS_PER_MM) * width + Math.round(x_mm * DOTS_PER_MM)) * channels;
  return [...bytes.subarray(at, at + channels)];
}

/** A ring of 24 mm with its middle at 150, 240 mm, and black words beside it. */
const withSeal = (document: PDFKit.PDFDocument): void => {
  document
    .circle(150 * POINTS_PER_MM, 240 * POINTS_PER_MM, 12 * POINTS_PER_MM)
    .lineWidth(1.5 * POINTS_PER_MM)
    .stroke([...RED]);
  document.fillColor('black').text('MIHON', 100 * POINTS_PER_MM, 238 * POINTS_PER_MM);
};
/** A place on the ring, and one inside of it. */
const ON_RING = [150, 228] as const;

describe('a red seal', () => {
  test('is red in srgb_8, and in cmyk_8 made without black toner', async () => {
    const pdf = await pdfOf(withSeal);
    expect(dotAt(await frontOf(pdf, 'srgb_8'), ...ON_RING)).toEqual([...RED]);
    expect(dotAt(await frontOf(pdf, 'cmyk_8'), ...ON_RING)).toEqual([255 - RED[0], 255 - RED[1], 255 - RED[2], 0]);
  });

  test('is dark on a printer without colours: more than half of its dots', async () => {
    const front = await frontOf(await pdfOf(withSeal), 'black_1');
    let [dark, all] = [0, 0];
    for (let angle = 0; angle < 360; angle += 1) {
      for (let radius_mm = 11.5; radius_mm < 12.5; radius_mm += 0.04) {
        const radians = (angle * Math.PI) / 180;
        const [value] = dotAt(front, 150 + radius_mm * Math.cos(radians), 240 + radius_mm * Math.sin(radians));
        all += 1;
        if (value === 255) dark += 1;
      }
    }
    expect(dark / all).toBeGreaterThan(0.55);
  });

  test('R98: keeps plain paper inside and around it, in every type', async () => {
    const pdf = await pdfOf(withSeal);
    for (const type of ['black_1', 'cmyk_8'] as const) {
      const front = await frontOf(pdf, type);
      const ink = front.channels === 1 ? [255] : [0, 0, 0, 255];
      let inked = 0;
      for (let y_mm = 233; y_mm < 247; y_mm += 0.04) {
        for (let x_mm = 143; x_mm < 157; x_mm += 0.04) {
          if (dotAt(front, x_mm, y_mm).join() === ink.join()) inked += 1;
        }
      }
      expect(inked, type).toBe(0);
    }
  });

  test('black words keep black toner alone', async () => {
    const front = await frontOf(await pdfOf(withSeal), 'cmyk_8');
    let black = 0;
    for (let x_mm = 100; x_mm < 115; x_mm += 0.04) {
      for (let y_mm = 238; y_mm < 243; y_mm += 0.04) {
        const [cyan, magenta, yellow, key] = dotAt(front, x_mm, y_mm);
        if (key === 255) black += 1;
        if (key! > 0) expect([cyan, magenta, yellow]).toEqual([0, 0, 0]);
      }
    }
    expect(black).toBeGreaterThan(1_000);
  });
});

test('colours are whole across the bands that they are drawn in', async () => {
  // Each dot of the area: 30 to 90 mm are eleven bands.
  const pdf = await pdfOf((document) => {
    document.rect(20 * POINTS_PER_MM, 30 * POINTS_PER_MM, 5 * POINTS_PER_MM, 60 * POINTS_PER_MM).fill([...RED]);
    // A hairline of colour, 0.1 mm, far from it.
    document.rect(100 * POINTS_PER_MM, 200 * POINTS_PER_MM, 50 * POINTS_PER_MM, 0.1 * POINTS_PER_MM).fill([0, 0, 255]);
  });
  const front = await frontOf(pdf, 'srgb_8');
  const wrong: number[] = [];
  for (let y = Math.ceil(30.1 * DOTS_PER_MM); y < 89.9 * DOTS_PER_MM; y += 1) {
    for (const x of [480, 530, 580]) {
      const at = (y * front.width + x) * 3;
      if (front.bytes[at] !== RED[0] || front.bytes[at + 2] !== RED[2]) wrong.push(y);
    }
  }
  expect(wrong).toEqual([]);
  const [red, , blue] = dotAt(front, 125, 200.05);
  expect(blue! - red!).toBeGreaterThan(100);
});

test('what is a seal: 5 to 60 mm each way, its parts near to each other; no letter, no line, no tinted page', () => {
  const map = (...areas: [x: number, y: number, width: number, height: number][]) => {
    const cells = new Uint8Array(620 * 877);
    for (const [x, y, width, height] of areas) {
      for (let row = y; row < y + height; row += 1) cells.fill(1, row * 620 + x, row * 620 + x + width);
    }
    return sealBoxes({ width: 620, height: 877, cells, scale: 8 });
  };
  expect(map([100, 100, 70, 70])).toEqual([{ x: 776, y: 776, width: 608, height: 608 }]);
  // Two parts of one, and one far off.
  expect(map([100, 100, 70, 30], [100, 135, 70, 30], [400, 700, 60, 60])).toHaveLength(2);
  expect(map([100, 100, 10, 10])).toEqual([]);
  expect(map([10, 100, 600, 20])).toEqual([]);
  expect(map([0, 0, 620, 877])).toEqual([]);
});
