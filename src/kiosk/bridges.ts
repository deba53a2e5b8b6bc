/** The bridges between devices, books, chart and screen, and where the facts of each device go. */
import { adapterLacks } from './centre/adapter-lacks.ts';
import { createCalibration } from './print/calibration.ts';
import { createCardBridge } from './session/card-bridge.ts';
import { createCashBridge } from './money/cash-bridge.ts';
import { createCashUnits } from './money/cash-units.ts';
import { createCellBridge } from './session/cell-bridge.ts';
import { createCitizenVoice } from './voice/citizen-voice.ts';
import { createClosedDaysBridge } from './centre/closed-days-bridge.ts';
import { createPerformer } from './commands.ts';
import type { DeviceStatus, KioskPorts } from './contract.ts';
import { type DeviceListeners, type KioskDevices, type WatchedName } from './device-watch.ts';
import { createCopierDesk } from './copier/copier-desk.ts';
import { createFingerprintBridge } from './centre/fingerprint-bridge.ts';
import { createForeignReport } from './print/foreign-paper.ts';
import { createFraudWatch } from './money/fraud-watch.ts';
import { createHoursBridge } from './hours/hours-bridge.ts';
import { createKeypadBridge } from './voice/keypad-bridge.ts';
import { createLending, type Lending } from './copier/lending.ts';
import { createOutboxBridge } from './centre/outbox-bridge.ts';
import { createPapers } from './print/papers.ts';
import { PinBuffer } from './session/pin-buffer.ts';
import { createPrintBridge, type PrintBridge } from './print/print-bridge.ts';
import { type Recovery } from './recovery/recovery.ts';
import { createAttention } from './attention/attention.ts';
import { createScreenBridge } from './screen/screen-bridge.ts';
import { createSiteVoice, voiceDevices } from './voice/site-voice.ts';
import { createSpeechBridge } from './voice/speech-bridge.ts';
import type { PrinterId } from './print/print-queue.ts';
import type { KioskServices } from './services.ts';
import { type SessionBook } from './session/session-book.ts';
import { createSessionLife } from './session/session-life.ts';
import { createStaffBridge } from './staff/staff-bridge.ts';
import { createSuspicion, type Suspicion } from './session/suspicion.ts';
import { createStockWatch } from './money/stock-watch.ts';
import { createIdentityWatch } from './technician/identity-watch.ts';
import { createKeyWatch } from './technician/key-watch.ts';
import { createTechnician, type Technician, type TechnicianParts } from './technician/technician.ts';
import { createStaffPrint } from './staff/staff-print.ts';
import { createTimeBridge } from './centre/time-bridge.ts';

/** Staff mode, and the setting of the patterns that staff print and set. */
function createStaffParts(
  ports: KioskPorts,
  { status }: Rest,
  lending: Lending,
  print: PrintBridge,
  suspicion: Suspicion,
  services: KioskServices,
) {
  const calibration = createCalibration(
    { layers: ports.layers, takeCell: ports.takeCell, status, printSheet: print.printSheet },
    services,
  );
  const staff = createStaffBridge(
    {
      ...ports,
      cashIsLent: () => lending.stateOf('cash') !== 'claimed',
      status: () => calibration.noted(status()),
      closeIncident: suspicion.close,
      printSheet: print.printSheet,
    },
    services,
  );
  return { calibration, staff };
}

/** Everything between devices, books, chart and screen; made together, because some know each other. */
export function createBridges(
  ports: KioskPorts,
  devices: KioskDevices,
  services: KioskServices,
  book: SessionBook,
  rest: Rest,
) {
  const stock = createStockWatch(services);
  const units = createCashUnits(services.ledger, stock.missing);
  const fraud = createFraudWatch(services);
  const lending = createLending(devices, services, rest.isServing, units.isPart);
  const suspicion = createSuspicion(services);
  const pin = new PinBuffer();
  const citizenVoice = createCitizenVoice(() => book.get()?.cell ?? null);
  const speech = createSpeechBridge(createSiteVoice(ports.voice, services), citizenVoice, services);
  const screen = createScreenBridge(
    ports.screen,
    speech,
    pin,
    () => staff,
    () => hours,
    services,
  );
  const keypad = createKeypadBridge(ports.devices.openKeypad?.() ?? null, screen, speech, services);
  const attention = createAttention(ports.devices.openIndicators?.() ?? [], screen, services);
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
  const { calibration, staff } = createStaffParts(ports, rest, lending, print, suspicion, services);
  const life = createSessionLife(
    { book, card, cash, cell, print, citizenVoice, pin, outbox, closedDays, hours, screen, takeCell: ports.takeCell },
    services,
  );
  const perform = createPerformer(
    {
      ...{ card, cash, cell, print, pin, staff, ...life },
      reminder: attention.reminder,
      reportForeign: createForeignReport(suspicion, services),
    },
    services,
  );
  const technician = joinTechnician(
    { ports, devices, rest, services },
    { staff, stock, fraud, lending, print, cash, attention, keypad },
  );
  const centre = joinCentre(ports.desk, [time, outbox, closedDays, fingerprint, hours, technician.keyWatch], services);
  return {
    suspicion,
    stock,
    units,
    fraud,
    lending,
    copier: createCopierDesk(lending, services, rest.isServing),
    screen,
    keypad,
    attention,
    devices: () => [...attention.devices(), ...keypad.devices(), ...voiceDevices(ports.voice)],
    card,
    cash,
    outbox,
    centre,
    print,
    staff,
    perform,
    calibration,
    technician,
    identities: createIdentityWatch(rest.status, units, services),
  };
}

