import type { CashIn, EscrowIn, Intent, IntentKind, IntentOutcome, Slip, UnitStock } from './contract.ts';
import { MadoguchiError } from '../base/errors.ts';
import { sumOfPieces } from '../base/yen.ts';
import type { DeviceMemory } from '../../drivers/contract.ts';
import { ask, found, paying_yen, restOf, type SlipBook } from './questions.ts';
import { recordUncertain, UNBOUNDED_YEN } from './movements.ts';
import { TEST_PAYOUT } from './period.ts';
import { account, type Books } from './statements.ts';

function claimAccountOf(sessionId: string | null): string {
  return sessionId === null ? account.unclaimed : account.credit(sessionId);
}

/** Books a coin or note that came to rest; the same fact is booked once (cash.md section 5, rule 2). */
export function recordCash(books: Books, cash: CashIn): boolean {
  books.remember(cash.deviceId, cash.memory);
  if (cash.escrowId !== null && books.isPending(cash.escrowId)) {
    books.resolve(cash.escrowId, 'post');
    return true;
  }
  const wasVoided = cash.escrowId !== null && books.wasVoided(cash.escrowId);
  // A note known from escrow but no longer pending was posted before: VEND VALID again.
  if (cash.escrowId !== null && books.exists(cash.escrowId) && !wasVoided) return false;
  if (books.exists(cash.factId)) return false;
  books.transfer({
    transferId: cash.factId,
    state: 'posted',
    debit: account.unit(cash.unitId),
    // Given up before, with its session, and stacked after all: it lies in the box.
    credit: wasVoided ? account.disputed : claimAccountOf(cash.sessionId),
    amount_yen: cash.denomination_yen,
    pieces: { denomination_yen: cash.denomination_yen, count: 1 },
    sessionId: wasVoided ? null : cash.sessionId,
    reason: 'cash in',
  });
  if (wasVoided && cash.escrowId !== null) found(books, cash.escrowId, cash.denomination_yen);
  return true;
}

/** A note in escrow is a pending transfer. */
export function recordEscrow(books: Books, escrow: EscrowIn): void {
  books.remember(escrow.deviceId, escrow.memory);
  if (books.exists(escrow.escrowId)) return;
  books.transfer({
    transferId: escrow.escrowId,
    state: 'pending',
    debit: account.unit(escrow.unitId),
    credit: claimAccountOf(escrow.sessionId),
    amount_yen: escrow.denomination_yen,
    pieces: { denomination_yen: escrow.denomination_yen, count: 1 },
    sessionId: escrow.sessionId,
    reason: 'escrow',
  });
}

/** A note that went back: its pending transfer is voided, once. */
export function recordEscrowReturned(books: Books, escrowId: string, deviceId: string, memory: DeviceMemory): void {
  books.remember(deviceId, memory);
  if (books.isPending(escrowId)) books.resolve(escrowId, 'void');
}

/** Cash that staff brought before the first start. */
export function bookStock(books: Books, stock: UnitStock): void {
  books.transfer({
    transferId: `stock:${books.nextNumber()}`,
    state: 'posted',
    debit: account.unit(stock.unitId),
    credit: account.staff,
    amount_yen: stock.denomination_yen * stock.count,
    pieces: { denomination_yen: stock.denomination_yen, count: stock.count },
    sessionId: null,
    reason: 'stock',
  });
}

/** Pieces in every unit, by the books. */
export function stockOf(books: Books): readonly UnitStock[] {
  return books
    .statement<[], { account: string; denomination_yen: number; pieces: number }>(
      "SELECT account, denomination_yen, pieces FROM stock WHERE account LIKE 'unit:%' ORDER BY account, denomination_yen",
    )
    .all()
    .map((row) => ({
      unitId: row.account.slice('unit:'.length),
      denomination_yen: row.denomination_yen,
      count: row.pieces,
    }));
}

// ------------------------------------------------------------------------------------------------------------ intents

interface IntentRow {
  readonly intent_id: string;
  readonly session_id: string | null;
  readonly device_id: string;
  readonly about: string;
  readonly order_json: string;
  readonly device_base: string;
  readonly at_ms: number;
}

function toIntent(row: IntentRow): Intent {
  return {
    intentId: row.intent_id,
    sessionId: row.session_id,
    deviceId: row.device_id,
    // The column is written by `openIntent` alone, so its shape is the type's.
    about: JSON.parse(row.about) as IntentKind,
    order: row.order_json,
    deviceBase: row.device_base,
  };
}

