/** Sheets: printed, drawn and judged. */
import { CLOSING_REASONS } from '../../ledger/contract.ts';
import { EXIT } from '../exit.ts';
import type { CommandRow } from './row.ts';

/** Where the public keys lie that sheets are judged by, unless told otherwise. */
export const DEFAULT_TRUST_FILE = '/etc/madoguchi/trust.json';

const PAPER: readonly CommandRow[] = [
  {
    path: 'paper calibrate',
    about: {
      en: 'prints the calibration sheet of this machine; sets or proposes how dark the field of 「複写」 is',
      ja: 'この機械の調整用紙を印刷する。「複写」の地の濃さを設定または提案する',
    },
    options: [
      {
        flags: '--out <folder>',
        about: {
          en: 'the sheet goes there as a picture instead, without a daemon',
          ja: '印刷の代わりに画像を書き出す(制御プログラム不要)',
        },
        completes: 'folder',
      },
      {
        flags: '--set <rung>',
        about: { en: 'stores the rung, 1 to 11, for this machine', ja: 'この機械の段(1〜11)を保存する' },
      },
      {
        flags: '--scan <file>',
        about: {
          en: 'reads a scan of the printed sheet and proposes the rung',
          ja: '印刷した用紙の読み取り画像から段を提案する',
        },
        completes: 'file',
      },
    ],
    methods: ['paper.calibration', 'paper.printCalibration', 'paper.setRung'],
    offline: true,
  },
  {
    path: 'paper render',
    about: {
      en: 'writes every side of a PDF as it would be printed, sealed with trial keys: no certificate',
      ja: 'PDF の各面を印刷される画像として書き出す(試験鍵による見本。証明書ではない)',
    },
    options: [
      { flags: '--pdf <file>', about: { en: 'plain A4 pages', ja: 'A4 のページ' }, required: true, completes: 'file' },
      {
        flags: '--out <folder>',
        about: { en: 'the pictures go there, with what a verifier needs', ja: '画像と検証に必要なものの書き出し先' },
        required: true,
        completes: 'folder',
      },
      {
        flags: '--rung <number>',
        about: {
          en: 'rung of the calibration sheet, when it is not that of the configuration',
          ja: '設定と異なる調整の段',
        },
      },
      {
        flags: '--type <type>',
        about: { en: 'raster type of the printer; cmyk_8 if left out', ja: 'プリンターの画像形式(省略時 cmyk_8)' },
        choices: ['black_1', 'cmyk_8'],
      },
    ],
    methods: [],
  },
];

const VERIFY: CommandRow = {
  path: 'verify',
  about: {
    en: 'judges a printed sheet by the code on its back, and shows the front that belongs to it',
    ja: '裏面のコードで用紙を判定し、対応する表面を示す',
  },
  arguments: [
    {
      name: 'scan',
      about: { en: 'scan of the back: PNG, JPEG, TIFF or PDF', ja: '裏面の読み取り画像(PNG、JPEG、TIFF、PDF)' },
      completes: 'file',
    },
  ],
  options: [
    {
      flags: '--out <file>',
      about: { en: 'write the front there (PNG)', ja: '表面の書き出し先(PNG)' },
      completes: 'file',
    },
    {
      flags: '--front <scan>',
      about: {
        en: 'scan of the front: mark in the front where it differs',
        ja: '表面の読み取り画像。違いに印を付ける',
      },
      completes: 'file',
    },
    {
      flags: '--secret <text>',
      about: {
        en: 'the secret printed on the sheet, when it cannot be read',
        ja: '読み取れない場合に、用紙に印刷された秘密',
      },
    },
    {
      flags: '--authority-key <file>',
      about: {
        en: 'private key of the verifying authority (PEM), instead of the secret',
        ja: '秘密の代わりに、検証機関の秘密鍵(PEM)',
      },
      completes: 'file',
    },
    {
      flags: '--trust <file>',
      about: {
        en: `public keys to trust (JSON); ${DEFAULT_TRUST_FILE} if left out`,
        ja: `信頼する公開鍵(JSON)。省略時 ${DEFAULT_TRUST_FILE}`,
      },
      completes: 'file',
    },
    {
      flags: '--number <text>',
      about: {
        en: 'the number printed on the sheet: it must be the one in the code',
        ja: '用紙に印刷された固有番号(コードと照合)',
      },
    },
    {
      flags: '--leaf <i/n>',
      about: {
        en: 'leaf and count printed on the sheet: they must be those in the code',
        ja: '用紙に印刷されたページと枚数(コードと照合)',
      },
    },
  ],
  methods: [],
  exits: ['unhealthy'],
  notes: [
    {
      en: `Exit codes: ${EXIT.done} the content is authentic, with --front also the same as on the paper · ${EXIT.unhealthy} not authentic: forged, altered, the back or front of another sheet, a changed front · ${EXIT.failed} nothing can be said: no code, damaged, unknown key, a front that cannot be compared · ${EXIT.usage} a file cannot be read`,
      ja: `終了コード: ${EXIT.done} 内容は真正(--front があれば紙の表面も同じ)・${EXIT.unhealthy} 真正でない(偽造、改変、別の紙の裏面や表面、変えられた表面)・${EXIT.failed} 判定できない(コードがない、傷み、知らない鍵、比べられない表面)・${EXIT.usage} ファイルを読めない`,
    },
    {
      en: 'It judges the content, not the paper: a copy of the sheet has the same code.',
      ja: '判定するのは内容であり、紙ではない。コピーした紙からも同じコードが読める。',
    },
  ],
};

