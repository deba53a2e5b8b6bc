/**
 * Cash devices lent to the copier's own business: nothing of ours on the lines meanwhile, and what moved is found from the
 * devices' own counters and booked as foreign movement (design, Drivers).
 */
import { describe, expect, test } from 'vitest';
import { MadoguchiError } from '../../src/base/errors.ts';
import { CN } from '../virtual/centre/fixture.ts';
import { u32 } from '../virtual/one-piece/frame.ts';
import { authenticateAtKiosk } from './citizen.ts';
import { ForeignHost } from './foreign-host.ts';
import { COINS_PORT, insertPiece, NOTES_PORT, UNIT_ID, UNIT_PORT } from './hardware.ts';
import { createWorld, type World } from './world.ts';

const MINUTE_MS = 60_000;

function isOpen(world: World): boolean {
  return world.kiosk().picture().screen === 'idle';
}

function lent(options: Parameters<typeof createWorld>[0] = {}): World {
  const world = createWorld(options);
  world.until(() => isOpen(world));
  world.clock.advance(MINUTE_MS);
  world.kiosk().lend('cash');
  world.until(() => world.kiosk().holderOf('cash') === 'lent');
  return world;
}

function giveBack(world: World): void {
  expect(world.kiosk().giveBack('cash')).toBe('claimed');
  world.until(() => isOpen(world), MINUTE_MS);
}

function booked(world: World): Record<string, number> {
  const rows = world.database
    .prepare<[], { account: string; denomination_yen: number; pieces: number }>('SELECT * FROM stock')
    .all();
  return Object.fromEntries(rows.map((row) => [`${row.account}/${row.denomination_yen}`, row.pieces]));
}

function foreign_yen(world: World): number {
  return Number(
    world.database
      .prepare(
        `SELECT COALESCE(SUM(CASE WHEN credit = 'foreign' THEN amount_yen ELSE -amount_yen END), 0) FROM transfer
         WHERE 'foreign' IN (debit, credit)`,
      )
      .pluck()
      .get(),
  );
}

function doubts(world: World): unknown[] {
  return world.database
    .prepare('SELECT device_id, least_yen, most_yen, reason FROM uncertain ORDER BY device_id')
    .all();
}

const NOTES_DOUBT = { device_id: 'notes', least_yen: 0, most_yen: 0, reason: 'countNeeded' };

describe('while the cash devices are lent', () => {
  test('nothing of ours is on their lines, and the service is closed with the reason', () => {
    const world = lent();
    const written = world.lines.written;
    world.clock.advance(10 * MINUTE_MS);
    expect(world.lines.written).toBe(written);
    expect(world.kiosk().picture()).toMatchObject({ screen: 'outOfService', reasons: ['deviceLent'] });
    expect(
      world
        .kiosk()
        .devices()
        .find(({ id }) => id === 'cash'),
    ).toMatchObject({ availability: 'stop' });
  });

  test('a kiosk that stopped meanwhile starts without touching them', () => {
    const world = lent();
    world.kill();
    const written = world.lines.written;
    world.start();
    world.clock.advance(MINUTE_MS);
    expect(world.lines.written).toBe(written);
    expect(world.kiosk().holderOf('cash')).toBe('lent');
    expect(world.kiosk().picture().reasons).toContain('deviceLent');
    giveBack(world);
    expect(foreign_yen(world)).toBe(0);
  });

  test('they are refused while somebody is served, and a name that is none is told', () => {
    const world = createWorld();
    world.until(() => isOpen(world));
    authenticateAtKiosk(world, { subjectCn: CN.susonoTaro, typeId: 'juminhyo' });
    expect(() => world.kiosk().lend('cash')).toThrow(/M1112/);
    expect(() => world.kiosk().lend('till')).toThrow(/known are cardReader, cash, printer.*M1113/);
    expect(world.kiosk().holderOf('cash')).toBe('claimed');
  });

  test('a device that never comes to rest is not lent: it is claimed again', () => {
    const world = createWorld();
    world.until(() => isOpen(world));
    world.lines.unplug(NOTES_PORT);
    world.clock.advance(MINUTE_MS);
    world.kiosk().lend('cash');
    world.clock.advance(MINUTE_MS);
    expect(world.kiosk().holderOf('cash')).toBe('claimed');
    world.lines.plug(NOTES_PORT);
    world.until(() => isOpen(world), MINUTE_MS);
  });

  test.each(['cardReader', 'printer'] as const)('the %s can be lent alone', (name) => {
    const world = createWorld();
    world.until(() => isOpen(world));
    world.kiosk().lend(name);
    world.until(() => world.kiosk().holderOf(name) === 'lent');
    expect(world.kiosk().picture().reasons).toContain('deviceLent');
    world.kiosk().giveBack(name);
    world.until(() => isOpen(world), MINUTE_MS);
  });
});

