import { expect, test } from 'vitest';
import { openLedgerDatabase } from '../../src/ledger/database.ts';
import { createLedger } from '../../src/ledger/ledger.ts';

test('R75: the fee of a set that came out is nobody’s to give back; that of one that did not is', () => {
  const database = openLedgerDatabase(':memory:');
  const ledger = createLedger(database, () => 1_744_765_200_000);
  ledger.openSession({ sessionId: 's1', transactionId: 't1' });
  ledger.setDue('s1', 'susono', [
    { set: 0, typeId: 'juminhyo', fee_yen: 300, leaves: 1 },
    { set: 1, typeId: 'inkan', fee_yen: 200, leaves: 1 },
  ]);
  ledger.recordCash({
    factId: 'c1',
    sessionId: 's1',
    deviceId: 'coins',
    unitId: 'hopper-500',
    denomination_yen: 500,
    escrowId: null,
    memory: 'c1',
  });
  expect(ledger.charge('s1')).toEqual({ change_yen: 0 });
  ledger.earn('s1', 0);
  expect(ledger.totals('s1').owed_yen).toBe(0);
  expect(ledger.owe('s1')).toEqual({ owed_yen: 200 });
  expect(ledger.totals('s1').owed_yen).toBe(200);
  const fees = database.prepare("SELECT credit_yen FROM balance WHERE account = 'fees:susono'").pluck().get();
  expect(fees).toBe(300);
});
