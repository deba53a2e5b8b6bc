/**
 * The whole kiosk with a one-piece cash changer: ordered by amount, no escrow, pieces chosen and told by the unit. What is
 * sold, given back and recovered must be the same as with the composite.
 */
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
import { UNIT_ID, UNIT_PORT } from './hardware.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

const JUMINHYO: SaleOptions = { subjectCn: CN.susonoTaro, typeId: 'juminhyo', persons: [1, 2] };
const KOSEKI: SaleOptions = { subjectCn: CN.fuchuJiro, typeId: 'kosekiTohon' };

const unitOf = (world: World) => world.hardware.unit!;

/** A kiosk whose citizen stands before the fee. */
function atTheFee(sale: SaleOptions, options: WorldOptions = {}): World {
  const world = createWorld({ ...options, cash: 'onePiece' });
  authenticateAtKiosk(world, sale);
  requestAtKiosk(world, sale);
  return world;
}

/** What the citizen has paid in all, less what came back into the hand or the tray. */
function spent_yen(world: World): number {
  unitOf(world).takeFromTray();
  return 0 - world.hardware.places.total_yen('citizen');
}

function slips(world: World): unknown[] {
  return world.database.prepare('SELECT amount_yen, reason FROM slip').all();
}

function outcomes(world: World): unknown[] {
  return world.database
    .prepare("SELECT result FROM outcome JOIN intent USING (intent_id) WHERE json_extract(about, '$.kind') = 'pay'")
    .pluck()
    .all();
}

/** The next start after a stop, until everything is settled. */
function startAgain(world: World, dead_ms: number): void {
  world.hardware.reader.remove();
  world.clock.advance(dead_ms);
  world.start();
  readSlipsUntilIdle(world);
  world.clock.advance(5_000);
}

describe('a kiosk with a one-piece changer sells', () => {
  test('R52, R67: 300 yen, a 500-yen coin: one order pays 200 yen change', () => {
    const world = atTheFee(JUMINHYO);
    payAtKiosk(world, [500]);
    printAndLeave(world);
    world.clock.advance(5_000);
    expectAtRest(world);
    expect(balance_yen(world, 'fees:susono')).toBe(-300);
    expect(spent_yen(world)).toBe(300);
    expect(outcomes(world)).toEqual(['done']);
    expect(slips(world)).toEqual([]);
    expect(world.deaths).toEqual([]);
  });

  test('R63, R71: 450 yen, a 1000-yen note without escrow: it lies in the cash box and 550 yen come back', () => {
    const world = atTheFee(KOSEKI);
    payAtKiosk(world, [1000]);
    printAndLeave(world);
    world.clock.advance(5_000);
    expectAtRest(world);
    expect(balance_yen(world, 'fees:fuchu')).toBe(-450);
    expect(balance_yen(world, 'unit:unit-cashbox')).toBe(1000);
    expect(spent_yen(world)).toBe(450);
  });

  test('R67: three citizens one after the other: the books know every piece of the recycler by its kind', () => {
    const world = createWorld({ cash: 'onePiece' });
    for (const coins of [[500], [100, 100, 100], [100, 50, 50, 500]]) {
      authenticateAtKiosk(world, JUMINHYO);
      requestAtKiosk(world, JUMINHYO);
      payAtKiosk(world, coins);
      printAndLeave(world);
      world.clock.advance(5_000);
      unitOf(world).takeFromTray();
    }
    expectAtRest(world);
    const booked = world.database
      .prepare('SELECT denomination_yen, pieces AS count FROM stock WHERE account = ? ORDER BY 1 DESC')
      .all(`unit:${UNIT_ID}`);
    expect(booked).toEqual(
      world.hardware.places.at('unit-recycler').map(({ denomination_yen, count }) => ({ denomination_yen, count })),
    );
    expect(spent_yen(world)).toBe(900);
  });
});

describe('money comes back from a one-piece changer', () => {
  test('R74: cancelled after a coin: all of it is paid back', () => {
    const world = atTheFee(JUMINHYO);
    payAtKiosk(world, [100, 100]);
    world.press({ type: 'citizen.cancel' });
    world.until(() => world.view().screen === 'idle', 600_000);
    world.clock.advance(5_000);
    expectAtRest(world);
    expect(spent_yen(world)).toBe(0);
    expect(slips(world)).toEqual([]);
  });

  test('R74: the return lever of the unit gives the money back too', () => {
    const world = atTheFee(JUMINHYO);
    payAtKiosk(world, [100]);
    unitOf(world).pressReturnLever();
    world.until(() => outcomes(world).length > 0, 600_000);
    world.until(() => world.view().screen === 'idle', 900_000);
    expectAtRest(world);
    expect(spent_yen(world)).toBe(0);
  });

  test('R74, R83: the payout jams: what fell is booked, the rest stands on a slip', () => {
    const world = atTheFee(JUMINHYO);
    payAtKiosk(world, [500]);
    unitOf(world).jam('payout');
    world.press({ type: 'citizen.printStart' });
    world.until(() => slips(world).length > 0, 600_000);
    unitOf(world).clearJam();
    world.clock.advance(600_000);
    expectAtRest(world);
    expect(slips(world)).toEqual([{ amount_yen: 200, reason: 'unpaid' }]);
  });
});

