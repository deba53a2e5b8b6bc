/**
 * The vocabulary of printing, a part of `events.ts`: what the print bridge tells, and what the screens are told of the sheets. No event
 * carries a name or a document.
 */
import type { CodeName } from '../src/base/codes.ts';

/** Where a leaf is on its way: made by the cell, sent, in the engine. */
export type PrintStep = 'drawing' | 'sending' | 'printing';

/** From the print bridge. */
export type PrintFact =
  | { readonly type: 'print.ready' }
  | { readonly type: 'print.notReady'; readonly code: CodeName }
  /** A leaf is on its way; `trouble` = it waits for a hand (paper, jam, door …), `keywords` as the printer says it (PWG 5100.9). */
  | {
      readonly type: 'print.progress';
      readonly trouble: CodeName | null;
      readonly step?: PrintStep | undefined;
      readonly keywords?: readonly string[] | undefined;
    }
  | { readonly type: 'print.leafDone'; readonly set: number; readonly leaf: number }
  /** `unknown`: it cannot be told whether the sheet is out: dispute and slip. `notDone`: it is certainly not out. */
  | {
      readonly type: 'print.leafFailed';
      readonly set: number;
      readonly leaf: number;
      readonly outcome: 'notDone' | 'unknown';
      readonly code: CodeName;
    }
  /** Somebody else's sheets came out beside the citizen's. */
  | { readonly type: 'print.foreignSheets' }
  | { readonly type: 'print.receiptDone' }
  | { readonly type: 'print.receiptFailed'; readonly code: CodeName }
  | { readonly type: 'print.slipDone' }
  | { readonly type: 'print.slipFailed'; readonly code: CodeName }
  /** A paper that is not the citizen's is in the books, under this number (D11). */
  | { readonly type: 'paper.reported'; readonly reference: string };

/** What the printing is at, as the citizen sees it (R87). */
export type PrintDoing = PrintStep | 'held' | 'stopping' | 'refunding' | 'receipt' | 'ending';

/** Sheets of the session: how many are out, and which is on its way (R87, R94). */
export interface LeavesPicture {
  readonly done: number;
  readonly total: number;
  /** Sheets of which nobody knows whether they came out. */
  readonly unknown: number;
  /** The sheet on its way: set j of m, leaf i of n, each from 1; null when there is none. */
  readonly now: { readonly set: number; readonly sets: number; readonly leaf: number; readonly of: number } | null;
  /** A set ended with some of its sheets only: they are not to be used apart (R93). */
  readonly part: boolean;
  /** Somebody else's sheets may lie among them. */
  readonly mixed: boolean;
  /** Null when nothing is being printed. */
  readonly doing: PrintDoing | null;
}
