import type { ReminderItem } from '../../../fsm/events.ts';
import type { KioskServices } from '../services.ts';

/**
 * What a citizen left behind (R13, R103): while staff have not ticked it off and a sensor still sees it, nobody else is served
 * (M1201), so that the next citizen does not find another's card or certificate.
 */
export interface LeftWatch {
  /** What a sensor sees; things without one are never told. */
  onPresence(item: ReminderItem, present: boolean): void;
  /** At start, when a thing was written down as left, and when staff have ticked off an incident. */
  check(): void;
  /** Something is on the staff's list. */
  hasLeft(): boolean;
}

/** Joins the books' list of left things to the sensors and the reasons against serving. */
export function createLeftWatch({ ledger, reasons }: Pick<KioskServices, 'ledger' | 'reasons'>): LeftWatch {
  const seen = new Set<string>();
  let left: ReadonlySet<string> = new Set();

  function judge(): void {
    reasons.set('left', [...left].some((item) => seen.has(item)) ? ['itemsLeft'] : []);
  }

  return {
    onPresence: (item, present) => {
      if (present) seen.add(item);
      else seen.delete(item);
      judge();
    },
    check: () => {
      // Written by the chart's own command: names of things, separated by blanks.
      const listed = ledger.unseenIncidents().filter(({ code }) => code === 'itemsLeft');
      left = new Set(listed.flatMap(({ detail }) => detail.split(' ')));
      judge();
    },
    hasLeft: () => left.size > 0,
  };
}
