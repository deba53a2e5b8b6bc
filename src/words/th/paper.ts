import type { PAPER as JA } from '../ja/paper.ts';
import type { TranslationOf } from '../contract.ts';

/** Words of receipt and slip, Thai. */
export const PAPER: TranslationOf<typeof JA> = {
  'receipt.collection':
    'การรับชำระค่าธรรมเนียมมอบหมายให้ {agent} ({address}) ดำเนินการ ตามมาตรา 158 วรรค 2 ของคำสั่งบังคับใช้กฎหมายการปกครองท้องถิ่น (ตั้งแต่ {since})',
  'receipt.contact': 'สอบถามเรื่องใบรับรอง: {counter} {phone}',

  'slip.reason.payoutShort': 'จ่ายเงินทอนหรือเงินคืนไม่ได้',
  'slip.reason.leafUnknown': 'ยืนยันไม่ได้ว่าพิมพ์ใบรับรองแล้วหรือไม่',
  'slip.reason.noteDisputed': 'ยืนยันไม่ได้ว่ารับธนบัตรแล้วหรือไม่',
  'slip.reason.payoutUnknown': 'ยืนยันจำนวนเงินที่จ่ายออกไม่ได้',
  'slip.reason.powerLoss': 'เครื่องหยุดทำงานระหว่างดำเนินการ',
};
