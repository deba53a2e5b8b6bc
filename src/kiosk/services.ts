import type { Clock } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import type { Ledger } from '../ledger/contract.ts';
import type { SessionEvent } from '../../fsm/events.ts';
import type { PaperTargets } from './print/paper-targets.ts';
import type { KioskLog, KioskSettings } from './contract.ts';
import type { ServiceClock } from './hours/service-clock.ts';
import type { ServiceReasons } from './service-reasons.ts';
import type { CurrentSession } from './session/session-record.ts';

/** What every bridge is given. */
export interface KioskServices {
  readonly clock: Clock;
  readonly serviceClock: ServiceClock;
  readonly random: Random;
  readonly ledger: Ledger;
  readonly settings: KioskSettings;
  readonly log: KioskLog;
  readonly reasons: ServiceReasons;
  readonly session: CurrentSession;
  /** What papers are made for. */
  readonly targets: PaperTargets;
  /** Gives the chart a fact. */
  send(event: SessionEvent): void;
  /**
   * Wraps a listener: what throws in it (a refused booking, a full disk) ends the kiosk in order, instead of being
   * swallowed by whoever called, and nothing runs after the end.
   */
  guarded<T>(work: (input: T) => void): (input: T) => void;
  /** A fresh id, 128 random bits in hex. */
  newId(): string;
  /** An open intent got its outcome: sessions that waited for it may be settled. */
  intentClosed(): void;
}
