/**
 * The world of a simulation: one kiosk made by the real `assemble`, the machine room at byte level, the centre in-process,
 * a citizen with cards and cash. Everything runs on one simulated clock; the kiosk can be killed and started anew on the
 * same database.
 */
import { isOffered } from '../../src/api/offered.ts';
import type { Intent, View } from '../../src/api/messages.ts';
import type { Clock } from '../../src/base/clock.ts';
import { SeededRandom } from '../../src/base/random.ts';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import type { CentreCapabilities, Fingerprint } from '../../src/centre/port.ts';
import { loadAllMunicipalities } from '../virtual/municipalities/load.ts';
import { assemble, type Kiosk } from '../../src/kiosk/assemble.ts';
import type { KioskPorts, KioskSettings } from '../../src/kiosk/contract.ts';
import type { StoreProfile } from '../../src/kiosk/hours/opening-hours.ts';
import type { ReadClosingOrder } from '../../src/kiosk/centre/closing-orders.ts';
import { openLedgerDatabase, type LedgerDatabase } from '../../src/ledger/database.ts';
import type { CellSpeaker } from '../../src/cell/citizen-texts.ts';
import type { PageMaker } from '../../src/paper/contract.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import { KioskKilled, mortalLedger, type CommitMoment } from './mortal-ledger.ts';
import type { ChainProfile, SessionPicture } from '../../fsm/events.ts';
import type { Device } from '../../drivers/device.ts';
import type { KeypadCommand, KeypadFact } from '../../drivers/keypad.ts';
import type { Sound } from '../../drivers/sound.ts';
import { countersOf } from '../../drivers/counters.ts';
import { openCashChanger } from '../../drivers/open-cash.ts';
import { openCardReader, openPrinter, openReceiptPrinter } from '../../drivers/open-devices.ts';
import type { ConfiguredDevice } from '../../drivers/configured.ts';
import type { Wires } from '../../drivers/open.ts';
import type { TraceTap } from '../../drivers/transport/trace-tap.ts';
import { createVirtualCard, type VirtualCard } from '../virtual/card/card.ts';
import type { CentreMunicipality } from '../virtual/centre/catalogue.ts';
import { ReferenceCentre } from '../virtual/centre/centre.ts';
import { cardWorld, certificateOf, KIOSK_ID, TEST_DAY_EPOCH_MS } from '../virtual/centre/fixture.ts';
import type { Fleet } from '../virtual/centre/fleet.ts';
import { createInProcessCells, type InProcessCells } from '../virtual/centre/inprocess-cells.ts';
import { createInProcessCentre } from '../virtual/centre/inprocess.ts';
import { loadRegisters, loadRevoked } from '../virtual/centre/registry.ts';
import { createTinyPageMaker } from '../virtual/centre/tiny-page-maker.ts';
import type { VirtualPrinter } from '../virtual/printer/printer.ts';
import { connectInProcess } from '../virtual/hosts/http-inprocess.ts';
import {
  COINS_PORT,
  createHardware,
  createReceiptPrinter,
  devicesWith,
  NOTES_PORT,
  ONE_PIECE_DEVICES,
  RECEIPT_PRINTER,
  UNIT_PORT,
  type CashMake,
  type Hardware,
} from './hardware.ts';
import { Ends } from './ends.ts';
import { CARD_OFF, fillBooks, settingsOf } from './world-start.ts';
import { withKeptStatements } from './kept-statements.ts';
import { DeviceClock } from './device-clock.ts';
import { KioskClock } from './kiosk-clock.ts';
import { SerialLines, type Chunks } from './serial-inprocess.ts';

