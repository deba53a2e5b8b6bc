import type { CashCapabilities, CashChangerFact, CashCounter } from '../../drivers/cash-changer.ts';
import type { StaffCommand, StaffPicture } from '../../fsm/events.ts';
import type { PinKey, StaffDesk, StaffResult } from '../api/contract.ts';
import type { CodeName } from '../base/codes.ts';
import { MadoguchiError } from '../base/errors.ts';
import type { ClosingStatement } from '../ledger/contract.ts';
import { words } from '../words/words.ts';
import type { DeviceStatus, KioskPorts } from './contract.ts';
import type { DeviceName } from './device-watch.ts';
import type { KioskServices } from './services.ts';
import { createStaffCode } from './staff-code.ts';
import { staffDesk } from './staff-desk.ts';
import { createStaffPrint } from './staff-print.ts';
import { sheetOf } from './staff-sheet.ts';
import { countsFit, reviewOfBooked, unitsOf } from './staff-units.ts';

type BookCommand = Extract<StaffCommand, { type: 'staff.book' }>;

/** How a slip's reason is worded on paper. */
const SLIP_REASONS = {
  unpaid: 'slip.reason.payoutShort',
  dispute: 'slip.reason.leafUnknown',
  interrupted: 'slip.reason.powerLoss',
} as const;

/** What the bridge is joined to: ports of the kiosk, and what the other bridges know. */
export interface StaffBridgePorts extends Pick<KioskPorts, 'staffCode' | 'takeCell' | 'devices'> {
  /** The cash devices are with the copier's own business: what it moves is not in the books yet. */
  cashIsLent(): boolean;
  status(): ReadonlyMap<DeviceName, DeviceStatus>;
  printSheet(number: number, raster: Uint8Array, done: (code: CodeName | null) => void): void;
}

/** Staff mode between chart, books and printer. */
export interface StaffBridge {
  command(command: StaffCommand): void;
  onCodeKey(key: PinKey): void;
  /** Hears which units there are. */
  onCash(fact: CashChangerFact): void;
  /** The code can be asked for on the screen. */
  readonly hasCode: boolean;
  desk(staff: StaffPicture): StaffDesk;
  /** At start: work that a stop left open keeps the service closed. */
  check(): void;
}

