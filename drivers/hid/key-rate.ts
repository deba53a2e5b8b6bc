import { HID_LIMITS } from './limits.ts';

/** Presses of one second; a keypad that sends more than a hand can make is sticking, broken or not a keypad. */
export interface KeyRate {
  /** Begin of the second that is counted. */
  readonly since_ms: number;
  readonly keys: number;
}

export const NO_KEYS: KeyRate = { since_ms: -1_000_000, keys: 0 };

/** The rate with one press more. */
export function withPress(rate: KeyRate, now_ms: number): KeyRate {
  return now_ms - rate.since_ms >= 1000 ? { since_ms: now_ms, keys: 1 } : { ...rate, keys: rate.keys + 1 };
}

/** True when the last press was one too many for its second. */
export const isNoise = ({ keys }: KeyRate): boolean => keys > HID_LIMITS.keys_per_s_max;
