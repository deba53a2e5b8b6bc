/**
 * Named bugs of a cash kiosk, as changes of the source text. The simulation must catch each of them: one that survives is a
 * hole in the checkers. They are applied to a process of their own and never to a file.
 */
import { BILLS, CCTALK, CHANGER, LEDGER, type Mutant } from './mutant.ts';
import { BOOK_MUTANTS } from './mutants-books.ts';
import { CASH_MUTANTS } from './mutants-cash.ts';
import { STAFF_MUTANTS } from './mutants-staff.ts';

export type { Mutant } from './mutant.ts';

/** No bug: whatever catches it catches nothing. */
export const CONTROL: Mutant = {
  name: 'no bug at all',
  edits: [],
  tests: [...LEDGER, ...BILLS, ...CCTALK, ...CHANGER],
};

export const MUTANTS: readonly Mutant[] = [...CASH_MUTANTS, ...BOOK_MUTANTS, ...STAFF_MUTANTS];
