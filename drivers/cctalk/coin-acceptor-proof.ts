import { uncertainFact } from './coin-acceptor-facts.ts';
import { foreignCoins } from './coin-acceptor-lent.ts';
import {
  LATE_MS,
  NOTHING_SEEN,
  type AcceptorContext,
  type AcceptorState,
  type Inquiry,
  type Snapshot,
} from './coin-acceptor-state.ts';
import {
  believed,
  cheapest,
  coinsIn,
  dearest,
  readableOf,
  remember,
  takeNews,
  unwatched_ms,
  warn,
  type AcceptorDraft,
} from './coin-acceptor-credit.ts';
import {
  acceptedBefore,
  acceptedBetween,
  advanced,
  EVENTS_KEPT,
  eventsBetween,
  eventsOf,
  isYoungBuffer,
  plainEvents,
  type CoinEvent,
  type CoinMemory,
} from './coin-events.ts';

/**
 * Proof before credit (cash.md 2.4 and section 5, rules 1, 4, 7, 8). An answer to 229 that plainly follows the one before is
 * credited at once. Anything else (an answer that was missing, a counter that jumped, a buffer that does not fit, a mask
 * that is not ours) opens an inquiry: 229, 230 and 225 are asked until two looks in a row show the same. What they show
 * together decides:
 *
 *     mask (230) still ours            no reset: the counter's difference is true; 225 says how many lost events were coins
 *     mask 0 where ours was, or the    reset: new epoch; what fell unseen is a range, from the time nobody watched, or from
 *     counter, 225 or buffer anew      225 where that survives
 */

/** Events kept that the buffer holds no more: as many as fall in the looks of an inquiry, not more. */
const MOST_PUSHED_OUT = 16;

/** Opens an inquiry; one that runs already begins anew, because an answer was missing or did not fit. */
export function inquire(draft: AcceptorDraft, why: Inquiry['why']): void {
  const { inquiry } = draft.state;
  const kind = inquiry !== null && inquiry.why !== 'rest' ? inquiry.why : why;
  const since_ms = inquiry?.since_ms ?? draft.now_ms;
  draft.set({ inquiry: { why: kind, since_ms, before: null, pushedOut: [], ...NOTHING_SEEN } });
}

/** An answer to 229 outside of an inquiry. */
export function credits(context: AcceptorContext, draft: AcceptorDraft, data: Uint8Array): void {
  const { reading, memory, silence_ms } = draft.state;
  const events = reading === null || memory === null ? null : plainEvents(reading, data);
  if (events === null || memory === null) return inquire(draft, 'doubt');
  // Shortly after a missing answer this may be that very answer, come late: an old one can look new after a reset.
  if (events > 0 && draft.now_ms - silence_ms < LATE_MS) return inquire(draft, 'doubt');
  believed(draft, data);
  if (events > 0) takeNews(context, draft, memory, { events, readable: eventsOf(data, events), missing: null });
}

/** A part of a look came in. */
export function lookedAt(context: AcceptorContext, draft: AcceptorDraft, part: Partial<Inquiry>): void {
  const { inquiry, readsMask, countsAccepted } = draft.state;
  if (inquiry === null) return;
  const now: Inquiry = { ...inquiry, ...part };
  draft.set({ inquiry: now });
  if (now.credit === undefined || (readsMask && now.mask === undefined)) return;
  if (countsAccepted && now.accepted === undefined) return;
  const snapshot: Snapshot = { credit: now.credit, mask: now.mask ?? null, accepted: now.accepted ?? null };
  const certain = isSame(now.before, snapshot) || isExpected(draft.state, snapshot, draft.now_ms);
  if (!certain) {
    const pushedOut = pushedOutBy(inquiry, snapshot);
    return draft.set({ inquiry: { ...inquiry, before: snapshot, pushedOut, ...NOTHING_SEEN } });
  }
  draft.set({ inquiry: null });
  decide(context, draft, snapshot, inquiry.pushedOut);
}

/**
 * Coins may fall while it is looked a second time: a look that plainly follows the one before bears it out, also what it pushed out
 * of the buffer. Anything else begins anew.
 */
function pushedOutBy({ before, pushedOut }: Inquiry, now: Snapshot): readonly CoinEvent[] {
  const events = before === null || before.mask !== now.mask ? null : plainEvents(before.credit, now.credit);
  if (before === null || events === null) return [];
  return [...pushedOut, ...eventsOf(before.credit, EVENTS_KEPT).slice(0, events)].slice(-MOST_PUSHED_OUT);
}

