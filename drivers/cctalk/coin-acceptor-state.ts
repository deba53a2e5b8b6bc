import { URGENCY, type Want } from '../line/device.ts';
import type { Availability, DeviceMemory, DeviceReason, HealthLevel } from '../contract.ts';
import type { Yen } from '../../src/base/yen.ts';
import { ANSWER, HEADER, type CctalkReply, type CctalkRequest } from './frame.ts';
import { coinValue_yen, readCoinMemory, type CoinEvent, type CoinMemory } from './coin-events.ts';
import { absence, exchange, SILENCES_UNTIL_SKIPPED, type BusAddress } from './device.ts';
import type { AcceptorModel } from './models.ts';
import type { CoinAcceptorOptions } from './options.ts';
import { isSorted, sorterSteps } from './sorter.ts';

/** State of a coin acceptor and what follows from it alone. */
export interface AcceptorState {
  readonly opened: boolean;
  readonly holder: 'claimed' | 'lending' | 'lent';
  /** Position in the start's list of requests; null when started. */
  readonly setup: number | null;
  /** The device answered a simple poll since it left the present request of the start unanswered: it does not know that one. */
  readonly probed: boolean;
  readonly silences: number;
  /** When the first of the silences was noticed. */
  readonly silentSince_ms: number;
  /** Of the silences, those in a row in which something damaged came. */
  readonly damages: number;
  readonly offline: boolean;
  /** Nothing is asked before this time (absent, busy). */
  readonly notBefore_ms: number;
  readonly identity: Readonly<Record<string, string>>;
  /** Value of each position of the coin table, null for one that pays nothing known; index 0 is position 1. */
  readonly coins_yen: readonly (Yen | null)[];
  /** What is remembered; null before the first reading of a device never seen. */
  readonly memory: CoinMemory | null;
  /** The counter was read since the start, so that what fell before is told apart from what falls now. */
  readonly counterRead: boolean;
  /** Take the counter as it is, for events that were somebody else's (after being lent). */
  readonly rebase: boolean;
  /** Last answer to 229 that was believed, of this power-up; the next must follow from it. */
  readonly reading: Uint8Array | null;
  /** When it was believed, and when 229 was asked last: coins between the two are seen by nobody if the device is reset. */
  readonly believed_ms: number | null;
  readonly asked_ms: number | null;
  /** How long coins could fall since then: the device stops by itself when nobody asks. */
  readonly risk_ms: number;
  /** False from an order to shut that was acknowledged (a reset shuts too) until the gate may have been ordered open: no time is counted. */
  readonly mayTake: boolean;
  /** The longest such time since it was last proved that there was no reset. */
  readonly widest_ms: number;
  /** Last time the device gave no answer: answers may come late after it. */
  readonly silence_ms: number;
  /** Answers to 229 in a row that had not its length. */
  readonly misfits: number;
  /** Since when. */
  readonly misfitSince_ms: number | null;
  /** The look that decides what a doubtful reading means; null when there is no doubt. */
  readonly inquiry: Inquiry | null;
  /** When a look last proved that nothing is missing. */
  readonly proved_ms: number;
  /** What this device has, found at its start: the mask can be read (230), accepted coins are counted (225). */
  readonly readsMask: boolean;
  readonly countsAccepted: boolean;
  /** Positions of the coin table without a coin, as a mask. */
  readonly free: number;
  /** Its mask was read back as it was set, so that a mask of 0 proves a reset. */
  readonly marked: boolean;
  /** It does not keep the mark of a free position. */
  readonly markRefused: boolean;
  /** Events were lost, so the fraud count (193) is asked; and what it said last. */
  readonly askFrauds: boolean;
  readonly frauds: number | null;
  /** How many settings of the sorter are made. */
  readonly sorted: number;
  /** Destinations that are full: coins for them go the default way. */
  readonly diverted: readonly string[];
  /** Longest time between two polls the device asks for (header 249), or none. */
  readonly pollLimit_ms: number;
  readonly enabled_yen: readonly Yen[];
  /** What the device was told and confirmed; null = not known. */
  readonly mask: number | null;
  readonly master: boolean | null;
  /** When the gate was last confirmed shut; a coin past it may still come for {@link SETTLE_MS}. */
  readonly shutSince_ms: number | null;
  readonly settling: boolean;
  readonly quietSince_ms: number;
  readonly poll_at_ms: number;
  readonly verify_at_ms: number;
  readonly verify: 'mask' | 'master';
  readonly selfCheck_at_ms: number;
  readonly health: HealthLevel | null;
  /** Reasons not to take coins: wrong device, wrong table, fault. */
  readonly blocked: readonly DeviceReason[];
  /** Reasons that call for somebody without stopping. */
  readonly warnings: readonly DeviceReason[];
  readonly statusKey: string;
}