type TechnicianBridges = Pick<
  Bridges,
  'staff' | 'stock' | 'fraud' | 'lending' | 'print' | 'cash' | 'attention' | 'keypad'
>;

/** The bench of the technician: what it may act with. */
function joinTechnician(
  kiosk: {
    readonly ports: KioskPorts;
    readonly devices: KioskDevices;
    readonly rest: Rest;
    readonly services: KioskServices;
  },
  { staff, stock, fraud, lending, print, cash, attention, keypad }: TechnicianBridges,
): Technician {
  const { ports, devices, rest, services } = kiosk;
  let on: PrinterId = 'printer';
  const drawing = createStaffPrint(
    ports.takeCell,
    (number, raster, done) => print.printSheet(number, raster, done, print.paperTarget(on), on),
    services,
  );
  const parts: TechnicianParts = {
    devices,
    voice: createSiteVoice(ports.voice, services),
    desk: ports.desk,
    cashTest: cash.test,
    lights: attention.bench,
    keys: keypad.bench,
    system_epoch_ms: ports.systemTime_epoch_ms ?? null,
    keyWatch: createKeyWatch(ports.keysEnd ?? (() => []), ports.systemTime_epoch_ms ?? null, services),
    keysEnd: ports.keysEnd ?? (() => []),
    optionsOf: ports.optionsOf ?? (() => ({})),
    counters: () => ports.devices.countersOf?.((deviceId) => services.ledger.memoryOf(deviceId)) ?? [],
    holderOf: lending.stateOf,
    isServing: rest.isServing,
    uncounted: stock.missing,
    print: (printer, sheet, number, done) => {
      on = printer;
      drawing.print(number, { type: 'makeSheet', sheet, target: print.paperTarget(printer) }, done);
    },
    booked: () => {
      staff.check();
      stock.check();
      fraud.check();
    },
  };
  return createTechnician(parts, print.paperTarget, services);
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

export type Bridges = ReturnType<typeof createBridges>;

/** What bridges ask of what is made after them. */
export interface Rest {
  isServing(): boolean;
  status(): ReadonlyMap<WatchedName, DeviceStatus>;
}

/** Where facts go: the books' side first, then whoever shows them. */
export function listenersOf(
  bridges: Bridges,
  recovery: Recovery,
  guarded: KioskServices['guarded'],
  changed: () => void,
): DeviceListeners {
  const {
    stock,
    units,
    fraud,
    lending,
    copier,
    screen,
    card,
    cash,
    print,
    staff,
    calibration,
    technician,
    identities,
  } = bridges;
  return {
    cardReader: guarded((fact) => {
      if (!technician.onCard(fact)) card.onFact(fact);
    }),
    cash: guarded((fact) => {
      staff.onCash(fact);
      stock.onCash(fact);
      units.onCash(fact);
      fraud.onCash(fact);
      cash.onFact(fact);
      technician.onCash(fact);
      if (fact.type !== 'part') return;
      identities.look();
      changed();
    }),
    printer: guarded((fact) => {
      print.onFact(fact);
      calibration.onPrinter(fact);
      technician.onPrinter('printer', fact);
    }),
    receiptPrinter: guarded((fact) => {
      print.onReceiptFact(fact);
      technician.onPrinter('receiptPrinter', fact);
    }),
    usable: guarded((name) => {
      recovery.deviceIsBack(name);
      if (name === 'cash') copier.cashIsBack();
    }),
    holder: (name, holder) =>
      guarded(() => {
        lending.onHolder(name, holder);
        copier.onHolder(name, holder);
      })(undefined),
    changed: () =>
      guarded(() => {
        screen.refreshStaff();
        identities.look();
        changed();
      })(undefined),
  };
}
