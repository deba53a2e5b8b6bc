/** 締め: what a closing states, the chain of hashes, and that a changed row is named. */
import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { openLedgerDatabase, type LedgerDatabase } from '../../src/ledger/database.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import type { ClosingStatement, Ledger } from '../../src/ledger/contract.ts';
import { APPEND_ONLY, LATE_TABLES } from '../../src/ledger/triggers.ts';
import { auditLedger } from '../../src/ledger/verify.ts';

let database: LedgerDatabase;
let ledger: Ledger;
let now_ms: number;

/** A citizen who pays a 300-yen certificate with a 1,000-yen note and three coins of 100 yen. */
function sale(id: string): void {
  ledger.openSession({ sessionId: id, transactionId: `t-${id}` });
  ledger.setDue(id, 'susono', [{ set: 0, typeId: 'juminhyo', fee_yen: 300, leaves: 1 }]);
  const note = {
    sessionId: id,
    deviceId: 'notes',
    unitId: 'notes',
    denomination_yen: 1000,
    escrowId: `${id}-e`,
    memory: '',
  };
  ledger.recordEscrow(note);
  ledger.recordCash({ ...note, factId: `${id}-v` });
  for (const coin of [1, 2, 3]) {
    ledger.recordCash({
      ...note,
      deviceId: 'coins',
      unitId: 'hopper-100',
      denomination_yen: 100,
      escrowId: null,
      factId: `${id}-${coin}`,
    });
  }
  ledger.charge(id);
  ledger.openIntent({
    ...{ intentId: `${id}-p`, sessionId: id, deviceId: 'hopper-500', order: '{}', deviceBase: '0' },
    about: { kind: 'pay', unitId: 'hopper-500', amount_yen: 1000 },
  });
  const outcome = { result: 'done', deviceAfter: '2', code: null } as const;
  ledger.closeIntent({ ...outcome, intentId: `${id}-p`, pieces: [{ denomination_yen: 500, count: 2 }] });
  ledger.earn(id, 0);
  ledger.closeSession(id, 'delivered');
}

function close(closingId: string, more: Partial<Parameters<Ledger['close']>[0]> = {}): ClosingStatement {
  now_ms += 86_400_000;
  return ledger.close({ closingId, role: 'clerk', counted: [], counters: [], ...more });
}

beforeEach(() => {
  now_ms = 1_744_765_200_000;
  database = openLedgerDatabase(':memory:');
  ledger = createLedger(database, () => now_ms);
  const piles = [
    { unitId: 'hopper-100', denomination_yen: 100, count: 50 },
    { unitId: 'hopper-500', denomination_yen: 500, count: 50 },
  ];
  ledger.recordStaffMovement({ movementId: 'm0', kind: 'openingStock', role: 'maintenance', piles });
});

describe('R84, R85: a closing', () => {
  test('states the period by account and municipality, and what lies in each unit', () => {
    sale('s1');
    sale('s2');
    expect(close('c1')).toMatchObject({
      number: 1,
      sessions: 2,
      cashIn_yen: 2600,
      paidOut_yen: 2000,
      change_yen: 2000,
      refund_yen: 0,
      fees_yen: { susono: 600 },
      overshort_yen: 0,
      stock: [
        { unitId: 'hopper-100', denomination_yen: 100, count: 56 },
        { unitId: 'hopper-500', denomination_yen: 500, count: 46 },
        { unitId: 'notes', denomination_yen: 1000, count: 2 },
      ],
      balances_yen: { fees: { susono: 600 }, staff: 30_000, units: 30_600, credit: 0, owed: 0, heldFees: 0, slips: 0 },
      openSessions: 0,
      openIntents: 0,
    });
  });

  test('the next one states what came since, and follows the one before', () => {
    sale('s1');
    const first = close('c1');
    sale('s2');
    const second = close('c2');
    expect(second).toMatchObject({ number: 2, sessions: 1, cashIn_yen: 1300, fees_yen: { susono: 300 } });
    expect(second.balances_yen.fees).toEqual({ susono: 600 });
    expect([second.previousHash, second.from_ms]).toEqual([first.headHash, first.at_ms]);
    expect(ledger.closings(10)).toEqual([second, first]);
  });

  test('過不足: what was counted against the books is booked, and stands in the statement', () => {
    sale('s1');
    const closing = close('c1', {
      counted: [
        { unitId: 'hopper-100', denomination_yen: 100, count: 52 },
        { unitId: 'notes', denomination_yen: 1000, count: 2 },
      ],
      completeUnits: ['notes'],
    });
    expect(closing.counted).toEqual([
      { unitId: 'hopper-100', denomination_yen: 100, booked: 53, counted: 52, difference: -1 },
      { unitId: 'notes', denomination_yen: 1000, booked: 1, counted: 2, difference: 1 },
    ]);
    expect(closing.overshort_yen).toBe(900);
    expect(closing.balances_yen.overshort).toBe(900);
    expect(ledger.stock().map(({ count }) => count)).toEqual([52, 48, 2]);
  });

  test('rule 11: device counters are compared with what the books say the device moved, over their wrap', () => {
    const counter = { unitId: 'hopper-500', name: 'piecesOut', modulus: 0x100_0000 } as const;
    expect(close('c1', { counters: [{ ...counter, value: 0xff_ffff }] }).counters).toMatchObject([{ counted: null }]);
    sale('s1');
    ledger.recordStaffMovement({
      ...{ movementId: 'm1', kind: 'refill', role: 'clerk' },
      piles: [{ unitId: 'hopper-500', denomination_yen: 500, count: 9 }],
    });
    expect(close('c2', { counters: [{ ...counter, value: 1 }] }).counters).toMatchObject([{ counted: 2, booked: 2 }]);
    expect(close('c3', { counters: [{ ...counter, value: 2 }] }).counters).toMatchObject([{ counted: 1, booked: 0 }]);
  });

  test('the same closing again is the same closing, and waits in the outbox once', () => {
    sale('s1');
    const closing = close('c1');
    expect(close('c1')).toEqual(closing);
    expect(ledger.outbox()).toMatchObject([{ point: 'closing', statement: closing }]);
    expect(ledger.closings(10)).toHaveLength(1);
  });
});

