/** docs/accessibility.md claims nothing that no test shows: each test it names is there, by file and by words. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const page = readFileSync(join(ROOT, 'docs/accessibility.md'), 'utf8');

const FILES = new Map(
  [...page.matchAll(/`(\w+)` \| `(test\/[^`]+)`/g)].map(([, name = '', file = '']) => [
    name,
    readFileSync(join(ROOT, file), 'utf8'),
  ]),
);

interface Row {
  readonly clause: string;
  readonly met: string;
  readonly last: string;
}

const rows: readonly Row[] = [...page.matchAll(/^\| (\d[\d.]*) \|[^|]+\| ([^|]+) \|[^|]*\| ([^|]+) \|$/gm)].map(
  ([, clause = '', met = '', last = '']) => ({ clause, met: met.trim(), last }),
);

test('every clause of the chapters has a row, once', () => {
  const clauses = rows.map(({ clause }) => clause);
  expect(clauses.length).toBe(new Set(clauses).size);
  const counted = (chapter: string): number => clauses.filter((clause) => clause.startsWith(chapter)).length;
  // 5.1.2.1 to 5.9; 8.1.1 to 8.5; the 50 criteria of WCAG 2.1 A and AA with 9.5 and 9.6; the six of WCAG 2.2.
  expect([counted('5.'), counted('8.'), counted('9.'), counted('2.') + counted('3.')]).toEqual([33, 32, 52, 6]);
});

test('what is met names a test that is there; what is not says why', () => {
  for (const { clause, met, last } of rows) {
    expect(met, clause).toMatch(/^(yes|partly|no|n\/a|site)$/);
    for (const [, name = '', words] of last.matchAll(/`(\w+)`(?: “([^”]+)”)?/g)) {
      const file = FILES.get(name);
      expect(file, `${clause} names ${name}`).toBeDefined();
      if (words !== undefined) expect(file, `${clause}: ${name}`).toContain(words);
      else if (name === 'access') expect(file, clause).toMatch(new RegExp(`[' ]${clause.replaceAll('.', '\\.')}[,:]`));
    }
    expect(last.trim(), clause).not.toBe('');
  }
});
