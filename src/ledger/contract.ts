/**
 * The ledger: the only truth about money and paper (design, rule 2). Written before a device is told to act and after it
 * reports. Every operation is one durable transaction; every amount is integer yen.
 *
 * Accounts (assets grow by debit, claims by credit):
 *
 *     unit:<unitId>        cash that lies in a hopper, cash box, note box or recycler      asset
 *     staff                cash that staff brought in (credit) or took away (debit)         exchange
 *     foreign              cash the copier's own business moved while the units were lent   exchange
 *     overshort            過不足: what a count found more (credit) or less (debit)           gain or loss
 *     credit:<session>     what the citizen has put in                                      claim
 *     owed:<session>       change due and refunds to be paid out                            claim
 *     fee:<session>:<set>  a fee set aside until every leaf of its set is out               claim
 *     fees:<municipality>  earned fees                                                      claim
 *     slip:<claimNumber>   money owed on a slip                                             claim
 *     disputed             what nobody can tell; a person decides                           claim
 *     overpaid             coins that fell although nobody was owed them                    loss
 *     unclaimed            cash that belongs to no session                                  claim
 *
 * A note in escrow is no account of its own but a pending entry unit ← credit, counted in `escrow_yen`: posted at VEND VALID,
 * voided when it goes back. Change and refund share `owed:`, because one payout may give both; the entry's reason tells them
 * apart, and a closing states them apart.
 */
import type { CodeName } from '../base/codes.ts';
import type { Outcome } from '../base/errors.ts';
import type { Pieces, Yen } from '../base/yen.ts';
import type { DeviceMemory } from '../../drivers/contract.ts';
import type { IncidentClosing, Mismatch, MismatchFound } from './contract/mismatch.ts';
import type { FleetBook } from './contract/event.ts';
import type { StrayAnswer, StrayFound, StraySheet } from './contract/stray-sheet.ts';
import type {
  ClosingRequest,
  ClosingStatement,
  CountDifference,
  CounterCheck,
  DeviceCounter,
  Doubt,
  ExchangeDone,
  ForeignMovement,
  IncidentEntry,
  OpenSlip,
  QuestionAnswer,
  QuestionSettled,
  StaffExchange,
  StaffMovement,
  StaffQuestion,
  StaffRole,
  StaffWorkRequest,
} from './contract/staff.ts';

export type * from './contract/staff.ts';
export type * from './contract/event.ts';
export * from './contract/mismatch.ts';
export * from './contract/reads.ts';
export * from './contract/stray-sheet.ts';

/** Where pieces of one denomination lie. */
export interface StockPlace {
  readonly unitId: string;
  readonly denomination_yen: Yen;
}

/** Pieces of one denomination that lie in a unit, by the books. */
export interface UnitStock extends StockPlace {
  readonly count: number;
}

/** Totals of one session. */
export interface SessionTotals {
  readonly due_yen: Yen;
  readonly credit_yen: Yen;
  readonly escrow_yen: Yen;
  readonly owed_yen: Yen;
  /** The part of what is owed that open payout intents may still pay. */
  readonly paying_yen: Yen;
  /** Fees set aside and not yet earned, disputed or returned. */
  readonly held_yen: Yen;
}

/** A piece of cash that came to rest in a unit. The same `factId` is booked once. */
export interface CashIn {
  readonly factId: string;
  readonly sessionId: string | null;
  readonly deviceId: string;
  readonly unitId: string;
  readonly denomination_yen: Yen;
  /** The pending transfer that this posts, for a note that was in escrow. */
  readonly escrowId: string | null;
  readonly memory: DeviceMemory;
}

/** A note that waits in escrow: a pending transfer. */
export interface EscrowIn {
  readonly escrowId: string;
  readonly sessionId: string | null;
  readonly deviceId: string;
  readonly unitId: string;
  readonly denomination_yen: Yen;
  readonly memory: DeviceMemory;
}

