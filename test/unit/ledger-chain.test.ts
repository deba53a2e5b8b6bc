/** The chain of hashes is carried on a few rows at a time; a closing is what it would be in one go, and never long. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SeededRandom } from '../../src/base/random.ts';
import { openLedgerDatabase, type LedgerDatabase } from '../../src/ledger/database.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import { LEDGER_LIMITS } from '../../src/ledger/limits.ts';
import type { Ledger } from '../../src/ledger/contract.ts';
import { auditLedger } from '../../src/ledger/verify.ts';
import { writeSession } from '../../scripts/prove/programs/ledger-session.ts';

const CLOSING = { role: 'clerk', counted: [], counters: [] } as const;

function newBooks(): { readonly database: LedgerDatabase; readonly ledger: Ledger } {
  const database = openLedgerDatabase(':memory:');
  return { database, ledger: createLedger(database, () => 1_744_765_200_000) };
}

/** Many rows at once, as years without a closing leave them. */
function manyIncidents(database: LedgerDatabase, rows: number): void {
  database
    .prepare(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
       INSERT INTO incident (code, detail, at_ms) SELECT 'cashJam', 'incident ' || i, i FROM n`,
    )
    .run(rows);
}

function overAll(ledger: Ledger): void {
  while (ledger.chainOn(LEDGER_LIMITS.chain_step_rows) === LEDGER_LIMITS.chain_step_rows);
}

describe('R84: the chain in steps', () => {
  test('however the rows are taken in between, a closing states and binds the same', () => {
    const steps = fc.array(fc.nat(40), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(steps, fc.nat(1000), (rows, seed) => {
        const closed = [rows, rows.map(() => 0)].map((taken) => {
          const { database, ledger } = newBooks();
          const random = new SeededRandom(seed);
          const counter = { unitId: 'hopper-100', name: 'piecesOut', modulus: 1000 } as const;
          const statements = [4, 8].map((upto) => {
            for (let session = upto - 4; session < upto; session += 1) {
              writeSession(ledger, `s${session}`, random);
              ledger.chainOn(taken[session] ?? 0);
            }
            return ledger.close({ ...CLOSING, closingId: `c${upto}`, counters: [{ ...counter, value: upto }] });
          });
          expect(auditLedger(database).problems).toEqual([]);
          database.close();
          return statements;
        });
        expect(closed[0]).toEqual(closed[1]);
      }),
      { numRuns: 12 },
    );
  });

  test('R86: what a closing states of claims and units is what their accounts hold, closing after closing', () => {
    const { database, ledger } = newBooks();
    const random = new SeededRandom(5);
    const claims = (kind: string): number =>
      Number(
        database
          .prepare("SELECT COALESCE(SUM(credit_yen - debit_yen), 0) FROM balance WHERE account GLOB ? || ':*'")
          .pluck()
          .get(kind),
      );
    for (const day of [1, 2, 3]) {
      for (let session = 0; session < 6; session += 1) writeSession(ledger, `d${day}s${session}`, random);
      ledger.openSession({ sessionId: `open${day}`, transactionId: `to${day}` });
      const coin = { deviceId: 'coins', unitId: 'hopper-100', denomination_yen: 100, escrowId: null, memory: '' };
      ledger.recordCash({ ...coin, factId: `open${day}-c`, sessionId: `open${day}` });
      const { balances_yen } = ledger.close({ ...CLOSING, closingId: `c${day}` });
      expect(balances_yen).toMatchObject({
        credit: claims('credit'),
        owed: claims('owed'),
        heldFees: claims('fee'),
        slips: claims('slip'),
        units: 0 - claims('unit'),
      });
      expect(balances_yen.credit).toBe(100 * day);
    }
  });

  test('a closing that was taken back leaves nothing behind', () => {
    const { database, ledger } = newBooks();
    writeSession(ledger, 's1', new SeededRandom(1));
    ledger.chainOn(7);
    const back = database.transaction(() => {
      ledger.close({ ...CLOSING, closingId: 'c0' });
      throw new Error('the power goes');
    });
    expect(back).toThrow('the power goes');
    writeSession(ledger, 's2', new SeededRandom(2));
    expect(ledger.close({ ...CLOSING, closingId: 'c1' }).number).toBe(1);
    expect(auditLedger(database).problems).toEqual([]);
  });

  test('a row that is changed between its booking and the closing differs from what the closing binds', () => {
    const { database, ledger } = newBooks();
    manyIncidents(database, 3);
    overAll(ledger);
    const sql = String(
      database.prepare("SELECT sql FROM sqlite_schema WHERE name = 'incident_no_update'").pluck().get(),
    );
    database.exec(`DROP TRIGGER incident_no_update; UPDATE incident SET detail = 'nothing' WHERE sequence = 2; ${sql}`);
    ledger.close({ ...CLOSING, closingId: 'c1' });
    expect(auditLedger(database).problems).toEqual([
      { check: 'chain', detail: 'closing 1: row 2 of incident differs' },
    ]);
  });

  test('over more rows than a poll may wait for, a closing is put off until they were gone over in steps', () => {
    const { database, ledger } = newBooks();
    manyIncidents(database, LEDGER_LIMITS.closing_rows_max + 1);
    expect(() => ledger.close({ ...CLOSING, closingId: 'c1' })).toThrow(
      expect.objectContaining({ codeName: 'staffNotNow' }),
    );
    expect(ledger.closings(1)).toEqual([]);
    overAll(ledger);
    expect(ledger.close({ ...CLOSING, closingId: 'c1' }).number).toBe(1);
    expect(auditLedger(database).problems).toEqual([]);
  });

  test('of very many rows every second hash is kept, and a changed row is named among two', () => {
    const { database, ledger } = newBooks();
    manyIncidents(database, 70_000);
    overAll(ledger);
    ledger.close({ ...CLOSING, closingId: 'c1' });
    const kept = database
      .prepare("SELECT length(trace) FROM closing_trace WHERE table_name = 'incident'")
      .pluck()
      .get();
    expect(kept).toBe(35_000 * 8);
    expect(auditLedger(database).problems).toEqual([]);
    const sql = String(
      database.prepare("SELECT sql FROM sqlite_schema WHERE name = 'incident_no_update'").pluck().get(),
    );
    database.exec(`DROP TRIGGER incident_no_update; UPDATE incident SET detail = '' WHERE sequence = 60001; ${sql}`);
    expect(auditLedger(database).problems).toEqual([
      { check: 'chain', detail: 'closing 1: one of the rows 60001 to 60002 of incident differs' },
    ]);
  });
});
