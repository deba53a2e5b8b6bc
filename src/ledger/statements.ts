import type { Statement } from 'better-sqlite3';
import type { LedgerDatabase } from './database.ts';
import { RunningChain } from './running-chain.ts';
import type { Yen } from '../base/yen.ts';

export { account } from './accounts.ts';

/** One transfer: value flows by debiting one account and crediting another. */
export interface TransferRow {
  readonly transferId: string;
  readonly state: 'posted' | 'pending';
  readonly debit: string;
  readonly credit: string;
  readonly amount_yen: Yen;
  readonly pieces: { readonly denomination_yen: Yen; readonly count: number } | null;
  readonly sessionId: string | null;
  readonly reason: string;
}

const INSERT_TRANSFER = `INSERT INTO transfer
  (transfer_id, state, debit, credit, amount_yen, denomination_yen, pieces, session_id, reason, at_ms)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** Prepared statements and the few primitives that every operation of the ledger is made of. */
export class Books {
  readonly database: LedgerDatabase;
  readonly now_ms: () => number;
  /** Chain and sums of the rows since the last closing. */
  readonly chain: RunningChain;
  /** Statements by their text: compiled once, when first used. */
  readonly #statements = new Map<string, Statement<unknown[], unknown>>();

  /** @param now_ms service time, milliseconds since 1970 (UTC), given: the ledger has no clock */
  constructor(database: LedgerDatabase, now_ms: () => number) {
    this.database = database;
    this.now_ms = () => Math.round(now_ms());
    this.chain = new RunningChain(this);
  }

  /** A statement of this text, compiled when it is first asked for. */
  statement<Bind extends unknown[] = unknown[], Row = unknown>(sql: string): Statement<Bind, Row> {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    // The text fixes what is bound and what comes back; the caller says so in the types, as with `prepare`.
    return statement as unknown as Statement<Bind, Row>;
  }

  transfer(row: TransferRow): void {
    this.statement(INSERT_TRANSFER).run(
      row.transferId,
      row.state,
      row.debit,
      row.credit,
      row.amount_yen,
      row.pieces?.denomination_yen ?? null,
      row.pieces?.count ?? null,
      row.sessionId,
      row.reason,
      this.now_ms(),
    );
  }

  /** Service time of the newest dated entry; 0 while there is none. What was written before any time was known has none. */
  newestTime_ms(): number {
    const newest = (table: string): number =>
      this.statement<[], { at_ms: number }>(
        `SELECT at_ms FROM ${table} WHERE at_ms > 0 ORDER BY rowid DESC LIMIT 1`,
      ).get()?.at_ms ?? 0;
    return Math.max(...['transfer', 'session', 'session_end', 'intent', 'outcome', 'incident'].map(newest));
  }

  /** Moves a claim's whole or partial balance between two accounts; zero moves nothing. */
  move(
    transferId: string,
    debit: string,
    credit: string,
    amount_yen: Yen,
    sessionId: string | null,
    reason: string,
  ): void {
    if (amount_yen === 0) return;
    this.transfer({ transferId, state: 'posted', debit, credit, amount_yen, pieces: null, sessionId, reason });
  }

  resolve(transferId: string, kind: 'post' | 'void'): void {
    this.statement('INSERT INTO resolution (transfer_id, kind, at_ms) VALUES (?, ?, ?)').run(
      transferId,
      kind,
      this.now_ms(),
    );
  }

  isPending(transferId: string): boolean {
    return this.statement('SELECT 1 FROM open_pending WHERE transfer_id = ?').get(transferId) !== undefined;
  }

  wasVoided(transferId: string): boolean {
    const row = this.statement("SELECT 1 FROM resolution WHERE transfer_id = ? AND kind = 'void'");
    return row.get(transferId) !== undefined;
  }

  exists(transferId: string): boolean {
    return this.statement('SELECT 1 FROM transfer WHERE transfer_id = ?').get(transferId) !== undefined;
  }

  /** Balance of a claim account: what is owed to somebody. */
  claim_yen(account: string): Yen {
    const row = this.statement<[string], { debit_yen: number; credit_yen: number }>(
      'SELECT debit_yen, credit_yen FROM balance WHERE account = ?',
    ).get(account);
    return row ? row.credit_yen - row.debit_yen : 0;
  }

  remember(deviceId: string, memory: string): void {
    this.statement(
      'INSERT INTO device_memory VALUES (?, ?) ON CONFLICT (device_id) DO UPDATE SET memory = excluded.memory',
    ).run(deviceId, memory);
  }

  nextNumber(): number {
    const row = this.statement<[], { value: number }>(
      "UPDATE counter SET value = value + 1 WHERE name = 'number' RETURNING value",
    ).get();
    return row?.value ?? 0;
  }
}
