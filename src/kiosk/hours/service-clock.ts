import type { Clock } from '../../base/clock.ts';
import { KIOSK_LIMITS } from '../limits.ts';

/** What an answer of the centre says: its time, and how long the way there and back took, milliseconds. */
export interface TimeAnswer {
  readonly epoch_ms: number;
  readonly roundtrip_ms: number;
}

/** What became of an answer. `jump_ms`: so far it lies from the time that was served on; 0 where the two agree. */
export interface TimeVerdict {
  readonly taken: boolean;
  readonly jump_ms: number;
}

/** Service time less monotonic time, as one answer bounds it: the centre read its clock somewhere between question and answer. */
interface Offset {
  readonly from_ms: number;
  readonly until_ms: number;
  /** Monotonic moment of the answer. */
  readonly at_ms: number;
}

/** Distance of two offsets, less what their ways and the oscillator's drift between them explain; 0 where they agree. */
function jumpBetween(before: Offset, after: Offset): number {
  const { clock_jump_ms, oscillator_drift_ppm } = KIOSK_LIMITS;
  const allowed_ms = clock_jump_ms + (Math.abs(after.at_ms - before.at_ms) * oscillator_drift_ppm) / 1_000_000;
  const gap_ms = Math.max(after.from_ms - before.until_ms, before.from_ms - after.until_ms);
  return gap_ms > allowed_ms ? after.from_ms - before.from_ms : 0;
}

/**
 * Service time: the centre's signed time carried on by the monotonic clock (design, Time). It is trusted while the answers agree
 * with it and come often enough (D6); the machine's own wall clock and its TZ are never asked.
 */
export class ServiceClock {
  readonly #clock: Clock;
  #offset: Offset | null = null;
  /** An answer that did not agree: it counts as soon as the next one agrees with it. */
  #strange: Offset | null = null;
  #doubted = false;
  #books_epoch_ms = 0;
  readonly #listeners: (() => void)[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Sets the time without any question; for a moment that is known otherwise. */
  set(epoch_ms: number): void {
    this.#take(this.#offsetOf({ epoch_ms, roundtrip_ms: 0 }));
  }

  /**
   * An answer of the centre. One that lies beyond drift is not taken; two answers in a row that agree with each other are, whatever was
   * before: then the centre's clock was set, or this machine slept.
   */
  answer(answer: TimeAnswer): TimeVerdict {
    const offset = this.#offsetOf(answer);
    const before = this.#strange ?? this.#offset;
    const jump_ms = before === null ? this.#jumpBehindBooks(answer) : jumpBetween(before, offset);
    if (jump_ms !== 0) {
      this.#strange = offset;
      return { taken: false, jump_ms };
    }
    this.#take(offset);
    return { taken: true, jump_ms: 0 };
  }

  /** The books hold entries of this time: nothing is written before it, and an earlier time is a jump back. */
  startAfter(newest_epoch_ms: number): void {
    this.#books_epoch_ms = Math.max(this.#books_epoch_ms, newest_epoch_ms);
  }

  /** Something says that the monotonic clock may have stood still: not trusted until an answer agrees. */
  doubt(): void {
    this.#doubted = true;
  }

  /** False until the first signed time came. */
  get known(): boolean {
    return this.#offset !== null;
  }

  /** True while certificates may be sold on this time. */
  get trusted(): boolean {
    return this.#offset !== null && this.#strange === null && !this.#doubted && !this.isOld(this.#offset.at_ms);
  }

  /** True when what was heard at this moment of the monotonic clock is too old to be carried on by it. */
  isOld(at_ms: number): boolean {
    return this.#clock.now_ms() - at_ms > KIOSK_LIMITS.centre_time_age_ms_max;
  }

  /** Milliseconds since 1970 (UTC); 0 while unknown. */
  now_epoch_ms(): number {
    return this.#offset === null ? 0 : this.#clock.now_ms() + this.#offset.from_ms;
  }

  /** Time for the books: never earlier than what was written before, 0 while unknown. */
  books_epoch_ms(): number {
    if (this.#offset === null) return 0;
    this.#books_epoch_ms = Math.max(this.#books_epoch_ms, this.now_epoch_ms());
    return this.#books_epoch_ms;
  }

  /** Calls `changed` whenever the time was set anew. */
  onSet(changed: () => void): void {
    this.#listeners.push(changed);
  }

  #offsetOf({ epoch_ms, roundtrip_ms }: TimeAnswer): Offset {
    const at_ms = this.#clock.now_ms();
    return { from_ms: epoch_ms - at_ms, until_ms: epoch_ms - at_ms + roundtrip_ms, at_ms };
  }

  /** The first answer after a start, held against the books. */
  #jumpBehindBooks({ epoch_ms, roundtrip_ms }: TimeAnswer): number {
    const isBehind = epoch_ms + roundtrip_ms + KIOSK_LIMITS.clock_jump_ms < this.#books_epoch_ms;
    return isBehind ? epoch_ms - this.#books_epoch_ms : 0;
  }

  #take(offset: Offset): void {
    this.#offset = offset;
    this.#strange = null;
    this.#doubted = false;
    for (const changed of this.#listeners) changed();
  }
}
