/** Orders between a session and its devices: what happens to them when one of the two goes away. */
import { describe, expect, test } from 'vitest';
import { CN } from '../virtual/centre/fixture.ts';
import { COINS_PORT } from '../simulation/hardware.ts';
import {
  authenticateAtKiosk,
  payAtKiosk,
  printAndLeave,
  readSlipsUntilIdle,
  requestAtKiosk,
} from '../simulation/citizen.ts';
import { balance_yen } from '../simulation/checkers.ts';
import { takeMoney } from '../simulation/story-player.ts';
import { expectWalkAtRest } from '../simulation/walk-checks.ts';
import { openLedgerDatabase } from '../../src/ledger/database.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import { createWorld, type World } from '../simulation/world.ts';

const CITIZEN = { subjectCn: CN.susonoTaro, typeId: 'juminhyo', persons: [1] };

/** Sheets that came out so far, by job name; they stay counted when somebody takes them. */
function watchPaper(world: World): () => readonly string[] {
  const taken: string[] = [];
  return () => {
    taken.push(...world.hardware.printer.takeOutput().map(({ jobName }) => jobName));
    return taken;
  };
}

/** A citizen has put 500 yen in for a fee of 300 yen. */
function paidWorld(): World {
  const world = createWorld();
  authenticateAtKiosk(world, CITIZEN);
  requestAtKiosk(world, CITIZEN);
  payAtKiosk(world, [500]);
  return world;
}

/** Nobody is there: messages and reminders run into their time-outs. */
function walkAway(world: World): void {
  world.until(() => ['idle', 'outOfService'].includes(world.view().screen), 60 * 60_000);
}

/** What is certainly owed on slips: the amount of one in question may be more. */
function owedOnSlips_yen(world: World): number {
  const accounts = world.database
    .prepare("SELECT DISTINCT credit FROM transfer WHERE credit LIKE 'slip:%'")
    .pluck()
    .all() as string[];
  return accounts.reduce((sum, name) => sum - balance_yen(world, name), 0);
}

function slips(world: World): readonly { amount_yen: number; reason: string }[] {
  return world.database
    .prepare<[], { amount_yen: number; reason: string }>('SELECT amount_yen, reason FROM slip ORDER BY claim_number')
    .all();
}

describe('the plug of the coin line is pulled', () => {
  test('R85: while change is paid: what fell is booked, the rest stands on a slip, the next citizen is paid', () => {
    const world = paidWorld();
    const paper = watchPaper(world);
    world.press({ type: 'citizen.printStart' });
    world.until(() => world.hardware.places.count('changeTray', 100) === 1);
    world.lines.unplug(COINS_PORT);
    walkAway(world);
    expect(world.view().screen).toBe('outOfService');
    world.lines.plug(COINS_PORT);
    world.until(() => world.view().screen === 'idle', 120_000);
    world.clock.advance(20_000);
    takeMoney(world);
    const paid_yen = world.hardware.places.total_yen('citizen') + 500;
    expect(paid_yen + owedOnSlips_yen(world)).toBe(200);
    // The citizen left with a number, although nobody could tell yet what had fallen.
    expect(slips(world)).toEqual([{ amount_yen: 200, reason: 'dispute' }]);
    paper();
    authenticateAtKiosk(world, CITIZEN);
    requestAtKiosk(world, CITIZEN);
    payAtKiosk(world, [500]);
    printAndLeave(world);
    takeMoney(world);
    world.clock.advance(20_000);
    expect(world.hardware.places.total_yen('citizen') + 1000).toBe(paid_yen + 200);
    expectWalkAtRest(world, paper());
  });

  test('R86: before a refund: the citizen sees the slip at once, not after two minutes', () => {
    const world = paidWorld();
    world.lines.unplug(COINS_PORT);
    world.until(() => world.view().screen === 'refusal', 30_000);
    world.press({ type: 'citizen.acknowledge' });
    expect(world.view().screen).toBe('slip');
    expect(slips(world)).toEqual([{ amount_yen: 500, reason: 'unpaid' }]);
    const paper = watchPaper(world);
    world.lines.plug(COINS_PORT);
    walkAway(world);
    world.clock.advance(20_000);
    expectWalkAtRest(world, paper());
  });

  test('D10: nothing is paid for a session that is over, when the line comes back in the middle of its refund', () => {
    const world = createWorld();
    authenticateAtKiosk(world, CITIZEN);
    requestAtKiosk(world, CITIZEN);
    payAtKiosk(world, [50, 100, 100]);
    world.press({ type: 'citizen.cancel' });
    world.until(() => world.hardware.places.total_yen('changeTray') > 0);
    world.lines.unplug(COINS_PORT);
    walkAway(world);
    const paper = watchPaper(world);
    const tray_yen = world.hardware.places.total_yen('changeTray');
    expect(tray_yen).toBeLessThan(250);
    world.lines.plug(COINS_PORT);
    readSlipsUntilIdle(world);
    world.clock.advance(60_000);
    expect(world.deaths).toEqual([]);
    expect(world.hardware.places.total_yen('changeTray')).toBe(tray_yen);
    expect(slips(world)).toEqual([{ amount_yen: 250, reason: 'dispute' }]);
    expect(owedOnSlips_yen(world)).toBe(250 - tray_yen);
    expectWalkAtRest(world, paper());
  });
});

