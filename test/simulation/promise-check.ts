/** (e) While money can come in, the change and then the refund of the fee lie ready, also for what is in flight. */
import type { PieceCounter } from './piece-counter.ts';
import type { RawBooks } from './raw-books.ts';
import type { Struck } from './step-checks.ts';
import type { World } from './world.ts';

/** Most pieces of a kind in one payout (通貨法 第7条). */
const PIECES_MAX = 20;
/** Where coins lie that can be paid again, or will lie when they have fallen. */
const FALLING = 'acceptor-path';

/** Pays an amount out of the stock, largest first; false when it cannot. Each kind divides the next larger one. */
function paysFrom(stock: Map<number, number>, amount_yen: number): boolean {
  let rest_yen = amount_yen;
  for (const kind of [...stock.keys()].toSorted((a, b) => b - a)) {
    const pieces = Math.min(Math.floor(rest_yen / kind), stock.get(kind) ?? 0, PIECES_MAX);
    stock.set(kind, (stock.get(kind) ?? 0) - pieces);
    rest_yen -= pieces * kind;
  }
  return rest_yen === 0;
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
  const due_yen = books.due_yen(sessionId);
  const { unit, places, hoppers } = world.hardware;
  const payers = unit ? ['unit-recycler'] : [...hoppers.map(({ place }) => place), FALLING];
  const stock = new Map<number, number>();
  for (const { denomination_yen, count } of payers.flatMap((place) => places.at(place)))
    stock.set(denomination_yen, (stock.get(denomination_yen) ?? 0) + count);
  const told = `${booked_yen} and ${held_yen - booked_yen} in flight of ${due_yen} yen, stock ${JSON.stringify([...stock])}`;
  if (!paysFrom(stock, Math.max(0, held_yen - due_yen))) throw new Error(`(e) change does not lie ready: ${told}`);
  if (!paysFrom(stock, Math.min(held_yen, due_yen))) throw new Error(`(e) the refund does not lie ready: ${told}`);
}
