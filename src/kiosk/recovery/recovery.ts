import type { CashChangerCommand, PayOrder } from '../../../drivers/cash-changer.ts';
import type { StackOrder } from '../../../drivers/bill-acceptor.ts';
import type { Device } from '../../../drivers/device.ts';
import type { PrinterCommand, PrintOrder } from '../../../drivers/printer.ts';
import type { Timer } from '../../base/clock.ts';
import type { Intent } from '../../ledger/contract.ts';
import type { WatchedName } from '../device-watch.ts';
import { KIOSK_LIMITS } from '../limits.ts';
import { decideWaiting } from './recovery-table.ts';
import type { KioskServices } from '../services.ts';
import type { SessionBook } from '../session/session-book.ts';

/** What recovery asks, and whom. */
export interface Recovery {
  /** Shows the slips that nobody saw before the stop, and looks what it left open. */
  start(): void;
  /** At start, and whenever a device comes back: asks it what became of its open orders. */
  deviceIsBack(device: WatchedName): void;
  /** Looks whether everything of ended sessions is settled; only then may the service open. */
  check(): void;
  stop(): void;
}

interface Waiting {
  readonly since_ms: number;
  questioned: boolean;
}

/**
 * Recovery. What a stop of the kiosk, or a line that was lost in the middle of an order, left open is resolved by asking the
 * devices; nothing is guessed, nothing is paid out without a session. `recovery-table.ts` decides; the service stays closed
 * until every session that is over is settled.
 */
export function createRecovery(
  devices: {
    readonly cash: Device<CashChangerCommand, unknown>;
    readonly printer: Device<PrinterCommand, unknown>;
    readonly receiptPrinter: Device<PrinterCommand, unknown> | null;
  },
  services: KioskServices,
  book: SessionBook,
  settled: () => void,
): Recovery {
  const { clock, guarded, ledger, reasons, log, session, settings } = services;
  /** Devices that can be asked. */
  const back = new Set<WatchedName>();
  /** Sessions that are over and not settled, since they were first seen so. */
  const waiting = new Map<string, Waiting>();
  /** Every cash device was heard since the start. */
  let heard = false;
  let timer: Timer | null = null;

  function deviceOf(intent: Intent): Exclude<WatchedName, 'cardReader'> {
    if (!intent.about.kind.startsWith('print')) return 'cash';
    return intent.deviceId === 'receiptPrinter' ? 'receiptPrinter' : 'printer';
  }

  const isTest = ({ about }: Intent): boolean => about.kind === 'testPay';

  function ask(intent: Intent): void {
    log('info', 'recovery.ask', { device: intent.deviceId });
    const { intentId, deviceBase } = intent;
    // The order was written by the bridge of the same device, so its shape is the type's.
    const order: unknown = JSON.parse(intent.order);
    const device = deviceOf(intent);
    if (device !== 'cash') {
      devices[device]?.command({ type: 'resolve', intentId, order: order as PrintOrder, deviceBase });
    } else devices.cash.command({ type: 'resolve', intentId, order: order as PayOrder | StackOrder, deviceBase });
  }

  /** Asks the cash devices for everything that sessions that are over left open. */
  function askCash(): void {
    for (const intent of ledger.openIntents()) if (isTest(intent)) ask(intent);
    for (const sessionId of book.waiting()) {
      const intents = ledger.openIntents().filter((intent) => intent.sessionId === sessionId);
      for (const intent of intents) if (deviceOf(intent) === 'cash') ask(intent);
      // A note that nobody ordered to be stacked is wanted back; the device answers when it knows where it is.
      for (const { escrowId, order } of ledger.openEscrows(sessionId)) {
        if (order === 'none' || order === 'notDone') devices.cash.command({ type: 'returnEscrow', escrowId });
      }
    }
  }

  /** No printer has told: whether these came out nobody knows. What it remembers of its own stays as it is. */
  function giveUpLeaves(open: readonly Intent[]): void {
    for (const { intentId, deviceId, deviceBase } of open.filter((intent) => deviceOf(intent) !== 'cash')) {
      const deviceAfter = ledger.memoryOf(deviceId) ?? deviceBase;
      ledger.closeIntent({ intentId, result: 'unknown', pieces: [], deviceAfter, code: 'leafUnknown' });
      log('warn', 'recovery.leafUnknown', { device: deviceId });
    }
  }

  /** One session that is over: settled, given a number, or waited for. True when it is settled. */
  function look(sessionId: string): boolean {
    const seen = waiting.get(sessionId) ?? { since_ms: clock.now_ms(), questioned: false };
    waiting.set(sessionId, seen);
    const open = ledger.openIntents().filter((intent) => intent.sessionId === sessionId);
    const decision = decideWaiting({
      heard,
      patient: clock.now_ms() - seen.since_ms < settings.delays.cash_settles_at_start_ms,
      printerMayTell: clock.now_ms() - seen.since_ms < settings.delays.printer_prints_leaf_ms,
      cashIntents: open.filter((intent) => deviceOf(intent) === 'cash').length,
      printIntents: open.filter((intent) => deviceOf(intent) !== 'cash').length,
      notes: ledger.openEscrows(sessionId).filter(({ order }) => order !== 'unknown').length,
    });
    if (decision === 'question' && !seen.questioned) {
      seen.questioned = true;
      book.question(sessionId);
    }
    if (decision === 'giveUpLeaves') {
      giveUpLeaves(open);
      return look(sessionId);
    }
    if (decision !== 'settle') return false;
    waiting.delete(sessionId);
    book.settle(sessionId);
    return true;
  }

  function check(): void {
    for (const sessionId of book.waiting()) look(sessionId);
    settled();
    const current = session.get()?.sessionId ?? null;
    // A test payout belongs to no session: until it is told, nobody knows what lies in its unit.
    const over = ledger.openIntents().filter((intent) => intent.sessionId !== current || isTest(intent));
    reasons.set('recovery', over.length > 0 || book.waiting().length > 0 ? ['recovering'] : []);
    // A printer answers for one order at a time: the next one is asked for when the last is closed.
    for (const device of ['printer', 'receiptPrinter'] as const) {
      const next = over.find((intent) => deviceOf(intent) === device);
      if (next && back.has(device)) ask(next);
    }
    if (book.waiting().length > 0 || over.some(isTest))
      timer ??= clock.after(KIOSK_LIMITS.recovery_ask_again_ms, () => again(undefined));
  }

  const again = guarded(() => {
    timer = null;
    askCash();
    check();
  });

  return {
    start: () => {
      book.showUnseen();
      check();
    },
    deviceIsBack: (device) => {
      back.add(device);
      if (device === 'cash') {
        for (const intent of ledger.openIntents()) if (deviceOf(intent) === 'cash') ask(intent);
        askCash();
        heard = true;
      } else {
        for (const intent of ledger.openIntents()) if (deviceOf(intent) === device) ask(intent);
      }
      check();
    },
    check,
    stop: () => timer?.cancel(),
  };
}
