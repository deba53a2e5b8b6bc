import type { View } from '../api/contract.ts';
import type { Reminder } from '../reminder/contract.ts';
import { words } from '../words/words.ts';
import type { Sound } from '../../drivers/sound.ts';
import type { KioskServices } from './services.ts';

/** What is said of the screens: each once when it appears, again when asked; the reminder speaks for itself. */
export interface SpeechBridge {
  /** A view goes out. `reminder`: what runs on its screen. */
  onView(view: View, reminder: Reminder | null): void;
  /** The reminder wants to say something now, or is over (null). */
  remind(reminder: Reminder | null, locale: View['locale']): void;
  /** Says the screen again. */
  repeat(): void;
}

export function createSpeechBridge(voice: Sound, { settings }: Pick<KioskServices, 'settings'>): SpeechBridge {
  let spoken = '';
  let last: View | null = null;

  function say(view: View): void {
    const { speech, locale } = view;
    if (speech === null) voice.stop();
    else voice.say([{ kind: 'text', ...speech, locale }], settings.loudness, 'speaker');
  }

  return {
    onView: (view, reminder) => {
      last = view;
      const key = `${view.screen}/${view.speech?.utteranceId ?? ''}/${view.locale}`;
      if (key === spoken || reminder !== null) return;
      spoken = key;
      say(view);
    },
    remind: (reminder, locale) => {
      if (reminder === null) return voice.stop();
      if (reminder.phrases.length === 0) return;
      const { text } = words(locale);
      const parts = reminder.phrases.map(({ utteranceId }) => ({
        kind: 'text' as const,
        utteranceId,
        text: text(utteranceId),
        locale,
      }));
      voice.say(parts, reminder.loudness * settings.loudness, 'speaker');
    },
    repeat: () => {
      if (last !== null) say(last);
    },
  };
}
