import type { Clock } from '../base/clock.ts';

/**
 * Service time: the centre's signed time carried on by the monotonic clock (design, Time). Until the first signed time came,
 * nothing is served; entries of the ledger that must be written before it carry the epoch 0.
 */
export class ServiceClock {
  readonly #clock: Clock;
  #offset_ms: number | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  set(epoch_ms: number): void {
    this.#offset_ms = epoch_ms - this.#clock.now_ms();
  }

  get known(): boolean {
    return this.#offset_ms !== null;
  }

  /** Milliseconds since 1970 (UTC); 0 while unknown. */
  now_epoch_ms(): number {
    return this.#offset_ms === null ? 0 : this.#clock.now_ms() + this.#offset_ms;
  }
}
