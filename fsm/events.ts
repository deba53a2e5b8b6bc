/**
 * The vocabulary of the session: facts that come up, commands that go down, and the picture that screens are made of.
 * Facts carry totals, never sums to be done; no event carries a name, a PIN or a document.
 */
import type { CodeName } from '../src/base/codes.ts';
import type { Yen } from '../src/base/yen.ts';
import type { LeavesPicture, PrintFact } from './print-events.ts';
import type { CertificateRequest, CertificateSet, Offer, RefusedType } from './request-events.ts';
import type { StaffCommand, StaffFact, StaffPicture, StaffScreen } from './staff-events.ts';

export type * from './print-events.ts';
export type * from './request-events.ts';
export type * from './staff-events.ts';

// ------------------------------------------------------------------------------------------------------------ facts

/** What the citizen does on the screen. */
export type CitizenFact =
  | { readonly type: 'citizen.openGovernmentService' }
  | { readonly type: 'citizen.openCertificateService' }
  | { readonly type: 'citizen.agree' }
  | { readonly type: 'citizen.back' }
  | { readonly type: 'citizen.cancel' }
  /** Answers a time-out warning: more time. */
  | { readonly type: 'citizen.extend' }
  /** Leaves a message screen (refusal, slip). */
  | { readonly type: 'citizen.acknowledge' }
  /** Confirms that the last PIN try shall be used (jpki.md section 7, rule 1). */
  | { readonly type: 'citizen.confirmLastTry' }
  /** Four digits are in the PIN buffer and 「次へ」 was pressed. The digits are not in the event. */
  | { readonly type: 'citizen.enterPin' }
  | { readonly type: 'citizen.chooseCertificate'; readonly typeId: string }
  /** Asks why a certificate is not to be had here (R66). */
  | { readonly type: 'citizen.askWhy'; readonly typeId: string }
  | { readonly type: 'citizen.chooseItems'; readonly options: Readonly<Record<string, boolean>> }
  | { readonly type: 'citizen.choosePersons'; readonly persons: readonly number[] }
  | { readonly type: 'citizen.chooseCopies'; readonly copies: number }
  | { readonly type: 'citizen.addCertificate' }
  | { readonly type: 'citizen.removeCertificate'; readonly index: number }
  /** 「確認する」 */
  | { readonly type: 'citizen.confirm' }
  /** 「プリントスタート」 */
  | { readonly type: 'citizen.printStart' }
  /** 「これは私のものではありません」 (D11): asks once more. */
  | { readonly type: 'citizen.notMine' }
  | { readonly type: 'citizen.confirmNotMine' }
  /** 「確認(音声停止)」 */
  | { readonly type: 'citizen.confirmTaken' };

/** From the card reader's bridge. `expired` and `renewal` are judged on service time. */
export type CardFact =
  | { readonly type: 'card.inserted' }
  | {
      readonly type: 'card.identified';
      readonly tries: number;
      readonly expired: boolean;
      readonly sameCard: boolean;
      /** Month in which the certificate ends, `2025-07`, once it can be renewed; never the day, which is a birthday (R24, R25). */
      readonly renewal?: string | undefined;
    }
  | { readonly type: 'card.refused'; readonly code: CodeName }
  | { readonly type: 'card.pinVerified' }
  | { readonly type: 'card.pinWrong'; readonly tries: number }
  | { readonly type: 'card.pinBlocked' }
  | { readonly type: 'card.pinOutcomeUnknown' }
  | { readonly type: 'card.signed'; readonly signature: Uint8Array }
  | { readonly type: 'card.failed'; readonly code: CodeName }
  | { readonly type: 'card.removed' }
  | { readonly type: 'card.released' };

/** From the session's cell. */
export type CentreFact =
  /** The centre named the municipality of the presented certificate; with PIN last also what it offers (design, Statechart). */
  | {
      readonly type: 'centre.cardKnown';
      readonly municipalityId: string;
      readonly offers: readonly Offer[];
      /** Types that are not to be had, with the reason shown (R66). */
      readonly withheld?: readonly RefusedType[] | undefined;
      readonly digest_sha256: Uint8Array;
    }
  /** The signature was accepted: everything personal is decided. `persons` counts the handles the citizen may choose from. */
  | {
      readonly type: 'centre.authenticated';
      readonly offers: readonly Offer[];
      /** Types that are not to be had, with the reason shown (R66). */
      readonly withheld?: readonly RefusedType[] | undefined;
      readonly persons: { readonly household: number; readonly koseki: number };
    }
  | { readonly type: 'centre.documentsReady'; readonly sets: readonly CertificateSet[]; readonly due_yen: Yen }
  /** The centre does not serve this citizen or request; the session ends or goes back. */
  | {
      readonly type: 'centre.refused';
      readonly code: CodeName;
      readonly scope: 'session' | 'request';
      /** The municipality of the card, where it refuses before it was named otherwise (R80). */
      readonly municipalityId?: string | undefined;
      /** So many sets (copies of all certificates) can still be printed before the service closes (R82). */
      readonly sets_max?: number | undefined;
    }
  /** The centre failed (unreachable, broken reply, foreign document). Nothing is printed or charged. */
  | { readonly type: 'centre.failed'; readonly code: CodeName };