function isSame(before: Snapshot | null, now: Snapshot): boolean {
  if (before === null || before.mask !== now.mask || before.accepted !== now.accepted) return false;
  return before.credit.every((byte, at) => byte === now.credit[at]);
}

/** One look is enough when it shows nothing new and no late answer can be about. */
function isExpected(state: AcceptorState, now: Snapshot, now_ms: number): boolean {
  const { memory, mask, reading, silence_ms } = state;
  if (memory === null || reading === null || now_ms - silence_ms < LATE_MS) return false;
  if (now.mask !== mask && now.mask !== null) return false;
  if (now.accepted !== null && now.accepted !== memory.accepted) return false;
  return reading.every((byte, at) => byte === now.credit[at]);
}

/** Two looks agree: now it is known what happened. */
function decide(context: AcceptorContext, draft: AcceptorDraft, now: Snapshot, pushedOut: readonly CoinEvent[]): void {
  const { state } = draft;
  const serial = state.identity['serial'] ?? '';
  const counter = now.credit[0] ?? 0;
  const first = !state.counterRead;
  draft.set({ counterRead: true, mask: now.mask ?? state.mask, proved_ms: draft.now_ms });
  let { memory } = state;
  if (memory === null) {
    // Never committed anything: what the device still shows in full is credited, an older history is not ours.
    const young = counter <= EVENTS_KEPT;
    memory = firstMemory(serial, young ? 0 : counter, young ? null : now.accepted);
    remember(draft, memory);
  } else if (first && (state.rebase || memory.lent)) {
    const fresh = { ...firstMemory(serial, counter, now.accepted), epoch: memory.epoch + 1 };
    draft.set({ rebase: false, memory: fresh });
    draft.fact(foreignCoins(context, state, memory, fresh, now));
    return proved(draft, now);
  } else if (first && memory.serial !== serial) {
    const other = { ...memory, serial };
    wasReset(context, draft, other, { ...now, accepted: null }, 0);
    return proved(draft, now);
  } else if (isReset(context, state, memory, now)) {
    wasReset(context, draft, memory, now, readableOf(counter));
    return proved(draft, now);
  }
  notReset(context, draft, memory, now, pushedOut);
  proved(draft, now);
}

/** What is remembered of a device from here on. */
function firstMemory(serial: string, counter: number, accepted: number | null): CoinMemory {
  return {
    serial,
    epoch: 1,
    counter,
    number: 0,
    open: false,
    dearest_yen: 0,
    accepted,
    marked: false,
    lent: false,
  };
}

function proved(draft: AcceptorDraft, now: Snapshot): void {
  believed(draft, now.credit);
  draft.set({ widest_ms: 0 });
  // A mark that an earlier run set and did not live to read back: nothing is opened before that, so it is done at once.
  if (now.mask !== null && now.mask !== 0 && draft.state.memory?.marked === false)
    draft.set({ verify_at_ms: draft.now_ms, verify: 'mask' });
}

/** Was the device reset since `memory`? The mask is the strongest witness, the others speak where it cannot. */
function isReset(context: AcceptorContext, state: AcceptorState, memory: CoinMemory, now: Snapshot): boolean {
  const counter = now.credit[0] ?? 0;
  if (counter === 0 && memory.counter !== 0) return true;
  // Nobody but this driver sets a mask, and a reset clears it.
  if (now.mask !== null && now.mask !== 0) return false;
  if (now.mask === 0 && (memory.marked || (state.mask !== null && state.mask !== 0))) return true;
  if (now.accepted !== null && memory.accepted !== null && context.model.accepted === 'volatile')
    if (acceptedBetween(memory.accepted, now.accepted) < 0) return true;
  // The buffer was full and is not any more.
  if (memory.number >= EVENTS_KEPT && isYoungBuffer(now.credit)) return true;
  // Counter 0 before and after shows nothing; an open gate whose mask is 0 was shut by a reset.
  return memory.open && memory.counter === 0 && now.mask === 0 && !state.counterRead;
}

