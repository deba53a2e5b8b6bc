/**
 * The voice: what is said of the screens, where it comes out, how loud, and what gives way to what.
 *
 *     view ─▶ spokenChange ─┐
 *     key ──▶ keyStep ──────┼─▶ headphones (everything, with names) or speaker (what everybody may hear)
 *     reminder ─────────────┘
 *
 * The reminder goes on until 「確認(音声停止)」, whether a screen is there or not: nothing of it depends on one.
 */
import type { View } from '../../api/contract.ts';
import type { Timer } from '../../base/clock.ts';
import { spokenChange } from '../../guide/changes.ts';
import { NAMES_KEYS, type KeyStep, type Saying } from '../../guide/contract.ts';
import { fixed } from '../../guide/say.ts';
import { spokenScreen } from '../../guide/screen.ts';
import type { Reminder } from '../../reminder/contract.ts';
import type { Outlet, Sound } from '../../../drivers/sound.ts';
import { gainOf, HEADPHONES_LOUDNESS, length_ms, SPEECH_LIMITS } from './speech-levels.ts';
import type { CitizenVoice } from './citizen-voice.ts';
import { createSpokenNames } from './spoken-names.ts';
import type { KioskServices } from '../services.ts';

/** What is said of the screens: each when it appears, again when asked; the reminder speaks for itself. */
export interface SpeechBridge {
  /** A view goes out. `reminder`: what runs on its screen. */
  onView(view: View, reminder: Reminder | null): void;
  /** The reminder wants to say something now, or is over (null). */
  remind(reminder: Reminder | null, locale: View['locale']): void;
  /** Says the screen again. */
  repeat(): void;
  /** A key was pressed: its tone, what it says, and what `work` changes, in one breath and instead of what is being said. */
  answer(step: Pick<KeyStep, 'say' | 'tone'>, work: () => void): void;
  /** There is a keypad: what is said may name its keys. */
  useKeys(): void;
  /** Headphones are in: what is detailed is for them alone. */
  onHeadphones(plugged: boolean): void;
  /** The view that was shown last. */
  view(): View | null;
  /** Told after each view was spoken of. */
  onShown(listener: (view: View) => void): void;
}

