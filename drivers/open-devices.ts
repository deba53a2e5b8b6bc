/**
 * From the configuration's list of devices to running devices: model → factory. A new driver adds its line here and its options to
 * `config/drivers.ts`.
 */
import type { CardReaderCommand, CardReaderFact } from './card-reader.ts';
import { theOne, type ConfiguredDevice } from './configured.ts';
import type { Device } from './device.ts';
import { createJpkiMachine } from './jpki/card-reader.ts';
import { jpkiOptionsSchema } from './jpki/options.ts';
import { ippPrinterOptions } from './ipp/options.ts';
import { ippPrinter } from './ipp/printer.ts';
import { offline, superviseDevice, type Wires } from './open.ts';
import type { PrinterCommand, PrinterFact } from './printer.ts';
import { apduPort, httpPort } from './wire-ports.ts';

/** Opens the one card reader of the configuration, supervised. */
export function openCardReader(
  devices: readonly ConfiguredDevice[],
  wires: Wires,
): Device<CardReaderCommand, CardReaderFact> {
  const device = theOne(devices, 'cardReader', 'jpki');
  const options = jpkiOptionsSchema.parse({ ...device.options, readerName: device.reader ?? '' });
  return superviseDevice({
    machine: createJpkiMachine(options),
    memory: () => null,
    open: () => apduPort(wires.openApdu(options)),
    clock: wires.clock,
    down: (reason) => [
      // The pipe names the code in front of what it says.
      offline(
        reason.startsWith('readerAbsent') ? 'readerAbsent' : 'pcscUnavailable',
        `${device.id}: ${reason.replace(/^\w+: /, '')}`,
      ),
    ],
    dropped: (command) => {
      // Digits that reach no card are overwritten here (design, rule 5).
      if (command.type === 'verifyPin') command.pin.fill(0);
    },
  });
}

/** Opens the one printer of certificates of the configuration, supervised. */
export function openPrinter(devices: readonly ConfiguredDevice[], wires: Wires): Device<PrinterCommand, PrinterFact> {
  const certificates = devices.filter(({ role }) => role !== 'receipt');
  return openIpp(theOne(certificates, 'printer', 'ipp'), true, wires);
}

/** Opens the printer of receipts, where the configuration has one of its own: it need not print both sides. */
export function openReceiptPrinter(
  devices: readonly ConfiguredDevice[],
  wires: Wires,
): Device<PrinterCommand, PrinterFact> | null {
  const receipts = devices.filter(({ role }) => role === 'receipt');
  return receipts.length === 0 ? null : openIpp(theOne(receipts, 'printer', 'ipp'), false, wires);
}

function openIpp(device: ConfiguredDevice, twoSided: boolean, wires: Wires): Device<PrinterCommand, PrinterFact> {
  const options = ippPrinterOptions.parse({ ...device.options, twoSided, uri: device.uri });
  return superviseDevice({
    machine: ippPrinter(options),
    memory: () => null,
    open: () => httpPort(wires.openHttp(options)),
    clock: wires.clock,
    down: (reason) => [offline('printerOffline', `the line to ${device.id} is down: ${reason}`)],
  });
}
