/** Bad input: amounts that cannot be (negative, a fraction, no multiple of 10, none) at each border where one comes in. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { clientMessageSchema } from '../../src/api/messages.ts';
import { MadoguchiError } from '../../src/base/errors.ts';
import { judgeMunicipality } from '../../src/centre/catalogue/lint.ts';
import { municipalitySchema, reconcileOffers } from '../../src/centre/municipality.ts';
import { countsFit } from '../../src/kiosk/staff/staff-units.ts';
import { openLedgerDatabase } from '../../src/ledger/database.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import { TEST_DAY_EPOCH_MS } from '../virtual/centre/fixture.ts';

const BAD_YEN = [-300, 0, 300.5, 305, Number.NaN, Number.POSITIVE_INFINITY, 1e21];
const BAD_COUNTS = [-1, 1.5, Number.NaN, 1e9];

function codeOf(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    if (!(error instanceof MadoguchiError)) throw error;
    return error.codeName;
  }
}

/** As it comes over a wire: what JSON cannot say is null there. */
const overTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const ledger = () => createLedger(openLedgerDatabase(':memory:'), () => 0);
const session = () => {
  const books = ledger();
  books.openSession({ sessionId: 's', transactionId: 't' });
  return books;
};

const susono = (): Record<string, unknown> =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../config/municipalities/susono.json'), 'utf8'));

describe.each(BAD_YEN)('an amount of %d yen', (yen) => {
  test('is no fee of a municipality’s file', () => {
    const text = JSON.stringify(susono()).replace(/"fee_yen":\d+/, `"fee_yen":${JSON.stringify(yen)}`);
    expect(judgeMunicipality(susono())).toHaveProperty('data');
    // What JSON cannot say is null there: a fee that is not known, and never the one in force.
    expect(judgeMunicipality(JSON.parse(text))).toHaveProperty('faults');
  });

  test('is no fee of the centre’s: the type is withheld, before money', () => {
    const data = municipalitySchema.parse(susono());
    const [type] = data.types;
    const offer = { typeId: type!.typeId, fee_yen: yen, options: [], scope: type!.scope, copies_max: 1 };
    expect(reconcileOffers([offer], data, TEST_DAY_EPOCH_MS).offers).toEqual([]);
  });

  test('is no fee that is set aside', () => {
    const set = { set: 0, typeId: 'juminhyo', fee_yen: yen, leaves: 1 };
    expect(codeOf(() => session().setDue('s', 'susono', [set]))).not.toBeNull();
  });

  test('is no coin: nothing is credited', () => {
    const books = session();
    const coin = { factId: 'f', sessionId: 's', deviceId: 'coins', unitId: 'cashbox', escrowId: null, memory: 'm' };
    expect(codeOf(() => books.recordCash({ ...coin, denomination_yen: yen }))).not.toBeNull();
    expect(books.totals('s').credit_yen).toBe(0);
    expect(books.stock()).toEqual([]);
    expect(books.memoryOf('coins')).toBeNull();
  });

  test('is no denomination of a stock, a count or foreign cash', () => {
    const pile = { unitId: 'hopper-100', denomination_yen: yen, count: 1 };
    const books = ledger();
    expect(codeOf(() => books.bookStock(pile))).not.toBeNull();
    const count = { movementId: 'm', kind: 'count', role: 'clerk', piles: [pile] } as const;
    expect(codeOf(() => books.recordStaffMovement(count))).toBe('amountInvalid');
    const foreign = { factId: 'f', deviceId: 'd', memory: 'm', piles: [pile] };
    expect(codeOf(() => books.recordForeign(foreign))).toBe('amountInvalid');
    expect(books.stock()).toEqual([]);
  });

  test('is not decided about', () => {
    const held = { movementId: 'm', from: 'unclaimed', to: 'staff', amount_yen: yen, role: 'clerk' } as const;
    expect(codeOf(() => ledger().settleHeld(held))).toMatch(/amountInvalid|ledgerRefused/);
  });

  test('is no denomination that staff count: the contract or the bridge refuses it', () => {
    const counts = [{ unitId: 'hopper-100', denomination_yen: yen, count: 1 }];
    const message = overTheWire({ type: 'staff.count', counts });
    const piles = [{ denomination_yen: 100, booked: 0, room: null }];
    const unit = { unitId: 'hopper-100', kind: 'hopper', refillable: true, capacity: null, piles } as const;
    const parsed = clientMessageSchema.safeParse(message).success;
    const fits = countsFit([unit], { task: 'refill', unitId: 'hopper-100' }, counts);
    expect([parsed && fits, fits]).toEqual([false, false]);
  });
});

test.each(BAD_COUNTS)(
  '%d pieces are no count: not over the contract, not for the bridge, not in the books',
  (count) => {
    const counts = [{ unitId: 'hopper-100', denomination_yen: 100, count }];
    expect(clientMessageSchema.safeParse(overTheWire({ type: 'staff.count', counts })).success).toBe(false);
    const books = ledger();
    const movement = { movementId: 'm', kind: 'count', role: 'clerk', piles: counts } as const;
    expect(codeOf(() => books.recordStaffMovement(movement))).toBe('amountInvalid');
    expect(books.stock()).toEqual([]);
  },
);
