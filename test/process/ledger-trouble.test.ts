/**
 * A ledger's file in trouble, on real disks: full, held by another process, damaged, of another version, not to be written. Each
 * is found before it is used, with its code, what was found and what to do.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MadoguchiError } from '../../src/base/errors.ts';
import { openLedgerDatabase, type LedgerDatabase } from '../../src/ledger/database.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import { LEDGER_LIMITS } from '../../src/ledger/limits.ts';
import { openLedgerDisk } from '../../src/ledger/reserve.ts';
import { auditLedger } from '../../src/ledger/verify.ts';
import { writeSession } from '../../scripts/prove/programs/ledger-session.ts';
import { SeededRandom } from '../../src/base/random.ts';
import { schemaOne } from './ledger-schema-1.ts';

/** Credit poll of the coin acceptor, and how long it waits for one before it lets coins fall through (facts: ccTalk, 2.2). */
const POLL_MS = 200;
const ACCEPTOR_WATCHDOG_MS = 1_000;

let folder: string;
let file: string;
const undo: (() => void)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'madoguchi-ledger-'));
  file = join(folder, 'ledger.sqlite');
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
});

afterEach(() => {
  for (const work of undo.splice(0).toReversed()) work();
});

/** Opened, and closed when the test is over. */
function opened(path = file): LedgerDatabase {
  const database = openLedgerDatabase(path);
  undo.push(() => database.close());
  return database;
}

/** Books with some sessions in them; closed. */
function books(sessions = 20): void {
  const database = openLedgerDatabase(file);
  const ledger = createLedger(database, () => 0);
  ledger.bookStock({ unitId: 'hopper-500', denomination_yen: 500, count: 500 });
  const random = new SeededRandom(1);
  for (let number = 0; number < sessions; number += 1) writeSession(ledger, `s${number}`, random);
  database.close();
}

