/** Every page is looked at before money is taken (D5, D12, R88, R92): what is not one plain A4 page with its numbers is refused. */
import fc from 'fast-check';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import PDFDocument from 'pdfkit';
import { beforeAll, describe, expect, test } from 'vitest';
import type { InspectResult, PageMaker } from '../../src/paper/contract.ts';
import { DEFAULT_FONT_FOLDER } from '../../src/paper/drawing.ts';
import { hasMarks } from '../../src/paper/marks.ts';
import { hasActiveContent } from '../../src/paper/active-content.ts';
import { createPageMaker } from '../../src/paper/page-maker.ts';

const NUMBER = '132063-20250416-000042';

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

const numbered = (document: PDFKit.PDFDocument): void => {
  document.fontSize(12).text(`No. ${NUMBER}`, 60, 60).text('1/2', 500, 780);
};

let maker: PageMaker;
beforeAll(async () => {
  maker = await createPageMaker();
});

const inspect = (pdf: Uint8Array, marks: readonly string[] = []): Promise<InspectResult> =>
  new Promise((resolve) => maker.inspect({ pdf, marks }, resolve));

describe('a page before it is sold', () => {
  test('R92, D5: is good when it carries the 固有番号 and the page number of its manifest', async () => {
    expect(await inspect(await pdfOf(numbered), [NUMBER, '1/2'])).toEqual({ ok: true });
  });

  test('R92: is found in embedded Japanese letters too, wide or narrow', async () => {
    const pdf = await pdfOf((document) => {
      document
        .font(join(DEFAULT_FONT_FOLDER, 'BIZUDPGothic-Regular.ttf'))
        .text('固有番号 １３２０６３－０００４２　1頁', 60, 60);
    });
    expect(await inspect(pdf, ['固有番号132063-00042', '１頁'])).toEqual({ ok: true });
    expect(await inspect(pdf, ['固有番号132063-00043'])).toEqual({ ok: false, code: 'documentMarks' });
  });

  test.each([
    ['another 固有番号', ['132063-20250416-000043', '1/2']],
    ['another page number', [NUMBER, '2/2']],
    ['a mark of spaces alone', [' 　']],
  ])('D5: %s is refused: it is the page of something else', async (_, marks) => {
    expect(await inspect(await pdfOf(numbered), marks)).toEqual({ ok: false, code: 'documentMarks' });
  });

  test.each<[string, () => Promise<Buffer>, string]>([
    [
      'R88: two pages in one file',
      () => pdfOf((document) => void document.addPage().text('second', 60, 60)),
      'documentNotOnePage',
    ],
    ['R88: A5', () => pdfOf(numbered, { size: 'A5' }), 'documentNotA4'],
    [
      'R88: A4 on its side',
      () => pdfOf((document) => void document.text('x', 60, 60), { layout: 'landscape' }),
      'documentNotA4',
    ],
    [
      'an attachment',
      () => pdfOf((document) => void document.file(Buffer.from('x'), { name: 'x.txt' })),
      'documentActive',
    ],
    ['a lock', () => pdfOf(numbered, { ownerPassword: 'x', pdfVersion: '1.7' }), 'documentNotPdf'],
    ['a password', () => pdfOf(numbered, { userPassword: 'x', pdfVersion: '1.7' }), 'documentNotPdf'],
    ['something that is no PDF', async () => Buffer.from('<html>closed</html>'), 'documentNotPdf'],
    ['nothing', async () => Buffer.alloc(0), 'documentNotPdf'],
    [
      'a script that runs when it is opened',
      async () => {
        const pdf = await pdfOf(numbered);
        const action = '/OpenAction << /S /JavaScript /JS (x) >>';
        return Buffer.from(pdf.toString('latin1').replace('/Type /Catalog', `/Type /Catalog ${action}`), 'latin1');
      },
      'documentActive',
    ],
  ])('%s is refused with its own code', async (_, make, code) => {
    expect(await inspect(await make(), [])).toEqual({ ok: false, code });
  });

  /** A catalogue with an action, in an object stream as modern makers write them. */
  function withObjectStream(
    objects: string,
    entries: string,
    pack: (bytes: Buffer) => Uint8Array = deflateSync,
  ): Buffer {
    const body = pack(Buffer.from(objects, 'latin1'));
    return Buffer.concat([
      Buffer.from(`%PDF-1.7\n7 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Length ${body.length} ${entries} >>\nstream\n`),
      body,
      Buffer.from('\nendstream\nendobj\n'),
    ]);
  }

  test.each<[string, Buffer, boolean]>([
    [
      'a script in a compressed object',
      withObjectStream('1 0 << /S /JavaScript /JS (x) >>', '/Filter /FlateDecode'),
      true,
    ],
    ['the same with letters as numbers', withObjectStream('1 0 << /J#53 (x) >>', '/Filter [ /FlateDecode ]'), true],
    ['objects that are packed in another way', withObjectStream('1 0 <<>>', '/Filter /LZWDecode'), true],
    ['objects behind a predictor', withObjectStream('1 0 <<>>', '/Filter /FlateDecode /DecodeParms << >>'), true],
    [
      'packed bytes that are none',
      withObjectStream('1 0 <<>>', '/Filter /FlateDecode', (bytes) => Buffer.from(bytes)),
      true,
    ],
    ['plain objects in a stream', withObjectStream('1 0 << /Launch 5 >>', '', (bytes) => Buffer.from(bytes)), true],
    ['harmless objects', withObjectStream('1 0 << /Type /Catalog >>', '/Filter /FlateDecode'), false],
    [
      'a font in whose bytes such a name stands by chance',
      Buffer.from('5 0 obj\n<< /Length 9 >>\nstream\n/JS /JS (\nendstream\nendobj\n'),
      false,
    ],
  ])('%s is told apart', (_, pdf, isActive) => {
    expect(hasActiveContent(pdf)).toBe(isActive);
  });

  test('cut or changed anywhere, it is judged by a code and nothing is thrown', async () => {
    const pdf = await pdfOf(numbered);
    const judge = async (at: number, byte: number, cut: boolean): Promise<void> => {
      const damaged = Buffer.from(cut ? pdf.subarray(0, at % pdf.length) : pdf);
      if (damaged.length > 0) damaged[at % damaged.length] = byte;
      const result = await inspect(damaged, [NUMBER]);
      if (!result.ok) expect(result.code).toMatch(/^document/);
    };
    await fc.assert(fc.asyncProperty(fc.nat(100_000), fc.nat(255), fc.boolean(), judge), { numRuns: 150 });
  });

  test('the marks are compared without regard to width and spaces, and to nothing else', () => {
    const utf16 = (text: string): Uint8Array => Buffer.from(text, 'utf16le');
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 20 }), fc.string(), (mark, around) => {
        fc.pre(mark.normalize('NFKC').trim() !== '');
        expect(hasMarks(utf16(`${around} ${mark.normalize('NFKC').split('').join(' ')}`), [])).toBe(true);
        expect(hasMarks(utf16('x'), [`x${mark}`])).toBe(false);
      }),
    );
    expect(hasMarks(utf16('第 １ / ２ 頁'), ['1/2'])).toBe(true);
  });
});
