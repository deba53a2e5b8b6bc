/**
 * Somebody with the file, raw SQL and time. What `madoguchi ledger verify` finds by itself, what only the head hash at the centre
 * tells, and what nobody finds: the README of the ledger says the same in words.
 */
import { beforeEach, describe, expect, test } from 'vitest';
import { SeededRandom } from '../../src/base/random.ts';
import { openLedgerDatabase, type LedgerDatabase } from '../../src/ledger/database.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import type { ClosingStatement, Ledger } from '../../src/ledger/contract.ts';
import { auditLedger } from '../../src/ledger/verify.ts';
import { ReferenceCentre } from '../virtual/centre/centre.ts';
import { KIOSK_ID } from '../virtual/centre/fixture.ts';

let database: LedgerDatabase;
let ledger: Ledger;
let days: readonly ClosingStatement[];

function coin(factId: string): void {
  const piece = { sessionId: null, deviceId: 'coins', unitId: 'hopper-100', denomination_yen: 100, escrowId: null };
  ledger.recordCash({ ...piece, factId, memory: factId });
}

function close(closingId: string): ClosingStatement {
  return ledger.close({ closingId, role: 'clerk', counted: [], counters: [] });
}

/** Three days with two coins and an incident each, closed; then one coin of the fourth day. */
beforeEach(() => {
  database = openLedgerDatabase(':memory:');
  ledger = createLedger(database, () => 1_744_765_200_000);
  days = [1, 2, 3].map((day) => {
    coin(`d${day}-1`);
    coin(`d${day}-2`);
    ledger.incident('cashJam', `day ${day}`);
    return close(`day-${day}`);
  });
  coin('d4-1');
  expect(auditLedger(database).problems).toEqual([]);
});

