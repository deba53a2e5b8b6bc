/**
 * The vocabulary of staff mode (係員モード), a part of `events.ts`: what staff touch, what the books and the printer answer, what
 * the chart asks for. Counts of pieces, numbers of slips and incidents; nothing of a citizen.
 */
import type { CodeName } from '../src/base/codes.ts';
import type { Yen } from '../src/base/yen.ts';

/**
 * What staff can do. `collect` 回収, `refill` 補充, `openingStock` 初期在高, `closing` 締め, `slips` 未払い伝票, `leftItems` お忘れ物,
 * `incidents` 要対応一覧, `guide` 紙づまり・用紙の手順, `doubts` 確認が必要なお金.
 */
export type StaffTask =
  | 'collect'
  | 'refill'
  | 'openingStock'
  | 'closing'
  | 'slips'
  | 'leftItems'
  | 'incidents'
  | 'guide'
  | 'doubts';

/** Tasks that count cash: opened, counted, looked over, booked. */
export type StaffMoneyTask = Extract<StaffTask, 'collect' | 'refill' | 'openingStock' | 'closing'>;

/** Pieces that a person counted. */
export interface StaffCount {
  readonly unitId: string;
  readonly denomination_yen: Yen;
  readonly count: number;
}

/** Why a person closes an incident: the reasons of the books (D7). */
export type StaffCloses = 'centreCorrected' | 'paperRecovered' | 'machineRepaired' | 'noFaultFound';

/** What became of a sheet that jammed, was sought or came out twice (R95, R111). */
export type StaffSheetEnd = 'sheetTaken' | 'sheetDestroyed' | 'sheetKept' | 'sheetNotFound';

/** How a person answers an incident. */
export type StaffReason = StaffCloses | StaffSheetEnd;

/** How a doubt is answered. */
export type StaffAnswer = 'none' | 'all' | 'part';

/** What staff do on the screen. Back, more time and leaving are `citizen.back`, `citizen.extend` and `citizen.cancel`. */
export type StaffTouch =
  /** The hidden sequence on the idle screen: asks for the code. */
  | { readonly type: 'staff.knock' }
  /** The code was typed. The digits are not in the event. */
  | { readonly type: 'staff.enterCode' }
  | { readonly type: 'staff.choose'; readonly task: StaffTask }
  /** Goes on with work on a unit that was begun and not booked. */
  | { readonly type: 'staff.resume'; readonly task: StaffMoneyTask; readonly unitId: string | null }
  | { readonly type: 'staff.chooseUnit'; readonly unitId: string }
  /** The step that the screen explains is done. */
  | { readonly type: 'staff.next' }
  | { readonly type: 'staff.count'; readonly counts: readonly StaffCount[] }
  /** 「確定」: the only touch that books anything. */
  | { readonly type: 'staff.confirm' }
  | { readonly type: 'staff.chooseSlip'; readonly claimNumber: string }
  /** 回収: some pieces stay in the unit. */
  | { readonly type: 'staff.takePart' }
  /** The slip is paid later by whoever runs the kiosk (自治体・運営会社へ引継ぎ). */
  | { readonly type: 'staff.handOver' }
  | { readonly type: 'staff.chooseDoubt'; readonly questionId: string }
  /** What was found: nothing, everything, or a part that is typed next. */
  | { readonly type: 'staff.decide'; readonly answer: StaffAnswer }
  | { readonly type: 'staff.print' }
  /** A mismatch of papers that is open until a person closes it (D7), or a sheet that is asked about. */
  | { readonly type: 'staff.chooseIncident'; readonly incident: number }
  /** What was found out about it. Nothing is closed before `staff.confirm`. */
  | { readonly type: 'staff.giveReason'; readonly reason: StaffReason }
  /** An incident (or left item) was seen to. */
  | { readonly type: 'staff.resolve'; readonly incident: number }
  /** Somebody is typing on the form: the time limit starts anew. */
  | { readonly type: 'staff.touch' };

