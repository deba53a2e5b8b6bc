import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openLedgerDatabase } from '../../src/ledger/database.ts';
import { createLedger } from '../../src/ledger/ledger.ts';

type Result = 'done' | 'notDone' | 'unknown' | null;

/** The detail of a commit point after these results of the leaves of each set. */
function told(sets: readonly (readonly Result[])[], point: 'printing' | 'delivered' | 'abandoned', detail = {}) {
  const ledger = createLedger(openLedgerDatabase(':memory:'), () => 1_744_765_200_000);
  ledger.openSession({ sessionId: 's1', transactionId: 't1' });
  if (sets.length > 0) {
    const rows = sets.map(({ length }, set) => ({ set, typeId: 'juminhyo', fee_yen: 300, leaves: length }));
    ledger.setDue('s1', 'susono', rows);
  }
  sets.forEach((results, set) =>
    results.forEach((result, leaf) => {
      if (result === null) return;
      const intentId = `${set}.${leaf}`;
      const about = { kind: 'printLeaf', set, leaf } as const;
      ledger.openIntent({ intentId, sessionId: 's1', deviceId: 'p', about, order: '{}', deviceBase: '' });
      ledger.closeIntent({ intentId, result, pieces: [], deviceAfter: '', code: null });
    }),
  );
  ledger.commitPoint('s1', point, detail);
  // A leaf that ended unknown is told of by itself as well.
  const entry = ledger.outbox().find((waiting) => waiting.point === point);
  return entry && 'detail' in entry ? entry.detail : null;
}

test('R84: `printing` says which sets are to come and how many leaves each has', () => {
  expect(told([[null], [null, null]], 'printing')).toEqual({ sets: [0, 1], leaves: [1, 2] });
});

test('R84: `delivered` says which sets are out whole, of which only some leaves, and of which nobody knows', () => {
  expect(told([['done'], ['done', 'done']], 'delivered')).toEqual({ sets: [0, 1], leaves: [1, 2] });
  expect(told([['done'], ['done', 'notDone'], ['done', 'unknown'], [null]], 'delivered')).toEqual({
    sets: [0],
    leaves: [1],
    partSets: [1, 2],
    partLeaves: [1, 1],
    unknownSets: [2],
  });
});

test('R84: `abandoned` keeps its reason and still says what came out', () => {
  const reason = { reason: 'printer' };
  expect(told([['done', 'notDone']], 'abandoned', reason)).toEqual({
    ...{ reason: 'printer', sets: [], leaves: [] },
    ...{ partSets: [0], partLeaves: [1] },
  });
  expect(told([], 'abandoned', reason)).toEqual(reason);
});

test('R84: however the leaves went, every leaf that is out is told of once, and no set is whole without all of its leaves', () => {
  const result = fc.constantFrom<Result>('done', 'notDone', 'unknown', null);
  const sets = fc.array(fc.array(result, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(sets, (results) => {
      const detail = told(results, 'delivered');
      const numbers = (name: string): readonly number[] => {
        const value = detail?.[name];
        return Array.isArray(value) ? value : [];
      };
      const out = [...numbers('leaves'), ...numbers('partLeaves')].reduce((sum, leaves) => sum + leaves, 0);
      expect(out).toBe(results.flat().filter((entry) => entry === 'done').length);
      for (const set of numbers('sets')) expect(results[set]?.every((entry) => entry === 'done')).toBe(true);
    }),
    { numRuns: 30 },
  );
});
