/** What the methods of the Unix sockets do: one file a noun in `operations/`, joined here. */
import type { Operations } from '../api/contract.ts';
import type { Kiosk } from './assemble.ts';
import { cardOperations } from './operations/card.ts';
import { cashOperations } from './operations/cash.ts';
import { commissionOperations } from './operations/commission.ts';
import type { ConfigReload } from './technician/config-reload.ts';
import { configOperations } from './operations/config.ts';
import { copierOperations } from './operations/copier.ts';
import { deviceOperations } from './operations/device.ts';
import { diagOperations } from './operations/diag.ts';
import { fleetOperations, withActs } from './operations/events.ts';
import { exchangeOperations } from './operations/exchange.ts';
import { healthOperations } from './operations/health.ts';
import { incidentOperations } from './operations/incidents.ts';
import { lampsOperations } from './operations/lamps.ts';
import { lendingOperations } from './operations/lending.ts';
import { metricsOperations, metricsTextOf, type ProcessFigures } from './operations/metrics.ts';
import { paperOperations } from './operations/paper.ts';
import { printerOperations } from './operations/printer.ts';
import { serviceOperations } from './operations/service.ts';
import { soundOperations } from './operations/sound.ts';
import { statusOperations } from './operations/status.ts';
import type { TracedDevices } from '../../drivers/transport/traced-devices.ts';
import { traceOperations } from './operations/trace.ts';

export { metricsTextOf };

/**
 * @param kiosk null while it starts
 * @param screenAddress address of the screen, token in the fragment
 * @param figures what the process uses; null: metrics have nothing of it
 * @param traced what traces are made of; null where nobody listens to the wires
 * @param reload null where no file is read again
 */
export function operationsOf(
  kiosk: () => Kiosk | null,
  screenAddress: () => string,
  traced: TracedDevices | null,
  figures: ProcessFigures | null = null,
  reload: ConfigReload | null = null,
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
    ...deviceOperations(kiosk),
    ...diagOperations(kiosk),
    ...cardOperations(kiosk),
    ...cashOperations(kiosk),
    ...exchangeOperations(kiosk),
    ...printerOperations(kiosk),
    ...soundOperations(kiosk),
    ...lampsOperations(kiosk),
    ...serviceOperations(kiosk),
    ...commissionOperations(kiosk),
    ...(reload && configOperations(reload)),
    ...(traced && traceOperations(traced.desk, traced.ids, traced.cashIds)),
  };
  return withActs(all, kiosk);
}
