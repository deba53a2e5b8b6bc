import type { Clock, Timer } from '../../src/base/clock.ts';
import type { SimulatedClock } from '../../src/base/simulated-clock.ts';

interface Pending {
  readonly due_ms: number;
  readonly run: () => void;
  timer: Timer | null;
}

/**
 * Time of the cash devices. A commit that takes long stops the kiosk, not the devices: coins go on falling at their own moments, the
 * watchdog of an acceptor runs on, and what a device says meanwhile lies in the buffer of the line until the kiosk reads it.
 */
export class DeviceClock implements Clock {
  readonly #clock: SimulatedClock;
  /** In arming order: equal times run in it. */
  readonly #pending = new Set<Pending>();
  /** The devices' moment while the kiosk stands still; null while time is the same for all. */
  #ahead_ms: number | null = null;

  constructor(clock: SimulatedClock) {
    this.#clock = clock;
  }

  now_ms(): number {
    return this.#ahead_ms ?? this.#clock.now_ms();
  }

  after(delay_ms: number, run: () => void): Timer {
    const pending: Pending = { due_ms: this.now_ms() + Math.max(0, delay_ms), run, timer: null };
    this.#pending.add(pending);
    pending.timer = this.#clock.after(pending.due_ms - this.#clock.now_ms(), () => {
      this.#pending.delete(pending);
      run();
    });
    return {
      cancel: () => {
        this.#pending.delete(pending);
        pending.timer?.cancel();
      },
    };
  }

  /** The kiosk stands still for so long; the devices do not. */
  stall(span_ms: number): void {
    const end_ms = this.#clock.now_ms() + span_ms;
    for (let next = this.#next(end_ms); next !== null; next = this.#next(end_ms)) {
      this.#pending.delete(next);
      next.timer?.cancel();
      this.#ahead_ms = next.due_ms;
      next.run();
    }
    this.#ahead_ms = null;
    this.#clock.stall(span_ms);
  }

  /** The kiosk stands still. */
  get isAhead(): boolean {
    return this.#ahead_ms !== null;
  }

  /** What a device says to the kiosk: heard once it goes on, in the order in which it was said. */
  toKiosk(run: () => void): void {
    this.#clock.after(this.now_ms() - this.#clock.now_ms(), run);
  }

  #next(end_ms: number): Pending | null {
    let first: Pending | null = null;
    for (const pending of this.#pending)
      if (pending.due_ms <= end_ms && (first === null || pending.due_ms < first.due_ms)) first = pending;
    return first;
  }
}
