import type { CommonInput, DriverMachine, HidInput, HidOutput } from '../contract.ts';
import type { KeypadCommand, KeypadFact } from '../keypad.ts';
import { NO_BOARD, takeBoardInput, takeBoardTimer, type BoardLife } from './board-life.ts';
import { readKey, readState, REPORT, type BoardIdentity } from './board-report.ts';
import { HidDraft, takeCommon } from './draft.ts';
import { isNoise, NO_KEYS, withPress, type KeyRate } from './key-rate.ts';

/** State of the keypad of one board. */
export interface BoardKeypadState extends BoardLife {
  /** Count of the last key; null before the first. */
  readonly count: number | null;
  /** Null until the board has said. */
  readonly plugged: boolean | null;
  readonly rate: KeyRate;
}

/** Tactile keypad and headphone socket of a panel board (README.md). */
export type BoardKeypadMachine = DriverMachine<BoardKeypadState, HidInput, HidOutput, KeypadCommand, KeypadFact>;
type Draft = HidDraft<BoardKeypadState, KeypadFact>;

export function boardKeypad(): BoardKeypadMachine {
  return {
    initial: () => ({ ...NO_BOARD, count: null, plugged: null, rate: NO_KEYS }),
    step: (state, input, now_ms) => {
      const draft: Draft = new HidDraft<BoardKeypadState, KeypadFact>(state);
      take(draft, input, now_ms);
      return draft.step();
    },
  };
}

function take(draft: Draft, input: HidInput | CommonInput<KeypadCommand>, now_ms: number): void {
  switch (input.type) {
    case 'opened':
      return draft.status('starting');
    case 'lost':
      return;
    case 'timer':
      return takeBoardTimer(draft, input.timer);
    case 'command':
      takeCommon(draft, input.command);
      return;
    default:
      takeBoardInput(draft, input, needs, () => draft.status('online'));
      if (input.type === 'report') hear(draft, input.bytes, now_ms);
  }
}

function needs({ keypad }: BoardIdentity): string | null {
  return keypad ? null : 'has no keypad';
}

function hear(draft: Draft, bytes: Uint8Array, now_ms: number): void {
  const { board } = draft.state;
  if (board === null) return;
  if (bytes[0] === REPORT.key) return press(draft, bytes, now_ms);
  const state = readState(bytes);
  if (state === null || !board.socket || state.plugged === draft.state.plugged) return;
  draft.set({ plugged: state.plugged });
  draft.tell({ type: 'headphones', plugged: state.plugged });
}

function press(draft: Draft, bytes: Uint8Array, now_ms: number): void {
  const key = readKey(bytes);
  // What was pressed is never told in a message: it may be a figure of a PIN.
  if (key === null) return draft.tell({ type: 'noise', what: 'a key report that is not defined' });
  if (key.count === draft.state.count) return;
  draft.set({ count: key.count, rate: withPress(draft.state.rate, now_ms) });
  if (isNoise(draft.state.rate)) return;
  if ('digit' in key) draft.tell({ type: 'digit', digit: key.digit });
  else draft.tell({ type: 'key', key: key.key });
}