/** What an intent is about. */
export type IntentKind =
  | { readonly kind: 'pay'; readonly unitId: string; readonly amount_yen: Yen }
  /** A technician lets pieces fall: nobody is owed them, staff have them in the hand. */
  | { readonly kind: 'testPay'; readonly unitId: string; readonly amount_yen: Yen }
  | { readonly kind: 'stack'; readonly escrowId: string }
  /** `serial`: number of this very print, as it stands on the sheet; never given twice. */
  | { readonly kind: 'printLeaf'; readonly set: number; readonly leaf: number; readonly serial?: string | undefined }
  | { readonly kind: 'printReceipt' }
  | { readonly kind: 'printSlip'; readonly claimNumber: string }
  /** A counted slip of staff mode, or a slip printed again for whoever stands there. */
  | { readonly kind: 'printSheet'; readonly number: number };

/** An intent: written before a device is told to act. `order` is the driver's own order, kept for `resolve`. */
export interface Intent {
  readonly intentId: string;
  readonly sessionId: string | null;
  readonly deviceId: string;
  readonly about: IntentKind;
  readonly order: string;
  readonly deviceBase: DeviceMemory;
}

/** What became of an intent. `pieces`: cash that moved for certain, by an order of kind `pay`. */
export interface IntentOutcome {
  readonly intentId: string;
  readonly result: Outcome;
  readonly pieces: readonly Pieces[];
  readonly deviceAfter: DeviceMemory;
  readonly code: CodeName | null;
}

/** A set of the request with its fee. */
export interface LedgerSet {
  readonly set: number;
  readonly typeId: string;
  readonly fee_yen: Yen;
  readonly leaves: number;
}

/** A slip: a claim for money that could not be paid, or for a fee, note or payout in dispute (then `amount_yen` is the most it can be). */
export interface Slip {
  readonly claimNumber: string;
  readonly sessionId: string;
  readonly amount_yen: Yen;
  readonly reason: 'unpaid' | 'dispute' | 'interrupted';
  readonly question?: 'noteDisputed' | 'payoutUnknown' | null;
}

/** Something the centre has not acknowledged yet: a commit point of a transaction, or a closing with its head hash. */
export type OutboxEntry = OutboxPoint | OutboxClosing;

/** A commit point of a session's transaction (R84); `sheet`: one that jammed, is sought or came out twice, and what became of it. */
export interface OutboxPoint {
  readonly sequence: number;
  readonly transactionId: string;
  readonly point: 'printing' | 'delivered' | 'abandoned' | 'sheet';
  readonly detail: Readonly<Record<string, string | number | boolean | readonly number[]>>;
}

/** A closing with its head hash. */
export interface OutboxClosing {
  readonly sequence: number;
  readonly point: 'closing';
  readonly statement: ClosingStatement;
}

/** A session that was open when the kiosk stopped. */
export interface OpenSession {
  readonly sessionId: string;
  readonly transactionId: string;
  readonly totals: SessionTotals;
}

/** What other parts do with the books. */
export interface Ledger extends FleetBook {
  openSession(session: { readonly sessionId: string; readonly transactionId: string }): void;
  /** Ends a session. Refused while credit, owed money or held fees are left: nothing of a citizen is forgotten. */
  closeSession(sessionId: string, outcome: 'delivered' | 'abandoned' | 'interrupted'): void;
  openSessions(): readonly OpenSession[];
  /** Writes the checked sets and with them what is due. */
  setDue(sessionId: string, municipalityId: string, sets: readonly LedgerSet[]): SessionTotals;
  totals(sessionId: string): SessionTotals;

  /** Books a piece once; `fresh` is false when this fact was booked before. */
  recordCash(cash: CashIn): { readonly fresh: boolean };
  /** Books pieces of one report together, in their order. */
  recordCashes(cash: readonly CashIn[]): readonly { readonly fresh: boolean }[];
  recordEscrow(escrow: EscrowIn): void;
  /** Voids the pending transfer of a note that went back. `null` = the device does not know which. */
  recordEscrowReturned(escrowId: string, deviceId: string, memory: DeviceMemory): void;
  /** Books that between `least` and `most` yen may have come in unseen: a dispute for a person. */
  recordUncertain(uncertain: Omit<Doubt, 'at_ms'> & { readonly memory: DeviceMemory }): void;

