import type { Deed, PinKey } from '../../api/contract.ts';
import type { Access } from '../../api/messages-access.ts';
import { SITE_ACCESS, viewOf } from '../../api/view/view.ts';
import type { Timer } from '../../base/clock.ts';
import type { Reminder } from '../../reminder/contract.ts';
import type { Locale } from '../../words/contract.ts';
import type { CitizenFact, Screen, SessionPicture, StaffTouch } from '../../../fsm/events.ts';
import type { ScreenPort } from '../contract.ts';
import { DraftBook } from './drafts.ts';
import type { HoursBridge } from '../hours/hours-bridge.ts';
import { KIOSK_LIMITS } from '../limits.ts';
import { LeafPace } from '../print/leaf-pace.ts';
import type { PinBuffer } from '../session/pin-buffer.ts';
import { freshScreen, type ScreenDefaults, type ScreenState } from './screen-state.ts';
import type { KioskServices } from '../services.ts';
import type { SpeechBridge } from '../voice/speech-bridge.ts';
import type { StaffBridge } from '../staff/staff-bridge.ts';

/** How often the time left is shown anew while a warning is up. */
const WARNING_TICK_MS = 1000;

/** Screens on which nobody's session runs. */
const BEFORE_SESSION: readonly Screen[] = ['idle', 'outOfService', 'governmentMenu'];
/** Screens that say when it is open. */
const SHOWS_HOURS: readonly Screen[] = [...BEFORE_SESSION, 'refusal'];

/** Screen ↔ chart: views go out, touches come in. What citizens set for themselves and on forms is held here, for one session. */
export interface ScreenBridge {
  onPicture(picture: SessionPicture): void;
  onIntent(fact: CitizenFact | StaffTouch): void;
  onPinKey(key: PinKey): void;
  /** Settings, overlays, changes to a form: from the screen and from the tactile keypad alike. */
  onDeed(deed: Deed): void;
  /** A key of the tactile keypad was pressed: somebody is there. */
  touched(): void;
  /** Where the tactile keypad stands; null while nobody uses it. */
  setCursor(id: string | null): void;
  /** The reminder's state while things are to be taken; null otherwise. */
  setReminder(reminder: Reminder | null): void;
  /** A citizen's session ended: Japanese again, a fresh document on the screen. */
  renew(): void;
  locale(): Locale;
  /** Settings of the site changed, while nobody is served. */
  settingsChanged(): void;
  /** The hours changed, or only the time of day: screens before a session show both. */
  refreshIdle(): void;
  /** Devices or books changed under a screen of staff mode. */
  refreshStaff(): void;
}

/** How screens begin where the configuration says nothing else. */
const SITE_SCREEN: ScreenDefaults = { access: SITE_ACCESS, shufflesPin: false };

/** The settings that a message names; the others stay. */
function defined(access: Extract<Deed, { type: 'setAccess' }>['access']): Partial<Access> {
  return Object.fromEntries(Object.entries(access).filter(([, value]) => value !== undefined));
}

/** Joins the screen port, the voice and the PIN buffer to the chart; `staff` is asked late: its bridge is made after this one. */
export function createScreenBridge(
  screen: ScreenPort,
  speech: SpeechBridge,
  pin: PinBuffer,
  staff: () => Pick<StaffBridge, 'desk' | 'hasCode' | 'onCodeKey'>,
  hours: () => Pick<HoursBridge, 'shown'>,
  services: KioskServices,
): ScreenBridge {
  const { clock, serviceClock, settings } = services;
  const fresh = (): ScreenState => freshScreen(settings.screen ?? SITE_SCREEN, services.random);
  const drafts = new DraftBook();
  const pace = new LeafPace(clock);
  let state = fresh();
  /** As a session begins: nobody has set anything. */
  let untouched = state;
  const begin = (): void => {
    state = fresh();
    untouched = state;
  };
  let picture: SessionPicture | null = null;
  let reminder: Reminder | null = null;
  let warnedAt_ms: number | null = null;
  let tick: Timer | null = null;
  let alone: Timer | null = null;
  let isSlow = false;

  /** What was set before a session began, and then nobody went on: the next citizen begins with the site's own. */
  function watchAlone(): void {
    alone?.cancel();
    alone = clock.after(KIOSK_LIMITS.left_alone_ms, () => {
      if (picture === null || !BEFORE_SESSION.includes(picture.screen)) return;
      // Somebody is at the menu: its time-out leads back to rest.
      if (picture.screen === 'governmentMenu') return watchAlone();
      begin();
      publish();
    });
  }

  function timeLeft_s(): number | null {
    if (warnedAt_ms === null) return null;
    const factor = isSlow ? (settings.patience?.detailed_factor ?? 1) : 1;
    const left_ms = settings.delays.citizen_answers_warning_ms * factor - (clock.now_ms() - warnedAt_ms);
    return Math.max(0, Math.ceil(left_ms / 1000));
  }

  /** Who hears everything read aloud has more time. */
  function tellPace(): void {
    const slow = state.access.speech === 'detailed';
    if (slow === isSlow) return;
    isSlow = slow;
    services.send({ type: 'screen.pace', slow });
  }

  const touched = (): void => services.send({ type: 'screen.touched' });

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
      ...state,
      ...(settings.languages === undefined ? {} : { languages: settings.languages }),
      ...(settings.guidePage === undefined ? {} : { guidePage: settings.guidePage }),
      ...pace.told(),
      form: drafts.shown(picture),
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
    speech.onView(view, reminder);
    tellPace();
  }

  function onDeed(deed: Deed): void {
    watchAlone();
    if (deed.type !== 'submit') touched();
    switch (deed.type) {
      case 'repeat':
        return speech.repeat();
      case 'submit': {
        const answer = picture === null ? null : drafts.answer(picture);
        if (answer !== null) services.send(answer);
        return;
      }
      case 'edit':
        if (picture !== null) drafts.edit(picture, deed.edit);
        break;
      case 'setLanguage':
        // A site may offer fewer than there are.
        if (settings.languages?.includes(deed.locale) === false) return;
        state = { ...state, locale: deed.locale, overlay: null };
        break;
      case 'setAccess':
        state = { ...state, access: { ...state.access, ...defined(deed.access) } };
        break;
      case 'overlay':
        state = { ...state, overlay: deed.kind };
        break;
    }
    publish();
  }

  return {
    onPicture: (next) => {
      // Who comes after staff gets the kiosk's own language again.
      if (picture?.staff != null && next.staff === null) state = { ...state, locale: 'ja' };
      // A question that was answered closes what lay over it.
      if (picture?.screen !== next.screen) state = { ...state, overlay: null };
      drafts.onPicture(next);
      pace.onPicture(next);
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
      if (picture !== null) drafts.answered(picture, fact);
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
      touched();
      publish();
    },
    onDeed,
    touched,
    setCursor: (cursor) => {
      if (cursor !== null) watchAlone();
      state = { ...state, cursor };
      publish();
    },
    setReminder: (next) => {
      reminder = next;
      speech.remind(next, state.locale);
      publish();
    },
    renew: () => {
      begin();
      drafts.clear();
      reminder = null;
      screen.renewScreen();
    },
    locale: () => state.locale,
    settingsChanged: () => {
      // Somebody who set something at rest keeps it until they leave.
      if (state === untouched) begin();
      publish();
    },
    refreshIdle: () => {
      if (picture !== null && BEFORE_SESSION.includes(picture.screen)) publish();
    },
    refreshStaff: () => {
      if (picture?.staff != null) publish();
    },
  };
}
