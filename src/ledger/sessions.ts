import type { LedgerSet, OpenSession, SessionTotals } from './contract.ts';
import { MadoguchiError } from '../base/errors.ts';
import { paying_yen } from './questions.ts';
import { account, type Books } from './statements.ts';

interface SetRow {
  readonly set_index: number;
  readonly municipality_id: string;
  readonly fee_yen: number;
  readonly event: 'earned' | 'disputed' | 'returned' | null;
}

/** The sets of a session with what became of each. */
export function setsOf(books: Books, sessionId: string): readonly SetRow[] {
  return books
    .statement<[string], SetRow>(
      `SELECT s.set_index, s.municipality_id, s.fee_yen, e.event FROM certificate_set s
       LEFT JOIN set_event e USING (session_id, set_index) WHERE s.session_id = ? ORDER BY s.set_index`,
    )
    .all(sessionId);
}

/** What is due, held, owed and being paid for one session, yen. */
export function totalsOf(books: Books, sessionId: string): SessionTotals {
  const sets = setsOf(books, sessionId);
  const escrow = books
    .statement<[string], { sum: number | null }>(
      "SELECT SUM(amount_yen) AS sum FROM open_pending WHERE session_id = ? AND reason = 'escrow'",
    )
    .get(sessionId);
  return {
    due_yen: sets.reduce((sum, row) => sum + row.fee_yen, 0),
    credit_yen: books.claim_yen(account.credit(sessionId)),
    escrow_yen: escrow?.sum ?? 0,
    owed_yen: books.claim_yen(account.owed(sessionId)),
    paying_yen: paying_yen(books, sessionId),
    held_yen: sets.reduce((sum, row) => sum + books.claim_yen(account.fee(sessionId, row.set_index)), 0),
  };
}

/** Begins a session in the books. */
export function openSession(books: Books, sessionId: string, transactionId: string): void {
  books
    .statement('INSERT INTO session (session_id, transaction_id, at_ms) VALUES (?, ?, ?)')
    .run(sessionId, transactionId, books.now_ms());
}

/** @throws MadoguchiError `ledgerRefused` while anything of the citizen's money has no place */
export function closeSession(books: Books, sessionId: string, outcome: string): void {
  const totals = totalsOf(books, sessionId);
  if (totals.credit_yen !== 0 || totals.owed_yen !== 0 || totals.held_yen !== 0 || totals.escrow_yen !== 0) {
    throw new MadoguchiError('ledgerRefused', 'a session was to end with money left in it', {
      context: { credit_yen: totals.credit_yen, owed_yen: totals.owed_yen, held_yen: totals.held_yen },
    });
  }
  books
    .statement('INSERT INTO session_end (session_id, outcome, at_ms) VALUES (?, ?, ?)')
    .run(sessionId, outcome, books.now_ms());
}

/** Sessions without an end, with their totals. */
export function openSessions(books: Books): readonly OpenSession[] {
  return books
    .statement<[], { session_id: string; transaction_id: string }>(
      'SELECT session_id, transaction_id FROM open_session CROSS JOIN session USING (session_id) ORDER BY sequence',
    )
    .all()
    .map((row) => ({
      sessionId: row.session_id,
      transactionId: row.transaction_id,
      totals: totalsOf(books, row.session_id),
    }));
}

/** Writes the checked sets and with them what is due. */
export function setDue(books: Books, sessionId: string, municipalityId: string, sets: readonly LedgerSet[]): void {
  const insert = books.statement(
    `INSERT INTO certificate_set (session_id, set_index, municipality_id, type_id, fee_yen, leaves) VALUES (?, ?, ?, ?, ?, ?)`,
  );
  for (const set of sets) insert.run(sessionId, set.set, municipalityId, set.typeId, set.fee_yen, set.leaves);
}

function markSet(books: Books, sessionId: string, set: number, event: 'earned' | 'disputed' | 'returned'): void {
  books
    .statement('INSERT INTO set_event (session_id, set_index, event, at_ms) VALUES (?, ?, ?, ?)')
    .run(sessionId, set, event, books.now_ms());
}

/** Credit → held fees; the rest → change owed. @throws `ledgerRefused` when the credit does not cover the fees */
export function charge(books: Books, sessionId: string): number {
  const totals = totalsOf(books, sessionId);
  if (totals.held_yen !== 0 || totals.credit_yen < totals.due_yen || totals.due_yen === 0) {
    throw new MadoguchiError('ledgerRefused', 'fees were to be set aside that are not covered, or twice', {
      context: { credit_yen: totals.credit_yen, due_yen: totals.due_yen },
    });
  }
  const credit = account.credit(sessionId);
  for (const row of setsOf(books, sessionId)) {
    const fee = account.fee(sessionId, row.set_index);
    books.move(`charge:${sessionId}:${row.set_index}`, credit, fee, row.fee_yen, sessionId, 'fee set aside');
  }
  const change_yen = totals.credit_yen - totals.due_yen;
  books.move(
    `change:${sessionId}:${books.nextNumber()}`,
    credit,
    account.owed(sessionId),
    change_yen,
    sessionId,
    'change',
  );
  return change_yen;
}

/** All credit and every undecided fee → owed. */
export function owe(books: Books, sessionId: string): number {
  const owed = account.owed(sessionId);
  const credit = account.credit(sessionId);
  books.move(`refund:${sessionId}:${books.nextNumber()}`, credit, owed, books.claim_yen(credit), sessionId, 'refund');
  for (const row of setsOf(books, sessionId)) {
    const fee = account.fee(sessionId, row.set_index);
    const held_yen = books.claim_yen(fee);
    if (row.event !== null || held_yen === 0) continue;
    books.move(`return:${sessionId}:${row.set_index}`, fee, owed, held_yen, sessionId, 'fee returned');
    markSet(books, sessionId, row.set_index, 'returned');
  }
  return books.claim_yen(owed);
}

function takeFee(books: Books, sessionId: string, set: number): { fee_yen: number; municipalityId: string } {
  const row = setsOf(books, sessionId).find((candidate) => candidate.set_index === set);
  const fee_yen = books.claim_yen(account.fee(sessionId, set));
  if (!row || row.event !== null || fee_yen === 0) {
    throw new MadoguchiError('ledgerRefused', 'a fee was to be decided that is not set aside, or twice', {
      context: { set },
    });
  }
  return { fee_yen, municipalityId: row.municipality_id };
}

/** Every leaf of the set is out: its fee belongs to the municipality. */
export function earn(books: Books, sessionId: string, set: number): void {
  const { fee_yen, municipalityId } = takeFee(books, sessionId, set);
  const fee = account.fee(sessionId, set);
  books.move(`earn:${sessionId}:${set}`, fee, account.fees(municipalityId), fee_yen, sessionId, 'fee earned');
  markSet(books, sessionId, set, 'earned');
}

/** A leaf of the set is unknown: its fee waits for a person. Returns the amount in dispute. */
export function disputeFee(books: Books, sessionId: string, set: number, claimAccount: string): number {
  const { fee_yen } = takeFee(books, sessionId, set);
  books.move(
    `dispute:${sessionId}:${set}`,
    account.fee(sessionId, set),
    claimAccount,
    fee_yen,
    sessionId,
    'fee disputed',
  );
  markSet(books, sessionId, set, 'disputed');
  return fee_yen;
}
