import type { Clock, Timer } from './clock.ts';

/** The machine's monotonic clock and timers: the only home of `setTimeout` and `performance.now`. */
export class RealClock implements Clock {
  now_ms(): number {
    return performance.now();
  }

  after(delay_ms: number, run: () => void): Timer {
    const handle = setTimeout(run, delay_ms);
    return { cancel: () => clearTimeout(handle) };
  }

  /** The system's wall clock in milliseconds since 1970 (UTC). Compared with the centre's signed time, never served on. */
  systemTime_epoch_ms(): number {
    return Date.now();
  }
}
