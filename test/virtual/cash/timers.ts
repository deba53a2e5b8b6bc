import type { Clock, Timer } from '../../../src/base/clock.ts';

/** Timers of one device, so that a power cut can make all of them vanish at once. */
export class DeviceTimers {
  readonly #clock: Clock;
  readonly #live = new Set<Timer>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  now_ms(): number {
    return this.#clock.now_ms();
  }

  after(delay_ms: number, run: () => void): Timer {
    const timer = this.#clock.after(delay_ms, () => {
      this.#live.delete(timer);
      run();
    });
    this.#live.add(timer);
    return timer;
  }

  cancelAll(): void {
    for (const timer of this.#live) timer.cancel();
    this.#live.clear();
  }
}
