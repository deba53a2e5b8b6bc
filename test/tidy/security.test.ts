/** SECURITY.md promises a test for each threat: each is there under its name. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './source.ts';

const ROW = /^\|.*\| `(?<file>test\/[^`]+)` "(?<name>[^"]+)" \|$/;

test('every threat of SECURITY.md has its defence and a test that is there', () => {
  const text = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8');
  const threats = text.slice(0, text.indexOf('## The maker of what we build on')).split('\n');
  const rows = threats.filter((line) => line.startsWith('| ') && !/^\| (Tries|---)/.test(line));
  expect(rows.length).toBeGreaterThan(20);
  const broken = rows.filter((line) => {
    const { file = '', name = '' } = ROW.exec(line)?.groups ?? {};
    return !existsSync(join(ROOT, file)) || file === '' || !readFileSync(join(ROOT, file), 'utf8').includes(name);
  });
  expect(broken).toEqual([]);
});
