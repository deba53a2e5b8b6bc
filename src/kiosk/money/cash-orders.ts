import type { StackOrder } from '../../../drivers/bill-acceptor.ts';
import type { CashChangerCommand, PayOrder } from '../../../drivers/cash-changer.ts';
import type { DeviceMemory } from '../../../drivers/contract.ts';
import type { Device } from '../../../drivers/device.ts';
import type { CodeName } from '../../base/codes.ts';
import type { KioskServices } from '../services.ts';

type CashOrder = PayOrder | StackOrder;

/** An order that is prepared but not yet executed, and the session it was made for. */
interface WaitingOrder {
  readonly order: CashOrder;
  readonly sessionId: string | null;
  /** A technician lets it fall: nobody is owed it. */
  readonly isTest: boolean;
}

/** Orders of the cash changer on their way: prepared, written as an intent, executed. */
export interface CashOrders {
  prepare(intentId: string, order: CashOrder, isTest?: boolean): void;
  onPrepared(intentId: string, deviceId: string, deviceBase: DeviceMemory): void;
  onRefused(intentId: string, code: CodeName): void;
  /** Refuses what is only prepared: a device that is away never answers it. */
  refuseAll(code: CodeName): void;
  refuseOf(isMeant: (order: CashOrder) => boolean, code: CodeName): void;
  /** An order has its outcome. */
  ended(intentId: string): void;
  /** The session is over: what was only prepared is forgotten. */
  forgetPrepared(): void;
}

/** `refused` hears of each order that the device does not take; its intent was never written. */
export function createCashOrders(
  device: Device<CashChangerCommand, unknown>,
  services: KioskServices,
  refused: (intentId: string, code: CodeName) => void,
): CashOrders {
  const { ledger, session, log } = services;
  /** Orders that are prepared but not yet executed, by intent. */
  const waiting = new Map<string, WaitingOrder>();
  /** Intents of this run that were executed and have no outcome yet, by whom and what it counted before. */
  const executed = new Map<string, { readonly deviceId: string; readonly deviceBase: DeviceMemory }>();

  function onPrepared(intentId: string, deviceId: string, deviceBase: DeviceMemory): void {
    const found = waiting.get(intentId);
    waiting.delete(intentId);
    const sessionId = session.get()?.sessionId ?? null;
    // Nobody waits for it any more: what was ordered for one citizen must not move for the next.
    if (found?.sessionId !== sessionId) {
      device.command({ type: 'forget', intentId });
      return;
    }
    const { order, isTest } = found;
    ledger.openIntent({
      intentId,
      sessionId,
      deviceId,
      about:
        order.type === 'stack'
          ? { kind: 'stack', escrowId: order.escrowId }
          : {
              kind: isTest ? 'testPay' : 'pay',
              unitId: order.type === 'payPieces' ? order.unitId : deviceId,
              amount_yen: order.type === 'payPieces' ? order.denomination_yen * order.count : order.amount_yen,
            },
      order: JSON.stringify(order),
      deviceBase,
    });
    executed.set(intentId, { deviceId, deviceBase });
    device.command({ type: 'execute', intentId, material: undefined });
  }

  /** Nothing moved. An intent that was open for it is closed; a refused `resolve` is not an answer and is asked again. */
  function onRefused(intentId: string, code: CodeName): void {
    waiting.delete(intentId);
    const order = executed.get(intentId);
    executed.delete(intentId);
    if (order) {
      // A base is not a memory: a device that refused has nothing new to remember.
      const deviceAfter = ledger.memoryOf(order.deviceId) ?? order.deviceBase;
      ledger.closeIntent({ intentId, result: 'notDone', pieces: [], deviceAfter, code });
    }
    log('warn', 'cash.orderRefused', { code });
    refused(intentId, code);
    if (order) services.intentClosed();
  }

  function refuseOf(isMeant: (order: CashOrder) => boolean, code: CodeName): void {
    for (const [intentId, { order }] of [...waiting]) if (isMeant(order)) onRefused(intentId, code);
  }

  return {
    prepare: (intentId, order, isTest = false) => {
      waiting.set(intentId, { order, sessionId: session.get()?.sessionId ?? null, isTest });
      device.command({ type: 'prepare', intentId, order });
    },
    onPrepared,
    onRefused,
    refuseAll: (code) => refuseOf(() => true, code),
    refuseOf,
    ended: (intentId) => {
      executed.delete(intentId);
    },
    forgetPrepared: () => {
      for (const intentId of waiting.keys()) device.command({ type: 'forget', intentId });
      waiting.clear();
    },
  };
}