export interface WorldOptions {
  readonly seed?: number;
  /** What takes and pays the money; a composite unless said otherwise. */
  readonly cash?: CashMake;
  readonly profile?: ChainProfile;
  readonly copierRequired?: boolean;
  /** What the centre says the municipalities issue, where it differs from the local data. */
  readonly centreMunicipalities?: readonly CentreMunicipality[];
  readonly fill?: Readonly<Record<string, number>>;
  /** Units of which nobody has told the books what lies in them; the others are counted, with nothing in them too. */
  readonly neverCounted?: readonly string[];
  /** Model of the note unit, by its file; the default one unless said otherwise. */
  readonly billModel?: string;
  /** Notes that its box holds; unlimited unless said otherwise. */
  readonly boxCapacity_pieces?: number;
  readonly chunks?: Chunks;
  /** What stands between the cell and its page maker, for pages that go wrong. */
  readonly pageMaker?: (maker: PageMaker) => PageMaker;
  /** Compares the staff code; without it the key switch alone opens staff mode. */
  readonly staffCode?: NonNullable<KioskPorts['staffCode']>;
  /** So many tries to fish for money close the service; none does unless said otherwise. */
  readonly fraud?: NonNullable<KioskSettings['fraud']>;
  /** Closed days and expected sets of the centre; without it the adapter has neither. */
  readonly fleet?: Fleet;
  /** What runs here (D9). */
  readonly fingerprint?: Fingerprint;
  /** The centre's clock by the simulated one; without it the test day goes on from 10:00. */
  readonly centreNow_epoch_ms?: (now_ms: number) => number;
  /** The machine's wall clock; without it none is compared. */
  readonly systemNow_epoch_ms?: (now_ms: number) => number;
  /** Hours of the store and days of its service; always, unless said otherwise. */
  readonly store?: StoreProfile;
  /** What the adapter of the centre cannot give. */
  readonly adapterLacks?: readonly (keyof CentreCapabilities)[];
  readonly acceptsWithoutPageDigests?: boolean;
  /** False: no keys that seal a sheet are configured. */
  readonly sealsSheets?: boolean;
  /** Receipts have a printer of their own; `only`: they never come from the certificates' instead. */
  readonly receiptPrinter?: 'fallsBack' | 'only';
  /** Opens a tactile keypad with the kiosk's clock, in a room with this one; none unless said otherwise. */
  readonly keypad?: (kiosk: Clock, room: SimulatedClock) => Device<KeypadCommand, KeypadFact> | null;
  /** Hears what the kiosk says, beside `spoken`. */
  readonly ear?: Pick<Sound, 'say' | 'stop'>;
  /** Speaks names in the cells; without it nobody does. */
  readonly speaker?: () => CellSpeaker;
  /** What of the layers is set on this machine; without it pages have none. */
  readonly layers?: NonNullable<KioskPorts['layers']>;
  /** Last word on the ports of each kiosk that is started, with the clock of the room. */
  readonly change?: (ports: KioskPorts, room: SimulatedClock) => KioskPorts;
  /** Listens to the wires and devices of each kiosk that is started; nobody does unless said otherwise. */
  readonly tap?: (kiosk: Clock, devices: readonly ConfiguredDevice[]) => TraceTap;
  /** Other wires than those of the machine room, for devices that answer from a trace. */
  readonly wires?: (wires: Wires, kiosk: Clock) => Wires;
  /** Called before and after each commit of the ledger; may kill the kiosk right there. */
  readonly atCommit?: (moment: CommitMoment) => void;
}

/** One line of the trace: when, what. Equal runs give equal traces. */
export type TraceLine = `${number} ${string}`;

export interface World {
  readonly clock: SimulatedClock;
  readonly hardware: Hardware;
  /** The printer of receipts, in a kiosk that has one. */
  readonly receiptPrinter: VirtualPrinter | null;
  readonly lines: SerialLines;
  readonly centre: ReferenceCentre;
  readonly cells: () => InProcessCells;
  readonly database: LedgerDatabase;
  readonly trace: TraceLine[];
  readonly spoken: string[];
  readonly citizenTexts: Map<string, string>;
  /** Why kiosks gave up by themselves (`died` of `assemble`): at best empty. */
  readonly deaths: string[];
  /** False from `kill` until `start`. */
  alive(): boolean;
  kiosk(): Kiosk;
  view(): View;
  /** What the statechart says of itself, made once for each view: every change makes a new one. */
  picture(): SessionPicture;
  /** True when the citizen can mean this on the screen now shown. */
  offered(intent: Intent): boolean;
  /** Presses; throws when the screen does not offer it. */
  press(intent: Intent): void;
  typePin(pin: string): void;
  card(subjectCn: string, pin?: string): VirtualCard;
  /**
   * Runs until `ready` holds, at most `limit_ms` of simulated time; throws with the screen's name otherwise, and
   * `KioskKilled` when no kiosk runs.
   */
  until(ready: () => boolean, limit_ms?: number): void;
  /** The kiosk stands still for so long, as in a commit that takes long; devices go on. */
  stall(span_ms: number): void;
  /** The kiosk process dies at once; devices and centre live on. */
  kill(): void;
  /** A new kiosk on the same database. */
  start(): void;
}

const NOT_AFTER_EPOCH_S = Date.UTC(2028, 4, 5, 14, 59, 59) / 1000;

