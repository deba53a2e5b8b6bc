/** Sheets of a certificate that jammed, that nobody knows of, or that came out twice: open until a person has answered (R95, R111). */
import { beforeEach, expect, test } from 'vitest';
import { STRAY_ENDS, type Ledger } from '../../src/ledger/contract.ts';
import { openLedgerDatabase, type LedgerDatabase } from '../../src/ledger/database.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import { auditLedger } from '../../src/ledger/verify.ts';

let database: LedgerDatabase;
let ledger: Ledger;

/** Leaf 2 of 2 of the only set is on its way. */
beforeEach(() => {
  database = openLedgerDatabase(':memory:');
  ledger = createLedger(database, () => 7);
  ledger.openSession({ sessionId: 's1', transactionId: 't1' });
  ledger.setDue('s1', 'susono', [{ set: 0, typeId: 'juminhyo', fee_yen: 300, leaves: 2 }]);
  order('i1', { kind: 'printLeaf', set: 0, leaf: 1, serial: 'k-000001' });
});

function order(intentId: string, about: Parameters<Ledger['openIntent']>[0]['about']): void {
  ledger.openIntent({ intentId, sessionId: 's1', deviceId: 'printer', about, order: '{}', deviceBase: '' });
}

function close(intentId: string, result: 'done' | 'notDone' | 'unknown'): void {
  ledger.closeIntent({ intentId, result, pieces: [], deviceAfter: '', code: null });
}

/** What waits for the centre: state and cause of each sheet. */
function toldToCentre(): readonly string[] {
  return ledger.outbox().flatMap((entry) => {
    if (entry.point !== 'sheet') return [];
    expect(entry.transactionId).toBe('t1');
    return [`${String(entry.detail['cause'])} ${String(entry.detail['state'])}`];
  });
}

const jam = { intentId: 'i1', cause: 'jam', number: 1 } as const;

test('R95: a jammed sheet is an incident with its print, leaf and reason, open after another start, and nothing of a person', () => {
  const sheet = ledger.recordStray(jam);
  expect(sheet).toMatchObject({ serial: 'k-000001', set: 0, leaf: 2, of: 2, cause: 'jam', transactionId: 't1' });
  expect(ledger.incidents(1)).toMatchObject([{ code: 'sheetJammed', seen: false }]);
  expect(createLedger(database, () => 8).openStrays()).toEqual([sheet]);
  expect(toldToCentre()).toEqual(['jam open']);
});

test('R95: the same sheet is booked once, a second jam of the same leaf is another sheet', () => {
  ledger.recordStray(jam);
  expect(ledger.recordStray(jam)).toBeNull();
  expect(ledger.recordStray({ ...jam, number: 2 })).not.toBeNull();
  expect(ledger.openStrays()).toHaveLength(2);
});

test('R95: a leaf that ends unknown leaves a sheet to look for, in the same commit; a done one and a receipt leave none', () => {
  order('i2', { kind: 'printReceipt' });
  close('i2', 'unknown');
  expect(ledger.openStrays()).toEqual([]);
  close('i1', 'unknown');
  expect(ledger.openStrays()).toMatchObject([{ cause: 'unknown', leaf: 2 }]);
  order('i3', { kind: 'printLeaf', set: 0, leaf: 0 });
  close('i3', 'done');
  expect(ledger.openStrays()).toHaveLength(1);
});

test('R95: of a leaf whose sheet jammed and that ended unknown, one sheet is asked about', () => {
  ledger.recordStray(jam);
  close('i1', 'unknown');
  expect(ledger.openStrays()).toMatchObject([{ cause: 'jam' }]);
  order('i2', { kind: 'printLeaf', set: 0, leaf: 0 });
  close('i2', 'unknown');
  expect(ledger.recordStray({ ...jam, intentId: 'i2' }), 'told the other way round').toBeNull();
  expect(ledger.openStrays()).toHaveLength(2);
});

test.each(STRAY_ENDS)('R111: staff say that it was %s, once, and the centre hears of it', (end) => {
  const sheet = ledger.recordStray(jam);
  ledger.answerStray({ incident: sheet!.incident, end, role: 'clerk' });
  expect(ledger.openStrays()).toEqual([]);
  expect(() => ledger.answerStray({ incident: sheet!.incident, end, role: 'clerk' })).toThrow(/asked about/);
  expect(toldToCentre()).toEqual(['jam open', `jam ${end}`]);
  expect(auditLedger(database).problems).toEqual([]);
});

test('what was answered is never edited', () => {
  const sheet = ledger.recordStray(jam);
  ledger.answerStray({ incident: sheet!.incident, end: 'kept', role: 'clerk' });
  expect(() => database.exec("UPDATE stray_sheet_end SET what = 'taken'")).toThrow(/append-only/);
  expect(() => database.exec('DELETE FROM stray_sheet')).toThrow(/append-only/);
});

test('R95: the fate of a sheet is not the end of its transaction: the centre hears of an interrupted one how it ended, once', () => {
  ledger.recordStray(jam);
  close('i1', 'notDone');
  ledger.settleInterrupted('s1');
  expect(ledger.outbox().map(({ point }) => point)).toEqual(['sheet', 'abandoned']);
});
