/** The kiosk as a whole: state, service, events, figures. */
import type { CommandRow } from './row.ts';

export const SERVICE_ROWS: readonly CommandRow[] = [
  {
    path: 'status',
    about: {
      en: 'service, reasons, session and devices on one screen',
      ja: 'サービス、理由、利用、機器を一画面で表示する',
    },
    options: [
      { flags: '--watch', about: { en: 'show it again at each change', ja: '変わるたびに表示する' } },
      {
        flags: '--check',
        about: { en: 'end with 10 when the kiosk is not in service', ja: '取扱中でなければ 10 で終了する' },
      },
    ],
    methods: ['status'],
    offline: true,
    exits: ['unhealthy'],
    notes: [
      {
        en: 'With --watch and --json every state is one line of JSON.',
        ja: '--watch と --json では、状態ごとに JSON を一行出力する。',
      },
    ],
    examples: [
      { line: 'status', about: { en: 'how the kiosk is', ja: '端末の状態' } },
      { line: 'status --check --json', about: { en: 'for a script', ja: 'スクリプトから' } },
    ],
  },
  {
    path: 'drain',
    about: {
      en: 'no new session begins; one that runs ends as ever',
      ja: '新しい利用を受け付けない。利用中の人はそのまま終えられる',
    },
    options: [{ flags: '--wait', about: { en: 'end when nobody is inside', ja: '利用者がいなくなるまで待つ' } }],
    methods: ['service.drain'],
    examples: [{ line: 'drain --wait', about: { en: 'before work on the copier', ja: '複合機の作業の前に' } }],
  },
  {
    path: 'resume',
    about: { en: 'sessions may begin again', ja: '新しい利用を再び受け付ける' },
    methods: ['service.resume'],
  },
  {
    path: 'monitor',
    about: {
      en: 'commands, facts, screens and acts as they happen',
      ja: '命令、通知、画面、操作を起きた順に表示する',
    },
    arguments: [
      {
        name: 'device',
        about: { en: 'only these devices', ja: 'この機器だけ' },
        optional: true,
        many: true,
        completes: 'device',
      },
    ],
    options: [
      { flags: '--frames', about: { en: 'also what goes over the wires', ja: '回線の通信も表示する' } },
      { flags: '--most <number>', about: { en: 'end after so many', ja: 'この件数で終了する' } },
    ],
    methods: ['monitor.subscribe'],
    offline: true,
    notes: [
      {
        en: 'With --json every record is one line of JSON, of the same form as in a trace. Everything of a citizen is masked.',
        ja: '--json では記録ごとに JSON を一行、トレースと同じ形で出力する。利用者に関するものはすべて伏せられている。',
      },
    ],
    examples: [{ line: 'monitor --frames cash', about: { en: 'the bytes of the cash unit', ja: '現金部の通信' } }],
  },
  {
    path: 'events',
    about: { en: 'what happened, in numbered events', ja: '起きたことを番号付きで表示する' },
    options: [
      { flags: '--after <number>', about: { en: 'only events with a higher number', ja: 'この番号より後だけ' } },
      { flags: '--most <number>', about: { en: 'so many, 100 if left out', ja: '件数(省略時 100)' } },
      { flags: '--follow', about: { en: 'go on with each new one', ja: '新しいものを続けて表示する' } },
    ],
    methods: ['events.list', 'events.subscribe'],
    notes: [
      {
        en: 'With --follow and --json every event is one line of JSON.',
        ja: '--follow と --json では、一件ごとに JSON を一行出力する。',
      },
    ],
  },
  {
    path: 'health',
    about: {
      en: 'daemon, books, service, centre and devices, each well or not',
      ja: '制御プログラム、帳簿、サービス、センター、機器の健全性',
    },
    options: [
      { flags: '--check', about: { en: 'end with 10 when something fails', ja: '異常があれば 10 で終了する' } },
    ],
    methods: ['health'],
    exits: ['unhealthy'],
  },
  {
    path: 'metrics',
    about: { en: 'all figures in the text format of Prometheus', ja: 'すべての数値を Prometheus の形式で出力する' },
    methods: ['metrics'],
  },
  {
    path: 'bundle',
    about: {
      en: 'one file with everything that the maker asks for first',
      ja: 'メーカーへの問い合わせに必要な情報を一つのファイルにまとめる',
    },
    options: [
      {
        flags: '--out <file>',
        about: { en: 'write it there (.tar.gz)', ja: '書き出し先(.tar.gz)' },
        completes: 'file',
      },
      {
        flags: '--redact',
        about: { en: 'also leave out place, addresses and serial numbers', ja: '設置場所、アドレス、製造番号も除く' },
      },
      {
        flags: '--trace <name>',
        about: { en: 'with this trace', ja: 'このトレースを含める' },
        many: true,
        completes: 'trace',
      },
      { flags: '--lines <number>', about: { en: 'lines of the log, 2000 if left out', ja: 'ログの行数(省略時 2000)' } },
    ],
    methods: ['status', 'devices', 'device', 'diag.run', 'cash.levels', 'health', 'metrics', 'trace.read'],
    notes: [
      {
        en: 'Status, devices, a diagnosis that moves nothing, configuration without secrets, versions, log, figures and totals of the books. It never holds a PIN, a name or a certificate, nor the keys and secrets of the kiosk. What cannot be had is named in its manifest.json; without a daemon it holds the rest.',
        ja: '状態、機器、何も動かさない診断、秘密を除いた設定、版、ログ、数値、帳簿の合計。暗証番号、氏名、証明書、端末の鍵や秘密は決して含まない。得られなかったものは manifest.json に記す。制御プログラムが停止していても、残りをまとめる。',
      },
    ],
    examples: [
      { line: 'bundle --redact --out /tmp/kiosk.tar.gz', about: { en: 'for the maker', ja: 'メーカーに送る' } },
    ],
  },
];
