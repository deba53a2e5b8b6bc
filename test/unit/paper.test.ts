import { createHash } from 'node:crypto';
import PDFDocument from 'pdfkit';
import QRCode from 'qrcode';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type PageMaker,
  type PaperResult,
  PLAIN_TARGET,
  type ReceiptData,
  type RenderResult,
  type SlipData,
} from '../../src/paper/contract.ts';
import { toDots } from '../../src/paper/dots.ts';
import { createPageMaker } from '../../src/paper/page-maker.ts';
import { readPieces, renderLeaf, testSealing } from '../virtual/paper/fixture.ts';
import { decodeRaster, type RasterPage } from '../virtual/printer/raster.ts';

/** A PDF made by `draw`, as a municipality's system might. */
function pdfOf(draw: (document: PDFKit.PDFDocument) => void, options: PDFKit.PDFDocumentOptions = {}): Promise<Buffer> {
  return new Promise((resolve) => {
    const document = new PDFDocument({ size: 'A4', margin: 0, ...options });
    const parts: Buffer[] = [];
    document.on('data', (part: Buffer) => parts.push(part));
    document.on('end', () => resolve(Buffer.concat(parts)));
    draw(document);
    document.end();
  });
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const render = (maker: PageMaker, pdf: Uint8Array, pageDigest_sha256: string | null = null): Promise<RenderResult> =>
  renderLeaf(maker, { pdf, pageDigest_sha256 });

/** The front of a leaf, or the one side of an own paper. */
function pageOf(result: RenderResult | PaperResult): RasterPage {
  if (!result.ok) throw new Error(result.code);
  const pages = decodeRaster('document' in result ? readPieces(result.document) : result.raster) ?? [];
  const [page] = pages;
  if (!page || pages.length !== ('document' in result ? 2 : 1)) throw new Error('not the sides of a sheet');
  return page;
}

/** Share of black dots in a rectangle given in millimetres. */
function ink(page: RasterPage, x_mm: number, y_mm: number, width_mm: number, height_mm: number): number {
  const dots = (mm: number): number => Math.round((mm / 25.4) * 600);
  let [black, all] = [0, 0];
  for (let y = dots(y_mm); y < dots(y_mm + height_mm); y += 1) {
    for (let x = dots(x_mm); x < dots(x_mm + width_mm); x += 1) {
      all += 1;
      if (page.gray[y * page.width + x]! < 128) black += 1;
    }
  }
  return black / all;
}

describe('dots', () => {
  it('cuts edges and keeps the darkness of flat tints within 3 %', () => {
    for (const level of [40, 96, 128, 192, 230]) {
      const gray = new Uint8Array(160 * 160).fill(level);
      const dots = toDots(gray, 160, 160);
      const black = dots.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);
      expect(Math.abs(black / gray.length - (255 - level) / 255), `level ${level}`).toBeLessThan(0.03);
    }
    // A rule of dark gray ink, four dots thick, stays a solid line.
    const rule = new Uint8Array(160 * 160).fill(255);
    rule.fill(68, 100 * 160, 104 * 160);
    expect(toDots(rule, 160, 160).subarray(100 * 20, 104 * 20)).toEqual(new Uint8Array(80).fill(0xff));
    const edge = Uint8Array.from([255, 200, 100, 0, 0, 100, 200, 255]);
    expect(toDots(edge, 8, 1)[0]).toBe(0b00111100);
  });
});

