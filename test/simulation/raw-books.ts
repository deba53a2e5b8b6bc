/** The books from their raw rows, each row read once: balances, orders, ends. Nothing here asks the ledger. */
import type { LedgerDatabase } from '../../src/ledger/database.ts';

interface TransferRow {
  readonly sequence: number;
  readonly transfer_id: string;
  readonly state: 'posted' | 'pending';
  readonly debit: string;
  readonly credit: string;
  readonly amount_yen: number;
  readonly denomination_yen: number | null;
  readonly session_id: string | null;
}

/** A payout that was ordered: what it was for and what is known of it. */
export interface RawOrder {
  readonly unitId: string;
  readonly amount_yen: number;
  /** Session and unit. */
  readonly asked: string;
  /** Null: no outcome yet. */
  result: string | null;
  moved_yen: number;
}

/** A piece of the public that was booked as come in. */
export interface RawArrival {
  readonly unitId: string;
  readonly denomination_yen: number;
  /** Whose credit it is; null: nobody's, or in dispute. */
  readonly sessionId: string | null;
}

/** A range of money that may have come in unseen. */
export interface RawRange {
  readonly deviceId: string;
  readonly least_yen: number;
  readonly most_yen: number;
  readonly reason: string;
}

/** Accounts that say what somebody is owed: they never fall below nothing. */
const CLAIM = /^(credit|owed|fee|fees|slip):|^(unclaimed|disputed)$/;
/** Accounts that end with their session. */
const OF_SESSION = /^(?:credit|owed|fee):([^:]+)/;
/** Where the public's money stands when it has come in, and where it stands when it is owed; the copier's customers are public too. */
const PUBLIC_IN = /^credit:|^(unclaimed|disputed|foreign)$/;
const PUBLIC_OUT = /^(owed:|foreign$)/;

/** Failures of one unit in one session: one a payout, and one that was interrupted. */
const FAILURES_MAX = 3;

const read = {
  transfer: `SELECT sequence, transfer_id, state, debit, credit, amount_yen, denomination_yen, session_id
             FROM transfer WHERE sequence > ? ORDER BY sequence`,
  resolution: 'SELECT rowid AS at, transfer_id, kind FROM resolution WHERE rowid > ? ORDER BY rowid',
  session: 'SELECT rowid AS at, session_id FROM session WHERE rowid > ? ORDER BY rowid',
  earned: `SELECT rowid AS at, session_id, set_index FROM set_event WHERE rowid > ? AND event = 'earned' ORDER BY rowid`,
  leaves: `SELECT leaves, (SELECT COUNT(*) FROM intent i JOIN outcome o USING (intent_id)
             WHERE i.session_id = c.session_id AND json_extract(i.about, '$.kind') = 'printLeaf'
             AND json_extract(i.about, '$.set') = c.set_index AND o.result = 'done') AS out
           FROM certificate_set c WHERE session_id = ? AND set_index = ?`,
  intent: `SELECT sequence, intent_id, session_id, json_extract(about, '$.unitId') AS unit_id, json_extract(about, '$.amount_yen') AS amount_yen
           FROM intent WHERE sequence > ? ORDER BY sequence`,
  outcome: 'SELECT rowid AS at, intent_id, result, pieces FROM outcome WHERE rowid > ? ORDER BY rowid',
  end: 'SELECT rowid AS at, session_id FROM session_end WHERE rowid > ? ORDER BY rowid',
  range: 'SELECT rowid AS at, device_id, least_yen, most_yen, reason FROM uncertain WHERE rowid > ? ORDER BY rowid',
  fees: 'SELECT fee_yen FROM certificate_set WHERE session_id = ? ORDER BY set_index',
} as const;

export class RawBooks {
  /** Debits less credits of every account. */
  readonly balance_yen = new Map<string, number>();
  /** The public's money booked as come in, by unit and kind, in pieces. */
  readonly cameIn = new Map<string, number>();
  /** The public's money booked as paid, by unit, in yen. */
  readonly paid_yen = new Map<string, number>();
  readonly orders = new Map<string, RawOrder>();
  readonly ranges: RawRange[] = [];
  readonly #pending = new Map<string, TransferRow>();
  /** Pieces booked since the last look at them. */
  arrivals: RawArrival[] = [];
  readonly #open = new Set<string>();
  readonly #voided = new Set<string>();
  /** Payouts of a session by one unit that did not end well. */
  readonly #failures = new Map<string, number>();
  readonly #ended = new Set<string>();
  #touched = new Set<string>();
  #newlyEnded: string[] = [];
  readonly #at = { transfer: 0, resolution: 0, intent: 0, outcome: 0, end: 0, range: 0, session: 0, earned: 0 };
  readonly #statements;
  /** Rows that this connection has ever written; nobody else writes these books. */
  readonly #changes;
  #changesRead = -1;

