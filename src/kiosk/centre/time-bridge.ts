import type { Timer } from '../../base/clock.ts';
import type { CentreDesk, CentreResult, CentreTime } from '../../centre/port.ts';
import { createCentreCaller } from './centre-call.ts';
import { createClockWatch } from '../hours/clock-watch.ts';
import { KIOSK_LIMITS } from '../limits.ts';
import type { KioskServices } from '../services.ts';

/** Service time from the centre: asked for, judged, and held against the machine's own clock. */
export interface TimeBridge {
  start(): void;
  stop(): void;
}

/**
 * Joins the centre's time to the service clock and the reasons against serving.
 *
 * @param taken called after each answer that was believed: the centre is there
 */
export function createTimeBridge(
  desk: CentreDesk,
  services: KioskServices,
  taken: () => void,
  system_epoch_ms: (() => number) | null = null,
): TimeBridge {
  const { clock, guarded, serviceClock, reasons, log } = services;
  const caller = createCentreCaller(services);
  let asking: Timer | null = null;
  let isAsking = false;
  /** The monotonic clock may have stood still since the question: the answer tells nothing. */
  let isVoid = false;
  /** The system clock was found far from the centre's time, and staff were told. */
  let isSystemFar = false;
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
    const verdict = serviceClock.answer({ epoch_ms, roundtrip_ms });
    if (!verdict.taken) {
      reasons.set('centre', ['timeJump']);
      log('warn', 'centre.timeJump', { code: 'timeJump', jump_ms: Math.round(verdict.jump_ms) });
      return KIOSK_LIMITS.centre_time_again_ms;
    }
    compareSystem(epoch_ms);
    reasons.set('centre', []);
    taken();
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

  return {
    start: () => {
      reasons.set('centre', ['centreTime']);
      watch?.start();
      askTime();
    },
    stop: () => {
      stopped = true;
      watch?.stop();
      asking?.cancel();
      caller.stop();
    },
  };
}
