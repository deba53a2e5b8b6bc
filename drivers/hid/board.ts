import type { CommonInput, DriverMachine, HidInput, HidOutput } from '../contract.ts';
import type { IndicatorsCommand, IndicatorsFact, Place, TowerState } from '../indicators.ts';
import { NO_BOARD, takeBoardInput, takeBoardTimer, type BoardLife } from './board-life.ts';
import { readState, REPORT, writeLamps, type BoardIdentity } from './board-report.ts';
import { HidDraft, takeCommon } from './draft.ts';
import { HID_LIMITS } from './limits.ts';

/** State of the lamps and sensors of one board. */
export interface BoardLampState extends BoardLife {
  readonly patterns: Readonly<Partial<Record<Place, 'on' | 'blink'>>>;
  readonly tower: TowerState;
  /** Number of the last lamp report, and of refreshes that the board did not follow. */
  readonly sequence: number;
  readonly followed: number | null;
  readonly unfollowed: number;
  readonly lampFault: boolean;
  /** Places where something lies; null until the board has said. */
  readonly present: readonly Place[] | null;
}

/** Lamps, status tower and sensors of a panel board (README.md). */
export type BoardLampMachine = DriverMachine<BoardLampState, HidInput, HidOutput, IndicatorsCommand, IndicatorsFact>;
type Draft = HidDraft<BoardLampState, IndicatorsFact>;

const REFRESH = 'refresh';

export function boardLamps(): BoardLampMachine {
  return {
    initial: () => ({
      ...NO_BOARD,
      patterns: {},
      tower: 'off',
      sequence: 0,
      followed: null,
      unfollowed: 0,
      lampFault: false,
      present: null,
    }),
    step: (state, input) => {
      const draft: Draft = new HidDraft<BoardLampState, IndicatorsFact>(state);
      take(draft, input);
      return draft.step();
    },
  };
}

function take(draft: Draft, input: HidInput | CommonInput<IndicatorsCommand>): void {
  switch (input.type) {
    case 'opened':
      return draft.status('starting');
    case 'lost':
      return;
    case 'timer':
      if (input.timer === REFRESH) refresh(draft);
      else takeBoardTimer(draft, input.timer);
      return;
    case 'command':
      return obey(draft, input.command);
    default:
      takeBoardInput(draft, input, needs, (board) => begin(draft, board));
      if (input.type === 'report') feel(draft, input.bytes);
  }
}

function needs({ lamps, sensors, tower }: BoardIdentity): string | null {
  return lamps.length + sensors.length > 0 || tower ? null : 'has no lamp, no sensor and no tower';
}

function begin(draft: Draft, { lamps, sensors, tower }: BoardIdentity): void {
  draft.tell({ type: 'equipped', lamps, sensors, tower });
  judge(draft);
  show(draft);
  draft.arm(REFRESH, HID_LIMITS.refresh_ms);
}

/** Sends all lamps: the board holds no state of its own that could differ. */
function show(draft: Draft): void {
  const { board, patterns, tower } = draft.state;
  if (board === null) return;
  draft.set({ sequence: (draft.state.sequence + 1) & 0xff });
  const burning = (pattern: 'on' | 'blink'): Place[] => board.lamps.filter((place) => patterns[place] === pattern);
  const lights = { on: burning('on'), blinking: burning('blink'), tower };
  draft.send({ type: 'writeReport', bytes: writeLamps(draft.state.sequence, lights, HID_LIMITS.hold_s) });
}

function refresh(draft: Draft): void {
  const follows = draft.state.followed === draft.state.sequence;
  draft.set({ unfollowed: follows ? 0 : draft.state.unfollowed + 1 });
  judge(draft);
  show(draft);
  draft.arm(REFRESH, HID_LIMITS.refresh_ms);
}

/** A lamp that does not burn stops nobody: its words stand on the screen. */
function judge(draft: Draft): void {
  const { lampFault, unfollowed } = draft.state;
  if (lampFault) draft.status('attention', 'panelDeviceFault', 'the board reports a lamp that does not light');
  else if (unfollowed >= HID_LIMITS.unfollowed_max)
    draft.status('attention', 'panelDeviceFault', `the board does not follow ${unfollowed} lamp reports`);
  else draft.status('online');
}

function feel(draft: Draft, bytes: Uint8Array): void {
  const { board } = draft.state;
  if (board === null) return;
  const state = readState(bytes);
  // Keys are the keypad's business; what is no report of the board is counted.
  if (state === null) {
    if (bytes[0] !== REPORT.key)
      draft.tell({ type: 'noise', what: `report of ${bytes.length} bytes that is not defined` });
    return;
  }
  const before = draft.state.present;
  draft.set({ followed: state.followed, lampFault: state.lampFault, present: state.present });
  for (const place of board.sensors) {
    const present = state.present.includes(place);
    if (before === null || before.includes(place) !== present) draft.tell({ type: 'presence', place, present });
  }
  if (state.followed === draft.state.sequence) draft.set({ unfollowed: 0 });
  judge(draft);
}

function obey(draft: Draft, command: IndicatorsCommand): void {
  if (takeCommon(draft, command)) return;
  const { patterns } = draft.state;
  if (command.type === 'light') {
    const { [command.place]: _, ...others } = patterns;
    const { place, pattern } = command;
    draft.set({ patterns: pattern === 'off' ? others : { ...others, [place]: pattern } });
  } else if (command.type === 'tower') draft.set({ tower: command.state });
  show(draft);
}
