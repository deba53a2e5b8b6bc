/** Which tests name a requirement: read off their titles, so that nobody keeps a list by hand. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A title that names rows, as it stands in the source; `file` from the root of the repository. */
export interface NamingTest {
  readonly file: string;
  readonly title: string;
  readonly ids: readonly string[];
}

const TITLE = /(['"`])((?:(?!\1)[^\\\n]|\\.)*\b[RD]\d{1,3}\b(?:(?!\1)[^\\\n]|\\.)*)\1/g;
/** A title says something: `D1` alone is a value in a test, `FC D6` bytes of a wire. */
const SENTENCE = /[a-zぁ-んァ-ヶ一-龠]{2}/;
const ID = /\b([RD])(\d{1,3})\b(?:\s*[–-]\s*\1?(\d{1,3})\b)?/g;

/** The rows that a text names: `R42–R45` and `D1-D6` name all between. */
export function idsIn(text: string): readonly string[] {
  const ids = new Set<string>();
  for (const [, letter, first, last] of text.matchAll(ID)) {
    for (let number = Number(first); number <= Number(last ?? first); number += 1) ids.add(`${letter}${number}`);
  }
  return [...ids];
}

/** Every title of a test, suite or table of tests below `root`/test that names a row. */
export function namingTests(root: string): readonly NamingTest[] {
  const folder = join(root, 'test');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .toSorted()
    .flatMap((name) => {
      const source = readFileSync(join(folder, name), 'utf8');
      return [...source.matchAll(TITLE)]
        .filter(([, , title = '']) => SENTENCE.test(title))
        .map(([, , title = '']) => ({
          file: `test/${name}`,
          title,
          ids: idsIn(title),
        }));
    });
}
