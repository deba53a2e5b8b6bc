/** Technicians, the copier and citizens in each other's way: whatever is asked at whatever moment, the money stays whole. */
import { describe, expect, test } from 'vitest';
import type { CopierState, Moved, Returned } from '../../src/api/methods/copier.ts';
import type { MethodName } from '../../src/api/messages.ts';
import { MadoguchiError } from '../../src/base/errors.ts';
import { KIOSK_LIMITS } from '../../src/kiosk/limits.ts';
import { CN } from '../virtual/centre/fixture.ts';
import { expectAtRest } from './checkers.ts';
import { authenticateAtKiosk, payAtKiosk, printAndLeave, requestAtKiosk } from './citizen.ts';
import { Technician } from './technician.ts';
import { createWorld, type World } from './world.ts';

const MINUTE_MS = 60_000;
/** 50 times a second. */
const FLAP_MS = 20;
const AWAKE: CopierState = { asleep: false, job: 'none', door: 'closed' };
const TARO = { subjectCn: CN.susonoTaro, typeId: 'juminhyo' } as const;

function open(options: Parameters<typeof createWorld>[0] = {}): { world: World; sato: Technician } {
  const world = createWorld(options);
  world.until(() => world.kiosk().picture().screen === 'idle');
  world.clock.advance(MINUTE_MS);
  return { world, sato: new Technician(world) };
}

/** Does it again and again until the function that is returned is called. */
function again(world: World, work: (turn: number) => void): () => void {
  let turn = 0;
  let isInside = false;
  let isOver = false;
  const once = (): void => {
    if (isOver) return;
    if (!isInside) {
      isInside = true;
      turn += 1;
      work(turn);
      isInside = false;
    }
    world.clock.after(FLAP_MS, once);
  };
  once();
  return () => {
    isOver = true;
  };
}

function sale(world: World): void {
  authenticateAtKiosk(world, TARO);
  requestAtKiosk(world, TARO);
  payAtKiosk(world, [100, 100, 100]);
  printAndLeave(world);
}

function lend(world: World): void {
  world.kiosk().lend('cash');
  world.until(() => world.kiosk().holderOf('cash') === 'lent');
}

const lentIncidents = (world: World): unknown[] =>
  world.database.prepare("SELECT code, detail FROM incident WHERE code LIKE 'lent%'").all();

describe('a technician who hangs up when the work is over', () => {
  test('leaves the questions of the next one where they are', () => {
    const { world, sato } = open();
    const first = sato.begin('diag.run', { device: 'cardReader', level: 'internal' });
    world.until(() => first.answer !== null);
    const second = sato.begin('diag.run', { device: 'cash', level: 'interactive' });
    world.until(() => second.progress.some((text) => text.startsWith('ask')));
    const asked = [...second.progress];
    first.gone();
    world.clock.advance(1_000);
    expect(second.progress).toEqual(asked);
    expect(second.answer).toBeNull();
    second.gone();
    world.until(() => world.kiosk().picture().screen === 'idle');
    expectAtRest(world);
  });

  test.each([
    ['sound.test', { outlet: 'speaker' }],
    ['card.look', { wait_s: 1 }],
    ['diag.run', { device: 'ledger', level: 'internal' }],
  ] as const)('%s does not open the kiosk while pieces of another fall', (method, params) => {
    const { world, sato } = open();
    const first = sato.begin(method, params);
    world.until(() => first.answer !== null);
    const dispense = sato.begin('cash.testDispense', { denomination_yen: 100, count: 3 });
    first.gone();
    expect(dispense.answer).toBeNull();
    expect(world.kiosk().picture()).toMatchObject({ screen: 'outOfService', reasons: ['technicianAtWork'] });
    expect(() => sato.begin('cash.testDispense', { denomination_yen: 100 })).toThrow(/M1112/);
    world.until(() => dispense.answer !== null);
    expect(dispense.answer).toMatchObject({ dispensed: 3, outcome: 'done' });
    world.until(() => world.kiosk().picture().screen === 'idle');
    expectAtRest(world);
  });
});

/** Acts that move money, or need the devices for themselves. */
const ACTS: readonly (readonly [MethodName, Record<string, unknown>])[] = [
  ['cash.testDispense', { denomination_yen: 100 }],
  ['cash.testPutBack', { movement: '0'.repeat(32) }],
  ['cash.closing', {}],
  ['cash.exchangeStart', { task: 'closing' }],
  ['cash.exchangeEnd', { task: 'closing', piles: [] }],
  ['cash.exchangeDrop', { task: 'closing' }],
  ['devices.lend', { device: 'cash' }],
  ['devices.lend', { device: 'printer' }],
  ['diag.run', { device: 'all', level: 'internal' }],
  ['diag.run', { device: 'cash', level: 'interactive' }],
  ['card.look', { wait_s: 1 }],
  ['printer.testPage', { printer: 'printer' }],
];

