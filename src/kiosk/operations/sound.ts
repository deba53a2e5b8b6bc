import type { Operations } from '../../api/contract.ts';
import type { Outlet } from '../../../drivers/sound.ts';
import { MadoguchiError } from '../../base/errors.ts';
import { words } from '../../words/words.ts';
import type { Kiosk } from '../assemble.ts';
import { KIOSK_LIMITS } from '../limits.ts';
import type { Technician } from '../technician/technician.ts';
import { running } from './running.ts';

/** What keeps this outlet from being heard, as the voice says; empty: nothing is known to. */
export function missingOf({ voice }: Technician, outlet: Outlet): readonly string[] {
  const other: Outlet = outlet === 'speaker' ? 'headphones' : 'speaker';
  return (voice.missing?.() ?? []).filter((sentence) => !sentence.startsWith(`${other}:`));
}

/** A tone, then a sentence that says nothing about anybody; `done` is called once, when it must be over or was ended. */
export function playTest({ voice, services }: Technician, outlet: Outlet, done: () => void): () => void {
  const { clock, guarded, settings } = services;
  voice.tone('attention', settings.loudness, outlet);
  const text = words('ja').text('speak.wait');
  voice.say([{ kind: 'text', utteranceId: 'speak.wait', text, locale: 'ja' }], settings.loudness, outlet);
  let isOver = false;
  const over = (): void => {
    isOver = true;
    done();
  };
  const timer = clock.after(KIOSK_LIMITS.sound_test_ms, () => guarded(over)(undefined));
  return () => {
    // Ended late, it must not silence what is said to a citizen by then.
    if (isOver) return;
    timer.cancel();
    voice.stop(outlet);
    over();
  };
}

/** A test sound on one outlet; citizens are kept out meanwhile. */
export function soundOperations(kiosk: () => Kiosk | null): Operations {
  return {
    'sound.test': ({ outlet }, asked) => {
      const { technician } = running(kiosk);
      const noted = (): void => {
        const missing = missingOf(technician, outlet);
        if (missing.length > 0) throw new MadoguchiError('soundUnavailable', missing.join('; '));
      };
      if (outlet === 'headphones' && technician.services.settings.sound?.headphones === false)
        throw new MadoguchiError('soundUnavailable', 'no outlet for headphones is configured');
      noted();
      const end = technician.begin();
      const stop = playTest(technician, outlet, () => {
        end();
        try {
          noted();
          asked.answer({ outlet, seconds: KIOSK_LIMITS.sound_test_ms / 1_000 });
        } catch (error) {
          if (error instanceof MadoguchiError) asked.refuse(error);
          else throw error;
        }
      });
      asked.onGone(stop);
    },
  };
}
