/**
 * Named bugs of a cash kiosk, as changes of the source text. The simulation must catch each of them: one that survives is a
 * hole in the checkers. They are applied to a process of their own and never to a file.
 */

export interface Edit {
  /** From the root of the repository. */
  readonly file: string;
  /** Must lie in the file exactly once. */
  readonly find: string;
  readonly replace: string;
}

export interface Mutant {
  readonly name: string;
  readonly edits: readonly Edit[];
  /** Tests that know the rule too, asked when the walks are over. */
  readonly tests: readonly string[];
}

const BRIDGE = 'src/kiosk/cash-bridge.ts';
const BOOKS = 'src/ledger/cash.ts';
const SESSIONS = 'src/ledger/sessions.ts';
const NOTES = 'drivers/id003/notes.ts';
const COINS = 'drivers/cctalk/coin-acceptor-work.ts';
const PROOF = 'drivers/cctalk/coin-acceptor-proof.ts';
const HOPPER = 'drivers/cctalk/hopper-pay.ts';
const UNIT_EVENTS = 'drivers/changer/one-piece-events.ts';
const UNIT_ORDERS = 'drivers/changer/one-piece-orders.ts';

const CRASH = ['test/simulation/crash.test.ts', 'test/simulation/one-piece-crash.test.ts'];
const LEDGER = ['test/unit/ledger.test.ts', 'test/unit/planner.test.ts', 'test/unit/promise.test.ts'];
const ATTACK = ['test/simulation/attack.test.ts'];
const BILLS = ['test/protocol/id003'];
const CCTALK = ['test/protocol/cctalk'];
// Not the kit's: its properties are drawn anew at each run, so what they find may not be the bug.
const CHANGER = ['changer-composite', 'changer-one-piece', 'changer-suite'].map(
  (name) => `test/protocol/${name}.test.ts`,
);

const one = (name: string, tests: readonly string[], file: string, find: string, replace: string): Mutant => ({
  name,
  tests,
  edits: [{ file, find, replace }],
});

const ACCEPTED = "  function onAccepted(fact: Extract<CashChangerFact, { type: 'cashAccepted' }>): void {\n";
const RECORDED = "    if (fact.held) device.command({ type: 'recorded', factId: fact.factId });\n";
const POSTED_BEFORE = '  if (cash.escrowId !== null && books.exists(cash.escrowId) && !wasVoided) return false;\n';

/** No bug: whatever catches it catches nothing. */
export const CONTROL: Mutant = {
  name: 'no bug at all',
  edits: [],
  tests: [...LEDGER, ...BILLS, ...CCTALK, ...CHANGER],
};

