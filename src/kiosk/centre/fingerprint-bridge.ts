import type { Timer } from '../../base/clock.ts';
import { tokyoDate } from '../../base/service-time.ts';
import { isExpected } from '../../centre/fingerprint.ts';
import type { CentreDesk, Fingerprint } from '../../centre/port.ts';
import { createCentreCaller } from './centre-call.ts';
import { KIOSK_LIMITS } from '../limits.ts';
import type { KioskServices } from '../services.ts';

/** Stands for a program that cannot be read: no release has this digest. */
const UNREADABLE = '0'.repeat(64);

/** What runs here against what the fleet expects (D9). */
export interface FingerprintBridge {
  start(): void;
  stop(): void;
}

/**
 * Told at the start and every morning from 5:30 on. The service is open only while the centre has said of this day (6:30 to 6:30) that
 * this set is expected: the answer of a day holds for it when the centre is silent afterwards, and no longer.
 */
export function createFingerprintBridge(
  desk: CentreDesk,
  own: Fingerprint | undefined,
  services: KioskServices,
  softwareNow?: () => string,
): FingerprintBridge {
  const { clock, serviceClock, reasons, log, ledger } = services;
  const { fingerprint_look_every_ms } = KIOSK_LIMITS;
  const { fingerprint_asks_after_ms: asks_ms, fingerprint_ends_after_ms: ends_ms } = KIOSK_LIMITS;
  const caller = createCentreCaller(services);
  let looking: Timer | null = null;
  let isAsking = false;
  /** Monotonic moment of the last answer, and whether this set was in it. */
  let last: { readonly at_ms: number; readonly isOurs: boolean } | null = null;

  /** The day that a moment of the monotonic clock belongs to, when a day begins so long after midnight. */
  function dayOf(at_ms: number, begins_after_ms: number): string {
    return tokyoDate(serviceClock.now_epoch_ms() - (clock.now_ms() - at_ms) - begins_after_ms);
  }

  /** True when the answer of today's morning is there. */
  function isAnswered(): boolean {
    if (last === null) return false;
    const now_ms = clock.now_ms();
    return !serviceClock.known || dayOf(last.at_ms, asks_ms) === dayOf(now_ms, asks_ms);
  }

  /** True while the last answer still counts: one of 5:30 does until 6:30 of the next day. */
  function isInForce(): boolean {
    if (last === null) return false;
    return !serviceClock.known || dayOf(last.at_ms, asks_ms) >= dayOf(clock.now_ms(), ends_ms);
  }

  function judge(): void {
    if (last?.isOurs === false) reasons.set('fingerprint', ['fingerprintDiffers']);
    else reasons.set('fingerprint', isInForce() ? [] : ['fingerprintUnknown']);
  }

  /**
   * The program on the disk: cells are started from it, so that one that was exchanged under the running daemon would serve as a mixture
   * of two releases, which nobody tried. What cannot be read, as in the middle of such an exchange, is no release.
   */
  function softwareOnDisk(running: Fingerprint): string {
    // At the start it was read a moment ago.
    if (softwareNow === undefined || last === null) return running.software;
    try {
      return softwareNow();
    } catch {
      return UNREADABLE;
    }
  }

  function ask(running: Fingerprint): void {
    isAsking = true;
    const software = softwareOnDisk(running);
    const set = { ...running, software };
    caller.ask<readonly Fingerprint[]>(
      (done) => desk.fingerprint(set, done),
      (result) => {
        isAsking = false;
        if (result.ok) {
          const isOurs = software === running.software && isExpected(set, result.value);
          // Once for each time that it begins: the centre is asked again every few minutes.
          if (!isOurs && last?.isOurs !== false) {
            log('error', 'kiosk.fingerprint', { code: 'fingerprintDiffers' });
            ledger.incident(
              'fingerprintDiffers',
              software === running.software
                ? 'the fleet expects another set'
                : 'the program on the disk is not the one that runs',
            );
          }
          last = { at_ms: clock.now_ms(), isOurs };
        } else log('warn', 'kiosk.fingerprint', { code: result.code });
        judge();
      },
    );
  }

  /** Asks when there is no answer of today, and again while the set is not expected: it may be released meanwhile. */
  function look(set: Fingerprint): void {
    const isDue = last?.isOurs !== true || !isAnswered();
    if (isDue && !isAsking) ask(set);
    judge();
    const again_ms = last?.isOurs === true ? fingerprint_look_every_ms : KIOSK_LIMITS.centre_retry_ms;
    looking = clock.after(again_ms, () => services.guarded(look)(set));
  }

  return {
    start: () => {
      if (desk.capabilities.fingerprints && own) look(own);
    },
    stop: () => {
      looking?.cancel();
      caller.stop();
    },
  };
}
