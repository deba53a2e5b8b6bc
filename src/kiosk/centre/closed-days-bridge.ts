import type { Timer } from '../../base/clock.ts';
import { tokyoDate } from '../../base/service-time.ts';
import { ClosedDayStore } from '../../centre/closed-days.ts';
import type { CentreDesk, ClosedDay, ClosedDayList } from '../../centre/port.ts';
import { createCentreCaller } from './centre-call.ts';
import { KIOSK_LIMITS } from '../limits.ts';
import type { KioskServices } from '../services.ts';

/** Days on which a municipality issues nothing, as the centre tells them (R79, R80). */
export interface ClosedDaysBridge {
  start(): void;
  /** Municipalities that issue nothing today. */
  closedToday(): readonly string[];
  /** All that is known, for screens that look ahead. */
  days(): readonly ClosedDay[];
  stop(): void;
}

/**
 * Asks at the start and every hour. A silent centre leaves the last list in force for a day; without any, or after it, nothing is
 * sold: whoever paid for a certificate of a municipality in maintenance would get nothing.
 */
export function createClosedDaysBridge(desk: CentreDesk, services: KioskServices): ClosedDaysBridge {
  const { clock, serviceClock, reasons, log } = services;
  const caller = createCentreCaller(services);
  const store = new ClosedDayStore();
  let asking: Timer | null = null;

  function ask(): void {
    caller.ask<ClosedDayList>(
      (done) => desk.closedDays(done),
      (result) => {
        asking = clock.after(result.ok ? KIOSK_LIMITS.closed_days_every_ms : KIOSK_LIMITS.centre_retry_ms, ask);
        if (!result.ok) {
          log('warn', 'centre.closedDays', { code: result.code });
          if (!store.isKnown(clock.now_ms())) reasons.set('closedDays', [result.code]);
          return;
        }
        if (!store.take(result.value, clock.now_ms())) {
          log('warn', 'centre.closedDays', { code: 'centreReply', version: result.value.version });
          // An older list tells as little as silence does: what is known grows old all the same.
          if (!store.isKnown(clock.now_ms())) reasons.set('closedDays', ['centreReply']);
          return;
        }
        reasons.set('closedDays', []);
      },
    );
  }

  return {
    start: () => {
      if (!desk.capabilities.closedDays) return;
      reasons.set('closedDays', ['centreTime']);
      ask();
    },
    closedToday: () => (serviceClock.known ? store.closedOn(tokyoDate(serviceClock.now_epoch_ms())) : []),
    days: () => store.days(),
    stop: () => {
      asking?.cancel();
      caller.stop();
    },
  };
}