describe('back again', () => {
  test('nothing moved: nothing is booked, and only the note box has to be counted', () => {
    const world = lent();
    const before = booked(world);
    giveBack(world);
    expect(booked(world)).toEqual(before);
    expect(doubts(world)).toEqual([NOTES_DOUBT]);
  });

  test('rule 11: coins in (229) and coins out (168) are booked piece by piece, and the stock is true', () => {
    const world = lent();
    const before = booked(world);
    const host = new ForeignHost(world, COINS_PORT);
    host.takeCoins([100, 10, 500]);
    const hopper = world.hardware.hoppers.find(({ place }) => place === 'hopper-100')!;
    const life = hopper.life;
    host.cctalk(hopper.address, 164, [165]);
    host.cctalk(hopper.address, 160);
    host.cctalk(hopper.address, 167, [0, 0, 0, 0, 0, 0, 0, 0, 2]);
    host.poll(40);
    expect(hopper.life - life).toBe(2);
    host.close();
    giveBack(world);
    expect(foreign_yen(world)).toBe(610 - 200);
    const after = booked(world);
    for (const { place, pieces } of world.hardware.hoppers) {
      const kind = Number(place.slice('hopper-'.length));
      expect([place, after[`unit:${place}/${kind}`]]).toEqual([place, pieces]);
    }
    expect(after['unit:hopper-100/100']).toBe((before['unit:hopper-100/100'] ?? 0) + 1 - 2);
    expect(doubts(world)).toEqual([NOTES_DOUBT]);
  });

  test('rule 11: a hopper that somebody exchanged meanwhile cannot say what it paid: a doubt, and the service goes on', () => {
    const world = lent();
    const before = booked(world);
    world.hardware.hoppers.find(({ place }) => place === 'hopper-100')!.exchangeFor(12);
    giveBack(world);
    expect(foreign_yen(world)).toBe(0);
    expect(booked(world)).toEqual(before);
    expect(doubts(world)).toEqual([
      { device_id: 'hopper-100', least_yen: 0, most_yen: 0, reason: 'countNeeded' },
      NOTES_DOUBT,
    ]);
  });

  test('225: more coins than the event buffer tells are counted, their values are a doubt for a person', () => {
    const world = lent();
    const host = new ForeignHost(world, COINS_PORT);
    host.takeCoins([10, 10, 10, 10, 10, 10, 10]);
    host.close();
    giveBack(world);
    expect(foreign_yen(world)).toBe(50);
    expect(doubts(world)).toEqual([
      { device_id: 'coins', least_yen: 20, most_yen: 1000, reason: 'countNeeded' },
      NOTES_DOUBT,
    ]);
  });

  test('a stop of the kiosk while they are lent changes nothing of what is found', () => {
    const world = lent();
    const host = new ForeignHost(world, COINS_PORT);
    host.takeCoins([100]);
    host.close();
    world.kill();
    world.start();
    world.clock.advance(MINUTE_MS);
    giveBack(world);
    expect(foreign_yen(world)).toBe(100);
    // Lent and returned again: what was told is not told twice.
    world.kiosk().lend('cash');
    world.until(() => world.kiosk().holderOf('cash') === 'lent');
    giveBack(world);
    expect(foreign_yen(world)).toBe(100);
  });

  test('a one-piece unit tells by its own counts what came in and went out', () => {
    const world = lent({ cash: 'onePiece' });
    const before = booked(world);
    const host = new ForeignHost(world, UNIT_PORT);
    host.opc(0x05);
    host.opc(0x04, [0xff]);
    for (const piece of [100, 100, 500, 1000]) {
      insertPiece(world.hardware, piece);
      world.clock.advance(3_000);
    }
    host.opc(0x06);
    world.clock.advance(5_000);
    host.opc(0x07);
    host.opc(0x0a, [...Array.from({ length: 16 }, () => 7), ...u32(100)]);
    world.clock.advance(10_000);
    host.close();
    giveBack(world);
    expect(foreign_yen(world)).toBe(1700 - 100);
    const after = booked(world);
    expect((after[`unit:${UNIT_ID}/100`] ?? 0) - (before[`unit:${UNIT_ID}/100`] ?? 0)).toBe(1);
    expect((after[`unit:${UNIT_ID}/500`] ?? 0) - (before[`unit:${UNIT_ID}/500`] ?? 0)).toBe(1);
    expect(doubts(world)).toEqual([]);
  });
});

test('devices that cannot be taken back because the books cannot be written stay lent, and are taken back later', () => {
  let isFull = false;
  const world = lent({
    atCommit: ({ when }) => {
      if (isFull && when === 'before') throw new MadoguchiError('ledgerFull', 'no room');
    },
  });
  isFull = true;
  expect(() => world.kiosk().giveBack('cash')).toThrow(/no room/);
  expect(world.kiosk().holderOf('cash')).toBe('lent');
  isFull = false;
  giveBack(world);
});
