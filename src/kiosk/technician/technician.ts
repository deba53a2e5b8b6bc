/** What a technician's methods act with: the devices behind a lock that keeps citizens out, and what the devices say meanwhile. */
import type { CardReaderFact } from '../../../drivers/card-reader.ts';
import type { CashCapabilities, CashChangerFact, CashCounter } from '../../../drivers/cash-changer.ts';
import type { HealthLevel } from '../../../drivers/contract.ts';
import type { PrinterFact, PrinterTraits } from '../../../drivers/printer.ts';
import type { Sound } from '../../../drivers/sound.ts';
import { MadoguchiError } from '../../base/errors.ts';
import type { CentreDesk } from '../../centre/port.ts';
import type { CodeName } from '../../base/codes.ts';
import type { CellCommand } from '../../cell/contract.ts';
import type { CashTest } from './cash-test.ts';
import { createDeviceLog, type DeviceLog } from './device-log.ts';
import type { KeyEnd } from '../contract.ts';
import type { KeyWatch } from './key-watch.ts';
import type { KioskDevices, WatchedName } from '../device-watch.ts';
import type { LightsBench } from '../attention/indicator-bridge.ts';
import type { KeysBench } from '../voice/keypad-bridge.ts';
import type { HolderState } from '../copier/lending.ts';
import { KIOSK_LIMITS } from '../limits.ts';
import type { RasterTarget } from '../../paper/contract.ts';
import type { PrinterId } from '../print/print-queue.ts';
import type { KioskServices } from '../services.ts';

/** What a device answered to its self test; null: nothing in time. */
export type SelfTest = { readonly passed: boolean; readonly details: readonly string[] } | null;

/** What a printer said of itself last. */
export interface PrinterWords {
  readonly traits: PrinterTraits | null;
  readonly toner: { readonly level_percent: number | null; readonly low: boolean } | null;
}

/** A paper of the technician's own, drawn in a cell without a citizen. */
export type TestPaper = Extract<CellCommand, { type: 'makeSheet' }>['sheet'];

/** What the bench is joined to. */
/** What the methods of a technician work with: the devices behind a lock that keeps citizens out. */
export interface TechnicianParts {
  readonly devices: KioskDevices;
  readonly voice: Sound;
  readonly desk: CentreDesk;
  readonly cashTest: CashTest;
  readonly lights: LightsBench;
  readonly keys: KeysBench;
  /** Wall clock of the machine; null: it is not compared. */
  readonly system_epoch_ms: (() => number) | null;
  readonly keysEnd: () => readonly KeyEnd[];
  /** How certificates stand now, by the machine’s clock. */
  readonly keyWatch: KeyWatch;
  /** Options of each device that matter to a technician. */
  readonly optionsOf: (device: string) => Readonly<Record<string, string | number | boolean | null>>;
  counters(): readonly CashCounter[];
  holderOf(device: string): HolderState;
  isServing(): boolean;
  /** Units that pay and were never counted. */
  uncounted(): readonly { readonly unitId: string; readonly denomination_yen: number }[];
  /** Draws and prints it; `done` is called once. */
  print(on: PrinterId, paper: TestPaper, number: number, done: (code: CodeName | null) => void): void;
  /** What a booking changed: staff's open work, stock and list are looked at anew. */
  booked(): void;
}

type CashLevel = 'empty' | 'low' | 'ok' | 'full';

export interface Technician extends Omit<TechnicianParts, 'isServing'> {
  readonly services: KioskServices;
  readonly log: DeviceLog;
  /** Keeps citizens out until the function that is returned is called. @throws MadoguchiError `deviceBusy` */
  begin(): () => void;
  /** Asks a device to test itself; `done` is called once. */
  selfTest(device: WatchedName, level: HealthLevel, done: (found: SelfTest) => void): void;
  /** The reader takes a card, and its facts come here instead of to the session, until the function that is returned is called. */
  readCard(listener: (fact: CardReaderFact) => void): () => void;
  /** Hears what the cash device says, too. */
  hearCash(listener: (fact: CashChangerFact) => void): () => void;
  capabilities(): CashCapabilities | null;
  levelOf(unitId: string): CashLevel | null;
  wordsOf(printer: PrinterId): PrinterWords;
  targetOf(printer: PrinterId): RasterTarget;
  /** True when the fact is the technician's and nobody else's. */
  onCard(fact: CardReaderFact): boolean;
  onCash(fact: CashChangerFact): void;
  onPrinter(printer: PrinterId, fact: PrinterFact): void;
}

