/** The 領収書 (R85): what was bought, what was paid, who collects for the municipality (R76). It names nobody. */
import type { ReceiptData } from './contract.ts';
import { type Page, yenText } from './drawing.ts';

const LEFT = 25;
const WIDTH = 160;
const RIGHT = LEFT + WIDTH;
/** Lines that fit; more are summed up, the total stays exact. */
const ITEMS_MAX = 20;
const COLUMNS = { label: LEFT + 3, copies: 125, fee: 143, sum: 164 } as const;

export function drawReceipt(page: Page, data: ReceiptData): void {
  page.text('領収書', { x: LEFT, y: 22, width: WIDTH }, { size: 26, bold: true, align: 'center', spacing: 12 });
  page.text(`No. ${data.number}`, { x: LEFT, y: 38, width: WIDTH }, { size: 10, align: 'right' });
  page.text(data.time, { x: LEFT, y: 43, width: WIDTH }, { size: 10, align: 'right' });
  page.text(data.municipality, { x: LEFT, y: 40, width: 100 }, { size: 14, bold: true });
  page.box({ x: LEFT, y: 52, width: WIDTH, height: 16 }, 1.2);
  page.text('合計', { x: LEFT + 5, y: 57, width: 40 }, { size: 14, bold: true });
  page.text(yenText(data.total_yen), { x: LEFT, y: 55, width: WIDTH - 5 }, { size: 22, bold: true, align: 'right' });
  const end = drawItems(page, data, 76);
  drawPayment(page, data, end + 4);
}

function drawItems(page: Page, data: ReceiptData, top: number): number {
  const row = (y: number, cells: readonly [string, string, string, string], bold = false): void => {
    page.text(cells[0], { x: COLUMNS.label, y, width: COLUMNS.copies - COLUMNS.label - 2 }, { size: 10.5, bold });
    page.text(cells[1], { x: COLUMNS.copies, y, width: 14 }, { size: 10.5, bold, align: 'right' });
    page.text(cells[2], { x: COLUMNS.fee, y, width: 18 }, { size: 10.5, bold, align: 'right' });
    page.text(cells[3], { x: COLUMNS.sum, y, width: RIGHT - COLUMNS.sum - 3 }, { size: 10.5, bold, align: 'right' });
  };
  row(top, ['証明書', '通数', '手数料', '金額'], true);
  page.line({ x: LEFT, y: top + 6 }, { x: RIGHT, y: top + 6 }, 0.8);
  let y = top + 8;
  const shown = data.items.length > ITEMS_MAX ? data.items.slice(0, ITEMS_MAX - 1) : data.items;
  for (const item of shown) {
    row(y, [item.label, `${item.copies}通`, yenText(item.fee_yen), yenText(item.copies * item.fee_yen)]);
    y += 7;
  }
  const rest = data.items.slice(shown.length);
  if (rest.length > 0) {
    const copies = rest.reduce((sum, item) => sum + item.copies, 0);
    const amount_yen = rest.reduce((sum, item) => sum + item.copies * item.fee_yen, 0);
    row(y, ['その他の証明書', `${copies}通`, '', yenText(amount_yen)]);
    y += 7;
  }
  page.line({ x: LEFT, y }, { x: RIGHT, y }, 0.8);
  return y;
}

function drawPayment(page: Page, data: ReceiptData, top: number): void {
  const row = (at: number, label: string, amount_yen: number, bold = false): void => {
    page.text(label, { x: 115, y: at, width: 30 }, { size: 11, bold });
    page.text(yenText(amount_yen), { x: 145, y: at, width: RIGHT - 148 }, { size: 11, bold, align: 'right' });
  };
  row(top, '合計', data.total_yen, true);
  row(top + 7, 'お預かり', data.paid_yen);
  row(top + 14, 'おつり', data.change_yen);
  page.text('上記の金額を証明書交付手数料として領収しました。', { x: LEFT, y: top + 27, width: WIDTH }, { size: 11 });
  page.text(data.collectionAgent, { x: LEFT, y: top + 36, width: WIDTH }, { size: 9.5 });
  page.text(data.kioskName, { x: LEFT, y: top + 52, width: WIDTH }, { size: 9.5, align: 'right' });
}
