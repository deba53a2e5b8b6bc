/**
 * Cash devices whose answers are not true. Whatever they say, the kiosk's process lives, its books stay sound, and it starts again;
 * what the lies made of the money is for a count. `LIAR_SEEDS=1-500` plays more.
 */
import { describe, expect, test } from 'vitest';
import { MadoguchiError } from '../../src/base/errors.ts';
import { SeededRandom } from '../../src/base/random.ts';
import { auditLedger } from '../../src/ledger/verify.ts';
import { CN } from '../virtual/centre/fixture.ts';
import { authenticateAtKiosk, requestAtKiosk } from './citizen.ts';
import { insertPiece, type CashMake } from './hardware.ts';
import { Liar } from './liar.ts';
import { takeMoney } from './story-player.ts';
import { Technician } from './technician.ts';
import { createWorld, type World } from './world.ts';

const PIECES_YEN = [10, 50, 100, 500, 1000];
const SALE = { subjectCn: CN.susonoTaro, typeId: 'juminhyo' };
const VISITS = 3;
const PLAY_MOST_MS = 60_000;
const CASHES: readonly CashMake[] = ['composite', 'onePiece'];

function seeds(): readonly number[] {
  const [from = 1, to = from] = (process.env['LIAR_SEEDS'] ?? '4-5').split('-').map(Number);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** Does it, or gives up when the kiosk does not go along: it refuses with a code, or no such screen comes. */
function tried(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const isNo = error instanceof MadoguchiError || /^waited in vain|does not offer/.test(error.message);
    if (!isNo) throw error;
  }
}

function citizen(world: World, random: SeededRandom): void {
  tried(() => {
    authenticateAtKiosk(world, SALE);
    requestAtKiosk(world, SALE);
  });
  for (let piece = random.integer(8); piece > 0; piece -= 1) {
    world.clock.advance(1 + random.integer(3_000));
    insertPiece(world.hardware, PIECES_YEN[random.integer(PIECES_YEN.length)] ?? 10);
  }
  world.clock.advance(random.integer(10_000));
  tried(() => world.press({ type: random.integer(2) === 0 ? 'citizen.cancel' : 'citizen.printStart' }));
  world.clock.advance(random.integer(60_000));
}

function technician(world: World, random: SeededRandom): void {
  const sato = new Technician(world);
  tried(() => sato.ask('cash.testDispense', { denomination_yen: PIECES_YEN[random.integer(4)], count: 2 }));
  tried(() => void sato.ask('cash.levels'));
  tried(() => void sato.ask('cash.closing'));
}

/** The copier has the devices, and gets them back from them otherwise than it gave them. */
function lending(world: World, random: SeededRandom, liar: Liar): void {
  const { oneIn } = liar;
  liar.oneIn = 0;
  tried(() => world.until(() => world.kiosk().picture().screen === 'idle'));
  tried(() => world.kiosk().lend('cash'));
  world.clock.advance(10_000 + random.integer(60_000));
  liar.oneIn = Math.min(oneIn, 8);
  tried(() => world.kiosk().giveBack('cash'));
  world.clock.advance(random.integer(60_000));
}

/** Somebody comes, does something, and goes. */
function visit(world: World, random: SeededRandom, liar: Liar): void {
  const kind = random.integer(10);
  if (kind < 6) citizen(world, random);
  else if (kind < 8) technician(world, random);
  else lending(world, random, liar);
  world.hardware.reader.remove();
  takeMoney(world);
  world.clock.advance(random.integer(60_000));
  if (random.integer(4) === 0 && world.alive()) world.kill();
  if (!world.alive()) world.start();
}

/** No kiosk gave up, and no driver threw: that would be opened anew and forgotten. */
function expectAlive(world: World, seed: number): void {
  expect(world.deaths, `seed ${seed}`).toEqual([]);
  const reasons = world
    .kiosk()
    .devices()
    .flatMap((device) => device.reasons);
  const thrown = reasons.filter(({ code, detail }) => code === 'internal' || detail.includes('internal:'));
  expect(thrown, `seed ${seed}`).toEqual([]);
}

/** A kiosk among liars; returns how often they lied. */
function play(seed: number, cash: CashMake): number {
  const random = new SeededRandom(seed);
  const liar = new Liar(random);
  const world = createWorld({
    seed,
    cash,
    wires: (room) => ({ ...room, openBytes: (...line) => liar.on(room.openBytes(...line)) }),
  });
  world.clock.advance(60_000);
  for (let count = 0; count < VISITS; count += 1) {
    liar.oneIn = random.integer(4) === 0 ? 0 : 2 ** (1 + random.integer(9));
    visit(world, random, liar);
    expectAlive(world, seed);
  }
  liar.oneIn = 0;
  tried(() => world.kiosk().giveBack('cash'));
  world.clock.advance(3 * 60_000);
  world.kill();
  world.start();
  world.clock.advance(3 * 60_000);
  expectAlive(world, seed);
  expect(auditLedger(world.database).problems, `seed ${seed}`).toEqual([]);
  world.database.close();
  return liar.lies;
}

describe.each(CASHES)('cash devices that lie: %s', (cash) => {
  const all = seeds();
  test('R84, rule 4: the process lives and the books are sound', { timeout: all.length * PLAY_MOST_MS }, () => {
    const lies = all.map((seed) => play(seed, cash));
    expect(Math.max(...lies)).toBeGreaterThan(0);
  });
});
