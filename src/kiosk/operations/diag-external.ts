import type { Outlet } from '../../../drivers/sound.ts';
import type { Kiosk } from '../assemble.ts';
import { selfTest, testsItself } from './diag-internal.ts';
import type { FoundDevice } from './device.ts';
import { fault, fine } from './diag-rows.ts';
import type { DiagStep } from './diag-steps.ts';
import { blink } from './lamps.ts';
import { printTestPage } from './printer.ts';
import { missingOf, playTest } from './sound.ts';

/** Outlets for sound that this kiosk has. */
export function outletsOf(kiosk: Kiosk): readonly Outlet[] {
  return kiosk.technician.services.settings.sound?.headphones === true ? ['speaker', 'headphones'] : ['speaker'];
}

function toneStep(kiosk: Kiosk, outlet: Outlet): DiagStep {
  const about = { device: 'sound', check: 'tone' } as const;
  return {
    ...about,
    run: ({ done }) => {
      playTest(kiosk.technician, outlet, () => {
        const missing = missingOf(kiosk.technician, outlet);
        const detail = `${outlet}: a tone and a sentence`;
        done([
          missing.length === 0 ? fine(about, detail) : fault(about, 'fail', 'soundUnavailable', missing.join('; ')),
        ]);
      });
    },
  };
}

function blinkStep(kiosk: Kiosk, device: string): DiagStep {
  const about = { device, check: 'blink' } as const;
  return {
    ...about,
    run: ({ done }) => {
      const { technician } = kiosk;
      const chosen = technician.lights.list().filter(({ id }) => id === device);
      blink(
        technician,
        chosen,
        () => undefined,
        () => {
          const lost = kiosk.devices().find(({ id, availability }) => id === device && availability === 'offline');
          const [reason] = lost?.reasons ?? [];
          if (reason !== undefined) return done([fault(about, 'fail', reason.code, reason.detail)]);
          return done([fine(about, 'every lamp was lit in turn')]);
        },
      );
    },
  };
}

/** Prints a test page: it passes when the sheet came out. */
export function pageStep(kiosk: Kiosk, device: 'printer' | 'receiptPrinter'): DiagStep {
  const about = { device, check: 'testPage' } as const;
  return {
    ...about,
    run: ({ done, by }) =>
      printTestPage(kiosk, device, by, (code, number) => {
        if (code === null) done([fine(about, `sheet ${number} came out`)]);
        else done([fault(about, 'fail', code, `sheet ${number} did not come out`)]);
      }),
  };
}

/** What moves and comes back, or costs nothing. */
export function externalSteps(kiosk: Kiosk, { status: { id } }: FoundDevice): readonly DiagStep[] {
  if (id === 'sound') return outletsOf(kiosk).map((outlet) => toneStep(kiosk, outlet));
  if (id === 'printer' || id === 'receiptPrinter') return [pageStep(kiosk, id)];
  if (kiosk.technician.lights.list().some((one) => one.id === id)) return [blinkStep(kiosk, id)];
  return id === 'cash' && testsItself(id) ? [selfTest(kiosk, id, 'external')] : [];
}
