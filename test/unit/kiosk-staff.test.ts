/** Staff mode in the whole kiosk: real chart, ledger, drivers and virtual devices on the simulated clock. */
import { describe, expect, test } from 'vitest';
import type { Intent } from '../../src/api/messages.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import { CN } from '../virtual/centre/fixture.ts';
import { balance_yen, expectAtRest } from '../simulation/checkers.ts';
import {
  authenticateAtKiosk,
  payAtKiosk,
  printAndLeave,
  requestAtKiosk,
  type SaleOptions,
} from '../simulation/citizen.ts';
import { createWorld, type World, type WorldOptions } from '../simulation/world.ts';

const SALE: SaleOptions = { subjectCn: CN.susonoTaro, typeId: 'juminhyo', persons: [1, 2] };

function openStaff(options: WorldOptions = {}): World {
  const world = createWorld(options);
  world.until(() => world.view().screen === 'idle');
  expect(world.kiosk().staffKey(true)).toBe('open');
  expect(world.view().screen).toBe('staffMenu');
  return world;
}

function sell(world: World): void {
  authenticateAtKiosk(world, SALE);
  requestAtKiosk(world, SALE);
  payAtKiosk(world, [500]);
  printAndLeave(world);
  world.until(() => world.view().screen === 'idle');
}