const NO_WORDS: PrinterWords = { traits: null, toner: null };

/** Facts of a reader that every listener needs, whoever looks at a card. */
const COMMON: ReadonlySet<string> = new Set(['status', 'identified', 'holder', 'health', 'noise']);

/** Who waits for the answer to a self test, by device. */
function createSelfTests({ devices }: TechnicianParts, { clock, guarded }: KioskServices) {
  const waiting = new Map<WatchedName, (found: SelfTest) => void>();
  return {
    ask: (device: WatchedName, level: HealthLevel, done: (found: SelfTest) => void): void => {
      const late = clock.after(KIOSK_LIMITS.self_test_ms, () => guarded(() => tell(device, null))(undefined));
      waiting.set(device, (found) => {
        late.cancel();
        done(found);
      });
      devices[device]?.command({ type: 'checkHealth', level });
    },
    onFact: (device: WatchedName, fact: { readonly type: string }): void => {
      if (fact.type !== 'health') return;
      const { passed, details } = fact as Extract<CardReaderFact, { type: 'health' }>;
      tell(device, { passed, details });
    },
  };

  function tell(device: WatchedName, found: SelfTest): void {
    const done = waiting.get(device);
    waiting.delete(device);
    done?.(found);
  }
}

/** Joins the bench of the technician to devices and books. */
export function createTechnician(
  parts: TechnicianParts,
  targetOf: (printer: PrinterId) => RasterTarget,
  services: KioskServices,
): Technician {
  const { ledger, reasons, serviceClock } = services;
  const selfTests = createSelfTests(parts, services);
  const ears = new Set<(fact: CashChangerFact) => void>();
  const levels = new Map<string, CashLevel>();
  const words = new Map<PrinterId, PrinterWords>();
  let card: ((fact: CardReaderFact) => void) | null = null;
  let capabilities: CashCapabilities | null = null;
  let isTaken = false;

  function begin(): () => void {
    const why = isTaken
      ? 'another test of a technician runs'
      : parts.isServing()
        ? 'somebody is served, or staff mode is open'
        : ledger.openIntents().length > 0
          ? 'an order of a device is open'
          : null;
    if (why !== null) throw new MadoguchiError('deviceBusy', why);
    isTaken = true;
    // Closed first: nobody begins a session on a device that is being tested.
    reasons.set('technician', ['technicianAtWork']);
    let isMine = true;
    return () => {
      // Ended twice, it must not open what another one locked meanwhile.
      if (!isMine) return;
      isMine = false;
      isTaken = false;
      reasons.set('technician', []);
    };
  }

  return {
    ...parts,
    services,
    log: createDeviceLog(() => serviceClock.now_epoch_ms()),
    begin,
    selfTest: selfTests.ask,
    readCard: (listener) => {
      card = listener;
      parts.devices.cardReader.command({ type: 'accept' });
      return () => {
        if (card !== listener) return;
        parts.devices.cardReader.command({ type: 'release' });
        card = null;
      };
    },
    hearCash: (listener) => {
      ears.add(listener);
      return () => void ears.delete(listener);
    },
    capabilities: () => capabilities,
    levelOf: (unitId) => levels.get(unitId) ?? null,
    wordsOf: (printer) => words.get(printer) ?? NO_WORDS,
    targetOf,
    onCard: (fact) => {
      selfTests.onFact('cardReader', fact);
      if (card === null || COMMON.has(fact.type)) return false;
      // Its certificate is nobody's business here.
      if (fact.type === 'cardIdentified') fact.certificate.fill(0);
      card(fact);
      return true;
    },
    onCash: (fact) => {
      selfTests.onFact('cash', fact);
      if (fact.type === 'capabilities') capabilities = fact.capabilities;
      if (fact.type === 'unitLevel') levels.set(fact.unitId, fact.level);
      for (const ear of [...ears]) ear(fact);
    },
    onPrinter: (printer, fact) => {
      selfTests.onFact(printer, fact);
      const known = words.get(printer) ?? NO_WORDS;
      if (fact.type === 'traits') words.set(printer, { ...known, traits: fact.traits });
      if (fact.type === 'toner') {
        words.set(printer, { ...known, toner: { level_percent: fact.level_percent, low: fact.low } });
      }
    },
  };
}
