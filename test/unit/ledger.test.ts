import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { openLedgerDatabase, type LedgerDatabase } from '../../src/ledger/database.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import type { CashIn, Ledger } from '../../src/ledger/contract.ts';

let database: LedgerDatabase;
let ledger: Ledger;

function coin(factId: string, denomination_yen: number, sessionId: string | null = 's1'): CashIn {
  return {
    factId,
    sessionId,
    deviceId: 'coins',
    unitId: `hopper-${denomination_yen}`,
    denomination_yen,
    escrowId: null,
    memory: factId,
  };
}

/** A session of one 300-yen certificate with two leaves, 500 yen put in. */
function begunSession(): void {
  ledger.openSession({ sessionId: 's1', transactionId: 't1' });
  ledger.setDue('s1', 'susono', [{ set: 0, typeId: 'juminhyo', fee_yen: 300, leaves: 2 }]);
  ledger.recordCash(coin('c1', 500));
}

function printed(leaf: number, result: 'done' | 'notDone' | 'unknown' | null): void {
  const intentId = `leaf-${leaf}`;
  ledger.openIntent({
    intentId,
    sessionId: 's1',
    deviceId: 'printer',
    about: { kind: 'printLeaf', set: 0, leaf },
    order: '{}',
    deviceBase: '',
  });
  if (result) ledger.closeIntent({ intentId, result, pieces: [], deviceAfter: '', code: null });
}

function pay(intentId: string, amount_yen: number): void {
  ledger.openIntent({
    intentId,
    sessionId: 's1',
    deviceId: 'hopper-100',
    about: { kind: 'pay', unitId: 'hopper-100', amount_yen },
    order: '{}',
    deviceBase: '0',
  });
}

const stockOf = (unitId: string): number => ledger.stock().find((unit) => unit.unitId === unitId)?.count ?? 0;

beforeEach(() => {
  database = openLedgerDatabase(':memory:');
  ledger = createLedger(database, () => 1_744_765_200_000);
  ledger.bookStock({ unitId: 'hopper-100', denomination_yen: 100, count: 10 });
});

