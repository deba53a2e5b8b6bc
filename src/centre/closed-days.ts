/**
 * Days on which a municipality issues nothing, as the centre tells them (R79, R80): maintenance and emergencies that no file of the
 * kiosk foresaw. Pure: whoever asks the centre gives the lists in.
 */
import { CENTRE_LIMITS } from './limits.ts';
import type { ClosedDay, ClosedDayList } from './port.ts';

/** What is known of closed days. Times are those of the monotonic clock, milliseconds. */
export class ClosedDayStore {
  #list: ClosedDayList | null = null;
  #came_ms = 0;

  /** Takes a list. False, and nothing changes, when a newer one is known already. */
  take(list: ClosedDayList, now_ms: number): boolean {
    if (this.#list !== null && list.version < this.#list.version) return false;
    this.#list = list;
    this.#came_ms = now_ms;
    return true;
  }

  /** True while the last list may still be believed: a centre that has been silent for long may have closed a day meanwhile. */
  isKnown(now_ms: number): boolean {
    return this.#list !== null && now_ms - this.#came_ms <= CENTRE_LIMITS.closed_days_age_ms_max;
  }

  /** Why a municipality issues nothing on a day (`2025-04-16`): a keyword of the words, or null when it does. */
  reasonFor(municipalityId: string, day: string): string | null {
    const closed = this.#list?.days.find((entry) => entry.municipalityId === municipalityId && entry.day === day);
    return closed?.reason ?? null;
  }

  /** Municipalities that issue nothing on a day. */
  closedOn(day: string): readonly string[] {
    const closed = (this.#list?.days ?? []).filter((entry) => entry.day === day);
    return [...new Set(closed.map(({ municipalityId }) => municipalityId))];
  }

  /** All of them, for the screens that look ahead. */
  days(): readonly ClosedDay[] {
    return this.#list?.days ?? [];
  }
}
