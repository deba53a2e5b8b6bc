/** What the database refuses by itself, tried with raw SQL on books that hold a paid session. */
import { beforeEach, describe, expect, test } from 'vitest';
import { openLedgerDatabase, type LedgerDatabase } from '../../src/ledger/database.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import type { Ledger } from '../../src/ledger/contract.ts';
import { APPEND_ONLY } from '../../src/ledger/triggers.ts';
import { auditLedger, schemaProblems } from '../../src/ledger/verify.ts';

let database: LedgerDatabase;
let ledger: Ledger;
/** Number of the slip in the books. */
const CLAIM = '000003';

/** One row in every append-only table: a session under way, a note in escrow, an open and a closed order, a slip, a closing. */
function fullBooks(): void {
  ledger.bookStock({ unitId: 'hopper-100', denomination_yen: 100, count: 10 });
  ledger.openSession({ sessionId: 's0', transactionId: 't0' });
  ledger.closeSession('s0', 'abandoned');
  ledger.openSession({ sessionId: 's1', transactionId: 't1' });
  ledger.setDue('s1', 'susono', [
    { set: 0, typeId: 'juminhyo', fee_yen: 300, leaves: 1 },
    { set: 1, typeId: 'juminhyo', fee_yen: 300, leaves: 1 },
  ]);
  const note = { sessionId: 's1', deviceId: 'notes', unitId: 'notes', denomination_yen: 1000, memory: 'e' };
  ledger.recordEscrow({ ...note, escrowId: 'e1' });
  ledger.recordCash({ ...note, factId: 'v1', escrowId: 'e1' });
  ledger.recordEscrow({ ...note, escrowId: 'e2' });
  ledger.recordUncertain({
    ...{ factId: 'u1', sessionId: 's1', deviceId: 'coins', least_yen: 0, most_yen: 500, reason: 'cashReset' },
    memory: '',
  });
  ledger.charge('s1');
  expect(ledger.dispute('s1', 0).claimNumber).toBe(CLAIM);
  ledger.slipEvent(CLAIM, 'shown');
  const pay = { sessionId: 's1', deviceId: 'hopper-100', order: '{}', deviceBase: '0' };
  const about = { kind: 'pay', unitId: 'hopper-100', amount_yen: 100 } as const;
  ledger.openIntent({ ...pay, intentId: 'i1', about });
  const outcome = { result: 'done', deviceAfter: '1', code: null } as const;
  ledger.closeIntent({ ...outcome, intentId: 'i1', pieces: [{ denomination_yen: 100, count: 1 }] });
  ledger.openIntent({ ...pay, intentId: 'i2', about });
  ledger.commitPoint('s1', 'printing', {});
  ledger.acknowledge(ledger.outbox()[0]?.sequence ?? -1);
  ledger.incident('cashJam', 'hopper-100');
  ledger.incidentSeen(1, 'clerk');
  const { incident } = ledger.recordMismatch({ code: 'documentForeign', detail: 'D1', municipalityId: 'susono' });
  ledger.closeIncident({ incident, reason: 'centreCorrected', by: 'clerk' });
  const leaf = { kind: 'printLeaf', set: 1, leaf: 0 } as const;
  ledger.openIntent({ ...pay, intentId: 'i3', deviceId: 'printer', about: leaf });
  const sheet = ledger.recordStray({ intentId: 'i3', cause: 'jam', number: 1 });
  ledger.answerStray({ incident: sheet?.incident ?? -1, end: 'destroyed', role: 'clerk' });
  ledger.settleDoubt({ factId: 'u1', role: 'clerk' });
  const piles = [{ unitId: 'hopper-100', denomination_yen: 100, count: 5 }];
  ledger.recordStaffMovement({ movementId: 'm1', kind: 'refill', role: 'clerk', piles });
  ledger.beginExchange({ exchangeId: 'x1', task: 'collect', unitId: 'hopper-100', role: 'clerk' });
  ledger.dropExchange('collect', 'hopper-100');
  ledger.close({ closingId: 'c1', role: 'clerk', counted: [], counters: [] });
}

/** A transfer in raw SQL, sound but for what is changed. */
function transfer(changed: Readonly<Record<string, string | number | null>>): void {
  const row = {
    ...{
      transfer_id: 'x',
      state: 'posted',
      debit: 'disputed',
      credit: 'staff',
      amount_yen: 100,
      denomination_yen: null,
    },
    ...{ pieces: null, session_id: null, reason: 'test', at_ms: 0, ...changed },
  };
  const names = Object.keys(row);
  database
    .prepare(`INSERT INTO transfer (${names.join()}) VALUES (${names.map((name) => `@${name}`).join()})`)
    .run(row);
}

beforeEach(() => {
  database = openLedgerDatabase(':memory:');
  ledger = createLedger(database, () => 1_744_765_200_000);
  fullBooks();
});

test('a transfer that breaks no rule is taken, so what follows is refused for its own fault', () => {
  transfer({});
  transfer({ transfer_id: 'y', debit: 'unit:hopper-100', denomination_yen: 100, pieces: 1 });
  expect(auditLedger(database).problems).toEqual([]);
});

