/** What staff screens are made from beside the picture: lists and figures of books and devices, nothing of a citizen. */
import type { CodeName } from '../base/codes.ts';
import type { Yen } from '../base/yen.ts';
import type { ReminderItem, StaffMoneyTask } from '../../fsm/events.ts';

/** What a unit is to somebody who opens it. */
export type StaffUnitKind = 'hopper' | 'coinBox' | 'noteBox' | 'recycler';

/** A place where cash lies. */
export interface StaffUnit {
  readonly unitId: string;
  readonly kind: StaffUnitKind;
  readonly refillable: boolean;
  readonly piles: readonly {
    readonly denomination_yen: Yen;
    /** Pieces by the books. */
    readonly booked: number;
    /** Pieces that still fit; null when nothing says how many. */
    readonly room: number | null;
  }[];
}

/** Pieces of one kind in one unit: by the books, as counted, and the difference of the two. */
export interface StaffRow {
  readonly unitId: string;
  readonly denomination_yen: Yen;
  readonly booked: number;
  readonly counted: number;
  /** Counted less booked (過不足); for what was put in, 0. */
  readonly difference: number;
}

/** A counted task: what would be booked, or what was. */
export interface StaffReview {
  readonly rows: readonly StaffRow[];
  readonly counted_yen: Yen;
  readonly difference_yen: Yen;
}

/** What was booked last. */
export interface StaffResult {
  readonly task: StaffMoneyTask | 'slip';
  readonly number: number;
  readonly review: StaffReview | null;
  readonly slip: { readonly claimNumber: string; readonly amount_yen: Yen } | null;
}

export interface StaffSlip {
  readonly claimNumber: string;
  readonly amount_yen: Yen;
  readonly reason: 'unpaid' | 'dispute' | 'interrupted';
  readonly at_epoch_ms: number;
  readonly seen: boolean;
}

export interface StaffIncident {
  readonly incident: number;
  readonly code: CodeName;
  readonly at_epoch_ms: number;
}

export interface StaffDeviceState {
  readonly id: 'cardReader' | 'cash' | 'printer';
  readonly availability: 'starting' | 'online' | 'attention' | 'stop' | 'offline';
  readonly codes: readonly CodeName[];
}

/** Everything at once; made anew for each view. */
export interface StaffDesk {
  /** Digits typed so far, and how many there may be. */
  readonly codeDigits: number;
  readonly codeLength_max: number;
  /** Wrong entries left before the lock; null when none was wrong. */
  readonly triesLeft: number | null;
  readonly lockedFor_ms: number | null;
  readonly units: readonly StaffUnit[];
  readonly openExchanges: readonly { readonly task: StaffMoneyTask; readonly unitId: string | null }[];
  readonly mayOpenStock: boolean;
  readonly review: StaffReview | null;
  readonly result: StaffResult | null;
  readonly slips: readonly StaffSlip[];
  readonly leftItems: readonly (StaffIncident & { readonly items: readonly ReminderItem[] })[];
  readonly incidents: readonly StaffIncident[];
  readonly devices: readonly StaffDeviceState[];
}