/** Totals of the citizen's money, always all of them. */
export interface MoneyTotals {
  readonly due_yen: Yen;
  readonly credit_yen: Yen;
  readonly escrow_yen: Yen;
  /** due − credit, never below zero. */
  readonly needed_yen: Yen;
  /** What goes back: change or refund not yet paid out. */
  readonly owed_yen: Yen;
  /** True when credit covers what is due. */
  readonly enough: boolean;
  /** Coins and notes that are taken now (promise of change); before the deposit, those that would be taken. */
  readonly accepts_yen: readonly Yen[];
  /** Coins and notes that this kiosk takes, but not now: change or room is short (釣銭切れ). */
  readonly withheld_yen: readonly Yen[];
}

/**
 * What the citizen can do about a coin or note that came back: use another one; put the same one in again, straight and
 * alone; or nothing now, because its kind is not taken at this moment.
 */
export type RejectionGroup = 'notTaken' | 'insertAgain' | 'notNow';

/** From the cash bridge (devices and ledger together). */
export type CashFact =
  | { readonly type: 'cash.totals'; readonly totals: MoneyTotals }
  /** A note waits in escrow; `acceptable` says whether the promise of change holds with it. */
  | { readonly type: 'cash.escrowed'; readonly escrowId: string; readonly acceptable: boolean }
  /** A coin or note came back at once and is in no books. */
  | { readonly type: 'cash.rejected'; readonly group: RejectionGroup }
  | { readonly type: 'cash.returnLever' }
  /** Nothing can come in any more; totals are final. */
  | { readonly type: 'cash.fixed'; readonly totals: MoneyTotals }
  /** Fees are set aside; `change_yen` goes back to the citizen. */
  | { readonly type: 'cash.charged'; readonly change_yen: Yen }
  /**
   * The payout (change or refund) is over; `paid_yen` lies in the tray. `short_yen` could not be paid and stands on a slip,
   * `question_yen` is a note or payout of which nobody can tell and stands on a slip of its own.
   */
  | { readonly type: 'cash.paidOut'; readonly paid_yen: Yen; readonly short_yen: Yen; readonly question_yen?: Yen }
  /** The cash device can no longer take or give money. */
  | { readonly type: 'cash.failed'; readonly code: CodeName };

/** From the ledger's bridge: a slip was written. */
export type SlipFact = { readonly type: 'slip.opened'; readonly claimNumber: string; readonly amount_yen: Yen };

/** From the presence sensors, where there are some. */
export type SensorFact = { readonly type: 'sensor.presence'; readonly item: ReminderItem; readonly present: boolean };

/** From supervision: the set of reasons against serving; empty = open. */
export type ServiceFact =
  | { readonly type: 'service.reasons'; readonly reasons: readonly CodeName[] }
  /** Who has not paid by now could not be given the paper before closing (R82): everything goes back. */
  | { readonly type: 'service.timeOver' }
  /** The cell of the session ended unexpectedly. */
  | { readonly type: 'cell.lost' }
  /** No new session may begin (technician, upgrade); the running one ends normally. */
  | { readonly type: 'service.drain'; readonly draining: boolean };

/** How the citizen goes about it, from the bridge of the screen; asks for nothing. */
export type PaceFact =
  /** A key, a setting, a change to a form: somebody is there. */
  | { readonly type: 'screen.touched' }
  /** Everything is read aloud now, or no longer: the citizen's times are longer while it is. */
  | { readonly type: 'screen.pace'; readonly slow: boolean }
  /** The session has run as long as one may: no time-out is put off any more. */
  | { readonly type: 'screen.sessionLong' };

export type SessionEvent =
  | CitizenFact
  | PaceFact
  | CardFact
  | CentreFact
  | CashFact
  | PrintFact
  | SlipFact
  | SensorFact
  | ServiceFact
  | StaffFact;

// ------------------------------------------------------------------------------------------------------------ commands

export type AbandonReason = 'citizen' | 'timeout' | 'card' | 'centre' | 'cash' | 'printer' | 'service';

