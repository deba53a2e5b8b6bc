/** (e) While money can come in, the change and then the refund of the fee lie ready, also for what is in flight. */
import type { PieceCounter } from './piece-counter.ts';
import type { RawBooks } from './raw-books.ts';
import type { Struck } from './step-checks.ts';
import type { World } from './world.ts';

/** Most pieces of a kind in one payout (通貨法 第7条). */
const PIECES_MAX = 20;
/** Where coins lie that can be paid again, or will lie when they have fallen. */
const FALLING = 'acceptor-path';

type Stock = ReadonlyMap<number, number>;

/** What is left after an amount was paid largest first; null when it cannot be paid. Each kind divides the next larger one. */
function paidFrom(stock: Stock, amount_yen: number): Stock | null {
  const left = new Map(stock);
  let rest_yen = amount_yen;
  for (const kind of [...stock.keys()].toSorted((a, b) => b - a)) {
    const pieces = Math.min(Math.floor(rest_yen / kind), left.get(kind) ?? 0, PIECES_MAX);
    left.set(kind, (left.get(kind) ?? 0) - pieces);
    rest_yen -= pieces * kind;
  }
  return rest_yen === 0 ? left : null;
}

const paysEach = (stock: Stock, amounts_yen: readonly number[]): boolean =>
  amounts_yen.every((amount_yen) => paidFrom(stock, amount_yen) !== null);

/** True when there is a way to pay the change that leaves each refund: of every kind most pieces are tried first, then fewer. */
function paysAll(stock: Stock, change_yen: number, refunds_yen: readonly number[]): boolean {
  const kinds = [...stock.keys()].toSorted((a, b) => b - a);
  const from = (at: number, rest_yen: number, left: Stock): boolean => {
    const kind = kinds[at];
    if (kind === undefined) return rest_yen === 0 && paysEach(left, refunds_yen);
    const held = left.get(kind) ?? 0;
    for (let count = Math.min(Math.floor(rest_yen / kind), held, PIECES_MAX); count >= 0; count -= 1)
      if (from(at + 1, rest_yen - count * kind, new Map(left).set(kind, held - count))) return true;
    return false;
  };
  return from(0, change_yen, stock);
}

/** The session that pays, while the screen asks for money. */
function payingSession(world: World, books: RawBooks): string | null {
  if (!world.alive() || world.view().screen !== 'pay') return null;
  const [only, second] = books.openSessions();
  return second === undefined ? (only ?? null) : null;
}

/** 「プリントスタート」 is offered only for a fee that is booked in full: a note in escrow may still go back. */
export function expectEnough(world: World, books: RawBooks): void {
  const sessionId = payingSession(world, books);
  if (sessionId === null) return;
  const start = world.view().actions.find(({ intent }) => intent.type === 'citizen.printStart');
  const [credit_yen, due_yen] = [books.claim_yen(`credit:${sessionId}`), books.due_yen(sessionId)];
  if (start?.enabled === true && credit_yen < due_yen)
    throw new Error(`(e) printing is offered for ${credit_yen} yen of ${due_yen}`);
}

export function expectPromise(world: World, books: RawBooks, pieces: PieceCounter, struck: ReadonlySet<Struck>): void {
  const sessionId = payingSession(world, books);
  if (sessionId === null) return;
  const booked_yen = books.claim_yen(`credit:${sessionId}`) + books.escrow_yen(sessionId);
  // What a device has not reported because it was cut off is no piece in flight.
  const flying_yen = (['coins', 'notes', 'unit'] as const)
    .filter((device) => !struck.has(device))
    .reduce((sum_yen, device) => sum_yen + pieces.unreported_yen(books, device), 0);
  // A note past the lever waits in escrow by the books too.
  const held_yen = booked_yen + (books.escrow_yen(sessionId) > 0 ? 0 : flying_yen);
  if (held_yen === 0) return;
  const fees_yen = books.fees_yen(sessionId);
  const due_yen = books.due_yen(sessionId);
  const { unit, places, hoppers } = world.hardware;
  const payers = unit ? ['unit-recycler'] : [...hoppers.map(({ place }) => place), FALLING];
  const stock = new Map<number, number>();
  for (const { denomination_yen, count } of payers.flatMap((place) => places.at(place)))
    stock.set(denomination_yen, (stock.get(denomination_yen) ?? 0) + count);
  // Of what an acceptor let fall elsewhere when it lost its power no kiosk can know.
  if (struck.has('coins'))
    for (const [kind, count] of pieces.astray(books)) stock.set(kind, (stock.get(kind) ?? 0) + count);
  const told = `${booked_yen} and ${held_yen - booked_yen} in flight of ${due_yen} yen, stock ${JSON.stringify([...stock])}`;
  if (paidFrom(stock, held_yen) === null) throw new Error(`(e) what a cancel gives back does not lie ready: ${told}`);
  if (held_yen < due_yen) return;
  const left = paidFrom(stock, held_yen - due_yen);
  if (left === null) throw new Error(`(e) change does not lie ready: ${told}`);
  // All of the fee, or what is left of it once one set after the other is out.
  const refunds_yen = fees_yen.map((_, at) => fees_yen.slice(at).reduce((sum_yen, fee_yen) => sum_yen + fee_yen, 0));
  if (paysEach(left, refunds_yen)) return;
  // Largest first is what a one-piece unit gives. A plan of the kiosk may keep other coins back for the refund.
  if (unit || !paysAll(stock, held_yen - due_yen, refunds_yen))
    throw new Error(`(e) the refund does not lie ready: ${told}`);
}