/** What the device shows at one moment: answers to 229, 230 and 225, null where it has no such answer. */
export interface Snapshot {
  readonly credit: Uint8Array;
  readonly mask: number | null;
  readonly accepted: number | null;
}

/**
 * A look at everything that tells a reset, lost events and a late answer apart. It is asked until two looks in a row show
 * the same and no answer was missing.
 */
export interface Inquiry {
  readonly why: 'start' | 'doubt' | 'rest';
  readonly since_ms: number;
  /** The look before, if no answer was missing since. */
  readonly before: Snapshot | null;
  /** Events that earlier looks showed and that newer ones have pushed out of the buffer since, oldest first. */
  readonly pushedOut: readonly CoinEvent[];
  /** What is known of this look so far; a part is undefined until it is answered. */
  readonly credit: Uint8Array | undefined;
  readonly mask: number | null | undefined;
  readonly accepted: number | null | undefined;
}

export const NOTHING_SEEN = { credit: undefined, mask: undefined, accepted: undefined } as const;

/** An answer can come this late and be taken for that of a later question; until then a second look is taken. */
export const LATE_MS = 2_000;
/** A look that takes longer shuts the gate: coins that fall meanwhile would keep it from ending. */
const INQUIRY_SHUTS_MS = 700;

/** Polling goes on this long after the gate is shut, before a deposit may be closed (rule 9). */
export const SETTLE_MS = 1_000;
/** Inhibits are read back this often: a reset that the counter cannot show closes the gate silently (rule 7). */
export const VERIFY_MS = 3_000;
/** While a fault is known the self-check is repeated this often, to notice that it is gone. */
export const SELF_CHECK_MS = 5_000;
/** A self-check may take longer than other answers. */
const SELF_CHECK_ANSWER_MS = 1_000;

/** One request of the start. `optional` ones are left out when the device does not know them. */
export interface SetupRequest {
  readonly name: string;
  readonly header: number;
  readonly data: readonly number[];
  readonly optional: boolean;
}

/** What is asked at each start, in order. The gate is shut first: an earlier run may have left it open. */
export function acceptorSetup(model: AcceptorModel): readonly SetupRequest[] {
  const must = (name: string, header: number, ...data: number[]) => ({ name, header, data, optional: false });
  const may = (name: string, header: number, ...data: number[]) => ({ name, header, data, optional: true });
  const positions = Array.from({ length: model.positions }, (_, i) => i + 1);
  return [
    must('presence', HEADER.simplePoll),
    must('category', HEADER.requestCategory),
    // The gate is shut by the master inhibit; the mask stays as it was until it was looked at, because it tells a reset.
    must('shut', HEADER.setMasterInhibit, 0),
    may('maker', HEADER.requestManufacturer),
    may('product', HEADER.requestProduct),
    may('serial', HEADER.requestSerial),
    may('software', HEADER.requestSoftware),
    may('build', HEADER.requestBuild),
    may('pollLimit', HEADER.requestPollingPriority),
    may('readsMask', HEADER.getInhibit),
    ...(model.accepted === 'none' ? [] : [may('countsAccepted', HEADER.requestAccepted)]),
    ...(model.fraudCount === 'none' ? [] : [may('frauds', HEADER.requestFrauds)]),
    ...positions.map((position) => must(`coin${position}`, HEADER.requestCoinId, position)),
    // A second time and backwards: answers that are one question late show another table then.
    ...positions.toReversed().map((position) => must(`coin${position}`, HEADER.requestCoinId, position)),
    may('selfCheck', HEADER.selfCheck),
  ];
}

export interface AcceptorContext {
  readonly deviceId: string;
  readonly options: CoinAcceptorOptions;
  readonly model: AcceptorModel;
  readonly to: BusAddress;
  readonly setup: readonly SetupRequest[];
}

