/**
 * Guided work of staff on cash (回収, 補充, 初期在高, 締め). That a unit was opened is written before anybody reaches into it; what was
 * counted is booked together with the end of the work, in one transaction. So a power cut leaves the work either open or done.
 */
import type {
  ClosingStatement,
  CountDifference,
  ExchangeDone,
  StaffExchange,
  StaffWorkRequest,
  StockPlace,
} from './contract.ts';
import { MadoguchiError } from '../base/errors.ts';
import { close } from './closing.ts';
import { booked, recordIncident, recordStaffMovement } from './movements.ts';
import { TEST_PAYOUT } from './period.ts';
import { account, type Books } from './statements.ts';

/** Work that was begun and neither booked nor given up, oldest first. */
export function openExchanges(books: Books): readonly StaffExchange[] {
  return books
    .statement<[], StaffExchange>(
      `SELECT exchange_id AS exchangeId, task, unit_id AS unitId, role, at_ms FROM staff_exchange x
       WHERE NOT EXISTS (SELECT 1 FROM staff_exchange_end e WHERE e.exchange_id = x.exchange_id) ORDER BY sequence`,
    )
    .all();
}

function openOn(books: Books, task: StaffExchange['task'], unitId: string | null): StaffExchange | undefined {
  return openExchanges(books).find((open) => open.task === task && open.unitId === unitId);
}

/** An opening stock is booked once, into empty books of cash. */
export function mayOpenStock(books: Books): boolean {
  const stocked = books.statement("SELECT 1 FROM stock WHERE pieces <> 0 AND account GLOB 'unit:*' LIMIT 1").get();
  const moved = books.statement('SELECT 1 FROM staff_movement LIMIT 1').get();
  return stocked === undefined && moved === undefined;
}

/**
 * Those of these places of which nobody ever said what lies in them: no opening stock, no count, no emptying, no stock booked at
 * commissioning. Taking a part out says nothing of the rest. Coins that fell into one since, or a refill, say nothing of what was there before. Zero counted pieces are a count.
 */
export function neverCounted(books: Books, places: readonly StockPlace[]): readonly StockPlace[] {
  const counted = books.statement(
    `SELECT 1 FROM staff_count c JOIN staff_movement m USING (movement_id)
     WHERE c.unit_id = ? AND c.denomination_yen = ? AND m.kind <> 'refill' AND m.movement_id NOT GLOB 'part:*' LIMIT 1`,
  );
  const commissioned = books.statement(
    "SELECT 1 FROM transfer WHERE debit = ? AND denomination_yen = ? AND reason = 'stock' LIMIT 1",
  );
  return places.filter(
    ({ unitId, denomination_yen }) =>
      counted.get(unitId, denomination_yen) === undefined &&
      commissioned.get(account.unit(unitId), denomination_yen) === undefined,
  );
}

/** Writes that a unit is opened; the same work that is open already goes on. */
export function beginExchange(books: Books, exchange: Omit<StaffExchange, 'at_ms'>): void {
  if (openOn(books, exchange.task, exchange.unitId) !== undefined) return;
  if (exchange.task === 'openingStock' && !mayOpenStock(books)) {
    throw new MadoguchiError('staffStockExists', 'the books hold stock or movements of staff already');
  }
  books
    .statement('INSERT INTO staff_exchange (exchange_id, task, unit_id, role, at_ms) VALUES (?, ?, ?, ?, ?)')
    .run(exchange.exchangeId, exchange.task, exchange.unitId, exchange.role, books.now_ms());
}

function endExchange(books: Books, exchangeId: string, outcome: 'booked' | 'dropped'): void {
  books
    .statement('INSERT INTO staff_exchange_end (exchange_id, outcome, at_ms) VALUES (?, ?, ?)')
    .run(exchangeId, outcome, books.now_ms());
}

/** Nothing was moved. Dropping what is not open changes nothing. */
export function dropExchange(books: Books, task: StaffExchange['task'], unitId: string | null): void {
  const open = openOn(books, task, unitId);
  if (open !== undefined) endExchange(books, open.exchangeId, 'dropped');
}

