import type { CashChangerCommand, PayOrder } from '../../drivers/cash-changer.ts';
import type { StackOrder } from '../../drivers/bill-acceptor.ts';
import type { Device } from '../../drivers/device.ts';
import type { PrinterCommand, PrintOrder } from '../../drivers/printer.ts';
import type { Intent } from '../ledger/contract.ts';
import type { DeviceName } from './device-watch.ts';
import type { KioskServices } from './services.ts';

/** What recovery asks, and whom. */
export interface Recovery {
  /** At start, and whenever a device comes back: asks it what became of its open orders. */
  deviceIsBack(device: DeviceName): void;
  /** Looks whether everything of ended sessions is settled; only then may the service open. */
  check(): void;
}

/**
 * Recovery. What a stop of the kiosk, or a line that was lost in the middle of an order, left open is resolved by asking the
 * devices; nothing is guessed, nothing is paid out without a session. The service stays closed until every intent of a
 * session that is over has its outcome. A driver that still works on an order ignores the question.
 */
export function createRecovery(
  devices: {
    readonly cash: Device<CashChangerCommand, unknown>;
    readonly printer: Device<PrinterCommand, unknown>;
  },
  services: KioskServices,
  settleWaiting: () => void,
): Recovery {
  const { ledger, reasons, log, session } = services;
  /** Devices that can be asked. */
  const back = new Set<DeviceName>();

  function deviceOf(intent: Intent): DeviceName {
    return intent.about.kind.startsWith('print') ? 'printer' : 'cash';
  }

  function ask(intent: Intent): void {
    log('info', 'recovery.ask', { device: intent.deviceId });
    const { intentId, deviceBase } = intent;
    // The order was written by the bridge of the same device, so its shape is the type's.
    const order: unknown = JSON.parse(intent.order);
    if (deviceOf(intent) === 'printer') {
      devices.printer.command({ type: 'resolve', intentId, order: order as PrintOrder, deviceBase });
    } else devices.cash.command({ type: 'resolve', intentId, order: order as PayOrder | StackOrder, deviceBase });
  }

  function check(): void {
    settleWaiting();
    const current = session.get()?.sessionId ?? null;
    const over = ledger.openIntents().filter((intent) => intent.sessionId !== current);
    reasons.set('recovery', over.length > 0 ? ['recovering'] : []);
    // A printer answers for one order at a time: the next one is asked for when the last is closed.
    const [next] = over.filter((intent) => deviceOf(intent) === 'printer');
    if (next && back.has('printer')) ask(next);
  }

  return {
    deviceIsBack: (device) => {
      back.add(device);
      for (const intent of ledger.openIntents()) if (deviceOf(intent) === device) ask(intent);
      check();
    },
    check,
  };
}
