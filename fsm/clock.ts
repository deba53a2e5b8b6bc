import type { Clock, Timer } from '../src/base/clock.ts';

/** What XState asks of a clock. */
export interface XStateClock {
  setTimeout(run: () => void, delay_ms: number): Timer;
  clearTimeout(timer: Timer): void;
}

/** Gives XState our clock: `createActor(machine, { clock: xstateClock(clock), input })`. */
export function xstateClock(clock: Clock): XStateClock {
  return {
    setTimeout: (run, delay_ms) => clock.after(delay_ms, run),
    // XState also clears timers that it never set.
    clearTimeout: (timer: Timer | undefined) => timer?.cancel(),
  };
}
