/**
 * Joins everything into one kiosk. Real ports make a daemon, simulated ones a simulation: the same code either way.
 *
 *     devices ── facts ──▶ bridges ──▶ ledger ──▶ chart ── commands ──▶ bridges ──▶ devices, cell, screen
 */
import { createActor } from 'xstate';
import { xstateClock } from '../../fsm/clock.ts';
import type { CitizenFact, SessionCommand, SessionEvent, SessionPicture, StaffTouch } from '../../fsm/events.ts';
import { createSessionMachine, pictureOf } from '../../fsm/session.ts';
import type { PinKey } from '../api/contract.ts';
import { MadoguchiError } from '../base/errors.ts';
import type { CentreCapabilities, Fingerprint } from '../centre/port.ts';
import { randomId } from '../base/random.ts';
import type { Locale } from '../words/contract.ts';
import { adapterLacks } from './adapter-lacks.ts';
import { createCalibration, type CalibrationState } from './calibration.ts';
import { createCardBridge } from './card-bridge.ts';
import { createCashBridge } from './cash-bridge.ts';
import { createCashUnits, type CashUnit } from './cash-units.ts';
import { createCellBridge } from './cell-bridge.ts';
import { createClosedDaysBridge } from './closed-days-bridge.ts';
import { createPerformer } from './commands.ts';
import type { DeviceStatus, KioskPorts, KioskSettings } from './contract.ts';
import { watchDevices, type DeviceListeners, type KioskDevices, type WatchedName } from './device-watch.ts';
import { createFingerprintBridge } from './fingerprint-bridge.ts';
import { createForeignReport } from './foreign-paper.ts';
import { createFraudWatch } from './fraud-watch.ts';
import { createHoursBridge } from './hours-bridge.ts';
import { createLending, type HolderState } from './lending.ts';
import { watchLedger, type LedgerWatch } from './ledger-watch.ts';
import { createOutboxBridge } from './outbox-bridge.ts';
import { PaperTargets } from './paper-targets.ts';
import { createPapers } from './papers.ts';
import { PinBuffer } from './pin-buffer.ts';
import { createPrintBridge } from './print-bridge.ts';
import { createRecovery, type Recovery } from './recovery.ts';
import { createReminderBridge } from './reminder-bridge.ts';
import { createScreenBridge } from './screen-bridge.ts';
import { ServiceClock } from './service-clock.ts';
import { ServiceReasons } from './service-reasons.ts';
import type { KioskServices } from './services.ts';
import { createSessionBook, type SessionBook } from './session-book.ts';
import { createSessionLife } from './session-life.ts';
import { createStaffBridge } from './staff-bridge.ts';
import { KIOSK_LIMITS } from './limits.ts';
import type { IncidentEntry, Mismatch } from '../ledger/contract.ts';
import { createClosingOrders } from './closing-orders.ts';
import { createSuspicion } from './suspicion.ts';
import { createStockWatch } from './stock-watch.ts';
import { createTimeBridge } from './time-bridge.ts';

/** A running kiosk, as its clients see it. */
export interface Kiosk {
  onIntent(fact: CitizenFact | StaffTouch): void;
  onPinKey(key: PinKey): void;
  onLanguage(locale: Locale): void;
  onScreen(present: boolean): void;
  picture(): SessionPicture;
  devices(): readonly DeviceStatus[];
  /** What the adapter of the centre gives, and what runs here (D9). */
  centre(): { readonly capabilities: CentreCapabilities; readonly fingerprint: Fingerprint | null };
  /** Parts of the cash device and units that hold cash, with their own health and stock. */
  cashUnits(): readonly CashUnit[];
  /** The key switch of staff mode was turned: opened at once, or as soon as nobody's session is open. */
  staffKey(on: boolean): 'open' | 'waiting' | 'closed';
  /** Calibration of けん制文字 (R98): as it is, its sheet printed, its rung set. @throws MadoguchiError when it cannot be printed now */
  calibration(): CalibrationState;
  printCalibration(): CalibrationState;
  setRung(rung: number, by: string): CalibrationState;
  holderOf(device: string): HolderState;
  /** Lends a device to the copier's own business, and takes it back. @throws MadoguchiError when it cannot be lent now */
  lend(device: string): HolderState;
  giveBack(device: string): HolderState;
  /** What is open until a person closes it (D7), and everything that staff should have seen, newest first. */
  incidents(): { readonly open: readonly Mismatch[]; readonly recent: readonly IncidentEntry[] };
  /** Closes an incident by an order of two persons; its number. @throws `incidentSignature`, `incidentNotOpen` */
  closeIncident(order: string): number;
  /** No new session; the running one ends normally. */
  drain(draining: boolean): void;
  /** Inhibits cash and closes everything; the ledger stays as it is. */
  stop(): void;
}

