import type { Availability, DeviceMemory, DeviceReason, HealthLevel } from '../contract.ts';
import type { CoinDispenserFact } from '../coin-dispenser.ts';
import type { Draft } from '../line/draft.ts';
import { absence, type BusAddress } from './device.ts';
import type { HopperModel } from './models.ts';
import type { HopperCipher } from './ciphers.ts';
import type { HopperOptions } from './options.ts';

/** State of a hopper and what follows from it alone (cash.md 2.5; Money Controls SCH2 manual TSP016). */

/** Answer to 166: event counter, coins still to pay, paid, unpaid. */
export interface HopperCounters {
  readonly counter: number;
  readonly remaining: number;
  readonly paid: number;
  readonly unpaid: number;
}

/** First two bytes of the answer to 163. */
export interface HopperTest {
  readonly first: number;
  readonly second: number;
}

/** Bits of the first test byte. */
export const TEST = {
  overCurrent: 1,
  payoutTimeout: 2,
  motorReversed: 4,
  blockedAtRest: 8,
  shortedAtRest: 16,
  blockedWhilePaying: 32,
  powerUp: 64,
  disabled: 128,
} as const;

/** What stands in `deviceBase` and `deviceAfter`: the only safe base for the books is the life count (rule 11). */
export interface HopperBase {
  /** Coins paid in life, 24 bits. */
  readonly life: number;
  /** Event counter. */
  readonly counter: number;
}

/** Life counts run modulo 2^24. */
export const LIFE_MODULUS = 1 << 24;

/** Coins paid between two life counts. */
export function paidBetween(before: number, now: number): number {
  return (now - before + LIFE_MODULUS) % LIFE_MODULUS;
}

/** The base as device memory. */
export function baseText(base: HopperBase): DeviceMemory {
  return JSON.stringify(base);
}

/** Reads a base back; null when it is not one of ours. */
export function readBase(text: DeviceMemory): HopperBase | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return null;
    const { life, counter } = value as Record<string, unknown>;
    if (!isBelow(life, LIFE_MODULUS) || !isBelow(counter, 256)) return null;
    return { life, counter };
  } catch {
    return null;
  }
}

function isBelow(value: unknown, limit: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < limit;
}

/**
 * The reading of a hopper is a list of questions still to be asked; what becomes of the answers is decided when the list
 * is empty. `settle` waits until two life counts a rest apart are equal: one more coin may fall after the motor stops.
 */
export type Question = 'counters' | 'test' | 'life' | 'lifeAgain' | 'level' | 'disable' | 'reset';

/** What a hopper is busy with. Each has the questions it still wants answered, in order. */
export type Job =
  | { readonly type: 'idle' }
  /** Start: identify, wait for a payout of an earlier life to end, read, reset, read. `at` counts identification. */
  | { readonly type: 'start'; readonly at: number }
  | { readonly type: 'read'; readonly purpose: Purpose; readonly questions: readonly Question[] }
  /** The payout itself: enable, key, dispense, poll. */
  | { readonly type: 'pay'; readonly phase: PayPhase; readonly key: Uint8Array };

/** enable (164) → counter before (166) → pump (161) → key (160) → dispense (167) → polling (166); or stop (172) → polling. */
export type PayPhase = 'enable' | 'before' | 'pump' | 'key' | 'dispense' | 'polling' | 'stop';

/** Why the hopper is read. */
export type Purpose =
  | { readonly type: 'start' }
  | { readonly type: 'heartbeat' }
  /** A noted fault is reset. */
  | { readonly type: 'recover' }
  | { readonly type: 'health'; readonly level: HealthLevel }
  | { readonly type: 'prepare'; readonly intentId: string; readonly count: number; readonly again: boolean }
  /** Was the 167 heard? (rule 10) */
  | { readonly type: 'heard' }
  /** The payout has ended: what fell? */
  | { readonly type: 'ended'; readonly reason: DeviceReason | null }
  | { readonly type: 'resolve'; readonly intentId: string; readonly count: number; readonly base: HopperBase | null };

/** The one order under way. */
export interface Payout {
  readonly intentId: string;
  readonly count: number;
  readonly base: HopperBase;
  /** Counter just before the last 167. */
  readonly counterBefore: number;
  /** How often 167 was sent; again only after it was certainly not heard. */
  readonly sends: number;
  readonly paid: number;
  readonly progress_at_ms: number;
}

/** The hopper that was lent: what it had paid until then, and its serial number (null: it told none). */
export interface LentHopper {
  readonly life: number;
  readonly serial: string | null;
}