/** Takes every safeguard away, does it, and puts them back as they were. */
function unguarded(work: () => void): void {
  const triggers = database
    .prepare<[], { name: string; sql: string }>("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    .all();
  database.pragma('foreign_keys = OFF');
  for (const { name } of triggers) database.exec(`DROP TRIGGER ${name}`);
  work();
  for (const { sql } of triggers) database.exec(sql);
  database.pragma('foreign_keys = ON');
}

function found(): readonly string[] {
  return auditLedger(database).problems.map(({ check, detail }) => `${check}: ${detail}`);
}

describe('R84: found by verify', () => {
  test.each([
    [
      'an old amount',
      'UPDATE transfer SET amount_yen = 500, denomination_yen = 500 WHERE sequence = 1',
      'row 1 of transfer',
    ],
    [
      'an old amount, its kept balance and stock too',
      `UPDATE transfer SET amount_yen = 500, denomination_yen = 500 WHERE sequence = 1;
       UPDATE balance SET debit_yen = debit_yen + 400 WHERE account = 'unit:hopper-100';
       UPDATE balance SET credit_yen = credit_yen + 400 WHERE account = 'unclaimed';
       UPDATE stock SET pieces = pieces - 1; INSERT INTO stock VALUES ('unit:hopper-100', 500, 1)`,
      'row 1 of transfer',
    ],
    ['a coin of an old day taken out', 'DELETE FROM transfer WHERE sequence = 3', 'row 4 of transfer'],
    [
      'two old rows that change places',
      'UPDATE incident SET sequence = 9 WHERE sequence = 1; UPDATE incident SET sequence = 1 WHERE sequence = 2; UPDATE incident SET sequence = 2 WHERE sequence = 9',
      'row 1 of incident',
    ],
    ['a row before the first', "INSERT INTO incident VALUES (-5, 'cashJam', 'x', 0)", 'row -5 of incident'],
    ['an old closing under another time', 'UPDATE closing SET at_ms = 0 WHERE number = 2', 'closing 2'],
    [
      'a kept trace',
      "UPDATE closing_trace SET trace = x'00' WHERE number = 2 AND table_name = 'incident'",
      'closing 2',
    ],
    [
      'stock below nothing',
      "UPDATE stock SET pieces = -7 WHERE account = 'unit:hopper-100'",
      'stock of unit:hopper-100',
    ],
    ['a balance without entries', "INSERT INTO balance VALUES ('slip:000999', 0, 5000)", 'balance of slip:000999'],
    [
      'the end of an order that nobody gave',
      "INSERT INTO outcome VALUES (NULL, 'none', 'done', '[]', '', NULL, 0)",
      'row 1 of outcome points to a row that is not there',
    ],
    ['an open session that was not begun', "INSERT INTO open_session VALUES ('ghost')", 'open_session of ghost'],
  ])('%s', (_what, sql, detail) => {
    unguarded(() => database.exec(sql));
    expect(found().join('\n')).toContain(detail);
  });

  test('a row slipped into a gap that was left for it', () => {
    // The gap is left without breaking any rule: SQLite takes a number that is given.
    database.exec("INSERT INTO incident VALUES (50, 'cashJam', 'a gap before this', 0)");
    close('day-4');
    expect(found()).toEqual([]);
    database.exec("INSERT INTO incident VALUES (20, 'cashJam', 'later, under an old number', 0)");
    expect(found()).toEqual(['chain: closing 4: row 20 of incident differs']);
  });

  test('a safeguard or a rule rewritten by PRAGMA writable_schema', () => {
    database.unsafeMode(true);
    database.pragma('writable_schema = ON');
    database.exec(
      `UPDATE sqlite_schema SET sql = replace(sql, 'BEFORE DELETE ON incident', 'BEFORE DELETE ON incident WHEN 0') WHERE name = 'incident_no_delete'`,
    );
    database.exec(
      `UPDATE sqlite_schema SET sql = replace(sql, 'amount_yen % 10', 'amount_yen % 1') WHERE name = 'transfer'`,
    );
    database.pragma('writable_schema = RESET');
    expect(found()).toEqual(
      expect.arrayContaining(['schema: trigger incident_no_delete was changed', 'schema: table transfer was changed']),
    );
  });

  test('an entry that cannot be, put in with the checks switched off', () => {
    database.pragma('ignore_check_constraints = ON');
    unguarded(() =>
      database.exec(
        "INSERT INTO transfer VALUES (NULL, 'x', 'posted', 'disputed', 'staff', 15, NULL, NULL, NULL, 'gift', 0)",
      ),
    );
    database.pragma('ignore_check_constraints = OFF');
    expect(found().join('\n')).toContain('CHECK constraint failed in transfer');
  });
});

describe('R84: found by the centre alone', () => {
  let centre: ReferenceCentre;
  const tell = (closing: ClosingStatement) =>
    centre.closing(KIOSK_ID, closing.number, closing.headHash, { ...closing });

  beforeEach(() => {
    centre = new ReferenceCentre({
      registers: [],
      cardAuthorities: [],
      now_epoch_ms: () => 0,
      random: new SeededRandom(1),
    });
    for (const day of days) expect(tell(day)).toEqual({ ok: true, value: null });
  });

  test('a chain made anew from the middle: verify finds nothing, and the heads are not what the centre has', () => {
    unguarded(() =>
      database.exec(
        `UPDATE incident SET detail = 'nothing happened' WHERE sequence = 2; DELETE FROM closing WHERE number > 1;
         DELETE FROM closing_trace WHERE number > 1; DELETE FROM outbox WHERE transaction_id IN ('closing:2', 'closing:3');
         DELETE FROM open_outbox WHERE sequence NOT IN (SELECT sequence FROM outbox)`,
      ),
    );
    ledger = createLedger(database, () => 1_744_765_200_000);
    const again = [close('day-2'), close('day-3')];
    expect(found()).toEqual([]);
    for (const closing of again) expect(tell(closing)).toMatchObject({ ok: false, reason: 'closingDiffers' });
    // Should they never be told again, the next one still does not follow what the centre has.
    const next = close('day-4');
    expect(next.previousHash).not.toBe(centre.closings.at(-1)?.headHash);
  });

  test('the whole file put back to an older copy: its next closing has a number that the centre knows otherwise', () => {
    const old = openLedgerDatabase(':memory:');
    const books = createLedger(old, () => 1_744_765_200_000);
    const first = ledger;
    ledger = books;
    coin('d1-1');
    coin('d1-2');
    ledger.incident('cashJam', 'day 1');
    expect(close('day-1').headHash).toBe(first.closings(3).at(-1)?.headHash);
    const replayed = close('day-5');
    expect(auditLedger(old).problems).toEqual([]);
    expect(replayed.number).toBe(2);
    expect(tell(replayed)).toMatchObject({ ok: false, reason: 'closingDiffers' });
  });
});

describe('found by nobody but a count of the cash', () => {
  test('an entry that keeps every rule', () => {
    database.exec(
      "INSERT INTO transfer VALUES (NULL, 'x', 'posted', 'unclaimed', 'unit:hopper-100', 100, 100, 1, NULL, 'taken', 0)",
    );
    expect(found()).toEqual([]);
    const counted = [{ unitId: 'hopper-100', denomination_yen: 100, count: 7 }];
    const closing = ledger.close({ closingId: 'day-4', role: 'clerk', counted, counters: [] });
    expect(closing.counted).toMatchObject([{ booked: 6, counted: 7, difference: 1 }]);
  });

  test('rows since the last closing, changed with everything that is kept of them while no daemon runs', () => {
    unguarded(() => database.exec("UPDATE transfer SET reason = 'gift' WHERE transfer_id = 'd4-1'"));
    expect(found()).toEqual([]);
  });

  test('what no closing binds: the memory of a device, and a number that was not given yet', () => {
    database.exec("UPDATE device_memory SET memory = 'other'; UPDATE counter SET value = value + 100");
    expect(found()).toEqual([]);
  });
});
