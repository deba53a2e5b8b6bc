import type { Operations } from '../../api/contract.ts';
import type { Kiosk } from '../assemble.ts';
import { recordAct } from './acts.ts';
import { running } from './running.ts';

/** Commissioning as the books have it: who, which step, what. */
export function commissionOperations(kiosk: () => Kiosk | null): Operations {
  return {
    'commission.record': ({ step, detail }, asked) => {
      recordAct(running(kiosk), 'commissioned', `${step} by ${asked.by}: ${detail}`);
      asked.answer({ recorded: true });
    },
  };
}
