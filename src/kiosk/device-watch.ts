import type { Device } from '../../drivers/device.ts';
import type { CardReaderCommand, CardReaderFact } from '../../drivers/card-reader.ts';
import type { CashChangerCommand, CashChangerFact } from '../../drivers/cash-changer.ts';
import type { PrinterCommand, PrinterFact } from '../../drivers/printer.ts';
import type { CommonFact, Holder } from '../../drivers/contract.ts';
import type { DeviceStatus } from './contract.ts';
import type { ServiceReasons } from './service-reasons.ts';

/** The three devices without which nothing is served. */
export interface KioskDevices {
  readonly cardReader: Device<CardReaderCommand, CardReaderFact>;
  readonly cash: Device<CashChangerCommand, CashChangerFact>;
  readonly printer: Device<PrinterCommand, PrinterFact>;
}

/** A device as reasons, status and bridges name it. */
export type DeviceName = keyof KioskDevices;

/** Where the facts of each device go, and who hears that it can be used (again). */
export interface DeviceListeners {
  cardReader(fact: CardReaderFact): void;
  cash(fact: CashChangerFact): void;
  printer(fact: PrinterFact): void;
  usable(device: DeviceName): void;
  /** A device told who holds it. */
  holder(device: DeviceName, holder: Holder): void;
  /** A status or identity is new: whoever shows it looks again. */
  changed?(): void;
}

type StatusFact = Extract<CommonFact, { type: 'status' }>;
type IdentifiedFact = Extract<CommonFact, { type: 'identified' }>;
type WatchedFact = Extract<CommonFact, { type: 'status' | 'identified' | 'holder' }>;

const CLASSES: Readonly<Record<DeviceName, string>> = {
  cardReader: 'cardReader',
  cash: 'cashChanger',
  printer: 'printer',
};

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
): ReadonlyMap<DeviceName, DeviceStatus> {
  const last = new Map<DeviceName, DeviceStatus>();

  /** Devices that can be used now. */
  const usable = new Set<DeviceName>();

  function onStatus(name: DeviceName, fact: StatusFact): void {
    const { availability } = fact;
    const identity = last.get(name)?.identity ?? null;
    last.set(name, { id: name, deviceClass: CLASSES[name], availability, reasons: fact.reasons, identity });
    const codes = fact.reasons.map((reason) => reason.code);
    reasons.set(name, isUsable(fact) ? [] : codes.length > 0 ? codes : ['deviceStarting']);
    if (!isUsable(fact)) usable.delete(name);
    else if (!usable.has(name)) {
      usable.add(name);
      listeners.usable(name);
    }
  }

  function onIdentified(name: DeviceName, { maker, product, serial, firmware }: IdentifiedFact): void {
    const known = last.get(name);
    if (known) last.set(name, { ...known, identity: { maker, product, serial, firmware } });
  }

  function onCommon(name: DeviceName, fact: WatchedFact): void {
    if (fact.type === 'status') onStatus(name, fact);
    else if (fact.type === 'identified') onIdentified(name, fact);
    else listeners.holder(name, fact.holder);
    listeners.changed?.();
  }

  for (const name of ['cardReader', 'cash', 'printer'] as const) {
    last.set(name, { id: name, deviceClass: CLASSES[name], availability: 'starting', reasons: [], identity: null });
    reasons.set(name, ['deviceStarting']);
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
  return last;
}