/** What the chart emits; `kiosk` carries it out. */
export type SessionCommand =
  /** A citizen began: a session id is drawn, the cell takes it, the ledger opens its account. */
  | { readonly type: 'session.begin' }
  /** Everything of the citizen ends: the cell, the renderer, the PIN buffer, the card session. */
  | { readonly type: 'session.end'; readonly outcome: 'delivered' | 'abandoned'; readonly reason: AbandonReason | null }
  | { readonly type: 'card.accept' }
  | { readonly type: 'card.verifyPin'; readonly triesShown: number }
  | { readonly type: 'card.sign'; readonly digest_sha256: Uint8Array }
  | { readonly type: 'card.release' }
  | { readonly type: 'pin.wipe' }
  /** Gives the certificate just read to the cell, which opens the transaction with the centre. */
  | { readonly type: 'centre.presentCard' }
  | { readonly type: 'centre.authenticate'; readonly signature: Uint8Array }
  | { readonly type: 'centre.apply'; readonly requests: readonly CertificateRequest[] }
  /** Commit points for the centre, by way of the ledger's outbox. */
  | { readonly type: 'centre.commit'; readonly point: 'printing' | 'delivered' }
  | { readonly type: 'centre.abandon'; readonly reason: AbandonReason }
  | { readonly type: 'print.checkReady' }
  /** The request may cost these fees: what could be taken for them is told before anybody pays (`cash.totals`). */
  | { readonly type: 'cash.foresee'; readonly fees_yen: readonly Yen[] }
  /** Opens the deposit for this amount; coins and notes are taken from now on. */
  | { readonly type: 'cash.begin'; readonly due_yen: Yen }
  | { readonly type: 'cash.stackEscrow'; readonly escrowId: string }
  | { readonly type: 'cash.returnEscrow'; readonly escrowId: string }
  /** Closes the deposit; answered by `cash.fixed`. */
  | { readonly type: 'cash.fix' }
  /** Sets the fees of all sets aside and states the change; answered by `cash.charged`. */
  | { readonly type: 'cash.charge' }
  /** Pays out everything owed to the citizen (change); answered by `cash.paidOut`. */
  | { readonly type: 'cash.payChange' }
  /** Turns all credit (and the fees of sets that did not come out) into money owed and pays it out; answered by `cash.paidOut`. */
  | { readonly type: 'cash.refund' }
  /** The payout was waited for long enough: what nobody has told yet is put on a slip; answered by `cash.paidOut`. */
  | { readonly type: 'cash.abandonPayout' }
  | { readonly type: 'print.leaf'; readonly set: number; readonly leaf: number }
  /** A wish: the printer gives up this leaf; `print.leafFailed` or `print.leafDone` still answers for it. */
  | { readonly type: 'print.cancelLeaf'; readonly set: number; readonly leaf: number }
  | { readonly type: 'print.receipt' }
  | { readonly type: 'print.slip'; readonly claimNumber: string }
  /** The citizen says that a paper is not theirs: an incident that only a person closes; answered by `paper.reported`. */
  | { readonly type: 'paper.foreign' }
  /** The fee of this set is disputed: one of its leaves is unknown. A slip follows. */
  | { readonly type: 'set.dispute'; readonly set: number }
  /** Every leaf of the set is out: its fee is earned. */
  | { readonly type: 'set.earn'; readonly set: number }
  | { readonly type: 'slip.settle'; readonly claimNumber: string; readonly how: 'printed' | 'shown' }
  /** The items the citizen must not forget; the reminder policy speaks and shows until `reminder.stop`. */
  | { readonly type: 'reminder.start'; readonly items: readonly ReminderItem[] }
  | { readonly type: 'reminder.stop' }
  /** Items were left behind after the last level: record for staff (R103, D10). */
  | { readonly type: 'leftItems.record'; readonly items: readonly ReminderItem[] }
  /** An event came that does not belong to the state: logged with its type only. */
  | { readonly type: 'report.unexpected'; readonly event: string }
  | StaffCommand;

// ------------------------------------------------------------------------------------------------------------ picture

/** Things the citizen takes home (R13); the phone and the original on the copier's glass where the site asks for them. */
export type ReminderItem = 'card' | 'certificate' | 'receipt' | 'change' | 'phone' | 'original';

/** Every screen of the session. One question a screen. */
export type Screen =
  | 'outOfService'
  | 'idle'
  | 'governmentMenu'
  | 'notes'
  | 'setCard'
  | 'readingCard'
  | 'pin'
  | 'lastTry'
  | 'authenticating'
  | 'takeCard'
  | 'certificate'
  | 'items'
  | 'persons'
  | 'copies'
  | 'check'
  | 'fetching'
  | 'pay'
  | 'closingDeposit'
  | 'printing'
  | 'refunding'
  | 'slip'
  | 'refusal'
  | 'takeItems'
  | 'askForeign'
  | 'foreignPaper'
  | StaffScreen;

