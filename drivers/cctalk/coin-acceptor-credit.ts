import { coinFact, uncertainFact } from './coin-acceptor-facts.ts';
import type { CoinAcceptorFact } from '../coin-acceptor.ts';
import type { DeviceReason } from '../contract.ts';
import type { Draft } from '../line/draft.ts';
import { SELF_CHECK_MS, type AcceptorContext, type AcceptorState } from './coin-acceptor-state.ts';
import {
  advanced,
  coinMemoryText,
  errorEventName,
  EVENTS_KEPT,
  type CoinEvent,
  type CoinMemory,
} from './coin-events.ts';
import { destinationOf, routeOf } from './sorter.ts';

/** What the events of a coin acceptor mean for the books: coins, rejects, faults, and ranges for what nobody saw. */

export type AcceptorDraft = Draft<AcceptorState, CoinAcceptorFact>;

/** New events, the readable ones oldest first. `missing`: coins accepted that none of them tells, null if not counted. */
export interface News {
  readonly events: number;
  readonly readable: readonly CoinEvent[];
  readonly missing: number | null;
}

/** Credits the events that can be read; what is gone for good becomes a range (rule 8). */
export function takeNews(context: AcceptorContext, draft: AcceptorDraft, before: CoinMemory, news: News): void {
  let memory = before;
  const gone = news.events - news.readable.length;
  if (gone > 0) {
    memory = advanced(memory, gone, news.missing ?? 0);
    lostEvents(context, draft, memory, gone, news.missing);
  } else if (news.missing !== null && news.missing > 0) {
    const accepted = memory.accepted === null ? null : memory.accepted + news.missing;
    memory = { ...memory, accepted };
    unread(context, draft, memory, `unread-${memory.number}-${accepted}`, news.missing);
  }
  for (const [index, event] of news.readable.entries()) {
    memory = advanced(memory, 1, event.type === 'coin' ? 1 : 0);
    takeEvent(context, draft, event, memory, coinsBehind(draft.state, news.readable.slice(index + 1)));
  }
  draft.set({ memory });
  if (news.readable.at(-1)?.type !== 'coin') remember(draft, memory);
}

/** Events that were overwritten before they were read. The count of accepted coins, if there is one, says how many were coins. */
function lostEvents(
  context: AcceptorContext,
  draft: AcceptorDraft,
  memory: CoinMemory,
  gone: number,
  missing: number | null,
): void {
  const detail =
    missing === null
      ? `${context.deviceId} had ${gone} events that were not read`
      : `${context.deviceId} had ${gone} events that were not read, ${missing} of them coins`;
  warn(draft, { code: 'cashEventsLost', detail });
  draft.set({ enabled_yen: [], askFrauds: context.model.fraudCount !== 'none' });
  if (missing === 0) return;
  const coins = missing ?? Math.min(gone, coinsIn(context, unwatched_ms(context, draft)));
  const least_yen = missing === null ? 0 : coins * cheapest(draft.state);
  const range = { least_yen, most_yen: coins * dearest(draft.state, memory) };
  draft.fact(uncertainFact(context.deviceId, memory, `lost-${memory.number}`, range, 'cashEventsLost'));
}

/** The device counted coins that no event told. */
function unread(context: AcceptorContext, draft: AcceptorDraft, memory: CoinMemory, id: string, coins: number): void {
  const range = { least_yen: coins * cheapest(draft.state), most_yen: coins * dearest(draft.state, memory) };
  warn(draft, {
    code: 'cashEventsLost',
    detail: `${context.deviceId} counts ${coins} accepted coins that it never reported`,
  });
  draft.set({ enabled_yen: [] });
  draft.fact(uncertainFact(context.deviceId, memory, id, range, 'cashEventsLost'));
}

/** Known coins that come next, before anything else: with each of them the memory goes on, so nothing else may be booked between. */
function coinsBehind(state: AcceptorState, next: readonly CoinEvent[]): number {
  const other = next.findIndex((event) => event.type !== 'coin' || !state.coins_yen[event.position - 1]);
  return other === -1 ? next.length : other;
}

function takeEvent(
  context: AcceptorContext,
  draft: AcceptorDraft,
  event: CoinEvent,
  memory: CoinMemory,
  following: number,
): void {
  if (event.type === 'error') return errorEvent(context, draft, event.code, memory);
  draft.set({ quietSince_ms: draft.now_ms });
  const value = draft.state.coins_yen[event.position - 1] ?? null;
  if (value === null) {
    const range = { least_yen: 0, most_yen: dearest(draft.state, memory) };
    return draft.fact(uncertainFact(context.deviceId, memory, `coin-${memory.number}`, range, 'cashEventsLost'));
  }
  const { options, deviceId } = context;
  const destination = destinationOf(options, event.path);
  const route = routeOf(options, value);
  const divertedAlready = route !== null && draft.state.diverted.includes(route);
  if (route !== null && route !== destination && !divertedAlready)
    warn(draft, {
      code: 'cashFault',
      detail: `${deviceId} sorted ${value} yen into ${destination} instead of ${route}`,
    });
  const fact = coinFact(deviceId, memory, value, destination);
  draft.fact(following > 0 ? { ...fact, following } : fact);
}

