/** R98: toner too low for the fine patterns closes the certificate service, not the printer. */
import { expect, test } from 'vitest';
import { CN } from '../virtual/centre/fixture.ts';
import { statusResult } from '../../src/kiosk/status.ts';
import { expectAtRest } from './checkers.ts';
import { authenticateAtKiosk, payAtKiosk, requestAtKiosk } from './citizen.ts';
import { createWorld, type World } from './world.ts';

/** Two leaves. */
const SALE = { subjectCn: CN.susonoSix, typeId: 'juminhyo', persons: [1, 2, 3, 4, 5, 6] } as const;
/** The driver's threshold is 5 %. */
const LOW = { tonerLevel_percent: 4 };
const ENOUGH = { tonerLevel_percent: 50 };

const sheets = (world: World): number => world.hardware.printer.sheets().length;
const printedAs = (world: World): unknown[] =>
  world.database.prepare("SELECT json_extract(about, '$.kind') FROM intent WHERE about LIKE '%print%'").pluck().all();

test.each([
  ['below the threshold', LOW, ENOUGH],
  ['low by the printer’s own word', { toner: 'low' }, { toner: 'full' }],
] as const)('R98: toner %s closes the service with its own code and text; above it opens again', (_, low, enough) => {
  const world = createWorld();
  world.until(() => world.view().screen === 'idle');
  world.hardware.printer.setFaults(low);
  world.until(() => world.view().screen === 'outOfService');
  expect(world.picture().reasons).toEqual(['printerSuppliesLow']);
  expect(world.view().code?.number).toBe('M4014');
  expect(JSON.stringify(world.view())).toContain('トナーが少ないため、証明書をお取り扱いできません');
  const status = statusResult(world.kiosk());
  expect(status.service).toMatchObject({ state: 'closed', reasons: [{ code: 'M4014' }] });
  expect(status.devices.find(({ id }) => id === 'printer')).toMatchObject({ availability: 'attention' });
  world.hardware.printer.setFaults(enough);
  world.until(() => world.view().screen === 'idle');
  expect(statusResult(world.kiosk()).service.state).toBe('open');
});

test('R98: who has not paid yet is told before money, and gets nothing half done', () => {
  const world = createWorld();
  authenticateAtKiosk(world, SALE);
  world.hardware.printer.setFaults(LOW);
  world.until(() => world.view().code?.number === 'M4014');
  expect(world.picture().totals.accepts_yen).toEqual([]);
  world.until(() => world.view().screen === 'outOfService');
  expect(sheets(world)).toBe(0);
  expectAtRest(world);
});

test('R98: the leaves of a paid certificate, its receipt and a slip come out all the same, and staff print', () => {
  const world = createWorld();
  authenticateAtKiosk(world, SALE);
  requestAtKiosk(world, SALE);
  payAtKiosk(world, [500]);
  for (const hopper of world.hardware.hoppers) hopper.jam();
  world.press({ type: 'citizen.printStart' });
  world.until(() => sheets(world) === 1);
  world.hardware.printer.setFaults(LOW);
  world.until(() => world.view().slip !== null, 600_000);
  expect(printedAs(world).slice(0, 3)).toEqual(['printLeaf', 'printLeaf', 'printReceipt']);
  world.until(() => printedAs(world).includes('printSlip'), 600_000);
  expect(world.database.prepare('SELECT event FROM set_event').pluck().all()).toEqual(['earned']);
  while (world.view().screen !== 'outOfService') {
    if (world.offered({ type: 'citizen.acknowledge' })) world.press({ type: 'citizen.acknowledge' });
    if (world.offered({ type: 'citizen.confirmTaken' })) world.press({ type: 'citizen.confirmTaken' });
    world.clock.advance(1_000);
  }
  expect(world.picture().reasons).toContain('printerSuppliesLow');
  const before = sheets(world);
  expect(world.kiosk().staffKey(true)).toBe('open');
  world.press({ type: 'staff.choose', task: 'slips' });
  const claimNumber = world.database.prepare('SELECT claim_number FROM slip').pluck().get() as string;
  world.press({ type: 'staff.chooseSlip', claimNumber });
  world.press({ type: 'staff.print' });
  world.until(() => sheets(world) === before + 1, 60_000);
});
