/** Words of a diagnosis. */
import type { DiagCheck, DiagQuestion, DiagRow } from '../../api/messages.ts';
import type { Language, Text } from '../text.ts';

export const RESULT_WORDS: Readonly<Record<Language, Readonly<Record<DiagRow['result'], string>>>> = {
  en: { ok: 'ok', warn: 'warning', fail: 'FAILED', skipped: 'skipped' },
  ja: { ok: '正常', warn: '注意', fail: '異常', skipped: '省略' },
};

export const CHECK_WORDS: Readonly<Record<DiagCheck, Text>> = {
  state: { en: 'state', ja: '状態' },
  selfTest: { en: 'self test', ja: '自己診断' },
  noCard: { en: 'no card lies there', ja: 'カードが置かれていない' },
  stock: { en: 'stock of every unit that pays', ja: '払い出し部の在高' },
  counters: { en: 'counters against the books', ja: '計数と帳簿の照合' },
  toner: { en: 'toner', ja: 'トナー' },
  outlet: { en: 'voice and player', ja: '音声の出力' },
  lamps: { en: 'lamps that are needed', ja: '必要なランプ' },
  reachable: { en: 'the centre answers', ja: 'センターの応答' },
  clockSkew: { en: 'the machine’s clock', ja: '機械の時計' },
  books: { en: 'the books are whole', ja: '帳簿の健全性' },
  disk: { en: 'the disk of the books', ja: '帳簿のディスク' },
  present: { en: 'a screen is connected', ja: '画面の接続' },
  expiry: { en: 'certificates and keys run on', ja: '証明書と鍵の期限' },
  tone: { en: 'a tone', ja: '確認音' },
  blink: { en: 'lamps blink', ja: 'ランプの点滅' },
  testPage: { en: 'a test page', ja: '試し刷り' },
  card: { en: 'a card is seen', ja: 'カードの検出' },
  coin: { en: 'a coin is seen and comes back', ja: '硬貨の検出と返却' },
  note: { en: 'a note is seen and comes back', ja: '紙幣の検出と返却' },
  keys: { en: 'keys of the keypad', ja: 'キーパッドのキー' },
  heard: { en: 'the tone is heard', ja: '音が聞こえる' },
  seen: { en: 'the lamp is seen', ja: 'ランプが見える' },
  page: { en: 'the page is good', ja: '印刷が良好' },
  shown: { en: 'the screen is seen', ja: '画面が見える' },
};

/** `{0}`: the key or the outlet that is meant. */
export const QUESTION_WORDS: Readonly<Record<DiagQuestion, Text>> = {
  putCardOn: { en: 'Put a card on the reader.', ja: 'カードを置いてください。' },
  takeCardOff: { en: 'Take the card off.', ja: 'カードを取ってください。' },
  insertCoin: { en: 'Insert a coin; it comes straight back.', ja: '硬貨を入れてください。そのまま戻ります。' },
  insertNote: { en: 'Insert a note; it comes straight back.', ja: '紙幣を入れてください。そのまま戻ります。' },
  pressKey: { en: 'Press the key {0}.', ja: 'キー {0} を押してください。' },
  toneHeard: { en: 'Do you hear the tone from {0}?', ja: '{0} から音が聞こえますか。' },
  lampSeen: { en: 'Do you see the lamp {0} blink?', ja: 'ランプ {0} の点滅が見えますか。' },
  pageGood: { en: 'Is the page that came out good?', ja: '出てきた用紙は良好ですか。' },
  screenSeen: { en: 'Does the screen show the kiosk?', ja: '画面に端末の表示が出ていますか。' },
};
