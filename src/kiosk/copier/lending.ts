import type { CommonCommand, Holder } from '../../../drivers/contract.ts';
import { LENT_MEMORY_ID, lentNames, lentText } from '../../../drivers/lending.ts';
import type { Timer } from '../../base/clock.ts';
import { MadoguchiError } from '../../base/errors.ts';
import type { DeviceName } from '../device-watch.ts';
import { KIOSK_LIMITS } from '../limits.ts';
import type { KioskServices } from '../services.ts';

/** Where a device is with the copier's own business. `lending`: it comes to rest first, then its port is released. */
export type HolderState = Holder | 'lending';

/** Devices lent to the copier's own business and taken back (design, Drivers). While one is away the service is closed. */
export interface Lending {
  /** @throws MadoguchiError `deviceUnknown`, `devicePart` for a part of the cash unit, or `deviceBusy` while somebody is served or an order is open */
  lend(name: string): HolderState;
  giveBack(name: string): HolderState;
  stateOf(name: string): HolderState;
  /** A device told who holds it. */
  onHolder(name: DeviceName, holder: Holder): void;
  /** At start: what was lent when the kiosk stopped stays lent. */
  restore(): void;
}

/** What can be lent; a receipt printer has no work of the copier's. */
const LENDABLE: readonly DeviceName[] = ['cardReader', 'cash', 'printer'];

const isLendable = (name: string): name is DeviceName => LENDABLE.some((one) => one === name);

type LendableDevices = Readonly<
  Record<DeviceName, { command(command: Extract<CommonCommand, { type: 'claim' | 'lend' }>): void }>
>;

/** Lends devices when they are at rest, and closes the service while any is away. */
export function createLending(
  devices: LendableDevices,
  services: Pick<KioskServices, 'ledger' | 'reasons' | 'clock' | 'log'>,
  isServing: () => boolean,
  isPart: (name: string) => boolean = () => false,
): Lending {
  const { ledger, reasons, clock, log } = services;
  const away = new Map<DeviceName, { state: 'lending' | 'lent'; limit: Timer | null }>();

  function known(name: string): DeviceName {
    if (isLendable(name)) return name;
    if (isPart(name)) throw new MadoguchiError('devicePart', `${name} is a part of the cash unit`);
    throw new MadoguchiError('deviceUnknown', `${name}; known are ${LENDABLE.join(', ')}`);
  }

  function stateOf(name: string): HolderState {
    return away.get(name as DeviceName)?.state ?? 'claimed';
  }

  function publish(): void {
    reasons.set('lent', away.size > 0 ? ['deviceLent'] : []);
  }

  /** Committed before the device is told: a stop in between leaves it lent, never polled beside the copier's business. */
  function remember(without: DeviceName | null = null): void {
    const lent = [...away].filter(([name, entry]) => entry.state === 'lent' && name !== without).map(([name]) => name);
    ledger.remember(LENT_MEMORY_ID, lentText(lent));
  }

  function claim(name: DeviceName): void {
    away.get(name)?.limit?.cancel();
    // Books that cannot be written leave it lent, as they say; it is taken back by asking again.
    remember(name);
    away.delete(name);
    devices[name].command({ type: 'claim' });
    publish();
  }

  return {
    stateOf,
    lend: (text) => {
      const name = known(text);
      if (away.has(name)) return stateOf(name);
      if (isServing() || ledger.openIntents().length > 0) {
        throw new MadoguchiError('deviceBusy', `${name} cannot be lent while somebody is served or an order is open`);
      }
      // A reader that waits for a card, slots that are open for one note: they are not taken away under the technician's hands.
      if (reasons.all().includes('technicianAtWork'))
        throw new MadoguchiError('deviceBusy', `${name} cannot be lent while a technician tests a device`);
      const limit = clock.after(KIOSK_LIMITS.lend_rest_ms, () => {
        log('warn', 'device.notLent', { device: name });
        claim(name);
      });
      away.set(name, { state: 'lending', limit });
      // Closed first: nobody begins a session on a device that is about to leave.
      publish();
      devices[name].command({ type: 'lend' });
      return stateOf(name);
    },
    giveBack: (text) => {
      const name = known(text);
      if (away.has(name)) {
        log('info', 'device.returned', { device: name });
        claim(name);
      }
      return stateOf(name);
    },
    onHolder: (name, holder) => {
      const entry = away.get(name);
      if (!entry || holder !== 'lent' || entry.state === 'lent') return;
      entry.limit?.cancel();
      away.set(name, { state: 'lent', limit: null });
      remember();
      log('info', 'device.lent', { device: name });
    },
    restore: () => {
      for (const name of lentNames(ledger.memoryOf(LENT_MEMORY_ID))) {
        if (!isLendable(name)) continue;
        away.set(name, { state: 'lent', limit: null });
        // The cash device was not opened at all; the others have nothing that moves and are told.
        if (name !== 'cash') devices[name].command({ type: 'lend' });
      }
      if (away.size > 0) publish();
    },
  };
}
