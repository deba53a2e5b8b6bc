import type { GUIDE as JA } from '../ja/guide.ts';
import type { TranslationOf } from '../contract.ts';

/** What the keypad's guide says beside the texts of the screen, やさしい日本語: only spoken, so without furigana. */
export const GUIDE: TranslationOf<typeof JA> = {
  'guide.place': '{total}個の中の、{n}個目',
  'guide.choices': '選べるものは、{count}個です。次、のキーを押すと、聞くことができます。',
  'guide.goOn': '{label}、は、決定を2回押してください。',
  'guide.chosen': '選んでいます',
  'guide.notChosen': '選んでいません',
  'guide.unavailable': '今は選べません',
  'guide.refused': 'ここではもらえません。決定を押すと、理由を聞くことができます',
  'guide.on': 'オン',
  'guide.off': 'オフ',
  'guide.fewer': '1部少なくする',
  'guide.more': '1部多くする',
  'guide.digits': '数字を{digits}個、押しました。全部で{length}個です。',
  'guide.timeLeft': 'あと{seconds}秒です。続けるときは、決定を押してください。',
  'guide.phone': '{name}、電話番号、{phone}',
  'guide.step': '{label}。全部で{total}の中の、{n}番目',
  'guide.volume': '音の大きさは、{n}です。5がいちばん大きいです。',

  'speak.keypad':
    '声の案内を始めます。次、と、前、のキーで聞きます。決定、のキーで選びます。もう一度聞くときは、くりかえし。困ったときは、ヘルプ。ヘッドホンも使えます。',
  'speak.headphonesIn': 'ヘッドホンがつながりました。声は、ヘッドホンだけで聞こえます。',
  'speak.headphonesOut': 'ヘッドホンが外れました。スピーカーで聞くときは、どれかキーを押してください。',
  'speak.pinKeys': '数字のキーを押してください。そのあと、決定を押してください。5のキーに、しるしがあります。',
  'speak.pressSelect': '決定を押してください。',
  'speak.cancelAsk': 'やめるときは、もう一度押してください。入れたお金は返します。',
  'speak.noBack': 'ここでは、もどることができません。',
  'speak.noCancel': '今は、やめることができません。待ってください。',
  'speak.noKey': 'このキーは、ここでは使いません。',
  'speak.notNow': '今は選べません。',
  'speak.wait': '待ってください。',
  'speak.moreTime': '時間を長くしました。',
  'speak.loudest': 'これが、いちばん大きい音です。',
  'speak.quietest': 'これが、いちばん小さい音です。',
  'speak.ended': '終わりました。ありがとうございました。',
};