/** What comes up in staff mode. */
export type StaffFact =
  | StaffTouch
  | { readonly type: 'staff.keySwitch'; readonly on: boolean }
  | { readonly type: 'staff.codeRight' }
  | { readonly type: 'staff.codeRefused'; readonly code: CodeName }
  /** What was confirmed is in the books. */
  | { readonly type: 'staff.booked' }
  | { readonly type: 'staff.refused'; readonly code: CodeName }
  | { readonly type: 'staff.printed' }
  | { readonly type: 'staff.printFailed'; readonly code: CodeName };

/** What staff mode asks for. */
export type StaffCommand =
  /** Citizens are not served until `staff.closed`. */
  | { readonly type: 'staff.opened' }
  | { readonly type: 'staff.closed' }
  /** Compares the typed digits; answered by `staff.codeRight` or `staff.codeRefused`. */
  | { readonly type: 'staff.checkCode' }
  /** Overwrites the typed digits; an answer that is still under way is dropped. */
  | { readonly type: 'staff.wipeCode' }
  /** The unit is opened from here on: written down, so that a power cut in between is seen. */
  | { readonly type: 'staff.beginExchange'; readonly task: StaffMoneyTask; readonly unitId: string | null }
  /** Nothing was moved: the work is given up. */
  | { readonly type: 'staff.dropExchange'; readonly task: StaffMoneyTask; readonly unitId: string | null }
  /** Books the counted work in one transaction; answered by `staff.booked` or `staff.refused`. */
  | {
      readonly type: 'staff.book';
      readonly task: StaffMoneyTask;
      readonly unitId: string | null;
      readonly counts: readonly StaffCount[];
      readonly part: boolean;
    }
  /** The money of a slip was handed over, or the slip to whoever runs the kiosk; answered like `staff.book`. */
  | { readonly type: 'staff.settleSlip'; readonly claimNumber: string; readonly how: 'paid' | 'handedOver' }
  /** A person decided; `amount_yen` is null but for a part. Answered like `staff.book`. */
  | {
      readonly type: 'staff.settleDoubt';
      readonly questionId: string;
      readonly answer: StaffAnswer;
      readonly amount_yen: Yen | null;
    }
  /** A person looked and closes a mismatch for good (D7); answered like `staff.book`. */
  | { readonly type: 'staff.closeIncident'; readonly incident: number; readonly reason: StaffReason }
  | { readonly type: 'staff.resolveIncident'; readonly incident: number }
  /** Prints the sheet of what was booked last; answered by `staff.printed` or `staff.printFailed`. */
  | { readonly type: 'staff.printSheet' }
  | { readonly type: 'staff.printSlip'; readonly claimNumber: string };

/** Screens of staff mode. */
export type StaffScreen =
  | 'staffCode'
  | 'staffMenu'
  | 'staffUnits'
  | 'staffOpen'
  | 'staffCount'
  | 'staffReview'
  | 'staffDone'
  | 'staffList'
  | 'staffSlip'
  | 'staffDoubt'
  | 'staffAmount'
  | 'staffIncident';

/** Where staff mode stands; what lists and counts hold comes from the books. */
export interface StaffPicture {
  readonly task: StaffTask | null;
  readonly unitId: string | null;
  readonly counts: readonly StaffCount[];
  /** `collect`: some pieces stay in the unit. */
  readonly part: boolean;
  readonly claimNumber: string | null;
  /** The slip is handed over to whoever runs the kiosk, not paid. */
  readonly handOver: boolean;
  readonly questionId: string | null;
  readonly answer: StaffAnswer | null;
  /** The mismatch that is looked into, and why it is to be closed. */
  readonly incident: number | null;
  readonly reason: StaffReason | null;
  /** What the last touch came to, when it was refused. */
  readonly code: CodeName | null;
  readonly print: 'none' | 'printing' | 'printed' | 'failed';
  /** `staff.confirm` is being booked. */
  readonly busy: boolean;
}
