import type { PAPER as JA } from '../ja/paper.ts';
import type { TranslationOf } from '../contract.ts';

/** Words of receipt and slip. */
export const PAPER: TranslationOf<typeof JA> = {
  'receipt.collection':
    '수수료 수납 사무는 지방자치법 시행령 제158조 제2항에 따라 {since}부터 {agent}({address})에 위탁하고 있습니다.',
  'receipt.contact': '증명서 내용 문의: {counter} {phone}',

  'slip.reason.payoutShort': '거스름돈 또는 환불금을 지급하지 못했습니다',
  'slip.reason.leafUnknown': '증명서가 인쇄되었는지 확인하지 못했습니다',
  'slip.reason.noteDisputed': '지폐를 받았는지 확인하지 못했습니다',
  'slip.reason.payoutUnknown': '지급한 금액을 확인하지 못했습니다',
  'slip.reason.powerLoss': '처리 중에 단말기가 정지했습니다',
};
