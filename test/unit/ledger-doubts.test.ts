/** What a person decides about money of which nobody can tell: the books after each answer, and that they stay sound. */
import { beforeEach, describe, expect, test } from 'vitest';
import { openLedgerDatabase, type LedgerDatabase } from '../../src/ledger/database.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import type { Ledger, QuestionAnswer } from '../../src/ledger/contract.ts';
import { auditLedger } from '../../src/ledger/verify.ts';

let database: LedgerDatabase;
let ledger: Ledger;
let now_ms = 1_000;

beforeEach(() => {
  database = openLedgerDatabase(':memory:');
  now_ms = 1_000;
  ledger = createLedger(database, () => now_ms);
  ledger.bookStock({ unitId: 'hopper-100', denomination_yen: 100, count: 20 });
});

const answer = (questionId: string, given_yen: number, answerId = 'a1'): QuestionAnswer => ({
  answerId,
  questionId,
  given_yen,
  role: 'clerk',
});

const closing = (counted: number): void =>
  void ledger.close({
    closingId: `c${now_ms}`,
    role: 'clerk',
    counted: [{ unitId: 'hopper-100', denomination_yen: 100, count: counted }],
    counters: [],
  });

const accounts = () =>
  Object.fromEntries(
    ['disputed', 'overshort', 'staff', 'unclaimed', 'foreign'].map((name) => [name, ledger.balance_yen(name)]),
  );

/** 500 yen came in, 300 yen are to be paid back, and the hopper's answer is lost for ever. Returns the claim number. */
function unknownPayout(): string {
  ledger.openSession({ sessionId: 's1', transactionId: 't1' });
  const coin = {
    sessionId: 's1',
    deviceId: 'coins',
    unitId: 'cashbox',
    denomination_yen: 100,
    escrowId: null,
    memory: '',
  };
  for (const factId of ['c1', 'c2', 'c3']) ledger.recordCash({ ...coin, factId });
  ledger.owe('s1');
  ledger.openIntent({
    intentId: 'i1',
    sessionId: 's1',
    deviceId: 'hopper-100',
    about: { kind: 'pay', unitId: 'hopper-100', amount_yen: 300 },
    order: '',
    deviceBase: '',
  });
  const outcome = { intentId: 'i1', result: 'unknown', pieces: [], deviceAfter: '', code: null } as const;
  const slip = ledger.closeIntent(outcome);
  ledger.closeSession('s1', 'abandoned');
  now_ms += 1;
  return slip?.claimNumber ?? '';
}

describe('a payout of which nobody can tell (rule 12)', () => {
  test('is not decided before somebody counted', () => {
    const claim = unknownPayout();
    expect(ledger.questions()).toMatchObject([{ kind: 'claim', claimNumber: claim, most_yen: 300, counted: false }]);
    expect(() => ledger.answerQuestion(answer(`part:${claim}`, 0))).toThrow(/M8009/);
  });

  test('the count finds it short: the customer has it, the slip is settled, and what was missing is explained', () => {
    const claim = unknownPayout();
    closing(17);
    expect(accounts()).toMatchObject({ disputed: 300, overshort: -300 });
    expect(ledger.answerQuestion(answer(`part:${claim}`, 0))).toMatchObject({ owed_yen: 0 });
    expect(accounts()).toMatchObject({ disputed: 0, overshort: 0 });
    expect([ledger.openSlips(), ledger.questions(), ledger.doubts()]).toEqual([[], [], []]);
  });

  test('the count finds nothing missing: all of it goes onto the slip, which is paid by hand afterwards', () => {
    const claim = unknownPayout();
    closing(20);
    expect(ledger.openSlips()).toMatchObject([{ certain_yen: 0, questionId: `part:${claim}` }]);
    expect(ledger.answerQuestion(answer(`part:${claim}`, 300))).toMatchObject({ owed_yen: 300, claimNumber: claim });
    expect(ledger.openSlips()).toMatchObject([{ certain_yen: 300, questionId: null }]);
    const before_yen = ledger.balance_yen('staff');
    ledger.settleSlip({ claimNumber: claim, role: 'clerk', how: 'paid' });
    expect(ledger.balance_yen('staff')).toBe(before_yen + 300);
    expect(accounts()).toMatchObject({ disputed: 0, overshort: 0 });
  });

  test('a part of it: 100 yen fell, 200 yen are still owed', () => {
    const claim = unknownPayout();
    closing(19);
    ledger.answerQuestion(answer(`part:${claim}`, 200));
    expect(ledger.balance_yen(`slip:${claim}`)).toBe(200);
    expect(accounts()).toMatchObject({ disputed: 0, overshort: 0 });
  });

  test.each([-10, 5, 310, 0.5])('%d yen of 300 are refused with M8005, and nothing is booked', (given_yen) => {
    const claim = unknownPayout();
    closing(20);
    expect(() => ledger.answerQuestion(answer(`part:${claim}`, given_yen))).toThrow(/M8005/);
    expect(ledger.questions()).toHaveLength(1);
    expect(accounts()).toMatchObject({ disputed: 300 });
  });

  test('is answered once', () => {
    const claim = unknownPayout();
    closing(20);
    ledger.answerQuestion(answer(`part:${claim}`, 300));
    expect(() => ledger.answerQuestion(answer(`part:${claim}`, 300, 'a2'))).toThrow(/M8008/);
  });
});

