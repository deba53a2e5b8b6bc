/** A clerk at a whole simulated kiosk: helpers of the tests of staff mode. */
import { expect } from 'vitest';
import type { Intent } from '../../src/api/messages.ts';
import type { Ledger } from '../../src/ledger/contract.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import { CN } from '../virtual/centre/fixture.ts';
import {
  authenticateAtKiosk,
  payAtKiosk,
  printAndLeave,
  requestAtKiosk,
  type SaleOptions,
} from '../simulation/citizen.ts';
import { createWorld, type World, type WorldOptions } from '../simulation/world.ts';

export const SALE: SaleOptions = { subjectCn: CN.susonoTaro, typeId: 'juminhyo', persons: [1, 2] };

export function openStaff(options: WorldOptions = {}): World {
  const world = createWorld(options);
  world.until(() => world.view().screen === 'idle' || world.kiosk().picture().reasons.join() === 'stockNotCounted');
  expect(world.kiosk().staffKey(true)).toBe('open');
  expect(world.view().screen).toBe('staffMenu');
  return world;
}

export function sell(world: World): void {
  authenticateAtKiosk(world, SALE);
  requestAtKiosk(world, SALE);
  payAtKiosk(world, [500]);
  printAndLeave(world);
  world.until(() => world.view().screen === 'idle');
}

/** Answers the counting form: what the books say, or what `counted` says instead (by `unit.denomination`). */
export function count(world: World, counted: Readonly<Record<string, number>> = {}): void {
  const { form } = world.view();
  if (form?.kind !== 'counts') throw new Error(`${world.view().screen} asks for no counts`);
  const stock = ledgerOf(world).stock();
  world.press({
    type: 'staff.count',
    counts: form.rows.map(({ id, unitId, denomination_yen }) => {
      const booked = stock.find((one) => one.unitId === unitId && one.denomination_yen === denomination_yen);
      return { unitId, denomination_yen, count: counted[id] ?? booked?.count ?? 0 };
    }),
  });
}

export function ledgerOf(world: World): Ledger {
  return createLedger(world.database, () => 0);
}

export function pieces(world: World, unitId: string, denomination_yen: number): number {
  const found = ledgerOf(world)
    .stock()
    .find((one) => one.unitId === unitId && one.denomination_yen === denomination_yen);
  return found?.count ?? 0;
}

export const press = (world: World, ...intents: readonly Intent[]): void =>
  intents.forEach((intent) => world.press(intent));
