import type { CARD_CODES } from '../../base/codes/card.ts';
import type { CodesJa } from './contract.ts';

/** 2xxx: card reader and card. */
export const CARD_JA: CodesJa<typeof CARD_CODES> = {
  readerAbsent: {
    cause: '設定されたカードリーダーが見つかりません。',
    remedy: 'ケーブルと、設定のリーダー名を確認してください。',
  },
  pcscUnavailable: {
    cause: 'PC/SC サービス(pcscd)が応答しません。',
    remedy: 'pcscd を起動してください。制御プログラムは自動で再接続します。',
  },
  readerFault: {
    cause: 'カードリーダーが異常を通知しています。',
    remedy: 'リーダーを抜き差ししてください。再発するときは交換してください。',
  },
  cardBusy: {
    cause: '別のプログラムがカードリーダーを使用しています。',
    remedy: 'PC/SC を使っている別のプログラムを停止してください。',
  },
  cardNotMyNumber: {
    cause: 'マイナンバーカードではありません。',
    remedy: 'マイナンバーカードを使ってください。',
  },
  cardJuki: {
    cause: '取扱の終了した住民基本台帳カードです。',
    remedy: 'マイナンバーカードを使ってください。',
  },
  cardPhone: {
    cause: 'この端末では使えないスマートフォンの電子証明書がかざされました。',
    remedy: 'マイナンバーカードの実物を使ってください。',
  },
  cardUnknownToken: {
    cause: 'カードの公的個人認証(JPKI)トークンの種類が不明です。',
    remedy: '別のカードを使うか、市区町村の窓口を利用してもらってください。',
  },
  cardNoCertificate: {
    cause: 'カードに利用者証明用電子証明書がありません。',
    remedy: '本人が市区町村の窓口で発行を申請します。',
  },
  cardExpired: {
    cause: '利用者証明用電子証明書の有効期間が過ぎています。',
    remedy: '本人が市区町村の窓口で更新します。',
  },
  cardUnreadable: {
    cause: 'カードを読み取れませんでした。',
    remedy: 'カードを一度取り、置き直してください。',
  },
  cardTestOnly: {
    cause: 'この端末が信頼していない認証局の試験用カードです。',
    remedy: '実際のカードを使ってください。試験用の端末では、試験用の認証局を設定してください。',
  },
  cardLicence: {
    cause: '運転免許証が置かれました。',
    remedy: 'マイナンバーカードを使ってください。',
  },
  cardResidence: {
    cause: '在留カードまたは特別永住者証明書が置かれました。',
    remedy: 'マイナンバーカードを使ってください。',
  },
  cardFelica: {
    cause: 'FeliCa またはメモリー型のカードが置かれました。',
    remedy: 'マイナンバーカードを使ってください。',
  },
  cardBank: {
    cause: '支払い用のカードが置かれました。',
    remedy: 'マイナンバーカードを使ってください。',
  },
  pinWrong: {
    cause: '暗証番号が違います。',
    remedy: '利用者証明用電子証明書の暗証番号(数字4桁)を入力してもらってください。',
  },
  pinBlocked: {
    cause: '暗証番号がロックされています。',
    remedy: '本人がカードを持って市区町村の窓口で手続きをします。',
  },
  pinOutcomeUnknown: {
    cause: '暗証番号の照合中にカードが離れました。残り回数が一回減った可能性があります。',
    remedy: 'カードを置き直してください。残り回数が表示されます。',
  },
  cardRemoved: {
    cause: '途中でカードが取られました。',
    remedy: 'カードを置いて、初めからやり直してください。',
  },
  cardSwapped: {
    cause: '途中で別のカードに替わりました。',
    remedy: '同じ一枚のカードで、初めからやり直してください。',
  },
  cardSignature: {
    cause: 'カードの署名が電子証明書と一致しません。',
    remedy: '別のカードを使うか、市区町村の窓口を利用してもらってください。',
  },
  triesChanged: {
    cause: '暗証番号の残り回数が、表示した回数と違います。',
    remedy: 'カードを取り、初めからやり直してください。残り回数は減っていません。',
  },
  cardLeft: {
    cause: '前の利用者のカードがリーダーに残っています。',
    remedy: 'カードを取り、店舗で預かってください。取り除くまで、ほかのカードは読み取りません。',
  },
};
