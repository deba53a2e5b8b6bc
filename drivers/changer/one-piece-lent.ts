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
  draft.fact({
    type: 'foreignCash',
    deviceId: context.deviceId,
    factId: `${context.deviceId}-${memory.serial}-lent-${memory.event}-${counts.map(({ lifeIn, lifeOut }) => lifeIn + lifeOut).join('.')}`,
    piles: movedBetween(context, memory.lent, counts),
    doubt: null,
    memory: JSON.stringify(home),
  });
}

function movedBetween(context: OnePieceContext, before: readonly UnitCount[], now: readonly UnitCount[]) {
  return VALUES_YEN.flatMap((denomination_yen, at) => {
    const [old, next] = [before[at], now[at]];
    if (!old || !next) return [];
    const inStock = next.stock - old.stock;
    const moved = (next.lifeIn - old.lifeIn + U32) % U32;
    const paid = (next.lifeOut - old.lifeOut + U32) % U32;
    // What came in and did not stay in the recycler fell into the cash box.
    const intoBox = moved - paid - inStock;
    return [
      { unitId: context.deviceId, denomination_yen, count: inStock },
      { unitId: context.options.cashbox, denomination_yen, count: Math.max(0, intoBox) },
    ].filter(({ count }) => count !== 0);
  });
}