test('rule 2: whatever technicians ask at every moment of a sale is refused, and the money of the citizen is whole', () => {
  const { world, sato } = open();
  const tanaka = new Technician(world, 'tanaka');
  const screens = new Set<string>();
  authenticateAtKiosk(world, TARO);
  let refused = 0;
  const stop = again(world, (turn) => {
    if (!world.kiosk().isServing()) return;
    screens.add(world.kiosk().picture().screen);
    for (const [method, params] of ACTS) {
      expect(() => (turn % 2 === 0 ? sato : tanaka).begin(method, params), method).toThrow(MadoguchiError);
      refused += 1;
    }
  });
  requestAtKiosk(world, TARO);
  payAtKiosk(world, [500]);
  printAndLeave(world);
  stop();
  world.clock.advance(MINUTE_MS);
  expect([...screens]).toEqual(expect.arrayContaining(['certificate', 'pay', 'closingDeposit', 'printing']));
  expect(refused).toBeGreaterThan(1_000);
  expect(world.kiosk().picture().screen).toBe('idle');
  expectAtRest(world);
});

test.each([
  ['card.look', { wait_s: 20 }, 'cardReader'],
  ['diag.run', { device: 'cash', level: 'interactive' }, 'cash'],
] as const)('no device is lent from under a technician’s hands: %s', (method, params, device) => {
  const { world, sato } = open();
  const asked = sato.begin(method, params);
  world.clock.advance(500);
  expect(() => sato.begin('devices.lend', { device })).toThrow(/a technician tests a device.*M1112/);
  asked.gone();
  world.until(() => world.kiosk().picture().screen === 'idle');
  expect(sato.ask('devices.lend', { device })).toMatchObject({ device });
  sato.ask('devices.return', { device });
  world.until(() => world.kiosk().picture().screen === 'idle');
  expectAtRest(world);
});

test('two technicians ask everything at once and hang up at any moment: one works, the other is told, and no lock is left', () => {
  const { world, sato } = open();
  const both = [sato, new Technician(world, 'tanaka')];
  const open_ = new Set<{ gone(): void; readonly answer: unknown }>();
  const stop = again(world, (turn) => {
    const [method, params] = ACTS[turn % ACTS.length]!;
    // What is lent, or begun and never given up, keeps the service closed for good.
    if (method === 'devices.lend' || method === 'cash.exchangeStart' || method === 'cash.closing') return;
    try {
      open_.add(both[turn % 2]!.begin(method, params));
    } catch (error) {
      expect(error).toBeInstanceOf(MadoguchiError);
    }
    if (turn % 7 === 0) for (const asked of open_) asked.gone();
  });
  world.clock.advance(2 * MINUTE_MS);
  stop();
  for (const asked of open_) asked.gone();
  world.until(() => world.kiosk().picture().screen === 'idle', 10 * MINUTE_MS);
  expect(open_.size).toBeGreaterThan(5);
  expectAtRest(world);
});

describe('a daemon that is killed at any moment of an act', () => {
  test.each([20, 200, 400, 600, 900, 1_500, 3_000])(
    'test dispense, %d ms after it was asked for: what fell is in the books',
    (after_ms) => {
      const { world, sato } = open();
      sato.begin('cash.testDispense', { denomination_yen: 100, count: 5 });
      world.clock.advance(after_ms);
      world.kill();
      world.start();
      world.until(() => world.kiosk().picture().screen === 'idle', 10 * MINUTE_MS);
      world.clock.advance(MINUTE_MS);
      expectAtRest(world);
    },
  );

  test('work that was begun is open afterwards, and a count ends it', () => {
    const { world, sato } = open();
    sato.ask('cash.exchangeStart', { task: 'refill', unit: 'hopper-100' });
    world.kill();
    world.start();
    world.clock.advance(MINUTE_MS);
    expect(world.kiosk().picture().screen).toBe('outOfService');
    const later = new Technician(world);
    expect(later.ask('ledger.reconcile')).toMatchObject({ agrees: false, openExchanges: 1 });
    later.ask('cash.exchangeDrop', { task: 'refill', unit: 'hopper-100' });
    world.until(() => world.kiosk().picture().screen === 'idle');
    expectAtRest(world);
  });
});

