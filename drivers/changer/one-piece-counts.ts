import { u32At, type OpcReply, RESULT } from './opc-frame.ts';
import {
  maskOf,
  VALUES_YEN,
  type OnePieceContext,
  type OnePieceDraft,
  type OnePieceMemory,
  type OnePieceState,
  type UnitCount,
} from './one-piece-state.ts';

/**
 * The unit's own counts (COUNTS) tell what lost events would have told: of each denomination it counts the pieces that it ever took, and
 * with each booked event the same count is carried on here. When events are lost, the difference of the two is what came in unseen.
 *
 *     STATUS (lastEvent n) ─▶ COUNTS ─▶ STATUS (lastEvent n still) ─▶ the counts are those of event n
 *     first time              the counts are kept with the memory
 *     after lost events       count now − count carried on = pieces that no event told: each is booked, to the piece
 *
 * What the counts cannot explain (more pieces than lost events, a count that fell) stays a range for a person, and where counting begins
 * is read anew: from a count that was too low for once, pieces that are booked already would be booked again.
 */

/** Of each denomination: u32 life in, u32 life out, u16 stock; then u16 pieces in the cash box. */
const ROW_BYTES = 10;
const COUNTS_BYTES = VALUES_YEN.length * ROW_BYTES + 2;
const U32 = 0x1_0000_0000;
/** Rest before counts that could not be read are asked for again. */
const REST_MS = 500;
/** More pieces than this are not told one by one: no sale has so many. */
const PIECES_MAX = 200;

export function readCounts(reply: OpcReply): readonly UnitCount[] | null {
  const { data, result } = reply;
  if (result !== RESULT.ok || data.length !== COUNTS_BYTES) return null;
  return VALUES_YEN.map((_, row) => {
    const at = row * ROW_BYTES;
    const stock = ((data[at + 8] ?? 0) << 8) | (data[at + 9] ?? 0);
    return { lifeIn: u32At(data, at), lifeOut: u32At(data, at + 4), stock };
  });
}

/** True while the counts are missing, or have to explain lost events, and every event that is kept is booked. */
export function wantsReading({ holder, memory, based, status, reading }: OnePieceState): boolean {
  if (!memory || memory.lent !== undefined || !based || reading !== null) return false;
  if (status?.lastEvent !== memory.event || holder === 'lent') return false;
  return memory.gap !== undefined || (memory.lifeIn === undefined && holder === 'claimed');
}

/** So many events are lost for good, up to this number: the counts tell what they were, or a person. */
export function missed(context: OnePieceContext, draft: OnePieceDraft, count: number, upTo: number): void {
  const { memory } = draft.state;
  if (!memory) return;
  const next: OnePieceMemory = { ...memory, event: upTo };
  if (memory.lifeIn === undefined) return unexplained(context, draft, count, next);
  draft.set({ memory: { ...next, gap: (memory.gap ?? 0) + count } });
  remember(context, draft);
}

/** Nobody can tell what these events were: so many pieces of any kind. */
export function unexplained(
  context: OnePieceContext,
  draft: OnePieceDraft,
  count: number,
  memory: OnePieceMemory,
  range?: { readonly least_yen: number; readonly most_yen: number },
): void {
  draft.set({ memory });
  draft.fact({
    type: 'uncertain',
    factId: `${context.deviceId}-${memory.serial}-lost-${memory.event}`,
    deviceId: context.deviceId,
    least_yen: 0,
    most_yen: count * Math.max(...context.options.denominations_yen),
    ...range,
    reason: 'cashEventsLost',
    memory: JSON.stringify(memory),
  });
}

/** COUNTS was answered; they count only when the next STATUS knows no newer event. */
export function heard(draft: OnePieceDraft, counts: readonly UnitCount[] | null): void {
  const { memory } = draft.state;
  if (!counts || !memory) {
    draft.set({ counts_at_ms: draft.now_ms + REST_MS });
    return draft.fact({ type: 'noise', what: 'counts cannot be read' });
  }
  draft.set({ reading: { counts, event: memory.event }, poll_at_ms: draft.now_ms });
}

