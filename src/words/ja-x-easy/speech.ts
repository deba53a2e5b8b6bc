import type { SPEECH as JA } from '../ja/speech.ts';
import type { TranslationOf } from '../contract.ts';

/** What the kiosk says in やさしい日本語: without furigana; words that the voice reads wrongly are in kana. */
export const SPEECH: TranslationOf<typeof JA> = {
  'speak.governmentMenu': '使うサービスを選んでください。',
  'speak.notes': '使う前に、画面の注意を読んでください。よかったら、同意する、を押してください。',
  'speak.setCard': 'マイナンバーカードを置いてください。',
  'speak.readingCard': 'カードを読んでいます。',
  'speak.pin': '暗証番号を押してください。よっつの数字です。利用者証明用電子証明書の、暗証番号です。',
  'speak.pinWrong': '暗証番号がちがいます。もう一度押してください。',
  'speak.lastTry': '次にまちがえると、暗証番号がロックされます。画面を見てください。',
  'speak.authenticating': '本人かどうか、確認しています。待ってください。',
  'speak.takeCard': 'カードを取ってください。',
  'speak.certificate': '証明書を選んでください。',
  'speak.items': '証明書に書くことを選んでください。',
  'speak.persons': '証明書に書く人を選んでください。',
  'speak.copies': '証明書はいくつ必要ですか。数を選んでください。',
  'speak.check': 'まちがいがないか、見てください。よかったら、確認する、を押してください。',
  'speak.checkExact':
    'まちがいがないか、見てください。おつりが少ないです。使えるお金を、画面で見てください。よかったら、確認する、を押してください。',
  'speak.notice.katakanaNotPrinted': '登録したカタカナの名前は、印刷されません。必要な人は、役所に行ってください。',
  'speak.notice.earlierTaxYearOnly':
    'これは、前の年度の証明書です。今、税金の年度が変わるときです。必要な年度を確認してください。',
  'speak.notice.kojinBangoUse':
    '個人番号がある証明書を出してもいいところは、法律で決まっています。ほかの所には出せません。',
  'speak.fetching': '証明書を準備しています。待ってください。',
  'speak.pay': '証明書のお金は、{amount}です。お金を入れてください。',
  'speak.payExact':
    '証明書のお金は、{amount}です。おつりが少ないです。画面に出ている、使えるお金だけを入れてください。',
  'speak.payEnough': 'プリントスタート、を押してください。',
  'speak.rejectedNotTaken': 'このおさつ、またはコインは、使えません。ほかのお金を入れてください。',
  'speak.rejectedInsertAgain': 'もう一度入れてください。いちまいずつ、まっすぐ入れてください。',
  'speak.rejectedNotNow': 'そのおさつ、またはコインは、今は使えません。画面に出ている、使えるお金を入れてください。',
  'speak.rejectedEnough':
    'お金は足りています。もどったお金を取ってください。よかったら、プリントスタート、を押してください。',
  'speak.printing': '印刷しています。にふんより長くかかることがあります。終わるまで、ここにいてください。',
  'speak.printingTrouble': '印刷が止まっています。画面を見てください。',
  'speak.refunding': 'お金を返しています。お金が出るところから取ってください。',
  'speak.slip': '返すことができなかったお金があります。お金は、{amount}です。受付番号は、{number}です。',
  'speak.refusal': '画面を見てください。',
  'speak.askForeign':
    'ほかの人の証明書が出たときは、はい、を押してください。自分のものなら、もどる、を押してください。',
  'speak.foreignPaper':
    '教えてくれて、ありがとうございます。紙は読まないで、うらにして、紙が出たところにもどしてください。画面の受付番号を紙に書いて、電話してください。',
  'speak.warning': '今、使っていますか。続けるときは、続ける、を押してください。',
  'speak.warningLast': '使う時間が終わります。時間を長くすることはできません。入れたお金は返します。',

  'speak.takeItems': 'ありがとうございました。カード、証明書、領収書、おつりを、忘れないで取ってください。',
  'speak.takeCardReminder': 'カードを取ってください。マイナンバーカードを、忘れないでください。',
  'speak.takeCertificateReminder': '証明書を取ってください。',
  'speak.takeReceiptReminder': '領収書を取ってください。',
  'speak.takeChangeReminder': 'お金を取ってください。お金が出るところを見てください。',
  'speak.takePhoneReminder': 'スマートフォンを忘れないでください。',
  'speak.takeOriginalReminder': 'コピーした、もとの紙を取ってください。',
  'speak.takeSeveralReminder': '忘れているものがあります。画面を見てください。',
  'speak.confirmReminder': '忘れたものがなければ、確認、音声停止、のボタンを押してください。',
  'speak.leftBehind': '忘れているものがあります。カードや証明書を、ここに置いたままにしないでください。',
};