  constructor(database: LedgerDatabase) {
    this.#changes = database.prepare<[], number>('SELECT total_changes()').pluck();
    this.#statements = {
      transfer: database.prepare<[number], TransferRow>(read.transfer),
      resolution: database.prepare<[number], { at: number; transfer_id: string; kind: string }>(read.resolution),
      intent: database.prepare<
        [number],
        {
          sequence: number;
          intent_id: string;
          session_id: string | null;
          unit_id: string | null;
          amount_yen: number | null;
        }
      >(read.intent),
      outcome: database.prepare<[number], { at: number; intent_id: string; result: string; pieces: string }>(
        read.outcome,
      ),
      session: database.prepare<[number], { at: number; session_id: string }>(read.session),
      earned: database.prepare<[number], { at: number; session_id: string; set_index: number }>(read.earned),
      leaves: database.prepare<[string, number], { leaves: number; out: number }>(read.leaves),
      end: database.prepare<[number], { at: number; session_id: string }>(read.end),
      range: database.prepare<
        [number],
        { at: number; device_id: string; least_yen: number; most_yen: number; reason: string }
      >(read.range),
      fees: database.prepare<[string], number>(read.fees).pluck(),
    };
  }

  /** Reads what is new. Most looks find nothing: then one number says so, in place of a question to each table. */
  read(): void {
    this.#touched = new Set();
    this.#newlyEnded = [];
    const changes = this.#changes.get() ?? 0;
    if (changes === this.#changesRead) return;
    this.#changesRead = changes;
    for (const { at, session_id } of this.#statements.session.all(this.#at.session)) {
      this.#at.session = at;
      this.#open.add(session_id);
    }
    for (const row of this.#statements.transfer.all(this.#at.transfer)) {
      this.#at.transfer = row.sequence;
      if (row.state === 'posted') this.#post(row);
      else this.#pending.set(row.transfer_id, row);
    }
    for (const { at, transfer_id, kind } of this.#statements.resolution.all(this.#at.resolution)) {
      this.#at.resolution = at;
      const row = this.#pending.get(transfer_id);
      if (!row) throw new Error(`(a) a transfer is resolved that does not wait: ${transfer_id}`);
      this.#pending.delete(transfer_id);
      if (kind === 'post') this.#post(row);
      else this.#voided.add(row.transfer_id);
    }
    this.#readOrders();
    this.#readEarned();
    for (const { at, session_id } of this.#statements.end.all(this.#at.end)) {
      this.#at.end = at;
      this.#ended.add(session_id);
      this.#open.delete(session_id);
      this.#newlyEnded.push(session_id);
    }
    for (const { at, device_id, ...range } of this.#statements.range.all(this.#at.range)) {
      this.#at.range = at;
      this.ranges.push({ deviceId: device_id, ...range });
    }
  }

  #readOrders(): void {
    for (const row of this.#statements.intent.all(this.#at.intent)) {
      this.#at.intent = row.sequence;
      if (row.unit_id === null || row.amount_yen === null) continue;
      const { unit_id: unitId, amount_yen } = row;
      this.orders.set(row.intent_id, {
        unitId,
        amount_yen,
        asked: `${row.session_id} ${unitId}`,
        result: null,
        moved_yen: 0,
      });
    }
    for (const { at, intent_id, result, pieces } of this.#statements.outcome.all(this.#at.outcome)) {
      this.#at.outcome = at;
      const order = this.orders.get(intent_id);
      if (!order) continue;
      const piles = JSON.parse(pieces) as readonly { denomination_yen: number; count: number }[];
      order.result = result;
      order.moved_yen = piles.reduce((sum, { denomination_yen, count }) => sum + denomination_yen * count, 0);
      if (result !== 'done') this.#failed(order);
      this.#expectAsTold(order);
    }
  }

  /** (d) What an order is called is what it moved. */
  #expectAsTold({ unitId, amount_yen, moved_yen, result }: RawOrder): void {
    const short = moved_yen < amount_yen;
    const fits = { done: !short, partly: short && moved_yen > 0, notDone: moved_yen === 0 }[result ?? ''] ?? true;
    if (!fits)
      throw new Error(`(d) ${unitId}: an order of ${amount_yen} yen that moved ${moved_yen} is called ${result}`);
  }

  /** A unit that failed is left alone for the rest of a payout (rule 12); a session has change and a refund. */
  #failed({ asked, unitId }: RawOrder): void {
    const times = (this.#failures.get(asked) ?? 0) + 1;
    this.#failures.set(asked, times);
    if (times > FAILURES_MAX)
      throw new Error(`(f) ${unitId} has failed ${times} times in one session and is asked again`);
  }

  /** (c) A fee is earned when every leaf of its set is out, not before. */
  #readEarned(): void {
    for (const { at, session_id, set_index } of this.#statements.earned.all(this.#at.earned)) {
      this.#at.earned = at;
      const set = this.#statements.leaves.get(session_id, set_index);
      if (set && set.out !== set.leaves) throw new Error(`(c) a fee is earned with ${set.out} of ${set.leaves} leaves`);
    }
  }

  #post(row: TransferRow): void {
    this.#change(row.debit, row.amount_yen);
    this.#change(row.credit, -row.amount_yen);
    const { denomination_yen } = row;
    if (row.debit.startsWith('unit:') && PUBLIC_IN.test(row.credit) && denomination_yen !== null) {
      const unitId = row.debit.slice('unit:'.length);
      const key = `${unitId} ${denomination_yen}`;
      const pieces = row.amount_yen / denomination_yen;
      this.cameIn.set(key, (this.cameIn.get(key) ?? 0) + pieces);
      const sessionId = row.credit.startsWith('credit:') ? row.credit.slice('credit:'.length) : null;
      for (let piece = 0; piece < pieces; piece += 1) this.arrivals.push({ unitId, denomination_yen, sessionId });
      if (this.#voided.has(row.transfer_id.replace(/-stacked$/, '')) && row.credit !== 'disputed')
        throw new Error('(a) a note that was given up is credited to somebody, not left to a person');
    }
    if (row.credit.startsWith('unit:') && PUBLIC_OUT.test(row.debit)) {
      const unit = row.credit.slice('unit:'.length);
      this.paid_yen.set(unit, (this.paid_yen.get(unit) ?? 0) + row.amount_yen);
    }
  }

  #change(account: string, by_yen: number): void {
    this.balance_yen.set(account, (this.balance_yen.get(account) ?? 0) + by_yen);
    this.#touched.add(account);
  }

  /** Sessions that have begun and not ended. */
  openSessions(): readonly string[] {
    return [...this.#open];
  }

  /** What somebody is owed. */
  claim_yen(account: string): number {
    return 0 - (this.balance_yen.get(account) ?? 0);
  }

  /** Notes that wait in escrow for a session. */
  escrow_yen(sessionId: string): number {
    let sum_yen = 0;
    for (const row of this.#pending.values())
      if (row.session_id === sessionId && row.credit.startsWith('credit:')) sum_yen += row.amount_yen;
    return sum_yen;
  }

  due_yen(sessionId: string): number {
    return this.fees_yen(sessionId).reduce((sum_yen, fee_yen) => sum_yen + fee_yen, 0);
  }

  /** Fee of each set, in the order in which they are printed. */
  fees_yen(sessionId: string): readonly number[] {
    return this.#statements.fees.all(sessionId);
  }

  /** Yen that a unit may have paid and not told: its open orders, and what nobody could tell of ended ones. */
  untold_yen(unitId: string, open: 'with open orders' | 'at rest'): number {
    let sum_yen = 0;
    for (const order of this.orders.values()) {
      if (order.unitId !== unitId) continue;
      if (order.result === null) sum_yen += open === 'at rest' ? 0 : order.amount_yen;
      else if (order.result === 'unknown') sum_yen += order.amount_yen - order.moved_yen;
    }
    return sum_yen;
  }

  /** No claim below nothing; (b) nothing is left in a session that is over, and nothing comes into one. */
  expectSound(): void {
    for (const account of this.#touched) {
      if (CLAIM.test(account) && this.claim_yen(account) < 0)
        throw new Error(`(a) ${account.replace(/:.*/, '')} is overdrawn by ${-this.claim_yen(account)} yen`);
      this.#expectOver(account);
    }
    if (this.#newlyEnded.length === 0) return;
    for (const account of this.balance_yen.keys()) this.#expectOver(account);
    for (const row of this.#pending.values())
      if (row.session_id !== null && this.#ended.has(row.session_id))
        throw new Error(`(b) a session is over while ${row.amount_yen} yen of it are pending`);
  }

  #expectOver(account: string): void {
    const sessionId = OF_SESSION.exec(account)?.[1];
    if (sessionId === undefined || !this.#ended.has(sessionId)) return;
    const left_yen = this.claim_yen(account);
    if (left_yen !== 0)
      throw new Error(`(b) a session is over with ${left_yen} yen in its ${account.replace(/:.*/, '')}`);
  }
}
