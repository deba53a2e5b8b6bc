/**
 * Calibration of けん制文字 (R98): the rung of this machine, kept in the books beside the memory of the devices; the sheet by which it is
 * found; and what of the anti-forgery layers this machine cannot do as it should, told at its printer and never a reason to close.
 */
import { z } from 'zod';
import type { PrinterFact } from '../../../drivers/printer.ts';
import type { CodeName } from '../../base/codes.ts';
import { MadoguchiError } from '../../base/errors.ts';
import type { CellPort } from '../../cell/contract.ts';
import type { RasterTarget } from '../../paper/contract.ts';
import { separationFor } from '../../paper/layers/separation.ts';
import { RUNGS } from '../../paper/layers/settings.ts';
import { words } from '../../words/words.ts';
import type { DeviceStatus, LayerPort } from '../contract.ts';
import type { WatchedName } from '../device-watch.ts';
import type { KioskServices } from '../services.ts';
import { createStaffPrint } from '../staff/staff-print.ts';

/** Under this name the books keep it. */
const MEMORY_ID = 'paper-calibration';

/** Who set which rung, and when (service time). `by`: the user of the command line. */
const settingSchema = z.strictObject({
  v: z.literal(1),
  rung: z.int().min(RUNGS.min).max(RUNGS.max),
  at_ms: z.int().nonnegative(),
  by: z.string().max(64),
});
type Setting = z.infer<typeof settingSchema>;

/** As `madoguchi paper calibrate` shows it. */
export interface CalibrationState {
  /** Null: never set, so that the built-in one is used. */
  readonly setting: Omit<Setting, 'v'> | null;
  /** The sheet that was asked for last. */
  readonly sheet: 'none' | 'printing' | 'printed' | 'failed';
  readonly code: CodeName | null;
}

export interface Calibration {
  state(): CalibrationState;
  /** Prints the sheet. @throws `deviceBusy` while a citizen is inside, or the printer's own code */
  print(): CalibrationState;
  /** Holds from the next citizen on. */
  set(rung: number, by: string): CalibrationState;
  onPrinter(fact: PrinterFact): void;
  /** The status with what is to be said of the layers at the printer. */
  noted(status: ReadonlyMap<WatchedName, DeviceStatus>): ReadonlyMap<WatchedName, DeviceStatus>;
  /** At start: the cells hear of the setting. */
  restore(): void;
}

/** What it is joined to. */
export interface CalibrationPorts {
  /** Left out where pages have no layers. */
  readonly layers?: LayerPort | undefined;
  takeCell(): CellPort;
  status(): ReadonlyMap<WatchedName, DeviceStatus>;
  printSheet(number: number, raster: Uint8Array, done: (code: CodeName | null) => void, target: RasterTarget): void;
}

export function createCalibration(ports: CalibrationPorts, services: KioskServices): Calibration {
  const { ledger, log, serviceClock, session, settings, targets } = services;
  const { layers } = ports;
  let sheet: CalibrationState['sheet'] = 'none';
  let code: CodeName | null = null;
  let rasterType: RasterTarget['type'] | null = null;
  let target: RasterTarget = targets.leaf();
  const drawing = createStaffPrint(
    ports.takeCell,
    (number, raster, done) => {
      // Somebody began meanwhile: their leaves come first, and nothing else into their tray.
      if (session.get() === null) return ports.printSheet(number, raster, done, target);
      raster.fill(0);
      done('deviceBusy');
    },
    services,
  );

  function setting(): Setting | null {
    const text = ledger.memoryOf(MEMORY_ID);
    if (text === null) return null;
    try {
      return settingSchema.safeParse(JSON.parse(text)).data ?? null;
    } catch {
      return null;
    }
  }

  function state(): CalibrationState {
    const { rung, at_ms, by } = setting() ?? {};
    const known = rung === undefined || at_ms === undefined || by === undefined ? null : { rung, at_ms, by };
    return { setting: known, sheet, code };
  }

  function prepare(): void {
    const rung = setting()?.rung;
    layers?.prepare({ ...(rung === undefined ? {} : { rung }), ...(rasterType === null ? {} : { rasterType }) });
  }

  /** @throws MadoguchiError why no sheet can be printed now */
  function mayPrint(): void {
    if (session.get() !== null) throw new MadoguchiError('deviceBusy', 'no sheet is printed while somebody is served');
    if (sheet === 'printing') throw new MadoguchiError('deviceBusy', 'the sheet that was asked for is still printed');
    const printer = ports.status().get('printer');
    if (printer?.availability === 'online' || printer?.availability === 'attention') return;
    throw new MadoguchiError(printer?.reasons[0]?.code ?? 'printerOffline', 'the printer takes no sheet now');
  }

  /** Made as leaves are, so that the same way through the engine is judged. */
  function print(): CalibrationState {
    mayPrint();
    sheet = 'printing';
    code = null;
    target = targets.leaf();
    const calibration = {
      kioskName: settings.kioskName,
      time: words('ja').dateTime(serviceClock.now_epoch_ms()),
      rung: setting()?.rung ?? null,
    };
    drawing.print(ledger.nextNumber(), { type: 'makeCalibration', calibration, target }, (failed) => {
      sheet = failed === null ? 'printed' : 'failed';
      code = failed;
      if (failed === null) log('info', 'paper.calibrationPrinted');
      else log('warn', 'paper.calibrationFailed', { code: failed });
    });
    return state();
  }

  function notes(): DeviceStatus['reasons'] {
    if (layers === undefined) return [];
    const found: { code: CodeName; detail: string }[] = [];
    if (setting() === null) found.push({ code: 'paperUncalibrated', detail: 'no rung was set on this machine' });
    if (rasterType !== null) {
      const { format, type } = targets.leaf();
      const isLatent = format === 'image/pwg-raster' && separationFor(type, layers.separation) !== null;
      const made = format === 'image/pwg-raster' ? type : format;
      if (!isLatent) found.push({ code: 'latentImageNone', detail: `no separation for ${made}` });
    }
    return found;
  }

  return {
    state,
    print,
    set: (rung, by) => {
      const at_ms = serviceClock.books_epoch_ms();
      ledger.remember(MEMORY_ID, JSON.stringify(settingSchema.parse({ v: 1, rung, at_ms, by })));
      log('warn', 'paper.calibrated', { rung, client: by });
      prepare();
      return state();
    },
    onPrinter: (fact) => {
      if (fact.type !== 'traits') return;
      rasterType = targets.leaf().type;
      prepare();
    },
    noted: (status) => {
      const printer = status.get('printer');
      // What stands still for a reason of its own has enough to say.
      if (printer?.availability !== 'online' && printer?.availability !== 'attention') return status;
      const found = notes();
      if (found.length === 0) return status;
      const reasons = [...printer.reasons, ...found];
      return new Map([...status, ['printer', { ...printer, availability: 'attention', reasons }]]);
    },
    restore: prepare,
  };
}
