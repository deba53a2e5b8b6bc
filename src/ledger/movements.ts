import type {
  CountDifference,
  CountedPile,
  Doubt,
  ForeignMovement,
  IncidentEntry,
  OpenSlip,
  StaffMovement,
  StaffRole,
} from './contract.ts';
import type { CodeName } from '../base/codes.ts';
import { MadoguchiError } from '../base/errors.ts';
import { markCounted } from './counted.ts';
import { account, type Books } from './statements.ts';
import type { Yen } from '../base/yen.ts';

/** Coins and notes there are (通貨法 第5条), less those of 1 and 5 yen, which no copier takes. */
const DENOMINATIONS_YEN: readonly Yen[] = [10, 50, 100, 500, 1000, 2000, 5000, 10_000];

/** More pieces of a kind than any unit holds: a count beyond it is a slip of the finger. */
const PIECES_MAX = 100_000;

function checkPile({ unitId, denomination_yen, count }: CountedPile): void {
  const possible = DENOMINATIONS_YEN.includes(denomination_yen) && Number.isInteger(count) && count >= 0;
  if (possible && count <= PIECES_MAX && /^[a-z][a-z0-9-]{0,30}$/.test(unitId)) return;
  throw new MadoguchiError('amountInvalid', `${count} pieces of ${denomination_yen} yen in ${unitId} cannot be`, {
    context: { denomination_yen, count },
  });
}

/** Pieces of one denomination in one unit, by the books. */
export function booked(books: Books, unitId: string, denomination_yen: Yen): number {
  const pieces = books
    .statement('SELECT pieces FROM stock WHERE account = ? AND denomination_yen = ?')
    .pluck()
    .get(account.unit(unitId), denomination_yen);
  return typeof pieces === 'number' ? pieces : 0;
}

/** Books pieces between a unit and the account of whoever brought, took or missed them; `count` < 0 leaves the unit. */
function movePieces(
  books: Books,
  transferId: string,
  other: string,
  pile: { readonly unitId: string; readonly denomination_yen: Yen; readonly count: number },
  reason: string,
): void {
  if (pile.count === 0) return;
  const unit = account.unit(pile.unitId);
  const count = Math.abs(pile.count);
  books.transfer({
    transferId,
    state: 'posted',
    debit: pile.count > 0 ? unit : other,
    credit: pile.count > 0 ? other : unit,
    amount_yen: pile.denomination_yen * count,
    pieces: { denomination_yen: pile.denomination_yen, count },
    sessionId: null,
    reason,
  });
}

/** Every pile that was named, and for complete units every denomination of the books that was not. */
function withMissing(books: Books, movement: StaffMovement): readonly CountedPile[] {
  const piles = [...movement.piles];
  for (const unitId of movement.completeUnits ?? []) {
    const kinds = books
      .statement('SELECT denomination_yen FROM stock WHERE account = ? AND pieces <> 0 ORDER BY denomination_yen')
      .pluck()
      .all(account.unit(unitId)) as number[];
    for (const denomination_yen of kinds) {
      if (piles.some((pile) => pile.unitId === unitId && pile.denomination_yen === denomination_yen)) continue;
      piles.push({ unitId, denomination_yen, count: 0 });
    }
  }
  return piles;
}

function writtenCounts(books: Books, movementId: string): readonly CountDifference[] {
  return books
    .statement(
      `SELECT unit_id AS unitId, denomination_yen, booked, counted, counted - booked AS difference
       FROM staff_count WHERE movement_id = ? ORDER BY sequence`,
    )
    .all(movementId) as CountDifference[];
}

/** How one pile is booked: what goes to or from staff, and what is 過不足 then. */
function bookPile(books: Books, movement: StaffMovement, pile: CountedPile, before: number): void {
  const id = `${movement.movementId}:${pile.unitId}:${pile.denomination_yen}`;
  const isComplete = movement.completeUnits?.includes(pile.unitId) ?? false;
  switch (movement.kind) {
    case 'openingStock':
    case 'refill':
      return movePieces(books, id, account.staff, pile, movement.kind);
    case 'collection':
      movePieces(books, id, account.staff, { ...pile, count: -pile.count }, movement.kind);
      // Nothing is left in it: what was missing or too much in the hand is what the books were wrong by.
      if (isComplete)
        movePieces(books, `${id}:difference`, account.overshort, { ...pile, count: pile.count - before }, 'overshort');
      return undefined;
    case 'count':
      return movePieces(books, id, account.overshort, { ...pile, count: pile.count - before }, 'overshort');
  }
}

