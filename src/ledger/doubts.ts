/**
 * What a person has to decide about (確認が必要なお金), as staff mode asks it: each question once, with the money that hangs on it, and
 * its answer booked in one transaction.
 *
 *     claim       a slip of reason `dispute`: of this much nobody can tell whether the citizen has it.   answer: still to be given
 *     unseen      a device lost count: between `least` and `most` yen may have come in unseen.          answer: found in the count
 *     lent        the same while the unit was with the copier's own business.                           answer: found in the count
 *     unclaimed   cash that belongs to nobody known.                                                    answer: given to its owner
 *     disputed    cash in dispute on which no slip hangs.                                               answer: given to its owner
 *
 * What is not to be given or was not found goes to 過不足, where the count of the unit stands with the opposite sign.
 */
import type { Doubt, QuestionAnswer, QuestionSettled, StaffQuestion } from './contract.ts';
import { MadoguchiError } from '../base/errors.ts';
import type { Yen } from '../base/yen.ts';
import { countedSince, surplusSince_yen } from './counted.ts';
import { settle, settleHeld, UNBOUNDED_YEN } from './movements.ts';
import { paying_yen } from './questions.ts';
import { account, type Books } from './statements.ts';

const UNSETTLED = `SELECT fact_id AS factId, session_id AS sessionId, device_id AS deviceId, least_yen, most_yen, reason, at_ms
  FROM uncertain WHERE NOT EXISTS (SELECT 1 FROM staff_settlement WHERE about = 'doubt:' || fact_id)`;

/** Claim number of a question that a slip was written for; null for one of the machine alone. */
function claimOf(factId: string): string | null {
  return /^(?:rest|part):([0-9]+)$/.exec(factId)?.[1] ?? null;
}

/** What of a claim's note still has no place: one that was stacked meanwhile, in its session or after it, is certain. */
function noteOf_yen(books: Books, { sessionId, most_yen, at_ms }: Doubt): Yen {
  const placed_yen = books
    .statement(
      `SELECT COALESCE(SUM(t.amount_yen), 0) FROM transfer t WHERE t.session_id = ? AND t.reason = 'escrow'
       AND (EXISTS (SELECT 1 FROM transfer f WHERE f.transfer_id = 'found:' || t.transfer_id)
         OR EXISTS (SELECT 1 FROM resolution r WHERE r.transfer_id = t.transfer_id AND r.kind = 'post' AND r.at_ms > ?))`,
    )
    .pluck()
    .get(sessionId, at_ms);
  return Math.max(0, most_yen - Number(placed_yen));
}

/**
 * What of a claim is still in question: its slip says the most, its account what is certain. What a device has told since then
 * that it was paid is in question no more, although the slip still names it: it would be given a second time.
 */
function inQuestion_yen(books: Books, row: Doubt, claimNumber: string): Yen {
  const said = books.statement('SELECT amount_yen FROM slip WHERE claim_number = ?').pluck().get(claimNumber);
  const open_yen = row.sessionId === null ? 0 : paying_yen(books, row.sessionId);
  const unknown_yen = noteOf_yen(books, row) + disputedOf_yen(books, row) + open_yen;
  return Math.max(0, Math.min(unknown_yen, Number(said ?? 0) - books.claim_yen(account.slip(claimNumber))));
}

/** Payouts of which nobody can tell lie in `disputed`, and this much of them belongs to this claim. */
function disputedOf_yen(books: Books, { factId, sessionId, reason }: Doubt): Yen {
  // A note that was given up alone was never in the books: what lies in `disputed` belongs to others.
  if (reason === 'noteDisputed' && factId.startsWith('part:')) return 0;
  const number = (sql: string): Yen => Number(books.statement(sql).pluck().get(sessionId));
  const said_yen = Number(
    books.statement('SELECT amount_yen FROM slip WHERE claim_number = ?').pluck().get(claimOf(factId)) ?? 0,
  );
  if (factId.startsWith('part:')) return Math.min(said_yen, Math.max(0, books.claim_yen(account.disputed)));
  const all_yen = number(
    "SELECT COALESCE(SUM(amount_yen), 0) FROM transfer WHERE session_id = ? AND credit = 'disputed' AND reason = 'payout unknown'",
  );
  const parts_yen = number(
    `SELECT COALESCE(SUM(s.amount_yen), 0) FROM slip s WHERE s.session_id = ?
     AND EXISTS (SELECT 1 FROM uncertain u WHERE u.fact_id = 'part:' || s.claim_number)`,
  );
  return Math.min(Math.max(0, all_yen - parts_yen), Math.max(0, books.claim_yen(account.disputed)));
}

/** Nobody knows the most before the count; then it is what the count found too much. */
function unbounded_yen(books: Books, row: Doubt, counted: boolean): Yen | null {
  return counted ? surplusSince_yen(books, row) : null;
}