/** All that is known of a hopper between two steps. */
export interface HopperState {
  readonly opened: boolean;
  readonly holder: 'claimed' | 'lending' | 'lent';
  /** The hopper that was lent, until it is told what moved since. */
  readonly lent: LentHopper | null;
  readonly silences: number;
  /** Of the silences, those in a row in which something damaged came. */
  readonly damages: number;
  readonly offline: boolean;
  readonly notBefore_ms: number;
  readonly identity: Readonly<Record<string, string>>;
  readonly serialBytes: Uint8Array;
  readonly counters: HopperCounters | null;
  readonly test: HopperTest | null;
  readonly life: number | null;
  readonly job: Job;
  /** Prepared and not yet executed. */
  readonly prepared: { readonly intentId: string; readonly count: number; readonly base: HopperBase } | null;
  readonly payout: Payout | null;
  readonly stopping: boolean;
  /** Commands that wait for the job to end: at most {@link MOST_WAITING}. */
  readonly waiting: readonly Purpose[];
  /** Next poll of a running payout, or the end of a rest between two readings. */
  readonly ask_at_ms: number;
  /** Since when a payout has had no answer; null while it has. */
  readonly silentSince_ms: number | null;
  /** False once header 217 was not answered: not every model knows it. */
  readonly hasLevel: boolean;
  /** Last answer to 217. */
  readonly levelBits: number;
  /** Outcomes told lately, so that the same intent never acts twice. */
  readonly outcomes: readonly Outcome[];
  readonly heartbeat_at_ms: number;
  readonly level: 'empty' | 'low' | 'ok' | 'full' | null;
  readonly blocked: readonly DeviceReason[];
  readonly warnings: readonly DeviceReason[];
  readonly statusKey: string;
}

/** A hopper state in the making. */
export type HopperDraft = Draft<HopperState, CoinDispenserFact>;

/** The outcome of an order. */
export type Outcome = Extract<CoinDispenserFact, { type: 'outcome' }>;

/** Orders and questions that may wait at a time: a changer has one order under way and may ask for one more. */
export const MOST_WAITING = 4;
/** Outcomes kept; a kiosk asks about the last one only. */
export const OUTCOMES_KEPT = 8;
/** A hopper at rest is looked at this often. */
export const HEARTBEAT_MS = 4_000;
/** 167 is sent this often at most, each time certainly not heard before. */
export const MOST_SENDS = 3;
/** No coin for this long while some remain: the motor is stopped (its own time limit is shorter). */
export const NO_PROGRESS_MS = 20_000;
/** Rest between two life counts that must agree. */
export const LIFE_REST_MS = 300;
/** A payout with no answer for this long ends as `unknown`; `resolve` tells more once the hopper answers again. */
export const SILENT_PAYOUT_MS = 15_000;
/** Most coins of one order: the count is one byte. */
export const MOST_COINS = 255;

/** What does not change while a hopper is driven. */
export interface HopperContext {
  readonly deviceId: string;
  readonly options: HopperOptions;
  readonly model: HopperModel;
  readonly to: BusAddress;
  readonly cipher: HopperCipher;
}

/** A hopper of which nothing is known yet. */
export function initialHopper(): HopperState {
  return {
    opened: false,
    holder: 'claimed',
    lent: null,
    silences: 0,
    damages: 0,
    offline: false,
    notBefore_ms: 0,
    identity: {},
    serialBytes: new Uint8Array(3),
    counters: null,
    test: null,
    life: null,
    job: { type: 'start', at: 0 },
    prepared: null,
    payout: null,
    stopping: false,
    waiting: [],
    ask_at_ms: 0,
    silentSince_ms: null,
    hasLevel: true,
    levelBits: 0,
    outcomes: [],
    heartbeat_at_ms: 0,
    level: null,
    blocked: [],
    warnings: [],
    statusKey: '',
  };
}

/** Availability and its reasons, worst first. */
export function hopperStatus(
  context: HopperContext,
  state: HopperState,
): { readonly availability: Availability; readonly reasons: readonly DeviceReason[] } {
  if (state.offline)
    return {
      availability: 'offline',
      reasons: [absence(context.deviceId, context.to, state.opened, state.damages)],
    };
  if (state.blocked.length > 0) return { availability: 'stop', reasons: state.blocked };
  const started = state.job.type !== 'start' && !(state.job.type === 'read' && state.job.purpose.type === 'start');
  if (!started) return { availability: 'starting', reasons: [] };
  if (state.warnings.length > 0) return { availability: 'attention', reasons: state.warnings };
  return { availability: 'online', reasons: [] };
}

/** Reason of a test result, worst first; null when nothing is wrong. */
export function testReason(context: HopperContext, test: HopperTest | null): DeviceReason | null {
  if (!test) return null;
  const id = context.deviceId;
  if (test.first & TEST.overCurrent) return { code: 'hopperJam', detail: `${id}: motor over-current` };
  if (test.first & TEST.blockedWhilePaying)
    return { code: 'hopperJam', detail: `${id}: exit sensor blocked while paying` };
  if (test.first & TEST.blockedAtRest) return { code: 'hopperJam', detail: `${id}: exit sensor blocked` };
  if (test.first & TEST.shortedAtRest || test.second & 1)
    return { code: 'cashFault', detail: `${id}: exit sensor shorted` };
  if (test.first & TEST.payoutTimeout) return { code: 'hopperEmpty', detail: `${id}: payout timeout` };
  return null;
}
