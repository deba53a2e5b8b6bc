/** Our own drivers, as the suite takes any. */
import { cctalkBus, type CctalkDeviceConfig } from '../../../drivers/cctalk/bus.ts';
import { coinAcceptorOptions, hopperOptions } from '../../../drivers/cctalk/options.ts';
import type { CctalkCommand } from '../../../drivers/cctalk/device.ts';
import { billAcceptor } from '../../../drivers/id003/bill-acceptor.ts';
import { billAcceptorOptions } from '../../../drivers/id003/options.ts';
import { packMemories } from '../../../drivers/line/line.ts';
import { openCashChanger } from '../../../drivers/open-cash.ts';
import { openCardReader, openPrinter } from '../../../drivers/open-devices.ts';
import { openIndicators } from '../../../drivers/open-panel.ts';
import { offline, superviseDevice, type Wires } from '../../../drivers/open.ts';
import { bytePort } from '../../../drivers/wire-ports.ts';
import { COINS_PORT, DEVICES, NOTES_PORT, ONE_PIECE_DEVICES } from '../../simulation/hardware.ts';
import type { AnyDevice, DriverSubject } from '../subject.ts';

type MemoryOf = (id: string) => string | null;

/** An order on a line that is down is refused (drivers/open-cash.ts). */
function refused(command: { readonly type: string }) {
  if (command.type !== 'prepare' || !('intentId' in command)) return [];
  const reason = { code: 'cashPortUnavailable' as const, detail: 'the line is down' };
  return [{ type: 'refused' as const, intentId: String(command.intentId), reason }];
}

export const composite: DriverSubject = {
  ...{ class: 'cash-changer', name: 'composite of ccTalk and ID-003' },
  open: (wires, _, memoryOf) => openCashChanger(DEVICES, [], wires, memoryOf) as AnyDevice,
};

export const onePiece: DriverSubject = {
  ...{ class: 'cash-changer', name: 'one-piece unit, OPC-1' },
  open: (wires, _, memoryOf) => openCashChanger(ONE_PIECE_DEVICES, [], wires, memoryOf) as AnyDevice,
};

/** One device of a ccTalk bus, alone on it. */
function onBus(wires: Wires, part: CctalkDeviceConfig, memoryOf: MemoryOf): AnyDevice {
  const { deviceId } = part;
  const line = superviseDevice({
    machine: cctalkBus({ echo: true }, [part]),
    memory: () => packMemories({ [deviceId]: memoryOf('device') }),
    open: () => bytePort(wires.openBytes(COINS_PORT, { baudRate: 9600, parity: 'none' })),
    clock: wires.clock,
    down: (reason) => [{ deviceId, fact: offline('cashPortUnavailable', reason) }],
    refused: ({ command }) => refused(command).map((fact) => ({ deviceId, fact })),
  });
  return {
    command: (command) => line.command({ deviceId, command: command as CctalkCommand }),
    onFact: (listener) => line.onFact(({ fact }) => listener(fact)),
    close: () => line.close(),
  };
}

export const coinAcceptor: DriverSubject = {
  ...{ class: 'coin-acceptor', name: 'ccTalk coin acceptor' },
  open: (wires, options, memoryOf) =>
    onBus(wires, { deviceId: 'coins', kind: 'coinAcceptor', options: coinAcceptorOptions.parse(options) }, memoryOf),
};

export const hopper: DriverSubject = {
  ...{ class: 'coin-dispenser', name: 'ccTalk hopper' },
  open: (wires, _, memoryOf) => {
    const options = hopperOptions.parse({ address: 3, denomination_yen: 100 });
    return onBus(wires, { deviceId: 'hopper-100', kind: 'hopper', options }, memoryOf);
  },
};

export const validator: DriverSubject = {
  ...{ class: 'bill-acceptor', name: 'ID-003 bill acceptor' },
  open: (wires, options, memoryOf) =>
    superviseDevice({
      machine: billAcceptor('notes', billAcceptorOptions.parse(options)),
      memory: () => memoryOf('device'),
      open: () => bytePort(wires.openBytes(NOTES_PORT, { baudRate: 9600, parity: 'even' })),
      clock: wires.clock,
      down: (reason) => [offline('cashPortUnavailable', reason)],
      refused,
    }) as AnyDevice,
};

export const printer: DriverSubject = {
  ...{ class: 'printer', name: 'IPP printer' },
  open: (wires, { uri }) =>
    openPrinter(
      [{ id: 'printer', class: 'printer', driver: 'ipp', uri: String(uri), options: {} }],
      wires,
    ) as AnyDevice,
};

export const cardReader: DriverSubject = {
  ...{ class: 'card-reader', name: 'PC/SC reader with JPKI' },
  open: (wires, options) =>
    openCardReader([{ id: 'card', class: 'cardReader', driver: 'jpki', reader: '', options }], wires) as AnyDevice,
};

export const board: DriverSubject = {
  ...{ class: 'indicators', name: 'panel board' },
  open: (wires, options) =>
    openIndicators([{ id: 'lamps', class: 'indicators', driver: 'hid', options }], wires)[0] as AnyDevice,
};