describe('a copier whose state comes and goes 50 times a second', () => {
  const states: readonly CopierState[] = [
    AWAKE,
    { ...AWAKE, asleep: true },
    { ...AWAKE, job: 'copy' },
    { ...AWAKE, door: 'open' },
  ];

  test('ends no session that runs, and fills neither log nor screen', () => {
    const { world } = open();
    let pushed = 0;
    world.kiosk().copier.attach(() => (pushed += 1));
    authenticateAtKiosk(world, TARO);
    const stop = again(world, (turn) => world.kiosk().copier.tell(states[turn % states.length]!));
    requestAtKiosk(world, TARO);
    const before = pushed;
    payAtKiosk(world, [100, 100, 100]);
    world.until(() => !world.kiosk().isServing() || world.kiosk().picture().screen === 'takeItems', 5 * MINUTE_MS);
    stop();
    // The screens of the sale, and a handful of states.
    expect(pushed - before).toBeLessThan(60);
    world.clock.advance(3 * MINUTE_MS);
    expectAtRest(world);
  });

  test('is closed with every reason that was heard, and opens when it has come to rest', () => {
    const { world } = open();
    let pushed = 0;
    world.kiosk().copier.attach(() => (pushed += 1));
    const stop = again(world, (turn) => world.kiosk().copier.tell(states[turn % states.length]!));
    world.clock.advance(MINUTE_MS);
    const reasons = ['copierAsleep', 'copierAtWork', 'copierDoorOpen'];
    expect(world.kiosk().picture()).toMatchObject({ screen: 'outOfService', reasons });
    expect(pushed).toBeLessThan(3 * KIOSK_LIMITS.flaps_burst);
    stop();
    world.kiosk().copier.tell(AWAKE);
    expect(world.kiosk().picture().screen).toBe('outOfService');
    world.clock.advance(KIOSK_LIMITS.flap_rest_ms + 100);
    expect(world.kiosk().picture().screen).toBe('idle');
    // And closes at once when it is said again.
    world.kiosk().copier.tell({ ...AWAKE, asleep: true });
    expect(world.kiosk().picture()).toMatchObject({ screen: 'outOfService', reasons: ['copierAsleep'] });
  });
});

describe('a copier that tells its figures late, twice or wrongly', () => {
  const returned = (world: World, moved: Moved): Returned[] => {
    const answers: Returned[] = [];
    world.kiosk().copier.giveBack('cash', moved, (answer) => answers.push(answer));
    return answers;
  };

  test('late: they are compared with what was there when the devices came home, never with what a citizen paid', () => {
    const { world, sato } = open({ cash: 'onePiece' });
    lend(world);
    sato.ask('devices.return', { device: 'cash' });
    world.until(() => world.kiosk().picture().screen === 'idle', 5 * MINUTE_MS);
    world.clock.advance(MINUTE_MS);
    authenticateAtKiosk(world, TARO);
    requestAtKiosk(world, TARO);
    payAtKiosk(world, [100]);
    expect(returned(world, [])).toEqual([{ device: 'cash', holder: 'claimed', compared: 'equal', counts: [] }]);
    payAtKiosk(world, [100, 100]);
    printAndLeave(world);
    world.clock.advance(3 * MINUTE_MS);
    expect(lentIncidents(world)).toEqual([]);
    expectAtRest(world);
  });

  test('twice: what was told first holds', () => {
    const { world } = open({ cash: 'onePiece' });
    lend(world);
    const first = returned(world, [{ denomination_yen: 100, count: 4 }]);
    const second = returned(world, []);
    world.until(() => first.length + second.length === 2, 5 * MINUTE_MS);
    for (const [answer] of [first, second])
      expect(answer).toMatchObject({ compared: 'differs', counts: [{ denomination_yen: 100, devices: 0, copier: 4 }] });
    expect(lentIncidents(world)).toHaveLength(1);
  });

  test('lent again before both sides were compared: that is done first, and nothing is forgotten', () => {
    const { world } = open({ cash: 'onePiece' });
    lend(world);
    const answers = returned(world, [{ denomination_yen: 500, count: -1 }]);
    world.until(() => world.kiosk().picture().screen === 'idle', MINUTE_MS);
    expect(answers).toEqual([]);
    lend(world);
    expect(answers).toMatchObject([{ compared: 'differs' }]);
    expect(lentIncidents(world)).toHaveLength(1);
  });

  test('of money that does not exist, or of a device that was never lent: an incident or nothing, and no booking', () => {
    const { world } = open({ cash: 'onePiece' });
    expect(returned(world, [{ denomination_yen: 100, count: 10_000 }])).toMatchObject([{ compared: 'notTold' }]);
    lend(world);
    const answers = returned(world, [
      { denomination_yen: 3, count: 10_000 },
      { denomination_yen: 3, count: -9_999 },
    ]);
    world.until(() => answers.length > 0, 5 * MINUTE_MS);
    expect(answers).toMatchObject([{ compared: 'differs', counts: [{ denomination_yen: 3, devices: 0, copier: 1 }] }]);
    sale(world);
    world.clock.advance(3 * MINUTE_MS);
    expectAtRest(world);
  });

  test.each([[0.5], [10_001], [-10_001], [Number.NaN], ['1'], [null]])('%s pieces are no figure', (count) => {
    const { sato } = open({ cash: 'onePiece' });
    const params = { device: 'cash', moved: [{ denomination_yen: 100, count }] };
    expect(() => sato.begin('copier.return', params)).toThrow(/count/);
  });
});