describe('what hangs on no slip', () => {
  const unseen = (reason: string): void =>
    ledger.recordUncertain({
      factId: 'u1',
      sessionId: null,
      deviceId: 'coins',
      least_yen: 0,
      most_yen: 500,
      reason,
      memory: '',
    });

  test('cash that a device could not count is found by the count, belongs to nobody known, and is given to its owner', () => {
    unseen('cashEventsLost');
    closing(22);
    ledger.answerQuestion(answer('u1', 200));
    expect(accounts()).toMatchObject({ overshort: 0, unclaimed: 200 });
    expect(ledger.questions()).toMatchObject([{ questionId: 'held:unclaimed', most_yen: 200 }]);
    ledger.answerQuestion(answer('held:unclaimed', 50, 'a2'));
    expect(ledger.questions()).toMatchObject([{ questionId: 'held:unclaimed', most_yen: 150 }]);
    ledger.answerQuestion(answer('held:unclaimed', 0, 'a3'));
    expect(accounts()).toMatchObject({ overshort: 150, unclaimed: 0 });
    expect(ledger.questions()).toEqual([]);
  });

  test('what came in while the unit was lent is the copier’s own business', () => {
    unseen('countNeeded');
    expect(ledger.questions()).toMatchObject([{ kind: 'lent', counted: false }]);
    closing(25);
    ledger.answerQuestion(answer('u1', 500));
    expect(accounts()).toMatchObject({ overshort: 0, foreign: 500 });
  });

  test('taking a part out is no count', () => {
    unseen('cashReset');
    ledger.beginExchange({ exchangeId: 'x1', task: 'collect', unitId: 'hopper-100', role: 'clerk' });
    const piles = [{ unitId: 'hopper-100', denomination_yen: 100, count: 5 }];
    const done = ledger.bookExchange({ task: 'collect', unitId: 'hopper-100', piles, counters: [], part: true });
    expect(done.difference_yen).toBe(0);
    expect(ledger.stock()).toMatchObject([{ count: 15 }]);
    expect(ledger.questions()).toMatchObject([{ counted: false }]);
  });

  test('more than the books have cannot be taken out as a part', () => {
    ledger.beginExchange({ exchangeId: 'x1', task: 'collect', unitId: 'hopper-100', role: 'clerk' });
    const piles = [{ unitId: 'hopper-100', denomination_yen: 100, count: 21 }];
    expect(() =>
      ledger.bookExchange({ task: 'collect', unitId: 'hopper-100', piles, counters: [], part: true }),
    ).toThrow(/M8005/);
    expect(ledger.stock()).toMatchObject([{ count: 20 }]);
  });
});

test('a slip that is handed over to the municipality is a booking of its own, and settles its question', () => {
  const claim = unknownPayout();
  ledger.settleSlip({ claimNumber: claim, role: 'clerk', how: 'handedOver' });
  expect([ledger.openSlips(), ledger.doubts()]).toEqual([[], []]);
  // What nobody can tell still lies in dispute, and is asked about by itself.
  expect(ledger.questions()).toMatchObject([{ questionId: 'held:disputed', most_yen: 300 }]);
  expect(auditLedger(database).problems).toEqual([]);
});