export function createStaffBridge(ports: StaffBridgePorts, services: KioskServices): StaffBridge {
  const { ledger, log, newId, reasons, send, serviceClock, settings } = services;
  const code = createStaffCode(ports.staffCode ?? null, services);
  const print = createStaffPrint(ports.takeCell, ports.printSheet, services);
  let capabilities: CashCapabilities | null = null;
  let isOpen = false;
  /** Papers that were asked for since the start. */
  let papers = 0;
  let result: StaffResult | null = null;
  let closing: ClosingStatement | null = null;

  /** Books of cash that nobody can vouch for are not sold on: an open box keeps the service closed as staff mode does. */
  function check(): void {
    const open = ledger.openExchanges().length > 0;
    reasons.set('staff', [...(isOpen ? ['staffMode' as const] : []), ...(open ? ['staffExchangeOpen' as const] : [])]);
  }

  function units() {
    return unitsOf({ capabilities, stock: ledger.stock(), capacities: settings.capacities });
  }

  /** What the cash devices count by themselves, as of their last movement. */
  function deviceCounters(): readonly CashCounter[] {
    return ports.devices.countersOf?.((deviceId) => ledger.memoryOf(deviceId)) ?? [];
  }

  /** A refusal of the books is told and changes nothing; anything else (a full disk) ends the kiosk in order. */
  function attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      const refusals: readonly CodeName[] = ['staffStockExists', 'staffCountInvalid', 'staffNotNow', 'amountInvalid'];
      if (!(error instanceof MadoguchiError)) throw error;
      const name = error.codeName === 'amountInvalid' ? 'staffCountInvalid' : error.codeName;
      if (name !== 'ledgerRefused' && !refusals.includes(error.codeName)) throw error;
      log('warn', 'staff.refused', { code: name });
      send({ type: 'staff.refused', code: name });
    }
  }

  function book({ task, unitId, counts }: BookCommand): void {
    if (
      ports.cashIsLent() ||
      ledger.openIntents().some(({ about }) => about.kind === 'pay' || about.kind === 'stack')
    ) {
      send({ type: 'staff.refused', code: 'staffNotNow' });
      return;
    }
    if (!countsFit(units(), { task, unitId }, counts)) {
      send({ type: 'staff.refused', code: 'staffCountInvalid' });
      return;
    }
    const counters = task === 'closing' ? deviceCounters() : [];
    const done = ledger.bookExchange({ task, unitId, piles: counts, counters });
    closing = done.closing;
    result = { task, number: done.number, review: reviewOfBooked(task, done.differences), slip: null };
    log(done.difference_yen === 0 ? 'info' : 'warn', 'staff.booked', { task, difference_yen: done.difference_yen });
    check();
    send({ type: 'staff.booked' });
  }

  function settleSlip(claimNumber: string): void {
    const slip = ledger.openSlips().find((open) => open.claimNumber === claimNumber);
    if (slip === undefined) {
      send({ type: 'staff.refused', code: 'staffSlipGone' });
      return;
    }
    ledger.settleSlip({ claimNumber, role: 'clerk' });
    closing = null;
    const { amount_yen } = slip;
    result = { task: 'slip', number: ledger.nextNumber(), review: null, slip: { claimNumber, amount_yen } };
    log('info', 'staff.slipSettled', { amount_yen });
    send({ type: 'staff.booked' });
  }

  /** Tells of the paper that was asked for last; an earlier one is not what the screen speaks of any more. */
  function printed(asked: number): (code: CodeName | null) => void {
    return (failed) => {
      if (failed !== null) log('warn', 'staff.printFailed', { code: failed });
      if (asked !== papers) return;
      send(failed === null ? { type: 'staff.printed' } : { type: 'staff.printFailed', code: failed });
    };
  }

  /** A printer that cannot be asked is not waited for. */
  function printable(): boolean {
    const printer = ports.status().get('printer');
    if (printer?.availability === 'online' || printer?.availability === 'attention') return true;
    send({ type: 'staff.printFailed', code: printer?.reasons[0]?.code ?? 'printerOffline' });
    return false;
  }

  function printSheet(): void {
    if (result === null || !printable()) return;
    const time_epoch_ms = serviceClock.now_epoch_ms();
    const sheet = sheetOf({ result, closing, units: units(), kioskName: settings.kioskName, time_epoch_ms });
    papers += 1;
    print.print(result.number, { type: 'makeSheet', sheet }, printed(papers));
  }

  function printSlip(claimNumber: string): void {
    const slip = ledger.openSlips().find((open) => open.claimNumber === claimNumber);
    if (slip === undefined) {
      send({ type: 'staff.printFailed', code: 'staffSlipGone' });
      return;
    }
    if (!printable()) return;
    papers += 1;
    const facts = {
      claimNumber,
      amount_yen: slip.amount_yen,
      reason: words('ja').text(SLIP_REASONS[slip.reason]),
      phone: settings.operatorPhone,
      kioskName: settings.kioskName,
      time: words('ja').dateTime(slip.at_ms),
    };
    const told = printed(papers);
    print.print(Number(claimNumber), { type: 'makeSlip', slip: facts }, (failed) => {
      if (failed === null) ledger.slipEvent(claimNumber, 'printed');
      told(failed);
    });
  }

  function setOpen(open: boolean): void {
    isOpen = open;
    if (!open) {
      result = null;
      closing = null;
      print.stop();
    }
    log('info', open ? 'staff.opened' : 'staff.closed');
    check();
  }

  function command(order: StaffCommand): void {
    switch (order.type) {
      case 'staff.opened':
      case 'staff.closed':
        return setOpen(order.type === 'staff.opened');
      case 'staff.checkCode':
        return code.check();
      case 'staff.wipeCode':
        return code.wipe();
      case 'staff.beginExchange':
        return attempt(() => {
          const { task, unitId } = order;
          ledger.beginExchange({ exchangeId: newId(), task, unitId, role: 'clerk' });
          check();
        });
      case 'staff.dropExchange':
        ledger.dropExchange(order.task, order.unitId);
        return check();
      case 'staff.book':
        return attempt(() => book(order));
      case 'staff.settleSlip':
        return attempt(() => settleSlip(order.claimNumber));
      case 'staff.resolveIncident':
        return ledger.incidentSeen(order.incident, 'clerk');
      case 'staff.printSheet':
        return printSheet();
      case 'staff.printSlip':
        return printSlip(order.claimNumber);
    }
  }

  return {
    command,
    onCodeKey: code.press,
    onCash: (fact) => {
      if (fact.type === 'capabilities') capabilities = fact.capabilities;
    },
    hasCode: code.configured,
    desk: (staff) =>
      staffDesk(
        staff,
        { code, capabilities: () => capabilities, status: ports.status, result: () => result },
        services,
      ),
    check,
  };
}
