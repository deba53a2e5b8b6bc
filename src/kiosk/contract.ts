/**
 * What `assemble` is given: everything that touches the world. `main.ts` makes the real ones, simulation makes its own; nothing
 * in `kiosk` knows which.
 */
import type { Clock } from '../base/clock.ts';
import type { CodeName } from '../base/codes.ts';
import type { Random } from '../base/random.ts';
import type { Yen } from '../base/yen.ts';
import type { CellPort } from '../cell/contract.ts';
import type { CentreDesk, Fingerprint } from '../centre/port.ts';
import type { Ledger } from '../ledger/contract.ts';
import type { CardMessages, MunicipalityWords, View } from '../api/contract.ts';
import type { DeviceMemory } from '../../drivers/contract.ts';
import type { CardReaderCommand, CardReaderFact } from '../../drivers/card-reader.ts';
import type { CashChangerCommand, CashChangerFact, CashCounter } from '../../drivers/cash-changer.ts';
import type { Device } from '../../drivers/device.ts';
import type { IndicatorsCommand, IndicatorsFact } from '../../drivers/indicators.ts';
import type { KeypadCommand, KeypadFact } from '../../drivers/keypad.ts';
import type { Sound } from '../../drivers/sound.ts';
import type { PrinterCommand, PrinterFact, RasterType } from '../../drivers/printer.ts';
import type { Separation } from '../paper/layers/separation.ts';
import type { ChainProfile, SessionDelays } from '../../fsm/events.ts';
import type { Locale } from '../words/contract.ts';
import type { ScreenDefaults } from './screen/screen-state.ts';
import type { HoursData } from './hours/opening-hours.ts';
import type { ReadClosingOrder } from './centre/closing-orders.ts';
import type { ReadRemoteCommand } from './fleet/remote-commands.ts';

/** What happened, for the log: a short name and allow-listed fields, never anything of a citizen. */
export type KioskLog = (
  level: 'error' | 'warn' | 'info' | 'debug',
  event: string,
  fields?: Readonly<Record<string, string | number | boolean | null>>,
) => void;

/** Compares typed digits of the staff code with the configured hash (`base/staff-code.ts`); `done` is called once, later. */
export interface StaffCodePort {
  check(digits: Uint8Array, done: (right: boolean) => void): void;
}

/** Opens the devices, once the ledger can say what they remembered. */
export interface DevicePorts {
  openCardReader(): Device<CardReaderCommand, CardReaderFact>;
  openCashChanger(memoryOf: (deviceId: string) => DeviceMemory | null): Device<CashChangerCommand, CashChangerFact>;
  openPrinter(memoryOf: (deviceId: string) => DeviceMemory | null): Device<PrinterCommand, PrinterFact>;
  /** A printer for receipts alone; left out or null: they come from the one above. */
  openReceiptPrinter?(): Device<PrinterCommand, PrinterFact> | null;
  /** Lamps, status towers and presence sensors; left out: none. */
  openIndicators?(): readonly Device<IndicatorsCommand, IndicatorsFact>[];
  /** The tactile keypad; left out or null: none. */
  openKeypad?(): Device<KeypadCommand, KeypadFact> | null;
  /** What the cash devices count by themselves, for a closing; left out: nothing is compared. */
  countersOf?(memoryOf: (deviceId: string) => DeviceMemory | null): readonly CashCounter[];
}

/** The citizen's screen. */
export interface ScreenPort {
  publish(view: View): void;
  relayCitizenText(handle: string, text: Uint8Array): void;
  renewScreen(): void;
}

/** The anti-forgery layers of the pages, as far as this machine differs from others. */
export interface LayerPort {
  /** Separation measured on this site's printer; null: what any engine of its raster type does. */
  readonly separation: Separation | null;
  /** Tells the cells from the next citizen on; what is left out is not known. */
  prepare(machine: { readonly rung?: number; readonly rasterType?: RasterType }): void;
}

/** A certificate that the kiosk shows or trusts, and when it begins and ends. */
export interface KeyEnd {
  /** What it is for: `kiosk`, `centre`, `documents`, `paper`, `interface`. */
  readonly name: string;
  readonly from_epoch_ms: number;
  readonly until_epoch_ms: number;
}

