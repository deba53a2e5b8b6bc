import { hash } from 'node:crypto';
import type { LedgerDatabase } from './database.ts';
import type { Books } from './statements.ts';
import { APPEND_ONLY, LATE_TABLES } from './triggers.ts';

/** Before the first closing. */
export const CHAIN_START = '0'.repeat(64);

/** Bytes of a running hash that a closing keeps, to name the first row that differs. */
const TRACE_BYTES = 8;

/** Running hashes that a closing keeps of one table, at most: all of a day's, each 2nd, 4th, … of a year without a closing. */
const TRACE_HASHES_MAX = 65_536;

/** A row as it is hashed: its number and its columns in their order. */
export type ChainRow = readonly (string | number | null)[];

/** The rows of one table between two closings, with a trace of the running hash over them. */
export interface ChainPart {
  readonly table: string;
  readonly afterRow: number;
  readonly uptoRow: number;
  /** {@link TRACE_BYTES} of the running hash after each {@link traceStride}th row. */
  readonly trace: Buffer;
}

/** How far the chain of one table has come. */
export interface TableChain {
  readonly afterRow: number;
  readonly uptoRow: number;
  readonly hash: string;
  /** {@link TRACE_BYTES} after each row, in pieces. */
  readonly trace: readonly Buffer[];
}

/** One step of the chain: SHA-256 (hex) over the hex of the hash before, a line feed, and the JSON text of what is added. */
export function link(previousHash: string, added: unknown): string {
  return hash('sha256', `${previousHash}\n${JSON.stringify(added)}`, 'hex');
}

/** Each how manieth running hash of a part is kept: a power of two, 1 for fewer than {@link TRACE_HASHES_MAX} rows. */
function traceStride(rows: number): number {
  return 2 ** Math.max(0, Math.ceil(Math.log2(rows / TRACE_HASHES_MAX)));
}

/** The part of a table that a closing keeps. */
export function partOf(table: string, { afterRow, uptoRow, trace }: TableChain): ChainPart {
  const whole = Buffer.concat(trace);
  const stride = traceStride(uptoRow - afterRow);
  if (stride === 1) return { table, afterRow, uptoRow, trace: whole };
  const kept: Buffer[] = [];
  for (let at = stride; at * TRACE_BYTES <= whole.length; at += stride) {
    kept.push(whole.subarray((at - 1) * TRACE_BYTES, at * TRACE_BYTES));
  }
  return { table, afterRow, uptoRow, trace: Buffer.concat(kept) };
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

/** A table's chain before its first row since a closing. */
export function startOfTable(previousHash: string, table: string, afterRow: number): TableChain {
  return { afterRow, uptoRow: afterRow, hash: link(previousHash, table), trace: [] };
}

/** Takes up to `rows_max` rows that are behind the chain of a table into it. */
export function extendTable(
  books: Books,
  table: string,
  chain: TableChain,
  rows_max: number,
): { readonly chain: TableChain; readonly rows: readonly ChainRow[] } {
  const rows = books
    .statement<[number, number]>(`SELECT rowid, * FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT ?`)
    .raw()
    .all(chain.uptoRow, rows_max) as readonly ChainRow[];
  const last = rows.at(-1);
  if (last === undefined) return { chain, rows };
  const trace = Buffer.alloc(rows.length * TRACE_BYTES);
  let running = chain.hash;
  rows.forEach((row, index) => {
    running = link(running, row);
    trace.write(running.slice(0, 2 * TRACE_BYTES), index * TRACE_BYTES, 'hex');
  });
  return { chain: { ...chain, uptoRow: Number(last[0]), hash: running, trace: [...chain.trace, trace] }, rows };
}

/** Binds the chains of all tables into one hash. */
export function joinTables(previousHash: string, hashOf: (table: string) => string): string {
  return APPEND_ONLY.reduce((running, table) => {
    const hash = hashOf(table);
    const isOut = LATE_TABLES.has(table) && hash === link(previousHash, table);
    return isOut ? running : link(running, [table, hash]);
  }, previousHash);
}

/** Where a part of the chain differs from what its closing kept: in these rows; `upto` is null past the last row. */
export interface ChainBreak {
  readonly table: string;
  readonly from: number;
  readonly upto: number | null;
}

/** Goes over the rows of one part again; it differs up to the first row whose running hash is not the kept one. */
export function checkPart(
  database: LedgerDatabase,
  previousHash: string,
  part: ChainPart,
): { readonly hash: string; readonly differs: ChainBreak | null } {
  const { table, afterRow, uptoRow, trace } = part;
  const stride = traceStride(uptoRow - afterRow);
  const rows = database
    .prepare<[number, number]>(`SELECT rowid, * FROM ${table} WHERE rowid > ? AND rowid <= ? ORDER BY rowid`)
    .raw()
    .iterate(afterRow, uptoRow) as IterableIterator<ChainRow>;
  let running = startOfTable(previousHash, table, afterRow).hash;
  let count = 0;
  let from: number | null = null;
  for (const row of rows) {
    running = link(running, row);
    count += 1;
    from ??= Number(row[0]);
    if (count % stride !== 0) continue;
    const at = (count / stride - 1) * TRACE_BYTES;
    const kept = trace.subarray(at, at + TRACE_BYTES).toString('hex');
    if (!kept || !running.startsWith(kept)) return { hash: running, differs: { table, from, upto: Number(row[0]) } };
    from = null;
  }
  const isShort = Math.floor(count / stride) * TRACE_BYTES !== trace.length;
  return { hash: running, differs: isShort ? { table, from: from ?? uptoRow, upto: null } : null };
}
