/** Which count answers which question about money, and how much it can have found (確認が必要なお金). */
import { beforeEach, describe, expect, test } from 'vitest';
import { openLedgerDatabase, type LedgerDatabase } from '../../src/ledger/database.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import type { CountedPile, Ledger, QuestionAnswer } from '../../src/ledger/contract.ts';
import { auditLedger } from '../../src/ledger/verify.ts';
import { recordForeign } from '../../src/kiosk/copier/foreign.ts';

let database: LedgerDatabase;
let ledger: Ledger;
let counts = 0;

beforeEach(() => {
  database = openLedgerDatabase(':memory:');
  // No time was ever told: the order of the books alone says what came first.
  ledger = createLedger(database, () => 0);
  ledger.bookStock({ unitId: 'hopper-100', denomination_yen: 100, count: 20 });
  ledger.bookStock({ unitId: 'hopper-10', denomination_yen: 10, count: 20 });
  ledger.bookStock({ unitId: 'notes', denomination_yen: 1000, count: 3 });
});

function count(...piles: readonly (readonly [string, number, number])[]): void {
  counts += 1;
  const counted: CountedPile[] = piles.map(([unitId, denomination_yen, pieces]) => ({
    unitId,
    denomination_yen,
    count: pieces,
  }));
  ledger.close({ closingId: `c${counts}`, role: 'clerk', counted, counters: [] });
}

/** Back from being lent: a validator that counts nothing, or an acceptor whose count was lost. */
function lent(deviceId: string, number: number): void {
  const doubt = { least_yen: 0, most_yen: null, detail: `${deviceId} cannot say what it took` };
  const factId = `${deviceId}-lent-${number}`;
  recordForeign({ type: 'foreignCash', deviceId, factId, piles: [], doubt, memory: '' }, ledger);
}

const unseen = (deviceId: string): void =>
  ledger.recordUncertain({
    factId: `lost-${deviceId}`,
    sessionId: null,
    deviceId,
    least_yen: 0,
    most_yen: 500,
    reason: 'cashEventsLost',
    memory: '',
  });

const answer = (questionId: string, given_yen: number): QuestionAnswer => ({
  answerId: `a-${questionId}`,
  questionId,
  given_yen,
  role: 'clerk',
});

const asked = () => ledger.questions().map(({ questionId, counted, most_yen }) => [questionId, counted, most_yen]);

describe('a question is answered by a count of the place where its money lies', () => {
  test('of the note box: the hoppers tell nothing', () => {
    lent('notes', 1);
    count(['hopper-100', 100, 20], ['hopper-10', 10, 20]);
    expect(asked()).toEqual([['notes-lent-1-doubt', false, null]]);
    expect(() => ledger.answerQuestion(answer('notes-lent-1-doubt', 0))).toThrow(/M8009/);
    count(['notes', 1000, 3]);
    expect(asked()).toEqual([['notes-lent-1-doubt', true, 0]]);
  });

  test('of one hopper: not another one', () => {
    unseen('hopper-100');
    count(['hopper-10', 10, 20]);
    expect(asked()).toEqual([['lost-hopper-100', false, 500]]);
    count(['hopper-100', 100, 20]);
    expect(asked()).toEqual([['lost-hopper-100', true, 500]]);
  });

  test('of a coin acceptor, which feeds several units: one with coins, not the note box', () => {
    unseen('coins');
    count(['notes', 1000, 3]);
    expect(asked()).toEqual([['lost-coins', false, 500]]);
    count(['hopper-100', 100, 22]);
    expect(asked()).toEqual([['lost-coins', true, 500]]);
  });

  test('a closing that counted nothing answers nothing', () => {
    unseen('coins');
    lent('notes', 1);
    count();
    expect(asked().map(([, counted]) => counted)).toEqual([false, false]);
  });
});

test('a claim for a note and a payout of one session: note box and coins have to be counted', () => {
  ledger.openSession({ sessionId: 's1', transactionId: 't1' });
  const coin = { sessionId: 's1', deviceId: 'coins', unitId: 'cashbox', denomination_yen: 100, escrowId: null };
  for (const factId of ['c1', 'c2']) ledger.recordCash({ ...coin, factId, memory: '' });
  const note = { escrowId: 'e1', sessionId: 's1', deviceId: 'notes', unitId: 'notes', denomination_yen: 1000 };
  ledger.recordEscrow({ ...note, memory: '' });
  ledger.owe('s1');
  const about = { kind: 'pay', unitId: 'hopper-100', amount_yen: 200 } as const;
  ledger.openIntent({ intentId: 'i1', sessionId: 's1', deviceId: 'hopper-100', about, order: '', deviceBase: '' });
  const claim = ledger.questionRest('s1')?.claimNumber ?? '';
  ledger.closeIntent({ intentId: 'i1', result: 'unknown', pieces: [], deviceAfter: '', code: null });
  ledger.settleInterrupted('s1');
  const counted = (): unknown => ledger.questions().find(({ claimNumber }) => claimNumber === claim)?.counted;
  count(['notes', 1000, 3]);
  expect(counted()).toBe(false);
  count(['hopper-100', 100, 20]);
  expect(counted()).toBe(false);
  count(['notes', 1000, 3], ['hopper-100', 100, 20]);
  expect(counted()).toBe(true);
});

