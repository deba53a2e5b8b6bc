/** The certificates of the reference centre as PDFs: what the kiosk's own reader finds on them. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadRenderer, type Renderer } from '../../src/paper/pdfium.ts';
import { createPageMaker } from '../../src/paper/page-maker.ts';
import { BAD_PDFS, badPdf, type BadPdf } from '../virtual/centre/bad-pdfs.ts';
import { loadCatalogue } from '../virtual/centre/catalogue.ts';
import { readCoverage } from '../virtual/centre/fonts.ts';
import { sheetsOf, type Sheet } from '../virtual/centre/papers.ts';
import { createPdfPages } from '../virtual/centre/pdf-pages.ts';
import { loadRegisters, residentsByCn } from '../virtual/centre/registry.ts';

const ALL_ITEMS = {
  honsekiHittosha: true,
  setainushiTsuzukigara: true,
  kojinBango: true,
  kokusekiChiiki: true,
  zairyuCardNumber: true,
  zairyuShikaku: true,
};
const residents = residentsByCn(loadRegisters());
const catalogue = loadCatalogue();
const makePage = createPdfPages();
let renderer: Renderer;
beforeAll(async () => {
  renderer = await loadRenderer();
});

function sheets(short: string, typeId: string, persons: readonly number[] = [], taxYear?: number): Sheet[] {
  const resident = residents.get(`${short}X20240510001A`)!;
  const municipality = catalogue.find(({ municipalityId }) => municipalityId === resident.municipalityId)!;
  const line = { typeId, options: ALL_ITEMS, persons, copies: 1 };
  const uniqueNumber = `${municipality.code}-20250416-000042`;
  return sheetsOf(resident, municipality, line, { set: 0, uniqueNumber, issued: '2025-04-16', taxYear });
}

const textOf = (pdf: Uint8Array): string => {
  const read = renderer.withPageText(pdf, (utf16) => Buffer.from(utf16).toString('utf16le'));
  if (!read.ok) throw new Error(read.refusal);
  return read.value.replaceAll(/\s/gu, '');
};

describe('R88, R92: every type of every municipality is one A4 page a leaf, with 固有番号 and i/n as text', () => {
  test.each<[string, string, readonly number[], number | undefined, number, string]>([
    ['SUSONO0001', 'juminhyo', [1, 2, 3], undefined, 1, '裾野市見本町1番地の1'],
    ['SUSONO0046', 'juminhyo', [1, 2, 3, 4, 5, 6, 7, 8, 9], undefined, 3, '住民票'],
    ['SUSONO0045', 'juminhyo', [1], undefined, 1, '永住者'],
    ['SUSONO0001', 'inkan', [], undefined, 1, '印鑑登録証明書'],
    ['SUSONO0001', 'kazeiShotoku', [], 2024, 1, '令和6年度'],
    ['FUCHU00001', 'juminhyo', [1, 2], undefined, 1, '東京都府中市'],
    ['FUCHU00001', 'inkan', [], undefined, 1, '印鑑登録証明書'],
    ['FUCHU00001', 'kazeiHikazei', [], 2024, 1, '課税証明書'],
    ['FUCHU00011', 'kazeiHikazei', [], 2024, 1, '非課税証明書'],
    ['FUCHU00001', 'shotoku', [], 2024, 1, '所得証明書'],
    ['FUCHU00013', 'kosekiTohon', [], undefined, 3, '戸籍全部事項証明書'],
    ['FUCHU00001', 'kosekiShohon', [2], undefined, 1, '戸籍個人事項証明書'],
    ['FUCHU00001', 'kosekiFuhyo', [1, 2, 3], undefined, 1, '戸籍の附票の写し'],
    ['MIHON00001', 'juminhyo', [1, 2], undefined, 1, '住民票'],
    ['MIHON00001', 'juminhyoKisai', [1, 2], undefined, 1, '住民票記載事項証明書'],
    ['MIHON00001', 'inkan', [], undefined, 1, '印鑑登録証明書'],
    ['MIHON00001', 'kosekiTohon', [], undefined, 1, '戸籍全部事項証明書'],
    ['MIHON00001', 'kosekiShohon', [1], undefined, 1, '戸籍個人事項証明書'],
    ['MIHON00001', 'kosekiFuhyo', [1, 2], undefined, 1, '戸籍の附票の写し'],
  ])('%s %s %j', async (short, typeId, persons, taxYear, leaves, words) => {
    const set = sheets(short, typeId, persons, taxYear);
    expect(set).toHaveLength(leaves);
    const texts = await Promise.all(set.map(async (sheet) => textOf(await makePage(sheet))));
    texts.forEach((text, index) => {
      expect(text).toContain(set[0]!.uniqueNumber);
      expect(text).toContain(`${index + 1}/${leaves}`);
      expect(text).toContain('見本');
    });
    expect(texts.join('')).toContain(words);
    // The seal and the certification stand on the last leaf.
    expect(texts.map((text) => text.includes('令和7年4月16日') && text.includes('市長'))).toEqual(
      set.map(({ leaf, of }) => leaf === of),
    );
  });
});

test('R54, R55, 2.4: items that were not chosen are not on the paper; a カタカナ併記名 never is (R46)', async () => {
  const resident = residents.get('FUCHU00005X20240510001A')!;
  const municipality = catalogue.find(({ municipalityId }) => municipalityId === 'fuchu')!;
  const facts = { set: 0, uniqueNumber: '132063-20250416-000001', issued: '2025-04-16' };
  const pageOf = async (options: Record<string, boolean>): Promise<string> => {
    const line = { typeId: 'juminhyo', options, persons: [1], copies: 1 };
    return textOf(await makePage(sheetsOf(resident, municipality, line, facts)[0]!));
  };
  const { zairyuCard, zairyuShikaku } = resident.member.foreign!;
  const secrets = [resident.member.kojinBango, zairyuCard, zairyuShikaku, '国籍・地域'];
  const [bare, whole] = [await pageOf({}), await pageOf(ALL_ITEMS)];
  for (const secret of secrets) {
    expect(bare).not.toContain(secret);
    expect(whole).toContain(secret);
  }
  expect(whole).not.toContain('ミホン');
});

test('equal sheets give equal bytes, another 固有番号 gives others', async () => {
  const [sheet] = sheets('SUSONO0001', 'juminhyo', [1]);
  const first = await makePage(sheet!);
  expect(Buffer.from(await createPdfPages()(sheet!)).equals(first)).toBe(true);
  expect(Buffer.from(await makePage({ ...sheet!, uniqueNumber: '222208-20250416-000043' })).equals(first)).toBe(false);
});

describe('rare names', () => {
  const coverage = readCoverage(readFileSync('/usr/share/fonts/truetype/ipamj/ipamjm.ttf'));

  test('the font says which characters and variation sequences it has', () => {
    expect(coverage.has('見本 𠮷髙﨑')).toBe(true);
    expect(coverage.has('葛\u{E0102}辻\u{E0102}邉\u{E0110}')).toBe(true);
    // 葛 + VS17 is of another collection: its usual glyph would be another character's form.
    expect(coverage.has('葛\u{E0100}')).toBe(false);
    expect(coverage.has('\u{E0102}')).toBe(false);
    expect(coverage.has('😀')).toBe(false);
  });

  test('a variation sequence is drawn with its own glyph, and read back as its character', async () => {
    const [sheet] = sheets('SUSONO0047', 'inkan');
    const withName = (name: string): Sheet => ({
      ...sheet!,
      blocks: sheet!.blocks.map((block) =>
        block.map(([label, value]) => [label, label === '氏名' ? name : value] as const),
      ),
    });
    const blackOf = async (name: string): Promise<Buffer> => {
      const page = renderer.openPage(await makePage(withName(name)));
      if (!page.ok) throw new Error(page.refusal);
      const drawn = page.value.gray((gray) => Buffer.from(gray));
      page.value.close();
      return drawn ?? Buffer.alloc(0);
    };
    const rare = residents.get('SUSONO0047X20240510001A')!.member.name;
    const drawn = await blackOf(rare);
    expect(drawn.equals(await blackOf(rare))).toBe(true);
    expect(drawn.equals(await blackOf(rare.replaceAll(/[\u{E0100}-\u{E01EF}]/gu, '')))).toBe(false);
    expect(textOf(await makePage(withName(rare)))).toContain('葛');
  });

  test('a character without a glyph is an error, never another glyph', async () => {
    const [sheet] = sheets('SUSONO0047', 'inkan');
    const blocks = [[['氏名', '見本 葛\u{E0100}']]] as const;
    await expect(makePage({ ...sheet!, blocks })).rejects.toThrow('not in the font');
  });
});

describe('pages that no municipality sends, with a manifest that agrees with them', () => {
  /** What the kiosk finds before payment. */
  const FOUND: Readonly<Record<BadPdf, string>> = {
    pdfInvalid: 'documentNotPdf',
    pdfTruncated: 'documentNotPdf',
    pdfJavaScript: 'documentActive',
    pdfHiddenScript: 'documentActive',
    pdfAttachment: 'documentActive',
    pdfAttachmentNote: 'documentActive',
    pdfTwoPages: 'documentNotOnePage',
    pdfNotA4: 'documentNotA4',
    pdfLandscape: 'documentNotA4',
    pdfEncrypted: 'documentNotPdf',
    pdfLocked: 'documentNotPdf',
    pdfBlank: 'documentMarks',
  };

  test.each(BAD_PDFS)('%s', async (kind) => {
    const [sheet] = sheets('SUSONO0001', 'juminhyo', [1]);
    const marks = [sheet!.uniqueNumber, sheet!.pageNumber];
    const maker = await createPageMaker();
    const inspect = (pdf: Uint8Array): Promise<unknown> =>
      new Promise((resolve) => maker.inspect({ pdf, marks }, resolve));
    const good = await makePage(sheet!);
    expect(await inspect(good)).toEqual({ ok: true });
    expect(await inspect(badPdf(kind, good, marks))).toEqual({ ok: false, code: FOUND[kind] });
  });
});
