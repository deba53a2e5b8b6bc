/** Commissioning and part swap. */
import { COMMISSION_STEPS } from '../../api/methods/commission.ts';
import type { CommandRow } from './row.ts';

/** Classes of parts that are swapped, as in the configuration. */
const SWAP_CLASSES = [
  'cardReader',
  'coinAcceptor',
  'coinDispenser',
  'billAcceptor',
  'cashChanger',
  'printer',
  'indicators',
  'keypad',
] as const;

export const COMMISSION_ROWS: readonly CommandRow[] = [
  {
    path: 'commission',
    about: {
      en: 'sets a new kiosk up step by step, or pairs it anew after a part swap',
      ja: '新しい端末を手順どおりに設定する。部品交換後の再登録も行う',
    },
    options: [
      {
        flags: '--step <name>',
        about: { en: 'this step alone; all in their order if left out', ja: 'この手順だけ(省略時は順にすべて)' },
        choices: COMMISSION_STEPS,
      },
      {
        flags: '--swap <class>',
        about: {
          en: 'a part of this class was exchanged: pairs it anew and names the checks to repeat',
          ja: 'この種類の部品を交換した。再登録し、やり直す点検を示す',
        },
        choices: SWAP_CLASSES,
      },
      {
        flags: '--yes',
        about: { en: 'write what is proposed without asking', ja: '確認せずに提案どおり書き込む' },
      },
      {
        flags: '--port <path>',
        about: { en: 'also ask this serial port', ja: 'このシリアルポートも調べる' },
        many: true,
        completes: 'file',
      },
      {
        flags: '--printer <uri>',
        about: {
          en: 'printer at this address; printers are never searched for in the network',
          ja: 'このアドレスのプリンター(ネットワーク内の探索はしない)',
        },
        many: true,
      },
      {
        flags: '--reader <name>',
        about: {
          en: 'the card reader that is meant, where several are plugged in',
          ja: '複数接続されているときに使うカードリーダーの名前',
        },
      },
      {
        flags: '--hopper <address=yen>',
        about: {
          en: 'coin of a new hopper at this ccTalk address, as in 3=100',
          ja: '新しいホッパーの ccTalk アドレスと金種(例 3=100)',
        },
        many: true,
      },
      {
        flags: '--request <file>',
        about: {
          en: 'identity: writes the certificate request (PKCS#10) to this file; standard output if left out',
          ja: 'identity: 証明書発行要求(PKCS#10)の書き出し先(省略時は標準出力)',
        },
        completes: 'file',
      },
      {
        flags: '--certificate <file>',
        about: {
          en: 'identity: the issued certificate of this kiosk, PEM; it is tried at the centre before it is used',
          ja: 'identity: 発行された端末証明書(PEM)。センターで試してから切り替える',
        },
        completes: 'file',
      },
      {
        flags: '--authority <file>',
        about: {
          en: 'identity: a further authority of the centre, PEM; trusted beside the present one until --close',
          ja: 'identity: センターの新しい認証局(PEM)。--close まで現在のものと併用する',
        },
        completes: 'file',
      },
      {
        flags: '--close',
        about: {
          en: 'ends the overlap: of authorities the newest stays, of fingerprints the new one',
          ja: '併用を終える。最新の認証局と新しいフィンガープリントだけを残す',
        },
      },
      {
        flags: '--count <pile>',
        about: {
          en: 'money: counted pieces, as in hopper-100:100=52',
          ja: 'money: 計数した枚数(例 hopper-100:100=52)',
        },
        many: true,
      },
    ],
    methods: [
      'commission.record',
      'device',
      'cash.exchangeStart',
      'cash.exchangeEnd',
      'cash.exchangeDrop',
      'paper.printCalibration',
      'sound.test',
    ],
    offline: true,
    exits: ['unhealthy'],
    notes: [
      {
        en: 'Each step shows what was found and asks before it writes; it can be run again at any time. What is chosen goes to madoguchi.d/50-commissioned.toml beside the configuration, after the whole configuration passed the check with it. Ends with 10 while something is missing or waits for a person.',
        ja: '各手順は見つかったものを示し、書き込む前に確認する。いつでもやり直せる。選んだ内容は、設定全体の検査に通ってから、設定ファイルの隣の madoguchi.d/50-commissioned.toml に書く。不足や人の作業待ちがあれば 10 で終了する。',
      },
      {
        en: 'Steps: devices (ask what is plugged in who it is), printer (address, printer-uuid, fingerprint), identity (key, request, certificate), money (opening stock), paper (calibration sheet), sound (level).',
        ja: '手順: devices(接続機器の識別)、printer(アドレス、printer-uuid、フィンガープリント)、identity(鍵、発行要求、証明書)、money(初期在高)、paper(調整用紙)、sound(音量)。',
      },
    ],
    examples: [
      { line: 'commission --by sato', about: { en: 'a new kiosk', ja: '新しい端末' } },
      {
        line: 'commission --swap coinAcceptor --by sato',
        about: { en: 'another coin acceptor was built in', ja: '硬貨識別機を交換した' },
      },
      {
        line: 'commission --step identity --certificate kiosk.pem --by sato',
        about: { en: 'takes a renewed certificate', ja: '更新した証明書を取り込む' },
      },
    ],
  },
];
