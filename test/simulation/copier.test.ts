/**
 * The copier's own software beside the kiosk: it starts and ends the service, says what it does, borrows the cash devices and
 * gives them back with its own figures; both sides count, and nothing is lost when either dies meanwhile (design, Drivers).
 */
import { describe, expect, test } from 'vitest';
import type { KioskForCopier, Moved, Returned } from '../../src/api/methods/copier.ts';
import { CN } from '../virtual/centre/fixture.ts';
import { authenticateAtKiosk } from './citizen.ts';
import { ForeignHost } from './foreign-host.ts';
import { insertPiece, UNIT_PORT } from './hardware.ts';
import { createWorld, type World } from './world.ts';

const MINUTE_MS = 60_000;
const AWAKE = { asleep: false, job: 'none', door: 'closed' } as const;

const isOpen = (world: World): boolean => world.kiosk().picture().screen === 'idle';

function open(options: Parameters<typeof createWorld>[0] = {}): World {
  const world = createWorld(options);
  world.until(() => isOpen(world));
  world.clock.advance(MINUTE_MS);
  return world;
}

function lend(world: World): void {
  world.kiosk().lend('cash');
  world.until(() => world.kiosk().holderOf('cash') === 'lent');
}

/** Coins taken by the copier's own business in a one-piece unit, which counts every piece by itself. */
function takeCoins(world: World, coins_yen: readonly number[]): void {
  const host = new ForeignHost(world, UNIT_PORT);
  host.opc(0x05);
  host.opc(0x04, [0xff]);
  for (const coin of coins_yen) {
    insertPiece(world.hardware, coin);
    world.clock.advance(3_000);
  }
  host.opc(0x06);
  world.clock.advance(5_000);
  host.opc(0x07);
  host.close();
}

function giveBack(world: World, moved: Moved | null): Returned {
  const answers: Returned[] = [];
  world.kiosk().copier.giveBack('cash', moved, (returned) => answers.push(returned));
  world.until(() => answers.length > 0, 2 * MINUTE_MS);
  world.until(() => isOpen(world), MINUTE_MS);
  expect(answers).toHaveLength(1);
  return answers[0]!;
}

const incidents = (world: World): string[] =>
  world.database
    .prepare<[], { code: string; detail: string }>("SELECT code, detail FROM incident WHERE code LIKE 'lent%'")
    .all()
    .map(({ code, detail }) => `${code}: ${detail}`);

describe('the service', () => {
  test('is begun and ended by the copier, and each change is pushed', () => {
    const world = open();
    const heard: KioskForCopier[] = [];
    const { copier } = world.kiosk();
    const detach = copier.attach((picture) => heard.push(picture));
    copier.start();
    expect(heard.at(-1)).toMatchObject({ screen: 'governmentMenu', serving: true, service: { open: false } });
    copier.end();
    expect(heard.at(-1)).toMatchObject({ screen: 'idle', serving: false, service: { open: true, reasons: [] } });
    detach();
    const before = heard.length;
    copier.start();
    expect(heard).toHaveLength(before);
  });

  test('does not begin twice, and does not end where the citizen could not end it', () => {
    const world = open();
    const { copier } = world.kiosk();
    copier.start();
    expect(() => copier.start()).toThrow(/M1308/);
    copier.end();
    expect(() => copier.end()).toThrow(/M1307/);
  });

  test.each([
    [{ ...AWAKE, asleep: true }, 'M1301'],
    [{ ...AWAKE, job: 'copy' as const }, 'M1302'],
    [{ ...AWAKE, door: 'open' as const }, 'M1303'],
  ])('%o closes it with its reason until the copier tells otherwise', (state, code) => {
    const world = open();
    const { copier } = world.kiosk();
    copier.attach(() => undefined);
    copier.tell(state);
    expect(copier.picture().service).toMatchObject({ open: false, reasons: [{ code }] });
    expect(() => copier.start()).toThrow(/M1308/);
    copier.tell(AWAKE);
    expect(copier.picture().service).toEqual({ open: true, reasons: [] });
  });

  test('a session that runs goes on whatever the copier does', () => {
    const world = open();
    const { copier } = world.kiosk();
    copier.attach(() => undefined);
    authenticateAtKiosk(world, { subjectCn: CN.susonoTaro, typeId: 'juminhyo' });
    const { screen } = world.kiosk().picture();
    copier.tell({ ...AWAKE, job: 'copy' });
    expect(world.kiosk().picture().screen).toBe(screen);
    expect(copier.picture().serving).toBe(true);
  });

  test('a copier that is gone takes its word with it; where it is required the service closes', () => {
    const free = open();
    const detach = free.kiosk().copier.attach(() => undefined);
    free.kiosk().copier.tell({ ...AWAKE, asleep: true });
    detach();
    expect(free.kiosk().copier.picture().service.open).toBe(true);

    const bound = createWorld({ copierRequired: true });
    bound.clock.advance(MINUTE_MS);
    expect(bound.kiosk().picture()).toMatchObject({ screen: 'outOfService', reasons: ['copierAbsent'] });
    bound.kiosk().copier.attach(() => undefined);
    bound.until(() => isOpen(bound));
  });
});