/** The chart as an actor on our clock. */
function createChart(ports: KioskPorts, settings: KioskSettings) {
  return createActor(createSessionMachine(settings.delays), {
    input: { profile: settings.chainProfile, copies_max: settings.copies_max },
    clock: xstateClock(ports.clock),
  });
}

/** Clock, ledger, reasons and the way to the chart: what every bridge is given. */
function createServices(
  ports: KioskPorts,
  settings: KioskSettings,
  send: (event: SessionEvent) => void,
  recovery: () => Recovery,
  guarded: KioskServices['guarded'],
): { readonly services: KioskServices; readonly book: SessionBook; readonly ledgerWatch: LedgerWatch } {
  const { clock, random, log } = ports;
  const serviceClock = new ServiceClock(clock);
  const reasons = new ServiceReasons((all) => {
    log(all.length > 0 ? 'warn' : 'info', 'service.reasons', { reasons: all.join(' ') });
    send({ type: 'service.reasons', reasons: all });
  });
  const book = createSessionBook(() => services);
  const { ledger, watch } = watchLedger(
    ports.openLedger(() => serviceClock.books_epoch_ms()),
    { clock, log, guarded, reasons },
  );
  serviceClock.startAfter(ledger.newestTime_ms());
  const services: KioskServices = {
    clock,
    serviceClock,
    random,
    ledger,
    settings,
    log,
    reasons,
    session: book,
    targets: new PaperTargets(),
    send,
    guarded,
    newId: () => randomId(random),
    intentClosed: () => recovery().check(),
  };
  return { services, book, ledgerWatch: watch };
}

function openDevices(ports: KioskPorts, services: KioskServices): KioskDevices {
  const memoryOf = (deviceId: string): string | null => services.ledger.memoryOf(deviceId);
  return {
    cardReader: ports.devices.openCardReader(),
    cash: ports.devices.openCashChanger(memoryOf),
    printer: ports.devices.openPrinter(memoryOf),
    receiptPrinter: ports.devices.openReceiptPrinter?.() ?? null,
  };
}

/** What throws in a listener (a refused booking, a full disk) must not go on as if it had been done; nothing runs after it. */
function createGuard(log: KioskPorts['log'], failed: (reason: string) => void) {
  let over = false;

  function fail(error: unknown): void {
    if (over) return;
    over = true;
    log('error', 'kiosk.failed', { code: error instanceof MadoguchiError ? error.codeName : 'internal' });
    failed(error instanceof Error ? error.message : 'unknown fault');
  }

  function guarded<T>(work: (input: T) => void): (input: T) => void {
    return (input) => {
      if (over) return;
      try {
        work(input);
      } catch (error) {
        fail(error);
      }
    };
  }

  const end = (): void => {
    over = true;
  };
  return { fail, guarded, end };
}

type Chart = ReturnType<typeof createChart>;

/** True while a citizen or staff are at the screen. */
function isServing(chart: Chart): boolean {
  const { screen } = pictureOf(chart.getSnapshot());
  return screen !== 'idle' && screen !== 'outOfService';
}

function turnStaffKey(chart: Chart, on: boolean): ReturnType<Kiosk['staffKey']> {
  chart.send({ type: 'staff.keySwitch', on });
  if (chart.getSnapshot().matches({ flow: 'staff' })) return 'open';
  return on ? 'waiting' : 'closed';
}

