/** R82: how much can still be paid for and printed before the service closes. Pure. */
import { CENTRE_LIMITS } from '../centre/limits.ts';
import { isOpenFor, type Municipality } from '../centre/municipality.ts';
import type { CertificateRequest } from '../../fsm/events.ts';

/**
 * Sets of this request (copies of all its lines) that can be printed before the first of its types closes: all of them, fewer, or
 * 0. `epoch_ms` is service time.
 */
export function setsInTime(requests: readonly CertificateRequest[], data: Municipality, epoch_ms: number): number {
  const { payment_ms, set_prints_ms } = CENTRE_LIMITS;
  const fits = (sets: number): boolean =>
    requests.every(({ typeId }) => {
      const type = data.types.find((candidate) => candidate.typeId === typeId);
      return isOpenFor(data, epoch_ms, payment_ms + sets * set_prints_ms, type);
    });
  let sets = requests.reduce((sum, { copies }) => sum + copies, 0);
  while (sets > 0 && !fits(sets)) sets -= 1;
  return sets;
}
