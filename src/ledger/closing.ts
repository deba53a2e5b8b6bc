import type { ClosingRequest, ClosingStatement, CountDifference, CounterCheck, DeviceCounter } from './contract.ts';
import { stockOf } from './cash.ts';
import { MadoguchiError } from '../base/errors.ts';
import { CHAIN_START, chainedRows, link } from './chain.ts';
import { LEDGER_LIMITS } from './limits.ts';
import { recordStaffMovement } from './movements.ts';
import type { PeriodSums } from './period.ts';
import { account, type Books } from './statements.ts';
import type { Yen } from '../base/yen.ts';

/** Everything of a closing but its own head hash: what the hash is taken over at last. */
type ClosingBody = Omit<ClosingStatement, 'headHash'>;

interface ClosingRow {
  readonly number: number;
  readonly statement: string;
  readonly head_hash: string;
}

function toStatement(row: ClosingRow): ClosingStatement {
  // Written by `close` alone.
  const body = JSON.parse(row.statement) as ClosingBody;
  return { ...body, headHash: row.head_hash };
}

/** Closings, newest first. */
export function closings(books: Books, most: number): readonly ClosingStatement[] {
  return books
    .statement<[number], ClosingRow>('SELECT number, statement, head_hash FROM closing ORDER BY number DESC LIMIT ?')
    .all(most)
    .map(toStatement);
}

// ------------------------------------------------------------------------------------------------------ the period

function byMunicipality(fees_yen: ReadonlyMap<string, Yen>): Readonly<Record<string, Yen>> {
  const names = [...fees_yen.keys()].toSorted();
  return Object.fromEntries(names.map((name) => [name.slice('fees:'.length), fees_yen.get(name) ?? 0]));
}

/** Pieces the device itself moved, by the books. */
function movedByDevice(sums: PeriodSums, counter: DeviceCounter): number {
  const units = counter.unitIds ?? [counter.unitId];
  return units.reduce((moved, unitId) => moved + (sums[counter.name].get(account.unit(unitId)) ?? 0), 0);
}

function checkCounters(
  sums: PeriodSums,
  counters: readonly DeviceCounter[],
  last: ClosingStatement | null,
): readonly CounterCheck[] {
  return counters.map((counter) => {
    const before = last?.counters.find(({ unitId, name }) => unitId === counter.unitId && name === counter.name);
    const counted =
      before === undefined ? null : (counter.value - before.value + counter.modulus) % Math.max(1, counter.modulus);
    const { unitId, name, value, modulus } = counter;
    return { unitId, name, value, modulus, counted, booked: movedByDevice(sums, counter) };
  });
}

/** What the devices counted since the last closing against the books, as a closing would state it now. Writes nothing. */
export function counterChecks(books: Books, counters: readonly DeviceCounter[]): readonly CounterCheck[] {
  const period = books.chain.finish(LEDGER_LIMITS.closing_rows_max);
  if (period === null) {
    throw new MadoguchiError('staffNotNow', 'the rows since the last closing are still being gone over');
  }
  return checkCounters(period.sums, counters, closings(books, 1)[0] ?? null);
}

// ------------------------------------------------------------------------------------------------------ the balances

function feesOf(books: Books): Readonly<Record<string, Yen>> {
  const rows = books
    .statement<[], { account: string; yen: number }>(
      "SELECT account, credit_yen - debit_yen AS yen FROM balance WHERE account > 'fees:' AND account < 'fees;' ORDER BY account",
    )
    .all();
  return Object.fromEntries(rows.map((row) => [row.account.slice('fees:'.length), row.yen]));
}

/** Accounts there are many of are summed from closing to closing, so that none of them is read again. */
function balancesOf(books: Books, sums: PeriodSums, last: ClosingStatement | null): ClosingStatement['balances_yen'] {
  const escrow = books.statement("SELECT COALESCE(SUM(amount_yen), 0) FROM open_pending WHERE reason = 'escrow'");
  const before = last?.balances_yen;
  return {
    fees: feesOf(books),
    credit: (before?.credit ?? 0) + sums.moved_yen.credit,
    owed: (before?.owed ?? 0) + sums.moved_yen.owed,
    heldFees: (before?.heldFees ?? 0) + sums.moved_yen.fee,
    slips: (before?.slips ?? 0) + sums.moved_yen.slip,
    disputed: books.claim_yen(account.disputed),
    unclaimed: books.claim_yen(account.unclaimed),
    overpaid: books.claim_yen(account.overpaid),
    overshort: books.claim_yen(account.overshort),
    staff: books.claim_yen(account.staff),
    foreign: books.claim_yen(account.foreign),
    escrow: Number(escrow.pluck().get()),
    units: (before?.units ?? 0) - sums.moved_yen.unit,
  };
}

