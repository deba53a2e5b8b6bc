/** Traces of the devices' wires, and the configuration. */
import type { CommandRow } from './row.ts';

const TRACE: readonly CommandRow[] = [
  {
    path: 'trace record',
    about: {
      en: 'records what goes over the wires, masked, in the state folder',
      ja: '回線の通信を、個人情報を伏せて記録する',
    },
    arguments: [{ name: 'name', about: { en: 'small letters, digits and hyphens', ja: '小文字、数字、ハイフン' } }],
    options: [
      {
        flags: '--device <device>',
        about: { en: 'only this one; several times', ja: 'この機器だけ。繰り返し指定できる' },
        many: true,
        completes: 'device',
      },
      {
        flags: '--span <seconds>',
        about: { en: 'ends by itself after that, 3600 if left out', ja: '自動で終わるまでの秒数(省略時 3600)' },
      },
      { flags: '--bytes <number>', about: { en: 'ends by itself at this size', ja: '自動で終わる大きさ(バイト)' } },
    ],
    methods: ['trace.record'],
    examples: [
      { line: 'trace record jam --device printer', about: { en: 'record the printer', ja: 'プリンターを記録する' } },
    ],
  },
  {
    path: 'trace stop',
    about: { en: 'ends the trace that is being recorded', ja: '記録を終える' },
    methods: ['trace.stop'],
  },
  {
    path: 'trace list',
    about: { en: 'what is being recorded, and the traces that are kept', ja: '記録中のものと、保存されたトレース' },
    methods: ['trace.state'],
  },
  {
    path: 'trace show',
    about: { en: 'a trace as lines', ja: 'トレースを表示する' },
    arguments: [{ name: 'trace', about: { en: 'its name, or a file', ja: '名前またはファイル' }, completes: 'trace' }],
    options: [
      { flags: '--frames', about: { en: 'also the bytes', ja: '通信のバイト列も表示する' } },
      {
        flags: '--out <file>',
        about: { en: 'write the trace as it is there instead', ja: '表示の代わりに、そのまま書き出す' },
        completes: 'file',
      },
    ],
    methods: ['trace.read'],
    notes: [
      {
        en: 'With --json one document with header and records.',
        ja: '--json では見出しと記録を一つの文書で出力する。',
      },
    ],
  },
  {
    path: 'trace replay',
    about: {
      en: 'plays a trace into the unmodified drivers and tells every difference',
      ja: 'トレースを本物のドライバーに再生し、違いを示す',
    },
    arguments: [{ name: 'trace', about: { en: 'its name, or a file', ja: '名前またはファイル' }, completes: 'trace' }],
    methods: ['trace.read'],
    exits: ['unhealthy'],
    notes: [
      {
        en: 'Ends with 10 when something was asked or told otherwise than in the trace, or nothing could be replayed.',
        ja: 'トレースと違うことが起きるか、再生できるものがなければ 10 で終了する。',
      },
    ],
  },
];

const CONFIG: readonly CommandRow[] = [
  {
    path: 'config check',
    about: {
      en: 'reads the configuration and the keys it names, and says what is wrong with them',
      ja: '設定と、設定が指す鍵を読み、誤りを示す',
    },
    options: [
      {
        flags: '--file-only',
        about: { en: 'leave the keys alone: they are on the kiosk', ja: '鍵は調べない(鍵は端末にある)' },
      },
    ],
    methods: [],
  },
  {
    path: 'config show',
    about: { en: 'the configuration as it holds, never a secret', ja: '有効な設定を表示する(秘密は表示しない)' },
    options: [
      {
        flags: '--origin',
        about: { en: 'with file and line that say each value', ja: '各値を定めたファイルと行も示す' },
      },
    ],
    methods: [],
  },
  {
    path: 'config explain',
    about: {
      en: 'a key: value, who said it where, default, unit, range, meaning, and whether a change wants a restart',
      ja: '設定項目の値、定めたファイルと行、既定値、単位、範囲、意味、再起動の要否を示す',
    },
    arguments: [
      {
        name: 'key',
        about: { en: 'as config show names it, or a table', ja: 'config show に表示される項目名、または表の名前' },
        completes: 'key',
      },
    ],
    methods: [],
    examples: [
      { line: 'config explain kiosk.copies_max', about: { en: 'one key', ja: '項目を一つ' } },
      {
        line: 'config explain devices.coins',
        about: { en: 'every key of the device coins', ja: '機器 coins の項目すべて' },
      },
    ],
  },
  {
    path: 'config reload',
    about: {
      en: 'the daemon reads the configuration again: what can change without a restart holds from the next citizen on',
      ja: '設定を読み直す。再起動なしで変えられる項目は次の利用者から有効になる',
    },
    methods: ['config.reload'],
    notes: [
      {
        en: 'Waits while somebody is inside. A configuration that is not valid changes nothing. Key files are read at a start alone.',
        ja: '利用者がいる間は終了を待つ。誤りのある設定は何も変えない。鍵のファイルは起動時にだけ読む。',
      },
    ],
  },
];

export const TRACE_ROWS: readonly CommandRow[] = [...TRACE, ...CONFIG];
