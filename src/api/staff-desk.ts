/** What staff screens are made from beside the picture: lists and figures of books and devices, nothing of a citizen. */
import type { CodeName } from '../base/codes.ts';
import type { Yen } from '../base/yen.ts';
import type { ReminderItem, StaffMoneyTask, StaffReason } from '../../fsm/events.ts';

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
  /** Pieces that fit in all; null when nothing says how many. */
  readonly capacity: number | null;
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
  readonly task: StaffMoneyTask | 'slip' | 'doubt' | 'incident';
  /** Some pieces stayed in the unit: there is nothing to compare. */
  readonly part?: boolean;
  readonly number: number;
  readonly review: StaffReview | null;
  readonly slip: {
    readonly claimNumber: string;
    readonly amount_yen: Yen;
    readonly how: 'paid' | 'handedOver';
  } | null;
  /** 締め: what the devices counted themselves. */
  readonly counters: readonly StaffCounter[];
  /** The mismatch that was closed. */
  readonly incident: { readonly reference: string; readonly code: CodeName; readonly reason: StaffReason } | null;
  readonly doubt: {
    readonly kind: StaffDoubt['kind'];
    readonly claimNumber: string | null;
    /** Decided: still to be given, found, or given. */
    readonly amount_yen: Yen;
    /** What now waits on the slip to be handed over. */
    readonly owed_yen: Yen;
  } | null;
}

/** A device's own count of a period against the books'. */
export interface StaffCounter {
  readonly unitId: string;
  /** `none`: the unit has no counter (計数機なし), books and count alone are compared. */
  readonly name: 'piecesIn' | 'piecesOut' | 'none';
  /** Null at the first closing, and without a counter. */
  readonly counted: number | null;
  readonly booked: number;
}

/** Money of which a person has to decide. */
export interface StaffDoubt {
  readonly questionId: string;
  readonly kind: 'claim' | 'unseen' | 'lent' | 'unclaimed' | 'disputed';
  readonly about: 'payout' | 'note' | null;
  readonly claimNumber: string | null;
  readonly deviceId: string | null;
  readonly least_yen: Yen;
  /** Null: nobody can tell before it was counted. */
  readonly most_yen: Yen | null;
  readonly at_epoch_ms: number;
  readonly counted: boolean;
}

/** A slip that waits to be handed over. */
export interface StaffSlip {
  readonly claimNumber: string;
  readonly amount_yen: Yen;
  readonly reason: 'unpaid' | 'dispute' | 'interrupted';
  readonly at_epoch_ms: number;
  readonly seen: boolean;
  /** What a clerk hands over: of a slip in question that may be less than it says. */
  readonly certain_yen: Yen;
  readonly questionId: string | null;
  /** The fee of a certificate of which nobody knows whether all of it came out: the clerk can look. */
  readonly leafUnknown: boolean;
}

/** An incident that nobody has ticked off. */
export interface StaffIncident {
  readonly incident: number;
  readonly code: CodeName;
  readonly at_epoch_ms: number;
}

/** A mismatch of papers that is open until a person closes it (D7). */
export interface StaffMismatch {
  readonly incident: number;
  /** What citizen, staff and centre call it on the telephone: six digits. */
  readonly reference: string;
  readonly code: CodeName;
  readonly at_epoch_ms: number;
}

/** A sheet that jammed, is sought or came out twice, and of which nobody has said what became of it (R95, R111). */
export interface StaffSheet extends StaffMismatch {
  readonly cause: 'jam' | 'unknown' | 'reprint';
  /** Leaf i of n, from 1. */
  readonly leaf: number;
  readonly of: number;
}

/** A device as the guide of staff shows it. */
export interface StaffDeviceState {
  readonly id: 'cardReader' | 'cash' | 'printer' | 'receiptPrinter';
  readonly availability: 'starting' | 'online' | 'attention' | 'stop' | 'offline';
  readonly codes: readonly CodeName[];
  /** What a printer says of it, in the words of the standard. */
  readonly keywords: readonly string[];
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
  readonly doubts: readonly StaffDoubt[];
  readonly leftItems: readonly (StaffIncident & { readonly items: readonly ReminderItem[] })[];
  readonly mismatches: readonly StaffMismatch[];
  readonly sheets: readonly StaffSheet[];
  /** Without those that are in `mismatches` or `sheets`: what is open cannot be ticked off. */
  readonly incidents: readonly StaffIncident[];
  readonly devices: readonly StaffDeviceState[];
}