describe('a lent unit that counts nothing: the most is what the count found too much', () => {
  test('nobody knows it before; then any part of it can be the copier’s, and no yen more', () => {
    lent('notes', 1);
    count(['notes', 1000, 7], ['hopper-100', 100, 17]);
    // The 300 yen that a hopper lacks are another matter.
    expect(asked()).toEqual([['notes-lent-1-doubt', true, 4_000]]);
    expect(() => ledger.answerQuestion(answer('notes-lent-1-doubt', 5_000))).toThrow(/M8005/);
    ledger.answerQuestion(answer('notes-lent-1-doubt', 3_000));
    expect([ledger.balance_yen('foreign'), ledger.balance_yen('overshort')]).toEqual([3_000, 700]);
    expect(ledger.questions()).toEqual([]);
    expect(auditLedger(database).problems).toEqual([]);
  });

  test('a count that was wrong and is mended by the next one found nothing', () => {
    lent('notes', 1);
    count(['notes', 1000, 1]);
    expect(asked()).toEqual([['notes-lent-1-doubt', true, 0]]);
    count(['notes', 1000, 3]);
    expect(asked()).toEqual([['notes-lent-1-doubt', true, 0]]);
    count(['notes', 1000, 5]);
    expect(asked()).toEqual([['notes-lent-1-doubt', true, 2_000]]);
  });

  test('lent twice before the count: what the first answer took, the second cannot take again', () => {
    lent('notes', 1);
    lent('notes', 2);
    count(['notes', 1000, 5]);
    ledger.answerQuestion(answer('notes-lent-1-doubt', 1_000));
    expect(asked()).toEqual([['notes-lent-2-doubt', true, 1_000]]);
    ledger.answerQuestion(answer('notes-lent-2-doubt', 1_000));
    expect([ledger.balance_yen('foreign'), ledger.balance_yen('overshort')]).toEqual([2_000, 0]);
  });

  test('what was too much before it was lent is not its', () => {
    count(['notes', 1000, 4]);
    lent('notes', 1);
    count(['notes', 1000, 4]);
    expect(asked()).toEqual([['notes-lent-1-doubt', true, 0]]);
    expect(ledger.balance_yen('overshort')).toBe(1_000);
  });

  test('told twice, it is asked once', () => {
    lent('notes', 1);
    lent('notes', 1);
    expect(ledger.questions()).toHaveLength(1);
  });
});

test('rule 12: a claim of which the hopper has told everything since is closed without a count', () => {
  ledger.openSession({ sessionId: 's1', transactionId: 't1' });
  const coin = { sessionId: 's1', deviceId: 'coins', unitId: 'cashbox', denomination_yen: 100, escrowId: null };
  for (const factId of ['c1', 'c2']) ledger.recordCash({ ...coin, factId, memory: '' });
  ledger.owe('s1');
  const about = { kind: 'pay', unitId: 'hopper-100', amount_yen: 200 } as const;
  ledger.openIntent({ intentId: 'i1', sessionId: 's1', deviceId: 'hopper-100', about, order: '', deviceBase: '' });
  const claim = ledger.questionRest('s1')?.claimNumber ?? '';
  expect(asked()).toEqual([[`rest:${claim}`, false, 200]]);
  const pieces = [{ denomination_yen: 100, count: 2 }];
  ledger.closeIntent({ intentId: 'i1', result: 'done', pieces, deviceAfter: '', code: null });
  ledger.settleInterrupted('s1');
  expect(asked()).toEqual([[`rest:${claim}`, true, 0]]);
  expect(() => ledger.answerQuestion(answer(`rest:${claim}`, 100))).toThrow(/M8005/);
  ledger.answerQuestion(answer(`rest:${claim}`, 0));
  expect([ledger.questions(), ledger.openSlips()]).toEqual([[], []]);
  expect(auditLedger(database).problems).toEqual([]);
});
