import type { CodeName } from '../base/codes.ts';

/** Who may give a reason against serving. */
export type ReasonSource =
  | 'cardReader'
  | 'cash'
  | 'printer'
  /** Documents or papers were not what they had to be: closed until a person closed the incident (D7, D8). */
  | 'document'
  | 'centre'
  /** The adapter of the centre cannot give what the service needs. */
  | 'adapter'
  /** Nobody is served at this hour or on this day (R77–R82). */
  | 'hours'
  /** The centre has not told its closed days. */
  | 'closedDays'
  /** What runs here is not what the fleet expects (D9). */
  | 'fingerprint'
  /** No keys that seal a sheet: an unsealed one is never printed. */
  | 'paper'
  | 'recovery'
  /** A unit that gives change was never counted. */
  | 'stock'
  /** Somebody pulled at coins or notes again and again. */
  | 'fraud'
  /** The disk under the books is full, locked or slow. */
  | 'ledger'
  | 'screen'
  /** What a citizen left behind still lies there. */
  | 'left'
  /** A device is lent to the copier's own business. */
  | 'lent'
  /** The copier is asleep, at work, open, or its software is not there. */
  | 'copier'
  /** Another unit answers than the one that was commissioned. */
  | 'identity'
  /** A technician tests a device. */
  | 'technician'
  /** The daemon runs for maintenance alone. */
  | 'maintenance'
  /** Staff mode is open, or a unit was opened in it and not booked. */
  | 'staff';

/**
 * The reasons against serving, as a set by source: the service is open while it is empty. Each source replaces its own reasons;
 * the chart hears of it only when the set changed.
 */
export class ServiceReasons {
  readonly #bySource = new Map<ReasonSource, readonly CodeName[]>();
  readonly #changed: (reasons: readonly CodeName[]) => void;
  #last = '';

  constructor(changed: (reasons: readonly CodeName[]) => void) {
    this.#changed = changed;
  }

  set(source: ReasonSource, reasons: readonly CodeName[]): void {
    this.#bySource.set(source, reasons);
    const all = this.all();
    const text = all.join();
    if (text === this.#last) return;
    this.#last = text;
    this.#changed(all);
  }

  /** Every reason once, in a fixed order. */
  all(): readonly CodeName[] {
    return [...new Set([...this.#bySource.values()].flat())].toSorted();
  }
}