/** STATUS was read after COUNTS: the two belong together, or the counts are asked for again. */
export function proved(context: OnePieceContext, draft: OnePieceDraft): void {
  const { reading, memory, status } = draft.state;
  if (!reading) return;
  draft.set({ reading: null });
  if (!memory || memory.lent !== undefined) return;
  if (status?.lastEvent !== reading.event || memory.event !== reading.event) return;
  const lifeIn = reading.counts.map((count) => count.lifeIn);
  if (memory.gap === undefined || memory.lifeIn === undefined) {
    draft.set({ memory: { ...memory, lifeIn } });
    return remember(context, draft);
  }
  explain(context, draft, memory, lifeIn, memory.gap);
}

function explain(
  context: OnePieceContext,
  draft: OnePieceDraft,
  memory: OnePieceMemory,
  lifeIn: readonly number[],
  gap: number,
): void {
  const settled: OnePieceMemory = { serial: memory.serial, event: memory.event, lifeIn };
  const unseen = lifeIn.map((count, row) => (count - (memory.lifeIn?.[row] ?? 0) + U32) % U32);
  const pieces = unseen.reduce((sum, count) => sum + count, 0);
  // Counts that explain nothing are no place to go on counting from either: they are read anew.
  if (pieces > gap) return unexplained(context, draft, gap, { serial: memory.serial, event: memory.event });
  if (pieces === 0) {
    draft.set({ memory: settled });
    return remember(context, draft);
  }
  if (pieces > PIECES_MAX) {
    const sum_yen = unseen.reduce((sum, count, row) => sum + count * (VALUES_YEN[row] ?? 0), 0);
    return unexplained(context, draft, gap, settled, { least_yen: sum_yen, most_yen: sum_yen });
  }
  const rows = unseen.flatMap((count, row) => Array.from({ length: count }, () => row));
  rows.forEach((row, index) => {
    const following = rows.length - 1 - index;
    const next = following === 0 ? settled : counted(draft.state.memory ?? memory, row);
    const factId = `${context.deviceId}-${memory.serial}-lost-${memory.event}-${index}`;
    accepted(context, draft, { row, inBox: !recycles(draft.state, row), factId, following }, next);
  });
  draft.fact({ type: 'noise', what: `${gap} events were lost; its own counts tell ${pieces} pieces of them` });
}

/** True when the unit pays this denomination out again. Lost is whether the recycler was full: then it lies in the cash box. */
function recycles({ identity }: OnePieceState, row: number): boolean {
  return identity !== null && (identity.paysMask & maskOf([VALUES_YEN[row] ?? 0])) !== 0;
}

/** The memory with one more piece of this kind counted. */
export function counted(memory: OnePieceMemory, row: number): OnePieceMemory {
  if (memory.lifeIn === undefined) return memory;
  return { ...memory, lifeIn: memory.lifeIn.map((count, at) => (at === row ? (count + 1) % U32 : count)) };
}

/** One piece came to rest; the memory goes on with it. */
export function accepted(
  context: OnePieceContext,
  draft: OnePieceDraft,
  piece: { readonly row: number; readonly inBox: boolean; readonly factId: string; readonly following: number },
  memory: OnePieceMemory,
): void {
  const { deviceId, options } = context;
  const { row, inBox, factId, following } = piece;
  draft.set({ memory });
  draft.fact({
    type: 'cashAccepted',
    factId,
    deviceId,
    denomination_yen: VALUES_YEN[row] ?? 0,
    destination: inBox ? options.cashbox : deviceId,
    ...(following > 0 ? { following } : {}),
    held: false,
    escrowId: null,
    memory: JSON.stringify(memory),
  });
}

/** The memory changed although no money moved. */
export function remember(context: OnePieceContext, draft: OnePieceDraft): void {
  const { memory } = draft.state;
  if (memory) draft.fact({ type: 'memory', deviceId: context.deviceId, memory: JSON.stringify(memory) });
}
