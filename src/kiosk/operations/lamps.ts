import type { LampsTestResult, Operations } from '../../api/contract.ts';
import type { IndicatorsCommand } from '../../../drivers/indicators.ts';
import { MadoguchiError } from '../../base/errors.ts';
import type { Timer } from '../../base/clock.ts';
import type { Kiosk } from '../assemble.ts';
import type { BenchLights } from '../attention/indicator-bridge.ts';
import { KIOSK_LIMITS } from '../limits.ts';
import type { Technician } from '../technician/technician.ts';
import { running } from './running.ts';

type Light = Extract<IndicatorsCommand, { type: 'light' | 'tower' }>;

/** One thing that is lit, and its name in the progress. */
interface Shown {
  readonly id: string;
  readonly name: string;
  readonly on: Light;
  readonly off: Light;
}

function shownOf({ id, lamps, tower }: BenchLights): readonly Shown[] {
  const states = ['idle', 'serving', 'left', 'call', 'closed'] as const;
  return [
    ...lamps.map((place) => ({
      id,
      name: place,
      on: { type: 'light', place, pattern: 'blink' } as const,
      off: { type: 'light', place, pattern: 'off' } as const,
    })),
    ...(tower ? states : []).map((state) => ({
      id,
      name: `tower ${state}`,
      on: { type: 'tower', state } as const,
      off: { type: 'tower', state: 'off' } as const,
    })),
  ];
}

/** Lights everything in turn, then leaves the lamps to the screen; the function that is returned ends it at once. */
export function blink(
  { lights, services }: Technician,
  devices: readonly BenchLights[],
  tell: (shown: { readonly at: number; readonly of: number; readonly text: string }) => void,
  done: () => void,
): () => void {
  const { clock, guarded } = services;
  const all = devices.flatMap(shownOf);
  let timer: Timer | null = null;
  let isOver = false;
  function finish(): void {
    if (isOver) return;
    isOver = true;
    timer?.cancel();
    lights.release();
    done();
  }
  function light(at: number): void {
    if (isOver) return;
    const one = all[at];
    if (one === undefined) return finish();
    tell({ at, of: all.length, text: `${one.id} ${one.name}` });
    lights.show(one.id, one.on);
    timer = clock.after(KIOSK_LIMITS.lamp_shown_ms, () => {
      lights.show(one.id, one.off);
      guarded(light)(at + 1);
    });
  }
  lights.hold();
  light(0);
  return finish;
}

/** Each lamp is lit in its turn; afterwards all show again what they showed before. */
export function lampsOperations(kiosk: () => Kiosk | null): Operations {
  return {
    'lamps.test': ({ device }, asked) => {
      const now = running(kiosk);
      const { technician } = now;
      const all = technician.lights.list();
      const chosen = all.filter(({ id }) => device === undefined || id === device);
      if (chosen.length === 0) {
        throw new MadoguchiError('deviceUnknown', `known are ${all.map(({ id }) => id).join(', ') || 'no lamps'}`);
      }
      const end = technician.begin();
      const stop = blink(
        technician,
        chosen,
        ({ at, of, text }) => asked.progress({ done: at, of, text }),
        () => {
          end();
          const result: LampsTestResult = {
            devices: chosen.map(({ id, availability, lamps, tower }) => ({
              ...{ device: id, availability, tower },
              lamps: [...lamps],
            })),
          };
          asked.answer(result);
        },
      );
      asked.onGone(stop);
    },
  };
}
