/** A unit that gives change and was never counted: 0 in the books is no figure. Bad input: no money is taken until it was counted. */
import { expect, test } from 'vitest';
import { statusResult, devicesResult } from '../../src/kiosk/status.ts';
import { count, ledgerOf, openStaff, press, sell } from '../unit/kiosk-staff-world.ts';
import { insertPiece } from './hardware.ts';
import { createWorld, type World } from './world.ts';

const reasons = (world: World): string => world.kiosk().picture().reasons.join();

function book(world: World, task: 'openingStock' | 'closing'): void {
  press(world, { type: 'staff.choose', task });
  press(world, { type: 'staff.next' });
  count(world);
  press(world, { type: 'staff.confirm' }, { type: 'staff.next' });
}

test('R83: a hopper without figures closes the service with a code, the unit and what to do, and a coin comes back', () => {
  const world = createWorld({ neverCounted: ['hopper-100'] });
  world.until(() => reasons(world) === 'stockNotCounted');
  expect(world.view().screen).toBe('outOfService');
  const [why] = statusResult(world.kiosk()).service.reasons;
  expect(why?.code).toBe('M3109');
  expect(why?.detail).toMatch(/hopper-100 \(100 yen\).*初期在高/);
  const row = devicesResult(world.kiosk()).devices.find(({ id }) => id === 'hopper-100');
  expect(row).toMatchObject({ class: 'coinDispenser', availability: 'online', details: { pieces_100_yen: null } });
  expect(row?.reasons.map(({ code }) => code)).toEqual(['M3109']);
  const before = ledgerOf(world).stock();
  insertPiece(world.hardware, 100);
  insertPiece(world.hardware, 1000);
  world.clock.advance(20_000);
  expect(ledgerOf(world).stock()).toEqual(before);
  expect(ledgerOf(world).balance_yen('unclaimed')).toBe(0);
  // It stays so after a start.
  world.kill();
  world.start();
  world.clock.advance(20_000);
  expect(reasons(world)).toBe('stockNotCounted');
});

test('the opening stock (初期在高) opens the service by itself; units counted as 0 are counted', () => {
  const world = openStaff({
    neverCounted: ['hopper-500', 'hopper-100', 'hopper-50', 'hopper-10'],
    fill: { 'hopper-500': 0, 'hopper-100': 0, 'hopper-50': 0, 'hopper-10': 0 },
  });
  book(world, 'openingStock');
  world.kiosk().staffKey(false);
  world.until(() => world.view().screen === 'idle');
  expect(
    ledgerOf(world)
      .stock()
      .every(({ count: pieces }) => pieces === 0),
  ).toBe(true);
});

test('a unit that was added later is counted by a closing (締め); then citizens are served', () => {
  const world = openStaff({ neverCounted: ['hopper-50'] });
  book(world, 'closing');
  world.kiosk().staffKey(false);
  world.until(() => world.view().screen === 'idle');
  sell(world);
});

test('the one-piece unit is held to the same: each kind it pays', () => {
  const world = createWorld({ cash: 'onePiece', neverCounted: ['unit'] });
  world.until(() => reasons(world) === 'stockNotCounted');
  expect(statusResult(world.kiosk()).service.reasons[0]?.detail).toMatch(/unit \(10 yen\), unit \(50 yen\)/);
});

test('coins that fell in since, or a refill, say nothing of what was there before', () => {
  const ledger = ledgerOf(createWorld({ neverCounted: ['hopper-10'] }));
  const place = { unitId: 'hopper-10', denomination_yen: 10 };
  const memory = 'm';
  ledger.recordForeign({ factId: 'f', deviceId: 'coins', memory, piles: [{ ...place, count: 3 }] });
  ledger.recordStaffMovement({ movementId: 'r', kind: 'refill', role: 'clerk', piles: [{ ...place, count: 5 }] });
  expect(ledger.neverCounted([place, { unitId: 'hopper-100', denomination_yen: 100 }])).toEqual([place]);
  ledger.recordStaffMovement({ movementId: 'c', kind: 'count', role: 'clerk', piles: [{ ...place, count: 0 }] });
  expect(ledger.neverCounted([place])).toEqual([]);
});