export const MUTANTS: readonly Mutant[] = [
  // ---------------------------------------------------------------------------------------------------- notes
  one(
    'credit while the note is still being stacked',
    BILLS,
    NOTES,
    '    case STATUS.vendValid:\n      return vendValid(context, draft);',
    '    case STATUS.stacking:\n    case STATUS.vendValid:\n      return vendValid(context, draft);',
  ),
  one(
    'credit on STACKED, not on VEND VALID',
    BILLS,
    NOTES,
    '    case STATUS.vendValid:\n      return vendValid(context, draft);',
    '    case STATUS.vendValid:\n      return draft.set({ ackDue: true });\n    case STATUS.stacked:\n      return vendValid(context, draft);',
  ),
  {
    name: 'VEND VALID credited twice',
    tests: BILLS,
    edits: [
      { file: NOTES, find: "  if (note.phase === 'credited') {\n", replace: '  if (false) {\n' },
      { file: NOTES, find: "  if (note.phase === 'credited') return;\n", replace: '' },
      { file: NOTES, find: '`${escrowId}-stacked`', replace: '`${escrowId}-stacked-${draft.now_ms}`' },
      { file: BOOKS, find: POSTED_BEFORE, replace: '' },
    ],
  },
  one('a held fact is never recorded, VEND VALID never acknowledged', BILLS, BRIDGE, RECORDED, ''),
  {
    name: 'ACK before the commit',
    tests: CRASH,
    edits: [
      { file: BRIDGE, find: RECORDED, replace: '' },
      {
        file: BRIDGE,
        find: ACCEPTED,
        // Merely the order of two calls would be no bug: the wire is written when both are over.
        replace: `${ACCEPTED}${RECORDED}    services.clock.after(300, () => bookLater(fact));\n  }\n${ACCEPTED.replace('onAccepted', 'bookLater')}`,
      },
    ],
  },
  one(
    'the note in escrow is not remembered',
    BILLS,
    'drivers/id003/state.ts',
    'return memoryText({ number, note, credited, lendings, away });',
    'return memoryText({ number, note: null, credited, lendings, away });',
  ),
  one(
    'a note handed back is posted, not voided',
    LEDGER,
    BOOKS,
    "books.resolve(escrowId, 'void')",
    "books.resolve(escrowId, 'post')",
  ),
  one(
    'a void comes after the post',
    LEDGER,
    BOOKS,
    '  if (cash.escrowId !== null && books.isPending(cash.escrowId)) {\n',
    "  if (cash.escrowId !== null && books.isPending(cash.escrowId)) {\n    books.resolve(cash.escrowId, 'void');\n",
  ),
  one(
    'a credited note is asked for again and called not done',
    BILLS,
    'drivers/id003/orders.ts',
    "return tell(draft, intentId, 'done', null);",
    "return tell(draft, intentId, 'notDone', null);",
  ),
  one(
    'a note that was given up is credited to nobody in particular when it is stacked after all',
    ATTACK,
    BOOKS,
    'credit: wasVoided ? account.disputed : claimAccountOf(cash.sessionId)',
    'credit: claimAccountOf(cash.sessionId)',
  ),
  one(
    'a note in doubt leaves no trace in the books',
    LEDGER,
    'src/ledger/recovery.ts',
    '  if (!first || restOf(books, sessionId)) return [];\n',
    '  if (first !== null) return [];\n',
  ),
  // ---------------------------------------------------------------------------------------------------- coins
  one(
    'the wrap of the event counter is ignored',
    CCTALK,
    'drivers/cctalk/coin-events.ts',
    'return (now - old + 255) % 255;',
    'return now < old ? 0 : now - old;',
  ),
  one('a late coin is dropped', CRASH, BRIDGE, ACCEPTED, `${ACCEPTED}    if (phase === 'closed') return;\n`),
  one(
    'the coin memory is committed before the coin',
    CRASH,
    BRIDGE,
    ACCEPTED,
    `${ACCEPTED}    ledger.remember(fact.deviceId, fact.memory);\n`,
  ),
  one(
    'a reset of the acceptor says nothing of coins unseen',
    CCTALK,
    PROOF,
    '  if (before.open) {\n',
    '  if (before.epoch < 0) {\n',
  ),
  one(
    'lost events are not counted as uncertain',
    CCTALK,
    'drivers/cctalk/coin-acceptor-credit.ts',
    "  draft.fact(uncertainFact(context.deviceId, memory, `lost-${memory.number}`, range, 'cashEventsLost'));\n",
    '',
  ),
  one(
    'every coin is booked into the cash box',
    CCTALK,
    'drivers/cctalk/sorter.ts',
    'options.sorterPaths[String(path)] ?? options.defaultDestination',
    'options.defaultDestination',
  ),
  one(
    'what fell while the kiosk was dead is skipped',
    CCTALK,
    PROOF,
    '  } else if (first && (state.rebase ||',
    '  } else if (first && (true || state.rebase ||',
  ),
  one(
    'the deposit is closed before the last coin has settled',
    CCTALK,
    COINS,
    "  if (draft.now_ms - quiet_ms < SETTLE_MS) return;\n  if (proved_ms < quiet_ms + SETTLE_MS) return inquire(draft, 'rest');\n",
    '',
  ),
  one(
    'a reset that the counter hides is taken for lost events',
    CCTALK,
    PROOF,
    'if (now.mask === 0 && (memory.marked || (state.mask !== null && state.mask !== 0))) return true;',
    '',
  ),
  one(
    'an answer that comes late is believed',
    ATTACK,
    PROOF,
    "if (events > 0 && draft.now_ms - silence_ms < LATE_MS) return inquire(draft, 'doubt');",
    '',
  ),
  one(
    'a damaged answer is believed',
    CCTALK,
    'drivers/cctalk/frame.ts',
    "  if (!good) return { type: 'damaged', what: 'wrong checksum' };\n",
    '',
  ),
  // ---------------------------------------------------------------------------------------------------- hoppers
  one(
    'dispense re-sent on doubt',
    CCTALK,
    HOPPER,
    "  readPurpose(draft, { type: 'heard' });",
    "  draft.set({ job: { type: 'pay', phase: 'enable', key: NO_KEY } });",
  ),
  one(
    'a power loss is not asked for before 167 is sent again',
    CCTALK,
    HOPPER,
    'counters.counter === payout.counterBefore && !powerLost && life === payout.base.life',
    'counters.counter === payout.counterBefore || powerLost',
  ),
  one(
    'a payout that was cut off counts as paid in full',
    CCTALK,
    HOPPER,
    'const paid = life === null ? null : paidBetween(base.life, life);',
    'const paid = life === null ? null : count;',
  ),
  one(
    'an interrupted payout is called not done',
    CCTALK,
    HOPPER,
    'if (base) return tell(draft, outcomeByLife(context, intentId, count, base, draft.state.life, fault));',
    "if (base) return tell(draft, outcome(intentId, 'notDone', 0, base, fault));",
  ),
  one(
    'coins of a broken payout are not booked',
    LEDGER,
    BOOKS,
    '  outcome.pieces.forEach((pile, index) => {\n    if (pile.count === 0) return;',
    "  outcome.pieces.forEach((pile, index) => {\n    if (pile.count === 0 || outcome.result === 'partly') return;",
  ),
  one(
    'an unknown payout is no dispute',
    LEDGER,
    BOOKS,
    "  if (outcome.result !== 'unknown' || rest_yen <= 0) return null;\n",
    '  if (rest_yen !== -1) return null;\n',
  ),
  one(
    'an outcome of a payout is dropped',
    CRASH,
    BRIDGE,
    'const question = ledger.closeIntent({',
    'const question = ((_outcome: object): null => null)({',
  ),
  one(
    'a hopper that jammed is asked again and again',
    CRASH,
    'src/kiosk/payout.ts',
    "      if (result !== 'done' && current.unitId !== null) current.failed.add(current.unitId);\n",
    '',
  ),
  one(
    'the fee goes back with the change',
    LEDGER,
    SESSIONS,
    'const change_yen = totals.credit_yen - totals.due_yen;',
    'const change_yen = totals.credit_yen;',
  ),
  // ---------------------------------------------------------------------------------------------------- promise, fees, slips
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
    CRASH,
    'src/kiosk/print-bridge.ts',
    "fact.result === 'notDone' ? 'notDone' : 'unknown'",
    "'notDone'",
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
  // ---------------------------------------------------------------------------------------------------- one-piece changer
  one(
    'pieces in the cash box of the changer are booked as its stock',
    CHANGER,
    UNIT_EVENTS,
    'event.b === 1 ? context.options.cashbox : deviceId',
    'deviceId',
  ),
  one(
    'the changer is asked only for what is new since the start',
    CHANGER,
    UNIT_EVENTS,
    '  if (memory?.serial === serial) return;\n',
    '  if (memory?.serial === serial) return draft.set({ memory: { serial, event: status?.lastEvent ?? 0 } });\n',
  ),
  one(
    'a piece in doubt after a power cut is no dispute',
    CHANGER,
    UNIT_ORDERS,
    'if (order.doubtful !== 0)',
    'if (false)',
  ),
  one(
    'an order cut off by a power loss counts as paid',
    CHANGER,
    UNIT_ORDERS,
    "const result = order.paid_yen === job.amount_yen ? 'done' : order.paid_yen > 0 ? 'partly' : 'notDone';",
    "const result = 'done';",
  ),
  one(
    'the same order goes to the changer under a new name',
    CHANGER,
    UNIT_ORDERS,
    "  if (job.type === 'resolve') return over(context, draft, job, 'notDone', [], null);\n",
    '',
  ),
];
