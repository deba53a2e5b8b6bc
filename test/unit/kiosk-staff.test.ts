/** Staff mode in the whole kiosk: real chart, ledger, drivers and virtual devices on the simulated clock. */
import { describe, expect, test } from 'vitest';
import { balance_yen, expectAtRest } from '../simulation/checkers.ts';
import { authenticateAtKiosk, payAtKiosk, requestAtKiosk } from '../simulation/citizen.ts';
import { createWorld, type World, type WorldOptions } from '../simulation/world.ts';
import { SALE, count, ledgerOf, openStaff, pieces, press, sell } from './kiosk-staff-world.ts';

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
    // It is typed again, from nothing.
    expect(world.view()).toMatchObject({ screen: 'staffCount', form: { rows: [{ preset: null }] } });
    expect(world.view().notices[0]?.text).toContain('枚数が正しくありません');
  });
});

describe('opening stock and closing', () => {
  test('the opening stock (初期在高) is booked once, and refused when stock exists', () => {
    const world = openStaff({ neverCounted: ['hopper-500', 'hopper-100', 'hopper-50', 'hopper-10'] });
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
