import { URGENCY, type Want } from '../line/device.ts';
import type { Availability, DeviceMemory, DeviceReason, HealthLevel } from '../contract.ts';
import type { Yen } from '../../src/base/yen.ts';
import { ANSWER, HEADER, type CctalkReply, type CctalkRequest } from './frame.ts';
import { coinValue_yen, readCoinMemory, type CoinMemory } from './coin-events.ts';
import { exchange, type BusAddress } from './device.ts';
import type { AcceptorModel } from './models.ts';
import type { CoinAcceptorOptions } from './options.ts';

/** State of a coin acceptor and what follows from it alone. */
export interface AcceptorState {
  readonly opened: boolean;
  readonly holder: 'claimed' | 'lending' | 'lent';
  /** Position in the start's list of requests; null when started. */
  readonly setup: number | null;
  readonly silences: number;
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
  /** When the device was met, its inhibit mask was 0, or it fell silent so that nobody knows. */
  readonly foundShut: boolean;
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
  return [
    must('presence', HEADER.simplePoll),
    // Read before it is shut: a gate that should be open and is not was reset, though the counter may not show it.
    may('maskBefore', HEADER.getInhibit),
    must('shut', HEADER.setMasterInhibit, 0),
    must('mask', HEADER.setInhibit, 0, 0),
    must('category', HEADER.requestCategory),
    may('maker', HEADER.requestManufacturer),
    may('product', HEADER.requestProduct),
    may('serial', HEADER.requestSerial),
    may('software', HEADER.requestSoftware),
    ...Array.from({ length: model.positions }, (_, i) => must(`coin${i + 1}`, HEADER.requestCoinId, i + 1)),
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
    silences: 0,
    offline: false,
    notBefore_ms: 0,
    identity: {},
    coins_yen: [],
    memory: readCoinMemory(memory),
    counterRead: false,
    rebase: false,
    foundShut: false,
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

/** The inhibit mask the device should have now: bit n − 1 set = position n is taken. Open only if it is remembered so. */
export function wantedMask(state: AcceptorState): number {
  return state.memory?.open === true ? maskToOpen(state) : 0;
}

/** The inhibit mask that the coins enabled ask for. */
export function maskToOpen(state: AcceptorState): number {
  if (state.blocked.length > 0 || state.settling || state.holder !== 'claimed' || !state.counterRead) return 0;
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
    const answer_ms = request.header === HEADER.selfCheck ? SELF_CHECK_ANSWER_MS : to.answer_ms;
    return exchange(to, URGENCY.normal, request.header, request.data, answer_ms);
  }
  const mask = wantedMask(state);
  // Shutting comes before everything, opening after the poll.
  if (mask === 0 && state.master !== false) return exchange(to, URGENCY.money, HEADER.setMasterInhibit, [0]);
  if (mask === 0 && state.mask !== 0) return exchange(to, URGENCY.money, HEADER.setInhibit, [0, 0]);
  if (now_ms >= state.poll_at_ms) return exchange(to, URGENCY.money, HEADER.readCredit);
  if (state.mask !== mask) return exchange(to, URGENCY.order, HEADER.setInhibit, [mask & 0xff, mask >> 8]);
  if (mask !== 0 && state.master !== true) return exchange(to, URGENCY.order, HEADER.setMasterInhibit, [1]);
  if (now_ms >= state.verify_at_ms)
    return exchange(to, URGENCY.normal, state.verify === 'mask' ? HEADER.getInhibit : HEADER.getMasterInhibit);
  if (state.health !== null || now_ms >= state.selfCheck_at_ms)
    return exchange(to, URGENCY.normal, HEADER.selfCheck, [], SELF_CHECK_ANSWER_MS);
  return { type: 'until', at_ms: Math.min(state.poll_at_ms, state.verify_at_ms, state.selfCheck_at_ms) };
}

/** Availability and its reasons, worst first. */
export function acceptorStatus(state: AcceptorState): {
  readonly availability: Availability;
  readonly reasons: readonly DeviceReason[];
} {
  if (state.offline)
    return { availability: 'offline', reasons: [{ code: 'cashOffline', detail: 'the coin acceptor does not answer' }] };
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
