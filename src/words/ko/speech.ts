import type { SPEECH as JA } from '../ja/speech.ts';
import type { TranslationOf } from '../later.ts';

/** What the kiosk says. */
export const SPEECH: TranslationOf<typeof JA> = {
  'speak.governmentMenu': '이용하실 서비스를 선택해 주세요.',
  'speak.notes': '이용하시기 전에 화면의 주의사항을 읽어 주세요. 동의하시면, 동의 버튼을 눌러 주세요.',
  'speak.setCard': '마이넘버 카드를 놓아 주세요.',
  'speak.readingCard': '카드를 읽고 있습니다.',
  'speak.pin': '이용자 증명용 전자증명서의 비밀번호, 숫자 네 자리를 입력해 주세요.',
  'speak.pinWrong': '비밀번호가 틀립니다. 다시 입력해 주세요.',
  'speak.lastTry': '다음에 틀리면 비밀번호가 잠깁니다. 화면을 확인해 주세요.',
  'speak.authenticating': '본인 확인을 하고 있습니다. 기다려 주세요.',
  'speak.takeCard': '카드를 가져가 주세요.',
  'speak.certificate': '증명서 종류를 선택해 주세요.',
  'speak.items': '증명서에 넣을 항목을 선택해 주세요.',
  'speak.persons': '증명서에 넣을 분을 선택해 주세요.',
  'speak.copies': '부수를 선택해 주세요.',
  'speak.check': '내용을 확인해 주세요. 맞으면, 확인 버튼을 눌러 주세요.',
  'speak.checkExact':
    '내용을 확인해 주세요. 거스름돈이 부족합니다. 사용할 수 있는 돈을 화면에서 확인해 주세요. 맞으면, 확인 버튼을 눌러 주세요.',
  'speak.notice.katakanaNotPrinted':
    '등록된 가타카나 이름은 인쇄되지 않습니다. 필요하신 분은 시구정촌 창구를 이용해 주세요.',
  'speak.notice.earlierTaxYearOnly': '세금 연도를 전환하는 기간이므로 이전 연도의 증명서입니다. 연도를 확인해 주세요.',
  'speak.notice.kojinBangoUse': '개인번호가 들어간 증명서는 법률로 인정된 제출처에만 사용할 수 있습니다.',
  'speak.fetching': '증명서를 준비하고 있습니다. 기다려 주세요.',
  'speak.pay': '수수료는 {amount}입니다. 돈을 넣어 주세요.',
  'speak.payExact': '수수료는 {amount}입니다. 거스름돈이 부족합니다. 화면에 표시된, 사용할 수 있는 돈만 넣어 주세요.',
  'speak.payEnough': '인쇄 시작 버튼을 눌러 주세요.',
  'speak.rejectedNotTaken': '이 지폐나 동전은 사용할 수 없습니다. 다른 돈을 넣어 주세요.',
  'speak.rejectedInsertAgain': '번거로우시겠지만 다시 한번, 하나씩 똑바로 넣어 주세요.',
  'speak.rejectedNotNow': '그 지폐나 동전은 지금 사용할 수 없습니다. 화면에 표시된, 사용할 수 있는 돈을 넣어 주세요.',
  'speak.rejectedEnough': '입금은 끝났습니다. 돌아온 돈을 가져가 주세요. 그리고, 인쇄 시작 버튼을 눌러 주세요.',
  'speak.printing': '인쇄하고 있습니다. 2분 이상 걸릴 수 있습니다. 끝날 때까지 단말기에서 떠나지 마세요.',
  'speak.printingTrouble': '인쇄가 멈췄습니다. 화면을 확인해 주세요.',
  'speak.refunding': '돈을 돌려드리고 있습니다. 반환구에서 가져가 주세요.',
  'speak.slip': '돌려드리지 못한 돈이 있습니다. 금액은 {amount}입니다. 접수번호는 {number}입니다.',
  'speak.refusal': '화면의 안내를 확인해 주세요.',
  'speak.askForeign': '다른 분의 증명서가 나왔으면, 예 버튼을 눌러 주세요. 본인 것이면, 뒤로 버튼을 눌러 주세요.',
  'speak.foreignPaper':
    '알려 주셔서 감사합니다. 종이는 읽지 말고 뒤집어서 배출 트레이에 다시 놓아 주세요. 화면의 접수번호를 적어 두고 전화해 주세요.',
  'speak.warning': '이용 중이신가요? 계속하시려면, 계속 버튼을 눌러 주세요.',

  'speak.takeItems': '이용해 주셔서 감사합니다. 카드, 증명서, 영수증, 거스름돈을 잊지 말고 가져가 주세요.',
  'speak.takeCardReminder': '카드를 가져가 주세요. 마이넘버 카드를 잊지 마세요.',
  'speak.takeCertificateReminder': '증명서를 가져가 주세요.',
  'speak.takeReceiptReminder': '영수증을 가져가 주세요.',
  'speak.takeChangeReminder': '돈을 가져가 주세요. 반환구를 확인해 주세요.',
  'speak.takePhoneReminder': '휴대전화를 잊지 마세요.',
  'speak.takeOriginalReminder': '원고대의 원본을 가져가 주세요.',
  'speak.takeSeveralReminder': '가져가지 않은 것이 있습니다. 화면을 확인해 주세요.',
  'speak.confirmReminder': '모두 챙기셨으면, 확인, 음성 정지, 버튼을 눌러 주세요.',
  'speak.leftBehind': '가져가지 않은 것이 있습니다. 카드나 증명서를 두고 가지 마세요.',
};