/** Everything a kiosk touches of the world. */
export interface KioskPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: KioskLog;
  /** Made on the open database; service time is given by the kiosk. */
  readonly openLedger: (now_epoch_ms: () => number) => Ledger;
  /** The machine's wall clock, compared with the monotonic one and the centre's and never served on (D6); left out: not compared. */
  readonly systemTime_epoch_ms?: () => number;
  readonly devices: DevicePorts;
  /** Takes the warm spare; the next one is warmed up by the port. */
  readonly takeCell: () => CellPort;
  /** Left out where pages have no layers. */
  readonly layers?: LayerPort;
  readonly desk: CentreDesk;
  /** What runs here, made at the start (D9); left out: it is not compared. */
  readonly fingerprint?: Fingerprint;
  /** Digest of the program as it lies on the disk now, which the next cell is started from (D9); left out: it does not change. */
  readonly softwareNow?: () => string;
  readonly voice: Sound;
  readonly screen: ScreenPort;
  /** Compares the staff code; left out or null: the key switch alone opens staff mode. */
  readonly staffCode?: StaffCodePort | null;
  /** Verifies an order of two persons to close an incident (D7); left out or null: it is closed at the machine alone. */
  readonly readClosingOrder?: ReadClosingOrder | null;
  /** Certificates and when they end, for a diagnosis; left out: none is looked at. */
  readonly keysEnd?: () => readonly KeyEnd[];
  /** Options of a configured device that matter to whoever stands before it, by its id or kind; left out: none. */
  readonly optionsOf?: (device: string) => Readonly<Record<string, string | number | boolean | null>>;
  /** Verifies a signed order from afar; left out or null: there are none. */
  readonly readRemoteCommand?: ReadRemoteCommand | null;
}

/** What configuration and municipal files say to the kiosk itself. */
export interface KioskSettings {
  readonly kioskId: string;
  readonly kioskName: string;
  /** So long before the end of a certificate it is told, milliseconds; left out: the product's own. */
  readonly keysEndSoon_ms?: number;
  /** Units that were commissioned, by the names under which devices and parts tell of themselves; left out: none is compared. */
  readonly commissioned?: Readonly<
    Record<
      string,
      {
        readonly maker?: string | undefined;
        readonly product?: string | undefined;
        readonly serial?: string | undefined;
      }
    >
  >;
  readonly operatorPhone: string;
  /** Its page that lists stores and closed days (R113); left out: there is none. */
  readonly operatorPage?: string;
  readonly chainProfile: ChainProfile;
  readonly delays: SessionDelays & {
    /** How long a session that a stop cut off, or that ended with an order open, waits for its cash devices to be heard. */
    readonly cash_settles_at_start_ms: number;
  };
  readonly copies_max: number;
  readonly accepts_yen: readonly Yen[];
  readonly coins_in_flight_max: number;
  /** Pieces that fit into a unit (hopper, cash box, note box), where that is configured. */
  readonly capacities: Readonly<Record<string, number>>;
  readonly municipalities: Readonly<Record<string, MunicipalityWords>>;
  /** Hours of municipalities, store and service (R77–R82); left out: only the cell and the centre judge them. */
  readonly hours?: HoursData;
  /** What is said about cards where it depends on chain and day; left out: the product's own. */
  readonly cardMessages?: CardMessages;
  /** Things beyond the four that citizens are reminded of; left out: none. */
  readonly alsoRemind?: readonly ('phone' | 'original')[];
  /** Languages that this site offers; left out: all. */
  readonly languages?: readonly Locale[];
  /** Page of the operating guide (R17); left out: that of J-LIS. */
  readonly guidePage?: string;
  /** How screens begin each session; left out: the product's own. */
  readonly screen?: ScreenDefaults;
  /** How long a session may be put on by its citizen, and how much longer the waits are while everything is read aloud; left out: without end, no longer. */
  readonly patience?: { readonly session_max_ms: number; readonly detailed_factor: number };
  /** Loudness of ordinary announcements, 0…1. */
  readonly loudness: number;
  /** Times at which the loudspeaker is softer, and languages that have a voice of their own; left out: never, all have, and there are headphones. */
  readonly sound?: {
    readonly quiet: readonly { readonly from: string; readonly until: string; readonly loudness: number }[];
    readonly spoken: readonly string[];
    /** False where the socket has no outlet of its own: then everything is for the speaker, and names are never spoken. */
    readonly headphones: boolean;
  };
  /** Wrong staff codes before the lock, and its time; left out: the product's own. */
  readonly staff?: { readonly tries_max: number; readonly locked_ms: number };
  /** True where the operator serves over an adapter without the page maker's digests. */
  readonly acceptsWithoutPageDigests?: boolean;
  /** False where no keys are configured that seal a sheet: then no certificate is sold. Left out: it seals. */
  readonly sealsSheets?: boolean;
  /** True: without the copier's own software nobody is served. */
  readonly copierRequired?: boolean;
  /** False: receipts never come from the certificates' printer while their own fails. */
  readonly receiptFallback?: boolean;
  /** True: for a technician alone; no session begins. */
  readonly maintenance?: boolean;
  /** So many tries to fish for coins or notes within this time close the service; left out: none does. */
  readonly fraud?: { readonly events_max: number; readonly within_ms: number };
}

/** Names of the devices in the status, as configured. */
export interface DeviceStatus {
  readonly id: string;
  readonly deviceClass: string;
  readonly availability: 'starting' | 'online' | 'attention' | 'stop' | 'offline';
  readonly reasons: readonly { readonly code: CodeName; readonly detail: string }[];
  /** What it says it is; null until it has. A composite changer names its parts as its product. */
  readonly identity: {
    readonly maker: string;
    readonly product: string;
    readonly serial: string | null;
    readonly firmware: string | null;
  } | null;
}
