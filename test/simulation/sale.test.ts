import { describe, expect, test } from 'vitest';
import { CN } from '../virtual/centre/fixture.ts';
import { balance_yen, expectAtRest } from './checkers.ts';
import {
  authenticateAtKiosk,
  payAtKiosk,
  printAndLeave,
  readSlipsUntilIdle,
  requestAtKiosk,
  type SaleOptions,
} from './citizen.ts';
import { createWorld, type World } from './world.ts';

const JUMINHYO: SaleOptions = { subjectCn: CN.susonoTaro, typeId: 'juminhyo', persons: [1, 2] };
const KOSEKI: SaleOptions = { subjectCn: CN.fuchuJiro, typeId: 'kosekiTohon' };

/** Scenario (a): Susono, 住民票の写し for two persons, 300 yen, a 500-yen coin, 200 yen change. */
function saleA(): World {
  const world = createWorld();
  authenticateAtKiosk(world, JUMINHYO);
  requestAtKiosk(world, JUMINHYO);
  payAtKiosk(world, [500]);
  printAndLeave(world);
  world.clock.advance(5_000);
  return world;
}

describe('one citizen walks through', () => {
  test('R1–R13, R52, R67, R84: Susono, two persons, 300 yen, a 500-yen coin, 200 yen change', () => {
    const world = saleA();
    expectAtRest(world);
    expect(balance_yen(world, 'fees:susono')).toBe(-300);
    expect(world.hardware.places.count('citizen', 100)).toBe(2);
    expect(world.centre.commits.map(({ point }) => point)).toEqual(['printing', 'delivered']);
  });

  test('R63, R71, R84: Fuchu, 戸籍謄本, 450 yen, a 1000-yen note, 550 yen change', () => {
    const world = createWorld();
    authenticateAtKiosk(world, KOSEKI);
    requestAtKiosk(world, KOSEKI);
    payAtKiosk(world, [1000]);
    printAndLeave(world);
    world.clock.advance(5_000);
    expectAtRest(world);
    expect(balance_yen(world, 'fees:fuchu')).toBe(-450);
    expect(world.hardware.places.count('citizen', 500)).toBe(1);
    expect(world.hardware.places.count('citizen', 50)).toBe(1);
  });

  test('the same story twice gives the same trace to the letter', () => {
    expect(saleA().trace).toEqual(saleA().trace);
  });
});

describe('the kiosk is killed', () => {
  test('while a slip is shown: it is shown again until somebody has seen it, then no more', () => {
    const world = createWorld();
    authenticateAtKiosk(world, JUMINHYO);
    requestAtKiosk(world, JUMINHYO);
    payAtKiosk(world, [500]);
    world.kill();
    world.start();
    world.until(() => world.view().screen === 'slip');
    const claim = world.view().slip?.claimNumber;
    world.kill();
    world.start();
    expect(readSlipsUntilIdle(world)).toEqual([claim]);
    world.kill();
    world.start();
    expect(readSlipsUntilIdle(world)).toEqual([]);
    expectAtRest(world);
  });

  test('after the coin and before payment: the money stands on a slip that is shown, nobody is resumed', () => {
    const world = createWorld();
    authenticateAtKiosk(world, JUMINHYO);
    requestAtKiosk(world, JUMINHYO);
    payAtKiosk(world, [500]);
    world.kill();
    world.clock.advance(2_000);
    world.start();
    const claims = readSlipsUntilIdle(world);
    expectAtRest(world);
    expect(world.database.prepare('SELECT claim_number, amount_yen, reason FROM slip').all()).toEqual([
      { claim_number: claims[0], amount_yen: 500, reason: 'interrupted' },
    ]);
    expect(world.database.prepare('SELECT event FROM slip_event').pluck().all()).toEqual(['shown']);
    expect(world.hardware.printer.takeOutput()).toEqual([]);
  });
});