/** Everything between devices, books, chart and screen; made together, because some know each other. */
function createBridges(
  ports: KioskPorts,
  devices: KioskDevices,
  services: KioskServices,
  book: SessionBook,
  rest: Rest,
) {
  const { isServing: serving, status } = rest;
  const { cardReader, cash: changer, printer } = devices;
  const stock = createStockWatch(services);
  const units = createCashUnits(services.ledger, stock.missing);
  const fraud = createFraudWatch(services);
  const lending = createLending({ cardReader, cash: changer, printer }, services, serving, units.isPart);
  const suspicion = createSuspicion(services);
  const pin = new PinBuffer();
  const screen = createScreenBridge(
    ports.screen,
    ports.voice,
    pin,
    () => staff,
    () => hours,
    services,
  );
  const reminder = createReminderBridge(screen, services);
  const card = createCardBridge(devices.cardReader, pin, services);
  const cash = createCashBridge(devices.cash, services);
  const outbox = createOutboxBridge(ports.desk, services);
  const time = createTimeBridge(ports.desk, services, outbox.flush, ports.systemTime_epoch_ms ?? null);
  const closedDays = createClosedDaysBridge(ports.desk, services);
  const hours = createHoursBridge(closedDays, () => screen.refreshIdle(), services);
  const fingerprint = createFingerprintBridge(ports.desk, ports.fingerprint, services, ports.softwareNow);
  const cell = createCellBridge(card, ports.screen, outbox.flush, suspicion, services);
  const papers = createPapers(() => book.get()?.cell ?? null, services);
  const print = createPrintBridge(devices, papers, suspicion, services);
  const { takeCell } = ports;
  const calibration = createCalibration(
    { layers: ports.layers, takeCell, status, printSheet: print.printSheet },
    services,
  );
  const life = createSessionLife(
    { book, card, cash, cell, print, pin, outbox, closedDays, hours, screen, takeCell },
    services,
  );
  const cashIsLent = (): boolean => lending.stateOf('cash') !== 'claimed';
  const staff = createStaffBridge(
    {
      ...ports,
      cashIsLent,
      status: () => calibration.noted(status()),
      closeIncident: suspicion.close,
      printSheet: print.printSheet,
    },
    services,
  );
  const perform = createPerformer(
    { card, cash, cell, print, reminder, pin, staff, reportForeign: createForeignReport(suspicion, services), ...life },
    services,
  );
  const centre = joinCentre(ports.desk, [time, outbox, closedDays, fingerprint, hours], services);
  return {
    suspicion,
    stock,
    units,
    fraud,
    lending,
    screen,
    reminder,
    card,
    cash,
    outbox,
    centre,
    print,
    staff,
    perform,
    calibration,
  };
}

/** What runs beside the sessions with the centre: begun and ended as one. */
function joinCentre(
  desk: KioskPorts['desk'],
  parts: readonly { start?(): void; stop(): void }[],
  { reasons, settings }: KioskServices,
): { start(): void; stop(): void } {
  return {
    start: () => {
      reasons.set('paper', settings.sealsSheets === false ? ['paperKeys'] : []);
      reasons.set('adapter', adapterLacks(desk.capabilities, settings.acceptsWithoutPageDigests ?? false));
      for (const part of parts) part.start?.();
    },
    stop: () => {
      for (const part of parts.toReversed()) part.stop();
      desk.close();
    },
  };
}

type Bridges = ReturnType<typeof createBridges>;

/** What bridges ask of what is made after them. */
interface Rest {
  isServing(): boolean;
  status(): ReadonlyMap<WatchedName, DeviceStatus>;
}

