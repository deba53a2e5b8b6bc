/** The promise of change as the citizen meets it, on the whole kiosk with devices at byte level. */
import { describe, expect, test } from 'vitest';
import { authenticateAtKiosk, payAtKiosk, requestAtKiosk, type SaleOptions } from './citizen.ts';
import type { PageMaker } from '../../src/paper/contract.ts';
import { CN } from '../virtual/centre/fixture.ts';
import { createWorld, type World } from './world.ts';

const JUMINHYO: SaleOptions = { subjectCn: CN.susonoTaro, typeId: 'juminhyo', persons: [1] };

/** Nothing of it may be printed, so the whole fee goes back. */
const wrongPages = (maker: PageMaker): PageMaker => ({
  ...maker,
  render: (_, done) => done({ ok: false, code: 'pageDigest' }),
});

function toCheck(world: World, copies = 1): void {
  authenticateAtKiosk(world, JUMINHYO);
  world.press({ type: 'citizen.chooseCertificate', typeId: JUMINHYO.typeId });
  world.press({ type: 'citizen.chooseItems', options: {} });
  world.press({ type: 'citizen.choosePersons', persons: [1] });
  world.press({ type: 'citizen.chooseCopies', copies });
  world.until(() => world.view().screen === 'check');
}

function taken(world: World): number[] {
  const pieces = world.view().accepts?.pieces ?? world.view().money?.accepts.pieces ?? [];
  return pieces.filter((piece) => piece.taken).map(({ amount_yen }) => amount_yen);
}

const FEW = { 'hopper-10': 4, 'hopper-50': 1, 'hopper-100': 4, 'hopper-500': 0 };

describe('R83, R84: which money is taken', () => {
  test.each(['composite', 'onePiece'] as const)('is on the check screen before anything is fetched: %s', (cash) => {
    const world = createWorld({ cash });
    toCheck(world);
    expect(taken(world)).toEqual([10, 50, 100, 500, 1000]);
    world.press({ type: 'citizen.confirm' });
    world.until(() => world.view().screen === 'pay' && taken(world).length > 0);
    expect(taken(world)).toEqual([10, 50, 100, 500, 1000]);
  });

  test('is less when little change lies ready, the same on check and pay, and said aloud', () => {
    const world = createWorld({ fill: FEW });
    toCheck(world);
    const atCheck = taken(world);
    expect(atCheck).not.toContain(1000);
    expect(atCheck).toContain(100);
    expect(world.view().notices.map(({ text }) => text)).toContain('おつりが不足しています。×のお金は今は使えません。');
    world.press({ type: 'citizen.confirm' });
    world.until(() => world.view().screen === 'pay' && taken(world).length > 0);
    expect(taken(world)).toEqual(atCheck);
    expect(world.trace.join('\n')).toMatch(/voice speak.checkExact[^]*voice speak.payExact/);
  });

  test('what went in goes back in full at a cancel, however little change there was before', () => {
    const world = createWorld({ fill: FEW });
    toCheck(world, 2);
    world.press({ type: 'citizen.confirm' });
    world.until(() => world.view().screen === 'pay' && taken(world).length > 0);
    payAtKiosk(world, [100, 100, 100]);
    expect(world.view().money?.inserted.amount_yen).toBe(300);
    world.press({ type: 'citizen.cancel' });
    world.until(() => world.view().screen === 'takeItems' || world.view().screen === 'idle');
    expect(world.kiosk().picture().slip).toBeNull();
    const { places } = world.hardware;
    expect(places.total_yen('changeTray')).toBe(300);
  });

  /** 510 − 300 = 210 of change: largest first leaves 50 and tens, of which 20 at most may be given, for a refund of 300. */
  const SCARCE = { 10: 62, 50: 3, 100: 1, 500: 24 };

  test('change keeps back the coins of the refund: both are paid in full, one after the other', () => {
    const fill = Object.fromEntries(Object.entries(SCARCE).map(([kind, count]) => [`hopper-${kind}`, count]));
    const world = createWorld({ fill, pageMaker: wrongPages });
    authenticateAtKiosk(world, JUMINHYO);
    requestAtKiosk(world, JUMINHYO);
    payAtKiosk(world, [10, 500]);
    world.press({ type: 'citizen.printStart' });
    const { places } = world.hardware;
    world.until(() => places.total_yen('changeTray') === 510, 600_000);
    expect(world.database.prepare('SELECT amount_yen FROM slip').all()).toEqual([]);
  });

  test('a one-piece unit that would give the largest coins away takes no 500 there', () => {
    const world = createWorld({ cash: 'onePiece', fill: SCARCE });
    toCheck(world);
    expect(taken(world)).toContain(100);
    expect(taken(world)).not.toContain(500);
  });
});
