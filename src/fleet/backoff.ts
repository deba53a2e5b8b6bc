import type { Random } from '../base/random.ts';

/** Waits that double up to a most, each drawn between its half and its whole. */
export class Backoff {
  readonly #first_ms: number;
  readonly #most_ms: number;
  readonly #random: Random;
  #next_ms: number;

  constructor({ first, most }: { readonly first: number; readonly most: number }, random: Random) {
    this.#first_ms = first;
    this.#most_ms = most;
    this.#random = random;
    this.#next_ms = first;
  }

  /** Milliseconds to wait before the next try. */
  wait_ms(): number {
    const whole = this.#next_ms;
    this.#next_ms = Math.min(this.#most_ms, whole * 2);
    return Math.round(whole / 2) + this.#random.integer(Math.ceil(whole / 2));
  }

  /** It worked. */
  reset(): void {
    this.#next_ms = this.#first_ms;
  }
}
