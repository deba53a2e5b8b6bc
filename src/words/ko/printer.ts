import type { PRINTER as JA } from '../ja/printer.ts';
import type { TranslationOf } from '../contract.ts';

/** How far the printing has come, and which papers there are to take. */
export const PRINTER: TranslationOf<typeof JA> = {
  'printing.sealed': '증명서 양면에 위조와 복사를 막는 인쇄를 넣습니다.',
  'printing.now': '{sets}통 중 {set}통째, {of}장 중 {leaf}장째',
  'printing.nowOne': '{of}장 중 {leaf}장째',
  'printing.doing.drawing': '인쇄를 준비하고 있습니다',
  'printing.doing.sending': '프린터로 보내고 있습니다',
  'printing.doing.printing': '인쇄하고 있습니다',
  'printing.doing.held': '프린터를 기다리고 있습니다',
  'printing.doing.stopping': '인쇄를 취소하고 있습니다',
  'printing.doing.refunding': '인쇄하지 못한 만큼의 수수료를 돌려드리고 있습니다',
  'printing.doing.receipt': '영수증을 인쇄하고 있습니다',
  'printing.doing.ending': '마지막 확인을 하고 있습니다',
  'printing.goesOn': ' 복구되면 이어서 인쇄합니다.',
  'printing.gaveUp': '인쇄를 중단했습니다. 나오지 않은 증명서의 수수료는 돌려드립니다.',
  'printing.clerk': '점원분께: {what}',

  'takeItems.certificates': '증명서 {done}장',
  'takeItems.sheetsSought': '증명서가 나왔는지 확인할 수 없습니다. 용지 출구를 확인해 주세요.',
  'takeItems.sheetsUnknown':
    '증명서는 {done}장 나왔습니다. 나머지 {unknown}장은 나왔는지 확인할 수 없습니다. 용지 출구를 확인해 주세요.',
  'takeItems.part': '{done}장 나왔습니다. 일부만 나온 증명서는 사용할 수 없습니다. 그 수수료는 받지 않았습니다.',
  'takeItems.mixed':
    '다른 인쇄물이 섞여 있습니다. 증명서는 {done}장입니다. 본인 것이 아닌 종이는 읽지 말고 점원에게 건네주세요.',
  'takeItems.noReceipt': '영수증을 인쇄하지 못했습니다. 필요하시면 {phone}번으로 전화해 주세요.',
};
