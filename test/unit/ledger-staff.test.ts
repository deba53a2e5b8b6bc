/** What staff and the copier's own business do to the books, and books of the schema before. */
import { beforeEach, describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { openLedgerDatabase, type LedgerDatabase } from '../../src/ledger/database.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import type { Ledger, StaffMovement } from '../../src/ledger/contract.ts';
import { auditLedger } from '../../src/ledger/verify.ts';

let database: LedgerDatabase;
let ledger: Ledger;

const pile = (unitId: string, denomination_yen: number, count: number) => ({ unitId, denomination_yen, count });
const stock = (): Record<string, number> =>
  Object.fromEntries(
    ledger.stock().map(({ unitId, denomination_yen, count }) => [`${unitId} ${denomination_yen}`, count]),
  );

function move(
  movementId: string,
  kind: StaffMovement['kind'],
  more: Partial<StaffMovement>,
): ReturnType<Ledger['recordStaffMovement']> {
  return ledger.recordStaffMovement({ movementId, kind, role: 'clerk', piles: [], ...more });
}

beforeEach(() => {
  database = openLedgerDatabase(':memory:');
  ledger = createLedger(database, () => 1_744_765_200_000);
});

describe('a movement by staff', () => {
  test('opening stock and refill come from staff, a collection goes to them, each once', () => {
    move('m1', 'openingStock', { piles: [pile('hopper-100', 100, 50), pile('cashbox', 500, 3)] });
    move('m2', 'refill', { piles: [pile('hopper-100', 100, 10)] });
    move('m2', 'refill', { piles: [pile('hopper-100', 100, 10)] });
    move('m3', 'collection', { piles: [pile('cashbox', 500, 2)] });
    expect(stock()).toEqual({ 'hopper-100 100': 60, 'cashbox 500': 1 });
    expect(ledger.balance_yen('staff')).toBe(6000 + 500);
  });

  test('過不足: an emptied box that held a coin less than the books is booked short', () => {
    move('m1', 'openingStock', { piles: [pile('cashbox', 500, 3), pile('cashbox', 100, 4)] });
    expect(move('m2', 'collection', { piles: [pile('cashbox', 500, 2)], completeUnits: ['cashbox'] })).toEqual([
      { unitId: 'cashbox', denomination_yen: 500, booked: 3, counted: 2, difference: -1 },
      { unitId: 'cashbox', denomination_yen: 100, booked: 4, counted: 0, difference: -4 },
    ]);
    expect(stock()).toEqual({ 'cashbox 500': 0, 'cashbox 100': 0 });
    expect([ledger.balance_yen('overshort'), ledger.balance_yen('staff')]).toEqual([-900, 900]);
  });

  test('過不足: more in the hand than in the books is booked over', () => {
    move('m1', 'collection', { piles: [pile('cashbox', 100, 2)], completeUnits: ['cashbox'] });
    expect(stock()).toEqual({ 'cashbox 100': 0 });
    expect([ledger.balance_yen('overshort'), ledger.balance_yen('staff')]).toEqual([200, -200]);
  });

  test.each([
    ['a negative count', pile('cashbox', 100, -1)],
    ['half a coin', pile('cashbox', 100, 0.5)],
    ['a coin there is none of', pile('cashbox', 25, 1)],
    ['a denomination that is not a multiple of 10', pile('cashbox', 5, 1)],
    ['a million pieces', pile('cashbox', 100, 1_000_000)],
    ['a unit that cannot be', pile('Cash box', 100, 1)],
  ])('%s is refused with M3106 and leaves nothing behind', (_what, wrong) => {
    expect(() => move('m1', 'refill', { piles: [pile('hopper-100', 100, 1), wrong] })).toThrow(/M3106/);
    expect(stock()).toEqual({});
    expect(database.prepare('SELECT COUNT(*) FROM staff_movement').pluck().get()).toBe(0);
  });

  test('after any movements the units hold what was counted last, and the books are sound', () => {
    const kind = fc.constantFrom<StaffMovement['kind']>('openingStock', 'refill', 'collection', 'count');
    const piles = fc.uniqueArray(
      fc.record({
        unitId: fc.constantFrom('cashbox', 'hopper-100'),
        denomination_yen: fc.constantFrom(10, 100, 1000),
        count: fc.integer({ min: 0, max: 200 }),
      }),
      { selector: ({ unitId, denomination_yen }) => `${unitId} ${denomination_yen}`, maxLength: 6 },
    );
    fc.assert(
      fc.property(fc.array(fc.record({ kind, piles, complete: fc.boolean() }), { maxLength: 8 }), (all) => {
        database = openLedgerDatabase(':memory:');
        ledger = createLedger(database, () => 0);
        all.forEach((one, index) => {
          move(`m${index}`, one.kind, { piles: one.piles, ...(one.complete ? { completeUnits: ['cashbox'] } : {}) });
          if (one.kind !== 'count') return;
          for (const counted of one.piles)
            expect(stock()[`${counted.unitId} ${counted.denomination_yen}`] ?? 0).toBe(counted.count);
        });
        expect(auditLedger(database).problems).toEqual([]);
        database.close();
      }),
      { numRuns: 40 },
    );
  });
});

describe('cash of the copier’s own business, while a unit is lent', () => {
  test('is in the units and not the kiosk’s, and is booked once with the device’s memory', () => {
    move('m1', 'openingStock', { piles: [pile('hopper-10', 10, 20)] });
    const lent = {
      factId: 'f1',
      deviceId: 'coins',
      memory: '7',
      piles: [pile('cashbox', 100, 3), pile('hopper-10', 10, -5)],
    };
    expect(ledger.recordForeign(lent)).toEqual({ fresh: true });
    expect(ledger.recordForeign(lent)).toEqual({ fresh: false });
    expect(stock()).toEqual({ 'cashbox 100': 3, 'hopper-10 10': 15 });
    expect(ledger.balance_yen('foreign')).toBe(250);
    expect(ledger.memoryOf('coins')).toBe('7');
  });

  test('what no counter tells is in doubt in the same transaction as the memory, once: a power cut between the two loses nothing', () => {
    const lent = {
      factId: 'f1',
      deviceId: 'coins',
      memory: '7',
      piles: [pile('cashbox', 100, 3)],
      doubt: { least_yen: 0, most_yen: 1500, reason: 'countNeeded' as const, detail: 'three coins of unknown kinds' },
    };
    ledger.recordForeign(lent);
    ledger.recordForeign(lent);
    expect(ledger.doubts()).toMatchObject([{ factId: 'f1-doubt', sessionId: null, least_yen: 0, most_yen: 1500 }]);
    expect(ledger.unseenIncidents().map(({ code }) => code)).toEqual(['countNeeded']);
    const impossible = { ...lent, factId: 'f2', memory: '8', piles: [pile('cashbox', 3, 1)] };
    expect(() => ledger.recordForeign(impossible)).toThrow(/cannot be/);
    expect(ledger.doubts(), 'nothing of a report that is refused').toHaveLength(1);
    expect(ledger.memoryOf('coins')).toBe('7');
  });
});

describe('what a person settles', () => {
  beforeEach(() => {
    ledger.openSession({ sessionId: 's1', transactionId: 't1' });
    ledger.recordCash({
      factId: 'c',
      sessionId: 's1',
      deviceId: 'coins',
      unitId: 'cashbox',
      denomination_yen: 500,
      escrowId: null,
      memory: '',
    });
    ledger.owe('s1');
  });

  test('a slip paid by hand goes from the slip to staff, once', () => {
    const slip = ledger.slipOwed('s1', 'unpaid');
    const claimNumber = slip?.claimNumber ?? '';
    expect(ledger.openSlips()).toMatchObject([{ claimNumber, amount_yen: 500, seen: false }]);
    ledger.slipEvent(claimNumber, 'shown');
    expect(ledger.openSlips()).toMatchObject([{ seen: true }]);
    ledger.settleSlip({ claimNumber, role: 'clerk' });
    expect(() => ledger.settleSlip({ claimNumber, role: 'clerk' })).toThrow(/M1102/);
    expect(ledger.openSlips()).toEqual([]);
    expect([ledger.balance_yen(`slip:${claimNumber}`), ledger.balance_yen('staff')]).toEqual([0, 500]);
  });

  test('money that belongs to nobody known is decided about once, and never more than there is', () => {
    ledger.recordCash({
      factId: 'late',
      sessionId: null,
      deviceId: 'coins',
      unitId: 'cashbox',
      denomination_yen: 100,
      escrowId: null,
      memory: '',
    });
    const held = { movementId: 'h1', from: 'unclaimed', to: 'staff', amount_yen: 100, role: 'clerk' } as const;
    expect(() => ledger.settleHeld({ ...held, amount_yen: 200 })).toThrow(/M1102/);
    expect(() => ledger.settleHeld({ ...held, amount_yen: -100 })).toThrow(/M3106/);
    ledger.settleHeld(held);
    ledger.settleHeld(held);
    expect([ledger.balance_yen('unclaimed'), ledger.balance_yen('staff')]).toEqual([0, 100]);
  });

  test('doubts and incidents leave the list of staff when they were looked into', () => {
    ledger.recordUncertain({
      factId: 'u1',
      sessionId: null,
      deviceId: 'coins',
      least_yen: 0,
      most_yen: 500,
      reason: 'cashReset',
      memory: '',
    });
    expect(ledger.doubts()).toMatchObject([{ factId: 'u1', most_yen: 500 }]);
    ledger.settleDoubt({ factId: 'u1', role: 'maintenance' });
    expect(ledger.doubts()).toEqual([]);
    ledger.incident('cashJam', 'hopper-100');
    ledger.incident('cashReset', 'coins');
    const [first] = ledger.unseenIncidents();
    ledger.incidentSeen(first?.sequence ?? 0, 'clerk');
    expect(ledger.unseenIncidents()).toMatchObject([{ code: 'cashReset', seen: false }]);
    expect(ledger.incidents(10)).toMatchObject([{ code: 'cashReset' }, { code: 'cashJam', seen: true }]);
  });
});
