import type { SessionCommand } from '../../fsm/events.ts';
import type { CardBridge } from './session/card-bridge.ts';
import type { CashBridge } from './money/cash-bridge.ts';
import type { CellBridge } from './session/cell-bridge.ts';
import type { PinBuffer } from './session/pin-buffer.ts';
import type { PrintBridge } from './print/print-bridge.ts';
import type { ReminderBridge } from './attention/reminder-bridge.ts';
import type { StaffBridge } from './staff/staff-bridge.ts';
import type { KioskServices } from './services.ts';

/** Who carries out which command. */
export interface CommandTargets {
  readonly card: CardBridge;
  readonly cash: CashBridge;
  readonly cell: CellBridge;
  readonly print: PrintBridge;
  readonly reminder: ReminderBridge;
  readonly pin: PinBuffer;
  readonly staff: StaffBridge;
  reportForeign(): void;
  beginSession(): void;
  endSession(command: Extract<SessionCommand, { type: 'session.end' }>): void;
}

/** Commands that name a bridge go there; the rest are entries in the books. */
export function createPerformer(targets: CommandTargets, services: KioskServices): (command: SessionCommand) => void {
  const { ledger, session, log, send } = services;

  function decideSet(command: Extract<SessionCommand, { type: `set.${string}` }>): void {
    const current = session.get();
    if (!current) return;
    if (command.type === 'set.earn') {
      ledger.earn(current.sessionId, command.set);
      current.earned.add(command.set);
      return;
    }
    const slip = ledger.dispute(current.sessionId, command.set);
    send({ type: 'slip.opened', claimNumber: slip.claimNumber, amount_yen: slip.amount_yen });
  }

  return (command) => {
    switch (command.type) {
      case 'session.begin':
        return targets.beginSession();
      case 'session.end':
        return targets.endSession(command);
      case 'pin.wipe':
        return targets.pin.wipe();
      case 'card.accept':
      case 'card.verifyPin':
      case 'card.sign':
      case 'card.release':
        return targets.card.command(command);
      case 'centre.presentCard':
      case 'centre.authenticate':
      case 'centre.apply':
      case 'centre.commit':
      case 'centre.abandon':
        return targets.cell.command(command);
      case 'cash.foresee':
      case 'cash.begin':
      case 'cash.stackEscrow':
      case 'cash.returnEscrow':
      case 'cash.fix':
      case 'cash.charge':
      case 'cash.payChange':
      case 'cash.refund':
      case 'cash.abandonPayout':
        return targets.cash.command(command);
      case 'print.checkReady':
      case 'print.leaf':
      case 'print.cancelLeaf':
      case 'print.receipt':
      case 'print.slip':
        return targets.print.command(command);
      case 'paper.foreign':
        return targets.reportForeign();
      case 'set.earn':
      case 'set.dispute':
        return decideSet(command);
      case 'slip.settle':
        return ledger.slipEvent(command.claimNumber, command.how);
      case 'reminder.start':
        return targets.reminder.start(command.items);
      case 'reminder.stop':
        return targets.reminder.stop();
      case 'leftItems.record':
        return ledger.incident('itemsLeft', command.items.join(' '));
      case 'staff.opened':
      case 'staff.closed':
      case 'staff.checkCode':
      case 'staff.wipeCode':
      case 'staff.beginExchange':
      case 'staff.dropExchange':
      case 'staff.book':
      case 'staff.settleSlip':
      case 'staff.settleDoubt':
      case 'staff.closeIncident':
      case 'staff.resolveIncident':
      case 'staff.printSheet':
      case 'staff.printSlip':
        return targets.staff.command(command);
      case 'report.unexpected':
        return log('warn', 'session.unexpected', { event: command.event });
    }
  };
}
