/** What a named bug is, and the files and tests that entries name. */

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

export const BRIDGE = 'src/kiosk/money/cash-bridge.ts';
export const BOOKS = 'src/ledger/cash.ts';
export const SESSIONS = 'src/ledger/sessions.ts';
export const NOTES = 'drivers/id003/notes.ts';
export const COINS = 'drivers/cctalk/coin-acceptor-work.ts';
export const PROOF = 'drivers/cctalk/coin-acceptor-proof.ts';
export const HOPPER = 'drivers/cctalk/hopper-pay.ts';
export const UNIT_EVENTS = 'drivers/changer/one-piece-events.ts';
export const UNIT_ORDERS = 'drivers/changer/one-piece-orders.ts';

export const CRASH = ['test/simulation/crash.test.ts', 'test/simulation/one-piece-crash.test.ts'];
export const LEDGER = ['test/unit/ledger.test.ts', 'test/unit/planner.test.ts', 'test/unit/promise.test.ts'];
export const ATTACK = ['test/simulation/attack.test.ts'];
export const TECHNICIAN = ['test/simulation/technician-money.test.ts'];
export const LENDING = ['test/simulation/lending.test.ts'];
export const STAFF = ['staff', 'closing', 'doubts'].map((name) => `test/unit/ledger-${name}.test.ts`);
export const ORDERS = ['test/unit/kiosk-orders.test.ts'];
export const BILLS = ['test/protocol/id003'];
export const CCTALK = ['test/protocol/cctalk'];
// Not the kit's: its properties are drawn anew at each run, so what they find may not be the bug.
export const CHANGER = ['changer-composite', 'changer-one-piece', 'changer-one-piece-counts', 'changer-suite'].map(
  (name) => `test/protocol/${name}.test.ts`,
);

export const one = (name: string, tests: readonly string[], file: string, find: string, replace: string): Mutant => ({
  name,
  tests,
  edits: [{ file, find, replace }],
});

export const ACCEPTED = "  function onAccepted(fact: Extract<CashChangerFact, { type: 'cashAccepted' }>): void {\n";
export const RECORDED = "    if (fact.held) device.command({ type: 'recorded', factId: fact.factId });\n";
export const POSTED_BEFORE =
  '  if (cash.escrowId !== null && books.exists(cash.escrowId) && !wasVoided) return false;\n';