describe('the ledger', () => {
  test('R83, R84: 500 yen for a 300-yen certificate leave 200 yen of change and an earned fee', () => {
    begunSession();
    expect(ledger.charge('s1')).toEqual({ change_yen: 200 });
    pay('i1', 200);
    ledger.closeIntent({
      intentId: 'i1',
      result: 'done',
      pieces: [{ denomination_yen: 100, count: 2 }],
      deviceAfter: '2',
      code: null,
    });
    ledger.earn('s1', 0);
    ledger.closeSession('s1', 'delivered');
    expect(stockOf('hopper-100')).toBe(8);
    expect(stockOf('hopper-500')).toBe(1);
    expect(ledger.openSessions()).toEqual([]);
  });

  test('the same coin reported twice is booked once', () => {
    begunSession();
    expect(ledger.recordCash(coin('c1', 500))).toEqual({ fresh: false });
    expect(ledger.totals('s1').credit_yen).toBe(500);
  });

  test('a coin outside a session is booked as unclaimed, never silently', () => {
    ledger.recordCash(coin('late', 100, null));
    const claims = database.prepare("SELECT credit_yen FROM balance WHERE account = 'unclaimed'").pluck().get();
    expect(claims).toBe(100);
  });

  test('a note in escrow is no credit until it is stacked, and none when it goes back', () => {
    begunSession();
    const note = { sessionId: 's1', deviceId: 'notes', unitId: 'notes', denomination_yen: 1000, memory: 'e' };
    ledger.recordEscrow({ ...note, escrowId: 'e1' });
    expect(ledger.totals('s1')).toMatchObject({ credit_yen: 500, escrow_yen: 1000 });
    ledger.recordEscrowReturned('e1', 'notes', 'e');
    expect(ledger.totals('s1')).toMatchObject({ credit_yen: 500, escrow_yen: 0 });
    ledger.recordEscrow({ ...note, escrowId: 'e2' });
    expect(ledger.recordCash({ ...note, factId: 'v2', escrowId: 'e2' })).toEqual({ fresh: true });
    expect(ledger.recordCash({ ...note, factId: 'v2', escrowId: 'e2' })).toEqual({ fresh: false });
    expect(ledger.totals('s1')).toMatchObject({ credit_yen: 1500, escrow_yen: 0 });
  });

  test('a session with money left in it cannot be ended', () => {
    begunSession();
    expect(() => ledger.closeSession('s1', 'abandoned')).toThrow(/M1102/);
  });

  test('a payout that is not owed is refused and leaves no intent behind', () => {
    begunSession();
    expect(() => pay('i1', 100)).toThrow(/M1102/);
    expect(ledger.openIntents()).toEqual([]);
  });

  test('what a jammed hopper did not pay stays owed and goes onto a slip', () => {
    begunSession();
    ledger.charge('s1');
    pay('i1', 200);
    ledger.closeIntent({
      intentId: 'i1',
      result: 'partly',
      pieces: [{ denomination_yen: 100, count: 1 }],
      deviceAfter: '1',
      code: 'hopperJam',
    });
    expect(ledger.totals('s1').owed_yen).toBe(100);
    expect(ledger.slipOwed('s1', 'unpaid')).toMatchObject({ amount_yen: 100, reason: 'unpaid' });
    expect(ledger.totals('s1').owed_yen).toBe(0);
  });

  test('a payout nobody can tell about is a dispute, not a guess', () => {
    begunSession();
    ledger.charge('s1');
    pay('i1', 200);
    ledger.closeIntent({ intentId: 'i1', result: 'unknown', pieces: [], deviceAfter: '?', code: 'payoutUnknown' });
    expect(ledger.totals('s1').owed_yen).toBe(0);
    expect(database.prepare("SELECT credit_yen FROM balance WHERE account = 'disputed'").pluck().get()).toBe(200);
  });

  test('a coin too many that a hopper let fall is the kiosk’s loss, and the session ends', () => {
    begunSession();
    ledger.charge('s1');
    pay('i1', 200);
    ledger.closeIntent({
      intentId: 'i1',
      result: 'done',
      pieces: [{ denomination_yen: 100, count: 3 }],
      deviceAfter: '3',
      code: 'cashFault',
    });
    ledger.earn('s1', 0);
    expect(ledger.totals('s1').owed_yen).toBe(0);
    expect(ledger.slipOwed('s1', 'unpaid')).toBeNull();
    ledger.closeSession('s1', 'delivered');
    expect(stockOf('hopper-100')).toBe(7);
    expect(database.prepare("SELECT debit_yen FROM balance WHERE account = 'overpaid'").pluck().get()).toBe(100);
    expect(database.prepare('SELECT code FROM incident').pluck().all()).toEqual(['cashFault']);
  });

  test('a second outcome of the same intent changes nothing', () => {
    begunSession();
    ledger.charge('s1');
    pay('i1', 200);
    const done = { intentId: 'i1', result: 'done', deviceAfter: '2', code: null } as const;
    ledger.closeIntent({ ...done, pieces: [{ denomination_yen: 100, count: 2 }] });
    ledger.closeIntent({ ...done, pieces: [{ denomination_yen: 100, count: 2 }] });
    expect(stockOf('hopper-100')).toBe(8);
  });

  test('the database itself refuses edits, deletions, double resolution, self-transfer and fractions', () => {
    begunSession();
    const insert = database.prepare(
      `INSERT INTO transfer (transfer_id, state, debit, credit, amount_yen, reason, at_ms) VALUES (?, 'posted', ?, ?, ?, 'x', 0)`,
    );
    expect(() => database.exec('UPDATE transfer SET amount_yen = 1')).toThrow(/append-only/);
    expect(() => database.exec('DELETE FROM transfer')).toThrow(/append-only/);
    expect(() => insert.run('x1', 'a', 'a', 10)).toThrow(/CHECK/);
    expect(() => insert.run('x2', 'a', 'b', 0)).toThrow(/CHECK/);
    expect(() => insert.run('x3', 'a', 'b', 0.5)).toThrow(/REAL/);
    expect(() => database.exec("INSERT INTO resolution (transfer_id, kind, at_ms) VALUES ('c1', 'post', 0)")).toThrow(
      /not pending/,
    );
  });

  test('commit points wait in the outbox, once each, until they are acknowledged', () => {
    begunSession();
    ledger.commitPoint('s1', 'printing', {});
    ledger.commitPoint('s1', 'printing', {});
    const [entry, ...others] = ledger.outbox();
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ transactionId: 't1', point: 'printing' });
    ledger.acknowledge(entry?.sequence ?? -1);
    expect(ledger.outbox()).toEqual([]);
  });

  test('a database of another schema is refused with its code', () => {
    const folder = mkdtempSync(join(tmpdir(), 'madoguchi-ledger-'));
    const file = join(folder, 'ledger.db');
    const newer = openLedgerDatabase(file);
    newer.exec("UPDATE meta SET value = '99'");
    newer.close();
    expect(() => openLedgerDatabase(file)).toThrow(/M1103/);
    rmSync(folder, { recursive: true });
  });
});

describe('a session that a stop cut off', () => {
  test('before payment was decided: everything put in goes onto a slip', () => {
    begunSession();
    expect(ledger.settleInterrupted('s1')).toMatchObject([{ amount_yen: 500, reason: 'interrupted' }]);
    expect(ledger.openSessions()).toEqual([]);
  });

  test('with every leaf out: the fee is earned, the change goes onto a slip', () => {
    begunSession();
    ledger.charge('s1');
    printed(0, 'done');
    printed(1, 'done');
    expect(ledger.settleInterrupted('s1')).toMatchObject([{ amount_yen: 200, reason: 'interrupted' }]);
    expect(database.prepare("SELECT credit_yen FROM balance WHERE account = 'fees:susono'").pluck().get()).toBe(300);
  });

  test('with a leaf missing: fee and change go onto one slip', () => {
    begunSession();
    ledger.charge('s1');
    printed(0, 'done');
    expect(ledger.settleInterrupted('s1')).toMatchObject([{ amount_yen: 500, reason: 'interrupted' }]);
  });

  test('with a leaf unknown: the fee is disputed on a slip of its own', () => {
    begunSession();
    ledger.charge('s1');
    printed(0, 'unknown');
    expect(ledger.settleInterrupted('s1')).toMatchObject([
      { amount_yen: 300, reason: 'dispute' },
      { amount_yen: 200, reason: 'interrupted' },
    ]);
  });

  test('with a note in escrow whose place nobody knows: the range waits for a person', () => {
    begunSession();
    ledger.recordEscrow({
      escrowId: 'e1',
      sessionId: 's1',
      deviceId: 'notes',
      unitId: 'notes',
      denomination_yen: 1000,
      memory: '',
    });
    ledger.settleInterrupted('s1');
    expect(database.prepare('SELECT least_yen, most_yen FROM uncertain').get()).toEqual({
      least_yen: 0,
      most_yen: 1000,
    });
  });
});
