/** What was not what it had to be stays open until a person closes it, whatever succeeds meanwhile (D7, D8). */
import { beforeEach, expect, test } from 'vitest';
import { CLOSING_REASONS, type Ledger } from '../../src/ledger/contract.ts';
import { openLedgerDatabase, type LedgerDatabase } from '../../src/ledger/database.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import { auditLedger } from '../../src/ledger/verify.ts';

let database: LedgerDatabase;
let ledger: Ledger;
beforeEach(() => {
  database = openLedgerDatabase(':memory:');
  ledger = createLedger(database, () => 7);
});

const found = { code: 'documentForeign', detail: 'another citizen', municipalityId: 'susono' } as const;

test('D7: a mismatch is an incident with a reference number, and is open after another start', () => {
  const mismatch = ledger.recordMismatch(found);
  expect(mismatch).toMatchObject({ code: 'documentForeign', municipalityId: 'susono', reference: '000001', at_ms: 7 });
  expect(ledger.incidents(1)).toMatchObject([{ sequence: mismatch.incident, code: 'documentForeign', seen: false }]);
  expect(createLedger(database, () => 8).openMismatches()).toEqual([mismatch]);
});

test('D7: no success and no tick closes it', () => {
  const { incident } = ledger.recordMismatch(found);
  ledger.openSession({ sessionId: 's', transactionId: 't' });
  ledger.closeSession('s', 'delivered');
  ledger.incidentSeen(incident, 'clerk');
  expect(ledger.openMismatches()).toHaveLength(1);
});

test.each(CLOSING_REASONS)('D7: a person closes it with the reason %s, once', (reason) => {
  const { incident } = ledger.recordMismatch(found);
  const other = ledger.recordMismatch({ ...found, municipalityId: null });
  ledger.closeIncident({ incident, reason, by: 'remote' });
  expect(ledger.openMismatches()).toEqual([other]);
  expect(() => ledger.closeIncident({ incident, reason, by: 'clerk' })).toThrow(/incidentNotOpen|not open/);
  expect(auditLedger(database).problems).toEqual([]);
});

test('an incident that is no mismatch has nothing to be closed', () => {
  ledger.incident('cashJam', 'hopper-100');
  expect(() => ledger.closeIncident({ incident: 1, reason: 'noFaultFound', by: 'clerk' })).toThrow(/not open/);
});

test('the books refuse a reason that is a sentence, and a closing of nothing', () => {
  const { incident } = ledger.recordMismatch(found);
  const insert = (about: number, reason: string): unknown =>
    database
      .prepare("INSERT INTO incident_closing (incident, reason, closed_by, at_ms) VALUES (?, ?, 'clerk', 0)")
      .run(about, reason);
  expect(() => insert(incident, 'Mr. X said so')).toThrow(/CHECK/);
  expect(() => insert(99, 'noFaultFound')).toThrow(/FOREIGN KEY/);
});
