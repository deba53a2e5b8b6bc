import type { Slip } from './contract.ts';
import type { Outcome } from '../base/errors.ts';
import type { Yen } from '../base/yen.ts';
import { account, type Books } from './statements.ts';

/**
 * What nobody can tell: a note of which it is not known whether it was taken, a payout of which it is not known what it gave.
 * The citizen gets a slip of reason `dispute` with a claim number for it; its amount is what is *in question* and may turn
 * out to be nothing. Only what is certain lies on the slip's account. The link between the two is the row in `uncertain`
 * whose `fact_id` is `rest:<claimNumber>` (everything of the session that was open then) or `part:<claimNumber>` (one note
 * or one payout).
 */

/** Writes a slip; made by the ledger, which knows the table. */
export type WriteSlip = (amount_yen: Yen, reason: Slip['reason'], claimNumber: string) => Slip;

/** Numbers and rows of slips. */
export interface SlipBook {
  readonly writeSlip: WriteSlip;
  readonly newClaim: () => string;
}

type Scope = 'rest' | 'part';

/** Claim number under which the rest of this session stands, and since when; null when it was never given one. */
export function restOf(
  books: Books,
  sessionId: string,
): { readonly claimNumber: string; readonly at_ms: number } | null {
  const row = books
    .statement<[string], { claimNumber: string; at_ms: number }>(
      `SELECT substr(fact_id, 6) AS claimNumber, at_ms FROM uncertain WHERE session_id = ? AND fact_id GLOB 'rest:*'`,
    )
    .get(sessionId);
  return row ?? null;
}

/**
 * Gives what is in question its claim number.
 * @param note_yen the part of it that is a note which may lie in the machine without being in the books
 */
export function ask(
  books: Books,
  slips: SlipBook,
  question: {
    readonly scope: Scope;
    readonly sessionId: string;
    readonly amount_yen: Yen;
    readonly note_yen: Yen;
    readonly unitId: string;
  },
): Slip {
  const claimNumber = slips.newClaim();
  books
    .statement(
      `INSERT INTO uncertain (fact_id, session_id, device_id, least_yen, most_yen, reason, at_ms) VALUES (?, ?, ?, 0, ?, ?, ?)`,
    )
    .run(
      `${question.scope}:${claimNumber}`,
      question.sessionId,
      question.unitId,
      question.note_yen,
      question.note_yen > 0 ? 'noteDisputed' : 'payoutUnknown',
      books.now_ms(),
    );
  return slips.writeSlip(question.amount_yen, 'dispute', claimNumber);
}

/** Notes of this session that wait in escrow, by the unit they are in. */
export function escrowsOf(
  books: Books,
  sessionId: string,
): readonly { readonly transfer_id: string; readonly amount_yen: Yen; readonly unitId: string }[] {
  return books
    .statement<[string], { transfer_id: string; amount_yen: number; unitId: string }>(
      `SELECT p.transfer_id, p.amount_yen, substr(t.debit, 6) AS unitId FROM open_pending p JOIN transfer t USING (transfer_id)
       WHERE p.session_id = ? AND p.reason = 'escrow'`,
    )
    .all(sessionId);
}

/** Those notes with what became of the last order to stack each. */
export function openEscrows(
  books: Books,
  sessionId: string,
): readonly { readonly escrowId: string; readonly order: 'none' | 'open' | Outcome }[] {
  const orders = books.statement<[string, string], { result: Outcome | null }>(
    `SELECT o.result FROM intent i LEFT JOIN outcome o USING (intent_id)
     WHERE i.session_id = ? AND json_extract(i.about, '$.escrowId') = ? ORDER BY i.sequence DESC LIMIT 1`,
  );
  return escrowsOf(books, sessionId).map(({ transfer_id }) => {
    const order = orders.get(sessionId, transfer_id);
    return { escrowId: transfer_id, order: order ? (order.result ?? 'open') : 'none' };
  });
}

/** What open payouts may still pay of what this session is owed. */
export function paying_yen(books: Books, sessionId: string): Yen {
  const row = books
    .statement<[string], { sum: number | null }>(
      "SELECT SUM(amount_yen) AS sum FROM open_pending WHERE session_id = ? AND reason = 'payout'",
    )
    .get(sessionId);
  return row?.sum ?? 0;
}

/** What came in after the fees were set aside or the refund began is owed to whoever put it in. Returns it. */
export function oweLate(books: Books, sessionId: string): Yen {
  const credit = account.credit(sessionId);
  const late_yen = books.claim_yen(credit);
  const id = `late:${sessionId}:${books.nextNumber()}`;
  books.move(id, credit, account.owed(sessionId), late_yen, sessionId, 'late cash');
  return late_yen;
}

/**
 * Nobody has told in time what became of a payout or a note: everything of this session's money that is not certain gets a
 * claim number, and what is certain goes onto its account at once. Null when nothing is left, or it has its number already.
 */
export function questionRest(books: Books, slips: SlipBook, sessionId: string): Slip | null {
  oweLate(books, sessionId);
  const owed = account.owed(sessionId);
  const known = restOf(books, sessionId);
  const escrows = escrowsOf(books, sessionId);
  const free_yen = books.claim_yen(owed) - paying_yen(books, sessionId);
  if (known) {
    payIn(books, sessionId, known.claimNumber, free_yen);
    return null;
  }
  const note_yen = escrows.reduce((sum, { amount_yen }) => sum + amount_yen, 0);
  const amount_yen = books.claim_yen(owed) + note_yen;
  if (amount_yen <= 0) return null;
  const slip = ask(books, slips, {
    scope: 'rest',
    sessionId,
    amount_yen,
    note_yen,
    unitId: escrows[0]?.unitId ?? 'payout',
  });
  payIn(books, sessionId, slip.claimNumber, free_yen);
  return slip;
}

/** Puts owed money that is certain onto the account of a claim, up to what its slip says. */
export function payIn(books: Books, sessionId: string, claimNumber: string, amount_yen: Yen): void {
  const claim = account.slip(claimNumber);
  const said = books.statement('SELECT amount_yen FROM slip WHERE claim_number = ?').pluck().get(claimNumber);
  const room_yen = Number(said ?? 0) - books.claim_yen(claim);
  const id = `slip:${claimNumber}:${books.nextNumber()}`;
  const moved_yen = Math.max(0, Math.min(amount_yen, room_yen));
  books.move(id, account.owed(sessionId), claim, moved_yen, sessionId, 'slip: dispute');
}

/**
 * A note that was given up is in the box after all: the citizen's claim to it is certain now. A person may have put it onto the slip
 * already, or settled the slip: then it stays disputed, for a person to look at, and is not owed a second time.
 */
export function found(books: Books, escrowId: string, amount_yen: Yen): void {
  const claimNumber = books
    .statement(
      `SELECT substr(fact_id, 6) FROM uncertain WHERE session_id = (SELECT session_id FROM transfer WHERE transfer_id = ?)
       AND (fact_id GLOB 'rest:*' OR fact_id GLOB 'part:*') AND reason = 'noteDisputed' LIMIT 1`,
    )
    .pluck()
    .get(escrowId);
  if (typeof claimNumber !== 'string') return;
  const claim = account.slip(claimNumber);
  const said = books
    .statement('SELECT amount_yen FROM slip JOIN open_slip USING (claim_number) WHERE claim_number = ?')
    .pluck()
    .get(claimNumber);
  const room_yen = Number(said ?? 0) - books.claim_yen(claim);
  const owed_yen = Math.max(0, Math.min(amount_yen, room_yen));
  books.move(`found:${escrowId}`, account.disputed, claim, owed_yen, null, 'note found');
}
