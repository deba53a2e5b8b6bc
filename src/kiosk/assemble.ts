/**
 * Joins everything into one kiosk. Real ports make a daemon, simulated ones a simulation: the same code either way.
 *
 *     devices ── facts ──▶ bridges ──▶ ledger ──▶ chart ── commands ──▶ bridges ──▶ devices, cell, screen
 */
import { createActor } from 'xstate';
import { xstateClock } from '../../fsm/clock.ts';
import type { CitizenFact, SessionCommand, SessionEvent, SessionPicture, StaffTouch } from '../../fsm/events.ts';
import { createSessionMachine, pictureOf } from '../../fsm/session.ts';
import type { Deed, PinKey } from '../api/contract.ts';
import { MadoguchiError } from '../base/errors.ts';
import type { CentreCapabilities, Fingerprint } from '../centre/port.ts';
import { randomId } from '../base/random.ts';
import { type CalibrationState } from './print/calibration.ts';
import { type CashUnit } from './money/cash-units.ts';
import type { DeviceStatus, KioskPorts, KioskSettings } from './contract.ts';
import { watchDevices, type KioskDevices } from './device-watch.ts';
import type { CopierDesk } from './copier/copier-desk.ts';
import { type HolderState } from './copier/lending.ts';
import { watchLedger, type LedgerWatch } from './money/ledger-watch.ts';
import { PaperTargets } from './print/paper-targets.ts';
import { createRecovery, type Recovery } from './recovery/recovery.ts';
import { ServiceClock } from './hours/service-clock.ts';
import { ServiceReasons } from './service-reasons.ts';
import type { KioskServices } from './services.ts';
import { createSettingsDesk, type SettingsDesk } from './screen/settings-desk.ts';
import { createSessionBook, type SessionBook } from './session/session-book.ts';
import { KIOSK_LIMITS } from './limits.ts';
import type { IncidentEntry, Mismatch } from '../ledger/contract.ts';
import { createEventFeed } from './fleet/event-feed.ts';
import { createFleetDesk, type FleetDesk } from './fleet/fleet-desk.ts';
import { createRemoteCommands } from './fleet/remote-commands.ts';
import type { Technician } from './technician/technician.ts';
import { createClosingOrders } from './centre/closing-orders.ts';
import { createBridges, listenersOf, type Bridges, type Rest } from './bridges.ts';

/** A running kiosk, as its clients see it. */
export interface Kiosk {
  onIntent(fact: CitizenFact | StaffTouch): void;
  onPinKey(key: PinKey): void;
  onDeed(deed: Deed): void;
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
  /** The copier's own software. */
  readonly copier: CopierDesk;
  /** What is open until a person closes it (D7), and everything that staff should have seen, newest first. */
  incidents(): { readonly open: readonly Mismatch[]; readonly recent: readonly IncidentEntry[] };
  /** What a technician tests with. */
  readonly technician: Technician;
  /** True while a citizen or staff are at the screen. */
  isServing(): boolean;
  /** What is read and ordered from afar. */
  readonly fleet: FleetDesk;
  /** Closes an incident by an order of two persons; its number. @throws `incidentSignature`, `incidentNotOpen` */
  closeIncident(order: string): number;
  /** Changes what can be changed without a restart. */
  readonly settings: Pick<SettingsDesk, 'change' | 'waitsFor'>;
  /** No new session; the running one ends normally. */
  drain(draining: boolean): void;
  /** Inhibits cash and closes everything; the ledger stays as it is. */
  stop(): void;
}

