/** R98, R97: what is set of the layers on one machine, and what its printer cannot do, as those who look after it meet them. */
import { expect, test } from 'vitest';
import { CN } from '../virtual/centre/fixture.ts';
import { statusResult } from '../../src/kiosk/status.ts';
import { authenticateAtKiosk } from './citizen.ts';
import { createWorld, type World } from './world.ts';

type Machine = { readonly rung?: number; readonly rasterType?: string };

/** A kiosk whose pages have layers; `told` is what its cells hear. */
function layered(): { readonly world: World; readonly told: Machine[] } {
  const told: Machine[] = [];
  const world = createWorld({ layers: { separation: null, prepare: (machine) => told.push(machine) } });
  world.until(() => world.view().screen === 'idle');
  return { world, told };
}

const printerOf = (world: World) => statusResult(world.kiosk()).devices.find(({ id }) => id === 'printer');
const codesOf = (world: World): unknown => printerOf(world)?.reasons.map(({ code }) => code);
const sheets = (world: World): number => world.hardware.printer.sheets().length;

test('R98: a machine that was never calibrated says so, serves all the same, and is well once a rung is set', () => {
  const { world, told } = layered();
  expect(printerOf(world)).toMatchObject({ availability: 'attention' });
  expect(codesOf(world)).toContain('M4015');
  expect(statusResult(world.kiosk()).service.state).toBe('open');
  expect(world.kiosk().setRung(4, 'tanto')).toMatchObject({ setting: { rung: 4, by: 'tanto' } });
  expect(codesOf(world)).not.toContain('M4015');
  expect(told.at(-1)?.rung).toBe(4);
  expect(world.trace.join('\n')).toContain('paper.calibrated {"rung":4,"client":"tanto"}');
});

test('R98: the rung is there after a stop, with who set it and when', () => {
  const { world, told } = layered();
  const { setting } = world.kiosk().setRung(7, 'tanto');
  world.kill();
  told.length = 0;
  world.start();
  expect(told.at(0)?.rung).toBe(7);
  expect(world.kiosk().calibration().setting).toEqual(setting);
  expect(setting?.at_ms).toBeGreaterThan(0);
});

test('R98: the sheet is printed while nobody is inside, and never among a citizen’s papers', () => {
  const { world } = layered();
  expect(world.kiosk().printCalibration().sheet).toBe('printing');
  expect(() => world.kiosk().printCalibration()).toThrow(/still printed/);
  world.until(() => world.kiosk().calibration().sheet === 'printed', 60_000);
  expect(sheets(world)).toBe(1);
  authenticateAtKiosk(world, { subjectCn: CN.susonoTaro, typeId: 'inkan' });
  expect(() => world.kiosk().printCalibration()).toThrow(/somebody is served/);
  expect(sheets(world)).toBe(1);
});

test('R98: a citizen who begins while the sheet is drawn finds nothing of it in the tray', () => {
  const { world } = layered();
  world.kiosk().printCalibration();
  world.press({ type: 'citizen.openGovernmentService' });
  world.press({ type: 'citizen.openCertificateService' });
  world.press({ type: 'citizen.agree' });
  world.until(() => world.kiosk().calibration().sheet === 'failed', 60_000);
  expect(world.kiosk().calibration().code).toBe('deviceBusy');
  expect(sheets(world)).toBe(0);
});

test('R98: a printer that takes no sheet is told with its own code', () => {
  const { world } = layered();
  world.hardware.printer.loadPaper(0);
  world.until(() => world.view().screen === 'outOfService');
  expect(() => world.kiosk().printCalibration()).toThrow(/M4005/);
});

test('R97: a printer that cannot print the latent image is told as such, and nobody is turned away for it', () => {
  const { world, told } = layered();
  const { rasterType } = told.at(-1) ?? {};
  expect(codesOf(world)).toEqual(rasterType === 'cmyk_8' ? ['M4015'] : ['M4015', 'M4016']);
  expect(statusResult(world.kiosk()).service.state).toBe('open');
});