const INCIDENTS: readonly CommandRow[] = [
  {
    path: 'incidents',
    about: {
      en: 'what is open until a person closes it, and the latest of the rest',
      ja: '人が閉じるまで残るインシデントと、最近の記録',
    },
    methods: ['incidents'],
  },
  {
    path: 'incidents close',
    about: {
      en: 'closes an incident by an order that two persons have signed',
      ja: '二人が署名した指示でインシデントを閉じる',
    },
    arguments: [
      {
        name: 'order',
        about: {
          en: 'file that madoguchi incidents sign has written',
          ja: 'madoguchi incidents sign が書いたファイル',
        },
        completes: 'file',
      },
    ],
    methods: ['incidents.close'],
  },
  {
    path: 'incidents sign',
    about: {
      en: 'signs an order to close an incident; the second person adds to the first',
      ja: 'インシデントを閉じる指示に署名する。二人目は一人目の指示に加える',
    },
    arguments: [{ name: 'incident', about: { en: 'its number', ja: '番号' } }],
    options: [
      {
        flags: '--key <file>',
        about: { en: 'private Ed25519 key of the person who signs, PEM', ja: '署名する人の Ed25519 秘密鍵(PEM)' },
        required: true,
        completes: 'file',
      },
      {
        flags: '--add <order>',
        about: { en: 'the order that the first person signed: this person signs the same', ja: '一人目が署名した指示' },
        completes: 'file',
      },
      { flags: '--kiosk <id>', about: { en: 'id of the kiosk', ja: '端末の ID' } },
      { flags: '--reference <digits>', about: { en: 'its reference number', ja: '照会番号' } },
      {
        flags: '--issued <time>',
        about: {
          en: 'service time of the order, as in 2025-04-16T10:00+09:00',
          ja: '指示の時刻(例 2025-04-16T10:00+09:00)',
        },
      },
      { flags: '--reason <reason>', about: { en: 'why it is closed', ja: '閉じる理由' }, choices: CLOSING_REASONS },
    ],
    methods: [],
  },
];

const STAFF: readonly CommandRow[] = [
  {
    path: 'staff key',
    about: {
      en: 'turns the key switch: on opens staff mode, off closes it',
      ja: '鍵スイッチ。on で係員モードを開き、off で閉じる',
    },
    arguments: [{ name: 'position', about: { en: 'on or off', ja: 'on または off' }, choices: ['on', 'off'] }],
    methods: ['staff.keySwitch'],
  },
  {
    path: 'staff hash-code',
    about: {
      en: 'reads a code from standard input and prints its hash for [staff]',
      ja: '標準入力から暗証コードを読み、[staff] に書くハッシュ値を表示する',
    },
    methods: [],
  },
];

export const PAPER_ROWS: readonly CommandRow[] = [...PAPER, VERIFY, ...INCIDENTS, ...STAFF];
