import { MadoguchiError } from '../base/errors.ts';
import type { LedgerDatabase } from './database.ts';
import { LEDGER_LIMITS } from './limits.ts';
import { APPEND_ONLY } from './triggers.ts';
import { fileProblems, schemaProblems, type LedgerProblem } from './verify.ts';

/** Tables that stay small however old the books are, and that every session asks. */
const SMALL_TABLES = [
  ...['meta', 'counter', 'stock', 'device_memory', 'open_pending', 'open_session', 'open_intent', 'open_outbox'],
  ...['open_slip', 'closing'],
];

/** Bytes of the file, without its log. */
function sizeOf(database: LedgerDatabase): number {
  const pages = Number(database.pragma('page_count', { simple: true }));
  return pages * Number(database.pragma('page_size', { simple: true }));
}

function startsOf(database: LedgerDatabase): number {
  return Number(database.prepare("SELECT value FROM meta WHERE key = 'starts'").pluck().get() ?? 0);
}

/** The newest rows of a table, every column of them, and the way to them by their own number. */
function newestProblems(database: LedgerDatabase, table: string): readonly LedgerProblem[] {
  try {
    const rows = database.prepare(`SELECT * FROM ${table} ORDER BY rowid DESC LIMIT ?`).raw();
    for (const row of rows.iterate(LEDGER_LIMITS.start_rows_read)) void row;
    return [];
  } catch (error) {
    return [{ check: 'file', detail: `${table}: ${error instanceof Error ? error.message : 'cannot be read'}` }];
  }
}

/** What a start of large books that ended in order reads: it takes as long however old they are. */
function boundedProblems(database: LedgerDatabase): readonly LedgerProblem[] {
  return [
    ...SMALL_TABLES.flatMap((table) => fileProblems(database, table)),
    ...APPEND_ONLY.flatMap((table) => newestProblems(database, table)),
  ];
}

/**
 * Safeguards and pages, then a write that must be taken: nothing of it may first be found out with money in the machine. All pages are gone
 * over when the last end was not orderly, when the books are small, and at every 10th start.
 * @param wasCut the last end was not orderly
 * @throws MadoguchiError `ledgerDamaged`, and what the write brings
 */
export function lookThrough(database: LedgerDatabase, file: string, wasCut: boolean): void {
  const { whole_check_bytes_max, whole_check_starts } = LEDGER_LIMITS;
  const schema = schemaProblems(database);
  // A file whose safeguards are torn may not even have the table that counts the starts.
  const isWhole =
    wasCut ||
    schema.length > 0 ||
    sizeOf(database) <= whole_check_bytes_max ||
    startsOf(database) % whole_check_starts === 0;
  const [first, ...others] = [...schema, ...(isWhole ? fileProblems(database) : boundedProblems(database))];
  if (first) {
    const more = others.length > 0 ? ` and ${others.length} more` : '';
    throw new MadoguchiError('ledgerDamaged', `the ledger ${file} is damaged: ${first.detail}${more}`);
  }
  database.exec(
    "INSERT INTO meta VALUES ('starts', '1') ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1",
  );
}
