/** A technician moves and counts cash by command: the same orders and books as payouts and staff mode (R83, R84). */
import { describe, expect, test } from 'vitest';
import { MadoguchiError } from '../../src/base/errors.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import { CN, TEST_DAY_EPOCH_MS } from '../virtual/centre/fixture.ts';
import { expectAtRest } from './checkers.ts';
import { authenticateAtKiosk } from './citizen.ts';
import { COINS_PORT } from './hardware.ts';
import { Technician } from './technician.ts';
import { createWorld, type World } from './world.ts';

const MINUTE_MS = 60_000;

function open(options: Parameters<typeof createWorld>[0] = {}): { world: World; sato: Technician } {
  const world = createWorld(options);
  world.until(() => world.kiosk().picture().screen === 'idle');
  world.clock.advance(MINUTE_MS);
  return { world, sato: new Technician(world) };
}

const ledgerOf = (world: World) => createLedger(world.database, () => TEST_DAY_EPOCH_MS + world.clock.now_ms());

function booked(world: World, unitId: string): number {
  return ledgerOf(world)
    .stock()
    .filter((one) => one.unitId === unitId)
    .reduce((sum, { count }) => sum + count, 0);
}

function inHopper(world: World, unitId: string): number {
  return world.hardware.hoppers.find(({ place }) => place === unitId)!.pieces;
}

