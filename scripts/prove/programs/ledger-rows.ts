import type { LedgerDatabase } from '../../../src/ledger/database.ts';
import { APPEND_ONLY } from '../../../src/ledger/triggers.ts';

/** All rows of the append-only tables, by their last numbers: none is ever deleted. */
export function rowsOf(database: LedgerDatabase): number {
  const sums = APPEND_ONLY.map((table) => `(SELECT COALESCE(MAX(rowid), 0) FROM ${table})`).join(' + ');
  return Number(database.prepare(`SELECT ${sums}`).pluck().get());
}
