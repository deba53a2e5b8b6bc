/**
 * The ledger against a bare insert of the same durability (WAL, `synchronous=FULL`, one transaction each), in turns on the same
 * disk in one run; what a session costs as the books grow; and what a start, a first closing and a check of old books take.
 */
import Database from 'better-sqlite3';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SeededRandom } from '../../src/base/random.ts';
import type { Ledger } from '../../src/ledger/contract.ts';
import { openLedgerDatabase, type LedgerDatabase } from '../../src/ledger/database.ts';
import { auditLedgerFile } from '../../src/ledger/extract.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import { LEDGER_LIMITS } from '../../src/ledger/limits.ts';
import { fileProblems, schemaProblems } from '../../src/ledger/verify.ts';
import { writeSession } from '../prove/programs/ledger-session.ts';
import { growOld } from './programs/old-books.ts';
import { spreadOf, type BenchReport } from './report.ts';

/** Rounds in turns and entries of a round. */
const ROUNDS = 15;
const ENTRIES = 200;
/** Rate of the ledger as a share of the bare insert's, at least: so its time as a multiple, at most. */
const SHARE_MIN = 0.7;
/** Entries in the books at which a session is measured, and sessions of a measurement. */
const SIZES = [10_000, 100_000, 1_000_000];
const YOUNG = 1_000;
const SESSIONS = 200;
/** A session in old books may cost this much more than in young ones. */
const GROWTH_MAX = 1.5;
/** Entries that the ledger writes itself; older books are copies of them. */
const WRITTEN_MAX = 10_000;
/** What a poll of a device may wait, milliseconds: the coin acceptor's watchdog of 1 s less a poll's interval. */
const POLL_WAITS_MS = 800;
/** A start after an orderly end, milliseconds: a citizen waits for the machine at most that much longer. */
const START_MAX_MS = 3000;

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

/** Fills the books with ended sessions until there are so many entries: the first by the ledger, the others as copies of them. */
function fill(database: LedgerDatabase, ledger: Ledger, entries: number, from: number): number {
  const count = database.prepare('SELECT COALESCE(MAX(sequence), 0) FROM transfer').pluck();
  const random = new SeededRandom(1);
  let number = from;
  while (Number(count.get()) < Math.min(entries, WRITTEN_MAX)) {
    // One commit for many sessions: what is measured later is not how they came in.
    const some = database.transaction(() => {
      for (let session = 0; session < 200; session += 1, number += 1) writeSession(ledger, `s${number}`, random);
      settle(ledger);
    });
    some();
  }
  if (Number(count.get()) < entries) growOld(database, entries);
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

/** Books with so many entries, at which sessions are measured. */
class Measured {
  readonly database: LedgerDatabase;
  readonly ledger: Ledger;
  readonly #random = new SeededRandom(2);
  #number = 0;

  constructor(file: string) {
    this.database = openLedgerDatabase(file);
    // The flush takes the same in any books and would hide what grows.
    this.database.pragma('synchronous = OFF');
    this.ledger = createLedger(this.database, () => Date.now());
  }

  fill(entries: number): void {
    this.#number = fill(this.database, this.ledger, entries, this.#number);
  }

  /** Processor time of one session, milliseconds: what else the machine does at that moment is none of the books' business. */
  session_ms(): number {
    const begun = process.cpuUsage();
    session(this.ledger, `s${this.#number}`, this.#random);
    this.#number += 1;
    const { user, system } = process.cpuUsage(begun);
    return (user + system) / 1000;
  }
}

/** Sessions in young books and in books that grow, in turns: the machine is the same for both. */
function grow(folder: string, report: BenchReport): void {
  const file = join(folder, 'growing.sqlite');
  const growing = new Measured(file);
  let ratio = 0;
  for (const size of SIZES) {
    growing.fill(size);
    const young = new Measured(join(folder, `young-${size}.sqlite`));
    young.fill(YOUNG);
    const young_ms: number[] = [];
    const old_ms: number[] = [];
    for (let index = 0; index < SESSIONS; index += 1) {
      young_ms.push(young.session_ms());
      old_ms.push(growing.session_ms());
    }
    young.database.close();
    const told = `${size.toLocaleString('en')} entries`;
    const old = report.series_ms(`a session with ${told} in the books, processor time`, old_ms);
    ratio = old.median / spreadOf(young_ms).median;
    report.note(`… with ${told} / with ${YOUNG}, in turns`, ratio.toFixed(2));
  }
  report.atMost('a session with 1,000,000 entries / with 1,000', ratio, GROWTH_MAX);
  closings(growing.database, growing.ledger, report);
  growing.database.close();
  starts(file, report);
}

/** A first closing over everything: its rows are gone over in steps, and no step and not the closing itself may hold up a poll. */
function closings(database: LedgerDatabase, ledger: Ledger, report: BenchReport): void {
  database.pragma('synchronous = FULL');
  const steps_ms: number[] = [];
  let rows = 0;
  for (let taken = -1; taken !== 0; rows += taken) {
    const begun_ms = performance.now();
    taken = ledger.chainOn(LEDGER_LIMITS.chain_step_rows);
    steps_ms.push(performance.now() - begun_ms);
  }
  const step = report.series_ms(`a step of the chain, of ${LEDGER_LIMITS.chain_step_rows} rows`, steps_ms);
  const close_ms =
    timed_us(1, () => void ledger.close({ closingId: 'c', role: 'clerk', counted: [], counters: [] })) / 1000;
  report.note(`the first closing, over ${rows.toLocaleString('en')} rows`, `${close_ms.toFixed(0)} ms`);
  report.atMost('longest time a first closing holds up a poll, ms', Math.max(step.max, close_ms), POLL_WAITS_MS);
}

/** Starts: after an orderly end, after a cut (the log is still there), and the check of a person who asks for all of it. */
function starts(file: string, report: BenchReport): void {
  const size = `${(statSync(file).size / 2 ** 20).toFixed(0)} MB, 1,000,000 entries`;
  const orderly_ms = timed_us(1, () => openLedgerDatabase(file).close()) / 1000;
  report.note(`a start after an orderly end: ${size}`, `${orderly_ms.toFixed(0)} ms`);
  report.atMost('a start with 1,000,000 entries after an orderly end, ms', orderly_ms, START_MAX_MS);
  const database = openLedgerDatabase(file);
  const begun_ms = performance.now();
  const problems = [...schemaProblems(database), ...fileProblems(database)];
  report.note(`all pages, as after a cut: ${size}`, `${(performance.now() - begun_ms).toFixed(0)} ms`);
  database.close();
  if (problems.length > 0) throw new Error(`the grown books are damaged: ${problems[0]?.detail ?? ''}`);
  const audit_ms = timed_us(1, () => {
    const audit = auditLedgerFile(file);
    if (!audit.sound) throw new Error(`the grown books are not sound: ${audit.problems[0]?.detail ?? ''}`);
  });
  report.note(`madoguchi ledger verify: ${size}`, `${(audit_ms / 1000).toFixed(0)} ms`);
}
