import type { CashChangerCommand, PayOrder } from '../../drivers/cash-changer.ts';
import type { StackOrder } from '../../drivers/bill-acceptor.ts';
import type { Device } from '../../drivers/device.ts';
import type { PrinterCommand, PrintOrder } from '../../drivers/printer.ts';
import type { Intent } from '../ledger/contract.ts';
import type { KioskServices } from './services.ts';

/** What recovery asks, and whom. */
export interface Recovery {
  /** At start, and whenever a device comes back: asks it what became of its open orders. */
  askCash(): void;
  askPrinter(): void;
  /** Looks whether everything from before this start is settled; only then may the service open. */
  check(): void;
}

/**
 * Recovery at start. What a stop of the kiosk left open is resolved by asking the devices; nothing is guessed, nothing is
 * paid out without a session. The service stays closed until every open intent has its outcome.
 */
export function createRecovery(
  devices: {
    readonly cash: Device<CashChangerCommand, unknown>;
    readonly printer: Device<PrinterCommand, unknown>;
  },
  services: KioskServices,
  settleWaiting: () => void,
): Recovery {
  const { ledger, reasons, log } = services;
  /** Intents from before this start; those of the running session are none of recovery's business. */
  const inherited = new Set(ledger.openIntents().map((intent) => intent.intentId));

  function open(): readonly Intent[] {
    return ledger.openIntents().filter((intent) => inherited.has(intent.intentId));
  }

  function isPrint(intent: Intent): boolean {
    return intent.about.kind.startsWith('print');
  }

  function check(): void {
    settleWaiting();
    reasons.set('recovery', open().length > 0 ? ['recovering'] : []);
  }

  return {
    askCash: () => {
      for (const intent of open().filter((candidate) => !isPrint(candidate))) {
        log('info', 'recovery.ask', { device: intent.deviceId });
        devices.cash.command({
          type: 'resolve',
          intentId: intent.intentId,
          // Written by the cash bridge alone.
          order: JSON.parse(intent.order) as PayOrder | StackOrder,
          deviceBase: intent.deviceBase,
        });
      }
      check();
    },
    askPrinter: () => {
      for (const intent of open().filter(isPrint)) {
        log('info', 'recovery.ask', { device: intent.deviceId });
        devices.printer.command({
          type: 'resolve',
          intentId: intent.intentId,
          // Written by the print bridge alone.
          order: JSON.parse(intent.order) as PrintOrder,
          deviceBase: intent.deviceBase,
        });
      }
      check();
    },
    check,
  };
}
