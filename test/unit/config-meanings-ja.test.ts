/** `madoguchi config explain` in Japanese: every key has its meaning. */
import { mkdtempSync, rmSync, writeFileSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeConfig } from '../../config/describe.ts';
import { explainKeys } from '../../config/effective.ts';
import { meaningKey } from '../../src/cli/config-ja/contract.ts';
import { MEANING_TABLES_JA, meaningJa } from '../../src/cli/config-ja/meanings.ts';
import { renderExplain } from '../../src/cli/config-show.ts';
import { CONFIG_WORDS, configTerm } from '../../src/cli/config-words.ts';

const ROWS = describeConfig();
const WRITTEN = MEANING_TABLES_JA.flatMap((table) => Object.entries(table));
const SITE = readFileSync(new URL('../../config/madoguchi.toml', import.meta.url), 'utf8');

describe('meanings of the configuration in Japanese', () => {
  test('every key of the schema has exactly one, and none is too many', () => {
    const known = ROWS.map(meaningKey);
    expect(new Set(known).size).toBe(known.length);
    expect(WRITTEN.map(([key]) => key).toSorted()).toEqual(known.toSorted());
  });

  test('each is Japanese and ends as a sentence', () => {
    for (const [key, meaning] of WRITTEN) {
      expect(meaning, key).toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u);
      expect(meaning, key).toMatch(/[^。\s]。$/);
    }
  });

  test('type, unit and range have no English words left but names', () => {
    const left = ROWS.flatMap(({ type, unit, range }) =>
      [type, unit, range].flatMap((term) => (term === null ? [] : [configTerm(term, 'ja')])),
    );
    for (const term of left) {
      expect(term).not.toMatch(/\b(?:an?|and|or|the|of|in|as|at|by|made|than|number|days|address|digits|characters)\b/);
    }
  });

  test('every key of a site is explained in the language of the terminal', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mdg-meanings-'));
    try {
      const site = join(folder, 'madoguchi.toml');
      writeFileSync(site, SITE);
      const sections = new Set(ROWS.map(({ key }) => key.split(/[.[]/)[0] ?? ''));
      const keys = [...sections].flatMap((name) => explainKeys(name, site, { makerFile: join(folder, 'none.toml') }));
      expect(keys.length).toBeGreaterThan(120);
      const japanese = renderExplain(keys, CONFIG_WORDS.ja);
      const english = renderExplain(keys, CONFIG_WORDS.en);
      for (const { about } of keys) {
        expect(japanese).toContain(`\n  ${meaningJa(about)}\n`);
        expect(japanese).not.toContain(`\n  ${about.meaning}\n`);
        expect(english).toContain(`\n  ${about.meaning}\n`);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
