import type { Slip } from './contract.ts';
import { detailOf, evidenceOf, type SetEvidence } from './leaves-out.ts';
import { ask, escrowsOf, payIn, restOf, type SlipBook } from './questions.ts';
import { closeSession, disputeFee, earn, owe, setsOf } from './sessions.ts';
import { account, type Books } from './statements.ts';

/**
 * What becomes of a fee that was set aside when the kiosk stopped. Pure: the decision table of the first recovery rows.
 *
 *     a leaf unknown            → disputed, with a slip
 *     every leaf out            → earned
 *     anything else             → returned: the citizen is owed the fee
 */
export function decideFee(evidence: SetEvidence): 'disputed' | 'earned' | 'returned' {
  if (evidence.results.includes('unknown')) return 'disputed';
  const out = evidence.results.filter((result) => result === 'done').length;
  return out === evidence.leaves ? 'earned' : 'returned';
}

/** A note whose place nobody knows: its pending transfer is voided, and the citizen gets a number for it. */
function giveUpEscrow(books: Books, slips: SlipBook, sessionId: string): readonly Slip[] {
  const escrows = escrowsOf(books, sessionId);
  for (const { transfer_id } of escrows) books.resolve(transfer_id, 'void');
  const [first] = escrows;
  if (!first || restOf(books, sessionId)) return [];
  const note_yen = escrows.reduce((sum, { amount_yen }) => sum + amount_yen, 0);
  return [ask(books, slips, { scope: 'part', sessionId, amount_yen: note_yen, note_yen, unitId: first.unitId })];
}

/**
 * Tells the centre how a transaction ended that issued documents: delivered when at least one set came out whole. Without
 * it the centre would hold the transaction open; one that issued nothing ends there by itself.
 */
function concludeTransaction(books: Books, sessionId: string): void {
  const { database } = books;
  const earned = database.prepare("SELECT 1 FROM set_event WHERE session_id = ? AND event = 'earned'").get(sessionId);
  const point = earned === undefined ? 'abandoned' : 'delivered';
  const told = detailOf(books, sessionId, point);
  database
    .prepare(
      `INSERT INTO outbox (transaction_id, point, detail, at_ms)
       SELECT transaction_id, ?, ?, ? FROM session s WHERE session_id = ?
       AND EXISTS (SELECT 1 FROM certificate_set c WHERE c.session_id = s.session_id)
       AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.transaction_id = s.transaction_id AND o.point IN ('delivered', 'abandoned'))`,
    )
    .run(
      point,
      JSON.stringify(point === 'abandoned' ? { ...told, reason: 'service' } : told),
      books.now_ms(),
      sessionId,
    );
}

/**
 * Settles a session that was cut off, once every intent of it has its outcome: fees by evidence, the rest of the citizen's
 * money onto a slip, then the end. A citizen's session is never resumed.
 */
export function settleInterrupted(books: Books, sessionId: string, slips: SlipBook): readonly Slip[] {
  const written: Slip[] = [];
  written.push(...giveUpEscrow(books, slips, sessionId));
  for (const row of setsOf(books, sessionId)) {
    if (row.event !== null || books.claim_yen(account.fee(sessionId, row.set_index)) === 0) continue;
    const decision = decideFee(evidenceOf(books, sessionId, row.set_index));
    if (decision === 'earned') earn(books, sessionId, row.set_index);
    if (decision === 'disputed') {
      const claimNumber = slips.newClaim();
      const amount_yen = disputeFee(books, sessionId, row.set_index, account.slip(claimNumber));
      written.push(slips.writeSlip(amount_yen, 'dispute', claimNumber));
    }
  }
  // What the citizen has a number for already is put there; what came to it since gets a slip of its own.
  const known = restOf(books, sessionId);
  if (known) payIn(books, sessionId, known.claimNumber, books.claim_yen(account.owed(sessionId)));
  const owed_yen = owe(books, sessionId);
  if (owed_yen > 0) {
    const claimNumber = slips.newClaim();
    const claim = account.slip(claimNumber);
    books.move(`slip:${claimNumber}`, account.owed(sessionId), claim, owed_yen, sessionId, 'slip: interrupted');
    written.push(slips.writeSlip(owed_yen, 'interrupted', claimNumber));
  }
  concludeTransaction(books, sessionId);
  closeSession(books, sessionId, 'interrupted');
  return written;
}
