/** All devices of a configuration on their wires, with the tap between, and the desk where traces of them are made. */
import { join } from 'node:path';
import type { Clock } from '../../src/base/clock.ts';
import type { ConfiguredDevice } from '../configured.ts';
import type { DeviceMemory } from '../contract.ts';
import { countersOf } from '../counters.ts';
import { openCashChanger, type ConfiguredLine } from '../open-cash.ts';
import { openCardReader, openPrinter, openReceiptPrinter } from '../open-devices.ts';
import { openIndicators, openKeypad } from '../open-panel.ts';
import type { Wires } from '../open.ts';
import { createRecorder } from './trace-recorder.ts';
import { TraceTap } from './trace-tap.ts';

type MemoryOf = (deviceId: string) => DeviceMemory | null;

/** What is configured, and where traces are kept. */
export interface TracedOptions {
  readonly devices: readonly ConfiguredDevice[];
  readonly lines: readonly ConfiguredLine[];
  readonly stateFolder: string;
  readonly clock: Clock & { systemTime_epoch_ms(): number };
  /** Version of the program, for the header of a trace. */
  readonly program: string;
}

/** Openers of devices as the kiosk is given them; nothing is opened yet. Names in a trace: `card`, `cash`, and ids of the others. */
export function tracedDevices(options: TracedOptions, given: Wires) {
  const { devices, lines, clock, program } = options;
  const tap = new TraceTap(clock, devices);
  const wires = tap.wires(given);
  /** What the books remember of the devices, once they are open. */
  let remembered: MemoryOf = () => null;
  const folder = join(options.stateFolder, 'traces');
  const desk = createRecorder({ tap, folder, clock, program, devices, lines, memoryOf: (id) => remembered(id) });
  const idsOf = (deviceClass: string): string[] =>
    devices.filter((device) => device.class === deviceClass).map(({ id }) => id);
  const receipts = devices.find(({ role }) => role === 'receipt')?.id ?? 'receipts';
  const cash = ['cashChanger', 'coinAcceptor', 'coinDispenser', 'billAcceptor'];
  return {
    tap,
    desk,
    ids: devices.map(({ id }) => id),
    /** Devices that make up the changer. */
    cashIds: devices.filter((device) => cash.includes(device.class)).map(({ id }) => id),
    devices: {
      openCardReader: () => tap.device('card', openCardReader(devices, wires)),
      openCashChanger: (memoryOf: MemoryOf) => {
        remembered = memoryOf;
        return tap.device('cash', openCashChanger(devices, lines, wires, memoryOf));
      },
      countersOf: (memoryOf: MemoryOf) => countersOf(devices, memoryOf),
      openPrinter: () => tap.device('printer', openPrinter(devices, wires)),
      openReceiptPrinter: () => {
        const found = openReceiptPrinter(devices, wires);
        return found && tap.device(receipts, found);
      },
      openIndicators: () =>
        openIndicators(devices, wires).map((device, index) =>
          tap.device(idsOf('indicators')[index] ?? 'indicators', device),
        ),
      openKeypad: () => {
        const found = openKeypad(devices, wires);
        return found && tap.device(idsOf('keypad')[0] ?? 'keypad', found);
      },
    },
  };
}

export type TracedDevices = ReturnType<typeof tracedDevices>;
