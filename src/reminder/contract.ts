/**
 * Reminder: what still lies at the kiosk × for how long → how loud and how plain to say so, until the citizen presses
 * 「確認(音声停止)」 (R13, R103). Public entries: `remind(state)` of `policy.ts` and `lightsOf(scene)` of `lights.ts`; pure.
 */
import type { Place, TowerState } from '../../drivers/indicators.ts';
import type { ReminderItem, Screen } from '../../fsm/events.ts';
import type { UtteranceId } from '../words/contract.ts';

/** What the policy looks at. */
export interface ReminderState {
  /** Things not seen to be gone; a thing without a sensor counts as left until the citizen confirms. */
  readonly left: readonly ReminderItem[];
  /** Since the screen 「takeItems」 appeared. */
  readonly elapsed_ms: number;
  /** 「確認(音声停止)」 was pressed: silence. */
  readonly confirmed: boolean;
}

/** 0 silence · 1 friendly · 2 urgent · 3 alarm: the thing was most likely left behind. */
export type ReminderLevel = 0 | 1 | 2 | 3;

/** Sentences of the reminder: none has a value in it, so that all are rendered ahead. */
export type ReminderUtterance = Extract<
  UtteranceId,
  `speak.take${string}` | 'speak.confirmReminder' | 'speak.leftBehind'
>;

/** One sentence of a reminder. `item`: the thing it is about, so that it falls silent with it; null: about all or none. */
export interface Phrase {
  readonly item: ReminderItem | null;
  readonly utteranceId: ReminderUtterance;
}

export interface Reminder {
  readonly level: ReminderLevel;
  /** What to say now, one after the other; empty = nothing. */
  readonly phrases: readonly Phrase[];
  /** 0…1 of the configured maximum. */
  readonly loudness: number;
  /** How the screen shows it: calm, highlighted, or flashing slowly (below 3 Hz). */
  readonly emphasis: 'none' | 'calm' | 'strong' | 'alarm';
  /** When to look again; null = never (confirmed). */
  readonly next_ms: number | null;
}

/** What the lamps are decided from. */
export interface LightScene {
  readonly screen: Screen;
  /** Things of this session that are not seen to be gone, on the screens that ask for them. */
  readonly left: readonly ReminderItem[];
  readonly level: ReminderLevel;
  /** Something of a citizen before lies there, by sensor or by the staff's list. */
  readonly leftBehind: boolean;
  /** More money is needed before printing. */
  readonly moneyNeeded: boolean;
  /** Change or a refund is being paid, or was. */
  readonly moneyComing: boolean;
  /** Staff must come: the printer or a unit says so. */
  readonly staffNeeded: boolean;
}

export type LampPattern = 'off' | 'on' | 'blink';

/** Every guidance lamp, and the tower. */
export interface Lights {
  readonly lamps: Readonly<Record<Place, LampPattern>>;
  readonly tower: TowerState;
}
