/** Named bugs of cash in the hands of staff and technicians, and of devices that were lent. */
import { BOOKS, LENDING, one, STAFF, TECHNICIAN, type Mutant } from './mutant.ts';

export const STAFF_MUTANTS: readonly Mutant[] = [
  one(
    'pieces of a test dispense are not booked',
    TECHNICIAN,
    BOOKS,
    "  if (intent.about.kind === 'testPay') settleTest(books, intent, outcome, intent.about);\n",
    '',
  ),
  one(
    'a test dispense in doubt asks for no count',
    TECHNICIAN,
    BOOKS,
    "  if (outcome.result !== 'unknown' || sumOfPieces(outcome.pieces) >= amount_yen) return;\n",
    '  if (amount_yen !== -1) return;\n',
  ),
  one(
    'what fell by a test goes back as often as it is asked',
    TECHNICIAN,
    'src/ledger/staff.ts',
    'const id = `back:${movementId}`;',
    'const id = `back:${movementId}:${books.nextNumber()}`;',
  ),
  one(
    'of a part that was taken out is told what is missing',
    STAFF,
    'src/ledger/staff.ts',
    "(request.task === 'collect' && request.part !== true)",
    "request.task === 'collect'",
  ),
  one(
    'what nobody found in an emptied unit is no 過不足',
    STAFF,
    'src/ledger/movements.ts',
    '  for (const pile of withMissing(books, movement)) {',
    '  for (const pile of movement.piles) {',
  ),
  one(
    'a lent hopper has paid nothing',
    LENDING,
    'drivers/cctalk/hopper-lent.ts',
    'const paid = paidBetween(lent.life, life);',
    'const paid = paidBetween(life, life);',
  ),
  one(
    'another hopper comes home and is taken for the one that was lent',
    LENDING,
    'drivers/cctalk/hopper-lent.ts',
    'const isAnother = paid > PAID_MOST ||',
    'const isAnother =',
  ),
  one(
    'coins that a lent acceptor cannot tell are no doubt',
    LENDING,
    'drivers/cctalk/coin-acceptor-lent.ts',
    '    doubt: all\n',
    '    doubt: all || isSame\n',
  ),
  one(
    'the box of a lent note unit need not be counted',
    LENDING,
    'drivers/id003/work.ts',
    "  if (!away || holder === 'lent') return;\n  draft.set({ away: false });\n",
    "  if (!away || holder === 'lent') return;\n  draft.set({ away: false });\n  if (!draft.state.away) return;\n",
  ),
  one(
    'pieces that a lent unit dropped into its box stay in its stock',
    LENDING,
    'drivers/changer/one-piece-lent.ts',
    '    if (intoBox > 0) piles.push({ unitId: context.options.cashbox, denomination_yen, count: intoBox });\n',
    '',
  ),
  one(
    'a movement of the copier is booked again at each return',
    STAFF,
    'src/ledger/movements.ts',
    '  if (books.exists(`${movement.factId}:0`)) return false;\n',
    '  movement = { ...movement, factId: `${movement.factId}-${books.nextNumber()}` };\n',
  ),
];