describe('the head hash', () => {
  test('is what anybody can compute from the rows and the text of the README', () => {
    sale('s1');
    close('c1');
    const link = (before: string, added: unknown): string =>
      createHash('sha256')
        .update(`${before}\n${JSON.stringify(added)}`)
        .digest('hex');
    const start = '0'.repeat(64);
    let running = start;
    for (const table of APPEND_ONLY) {
      const isEmpty = database.prepare(`SELECT 1 FROM ${table}`).get() === undefined;
      if (LATE_TABLES.has(table) && isEmpty) continue;
      // Nothing was booked after the closing but its own line in the outbox.
      const rows =
        table === 'outbox' ? [] : database.prepare(`SELECT rowid, * FROM ${table} ORDER BY rowid`).raw().all();
      running = link(running, [table, rows.reduce<string>((hash, row) => link(hash, row), link(start, table))]);
    }
    const { headHash, ...body } = ledger.closings(1)[0]!;
    running = link(running, body);
    expect(headHash).toBe(running);
  });

  test('two equal days have equal hashes, and one yen makes another', () => {
    const hashOf = (fee_yen: number): string => {
      const books = createLedger(openLedgerDatabase(':memory:'), () => 0);
      books.openSession({ sessionId: 'a', transactionId: 'b' });
      books.setDue('a', 'susono', [{ set: 0, typeId: 'juminhyo', fee_yen, leaves: 1 }]);
      return books.close({ closingId: 'c', role: 'clerk', counted: [], counters: [] }).headHash;
    };
    expect(hashOf(300)).toBe(hashOf(300));
    expect(hashOf(310)).not.toBe(hashOf(300));
  });

  /** Somebody with the file and time: safeguards off, one change, safeguards on again. */
  function tamper(sql: string): void {
    const triggers = database.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all() as {
      name: string;
      sql: string;
    }[];
    database.pragma('foreign_keys = OFF');
    for (const { name } of triggers) database.exec(`DROP TRIGGER ${name}`);
    database.exec(sql);
    for (const trigger of triggers) database.exec(trigger.sql);
  }

  test.each([
    [
      'an amount of the first day',
      "UPDATE transfer SET reason = 'gift' WHERE sequence = 3",
      'closing 1: row 3 of transfer differs',
    ],
    [
      'a row taken away in the middle',
      'DELETE FROM incident WHERE sequence = 1',
      'closing 1: row 2 of incident differs',
    ],
    [
      'the last row of a table taken away',
      'DELETE FROM incident WHERE sequence = 2',
      'closing 1: a row is missing at the end of incident',
    ],
    [
      'a row of the second day',
      "UPDATE session_end SET outcome = 'abandoned' WHERE session_id = 's2'",
      'closing 2: row 2 of session_end differs',
    ],
    [
      'the statement itself',
      `UPDATE closing SET statement = replace(statement, '"sessions":1', '"sessions":2') WHERE number = 1`,
      'closing 1: its statement or a kept trace differs',
    ],
    ['a closing taken away', 'DELETE FROM closing WHERE number = 1', 'closing 2 does not follow the one before'],
  ])('%s is found, and the first row that differs is named', (_what, sql, detail) => {
    ledger.incident('cashJam', 'hopper-100');
    ledger.incident('cashJam', 'hopper-500');
    sale('s1');
    close('c1');
    sale('s2');
    close('c2');
    sale('s3');
    expect(auditLedger(database)).toMatchObject({ sound: true, closings: 2 });
    tamper(sql);
    const chain = auditLedger(database).problems.filter(({ check }) => check === 'chain');
    expect(chain).toEqual([{ check: 'chain', detail }]);
  });

  test('a row of a session put in behind the closing is none of it, and one slipped in before is found', () => {
    sale('s1');
    close('c1');
    ledger.incident('cashJam', 'later');
    expect(auditLedger(database).sound).toBe(true);
    tamper('UPDATE incident SET sequence = 0');
    expect(auditLedger(database).problems).toEqual([
      { check: 'chain', detail: 'row 0 of incident stands before the first' },
    ]);
  });
});
