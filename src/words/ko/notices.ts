import type { NOTICES as JA } from '../ja/notices.ts';
import type { TranslationOf } from '../contract.ts';

/** What must be said before payment. */
export const NOTICES: TranslationOf<typeof JA> = {
  'notice.kojinBangoUse':
    '개인번호(마이넘버)가 들어간 증명서는 사회보장·세금·재해대책 절차에서 법률로 인정된 제출처에만 사용할 수 있습니다.',
  'notice.katakanaNotPrinted':
    '등록된 가타카나 병기명은 인쇄되지 않습니다. 필요하신 분은 시구정촌 창구를 이용해 주세요.',
  'notice.earlierTaxYearOnly':
    '세금 연도를 전환하는 기간이므로 이전 연도의 증명서입니다. 제출처에 필요한 연도를 확인해 주세요.',
  'notice.kosekiAndResidenceHere': '본적과 주민등록이 모두 이 시구정촌에 있는 분의 증명서입니다.',
  'notice.staleData': '최근 신고한 내용이 아직 반영되지 않았을 수 있습니다.',
  'notice.noReturnOrRefund': '발급 후에는 교환·반품·환불이 되지 않습니다.',
  'notice.noFreeIssue': '여기서는 무료로 발급되지 않습니다. 무료 대상이신 분은 창구를 이용해 주세요.',
  'notice.sheetsBelongTogether': '여러 장으로 된 증명서는 낱장으로 나누어 사용할 수 없습니다.',
  'notice.noStaples': '스테이플러로 묶여 나오지 않습니다.',
  'notice.looksDifferent': '용지와 모양이 창구에서 발급하는 증명서와 다릅니다.',
  'notice.takeEverything': '증명서는 모든 장을 가져가 주세요.',
  'notice.keepCardAndPin': '카드를 남에게 빌려주거나 비밀번호를 알려 주지 마세요.',
  'notice.printingTakesTime': '인쇄에 2분 이상 걸릴 수 있습니다. 끝날 때까지 단말기에서 떠나지 마세요.',
  'notice.staffCannotHelp':
    '개인정보 보호를 위해 점원은 조작을 설명하거나 돕지 않습니다. 용지 걸림 등 고장은 예외입니다.',
  'notice.pinLocksAfterThree': '비밀번호는 3번 연속 틀리면 잠깁니다.',

  'closure.yearEnd': '연말연시 휴무입니다.',
  'closure.feeChange': '수수료 개정에 따른 작업으로 하루 종일 이용하실 수 없습니다.',
  'closure.maintenance': '시스템 점검으로 이용하실 수 없습니다.',
  'closure.systemMove': '시스템 교체로 이용하실 수 없습니다.',
  'closure.announced': '시구정촌이 공지한 휴무일입니다.',
};
