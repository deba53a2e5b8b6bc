import type { PRINTER as JA } from '../ja/printer.ts';
import type { TranslationOf } from '../contract.ts';

/** What is said while the printer works, やさしい日本語. */
export const PRINTER: TranslationOf<typeof JA> = {
  'printing.sealed':
    '｜証明書《しょうめいしょ》には、おもてと｜裏《うら》に｜特別《とくべつ》な｜印刷《いんさつ》があります。にせものやコピーを｜防《ふせ》ぐためです。',
  'printing.now': '{sets}｜部《ぶ》の｜中《なか》の{set}｜部目《ぶめ》、{leaf}/{of}｜枚目《まいめ》',
  'printing.nowOne': '{leaf}/{of}｜枚目《まいめ》',
  'printing.doing.drawing': '｜印刷《いんさつ》の｜準備《じゅんび》をしています',
  'printing.doing.sending': 'プリンターに｜送《おく》っています',
  'printing.doing.printing': '｜印刷《いんさつ》しています',
  'printing.doing.held': 'プリンターを｜待《ま》っています',
  'printing.doing.stopping': '｜印刷《いんさつ》をやめています',
  'printing.doing.refunding':
    '｜印刷《いんさつ》できなかった｜証明書《しょうめいしょ》のお｜金《かね》を｜返《かえ》しています',
  'printing.doing.receipt': '｜領収書《りょうしゅうしょ》を｜印刷《いんさつ》しています',
  'printing.doing.ending': '｜最後《さいご》の｜確認《かくにん》をしています',
  'printing.goesOn': '｜直《なお》ったら、｜続《つづ》きを｜印刷《いんさつ》します。',
  'printing.gaveUp':
    '｜印刷《いんさつ》をやめました。｜出《で》なかった｜証明書《しょうめいしょ》のお｜金《かね》は｜返《かえ》します。',
  'printing.clerk': '｜店《みせ》の｜人《ひと》へ：{what}',

  'takeItems.certificates': '｜証明書《しょうめいしょ》 {done}｜枚《まい》',
  'takeItems.sheetsSought':
    '｜証明書《しょうめいしょ》が｜出《で》たかどうか、わかりません。｜紙《かみ》が｜出《で》る｜所《ところ》を｜見《み》てください。',
  'takeItems.sheetsUnknown':
    '｜証明書《しょうめいしょ》は{done}｜枚《まい》｜出《で》ました。あと{unknown}｜枚《まい》は、｜出《で》たかどうかわかりません。｜紙《かみ》が｜出《で》る｜所《ところ》を｜見《み》てください。',
  'takeItems.part':
    '{done}｜枚《まい》｜出《で》ました。｜全部《ぜんぶ》｜出《で》なかった｜証明書《しょうめいしょ》は｜使《つか》えません。その｜証明書《しょうめいしょ》のお｜金《かね》は、もらっていません。',
  'takeItems.mixed':
    'ほかの｜印刷《いんさつ》の｜紙《かみ》があります。あなたの｜証明書《しょうめいしょ》は{done}｜枚《まい》です。｜自分《じぶん》のものではない｜紙《かみ》は、｜読《よ》まないで、｜店《みせ》の｜人《ひと》に｜渡《わた》してください。',
  'takeItems.noReceipt':
    '｜領収書《りょうしゅうしょ》は｜印刷《いんさつ》できませんでした。｜必要《ひつよう》なときは、{phone}に｜電話《でんわ》してください。',
};
