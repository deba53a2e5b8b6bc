import type { PAPER as JA } from '../ja/paper.ts';
import type { TranslationOf } from '../contract.ts';

/** Words of receipt and slip. */
export const PAPER: TranslationOf<typeof JA> = {
  'receipt.collection':
    'Việc thu phí được ủy thác cho {agent} ({address}) từ {since}, theo Điều 158 khoản 2 Nghị định thi hành Luật Tự trị địa phương.',
  'receipt.contact': 'Liên hệ về nội dung giấy chứng nhận: {counter} {phone}',

  'slip.reason.payoutShort': 'Không trả được tiền thừa hoặc tiền hoàn lại',
  'slip.reason.leafUnknown': 'Không xác nhận được giấy chứng nhận đã in hay chưa',
  'slip.reason.noteDisputed': 'Không xác nhận được đã nhận tiền giấy hay chưa',
  'slip.reason.payoutUnknown': 'Không xác nhận được số tiền đã trả ra',
  'slip.reason.powerLoss': 'Máy đã dừng khi đang làm thủ tục',
};