/** State before the line is open. */
export function initialState(memory: DeviceMemory | null): AcceptorState {
  return {
    opened: false,
    holder: 'claimed',
    setup: 0,
    probed: false,
    silences: 0,
    silentSince_ms: -Infinity,
    damages: 0,
    offline: false,
    notBefore_ms: 0,
    identity: {},
    coins_yen: [],
    memory: readCoinMemory(memory),
    counterRead: false,
    rebase: false,
    reading: null,
    believed_ms: null,
    asked_ms: null,
    risk_ms: 0,
    mayTake: true,
    widest_ms: 0,
    silence_ms: -Infinity,
    misfits: 0,
    misfitSince_ms: null,
    inquiry: null,
    proved_ms: -Infinity,
    readsMask: false,
    countsAccepted: false,
    free: 0,
    marked: false,
    markRefused: false,
    askFrauds: false,
    frauds: null,
    sorted: 0,
    diverted: [],
    pollLimit_ms: Infinity,
    enabled_yen: [],
    mask: null,
    master: null,
    shutSince_ms: null,
    settling: false,
    quietSince_ms: 0,
    poll_at_ms: 0,
    verify_at_ms: 0,
    verify: 'mask',
    selfCheck_at_ms: Infinity,
    health: null,
    blocked: [],
    warnings: [],
    statusKey: '',
  };
}

/** Dearest coin of a mask. */
export function dearestOf(state: AcceptorState, mask: number): Yen {
  return Math.max(0, ...state.coins_yen.map((value, i) => ((mask >> i) & 1 ? (value ?? 0) : 0)));
}

/** The mark that stays in the mask while the gate is shut: the inhibit bit of the last position without a coin, or 0. */
export function restMask(context: AcceptorContext, state: AcceptorState): number {
  if (!context.model.restMark || state.markRefused || !state.readsMask || state.free === 0) return 0;
  return 1 << (31 - Math.clz32(state.free));
}

/** True when the gate is to be open: only if that is remembered for coins as dear as these. */
export function wantsOpen(context: AcceptorContext, state: AcceptorState): boolean {
  const open = maskToOpen(context, state);
  return open !== 0 && state.memory?.open === true && state.memory.dearest_yen >= dearestOf(state, open);
}

/** The inhibit bits of the coins that are enabled, 0 while the gate must stay shut. */
export function maskToOpen(context: AcceptorContext, state: AcceptorState): number {
  if (state.blocked.length > 0 || state.settling || state.holder !== 'claimed' || !state.counterRead) return 0;
  if (state.inquiry?.why === 'start' || !isSorted(context, state)) return 0;
  // A device whose mark was not read back yet could be reset unseen.
  if (restMask(context, state) !== 0 && !state.memory?.marked) return 0;
  let mask = 0;
  state.coins_yen.forEach((value, i) => {
    if (value !== null && state.enabled_yen.includes(value)) mask |= 1 << i;
  });
  return mask;
}

/** What the acceptor wants of the line now. */
export function wanted(context: AcceptorContext, state: AcceptorState, now_ms: number): Want<CctalkRequest> {
  const { to } = context;
  if (!state.opened || state.holder === 'lent') return { type: 'nothing' };
  if (now_ms < state.notBefore_ms) return { type: 'until', at_ms: state.notBefore_ms };
  if (state.offline) return exchange(to, URGENCY.normal, HEADER.simplePoll);
  if (state.setup !== null) {
    const request = context.setup[state.setup];
    if (!request) return { type: 'nothing' };
    if (wantsProbe(request, state)) return exchange(to, URGENCY.normal, HEADER.simplePoll);
    const answer_ms = request.header === HEADER.selfCheck ? SELF_CHECK_ANSWER_MS : to.answer_ms;
    return exchange(to, URGENCY.normal, request.header, request.data, answer_ms);
  }
  const { inquiry } = state;
  const tooLong = inquiry !== null && now_ms - inquiry.since_ms > INQUIRY_SHUTS_MS;
  const open = wantsOpen(context, state) && !tooLong;
  // Shutting comes before everything, opening after the poll.
  if (!open && state.master !== false) return exchange(to, URGENCY.money, HEADER.setMasterInhibit, [0]);
  if (inquiry !== null) return wantedOfInquiry(to, state, inquiry);
  const rest = restMask(context, state);
  if (!open && state.mask !== rest) return exchange(to, URGENCY.money, HEADER.setInhibit, [rest & 0xff, rest >> 8]);
  if (now_ms >= state.poll_at_ms) return exchange(to, URGENCY.money, HEADER.readCredit);
  return settings(context, state, open, rest, now_ms);
}

