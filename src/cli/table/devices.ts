/** Devices: as they are, and tests of each kind. */
import { DIAG_SUBJECTS } from '../../api/methods/diag.ts';
import type { ArgumentRow, CommandRow } from './row.ts';

const device: ArgumentRow = {
  name: 'device',
  about: { en: 'its name, as madoguchi devices shows it', ja: '機器の名前(madoguchi devices で表示)' },
  completes: 'device',
};

export const DEVICE_ROWS: readonly CommandRow[] = [
  {
    path: 'devices',
    about: { en: 'every device with its model, state and details', ja: 'すべての機器の機種、状態、詳細' },
    options: [
      {
        flags: '--check',
        about: {
          en: 'end with 10 when a device is stopped or does not answer',
          ja: '停止中または応答のない機器があれば 10 で終了する',
        },
      },
    ],
    methods: ['devices'],
    offline: true,
    exits: ['unhealthy'],
  },
  {
    path: 'devices lend',
    about: {
      en: 'lends a device to the copier’s own business and releases its port',
      ja: '機器を複合機本体に貸し出し、ポートを解放する',
    },
    arguments: [device],
    methods: ['devices.lend'],
  },
  {
    path: 'devices return',
    about: {
      en: 'takes a lent device back and finds out what moved meanwhile',
      ja: '貸し出した機器を取り戻し、その間の動きを調べる',
    },
    arguments: [device],
    methods: ['devices.return'],
  },
  {
    path: 'device',
    about: {
      en: 'everything of one device: identity, counters, options, last errors and states',
      ja: '一つの機器のすべて。識別、計数、設定、最近のエラーと状態',
    },
    arguments: [device],
    methods: ['device'],
    offline: true,
    examples: [{ line: 'device printer', about: { en: 'the printer', ja: 'プリンター' } }],
  },
  {
    path: 'diag',
    about: { en: 'checks a device, a part of the kiosk, or all', ja: '機器、端末の一部、またはすべてを診断する' },
    arguments: [
      {
        name: 'device',
        about: {
          en: `a device, ${DIAG_SUBJECTS.join(', ')}, or all; all if left out`,
          ja: `機器、${DIAG_SUBJECTS.join('、')}、または all(省略時 all)`,
        },
        optional: true,
        completes: 'device',
      },
    ],
    options: [
      {
        flags: '--level <level>',
        about: {
          en: 'internal moves nothing; external moves lamps, sound, a test page; interactive asks for a hand, an eye, an ear',
          ja: 'internal は何も動かさない。external はランプ、音、試し刷りを動かす。interactive は人の手、目、耳に尋ねる',
        },
        choices: ['internal', 'external', 'interactive'],
      },
    ],
    methods: ['diag.run', 'diag.answer'],
    offline: true,
    exits: ['unhealthy'],
    notes: [
      {
        en: 'Ends with 10 when a check fails. The level interactive asks at the terminal: y, n, or Return to skip; what the kiosk sees by itself needs no key.',
        ja: '異常があれば 10 で終了する。interactive は端末で尋ねる。y、n、または Enter で次へ進む。端末が自分で確かめられることにキー入力は要らない。',
      },
    ],
    examples: [
      { line: 'diag all', about: { en: 'find the fault', ja: '故障を探す' } },
      { line: 'diag cash --level interactive', about: { en: 'with a coin in the hand', ja: '硬貨を手に持って' } },
      { line: 'diag all --offline', about: { en: 'when the daemon does not run', ja: '制御プログラムの停止中に' } },
    ],
  },
  {
    path: 'card',
    about: {
      en: 'kind of the card that lies there and the tries left, without a PIN',
      ja: '置かれたカードの種類と暗証番号の残り回数(暗証番号は不要)',
    },
    options: [
      {
        flags: '--wait <seconds>',
        about: { en: 'wait so long for a card, 20 if left out', ja: 'カードを待つ秒数(省略時 20)' },
      },
    ],
    methods: ['card.look'],
    offline: true,
  },
  {
    path: 'printer',
    about: {
      en: 'a printer as it is: state, what it can do, toner, calibration',
      ja: 'プリンターの状態、能力、トナー、調整',
    },
    arguments: [
      {
        name: 'printer',
        about: { en: 'printer if left out', ja: '省略時 printer' },
        optional: true,
        choices: ['printer', 'receiptPrinter'],
      },
    ],
    methods: ['printer.look'],
    offline: true,
  },
  {
    path: 'printer test',
    about: { en: 'prints one sheet without anything of a citizen', ja: '利用者の情報のない試し刷りを一枚印刷する' },
    arguments: [
      {
        name: 'printer',
        about: { en: 'printer if left out', ja: '省略時 printer' },
        optional: true,
        choices: ['printer', 'receiptPrinter'],
      },
    ],
    methods: ['printer.testPage'],
    offline: true,
  },
  {
    path: 'sound test',
    about: { en: 'a tone and a sentence', ja: '確認音と音声を流す' },
    arguments: [
      {
        name: 'outlet',
        about: { en: 'speaker if left out', ja: '省略時 speaker' },
        optional: true,
        choices: ['speaker', 'headphones'],
      },
    ],
    methods: ['sound.test'],
    offline: true,
  },
  {
    path: 'lamps test',
    about: { en: 'blinks every lamp in turn', ja: 'ランプを順に点滅させる' },
    arguments: [{ ...device, about: { en: 'only this device', ja: 'この機器だけ' }, optional: true }],
    methods: ['lamps.test'],
    offline: true,
  },
];
