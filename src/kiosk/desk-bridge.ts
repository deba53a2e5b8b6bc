import type { Timer } from '../base/clock.ts';
import type { CentreCall, CentreDesk, CentreResult, CentreTime } from '../centre/port.ts';
import type { OutboxEntry } from '../ledger/contract.ts';
import { createCentreCaller } from './centre-call.ts';
import { createClockWatch } from './clock-watch.ts';
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
export function createDeskBridge(
  desk: CentreDesk,
  services: KioskServices,
  system_epoch_ms: (() => number) | null = null,
): DeskBridge {
  const { clock, guarded, serviceClock, ledger, reasons, log } = services;
  const caller = createCentreCaller(services);
  let asking: Timer | null = null;
  let isAsking = false;
  /** The monotonic clock may have stood still since the question: the answer tells nothing. */
  let isVoid = false;
  /** The system clock was found far from the centre's time, and staff were told. */
  let isSystemFar = false;
  let retry: Timer | null = null;
  let sending = false;
  /** Commit points that the centre refused: told later once more, and holding up no other. */
  const refused = new Set<number>();
  /** Refusals that are in the books for somebody to look at. */
  const reported = new Set<number>();
  let stopped = false;
  const watch = system_epoch_ms === null ? null : createClockWatch(clock, system_epoch_ms, guarded(systemStepped));

  function askTime(): void {
    asking?.cancel();
    if (isAsking || stopped) return;
    isAsking = true;
    isVoid = false;
    const asked_ms = clock.now_ms();
    caller.ask<CentreTime>(
      (done) => desk.time(done),
      (result) => {
        isAsking = false;
        const again_ms = isVoid ? 0 : answered(result, clock.now_ms() - asked_ms);
        asking = clock.after(again_ms, askTime);
      },
    );
  }

  /** Takes an answer, or does not; milliseconds until the next question. */
  function answered(result: CentreResult<CentreTime>, roundtrip_ms: number): number {
    if (!result.ok) {
      // What was trusted is carried on for the staff's screens; nothing is sold on it while the centre is silent.
      const isOld = serviceClock.known && !serviceClock.trusted;
      reasons.set('centre', [isOld ? 'centreTime' : result.code]);
      log('warn', 'centre.time', { code: result.code });
      return KIOSK_LIMITS.centre_retry_ms;
    }
    const { epoch_ms } = result.value;
    const { taken, jump_ms } = serviceClock.answer({ epoch_ms, roundtrip_ms });
    if (!taken) {
      reasons.set('centre', ['timeJump']);
      log('warn', 'centre.timeJump', { code: 'timeJump', jump_ms: Math.round(jump_ms) });
      return KIOSK_LIMITS.centre_time_again_ms;
    }
    compareSystem(epoch_ms);
    reasons.set('centre', []);
    flush();
    return KIOSK_LIMITS.centre_time_every_ms;
  }

  /** The machine slept, or somebody set its clock: one answer of the centre tells which (D6). */
  function systemStepped(jump_ms: number): void {
    log('warn', 'system.clockStep', { code: 'timeJump', jump_ms });
    isVoid = true;
    if (!serviceClock.known) return;
    serviceClock.doubt();
    reasons.set('centre', ['timeJump']);
    askTime();
  }

  /** Told once each time that it begins: nothing is served on it, but TLS judges certificates by it. */
  function compareSystem(epoch_ms: number): void {
    if (system_epoch_ms === null) return;
    const difference_ms = Math.round(system_epoch_ms() - epoch_ms);
    const isFar = Math.abs(difference_ms) > KIOSK_LIMITS.system_clock_ms_max;
    if (isFar && !isSystemFar) log('warn', 'system.clockDiffers', { difference_ms });
    isSystemFar = isFar;
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
      watch?.start();
      askTime();
    },
    flush,
    stop: () => {
      stopped = true;
      watch?.stop();
      asking?.cancel();
      retry?.cancel();
      caller.stop();
      desk.close();
    },
  };
}
