/**
 * The 領収書 (R12, R85): what was sold, what was paid, who collects for the municipality (R76), whom to ask (R112). One for a session,
 * however many certificates it was. It names nobody.
 */
import type { ReceiptData } from './contract.ts';
import { type Page, yenText } from './drawing.ts';

const LEFT = 25;
const WIDTH = 160;
const RIGHT = LEFT + WIDTH;
/** Lines that fit; more are summed up, the total stays exact. */
const ITEMS_MAX = 18;
/** Left edges, mm. The last column holds 100,000 yen and more. */
const COLUMNS = { label: LEFT + 3, copies: 118, fee: 136, sum: 156 } as const;
const MM_PER_POINT = 25.4 / 72;
/** Small print: size in points, width and height of a line in millimetres. */
const SMALL = { size: 9.5, width: WIDTH, line: 6 } as const;

export function drawReceipt(page: Page, data: ReceiptData): void {
  page.text('領収書', { x: LEFT, y: 22, width: WIDTH }, { size: 26, bold: true, align: 'center', spacing: 12 });
  page.text(`No. ${data.number}`, { x: LEFT, y: 38, width: WIDTH }, { size: 10, align: 'right' });
  page.text(data.time, { x: LEFT, y: 43, width: WIDTH }, { size: 10, align: 'right' });
  page.text(data.municipality, { x: LEFT, y: 40, width: 100 }, { size: 14, bold: true });
  page.box({ x: LEFT, y: 52, width: WIDTH, height: 16 }, 1.2);
  page.text('合計', { x: LEFT + 5, y: 57, width: 40 }, { size: 14, bold: true });
  page.text(yenText(data.total_yen), { x: LEFT, y: 55, width: WIDTH - 5 }, { size: 22, bold: true, align: 'right' });
  const end = drawItems(page, data, 76);
  drawNotes(page, data, drawPayment(page, data, end + 4));
}

function drawItems(page: Page, data: ReceiptData, top: number): number {
  const row = (y: number, cells: readonly [string, string, string, string], bold = false): void => {
    const width = COLUMNS.copies - COLUMNS.label - 2;
    // A long name is set smaller rather than broken onto the next row: a character is as wide as its size.
    const size = Math.min(10.5, width / MM_PER_POINT / cells[0].length);
    page.text(cells[0], { x: COLUMNS.label, y, width }, { size, bold });
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

/** Total, what was put in, what went back; returns where the next part begins. */
function drawPayment(page: Page, data: ReceiptData, top: number): number {
  const rows: readonly (readonly [string, number, boolean])[] = [
    ['合計', data.total_yen, true],
    ['お預かり', data.paid_yen, false],
    ['おつり', data.change_yen, false],
    // Only where a certificate did not come out: the sum of the column is what was put in.
    ...(data.returned_yen > 0
      ? ([['発行できなかった証明書の手数料(お返しする分)', data.returned_yen, false]] as const)
      : []),
  ];
  rows.forEach(([label, amount_yen, bold], at) => {
    const y = top + at * 7;
    page.text(label, { x: LEFT, y, width: 117 }, { size: 11, bold, align: 'right' });
    page.text(yenText(amount_yen), { x: 145, y, width: RIGHT - 148 }, { size: 11, bold, align: 'right' });
  });
  return top + rows.length * 7 + 6;
}

function drawNotes(page: Page, data: ReceiptData, top: number): void {
  page.text('上記の金額を証明書交付手数料として領収しました。', { x: LEFT, y: top, width: WIDTH }, { size: 11 });
  const notes = [
    '発行した証明書の交換・返品と、手数料の返金はできません。',
    data.contact,
    // The longest, with room for a second and a third line.
    data.collectionAgent,
  ].filter((note) => note !== '');
  notes.forEach((note, at) => {
    page.text(note, { x: LEFT, y: top + 9 + at * SMALL.line, width: SMALL.width }, { size: SMALL.size });
  });
  const end = top + 9 + (notes.length + 2) * SMALL.line;
  page.text(data.kioskName, { x: LEFT, y: end, width: WIDTH }, { size: SMALL.size, align: 'right' });
}
