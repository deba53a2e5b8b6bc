import type { CashCapabilities, CashChangerFact, CashCounter } from '../../../drivers/cash-changer.ts';
import type { StaffCommand, StaffPicture, StaffReason, StaffSheetEnd } from '../../../fsm/events.ts';
import type { PinKey, StaffDesk, StaffResult } from '../../api/contract.ts';
import type { CodeName } from '../../base/codes.ts';
import { MadoguchiError } from '../../base/errors.ts';
import type { ClosingStatement, IncidentClosing, StrayEnd } from '../../ledger/contract.ts';
import { words } from '../../words/words.ts';
import type { DeviceStatus, KioskPorts } from '../contract.ts';
import type { WatchedName } from '../device-watch.ts';
import type { KioskServices } from '../services.ts';
import { createStaffCode } from './staff-code.ts';
import { staffDesk } from './staff-desk.ts';
import { createStaffPrint } from './staff-print.ts';
import { sheetOf } from './staff-sheet.ts';
import { countersOf, countsFit, countsUnlikely, reviewOfBooked, unitsOf } from './staff-units.ts';

type BookCommand = Extract<StaffCommand, { type: 'staff.book' }>;

/** How a slip's reason is worded on paper. */
const SLIP_REASONS = {
  unpaid: 'slip.reason.payoutShort',
  dispute: 'slip.reason.leafUnknown',
  interrupted: 'slip.reason.powerLoss',
} as const;

/** What staff say became of a sheet → the books. */
const SHEET_ENDS = {
  sheetTaken: 'taken',
  sheetDestroyed: 'destroyed',
  sheetKept: 'kept',
  sheetNotFound: 'notFound',
} as const satisfies Readonly<Record<StaffSheetEnd, StrayEnd>>;

const isSheetEnd = (reason: StaffReason): reason is StaffSheetEnd => Object.hasOwn(SHEET_ENDS, reason);

const NO_RESULT = { review: null, slip: null, counters: [], doubt: null, incident: null } as const;

