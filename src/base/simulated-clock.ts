import type { Clock, Timer } from './clock.ts';

/** A timer in the heap. A class, not a closure each: a simulated second arms fifty of them. */
class Pending implements Timer {
  readonly due_ms: number;
  readonly order: number;
  readonly run: () => void;
  cancelled = false;

  constructor(due_ms: number, order: number, run: () => void) {
    this.due_ms = due_ms;
    this.order = order;
    this.run = run;
  }

  cancel(): void {
    this.cancelled = true;
  }
}

/**
 * Time that moves only when told to. Equal due times run in arming order, so a run is repeatable to the letter.
 * A binary heap keeps `after` and `advance` at O(log n): simulations arm millions of timers.
 */
export class SimulatedClock implements Clock {
  #now_ms = 0;
  #order = 0;
  readonly #heap: Pending[] = [];

  now_ms(): number {
    return this.#now_ms;
  }

  after(delay_ms: number, run: () => void): Timer {
    const pending = new Pending(this.#now_ms + Math.max(0, delay_ms), this.#order++, run);
    this.#push(pending);
    return pending;
  }

  /** Due time of the next live timer, or null when nothing is waiting. */
  next_ms(): number | null {
    this.#dropCancelled();
    return this.#heap[0]?.due_ms ?? null;
  }

  /** Runs the next live timer and moves time to it. Returns false when nothing is waiting. */
  runNext(): boolean {
    this.#dropCancelled();
    return this.#runTop();
  }

  #runTop(): boolean {
    const next = this.#pop();
    if (!next) return false;
    if (next.due_ms > this.#now_ms) this.#now_ms = next.due_ms;
    next.cancelled = true;
    next.run();
    return true;
  }

  /** Moves time forward by `span_ms`, running everything that falls due on the way. */
  advance(span_ms: number): void {
    const end_ms = this.#now_ms + span_ms;
    for (;;) {
      this.#dropCancelled();
      const next = this.#heap[0];
      if (!next || next.due_ms > end_ms) break;
      this.#runTop();
    }
    this.#now_ms = Math.max(this.#now_ms, end_ms);
  }

  /** Moves time forward without running anything: the span a blocking call (a slow commit) takes. */
  stall(span_ms: number): void {
    this.#now_ms += span_ms;
  }

  #dropCancelled(): void {
    while (this.#heap[0]?.cancelled) this.#pop();
  }

  #before(a: Pending, b: Pending): boolean {
    return a.due_ms < b.due_ms || (a.due_ms === b.due_ms && a.order < b.order);
  }

  #push(item: Pending): void {
    const heap = this.#heap;
    let at = heap.push(item) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#before(heap[parent]!, item)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = item;
  }

  #pop(): Pending | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (!top || !last || top === last) return top;
    let at = 0;
    for (;;) {
      let child = at * 2 + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && this.#before(heap[child + 1]!, heap[child]!)) child += 1;
      if (this.#before(last, heap[child]!)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
    return top;
  }
}
