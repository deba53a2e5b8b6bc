/** The kiosk with a one-piece changer is killed right before and right after each of its commits, one run for each. */
import { expect, test } from 'vitest';
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
import { KioskKilled } from './mortal-ledger.ts';
import { createWorld, type World } from './world.ts';

const JUMINHYO: SaleOptions = { subjectCn: CN.susonoTaro, typeId: 'juminhyo', persons: [1, 2] };
/** Nobody starts a process at once. */
const DEAD_MS = 3_000;
const SETTLE_MS = 120_000;
/** At least so many moments lie in a whole sale: two of each commit. */
const CUTS_MIN = 40;

/** A sale with coins and change; the kiosk is killed at the `at`-th moment and started again. Null: it has no such moment. */
function cutSale(at: number): { readonly world: World; readonly call: string } | null {
  let moments = 0;
  let call: string | null = null;
  const world = createWorld({
    cash: 'onePiece',
    atCommit: (moment) => {
      moments += 1;
      if (moments !== at) return;
      call = `${moment.when} ${moment.call}`;
      world.kill();
    },
  });
  try {
    authenticateAtKiosk(world, JUMINHYO);
    requestAtKiosk(world, JUMINHYO);
    payAtKiosk(world, [100, 500]);
    printAndLeave(world);
  } catch (error) {
    if (call === null) throw error;
    if (!(error instanceof KioskKilled) && world.alive()) throw error;
  }
  if (call === null) return null;
  world.hardware.reader.remove();
  world.clock.advance(DEAD_MS);
  world.start();
  readSlipsUntilIdle(world);
  world.clock.advance(SETTLE_MS);
  world.hardware.unit!.takeFromTray();
  return { world, call };
}

/** What the citizen has not got back is earned, in dispute, or stands on a slip. */
function claims_yen(world: World): number {
  const names = world.database.prepare('SELECT DISTINCT credit FROM transfer').pluck().all() as string[];
  return names
    .filter((name) => /^(fees:|slip:|disputed$|unclaimed$)/.test(name))
    .reduce((sum, name) => sum - balance_yen(world, name), 0);
}

test(
  'R84, R85, R67: a one-piece unit, killed at any commit: books are what lies in the unit, and nobody loses a yen',
  { timeout: 60_000 },
  () => {
    const failed: string[] = [];
    let at = 1;
    for (let cut = cutSale(at); cut !== null; cut = cutSale((at += 1))) {
      try {
        expect(cut.world.deaths).toEqual([]);
        expectAtRest(cut.world);
        expect(cut.world.view().screen).toBe('idle');
        expect(claims_yen(cut.world)).toBe(0 - cut.world.hardware.places.total_yen('citizen'));
      } catch (error) {
        failed.push(`cut ${at} ${cut.call}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    expect(failed.join('\n\n')).toBe('');
    expect(at - 1).toBeGreaterThan(CUTS_MIN);
  },
);
