/** Mismatches of papers at a whole kiosk: what they stop, and how a person closes them in staff mode (D7, D8). */
import { describe, expect, test } from 'vitest';
import type { CodeName } from '../../src/base/codes.ts';
import { createWorld, type World } from '../simulation/world.ts';
import { ledgerOf, press } from './kiosk-staff-world.ts';

/** A kiosk that has found these before it was started anew. */
function worldWith(...found: readonly CodeName[]): World {
  const world = createWorld();
  world.until(() => world.view().screen === 'idle');
  for (const code of found) ledgerOf(world).recordMismatch({ code, detail: 'x', municipalityId: 'susono' });
  world.kill();
  world.start();
  world.until(() => world.view().screen === 'idle' || world.kiosk().picture().reasons.join().startsWith('document'));
  return world;
}

function toIncident(world: World, incident: number): void {
  expect(world.kiosk().staffKey(true)).toBe('open');
  press(world, { type: 'staff.choose', task: 'incidents' }, { type: 'staff.chooseIncident', incident });
  expect(world.view().screen).toBe('staffIncident');
}

describe('D7: only a person closes a mismatch, with a reason', () => {
  test('D7: it stands first in 要対応 with its reference number, what to do, and no tick', () => {
    const world = worldWith('documentForeign');
    const [open] = ledgerOf(world).openMismatches();
    ledgerOf(world).incident('cashReset', 'x');
    world.kiosk().staffKey(true);
    press(world, { type: 'staff.choose', task: 'incidents' });
    const tables = world.view().staff?.tables ?? [];
    expect(tables.map(({ id }) => id)).toEqual(['mismatches', 'incidents']);
    expect(tables[0]?.rows[0]?.cells.slice(0, 2)).toEqual([
      open?.reference,
      expect.stringContaining('確かめられませんでした'),
    ]);
    const resolve = { type: 'staff.resolve', incident: open?.incident ?? 0 } as const;
    expect(world.offered(resolve)).toBe(false);
    // Even a touch that no screen offers ticks nothing off.
    world.kiosk().onIntent(resolve);
    expect(
      ledgerOf(world)
        .unseenIncidents()
        .map(({ sequence }) => sequence),
    ).toContain(open?.incident);
    expect(ledgerOf(world).openMismatches()).toEqual([open]);
  });

  test('D7: a reason is chosen, nothing is closed before 「確定」, then it is closed for good and the sheet is printed', () => {
    const world = worldWith('documentForeign');
    const [open] = ledgerOf(world).openMismatches();
    toIncident(world, open!.incident);
    expect(world.view().staff?.guide.at(-1)?.text).toMatch(/電話して受付番号/);
    expect(world.view().actions.map(({ id }) => id)).toEqual([
      'reason.paperRecovered',
      'reason.centreCorrected',
      'reason.machineRepaired',
      'reason.noFaultFound',
    ]);
    press(world, { type: 'staff.giveReason', reason: 'noFaultFound' }, { type: 'citizen.back' });
    expect(world.view().screen).toBe('staffIncident');
    press(world, { type: 'staff.giveReason', reason: 'centreCorrected' });
    expect(world.view().screen).toBe('staffReview');
    expect(ledgerOf(world).openMismatches()).toEqual([open]);
    const sheets = world.hardware.printer.sheets().length;
    press(world, { type: 'staff.confirm' });
    expect(world.view()).toMatchObject({ screen: 'staffDone', title: '対応を記録して、閉じました' });
    expect(world.view().staff?.result?.text).toContain(open?.reference);
    expect(ledgerOf(world).openMismatches()).toEqual([]);
    expect(ledgerOf(world).unseenIncidents()).toEqual([]);
    expect(world.database.prepare('SELECT incident, reason, closed_by FROM incident_closing').all()).toEqual([
      { incident: open?.incident, reason: 'centreCorrected', closed_by: 'clerk' },
    ]);
    world.until(() => world.hardware.printer.sheets().length === sheets + 1, 120_000);
  });

  test('D7: what two persons closed from afar meanwhile is told, and not closed twice', () => {
    const world = worldWith('documentForeign');
    const [open] = ledgerOf(world).openMismatches();
    toIncident(world, open!.incident);
    press(world, { type: 'staff.giveReason', reason: 'noFaultFound' });
    ledgerOf(world).closeIncident({ incident: open!.incident, reason: 'centreCorrected', by: 'remote' });
    press(world, { type: 'staff.confirm' });
    expect(world.view()).toMatchObject({ screen: 'staffReview' });
    expect(world.view().notices.map(({ text }) => text)).toContain('この件は、もう閉じられています。');
  });

  test('D8: two open ones close the service, and the first that is closed opens it', () => {
    const world = worldWith('documentForeign', 'documentStale');
    expect(world.view().screen).toBe('outOfService');
    expect(world.kiosk().picture().reasons).toEqual(['documentForeign', 'documentStale']);
    toIncident(world, ledgerOf(world).openMismatches()[0]!.incident);
    press(world, { type: 'staff.giveReason', reason: 'noFaultFound' }, { type: 'staff.confirm' });
    world.kiosk().staffKey(false);
    expect(world.view().screen).toBe('idle');
  });
});