describe('the cell is lost', () => {
  test('D10: before the page was made: it is certainly not out, and the fee comes back at once', () => {
    const world = paidWorld();
    const paper = watchPaper(world);
    world.press({ type: 'citizen.printStart' });
    world.until(() => world.view().screen === 'printing');
    world.cells().crash('killed by the test');
    world.until(() => world.view().screen === 'refusal', 60_000);
    walkAway(world);
    takeMoney(world);
    world.clock.advance(20_000);
    expect(balance_yen(world, 'fees:susono')).toBe(0);
    expect(world.hardware.places.total_yen('citizen')).toBe(0);
    expect(paper()).toEqual([]);
    expectWalkAtRest(world, []);
  });
});

describe('the kiosk is killed', () => {
  test('D10, R92: with a leaf in the printer: the leaf comes out, its fee is earned, the centre hears of it', () => {
    const world = paidWorld();
    const paper = watchPaper(world);
    world.press({ type: 'citizen.printStart' });
    world.until(() => world.hardware.printer.engine.busy, 60_000);
    world.kill();
    world.clock.advance(10_000);
    world.start();
    world.until(() => world.view().screen === 'idle', 120_000);
    world.clock.advance(20_000);
    takeMoney(world);
    expect(paper()).toHaveLength(1);
    expect(balance_yen(world, 'fees:susono')).toBe(-300);
    expect(world.centre.commits.map(({ point }) => point)).toEqual(['printing', 'delivered']);
    expectWalkAtRest(world, paper());
  });
});

describe('the printer waits for a hand that never comes', () => {
  test('R87, R95: the leaf is given up, cancelled at the printer, and the fee comes back', () => {
    const world = paidWorld();
    const paper = watchPaper(world);
    world.hardware.printer.setFaults({ doorOpen: true });
    world.press({ type: 'citizen.printStart' });
    world.until(() => world.view().screen === 'refusal', 30 * 60_000);
    walkAway(world);
    takeMoney(world);
    world.hardware.printer.setFaults({ doorOpen: false });
    world.until(() => world.view().screen === 'idle', 120_000);
    world.clock.advance(60_000);
    expect(paper()).toEqual([]);
    expect(world.hardware.places.total_yen('citizen')).toBe(0);
    expect(balance_yen(world, 'fees:susono')).toBe(0);
    expectWalkAtRest(world, []);
  });
});

describe('a note that was given up', () => {
  test('R85: and is stacked after all lies in the books once, in dispute, and never counts for the next citizen', () => {
    const ledger = createLedger(openLedgerDatabase(':memory:'), () => 0);
    const note = { deviceId: 'notes', unitId: 'notes', denomination_yen: 1000, memory: '' } as const;
    ledger.openSession({ sessionId: 'first', transactionId: 't-1' });
    ledger.recordEscrow({ ...note, escrowId: 'notes-1', sessionId: 'first' });
    ledger.settleInterrupted('first');
    ledger.openSession({ sessionId: 'second', transactionId: 't-2' });
    const stacked = { ...note, factId: 'notes-1-stacked', escrowId: 'notes-1', sessionId: 'second' };
    expect(ledger.recordCash(stacked)).toEqual({ fresh: true });
    expect(ledger.recordCash(stacked)).toEqual({ fresh: false });
    expect(ledger.totals('second').credit_yen).toBe(0);
    expect(ledger.stock()).toEqual([{ unitId: 'notes', denomination_yen: 1000, count: 1 }]);
  });
});
