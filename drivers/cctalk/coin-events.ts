import type { DeviceMemory } from '../contract.ts';
import type { Yen } from '../../src/base/yen.ts';

/** Counting the events of a coin acceptor (header 229, cash.md 2.4; SR5 manual TSP073, Azkoyen X6 p. 37). */

/** Events the device keeps; older ones are gone for good. */
export const EVENTS_KEPT = 5;
/** The count of accepted coins (header 225) has three bytes. */
export const ACCEPTED_MODULUS = 1 << 24;
/** Bytes of an answer to 229: the counter and five pairs. */
export const CREDIT_BYTES = 1 + 2 * EVENTS_KEPT;

/** What is remembered of an acceptor: `number` counts events of this boot epoch without wrap. */
export interface CoinMemory {
  readonly serial: string;
  readonly epoch: number;
  /** Event counter as the device shows it, 0 to 255. */
  readonly counter: number;
  readonly number: number;
  /**
   * The gate was, or may have been, open: only then can a coin have fallen unseen before a reset. Remembered before the
   * gate is opened, and taken back when it was shut long enough.
   */
  readonly open: boolean;
  /** The dearest coin the gate has been open for, 0 when shut: the most that one unseen coin can be worth. */
  readonly dearest_yen: Yen;
  /** Coins the device has accepted (header 225) at the moment of `counter`; null when it was not asked. */
  readonly accepted: number | null;
  /** The device's inhibit mask holds our mark: a mask of 0 means that it was reset since. */
  readonly marked: boolean;
  /** It was lent to the copier's own business: what it counts until it is claimed is not ours. */
  readonly lent: boolean;
}

/** The memory as it rides on facts. */
export function coinMemoryText(memory: CoinMemory): DeviceMemory {
  return JSON.stringify(memory);
}

