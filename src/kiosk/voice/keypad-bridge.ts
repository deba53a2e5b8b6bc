/** The tactile keypad ↔ the same view and the same messages as the touch screen: it has no way of its own through a session. */
import type { View } from '../../api/contract.ts';
import { isOffered } from '../../api/offered.ts';
import type { GuideKey, GuideState, KeyDeed, KeyStep } from '../../guide/contract.ts';
import { keyStep, settled, switchOn, UNTOUCHED } from '../../guide/keys.ts';
import type { Device } from '../../../drivers/device.ts';
import type { KeypadCommand, KeypadFact } from '../../../drivers/keypad.ts';
import type { DeviceStatus } from '../contract.ts';
import type { ScreenBridge } from '../screen/screen-bridge.ts';
import type { KioskServices } from '../services.ts';
import type { SpeechBridge } from './speech-bridge.ts';

/** The keypad in a technician's hand. */
export interface KeysBench {
  /** Null where the kiosk has none. */
  readonly id: string | null;
  /** Keys go here and do nothing else, until the function that is returned is called. */
  listen(listener: (key: GuideKey) => void): () => void;
}

export interface KeypadBridge {
  readonly bench: KeysBench;
  /** What it says of itself; a keypad that is missing closes nothing: the screen is there. */
  devices(): readonly DeviceStatus[];
  close(): void;
}

/** Joins a keypad; null where the kiosk has none. */
export function createKeypadBridge(
  device: Device<KeypadCommand, KeypadFact> | null,
  screen: Pick<ScreenBridge, 'onDeed' | 'onIntent' | 'onPinKey' | 'setCursor' | 'touched'>,
  speech: Pick<SpeechBridge, 'answer' | 'onHeadphones' | 'onShown' | 'useKeys' | 'view'>,
  { guarded }: Pick<KioskServices, 'guarded'>,
): KeypadBridge {
  let state: GuideState = UNTOUCHED;
  /** A key is being answered: its place is shown when all of it is done. */
  let isAnswering = false;
  let ear: ((key: GuideKey) => void) | null = null;
  let status: DeviceStatus = {
    id: device?.id ?? 'keypad',
    deviceClass: 'keypad',
    availability: 'starting',
    reasons: [],
    identity: null,
  };

  /** The keypad does what a finger could do, and nothing else. */
  function perform(deed: KeyDeed, view: View): void {
    switch (deed.type) {
      case 'pinKey':
        return screen.onPinKey(deed.key);
      case 'intent':
        if (isOffered(view, deed.intent)) screen.onIntent(deed.intent);
        return;
      default:
        return screen.onDeed(deed);
    }
  }

  function act(step: KeyStep, view: View): void {
    state = step.state;
    speech.answer(step, () => {
      isAnswering = true;
      if (step.deed !== null) perform(step.deed, view);
      isAnswering = false;
      const now = speech.view();
      if (now !== null && now.cursor !== state.cursor) screen.setCursor(state.cursor);
    });
  }

  function onKey(key: GuideKey): void {
    if (ear !== null) return ear(key);
    const view = speech.view();
    if (view === null) return undefined;
    act(keyStep(state, key, view), view);
    // A warning is answered by the key itself.
    if (view.warning === null) screen.touched();
    return undefined;
  }

  /** Plugging in is as good as a first key: whoever does it wants to listen. */
  function onHeadphones(plugged: boolean): void {
    const view = speech.view();
    speech.onHeadphones(plugged);
    if (!plugged || view === null || view.staff !== null || view.access.speech !== 'guidance') return;
    act(switchOn(settled(state, view), view), view);
  }

  function onFact(fact: KeypadFact): void {
    switch (fact.type) {
      case 'key':
        return onKey(fact.key);
      case 'digit':
        return onKey(fact.digit);
      case 'headphones':
        return onHeadphones(fact.plugged);
      case 'status':
        status = { ...status, availability: fact.availability, reasons: fact.reasons };
        // Whether a plug is in is told anew when it is back.
        if (fact.availability === 'offline') speech.onHeadphones(false);
        return;
      case 'identified': {
        const { maker, product, serial, firmware } = fact;
        status = { ...status, identity: { maker, product, serial, firmware } };
        return;
      }
      case 'health':
      case 'holder':
      case 'noise':
        return;
    }
  }

  // A place that is gone with its screen is not shown any more.
  speech.onShown((view) => {
    state = settled(state, view);
    if (isAnswering || view.cursor === state.cursor) return;
    // Taken away with everything that was set: nobody stands there any more.
    if (view.cursor === null) state = { ...state, cursor: null };
    else screen.setCursor(state.cursor);
  });
  if (device !== null) speech.useKeys();
  device?.onFact(guarded(onFact));

  return {
    bench: {
      id: device === null ? null : status.id,
      listen: (listener) => {
        ear = listener;
        return () => {
          if (ear === listener) ear = null;
        };
      },
    },
    devices: () => (device === null ? [] : [status]),
    close: () => device?.close(),
  };
}
