import type { ClosingStatement, Ledger, LedgerSet, OutboxEntry, OutboxPoint, Slip } from './contract.ts';
import * as cash from './cash.ts';
import * as doubts from './doubts.ts';
import { fleetCalls, NotedEvents } from './events.ts';
import { close, closings, counterChecks } from './closing.ts';
import type { LedgerDatabase } from './database.ts';
import { ledgerFailure } from './failure.ts';
import { healthOf } from './health.ts';
import * as mismatches from './mismatches.ts';
import * as movements from './movements.ts';
import { detailOf } from './leaves-out.ts';
import type { LedgerDisk } from './reserve.ts';
import * as questions from './questions.ts';
import { settleInterrupted } from './recovery.ts';
import * as sessions from './sessions.ts';
import * as staff from './staff.ts';
import * as strays from './stray-sheets.ts';
import { account, Books } from './statements.ts';

const SELECT_SLIPS = `SELECT claim_number AS claimNumber, session_id AS sessionId, amount_yen, reason,
  (SELECT u.reason FROM uncertain u WHERE u.fact_id IN ('rest:' || claim_number, 'part:' || claim_number)) AS question
  FROM slip`;

/**
 * The ledger over one open database. Each call is one transaction that is durable when it returns; SQLite's refusals
 * (triggers, constraints) come up as `ledgerRefused`, a full, locked or damaged file under its own code.
 * @param now_ms service time, milliseconds since 1970 (UTC)
 * @param disk the disk the books lie on; null for books in memory
 */
