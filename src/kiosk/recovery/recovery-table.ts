/** What is known of a session that is over and still open in the books. */
export interface WaitingSession {
  /** Every cash device was heard since the start of the kiosk. */
  readonly heard: boolean;
  /** `cash_settles_at_start_ms` has not passed since the session was found to be over. */
  readonly patient: boolean;
  /** `printer_prints_leaf_ms` has not passed since then. */
  readonly printerMayTell: boolean;
  /** Payouts and stackings without an outcome. */
  readonly cashIntents: number;
  /** Leaves and receipts without an outcome. */
  readonly printIntents: number;
  /** Notes in escrow of which a device may still tell whether they were stacked or handed back. */
  readonly notes: number;
}

/**
 * `wait`: a device may still tell. `question`: it has been waited for long enough; the citizen gets a claim number for what is
 * open, and the session stays open in the books until the device has told. `settle`: everything is known that will be.
 * `giveUpLeaves`: no printer has told what became of the leaves; they are unknown from now on, and their set is disputed.
 */
export type WaitingDecision = 'wait' | 'question' | 'giveUpLeaves' | 'settle';

/**
 * What is done with a session that is over: a stop cut it off, or it ended with an order open. Pure; the table is in README.md.
 * A note without an order that no device tells of in time is given up with the session; an order for cash never is, because its
 * device knows. A printer may have been taken away with its job, so a leaf is given up after as long as one may take.
 */
export function decideWaiting(session: WaitingSession): WaitingDecision {
  const { heard, patient, printerMayTell, cashIntents, printIntents, notes } = session;
  const open = cashIntents + printIntents;
  if (patient) return heard && open + notes === 0 ? 'settle' : 'wait';
  if (printIntents > 0 && !printerMayTell) return 'giveUpLeaves';
  return open > 0 ? 'question' : 'settle';
}
