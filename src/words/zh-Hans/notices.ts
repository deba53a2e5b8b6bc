import type { NOTICES as JA } from '../ja/notices.ts';
import type { TranslationOf } from '../contract.ts';

/** What must be said before payment. */
export const NOTICES: TranslationOf<typeof JA> = {
  'notice.kojinBangoUse':
    '记载个人编号（My Number）的证明书，只能在办理社会保障、税务、灾害对策手续时，提交给法律认可的机构。',
  'notice.katakanaNotPrinted': '已登记的片假名并记姓名不会打印。需要的人请到市区町村窗口办理。',
  'notice.earlierTaxYearOnly': '目前正在切换税务年度，这是上一年度的证明书。请确认提交对象需要的年度。',
  'notice.kosekiAndResidenceHere': '适用于本籍和住民登记都在本市区町村的人。',
  'notice.staleData': '最近的申报内容可能还没有反映在证明书上。',
  'notice.noReturnOrRefund': '证明书发行后不能更换、退回或退款。',
  'notice.noFreeIssue': '这里不能免费发行。符合免费条件的人请到窗口办理。',
  'notice.sheetsBelongTogether': '多页的证明书不能拆开使用。',
  'notice.noStaples': '不会用订书钉装订。',
  'notice.looksDifferent': '纸张和外观与窗口发行的证明书不同。',
  'notice.takeEverything': '请取走证明书的全部页数。',
  'notice.keepCardAndPin': '请不要把卡借给别人，也不要告诉别人密码。',
  'notice.printingTakesTime': '打印可能需要2分钟以上。打印结束前请不要离开本机。',
  'notice.staffCannotHelp': '为了保护个人信息，店员不会说明或帮助操作。卡纸等故障除外。',
  'notice.pinLocksAfterThree': '密码连续输错3次会被锁定。',

  'closure.yearEnd': '年末年初停止服务。',
  'closure.feeChange': '因进行手续费调整的作业，全天停止服务。',
  'closure.maintenance': '因系统维护，停止服务。',
  'closure.systemMove': '因更换系统，停止服务。',
  'closure.announced': '这是市区町村公布的停止服务日。',
};
