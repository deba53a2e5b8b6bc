/** The slip: a claim for money that this kiosk could not pay out (design, Money). Claim number, amount, whom to call. */
import QRCode from 'qrcode';
import type { SlipData } from './contract.ts';
import { type Page, yenText } from './drawing.ts';

const LEFT = 25;
const WIDTH = 160;
const QR_MM = 38;
const QR = { x: LEFT + WIDTH - QR_MM, y: 92 } as const;

export function drawSlip(page: Page, data: SlipData): void {
  page.text('返金のご案内', { x: LEFT, y: 24, width: WIDTH }, { size: 24, bold: true, align: 'center', spacing: 4 });
  page.text(
    'お返しできなかったお金があります。この用紙を保管し、下の電話番号へご連絡ください。',
    { x: LEFT, y: 42, width: WIDTH },
    { size: 11.5, align: 'center' },
  );
  page.box({ x: LEFT, y: 54, width: WIDTH, height: 30 }, 1.2);
  page.text('金額', { x: LEFT + 6, y: 58, width: 40 }, { size: 13, bold: true });
  page.text(yenText(data.amount_yen), { x: LEFT, y: 56, width: WIDTH - 6 }, { size: 22, bold: true, align: 'right' });
  page.text('受付番号', { x: LEFT + 6, y: 72, width: 40 }, { size: 13, bold: true });
  page.text(data.claimNumber, { x: LEFT, y: 70, width: WIDTH - 6 }, { size: 20, bold: true, align: 'right' });
  const rows: readonly [string, string][] = [
    ['連絡先', data.phone],
    ['日時', data.time],
    ['設置場所', data.kioskName],
    // Last: it may need more than one line.
    ['理由', data.reason],
  ];
  rows.forEach(([label, text], index) => {
    const y = 94 + index * 10;
    page.text(label, { x: LEFT + 2, y, width: 26 }, { size: 11, bold: true });
    page.text(text, { x: LEFT + 30, y, width: QR.x - LEFT - 36 }, { size: 11 });
  });
  if (data.qrText !== null) drawQr(page, data.qrText);
}

/** QR code (ISO/IEC 18004), level Q: paper in a pocket gets creased. */
function drawQr(page: Page, text: string): void {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'Q' });
  const module_mm = QR_MM / modules.size;
  for (let row = 0; row < modules.size; row += 1) {
    for (let from = 0; from < modules.size; from += 1) {
      if (!modules.get(row, from)) continue;
      // Neighbours in one piece: no white hair between modules.
      let to = from;
      while (to < modules.size && modules.get(row, to)) to += 1;
      page.fill({
        x: QR.x + from * module_mm,
        y: QR.y + row * module_mm,
        width: (to - from) * module_mm,
        height: module_mm,
      });
      from = to;
    }
  }
}
