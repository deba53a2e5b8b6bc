/** Staff work that the kiosk does not live through: it dies at each commit of a refill or collection, and staff go on. */
import { describe, expect, test } from 'vitest';
import { SeededRandom } from '../../src/base/random.ts';
import { expectAtRest } from './checkers.ts';
import { Visitors } from './walk-staff.ts';
import { createWorld } from './world.ts';

/** Far more moments than a piece of work has. */
const MOMENTS_MAX = 60;

/** Does the work in a kiosk that dies at this moment before or after a commit; false when the work has fewer moments. */
function workCutAt(moment: number, wanted: string): boolean {
  let left = 0;
  const world = createWorld({
    atCommit: () => {
      if (left > 0 && (left -= 1) === 0) world.kill();
    },
  });
  const visitors = new Visitors(world, { staff: true, lending: false });
  const random = new SeededRandom(1);
  const go = (name: string): boolean => {
    for (let draw = 0; draw < 100; draw += 1) {
      const act = visitors.acts(world.alive() ? world.view().screen : 'dead', random).find((one) => one.name === name);
      if (act) return (act.run(), true);
    }
    return false;
  };
  world.until(() => world.view().screen === 'idle');
  left = moment;
  expect(go(wanted)).toBe(true);
  const wasCut = !world.alive();
  left = 0;
  if (wasCut) world.start();
  world.clock.advance(60_000);
  visitors.putRight();
  world.until(() => world.view().screen === 'idle');
  expectAtRest(world);
  const open =
    'SELECT COUNT(*) FROM staff_exchange WHERE exchange_id NOT IN (SELECT exchange_id FROM staff_exchange_end)';
  expect(world.database.prepare(open).pluck().get(), `open work after a cut at moment ${moment}`).toBe(0);
  return wasCut;
}

describe('staff work and a kiosk that dies in the middle of it', () => {
  test.each(['staff refill hopper-100', 'staff collect hopper-10'])(
    '%s: wherever it dies, the work can be ended and the books are what lies there',
    (wanted) => {
      let moment = 1;
      while (moment < MOMENTS_MAX && workCutAt(moment, wanted)) moment += 1;
      expect(moment).toBeGreaterThan(4);
      expect(moment).toBeLessThan(MOMENTS_MAX);
    },
  );
});
