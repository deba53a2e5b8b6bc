import type { Availability, DeviceMemory, DeviceReason, HealthLevel } from '../contract.ts';
import type { BillAcceptorFact } from '../bill-acceptor.ts';
import type { Draft } from '../line/draft.ts';
import type { Yen } from '../../src/base/yen.ts';
import { STATUS } from './frame.ts';
import { isPowerUp } from './names.ts';
import type { BillModel } from './models.ts';
import type { BillAcceptorOptions } from './options.ts';

/** State of a bill acceptor and what follows from it alone. */

/**
 * The one note the unit may hold. `remembered`: known from before the start, its fate not yet seen. `escrowed`: in escrow,
 * can go back. `ordered`: an executed order wants it stacked. `credited`: VEND VALID was seen, it is worth money.
 */
export interface Note {
  readonly number: number;
  readonly code: number;
  readonly denomination_yen: Yen;
  readonly phase: 'remembered' | 'escrowed' | 'ordered' | 'credited';
}

/** What is remembered: escrow numbers never come twice, and a credited note is never credited again. */
export interface BillMemory {
  /** Number of the last escrow. */
  readonly number: number;
  /** The note that was in the unit then. */
  readonly note: Note | null;
  /** Number of the last note that was credited, 0 for none. */
  readonly credited: number;
  /** Times it was lent so far; `away` while it is, until it was told that nobody knows what it took. */
  readonly lendings: number;
  readonly away: boolean;
  /** Worst power-up status since `note` came in, or 40 for a RESET of ours: kept before the RESET that hides it from a later run. */
  readonly powerUp: number | null;
}

/** Of a unit that was never seen. */
const NO_MEMORY: BillMemory = { number: 0, note: null, credited: 0, lendings: 0, away: false, powerUp: null };

/** The memory as it is told and committed. */
function memoryText(memory: BillMemory): DeviceMemory {
  return JSON.stringify(memory);
}

/** Reads a memory back; the empty one when it is not one of ours. */
function readMemory(text: DeviceMemory | null): BillMemory {
  if (text === null) return NO_MEMORY;
  try {
    const value = JSON.parse(text) as Record<string, unknown> | null;
    if (typeof value !== 'object' || value === null) return NO_MEMORY;
    const { number, note, credited, lendings, away, powerUp } = value;
    if (!isCount(number) || !isCount(credited)) return NO_MEMORY;
    return {
      number,
      credited,
      note: readNote(note),
      lendings: isCount(lendings) ? lendings : 0,
      away: away === true,
      powerUp: isCount(powerUp) ? powerUp : null,
    };
  } catch {
    return NO_MEMORY;
  }
}

