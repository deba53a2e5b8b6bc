import { MadoguchiError } from '../../base/errors.ts';
import { CLOSING_REASONS } from '../../ledger/contract.ts';
import { KIOSK_LIMITS } from '../limits.ts';
import type { KioskServices } from '../services.ts';
import type { Suspicion } from '../session/suspicion.ts';

/** An order of two persons to close an incident, its signatures verified; null when they do not hold. */
export type ReadClosingOrder = (text: string) => {
  readonly kioskId: string;
  readonly incident: number;
  readonly reference: string;
  readonly reason: string;
  readonly issuedAt_epoch_ms: number;
} | null;

/**
 * Closes an incident from afar (D7). The order must be for this kiosk, name the incident by number and reference, and be of today:
 * an old one, or one of another kiosk, opens nothing.
 * @throws `incidentSignature`, `incidentNotOpen`
 */
export function createClosingOrders(
  read: ReadClosingOrder,
  suspicion: Suspicion,
  { ledger, serviceClock, settings }: Pick<KioskServices, 'ledger' | 'serviceClock' | 'settings'>,
): (text: string) => number {
  return (text) => {
    const order = read(text);
    if (order === null) throw new MadoguchiError('incidentSignature', 'two known persons must have signed the order');
    const age_ms = serviceClock.now_epoch_ms() - order.issuedAt_epoch_ms;
    const isOfNow = serviceClock.known && Math.abs(age_ms) <= KIOSK_LIMITS.closing_order_valid_ms;
    if (order.kioskId !== settings.kioskId || !isOfNow)
      throw new MadoguchiError('incidentSignature', 'the order is for another kiosk or another day');
    const { incident, reference } = order;
    const reason = CLOSING_REASONS.find((known) => known === order.reason);
    if (reason === undefined) throw new MadoguchiError('incidentSignature', 'the order gives no known reason');
    const open = ledger.openMismatches().find((one) => one.incident === incident && one.reference === reference);
    if (!open) throw new MadoguchiError('incidentNotOpen', `incident ${incident} is not open under this reference`);
    suspicion.close({ incident, reason, by: 'remote' });
    return incident;
  };
}
