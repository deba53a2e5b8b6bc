/**
 * The vocabulary of staff mode (係員モード), a part of `events.ts`: what staff touch, what the books and the printer answer, what
 * the chart asks for. Counts of pieces, numbers of slips and incidents; nothing of a citizen.
 */
import type { CodeName } from '../src/base/codes.ts';
import type { Yen } from '../src/base/yen.ts';

/**
 * What staff can do. `collect` 回収, `refill` 補充, `openingStock` 初期在高, `closing` 締め, `slips` 未払い伝票, `leftItems` お忘れ物,
 * `incidents` 要対応一覧, `guide` 紙づまり・用紙の手順.
 */
export type StaffTask =
  | 'collect'
  | 'refill'
  | 'openingStock'
  | 'closing'
  | 'slips'
  | 'leftItems'
  | 'incidents'
  | 'guide';

/** Tasks that count cash: opened, counted, looked over, booked. */
export type StaffMoneyTask = Extract<StaffTask, 'collect' | 'refill' | 'openingStock' | 'closing'>;

/** Pieces that a person counted. */
export interface StaffCount {
  readonly unitId: string;
  readonly denomination_yen: Yen;
  readonly count: number;
}

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
  | { readonly type: 'staff.print' }
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
    }
  /** The money of a slip was handed over; answered like `staff.book`. */
  | { readonly type: 'staff.settleSlip'; readonly claimNumber: string }
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
  | 'staffSlip';

/** Where staff mode stands; what lists and counts hold comes from the books. */
export interface StaffPicture {
  readonly task: StaffTask | null;
  readonly unitId: string | null;
  readonly counts: readonly StaffCount[];
  readonly claimNumber: string | null;
  /** What the last touch came to, when it was refused. */
  readonly code: CodeName | null;
  readonly print: 'none' | 'printing' | 'printed' | 'failed';
  /** `staff.confirm` is being booked. */
  readonly busy: boolean;
}