/** Where facts go: the books' side first, then whoever shows them. */
function listenersOf(bridges: Bridges, recovery: Recovery, guarded: KioskServices['guarded']): DeviceListeners {
  const { stock, units, fraud, lending, screen, card, cash, print, staff, calibration } = bridges;
  return {
    cardReader: guarded(card.onFact),
    cash: guarded((fact) => {
      staff.onCash(fact);
      stock.onCash(fact);
      units.onCash(fact);
      fraud.onCash(fact);
      cash.onFact(fact);
    }),
    printer: guarded((fact) => {
      print.onFact(fact);
      calibration.onPrinter(fact);
    }),
    receiptPrinter: guarded(print.onReceiptFact),
    usable: guarded(recovery.deviceIsBack),
    holder: (name, holder) => guarded(() => lending.onHolder(name, holder))(undefined),
    changed: () => guarded(screen.refreshStaff)(undefined),
  };
}

/**
 * @param died called once when the chart or a booking failed: the process must exit and be started anew, so that recovery
 *   runs (design, Statechart). Cash is inhibited already.
 */
export function assemble(ports: KioskPorts, settings: KioskSettings, died: (reason: string) => void): Kiosk {
  const chart = createChart(ports, settings);
  const { fail, guarded, end } = createGuard(ports.log, (reason) => {
    devices.cash.command({ type: 'enable', denominations_yen: [] });
    died(reason);
  });
  const { services, book, ledgerWatch } = createServices(
    ports,
    settings,
    (event) => chart.send(event),
    () => recovery,
    guarded,
  );
  const devices = openDevices(ports, services);
  const rest: Rest = { isServing: () => isServing(chart), status: () => status };
  const bridges = createBridges(ports, devices, services, book, rest);
  const { suspicion, stock, fraud, units, lending, screen, reminder, outbox, centre, staff, perform, calibration } =
    bridges;
  const recovery = createRecovery(devices, services, book, outbox.flush);

  const performed = guarded((command: SessionCommand) => {
    perform(command);
    if (!command.type.startsWith('staff.')) return;
    stock.check();
    fraud.check();
  });
  chart.on('*', performed);
  chart.subscribe({
    next: guarded((snapshot) => {
      const picture = pictureOf(snapshot);
      screen.onPicture(picture);
      reminder.onItems(picture.items);
    }),
    error: fail,
  });
  chart.start();
  const status = watchDevices(devices, listenersOf(bridges, recovery, guarded), services.reasons);
  guarded(calibration.restore)(undefined);
  guarded(lending.restore)(undefined);
  guarded(fraud.check)(undefined);
  guarded(suspicion.check)(undefined);
  ledgerWatch.start();
  guarded(recovery.start)(undefined);
  guarded(staff.check)(undefined);
  centre.start();

  return {
    onIntent: guarded(screen.onIntent),
    onPinKey: guarded(screen.onPinKey),
    onLanguage: guarded(screen.onLanguage),
    onScreen: (present) => services.reasons.set('screen', present ? [] : ['screenAbsent']),
    picture: () => pictureOf(chart.getSnapshot()),
    devices: () => [...calibration.noted(status).values()],
    centre: () => ({ capabilities: ports.desk.capabilities, fingerprint: ports.fingerprint ?? null }),
    cashUnits: units.list,
    staffKey: (on) => turnStaffKey(chart, on),
    calibration: calibration.state,
    printCalibration: calibration.print,
    setRung: calibration.set,
    holderOf: lending.stateOf,
    lend: lending.lend,
    giveBack: lending.giveBack,
    incidents: () => ({
      open: services.ledger.openMismatches(),
      recent: services.ledger.incidents(KIOSK_LIMITS.staff_lines_max),
    }),
    closeIncident: createClosingOrders(ports.readClosingOrder ?? (() => null), suspicion, services),
    drain: (draining) => chart.send({ type: 'service.drain', draining }),
    stop: () => {
      end();
      devices.cash.command({ type: 'enable', denominations_yen: [] });
      chart.stop();
      centre.stop();
      ledgerWatch.stop();
      recovery.stop();
      book.get()?.cell.close();
      for (const device of [devices.cardReader, devices.cash, devices.printer, devices.receiptPrinter]) device?.close();
    },
  };
}
