/** What a stop of the kiosk leaves open: cash devices are heard first, then everything has its place (cash.md section 5). */
import { describe, expect, test } from 'vitest';
import { decideWaiting, type WaitingSession } from '../../src/kiosk/recovery/recovery-table.ts';
import { decideFee } from '../../src/ledger/recovery.ts';
import { CN } from '../virtual/centre/fixture.ts';
import { balance_yen, expectAtRest } from '../simulation/checkers.ts';
import { authenticateAtKiosk, payAtKiosk, readSlipsUntilIdle, requestAtKiosk } from '../simulation/citizen.ts';
import { NOTES_PORT } from '../simulation/hardware.ts';
import { takeMoney } from '../simulation/story-player.ts';
import { createWorld, type World } from '../simulation/world.ts';

const CITIZEN = { subjectCn: CN.susonoTaro, typeId: 'juminhyo', persons: [1] };
/** Status codes of the validator. */
const ESCROW = 0x13;
const STACKING = 0x14;
const DEAD_MS = 4_000;
const LIMIT_MS = 90_000;

/** A citizen at the till, with so many coins put in. */
function tillWorld(coins_yen: readonly number[] = []): World {
  const world = createWorld();
  authenticateAtKiosk(world, CITIZEN);
  requestAtKiosk(world, CITIZEN);
  if (coins_yen.length > 0) payAtKiosk(world, coins_yen);
  else world.until(() => world.view().screen === 'pay');
  world.until(() => world.kiosk().picture().totals.accepts_yen.includes(1000));
  world.clock.advance(1_000);
  return world;
}

function slips(world: World): readonly { amount_yen: number; reason: string }[] {
  return world.database
    .prepare<[], { amount_yen: number; reason: string }>('SELECT amount_yen, reason FROM slip ORDER BY claim_number')
    .all();
}

/** What is certainly owed on slips. */
function onSlips_yen(world: World): number {
  const accounts = world.database
    .prepare("SELECT DISTINCT credit FROM transfer WHERE credit LIKE 'slip:%'")
    .pluck()
    .all() as string[];
  return accounts.reduce((sum, name) => sum - balance_yen(world, name), 0);
}

function doubts(world: World): number {
  return Number(world.database.prepare('SELECT COUNT(*) FROM uncertain').pluck().get());
}

function restart(world: World, dead_ms = DEAD_MS): void {
  world.hardware.reader.remove();
  world.clock.advance(dead_ms);
  world.start();
}

describe('the kiosk is killed with a note in the validator', () => {
  test('rule 17: a note in escrow that nobody ordered comes back as itself: nothing is owed, nothing is in doubt', () => {
    const world = tillWorld();
    world.hardware.validator.insertNote(1000);
    world.until(() => world.hardware.validator.status === ESCROW, 5_000);
    world.kill();
    restart(world);
    world.until(() => world.view().screen === 'idle', LIMIT_MS);
    expect(world.hardware.places.total_yen('note-slot')).toBe(1000);
    takeMoney(world);
    expect(slips(world)).toEqual([]);
    expect(doubts(world)).toBe(0);
    expect(balance_yen(world, 'disputed')).toBe(0);
    expectAtRest(world);
  });

  test('rule 15: a note that was ordered and stacked while the kiosk was down is credited, and stands on the slip', () => {
    const world = tillWorld([100]);
    world.hardware.validator.insertNote(1000);
    world.until(() => world.hardware.validator.status === STACKING, 5_000);
    world.kill();
    restart(world);
    world.until(() => world.view().screen === 'slip', LIMIT_MS);
    expect(slips(world)).toEqual([{ amount_yen: 1100, reason: 'interrupted' }]);
    readSlipsUntilIdle(world);
    expect(doubts(world)).toBe(0);
    expectAtRest(world);
  });

  test('rule 7: a coin that fell while the kiosk was down stands on the slip of the citizen who put it in', () => {
    const world = tillWorld([100]);
    world.hardware.acceptor.insertCoin(500);
    world.kill();
    restart(world);
    world.until(() => world.view().screen === 'slip', LIMIT_MS);
    expect(slips(world)).toEqual([{ amount_yen: 600, reason: 'interrupted' }]);
    expect(balance_yen(world, 'unclaimed')).toBe(0);
    readSlipsUntilIdle(world);
    expectAtRest(world);
  });

  test('R84: the service stays closed until the cash devices were heard, and the citizen gets the slip at the limit', () => {
    const world = tillWorld([100]);
    world.hardware.validator.insertNote(1000);
    world.until(() => world.hardware.validator.status === STACKING, 5_000);
    world.kill();
    world.hardware.validator.powerOff();
    restart(world);
    world.clock.advance(LIMIT_MS - 10_000);
    expect(world.view().screen).toBe('outOfService');
    expect(slips(world)).toEqual([]);
    world.until(() => world.view().screen === 'slip', 20_000);
    // All that may be owed: 100 yen for certain, and the note of which nobody can tell yet.
    expect(slips(world)).toEqual([{ amount_yen: 1100, reason: 'dispute' }]);
    expect(onSlips_yen(world)).toBe(100);
    // The unit comes back, and with power recovery it still knows.
    world.hardware.validator.powerOn();
    readSlipsUntilIdle(world);
    world.clock.advance(20_000);
    takeMoney(world);
    const gone_yen = 0 - world.hardware.places.total_yen('citizen');
    expect(onSlips_yen(world)).toBe(gone_yen);
    expectAtRest(world);
  });
});

