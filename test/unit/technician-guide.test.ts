import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generate } from '../../scripts/generate/technician.ts';
import { CODES } from '../../src/base/codes.ts';
import { CODES_JA } from '../../src/cli/codes-ja/codes.ts';
import { ROOT } from '../tidy/source.ts';

test.each(generate())('$path is current and has every code once, under the range of its number', ({ path, text }) => {
  expect(readFileSync(join(ROOT, path), 'utf8'), 'npm run generate').toBe(text);
  const found = [...text.matchAll(/^\| M(\d{4}) \|/gm)].map(([, number]) => Number(number));
  expect(found.toSorted((a, b) => a - b)).toEqual(
    Object.values(CODES)
      .map(({ number }) => number)
      .toSorted((a, b) => a - b),
  );
});

test('every code has its cause and its remedy in Japanese', () => {
  for (const { cause, remedy } of Object.values(CODES_JA)) {
    expect(cause).toMatch(/[ぁ-ん].*。$/);
    expect(remedy).toMatch(/[ぁ-ん].*[。)]$/);
  }
});