  /** Sets every fee aside and turns the rest of the credit into change. */
  charge(sessionId: string): { readonly change_yen: Yen };
  /** Turns all credit, and every held fee that is neither earned nor disputed, into money owed. */
  owe(sessionId: string): { readonly owed_yen: Yen };
  earn(sessionId: string, set: number): void;
  /** Puts the set's fee into dispute and writes the slip for it. */
  dispute(sessionId: string, set: number): Slip;
  /**
   * Settles a session that a stop of the kiosk cut off, once its intents have outcomes: fees by evidence, the rest of the
   * money onto a slip, the session ended as `interrupted`. Returns the slips.
   */
  settleInterrupted(sessionId: string): readonly Slip[];
  /** Writes what is still owed on a slip; null when nothing is owed. */
  slipOwed(sessionId: string, reason: 'unpaid' | 'interrupted'): Slip | null;
  slipEvent(claimNumber: string, event: 'shown' | 'printed' | 'confirmed' | 'notPrinted'): void;
  slips(): readonly Slip[];
  /** Slips that nobody has seen yet, on screen or paper: a stop came between writing and showing. */
  unseenSlips(): readonly Slip[];

  /** Notes of this session that wait in escrow, and what became of the last order to stack each. */
  openEscrows(sessionId: string): readonly { readonly escrowId: string; readonly order: 'none' | 'open' | Outcome }[];
  /** Turns credit that came in after charge or refund into money owed. */
  oweLate(sessionId: string): { readonly late_yen: Yen };
  /**
   * No device has told in time: a slip of reason `dispute` for all of this session's cash that is open, its amount the most that may
   * be owed; what is certain is put on its account as it becomes known. Null when nothing is left or it has its slip already.
   */
  questionRest(sessionId: string): Slip | null;

  openIntent(intent: Intent): void;
  /** Returns the slip for the part of a payout of which nobody can tell whether it was paid. */
  closeIntent(outcome: IntentOutcome): Slip | null;
  /** Intents without an outcome, oldest first. */
  openIntents(): readonly Intent[];

  /** Cash that lies in a unit before the first start; staff use `recordStaffMovement`. */
  bookStock(stock: UnitStock): void;
  stock(): readonly UnitStock[];
  /** Those of these places whose stock nobody ever counted: 0 in the books says nothing there. */
  neverCounted(places: readonly StockPlace[]): readonly StockPlace[];
  /**
   * Books what staff put in, took out or counted, and returns what was found against the books. The same id again changes
   * nothing and returns the same. @throws `amountInvalid` for piles that cannot be (a fraction, a negative count, no coin or note)
   */
  recordStaffMovement(movement: StaffMovement): readonly CountDifference[];
  /** Books pieces that moved while a device was lent; `fresh` is false when this fact was booked before. */
  recordForeign(movement: ForeignMovement): { readonly fresh: boolean };
  /** Slips whose money nobody has fetched, oldest first. */
  openSlips(): readonly OpenSlip[];
  /**
   * A slip leaves the kiosk: slip → staff. `paid`: by hand, from outside the machine. `handedOver` (自治体・運営会社へ引継ぎ): whoever runs
   * the kiosk pays it later. The same slip again is refused; a question about it is settled with it.
   */
  settleSlip(settlement: {
    readonly claimNumber: string;
    readonly role: StaffRole;
    readonly how?: 'paid' | 'handedOver';
  }): void;
  /** What a person has to decide about, each with the money that hangs on it. */
  questions(): readonly StaffQuestion[];
  /** Books a person's answer in one transaction. @throws `staffSlipGone`, `staffCountInvalid`, `staffNotNow` */
  answerQuestion(answer: QuestionAnswer): QuestionSettled;
  /** What a person has to look into and has not decided. */
  doubts(): readonly Doubt[];
  /** A person looked into a doubt; money it concerns was or will be found by a count. */
  settleDoubt(settlement: { readonly factId: string; readonly role: StaffRole }): void;
  /**
   * A person decided about money that belongs to nobody known: given to its owner by hand (`staff`), or found to be the
   * machine's own (`overshort`). @throws `ledgerRefused` for more than lies there
   */
  settleHeld(settlement: {
    readonly movementId: string;
    readonly from: 'disputed' | 'unclaimed';
    readonly to: 'staff' | 'overshort';
    readonly amount_yen: Yen;
    readonly role: StaffRole;
  }): void;
  /** Service time of the newest dated entry, milliseconds since 1970 (UTC); 0 while there is none. */
  newestTime_ms(): number;
  /** Newest first. */
  incidents(most: number): readonly IncidentEntry[];
  /** Those nobody ticked off, oldest first. */
  unseenIncidents(): readonly IncidentEntry[];
  incidentSeen(sequence: number, role: StaffRole): void;
  /** Balance of an account: credits less debits (claims are positive, what lies in a unit is negative). */
  balance_yen(account: string): Yen;
  /**
   * 締め: books the count, states the period and binds every row of the books into the head hash; goes to the centre through
   * the outbox. The same id again returns the same closing.
   * @throws `staffNotNow` while more rows are to be gone over (`chainOn`) than a poll of a device may wait for
   */
  close(request: ClosingRequest): ClosingStatement;
  /** What the devices counted since the last closing against the books. Writes nothing. @throws `staffNotNow` as `close` */
  counterChecks(counters: readonly DeviceCounter[]): readonly CounterCheck[];
  /** Closings, newest first. */
  closings(most: number): readonly ClosingStatement[];

