/** The reference centre's own clock: it starts at the demo's morning, runs on, and can be set and stepped. */

/** Wednesday 2025-04-16, 10:00 in Tokyo (design, Time). */
export const DEMO_DAY_EPOCH_MS = Date.UTC(2025, 3, 16, 1, 0, 0);

export class CentreClock {
  readonly #elapsed_ms: () => number;
  #offset_ms: number;

  /** `elapsed_ms`: any clock that only runs forward. */
  constructor(elapsed_ms: () => number, start_epoch_ms = DEMO_DAY_EPOCH_MS) {
    this.#elapsed_ms = elapsed_ms;
    this.#offset_ms = start_epoch_ms - elapsed_ms();
  }

  readonly now_epoch_ms = (): number => Math.floor(this.#elapsed_ms() + this.#offset_ms);

  /** From now on it is this time. */
  set(epoch_ms: number): void {
    this.#offset_ms = epoch_ms - this.#elapsed_ms();
  }

  /** Forward, or back with a negative step. */
  step(by_ms: number): void {
    this.#offset_ms += by_ms;
  }
}

/** A moment as people write it: with an offset, or in Tokyo's time without one. Null when it is none. */
export function parseMoment(text: string): number | null {
  const hasZone = /(Z|[+-]\d{2}:\d{2})$/.test(text);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const epoch_ms = Date.parse(hasZone ? text : isDay ? `${text}T10:00:00+09:00` : `${text}+09:00`);
  return Number.isNaN(epoch_ms) ? null : epoch_ms;
}