export function createLedger(database: LedgerDatabase, now_ms: () => number, disk: LedgerDisk | null = null): Ledger {
  const books = new Books(database, now_ms);
  const noted = new NotedEvents(books);

  /** A disk that is full gives up its reserve, once: what is under way is written, and no new session begins. */
  function commit<T>(work: () => T): T {
    try {
      return noted.commitWith(work);
    } catch (error) {
      const failure = ledgerFailure('the ledger did not take an entry', error);
      if (failure.codeName !== 'ledgerFull' || disk?.release() !== true) throw failure;
    }
    try {
      return noted.commitWith(work);
    } catch (error) {
      throw ledgerFailure('the ledger did not take an entry', error);
    }
  }

  function writeSlip(sessionId: string, amount_yen: number, reason: Slip['reason'], claimNumber: string): Slip {
    books
      .statement('INSERT INTO slip (claim_number, session_id, amount_yen, reason, at_ms) VALUES (?, ?, ?, ?, ?)')
      .run(claimNumber, sessionId, amount_yen, reason, books.now_ms());
    return { claimNumber, sessionId, amount_yen, reason };
  }

  /** How slips of this session are written. */
  function slipsOf(sessionId: string): questions.SlipBook {
    return {
      newClaim,
      writeSlip: (amount_yen, reason, claimNumber) => writeSlip(sessionId, amount_yen, reason, claimNumber),
    };
  }

  /** Claim numbers are short enough to be read out on the telephone. */
  function newClaim(): string {
    return String(books.nextNumber()).padStart(6, '0');
  }

  return {
    openSession: ({ sessionId, transactionId }) => commit(() => sessions.openSession(books, sessionId, transactionId)),
    closeSession: (sessionId, outcome) => commit(() => sessions.closeSession(books, sessionId, outcome)),
    openSessions: () => sessions.openSessions(books),
    setDue: (sessionId: string, municipalityId: string, sets: readonly LedgerSet[]) =>
      commit(() => {
        sessions.setDue(books, sessionId, municipalityId, sets);
        return sessions.totalsOf(books, sessionId);
      }),
    totals: (sessionId) => sessions.totalsOf(books, sessionId),

    recordCash: (entry) => commit(() => ({ fresh: cash.recordCash(books, entry) })),
    recordCashes: (entries) => commit(() => entries.map((entry) => ({ fresh: cash.recordCash(books, entry) }))),
    recordEscrow: (entry) => commit(() => cash.recordEscrow(books, entry)),
    recordEscrowReturned: (escrowId, deviceId, memory) =>
      commit(() => cash.recordEscrowReturned(books, escrowId, deviceId, memory)),
    recordUncertain: (entry) =>
      commit(() => {
        books.remember(entry.deviceId, entry.memory);
        movements.recordUncertain(books, entry);
      }),

    charge: (sessionId) => commit(() => ({ change_yen: sessions.charge(books, sessionId) })),
    owe: (sessionId) => commit(() => ({ owed_yen: sessions.owe(books, sessionId) })),
    earn: (sessionId, set) => commit(() => sessions.earn(books, sessionId, set)),
    dispute: (sessionId, set) =>
      commit(() => {
        const claimNumber = newClaim();
        const amount_yen = sessions.disputeFee(books, sessionId, set, account.slip(claimNumber));
        return writeSlip(sessionId, amount_yen, 'dispute', claimNumber);
      }),
    settleInterrupted: (sessionId) => commit(() => settleInterrupted(books, sessionId, slipsOf(sessionId))),
    openEscrows: (sessionId) => questions.openEscrows(books, sessionId),
    oweLate: (sessionId) => commit(() => ({ late_yen: questions.oweLate(books, sessionId) })),
    questionRest: (sessionId) => commit(() => questions.questionRest(books, slipsOf(sessionId), sessionId)),
    slipOwed: (sessionId, reason) =>
      commit(() => {
        const owed_yen = books.claim_yen(account.owed(sessionId)) - questions.paying_yen(books, sessionId);
        if (owed_yen === 0) return null;
        const claimNumber = newClaim();
        const claim = account.slip(claimNumber);
        books.move(`slip:${claimNumber}`, account.owed(sessionId), claim, owed_yen, sessionId, `slip: ${reason}`);
        return writeSlip(sessionId, owed_yen, reason, claimNumber);
      }),
    slipEvent: (claimNumber, event) =>
      commit(() => {
        books
          .statement('INSERT INTO slip_event (claim_number, event, at_ms) VALUES (?, ?, ?)')
          .run(claimNumber, event, books.now_ms());
      }),
    slips: () => books.statement<[], Slip>(`${SELECT_SLIPS} ORDER BY claim_number`).all(),
    unseenSlips: () =>
      books
        .statement<[], Slip>(
          `${SELECT_SLIPS} WHERE claim_number IN (SELECT claim_number FROM open_slip o
             WHERE NOT EXISTS (SELECT 1 FROM slip_event e WHERE e.claim_number = o.claim_number)) ORDER BY claim_number`,
        )
        .all(),

    openIntent: (intent) => commit(() => cash.openIntent(books, intent)),
    closeIntent: (outcome) =>
      commit(() => {
        const slip = cash.closeIntent(books, outcome, slipsOf);
        strays.strayAfterOutcome(books, outcome);
        return slip;
      }),
    openIntents: () => cash.openIntents(books),

    bookStock: (entry) => commit(() => cash.bookStock(books, entry)),
    stock: () => cash.stockOf(books),
    ...staffCalls(books, commit),
    ...fleetCalls(books, noted, commit),

    memoryOf: (deviceId) => {
      const memory = books.statement('SELECT memory FROM device_memory WHERE device_id = ?').pluck().get(deviceId);
      return typeof memory === 'string' ? memory : null;
    },
    remember: (deviceId, memory) => commit(() => books.remember(deviceId, memory)),

    commitPoint: (sessionId, point, detail) =>
      commit(() => {
        books
          .statement(
            `INSERT OR IGNORE INTO outbox (transaction_id, point, detail, at_ms)
             SELECT transaction_id, ?, ?, ? FROM session WHERE session_id = ?`,
          )
          .run(point, JSON.stringify({ ...detail, ...detailOf(books, sessionId, point) }), books.now_ms(), sessionId);
      }),
    outbox: (most = -1) => outboxOf(books, most),
    acknowledge: (sequence) =>
      commit(() => {
        books
          .statement('INSERT OR IGNORE INTO outbox_ack (sequence, at_ms) VALUES (?, ?)')
          .run(sequence, books.now_ms());
      }),
    incident: (code, detail) => {
      commit(() => movements.recordIncident(books, code, detail));
    },
    recordMismatch: (found) => commit(() => mismatches.recordMismatch(books, found)),
    openMismatches: () => mismatches.openMismatches(books),
    closeIncident: (closing) => commit(() => mismatches.closeIncident(books, closing)),
    recordStray: (found) => commit(() => strays.recordStray(books, found)),
    openStrays: () => strays.openStrays(books),
    answerStray: (answer) => commit(() => strays.answerStray(books, answer)),
    chainOn: (rows_max) => books.chain.advance(rows_max),
    health: () => healthOf(database, disk),
    nextNumber: () => commit(() => books.nextNumber()),
  };
}