/** Writes an intent; a payout reserves its amount as a pending transfer, so that nothing is paid that is not owed. */
export function openIntent(books: Books, intent: Intent): void {
  const { about } = intent;
  books
    .statement(
      `INSERT INTO intent (intent_id, session_id, device_id, about, order_json, device_base, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      intent.intentId,
      intent.sessionId,
      intent.deviceId,
      JSON.stringify(about),
      intent.order,
      intent.deviceBase,
      books.now_ms(),
    );
  if (about.kind !== 'pay') return;
  // What open payouts may still pay is not owed a second time.
  const owed_yen =
    intent.sessionId === null
      ? 0
      : books.claim_yen(account.owed(intent.sessionId)) - paying_yen(books, intent.sessionId);
  if (intent.sessionId === null || owed_yen < about.amount_yen) {
    throw new MadoguchiError('ledgerRefused', 'a payout was ordered that is not owed', {
      context: { amount_yen: about.amount_yen },
    });
  }
  books.transfer({
    transferId: intent.intentId,
    state: 'pending',
    debit: account.owed(intent.sessionId),
    credit: account.unit(about.unitId),
    amount_yen: about.amount_yen,
    pieces: null,
    sessionId: intent.sessionId,
    reason: 'payout',
  });
}

/** Orders without an outcome, oldest first. */
export function openIntents(books: Books): readonly Intent[] {
  return books
    .statement<[], IntentRow>('SELECT intent.* FROM open_intent CROSS JOIN intent USING (sequence) ORDER BY sequence')
    .all()
    .map(toIntent);
}

/**
 * Writes what became of an intent; a second outcome of the same intent changes nothing. Returns the slip for what of it
 * nobody can tell.
 */
export function closeIntent(
  books: Books,
  outcome: IntentOutcome,
  slipsOf: (sessionId: string) => SlipBook,
): Slip | null {
  const row = books.statement<[string], IntentRow>('SELECT * FROM intent WHERE intent_id = ?').get(outcome.intentId);
  if (!row) throw new MadoguchiError('ledgerRefused', 'an outcome came for an intent that is not in the books');
  const known = books.statement('SELECT 1 FROM outcome WHERE intent_id = ?').get(outcome.intentId);
  if (known !== undefined) return null;
  const intent = toIntent(row);
  books.remember(intent.deviceId, outcome.deviceAfter);
  books
    .statement('INSERT INTO outcome (intent_id, result, pieces, device_after, code, at_ms) VALUES (?, ?, ?, ?, ?, ?)')
    .run(
      outcome.intentId,
      outcome.result,
      JSON.stringify(outcome.pieces),
      outcome.deviceAfter,
      outcome.code,
      books.now_ms(),
    );
  if (intent.about.kind === 'testPay') settleTest(books, intent, outcome, intent.about);
  return intent.about.kind === 'pay'
    ? settlePayout(books, { ...intent, at_ms: row.at_ms }, outcome, intent.about, slipsOf)
    : null;
}

/** A technician has in the hand what fell: with staff in the books. Whether more fell is told by a count of the unit. */
function settleTest(
  books: Books,
  intent: Intent,
  outcome: IntentOutcome,
  { unitId, amount_yen }: { unitId: string; amount_yen: number },
): void {
  outcome.pieces.forEach((pile, index) => {
    if (pile.count === 0) return;
    books.transfer({
      transferId: `${intent.intentId}:${index}`,
      state: 'posted',
      debit: account.staff,
      credit: account.unit(unitId),
      amount_yen: pile.denomination_yen * pile.count,
      pieces: pile,
      sessionId: null,
      reason: TEST_PAYOUT,
    });
  });
  if (outcome.result !== 'unknown' || sumOfPieces(outcome.pieces) >= amount_yen) return;
  const doubt = { sessionId: null, deviceId: unitId, least_yen: 0, most_yen: UNBOUNDED_YEN, reason: 'countNeeded' };
  recordUncertain(books, { ...doubt, factId: `test:${intent.intentId}` });
}

/** A hopper that let a coin too many fall: what the citizen was not owed is the kiosk's loss, for a person to look at. */
function bookExcess(books: Books, intentId: string, sessionId: string): void {
  const owed = account.owed(sessionId);
  const excess_yen = -books.claim_yen(owed);
  if (excess_yen <= 0) return;
  books.move(`${intentId}:excess`, account.overpaid, owed, excess_yen, sessionId, 'payout excess');
  books
    .statement('INSERT INTO incident (code, detail, at_ms) VALUES (?, ?, ?)')
    .run('cashFault', `a payout gave ${excess_yen} yen too many`, books.now_ms());
}

/** Books the pieces that moved; what is unknown of the rest waits as a dispute, what did not move stays owed. */
function settlePayout(
  books: Books,
  intent: Intent & { readonly at_ms: number },
  outcome: IntentOutcome,
  about: { unitId: string; amount_yen: number },
  slipsOf: (sessionId: string) => SlipBook,
): Slip | null {
  const { sessionId } = intent;
  if (sessionId === null) return null;
  const moved_yen = sumOfPieces(outcome.pieces);
  books.resolve(intent.intentId, 'void');
  outcome.pieces.forEach((pile, index) => {
    if (pile.count === 0) return;
    books.transfer({
      transferId: `${intent.intentId}:${index}`,
      state: 'posted',
      debit: account.owed(sessionId),
      credit: account.unit(about.unitId),
      amount_yen: pile.denomination_yen * pile.count,
      pieces: pile,
      sessionId,
      reason: 'payout',
    });
  });
  bookExcess(books, intent.intentId, sessionId);
  const rest_yen = about.amount_yen - moved_yen;
  if (outcome.result !== 'unknown' || rest_yen <= 0) return null;
  const id = `${intent.intentId}:unknown`;
  books.move(id, account.owed(sessionId), account.disputed, rest_yen, sessionId, 'payout unknown');
  // It was in question before its outcome came: the citizen has the number already.
  if ((restOf(books, sessionId)?.at_ms ?? -Infinity) >= intent.at_ms) return null;
  return ask(books, slipsOf(sessionId), {
    scope: 'part',
    sessionId,
    amount_yen: rest_yen,
    note_yen: 0,
    unitId: about.unitId,
  });
}