describe('test dispense', () => {
  test('pieces fall, the books have them with staff, and the device’s own count agrees', () => {
    const { world, sato } = open();
    // A hopper tells its count with its first movement.
    const { movement: first } = sato.ask('cash.testDispense', { denomination_yen: 100 });
    sato.ask('cash.testPutBack', { movement: first });
    world.hardware.places.move('staff', 'hopper-100', 100);
    sato.ask('cash.closing');
    const before = inHopper(world, 'hopper-100');
    const withStaff_yen = ledgerOf(world).balance_yen('staff');
    const told = sato.ask('cash.testDispense', { denomination_yen: 100, count: 3 });
    expect(told).toMatchObject({ unit: 'hopper-100', asked: 3, dispensed: 3, outcome: 'done', code: null });
    expect(inHopper(world, 'hopper-100')).toBe(before - 3);
    expect(booked(world, 'hopper-100')).toBe(before - 3);
    expect(ledgerOf(world).balance_yen('staff')).toBe(withStaff_yen - 300);
    const counters = sato.ask('cash.levels').counters.filter(({ unit }) => unit === 'hopper-100');
    expect(counters).toEqual([{ unit: 'hopper-100', counter: 'piecesOut', device: 3, booked: 3, agrees: true }]);
    expect(sato.ask('ledger.reconcile')).toMatchObject({ agrees: true, codes: [] });
    world.until(() => world.kiosk().picture().screen === 'idle');
    // Staff find in their list who let them fall.
    expect(ledgerOf(world).unseenIncidents()).toMatchObject([
      { code: 'cashTested', detail: '1 x 100 yen from hopper-100, by sato' },
      { code: 'cashTested', detail: '3 x 100 yen from hopper-100, by sato' },
    ]);
    // Put back by hand, booked once.
    const { movement } = told;
    expect(sato.ask('cash.testPutBack', { movement })).toMatchObject({ count: 3, fresh: true });
    expect(sato.ask('cash.testPutBack', { movement })).toMatchObject({ count: 3, fresh: false });
    expect(booked(world, 'hopper-100')).toBe(before);
    world.hardware.places.move('staff', 'hopper-100', 100, 3);
    expectAtRest(world);
    expect(() => sato.ask('cash.testPutBack', { movement: '0'.repeat(32) })).toThrow(/M8/);
  });

  test('a one-piece unit pays the same by amount', () => {
    const { world, sato } = open({ cash: 'onePiece' });
    const before = booked(world, 'unit');
    expect(sato.ask('cash.testDispense', { denomination_yen: 100, count: 2 })).toMatchObject({
      dispensed: 2,
      outcome: 'done',
    });
    expect(booked(world, 'unit')).toBe(before - 2);
  });

  test('a hopper that is away refuses, and nothing falls when it comes back', () => {
    const { world, sato } = open();
    world.lines.unplug(COINS_PORT);
    world.clock.advance(MINUTE_MS);
    const before = inHopper(world, 'hopper-100');
    const told = sato.ask('cash.testDispense', { denomination_yen: 100 });
    expect(told).toMatchObject({ dispensed: 0, outcome: 'notDone' });
    world.lines.plug(COINS_PORT);
    world.clock.advance(MINUTE_MS);
    expect(inHopper(world, 'hopper-100')).toBe(before);
    expect(booked(world, 'hopper-100')).toBe(before);
  });

  test('a kiosk that dies while they fall asks the hopper afterwards and books what it says', () => {
    const { world, sato } = open();
    const before = inHopper(world, 'hopper-100');
    sato.begin('cash.testDispense', { denomination_yen: 100, count: 2 });
    world.until(() => inHopper(world, 'hopper-100') < before);
    world.kill();
    world.clock.advance(5_000);
    world.start();
    world.until(() => world.kiosk().picture().screen === 'idle', MINUTE_MS);
    expect(booked(world, 'hopper-100')).toBe(inHopper(world, 'hopper-100'));
    expectAtRest(world);
  });

  test('rule 11: a hopper whose power fails while they fall: what fell for certain is booked, the rest is for a count', () => {
    const { world, sato } = open();
    const hopper = world.hardware.hoppers.find(({ place }) => place === 'hopper-100')!;
    const before = hopper.pieces;
    sato.begin('cash.testDispense', { denomination_yen: 100, count: 15 });
    world.until(() => hopper.pieces < before - 2);
    hopper.powerOff();
    world.clock.advance(MINUTE_MS);
    const missing = booked(world, 'hopper-100') - hopper.pieces;
    expect([missing >= 0, missing <= 2]).toEqual([true, true]);
    expect(ledgerOf(world).doubts()).toMatchObject([
      { deviceId: 'hopper-100', sessionId: null, least_yen: 0, most_yen: 0, reason: 'countNeeded' },
    ]);
  });

  test('nothing falls while somebody is served, from what is not there, or of no coin', () => {
    const { world, sato } = open();
    expect(() => sato.ask('cash.testDispense', { denomination_yen: 5_000 })).toThrow(/M3/);
    expect(() => sato.ask('cash.testDispense', { denomination_yen: 100, count: 21 })).toThrow();
    authenticateAtKiosk(world, { subjectCn: CN.susonoTaro, typeId: 'juminhyo' });
    const before = inHopper(world, 'hopper-100');
    expect(() => sato.ask('cash.testDispense', { denomination_yen: 100 })).toThrow(/M1112/);
    expect(() => sato.ask('cash.exchangeStart', { task: 'refill', unit: 'hopper-100' })).toThrow(/M1112/);
    expect(() => sato.ask('cash.closing')).toThrow(/M1112/);
    expect(inHopper(world, 'hopper-100')).toBe(before);
  });
});

