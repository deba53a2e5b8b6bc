/**
 * Parts and texts of service time: Asia/Tokyo whatever the TZ of the machine (design, Time). Where the time comes from
 * is the kiosk's affair. Japan has no summer time since 1951, so the zone is a plain +9 hours for every date a kiosk meets.
 */

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
