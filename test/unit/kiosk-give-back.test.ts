/** Cancel, time-out, return lever, and coins that come late: everything goes back, and nothing in silence (R84, rules 9 and 17). */
import { describe, expect, test } from 'vitest';
import { CN } from '../virtual/centre/fixture.ts';
import { balance_yen, expectAtRest } from '../simulation/checkers.ts';
import { authenticateAtKiosk, payAtKiosk, requestAtKiosk } from '../simulation/citizen.ts';
import { COINS_PORT, type CashMake } from '../simulation/hardware.ts';
import { takeMoney } from '../simulation/story-player.ts';
import { createWorld, type World } from '../simulation/world.ts';

const CITIZEN = { subjectCn: CN.susonoTaro, typeId: 'juminhyo', persons: [1] };
const HOUR_MS = 60 * 60_000;
/** Status of the validator: the note lies in escrow. */
const ESCROW = 0x13;

/** A citizen at the till of a certificate for 300 yen, with these coins put in. */
function till(pieces_yen: readonly number[], cash: CashMake = 'composite'): World {
  const world = createWorld({ cash });
  authenticateAtKiosk(world, CITIZEN);
  requestAtKiosk(world, CITIZEN);
  payAtKiosk(world, pieces_yen);
  return world;
}

/** Whoever stood there goes, with everything that lies there. */
function goHome(world: World): void {
  world.until(() => {
    takeMoney(world);
    world.hardware.unit?.takeReturned();
    world.hardware.unit?.takeFromTray();
    world.hardware.printer.takeOutput();
    if (world.view().screen === 'takeItems') world.press({ type: 'citizen.confirmTaken' });
    if (world.view().screen === 'refusal') world.press({ type: 'citizen.acknowledge' });
    return world.view().screen === 'idle';
  }, HOUR_MS);
  world.clock.advance(10_000);
  takeMoney(world);
}

/** What the citizen has paid in the end. */
const spent_yen = (world: World): number => 0 - world.hardware.places.total_yen('citizen');

function expectNoSlip(world: World): void {
  expect(world.database.prepare('SELECT COUNT(*) FROM slip').pluck().get(), 'slips').toBe(0);
  expect(world.database.prepare('SELECT COUNT(*) FROM uncertain').pluck().get(), 'doubts').toBe(0);
}

describe.each(['composite', 'onePiece'] as const)('R84: everything goes back from a %s changer', (cash) => {
  test('the citizen cancels', () => {
    const world = till([100, 50, 10], cash);
    world.press({ type: 'citizen.cancel' });
    goHome(world);
    expect(spent_yen(world)).toBe(0);
    expectNoSlip(world);
    expectAtRest(world);
  });

  test('the return lever is pressed: it is the same as to cancel', () => {
    const world = till([100, 100], cash);
    (world.hardware.unit ?? world.hardware.acceptor).pressReturnLever();
    goHome(world);
    expect(spent_yen(world)).toBe(0);
    expectNoSlip(world);
    expectAtRest(world);
  });

  test('the citizen goes away: the time-out acts', () => {
    const world = till([100], cash);
    world.until(() => world.view().screen === 'refunding', HOUR_MS);
    goHome(world);
    expect(spent_yen(world)).toBe(0);
    expectNoSlip(world);
    expectAtRest(world);
  });
});

describe('a note in escrow', () => {
  test.each(['citizen.cancel', 'lever'] as const)('rule 17: goes back as itself on %s', (how) => {
    const world = till([100]);
    world.until(() => world.kiosk().picture().totals.accepts_yen.includes(1000));
    world.clock.advance(1_000);
    world.hardware.validator.insertNote(1000);
    // The citizen changes their mind while the note is being drawn in.
    world.clock.advance(300);
    if (how === 'lever') world.hardware.acceptor.pressReturnLever();
    else world.press({ type: 'citizen.cancel' });
    goHome(world);
    expect(world.hardware.validator.status).not.toBe(ESCROW);
    expect(world.hardware.places.total_yen('note-box')).toBe(0);
    expect(spent_yen(world)).toBe(0);
    expectNoSlip(world);
    expectAtRest(world);
  });
});

describe('a coin that comes late', () => {
  test('rule 9: after the fees were set aside it is paid back with the change', () => {
    const world = till([500]);
    world.press({ type: 'citizen.printStart' });
    world.until(() => world.view().screen === 'printing', 60_000);
    world.hardware.acceptor.slipIn(100);
    goHome(world);
    expect(spent_yen(world)).toBe(300);
    expectNoSlip(world);
    expectAtRest(world);
  });

  test('rule 9: in the middle of a refund it goes back with the refund', () => {
    const world = till([100, 50]);
    world.press({ type: 'citizen.cancel' });
    world.until(() => world.hardware.places.total_yen('changeTray') > 0, 60_000);
    world.hardware.acceptor.slipIn(10);
    goHome(world);
    expect(spent_yen(world)).toBe(0);
    expectNoSlip(world);
    expectAtRest(world);
  });

  test('rule 9: when nobody is served it is booked as unclaimed, with an incident', () => {
    const world = createWorld();
    world.until(() => world.view().screen === 'idle');
    world.hardware.acceptor.slipIn(50);
    world.clock.advance(5_000);
    expect(balance_yen(world, 'unclaimed')).toBe(-50);
    expect(world.database.prepare('SELECT code FROM incident').pluck().all()).toEqual(['cashUnclaimed']);
    expectAtRest(world);
  });
});

describe('the plug of the coin line is pulled for a moment while money is paid', () => {
  test.each([0, 100, 300, 600, 900])(
    'R84: for 0.9 s, %d ms after the first coin fell: all of it is paid',
    (after_ms) => {
      const world = till([100, 100, 50]);
      world.press({ type: 'citizen.cancel' });
      world.until(() => world.hardware.places.total_yen('changeTray') > 0, 60_000);
      world.clock.advance(after_ms);
      world.lines.unplug(COINS_PORT);
      world.clock.advance(900);
      world.lines.plug(COINS_PORT);
      goHome(world);
      expect(spent_yen(world)).toBe(0);
      expectNoSlip(world);
      expectAtRest(world);
    },
  );

  test('R84: before the first coin of a refund: the device is asked again, and all of it is paid', () => {
    const world = till([100, 50]);
    world.press({ type: 'citizen.cancel' });
    world.until(() => world.view().screen === 'refunding');
    world.lines.unplug(COINS_PORT);
    world.clock.advance(900);
    world.lines.plug(COINS_PORT);
    goHome(world);
    expect(spent_yen(world)).toBe(0);
    expectNoSlip(world);
    expectAtRest(world);
  });
});