describe('exchange and closing', () => {
  test('a refill keeps the service closed until it is booked, with the numbers of its sheet', () => {
    const { world, sato } = open();
    const before = booked(world, 'hopper-10');
    const begun = sato.ask('cash.exchangeStart', { task: 'refill', unit: 'hopper-10' });
    expect(begun.piles).toEqual([{ unit: 'hopper-10', denomination_yen: 10, booked: before }]);
    expect(world.kiosk().picture().reasons).toContain('staffExchangeOpen');
    world.hardware.places.move('staff', 'hopper-10', 10, 20);
    const done = sato.ask('cash.exchangeEnd', {
      ...{ task: 'refill', unit: 'hopper-10' },
      piles: [{ unit: 'hopper-10', denomination_yen: 10, count: 20 }],
    });
    expect(done).toMatchObject({ counted_yen: 200, difference_yen: 0, closing: null });
    expect(done.number).toBeGreaterThan(0);
    expect(booked(world, 'hopper-10')).toBe(before + 20);
    world.until(() => world.kiosk().picture().screen === 'idle');
    expect(ledgerOf(world).incidents(1)).toMatchObject([
      { code: 'cashByTechnician', detail: `refill of hopper-10, sheet ${done.number}, by sato`, seen: true },
    ]);
  });

  test('work that was begun is given up, and a count that misses a pile or is unlikely is refused', () => {
    const { world, sato } = open();
    sato.ask('cash.exchangeStart', { task: 'collect', unit: 'hopper-50' });
    const end = (piles: unknown[], more = {}) =>
      sato.ask('cash.exchangeEnd', { task: 'collect', unit: 'hopper-50', piles, ...more });
    expect(() => end([])).toThrow(/hopper-50 50 yen.*M8/s);
    const many = [{ unit: 'hopper-50', denomination_yen: 50, count: 90_000 }];
    expect(() => end(many)).toThrow(/M8/);
    expect(() => sato.ask('cash.exchangeStart', { task: 'collect', unit: 'till' })).toThrow(/known are/);
    expect(() => sato.ask('cash.exchangeStart', { task: 'refill' })).toThrow(/one unit/);
    expect(sato.ask('cash.exchangeDrop', { task: 'collect', unit: 'hopper-50' })).toEqual({ open: 0 });
    world.until(() => world.kiosk().picture().screen === 'idle');
  });

  test('R84: a closing with a count states 過不足, the period and its head hash', () => {
    const { world, sato } = open();
    const piles = sato
      .ask('cash.levels')
      .units.flatMap(({ unit, piles: inside }) =>
        inside.map(({ denomination_yen, count }) => ({ unit, denomination_yen, count: count ?? 0 })),
      );
    const short = piles.map((pile) => (pile.unit === 'hopper-500' ? { ...pile, count: pile.count - 1 } : pile));
    const done = sato.ask('cash.closing', { piles: short });
    expect(done).toMatchObject({ task: 'closing', difference_yen: -500, closing: { number: 1, overshort_yen: -500 } });
    expect(done.closing?.headHash).toMatch(/^[0-9a-f]{64}$/);
    expect(() => sato.ask('cash.closing', { piles: piles.slice(1) })).toThrow(/M8/);
    expect(ledgerOf(world).openExchanges()).toEqual([]);
    expect(sato.ask('cash.closing')).toMatchObject({ number: 2, piles: [], closing: { number: 2 } });
  });

  test('books that do not agree with what the devices counted are told by code', () => {
    const { world, sato } = open();
    sato.ask('cash.testDispense', { denomination_yen: 100 });
    sato.ask('cash.closing');
    const ledger = ledgerOf(world);
    ledger.recordCash({
      ...{ factId: 'ghost', sessionId: null, deviceId: 'coins', unitId: 'hopper-100', denomination_yen: 100 },
      ...{ escrowId: null, memory: ledger.memoryOf('coins') ?? '' },
    });
    const told = sato.ask('ledger.reconcile');
    expect(told.agrees).toBe(false);
    expect(told.codes).toEqual(['M1507', 'M1508']);
    expect(sato.finds('cash')).toContain('coins counters warn countersDiffer');
    expect(sato.finds('ledger')).toContain('ledger books warn booksOpen');
  });
});

test('a disk that is full as the act is written lets nothing fall and leaves no lock', () => {
  let isFull = false;
  const { world, sato } = open({
    change: (ports) => ({
      ...ports,
      openLedger: (now_ms) => {
        const ledger = ports.openLedger(now_ms);
        const incident: typeof ledger.incident = (code, detail) => {
          if (isFull) throw new MadoguchiError('ledgerFull', 'no space left');
          ledger.incident(code, detail);
        };
        return { ...ledger, incident };
      },
    }),
  });
  const before = inHopper(world, 'hopper-100');
  isFull = true;
  expect(() => sato.begin('cash.testDispense', { denomination_yen: 100 })).toThrow(/no space left/);
  isFull = false;
  world.until(() => world.kiosk().picture().screen === 'idle');
  world.clock.advance(MINUTE_MS);
  expect(inHopper(world, 'hopper-100')).toBe(before);
  expect(sato.ask('cash.testDispense', { denomination_yen: 100 })).toMatchObject({ dispensed: 1 });
});
