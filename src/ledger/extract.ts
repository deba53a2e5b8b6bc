import Database from 'better-sqlite3';
import type { Yen } from '../base/yen.ts';
import type { UnitStock } from './contract.ts';

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

/** Reads the books of `file`. */
export function readExtract(file: string): LedgerExtract {
  const database = new Database(file, { readonly: true, timeout: 2000 });
  try {
    const count = (sql: string): number => Number(database.prepare(sql).pluck().get());
    const balances = database
      .prepare<[], { account: string; yen: number }>('SELECT account, debit_yen - credit_yen AS yen FROM balance')
      .all();
    return {
      transfers: database
        .prepare<[], ExtractTransfer>(
          `SELECT sequence, COALESCE(r.kind, t.state) AS state, debit, credit, amount_yen, reason, t.at_ms
           FROM transfer t LEFT JOIN resolution r USING (transfer_id) ORDER BY sequence`,
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
      openIntents: count('SELECT COUNT(*) FROM intent WHERE intent_id NOT IN (SELECT intent_id FROM outcome)'),
      openSessions: count('SELECT COUNT(*) FROM session WHERE session_id NOT IN (SELECT session_id FROM session_end)'),
      outbox: count('SELECT COUNT(*) FROM outbox WHERE sequence NOT IN (SELECT sequence FROM outbox_ack)'),
    };
  } finally {
    database.close();
  }
}
