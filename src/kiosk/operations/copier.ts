import type { Operations } from '../../api/contract.ts';
import type { Kiosk } from '../assemble.ts';
import { running } from './running.ts';

/** The copier's own software: what it is told, what it tells, and what it gives back. */
export function copierOperations(kiosk: () => Kiosk | null, screenAddress: () => string): Operations {
  const desk = () => running(kiosk).copier;
  return {
    'copier.attach': (_, asked) => {
      const { attach, picture } = desk();
      const detach = attach((changed) => void asked.push(changed));
      asked.answer(picture());
      asked.onGone(detach);
    },
    'copier.state': (state, asked) => {
      desk().tell(state);
      asked.answer(desk().picture());
    },
    'copier.start': (_, asked) => {
      desk().start();
      asked.answer(desk().picture());
    },
    'copier.end': (_, asked) => {
      desk().end();
      asked.answer(desk().picture());
    },
    'copier.screen': (_, asked) => asked.answer({ address: screenAddress() }),
    'copier.return': ({ device, moved }, asked) =>
      desk().giveBack(device, moved ?? null, (returned) => asked.answer(returned)),
  };
}