export function createWorld(options: WorldOptions = {}): World {
  const seed = options.seed ?? 1;
  const clock = new SimulatedClock();
  const cashClock = new DeviceClock(clock);
  const hardware = createHardware({
    clock,
    cashClock,
    seed,
    cash: options.cash ?? 'composite',
    ...(options.fill ? { fill: options.fill } : {}),
    ...(options.chunks === 'joined' ? { chunks: options.chunks } : {}),
    ...(options.boxCapacity_pieces === undefined ? {} : { boxCapacity_pieces: options.boxCapacity_pieces }),
  });
  const cut = { clock: cashClock, random: new SeededRandom(seed ^ 0x11e5), chunks: options.chunks ?? 'frames' };
  const lines = new SerialLines(cut);
  if (hardware.unit) lines.connect(UNIT_PORT, hardware.unit);
  else {
    lines.connect(COINS_PORT, hardware.bus);
    lines.connect(NOTES_PORT, hardware.validator);
  }
  const receiptPrinter = options.receiptPrinter ? createReceiptPrinter(clock, seed) : null;
  const devices = [
    ...(hardware.unit ? ONE_PIECE_DEVICES : devicesWith(options.billModel ?? 'jcm-id003')),
    ...(receiptPrinter ? [RECEIPT_PRINTER] : []),
  ];
  const municipalities = loadAllMunicipalities();
  const { centreNow_epoch_ms = (now_ms: number) => TEST_DAY_EPOCH_MS + now_ms, systemNow_epoch_ms } = options;
  const centre = new ReferenceCentre({
    registers: loadRegisters(),
    revoked: loadRevoked(),
    cardAuthorities: [cardWorld().authority.certificateDer],
    now_epoch_ms: () => centreNow_epoch_ms(clock.now_ms()),
    random: new SeededRandom(seed + 1),
    ...(options.centreMunicipalities ? { municipalities: options.centreMunicipalities } : {}),
  });
  const database = withKeptStatements(openLedgerDatabase(':memory:'));
  fillBooks(database, options);
  const settings: KioskSettings = {
    receiptFallback: options.receiptPrinter !== 'only',
    ...settingsOf(options.profile ?? CARD_OFF, municipalities),
    ...(options.fraud ? { fraud: options.fraud } : {}),
    acceptsWithoutPageDigests: options.acceptsWithoutPageDigests ?? false,
    sealsSheets: options.sealsSheets ?? true,
    copierRequired: options.copierRequired ?? false,
    hours: { municipalities, store: options.store ?? { hours: [], certificates: {} } },
  };
  const random = new SeededRandom(seed + 2);
  const trace: TraceLine[] = [];
  const spoken: string[] = [];
  const citizenTexts = new Map<string, string>();
  const deaths: string[] = [];
  /** What ends with the kiosk's process: its open pipes. */
  const ends = new Ends();
  let kioskClock = new KioskClock(clock);
  let kiosk: Kiosk | null = null;
  let view: View | null = null;
  let pictured: { readonly view: View | null; readonly picture: SessionPicture } | null = null;
  let cells: InProcessCells | null = null;
  let tap: TraceTap | null = null;

  const note = (what: string): void => {
    trace.push(`${Math.round(clock.now_ms())} ${what}`);
  };

  function ports(): KioskPorts {
    const alive = kioskClock;
    const centreLine = createInProcessCentre({
      centre,
      clock: alive,
      kioskId: KIOSK_ID,
      ...(options.fleet ? { fleet: options.fleet } : {}),
      lacks: options.adapterLacks ?? [],
    });
    cells = createInProcessCells({
      centre: centreLine,
      pages: (options.pageMaker ?? ((maker) => maker))(createTinyPageMaker(alive)),
      clock: alive,
      kioskId: KIOSK_ID,
      municipalities,
      ...(options.speaker ? { speaker: options.speaker } : {}),
    });
    const room: Wires = {
      clock: alive,
      openBytes: (port: string) => ends.add(lines.open(port)),
      openApdu: () => ends.add(hardware.reader.openPipe()),
      openHttp: ({ uri }: { readonly uri: string }) =>
        ends.add(
          connectInProcess(uri === RECEIPT_PRINTER.uri && receiptPrinter ? receiptPrinter : hardware.printer, {
            clock: alive,
          }),
        ),
    };
    tap = options.tap?.(alive, devices) ?? null;
    const others = options.wires?.(room, alive) ?? room;
    const wires = tap?.wires(others) ?? others;
    const heard = <C extends object, F extends object>(id: string, device: Device<C, F>): Device<C, F> =>
      tap?.device(id, device) ?? device;
    return {
      clock: alive,
      random,
      // Two persons who agree; signatures of orders are proven by the kiosk's own tests.
      readClosingOrder: (text) => JSON.parse(text) as ReturnType<ReadClosingOrder>,
      log: (level, event, fields) => note(`log ${level} ${event} ${JSON.stringify(fields ?? {})}`),
      ...(systemNow_epoch_ms ? { systemTime_epoch_ms: () => systemNow_epoch_ms(clock.now_ms()) } : {}),
      openLedger: (now_ms) =>
        mortalLedger(
          createLedger(database, now_ms),
          () => alive.alive,
          (moment) => options.atCommit?.(moment),
        ),
      devices: {
        openCardReader: () => heard('card', openCardReader(devices, wires)),
        openCashChanger: (memoryOf) => heard('cash', openCashChanger(devices, [], wires, memoryOf)),
        countersOf: (memoryOf) => countersOf(devices, memoryOf),
        openPrinter: () => heard('printer', openPrinter(devices, wires)),
        openReceiptPrinter: () => openReceiptPrinter(devices, wires),
        openKeypad: () => options.keypad?.(alive, clock) ?? null,
      },
      takeCell: () => cells!.take(),
      ...(options.layers ? { layers: options.layers } : {}),
      desk: centreLine.desk(),
      ...(options.fingerprint ? { fingerprint: options.fingerprint } : {}),
      staffCode: options.staffCode ?? null,
      voice: {
        say: (parts, loudness, outlet) => {
          options.ear?.say(parts, loudness, outlet);
          spoken.push(...parts.map((part) => (part.kind === 'citizen' ? '' : part.text)));
          for (const { utteranceId } of parts) note(`voice ${utteranceId}`);
        },
        tone: (tone) => note(`tone ${tone}`),
        stop: (outlet) => {
          options.ear?.stop(outlet);
          note('voice stop');
        },
      },
      screen: {
        publish: (next) => {
          if (!alive.alive) return;
          if (next.screen !== view?.screen) note(`screen ${next.screen}`);
          tap?.screen(next.screen);
          view = next;
        },
        relayCitizenText: (handle, text) => citizenTexts.set(handle, Buffer.from(text).toString('utf8')),
        renewScreen: () => citizenTexts.clear(),
      },
    };
  }

  function shown(): View {
    if (!view) throw new Error('the kiosk shows nothing yet');
    return view;
  }

  const world: World = {
    clock,
    hardware,
    receiptPrinter,
    lines,
    centre,
    database,
    trace,
    spoken,
    citizenTexts,
    deaths,
    alive: () => kiosk !== null,
    cells: () => cells!,
    kiosk: () => kiosk!,
    picture: () => {
      if (pictured?.view !== view) pictured = { view, picture: kiosk!.picture() };
      return pictured.picture;
    },
    view: shown,
    offered: (intent) => isOffered(shown(), intent),
    press: (intent) => {
      if (!isOffered(shown(), intent)) throw new Error(`the screen ${shown().screen} does not offer ${intent.type}`);
      note(`press ${intent.type}`);
      tap?.act(intent.type);
      kiosk!.onIntent(intent);
    },
    typePin: (pin) => {
      for (const digit of pin) kiosk!.onPinKey(Number(digit) as 0);
      world.press({ type: 'citizen.enterPin' });
    },
    card: (subjectCn, pin = '1234') => {
      const { authority, key } = cardWorld();
      const certificateDer = certificateOf(subjectCn, NOT_AFTER_EPOCH_S);
      return createVirtualCard({
        authority,
        pin,
        subjectCn,
        notAfter_epoch_s: NOT_AFTER_EPOCH_S,
        identity: { authKey: key, certificateDer, serialHex: '' },
      });
    },
    until: (ready, limit_ms = 120_000) => {
      const end_ms = clock.now_ms() + limit_ms;
      for (;;) {
        if (kiosk === null) throw new KioskKilled(deaths.at(-1));
        if (ready()) return;
        const next_ms = clock.next_ms();
        if (next_ms === null || next_ms > end_ms) {
          throw new Error(`waited in vain on the screen ${view?.screen}\n${trace.slice(-25).join('\n')}`);
        }
        clock.runNext();
      }
    },
    stall: (span_ms) => cashClock.stall(span_ms),
    kill: () => {
      note('kill kiosk');
      kioskClock.kill();
      ends.all();
      lines.hostDied();
      kiosk = null;
      view = null;
    },
    start: () => {
      const mine = new KioskClock(clock);
      kioskClock = mine;
      note('start kiosk');
      try {
        const made = ports();
        const started = assemble(options.change?.(made, clock) ?? made, settings, (reason) => {
          // The process ends here; what a killed one still says on its way down is heard by nobody.
          if (!mine.alive) return;
          note(`died ${reason}`);
          deaths.push(reason);
          world.kill();
        });
        if (mine.alive) kiosk = started;
      } catch (error) {
        if (!(error instanceof KioskKilled)) throw error;
      }
    },
  };
  world.start();
  return world;
}