describe('page maker', () => {
  let maker: PageMaker;
  beforeAll(async () => {
    maker = await createPageMaker({ sealing: testSealing() });
  });

  it('D5: renders one A4 page at exactly 4960 × 7016 and returns the digest of the very buffer', async () => {
    const pdf = await pdfOf((document) => {
      // A frame on the outermost dots and a mark whose place is known: 100 × 50 mm at 20, 30 mm.
      document.rect(0, 0, document.page.width, document.page.height).lineWidth(2).stroke('black');
      const mm = 72 / 25.4;
      document.rect(20 * mm, 30 * mm, 100 * mm, 50 * mm).fill('black');
    });
    const result = await render(maker, pdf, sha256(pdf));
    expect(result).toMatchObject({ ok: true, digest_sha256: sha256(pdf) });
    const page = pageOf(result);
    expect(page).toMatchObject({ width: 4960, height: 7016, dpi: 600, bitsPerPixel: 1, colorSpace: 3 });
    expect(page.gray[0]).toBe(0);
    expect(page.gray[4960 * 7016 - 1]).toBe(0);
    expect(ink(page, 20.2, 30.2, 99.6, 49.6)).toBe(1);
    // Paper around what is printed: no けん制文字 touches it.
    expect(ink(page, 19.3, 30, 0.6, 50)).toBe(0);
    expect(ink(page, 120.1, 30, 0.6, 50)).toBe(0);
    expect(ink(page, 20, 80.1, 100, 0.6)).toBe(0);
    // And the page's edge, where no engine prints.
    expect(ink(page, 1, 30, 3, 200)).toBe(0);
  });

  it('R96: without keys that seal it, no leaf is made', async () => {
    const unsealed = await createPageMaker();
    const pdf = await pdfOf((document) => document.text('x'));
    expect(await render(unsealed, pdf)).toEqual({ ok: false, code: 'paperKeys' });
  });

  it('D5: refuses a page that is not the one of the manifest', async () => {
    const pdf = await pdfOf((document) => document.text('見本'));
    expect(await render(maker, pdf, sha256(Buffer.from('another')))).toEqual({ ok: false, code: 'pageDigest' });
  });

  it('refuses two pages, another size, scripts, attachments, forms that act, passwords and what is no PDF', async () => {
    const bad: Record<string, Promise<Buffer>> = {
      two: pdfOf((document) => document.addPage()),
      letter: pdfOf(() => undefined, { size: 'LETTER' }),
      landscape: pdfOf(() => undefined, { layout: 'landscape' }),
      attachment: pdfOf((document) => document.file(Buffer.from('x'), { name: 'x.txt' })),
      note: pdfOf((document) => document.note(10, 10, 50, 50, 'hello')),
      password: pdfOf((document) => document.text('x'), { userPassword: 'secret' }),
      empty: Promise.resolve(Buffer.alloc(0)),
      html: Promise.resolve(Buffer.from('<html></html>')),
    };
    const plain = await pdfOf((document) => document.text('x'), { compress: false });
    bad['script'] = Promise.resolve(
      Buffer.from(
        plain
          .toString('latin1')
          .replace('/Type /Catalog', '/Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>'),
        'latin1',
      ),
    );
    bad['cut'] = Promise.resolve(plain.subarray(0, 60));
    for (const [what, made] of Object.entries(bad)) {
      expect(await render(maker, await made), what).toEqual({ ok: false, code: 'pageRender' });
    }
    // And goes on working after all that.
    expect((await render(maker, plain)).ok).toBe(true);
  });

  it('never fails otherwise than by a code on damaged pages', async () => {
    const plain = await pdfOf((document) => document.text('x').rect(0, 0, 100, 100).fill('black'));
    for (let seed = 1; seed <= 15; seed += 1) {
      const damaged = Buffer.from(plain);
      for (let i = 0; i < 8; i += 1) damaged[(seed * 7919 + i * 104729) % damaged.length] = (seed * 31 + i * 17) & 0xff;
      const result = await render(maker, damaged);
      expect(result.ok || result.code === 'pageRender').toBe(true);
    }
    expect((await render(maker, plain)).ok).toBe(true);
  });

  const receipt: ReceiptData = {
    number: 'K001-000123',
    municipality: '裾野市(見本)',
    items: [{ label: '住民票の写し', copies: 1, fee_yen: 300 }],
    total_yen: 300,
    paid_yen: 500,
    change_yen: 200,
    returned_yen: 0,
    kioskName: '見本キオスク',
    time: '2025年4月16日 10:03',
    collectionAgent:
      '手数料の収納事務は、地方自治法施行令第158条第2項により、地方公共団体情報システム機構(東京都千代田区一番町25番地)に委託しています(平成28年1月7日から)。',
    contact: '証明書の内容のお問い合わせ：裾野市役所 市民課 055-995-1812',
  };
  const makeReceipt = (data: ReceiptData): Promise<PaperResult> =>
    new Promise((resolve) => maker.receipt(data, PLAIN_TARGET, resolve));

  it('R85, R76: draws a receipt on one A4 side, the same data to the same dots', async () => {
    const first = await makeReceipt(receipt);
    const page = pageOf(first);
    expect(page).toMatchObject({ width: 4960, height: 7016 });
    expect(ink(page, 60, 20, 90, 14)).toBeGreaterThan(0.02);
    expect(ink(page, 25, 200, 160, 90)).toBe(0);
    expect(await makeReceipt(receipt)).toEqual(first);
    expect(pageOf(await makeReceipt({ ...receipt, total_yen: 400 })).gray).not.toEqual(page.gray);
  });

  it('sums up more items than fit on one side', async () => {
    const items = Array.from({ length: 60 }, (_, index) => ({ label: `見本 ${index}`, copies: 2, fee_yen: 300 }));
    const page = pageOf(await makeReceipt({ ...receipt, items, total_yen: 36_000 }));
    expect(ink(page, 25, 290, 160, 6)).toBe(0);
  });

  it('draws a slip whose QR code has every module in its place', async () => {
    const slip: SlipData = {
      claimNumber: 'K001-000123-7',
      amount_yen: 12_500,
      reason: 'おつりを払い出せませんでした。',
      phone: '0120-000-000',
      kioskName: '見本キオスク',
      time: '2025年4月16日 10:03',
      qrText: 'madoguchi:K001-000123-7',
    };
    const page = pageOf(await new Promise((resolve) => maker.slip(slip, PLAIN_TARGET, resolve)));
    const { modules } = QRCode.create(slip.qrText ?? '', { errorCorrectionLevel: 'Q' });
    const size_mm = 38 / modules.size;
    for (let row = 0; row < modules.size; row += 1) {
      for (let column = 0; column < modules.size; column += 1) {
        const black = ink(
          page,
          147 + (column + 0.3) * size_mm,
          92 + (row + 0.3) * size_mm,
          size_mm * 0.4,
          size_mm * 0.4,
        );
        expect(black, `module ${row}, ${column}`).toBe(modules.get(row, column) ? 1 : 0);
      }
    }
  });

  it('says by code when the font is missing', async () => {
    const lost = await createPageMaker({ fontFolder: '/nonexistent' });
    expect(await new Promise((resolve) => lost.receipt(receipt, PLAIN_TARGET, resolve))).toEqual({
      ok: false,
      code: 'paperDrawing',
    });
  });
});
