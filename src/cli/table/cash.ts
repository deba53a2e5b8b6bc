/** Cash and the books. */
import type { ArgumentRow, CommandRow, OptionRow } from './row.ts';

const task: ArgumentRow = {
  name: 'task',
  about: {
    en: 'collect: all of it is taken out; refill; openingStock; closing',
    ja: 'collect 回収、refill 補充、openingStock 初期在高、closing 締め',
  },
  choices: ['collect', 'refill', 'openingStock', 'closing'],
};

const unit: ArgumentRow = {
  name: 'unit',
  about: {
    en: 'a unit, as madoguchi cash levels shows it; all if left out',
    ja: '収納部(madoguchi cash levels で表示)。省略時すべて',
  },
  optional: true,
};

const count: OptionRow = {
  flags: '--count <pieces>',
  about: {
    en: 'counted pieces, as in hopper-100:100=52; several times',
    ja: '数えた枚数(例 hopper-100:100=52)。繰り返し指定できる',
  },
  many: true,
};

const sure: OptionRow = {
  flags: '--sure',
  about: { en: 'an unlikely count is meant', ja: '帳簿と大きく違う枚数でも記帳する' },
};

const file: OptionRow = {
  flags: '--file <ledger>',
  about: {
    en: 'the ledger, where it is not the one of the configuration',
    ja: '設定と異なる場所の帳簿',
  },
  completes: 'file',
};

export const CASH_ROWS: readonly CommandRow[] = [
  {
    path: 'cash levels',
    about: {
      en: 'what lies in each unit by the books, with sensors and the devices’ own counts',
      ja: '収納部ごとの帳簿の在高、センサー、機器の計数',
    },
    methods: ['cash.levels'],
    offline: true,
  },
  {
    path: 'cash test-dispense',
    about: { en: 'lets pieces fall, booked as taken by you', ja: '試しに払い出す(作業者が受け取ったものとして記帳)' },
    arguments: [
      { name: 'denomination', about: { en: 'yen, as in 100', ja: '金種(円、例 100)' } },
      { name: 'count', about: { en: 'pieces, 1 to 20; 1 if left out', ja: '枚数 1〜20(省略時 1)' }, optional: true },
    ],
    options: [{ flags: '--unit <unit>', about: { en: 'from this unit', ja: 'この収納部から' } }],
    methods: ['cash.testDispense'],
    offline: true,
    notes: [
      {
        en: 'It prints the number of the movement: put the pieces back into their unit and say so with madoguchi cash put-back.',
        ja: '動きの番号を表示する。硬貨を収納部に戻したら madoguchi cash put-back で記帳する。',
      },
    ],
    examples: [{ line: 'cash test-dispense 100 2', about: { en: 'two coins of 100 yen', ja: '100 円硬貨を 2 枚' } }],
  },
  {
    path: 'cash put-back',
    about: {
      en: 'books that the pieces of a test dispense were put back',
      ja: '試しの払い出しを収納部に戻したことを記帳する',
    },
    arguments: [
      {
        name: 'movement',
        about: { en: 'number that cash test-dispense printed', ja: 'cash test-dispense が表示した番号' },
      },
    ],
    methods: ['cash.testPutBack'],
    offline: true,
  },
  {
    path: 'cash exchange start',
    about: {
      en: 'begins work on a unit: the service stays closed until it is booked',
      ja: '収納部の作業を始める。記帳するまで取扱を中止する',
    },
    arguments: [task, unit],
    methods: ['cash.exchangeStart'],
    offline: true,
  },
  {
    path: 'cash exchange end',
    about: { en: 'books the counted work', ja: '数えた結果を記帳して作業を終える' },
    arguments: [task, unit],
    options: [
      count,
      { flags: '--part', about: { en: 'some pieces stay in the unit', ja: '一部を収納部に残す' } },
      sure,
    ],
    methods: ['cash.exchangeEnd'],
    offline: true,
    examples: [
      {
        line: 'cash exchange end refill hopper-100 --count hopper-100:100=200',
        about: { en: '200 coins were put in', ja: '200 枚を補充した' },
      },
    ],
  },
  {
    path: 'cash exchange drop',
    about: { en: 'gives begun work up: nothing was moved', ja: '始めた作業を取りやめる(何も動かしていない)' },
    arguments: [task, unit],
    methods: ['cash.exchangeDrop'],
    offline: true,
  },
  {
    path: 'cash closing',
    about: { en: 'closes the books; as booked where nothing is counted', ja: '締める。数えない場合は帳簿どおりとする' },
    options: [count, sure],
    methods: ['cash.closing'],
    offline: true,
  },
  {
    path: 'ledger show',
    about: {
      en: 'what lies in each account and unit, the last closing and entries',
      ja: '勘定と収納部の在高、最後の締め、最近の記帳',
    },
    options: [
      file,
      { flags: '--most <number>', about: { en: 'so many entries, 10 if left out', ja: '記帳の件数(省略時 10)' } },
    ],
    methods: [],
  },
  {
    path: 'ledger balance',
    about: { en: 'what lies in each account and unit now', ja: '勘定と収納部の現在の在高' },
    options: [file],
    methods: [],
  },
  {
    path: 'ledger closings',
    about: { en: 'the closings with their head hashes, newest first', ja: '締めとハッシュ値(新しい順)' },
    options: [file, { flags: '--most <number>', about: { en: 'how many, 10 if left out', ja: '件数(省略時 10)' } }],
    methods: [],
  },
  {
    path: 'ledger verify',
    about: {
      en: 'checks all of the books from their rows, and the hashes of the closings',
      ja: '帳簿のすべての行と締めのハッシュ値を検査する',
    },
    options: [file],
    methods: [],
    exits: ['inconsistent'],
    notes: [
      {
        en: 'Reads beside a running daemon and writes nothing. Ends with 11 when a row differs, and names the first one.',
        ja: '制御プログラムの動作中でも読め、何も書かない。違いがあれば最初の行を示し、11 で終了する。',
      },
    ],
  },
  {
    path: 'ledger reconcile',
    about: {
      en: 'books against what the devices count, and everything that is open in them',
      ja: '帳簿と機器の計数を照合し、未了のものを示す',
    },
    methods: ['ledger.reconcile'],
    offline: true,
    exits: ['inconsistent'],
  },
  {
    path: 'ledger export',
    about: { en: 'every entry of the books as CSV or JSON', ja: '帳簿のすべての記帳を CSV または JSON で書き出す' },
    options: [
      file,
      { flags: '--out <file>', about: { en: 'write it there', ja: '書き出し先' }, completes: 'file' },
      { flags: '--format <format>', about: { en: 'csv if left out', ja: '省略時 csv' }, choices: ['csv', 'json'] },
    ],
    methods: [],
    notes: [
      {
        en: 'The books hold nothing of a citizen, so neither does the export.',
        ja: '帳簿に利用者の情報はなく、書き出したものにもない。',
      },
    ],
  },
];
