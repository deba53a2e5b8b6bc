/** R85: a receipt is always printed: on a printer of its own where there is one, else beside the certificate; what fails is said. */
import { describe, expect, test } from 'vitest';
import { CN } from '../virtual/centre/fixture.ts';
import { devicesResult } from '../../src/kiosk/status.ts';
import { expectAtRest } from './checkers.ts';
import { authenticateAtKiosk, payAtKiosk, requestAtKiosk, type SaleOptions } from './citizen.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

const SALE: SaleOptions = { subjectCn: CN.susonoTaro, typeId: 'inkan' };

/** A sale up to the last screen; `before` happens when it is paid. */
function sell(options: WorldOptions, before: (world: World) => void = () => undefined): World {
  const world = createWorld(options);
  authenticateAtKiosk(world, SALE);
  requestAtKiosk(world, SALE);
  payAtKiosk(world, [100, 100, 100]);
  before(world);
  world.press({ type: 'citizen.printStart' });
  world.until(() => world.view().screen === 'takeItems', 600_000);
  return world;
}

const printed = (world: World) => ({
  certificates: world.hardware.printer.sheets().length,
  receipts: world.receiptPrinter?.sheets().length ?? 0,
});

const said = (world: World): string =>
  world
    .view()
    .notices.map(({ text }) => text)
    .join();

function leave(world: World): void {
  world.press({ type: 'citizen.confirmTaken' });
  world.until(() => world.view().screen === 'idle');
  world.clock.advance(60_000);
  expectAtRest(world);
}

describe('R85: the receipt', () => {
  test('R85: comes from the certificates’ printer where there is no other', () => {
    const world = sell({});
    expect(printed(world)).toEqual({ certificates: 2, receipts: 0 });
    expect(said(world)).not.toContain('領収書は');
    leave(world);
  });

  test('R85: comes from its own printer, which is shown as a device of its own', () => {
    const world = sell({ receiptPrinter: 'fallsBack' });
    expect(printed(world)).toEqual({ certificates: 1, receipts: 1 });
    expect(devicesResult(world.kiosk()).devices.find(({ id }) => id === 'receiptPrinter')).toMatchObject({
      class: 'printer',
      availability: 'online',
    });
    expect(
      world.database
        .prepare("SELECT device_id FROM intent WHERE json_extract(about, '$.kind') = 'printReceipt'")
        .pluck()
        .all(),
    ).toEqual(['receiptPrinter']);
    leave(world);
  });

  test.each([
    ['has no paper', (world: World) => world.receiptPrinter!.loadPaper(0)],
    ['is switched off', (world: World) => world.receiptPrinter!.powerOff()],
  ] as const)('R85: its own printer %s: it comes from the certificates’, and the service never closed', (_, fail) => {
    const world = sell({ receiptPrinter: 'fallsBack' }, fail);
    expect(printed(world)).toEqual({ certificates: 2, receipts: 0 });
    expect(world.picture().reasons).toEqual([]);
    leave(world);
  });

  test('R85: where the site wants it nowhere else, the delivery goes on without it and says so', () => {
    const world = sell({ receiptPrinter: 'only' }, ({ receiptPrinter }) => receiptPrinter!.powerOff());
    expect(printed(world)).toEqual({ certificates: 1, receipts: 0 });
    expect(said(world)).toMatch(/領収書は印刷できませんでした/);
    expect(world.view().ticks.map(({ item }) => item)).toEqual(['certificate']);
    leave(world);
  });

  test('R85, R94: a receipt that may have come out is not printed a second time', () => {
    const world = sell({ receiptPrinter: 'fallsBack' }, ({ receiptPrinter }) =>
      receiptPrinter!.setFaults({ counters: 'double' }),
    );
    expect(printed(world)).toEqual({ certificates: 1, receipts: 1 });
    expect(said(world)).toMatch(/領収書は印刷できませんでした/);
    leave(world);
  });

  test('R85: without paper for it the kiosk waits a minute for a hand, not longer: the citizen has the certificate', () => {
    let since_ms = 0;
    const world = sell({}, (paid) => {
      paid.clock.after(1, function look() {
        if (paid.picture().leaves.doing !== 'receipt') return void paid.clock.after(20, look);
        paid.hardware.printer.loadPaper(0);
        since_ms = paid.clock.now_ms();
      });
    });
    expect(printed(world)).toEqual({ certificates: 1, receipts: 0 });
    expect(world.clock.now_ms() - since_ms).toBeGreaterThan(50_000);
    expect(world.clock.now_ms() - since_ms).toBeLessThan(70_000);
    expect(said(world)).toMatch(/領収書は印刷できませんでした/);
    world.hardware.printer.loadPaper(500);
    leave(world);
  });
});
