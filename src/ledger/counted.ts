import type { CountDifference, Doubt, StaffMovement } from './contract.ts';
import type { Yen } from '../base/yen.ts';
import { account, type Books } from './statements.ts';

/**
 * Which count answers which question (確認が必要なお金). A count answers the questions that were open before it, and no later one. It is
 * written down in the order of the books: what a stop left open has no time yet (epoch 0), and a clock cannot say what came first.
 *
 *     about = counted:<question>     movement_id = counted:<question>:<movement>
 *
 * A question about a unit is answered by a count of that unit. A device that is no unit itself (a coin acceptor, or a payout of
 * several hoppers) moves coins into and out of several: a count of the note box says nothing about those.
 */

/** From this denomination on it is a note (日本銀行券). */
const NOTE_YEN_MIN = 1000;

/** The cash in question lies in this unit; null: in any of the units with coins. */
function placeOf(books: Books, deviceId: string): string | null {
  const isUnit = books.statement(
    'SELECT 1 WHERE EXISTS (SELECT 1 FROM stock WHERE account = ?) OR EXISTS (SELECT 1 FROM staff_count WHERE unit_id = ?)',
  );
  return isUnit.get(account.unit(deviceId), deviceId) === undefined ? null : deviceId;
}

/** Where to count: a claim for all that was open of a session names its note, and coins of a payout may be in question beside it. */
function placesOf(
  books: Books,
  { factId, deviceId, sessionId }: Pick<Doubt, 'factId' | 'deviceId' | 'sessionId'>,
): readonly (string | null)[] {
  const place = placeOf(books, deviceId);
  if (place === null || !factId.startsWith('rest:')) return [place];
  const payout = books.statement(
    "SELECT 1 FROM transfer WHERE session_id = ? AND credit = 'disputed' AND reason = 'payout unknown' LIMIT 1",
  );
  return payout.get(sessionId) === undefined ? [place] : [place, null];
}

function isThere(
  place: string | null,
  row: { readonly unitId: string; readonly denomination_yen: Yen; readonly kinds: ReadonlySet<string> },
): boolean {
  return place === null ? row.kinds.has(row.unitId) : row.unitId === place;
}

/** Units among these counts in which coins lie. */
function coinUnits(counts: readonly CountDifference[]): ReadonlySet<string> {
  return new Set(counts.filter((row) => row.denomination_yen < NOTE_YEN_MIN).map(({ unitId }) => unitId));
}

/** Writes down which open questions this movement counted for: once for each. */
export function markCounted(books: Books, movement: StaffMovement, counts: readonly CountDifference[]): void {
  const { movementId, kind, role } = movement;
  const isWhole = kind === 'count' || (kind === 'collection' && !movementId.startsWith('part:'));
  if (!isWhole) return;
  const open = books
    .statement<[], Pick<Doubt, 'factId' | 'deviceId' | 'sessionId'>>(
      `SELECT fact_id AS factId, device_id AS deviceId, session_id AS sessionId FROM uncertain WHERE NOT EXISTS (SELECT 1 FROM staff_settlement
       WHERE about IN ('counted:' || fact_id, 'doubt:' || fact_id)) ORDER BY sequence`,
    )
    .all();
  const kinds = coinUnits(counts);
  for (const question of open) {
    const { factId } = question;
    const wanted = placesOf(books, question);
    if (!wanted.every((place) => counts.some((row) => isThere(place, { ...row, kinds })))) continue;
    books
      .statement('INSERT INTO staff_settlement (movement_id, about, role, at_ms) VALUES (?, ?, ?, ?)')
      .run(`counted:${factId}:${movementId}`, `counted:${factId}`, role, books.now_ms());
  }
}

function markOf(books: Books, factId: string): string | null {
  const mark = books.statement('SELECT movement_id FROM staff_settlement WHERE about = ?').pluck();
  const written = mark.get(`counted:${factId}`);
  return typeof written === 'string' ? written.slice(`counted:${factId}:`.length) : null;
}

/** Somebody counted after the question arose: only then can be told what was found. */
export function countedSince(books: Books, { factId }: Pick<Doubt, 'factId'>): boolean {
  return markOf(books, factId) !== null;
}

/**
 * What the counts since then found too much where this device's cash lies, less what other questions of the device were answered
 * with meanwhile. Each unit by itself: what is missing in a hopper is no part of a note too many. 0 before the first count.
 */
export function surplusSince_yen(books: Books, { factId, deviceId }: Pick<Doubt, 'factId' | 'deviceId'>): Yen {
  const movementId = markOf(books, factId);
  if (movementId === null) return 0;
  const counts = books
    .statement<[string], CountDifference>(
      `SELECT unit_id AS unitId, denomination_yen, booked, counted, counted - booked AS difference
       FROM staff_count JOIN staff_movement USING (movement_id)
       WHERE kind IN ('count', 'collection') AND movement_id NOT GLOB 'part:*'
       AND staff_movement.sequence >= (SELECT sequence FROM staff_movement WHERE movement_id = ?)`,
    )
    .all(movementId);
  const place = placeOf(books, deviceId);
  const kinds = coinUnits(counts);
  const byUnit = new Map<string, Yen>();
  for (const row of counts.filter((one) => isThere(place, { ...one, kinds })))
    byUnit.set(row.unitId, (byUnit.get(row.unitId) ?? 0) + row.difference * row.denomination_yen);
  const found_yen = [...byUnit.values()].reduce((sum, yen) => sum + Math.max(0, yen), 0);
  return Math.max(0, found_yen - answered_yen(books, movementId, deviceId));
}

/** What answers to questions of this device took out of 過不足 since this count. */
function answered_yen(books: Books, movementId: string, deviceId: string): Yen {
  const taken = books
    .statement(
      `SELECT COALESCE(SUM(t.amount_yen), 0) FROM transfer t
       JOIN uncertain u ON t.transfer_id IN ('answer:' || u.fact_id, 'answer:' || u.fact_id || ':note')
       JOIN staff_settlement answered ON answered.about = 'doubt:' || u.fact_id
       WHERE t.debit = ? AND u.device_id = ?
       AND answered.sequence > (SELECT MIN(sequence) FROM staff_settlement WHERE movement_id GLOB 'counted:*:' || ?)`,
    )
    .pluck()
    .get(account.overshort, deviceId, movementId);
  return Number(taken);
}
