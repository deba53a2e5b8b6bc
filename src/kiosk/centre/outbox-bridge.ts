import type { Timer } from '../../base/clock.ts';
import type { CentreCall, CentreDesk, CentreResult } from '../../centre/port.ts';
import type { OutboxEntry } from '../../ledger/contract.ts';
import { createCentreCaller } from './centre-call.ts';
import { KIOSK_LIMITS } from '../limits.ts';
import type { KioskServices } from '../services.ts';

/** The ledger's outbox to the centre: commit points and closings, told again until each is acknowledged. */
export interface OutboxBridge {
  /** Something may be new in the outbox, or the centre be there again. */
  flush(): void;
  stop(): void;
}

/** Tells one entry at a time, oldest first. What the centre refuses is an incident, and holds up nothing else. */
export function createOutboxBridge(desk: CentreDesk, services: KioskServices): OutboxBridge {
  const { clock, guarded, ledger, log } = services;
  const caller = createCentreCaller(services);
  let retry: Timer | null = null;
  let sending = false;
  /** Entries that the centre refused: told later once more, and holding up no other. */
  const refused = new Set<number>();
  /** Refusals that are in the books for somebody to look at. */
  const reported = new Set<number>();
  let stopped = false;

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
    flush,
    stop: () => {
      stopped = true;
      retry?.cancel();
      caller.stop();
    },
  };
}
