import type { Operations } from '../../api/contract.ts';
import type { Kiosk } from '../assemble.ts';
import { running } from './running.ts';

/** Devices lent and taken back, and the key switch of the copier's panel. */
export function lendingOperations(kiosk: () => Kiosk | null): Operations {
  return {
    'devices.lend': ({ device }, asked) => asked.answer({ device, holder: running(kiosk).lend(device) }),
    'devices.return': ({ device }, asked) => asked.answer({ device, holder: running(kiosk).giveBack(device) }),
    'staff.keySwitch': ({ position }, asked) => asked.answer({ staff: running(kiosk).staffKey(position === 'on') }),
  };
}
