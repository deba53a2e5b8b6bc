/**
 * The one interface of time. Everything that waits is given a `Clock`; only `real-clock.ts` knows the machine's own
 * timers, and `simulated-clock.ts` lets tests and simulation own time.
 */

/** A pending call made by {@link Clock.after}; `cancel` may be called more than once, also after it has run. */
export interface Timer {
  cancel(): void;
}

/** Monotonic time and timers. `now_ms` counts from an arbitrary origin and never goes back. */
export interface Clock {
  /** Milliseconds since an arbitrary origin, monotonic. */
  now_ms(): number;
  /** Calls `run` once, `delay_ms` from now; equal due times run in arming order. */
  after(delay_ms: number, run: () => void): Timer;
}
