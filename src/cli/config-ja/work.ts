import type { MeaningsJa } from './contract.ts';

/** Card, paper, cash and staff. */
export const WORK_JA: MeaningsJa = {
  'card.callCentrePhones':
    'カードの問い合わせ先(全国のコールセンター)の電話番号を期間ごとに指定する(R33)。期間外は内蔵の番号を使う。',
  'card.callCentrePhones[].from': 'この番号を使う初日。',
  'card.callCentrePhones[].until': 'この番号を使う最終日。省略時は終わりを定めない。',
  'card.callCentrePhones[].phone': 'コールセンターの電話番号。',
  'card.pinResetInStores':
    'ロックされた 4 桁の暗証番号を、スマートフォンのアプリで予約したうえで、このチェーンの店舗で再設定できる期間。期間外は市区町村の窓口だけが扱う。',
  'card.pinResetInStores[].from': '店舗で再設定できる初日。',
  'card.pinResetInStores[].until': '店舗で再設定できる最終日。省略時は終わりを定めない。',
  'paper.signingKey':
    'この端末が紙の一枚ごとに署名する秘密鍵(P-256)の PEM ファイル。制御プログラムだけが読めるようにする。省略時は証明書を取り扱わない。',
  'paper.attestation': '署名の鍵がこの端末のものであることを端末の認証局が証明するファイル(compact JWS)。',
  'paper.verifyingAuthority': '紙に印刷された秘密がなくても裏面のコードを開ける機関の公開鍵(P-256)の PEM ファイル。',
  'paper.separation':
    'このプリンターで測定した、偽造防止検出画像(赤外線)用の色分解の JSON ファイル(src/paper/layers/README.md)。省略時は cmyk_8 のプリンターに共通の色分解を使う。',
  'paper.enquiry': '証明書の紙についての問い合わせ先。裏面に印刷する。',
  'cash.accepts_yen': '受け入れの対象とする硬貨と紙幣の金種。',
  'cash.coins_in_flight_max':
    '投入口を閉じた後にまだ落ちてくる可能性がある硬貨の最大枚数。釣銭を約束できるかの判断に使う。',
  'cash.capacities':
    '収納部に入る枚数。ホッパー、"cashbox"(金庫)、紙幣の金庫を、機器の名前(id)ごとに指定する。満杯の収納部には入れない。',
  'cash.fraud_events_max': '硬貨または紙幣を引き抜く操作の検知が何回に達したら、係員が確認するまで取扱を中止するか。',
  'cash.fraud_within_ms': '引き抜く操作の回数を数える時間の長さ。',
  'staff.code_hash': '係員コードのハッシュ。省略時は鍵スイッチだけで係員モードに入る。',
  'staff.tries_max': '係員コードの入力をロックするまでの、連続した誤りの回数。',
  'staff.locked_ms': '係員コードの入力をロックする時間。',
};
