/** The fallback for printers without raster: a PDF whose pictures are our dots, on pages of exactly their size (print.md, pixel exactness). */
import { inflateSync } from 'node:zlib';
import PDFDocument from 'pdfkit';
import { beforeAll, describe, expect, test } from 'vitest';
import { CELL_LIMITS } from '../../src/cell/limits.ts';
import { type PageMaker, PLAIN_TARGET, type PaperResult } from '../../src/paper/contract.ts';
import { createPageMaker } from '../../src/paper/page-maker.ts';
import { pdfDocument } from '../../src/paper/pdf-output.ts';
import { loadRenderer } from '../../src/paper/pdfium.ts';
import { blackSide } from '../../src/paper/sides.ts';
import { readPieces, renderLeaf, testSealing } from '../virtual/paper/fixture.ts';
import { decodeRaster } from '../virtual/printer/raster.ts';

const PDF = { ...PLAIN_TARGET, format: 'application/pdf' } as const;
let maker: PageMaker;
beforeAll(async () => {
  maker = await createPageMaker({ sealing: testSealing() });
});

/** Two sides of random dots. */
const noise = (seed: number): Uint8Array =>
  Uint8Array.from({ length: 620 * 7016 }, (_, at) => Math.imul(at + seed, 2_654_435_761) >>> 24);
const side = (rows: Uint8Array) => blackSide({ width: 4960, height: 7016, rows });

/** The pictures of a document as they were before they were packed. */
function picturesOf(pdf: Buffer): Buffer[] {
  const text = pdf.toString('latin1');
  return [...text.matchAll(/\/Subtype \/Image .*?\/Length (\d+) >>\nstream\n/g)].map((match) => {
    const from = match.index + match[0].length;
    return inflateSync(pdf.subarray(from, from + Number(match[1])));
  });
}

/** Dots that are not the same in one bit and in gray. */
function unequalDots(rows: Uint8Array, gray: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < gray.length; at += 1) {
    const isBlack = ((rows[at >> 3]! >> (7 - (at & 7))) & 1) === 1;
    if (isBlack !== gray[at]! < 128) count += 1;
  }
  return count;
}

describe('the PDF of a leaf', () => {
  test('has one page a side, each exactly 4960 × 7016 dots of 1/600 inch, and our very dots', () => {
    const [front, back] = [noise(1), noise(2)];
    const pdf = Buffer.from(readPieces(pdfDocument([side(front.slice()), side(back.slice())])));
    const text = pdf.toString('latin1');
    expect(text.match(/\/MediaBox \[0 0 595\.2 841\.92\]/g)).toHaveLength(2);
    expect(text.match(/q 595\.2 0 0 841\.92 0 0 cm/g)).toHaveLength(2);
    expect(picturesOf(pdf).map((picture, at) => picture.equals([front, back][at]!))).toEqual([true, true]);
  });

  test('says where its objects stand', () => {
    const pdf = Buffer.from(readPieces(pdfDocument([side(noise(1)), side(noise(2))])));
    const text = pdf.toString('latin1');
    const table = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
    expect(text.slice(table, table + 4)).toBe('xref');
    const places = [...text.slice(table).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, place]) => Number(place));
    expect(places).toHaveLength(8);
    places.forEach((place, at) => expect(text.slice(place).startsWith(`${at + 1} 0 obj`)).toBe(true));
  });

  test('R102: comes in pieces as small as those of a raster', () => {
    const source = pdfDocument([side(noise(1))]);
    const lengths: number[] = [];
    for (let piece = source.next(); piece !== null; piece = source.next()) lengths.push(piece.length);
    expect(lengths.length).toBeGreaterThan(15);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(CELL_LIMITS.piece_bytes_max);
  });

  test('R102: wipes its sides when it is read to the end, and when it is closed before', () => {
    for (const pieces of [Infinity, 3]) {
      const rows = noise(1);
      const source = pdfDocument([side(rows)]);
      for (let at = 0; at < pieces && source.next() !== null; at += 1);
      source.close();
      expect(source.next()).toBeNull();
      expect(rows.every((byte) => byte === 0)).toBe(true);
    }
  });

  test('R96: is sealed and drawn as the raster is', { timeout: 20_000 }, async () => {
    const page = await new Promise<Buffer>((resolve) => {
      const document = new PDFDocument({ size: 'A4' });
      const parts: Buffer[] = [];
      document.on('data', (part: Buffer) => parts.push(part));
      document.on('end', () => resolve(Buffer.concat(parts)));
      document.text('MIHON').end();
    });
    const made = await renderLeaf(maker, { pdf: page, target: PDF });
    const raster = await renderLeaf(maker, { pdf: page });
    if (!made.ok || !raster.ok) throw new Error('not made');
    const [front, back] = picturesOf(Buffer.from(readPieces(made.document)));
    const [printedFront, printedBack] = decodeRaster(readPieces(raster.document)) ?? [];
    expect(unequalDots(front!, printedFront!.gray)).toBe(0);
    // The secret of each print is its own, so the backs differ: in their code, and in its letters.
    expect(unequalDots(back!, printedBack!.gray)).toBeGreaterThan(100_000);
  });
});

test(
  'a slip as PDF is what its raster is, but for edges that a renderer moves: why raster is preferred',
  { timeout: 20_000 },
  async () => {
    const slip = { claimNumber: '1', amount_yen: 100, reason: 'x', phone: '0', kioskName: 'k', time: 't', qrText: 'q' };
    const make = (target: typeof PDF | typeof PLAIN_TARGET): Promise<Uint8Array> =>
      new Promise((resolve, reject) =>
        maker.slip(slip, target, (made: PaperResult) =>
          made.ok ? resolve(made.raster) : reject(new Error(made.code)),
        ),
      );
    const renderer = await loadRenderer();
    const opened = renderer.openPage(await make(PDF));
    if (!opened.ok) throw new Error(opened.refusal);
    const [printed] = decodeRaster(await make(PLAIN_TARGET)) ?? [];
    const wrong = opened.value.gray((gray) => {
      let count = 0;
      for (let at = 0; at < gray.length; at += 1) if (gray[at]! < 128 !== printed!.gray[at]! < 128) count += 1;
      return count;
    });
    opened.value.close();
    expect(wrong).not.toBeNull();
    expect(wrong! / (4960 * 7016)).toBeLessThan(0.002);
  },
);