describe('rule 1: nothing is edited or deleted', () => {
  test.each([...APPEND_ONLY, 'closing', 'closing_trace'])('%s', (table) => {
    expect(
      Number(database.prepare(`SELECT COUNT(*) FROM ${table}`).pluck().get()),
      'there is a row to try',
    ).toBeGreaterThan(0);
    const [column] = database.pragma(`table_info(${table})`) as readonly { readonly name: string }[];
    expect(() => database.exec(`UPDATE ${table} SET ${column?.name} = ${column?.name}`)).toThrow(/append-only/);
    expect(() => database.exec(`DELETE FROM ${table}`)).toThrow(/append-only/);
    const rows = (): unknown => database.prepare(`SELECT rowid, * FROM ${table}`).raw().all();
    const before = rows();
    try {
      database.exec(`INSERT OR REPLACE INTO ${table} SELECT * FROM ${table} LIMIT 1`);
    } catch (error) {
      expect(String(error)).toMatch(/already there|not pending|no such open session|does not follow|UNIQUE/);
    }
    expect(rows(), 'replacing a row changes nothing').toEqual(before);
  });

  test('balances, stock and numbers never go back', () => {
    expect(() => database.exec('DELETE FROM balance')).toThrow(/only grow/);
    expect(() => database.exec('UPDATE balance SET debit_yen = debit_yen - 10')).toThrow(/only grow/);
    expect(() => database.exec("UPDATE balance SET account = 'unit:b' WHERE account = 'unit:hopper-100'")).toThrow(
      /only grow/,
    );
    expect(() => database.exec('DELETE FROM stock')).toThrow(/stock is kept/);
    expect(() => database.exec('UPDATE counter SET value = 0')).toThrow(/only grow/);
    expect(() => database.exec('DELETE FROM counter')).toThrow(/only grow/);
  });
});

describe('R83, R84: an entry that cannot be', () => {
  test.each([
    ['to itself', { credit: 'disputed' }, /CHECK/],
    ['of nothing', { amount_yen: 0 }, /CHECK/],
    ['of a negative amount', { amount_yen: -100 }, /CHECK/],
    ['of a fraction', { amount_yen: 0.5 }, /REAL/],
    ['of an amount no coins make', { amount_yen: 105 }, /CHECK/],
    ['of text', { amount_yen: 'ten' }, /TEXT/],
    ['without an amount', { amount_yen: null }, /NOT NULL/],
    ['of a coin there is none of', { debit: 'unit:a', denomination_yen: 20, pieces: 5 }, /CHECK/],
    ['whose pieces make another amount', { debit: 'unit:a', denomination_yen: 50, pieces: 3 }, /CHECK/],
    ['of pieces without their kind', { debit: 'unit:a', pieces: 1 }, /CHECK/],
    ['of no pieces', { debit: 'unit:a', denomination_yen: 100, pieces: 0 }, /CHECK/],
    ['out of a unit without pieces', { credit: 'unit:a' }, /CHECK/],
    ['in no state that there is', { state: 'maybe' }, /CHECK/],
    ['with an id that was used', { transfer_id: 'e1' }, /already there/],
    ['from an unknown account', { debit: 'petty cash' }, /CHECK/],
    ['to an unknown kind of account', { credit: 'gift:s1' }, /CHECK/],
    ['to an account whose name goes on', { credit: "fees:x' --" }, /CHECK/],
    ['to another session’s credit', { credit: 'credit:s0', session_id: 's1' }, /CHECK/],
    ['to a session’s credit from nowhere', { credit: 'credit:s1' }, /CHECK/],
    ['for a session that is over', { credit: 'credit:s0', session_id: 's0' }, /no such open session/],
    ['for a session that never was', { credit: 'credit:s9', session_id: 's9' }, /no such open session/],
    ['of more than a citizen has put in', { debit: 'credit:s1', session_id: 's1' }, /more than there is/],
    ['of more than a slip holds', { debit: `slip:${CLAIM}`, amount_yen: 310 }, /more than there is/],
    ['of fees nobody earned', { debit: 'fees:susono' }, /more than there is/],
  ])('%s is refused', (_what, changed, why) => {
    expect(() => transfer(changed)).toThrow(why);
    expect(auditLedger(database).problems).toEqual([]);
  });
});

describe('rule 15: a pending entry has one end', () => {
  const resolve = (id: string, kind: string): void => {
    database.prepare('INSERT INTO resolution (transfer_id, kind, at_ms) VALUES (?, ?, 0)').run(id, kind);
  };

  test.each([
    ['voided after it was posted', 'e1', 'void', /not pending/],
    ['posted twice', 'e1', 'post', /not pending/],
    ['resolved although it is none', 'v-none', 'post', /not pending/],
    ['resolved although it was posted at once', 'stock:1', 'void', /not pending/],
    ['resolved in another way than there is', 'e2', 'half', /CHECK/],
    ['a payout posted whose pieces nobody knows', 'i2', 'post', /pieces unknown/],
  ])('%s is refused', (_what, id, kind, why) => {
    expect(() => resolve(id, kind)).toThrow(why);
  });

  test('posted after it was voided is refused', () => {
    resolve('e2', 'void');
    expect(() => resolve('e2', 'post')).toThrow(/not pending/);
  });
});

