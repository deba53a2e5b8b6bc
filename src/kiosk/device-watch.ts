import type { Device } from '../../drivers/device.ts';
import type { CardReaderCommand, CardReaderFact } from '../../drivers/card-reader.ts';
import type { CashChangerCommand, CashChangerFact } from '../../drivers/cash-changer.ts';
import type { PrinterCommand, PrinterFact } from '../../drivers/printer.ts';
import type { CommonFact, Holder } from '../../drivers/contract.ts';
import type { DeviceStatus } from './contract.ts';
import type { ServiceReasons } from './service-reasons.ts';

/** The devices of a kiosk: three without which nothing is served, and perhaps a printer for receipts alone. */
export interface KioskDevices {
  readonly cardReader: Device<CardReaderCommand, CardReaderFact>;
  readonly cash: Device<CashChangerCommand, CashChangerFact>;
  readonly printer: Device<PrinterCommand, PrinterFact>;
  readonly receiptPrinter: Device<PrinterCommand, PrinterFact> | null;
}

/** A device without which nothing is served, as reasons and lending name it. */
export type DeviceName = 'cardReader' | 'cash' | 'printer';

/** A device as status and bridges name it. */
export type WatchedName = keyof KioskDevices;

/** Where the facts of each device go, and who hears that it can be used (again). */
export interface DeviceListeners {
  cardReader(fact: CardReaderFact): void;
  cash(fact: CashChangerFact): void;
  printer(fact: PrinterFact): void;
  receiptPrinter(fact: PrinterFact): void;
  usable(device: WatchedName): void;
  /** A device told who holds it. */
  holder(device: DeviceName, holder: Holder): void;
  /** A status or identity is new: whoever shows it looks again. */
  changed?(): void;
}

type StatusFact = Extract<CommonFact, { type: 'status' }>;
type IdentifiedFact = Extract<CommonFact, { type: 'identified' }>;
type WatchedFact = Extract<CommonFact, { type: 'status' | 'identified' | 'holder' }>;

const CLASSES: Readonly<Record<WatchedName, string>> = {
  cardReader: 'cardReader',
  cash: 'cashChanger',
  printer: 'printer',
  receiptPrinter: 'printer',
};

/** Without receipts from a printer of their own the service goes on. */
const isNeeded = (name: WatchedName): name is DeviceName => name !== 'receiptPrinter';

function isUsable(fact: StatusFact): boolean {
  return fact.availability === 'online' || fact.availability === 'attention';
}

function isWatched(fact: { readonly type: string }): fact is WatchedFact {
  return fact.type === 'status' || fact.type === 'identified' || fact.type === 'holder';
}

/**
 * Connects the devices: facts go to their bridge, status becomes a reason of the service, and a device that can be used again
 * is asked for what it left open. Returns the last status of each.
 */
export function watchDevices(
  devices: KioskDevices,
  listeners: DeviceListeners,
  reasons: ServiceReasons,
): ReadonlyMap<WatchedName, DeviceStatus> {
  const last = new Map<WatchedName, DeviceStatus>();

  /** Devices that can be used now. */
  const usable = new Set<WatchedName>();

  function onStatus(name: WatchedName, fact: StatusFact): void {
    const { availability } = fact;
    const identity = last.get(name)?.identity ?? null;
    last.set(name, { id: name, deviceClass: CLASSES[name], availability, reasons: fact.reasons, identity });
    const codes = fact.reasons.map((reason) => reason.code);
    // Toner too low for the patterns of a certificate closes the service, not the printer (R98): slips and paid leaves go on.
    const closing = isUsable(fact) ? codes.filter((code) => code === 'printerSuppliesLow') : codes;
    if (isNeeded(name)) reasons.set(name, isUsable(fact) || codes.length > 0 ? closing : ['deviceStarting']);
    if (!isUsable(fact)) usable.delete(name);
    else if (!usable.has(name)) {
      usable.add(name);
      listeners.usable(name);
    }
  }

  function onIdentified(name: WatchedName, { maker, product, serial, firmware }: IdentifiedFact): void {
    const known = last.get(name);
    if (known) last.set(name, { ...known, identity: { maker, product, serial, firmware } });
  }

  function onCommon(name: WatchedName, fact: WatchedFact): void {
    if (fact.type === 'status') onStatus(name, fact);
    else if (fact.type === 'identified') onIdentified(name, fact);
    else if (isNeeded(name)) listeners.holder(name, fact.holder);
    listeners.changed?.();
  }

  for (const name of ['cardReader', 'cash', 'printer', 'receiptPrinter'] as const) {
    if (devices[name] === null) continue;
    last.set(name, { id: name, deviceClass: CLASSES[name], availability: 'starting', reasons: [], identity: null });
    if (isNeeded(name)) reasons.set(name, ['deviceStarting']);
  }
  devices.cardReader.onFact((fact) => {
    listeners.cardReader(fact);
    if (isWatched(fact)) onCommon('cardReader', fact);
  });
  devices.cash.onFact((fact) => {
    listeners.cash(fact);
    if (isWatched(fact)) onCommon('cash', fact);
  });
  devices.printer.onFact((fact) => {
    listeners.printer(fact);
    if (isWatched(fact)) onCommon('printer', fact);
  });
  devices.receiptPrinter?.onFact((fact) => {
    listeners.receiptPrinter(fact);
    if (isWatched(fact)) onCommon('receiptPrinter', fact);
  });
  return last;
}
