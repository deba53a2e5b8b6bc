import type { ForeignCash } from '../contract.ts';
import { heard, readCounts } from './one-piece-counts.ts';
import type { OpcReply } from './opc-frame.ts';
import {
  MODE,
  VALUES_YEN,
  type OnePieceContext,
  type OnePieceDraft,
  type OnePieceMemory,
  type OnePieceState,
  type UnitCount,
} from './one-piece-state.ts';

/**
 * A one-piece changer that is lent. It counts pieces in and out of its whole life and what lies in it (COUNTS), so what moved
 * meanwhile is the difference of two readings, to the piece.
 */

const U32 = 0x1_0000_0000;
/** No unit moves more pieces of a kind while it is lent. Larger differences are of counts that somebody set back. */
const MOVED_MOST = 50_000;
/** Rest before counts that could not be read are asked for again. */
const COUNTS_REST_MS = 500;

/** True while the counts must be read: before the unit goes, and when it is back. */
export function wantsCounts({ state }: Pick<OnePieceDraft, 'state'>): boolean {
  const { holder, memory, based } = state;
  return memory !== null && based && (memory.lent === undefined ? holder === 'lending' : holder === 'claimed');
}

/** No deposit, no order, no event that is not booked or explained: the unit can be lent. */
export function isAtRest({ status, memory, job, looked }: OnePieceState): boolean {
  if (!status || !memory || job !== null || !looked || memory.gap !== undefined) return false;
  return status.mode === MODE.idle && status.lastEvent <= memory.event;
}

/** COUNTS was answered: the unit goes, or tells what moved while it was away. */
export function countsRead(context: OnePieceContext, draft: OnePieceDraft, reply: OpcReply): void {
  const counts = readCounts(reply);
  const { memory, status } = draft.state;
  // Not asked for because it goes or is back, or something came in between.
  if (!wantsCounts(draft) || (memory?.lent === undefined && !isAtRest(draft.state))) return heard(draft, counts);
  if (!counts || !memory) {
    draft.set({ notBefore_ms: draft.now_ms + COUNTS_REST_MS });
    return draft.fact({ type: 'noise', what: 'counts cannot be read' });
  }
  if (memory.lent === undefined) {
    const { deviceId } = context;
    const away: OnePieceMemory = { serial: memory.serial, event: memory.event, lent: counts };
    draft.set({ memory: away, holder: 'lent' });
    draft.fact({ type: 'memory', deviceId, memory: JSON.stringify(away) });
    return draft.fact({ type: 'holder', holder: 'lent' });
  }
  // What it counts is read anew: an event may have come since the STATUS before these counts.
  const home: OnePieceMemory = { serial: memory.serial, event: status?.lastEvent ?? memory.event };
  draft.set({ memory: home });
  const { deviceId } = context;
  const piles = movedBetween(context, memory.lent, counts);
  draft.fact({
    type: 'foreignCash',
    deviceId,
    factId: `${deviceId}-${memory.serial}-lent-${memory.event}-${counts.map(({ lifeIn, lifeOut }) => lifeIn + lifeOut).join('.')}`,
    piles: piles ?? [],
    doubt: piles ? null : unknownDoubt(`${deviceId}: its counts of before it was lent do not go on`),
    memory: JSON.stringify(home),
  });
}

/** Another unit stands in the place of the one that was lent, and nobody can ask that one any more. */
export function anotherCameHome(context: OnePieceContext, draft: OnePieceDraft, before: OnePieceMemory): void {
  const { memory } = draft.state;
  if (before.lent === undefined || !memory) return;
  const { deviceId } = context;
  draft.fact({
    type: 'foreignCash',
    deviceId,
    factId: `${deviceId}-${before.serial}-lent-${before.event}-${memory.serial}`,
    piles: [],
    doubt: unknownDoubt(
      `${deviceId} was exchanged while it was lent (serial number ${before.serial}, now ${memory.serial})`,
    ),
    memory: JSON.stringify(memory),
  });
}

function unknownDoubt(what: string): ForeignCash['doubt'] {
  return { least_yen: 0, most_yen: null, detail: `${what}: its coins have to be counted` };
}

/** Pieces by unit; null when the counts do not go on from those of before. */
function movedBetween(
  context: OnePieceContext,
  before: readonly UnitCount[],
  now: readonly UnitCount[],
): ForeignCash['piles'] | null {
  const piles: ForeignCash['piles'][number][] = [];
  for (const [at, denomination_yen] of VALUES_YEN.entries()) {
    const [old, next] = [before[at], now[at]];
    if (!old || !next) return null;
    const inStock = next.stock - old.stock;
    const moved = (next.lifeIn - old.lifeIn + U32) % U32;
    const paid = (next.lifeOut - old.lifeOut + U32) % U32;
    if (Math.max(moved, paid) > MOVED_MOST) return null;
    // What came in and did not stay in the recycler fell into the cash box.
    const intoBox = Math.max(0, moved - paid - inStock);
    if (inStock !== 0) piles.push({ unitId: context.deviceId, denomination_yen, count: inStock });
    if (intoBox > 0) piles.push({ unitId: context.options.cashbox, denomination_yen, count: intoBox });
  }
  return piles;
}
