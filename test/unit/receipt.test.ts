import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ReceiptData } from '../../src/paper/contract.ts';
import { DEFAULT_FONT_FOLDER, drawPdf } from '../../src/paper/drawing.ts';
import { loadRenderer, type Renderer } from '../../src/paper/pdfium.ts';
import { drawReceipt } from '../../src/paper/receipt.ts';

const RECEIPT: ReceiptData = {
  number: 'kiosk-0001-000123',
  municipality: '裾野市',
  items: [
    { label: '住民票の写し', copies: 2, fee_yen: 300 },
    { label: '印鑑登録証明書', copies: 1, fee_yen: 300 },
  ],
  total_yen: 900,
  paid_yen: 1500,
  change_yen: 600,
  returned_yen: 0,
  kioskName: '見本ストア 見本町店',
  time: '2025年4月16日(水) 10:03',
  collectionAgent: '手数料の収納事務は、見本機構に委託しています。',
  contact: '証明書の内容のお問い合わせ：裾野市役所 市民課 055-995-1812',
};

let renderer: Renderer;
beforeAll(async () => {
  renderer = await loadRenderer();
});

/** What a reader of the printed page reads, without blanks and line breaks. */
async function textOf(data: ReceiptData): Promise<string> {
  const pdf = await new Promise<Buffer>((resolve, reject) => {
    drawPdf(
      (page) => drawReceipt(page, data),
      DEFAULT_FONT_FOLDER,
      (made) => (made ? resolve(made) : reject(new Error('not drawn'))),
    );
  });
  const page = renderer.withPageText(pdf, (utf16) => Buffer.from(utf16).toString('utf16le'));
  if (!page.ok) throw new Error(page.refusal);
  // Compatibility forms: a reader does not tell 「⼾」 from 「戸」.
  return page.value.normalize('NFKC').replace(/\s/g, '');
}

describe('R12, R85: the receipt', () => {
  test('holds items, fees, total, what was paid, change, number, kiosk and time, for all certificates of the session', async () => {
    const text = await textOf(RECEIPT);
    for (const part of [
      '領収書',
      'No.kiosk-0001-000123',
      '2025年4月16日(水)10:03',
      '裾野市',
      '住民票の写し2通300円600円',
      '印鑑登録証明書1通300円300円',
      '合計900円',
      'お預かり1,500円',
      'おつり600円',
      '証明書交付手数料として領収しました',
      '見本ストア見本町店',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('発行できなかった');
  });

  test('R75, R112: says that nothing is refunded, and which desk answers questions', async () => {
    const text = await textOf(RECEIPT);
    expect(text).toContain('手数料の返金はできません');
    expect(text).toContain('裾野市役所市民課055-995-1812');
  });

  test('R76: names who collects for the municipality, only where it entrusted somebody', async () => {
    expect(await textOf(RECEIPT)).toContain('見本機構に委託しています');
    expect(await textOf({ ...RECEIPT, collectionAgent: '' })).not.toContain('委託');
  });

  test('a fee that goes back is on it: total, change and that fee are what was put in', async () => {
    const text = await textOf({ ...RECEIPT, total_yen: 600, returned_yen: 300, items: RECEIPT.items.slice(0, 1) });
    expect(text).toContain('合計600円お預かり1,500円おつり600円発行できなかった証明書の手数料(お返しする分)300円');
  });

  test('large amounts and long names stay in their row', async () => {
    const long = '住民票の写し(世帯全員・除票を除く・本籍と続柄を含む見本の証明書)';
    const text = await textOf({
      ...RECEIPT,
      items: [{ label: long, copies: 99, fee_yen: 10_000 }],
      total_yen: 990_000,
    });
    expect(text).toContain(`${long}99通10,000円990,000円`);
  });

  test('its code knows no name: the data it is given have no place for one', () => {
    const contract = readFileSync(new URL('../../src/cell/contract.ts', import.meta.url), 'utf8');
    const facts = /export interface ReceiptFacts \{[^}]*\{[^}]*\}[^}]*\}/.exec(contract)?.[0] ?? '';
    expect(facts).toContain('returned_yen');
    expect(facts).not.toMatch(/person|holder|subject|citizen/i);
  });
});
