import type { MeaningsJa } from './contract.ts';

/** Screen, sound, accessibility and reminder. */
export const SCREEN_JA: MeaningsJa = {
  'screen.address': '画面のウェブページを提供するアドレス。',
  'screen.port': '画面のウェブページを提供する TCP ポート。0 のときはシステムが選ぶ。',
  'screen.diagonal_inch': 'タッチパネルの対角の大きさ。押す部分を 15 mm 以上に保つために使う。',
  'screen.browser':
    'madoguchid が全画面の専用モードで起動するブラウザー。省略時は起動せず、別のプログラムがページを表示する。',
  'screen.browserFlags': 'ブラウザーに追加する起動オプション。例: --ozone-platform=wayland。',
  'sound.player': '音声を再生するプログラム。',
  'sound.speaker': 'スピーカーの出力先(PipeWire のシンク、または ALSA のデバイス)。省略時はシステムの既定の出力先。',
  'sound.headphones':
    'イヤホン端子の出力先(シンクまたはデバイス)。省略時はイヤホン端子がないものとし、氏名を読み上げない。',
  'sound.loudness': '通常の案内の音量。',
  'sound.quiet':
    '時間帯ごとのスピーカーの音量。[{ from, until, loudness }] の形で書く。午前 0 時をまたぐ時間帯も指定できる。',
  'sound.quiet[].from': '音量を変える時間帯の始まり。',
  'sound.quiet[].until': '音量を変える時間帯の終わり。始まりより早い時刻は翌日とみなす。',
  'sound.quiet[].loudness': 'その時間帯の音量。',
  'sound.engines':
    '言語ごとの音声合成プログラムと引数。文を標準入力で受け、WAV を標準出力または {out} のファイルに書く。省略時は内蔵の音声合成を使う。',
  'access.languages': '利用者が選べる言語。メニューに並べる順に書く。',
  'access.textSize_percent': '画面全体の表示の大きさ。',
  'access.contrast': '画面の配色。',
  'access.reach': '操作部を画面の下半分に置くかどうか。',
  'access.simple': '一度に示す言葉と選択肢を減らすかどうか。',
  'access.speech': '画面の内容をどこまで読み上げるか。取り忘れの注意は常に音声で知らせる。',
  'access.shufflePin': '暗証番号の入力画面で、数字の並びを利用者ごとに変えるかどうか。',
  'access.session_max_ms': '利用者が制限時間を繰り返し延ばせる時間の上限。',
  'access.detailed_factor': 'すべてを読み上げている間、利用者の制限時間を延ばす倍率。',
  'access.guidePage': '操作案内のページ(R17)。省略時は J-LIS のページ。',
  'reminder.also': 'カード、証明書、領収書、釣銭のほかに、この設置先で利用者が忘れやすい物。',
};