function errorEvent(context: AcceptorContext, draft: AcceptorDraft, code: number, memory: CoinMemory): void {
  const { returnLeverEvents, fraudEvents, jamEvents, unsureEvents } = context.model;
  if (returnLeverEvents.includes(code)) return draft.fact({ type: 'returnLever' });
  const name = errorEventName(code);
  const detail = `${context.deviceId}: ${name}`;
  if (fraudEvents.includes(code)) {
    const { frauds } = draft.state;
    draft.set({ frauds: frauds === null ? null : frauds + 1 });
    fault(draft, { code: 'cashFraud', detail });
  } else if (jamEvents.includes(code)) fault(draft, { code: 'cashJam', detail });
  if (unsureEvents.includes(code) && memory.open) {
    const range = { least_yen: 0, most_yen: dearest(draft.state, memory) };
    draft.fact(uncertainFact(context.deviceId, memory, `unsure-${memory.number}`, range, 'cashEventsLost'));
  }
  draft.fact({ type: 'coinRejected', reason: name });
}

/** A fault that a clean self-check ends. */
export function fault(draft: AcceptorDraft, reason: DeviceReason): void {
  block(draft, reason);
  draft.set({ selfCheck_at_ms: draft.now_ms + SELF_CHECK_MS });
}

/** The dearest coin that one unseen coin can have been. */
export function dearest(state: AcceptorState, memory: CoinMemory): number {
  const table = Math.max(0, ...state.coins_yen.map((value) => value ?? 0));
  return memory.dearest_yen > 0 ? Math.min(table, memory.dearest_yen) : table;
}

/** The cheapest coin this site takes at all. */
export function cheapest(state: AcceptorState): number {
  const values = state.coins_yen.filter((value) => value !== null);
  return values.length > 0 ? Math.min(...values) : 0;
}

/** How long coins could fall without a believed answer, at most, since there was proof that the device was not reset. */
export function unwatched_ms(context: AcceptorContext, draft: AcceptorDraft): number {
  const { believed_ms, risk_ms, widest_ms } = draft.state;
  const { watchdog_ms } = context.model;
  // A run that was cut off: its last poll may have been heard without being read, and the device went on for its watchdog.
  if (believed_ms === null) return context.options.poll_ms + context.to.answer_ms + watchdog_ms;
  return Math.max(widest_ms, risk_ms);
}

/** 229 was asked, answered or not: the device may take coins until its watchdog lapses, if its gate is not known to be shut. */
export function asked(context: AcceptorContext, draft: AcceptorDraft): void {
  const { asked_ms, risk_ms, mayTake } = draft.state;
  const isCounted = mayTake && asked_ms !== null;
  const gap_ms = isCounted ? Math.min(draft.now_ms - asked_ms, context.model.watchdog_ms) : 0;
  draft.set({ asked_ms: draft.now_ms, risk_ms: risk_ms + gap_ms });
}

/** The order to shut was acknowledged: what could fall until now is counted, and nothing from here on. */
export function shutNow(context: AcceptorContext, draft: AcceptorDraft): void {
  asked(context, draft);
  draft.set({ mayTake: false });
}

/** An answer to 229 is believed: what it shows was seen. */
export function believed(draft: AcceptorDraft, data: Uint8Array): void {
  const { risk_ms, widest_ms } = draft.state;
  const widest = Math.max(widest_ms, risk_ms);
  draft.set({ reading: data.slice(), believed_ms: draft.now_ms, risk_ms: 0, widest_ms: widest });
}

/** Coins that can pass in this time without having been told: those before it whose credit had not come, and those in it. */
export function coinsIn(context: AcceptorContext, span_ms: number): number {
  const { coinSpacing_ms, gateToCredit_ms } = context.model;
  return 1 + Math.floor((span_ms + gateToCredit_ms) / coinSpacing_ms);
}

/** Most events that the buffer tells. */
export function readableOf(events: number): number {
  return Math.min(events, EVENTS_KEPT);
}

/** Keeps a memory and tells it, to be committed. */
export function remember(draft: AcceptorDraft, memory: CoinMemory): void {
  draft.set({ memory });
  draft.fact({ type: 'memory', memory: coinMemoryText(memory) });
}

/** Stops the acceptor for this reason, once. */
export function block(draft: AcceptorDraft, reason: DeviceReason): void {
  if (draft.state.blocked.some((known) => known.detail === reason.detail)) return;
  draft.set({ blocked: [...draft.state.blocked, reason] });
}

/** Tells of something that calls for a person and stops nothing. */
export function warn(draft: AcceptorDraft, reason: DeviceReason): void {
  draft.set({ warnings: [...draft.state.warnings.filter((known) => known.code !== reason.code), reason] });
}