describe('orders, sessions, slips', () => {
  const insert = (sql: string) => () => database.exec(`INSERT INTO ${sql}`);

  test.each([
    [
      'an outcome of an order that is not there',
      "outcome (intent_id, result, pieces, device_after, at_ms) VALUES ('i9', 'done', '[]', '', 0)",
      /FOREIGN/,
    ],
    [
      'a second outcome',
      "outcome (intent_id, result, pieces, device_after, at_ms) VALUES ('i1', 'done', '[]', '', 0)",
      /already there/,
    ],
    [
      'an outcome that is none',
      "outcome (intent_id, result, pieces, device_after, at_ms) VALUES ('i2', 'perhaps', '[]', '', 0)",
      /CHECK/,
    ],
    [
      'the same order twice',
      "intent (intent_id, device_id, about, order_json, device_base, at_ms) VALUES ('i1', 'd', '{}', '{}', '', 0)",
      /already there/,
    ],
    [
      'the end of a session with money in it',
      "session_end (session_id, outcome, at_ms) VALUES ('s1', 'abandoned', 0)",
      /money left/,
    ],
    ['a second end', "session_end (session_id, outcome, at_ms) VALUES ('s0', 'abandoned', 0)", /already there/],
    [
      'the end of a session that never was',
      "session_end (session_id, outcome, at_ms) VALUES ('s9', 'abandoned', 0)",
      /FOREIGN/,
    ],
    [
      'a slip with nothing behind it',
      "slip (claim_number, session_id, amount_yen, reason, at_ms) VALUES ('000099', 's1', 100, 'unpaid', 0)",
      /without its money/,
    ],
    [
      'the same slip twice',
      `slip (claim_number, session_id, amount_yen, reason, at_ms) VALUES ('${CLAIM}', 's1', 300, 'dispute', 0)`,
      /already there/,
    ],
    [
      'a second decision about a fee',
      "set_event (session_id, set_index, event, at_ms) VALUES ('s1', 0, 'earned', 0)",
      /already there/,
    ],
    [
      'a decision about a fee there is none of',
      "set_event (session_id, set_index, event, at_ms) VALUES ('s1', 7, 'earned', 0)",
      /FOREIGN/,
    ],
    [
      'a fee of an amount no coins make',
      "certificate_set (session_id, set_index, municipality_id, type_id, fee_yen, leaves) VALUES ('s1', 2, 'susono', 't', 305, 1)",
      /CHECK/,
    ],
    [
      'a doubt of less than nothing',
      "uncertain (fact_id, device_id, least_yen, most_yen, reason, at_ms) VALUES ('u2', 'd', -10, 0, 'r', 0)",
      /CHECK/,
    ],
    [
      'a movement by a person with a name',
      "staff_movement (movement_id, kind, role, at_ms) VALUES ('m2', 'refill', 'Mihon Taro', 0)",
      /CHECK/,
    ],
    [
      'the same doubt settled twice',
      "staff_settlement (movement_id, about, role, at_ms) VALUES ('m3', 'doubt:u1', 'clerk', 0)",
      /already there/,
    ],
    [
      'a closing out of turn',
      `closing VALUES (3, 'c3', 'clerk', 0, 0, '{}', '${'0'.repeat(64)}', '${'a'.repeat(64)}')`,
      /does not follow/,
    ],
    [
      'a closing on another past',
      `closing VALUES (2, 'c2', 'clerk', 0, 0, '{}', '${'0'.repeat(64)}', '${'a'.repeat(64)}')`,
      /does not follow/,
    ],
  ])('%s is refused', (_what, sql, why) => {
    expect(insert(sql)).toThrow(why);
  });
});

describe('the safeguards themselves', () => {
  test('every trigger that is dropped, every table that is changed is found', () => {
    expect(schemaProblems(database)).toEqual([]);
    const triggers = database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
      .pluck()
      .all() as string[];
    expect(triggers.length).toBeGreaterThan(50);
    for (const name of triggers) {
      database.exec(`SAVEPOINT whole; DROP TRIGGER ${name}`);
      expect(schemaProblems(database)).toEqual([{ check: 'schema', detail: `trigger ${name} is missing` }]);
      database.exec('ROLLBACK TO whole; RELEASE whole');
    }
    database.exec('ALTER TABLE incident ADD COLUMN more TEXT');
    expect(schemaProblems(database)).toEqual([{ check: 'schema', detail: 'table incident was changed' }]);
  });

  test.each(['balance', 'stock', 'open_pending', 'open_intent', 'open_session', 'open_slip'])(
    'a row of %s that the entries do not make is found',
    (table) => {
      const column = { balance: 'credit_yen', stock: 'pieces' }[table];
      if (column === undefined) database.exec(`DELETE FROM ${table}`);
      else database.exec(`UPDATE ${table} SET ${column} = ${column} + 10`);
      expect(auditLedger(database).problems[0]).toMatchObject({ check: 'balances' });
    },
  );
});
