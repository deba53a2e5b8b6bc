/** Texts of the page around the verdict, in Japanese and English. */
import type { FrontComparison } from '../paper/code/front-compare.ts';
import type { VerdictLanguage } from '../paper/code/verdict-words.ts';

export interface PageWords {
  readonly title: string;
  readonly promise: string;
  readonly other: string;
  readonly back: string;
  readonly backHint: string;
  readonly front: string;
  readonly frontHint: string;
  readonly drop: string;
  readonly choose: string;
  readonly more: string;
  readonly secret: string;
  readonly secretHint: string;
  readonly number: string;
  readonly leaf: string;
  readonly trust: string;
  readonly trustNone: string;
  readonly trustKnown: (count: number) => string;
  readonly authorityKey: string;
  readonly start: string;
  readonly working: string;
  readonly unreadable: (name: string) => string;
  readonly badTrust: (found: string) => string;
  readonly badKey: string;
  readonly badSecret: string;
  readonly outcome: Readonly<Record<'authentic' | 'notAuthentic' | 'undecided', string>>;
  readonly found: string;
  readonly expected: string;
  readonly remedy: string;
  readonly facts: Readonly<
    Record<'number' | 'leaf' | 'serial' | 'printed' | 'kiosk' | 'centre' | 'kind' | 'margin' | 'paper', string>
  >;
  /** What the front of the paper is, laid over the one in the code. */
  readonly compared: Readonly<Record<FrontComparison['result'], string>>;
  readonly unproven: string;
  readonly marginOf: (percent: number, errors: number, erasures: number) => string;
  readonly frontTitle: string;
  readonly frontNote: string;
  readonly noFront: string;
  readonly save: string;
  readonly difference: (index: number, kind: 'added' | 'missing' | 'both', x_mm: number, y_mm: number) => string;
}

const JA: PageWords = {
  title: '証明書の検証',
  promise: 'このページは何も送信しません。画像はこの端末の中だけで調べます。',
  other: 'English',
  back: '裏面の画像',
  backHint: 'コードのある面の全体(PNG、JPEG、TIFF、PDF。200dpi以上のグレー)',
  front: '表面の画像(任意)',
  frontHint: '裏面のコードの表面と重ね、違う箇所に印を付けます',
  drop: 'ここに置くか、選んでください',
  choose: 'ファイルを選ぶ',
  more: '詳しい指定',
  secret: '確認用の鍵',
  secretHint: '裏面の28文字。読み取れなかったときだけ入力します',
  number: '紙に印刷された固有番号',
  leaf: '紙に印刷されたページ(例 1/2)',
  trust: '信頼する鍵のファイル',
  trustNone: '信頼する鍵がまだありません。「信頼する鍵のファイル」を選んでください。',
  trustKnown: (count) => `信頼する鍵 ${count} 個`,
  authorityKey: '検証機関の秘密鍵(機関の方のみ)',
  start: '検証する',
  working: '調べています…',
  unreadable: (name) => `${name} を読めません。PNG、JPEG、TIFF、PDFの画像を選んでください。`,
  badTrust: (found) => `信頼する鍵のファイルを使えません: ${found}`,
  badKey: '検証機関の秘密鍵は、P-256のPKCS #8(PEM)でなければなりません。',
  badSecret: '確認用の鍵が28文字ではないか、打ち間違いがあります。',
  outcome: { authentic: '内容は真正です', notAuthentic: '真正ではありません', undecided: '判定できません' },
  found: '確認結果',
  expected: 'あるべき姿',
  remedy: '対応',
  facts: {
    number: '固有番号',
    leaf: 'ページ',
    serial: '発行番号',
    printed: '発行日時',
    kiosk: '端末',
    centre: 'センター',
    kind: '市区町村・種類',
    margin: '読み取りの余裕',
    paper: '紙の表面',
  },
  compared: {
    same: 'コードの表面と同じ',
    changed: '変えられている',
    other: 'この用紙のものではない',
    unclear: '比べられない',
  },
  unproven: 'コードの表示のまま(署名で確かめられていません)',
  marginOf: (percent, errors, erasures) => `${percent} %(誤り ${errors}、欠け ${erasures} バイト)`,
  frontTitle: '端末が署名した表面',
  frontNote: 'お手元の紙の表面と見比べてください。',
  noFront: '端末の署名した表面ではないため、表示しません。',
  save: '表面を保存',
  difference: (index, kind, x_mm, y_mm) =>
    `${index}. 左から ${x_mm} mm、上から ${y_mm} mm: ${{ added: '書き加え', missing: '消えている', both: '違うものが写っている' }[kind]}`,
};

const EN: PageWords = {
  title: 'Verify a certificate',
  promise: 'This page sends nothing. Pictures are looked at on this machine alone.',
  other: '日本語',
  back: 'Picture of the back',
  backHint: 'The whole side with the code (PNG, JPEG, TIFF, PDF; gray, 200 dpi or more)',
  front: 'Picture of the front (optional)',
  frontHint: 'Is laid over the front in the code; what differs is marked',
  drop: 'Drop it here, or choose it',
  choose: 'Choose a file',
  more: 'More',
  secret: 'Secret',
  secretHint: 'The 28 characters on the back, only if they could not be read',
  number: 'Number printed on the paper',
  leaf: 'Leaf printed on the paper (as 1/2)',
  trust: 'File of keys to trust',
  trustNone: 'There are no keys to trust yet: choose a file of keys.',
  trustKnown: (count) => `${count} keys to trust`,
  authorityKey: 'Private key of the verifying authority (for the authority only)',
  start: 'Verify',
  working: 'Looking at it …',
  unreadable: (name) => `${name} cannot be read. Choose a picture as PNG, JPEG, TIFF or PDF.`,
  badTrust: (found) => `The file of keys cannot serve: ${found}`,
  badKey: 'The private key of the authority must be a P-256 key as PKCS #8 (PEM).',
  badSecret: 'The secret has not 28 characters, or one of them is mistyped.',
  outcome: { authentic: 'The content is authentic', notAuthentic: 'Not authentic', undecided: 'Nothing can be said' },
  found: 'Found',
  expected: 'Expected',
  remedy: 'What to do',
  facts: {
    number: 'Number',
    leaf: 'Leaf',
    serial: 'Serial of this print',
    printed: 'Printed',
    kiosk: 'Kiosk',
    centre: 'Centre',
    kind: 'Municipality, type',
    margin: 'Reading margin',
    paper: 'Front of the paper',
  },
  compared: {
    same: 'the same as in the code',
    changed: 'changed',
    other: 'not of this sheet',
    unclear: 'cannot be compared',
  },
  unproven: 'as the code says, proven by nothing',
  marginOf: (percent, errors, erasures) => `${percent} % (${errors} wrong bytes, ${erasures} lost ones)`,
  frontTitle: 'The front that the kiosk signed',
  frontNote: 'Compare it with the front of the paper in your hands.',
  noFront: 'It is not shown, because no kiosk signed it.',
  save: 'Save the front',
  difference: (index, kind, x_mm, y_mm) =>
    `${index}. ${{ added: 'added', missing: 'missing', both: 'something else' }[kind]} at ${x_mm} mm from the left, ${y_mm} mm from the top`,
};

export const PAGE_WORDS: Readonly<Record<VerdictLanguage, PageWords>> = { ja: JA, en: EN };
