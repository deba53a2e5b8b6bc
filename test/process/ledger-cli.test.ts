/** `madoguchi ledger`: the books from the command line, beside a daemon that writes and without one. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import Database from 'better-sqlite3';
import { SeededRandom } from '../../src/base/random.ts';
import { openLedgerDatabase, type LedgerDatabase } from '../../src/ledger/database.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import { run, type Ended } from './cli-run.ts';
import { writeSession } from '../../scripts/prove/programs/ledger-session.ts';

let folder: string;
let file: string;
let database: LedgerDatabase;
let headHash: string;

const madoguchi = (...args: readonly string[]): Promise<Ended> => run(['ledger', ...args]);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'madoguchi-ledger-cli-'));
  file = join(folder, 'ledger.sqlite');
  database = openLedgerDatabase(file);
  const ledger = createLedger(database, () => 1_744_765_200_000);
  ledger.bookStock({ unitId: 'hopper-500', denomination_yen: 500, count: 100 });
  const random = new SeededRandom(1);
  for (let number = 0; number < 5; number += 1) writeSession(ledger, `s${number}`, random);
  ({ headHash } = ledger.close({ closingId: 'day-1', role: 'clerk', counted: [], counters: [] }));
});

afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

test('verify says that the books are sound, and what binds them', async () => {
  const { exit, out } = await madoguchi('verify', '--file', file);
  expect([exit, out]).toEqual([0, expect.stringContaining('the books are sound')]);
  expect(out).toContain(headHash);
  expect(JSON.parse((await madoguchi('verify', '--json', '--file', file)).out)).toMatchObject({
    sound: true,
    problems: [],
    closings: 1,
    headHash,
  });
});

test('closings and balance, as text and as one JSON document', async () => {
  expect((await madoguchi('closings', '--file', file)).out).toMatch(new RegExp(`1 +2025-04-16 10:00 .*${headHash}`));
  expect(JSON.parse((await madoguchi('closings', '--json', '--most', '1', '--file', file)).out)).toMatchObject({
    closings: [{ number: 1, headHash }],
  });
  const balance = (await madoguchi('balance', '--file', file)).out;
  expect(balance).toMatch(/staff +-50000/);
  expect(balance).toMatch(/hopper-500 +500 +\d+/);
  expect(JSON.parse((await madoguchi('balance', '--json', '--file', file)).out)).toMatchObject({
    openSessions: 0,
    openIntents: 0,
  });
});

test('a changed row is named, and verify ends with 11', async () => {
  const copy = join(folder, 'copy.sqlite');
  database.exec(`VACUUM INTO '${copy}'`);
  const raw = new Database(copy);
  const trigger = raw.prepare("SELECT sql FROM sqlite_schema WHERE name = 'transfer_no_update'").pluck().get();
  raw.exec("DROP TRIGGER transfer_no_update; UPDATE transfer SET reason = 'x' WHERE sequence = 7");
  raw.exec(String(trigger));
  raw.close();
  const { exit, out } = await madoguchi('verify', '--file', copy);
  expect([exit, out]).toEqual([11, expect.stringContaining('closing 1: row 7 of transfer differs')]);
});

test('a ledger that is not there, and a number that is none, have their codes', async () => {
  const missing = await madoguchi('verify', '--json', '--file', join(folder, 'nowhere.sqlite'));
  expect([missing.exit, JSON.parse(missing.out)]).toEqual([1, { error: expect.objectContaining({ code: 'M1101' }) }]);
  expect((await madoguchi('closings', '--most', 'all', '--file', file)).exit).toBe(64);
});