describe('a kiosk with a one-piece changer is killed', () => {
  test.each([0, 100, 200, 300, 400, 500, 700, 1_000, 3_000])(
    'R84, R85: %i ms after the order to pay: no piece is paid twice, the books are what lies in the unit',
    (after_ms) => {
      const world = atTheFee(JUMINHYO);
      payAtKiosk(world, [500]);
      world.press({ type: 'citizen.printStart' });
      world.until(
        () =>
          Number(
            world.database
              .prepare("SELECT COUNT(*) FROM intent WHERE json_extract(about, '$.kind') = 'pay'")
              .pluck()
              .get(),
          ) > 0,
      );
      world.clock.advance(after_ms);
      world.kill();
      startAgain(world, 2_000);
      expectAtRest(world);
      const slip_yen = (slips(world) as { amount_yen: number }[]).reduce((sum, { amount_yen }) => sum + amount_yen, 0);
      // All was given to the machine but what is owed: the fee is earned, or stands on the slip with the change.
      expect(spent_yen(world)).toBe(slip_yen - balance_yen(world, 'fees:susono'));
    },
  );

  test('R84: a coin that falls while nobody listens is booked at the next start', () => {
    const world = atTheFee(JUMINHYO);
    payAtKiosk(world, [100]);
    unitOf(world).insertCoin(100);
    world.kill();
    startAgain(world, 2_000);
    expectAtRest(world);
    expect(spent_yen(world)).toBe(200);
  });

  test('R84: the unit loses its power while it pays: what nobody can tell is a dispute, nothing else is', () => {
    const world = atTheFee(JUMINHYO);
    payAtKiosk(world, [500]);
    world.press({ type: 'citizen.printStart' });
    world.until(
      () =>
        world.hardware.places.total_yen('changeTray') > 0 || world.hardware.places.total_yen('unit-payout-path') > 0,
    );
    unitOf(world).powerOff();
    world.clock.advance(3_000);
    unitOf(world).powerOn();
    world.until(() => outcomes(world).length > 0);
    world.until(() => world.view().screen === 'idle', 900_000);
    const books_yen = balance_yen(world, `unit:${UNIT_ID}`);
    const dispute_yen = -balance_yen(world, 'disputed');
    const really_yen = world.hardware.places.total_yen('unit-recycler');
    expect(dispute_yen).toBeGreaterThan(0);
    expect(really_yen).toBeLessThanOrEqual(books_yen);
    expect(really_yen).toBeGreaterThanOrEqual(books_yen - dispute_yen);
  });

  test('R81: the line of the unit is unplugged while it pays: the outcome is asked for when it is back', () => {
    const world = atTheFee(JUMINHYO);
    payAtKiosk(world, [500]);
    world.press({ type: 'citizen.printStart' });
    world.until(() => world.hardware.places.total_yen('unit-payout-path') > 0);
    world.lines.unplug(UNIT_PORT);
    world.clock.advance(4_000);
    world.lines.plug(UNIT_PORT);
    world.until(() => outcomes(world).length > 0);
    world.until(() => world.view().screen === 'idle', 900_000);
    expectAtRest(world);
    expect(outcomes(world)).toEqual(['done']);
    expect(world.deaths).toEqual([]);
  });

  test('R81, R83: the line is gone before the money should come back: it stands on a slip, and the kiosk goes on', () => {
    const world = atTheFee(JUMINHYO);
    payAtKiosk(world, [100, 100]);
    world.lines.unplug(UNIT_PORT);
    world.until(() => slips(world).length > 0, 30_000);
    world.lines.plug(UNIT_PORT);
    world.until(() => world.view().screen === 'idle', 900_000);
    expectAtRest(world);
    expect(slips(world)).toEqual([{ amount_yen: 200, reason: 'unpaid' }]);
    expect(world.deaths).toEqual([]);
  });

  test.each([0, 60, 300, 1_500])(
    'R81, R83: the line is gone %i ms after 「プリントスタート」: the citizen does not wait for ever',
    (after_ms) => {
      const world = atTheFee(JUMINHYO);
      payAtKiosk(world, [500]);
      world.press({ type: 'citizen.printStart' });
      world.clock.advance(after_ms);
      world.lines.unplug(UNIT_PORT);
      world.until(() => world.view().screen === 'takeItems' || slips(world).length > 0, 300_000);
      world.lines.plug(UNIT_PORT);
      world.until(() => world.view().screen === 'idle', 900_000);
      expectAtRest(world);
      const owed_yen = (slips(world) as { amount_yen: number }[]).reduce((sum, { amount_yen }) => sum + amount_yen, 0);
      expect(spent_yen(world)).toBe(owed_yen - balance_yen(world, 'fees:susono'));
    },
  );
});

describe('rule 14: the unit thinks less of its stock than the books do', () => {
  const taken = (world: World): readonly number[] =>
    (world.view().money?.accepts.pieces ?? []).filter((piece) => piece.taken).map((piece) => piece.amount_yen);

  test('no note is taken, and the screen says so; coins, which it pays out again, are', () => {
    const world = createWorld({ cash: 'onePiece' });
    world.until(() => world.view().screen === 'idle');
    unitOf(world).memory.stock.fill(0);
    authenticateAtKiosk(world, JUMINHYO);
    requestAtKiosk(world, JUMINHYO);
    world.clock.advance(3_000);
    expect(taken(world)).toEqual([10, 50, 100, 500]);
    // It is not even drawn in.
    expect(unitOf(world).insertNote(1000)).toBe(false);
    payAtKiosk(world, [100, 100, 100]);
    printAndLeave(world);
    world.clock.advance(5_000);
    expectAtRest(world);
    expect(balance_yen(world, 'fees:susono')).toBe(-300);
    expect(slips(world)).toEqual([]);
  });

  test('where both agree the note is taken as before', () => {
    const world = atTheFee(KOSEKI);
    world.clock.advance(3_000);
    expect(taken(world)).toContain(1000);
  });
});