  /** Work of staff that was begun and not ended, oldest first. */
  openExchanges(): readonly StaffExchange[];
  /** True until the first stock or movement of staff is in the books. */
  mayOpenStock(): boolean;
  /** Writes that a unit is opened. @throws `staffStockExists` for a second opening stock */
  beginExchange(exchange: Omit<StaffExchange, 'at_ms'>): void;
  /**
   * Books that the pieces of a test dispense are back in their unit, once; `movementId` is the id of its order.
   * @throws `staffSlipGone` when no piece fell by an order of this id
   */
  putBack(movementId: string): StockPlace & { readonly count: number; readonly fresh: boolean };
  /** Gives the work up: nothing was moved. */
  dropExchange(task: StaffExchange['task'], unitId: string | null): void;
  /** Books the counted work, its over-and-short incident and its end in one transaction. @throws `staffNotNow` when it is not open */
  bookExchange(request: StaffWorkRequest): ExchangeDone;

  memoryOf(deviceId: string): DeviceMemory | null;
  remember(deviceId: string, memory: DeviceMemory): void;

  /** Enqueues a commit point of the session's transaction, once; sets and leaves are added from the books (`leaves-out.ts`). */
  commitPoint(sessionId: string, point: 'printing' | 'delivered' | 'abandoned', detail: OutboxPoint['detail']): void;
  /** What the centre has not acknowledged, oldest first; `most` of it, all when left out. */
  outbox(most?: number): readonly OutboxEntry[];
  acknowledge(sequence: number): void;

  incident(code: CodeName, detail: string): void;
  /** Writes an incident that stays open until a person closes it (D7). */
  recordMismatch(found: MismatchFound): Mismatch;
  /** Mismatches that nobody has closed, oldest first. */
  openMismatches(): readonly Mismatch[];
  /** A person closes a mismatch with a reason. @throws `incidentNotOpen` */
  closeIncident(closing: IncidentClosing): void;
  /** Writes a sheet of a certificate that jammed or came out twice, once; null for one that is known, or names nobody. */
  recordStray(found: StrayFound): StraySheet | null;
  /** Sheets that nobody has answered for, oldest first: jammed, printed twice, or of a leaf that ended unknown. */
  openStrays(): readonly StraySheet[];
  /** What became of it. @throws `incidentNotOpen` */
  answerStray(answer: StrayAnswer): StraySheet;
  /**
   * Goes over up to `rows_max` rows for the next closing and returns how many there were; fewer than that is all. Writes nothing:
   * called in small steps while nothing else is to do, it keeps a closing as short as the last few rows.
   */
  chainOn(rows_max: number): number;
  /** Why no session may begin, by the disk: `ledgerFull`, `ledgerLocked`, … Looks, and writes nothing. */
  health(): readonly CodeName[];
  /** Number that receipts and claims count up with, never given twice. */
  nextNumber(): number;
}