function outboxOf(books: Books, most: number): readonly OutboxEntry[] {
  return books
    .statement<[number], { sequence: number; transaction_id: string; point: string; detail: string }>(
      'SELECT outbox.* FROM open_outbox CROSS JOIN outbox USING (sequence) ORDER BY sequence LIMIT ?',
    )
    .all(most)
    .map(({ sequence, transaction_id, point, detail }) =>
      // Written by `commitPoint` and `close` alone.
      point === 'closing'
        ? { sequence, point, statement: JSON.parse(detail) as ClosingStatement }
        : {
            sequence,
            transactionId: transaction_id,
            // `sheet:NUMBER:STATE`: a transaction may have several.
            point: point.split(':')[0] as OutboxPoint['point'],
            detail: JSON.parse(detail) as OutboxPoint['detail'],
          },
    );
}

/** What staff do and look at. */
function staffCalls(
  books: Books,
  commit: <T>(work: () => T) => T,
): Pick<
  Ledger,
  | 'recordStaffMovement'
  | 'recordForeign'
  | 'openSlips'
  | 'settleSlip'
  | 'questions'
  | 'answerQuestion'
  | 'doubts'
  | 'settleDoubt'
  | 'settleHeld'
  | 'newestTime_ms'
  | 'incidents'
  | 'unseenIncidents'
  | 'incidentSeen'
  | 'balance_yen'
  | 'close'
  | 'closings'
  | 'counterChecks'
  | 'openExchanges'
  | 'mayOpenStock'
  | 'neverCounted'
  | 'putBack'
  | 'beginExchange'
  | 'dropExchange'
  | 'bookExchange'
> {
  return {
    recordStaffMovement: (movement) => commit(() => movements.recordStaffMovement(books, movement)),
    recordForeign: (movement) => commit(() => ({ fresh: movements.recordForeign(books, movement) })),
    openSlips: () => movements.openSlips(books),
    settleSlip: ({ claimNumber, role, how = 'paid' }) =>
      commit(() => movements.settleSlip(books, claimNumber, role, how)),
    questions: () => doubts.questions(books),
    answerQuestion: (answer) => commit(() => doubts.answerQuestion(books, answer)),
    doubts: () => movements.doubts(books),
    settleDoubt: ({ factId, role }) => commit(() => movements.settleDoubt(books, factId, role)),
    settleHeld: (held) => commit(() => movements.settleHeld(books, held)),
    newestTime_ms: () => books.newestTime_ms(),
    incidents: (most) => movements.incidents(books, most),
    unseenIncidents: () => movements.unseenIncidents(books),
    incidentSeen: (sequence, role) => commit(() => movements.incidentSeen(books, sequence, role)),
    balance_yen: (name) => books.claim_yen(name),
    close: (request) => commit(() => close(books, request)),
    closings: (most) => closings(books, most),
    counterChecks: (counters) => counterChecks(books, counters),
    openExchanges: () => staff.openExchanges(books),
    mayOpenStock: () => staff.mayOpenStock(books),
    neverCounted: (places) => staff.neverCounted(books, places),
    putBack: (movementId) => commit(() => staff.putBack(books, movementId)),
    beginExchange: (exchange) => commit(() => staff.beginExchange(books, exchange)),
    dropExchange: (task, unitId) => commit(() => staff.dropExchange(books, task, unitId)),
    bookExchange: (request) => commit(() => staff.bookExchange(books, request)),
  };
}