describe('cash devices that come back with the copier’s own figures', () => {
  test('both counted the same: equal, and no incident', () => {
    const world = open({ cash: 'onePiece' });
    lend(world);
    takeCoins(world, [100, 500, 100]);
    const moved = [
      { denomination_yen: 100, count: 2 },
      { denomination_yen: 500, count: 1 },
    ];
    expect(giveBack(world, moved)).toEqual({
      device: 'cash',
      holder: 'claimed',
      compared: 'equal',
      counts: [
        { denomination_yen: 100, devices: 2, copier: 2 },
        { denomination_yen: 500, devices: 1, copier: 1 },
      ],
    });
    expect(incidents(world)).toEqual([]);
  });

  test('they differ: both figures are an incident, and the books follow the devices', () => {
    const world = open({ cash: 'onePiece' });
    lend(world);
    takeCoins(world, [100, 100]);
    expect(giveBack(world, [{ denomination_yen: 100, count: 3 }])).toMatchObject({ compared: 'differs' });
    expect(incidents(world)).toEqual(['lentCountsDiffer: 100 yen: devices 2, copier 3']);
  });

  test('nothing told, nothing compared; and the next lending begins anew', () => {
    const world = open({ cash: 'onePiece' });
    lend(world);
    takeCoins(world, [100]);
    expect(giveBack(world, null)).toMatchObject({ compared: 'notTold', counts: [] });
    lend(world);
    takeCoins(world, [500]);
    expect(giveBack(world, [{ denomination_yen: 500, count: 1 }])).toMatchObject({ compared: 'equal' });
  });

  test('a unit that cannot tell its notes leaves it to a person: unproved', () => {
    const world = open();
    lend(world);
    expect(giveBack(world, [{ denomination_yen: 1000, count: 2 }])).toMatchObject({ compared: 'unproved' });
    expect(incidents(world)).toEqual(['lentCountsUnproved: 1000 yen: devices 0, copier 2']);
  });

  test('the kiosk dies while it waits for the devices: the figures are kept, and asking again gets the answer', () => {
    const world = open({ cash: 'onePiece' });
    lend(world);
    takeCoins(world, [100, 500]);
    const moved = [
      { denomination_yen: 100, count: 1 },
      { denomination_yen: 500, count: 1 },
    ];
    world.kiosk().copier.giveBack('cash', moved, () => expect.unreachable());
    world.kill();
    world.start();
    expect(giveBack(world, moved)).toMatchObject({ compared: 'equal' });
    // And once more, by a copier that did not hear it: the same answer, nothing booked twice.
    expect(giveBack(world, moved)).toMatchObject({ compared: 'equal' });
    expect(incidents(world)).toEqual([]);
  });

  test('the copier dies while it holds them: they stay lent, and the next one is told so', () => {
    const world = open({ cash: 'onePiece' });
    const detach = world.kiosk().copier.attach(() => undefined);
    lend(world);
    takeCoins(world, [100]);
    detach();
    world.kill();
    world.start();
    world.clock.advance(MINUTE_MS);
    expect(world.kiosk().copier.picture()).toMatchObject({
      service: { open: false },
      devices: [{ device: 'cardReader' }, { device: 'cash', holder: 'lent' }, { device: 'printer' }],
    });
    expect(giveBack(world, [{ denomination_yen: 100, count: 1 }])).toMatchObject({ compared: 'equal' });
  });
});
