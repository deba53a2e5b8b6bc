import { HID_LIMITS } from './limits.ts';

/** Presses of one second; a keypad that sends more than a hand can make is mashed, sticking, broken or not a keypad. */
export interface KeyRate {
  /** Begin of the second that is counted. */
  readonly since_ms: number;
  readonly keys: number;
  readonly last_ms: number;
}

export const NO_KEYS: KeyRate = { since_ms: -1_000_000, keys: 0, last_ms: -1_000_000 };

/** The rate with one press more. What was too fast stays noise until the keys rest: a fist gets no answer each second. */
export function withPress(rate: KeyRate, now_ms: number): KeyRate {
  const isOver = isNoise(rate) ? now_ms - rate.last_ms >= HID_LIMITS.keysRest_ms : now_ms - rate.since_ms >= 1000;
  return isOver ? { since_ms: now_ms, keys: 1, last_ms: now_ms } : { ...rate, keys: rate.keys + 1, last_ms: now_ms };
}

/** True when the last press was one too many for its second. */
export const isNoise = ({ keys }: KeyRate): boolean => keys > HID_LIMITS.keys_per_s_max;
