/** Power cuts in staff mode: the kiosk is killed before and after each of its commits, and comes up again. */
import { expect, test } from 'vitest';
import { balance_yen, expectAtRest } from '../simulation/checkers.ts';
import type { CommitMoment } from '../simulation/mortal-ledger.ts';
import { KioskKilled } from '../simulation/mortal-ledger.ts';
import { createWorld, type World } from '../simulation/world.ts';
import { count, ledgerOf, pieces, press } from './kiosk-staff-world.ts';

const COINS = 60;

/** A clerk empties a hopper by hand and says that one coin is missing; the power goes at the `cut`-th commit moment. */
function collectWithCut(cut: number): { readonly world: World; readonly moment: CommitMoment | null } {
  let seen = -1;
  let moment: CommitMoment | null = null;
  const world: World = createWorld({
    atCommit: (at) => {
      if (seen < 0 || moment !== null) return;
      if (seen === cut) {
        moment = at;
        world.kill();
        return;
      }
      seen += 1;
    },
  });
  world.until(() => world.view().screen === 'idle');
  seen = 0;
  try {
    world.kiosk().staffKey(true);
    press(
      world,
      { type: 'staff.choose', task: 'collect' },
      { type: 'staff.chooseUnit', unitId: 'hopper-100' },
      { type: 'staff.next' },
    );
    count(world, { 'hopper-100.100': COINS - 1 });
    world.press({ type: 'staff.confirm' });
    world.until(() => world.view().notices[0]?.text.startsWith('控えを印刷しました') ?? false, 120_000);
  } catch (error) {
    if (!(error instanceof KioskKilled) && world.alive()) throw error;
  }
  return { world, moment };
}

test('a cut at any commit of a collection leaves it wholly open or wholly booked, never half, and never twice', () => {
  const moments: string[] = [];
  for (let cut = 0; cut < 60; cut += 1) {
    const { world, moment } = collectWithCut(cut);
    if (moment === null) break;
    moments.push(`${moment.when} ${moment.call}`);
    world.start();
    world.clock.advance(120_000);
    const open = ledgerOf(world).openExchanges();
    const booked = pieces(world, 'hopper-100', 100) === 0;
    // Booked and still open, or neither begun nor booked but with a difference: both would be half.
    expect({
      at: moments.at(-1),
      booked,
      isOpen: open.length > 0,
      overshort_yen: balance_yen(world, 'overshort'),
    }).toEqual(
      booked
        ? { at: moments.at(-1), booked, isOpen: false, overshort_yen: 100 }
        : { at: moments.at(-1), booked, isOpen: open.length > 0, overshort_yen: 0 },
    );
    expect(world.kiosk().picture().reasons).toEqual(open.length > 0 ? ['staffExchangeOpen'] : []);
    if (booked) {
      world.hardware.places.move('hopper-100', 'citizen', 100, 1);
      world.hardware.places.moveAll('hopper-100', 'staff');
    }
    expectAtRest(world);
  }
  expect(moments.filter((name) => name.endsWith('bookExchange'))).toEqual([
    'before bookExchange',
    'after bookExchange',
  ]);
  expect(moments).toContain('before beginExchange');
  expect(moments).toContain('after openIntent');
}, 60_000);
