/**
 * Requests of one socket, or of one board, one after the other. All connections come in turn, and together they get a share of the
 * daemon's time: who asks without end waits for itself, and the polls of the money devices come when they are due.
 */
import type { Clock, Timer } from '../base/clock.ts';
import { API_LIMITS } from './limits.ts';

/** A connection in the row. */
export interface Turn {
  /** There is something to do: it is done at once when there is time, else when it is this connection's turn. */
  ask(): void;
  leave(): void;
}

/** The row in which the connections of one socket wait. */
export interface RequestTurns {
  /** @param work does one request; true when there is another one */
  join(work: () => boolean): Turn;
}

/** A row with its own share of the time: a short burst at once, then `request_percent_max` of it. */
export function createRequestTurns(clock: Clock): RequestTurns {
  const { request_burst_ms } = API_LIMITS;
  const share = API_LIMITS.request_percent_max / 100;
  const row = new Set<() => boolean>();
  let credit_ms: number = request_burst_ms;
  let earned_ms = clock.now_ms();
  let timer: Timer | null = null;
  let isAtWork = false;

  function earn(): void {
    const now_ms = clock.now_ms();
    credit_ms = Math.min(request_burst_ms, credit_ms + (now_ms - earned_ms) * share);
    earned_ms = now_ms;
  }

  function run(): void {
    if (isAtWork || timer !== null) return;
    isAtWork = true;
    earn();
    for (const work of row) {
      if (credit_ms <= 0) break;
      row.delete(work);
      const began_ms = clock.now_ms();
      // At the end of the row again, where this loop comes to it.
      if (work()) row.add(work);
      credit_ms -= clock.now_ms() - began_ms;
    }
    isAtWork = false;
    if (row.size > 0) timer = clock.after(-credit_ms / share + 1, later);
  }

  function later(): void {
    timer = null;
    run();
  }

  return {
    join: (work) => {
      let isIn = true;
      const mine = (): boolean => work() && isIn;
      return {
        ask: () => {
          if (!isIn) return;
          row.add(mine);
          run();
        },
        leave: () => {
          isIn = false;
          row.delete(mine);
          if (row.size > 0) return;
          timer?.cancel();
          timer = null;
        },
      };
    },
  };
}
