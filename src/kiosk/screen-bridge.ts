import type { PinKey } from '../api/contract.ts';
import { viewOf } from '../api/view.ts';
import type { Timer } from '../base/clock.ts';
import type { Reminder } from '../reminder/contract.ts';
import type { Locale } from '../words/contract.ts';
import { words } from '../words/words.ts';
import type { CitizenFact, Screen, SessionPicture, StaffTouch } from '../../fsm/events.ts';
import type { Sound } from '../../drivers/sound.ts';
import type { ScreenPort } from './contract.ts';
import type { HoursBridge } from './hours-bridge.ts';
import type { PinBuffer } from './pin-buffer.ts';
import type { KioskServices } from './services.ts';
import type { StaffBridge } from './staff-bridge.ts';

/** How often the time left is shown anew while a warning is up. */
const WARNING_TICK_MS = 1000;

/** Screens on which nobody's session runs. */
const BEFORE_SESSION: readonly Screen[] = ['idle', 'outOfService', 'governmentMenu'];
/** Screens that say when it is open. */
const SHOWS_HOURS: readonly Screen[] = [...BEFORE_SESSION, 'refusal'];

/** Screen ↔ chart: views go out, touches come in. The only state is language, PIN length and what was said last. */
export interface ScreenBridge {
  onPicture(picture: SessionPicture): void;
  onIntent(fact: CitizenFact | StaffTouch): void;
  onPinKey(key: PinKey): void;
  onLanguage(locale: Locale): void;
  /** The reminder's state while things are to be taken; null otherwise. */
  setReminder(reminder: Reminder | null): void;
  /** A citizen's session ended: Japanese again, a fresh document on the screen. */
  renew(): void;
  locale(): Locale;
  /** The hours changed, or only the time of day: screens before a session show both. */
  refreshIdle(): void;
  /** Devices or books changed under a screen of staff mode. */
  refreshStaff(): void;
}

/** Joins the screen port, the voice and the PIN buffer to the chart; `staff` is asked late: its bridge is made after this one. */
export function createScreenBridge(
  screen: ScreenPort,
  voice: Sound,
  pin: PinBuffer,
  staff: () => Pick<StaffBridge, 'desk' | 'hasCode' | 'onCodeKey'>,
  hours: () => Pick<HoursBridge, 'shown'>,
  services: KioskServices,
): ScreenBridge {
  const { clock, serviceClock, settings } = services;
  let locale: Locale = 'ja';
  let picture: SessionPicture | null = null;
  let reminder: Reminder | null = null;
  let warnedAt_ms: number | null = null;
  let tick: Timer | null = null;
  let spoken = '';

  function timeLeft_s(): number | null {
    if (warnedAt_ms === null) return null;
    const left_ms = settings.delays.citizen_answers_warning_ms - (clock.now_ms() - warnedAt_ms);
    return Math.max(0, Math.ceil(left_ms / 1000));
  }

  function watchWarning(warning: boolean): void {
    if (!warning) {
      warnedAt_ms = null;
      tick?.cancel();
      tick = null;
      return;
    }
    warnedAt_ms ??= clock.now_ms();
    tick ??= clock.after(WARNING_TICK_MS, () => {
      tick = null;
      publish();
    });
  }

  function publish(): void {
    if (!picture) return;
    watchWarning(picture.warning);
    const view = viewOf({
      picture,
      locale,
      pinDigits: pin.length,
      serviceTime_epoch_ms: serviceClock.known ? serviceClock.now_epoch_ms() : null,
      hours: SHOWS_HOURS.includes(picture.screen) ? hours().shown(picture.municipalityId) : null,
      timeLeft_s: timeLeft_s(),
      municipalities: settings.municipalities,
      kioskName: settings.kioskName,
      operatorPhone: settings.operatorPhone,
      ...(settings.operatorPage === undefined ? {} : { operatorPage: settings.operatorPage }),
      ...(settings.cardMessages ? { cardMessages: settings.cardMessages } : {}),
      reminder,
      staff: picture.staff === null ? null : staff().desk(picture.staff),
      staffDoor: staff().hasCode,
    });
    screen.publish(view);
    speak(view.speech?.utteranceId ?? null, view.speech?.text ?? '');
  }

  /** Each screen is spoken once when it appears; the reminder speaks for itself. */
  function speak(utteranceId: string | null, text: string): void {
    const key = `${picture?.screen ?? ''}/${utteranceId ?? ''}/${locale}`;
    if (key === spoken || reminder !== null) return;
    spoken = key;
    if (utteranceId === null) voice.stop();
    else voice.say([{ kind: 'text', utteranceId, text, locale }], settings.loudness, 'speaker');
  }

  function speakReminder(next: Reminder): void {
    if (next.phrases.length === 0) return;
    const parts = next.phrases.map(({ utteranceId }) => ({
      kind: 'text' as const,
      utteranceId,
      text: words(locale).text(utteranceId),
      locale,
    }));
    voice.say(parts, next.loudness * settings.loudness, 'speaker');
  }

  return {
    onPicture: (next) => {
      // Who comes after staff gets the kiosk's own language again.
      if (picture?.staff != null && next.staff === null) locale = 'ja';
      picture = next;
      publish();
    },
    onIntent: (fact) => {
      if (fact.type === 'citizen.enterPin') {
        // The pad is emptied as the screen leaves it, so the digits move over first; what nobody took is wiped at once.
        if (!pin.full) return;
        pin.hand();
        services.send(fact);
        pin.drop();
        return;
      }
      services.send(fact);
    },
    onPinKey: (key) => {
      if (picture?.screen === 'staffCode') {
        staff().onCodeKey(key);
        publish();
        return;
      }
      if (picture?.screen !== 'pin') return;
      pin.press(key);
      publish();
    },
    onLanguage: (next) => {
      locale = next;
      publish();
    },
    setReminder: (next) => {
      reminder = next;
      if (next) speakReminder(next);
      else voice.stop();
      publish();
    },
    renew: () => {
      locale = 'ja';
      reminder = null;
      screen.renewScreen();
    },
    locale: () => locale,
    refreshIdle: () => {
      if (picture !== null && BEFORE_SESSION.includes(picture.screen)) publish();
    },
    refreshStaff: () => {
      if (picture?.staff != null) publish();
    },
  };
}
