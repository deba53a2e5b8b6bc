import type { DrainResult, Operations } from '../../api/contract.ts';
import type { Kiosk } from '../assemble.ts';
import type { Timer } from '../../base/clock.ts';
import { recordAct } from './acts.ts';
import { running } from './running.ts';

/** How often a waiting drain looks whether somebody is still inside, milliseconds. */
const LOOK_MS = 500;

function resultOf(kiosk: Kiosk): DrainResult {
  const { draining, reasons } = kiosk.picture();
  return { state: draining ? 'draining' : reasons.length > 0 ? 'closed' : 'open', serving: kiosk.isServing() };
}

/** Drain and resume; with `wait` a drain is answered when nobody is inside any more. */
export function serviceOperations(kiosk: () => Kiosk | null): Operations {
  return {
    'service.drain': ({ wait }, asked) => {
      const now = running(kiosk);
      if (!now.picture().draining) recordAct(now, 'serviceByTechnician', `drained by ${asked.by}`);
      now.drain(true);
      const { clock, guarded } = now.technician.services;
      let timer: Timer | null = null;
      const look = guarded(() => {
        // A resume meanwhile ends the wait, too: what was asked for will not come.
        if (!wait || !now.isServing() || !now.picture().draining) return asked.answer(resultOf(now));
        asked.progress({ done: 0, of: 1, text: `waiting ${now.picture().screen}` });
        timer = clock.after(LOOK_MS, () => look(undefined));
        return undefined;
      });
      asked.onGone(() => timer?.cancel());
      look(undefined);
    },
    'service.resume': (_, asked) => {
      const now = running(kiosk);
      if (now.picture().draining) recordAct(now, 'serviceByTechnician', `resumed by ${asked.by}`);
      now.drain(false);
      asked.answer(resultOf(now));
    },
  };
}
