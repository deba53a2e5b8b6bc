/** What staff do with cash, what they look at, and the closing (締め): types of the ledger's contract. */
import type { CodeName } from '../../base/codes.ts';
import type { Yen } from '../../base/yen.ts';
import type { DeviceMemory } from '../../../drivers/contract.ts';
import type { Slip, UnitStock } from '../contract.ts';

/** Who did something at the machine: a role, never a person. */
export type StaffRole = 'clerk' | 'maintenance';

/** Cash that staff put in, took away or counted, as they counted it. `count` is 0 or more. */
export interface CountedPile {
  readonly unitId: string;
  readonly denomination_yen: Yen;
  readonly count: number;
}

/**
 * One movement of cash by staff. The same `movementId` is booked once, so that it may be sent again after a stop.
 *
 *     openingStock, refill   the piles were put into the units                  unit ← staff
 *     collection             the piles were taken out of the units              staff ← unit
 *     count                  the piles are what lies in the units now           unit ⇄ overshort
 */
export interface StaffMovement {
  readonly movementId: string;
  readonly kind: 'openingStock' | 'refill' | 'collection' | 'count';
  readonly role: StaffRole;
  readonly piles: readonly CountedPile[];
  /**
   * `collection` and `count`: units in which nothing else lies. What the books have there beyond the piles is booked as
   * 過不足. Without it a denomination that is not among the piles is left as it is.
   */
  readonly completeUnits?: readonly string[];
}

/** What a count found: pieces by the books just before, pieces counted. `difference` is counted less booked (過不足). */
export interface CountDifference {
  readonly unitId: string;
  readonly denomination_yen: Yen;
  readonly booked: number;
  readonly counted: number;
  readonly difference: number;
}

/** What a device says of pieces that moved while it was lent to the copier's own business. */
export interface ForeignMovement {
  readonly factId: string;
  readonly deviceId: string;
  /** `count` > 0 came in, < 0 went out. */
  readonly piles: readonly { readonly unitId: string; readonly denomination_yen: Yen; readonly count: number }[];
  /** What no counter tells: between so many yen moved besides (null: nobody knows the most). A question for a person, and an incident. */
  readonly doubt?: {
    readonly least_yen: Yen;
    readonly most_yen: Yen | null;
    readonly reason: CodeName;
    readonly detail: string;
  } | null;
  readonly memory: DeviceMemory;
}

/** A slip as staff see it. */
export interface OpenSlip extends Slip {
  readonly at_ms: number;
  /** Shown, printed or taken: somebody may come with it. */
  readonly seen: boolean;
  /** What lies on its account: what a clerk hands over. Of a slip in question that may be less than it says. */
  readonly certain_yen: Yen;
  /** The question that has to be answered before it is paid. */
  readonly questionId: string | null;
}

/** An incident of the list for staff. */
export interface IncidentEntry {
  readonly sequence: number;
  readonly code: CodeName;
  readonly detail: string;
  readonly at_ms: number;
  /** Staff have ticked it off. */
  readonly seen: boolean;
}

/** What only a person can decide: between `least` and `most` yen may have come in or gone out unseen. */
export interface Doubt {
  readonly factId: string;
  readonly sessionId: string | null;
  readonly deviceId: string;
  readonly least_yen: Yen;
  readonly most_yen: Yen;
  readonly reason: string;
  readonly at_ms: number;
}

/** One thing a person has to decide about; the table of kinds stands in `doubts.ts`. */
export interface StaffQuestion {
  readonly questionId: string;
  readonly kind: 'claim' | 'unseen' | 'lent' | 'unclaimed' | 'disputed';
  /** What a claim is about. */
  readonly about: 'payout' | 'note' | null;
  readonly claimNumber: string | null;
  /** Device or unit to look into. */
  readonly deviceId: string | null;
  readonly least_yen: Yen;
  /** Null: nobody can tell before it was counted. */
  readonly most_yen: Yen | null;
  readonly at_ms: number;
  /** The unit, or a unit into which the device moves coins, was counted since it arose. */
  readonly counted: boolean;
}

