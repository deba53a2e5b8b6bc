import type { ACCESS as JA } from '../ja/access.ts';
import type { TranslationOf } from '../contract.ts';

/** Standing buttons, settings and help, やさしい日本語. */
export const ACCESS: TranslationOf<typeof JA> = {
  'standing.language': '｜言葉《ことば》',
  'standing.speech': '｜声《こえ》',
  'standing.largeText': '｜文字《もじ》',
  'standing.contrast': '｜色《いろ》',
  'standing.access': '｜設定《せってい》',
  'standing.help': 'ヘルプ',

  'overlay.close': '｜閉《と》じる',
  'overlay.up': '｜上《うえ》へ',
  'overlay.down': '｜下《した》へ',
  'language.title': '｜言葉《ことば》を｜選《えら》んでください',
  'language.japaneseOnly': '｜証明書《しょうめいしょ》は｜日本語《にほんご》で｜印刷《いんさつ》します。',

  'access.title': '｜見《み》やすく、｜聞《き》きやすくします',
  'access.textSize': '｜文字《もじ》の｜大《おお》きさ',
  'access.textSize.100': 'ふつう',
  'access.textSize.150': '｜大《おお》きい',
  'access.textSize.200': 'とても｜大《おお》きい',
  'access.contrast': '｜画面《がめん》の｜色《いろ》',
  'access.contrast.standard': 'ふつう',
  'access.contrast.high': 'はっきり',
  'access.contrast.dark': '｜黒《くろ》い｜画面《がめん》',
  'access.speech': '｜声《こえ》の｜案内《あんない》',
  'access.speech.off': 'なし',
  'access.speech.guidance': '｜案内《あんない》だけ',
  'access.speech.detailed': 'くわしく',
  'access.volume': '｜声《こえ》の｜大《おお》きさ',
  'access.volume.-2': 'とても｜小《ちい》さい',
  'access.volume.-1': '｜小《ちい》さい',
  'access.volume.0': 'ふつう',
  'access.volume.1': '｜大《おお》きい',
  'access.volume.2': 'とても｜大《おお》きい',
  'access.reach': 'ボタンの｜場所《ばしょ》',
  'access.reach.off': 'ふつう',
  'access.reach.on': '｜下《した》のほう',
  'access.simple': '｜画面《がめん》',
  'access.simple.off': 'ふつう',
  'access.simple.on': 'かんたん',

  'help.title': '｜使《つか》い｜方《かた》',
  'help.start':
    '「｜行政《ぎょうせい》サービス」を｜押《お》して、「｜証明書交付《しょうめいしょこうふ》サービス」を｜押《お》してください。マイナンバーカードと｜暗証番号《あんしょうばんごう》(4つの｜数字《すうじ》)が｜必要《ひつよう》です。',
  'help.notes':
    '｜注意《ちゅうい》を｜読《よ》んでください。よかったら、「｜同意《どうい》する」を｜押《お》してください。',
  'help.setCard':
    'マイナンバーカードを、｜光《ひか》っている｜場所《ばしょ》に｜置《お》いてください。｜機械《きかい》が｜読《よ》んでいるときは、｜動《うご》かさないでください。',
  'help.pin':
    '｜利用者証明用電子証明書《りようしゃしょうめいようでんししょうめいしょ》の｜暗証番号《あんしょうばんごう》(4つの｜数字《すうじ》)を｜押《お》してください。｜続《つづ》けて3｜回《かい》まちがえると、ロックされます。',
  'help.takeCard': '｜画面《がめん》にお｜知《し》らせが｜出《で》たら、カードを｜取《と》ってください。',
  'help.choose':
    'ほしいものを｜押《お》してください。まちがえたら、「もどる」を｜押《お》してください。｜選《えら》んだものは｜消《き》えません。',
  'help.check':
    '｜中身《なかみ》とお｜金《かね》を｜見《み》てください。よかったら、「｜確認《かくにん》する」を｜押《お》してください。',
  'help.pay':
    '｜使《つか》えるお｜金《かね》を、1｜枚《まい》ずつ｜入《い》れてください。やめると、お｜金《かね》は｜全部《ぜんぶ》もどります。',
  'help.printing': '｜印刷《いんさつ》が｜終《お》わるまで、ここで｜待《ま》ってください。',
  'help.take':
    'カード、｜証明書《しょうめいしょ》、｜領収書《りょうしゅうしょ》、おつりを｜取《と》ってください。そのあと、「｜確認《かくにん》(｜音声停止《おんせいていし》)」を｜押《お》してください。',
  'help.slip':
    '｜番号《ばんごう》と｜電話番号《でんわばんごう》を｜紙《かみ》に｜書《か》いてください。お｜金《かね》は、あとでもらえます。',
  'help.stop':
    '｜画面《がめん》の｜番号《ばんごう》を｜紙《かみ》に｜書《か》いて、｜下《した》の｜電話番号《でんわばんごう》に｜電話《でんわ》してください。',
  'help.staffMay':
    '｜店《みせ》の｜人《ひと》は、｜機械《きかい》が｜動《うご》かないときだけ｜手伝《てつだ》うことができます。｜紙《かみ》がつまったときなどです。',
  'help.staffMayNot':
    '｜店《みせ》の｜人《ひと》は、｜使《つか》い｜方《かた》を｜教《おし》えません。あなたのかわりに｜押《お》すこともできません。｜暗証番号《あんしょうばんごう》を｜人《ひと》に｜教《おし》えないでください。',
  'help.staffPaper':
    '｜店《みせ》の｜人《ひと》は、｜紙《かみ》を｜取《と》るとき、｜読《よ》みません。｜裏《うら》にして｜渡《わた》します。',
  'help.guide': 'くわしい｜使《つか》い｜方《かた》(J-LISの｜案内《あんない》)',
  'printing.timeLeft': 'あと{minutes}｜分《ふん》ぐらい',
};
