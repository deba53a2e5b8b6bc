import type {
  ClosingRequest,
  ClosingStatement,
  CountDifference,
  CounterCheck,
  DeviceCounter,
  StaffRole,
} from './contract.ts';
import { stockOf } from './cash.ts';
import { CHAIN_START, chainedRows, extendChain, link } from './chain.ts';
import { recordStaffMovement } from './movements.ts';
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

/** Entries that came to count after these rows: posted at once, or posted by a resolution. */
const PERIOD = `(
  SELECT debit, credit, amount_yen, pieces, reason FROM transfer WHERE sequence > @transfers AND state = 'posted'
  UNION ALL
  SELECT debit, credit, amount_yen, pieces, t.reason FROM resolution r JOIN transfer t USING (transfer_id)
  WHERE r.sequence > @resolutions AND r.kind = 'post')`;

interface Period {
  readonly transfers: number;
  readonly resolutions: number;
}

/** Other sides of a unit's entries that no citizen is behind. */
const NOT_CITIZENS = "('staff', 'foreign', 'overshort')";

interface PeriodSums {
  readonly cashIn_yen: Yen;
  readonly paidOut_yen: Yen;
  readonly change_yen: Yen;
  readonly refund_yen: Yen;
  readonly overshort_yen: Yen;
}

function sumsOf(books: Books, period: Period): PeriodSums {
  const sum = (condition: string): string => `COALESCE(SUM(CASE WHEN ${condition} THEN amount_yen ELSE 0 END), 0)`;
  const row = books
    .statement<[Period], PeriodSums>(
      `SELECT ${sum(`debit GLOB 'unit:*' AND credit NOT IN ${NOT_CITIZENS}`)} AS cashIn_yen,
         ${sum(`credit GLOB 'unit:*' AND debit NOT IN ${NOT_CITIZENS}`)} AS paidOut_yen,
         ${sum("reason = 'change'")} AS change_yen, ${sum("reason IN ('refund', 'fee returned')")} AS refund_yen,
         ${sum("credit = 'overshort'")} - ${sum("debit = 'overshort'")} AS overshort_yen FROM ${PERIOD}`,
    )
    .get(period);
  return row ?? { cashIn_yen: 0, paidOut_yen: 0, change_yen: 0, refund_yen: 0, overshort_yen: 0 };
}

function earnedOf(books: Books, period: Period): Readonly<Record<string, Yen>> {
  const rows = books
    .statement<[Period], { credit: string; yen: number }>(
      `SELECT credit, SUM(amount_yen) AS yen FROM ${PERIOD} WHERE credit GLOB 'fees:*' GROUP BY credit ORDER BY credit`,
    )
    .all(period);
  return Object.fromEntries(rows.map((row) => [row.credit.slice('fees:'.length), row.yen]));
}

/** Pieces the device itself moved, by the books: what staff put in or took out passes no counter. */
function movedByDevice(books: Books, period: Period, counter: DeviceCounter): number {
  const [side, other] = counter.name === 'piecesIn' ? ['debit', 'credit'] : ['credit', 'debit'];
  const moved = books
    .statement<[Period & { readonly unit: string }]>(
      `SELECT COALESCE(SUM(pieces), 0) FROM ${PERIOD} WHERE ${side} = @unit AND ${other} NOT IN ('staff', 'overshort')`,
    )
    .pluck();
  const units = counter.unitIds ?? [counter.unitId];
  return units.reduce((sum, unitId) => sum + Number(moved.get({ ...period, unit: account.unit(unitId) })), 0);
}

function checkCounters(
  books: Books,
  period: Period,
  counters: readonly DeviceCounter[],
  last: ClosingStatement | null,
): readonly CounterCheck[] {
  return counters.map((counter) => {
    const before = last?.counters.find(({ unitId, name }) => unitId === counter.unitId && name === counter.name);
    const counted =
      before === undefined ? null : (counter.value - before.value + counter.modulus) % Math.max(1, counter.modulus);
    const { unitId, name, value, modulus } = counter;
    return { unitId, name, value, modulus, counted, booked: movedByDevice(books, period, counter) };
  });
}

// ------------------------------------------------------------------------------------------------------ the balances

/** Sum of the claims whose account begins with `kind:`. */
function claimsOf(books: Books, kind: string): Yen {
  return Number(
    books
      .statement(
        "SELECT COALESCE(SUM(credit_yen - debit_yen), 0) FROM balance WHERE account > ? || ':' AND account < ? || ';'",
      )
      .pluck()
      .get(kind, kind),
  );
}

function feesOf(books: Books): Readonly<Record<string, Yen>> {
  const rows = books
    .statement<[], { account: string; yen: number }>(
      "SELECT account, credit_yen - debit_yen AS yen FROM balance WHERE account > 'fees:' AND account < 'fees;' ORDER BY account",
    )
    .all();
  return Object.fromEntries(rows.map((row) => [row.account.slice('fees:'.length), row.yen]));
}

function balancesOf(books: Books): ClosingStatement['balances_yen'] {
  const escrow = books.statement("SELECT COALESCE(SUM(amount_yen), 0) FROM open_pending WHERE reason = 'escrow'");
  return {
    fees: feesOf(books),
    credit: claimsOf(books, 'credit'),
    owed: claimsOf(books, 'owed'),
    heldFees: claimsOf(books, 'fee'),
    slips: claimsOf(books, 'slip'),
    disputed: books.claim_yen(account.disputed),
    unclaimed: books.claim_yen(account.unclaimed),
    overpaid: books.claim_yen(account.overpaid),
    overshort: books.claim_yen(account.overshort),
    staff: books.claim_yen(account.staff),
    foreign: books.claim_yen(account.foreign),
    escrow: Number(escrow.pluck().get()),
    units: 0 - claimsOf(books, 'unit'),
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
  request: ClosingRequest,
  last: ClosingStatement | null,
  chained: ReadonlyMap<string, number>,
): ClosingBody {
  const { closingId, counters }: { closingId: string; counters: readonly DeviceCounter[] } = request;
  const role: StaffRole = request.role;
  const counted = bookCount(books, request);
  const period = { transfers: chained.get('transfer') ?? 0, resolutions: chained.get('resolution') ?? 0 };
  return {
    number: (last?.number ?? 0) + 1,
    closingId,
    role,
    from_ms: last?.at_ms ?? 0,
    at_ms: books.now_ms(),
    stock: stockOf(books),
    counted,
    counters: checkCounters(books, period, counters, last),
    ...sumsOf(books, period),
    fees_yen: earnedOf(books, period),
    balances_yen: balancesOf(books),
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

/** 締め. Runs inside the caller's transaction; the same `closingId` returns the closing that is there. */
export function close(books: Books, request: ClosingRequest): ClosingStatement {
  const known = books
    .statement<[string], ClosingRow>('SELECT number, statement, head_hash FROM closing WHERE closing_id = ?')
    .get(request.closingId);
  if (known) return toStatement(known);
  const [last = null] = closings(books, 1);
  const chained = last === null ? new Map<string, number>() : chainedRows(books.database, last.number);
  const body = bodyOf(books, request, last, chained);
  const chain = extendChain(books.database, body.previousHash, chained);
  const headHash = link(chain.hash, body);
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
  for (const part of chain.parts) {
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
