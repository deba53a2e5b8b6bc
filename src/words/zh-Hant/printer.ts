import type { PRINTER as JA } from '../ja/printer.ts';
import type { TranslationOf } from '../contract.ts';

/** How far the printing has come, and which papers there are to take. */
export const PRINTER: TranslationOf<typeof JA> = {
  'printing.sealed': '證明書的正反兩面都印有防止偽造和影印的圖案。',
  'printing.now': '共{sets}份中的第{set}份，第{leaf}/{of}張',
  'printing.nowOne': '第{leaf}/{of}張',
  'printing.doing.drawing': '正在準備列印',
  'printing.doing.sending': '正在傳送到印表機',
  'printing.doing.printing': '正在列印',
  'printing.doing.held': '正在等待印表機',
  'printing.doing.stopping': '正在取消列印',
  'printing.doing.refunding': '正在退還未能列印部分的手續費',
  'printing.doing.receipt': '正在列印收據',
  'printing.doing.ending': '正在做最後的確認',
  'printing.goesOn': '故障排除後會繼續列印。',
  'printing.gaveUp': '已停止列印。沒有列印出來的證明書，其手續費會退還。',
  'printing.clerk': '致店員：{what}',

  'takeItems.certificates': '證明書 {done}張',
  'takeItems.sheetsSought': '無法確認證明書是否已經出來。請查看出紙口。',
  'takeItems.sheetsUnknown': '證明書出來了{done}張。另有{unknown}張無法確認是否已經出來。請查看出紙口。',
  'takeItems.part': '出來了{done}張。沒有全部列印出來的證明書不能使用，其手續費沒有收取。',
  'takeItems.mixed': '其中混有其他列印件。證明書共{done}張。不是自己的紙張，請不要看內容，交給店員。',
  'takeItems.noReceipt': '收據未能列印。如果需要，請撥打{phone}。',
};
