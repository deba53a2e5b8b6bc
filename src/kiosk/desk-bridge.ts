import type { Timer } from '../base/clock.ts';
import type { CentreDesk } from '../centre/port.ts';
import type { KioskServices } from './services.ts';

/** How often the centre is asked for its signed time, and how soon again after a failure. */
const TIME_EVERY_MS = 10 * 60_000;
const RETRY_MS = 15_000;

/** Time from the centre, and the outbox to it until everything is acknowledged. */
export interface DeskBridge {
  start(): void;
  /** Something may be new in the outbox. */
  flush(): void;
  stop(): void;
}

export function createDeskBridge(desk: CentreDesk, services: KioskServices): DeskBridge {
  const { clock, guarded, serviceClock, ledger, reasons, log } = services;
  let asking: Timer | null = null;
  let retry: Timer | null = null;
  let sending = false;
  let stopped = false;

  function askTime(): void {
    desk.time(
      guarded((result) => {
        if (stopped) return;
        asking = clock.after(result.ok ? TIME_EVERY_MS : RETRY_MS, askTime);
        if (result.ok) {
          serviceClock.set(result.value.epoch_ms);
          reasons.set('centre', []);
          flush();
        } else {
          reasons.set('centre', [result.code]);
          log('warn', 'centre.time', { code: result.code });
        }
      }),
    );
  }

  function flush(): void {
    const entry = ledger.outbox()[0];
    if (!entry || sending || stopped) return;
    sending = true;
    desk.commit(
      { transactionId: entry.transactionId, point: entry.point, detail: entry.detail },
      guarded((result) => {
        sending = false;
        if (stopped) return;
        if (result.ok) {
          ledger.acknowledge(entry.sequence);
          flush();
          return;
        }
        log('warn', 'centre.commit', { code: result.code, point: entry.point });
        retry?.cancel();
        retry = clock.after(RETRY_MS, () => guarded(flush)(undefined));
      }),
    );
  }

  return {
    start: () => {
      reasons.set('centre', ['centreTime']);
      askTime();
    },
    flush,
    stop: () => {
      stopped = true;
      asking?.cancel();
      retry?.cancel();
      desk.close();
    },
  };
}
