import type { PAPER as JA } from '../ja/paper.ts';
import type { TranslationOf } from '../contract.ts';

/** Words of receipt and slip. */
export const PAPER: TranslationOf<typeof JA> = {
  'receipt.collection': '根據地方自治法施行令第158條第2項，手續費的收取業務自{since}起委託給{agent}（{address}）。',
  'receipt.contact': '證明書內容的洽詢：{counter} {phone}',

  'slip.reason.payoutShort': '找零或退款未能付出',
  'slip.reason.leafUnknown': '無法確認證明書是否已列印',
  'slip.reason.noteDisputed': '無法確認是否已收到紙鈔',
  'slip.reason.payoutUnknown': '無法確認已付出的金額',
  'slip.reason.powerLoss': '辦理過程中本機停止運作',
};
