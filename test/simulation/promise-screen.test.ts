/** The promise of change as the citizen meets it, on the whole kiosk with devices at byte level. */
import { describe, expect, test } from 'vitest';
import { authenticateAtKiosk, payAtKiosk, type SaleOptions } from './citizen.ts';
import { CN } from '../virtual/centre/fixture.ts';
import { createWorld, type World } from './world.ts';

const JUMINHYO: SaleOptions = { subjectCn: CN.susonoTaro, typeId: 'juminhyo', persons: [1] };

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
});