/** Year and moment of a checked set, as far as it has them; no content. */
export type DocumentNote = Pick<CertificateSet, 'typeId' | 'taxYear' | 'asOf_epoch_ms'>;

/** What is going on, without text and without citizen data: the view is made from it and from the ledger's totals. */
export interface SessionPicture {
  readonly screen: Screen;
  readonly draining: boolean;
  readonly reasons: readonly CodeName[];
  /** Answering screen of a refusal or fault. */
  readonly code: CodeName | null;
  readonly cardPresent: boolean;
  /** The profile's way with the card: the screens word it (R6, R14). */
  readonly chainProfile: ChainProfileName;
  readonly tries: number | null;
  /** Month in which the card's certificate ends, `2025-07`, once it can be renewed (R25); left out before. */
  readonly renewal?: string | undefined;
  readonly municipalityId: string | null;
  readonly offers: readonly Offer[];
  /** Types that this citizen cannot have here, with the reason; without those that are the staff's affair (R66, R42–R51). */
  readonly withheld: readonly RefusedType[];
  /** The certificate that the message on the screen `refusal` is about, where it is about one. */
  readonly about: string | null;
  /** So many copies of all certificates together can still be printed before closing; null = as many as may be chosen (R82). */
  readonly sets_max: number | null;
  /** The line that is being put together now. */
  readonly draft: CertificateRequest | null;
  readonly requests: readonly CertificateRequest[];
  /** What the checked documents say of themselves; empty until they are there (R60, D14). */
  readonly documents: readonly DocumentNote[];
  readonly persons: { readonly household: number; readonly koseki: number };
  readonly totals: MoneyTotals;
  /** A coin or note came back a moment ago, on the pay screen. */
  readonly rejected: RejectionGroup | null;
  readonly leaves: LeavesPicture;
  readonly trouble: CodeName | null;
  /** What the printer says of it, in the words of the standard; for whoever comes to help. */
  readonly troubleKeywords: readonly string[];
  /** `failed`: it is due and does not come out. */
  readonly receipt: 'none' | 'out' | 'failed';
  readonly slip: { readonly claimNumber: string; readonly amount_yen: Yen } | null;
  /** Things to take; `gone` when a sensor saw it go. */
  readonly items: readonly { readonly item: ReminderItem; readonly gone: boolean }[];
  /** A paper that is not the citizen's was reported; `reference` is null until it is in the books. */
  readonly foreign: { readonly reference: string | null } | null;
  /** 「これは私のものではありません」 can be pressed. */
  readonly canReport: boolean;
  readonly canGoBack: boolean;
  readonly canCancel: boolean;
  /** One more certificate can join the request. */
  readonly canAdd: boolean;
  /** False while a slip is still being printed: nobody is sent away before it is out or the screen has to do. */
  readonly canAcknowledge: boolean;
  /** A time-out warning is showing; the citizen may answer `citizen.extend`. */
  readonly warning: boolean;
  /** `citizen.extend` still puts the time-out off. */
  readonly canExtend: boolean;
  /** Null outside of staff mode. */
  readonly staff: StaffPicture | null;
}

export type ChainProfileName = 'cardOff' | 'cardStays' | 'pinLast';

/** A chain's way through the session (R14), data of `config/profiles`. */
export interface ChainProfile {
  readonly name: ChainProfileName;
  /** Take the card after authentication (R6), or leave it on until the end. */
  readonly cardAfterPin: 'off' | 'stays';
  /** PIN right after the card, or after certificate, items and copies. */
  readonly pin: 'first' | 'last';
}

/** Time-outs by name, in milliseconds: each waiting state has one and a warning before it (design, Statechart). */
export interface SessionDelays {
  readonly citizen_reads_ms: number;
  readonly citizen_sets_card_ms: number;
  readonly citizen_enters_pin_ms: number;
  readonly citizen_takes_card_ms: number;
  readonly citizen_chooses_ms: number;
  readonly citizen_pays_ms: number;
  readonly citizen_takes_items_ms: number;
  /** How long a warning shows before the time-out acts. */
  readonly citizen_answers_warning_ms: number;
  readonly card_answers_ms: number;
  readonly centre_answers_ms: number;
  readonly cash_settles_ms: number;
  readonly cash_pays_ms: number;
  /** How long the screen says why a coin or note came back. */
  readonly rejection_shows_ms: number;
  readonly printer_answers_ms: number;
  readonly printer_prints_leaf_ms: number;
  readonly slip_shows_ms: number;
  /** Staff mode without a touch, before its warning. */
  readonly staff_works_ms: number;
}

/** What the machine is started with. */
export interface SessionInput {
  readonly profile: ChainProfile;
  readonly copies_max: number;
  /** Things beyond the four that citizens of this site leave behind; left out: none. */
  readonly alsoRemind?: readonly ('phone' | 'original')[];
}