/** What the counted piles mean for the books. Differences are counted less booked, one a pile. */
function bookPiles(
  books: Books,
  { exchangeId, role }: StaffExchange,
  { task, unitId, piles, counters, part = false }: StaffWorkRequest,
): { readonly differences: readonly CountDifference[]; readonly closing: ClosingStatement | null } {
  if (task === 'closing') {
    // Two units may hold the same kind: every unit that was counted holds nothing else.
    const completeUnits = [...new Set(piles.map((pile) => pile.unitId))];
    const closing = close(books, { closingId: exchangeId, role, counted: piles, completeUnits, counters });
    return { differences: closing.counted, closing };
  }
  if (task === 'openingStock' && !mayOpenStock(books)) {
    throw new MadoguchiError('staffStockExists', 'the books hold stock or movements of staff already');
  }
  const kind = task === 'collect' ? ('collection' as const) : task;
  if (part && piles.some((pile) => pile.count > booked(books, pile.unitId, pile.denomination_yen))) {
    throw new MadoguchiError('staffCountInvalid', 'more was taken out than the books have there: count all of it');
  }
  const differences = recordStaffMovement(books, {
    movementId: part ? `part:${exchangeId}` : exchangeId,
    kind,
    role,
    piles,
    ...(task === 'collect' && unitId !== null && !part ? { completeUnits: [unitId] } : {}),
  });
  return { differences, closing: null };
}

/**
 * 「確定」: books what was counted, ends the work and gives the sheet its number, all in the caller's one transaction.
 * @throws `staffNotNow` when the work is not open, `staffCountInvalid` for an empty count
 */
export function bookExchange(books: Books, request: StaffWorkRequest): ExchangeDone {
  const open = openOn(books, request.task, request.unitId);
  if (open === undefined) throw new MadoguchiError('staffNotNow', 'this work is not open in the books');
  if (request.piles.length === 0) throw new MadoguchiError('staffCountInvalid', 'nothing was counted');
  const { differences, closing } = bookPiles(books, open, request);
  // Of a part that was taken out nothing can be compared.
  const counts = (request.task === 'collect' && request.part !== true) || request.task === 'closing';
  const difference_yen = counts
    ? differences.reduce((sum, { difference, denomination_yen }) => sum + difference * denomination_yen, 0)
    : 0;
  if (counts && differences.some(({ difference }) => difference !== 0)) {
    recordIncident(books, 'staffOverShort', `${request.task}: counted less booked is ${difference_yen} yen`);
  }
  endExchange(books, open.exchangeId, 'booked');
  return { number: closing?.number ?? books.nextNumber(), differences, difference_yen, closing };
}

/** What fell by a test order goes back into its unit, once. @throws `staffSlipGone` when nothing fell by it */
export function putBack(books: Books, movementId: string): StockPlace & { count: number; fresh: boolean } {
  const fell = books
    .statement<[string, string], { unit: string; denomination_yen: number; count: number }>(
      `SELECT substr(credit, 6) AS unit, denomination_yen, SUM(pieces) AS count FROM transfer
       WHERE transfer_id GLOB ? || ':*' AND reason = ? GROUP BY credit, denomination_yen`,
    )
    .all(movementId, TEST_PAYOUT);
  const [first] = fell;
  if (first === undefined)
    throw new MadoguchiError('staffSlipGone', `no piece fell by a test of the number ${movementId}`);
  const id = `back:${movementId}`;
  const fresh = books.statement('SELECT 1 FROM staff_movement WHERE movement_id = ?').get(id) === undefined;
  const piles = fell.map(({ unit, denomination_yen, count }) => ({ unitId: unit, denomination_yen, count }));
  recordStaffMovement(books, { movementId: id, kind: 'refill', role: 'maintenance', piles });
  return { unitId: first.unit, denomination_yen: first.denomination_yen, count: first.count, fresh };
}
