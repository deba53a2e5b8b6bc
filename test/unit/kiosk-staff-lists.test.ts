/** Slips, left items and incidents of staff mode in the whole kiosk, and that nothing of a citizen is there. */
import { describe, expect, test } from 'vitest';
import { authenticateAtKiosk, payAtKiosk, requestAtKiosk } from '../simulation/citizen.ts';
import { createWorld, type World } from '../simulation/world.ts';
import { SALE, ledgerOf, press, sell } from './kiosk-staff-world.ts';

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
