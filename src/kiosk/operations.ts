/** What the methods of the Unix sockets do: one file a noun in `operations/`, joined here. */
import type { Operations } from '../api/contract.ts';
import type { Kiosk } from './assemble.ts';
import { copierOperations } from './operations/copier.ts';
import { fleetOperations, withActs } from './operations/events.ts';
import { healthOperations } from './operations/health.ts';
import { incidentOperations } from './operations/incidents.ts';
import { lendingOperations } from './operations/lending.ts';
import { metricsOperations, metricsTextOf, type ProcessFigures } from './operations/metrics.ts';
import { paperOperations } from './operations/paper.ts';
import { statusOperations } from './operations/status.ts';
import type { TracedDevices } from '../../drivers/transport/traced-devices.ts';
import { traceOperations } from './operations/trace.ts';

export { metricsTextOf };

/**
 * @param kiosk null while it starts
 * @param screenAddress address of the screen, token in the fragment
 * @param figures what the process uses; null: metrics have nothing of it
 * @param traced what traces are made of; null where nobody listens to the wires
 */
export function operationsOf(
  kiosk: () => Kiosk | null,
  screenAddress: () => string,
  traced: TracedDevices | null,
  figures: ProcessFigures | null = null,
): Operations {
  const all: Operations = {
    ...statusOperations(kiosk),
    ...lendingOperations(kiosk),
    ...copierOperations(kiosk, screenAddress),
    ...incidentOperations(kiosk),
    ...paperOperations(kiosk),
    ...fleetOperations(kiosk),
    ...healthOperations(kiosk),
    ...metricsOperations(kiosk, figures),
    ...(traced && traceOperations(traced.desk, traced.ids, traced.cashIds)),
  };
  return withActs(all, kiosk);
}
