import type { NOTICES as JA } from '../ja/notices.ts';
import type { TranslationOf } from '../contract.ts';

/** What must be said before payment. */
export const NOTICES: TranslationOf<typeof JA> = {
  'notice.kojinBangoUse':
    '記載個人編號（My Number）的證明書，只能在辦理社會保障、稅務、災害對策手續時，提交給法律認可的機構。',
  'notice.katakanaNotPrinted': '已登記的片假名並記姓名不會列印。需要的人請到市區町村窗口辦理。',
  'notice.earlierTaxYearOnly': '目前正在切換稅務年度，這是上一年度的證明書。請確認提交對象需要的年度。',
  'notice.kosekiAndResidenceHere': '適用於本籍和住民登記都在本市區町村的人。',
  'notice.staleData': '最近的申報內容可能還沒有反映在證明書上。',
  'notice.noReturnOrRefund': '證明書核發後不能更換、退回或退款。',
  'notice.noFreeIssue': '這裡不能免費核發。符合免費條件的人請到窗口辦理。',
  'notice.sheetsBelongTogether': '多頁的證明書不能拆開使用。',
  'notice.noStaples': '不會用釘書針裝訂。',
  'notice.looksDifferent': '紙張和外觀與窗口核發的證明書不同。',
  'notice.takeEverything': '請取走證明書的全部頁數。',
  'notice.keepCardAndPin': '請不要把卡借給別人，也不要告訴別人密碼。',
  'notice.printingTakesTime': '列印可能需要2分鐘以上。列印結束前請不要離開本機。',
  'notice.staffCannotHelp': '為了保護個人資料，店員不會說明或幫助操作。卡紙等故障除外。',
  'notice.pinLocksAfterThree': '密碼連續輸錯3次會被鎖定。',

  'closure.yearEnd': '年末年初停止服務。',
  'closure.feeChange': '因進行手續費調整的作業，全天停止服務。',
  'closure.maintenance': '因系統維護，停止服務。',
  'closure.systemMove': '因更換系統，停止服務。',
  'closure.announced': '這是市區町村公布的停止服務日。',
};
