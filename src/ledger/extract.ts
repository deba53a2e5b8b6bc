import Database from 'better-sqlite3';
import type { Yen } from '../base/yen.ts';
import { closings } from './closing.ts';
import type { ClosingStatement, UnitStock } from './contract.ts';
import type { LedgerDatabase } from './database.ts';
import { ledgerFailure } from './failure.ts';
import { Books } from './statements.ts';
import { auditLedger, type LedgerAudit } from './verify.ts';

/** One entry of the books as a person reads it. */
export interface ExtractTransfer {
  readonly sequence: number;
  /** `pending`, `posted`, or what a pending entry became: `post`, `void`. */
  readonly state: string;
  readonly debit: string;
  readonly credit: string;
  readonly amount_yen: Yen;
  readonly reason: string;
  readonly at_ms: number;
}

/** What the books say, read without writing and beside a running daemon. No citizen data: there is none in the books. */
export interface LedgerExtract {
  readonly transfers: readonly ExtractTransfer[];
  /** Debits less credits by account. */
  readonly balances_yen: Readonly<Record<string, Yen>>;
  readonly stock: readonly UnitStock[];
  readonly slips: readonly { readonly claimNumber: string; readonly amount_yen: Yen; readonly reason: string }[];
  readonly openIntents: number;
  readonly openSessions: number;
  /** Commit points the centre has not acknowledged. */
  readonly outbox: number;
}

/**
 * Reads a ledger's file beside a running daemon, at one moment of it, without writing.
 * @throws MadoguchiError the code of what is wrong with the file
 */
function readLedger<T>(file: string, look: (database: LedgerDatabase) => T): T {
  let database: LedgerDatabase | null = null;
  try {
    database = new Database(file, { readonly: true, fileMustExist: true, timeout: 2000 });
    const opened = database;
    return opened.transaction(() => look(opened))();
  } catch (error) {
    throw ledgerFailure(`the ledger ${file} cannot be read`, error);
  } finally {
    database?.close();
  }
}

/** Closings of a ledger's file, newest first. */
export function readClosings(file: string, most: number): readonly ClosingStatement[] {
  return readLedger(file, (database) => closings(new Books(database, () => 0), most));
}

/** Checks the whole of a ledger's file. */
export function auditLedgerFile(file: string): LedgerAudit {
  return readLedger(file, auditLedger);
}

/** Reads the books of `file`. */
export function readExtract(file: string): LedgerExtract {
  return readLedger(file, (database) => {
    const count = (sql: string): number => Number(database.prepare(sql).pluck().get());
    const balances = database
      .prepare<[], { account: string; yen: number }>('SELECT account, debit_yen - credit_yen AS yen FROM balance')
      .all();
    return {
      transfers: database
        .prepare<[], ExtractTransfer>(
          `SELECT t.sequence AS sequence, COALESCE(r.kind, t.state) AS state, debit, credit, amount_yen, reason, t.at_ms
           FROM transfer t LEFT JOIN resolution r USING (transfer_id) ORDER BY t.sequence`,
        )
        .all(),
      balances_yen: Object.fromEntries(balances.map((row) => [row.account, row.yen])),
      stock: database
        .prepare<[], UnitStock>(
          `SELECT substr(account, 6) AS unitId, denomination_yen, pieces AS count FROM stock ORDER BY account, denomination_yen`,
        )
        .all(),
      slips: database
        .prepare<[], { claimNumber: string; amount_yen: number; reason: string }>(
          'SELECT claim_number AS claimNumber, amount_yen, reason FROM slip ORDER BY claim_number',
        )
        .all(),
      openIntents: count('SELECT COUNT(*) FROM open_intent'),
      openSessions: count('SELECT COUNT(*) FROM open_session'),
      outbox: count('SELECT COUNT(*) FROM open_outbox'),
    };
  });
}
