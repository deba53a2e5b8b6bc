import { LINE_LIMITS } from '../limits.ts';

/**
 * True when a device that does not answer counts as offline. Silences alone do not say so: where two exchanges last no longer
 * than a tenth of a second, three of them pass while a process waits for its turn.
 *
 * @param silences how many came one after the other
 * @param since_ms when the first of them was noticed
 */
export function isGone(silences: number, since_ms: number, now_ms: number): boolean {
  const { silences_until_offline, silent_ms_until_offline } = LINE_LIMITS;
  return silences >= silences_until_offline && now_ms - since_ms >= silent_ms_until_offline;
}
