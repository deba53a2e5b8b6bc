/**
 * What the keypad's guide says beside the texts of the screen. Names of keys: 次 next, 前 previous, 決定 select, もどる back, やめる cancel,
 * くりかえし repeat, ヘルプ help, 大きく louder, 小さく quieter.
 */
export const GUIDE = {
  'guide.place': '{total}個のうち、{n}個目',
  'guide.choices': '選べるものは、{count}個です。次、のキーで聞けます。',
  'guide.goOn': '{label}、は、決定を2回押します。',
  'guide.chosen': '選んでいます',
  'guide.notChosen': '選んでいません',
  'guide.unavailable': 'いまは選べません',
  'guide.refused': 'ここでは受け取れません。決定で理由を聞けます',
  'guide.on': 'オン',
  'guide.off': 'オフ',
  'guide.fewer': '1部減らす',
  'guide.more': '1部増やす',
  'guide.digits': '{length}桁のうち、{digits}桁入力しました。',
  'guide.timeLeft': 'あと{seconds}秒です。続けるときは、決定を押してください。',
  'guide.phone': '{name}、電話番号、{phone}',
  'guide.step': '{label}。{total}段階のうち、{n}番目',
  'guide.volume': '音量は、5段階の{n}です。',

  'speak.keypad':
    '音声案内を始めます。次、と、前、のキーで項目を聞き、決定、で選びます。もう一度聞くときは、くりかえし。困ったときは、ヘルプ。ヘッドホンも使えます。',
  'speak.headphonesIn': 'ヘッドホンがつながりました。案内は、ヘッドホンだけに流れます。',
  'speak.headphonesOut': 'ヘッドホンが外れました。スピーカーで聞くときは、どれかのキーを押してください。',
  'speak.pinKeys': '数字のキーで入力して、決定を押してください。5のキーに、しるしがあります。',
  'speak.pressSelect': '決定を押してください。',
  'speak.cancelAsk': 'やめるときは、もう一度押してください。入れたお金は返します。',
  'speak.noBack': 'ここでは、もどれません。',
  'speak.noCancel': 'いまは、やめられません。そのままお待ちください。',
  'speak.noKey': 'このキーは、ここでは使いません。',
  'speak.notNow': 'いまは選べません。',
  'speak.wait': 'そのままお待ちください。',
  'speak.ended': 'ご利用を終わりました。ありがとうございました。',
  'speak.moreTime': '時間を延ばしました。',
  'speak.loudest': 'これが、いちばん大きい音です。',
  'speak.quietest': 'これが、いちばん小さい音です。',
} as const;
