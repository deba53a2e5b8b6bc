import { CARD_CODES } from './codes/card.ts';
import { CASH_CODES } from './codes/cash.ts';
import { COPIER_CODES } from './codes/copier.ts';
import { CENTRE_CODES } from './codes/centre.ts';
import { DOCUMENT_CODES } from './codes/document.ts';
import { FLEET_CODES } from './codes/fleet.ts';
import { PAPER_CODES } from './codes/paper.ts';
import { SCREEN_CODES } from './codes/screen.ts';
import { STAFF_CODES } from './codes/staff.ts';
import { START_CODES } from './codes/start.ts';
import { TECHNICIAN_CODES } from './codes/technician.ts';
import type { ErrorAction } from './errors.ts';

/** One error code: its number never changes and is never used again; cause and remedy stand in the technician's manual. */
export interface CodeEntry {
  readonly number: number;
  readonly action: ErrorAction;
  /** What happened, one sentence. */
  readonly cause: string;
  /** What to do, one sentence. */
  readonly remedy: string;
}

/**
 * Every error code. 1xxx start, configuration, ledger and copier · 2xxx card · 3xxx cash · 4xxx printer and paper · 5xxx centre and
 * documents · 7xxx screen, socket, sound, lamps · 8xxx staff mode · 9xxx internal. A test holds that no number stands twice.
 */
export const CODES = {
  ...START_CODES,
  ...COPIER_CODES,
  ...FLEET_CODES,
  ...CARD_CODES,
  ...CASH_CODES,
  ...PAPER_CODES,
  ...CENTRE_CODES,
  ...DOCUMENT_CODES,
  ...SCREEN_CODES,
  ...STAFF_CODES,
  ...TECHNICIAN_CODES,
} as const satisfies Record<string, CodeEntry>;

/** Name of a code, as used in the source. */
export type CodeName = keyof typeof CODES;

/** True for a code that says that a document is not what it must be: an incident that only a person closes (D7). */
export function isDocumentCode(code: CodeName): boolean {
  return Object.hasOwn(DOCUMENT_CODES, code);
}