/** @param citizenVoice speaks names in the session's cell */
export function createSpeechBridge(
  voice: Sound,
  citizenVoice: Pick<CitizenVoice, 'speak' | 'onCitizenVoice'>,
  { settings, clock }: Pick<KioskServices, 'settings' | 'clock'>,
): SpeechBridge {
  const names = createSpokenNames(citizenVoice, clock);
  let last: View | null = null;
  let shown: (view: View) => void = () => undefined;
  let hasKeys = false;
  let plugged = false;
  /** The headphones were pulled out: the speaker says no more than to everybody until a key asks for it. */
  let hushed = false;
  /** Collects what a key changes; null while no key is being answered. */
  let breath: Saying[] | null = null;
  let answered_ms = -Infinity;
  let held: Timer | null = null;
  let reminding: { readonly reminder: Reminder; readonly locale: View['locale'] } | null = null;
  let put: Timer | null = null;
  const busyUntil_ms: Record<Outlet, number> = { speaker: -Infinity, headphones: -Infinity };

  /** Where the speech of this view goes. */
  const outletOf = (view: View | null): Outlet =>
    plugged && view?.access.speech === 'detailed' ? 'headphones' : 'speaker';
  const outlet = (): Outlet => outletOf(last);

  function loudnessOf(where: Outlet): number {
    const base = where === 'headphones' ? HEADPHONES_LOUDNESS : settings.loudness;
    return Math.min(1, base * gainOf(last?.access.volume ?? 0));
  }

  function hush(where: Outlet): void {
    names.forget();
    voice.stop(where);
    busyUntil_ms[where] = -Infinity;
  }

  function say(all: readonly Saying[], where: Outlet, loudness = loudnessOf(where)): void {
    const sayings = hasKeys
      ? all
      : all.filter((one) => one.kind === 'citizen' || !NAMES_KEYS.includes(one.utteranceId));
    if (sayings.length === 0) return hush(where);
    busyUntil_ms[where] = clock.now_ms() + length_ms(sayings);
    // A name is made in a moment: what was being said does not go on meanwhile.
    if (where === 'headphones' && sayings.some(({ kind }) => kind === 'citizen')) voice.stop(where);
    names.fill(sayings, where, (parts) => voice.say(parts, loudness, where));
  }

  /** What the screen says by itself. Pulled-out headphones leave the sentence of everybody. */
  function sayOfScreen(sayings: readonly Saying[], view: View, where: Outlet): void {
    const isForAll = hushed && !plugged && view.access.speech === 'detailed';
    say(isForAll ? spokenScreen(view, { speech: 'guidance' }) : sayings, where);
  }

  /**
   * Somebody is at the keys, or is being told something, here or in the ear: a friendly reminder waits for both, an alarm for the keys
   * alone (EN 301 549, 5.1.3.10).
   */
  function waits_ms({ level }: Reminder): number {
    if (last?.access.speech !== 'detailed') return 0;
    const keys_ms = answered_ms + SPEECH_LIMITS.keys_rest_ms;
    const until_ms = level >= 3 ? keys_ms : Math.max(keys_ms, busyUntil_ms[outlet()]);
    return Math.max(0, until_ms - clock.now_ms());
  }

  function sayReminder(): void {
    put?.cancel();
    put = null;
    if (reminding === null) return;
    const { reminder, locale } = reminding;
    const sayings = reminder.phrases.map(({ utteranceId }) => fixed(utteranceId, locale));
    if (sayings.length === 0) return;
    const rest_ms = waits_ms(reminder);
    if (rest_ms > 0) {
      put = clock.after(rest_ms, sayReminder);
      return;
    }
    // Loud enough for who has stepped away; who has softened the voice is still reminded.
    say(sayings, 'speaker', reminder.loudness * settings.loudness);
    if (outlet() === 'headphones') say(sayings, 'headphones');
  }

  /** Keys faster than anybody listens are answered once they rest. */
  function sayAnswer(sayings: readonly Saying[], where: Outlet): void {
    held?.cancel();
    held = null;
    const since_ms = clock.now_ms() - answered_ms;
    answered_ms = clock.now_ms();
    if (since_ms >= SPEECH_LIMITS.keys_apart_ms) return say(sayings, where);
    held = clock.after(SPEECH_LIMITS.keys_apart_ms, () => {
      held = null;
      say(sayings, where);
    });
  }

  /** Who heard the view before in private hears its end there, too. */
  function listening(before: View | null, view: View): Outlet {
    return outletOf(before?.access.speech === 'detailed' ? before : view);
  }

  return {
    onView: (view, reminder) => {
      const before = last;
      last = view;
      const sayings = spokenChange(before, view);
      if (breath !== null) breath.push(...(sayings ?? []));
      // Without detailed speech the reminder alone speaks on its screen.
      else if (sayings !== null && (reminder === null || view.access.speech === 'detailed')) {
        held?.cancel();
        held = null;
        sayOfScreen(sayings, view, listening(before, view));
      }
      shown(view);
    },
    remind: (reminder, locale) => {
      const isOver = reminder === null && reminding !== null;
      reminding = reminder === null ? null : { reminder, locale };
      if (isOver) hush('speaker');
      sayReminder();
    },
    repeat: () => {
      if (last === null) return;
      const { speech } = last.access;
      say(spokenScreen(last, { speech: speech === 'off' ? 'guidance' : speech }), outlet());
    },
    answer: (step, work) => {
      hushed = false;
      const before = last;
      voice.tone(step.tone, loudnessOf(outlet()), outlet());
      breath = [];
      work();
      const sayings = [...step.say, ...breath];
      breath = null;
      if (last?.access.speech === 'off' || sayings.length === 0) {
        answered_ms = clock.now_ms();
        return;
      }
      sayAnswer(sayings, last === null ? 'speaker' : listening(before, last));
    },
    useKeys: () => {
      hasKeys = true;
    },
    onHeadphones: (isIn) => {
      // A socket without an outlet would swallow every word.
      const next = isIn && (settings.sound?.headphones ?? true);
      if (next === plugged) return;
      const wasDetailed = last?.access.speech === 'detailed';
      const locale = last?.locale ?? 'ja';
      if (plugged) hush('headphones');
      else if (wasDetailed) hush('speaker');
      plugged = next;
      hushed = !next && wasDetailed;
      if (wasDetailed) say([fixed(next ? 'speak.headphonesIn' : 'speak.headphonesOut', locale)], outlet());
    },
    view: () => last,
    onShown: (listener) => {
      shown = listener;
    },
  };
}
