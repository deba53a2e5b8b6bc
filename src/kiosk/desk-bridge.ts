import type { Timer } from '../base/clock.ts';
import type { CentreCall, CentreDesk, CentreResult, CentreTime } from '../centre/port.ts';
import type { OutboxEntry } from '../ledger/contract.ts';
import { createCentreCaller } from './centre-call.ts';
import { KIOSK_LIMITS } from './limits.ts';
import type { KioskServices } from './services.ts';

/** Time from the centre, and the outbox to it until everything is acknowledged. */
export interface DeskBridge {
  start(): void;
  /** Something may be new in the outbox. */
  flush(): void;
  stop(): void;
}

/** Joins the centre's desk to the service clock, the outbox and the reasons against serving. */
export function createDeskBridge(desk: CentreDesk, services: KioskServices): DeskBridge {
  const { clock, guarded, serviceClock, ledger, reasons, log } = services;
  const caller = createCentreCaller(services);
  let asking: Timer | null = null;
  let retry: Timer | null = null;
  let sending = false;
  /** Commit points that the centre refused: told later once more, and holding up no other. */
  const refused = new Set<number>();
  /** Refusals that are in the books for somebody to look at. */
  const reported = new Set<number>();
  let stopped = false;

  function askTime(): void {
    caller.ask<CentreTime>(
      (done) => desk.time(done),
      (result) => {
        asking = clock.after(result.ok ? KIOSK_LIMITS.centre_time_every_ms : KIOSK_LIMITS.centre_retry_ms, askTime);
        if (result.ok) {
          serviceClock.set(result.value.epoch_ms);
          reasons.set('centre', []);
          flush();
        } else {
          reasons.set('centre', [result.code]);
          log('warn', 'centre.time', { code: result.code });
        }
      },
    );
  }

  function tell(entry: OutboxEntry, done: (result: CentreResult<null>) => void): CentreCall {
    if (entry.point !== 'closing') {
      const { transactionId, point, detail } = entry;
      return desk.commit({ transactionId, point, detail }, done);
    }
    const { number, headHash } = entry.statement;
    return desk.closing({ number, headHash, statement: { ...entry.statement } }, done);
  }

  function flush(): void {
    if (sending || stopped) return;
    // However much waits, only as much is read as is passed over.
    const entry = ledger.outbox(refused.size + 1).find(({ sequence }) => !refused.has(sequence));
    if (!entry) {
      if (refused.size > 0) flushLater();
      return;
    }
    sending = true;
    const { point } = entry;
    caller.ask<null>(
      (done) => tell(entry, done),
      (result) => {
        sending = false;
        if (result.ok) {
          ledger.acknowledge(entry.sequence);
          flush();
          return;
        }
        log('warn', 'centre.commit', { code: result.code, point });
        if (result.kind === 'failed') {
          flushLater();
          return;
        }
        refused.add(entry.sequence);
        if (!reported.has(entry.sequence))
          ledger.incident(result.code, `the centre refuses the ${point === 'closing' ? '' : 'commit point '}${point}`);
        reported.add(entry.sequence);
        flush();
      },
    );
  }

  function flushLater(): void {
    retry?.cancel();
    retry = clock.after(KIOSK_LIMITS.centre_retry_ms, () =>
      guarded(() => {
        refused.clear();
        flush();
      })(undefined),
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
      caller.stop();
      desk.close();
    },
  };
}
