/** What can be wrong with the virtual printer, as switches that stories throw. */
export interface Faults {
  /** The next sheet that is fed jams. */
  jamNextSheet: boolean;
  /** So many more good sheets come out, then one jams; null = none. */
  jamAfterSheets: number | null;
  /** Cover open. */
  doorOpen: boolean;
  toner: 'full' | 'low' | 'empty';
  /** marker-levels of the black toner; null = as `toner` says. */
  tonerLevel_percent: number | null;
  /** Somebody pressed the stop key at the panel. */
  paused: boolean;
  /** Somebody's papers fill the output tray. */
  outputFull: boolean;
  /** Multiplies the time of each sheet. */
  slow: number;
  /** A further keyword that the printer reports (with or without suffix), null for none. */
  extraReason: string | null;
  /** When a cover is closed the printer does not trust the last sheet and prints it once more. Goes out by itself. */
  reprintAfterDoor: boolean;
  /** A job that was cancelled prints one sheet more all the same. Goes out by itself. */
  reprintAfterCancel: boolean;
  /** After so many more good sheets somebody sends a job of one sheet from elsewhere; null = nobody does. */
  foreignAfterSheets: number | null;
  /**
   * What the counters tell: `zero` none of a job, `double` twice, `countsJam` a jammed sheet too, `lifeStuck` a life that stands
   * still, `ahead` a job's whole plan from its first moment.
   */
  counters: 'true' | 'zero' | 'double' | 'countsJam' | 'lifeStuck' | 'ahead';
}

/** A printer that is well. */
export function noFaults(): Faults {
  return {
    jamNextSheet: false,
    jamAfterSheets: null,
    doorOpen: false,
    toner: 'full',
    tonerLevel_percent: null,
    paused: false,
    outputFull: false,
    slow: 1,
    extraReason: null,
    reprintAfterDoor: false,
    reprintAfterCancel: false,
    foreignAfterSheets: null,
    counters: 'true',
  };
}

/** Fullness of the black toner in percent. */
export function tonerLevel({ toner, tonerLevel_percent }: Faults): number {
  return tonerLevel_percent ?? { full: 90, low: 8, empty: 0 }[toner];
}
