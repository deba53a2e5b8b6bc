import type { Timer } from '../../base/clock.ts';
import type { CentreCall, CentreResult } from '../../centre/port.ts';
import { KIOSK_LIMITS } from '../limits.ts';
import type { KioskServices } from '../services.ts';

/** Calls of the centre's desk, each answered exactly once within a limit, and none after the end. */
export interface CentreCaller {
  ask<T>(call: (done: (result: CentreResult<T>) => void) => CentreCall, done: (result: CentreResult<T>) => void): void;
  /** Whatever is under way is given up; its answer is not heard any more. */
  stop(): void;
}

/** An adapter has limits of its own; this one holds when it never answers. */
export function createCentreCaller({ clock, guarded }: Pick<KioskServices, 'clock' | 'guarded'>): CentreCaller {
  let stopped = false;
  const ends = new Set<() => void>();
  return {
    ask: <T>(
      call: (done: (result: CentreResult<T>) => void) => CentreCall,
      done: (result: CentreResult<T>) => void,
    ): void => {
      if (stopped) return;
      let over = false;
      let limit: Timer | null = null;
      const finish = guarded((result: CentreResult<T>) => {
        if (over || stopped) return;
        over = true;
        limit?.cancel();
        ends.delete(end);
        done(result);
      });
      const running = call(finish);
      const end = (): void => {
        limit?.cancel();
        running.cancel();
      };
      if (over) return;
      ends.add(end);
      limit = clock.after(KIOSK_LIMITS.centre_answers_ms, () => {
        running.cancel();
        finish({ ok: false, code: 'centreTimeout', kind: 'failed', scope: 'session' });
      });
    },
    stop: () => {
      stopped = true;
      for (const end of ends) end();
      ends.clear();
    },
  };
}
