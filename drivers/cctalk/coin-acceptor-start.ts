import { identityFact } from './coin-acceptor-facts.ts';
import { block, shutNow, type AcceptorDraft } from './coin-acceptor-credit.ts';
import { inquire } from './coin-acceptor-proof.ts';
import {
  isDone,
  LATE_MS,
  SELF_CHECK_ENDS,
  SELF_CHECK_MS,
  tableDifference,
  tableValue,
  VERIFY_MS,
  type AcceptorContext,
  type AcceptorState,
  type SetupRequest,
} from './coin-acceptor-state.ts';
import { selfCheckFaultName } from './coin-events.ts';
import { asciiText, categoryDifference, littleEndian, LOOK_FOR_MS } from './device.ts';
import { HEADER, type CctalkReply } from './frame.ts';

/** The start of a coin acceptor: who is it, which coins does it know, what can it tell. */

/** Takes the answer to one request of the start. */
export function setup(context: AcceptorContext, draft: AcceptorDraft, at: number, reply: CctalkReply): void {
  const step = context.setup[at];
  if (!step) return nextSetup(context, draft, {});
  const good = isDone(reply);
  if (step.name === 'category') return category(context, draft, good ? asciiText(reply.data) : '');
  if (step.header === HEADER.requestCoinId) return coinId(context, draft, step, good ? asciiText(reply.data) : '');
  if (step.name === 'serial' && good && isNewSerial(draft, littleEndian(reply.data))) return;
  if (good && step.name === 'shut') shutNow(context, draft);
  if (good) return nextSetup(context, draft, found(context, draft.state, step, reply, draft.now_ms));
  if (!step.optional) block(draft, { code: 'cashIdentity', detail: `${context.deviceId} refuses "${step.name}"` });
  nextSetup(context, draft, {});
}

/**
 * Another serial number than the one remembered is asked for again until it comes twice in a row: the late answer to another
 * question would make another device of this one, and a range of all that this one may have taken.
 */
function isNewSerial(draft: AcceptorDraft, found: number): boolean {
  const serial = String(found);
  const { memory, identity } = draft.state;
  if (memory === null || memory.serial === serial || identity['serial'] === serial) return false;
  draft.set({ identity: { ...identity, serial } });
  return true;
}

/** Another kind of device at this address is told no more than its name: it is asked again until the right one is there. */
function category(context: AcceptorContext, draft: AcceptorDraft, text: string): void {
  const identity = { ...draft.state.identity, category: text };
  const reason = categoryDifference(context.deviceId, context.model.category, identity);
  draft.set({ blocked: reason ? [reason] : [] });
  if (!reason) return nextSetup(context, draft, { identity });
  draft.set({ setup: 0, notBefore_ms: draft.now_ms + LOOK_FOR_MS });
  const { health: level } = draft.state;
  if (level === null) return;
  draft.set({ health: null });
  draft.fact({ type: 'health', level, passed: false, details: [reason.detail] });
}

/**
 * An answer to 184 does not say which position it is of. One that comes late, also to what an earlier run asked, would move the whole
 * table by one, and each coin would be credited as its neighbour. So the table is read there and back, and from its beginning once
 * nothing can be late any more if the two differ, or if an answer was missing within {@link LATE_MS}.
 */
function coinId(
  context: AcceptorContext,
  draft: AcceptorDraft,
  { data: [position = 0] }: SetupRequest,
  text: string,
): void {
  const { coins_yen, free, silence_ms } = draft.state;
  // Not programmed: six dots, or nothing at all.
  const bit = /^[. ]*$/.test(text) ? 1 << (position - 1) : 0;
  const value = tableValue(context, text);
  const isSecond = coins_yen.length >= position;
  const differs = isSecond && (coins_yen[position - 1] !== value || (free & (1 << (position - 1))) !== bit);
  if (differs || draft.now_ms - silence_ms < LATE_MS) {
    const setup = context.setup.findIndex(({ header }) => header === HEADER.requestCoinId);
    const notBefore_ms = (differs ? draft.now_ms : silence_ms) + LATE_MS;
    return draft.set({ setup, coins_yen: [], free: 0, notBefore_ms });
  }
  nextSetup(context, draft, isSecond ? {} : { coins_yen: [...coins_yen, value], free: free | bit });
}

/** What an answer of the start says. */
function found(
  context: AcceptorContext,
  state: AcceptorState,
  step: SetupRequest,
  reply: CctalkReply,
  now_ms: number,
): Partial<AcceptorState> {
  switch (step.name) {
    case 'shut':
      return { master: false };
    case 'readsMask':
      return { readsMask: reply.data.length >= 2 };
    case 'countsAccepted':
      return { countsAccepted: reply.data.length > 0 };
    case 'frauds':
      return reply.data.length > 0 ? { frauds: littleEndian(reply.data) } : {};
    case 'pollLimit':
      return { pollLimit_ms: pollLimit_ms(reply.data) };
    case 'selfCheck': {
      const code = reply.data[0] ?? 0;
      const others = state.blocked.filter((reason) => !SELF_CHECK_ENDS.has(reason.code));
      if (code === 0) return { blocked: others, selfCheck_at_ms: Infinity };
      const detail = `${context.deviceId}: self-check ${code}, ${selfCheckFaultName(code)}`;
      return { blocked: [...others, { code: 'cashFault', detail }], selfCheck_at_ms: now_ms + SELF_CHECK_MS };
    }
    default: {
      const text = step.name === 'serial' ? String(littleEndian(reply.data)) : asciiText(reply.data);
      return { identity: { ...state.identity, [step.name]: text } };
    }
  }
}

/** Units of header 249, by its first byte, in milliseconds. */
const POLL_UNITS_MS: Readonly<Record<number, number>> = { 1: 1, 2: 10, 3: 1_000, 4: 60_000 };
/** Never polled more often than this, whatever the device asks for: others share the line. */
const SHORTEST_POLL_MS = 50;

/** Longest time between two polls the device asks for, or none. */
function pollLimit_ms(data: Uint8Array): number {
  const unit_ms = POLL_UNITS_MS[data[0] ?? 0];
  const value = data[1] ?? 0;
  return unit_ms === undefined || value === 0 ? Infinity : Math.max(SHORTEST_POLL_MS, value * unit_ms);
}

/** Goes on with the start; at its end says who this is, compares the coin table and looks at the counters. */
export function nextSetup(context: AcceptorContext, draft: AcceptorDraft, patch: Partial<AcceptorState>): void {
  draft.set({ ...patch, probed: false });
  const next = (draft.state.setup ?? 0) + 1;
  if (next < context.setup.length) return draft.set({ setup: next });
  draft.set({ setup: null, poll_at_ms: draft.now_ms, verify_at_ms: draft.now_ms + VERIFY_MS, mask: null });
  draft.fact(identityFact(draft.state.identity));
  const difference = tableDifference(context, draft.state.coins_yen);
  if (difference) block(draft, difference);
  inquire(draft, 'start');
}
