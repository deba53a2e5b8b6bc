/** A payout that meets a fault: the rest is planned anew with what is left, and what cannot be paid becomes a slip (rule 12). */
import { describe, expect, test } from 'vitest';
import { CN } from '../virtual/centre/fixture.ts';
import { authenticateAtKiosk, payAtKiosk, requestAtKiosk, type SaleOptions } from './citizen.ts';
import { NOTES_PORT } from './hardware.ts';
import { createWorld, type World } from './world.ts';

const JUMINHYO: SaleOptions = { subjectCn: CN.susonoTaro, typeId: 'juminhyo', persons: [1] };

function atThePrintStart(fill: Readonly<Record<string, number>>): World {
  const world = createWorld({ fill });
  authenticateAtKiosk(world, JUMINHYO);
  requestAtKiosk(world, JUMINHYO);
  payAtKiosk(world, [500]);
  return world;
}

function hopper(world: World, place: string): World['hardware']['hoppers'][number] {
  const found = world.hardware.hoppers.find((one) => one.place === place);
  if (!found) throw new Error(`no ${place}`);
  return found;
}

/** What lies in the tray, by denomination. */
function tray(world: World): Record<number, number> {
  return Object.fromEntries(
    world.hardware.places.at('changeTray').map(({ denomination_yen, count }) => [denomination_yen, count]),
  );
}

describe('rule 12: a jam in the middle of a payout', () => {
  test('the rest is paid in smaller coins: 100 as 2 × 50', () => {
    const world = atThePrintStart({ 'hopper-10': 20, 'hopper-50': 20, 'hopper-100': 20, 'hopper-500': 0 });
    hopper(world, 'hopper-100').jam();
    world.press({ type: 'citizen.printStart' });
    world.until(() => world.view().screen === 'takeItems', 600_000);
    expect(world.hardware.places.total_yen('changeTray')).toBe(200);
    expect(tray(world)).toMatchObject({ 50: 4 });
    expect(world.database.prepare('SELECT COUNT(*) FROM slip').pluck().get()).toBe(0);
  });

  test('what nothing can pay any more stands on a slip, to the yen', () => {
    const world = atThePrintStart({ 'hopper-10': 20, 'hopper-50': 20, 'hopper-100': 20, 'hopper-500': 0 });
    for (const { place } of world.hardware.hoppers) hopper(world, place).jam();
    world.press({ type: 'citizen.printStart' });
    world.until(() => world.view().slip !== null, 600_000);
    const paid_yen = world.hardware.places.total_yen('changeTray');
    const slips = world.database.prepare('SELECT amount_yen, reason FROM slip').all();
    expect(slips).toEqual([{ amount_yen: 200 - paid_yen, reason: 'unpaid' }]);
  });

  test('one jammed hopper does not close the service while others pay', () => {
    const world = atThePrintStart({ 'hopper-10': 20, 'hopper-50': 20, 'hopper-100': 20, 'hopper-500': 0 });
    hopper(world, 'hopper-100').jam();
    world.press({ type: 'citizen.printStart' });
    world.until(() => world.view().screen === 'takeItems', 600_000);
    world.hardware.places.moveAll('changeTray', 'citizen');
    world.press({ type: 'citizen.confirmTaken' });
    world.until(() => ['idle', 'outOfService'].includes(world.view().screen));
    expect(world.view().screen).toBe('idle');
  });

  test('a hopper without power: the rest is paid by the others, and the promise counts without it', () => {
    const world = atThePrintStart({ 'hopper-10': 20, 'hopper-50': 20, 'hopper-100': 20, 'hopper-500': 0 });
    hopper(world, 'hopper-100').powerOff();
    world.press({ type: 'citizen.printStart' });
    world.until(() => world.view().screen === 'takeItems', 600_000);
    expect(tray(world)).toMatchObject({ 50: 4 });
    expect(world.database.prepare('SELECT COUNT(*) FROM slip').pluck().get()).toBe(0);
    world.hardware.places.moveAll('changeTray', 'citizen');
    world.press({ type: 'citizen.confirmTaken' });
    world.until(() => ['idle', 'outOfService'].includes(world.view().screen));
    expect(world.view().screen).toBe('idle');
  });

  test('a validator that goes away does not refuse what a hopper has prepared: the change is paid', () => {
    const world = atThePrintStart({ 'hopper-10': 20, 'hopper-50': 20, 'hopper-100': 20, 'hopper-500': 0 });
    world.press({ type: 'citizen.printStart' });
    const orders = (): unknown => world.database.prepare('SELECT COUNT(*) FROM intent').pluck().get();
    world.until(() => world.view().screen === 'printing', 60_000);
    expect(orders()).toBe(0);
    world.lines.unplug(NOTES_PORT);
    world.until(() => orders() === 1, 20_000);
    world.until(() => world.view().screen === 'takeItems', 600_000);
    expect(world.hardware.places.total_yen('changeTray')).toBe(200);
    expect(world.database.prepare('SELECT COUNT(*) FROM slip').pluck().get()).toBe(0);
  });
});
