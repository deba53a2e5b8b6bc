import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { coverageOf } from './coverage.ts';
import { FAULTS } from './faults.ts';
import { idsIn, namingTests } from './named.ts';
import { REQUIREMENTS } from './rows.ts';

const ROOT = join(import.meta.dirname, '../..');
const NAMING = namingTests(ROOT);
const source = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

test('all 113 rows of the pages and all 14 rules of the incidents are there, in order and once', () => {
  const wanted = [
    ...Array.from({ length: 113 }, (_, at) => `R${at + 1}`),
    ...Array.from({ length: 14 }, (_, at) => `D${at + 1}`),
  ];
  expect(REQUIREMENTS.map(({ id }) => id)).toEqual(wanted);
});

test('every row of a finished part is named by a test, and what it forbids or configures is guarded', () => {
  expect(coverageOf(REQUIREMENTS, ROOT, false).missing).toEqual([]);
});

test('no test names a row that does not exist', () => {
  const known = new Set(REQUIREMENTS.map(({ id }) => id));
  const strange = NAMING.flatMap(({ file, ids }) => ids.filter((id) => !known.has(id)).map((id) => `${file}: ${id}`));
  expect(strange).toEqual([]);
});

test.each(Object.entries(FAULTS).flatMap(([id, faults]) => faults.map((fault) => [id, fault.file, fault] as const)))(
  'the fault against %s in %s lies there once, and its tests name the row',
  (id, _, fault) => {
    expect(source(fault.file).split(fault.find).length - 1, `${fault.file}: ${fault.find}`).toBe(1);
    expect(fault.replace).not.toBe(fault.find);
    for (const file of fault.tests) expect(existsSync(join(ROOT, file)), file).toBe(true);
    expect(NAMING.some(({ file, ids }) => fault.tests.includes(file) && ids.includes(id))).toBe(true);
  },
);

test('a range in a title names every row of it', () => {
  expect(idsIn('R42–R45, D1-D3: …')).toEqual(['R42', 'R43', 'R44', 'R45', 'D1', 'D2', 'D3']);
  expect(idsIn('R10 and not ISO 3166')).toEqual(['R10']);
});
