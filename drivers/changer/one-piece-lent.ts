import { u32At, type OpcReply, RESULT } from './opc-frame.ts';
import {
  VALUES_YEN,
  type OnePieceContext,
  type OnePieceDraft,
  type OnePieceMemory,
  type UnitCount,
} from './one-piece-state.ts';

/**
 * A one-piece changer that is lent. It counts pieces in and out of its whole life and what lies in it (COUNTS), so what moved
 * meanwhile is the difference of two readings, to the piece.
 */

/** Of each denomination: u32 life in, u32 life out, u16 stock; then u16 pieces in the cash box. */
const ROW_BYTES = 10;
const U32 = 0x1_0000_0000;
/** Rest before counts that could not be read are asked for again. */
const COUNTS_REST_MS = 500;

function readCounts(data: Uint8Array): readonly UnitCount[] | null {
  if (data.length < VALUES_YEN.length * ROW_BYTES) return null;
  return VALUES_YEN.map((_, row) => {
    const at = row * ROW_BYTES;
    const stock = ((data[at + 8] ?? 0) << 8) | (data[at + 9] ?? 0);
    return { lifeIn: u32At(data, at), lifeOut: u32At(data, at + 4), stock };
  });
}

/** True while the counts must be read: before the unit goes, and when it is back. */
export function wantsCounts({ state }: Pick<OnePieceDraft, 'state'>): boolean {
  const { holder, memory, based } = state;
  return memory !== null && based && (memory.lent === undefined ? holder === 'lending' : holder === 'claimed');
}

/** COUNTS was answered: the unit goes, or tells what moved while it was away. */
export function countsRead(context: OnePieceContext, draft: OnePieceDraft, reply: OpcReply): void {
  const counts = reply.result === RESULT.ok ? readCounts(reply.data) : null;
  const { memory, status } = draft.state;
  if (!counts || !memory) {
    draft.set({ notBefore_ms: draft.now_ms + COUNTS_REST_MS });
    return draft.fact({ type: 'noise', what: 'counts cannot be read' });
  }
  if (memory.lent === undefined) {
    const { deviceId } = context;
    const away: OnePieceMemory = { ...memory, lent: counts };
    draft.set({ memory: away, holder: 'lent' });
    draft.fact({ type: 'memory', deviceId, memory: JSON.stringify(away) });
    return draft.fact({ type: 'holder', holder: 'lent' });
  }
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