describe('a note whose stacking nobody tells of', () => {
  test('R84: the validator goes mute after STACK: the citizen leaves with a number for note and coins', () => {
    const world = tillWorld([100]);
    world.hardware.validator.insertNote(1000);
    world.until(() => world.hardware.validator.status === STACKING, 5_000);
    world.lines.unplug(NOTES_PORT);
    world.until(() => world.view().screen === 'refusal', 300_000);
    world.press({ type: 'citizen.acknowledge' });
    expect(world.view().screen).toBe('slip');
    expect(slips(world)).toEqual([{ amount_yen: 1000, reason: 'dispute' }]);
    world.until(() => world.offered({ type: 'citizen.acknowledge' }), 60_000);
    world.press({ type: 'citizen.acknowledge' });
    takeMoney(world);
    world.lines.plug(NOTES_PORT);
    world.until(() => {
      if (world.view().screen === 'takeItems') world.press({ type: 'citizen.confirmTaken' });
      return world.view().screen === 'idle';
    }, 120_000);
    world.clock.advance(120_000);
    takeMoney(world);
    // A unit without power recovery cannot tell what it did before its RESET: a person counts the box.
    expect(world.hardware.places.total_yen('note-box')).toBe(1000);
    expect(world.hardware.places.total_yen('citizen')).toBe(-1000);
    expect(onSlips_yen(world)).toBe(0);
    expect(world.database.prepare('SELECT least_yen, most_yen, reason FROM uncertain').all()).toEqual([
      { least_yen: 0, most_yen: 1000, reason: 'noteDisputed' },
    ]);
    expect(slips(world)).toHaveLength(1);
  });
});

describe('a leaf of which no printer tells', () => {
  test('D10: after as long as a leaf may take its set is disputed, and the service goes by the printer alone', () => {
    const world = tillWorld();
    world.hardware.acceptor.insertCoin(500);
    world.until(() => world.offered({ type: 'citizen.printStart' }));
    world.press({ type: 'citizen.printStart' });
    const openLeaves = (): unknown =>
      world.database
        .prepare(
          "SELECT COUNT(*) FROM intent LEFT JOIN outcome USING (intent_id) WHERE about LIKE '%printLeaf%' AND result IS NULL",
        )
        .pluck()
        .get();
    world.until(() => openLeaves() === 1, 120_000);
    world.kill();
    world.hardware.printer.powerOff();
    restart(world);
    world.clock.advance(280_000);
    expect(openLeaves()).toBe(1);
    expect(world.kiosk().picture().reasons).toContain('recovering');
    world.clock.advance(60_000);
    expect(openLeaves()).toBe(0);
    expect(slips(world)).toEqual([{ amount_yen: 300, reason: 'dispute' }]);
    expect(world.kiosk().picture().reasons).not.toContain('recovering');
    world.hardware.printer.powerOn();
    readSlipsUntilIdle(world);
    expectAtRest(world);
  });
});

const READY: WaitingSession = {
  heard: true,
  patient: true,
  printerMayTell: true,
  cashIntents: 0,
  printIntents: 0,
  notes: 0,
};

describe('what is done with a session that is over', () => {
  test.each([
    ['everything was told', {}, 'settle'],
    ['no cash device was heard yet', { heard: false }, 'wait'],
    ['a payout or stacking has no outcome', { cashIntents: 1 }, 'wait'],
    ['a leaf has no outcome', { printIntents: 1 }, 'wait'],
    ['a note may still come back or be stacked', { notes: 1 }, 'wait'],
    ['no cash device was heard in time', { heard: false, patient: false }, 'settle'],
    ['a note was not told of in time', { notes: 1, patient: false }, 'settle'],
    ['a payout was not told of in time', { cashIntents: 1, patient: false }, 'question'],
    ['a leaf was not told of in time', { printIntents: 1, patient: false }, 'question'],
    [
      'a leaf was not told of for as long as one may take',
      { printIntents: 1, patient: false, printerMayTell: false },
      'giveUpLeaves',
    ],
    ['neither device nor order was heard in time', { heard: false, cashIntents: 2, patient: false }, 'question'],
  ] as const)('%s', (_, change, decision) => {
    expect(decideWaiting({ ...READY, ...change })).toBe(decision);
  });

  test.each([
    ['every leaf out', { leaves: 2, results: ['done', 'done'] }, 'earned'],
    ['one leaf out', { leaves: 2, results: ['done'] }, 'returned'],
    ['nothing was ordered', { leaves: 1, results: [] }, 'returned'],
    ['one leaf certainly not out', { leaves: 2, results: ['done', 'notDone'] }, 'returned'],
    ['one leaf unknown', { leaves: 2, results: ['done', 'unknown'] }, 'disputed'],
    ['unknown and printed again', { leaves: 1, results: ['unknown', 'done'] }, 'disputed'],
  ] as const)('fee: %s', (_, evidence, decision) => {
    expect(decideFee(evidence)).toBe(decision);
  });
});
