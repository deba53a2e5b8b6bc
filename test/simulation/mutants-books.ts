/** Named bugs of the promise of change, of fees, slips and the outbox. */
import { ATTACK, SESSIONS, CRASH, LEDGER, one, type Mutant } from './mutant.ts';

export const BOOK_MUTANTS: readonly Mutant[] = [
  one(
    'the promise of change ignores the refund',
    LEDGER,
    'src/ledger/promise.ts',
    '{ keeps_yen: input.refunds_yen }',
    '{}',
  ),
  one(
    'coins in flight are not in the promise of change',
    LEDGER,
    'src/ledger/promise.ts',
    'const inFlight = input.coins_in_flight_max;',
    'const inFlight = 0;',
  ),
  one(
    'change is kept',
    LEDGER,
    SESSIONS,
    'const change_yen = totals.credit_yen - totals.due_yen;',
    'const change_yen = 0;',
  ),
  one(
    'a note in escrow counts as paid',
    LEDGER,
    'src/kiosk/money-totals.ts',
    'due_yen > 0 && credit_yen >= due_yen',
    'due_yen > 0 && credit_yen + escrow_yen >= due_yen',
  ),
  one(
    'the refund of the fee is forgotten',
    LEDGER,
    SESSIONS,
    '    if (row.event !== null || held_yen === 0) continue;\n    books.move(`return:',
    '    if (true) continue;\n    books.move(`return:',
  ),
  one(
    'a fee is earned without its leaves',
    LEDGER,
    'src/ledger/recovery.ts',
    "return out === evidence.leaves ? 'earned' : 'returned';",
    "return 'earned';",
  ),
  one(
    'a fee is earned with the first leaf',
    ['test/unit/fsm-paper.test.ts'],
    'fsm/actions/command.ts',
    'if (!set || nextCursor(context)?.index === context.cursor?.index) return;',
    'if (!set || context.cursor?.leaf !== 0) return;',
  ),
  one(
    'a leaf that may be out counts as not printed',
    ATTACK,
    'src/kiosk/print-bridge.ts',
    // The chart hears of it the same way; what counts is what the books hold of it.
    '      result: fact.result,\n      pieces: [],',
    "      result: fact.result === 'unknown' ? 'notDone' : fact.result,\n      pieces: [],",
  ),
  one(
    'a lost print job is certainly not out',
    ['test/unit/ledger.test.ts'],
    'src/ledger/recovery.ts',
    "  if (evidence.results.includes('unknown')) return 'disputed';\n",
    '',
  ),
  one(
    'the slip of an interrupted session is forgotten',
    CRASH,
    'src/ledger/recovery.ts',
    "    written.push(slips.writeSlip(owed_yen, 'interrupted', claimNumber));\n",
    '',
  ),
  one(
    'a slip does not take its amount out of what is owed',
    LEDGER,
    'src/ledger/ledger.ts',
    '        books.move(`slip:${claimNumber}`, account.owed(sessionId), claim, owed_yen, sessionId, `slip: ${reason}`);\n',
    '',
  ),
  one(
    'a session is settled while its orders are open',
    CRASH,
    'src/kiosk/session-book.ts',
    '      if (hasOpenIntent(sessionId) || totals.escrow_yen > 0) return;\n',
    '',
  ),
  one(
    'the outbox forgets what the centre did not hear',
    CRASH,
    'src/kiosk/desk-bridge.ts',
    '        if (result.ok) {\n          ledger.acknowledge',
    '        if (true) {\n          ledger.acknowledge',
  ),
];