/** The chart as an actor on our clock. */
function createChart(ports: KioskPorts, settings: KioskSettings) {
  return createActor(createSessionMachine(settings.delays, settings.patience?.detailed_factor), {
    input: { profile: settings.chainProfile, copies_max: settings.copies_max, alsoRemind: settings.alsoRemind ?? [] },
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

  /** True when nothing had failed. */
  const end = (): boolean => {
    const orderly = !over;
    over = true;
    return orderly;
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

/** The chart's commands go to the bridges, its picture to whoever shows or tells it. */
function hearChart(
  chart: Chart,
  { perform, stock, fraud, attention }: Bridges,
  shown: readonly { onPicture(picture: SessionPicture): void }[],
  guarded: KioskServices['guarded'],
  fail: (error: unknown) => void,
): void {
  const performed = guarded((command: SessionCommand) => {
    perform(command);
    if (!command.type.startsWith('staff.') && command.type !== 'leftItems.record') return;
    stock.check();
    fraud.check();
    attention.check();
  });
  chart.on('*', performed);
  chart.subscribe({
    next: guarded((snapshot) => {
      const picture = pictureOf(snapshot);
      for (const part of shown) part.onPicture(picture);
    }),
    error: fail,
  });
}

/**
 * @param died called once when the chart or a booking failed: the process must exit and be started anew, so that recovery
 *   runs (design, Statechart). Cash is inhibited already.
 */
export function assemble(ports: KioskPorts, first: KioskSettings, died: (reason: string) => void): Kiosk {
  const settingsDesk = createSettingsDesk(first, () => screen.settingsChanged());
  const { settings } = settingsDesk;
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
  const { suspicion, fraud, units, lending, screen, keypad, attention, outbox, centre, staff, calibration } = bridges;
  const recovery = createRecovery(devices, services, book, outbox.flush);
  let status: ReturnType<typeof watchDevices> = new Map();
  const allDevices = (): readonly DeviceStatus[] => [...calibration.noted(status).values(), ...bridges.devices()];
  const feed = createEventFeed(() => [...allDevices(), ...units.list().flatMap((unit) => unit.status ?? [])], services);

  hearChart(chart, bridges, [settingsDesk, screen, attention, bridges.copier, feed], guarded, fail);
  feed.start();
  if (settings.maintenance === true) services.reasons.set('maintenance', ['maintenance']);
  chart.start();
  const listeners = listenersOf(bridges, recovery, guarded, () => {
    feed.onDevices(status.values());
    bridges.technician.log.look([...allDevices(), ...units.list().flatMap((unit) => unit.status ?? [])]);
  });
  status = watchDevices(devices, listeners, services.reasons);
  guarded(calibration.restore)(undefined);
  guarded(lending.restore)(undefined);
  guarded(fraud.check)(undefined);
  guarded(attention.check)(undefined);
  guarded(suspicion.check)(undefined);
  ledgerWatch.start();
  guarded(recovery.start)(undefined);
  guarded(staff.check)(undefined);
  centre.start();
  const drain = (draining: boolean): void => chart.send({ type: 'service.drain', draining });
  const closeIncident = createClosingOrders(ports.readClosingOrder ?? (() => null), suspicion, services);

  return {
    onIntent: guarded(screen.onIntent),
    onPinKey: guarded(screen.onPinKey),
    onDeed: guarded(screen.onDeed),
    onScreen: (present) => services.reasons.set('screen', present ? [] : ['screenAbsent']),
    picture: () => pictureOf(chart.getSnapshot()),
    devices: allDevices,
    centre: () => ({ capabilities: ports.desk.capabilities, fingerprint: ports.fingerprint ?? null }),
    cashUnits: units.list,
    staffKey: (on) => turnStaffKey(chart, on),
    calibration: calibration.state,
    printCalibration: calibration.print,
    setRung: calibration.set,
    holderOf: lending.stateOf,
    lend: lending.lend,
    giveBack: lending.giveBack,
    copier: bridges.copier,
    incidents: () => ({
      open: services.ledger.openMismatches(),
      recent: services.ledger.incidents(KIOSK_LIMITS.staff_lines_max),
    }),
    closeIncident,
    technician: bridges.technician,
    isServing: () => isServing(chart),
    fleet: createFleetDesk(
      feed,
      createRemoteCommands(ports.readRemoteCommand ?? (() => null), { drain, closeIncident }, feed, services),
      services,
    ),
    settings: settingsDesk,
    drain,
    stop: () => {
      feed.stop(end());
      devices.cash.command({ type: 'enable', denominations_yen: [] });
      chart.stop();
      attention.stop();
      bridges.copier.stop();
      keypad.close();
      centre.stop();
      ledgerWatch.stop();
      recovery.stop();
      book.get()?.cell.close();
      for (const device of [devices.cardReader, devices.cash, devices.printer, devices.receiptPrinter]) device?.close();
    },
  };
}
