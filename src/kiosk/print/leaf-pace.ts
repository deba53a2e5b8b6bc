import type { Clock } from '../../base/clock.ts';
import type { SessionPicture } from '../../../fsm/events.ts';

/** How long a sheet takes on this machine now, measured from the sheets of the session that are out (R87). */
export class LeafPace {
  readonly #clock: Clock;
  #began_ms: number | null = null;
  #done = 0;
  #leafTime_s: number | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  onPicture({ screen, leaves }: SessionPicture): void {
    if (screen !== 'printing') {
      this.#began_ms = null;
      this.#leafTime_s = null;
      return;
    }
    this.#began_ms ??= this.#clock.now_ms();
    if (leaves.done === this.#done) return;
    this.#done = leaves.done;
    if (leaves.done > 0) this.#leafTime_s = (this.#clock.now_ms() - this.#began_ms) / 1000 / leaves.done;
  }

  /** For the view; nothing before the first sheet is out. */
  told(): { readonly leafTime_s?: number } {
    return this.#leafTime_s === null ? {} : { leafTime_s: this.#leafTime_s };
  }
}
