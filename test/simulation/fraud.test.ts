/** Somebody pulls at coins again and again: the service closes until a person has looked (M3012), whatever is restarted. */
import { describe, expect, test } from 'vitest';
import { SALE } from '../unit/kiosk-staff-world.ts';
import { authenticateAtKiosk, requestAtKiosk } from './citizen.ts';
import { createWorld, type World } from './world.ts';

const MINUTE_MS = 60_000;
const LIMIT = { events_max: 3, within_ms: 10 * MINUTE_MS };

function opened(): World {
  const world = createWorld({ fraud: LIMIT });
  world.until(() => world.view().screen === 'idle');
  return world;
}

/** One try; the device's self-check finds nothing afterwards. */
function pull(world: World, rest_ms = MINUTE_MS): void {
  world.hardware.acceptor.fraud('string');
  world.clock.advance(rest_ms);
}

const reasons = (world: World): readonly string[] => world.kiosk().picture().reasons;

/** A clerk ticks off what stands first in the list, so many times. */
function tickOff(world: World, count: number): void {
  expect(world.kiosk().staffKey(true)).toBe('open');
  world.press({ type: 'staff.choose', task: 'incidents' });
  for (let line = 0; line < count; line += 1) {
    const rows = world.view().staff?.tables[0]?.rows ?? [];
    const intent = rows.find(({ cells }) => cells.join().includes('M3008'))?.action?.intent;
    if (intent === undefined) throw new Error('nothing is left to be ticked off');
    world.press(intent);
  }
  world.kiosk().staffKey(false);
  world.clock.advance(MINUTE_MS);
}

describe('rule "Daily": a coin on a string', () => {
  test('a second time the kiosk is well again by itself; the third time within the limit it is closed', () => {
    const world = opened();
    pull(world);
    pull(world);
    expect(reasons(world)).toEqual([]);
    pull(world);
    expect(reasons(world)).toEqual(['cashFraudRepeated']);
    expect(world.view().screen).toBe('outOfService');
    world.clock.advance(2 * LIMIT.within_ms);
    expect(reasons(world)).toEqual(['cashFraudRepeated']);
  });

  test('tries far from each other do not add up', () => {
    const world = opened();
    for (let day = 0; day < 5; day += 1) pull(world, LIMIT.within_ms);
    expect(reasons(world)).toEqual([]);
  });

  test('no restart opens it; a clerk who ticks one off and leaves two below the limit does', () => {
    const world = opened();
    for (let count = 0; count < 3; count += 1) pull(world);
    world.kill();
    world.start();
    world.clock.advance(MINUTE_MS);
    expect(reasons(world)).toEqual(['cashFraudRepeated']);
    tickOff(world, 1);
    expect(reasons(world)).toEqual([]);
    // Ticked off is over: the next two are counted with those that were left.
    pull(world);
    expect(reasons(world)).toEqual(['cashFraudRepeated']);
    tickOff(world, 3);
    expect(reasons(world)).toEqual([]);
    expect(world.view().screen).toBe('idle');
  });

  test('R83: in the middle of a sale all money goes back first, then it is closed', () => {
    const world = opened();
    pull(world);
    pull(world);
    authenticateAtKiosk(world, SALE);
    requestAtKiosk(world, SALE);
    world.clock.advance(2_000);
    world.hardware.acceptor.insertCoin(100);
    world.until(() => world.kiosk().picture().totals.credit_yen === 100);
    pull(world, 0);
    world.until(() => world.view().screen === 'outOfService', 30 * MINUTE_MS);
    expect(reasons(world)).toEqual(['cashFraudRepeated']);
    const owed = world.database
      .prepare("SELECT COALESCE(SUM(amount_yen), 0) FROM transfer WHERE credit GLOB 'slip:*'")
      .pluck()
      .get();
    const back_yen = world.hardware.places.total_yen('changeTray') + world.hardware.places.total_yen('returnTray');
    expect(back_yen + Number(owed)).toBe(100);
  });
});
