import { MadoguchiError } from '../base/errors.ts';
import type { LedgerDatabase } from './database.ts';
import { EVENT_TRIGGERS, EVENTS, TALLIES_OF_ROWS } from './event-schema.ts';
import { MISMATCHES, SCHEMA, SCHEMA_VERSION, STRAY_SHEETS } from './schema.ts';
import { MISMATCH_TRIGGERS, STRAY_TRIGGERS } from './triggers.ts';

/** Tables of schema 1 whose rows are carried over, in an order in which every reference is there before it is needed. */
const TABLES_1: readonly { readonly table: string; readonly columns: string; readonly order: string }[] = [
  { table: 'session', columns: 'session_id, transaction_id, at_ms', order: 'rowid' },
  {
    table: 'certificate_set',
    columns: 'session_id, set_index, municipality_id, type_id, fee_yen, leaves',
    order: 'rowid',
  },
  {
    table: 'transfer',
    columns:
      'sequence, transfer_id, state, debit, credit, amount_yen, denomination_yen, pieces, session_id, reason, at_ms',
    order: 'sequence',
  },
  { table: 'resolution', columns: 'transfer_id, kind, at_ms', order: 'rowid' },
  {
    table: 'uncertain',
    columns: 'fact_id, session_id, device_id, least_yen, most_yen, reason, at_ms',
    order: 'rowid',
  },
  {
    table: 'intent',
    columns: 'sequence, intent_id, session_id, device_id, about, order_json, device_base, at_ms',
    order: 'sequence',
  },
  { table: 'outcome', columns: 'intent_id, result, pieces, device_after, code, at_ms', order: 'rowid' },
  { table: 'set_event', columns: 'session_id, set_index, event, at_ms', order: 'rowid' },
  { table: 'slip', columns: 'claim_number, session_id, amount_yen, reason, at_ms', order: 'rowid' },
  { table: 'slip_event', columns: 'sequence, claim_number, event, at_ms', order: 'sequence' },
  { table: 'session_end', columns: 'session_id, outcome, at_ms', order: 'rowid' },
  { table: 'outbox', columns: 'sequence, transaction_id, point, detail, at_ms', order: 'sequence' },
  { table: 'outbox_ack', columns: 'sequence, at_ms', order: 'sequence' },
  { table: 'incident', columns: 'sequence, code, detail, at_ms', order: 'sequence' },
  { table: 'device_memory', columns: 'device_id, memory', order: 'device_id' },
];

/** Schema 1 knew cash that staff brought as `outside`; it is the same account under the name it has now. */
function renamed(columns: string): string {
  return columns.replace(
    'debit, credit',
    "CASE debit WHEN 'outside' THEN 'staff' ELSE debit END, CASE credit WHEN 'outside' THEN 'staff' ELSE credit END",
  );
}

function namesOf(database: LedgerDatabase, type: 'table' | 'trigger'): readonly string[] {
  return database
    .prepare<[string], string>("SELECT name FROM sqlite_schema WHERE type = ? AND name NOT GLOB 'sqlite_*'")
    .pluck()
    .all(type) as unknown as readonly string[];
}

/** Takes triggers away for a while; returns what makes them again. */
function suspend(database: LedgerDatabase, names: readonly string[]): readonly string[] {
  return names.map((name) => {
    const sql = database.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').pluck().get(name);
    database.exec(`DROP TRIGGER ${name}`);
    return String(sql);
  });
}

/** Entries come before the resolutions that post others, so a claim may stand in debit on the way, but not at the end. */
function expectCovered(database: LedgerDatabase): void {
  const account = database
    .prepare(
      `SELECT account FROM balance WHERE debit_yen > credit_yen
       AND (account GLOB 'credit:*' OR account GLOB 'fee:*' OR account GLOB 'fees:*' OR account GLOB 'slip:*')`,
    )
    .pluck()
    .get();
  if (account === undefined) return;
  throw new MadoguchiError('ledgerDamaged', `the books of schema 1 give more than there is: ${String(account)}`);
}

/**
 * Brings a database of schema 1 up to the present one, in one transaction: every row is written into tables with the present
 * rules, whose triggers make balances, stock and open work anew. A row that breaks a rule leaves everything as it was.
 */
export function migrateFrom1(database: LedgerDatabase): void {
  database.pragma('foreign_keys = OFF');
  database
    .transaction(() => {
      const counted = database.prepare("SELECT value FROM counter WHERE name = 'number'").pluck().get();
      for (const trigger of namesOf(database, 'trigger')) database.exec(`DROP TRIGGER ${trigger}`);
      const old = namesOf(database, 'table');
      for (const table of old) database.exec(`ALTER TABLE ${table} RENAME TO old_${table}`);
      database.exec('DROP INDEX IF EXISTS transfer_by_session');
      database.exec(SCHEMA);
      const late = suspend(database, ['balance_covers', 'balance_covers_first']);
      for (const { table, columns, order } of TABLES_1) {
        database.exec(
          `INSERT INTO ${table} (${columns}) SELECT ${renamed(columns)} FROM old_${table} ORDER BY ${order}`,
        );
      }
      // What happened under another program is not told as if it happened now.
      database.exec('DELETE FROM event');
      if (Number(counted) > 0) database.prepare("UPDATE counter SET value = ? WHERE name = 'number'").run(counted);
      for (const sql of late) database.exec(sql);
      expectCovered(database);
      for (const table of old) database.exec(`DROP TABLE old_${table}`);
    })
    .exclusive();
  database.pragma('foreign_keys = ON');
}

/** What came with schema 5: nothing of before is told, everything of before is counted. */
const FLEET = [EVENTS, `INSERT INTO tally ${TALLIES_OF_ROWS};`, EVENT_TRIGGERS];

/** Tables that an older database does not know yet, and nothing else. */
function addTables(database: LedgerDatabase, ...parts: readonly string[]): void {
  database
    .transaction(() => {
      for (const part of parts) database.exec(part);
      database.prepare("UPDATE meta SET value = ? WHERE key = 'schema_version'").run(String(SCHEMA_VERSION));
    })
    .exclusive();
}

/** Brings a database of schema 2 up to the present one. */
export function migrateFrom2(database: LedgerDatabase): void {
  addTables(database, MISMATCHES, MISMATCH_TRIGGERS, STRAY_SHEETS, STRAY_TRIGGERS, ...FLEET);
}

/** Brings a database of schema 3 up to the present one. */
export function migrateFrom3(database: LedgerDatabase): void {
  addTables(database, STRAY_SHEETS, STRAY_TRIGGERS, ...FLEET);
}

/** Brings a database of schema 4 up to the present one. */
export function migrateFrom4(database: LedgerDatabase): void {
  addTables(database, ...FLEET);
}