function refusal(work: () => unknown): MadoguchiError {
  try {
    work();
  } catch (error) {
    if (error instanceof MadoguchiError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

/** Says what is wrong by code, and names the file. */
function expectRefused(code: string): MadoguchiError {
  const error = refusal(() => openLedgerDatabase(file));
  expect([error.code, error.message]).toEqual([code, expect.stringContaining(file)]);
  expect(error.remedy.length).toBeGreaterThan(10);
  return error;
}

/** A real small disk: a tmpfs, where the machine allows mounts; null otherwise. */
function smallDisk(size_kb: number): string | null {
  const place = join(folder, 'disk');
  mkdirSync(place);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size_kb}k`, 'tmpfs', place]).status !== 0) return null;
  undo.push(() => void spawnSync('umount', ['-l', place]));
  return place;
}

const coin = (number: number) => ({
  ...{ factId: `fact-${number}`, sessionId: null, deviceId: 'coins', unitId: 'cashbox', denomination_yen: 100 },
  ...{ escrowId: null, memory: String(number) },
});

describe('a full disk', () => {
  test('rule 16: a commit without room is refused with M1106 and leaves no half of itself; with room again nothing is lost', () => {
    const place = smallDisk(2048);
    const path = join(place ?? folder, 'ledger.sqlite');
    const database = opened(path);
    // Without mounts SQLite's own limit of pages answers the same.
    if (place === null)
      database.pragma(`max_page_count = ${Number(database.pragma('page_count', { simple: true })) + 40}`);
    const ledger = createLedger(database, () => 0);
    let booked = 0;
    const full = refusal(() => {
      for (;;) {
        ledger.recordCash(coin(booked));
        booked += 1;
      }
    });
    expect(full.code).toBe('M1106');
    expect(booked).toBeGreaterThan(10);
    expect(ledger.stock()).toEqual([{ unitId: 'cashbox', denomination_yen: 100, count: booked }]);
    expect(refusal(() => ledger.recordCash(coin(booked))).code).toBe('M1106');
    if (place === null) database.pragma('max_page_count = 1000000');
    else spawnSync('mount', ['-o', 'remount,size=8m', place]);
    expect(ledger.recordCash(coin(booked))).toEqual({ fresh: true });
    expect(ledger.stock()).toMatchObject([{ count: booked + 1 }]);
    expect(auditLedger(database).problems).toEqual([]);
  });

  test('the reserve is given up for what is under way, and the service closed until there is room', ({ skip }) => {
    const place = smallDisk(4096);
    if (place === null) return skip('this machine allows no mounts');
    const path = join(place, 'ledger.sqlite');
    const database = opened(path);
    const disk = openLedgerDisk(path, 1024 * 1024);
    const ledger = createLedger(database, () => 0, disk);
    // Below the limit for a session, but with its reserve.
    expect(ledger.health()).toEqual(['ledgerFull']);
    expect(statSync(`${path}.reserve`).size).toBe(1024 * 1024);
    // Some other program takes all there is.
    const hog = join(place, 'hog');
    spawnSync('dd', ['if=/dev/zero', `of=${hog}`, 'bs=4k'], { stdio: 'ignore' });
    expect(disk.free_bytes()).toBe(0);
    for (let number = 0; number < 20; number += 1) ledger.recordCash(coin(number));
    expect(existsSync(`${path}.reserve`), 'the reserve was used').toBe(false);
    expect(ledger.stock()).toMatchObject([{ count: 20 }]);
    rmSync(hog);
    expect(ledger.health()).toEqual(['ledgerFull']);
    expect(existsSync(`${path}.reserve`), 'and is there again').toBe(true);
    expect(auditLedger(database).problems).toEqual([]);
    return undefined;
  });

  test('with room there is no reason against serving', () => {
    const disk = { free_bytes: () => LEDGER_LIMITS.free_bytes_min, release: () => false, restore: () => undefined };
    expect(createLedger(opened(), () => 0, disk).health()).toEqual([]);
    const scarce = { ...disk, free_bytes: () => LEDGER_LIMITS.free_bytes_min - 1 };
    expect(createLedger(opened(), () => 0, scarce).health()).toEqual(['ledgerFull']);
  });
});

describe('a file that another process holds', () => {
  /** Another program with the write lock, as a backup or a person with sqlite3 would be. */
  async function holder(): Promise<ChildProcess> {
    const program = `import Database from ${JSON.stringify(import.meta.resolve('better-sqlite3'))};
      const database = new Database(${JSON.stringify(file)});
      database.exec('BEGIN IMMEDIATE');
      console.log('held');
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    undo.push(() => void child.kill('SIGKILL'));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    return child;
  }

  const ended = async (child: ChildProcess): Promise<void> => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  };

  test('is found at a start and while it runs, and is used again when it is free', async () => {
    books(1);
    const child = await holder();
    expectRefused('M1107');
    await ended(child);
    const ledger = createLedger(opened(), () => 0);
    expect(ledger.health()).toEqual([]);
    const again = await holder();
    expect(ledger.health()).toEqual(['ledgerLocked']);
    expect(refusal(() => ledger.recordCash(coin(1))).code).toBe('M1107');
    await ended(again);
    expect(ledger.health()).toEqual([]);
    expect(ledger.recordCash(coin(1))).toEqual({ fresh: true });
  });

  test('is waited for no longer than the watchdog of the acceptor, 1 s, leaves room for', () => {
    books(1);
    const database = opened();
    const wait_ms = (): number => Number(database.pragma('busy_timeout', { simple: true }));
    expect(wait_ms()).toBe(LEDGER_LIMITS.lock_wait_ms);
    createLedger(database, () => 0).health();
    expect(wait_ms(), 'a look at the health leaves it as it is').toBe(LEDGER_LIMITS.lock_wait_ms);
    // One poll of the acceptor comes before it, and the commit that was waited for after it.
    expect(LEDGER_LIMITS.lock_wait_ms + POLL_MS + LEDGER_LIMITS.commit_ms_max).toBeLessThan(ACCEPTOR_WATCHDOG_MS);
  });
});

