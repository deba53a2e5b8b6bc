import type { Clock, Timer } from '../../src/base/clock.ts';

/** The kiosk's view of time: when the kiosk is killed, its timers vanish with it while the world's go on. */
export class KioskClock implements Clock {
  readonly #clock: Clock;
  #alive = true;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get alive(): boolean {
    return this.#alive;
  }

  now_ms(): number {
    return this.#clock.now_ms();
  }

  after(delay_ms: number, run: () => void): Timer {
    return this.#clock.after(delay_ms, () => {
      if (this.#alive) run();
    });
  }

  kill(): void {
    this.#alive = false;
  }
}
