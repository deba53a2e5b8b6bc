import type { Clock, Timer } from './clock.ts';

/** The machine's monotonic clock and timers: the only home of `setTimeout` and `performance.now`. */
export class RealClock implements Clock {
  now_ms(): number {
    return performance.now();
  }

  after(delay_ms: number, run: () => void): Timer {
    const due_ms = this.now_ms() + delay_ms;
    // The machine's timers count whole milliseconds and fire up to two too early by the clock: who waited must find the time over.
    const fire = (): void => {
      const left_ms = due_ms - this.now_ms();
      if (left_ms > 0) handle = setTimeout(fire, Math.ceil(left_ms));
      else run();
    };
    let handle = setTimeout(fire, Math.ceil(delay_ms));
    return { cancel: () => clearTimeout(handle) };
  }

  /** The system's wall clock in milliseconds since 1970 (UTC). Compared with the centre's signed time, never served on. */
  systemTime_epoch_ms(): number {
    return Date.now();
  }
}