/** Answers the counting form: what the books say, or what `counted` says instead (by `unit.denomination`). */
function count(world: World, counted: Readonly<Record<string, number>> = {}): void {
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

function ledgerOf(world: World) {
  return createLedger(world.database, () => 0);
}

function pieces(world: World, unitId: string, denomination_yen: number): number {
  const found = ledgerOf(world)
    .stock()
    .find((one) => one.unitId === unitId && one.denomination_yen === denomination_yen);
  return found?.count ?? 0;
}

const press = (world: World, ...intents: readonly Intent[]): void => intents.forEach((intent) => world.press(intent));

describe('the way in', () => {
  test('the key switch opens staff mode from idle, and closes the service with its reason until it is turned back', () => {
    const world = openStaff();
    expect(world.kiosk().picture().reasons).toEqual(['staffMode']);
    expect(world.kiosk().staffKey(false)).toBe('closed');
    expect(world.kiosk().picture()).toMatchObject({ screen: 'idle', reasons: [], staff: null });
  });

  test('a key that is turned during a session waits: staff mode opens when the citizen is gone', () => {
    const world = createWorld();
    authenticateAtKiosk(world, SALE);
    expect(world.kiosk().staffKey(true)).toBe('waiting');
    expect(world.view().screen).toBe('certificate');
    requestAtKiosk(world, SALE);
    payAtKiosk(world, [500]);
    world.press({ type: 'citizen.printStart' });
    world.until(() => world.view().screen === 'takeItems', 600_000);
    world.press({ type: 'citizen.confirmTaken' });
    expect(world.view().screen).toBe('staffMenu');
  });

  test('no citizen begins while staff mode is open, and it leaves by itself after a warning', () => {
    const world = openStaff();
    expect(world.offered({ type: 'citizen.openGovernmentService' })).toBe(false);
    world.until(() => world.view().warning !== null, 15 * 60_000);
    world.press({ type: 'citizen.extend' });
    expect(world.view().warning).toBeNull();
    world.until(() => world.view().screen === 'idle', 15 * 60_000);
    // The key is still turned: what was left stays left.
    world.clock.advance(60_000);
    expect(world.view().screen).toBe('idle');
    expect(world.kiosk().staffKey(false)).toBe('closed');
    expect(world.kiosk().staffKey(true)).toBe('open');
  });
});

describe('the code', () => {
  /** A code is right when its digits are these; what is given is overwritten, as the real port does. */
  const withCode = (code: string): WorldOptions => ({
    staffCode: {
      check: (digits, done) => {
        const right = Buffer.from(digits).toString('latin1') === code;
        digits.fill(0);
        done(right);
      },
    },
  });

  function type(world: World, digits: string): void {
    for (const digit of digits) world.kiosk().onPinKey(Number(digit) as 0);
    world.press({ type: 'staff.enterCode' });
  }

  function knock(options: WorldOptions): World {
    const world = createWorld(options);
    world.until(() => world.view().screen === 'idle');
    world.press({ type: 'staff.knock' });
    expect(world.view()).toMatchObject({ screen: 'staffCode', pin: { digits: 0 } });
    return world;
  }

  test('without a code nothing on the screen leads to staff mode', () => {
    const world = createWorld();
    world.until(() => world.view().screen === 'idle');
    expect(world.view().door).toBe(false);
    expect(world.offered({ type: 'staff.knock' })).toBe(false);
  });

  test('the right code opens; the screen counts digits without knowing them', () => {
    const world = knock(withCode('246810'));
    for (const digit of [2, 4, 6] as const) world.kiosk().onPinKey(digit);
    expect(world.view().pin).toMatchObject({ digits: 3 });
    world.kiosk().onPinKey('clear');
    type(world, '246810');
    expect(world.view().screen).toBe('staffMenu');
  });

  test('five wrong codes lock the entry for ten minutes, also over a restart, and stand in the list without the digits', () => {
    const world = knock(withCode('246810'));
    for (let tries = 1; tries <= 4; tries += 1) {
      type(world, '135790');
      expect(world.view().pin?.tries).toContain(`あと${5 - tries}回`);
    }
    type(world, '135790');
    expect(
      world
        .view()
        .notices.map(({ text }) => text)
        .join(),
    ).toContain('10分');
    // Keys are dead while it is locked, and the right code is no help.
    for (const digit of [2, 4, 6, 8, 1, 0] as const) world.kiosk().onPinKey(digit);
    expect(world.view().pin?.digits).toBe(0);
    world.press({ type: 'citizen.back' });
    world.kill();
    world.start();
    world.until(() => world.view().screen === 'idle');
    world.press({ type: 'staff.knock' });
    world.kiosk().onPinKey(2);
    expect(world.view().pin?.digits).toBe(0);
    world.press({ type: 'citizen.back' });
    world.clock.advance(10 * 60_000);
    world.press({ type: 'staff.knock' });
    type(world, '246810');
    expect(world.view().screen).toBe('staffMenu');
    expect(ledgerOf(world).unseenIncidents()).toMatchObject([{ code: 'staffCodeLocked' }]);
    const everything = JSON.stringify([world.trace, ledgerOf(world).incidents(99)]);
    expect(everything).not.toContain('135790');
    expect(everything).not.toContain('246810');
  });
});

describe('collection (回収) and refill (補充)', () => {
  test('what was taken out is booked against the books; a difference is 過不足 with an incident, and the sheet is printed', () => {
    const world = openStaff();
    const before = pieces(world, 'hopper-100', 100);
    press(
      world,
      { type: 'staff.choose', task: 'collect' },
      { type: 'staff.chooseUnit', unitId: 'hopper-100' },
      { type: 'staff.next' },
    );
    // Two coins had gone by another way; the rest is in the clerk's hand.
    world.hardware.places.move('hopper-100', 'citizen', 100, 2);
    world.hardware.places.moveAll('hopper-100', 'staff');
    count(world, { 'hopper-100.100': before - 2 });
    expect(world.view()).toMatchObject({ screen: 'staffReview' });
    expect(pieces(world, 'hopper-100', 100)).toBe(before);
    world.press({ type: 'staff.confirm' });
    expect(world.view()).toMatchObject({ screen: 'staffDone', staff: { result: { text: '不足 200円' } } });
    expect(pieces(world, 'hopper-100', 100)).toBe(0);
    expect(ledgerOf(world).balance_yen('overshort')).toBe(-200);
    expect(ledgerOf(world).unseenIncidents()).toMatchObject([{ code: 'staffOverShort' }]);
    world.until(() => world.view().notices[0]?.text.startsWith('控えを印刷しました') ?? false, 120_000);
    expect(world.hardware.printer.sheets().length).toBe(1);
    expectAtRest(world);
  });

  test('a refill changes the promise of change at once', () => {
    const world = createWorld({ fill: { 'hopper-100': 0, 'hopper-50': 0, 'hopper-10': 0 } });
    world.until(() => world.view().screen === 'idle');
    world.kiosk().staffKey(true);
    press(world, { type: 'staff.choose', task: 'refill' });
    const units = world
      .view()
      .actions.filter(({ kind }) => kind === 'choice')
      .map(({ id }) => id);
    expect(units).toContain('unit.hopper-100');
    press(world, { type: 'staff.chooseUnit', unitId: 'hopper-100' }, { type: 'staff.next' });
    world.hardware.places.move('staff', 'hopper-100', 100, 40);
    count(world, { 'hopper-100.100': 40 });
    press(world, { type: 'staff.confirm' }, { type: 'staff.next' }, { type: 'citizen.cancel' });
    expect(pieces(world, 'hopper-100', 100)).toBe(40);
    expectAtRest(world);
    authenticateAtKiosk(world, SALE);
    requestAtKiosk(world, SALE);
    expect(world.view().money?.accepts.pieces.map(({ amount_yen }) => amount_yen)).toContain(500);
  });

  test('every step can be gone back, and nothing is booked before 「確定」', () => {
    const world = openStaff();
    const before = JSON.stringify(ledgerOf(world).stock());
    press(
      world,
      { type: 'staff.choose', task: 'collect' },
      { type: 'staff.chooseUnit', unitId: 'hopper-100' },
      { type: 'staff.next' },
    );
    count(world, { 'hopper-100.100': 1 });
    for (const screen of ['staffCount', 'staffOpen', 'staffUnits', 'staffMenu']) {
      world.press({ type: 'citizen.back' });
      expect(world.view().screen).toBe(screen);
    }
    expect(JSON.stringify(ledgerOf(world).stock())).toBe(before);
    expect(ledgerOf(world).openExchanges()).toEqual([]);
    expect(ledgerOf(world).balance_yen('overshort')).toBe(0);
  });

  test('a power cut in the middle books nothing; the work is shown as open, and the service stays closed until it is ended', () => {
    const world = openStaff();
    press(
      world,
      { type: 'staff.choose', task: 'collect' },
      { type: 'staff.chooseUnit', unitId: 'hopper-100' },
      { type: 'staff.next' },
    );
    count(world, { 'hopper-100.100': 1 });
    const before = JSON.stringify(ledgerOf(world).stock());
    world.kill();
    world.start();
    world.until(() => world.view().screen === 'outOfService');
    world.clock.advance(60_000);
    expect(world.kiosk().picture().reasons).toEqual(['staffExchangeOpen']);
    expect(JSON.stringify(ledgerOf(world).stock())).toBe(before);
    world.kiosk().staffKey(true);
    expect(
      world
        .view()
        .notices.map(({ text }) => text)
        .join(),
    ).toContain('回収');
    press(world, { type: 'staff.resume', task: 'collect', unitId: 'hopper-100' }, { type: 'staff.next' });
    count(world);
    press(world, { type: 'staff.confirm' }, { type: 'staff.next' });
    expect(world.view().notices).toEqual([]);
    world.kiosk().staffKey(false);
    expect(world.kiosk().picture().reasons).toEqual([]);
  });

  test('a number that cannot be is not taken: the form says how much fits', () => {
    const world = openStaff();
    press(world, { type: 'staff.choose', task: 'collect' }, { type: 'staff.chooseUnit', unitId: 'hopper-100' });
    world.press({ type: 'staff.next' });
    const counts = [{ unitId: 'hopper-10', denomination_yen: 10, count: 3 }];
    expect(world.offered({ type: 'staff.count', counts })).toBe(false);
    // Past the screen's own check the bridge looks again.
    world.kiosk().onIntent({ type: 'staff.count', counts });
    world.press({ type: 'staff.confirm' });
    expect(world.view()).toMatchObject({ screen: 'staffReview' });
    expect(world.view().notices[0]?.text).toContain('枚数が正しくありません');
  });
});

describe('opening stock and closing', () => {
  test('the opening stock (初期在高) is booked once, and refused when stock exists', () => {
    const world = openStaff({ fill: { 'hopper-500': 0, 'hopper-100': 0, 'hopper-50': 0, 'hopper-10': 0 } });
    press(world, { type: 'staff.choose', task: 'openingStock' }, { type: 'staff.next' });
    count(world, { 'hopper-100.100': 30, 'hopper-10.10': 30 });
    press(world, { type: 'staff.confirm' });
    expect(pieces(world, 'hopper-100', 100)).toBe(30);
    expect(balance_yen(world, 'staff')).toBe(-3300);
    world.press({ type: 'staff.next' });
    expect(world.offered({ type: 'staff.choose', task: 'openingStock' })).toBe(false);
    world.kiosk().onIntent({ type: 'staff.choose', task: 'openingStock' });
    world.kiosk().onIntent({ type: 'staff.next' });
    expect(world.view()).toMatchObject({ screen: 'staffMenu' });
    expect(world.view().notices[0]?.text).toContain('初期在高は登録できません');
  });

  test('rule "Daily": a closing (締め) after a sale compares the count with the books and goes to the centre with its head hash', () => {
    const world = createWorld();
    sell(world);
    world.kiosk().staffKey(true);
    press(world, { type: 'staff.choose', task: 'closing' }, { type: 'staff.next' });
    count(world);
    press(world, { type: 'staff.confirm' });
    expect(world.view()).toMatchObject({ screen: 'staffDone', title: '締めました（第1号）' });
    expect(world.view().staff?.result).toEqual({ text: '過不足はありません。', tone: 'good' });
    const [closing] = ledgerOf(world).closings(1);
    expect(closing).toMatchObject({ number: 1, overshort_yen: 0, cashIn_yen: 500, paidOut_yen: 200 });
    expect(closing?.headHash).toMatch(/^[0-9a-f]{64}$/);
    // The next one compares what the devices counted since: 225 of the acceptor, 168 of the hoppers.
    press(world, { type: 'staff.next' }, { type: 'citizen.cancel' });
    sell(world);
    world.kiosk().staffKey(false);
    world.kiosk().staffKey(true);
    press(world, { type: 'staff.choose', task: 'closing' }, { type: 'staff.next' });
    count(world);
    world.press({ type: 'staff.confirm' });
    const [second] = ledgerOf(world).closings(1);
    expect(second?.counters.map(({ unitId, counted, booked }) => [unitId, counted, booked])).toEqual(
      expect.arrayContaining([
        ['coins', 1, 1],
        ['hopper-100', 2, 2],
      ]),
    );
    expect(second?.counters.filter(({ counted, booked }) => counted !== null && counted !== booked)).toEqual([]);
  });
});

describe('slips, left items, incidents', () => {
  function owedWorld(): World {
    const world = createWorld({ fill: { 'hopper-500': 0 } });
    authenticateAtKiosk(world, SALE);
    requestAtKiosk(world, SALE);
    payAtKiosk(world, [500]);
    world.kill();
    world.start();
    world.until(() => world.view().slip !== null, 300_000);
    world.press({ type: 'citizen.acknowledge' });
    world.until(() => world.view().screen === 'idle', 300_000);
    world.kiosk().staffKey(true);
    return world;
  }

  test('an owed slip (未払い伝票) is listed, printed on request alone, and settled once by 「確定」', () => {
    const world = owedWorld();
    press(world, { type: 'staff.choose', task: 'slips' });
    const [slip] = ledgerOf(world).openSlips();
    expect(slip).toBeDefined();
    const claimNumber = slip?.claimNumber ?? '';
    const sheets = world.hardware.printer.sheets().length;
    press(world, { type: 'staff.chooseSlip', claimNumber });
    expect(world.hardware.printer.sheets().length).toBe(sheets);
    world.press({ type: 'staff.print' });
    world.until(() => world.hardware.printer.sheets().length === sheets + 1, 120_000);
    world.press({ type: 'staff.next' });
    expect(ledgerOf(world).openSlips()).toHaveLength(1);
    world.press({ type: 'staff.confirm' });
    expect(world.view()).toMatchObject({ screen: 'staffDone', title: '支払い済みにしました' });
    expect(ledgerOf(world).openSlips()).toEqual([]);
    world.press({ type: 'staff.next' });
    press(world, { type: 'staff.choose', task: 'slips' });
    expect(world.view().staff?.tables[0]?.rows).toEqual([]);
  });

  test('R103: what was left behind and what went wrong is listed until somebody saw to it; the record stays', () => {
    const world = createWorld();
    world.until(() => world.view().screen === 'idle');
    ledgerOf(world).incident('itemsLeft', 'card change');
    ledgerOf(world).incident('cashReset', 'the acceptor restarted');
    world.kiosk().staffKey(true);
    press(world, { type: 'staff.choose', task: 'leftItems' });
    expect(world.view().staff?.tables[0]?.rows.map(({ cells }) => cells[0])).toEqual(['カード・おつり']);
    world.press({ type: 'staff.resolve', incident: 1 });
    expect(world.view().staff?.tables[0]?.rows).toEqual([]);
    press(world, { type: 'citizen.back' }, { type: 'staff.choose', task: 'incidents' });
    expect(world.view().staff?.tables[0]?.rows.map(({ cells }) => cells[0])).toEqual(['M3009']);
    world.press({ type: 'staff.resolve', incident: 2 });
    expect(ledgerOf(world).unseenIncidents()).toEqual([]);
    expect(ledgerOf(world).incidents(9)).toHaveLength(2);
  });

  test('R110, R111: after a sale no staff screen and no sheet holds anything of the citizen', () => {
    const world = createWorld();
    sell(world);
    const names = [...world.citizenTexts.values()];
    world.kiosk().staffKey(true);
    const seen: string[] = [];
    for (const task of ['slips', 'leftItems', 'incidents', 'guide', 'closing', 'collect'] as const) {
      world.press({ type: 'staff.choose', task });
      seen.push(JSON.stringify(world.view()));
      world.press({ type: 'citizen.back' });
    }
    for (const word of [...names, '裾野', '太郎', 'susono', 'juminhyo', '住民票']) {
      expect(
        seen.filter((view) => view.includes(word)),
        word,
      ).toEqual([]);
    }
    expect(seen.every((view) => (JSON.parse(view) as { municipality: unknown }).municipality === null)).toBe(true);
  });
});
