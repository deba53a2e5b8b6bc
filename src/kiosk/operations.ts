/** What the methods of the Unix sockets do: one file a noun in `operations/`, joined here. */
import type { Operations } from '../api/contract.ts';
import type { Kiosk } from './assemble.ts';
import { copierOperations } from './operations/copier.ts';
import { incidentOperations } from './operations/incidents.ts';
import { lendingOperations } from './operations/lending.ts';
import { paperOperations } from './operations/paper.ts';
import { statusOperations } from './operations/status.ts';
import type { TracedDevices } from '../../drivers/transport/traced-devices.ts';
import { traceOperations } from './operations/trace.ts';

/**
 * @param kiosk null while it starts
 * @param screenAddress address of the screen, token in the fragment
 * @param traced what traces are made of; null where nobody listens to the wires
 */
export function operationsOf(
  kiosk: () => Kiosk | null,
  screenAddress: () => string,
  traced: TracedDevices | null,
): Operations {
  return {
    ...statusOperations(kiosk),
    ...lendingOperations(kiosk),
    ...copierOperations(kiosk, screenAddress),
    ...incidentOperations(kiosk),
    ...paperOperations(kiosk),
    ...(traced && traceOperations(traced.desk, traced.ids, traced.cashIds)),
  };
}
