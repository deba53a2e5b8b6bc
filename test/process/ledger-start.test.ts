/** What a start finds in large books: every page after a cut and at every 10th start, else what a session asks and wrote last. */
import { copyFileSync, mkdtempSync, openSync, closeSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { MadoguchiError } from '../../src/base/errors.ts';
import { openLedgerDatabase } from '../../src/ledger/database.ts';
import { LEDGER_LIMITS } from '../../src/ledger/limits.ts';

let folder: string;
let whole: string;
let file: string;
let pageSize: number;
/** Pages of an old row and of the newest one. */
let pages: { old: number; newest: number };

/** Books of more than the size up to which every start reads all of them. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'madoguchi-start-'));
  whole = join(folder, 'whole.sqlite');
  file = join(folder, 'ledger.sqlite');
  const database = openLedgerDatabase(whole);
  const rows = Math.ceil(LEDGER_LIMITS.whole_check_bytes_max / 8_000);
  database
    .prepare(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
       INSERT INTO incident (code, detail, at_ms) SELECT 'cashJam', i || hex(zeroblob(4500)), i FROM n`,
    )
    .run(rows);
  pageSize = Number(database.pragma('page_size', { simple: true }));
  database.close();
  pages = { old: pageOf('100'), newest: pageOf(String(rows)) };
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeEach(() => {
  copyFileSync(whole, file);
  rmSync(`${file}-wal`, { force: true });
});

/** The page on which the incident of this number begins. */
function pageOf(number: string): number {
  const database = openLedgerDatabase(whole);
  const size = Number(database.pragma('page_count', { simple: true }));
  database.close();
  const handle = openSync(whole, 'r');
  const wanted = Buffer.from(`cashJam${number}0000`);
  const page = Buffer.alloc(pageSize);
  try {
    for (let at = 0; at < size; at += 1) {
      readSync(handle, page, 0, pageSize, at * pageSize);
      if (page.includes(wanted)) return at;
    }
  } finally {
    closeSync(handle);
  }
  throw new Error(`no page holds incident ${number}`);
}

/** Turns the head of a page over. */
function damage(page: number): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(64, 0xff), 0, 64, page * pageSize);
  closeSync(handle);
}

/** The code with which a start is refused; null when it is taken. */
function start(): string | null {
  try {
    openLedgerDatabase(file).close();
    return null;
  } catch (error) {
    if (error instanceof MadoguchiError) return error.code;
    throw error;
  }
}

describe('R83: a start of large books', () => {
  test('finds a torn page among the newest rows at once', () => {
    damage(pages.newest);
    expect(start()).toBe('M1108');
  });

  test('finds a torn page of old rows at the 10th start at the latest, and serves until then', () => {
    expect(start()).toBe(null);
    damage(pages.old);
    const codes = Array.from({ length: LEDGER_LIMITS.whole_check_starts }, () => start());
    expect(codes[0]).toBe(null);
    expect(codes.at(-1)).toBe('M1108');
  });

  test('finds it at once when the last end was a cut', () => {
    damage(pages.old);
    const other = openLedgerDatabase(file);
    // Held open, so that the log stays, as a cut leaves it.
    const copy = join(folder, 'cut.sqlite');
    copyFileSync(file, copy);
    copyFileSync(`${file}-wal`, `${copy}-wal`);
    other.close();
    file = copy;
    expect(start()).toBe('M1108');
    file = join(folder, 'ledger.sqlite');
  });
});
