import { createHash } from 'node:crypto';
import type { Availability, DeviceMemory, DeviceReason, HealthLevel } from '../contract.ts';
import type { CashChangerFact } from '../cash-changer.ts';
import type { Draft } from '../line/draft.ts';
import type { Pieces, Yen } from '../../src/base/yen.ts';
import type { OnePieceOptions } from './options.ts';
import { u32At } from './opc-frame.ts';

/** State of a one-piece changer and what follows from it alone. */

/** Values by code − 1, and the bit of a mask. */
export const VALUES_YEN = [10, 50, 100, 500, 1000, 2000, 5000, 10000] as const;

export function maskOf(values_yen: readonly Yen[]): number {
  return VALUES_YEN.reduce<number>((mask, value, i) => (values_yen.includes(value) ? mask | (1 << i) : mask), 0);
}

export function valuesOf(mask: number): readonly Yen[] {
  return VALUES_YEN.filter((_, i) => (mask >> i) & 1);
}

/** Answer to IDENTIFY. */
export interface Identity {
  readonly acceptsMask: number;
  readonly paysMask: number;
  readonly serial: string;
}

/** Answer to STATUS. */
export interface UnitStatus {
  readonly boot: number;
  readonly lastEvent: number;
  readonly orders: number;
  readonly mode: number;
  readonly mask: number;
  readonly fault: number;
  readonly nearlyEmpty: number;
  readonly flags: number;
}
const STATUS_BYTES = 21;
export const MODE = { idle: 0, deposit: 1, fixing: 2, fixed: 3, paying: 4, fault: 5 } as const;
/** A deposit is open, or not ended yet. */
export const DEPOSIT_MODES: ReadonlySet<number> = new Set([MODE.deposit, MODE.fixing, MODE.fixed]);

export function readStatus(data: Uint8Array): UnitStatus | null {
  if (data.length < STATUS_BYTES) return null;
  const byte = (at: number): number => data[at] ?? 0;
  return {
    boot: u32At(data, 0),
    lastEvent: u32At(data, 4),
    orders: u32At(data, 8),
    mode: byte(12),
    mask: byte(13),
    fault: byte(18),
    nearlyEmpty: byte(19),
    flags: byte(20),
  };
}

/** Answer to ORDER. */
export interface UnitOrder {
  readonly state: number;
  readonly paid_yen: Yen;
  readonly doubtful: number;
  readonly pieces: readonly Pieces[];
}
const ORDER_BYTES = 35;
export const ORDER_STATE = { paying: 1, paid: 2, partly: 3, notPaid: 4, interrupted: 5 } as const;

export function readOrder(data: Uint8Array): UnitOrder | null {
  if (data.length < ORDER_BYTES) return null;
  const pieces = VALUES_YEN.map((denomination_yen, i) => ({ denomination_yen, count: data[27 + i] ?? 0 }));
  return {
    state: data[16] ?? 0,
    paid_yen: u32At(data, 21),
    doubtful: data[25] ?? 0,
    pieces: pieces.filter(({ count }) => count > 0),
  };
}

/** The 16 bytes by which the unit knows an intent: the id itself if it is 32 hex digits, else a digest of it. */
export function orderId(intentId: string): readonly number[] {
  const hex = /^[0-9a-f]{32}$/.test(intentId) ? intentId : createHash('sha256').update(intentId).digest('hex');
  return [...Buffer.from(hex.slice(0, 32), 'hex')];
}

/** The unit's counts of one denomination. */
export interface UnitCount {
  readonly lifeIn: number;
  readonly lifeOut: number;
  readonly stock: number;
}

/** What is remembered: the number of the last event that was booked, and of which unit. */
export interface OnePieceMemory {
  readonly serial: string;
  readonly event: number;
  /** Pieces it ever took of each denomination, by its own count (COUNTS) and the events booked since; left out: not read yet. */
  readonly lifeIn?: readonly number[];
  /** Events that are lost for good and that the counts have not explained yet. */
  readonly gap?: number;
  /** The unit's own counts (COUNTS) when it was lent, until it is told what moved since. */
  readonly lent?: readonly UnitCount[];
}

function readMemory(text: DeviceMemory | null): OnePieceMemory | null {
  if (text === null) return null;
  try {
    const value = JSON.parse(text) as Record<string, unknown> | null;
    if (typeof value !== 'object' || value === null) return null;
    const { serial, event, lifeIn, gap, lent } = value;
    if (typeof serial !== 'string' || !isCount(event)) return null;
    const hasCounts = Array.isArray(lifeIn) && lifeIn.length === VALUES_YEN.length && lifeIn.every(isCount);
    return {
      serial,
      event,
      ...(hasCounts ? { lifeIn } : {}),
      ...(hasCounts && isCount(gap) ? { gap } : {}),
      ...(isUnitCounts(lent) ? { lent } : {}),
    };
  } catch {
    return null;
  }
}

function isUnitCounts(value: unknown): value is readonly UnitCount[] {
  if (!Array.isArray(value) || value.length !== VALUES_YEN.length) return false;
  return value.every((row: unknown) => {
    if (typeof row !== 'object' || row === null) return false;
    const { lifeIn, lifeOut, stock } = row as Record<string, unknown>;
    return [lifeIn, lifeOut, stock].every((count) => typeof count === 'number' && Number.isSafeInteger(count));
  });
}

