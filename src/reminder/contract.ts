/**
 * Reminder: what still lies at the kiosk × for how long → how loud and how plain to say so, until the citizen presses
 * 「確認(音声停止)」 (R13, R103). Public entry: `remind(state)` of `policy.ts`; pure.
 */
import type { ReminderItem } from '../../fsm/events.ts';
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

export interface Reminder {
  readonly level: ReminderLevel;
  /** What to say now; null = nothing. */
  readonly utteranceId: UtteranceId | null;
  /** 0…1 of the configured maximum. */
  readonly loudness: number;
  /** How the screen shows it: calm, highlighted, or flashing slowly (below 3 Hz). */
  readonly emphasis: 'none' | 'calm' | 'strong' | 'alarm';
  /** When to look again; null = never (confirmed). */
  readonly next_ms: number | null;
}