/** Books what staff put in, took out or counted, once for each id, and returns what was found against the books. */
export function recordStaffMovement(books: Books, movement: StaffMovement): readonly CountDifference[] {
  const { movementId, kind, role } = movement;
  const known = books.statement('SELECT 1 FROM staff_movement WHERE movement_id = ?').get(movementId);
  if (known !== undefined) return writtenCounts(books, movementId);
  movement.piles.forEach(checkPile);
  books
    .statement('INSERT INTO staff_movement (movement_id, kind, role, at_ms) VALUES (?, ?, ?, ?)')
    .run(movementId, kind, role, books.now_ms());
  for (const pile of withMissing(books, movement)) {
    const before = booked(books, pile.unitId, pile.denomination_yen);
    books
      .statement(
        'INSERT INTO staff_count (movement_id, unit_id, denomination_yen, booked, counted) VALUES (?, ?, ?, ?, ?)',
      )
      .run(movementId, pile.unitId, pile.denomination_yen, before, pile.count);
    bookPile(books, movement, pile, before);
  }
  const counts = writtenCounts(books, movementId);
  markCounted(books, movement, counts);
  return counts;
}

/** Writes what a person has to decide about; false when it was written before. */
export function recordUncertain(books: Books, doubt: Omit<Doubt, 'at_ms'>): boolean {
  const { factId, sessionId, deviceId, least_yen, most_yen, reason } = doubt;
  const written = books
    .statement(
      `INSERT OR IGNORE INTO uncertain (fact_id, session_id, device_id, least_yen, most_yen, reason, at_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(factId, sessionId, deviceId, least_yen, most_yen, reason, books.now_ms());
  return written.changes > 0;
}

/** Writes an incident for staff; returns its number. */
export function recordIncident(books: Books, code: CodeName, detail: string): number {
  const written = books
    .statement('INSERT INTO incident (code, detail, at_ms) VALUES (?, ?, ?)')
    .run(code, detail, books.now_ms());
  return Number(written.lastInsertRowid);
}

/** Written as the most of a doubt of which nobody knows the most: a known doubt is never about nothing. */
export const UNBOUNDED_YEN = 0;

/** The doubt about what moved while a device was lent, with its incident. */
function recordForeignDoubt(books: Books, { factId, deviceId, doubt }: ForeignMovement): void {
  if (!doubt) return;
  const { least_yen, reason, detail } = doubt;
  const most_yen = doubt.most_yen ?? UNBOUNDED_YEN;
  const entry = { factId: `${factId}-doubt`, sessionId: null, deviceId, least_yen, most_yen, reason };
  if (recordUncertain(books, entry)) recordIncident(books, reason, detail);
}

/**
 * Books pieces that the copier's own business moved: they are not the kiosk's, and the units hold them all the same. What is
 * remembered of the device says that they are told, so the doubt about the rest belongs to the same transaction.
 */
export function recordForeign(books: Books, movement: ForeignMovement): boolean {
  books.remember(movement.deviceId, movement.memory);
  recordForeignDoubt(books, movement);
  const piles = movement.piles.filter((pile) => pile.count !== 0);
  for (const pile of piles) checkPile({ ...pile, count: Math.abs(pile.count) });
  if (books.exists(`${movement.factId}:0`)) return false;
  piles.forEach((pile, index) =>
    movePieces(books, `${movement.factId}:${index}`, account.foreign, pile, 'foreign business'),
  );
  return piles.length > 0;
}

// ------------------------------------------------------------------------------------------------------- what is open

/** The question about a slip that nobody has answered. */
const QUESTION_OF = `SELECT u.fact_id FROM uncertain u WHERE u.fact_id IN ('rest:' || slip.claim_number, 'part:' || slip.claim_number)
  AND NOT EXISTS (SELECT 1 FROM staff_settlement s WHERE s.about = 'doubt:' || u.fact_id) LIMIT 1`;

/** Slips whose money nobody has fetched, oldest first. */
export function openSlips(books: Books): readonly OpenSlip[] {
  return books
    .statement<[], Omit<OpenSlip, 'seen'> & { readonly seen: number }>(
      `SELECT claim_number AS claimNumber, session_id AS sessionId, amount_yen, reason, at_ms,
         EXISTS (SELECT 1 FROM slip_event e WHERE e.claim_number = slip.claim_number) AS seen,
         COALESCE((SELECT credit_yen - debit_yen FROM balance WHERE account = 'slip:' || slip.claim_number), 0) AS certain_yen,
         (${QUESTION_OF}) AS questionId,
         (SELECT u.reason FROM uncertain u WHERE u.fact_id IN ('rest:' || slip.claim_number, 'part:' || slip.claim_number)) AS question
       FROM open_slip CROSS JOIN slip USING (claim_number) ORDER BY sequence`,
    )
    .all()
    .map((row) => ({ ...row, seen: row.seen === 1 }));
}

/** Writes that a person settled something, once: `about` names what. */
export function settle(books: Books, movementId: string, about: string, role: StaffRole): void {
  books
    .statement('INSERT INTO staff_settlement (movement_id, about, role, at_ms) VALUES (?, ?, ?, ?)')
    .run(movementId, about, role, books.now_ms());
}

/**
 * What lies on the slip's account was paid by hand, or is paid later by whoever runs the kiosk; of a slip in question that may be
 * nothing. What was in question then is not any more.
 */
export function settleSlip(books: Books, claimNumber: string, role: StaffRole, how: 'paid' | 'handedOver'): void {
  const claim = account.slip(claimNumber);
  const open = openSlips(books).find((slip) => slip.claimNumber === claimNumber);
  if (open === undefined) {
    throw new MadoguchiError('ledgerRefused', `slip ${claimNumber} is not open: it is unknown or was settled before`);
  }
  if (open.questionId !== null) settle(books, `doubt:${open.questionId}`, `doubt:${open.questionId}`, role);
  settle(books, `settled:${claim}`, claim, role);
  const reason = how === 'paid' ? 'slip paid by staff' : 'slip handed over';
  books.move(`settled:${claim}`, claim, account.staff, open.certain_yen, null, reason);
}

/** Money of nobody known, given to its owner by hand or found to be the machine's own: never more than lies there. */
export function settleHeld(
  books: Books,
  held: {
    readonly movementId: string;
    readonly from: 'disputed' | 'unclaimed';
    readonly to: 'staff' | 'overshort';
    readonly amount_yen: Yen;
    readonly role: StaffRole;
  },
): void {
  const { movementId, from, to, amount_yen, role } = held;
  if (books.statement('SELECT 1 FROM staff_settlement WHERE movement_id = ?').get(movementId) !== undefined) return;
  const there_yen = books.claim_yen(from);
  if (!Number.isInteger(amount_yen) || amount_yen <= 0 || amount_yen % 10 !== 0) {
    throw new MadoguchiError('amountInvalid', `${amount_yen} yen of ${from} cannot be decided about`);
  }
  if (there_yen < amount_yen) {
    throw new MadoguchiError(
      'ledgerRefused',
      `${amount_yen} yen of ${from} were to be decided, there are ${there_yen}`,
    );
  }
  settle(books, movementId, `held:${movementId}`, role);
  books.move(`held:${movementId}`, from, to, amount_yen, null, `${from} decided`);
}

/** What a person has to look into and has not decided, oldest first. */
export function doubts(books: Books): readonly Doubt[] {
  return books
    .statement<[], Doubt>(
      `SELECT fact_id AS factId, session_id AS sessionId, device_id AS deviceId, least_yen, most_yen, reason, at_ms
       FROM uncertain WHERE NOT EXISTS (SELECT 1 FROM staff_settlement WHERE about = 'doubt:' || fact_id) ORDER BY sequence`,
    )
    .all();
}

/** A person looked into a doubt. */
export function settleDoubt(books: Books, factId: string, role: StaffRole): void {
  const known = books.statement('SELECT 1 FROM uncertain WHERE fact_id = ?').get(factId);
  if (known === undefined) throw new MadoguchiError('ledgerRefused', 'no doubt of this name is in the books');
  settle(books, `doubt:${factId}`, `doubt:${factId}`, role);
}

const SELECT_INCIDENTS = `SELECT i.sequence, i.code, i.detail, i.at_ms, s.sequence IS NOT NULL AS seen
  FROM incident i LEFT JOIN incident_seen s ON s.incident = i.sequence`;

function toIncident(row: unknown): IncidentEntry {
  const incident = row as IncidentEntry & { readonly seen: number | boolean };
  return { ...incident, seen: Boolean(incident.seen) };
}

/** Incidents, newest first. */
export function incidents(books: Books, most: number): readonly IncidentEntry[] {
  return books.statement(`${SELECT_INCIDENTS} ORDER BY i.sequence DESC LIMIT ?`).all(most).map(toIncident);
}

/** Incidents that nobody ticked off, oldest first. */
export function unseenIncidents(books: Books): readonly IncidentEntry[] {
  return books.statement(`${SELECT_INCIDENTS} WHERE s.sequence IS NULL ORDER BY i.sequence`).all().map(toIncident);
}

/** Ticking off twice changes nothing. */
export function incidentSeen(books: Books, sequence: number, role: StaffRole): void {
  books
    .statement('INSERT OR IGNORE INTO incident_seen (incident, role, at_ms) VALUES (?, ?, ?)')
    .run(sequence, role, books.now_ms());
}
