import type { CommonInput, DriverMachine, HidInput, HidOutput } from '../contract.ts';
import type { KeypadCommand, KeypadFact } from '../keypad.ts';
import { isDigit } from './board-report.ts';
import { HidDraft, releaseText, takeCommon, type HidState } from './draft.ts';
import { isNoise, NO_KEYS, withPress, type KeyRate } from './key-rate.ts';
import type { KeyboardModel } from './models.ts';

/** State of a keypad that is a USB keyboard. */
export interface KeyboardState extends HidState {
  /** Usages that are down. */
  readonly down: readonly number[];
  readonly rate: KeyRate;
}

/** A keypad that sends keyboard usages (HID Usage Tables, page 0x07; boot report, HID 1.11 appendix B.1). */
export type KeyboardMachine = DriverMachine<KeyboardState, HidInput, HidOutput, KeypadCommand, KeypadFact>;
type Draft = HidDraft<KeyboardState, KeypadFact>;

/** Usages below this are no keys: none, and three kinds of "too many keys at once". */
const FIRST_KEY = 4;

export function keyboardKeypad(model: KeyboardModel): KeyboardMachine {
  return {
    initial: () => ({ said: '', identity: null, down: [], rate: NO_KEYS }),
    step: (state, input, now_ms) => {
      const draft: Draft = new HidDraft<KeyboardState, KeypadFact>(state);
      take(model, draft, input, now_ms);
      return draft.step();
    },
  };
}

function take(model: KeyboardModel, draft: Draft, input: HidInput | CommonInput<KeypadCommand>, now_ms: number): void {
  switch (input.type) {
    case 'opened':
      return draft.status('starting');
    case 'missing':
      return draft.status('offline', input.code, input.detail);
    case 'attached': {
      const { maker, product, serial, release } = input.identity;
      draft.set({ identity: input.identity });
      draft.tell({
        type: 'identified',
        maker: maker ?? model.maker,
        product: product ?? model.product,
        serial,
        firmware: releaseText(release),
      });
      return draft.status('online');
    }
    case 'command':
      takeCommon(draft, input.command);
      return;
    case 'report':
      return hear(model, draft, input.bytes, now_ms);
    case 'timer':
    case 'feature':
    case 'featureFailed':
    case 'lost':
  }
}

/** Usages of a keyboard report, or null when it is none, or says "too many keys": then nothing is known about any. */
export function usagesOf(model: Pick<KeyboardModel, 'report'>, bytes: Uint8Array): readonly number[] | null {
  if (bytes.length < 9 || bytes[0] !== model.report) return null;
  const usages = [...bytes.subarray(3, 9)].filter((usage) => usage !== 0);
  return usages.some((usage) => usage < FIRST_KEY) ? null : usages;
}

function hear(model: KeyboardModel, draft: Draft, bytes: Uint8Array, now_ms: number): void {
  const usages = usagesOf(model, bytes);
  if (usages === null) return;
  const pressed = usages.filter((usage, index) => !draft.state.down.includes(usage) && usages.indexOf(usage) === index);
  draft.set({ down: usages });
  for (const usage of pressed) press(model, draft, usage, now_ms);
}

function press({ keys, headphones }: KeyboardModel, draft: Draft, usage: number, now_ms: number): void {
  if (headphones !== null && (usage === headphones.plugged || usage === headphones.unplugged))
    return draft.tell({ type: 'headphones', plugged: usage === headphones.plugged });
  draft.set({ rate: withPress(draft.state.rate, now_ms) });
  if (isNoise(draft.state.rate)) return;
  const meaning = keys[usage.toString(16).padStart(2, '0')];
  if (typeof meaning === 'string') draft.tell({ type: 'key', key: meaning });
  else if (meaning !== undefined && isDigit(meaning)) draft.tell({ type: 'digit', digit: meaning });
}