/** What the bridge is joined to: ports of the kiosk, and what the other bridges know. */
export interface StaffBridgePorts extends Pick<KioskPorts, 'staffCode' | 'takeCell' | 'devices'> {
  /** The cash devices are with the copier's own business: what it moves is not in the books yet. */
  cashIsLent(): boolean;
  status(): ReadonlyMap<WatchedName, DeviceStatus>;
  /** A person closes a mismatch (D7): what it stopped is served again. @throws `incidentNotOpen` */
  closeIncident(closing: IncidentClosing): void;
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

/** Joins staff mode to books, cash devices and printer; every booking is one call of the ledger. */
export function createStaffBridge(ports: StaffBridgePorts, services: KioskServices): StaffBridge {
  const { ledger, log, newId, reasons, send, serviceClock, settings, targets } = services;
  const code = createStaffCode(ports.staffCode ?? null, services);
  const print = createStaffPrint(ports.takeCell, ports.printSheet, services);
  let capabilities: CashCapabilities | null = null;
  let isOpen = false;
  /** Papers that were asked for since the start. */
  let papers = 0;
  let result: StaffResult | null = null;
  let closing: ClosingStatement | null = null;
  /** An unlikely count that was asked again: the same once more is taken. */
  let askedAgain: string | null = null;

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
      const refusals: readonly CodeName[] = [
        'staffStockExists',
        'staffCountInvalid',
        'staffNotNow',
        'amountInvalid',
        'staffSlipGone',
        'incidentNotOpen',
      ];
      if (!(error instanceof MadoguchiError)) throw error;
      const name = error.codeName === 'amountInvalid' ? 'staffCountInvalid' : error.codeName;
      if (name !== 'ledgerRefused' && !refusals.includes(error.codeName)) throw error;
      log('warn', 'staff.refused', { code: name });
      send({ type: 'staff.refused', code: name });
    }
  }

  /** Nothing is booked on cash that moves, or that somebody else moves. */
  function cashMoves(): boolean {
    return (
      ports.cashIsLent() || ledger.openIntents().some(({ about }) => ['pay', 'testPay', 'stack'].includes(about.kind))
    );
  }

  /** Why these counts are not booked. */
  function refusalOf({ task, unitId, counts, part }: BookCommand): CodeName | null {
    if (cashMoves()) return 'staffNotNow';
    if (!countsFit(units(), { task, unitId, part }, counts)) return 'staffCountInvalid';
    const typed = JSON.stringify([task, unitId, counts]);
    if (!countsUnlikely(units(), { task, unitId, part }, counts) || askedAgain === typed) return null;
    askedAgain = typed;
    return 'staffCountUnlikely';
  }

  function book(order: BookCommand): void {
    const { task, unitId, counts, part } = order;
    const refused = refusalOf(order);
    if (refused !== null) {
      send({ type: 'staff.refused', code: refused });
      return;
    }
    askedAgain = null;
    const counters = task === 'closing' ? deviceCounters() : [];
    const done = ledger.bookExchange({ task, unitId, piles: counts, counters, part });
    closing = done.closing;
    const review = reviewOfBooked({ task, unitId, part }, done.differences);
    result = { ...NO_RESULT, task, part, number: done.number, review, counters: countersOf(closing, units()) };
    log(done.difference_yen === 0 ? 'info' : 'warn', 'staff.booked', { task, difference_yen: done.difference_yen });
    check();
    send({ type: 'staff.booked' });
  }

  function settleSlip(claimNumber: string, how: 'paid' | 'handedOver'): void {
    const slip = ledger.openSlips().find((open) => open.claimNumber === claimNumber);
    // What is in question is answered first: it is not known yet how much is to be handed over.
    if (slip === undefined || slip.questionId !== null) {
      send({ type: 'staff.refused', code: slip === undefined ? 'staffSlipGone' : 'staffNotNow' });
      return;
    }
    ledger.settleSlip({ claimNumber, role: 'clerk', how });
    closing = null;
    const { certain_yen: amount_yen } = slip;
    result = { ...NO_RESULT, task: 'slip', number: ledger.nextNumber(), slip: { claimNumber, amount_yen, how } };
    log('info', 'staff.slipSettled', { amount_yen });
    send({ type: 'staff.booked' });
  }

  function settleDoubt({ questionId, answer, amount_yen }: Extract<StaffCommand, { type: 'staff.settleDoubt' }>): void {
    const question = ledger.questions().find((open) => open.questionId === questionId);
    if (cashMoves() || question === undefined) {
      send({ type: 'staff.refused', code: question === undefined ? 'staffSlipGone' : 'staffNotNow' });
      return;
    }
    const given_yen =
      answer === 'all' ? (question.most_yen ?? Number.NaN) : answer === 'none' ? 0 : (amount_yen ?? Number.NaN);
    const done = ledger.answerQuestion({ answerId: newId(), questionId, given_yen, role: 'clerk' });
    closing = null;
    const { kind, claimNumber, owed_yen, number } = done;
    result = { ...NO_RESULT, task: 'doubt', number, doubt: { kind, claimNumber, amount_yen: given_yen, owed_yen } };
    log('info', 'staff.doubtSettled', { kind, amount_yen: given_yen });
    send({ type: 'staff.booked' });
  }

  /** What the answer closes; a mismatch and a sheet have reasons of their own. @throws `incidentNotOpen` */
  function closeOpen(incident: number, reason: StaffReason): { reference: string; code: CodeName } | null {
    if (isSheetEnd(reason)) {
      const { reference } = ledger.answerStray({ incident, end: SHEET_ENDS[reason], role: 'clerk' });
      log('info', 'staff.sheetAnswered', { incident, what: SHEET_ENDS[reason] });
      services.intentClosed();
      return { reference, code: 'sheetJammed' };
    }
    const open = ledger.openMismatches().find((one) => one.incident === incident);
    ports.closeIncident({ incident, reason, by: 'clerk' });
    return open === undefined ? null : { reference: open.reference, code: open.code };
  }

  /** Closed with a reason by whoever stands here; only then does it leave the list. */
  function closeIncident(incident: number, reason: StaffReason): void {
    const open = closeOpen(incident, reason);
    ledger.incidentSeen(incident, 'clerk');
    closing = null;
    const told = open === null ? null : { ...open, reason };
    result = { ...NO_RESULT, task: 'incident', number: ledger.nextNumber(), incident: told };
    send({ type: 'staff.booked' });
  }

  /** What is open is closed with a reason, never ticked off (D7). */
  function tickOff(incident: number): void {
    if (ledger.openMismatches().some((open) => open.incident === incident)) return;
    if (ledger.openStrays().some((open) => open.incident === incident)) return;
    ledger.incidentSeen(incident, 'clerk');
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
    print.print(result.number, { type: 'makeSheet', sheet, target: targets.paper() }, printed(papers));
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
    print.print(Number(claimNumber), { type: 'makeSlip', slip: facts, target: targets.paper() }, (failed) => {
      if (failed === null) ledger.slipEvent(claimNumber, 'printed');
      told(failed);
    });
  }

  function setOpen(open: boolean): void {
    isOpen = open;
    if (!open) {
      result = null;
      closing = null;
      askedAgain = null;
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
        return attempt(() => settleSlip(order.claimNumber, order.how));
      case 'staff.settleDoubt':
        return attempt(() => settleDoubt(order));
      case 'staff.closeIncident':
        return attempt(() => closeIncident(order.incident, order.reason));
      case 'staff.resolveIncident':
        return tickOff(order.incident);
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