describe('a damaged file', () => {
  test('bytes turned over in the head of any page are found before use, and the file is left as it was', () => {
    books();
    const whole = readFileSync(file);
    const pageSize = whole.readUInt16BE(16);
    const pages = whole.length / pageSize;
    let found = 0;
    for (let page = 0; page < pages; page += 7) {
      const damaged = Buffer.from(whole);
      // The head of a page says what it is and where its rows are.
      for (let at = 0; at < 64; at += 1) damaged[page * pageSize + at] = 0xff ^ (damaged[page * pageSize + at] ?? 0);
      writeFileSync(file, damaged);
      rmSync(`${file}-wal`, { force: true });
      rmSync(`${file}-shm`, { force: true });
      if (refusal(() => openLedgerDatabase(file)).code === 'M1108') found += 1;
      expect(readFileSync(file), 'the file is kept as it was found').toEqual(damaged);
    }
    expect(found).toBe(Math.ceil(pages / 7));
  });

  test('a file cut off in the middle is M1108', () => {
    books();
    truncateSync(file, Math.floor(statSync(file).size / 2));
    expectRefused('M1108');
  });

  test('something else in its place is M1108, a directory M1101, another program’s database M1103', () => {
    writeFileSync(file, 'not a ledger\n'.repeat(100));
    expectRefused('M1108');
    rmSync(file);
    mkdirSync(file);
    expectRefused('M1101');
    rmSync(file, { recursive: true });
    const other = new Database(file);
    other.exec('CREATE TABLE notes (text TEXT)');
    other.close();
    expectRefused('M1103');
  });

  test('a trigger that somebody dropped is found at the next start and named', () => {
    books(1);
    const raw = new Database(file);
    raw.exec('DROP TRIGGER transfer_no_update');
    raw.close();
    expect(expectRefused('M1108').message).toContain('trigger transfer_no_update is missing');
  });

  test('R84: a write-ahead log torn at any point leaves whole commits, the first so many of them', () => {
    // A process that ends without closing: everything since the last checkpoint stands in the log.
    const database = openLedgerDatabase(file);
    const ledger = createLedger(database, () => 0);
    const tables = statSync(`${file}-wal`).size;
    for (let number = 0; number < 10; number += 1) ledger.recordCash(coin(number));
    const log = readFileSync(`${file}-wal`);
    const main = readFileSync(file);
    database.close();
    const copy = join(folder, 'torn.sqlite');
    const seen: number[] = [];
    const step = Math.ceil((log.length - tables) / 45);
    for (let length = tables - 3 * step; length <= log.length; length += step) {
      writeFileSync(copy, main);
      rmSync(`${copy}-shm`, { force: true });
      writeFileSync(`${copy}-wal`, log.subarray(0, length));
      let torn: LedgerDatabase;
      try {
        torn = openLedgerDatabase(copy);
      } catch (error) {
        // Torn before the tables themselves were there.
        expect(length).toBeLessThanOrEqual(tables);
        expect(String(error)).toMatch(/M1103|M1108/);
        continue;
      }
      const facts = torn.prepare('SELECT transfer_id FROM transfer ORDER BY sequence').pluck().all();
      expect(facts).toEqual(facts.map((_, index) => `fact-${index}`));
      expect(auditLedger(torn).problems).toEqual([]);
      seen.push(facts.length);
      torn.close();
    }
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBeGreaterThanOrEqual(9);
    expect(new Set(seen).size).toBeGreaterThan(8);
  });
});

