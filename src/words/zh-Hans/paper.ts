import type { PAPER as JA } from '../ja/paper.ts';
import type { TranslationOf } from '../contract.ts';

/** Words of receipt and slip. */
export const PAPER: TranslationOf<typeof JA> = {
  'receipt.collection': '根据地方自治法施行令第158条第2款，手续费的收取业务自{since}起委托给{agent}（{address}）。',
  'receipt.contact': '证明书内容的咨询：{counter} {phone}',

  'slip.reason.payoutShort': '找零或退款未能付出',
  'slip.reason.leafUnknown': '无法确认证明书是否已打印',
  'slip.reason.noteDisputed': '无法确认是否已收到纸币',
  'slip.reason.payoutUnknown': '无法确认已付出的金额',
  'slip.reason.powerLoss': '办理过程中本机停止了运行',
};
