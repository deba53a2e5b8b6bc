/**
 * Service time: Asia/Tokyo whatever the TZ of the machine, taken from the centre's signed time and carried on by the
 * monotonic clock. The system clock is only compared with it (design, Time). Japan has no summer time since 1951, so
 * the zone is a plain +9 hours for every date a kiosk meets.
 */
import type { Clock } from './clock.ts';

const TOKYO_OFFSET_MS = 9 * 3_600_000;
export const DAY_MS = 86_400_000;

/** A moment as a calendar and a wall clock in Tokyo show it. */
export interface TokyoTime {
  readonly year: number;
  /** 1–12 */
  readonly month: number;
  /** 1–31 */
  readonly day: number;
  /** 0 = Sunday … 6 = Saturday */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** Parts of a moment given in milliseconds since 1970 (UTC). */
export function tokyoTime(epoch_ms: number): TokyoTime {
  const shifted = new Date(epoch_ms + TOKYO_OFFSET_MS);
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    weekday: shifted.getUTCDay(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    second: shifted.getUTCSeconds(),
  };
}

/** The moment (milliseconds since 1970, UTC) when Tokyo shows these parts. */
export function tokyoEpoch_ms(year: number, month: number, day: number, hour = 0, minute = 0, second = 0): number {
  return Date.UTC(year, month - 1, day, hour, minute, second) - TOKYO_OFFSET_MS;
}

/** Days since 1970-01-01 in Tokyo: equal for two moments of the same Japanese day. */
export function tokyoDay(epoch_ms: number): number {
  return Math.floor((epoch_ms + TOKYO_OFFSET_MS) / DAY_MS);
}

/** `2025-04-16` */
export function tokyoDate(epoch_ms: number): string {
  return new Date(epoch_ms + TOKYO_OFFSET_MS).toISOString().slice(0, 10);
}

/** `2025-04-16T10:03:00+09:00`, as stored and logged. */
export function tokyoIso(epoch_ms: number): string {
  return `${new Date(epoch_ms + TOKYO_OFFSET_MS).toISOString().slice(0, 19)}+09:00`;
}

/** How a new signed time compares with what was believed before. */
export interface TimeTaken {
  /** New minus old, milliseconds; null for the first one. */
  readonly jump_ms: number | null;
}

/** The kiosk's service time. Unknown until the centre's signed time was taken once. */
export class ServiceClock {
  readonly #clock: Clock;
  #offset_ms: number | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Takes a verified time of the centre. `roundTrip_ms` is how long the question took: the answer is as old as half of it.
   */
  take(epoch_ms: number, roundTrip_ms: number): TimeTaken {
    const before = this.now_epoch_ms();
    const now_epoch_ms = epoch_ms + roundTrip_ms / 2;
    this.#offset_ms = now_epoch_ms - this.#clock.now_ms();
    return { jump_ms: before === null ? null : now_epoch_ms - before };
  }

  /** Milliseconds since 1970 (UTC), or null as long as no time was taken. */
  now_epoch_ms(): number | null {
    return this.#offset_ms === null ? null : this.#clock.now_ms() + this.#offset_ms;
  }

  /** Parts in Tokyo, or null as long as no time was taken. */
  now(): TokyoTime | null {
    const epoch_ms = this.now_epoch_ms();
    return epoch_ms === null ? null : tokyoTime(epoch_ms);
  }
}
