/** R82: how much can still be paid for and printed before the service closes. Pure. */
import { CENTRE_LIMITS } from '../centre/limits.ts';
import { isOpenFor, type Municipality } from '../centre/municipality.ts';
import type { CertificateRequest } from '../../fsm/events.ts';

/**
 * True when the centre's time at the card is that of the service clock, which two answers of the centre agreed on: hours, fees and the
 * freshness of the document are judged on it (D6), so that one machine of the centre whose clock is wrong sells nothing here.
 *
 * @param centre_ms the centre's time less the monotonic clock of this process
 * @param service_ms service time less the same clock; null while it is not known
 */
export function isServiceTime(centre_ms: number, service_ms: number | null): boolean {
  return service_ms === null || Math.abs(centre_ms - service_ms) <= CENTRE_LIMITS.present_time_ms_max;
}

/**
 * Sets of this request (copies of all its lines) that can be printed before the first of its types closes: all of them, fewer, or
 * 0; nor after the store closes. Moments are service time.
 */
export function setsInTime(
  requests: readonly CertificateRequest[],
  data: Municipality,
  epoch_ms: number,
  storeCloses_epoch_ms = Infinity,
): number {
  const { payment_ms, set_prints_ms } = CENTRE_LIMITS;
  const fits = (sets: number): boolean => {
    const span_ms = payment_ms + sets * set_prints_ms;
    if (epoch_ms + span_ms > storeCloses_epoch_ms) return false;
    return requests.every(({ typeId }) => {
      const type = data.types.find((candidate) => candidate.typeId === typeId);
      return isOpenFor(data, epoch_ms, span_ms, type);
    });
  };
  let sets = requests.reduce((sum, { copies }) => sum + copies, 0);
  while (sets > 0 && !fits(sets)) sets -= 1;
  return sets;
}
