import type { PRINTER as JA } from '../ja/printer.ts';
import type { TranslationOf } from '../contract.ts';

/** How far the printing has come, and which papers there are to take. */
export const PRINTER: TranslationOf<typeof JA> = {
  'printing.sealed': '证明书的正反两面都印有防止伪造和复印的图案。',
  'printing.now': '共{sets}份中的第{set}份，第{leaf}/{of}张',
  'printing.nowOne': '第{leaf}/{of}张',
  'printing.doing.drawing': '正在准备打印',
  'printing.doing.sending': '正在发送到打印机',
  'printing.doing.printing': '正在打印',
  'printing.doing.held': '正在等待打印机',
  'printing.doing.stopping': '正在取消打印',
  'printing.doing.refunding': '正在退还未能打印部分的手续费',
  'printing.doing.receipt': '正在打印收据',
  'printing.doing.ending': '正在做最后的确认',
  'printing.goesOn': '故障排除后会继续打印。',
  'printing.gaveUp': '已停止打印。没有打印出来的证明书，其手续费会退还。',
  'printing.clerk': '致店员：{what}',

  'takeItems.certificates': '证明书 {done}张',
  'takeItems.sheetsSought': '无法确认证明书是否已经出来。请查看出纸口。',
  'takeItems.sheetsUnknown': '证明书出来了{done}张。另有{unknown}张无法确认是否已经出来。请查看出纸口。',
  'takeItems.part': '出来了{done}张。没有全部打印出来的证明书不能使用，其手续费没有收取。',
  'takeItems.mixed': '其中混有其他打印件。证明书共{done}张。不是自己的纸张，请不要看内容，交给店员。',
  'takeItems.noReceipt': '收据未能打印。如果需要，请拨打{phone}。',
};
