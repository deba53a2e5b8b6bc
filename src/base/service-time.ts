/**
 * Calendar and wall clock of service time: Asia/Tokyo whatever the TZ of the machine (design, Time). Where the time comes
 * from is the kiosk's affair. Japan has no summer time since 1951, so the zone is a plain +9 hours for every date a kiosk meets.
 */

const TOKYO_OFFSET_MS = 9 * 3_600_000;
const DAY_MINUTES = 1440;

/** The day Tokyo's calendar shows at a moment (milliseconds since 1970, UTC), as `2025-04-16`. */
export function tokyoDate(epoch_ms: number): string {
  return new Date(epoch_ms + TOKYO_OFFSET_MS).toISOString().slice(0, 10);
}

/** Minutes since midnight on Tokyo's wall clock at a moment (milliseconds since 1970, UTC). */
export function tokyoMinuteOfDay(epoch_ms: number): number {
  return Math.floor((epoch_ms + TOKYO_OFFSET_MS) / 60_000) % DAY_MINUTES;
}
