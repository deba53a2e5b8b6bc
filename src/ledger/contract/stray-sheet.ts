/** Sheets of a certificate that did not come out as they should: types of the ledger's contract (R95, R111). */
import type { StaffRole } from './staff.ts';

/**
 * Why a sheet is asked about. `jam`: it was in the paper path when it jammed. `unknown`: nobody can tell whether it came out. `reprint`:
 * the printer printed it once more by itself.
 */
export type StrayCause = 'jam' | 'unknown' | 'reprint';

/**
 * What became of it. `taken` by the citizen; `destroyed` before the citizen's eyes; `kept` for the municipality, as the citizen was
 * gone; `notFound`: whoever looked found no sheet.
 */
export const STRAY_ENDS = ['taken', 'destroyed', 'kept', 'notFound'] as const;
export type StrayEnd = (typeof STRAY_ENDS)[number];

/** A sheet that nobody has answered for. No personal data: numbers and handles. */
export interface StraySheet {
  /** Number of its incident. */
  readonly incident: number;
  /** What staff and centre call it on the telephone: six digits. */
  readonly reference: string;
  /** Number of this very print, as it stands on the sheet; empty for one without. */
  readonly serial: string;
  readonly transactionId: string;
  /** Set from 0, leaf i of n from 1. */
  readonly set: number;
  readonly leaf: number;
  readonly of: number;
  readonly cause: StrayCause;
  readonly at_ms: number;
}

/** A sheet as it is found out about. The `number`-th of its cause and print is booked once. */
export interface StrayFound {
  readonly intentId: string;
  readonly cause: StrayCause;
  /** From 1: a print may jam again. */
  readonly number: number;
}

/** What staff answered. */
export interface StrayAnswer {
  readonly incident: number;
  readonly end: StrayEnd;
  readonly role: StaffRole;
}
