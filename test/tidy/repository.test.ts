import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CARD_CODES } from '../../src/base/codes/card.ts';
import { CASH_CODES } from '../../src/base/codes/cash.ts';
import { CODES } from '../../src/base/codes.ts';
import { COPIER_CODES } from '../../src/base/codes/copier.ts';
import { CENTRE_CODES } from '../../src/base/codes/centre.ts';
import { DOCUMENT_CODES } from '../../src/base/codes/document.ts';
import { FLEET_CODES } from '../../src/base/codes/fleet.ts';
import { PAPER_CODES } from '../../src/base/codes/paper.ts';
import { SCREEN_CODES } from '../../src/base/codes/screen.ts';
import { STAFF_CODES } from '../../src/base/codes/staff.ts';
import { START_CODES } from '../../src/base/codes/start.ts';
import { TECHNICIAN_CODES } from '../../src/base/codes/technician.ts';
import { ROOT } from './source.ts';

const RANGES = [
  FLEET_CODES,
  START_CODES,
  COPIER_CODES,
  CARD_CODES,
  CASH_CODES,
  PAPER_CODES,
  CENTRE_CODES,
  DOCUMENT_CODES,
  SCREEN_CODES,
  STAFF_CODES,
  TECHNICIAN_CODES,
];

test('no error code number and no name stands twice, and every code says what to do', () => {
  const entries = RANGES.flatMap((codes) => Object.entries(codes));
  // Of two entries of one name the table would keep only the last.
  expect(entries.map(([name]) => name).toSorted()).toEqual(Object.keys(CODES).toSorted());
  expect(new Set(entries.map(([, { number }]) => number)).size).toBe(entries.length);
  for (const [name, { number, cause, remedy }] of entries) {
    expect(number, name).toBeGreaterThanOrEqual(1000);
    expect(number, name).toBeLessThanOrEqual(9999);
    expect(cause, name).toMatch(/\.$/);
    expect(remedy, name).toMatch(/\.$/);
  }
});

test('every driver folder explains itself', () => {
  const silent = readdirSync(join(ROOT, 'drivers'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !existsSync(join(ROOT, 'drivers', entry.name, 'README.md')))
    .map(({ name }) => name);
  expect(silent).toEqual([]);
});

test('the lock file names no download address', () => {
  expect(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved":\s*"[a-z+]+:/);
});

test('no tracked file names a path of somebody’s machine or a download host', () => {
  // Put together here so that this file does not match itself.
  const strange = new RegExp(
    [
      ['/wo', 'rk/(main|shared)'],
      ['/ro', 'ot/'],
      ['/ho', 'me/[a-z]'],
      ['registry\\.', 'npmjs'],
      ['deb\\.', 'debian\\.org'],
      ['reg', 'istry\\.[a-z]+\\.(org|com)'],
    ]
      .map((parts) => parts.join(''))
      .join('|'),
  );
  const broken = trackedFiles().flatMap((path) => {
    const text = readFileSync(join(ROOT, path));
    if (text.subarray(0, 8000).includes(0)) return [];
    return text
      .toString('utf8')
      .split('\n')
      .map((line, index) => ({ line, at: `${path}:${index + 1}` }))
      .filter(({ line }) => strange.test(line))
      .map(({ at, line }) => `${at}: ${line.trim().slice(0, 100)}`);
  });
  expect(broken).toEqual([]);
});

/** Files that git knows; without git (an unpacked archive) nothing is tracked and nothing can be told. */
function trackedFiles(): string[] {
  if (!existsSync(join(ROOT, '.git'))) return [];
  return execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' })
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(ROOT, path)));
}