describe('another version', () => {
  test('a newer schema is refused with M1103 and not touched', () => {
    const newer = openLedgerDatabase(file);
    newer.exec("UPDATE meta SET value = '99' WHERE key = 'schema_version'");
    newer.close();
    const before = readFileSync(file);
    expect(expectRefused('M1103').message).toContain('99');
    expect(readFileSync(file)).toEqual(before);
  });

  test('R83, R84: books of schema 1 are carried over, every row and balance, and go on', () => {
    const { rows } = schemaOne(file);
    const database = opened();
    expect(auditLedger(database).problems).toEqual([]);
    const count = (table: string): number => Number(database.prepare(`SELECT COUNT(*) FROM ${table}`).pluck().get());
    for (const [table, number] of Object.entries(rows)) expect([table, count(table)]).toEqual([table, number]);
    const ledger = createLedger(database, () => 0);
    expect(ledger.stock()).toEqual([
      { unitId: 'hopper-100', denomination_yen: 100, count: 7 },
      { unitId: 'notes', denomination_yen: 1000, count: 1 },
    ]);
    expect(ledger.balance_yen('staff'), 'what was outside is staff’s now').toBe(1000);
    expect(ledger.balance_yen('fees:susono')).toBe(300);
    expect(ledger.openSessions()).toMatchObject([{ sessionId: 's2' }]);
    expect(ledger.openIntents()).toMatchObject([{ intentId: 'i2' }]);
    expect(ledger.nextNumber(), 'numbers are never given twice').toBe(42);
    expect(ledger.close({ closingId: 'c', role: 'clerk', counted: [], counters: [] }).number).toBe(1);
  });
});

/** Tables that each older schema does not know. */
const STRAYS = ['stray_sheet_end', 'stray_sheet'] as const;
const LATE = { 2: [...STRAYS, 'mismatch', 'incident_closing'], 3: STRAYS, 4: [] } as const;

/** Takes away what tells the fleet, which came with schema 5. */
function forgetFleet(raw: LedgerDatabase): void {
  const told = raw
    .prepare<[], string>(
      "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND (name GLOB '*_told' OR tbl_name IN ('event', 'tally'))",
    )
    .pluck()
    .all();
  for (const name of told) if (name !== 'outbox_told') raw.exec(`DROP TRIGGER ${name}`);
  for (const table of ['event', 'tally', 'remote_command']) raw.exec(`DROP TABLE ${table}`);
}

describe('D7, R95: older books', () => {
  test.each([2, 3, 4] as const)(
    'of schema %i are given the tables they lack, their closings hold, and they go on',
    (old) => {
      const before = createLedger(opened(), () => 0);
      before.recordCash(coin(1));
      before.incident('hopperEmpty', '');
      before.close({ closingId: 'c1', role: 'clerk', counted: [], counters: [] });
      const raw = opened();
      forgetFleet(raw);
      for (const table of LATE[old]) raw.exec(`DROP TABLE ${table}`);
      raw.exec(`UPDATE meta SET value = '${old}' WHERE key = 'schema_version'`);
      raw.close();
      const database = opened();
      expect(auditLedger(database).problems).toEqual([]);
      const ledger = createLedger(database, () => 0);
      expect(ledger.fleetFigures().tallies, 'what was before is counted').toEqual([
        { name: 'incidents', label: 'hopperEmpty', value: 1 },
      ]);
      expect(ledger.events(0), 'and not told as if it happened now').toEqual([]);
      ledger.recordMismatch({ code: 'documentForeign', detail: 'D1', municipalityId: 'susono' });
      expect(ledger.close({ closingId: 'c2', role: 'clerk', counted: [], counters: [] }).number).toBe(2);
      expect(auditLedger(database)).toMatchObject({ problems: [], closings: 2 });
    },
  );
});

describe('a place that cannot be written', () => {
  test('a disk mounted read-only is M1109 where the machine allows mounts', ({ skip }) => {
    const place = smallDisk(4096);
    if (place === null) return skip('this machine allows no mounts');
    books(2);
    copyFileSync(file, join(place, 'ledger.sqlite'));
    spawnSync('mount', ['-o', 'remount,ro', place]);
    file = join(place, 'ledger.sqlite');
    expectRefused('M1109');
    return undefined;
  });

  test('a folder or file without permission is M1109 or M1101', ({ skip }) => {
    if (process.getuid?.() === 0) return skip('root may write everywhere');
    books(1);
    chmodSync(file, 0o400);
    expect(['M1101', 'M1109']).toContain(refusal(() => openLedgerDatabase(file)).code);
    return undefined;
  });
});
