/** R95, R111: a jam from the clerk's side: what the screen says while it sticks, and the sheet that is asked about until somebody answers. */
import { expect, test } from 'vitest';
import { CN } from '../virtual/centre/fixture.ts';
import { devicesResult, statusResult } from '../../src/kiosk/status.ts';
import { expectAtRest } from './checkers.ts';
import { authenticateAtKiosk, payAtKiosk, requestAtKiosk } from './citizen.ts';
import { createWorld, type World } from './world.ts';

const SALE = { subjectCn: CN.susonoSix, typeId: 'juminhyo', persons: [1, 2, 3, 4, 5, 6] } as const;

/** The second of two leaves sticks in the printer. */
function jammed(): World {
  const world = createWorld();
  authenticateAtKiosk(world, SALE);
  requestAtKiosk(world, SALE);
  payAtKiosk(world, [100, 100, 100]);
  world.hardware.printer.setFaults({ jamAfterSheets: 1 });
  world.press({ type: 'citizen.printStart' });
  world.until(() => world.view().code?.number === 'M4006', 120_000);
  return world;
}

function deliver(world: World): void {
  world.hardware.printer.clearJam();
  world.until(() => world.view().screen === 'takeItems', 120_000);
  world.hardware.printer.takeOutput();
  world.press({ type: 'citizen.confirmTaken' });
  world.until(() => world.view().screen === 'idle');
}

const states = (world: World): readonly unknown[] =>
  world.centre.commits.filter(({ point }) => point === 'sheet').map(({ detail }) => detail['state']);

test('R87, R94, R95: while it sticks, citizen, clerk and technician each read what they need', () => {
  const world = jammed();
  const { notices, progress } = world.view();
  expect(progress).toMatchObject({ done: 1, total: 2, detail: '2/2枚目　プリンター待ちです' });
  expect(notices[0]?.text).toMatch(/紙が詰まりました。店員に/);
  expect(notices[1]?.text).toMatch(/店員の方へ：.*裏返したままゆっくり引き抜き/);
  const printer = devicesResult(world.kiosk()).devices.find(({ id }) => id === 'printer');
  expect(printer?.reasons).toEqual([{ code: 'M4006', detail: 'media-jam-error' }]);
  expect(statusResult(world.kiosk()).service.reasons.map(({ code }) => code)).toEqual(['M4006']);
  expect(world.trace.join('\n')).toContain(
    'print.held {"device":"printer","code":"printerJam","reason":"media-jam-error"}',
  );
});

test('R87: as long as it sticks nothing is paid back, and what comes after it was cleared is delivered', () => {
  const world = jammed();
  world.clock.advance(120_000);
  expect(world.view().screen).toBe('printing');
  expect(world.database.prepare('SELECT COUNT(*) FROM set_event').pluck().get()).toBe(0);
  deliver(world);
  expect(world.database.prepare('SELECT event FROM set_event').pluck().all()).toEqual(['earned']);
  expectAtRest(world);
});

test('R111: the sheet is asked about over every start, until a clerk answers; the centre hears of both', () => {
  const world = jammed();
  // It is in the books while it still sticks.
  expect(world.database.prepare('SELECT cause FROM stray_sheet').pluck().all()).toEqual(['jam']);
  deliver(world);
  world.clock.advance(5_000);
  expect(states(world)).toEqual(['open']);
  world.kill();
  world.start();
  world.until(() => world.view().screen === 'idle');
  expect(world.kiosk().staffKey(true)).toBe('open');
  expect(world.view().actions.find(({ id }) => id === 'task.incidents')?.detail).toBe('1件あります');
  world.press({ type: 'staff.choose', task: 'incidents' });
  const [row] = world.view().staff?.tables.find(({ id }) => id === 'sheets')?.rows ?? [];
  world.press(row!.action!.intent);
  world.press({ type: 'staff.giveReason', reason: 'sheetDestroyed' });
  expect(states(world)).toEqual(['open']);
  world.press({ type: 'staff.confirm' });
  expect(world.view()).toMatchObject({ screen: 'staffDone', title: '対応を記録して、閉じました' });
  world.clock.advance(5_000);
  expect(states(world)).toEqual(['open', 'destroyed']);
  expect(world.database.prepare('SELECT what, role FROM stray_sheet_end').all()).toEqual([
    { what: 'destroyed', role: 'clerk' },
  ]);
});

test('D7, R111: a sheet is answered with what became of it, and never ticked off or closed like a mismatch', () => {
  const world = jammed();
  deliver(world);
  const incident = Number(world.database.prepare('SELECT incident FROM stray_sheet').pluck().get());
  world.kiosk().staffKey(true);
  world.press({ type: 'staff.choose', task: 'incidents' });
  // Even touches that no screen offers do not.
  world.kiosk().onIntent({ type: 'staff.resolve', incident });
  world.press({ type: 'staff.chooseIncident', incident });
  world.kiosk().onIntent({ type: 'staff.giveReason', reason: 'noFaultFound' });
  world.kiosk().onIntent({ type: 'staff.confirm' });
  expect(world.database.prepare('SELECT COUNT(*) FROM stray_sheet_end').pluck().get()).toBe(0);
  expect(world.database.prepare('SELECT COUNT(*) FROM incident_seen').pluck().get()).toBe(0);
});

test('R92, R95: every print of a leaf has a number of its own, which is in the books before the printer has the order', () => {
  const world = jammed();
  deliver(world);
  const serials = world.database
    .prepare("SELECT json_extract(about, '$.serial') FROM intent WHERE json_extract(about, '$.kind') = 'printLeaf'")
    .pluck()
    .all();
  expect(serials).toHaveLength(2);
  expect(new Set(serials).size).toBe(2);
  for (const serial of serials) expect(serial).toMatch(/^[0-9a-f]{16}$/);
  expect(world.database.prepare('SELECT detail FROM incident').pluck().all().join()).toContain(String(serials[1]));
});
