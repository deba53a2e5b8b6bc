/** Words around a verdict on the command line; the verdict's own stand in `src/paper/code/verdict-words.ts`. */
import type { Difference } from '../paper/code/compare/differences.ts';
import type { FrontComparison } from '../paper/code/front-compare.ts';
import type { Verdict } from '../paper/code/verdict.ts';

export interface VerifyWords {
  readonly outcome: Readonly<Record<Verdict['outcome'], string>>;
  readonly found: string;
  readonly expected: string;
  readonly remedy: string;
  readonly number: string;
  readonly leaf: string;
  readonly serial: string;
  readonly printed: string;
  readonly kiosk: string;
  readonly centre: string;
  readonly municipality: string;
  readonly margin: (percent: number, errors: number, erasures: number) => string;
  readonly unproven: string;
  readonly front: (file: string) => string;
  readonly noFront: string;
  readonly compared: Readonly<Record<FrontComparison['result'], string>>;
  readonly difference: (index: number, kind: Difference['kind'], x_mm: number, y_mm: number) => string;
}

const ENGLISH: VerifyWords = {
  outcome: { authentic: 'AUTHENTIC CONTENT', notAuthentic: 'NOT AUTHENTIC', undecided: 'NOTHING CAN BE SAID' },
  found: 'found',
  expected: 'expected',
  remedy: 'what to do',
  number: 'number',
  leaf: 'leaf',
  serial: 'serial of this print',
  printed: 'printed',
  kiosk: 'kiosk',
  centre: 'centre',
  municipality: 'municipality, type',
  margin: (percent, errors, erasures) =>
    `${percent} % of the correcting power left (${errors} wrong bytes, ${erasures} lost ones)`,
  unproven: 'as the code says, proven by nothing',
  front: (file) => `the front was written to ${file}: compare it with the paper`,
  noFront: 'no front was written: only one that a kiosk signed is shown',
  compared: {
    same: 'front of the paper: the same as in the code',
    changed: 'front of the paper: changed, at these places',
    other: 'front of the paper: not of this sheet',
    unclear: 'front of the paper: cannot be compared',
  },
  difference: (index, kind, x_mm, y_mm) =>
    `${index}. ${{ added: 'added', missing: 'missing', both: 'something else' }[kind]} at ${x_mm} mm from the left, ${y_mm} mm from the top`,
};

const JAPANESE: VerifyWords = {
  outcome: { authentic: '内容は真正', notAuthentic: '真正でない', undecided: '判定できない' },
  found: '確認結果',
  expected: 'あるべき姿',
  remedy: '対応',
  number: '固有番号',
  leaf: 'ページ',
  serial: '発行番号',
  printed: '発行日時',
  kiosk: '端末',
  centre: 'センター',
  municipality: '市区町村・種類',
  margin: (percent, errors, erasures) => `訂正の余裕 ${percent} %(誤り ${errors} バイト、欠け ${erasures} バイト)`,
  unproven: 'コードの表示のまま(署名で確かめられていません)',
  front: (file) => `表面を ${file} に書き出しました。お手元の紙と見比べてください`,
  noFront: '端末の署名した表面ではないため、書き出していません',
  compared: {
    same: '紙の表面: コードの表面と同じ',
    changed: '紙の表面: 次の箇所が変えられている',
    other: '紙の表面: この用紙のものではない',
    unclear: '紙の表面: 比べられない',
  },
  difference: (index, kind, x_mm, y_mm) =>
    `${index}. 左から ${x_mm} mm、上から ${y_mm} mm: ${{ added: '書き加え', missing: '消えている', both: '違うものが写っている' }[kind]}`,
};

export const verifyWords = (isJapanese: boolean): VerifyWords => (isJapanese ? JAPANESE : ENGLISH);
