import { hash } from 'node:crypto';
import type { LedgerDatabase } from './database.ts';
import { APPEND_ONLY } from './triggers.ts';

/** Before the first closing. */
export const CHAIN_START = '0'.repeat(64);

/** Bytes of the running hash that a closing keeps per row, to name the first row that differs. */
export const TRACE_BYTES = 8;

/** The rows of one table between two closings, with the running hash after each. */
export interface ChainPart {
  readonly table: string;
  readonly afterRow: number;
  readonly uptoRow: number;
  /** {@link TRACE_BYTES} of the running hash after each row. */
  readonly trace: Buffer;
}

/** One step of the chain: SHA-256 (hex) over the hex of the hash before, a line feed, and the JSON text of what is added. */
export function link(previousHash: string, added: unknown): string {
  return hash('sha256', `${previousHash}\n${JSON.stringify(added)}`, 'hex');
}

/** Rows of one table in their order, each as `[table, row number, column, …]`: the deterministic form that is hashed. */
function* rowsOf(
  database: LedgerDatabase,
  table: string,
  afterRow: number,
  uptoRow: number,
): Generator<readonly (string | number | null)[]> {
  const rows = database
    .prepare<[number, number], (string | number | null)[]>(
      `SELECT rowid, * FROM ${table} WHERE rowid > ? AND rowid <= ? ORDER BY rowid`,
    )
    .raw()
    .iterate(afterRow, uptoRow);
  for (const row of rows) yield [table, ...row];
}

/** The last row of a table. */
function lastRow(database: LedgerDatabase, table: string): number {
  return Number(database.prepare(`SELECT COALESCE(MAX(rowid), 0) FROM ${table}`).pluck().get());
}

/** Where the chain stood after the last closing: the last row of each table that is in it. */
export function chainedRows(database: LedgerDatabase, number: number): ReadonlyMap<string, number> {
  const rows = database
    .prepare<[number], { table_name: string; upto_row: number }>(
      'SELECT table_name, upto_row FROM closing_trace WHERE number = ?',
    )
    .all(number);
  return new Map(rows.map((row) => [row.table_name, row.upto_row]));
}

/** Carries the chain on over every row that is not in it yet, table by table in the order of {@link APPEND_ONLY}. */
export function extendChain(
  database: LedgerDatabase,
  previousHash: string,
  chained: ReadonlyMap<string, number>,
): { readonly hash: string; readonly parts: readonly ChainPart[] } {
  let running = previousHash;
  const parts: ChainPart[] = [];
  for (const table of APPEND_ONLY) {
    const afterRow = chained.get(table) ?? 0;
    const uptoRow = lastRow(database, table);
    const trace: Buffer[] = [];
    for (const row of rowsOf(database, table, afterRow, uptoRow)) {
      running = link(running, row);
      trace.push(Buffer.from(running.slice(0, 2 * TRACE_BYTES), 'hex'));
    }
    parts.push({ table, afterRow, uptoRow, trace: Buffer.concat(trace) });
  }
  return { hash: running, parts };
}

/** Where a part of the chain differs from what its closing kept; `row` is the row number, null past the last row. */
export interface ChainBreak {
  readonly table: string;
  readonly row: number | null;
}

/** Goes over the rows of one part again; the first row whose running hash is not the kept one is where it differs. */
export function checkPart(
  database: LedgerDatabase,
  previousHash: string,
  part: ChainPart,
): { readonly hash: string; readonly differs: ChainBreak | null } {
  let running = previousHash;
  let at = 0;
  for (const row of rowsOf(database, part.table, part.afterRow, part.uptoRow)) {
    running = link(running, row);
    const kept = part.trace.subarray(at * TRACE_BYTES, (at + 1) * TRACE_BYTES).toString('hex');
    if (!kept || !running.startsWith(kept)) {
      return { hash: running, differs: { table: part.table, row: Number(row[1]) } };
    }
    at += 1;
  }
  const isShort = at * TRACE_BYTES !== part.trace.length;
  return { hash: running, differs: isShort ? { table: part.table, row: null } : null };
}
