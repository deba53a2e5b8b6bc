/**
 * Which event is published next, and which number is acknowledged: pure. Events are published in order, several at a time; the
 * acknowledged number only ever stands behind events that the broker has, all of those before it included.
 */
import type { Acknowledged } from './state-file.ts';

/** What of an event the pump looks at. */
export interface Numbered {
  readonly sequence: number;
  readonly id: string;
}

export class Pump<Event extends Numbered> {
  #acknowledged: Acknowledged;
  /** Last event that was read from the daemon. */
  #read: Acknowledged;
  /** Read and not published. */
  #waiting: Event[] = [];
  /** Published, in order; `true` when the broker has it. */
  #inFlight: { readonly event: Event; has: boolean }[] = [];

  constructor(acknowledged: Acknowledged) {
    this.#acknowledged = acknowledged;
    this.#read = acknowledged;
  }

  acknowledged(): Acknowledged {
    return this.#acknowledged;
  }

  /** After which event the daemon is to be asked; null while there is still something to publish. */
  wants(): Acknowledged | null {
    return this.#waiting.length === 0 ? this.#read : null;
  }

  /** A page of the daemon. */
  take(events: readonly Event[]): void {
    this.#waiting.push(...events);
    const last = events.at(-1);
    if (last) this.#read = { sequence: last.sequence, id: last.id };
  }

  /** Events to publish now, with at most `most` in flight. */
  next(most: number): readonly Event[] {
    const free = Math.max(0, most - this.#inFlight.length);
    const events = this.#waiting.splice(0, free);
    this.#inFlight.push(...events.map((event) => ({ event, has: false })));
    return events;
  }

  /** The broker has this one. Returns whether the acknowledged number moved. */
  has(id: string): boolean {
    const found = this.#inFlight.find(({ event }) => event.id === id);
    if (found) found.has = true;
    const open = this.#inFlight.findIndex(({ has }) => !has);
    const done = this.#inFlight.splice(0, open === -1 ? this.#inFlight.length : open);
    const last = done.at(-1)?.event;
    if (last) this.#acknowledged = { sequence: last.sequence, id: last.id };
    return last !== undefined;
  }

  /** The broker is gone: all that it did not acknowledge is read and published again. */
  rewind(): void {
    this.#waiting = [];
    this.#inFlight = [];
    this.#read = this.#acknowledged;
  }
}
