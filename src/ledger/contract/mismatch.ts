/** Mismatches and how a person closes them: types of the ledger's contract (D7, D8, D11). */
import type { CodeName } from '../../base/codes.ts';
import type { StaffRole } from './staff.ts';

/** A document or paper that is not what it must be, as it is found. */
export interface MismatchFound {
  readonly code: CodeName;
  /** What was found; nothing of a citizen. */
  readonly detail: string;
  /** Whose paper it was; null when nobody knows. */
  readonly municipalityId: string | null;
}

/** A mismatch that nobody has closed. */
export interface Mismatch {
  /** Number of its incident. */
  readonly incident: number;
  /** What citizen, staff and centre call it on the telephone: six digits. */
  readonly reference: string;
  readonly code: CodeName;
  readonly municipalityId: string | null;
  readonly at_ms: number;
}

/** Why a person closes a mismatch. */
export const CLOSING_REASONS = ['centreCorrected', 'paperRecovered', 'machineRepaired', 'noFaultFound'] as const;
export type ClosingReason = (typeof CLOSING_REASONS)[number];

/** A person's decision: staff at the machine, or two persons from afar. */
export interface IncidentClosing {
  readonly incident: number;
  readonly reason: ClosingReason;
  readonly by: StaffRole | 'remote';
}
