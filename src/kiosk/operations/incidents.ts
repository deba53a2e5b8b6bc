import type { Operations } from '../../api/contract.ts';
import type { Kiosk } from '../assemble.ts';
import { incidentsResult } from '../status.ts';
import { running } from './running.ts';

/** Incidents, and closing one by a signed order. */
export function incidentOperations(kiosk: () => Kiosk | null): Operations {
  return {
    incidents: (_, asked) => asked.answer(incidentsResult(running(kiosk))),
    'incidents.close': ({ order }, asked) => asked.answer({ closed: running(kiosk).closeIncident(order) }),
  };
}