/** A person's answer: yen still to be given (claim), found (unseen, lent) or given to the owner (held). */
export interface QuestionAnswer {
  readonly answerId: string;
  readonly questionId: string;
  readonly given_yen: Yen;
  readonly role: StaffRole;
}

/** `owed_yen`: what now lies on the slip for the clerk to hand over. */
export interface QuestionSettled {
  /** Of the sheet. */
  readonly number: number;
  readonly kind: StaffQuestion['kind'];
  readonly claimNumber: string | null;
  readonly owed_yen: Yen;
}

/** A running count that a device keeps itself (ccTalk 225, 168), read for a closing. It wraps at `modulus`. */
export interface DeviceCounter {
  readonly unitId: string;
  /** Units whose pieces it counts, when the device is not itself the unit: an acceptor sorts into several. */
  readonly unitIds?: readonly string[];
  readonly name: 'piecesIn' | 'piecesOut';
  readonly value: number;
  readonly modulus: number;
}

/** A closing (締め) as staff ask for it; counting is optional: what is not counted stays as booked. */
export interface ClosingRequest {
  readonly closingId: string;
  readonly role: StaffRole;
  readonly counted: readonly CountedPile[];
  readonly completeUnits?: readonly string[];
  readonly counters: readonly DeviceCounter[];
}

/** A device's own count of a period against the books'. `counted` is null when there was no reading at the last closing. */
export interface CounterCheck {
  readonly unitId: string;
  readonly name: 'piecesIn' | 'piecesOut';
  readonly value: number;
  readonly modulus: number;
  readonly counted: number | null;
  readonly booked: number;
}

/** What a closing states. Amounts are of the period unless they are balances. */
export interface ClosingStatement {
  readonly number: number;
  readonly closingId: string;
  readonly role: StaffRole;
  readonly from_ms: number;
  readonly at_ms: number;
  /** Pieces by the books per unit, after the count was booked. */
  readonly stock: readonly UnitStock[];
  readonly counted: readonly CountDifference[];
  readonly counters: readonly CounterCheck[];
  /** 過不足 of the counts of the period, this closing's own included. */
  readonly overshort_yen: Yen;
  readonly cashIn_yen: Yen;
  readonly paidOut_yen: Yen;
  readonly change_yen: Yen;
  readonly refund_yen: Yen;
  /** Fees earned in the period. */
  readonly fees_yen: Readonly<Record<string, Yen>>;
  /** Balances at the end: claims positive, what staff and the copier's business put in positive. */
  readonly balances_yen: {
    readonly fees: Readonly<Record<string, Yen>>;
    readonly credit: Yen;
    readonly owed: Yen;
    readonly heldFees: Yen;
    readonly slips: Yen;
    readonly disputed: Yen;
    readonly unclaimed: Yen;
    readonly overpaid: Yen;
    readonly overshort: Yen;
    readonly staff: Yen;
    readonly foreign: Yen;
    readonly escrow: Yen;
    readonly units: Yen;
  };
  readonly sessions: number;
  readonly openSessions: number;
  readonly openIntents: number;
  readonly doubts: number;
  readonly previousHash: string;
  /** SHA-256 (hex) over every row of the books up to here, chained from the previous closing. */
  readonly headHash: string;
}

/** Guided work of staff on one unit, or on all (`unitId` null): begun, and not booked or given up yet. */
export interface StaffExchange {
  readonly exchangeId: string;
  readonly task: 'collect' | 'refill' | 'openingStock' | 'closing';
  readonly unitId: string | null;
  readonly role: StaffRole;
  readonly at_ms: number;
}

/** What staff counted and confirmed. */
export interface StaffWorkRequest {
  readonly task: StaffExchange['task'];
  readonly unitId: string | null;
  readonly piles: readonly CountedPile[];
  readonly counters: readonly DeviceCounter[];
  /** `collect`: some pieces stay in the unit. */
  readonly part?: boolean;
}

/** What a confirmed work came to. */
export interface ExchangeDone {
  /** Of the sheet; for a closing the closing's own. */
  readonly number: number;
  readonly differences: readonly CountDifference[];
  /** 過不足: counted less booked; 0 for what was put in. */
  readonly difference_yen: Yen;
  readonly closing: ClosingStatement | null;
}
