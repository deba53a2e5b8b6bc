/** What the methods of the Unix sockets do: one file a noun in `operations/`, joined here. */
import type { Operations } from '../api/contract.ts';
import type { Kiosk } from './assemble.ts';
import { incidentOperations } from './operations/incidents.ts';
import { lendingOperations } from './operations/lending.ts';
import { paperOperations } from './operations/paper.ts';
import { statusOperations } from './operations/status.ts';

/** @param kiosk null while it starts */
export function operationsOf(kiosk: () => Kiosk | null): Operations {
  return {
    ...statusOperations(kiosk),
    ...lendingOperations(kiosk),
    ...incidentOperations(kiosk),
    ...paperOperations(kiosk),
  };
}