/** Base of an order: number of orders the unit had ever taken before. Null when it is not one of ours. */
export function readBase(text: DeviceMemory): number | null {
  try {
    const value = JSON.parse(text) as Record<string, unknown> | null;
    const orders = value?.['orders'];
    return isCount(orders) ? orders : null;
  } catch {
    return null;
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** The order under way. `canPay`: asked before it is prepared; `look`: ORDER before anything is sent (again). */
export interface Job {
  readonly type: 'canPay' | 'pay' | 'look' | 'resolve';
  readonly intentId: string;
  readonly amount_yen: Yen;
  /** Orders before; null when the base is lost. */
  readonly orders: number | null;
  readonly paid_yen: Yen;
}

export type Outcome = Extract<CashChangerFact, { type: 'outcome' }>;

/** All that is known of the unit between two steps. */
export interface OnePieceState {
  readonly opened: boolean;
  readonly holder: 'claimed' | 'lending' | 'lent';
  readonly seq: number;
  readonly silences: number;
  /** When the first of the silences was noticed. */
  readonly silentSince_ms: number;
  readonly offline: boolean;
  readonly notBefore_ms: number;
  readonly poll_at_ms: number;
  readonly ask_at_ms: number;
  readonly identity: Identity | null;
  /** Serial number of the last answer to IDENTIFY, if it is not the remembered one: it counts when it comes twice in a row. */
  readonly newSerial: string | null;
  readonly status: UnitStatus | null;
  /** A status was read after the last command that changes the deposit. */
  readonly looked: boolean;
  readonly memory: OnePieceMemory | null;
  /** False until the first events of this start are read: only then is known what is new. */
  readonly based: boolean;
  /** Counts that were read, and the newest event then; until a STATUS proves that none came in between. */
  readonly reading: { readonly counts: readonly UnitCount[]; readonly event: number } | null;
  readonly counts_at_ms: number;
  /**
   * The unit was seen without a deposit since this start, and all it took until then is told: a note that was past its slot when the
   * daemon stopped belongs to nobody who comes later.
   */
  readonly settled: boolean;
  readonly deposit: 'closed' | 'open' | 'fixed';
  readonly fixing: boolean;
  readonly enabled_yen: readonly Yen[];
  readonly job: Job | null;
  readonly waiting: readonly Job[];
  readonly prepared: Job | null;
  /** Amounts of which it is to be asked whether they can be paid (promise of change). */
  readonly asks_yen: readonly Yen[];
  readonly stopping: boolean;
  readonly outcomes: readonly Outcome[];
  readonly health: HealthLevel | null;
  readonly healthResets: boolean;
  readonly level: 'low' | 'ok' | null;
  readonly blocked: readonly DeviceReason[];
  /** What was told of it last: it can pay. */
  readonly pays: boolean;
  readonly statusKey: string;
}

/** A state of the unit in the making. */
export type OnePieceDraft = Draft<OnePieceState, CashChangerFact>;

/** What does not change while the unit is driven. */
export interface OnePieceContext {
  readonly deviceId: string;
  readonly options: OnePieceOptions;
}

/** Amounts that may be asked about at a time: one for each denomination, and what is inside. */
export const MOST_ASKED = 9;
/** Resolves that may wait at a time. */
export const MOST_WAITING = 8;
/** Outcomes kept; a kiosk asks about the last one only. */
export const OUTCOMES_KEPT = 8;
/** The unit remembers this many orders; when more came since, one may be forgotten. */
export const ORDERS_KEPT = 64;

/** The unit as its memory tells it, before anything was heard. */
export function initialOnePiece(memory: DeviceMemory | null): OnePieceState {
  return {
    opened: false,
    holder: 'claimed',
    seq: 0,
    silences: 0,
    silentSince_ms: -Infinity,
    offline: false,
    notBefore_ms: 0,
    poll_at_ms: 0,
    ask_at_ms: 0,
    identity: null,
    newSerial: null,
    status: null,
    looked: false,
    memory: readMemory(memory),
    based: false,
    reading: null,
    counts_at_ms: 0,
    settled: false,
    deposit: 'closed',
    fixing: false,
    enabled_yen: [],
    job: null,
    waiting: [],
    prepared: null,
    asks_yen: [],
    stopping: false,
    outcomes: [],
    health: null,
    healthResets: false,
    level: null,
    blocked: [],
    pays: true,
    statusKey: '',
  };
}

/** Reason of a fault byte, or null. */
export function faultReason(deviceId: string, fault: number): DeviceReason | null {
  switch (fault) {
    case 0:
      return null;
    case 1:
      return { code: 'cashJam', detail: `${deviceId}: a coin is jammed` };
    case 2:
      return { code: 'cashJam', detail: `${deviceId}: a note is jammed` };
    case 3:
      return { code: 'hopperJam', detail: `${deviceId}: the payout is jammed` };
    case 4:
      return { code: 'cashBoxFull', detail: `${deviceId}: the cash box is removed` };
    default:
      return { code: 'cashFault', detail: `${deviceId}: fault ${fault}` };
  }
}

/** Bit of the flags: the cash box is nearly full. */
const NEARLY_FULL = 4;

/** Availability and its reasons, worst first. */
export function onePieceStatus(
  context: OnePieceContext,
  state: OnePieceState,
): { readonly availability: Availability; readonly reasons: readonly DeviceReason[] } {
  const id = context.deviceId;
  if (state.offline)
    return { availability: 'offline', reasons: [{ code: 'cashOffline', detail: `changer ${id} does not answer` }] };
  const fault = faultReason(id, state.status?.fault ?? 0);
  const reasons = [...state.blocked, ...(fault ? [fault] : [])];
  if (reasons.length > 0) return { availability: 'stop', reasons };
  // Back from being lent it starts only when it was told what moved.
  const told = state.based && state.memory?.lent === undefined;
  if (!state.identity || !state.status || !told || !state.settled) return { availability: 'starting', reasons: [] };
  if (state.status.flags & NEARLY_FULL)
    return {
      availability: 'attention',
      reasons: [{ code: 'cashBoxFull', detail: `${id}: the cash box is nearly full` }],
    };
  return { availability: 'online', reasons: [] };
}