function notReset(
  context: AcceptorContext,
  draft: AcceptorDraft,
  memory: CoinMemory,
  now: Snapshot,
  pushedOut: readonly CoinEvent[],
): void {
  const counter = now.credit[0] ?? 0;
  const between = eventsBetween(memory.counter, counter);
  const events = between === 'reset' ? 0 : between;
  const older = events > EVENTS_KEPT ? pushedOut.slice(-(events - EVENTS_KEPT)) : [];
  const readable = [...older, ...eventsOf(now.credit, readableOf(events))];
  const coins = countCoins(readable);
  let missing: number | null = null;
  let base = memory;
  if (now.accepted !== null) {
    if (memory.accepted === null) base = { ...memory, accepted: acceptedBefore(now.accepted, coins) };
    else missing = acceptedBetween(memory.accepted, now.accepted) - coins;
  }
  if (missing !== null && missing < 0) {
    const detail = `${context.deviceId} counts ${-missing} accepted coins fewer than it reported`;
    warn(draft, { code: 'cashFault', detail });
    base = { ...base, accepted: acceptedBefore(now.accepted ?? 0, coins) };
    missing = 0;
  }
  if (base !== memory) draft.set({ memory: base });
  if (events > 0 || (missing !== null && missing > 0)) takeNews(context, draft, base, { events, readable, missing });
  else if (base !== memory) remember(draft, base);
}

/** The device lost its counter: a new boot epoch, a range of what may have fallen unseen, and what it shows since. */
function wasReset(
  context: AcceptorContext,
  draft: AcceptorDraft,
  before: CoinMemory,
  now: Snapshot,
  visible: number,
): void {
  const counter = now.credit[0] ?? 0;
  const shown = counter <= EVENTS_KEPT ? eventsOf(now.credit, visible) : [];
  const coins = countCoins(shown);
  const old = shown.slice(0, knownBefore(draft.state, before, now, shown));
  const start: CoinMemory = {
    ...before,
    epoch: before.epoch + 1,
    counter: shown.length === 0 ? counter : 0,
    number: 0,
    accepted: now.accepted === null ? null : acceptedBefore(now.accepted, coins),
    marked: now.mask !== null && now.mask !== 0,
  };
  const memory = advanced(start, old.length, countCoins(old));
  draft.set({ memory, mask: null, master: null, marked: false, sorted: 0, verify_at_ms: draft.now_ms });
  // With the gate shut nothing can have fallen: a new epoch is all there is to say.
  if (before.open) {
    const range = unseen(context, draft, before, now, coins, countCoins(old));
    draft.fact(uncertainFact(context.deviceId, memory, 'reset', range, 'cashReset'));
  } else remember(draft, memory);
  const fresh = shown.slice(old.length);
  if (fresh.length > 0) takeNews(context, draft, memory, { events: fresh.length, readable: fresh, missing: null });
}

function countCoins(events: readonly CoinEvent[]): number {
  return events.filter((event) => event.type === 'coin').length;
}

/**
 * How many of the events shown after a reset, the oldest ones, are told already if there was none: the mask alone said reset,
 * counter and buffer go on from what was believed last. They are credited to nobody a second time; the range takes them in.
 */
function knownBefore(state: AcceptorState, before: CoinMemory, now: Snapshot, shown: readonly CoinEvent[]): number {
  const { reading } = state;
  const goneOn =
    reading === null ? eventsBetween(before.counter, now.credit[0] ?? 0) : plainEvents(reading, now.credit);
  if (goneOn === null || goneOn === 'reset' || goneOn > shown.length) return 0;
  const known = shown.length - goneOn;
  if (reading !== null || now.accepted === null || before.accepted === null) return known;
  return acceptedBetween(before.accepted, now.accepted) === countCoins(shown.slice(known)) ? known : 0;
}

/**
 * What may have fallen unseen before a reset, with the shown coins of which nobody can say whether they are `known` already.
 * A count that survives the reset tells that, and leaves only the coins on their way open.
 */
function unseen(
  context: AcceptorContext,
  draft: AcceptorDraft,
  before: CoinMemory,
  now: Snapshot,
  coins: number,
  known: number,
): { readonly least_yen: number; readonly most_yen: number } {
  const value_yen = dearest(draft.state, before);
  const most = coinsIn(context, unwatched_ms(context, draft));
  if (context.model.accepted !== 'kept' || now.accepted === null || before.accepted === null)
    return { least_yen: 0, most_yen: (most + known) * value_yen };
  const counted = Math.max(0, acceptedBetween(before.accepted, now.accepted) - coins);
  const least_yen = counted * cheapest(draft.state);
  return { least_yen, most_yen: (counted + coinsIn(context, 0)) * value_yen };
}
