import type { Operations } from '../../api/contract.ts';
import type { Kiosk } from '../assemble.ts';
import { devicesResult, statusResult } from '../status.ts';

/** What the kiosk is and has; answered while it starts, too. */
export function statusOperations(kiosk: () => Kiosk | null): Operations {
  return {
    status: (_, asked) => asked.answer(statusResult(kiosk())),
    devices: (_, asked) => asked.answer(devicesResult(kiosk())),
  };
}