/** Reads a memory back; null when there is none or it is not one of ours. */
export function readCoinMemory(text: DeviceMemory | null): CoinMemory | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return null;
    const { serial, epoch, counter, number, open, dearest_yen, accepted, marked, lent } = value as Record<
      string,
      unknown
    >;
    if (typeof serial !== 'string' || !isCount(epoch) || !isCount(counter) || counter > 255 || !isCount(number))
      return null;
    return {
      serial,
      epoch,
      counter,
      number,
      open: open !== false,
      // Not said: any coin of the table may have been open.
      dearest_yen: isCount(dearest_yen) ? dearest_yen : Infinity,
      accepted: isCount(accepted) && accepted < ACCEPTED_MODULUS ? accepted : null,
      marked: marked === true,
      lent: lent === true,
    };
  } catch {
    return null;
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/**
 * Events between two readings of the counter, or `reset`. The counter is 0 only after power-up or reset and then goes
 * 1…255, 1…: with both non-zero the difference counts modulo 255.
 */
export function eventsBetween(old: number, now: number): number | 'reset' {
  if (old === now) return 0;
  if (now === 0) return 'reset';
  if (old === 0) return now;
  return (now - old + 255) % 255;
}

/** The memory `events` later, of which `coins` were coins. */
export function advanced(memory: CoinMemory, events: number, coins: number): CoinMemory {
  if (events === 0) return memory;
  const steps = memory.counter === 0 ? events - 1 : memory.counter - 1 + events;
  const accepted = memory.accepted === null ? null : (memory.accepted + coins) % ACCEPTED_MODULUS;
  return { ...memory, counter: (steps % 255) + 1, number: memory.number + events, accepted };
}

/** The count of accepted coins before the last `coins` of them. */
export function acceptedBefore(accepted: number, coins: number): number {
  return (accepted - coins + ACCEPTED_MODULUS) % ACCEPTED_MODULUS;
}

/** Coins accepted between two readings of header 225; negative when the later one is lower. */
export function acceptedBetween(before: number, now: number): number {
  const difference = (now - before + ACCEPTED_MODULUS) % ACCEPTED_MODULUS;
  return difference < ACCEPTED_MODULUS / 2 ? difference : difference - ACCEPTED_MODULUS;
}

/** One event: a coin with position and sorter path, or an error with its code. */
export type CoinEvent =
  | { readonly type: 'coin'; readonly position: number; readonly path: number }
  | { readonly type: 'error'; readonly code: number };

/** The newest `count` events (at most {@link EVENTS_KEPT}) of an answer to 229, oldest first. */
export function eventsOf(data: Uint8Array, count: number): readonly CoinEvent[] {
  const events: CoinEvent[] = [];
  for (let age = Math.min(count, EVENTS_KEPT) - 1; age >= 0; age -= 1) {
    const first = data[1 + 2 * age] ?? 0;
    const second = data[2 + 2 * age] ?? 0;
    events.push(first === 0 ? { type: 'error', code: second } : { type: 'coin', position: first, path: second });
  }
  return events;
}

/**
 * New events between two answers to 229, if the second plainly follows the first: at most four, and what was in the
 * buffer has moved on by as many places. Null for anything else: an older answer that came late, a reset, lost events.
 */
export function plainEvents(before: Uint8Array, now: Uint8Array): number | null {
  const events = eventsBetween(before[0] ?? 0, now[0] ?? 0);
  if (events === 'reset' || events >= EVENTS_KEPT) return null;
  const kept = 2 * (EVENTS_KEPT - events);
  for (let at = 1; at <= kept; at += 1) if (before[at] !== now[at + 2 * events]) return null;
  return events;
}

/** True when the buffer holds no more than the events since power-up: every older place is empty. */
export function isYoungBuffer(data: Uint8Array): boolean {
  const counter = data[0] ?? 0;
  return counter < EVENTS_KEPT && data.subarray(1 + 2 * counter, CREDIT_BYTES).every((byte) => byte === 0);
}

/**
 * Value of a coin id as header 184 gives it: country (2), value (3, with `K` for thousands in place of a digit), version
 * letter (1). Null for another country, six dots (not programmed) or a fraction.
 */
export function coinValue_yen(coinId: string, country: string): Yen | null {
  if (coinId.slice(0, 2) !== country) return null;
  const value = coinId.slice(2, 5);
  if (/^\d{3}$/.test(value)) return Number(value) || null;
  const thousands = /^(\d{1,2})K(\d?)$/.exec(value);
  if (!thousands || value.length !== 3) return null;
  const hundreds = thousands[2] ? Number(thousands[2]) * 100 : 0;
  return Number(thousands[1]) * 1000 + hundreds || null;
}

/** Error events by code (cash.md 2.4); ranges are handled in {@link errorEventName}. */
const ERROR_EVENTS: Readonly<Record<number, string>> = {
  1: 'reject',
  2: 'inhibitedCoin',
  3: 'multipleWindow',
  4: 'wakeUpTimeout',
  5: 'validationTimeout',
  6: 'creditSensorTimeout',
  7: 'sorterOptoTimeout',
  8: 'secondCloseCoin',
  14: 'creditSensorBlocked',
  15: 'sorterOptoBlocked',
  16: 'creditSequence',
  17: 'coinGoingBackwards',
  20: 'coinOnString',
  253: 'returnMechanism',
  254: 'returnMechanism',
  255: 'unspecified',
};

/** Name of an error event. */
export function errorEventName(code: number): string {
  if (code >= 128 && code <= 159) return `inhibitedCoin${code - 127}`;
  return ERROR_EVENTS[code] ?? `event${code}`;
}

/** Faults of the self-check (header 232). */
const SELF_CHECK_FAULTS: Readonly<Record<number, string>> = {
  2: 'inductiveCoils',
  3: 'creditSensor',
  6: 'diameterSensor',
  8: 'sorterExit',
  18: 'rejectSensor',
  19: 'returnMechanism',
  20: 'stringSensor',
  33: 'supply',
  34: 'temperature',
  42: 'gate',
  43: 'gate',
};

/** Fault of the self-check (232) in words; `faultN` for one the tables do not name. */
export function selfCheckFaultName(code: number): string {
  return SELF_CHECK_FAULTS[code] ?? `fault${code}`;
}
