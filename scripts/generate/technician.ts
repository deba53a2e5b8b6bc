/** Makes `docs/technician.md` and `docs/technician.ja.md`: every code with what happened and what to do, from the tables that the program itself uses. */
import { CODES, type CodeName } from '../../src/base/codes.ts';
import type { ErrorAction } from '../../src/base/errors.ts';
import { CODES_JA } from '../../src/cli/codes-ja/codes.ts';
import type { GeneratedFile } from '../generate.ts';
import { HEAD_EN, HEAD_JA } from './technician/head.ts';

/** What each language needs of its own. */
interface Guide {
  readonly path: string;
  readonly head: string;
  /** What a range of numbers is about, by its first digits; the longest that fits holds. */
  readonly ranges: readonly (readonly [string, string])[];
  readonly columns: string;
  readonly actions: Readonly<Record<ErrorAction, string>>;
  readonly wordsOf: (name: CodeName) => { readonly cause: string; readonly remedy: string };
}

const EN: Guide = {
  path: 'docs/technician.md',
  head: HEAD_EN,
  ranges: [
    ['1', 'Start, configuration, devices in general, ledger'],
    ['13', 'The copier around the kiosk'],
    ['14', 'Fleet'],
    ['15', 'A technician’s work and tests'],
    ['2', 'Card and card reader'],
    ['3', 'Cash'],
    ['4', 'Printer and paper'],
    ['5', 'Centre'],
    ['52', 'Documents'],
    ['7', 'Screen, sockets, sound, lamps, keypad'],
    ['8', 'Staff mode'],
    ['9', 'The program itself'],
  ],
  columns: '| Code | What happened | What to do | |',
  actions: {
    retry: 'try again',
    clear: 'clear it',
    maintenance: 'repair',
    configuration: 'configure',
    call: 'call',
  },
  wordsOf: (name) => CODES[name],
};

const JA: Guide = {
  path: 'docs/technician.ja.md',
  head: HEAD_JA,
  ranges: [
    ['1', '起動・設定・機器全般・帳簿'],
    ['13', '複合機本体'],
    ['14', '遠隔監視'],
    ['15', '技術員の作業と試験'],
    ['2', 'カードとカードリーダー'],
    ['3', '現金'],
    ['4', 'プリンターと用紙'],
    ['5', 'センター'],
    ['52', '証明書の照合'],
    ['7', '画面・ソケット・音声・ランプ・キーパッド'],
    ['8', '係員モード'],
    ['9', 'プログラム'],
  ],
  columns: '| 番号 | 原因 | 対応 | |',
  actions: { retry: 'やり直す', clear: '取り除く', maintenance: '修理', configuration: '設定', call: '連絡' },
  wordsOf: (name) => CODES_JA[name],
};

/** A cell of a Markdown table. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function guide({ path, head, ranges, columns, actions, wordsOf }: Guide): GeneratedFile {
  const titleOf = (number: number): string =>
    ranges
      .filter(([start]) => String(number).startsWith(start))
      .toSorted((a, b) => b[0].length - a[0].length)[0]?.[1] ?? '';
  const names = (Object.keys(CODES) as CodeName[]).toSorted((a, b) => CODES[a].number - CODES[b].number);
  const parts = ranges.flatMap(([, title]) => {
    const rows = names
      .filter((name) => titleOf(CODES[name].number) === title)
      .map((name) => {
        const { cause, remedy } = wordsOf(name);
        return `| M${CODES[name].number} | ${cell(cause)} | ${cell(remedy)} | ${actions[CODES[name].action]} |`;
      });
    return rows.length === 0 ? [] : [`### ${title}\n\n${columns}\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`];
  });
  return { path, text: `${head}\n${parts.join('\n')}` };
}

export function generate(): readonly GeneratedFile[] {
  return [guide(EN), guide(JA)];
}
