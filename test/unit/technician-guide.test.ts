import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generate } from '../../scripts/generate/technician.ts';
import { CODES } from '../../src/base/codes.ts';
import { ROOT } from '../tidy/source.ts';

test('docs/technician.md is current and has every code once, under the range of its number', () => {
  const [file] = generate();
  expect(readFileSync(join(ROOT, file!.path), 'utf8'), 'npm run generate').toBe(file!.text);
  const found = [...file!.text.matchAll(/^\| M(\d{4}) \|/gm)].map(([, number]) => Number(number));
  expect(found.toSorted((a, b) => a - b)).toEqual(
    Object.values(CODES)
      .map(({ number }) => number)
      .toSorted((a, b) => a - b),
  );
});
