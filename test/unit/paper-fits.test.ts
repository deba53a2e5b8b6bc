/** A page that no back can carry is refused before it is sold (R96); fictional, 見本. */
import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { SeededRandom } from '../../src/base/random.ts';
import type { InspectResult, PageMaker } from '../../src/paper/contract.ts';
import { prepareLayers } from '../../src/paper/layers/layers.ts';
import { createPageMaker } from '../../src/paper/page-maker.ts';
import { KIOSK, makeSheetWorld, manifestOf, NUMBER } from '../paper/sheet-world.ts';

const world = makeSheetWorld();
let maker: PageMaker;
beforeAll(async () => {
  const layers = prepareLayers();
  const sealing = { kioskId: KIOSK, keys: world.keys, layers, enquiry: '見本', random: world.random(1) };
  maker = await createPageMaker({ sealing });
}, 60_000);

function pdfOf(draw: (document: PDFKit.PDFDocument) => void): Promise<Buffer> {
  return new Promise((resolve) => {
    const document = new PDFDocument({ size: 'A4', margin: 0 });
    const parts: Buffer[] = [];
    document.on('data', (part: Buffer) => parts.push(part));
    document.on('end', () => resolve(Buffer.concat(parts)));
    document.text(NUMBER, 60, 20);
    draw(document);
    document.end();
  });
}

const inspect = (pdf: Uint8Array, manifest: object = manifestOf()): Promise<InspectResult> =>
  new Promise((resolve) => {
    const place = { uniqueNumber: NUMBER, leaf: 1, of: 2, manifest: world.centre.sign(manifest) };
    maker.inspect({ pdf, marks: [NUMBER], place }, resolve);
  });

test('R96: a page of noise, which no resolution makes small enough, is refused before money; a page of text is not', async () => {
  const noise = { raw: { width: 700, height: 1_000, channels: 1 } } as const;
  const png = await sharp(new SeededRandom(2).bytes(700_000), noise).png().toBuffer();
  const dense = await pdfOf((document) => void document.image(png, 0, 40, { width: 595, height: 800 }));
  expect(await inspect(dense)).toEqual({ ok: false, code: 'frontTooDense' });
  expect(await inspect(await pdfOf((document) => void document.text('見本', 60, 60)))).toEqual({ ok: true });
}, 60_000);

test('an application whose proofs leave no room for any front is refused before money', async () => {
  const note = Buffer.from(new SeededRandom(3).bytes(30_000)).toString('hex');
  const dense = manifestOf({
    note: `${note}${note.slice(0, 60_000)}`,
    other: Buffer.from(new SeededRandom(4).bytes(24_000)).toString('hex'),
  });
  expect(await inspect(await pdfOf(() => undefined), dense)).toEqual({ ok: false, code: 'frontTooDense' });
}, 60_000);