function toQuestion(books: Books, row: Doubt): StaffQuestion {
  const { factId, deviceId, at_ms } = row;
  const claimNumber = claimOf(factId);
  const counted = countedSince(books, row);
  if (claimNumber !== null) {
    const about = row.reason === 'noteDisputed' ? ('note' as const) : ('payout' as const);
    const most_yen = inQuestion_yen(books, row, claimNumber);
    // The devices have told all of it since: there is nothing left that a count could tell.
    const answerable = counted || most_yen === 0;
    const claim = { questionId: factId, kind: 'claim', about, claimNumber, deviceId } as const;
    return { ...claim, least_yen: 0, most_yen, at_ms, counted: answerable };
  }
  const kind = row.reason === 'countNeeded' ? ('lent' as const) : ('unseen' as const);
  const { least_yen } = row;
  const most_yen =
    kind === 'lent' && row.most_yen === UNBOUNDED_YEN ? unbounded_yen(books, row, counted) : row.most_yen;
  return { questionId: factId, kind, about: null, claimNumber, deviceId, least_yen, most_yen, at_ms, counted };
}

/** Everything in question, oldest first; then what lies there for nobody known. */
export function questions(books: Books): readonly StaffQuestion[] {
  const rows = books.statement<[], Doubt>(`${UNSETTLED} ORDER BY sequence`).all();
  const bound_yen = rows
    .filter(({ factId }) => claimOf(factId) !== null)
    .reduce((sum, row) => sum + disputedOf_yen(books, row), 0);
  const held = [
    ['unclaimed', books.claim_yen(account.unclaimed)],
    ['disputed', books.claim_yen(account.disputed) - bound_yen],
  ] as const;
  return [
    ...rows.map((row) => toQuestion(books, row)),
    ...held
      .filter(([, most_yen]) => most_yen > 0)
      .map(([kind, most_yen]) => ({
        questionId: `held:${kind}`,
        kind,
        about: null,
        claimNumber: null,
        deviceId: null,
        least_yen: 0,
        most_yen,
        at_ms: books.now_ms(),
        counted: true,
      })),
  ];
}

/** Moves what a claim's question comes to: the citizen's part onto the slip, the rest where the count of the unit finds it. */
function answerClaim(books: Books, row: Doubt, claimNumber: string, { given_yen, role }: QuestionAnswer): void {
  const claim = account.slip(claimNumber);
  const disputed_yen = disputedOf_yen(books, row);
  const onto_yen = Math.min(given_yen, disputed_yen);
  const id = `answer:${row.factId}`;
  books.move(`${id}:owed`, account.disputed, claim, onto_yen, null, 'question: not paid');
  books.move(`${id}:paid`, account.disputed, account.overshort, disputed_yen - onto_yen, null, 'question: was paid');
  // A note that the books never had lies in the box as 過剰 once it was counted.
  books.move(`${id}:note`, account.overshort, claim, given_yen - onto_yen, null, 'question: note found');
  if (books.claim_yen(claim) > 0) return;
  const open = books.statement('SELECT 1 FROM open_slip WHERE claim_number = ?').get(claimNumber);
  if (open !== undefined) settle(books, `settled:${claim}`, claim, role);
}

/** Part of it was fetched: the rest waits for the others. Nobody came: it is the machine's own. */
function answerHeld(books: Books, answer: QuestionAnswer, from: 'unclaimed' | 'disputed', most_yen: Yen): void {
  const { answerId: movementId, given_yen, role } = answer;
  const isGiven = given_yen > 0;
  const to = isGiven ? ('staff' as const) : ('overshort' as const);
  settleHeld(books, { movementId, from, to, amount_yen: isGiven ? given_yen : most_yen, role });
}

/**
 * Writes a person's answer. @throws `staffSlipGone` when it was answered before, `staffCountInvalid` for an amount that cannot
 * be, `staffNotNow` while the session is not settled or nobody has counted yet
 */
export function answerQuestion(books: Books, answer: QuestionAnswer): QuestionSettled {
  const { questionId, given_yen, role } = answer;
  const question = questions(books).find((open) => open.questionId === questionId);
  if (question === undefined) throw new MadoguchiError('staffSlipGone', 'this question is not open in the books');
  const { kind, claimNumber } = question;
  const most_yen = question.most_yen ?? 0;
  if (!question.counted) throw new MadoguchiError('staffNotNow', 'nothing was counted since this question arose');
  if (!Number.isInteger(given_yen) || given_yen < 0 || given_yen % 10 !== 0 || given_yen > most_yen) {
    throw new MadoguchiError('staffCountInvalid', `${given_yen} yen of at most ${most_yen} were to be decided about`);
  }
  if (kind === 'unclaimed' || kind === 'disputed') {
    answerHeld(books, answer, kind, most_yen);
    return { number: books.nextNumber(), kind, claimNumber, owed_yen: 0 };
  }
  const row = books.statement<[string], Doubt>(`${UNSETTLED} AND fact_id = ?`).get(questionId);
  const inSession = books.statement('SELECT 1 FROM open_session WHERE session_id = ?').get(row?.sessionId ?? null);
  if (row === undefined || inSession !== undefined) {
    throw new MadoguchiError('staffNotNow', 'the session is not settled yet');
  }
  settle(books, `doubt:${questionId}`, `doubt:${questionId}`, role);
  if (claimNumber !== null) {
    answerClaim(books, row, claimNumber, answer);
    return { number: books.nextNumber(), kind, claimNumber, owed_yen: books.claim_yen(account.slip(claimNumber)) };
  }
  const to = kind === 'lent' ? account.foreign : account.unclaimed;
  books.move(`answer:${questionId}`, account.overshort, to, given_yen, null, 'question: found in the count');
  return { number: books.nextNumber(), kind, claimNumber, owed_yen: 0 };
}
