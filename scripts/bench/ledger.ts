/**
 * The ledger against a bare insert of the same durability (WAL, `synchronous=FULL`, one transaction each), in turns on the same
 * disk in one run; and what a session costs as the books grow.
 */
import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SeededRandom } from '../../src/base/random.ts';
import type { Ledger } from '../../src/ledger/contract.ts';
import { openLedgerDatabase, type LedgerDatabase } from '../../src/ledger/database.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import { writeSession } from '../prove/programs/ledger-session.ts';
import { spreadOf, type BenchReport } from './report.ts';

/** Rounds in turns and entries of a round. */
const ROUNDS = 15;
const ENTRIES = 200;
/** Rate of the ledger as a share of the bare insert's, at least: so its time as a multiple, at most. */
const SHARE_MIN = 0.7;
/** Entries in the books at which a session is measured, and sessions of a measurement. */
const SIZES = [1_000, 10_000, 100_000, 1_000_000];
const SESSIONS = 200;
/** A session in old books may cost this much more than in young ones. */
const GROWTH_MAX = 1.5;

/** Measures; see {@link BenchReport} for what becomes of it. */
export async function bench(report: BenchReport): Promise<void> {
  // Memory is no disk: where /tmp is one, its flush costs what it costs a kiosk.
  const folder = mkdtempSync(join(tmpdir(), 'madoguchi-bench-'));
  try {
    compare(folder, report);
    grow(folder, report);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A row of the same columns as a transfer, without anything that makes it one. */
function openBare(file: string): { insert(number: number): void; close(): void } {
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec(`CREATE TABLE transfer (sequence INTEGER PRIMARY KEY AUTOINCREMENT, transfer_id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL, debit TEXT NOT NULL, credit TEXT NOT NULL, amount_yen INTEGER NOT NULL, denomination_yen INTEGER,
    pieces INTEGER, session_id TEXT, reason TEXT NOT NULL, at_ms INTEGER NOT NULL) STRICT`);
  const statement = database.prepare(
    "INSERT INTO transfer VALUES (NULL, ?, 'posted', 'unit:cashbox', 'unclaimed', 100, 100, 1, NULL, 'cash in', ?)",
  );
  const write = database.transaction((number: number) => statement.run(`fact-${number}`, number));
  return { insert: (number) => void write.immediate(number), close: () => database.close() };
}

function coin(ledger: Ledger, number: number): void {
  ledger.recordCash({
    factId: `fact-${number}`,
    sessionId: null,
    deviceId: 'coins',
    unitId: 'cashbox',
    denomination_yen: 100,
    escrowId: null,
    memory: String(number),
  });
}

/** Time of each entry of a round, microseconds. */
function timed_us(entries: number, work: (index: number) => void): number {
  const begun_ms = performance.now();
  for (let index = 0; index < entries; index += 1) work(index);
  return ((performance.now() - begun_ms) * 1000) / entries;
}

function compare(folder: string, report: BenchReport): void {
  const bare = openBare(join(folder, 'bare.sqlite'));
  const database = openLedgerDatabase(join(folder, 'ledger.sqlite'));
  const ledger = createLedger(database, () => Date.now());
  const bare_us: number[] = [];
  const ledger_us: number[] = [];
  let number = 0;
  for (let round = -1; round < ROUNDS; round += 1) {
    const first = number;
    // In turns, each first in turn, so that whatever else the disk does meets both. The first round warms up.
    const insert = (): number => timed_us(ENTRIES, (index) => bare.insert(first + index));
    const book = (): number => timed_us(ENTRIES, (index) => coin(ledger, first + index));
    const [one, other] = round % 2 === 0 ? [insert(), book()] : [book(), insert()];
    number += ENTRIES;
    if (round < 0) continue;
    bare_us.push(round % 2 === 0 ? one : other);
    ledger_us.push(round % 2 === 0 ? other : one);
  }
  bare.close();
  database.close();
  const told = (values: readonly number[]): string => {
    const { median, min, max } = spreadOf(values);
    return `median ${median.toFixed(0)} µs a commit (${min.toFixed(0)}–${max.toFixed(0)}), ${(1e6 / median).toFixed(0)} a second`;
  };
  report.note('bare insert', told(bare_us));
  report.note('ledger transfer (a coin, with its device memory)', told(ledger_us));
  const share = spreadOf(bare_us).median / spreadOf(ledger_us).median;
  report.note('rate of the ledger / bare insert', `${share.toFixed(2)} (target at least ${SHARE_MIN})`);
  report.atMost('time of the ledger / bare insert', 1 / share, 1 / SHARE_MIN);
}

/** The centre hears of everything, and whoever has a slip fetches the money: what is open does not pile up. */
function settle(ledger: Ledger): void {
  for (const { sequence } of ledger.outbox()) ledger.acknowledge(sequence);
  for (const { claimNumber } of ledger.openSlips()) ledger.settleSlip({ claimNumber, role: 'clerk' });
}

/** Fills the books with ended sessions until there are so many entries. */
function fill(database: LedgerDatabase, ledger: Ledger, entries: number, from: number): number {
  const count = database.prepare('SELECT COALESCE(MAX(sequence), 0) FROM transfer').pluck();
  const random = new SeededRandom(1);
  let number = from;
  while (Number(count.get()) < entries) {
    // One commit for many sessions: what is measured later is not how they came in.
    const some = database.transaction(() => {
      for (let session = 0; session < 200; session += 1, number += 1) writeSession(ledger, `s${number}`, random);
      settle(ledger);
    });
    some();
  }
  database.pragma('wal_checkpoint(TRUNCATE)');
  return number;
}

/** What a kiosk asks and writes for one citizen, questions of recovery included. */
function session(ledger: Ledger, id: string, random: SeededRandom): void {
  ledger.openSessions();
  ledger.openIntents();
  writeSession(ledger, id, random);
  ledger.unseenSlips();
  settle(ledger);
  ledger.stock();
}

function grow(folder: string, report: BenchReport): void {
  const database = openLedgerDatabase(join(folder, 'growing.sqlite'));
  // The flush takes the same in any books and would hide what grows.
  database.pragma('synchronous = OFF');
  const ledger = createLedger(database, () => Date.now());
  let number = 0;
  const medians: number[] = [];
  for (const size of SIZES) {
    number = fill(database, ledger, size, number);
    const random = new SeededRandom(2);
    const times_ms: number[] = [];
    for (let index = 0; index < SESSIONS; index += 1, number += 1) {
      // Processor time: what else the machine does at that moment is none of the books' business.
      const begun = process.cpuUsage();
      session(ledger, `s${number}`, random);
      const { user, system } = process.cpuUsage(begun);
      times_ms.push((user + system) / 1000);
    }
    medians.push(
      report.series_ms(`a session with ${size.toLocaleString('en')} entries in the books, processor time`, times_ms)
        .median,
    );
  }
  const [young = 1] = medians;
  report.atMost('a session with 1,000,000 entries / with 1,000', (medians.at(-1) ?? 0) / young, GROWTH_MAX);
  database.close();
  const opened_ms = timed_us(1, () => openLedgerDatabase(join(folder, 'growing.sqlite')).close()) / 1000;
  report.note('a start with 1,000,000 entries: pages, safeguards, a write', `${opened_ms.toFixed(0)} ms`);
}