/** An optional request that is not answered: unknown to the device, or is the device without power for a moment? */
export function wantsProbe(request: SetupRequest, { silences, damages, probed }: AcceptorState): boolean {
  // Damaged answers are answers.
  return request.optional && !probed && damages === 0 && silences >= SILENCES_UNTIL_SKIPPED;
}

function wantedOfInquiry(to: BusAddress, state: AcceptorState, inquiry: Inquiry): Want<CctalkRequest> {
  // 229 comes last: asked in vain it would only keep the gate of a device open that nobody hears.
  if (state.readsMask && inquiry.mask === undefined) return exchange(to, URGENCY.money, HEADER.getInhibit);
  if (state.countsAccepted && inquiry.accepted === undefined)
    return exchange(to, URGENCY.money, HEADER.requestAccepted);
  return exchange(to, URGENCY.money, HEADER.readCredit);
}

/** What has time between two polls: settings, verifying, checks. */
function settings(
  context: AcceptorContext,
  state: AcceptorState,
  open: boolean,
  rest: number,
  now_ms: number,
): Want<CctalkRequest> {
  const { to } = context;
  const step = sorterSteps(context, state)[state.sorted];
  if (step && state.blocked.length === 0) return exchange(to, URGENCY.order, step.header, step.data);
  const mask = maskToOpen(context, state) | rest;
  if (open && state.mask !== mask) return exchange(to, URGENCY.order, HEADER.setInhibit, [mask & 0xff, mask >> 8]);
  if (open && state.master !== true) return exchange(to, URGENCY.order, HEADER.setMasterInhibit, [1]);
  if (state.askFrauds) return exchange(to, URGENCY.normal, HEADER.requestFrauds);
  if (now_ms >= state.verify_at_ms) {
    const header = state.verify === 'mask' && state.readsMask ? HEADER.getInhibit : HEADER.getMasterInhibit;
    return exchange(to, URGENCY.normal, header);
  }
  if (state.health !== null || now_ms >= state.selfCheck_at_ms)
    return exchange(to, URGENCY.normal, HEADER.selfCheck, [], SELF_CHECK_ANSWER_MS);
  return { type: 'until', at_ms: Math.min(state.poll_at_ms, state.verify_at_ms, state.selfCheck_at_ms) };
}

/** Availability and its reasons, worst first. */
export function acceptorStatus(
  { deviceId, to }: AcceptorContext,
  state: AcceptorState,
): {
  readonly availability: Availability;
  readonly reasons: readonly DeviceReason[];
} {
  if (state.offline) return { availability: 'offline', reasons: [absence(deviceId, to, state.opened, state.damages)] };
  if (state.blocked.length > 0) return { availability: 'stop', reasons: state.blocked };
  if (state.setup !== null || !state.counterRead) return { availability: 'starting', reasons: [] };
  if (state.warnings.length > 0) return { availability: 'attention', reasons: state.warnings };
  return { availability: 'online', reasons: [] };
}

/** What differs between the coin table and the configured coins, or null. Coins that are not configured stay inhibited. */
export function tableDifference(context: AcceptorContext, coins_yen: readonly (Yen | null)[]): DeviceReason | null {
  const configured = context.options.denominations_yen;
  if (configured.every((value) => coins_yen.includes(value))) return null;
  const table = [...new Set(coins_yen.filter((value) => value !== null))].sort((a, b) => a - b);
  return {
    code: 'cashTable',
    detail: `the coin table of ${context.deviceId} has ${table.join(', ') || 'nothing'}; configured are ${configured.join(', ')}`,
  };
}

/** True for an answer of "done" with at least this many data bytes. */
export function isDone(reply: CctalkReply, least_bytes = 0): boolean {
  return reply.header === ANSWER.done && reply.data.length >= least_bytes;
}

/** Value of a coin table entry. */
export function tableValue(context: AcceptorContext, text: string): Yen | null {
  return coinValue_yen(text, context.model.country);
}

/** Reasons that a clean self-check takes back; a wrong device or table it does not. */
export const SELF_CHECK_ENDS: ReadonlySet<string> = new Set(['cashFault', 'cashJam', 'cashFraud']);
