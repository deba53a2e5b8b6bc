/** Which calls of the ledger commit: a read that counts as a commit lets a slow disk pass for a good one. */
import { expect, test } from 'vitest';
import { LEDGER_READS } from '../../src/ledger/contract.ts';
import { openLedgerDatabase } from '../../src/ledger/database.ts';
import { createLedger } from '../../src/ledger/ledger.ts';

test('M1110: every call of the ledger that makes no commit is known as a read, and no other', () => {
  const ledger = createLedger(openLedgerDatabase(':memory:'), () => 0);
  const commits = Object.entries(ledger).filter(([, call]) => /\bcommit\(/.test(String(call)));
  const reads = Object.keys(ledger).filter((name) => !commits.some(([known]) => known === name));
  expect(reads.toSorted()).toEqual([...LEDGER_READS].toSorted());
});

test('M1110: no call that is known as a read writes a row', () => {
  const database = openLedgerDatabase(':memory:');
  const ledger = createLedger(database, () => 0);
  ledger.openSession({ sessionId: 's1', transactionId: 't1' });
  const changes = database.prepare<[], number>('SELECT total_changes()').pluck();
  const before = changes.get();
  // What a read is given: a session, a device, a number of rows; places are a list.
  const given = (name: string): unknown => {
    if (name === 'neverCounted') return [{ unitId: 'hopper-10', denomination_yen: 10 }];
    if (name === 'noteEvents' || name === 'counterChecks') return [];
    return ['chainOn', 'incidents', 'closings', 'outbox', 'events', 'eventId'].includes(name) ? 5 : 's1';
  };
  const calls = new Map(Object.entries(ledger).map(([name, call]) => [name, call as (first: unknown) => unknown]));
  for (const name of LEDGER_READS) calls.get(name)!(given(name));
  expect(changes.get()).toBe(before);
});
