import { optionsOf, type MeaningsJa } from './contract.ts';

const MODEL = 'メーカーの機種ごとの特性。`models/` のファイル名、または設置先が用意したファイルの内容。';
const ADDRESS = 'バスでの ccTalk アドレス。';
const CHECKSUM = 'バスのチェックサムの方式。8 ビットの和または CRC-16。';

/** Options of the drivers of cash devices. */
export const CASH_OPTIONS_JA: MeaningsJa = {
  ...optionsOf('cctalk coinAcceptor', {
    model: MODEL,
    address: ADDRESS,
    checksum: CHECKSUM,
    poll_ms:
      '投入された硬貨を問い合わせる間隔。機器の監視時間 1 秒に対し、問い合わせを取りこぼしても間に合う長さにする(cash.md 2.2)。',
    denominations_yen: 'この設置先で受け入れる硬貨。いずれも機器の金種表にあること。',
    sorterPaths: '機器の振分経路ごとの行き先。ホッパーの機器の名前(id)または `cashbox`。',
    routes:
      '金種ごとの硬貨の行き先。`sorterPaths` にある行き先を書く。起動とリセットのたびに振分部へ設定する。空のときは機器の設定のまま。帳簿には常に、機器が報告した経路で記帳する。',
    defaultDestination: '行き先の指定がない経路の硬貨が入る所。行き先が満杯の硬貨もここへ送る。',
  }),
  ...optionsOf('cctalk coinDispenser', {
    model: MODEL,
    address: ADDRESS,
    checksum: CHECKSUM,
    denomination_yen: '払い出す硬貨の金種(一種類)。',
    poll_ms: '払い出し中に状態を問い合わせる間隔。',
    cipher:
      '払い出し命令に付けるセキュリティバイトの作り方。none: 0 のバイト、serial: 製造番号、echo: 乱数を送った後に機器が返す鍵、plugin: メーカーのプラグイン。省略時は機種の定義に従う。',
    cipherPlugin: '`cipher` が `plugin` のときのプラグイン名。',
  }),
  ...optionsOf('one-piece cashChanger', {
    poll_ms: '入金の受付中または動作中に STATUS を問い合わせる間隔。',
    idlePoll_ms: '何も受け付けずに待機している間に STATUS を問い合わせる間隔。',
    denominations_yen: 'この設置先で受け入れる硬貨と紙幣。いずれも装置が受け入れられること。',
    cashbox: '装置が払い出しに使えない現金が入る、帳簿上の収納部。',
  }),
  ...optionsOf('id003 billAcceptor', {
    model: MODEL,
    poll_ms: 'STATUS を問い合わせる間隔。約 3 秒間問い合わせがないと、装置は紙幣を返却する。',
    denominations_yen: 'この設置先で受け入れる紙幣。いずれも装置の金種表にあること。',
  }),
};