function countOf(books: Books, sql: string): number {
  return Number(books.statement(sql).pluck().get());
}

// ------------------------------------------------------------------------------------------------------ the closing

/** Books the count of a closing as a movement of its own. */
function bookCount(books: Books, request: ClosingRequest): readonly CountDifference[] {
  if (request.counted.length === 0 && !request.completeUnits?.length) return [];
  return recordStaffMovement(books, {
    movementId: `count:${request.closingId}`,
    kind: 'count',
    role: request.role,
    piles: request.counted,
    ...(request.completeUnits ? { completeUnits: request.completeUnits } : {}),
  });
}

function bodyOf(
  books: Books,
  { closingId, role, counters }: ClosingRequest,
  last: ClosingStatement | null,
  counted: readonly CountDifference[],
  sums: PeriodSums,
): ClosingBody {
  const { cashIn_yen, paidOut_yen, change_yen, refund_yen, overshort_yen } = sums;
  return {
    number: (last?.number ?? 0) + 1,
    closingId,
    role,
    from_ms: last?.at_ms ?? 0,
    at_ms: books.now_ms(),
    stock: stockOf(books),
    counted,
    counters: checkCounters(sums, counters, last),
    ...{ cashIn_yen, paidOut_yen, change_yen, refund_yen, overshort_yen },
    fees_yen: byMunicipality(sums.earned_yen),
    balances_yen: balancesOf(books, sums, last),
    sessions:
      countOf(books, 'SELECT COALESCE(MAX(sequence), 0) FROM session_end') -
      (last === null ? 0 : endedUpTo(books, last.number)),
    openSessions: countOf(books, 'SELECT COUNT(*) FROM open_session'),
    openIntents: countOf(books, 'SELECT COUNT(*) FROM open_intent'),
    doubts: countOf(
      books,
      "SELECT COUNT(*) FROM uncertain WHERE NOT EXISTS (SELECT 1 FROM staff_settlement WHERE about = 'doubt:' || fact_id)",
    ),
    previousHash: last?.headHash ?? CHAIN_START,
  };
}

/** Sessions that had ended before a closing: rows are numbered without a gap, because none is ever deleted. */
function endedUpTo(books: Books, number: number): number {
  return chainedRows(books.database, number).get('session_end') ?? 0;
}

/**
 * 締め. Runs inside the caller's transaction; the same `closingId` returns the closing that is there.
 * @throws `staffNotNow` while the chain has more rows to go over than a poll may wait for
 */
export function close(books: Books, request: ClosingRequest): ClosingStatement {
  const known = books
    .statement<[string], ClosingRow>('SELECT number, statement, head_hash FROM closing WHERE closing_id = ?')
    .get(request.closingId);
  if (known) return toStatement(known);
  const [last = null] = closings(books, 1);
  const counted = bookCount(books, request);
  const period = books.chain.finish(LEDGER_LIMITS.closing_rows_max);
  if (period === null) {
    throw new MadoguchiError('staffNotNow', 'the rows since the last closing are still being gone over');
  }
  const body = bodyOf(books, request, last, counted, period.sums);
  const headHash = link(period.hash, body);
  books
    .statement(
      `INSERT INTO closing (number, closing_id, role, from_ms, at_ms, statement, previous_hash, head_hash)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      body.number,
      body.closingId,
      body.role,
      body.from_ms,
      body.at_ms,
      JSON.stringify(body),
      body.previousHash,
      headHash,
    );
  for (const part of period.parts) {
    books
      .statement('INSERT INTO closing_trace (number, table_name, after_row, upto_row, trace) VALUES (?, ?, ?, ?, ?)')
      .run(body.number, part.table, part.afterRow, part.uptoRow, part.trace);
  }
  const statement = { ...body, headHash };
  books
    .statement("INSERT INTO outbox (transaction_id, point, detail, at_ms) VALUES (?, 'closing', ?, ?)")
    .run(`closing:${body.number}`, JSON.stringify(statement), body.at_ms);
  return statement;
}