function readNote(value: unknown): Note | null {
  if (typeof value !== 'object' || value === null) return null;
  const { number, code, denomination_yen, phase } = value as Record<string, unknown>;
  if (!isCount(number) || !isCount(code) || !isCount(denomination_yen)) return null;
  return { number, code, denomination_yen, phase: phase === 'credited' ? 'credited' : 'remembered' };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

export type Outcome = Extract<BillAcceptorFact, { type: 'outcome' }>;

/** All that is known of the unit between two steps. */
export interface BillState {
  readonly lendings: number;
  readonly away: boolean;
  readonly opened: boolean;
  readonly holder: 'claimed' | 'lending' | 'lent';
  readonly silences: number;
  /** When the first of the silences was noticed. */
  readonly silentSince_ms: number;
  readonly offline: boolean;
  readonly offlineSince_ms: number;
  readonly notBefore_ms: number;
  readonly poll_at_ms: number;
  /** Last status and its data; null before the first. */
  readonly status: number | null;
  readonly statusData: Uint8Array;
  /** A status was read after the last order (STACK, RETURN, HOLD): none is sent twice without looking (rule 5). */
  readonly looked: boolean;
  // ---- settings
  readonly mask: number | null;
  readonly inhibit: boolean | null;
  /** Next of the fixed settings to send. */
  readonly setting: number;
  readonly refusals: number;
  readonly firmware: string | null;
  readonly table: ReadonlyMap<number, Yen> | null;
  readonly identified: boolean;
  readonly enabled_yen: readonly Yen[];
  // ---- the note
  readonly number: number;
  readonly credited: number;
  readonly note: Note | null;
  readonly escrowSince_ms: number;
  readonly holds: number;
  readonly wantReturn: boolean;
  /** The note was seen on its way back. */
  readonly backSeen: boolean;
  /** The `noteStacked` that waits for `recorded`; `recorded` once it came. */
  readonly held: { readonly factId: string; readonly recorded: boolean } | null;
  /** VEND VALID was seen and may be acknowledged. */
  readonly ackDue: boolean;
  /** Since when the unit rests without the VEND VALID or the word about a note it should have. */
  readonly idleSince_ms: number | null;
  /** The unit was seen at rest since the start. */
  readonly restSeen: boolean;
  // ---- orders
  readonly prepared: { readonly intentId: string; readonly escrowId: string } | null;
  readonly stack: { readonly intentId: string; readonly sends: number; readonly since_ms: number } | null;
  readonly outcomes: readonly Outcome[];
  /** Worst power-up status since this note came, or since the start. */
  readonly powerUp: number | null;
  /** What of it is remembered: no RESET goes out over a note in doubt before that. */
  readonly powerUpKept: number | null;
  readonly reset_at_ms: number;
  readonly health: HealthLevel | null;
  /** The health check wants a RESET that is not yet sent. */
  readonly healthResets: boolean;
  readonly stop: DeviceReason | null;
  /** The note box is full: no note is taken, all else goes on. */
  readonly boxFull: boolean;
  /** A credited note was seen going back; stands until a health check that a person asked for. */
  readonly alarm: DeviceReason | null;
  readonly blocked: readonly DeviceReason[];
  readonly statusKey: string;
}

/** A state of the unit in the making. */
export type BillDraft = Draft<BillState, BillAcceptorFact>;

/** What does not change while the unit is driven. */
export interface BillContext {
  readonly deviceId: string;
  readonly options: BillAcceptorOptions;
  readonly model: BillModel;
}

/** HOLD is repeated this often at most, then the note goes back: nobody decides any more. */
export const MOST_HOLDS = 6;
/** STACK is sent this often at most, each time after the unit was seen still in escrow. */
export const MOST_STACKS = 3;
/** A unit at rest that owes a VEND VALID is waited for this long. */
export const VEND_WAIT_MS = 5_000;
/** A stacking that takes longer than this is a dispute. */
export const STACK_LIMIT_MS = 30_000;
/** A note remembered from before the start is taken for returned when nobody asks about it for this long. */
export const REMEMBERED_MS = 10_000;
/** The same after a power-up status: the unit still moves the note. */
export const REMEMBERED_AFTER_POWER_MS = 60_000;
/** RESET is tried again this often after a jam or failure, and on a unit that went mute. */
export const RESET_EVERY_MS = 30_000;
/** First RESET to a mute unit. */
export const MUTE_RESET_MS = 10_000;
/**
 * The first RESET to a mute unit with a note in doubt, which a RESET moves: so long after it is known to have gone mute by
 * itself (cash.md 3.3). Then RESET is the only way to hear of the note at all.
 */
export const MUTE_RESET_IN_DOUBT_AFTER_MS = 10_000;
/** A setting that is refused is tried again after this, and given up after {@link MOST_REFUSALS}. */
export const REFUSED_REST_MS = 500;
/** Refusals of one setting after which it is given up. */
export const MOST_REFUSALS = 5;
/** Outcomes kept; a kiosk asks about the last one only. */
export const OUTCOMES_KEPT = 8;

/** The unit as its memory tells it, before anything was heard. */
export function initialBill(memory: DeviceMemory | null): BillState {
  const { number, note, credited, lendings, away, powerUp } = readMemory(memory);
  return {
    lendings,
    away,
    opened: false,
    holder: 'claimed',
    silences: 0,
    silentSince_ms: -Infinity,
    offline: false,
    offlineSince_ms: 0,
    notBefore_ms: 0,
    poll_at_ms: 0,
    status: null,
    statusData: new Uint8Array(0),
    looked: false,
    mask: null,
    inhibit: null,
    setting: 0,
    refusals: 0,
    firmware: null,
    table: null,
    identified: false,
    enabled_yen: [],
    number,
    credited,
    note,
    escrowSince_ms: 0,
    holds: 0,
    wantReturn: false,
    backSeen: false,
    // A credited note that comes back from the ledger is committed there: it may be acknowledged at once.
    held: null,
    ackDue: false,
    idleSince_ms: null,
    restSeen: false,
    prepared: null,
    stack: null,
    outcomes: [],
    powerUp: note ? powerUp : null,
    powerUpKept: note ? powerUp : null,
    reset_at_ms: Infinity,
    health: null,
    healthResets: false,
    stop: null,
    boxFull: false,
    alarm: null,
    blocked: [],
    statusKey: '',
  };
}

/** The memory as of now. */
export function memoryOf(state: BillState): DeviceMemory {
  const { number, note, credited, lendings, away, powerUpKept } = state;
  return memoryText({ number, note, credited, lendings, away, powerUp: note ? powerUpKept : null });
}

/** True while the unit holds a note that is not credited: a RESET moves it, and may lose its VEND VALID. */
export function inDoubt({ note }: BillState): boolean {
  return note !== null && note.phase !== 'credited';
}

/** Names a note in escrow for ever: device and its running number. */
export function escrowIdOf(context: BillContext, number: number): string {
  return `${context.deviceId}-${number}`;
}

/** Availability and its reasons, worst first. */
export function billStatus(
  context: BillContext,
  state: BillState,
): { readonly availability: Availability; readonly reasons: readonly DeviceReason[] } {
  if (state.offline) {
    const detail = `bill acceptor ${context.deviceId} does not answer`;
    return { availability: 'offline', reasons: [{ code: 'cashOffline', detail }] };
  }
  const reasons = [...state.blocked, ...(state.stop ? [state.stop] : [])];
  if (reasons.length > 0) return { availability: 'stop', reasons };
  const { status } = state;
  if (status === null || isPowerUp(status) || status === STATUS.initialize || !state.identified)
    return { availability: 'starting', reasons: [] };
  const full: DeviceReason = { code: 'cashBoxFull', detail: `${context.deviceId}: the note box is full` };
  const attention = [...(state.alarm ? [state.alarm] : []), ...(state.boxFull ? [full] : [])];
  return { availability: attention.length > 0 ? 'attention' : 'online', reasons: attention };
}

/** The notes taken now, as escrow codes. */
export function enabledCodes(state: BillState): readonly number[] {
  if (!state.table || state.blocked.length > 0 || state.holder !== 'claimed') return [];
  return [...state.table].filter(([, value]) => state.enabled_yen.includes(value)).map(([code]) => code);
}
