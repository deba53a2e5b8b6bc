/** What is judged, and what it is judged on: a driver of one class, and a bench with the other end of its wire and hands. */
import type { Device } from '../../drivers/device.ts';
import type { Wires } from '../../drivers/open.ts';
import type { SimulatedClock } from '../../src/base/simulated-clock.ts';
import type { Lab } from './lab.ts';

/** Classes of devices (drivers/*.ts), by the names of the command line. */
export const CLASSES = [
  'card-reader',
  'cash-changer',
  'coin-acceptor',
  'bill-acceptor',
  'coin-dispenser',
  'printer',
  'indicators',
] as const;
export type DriverClass = (typeof CLASSES)[number];

/** Any command and fact: the suite speaks the words of the class files and reads what it gets. */
export interface Told {
  readonly type: string;
}
export type AnyDevice = Device<Told, Told>;

/** What a driver's file gives as its default export. */
export interface DriverSubject {
  readonly class: DriverClass;
  readonly name: string;
  /**
   * Opens the device on these wires; nothing runs before its listener is set (drivers/device.ts).
   * @param options as the configuration would hold them, given by the bench
   * @param memoryOf what the books remember of a device or part, null for one never seen
   */
  open(wires: Wires, options: Readonly<Record<string, unknown>>, memoryOf: (id: string) => string | null): AnyDevice;
}

/** Money at the mouth of a device that takes it. */
export interface MoneyHands {
  /** A piece that is enabled in the rules, and another that the device knows, too. */
  readonly yen: number;
  readonly otherYen: number;
  insert(yen: number): void;
  /** Takes out of the mouth what came back; left out: nothing stays there. */
  takeReturned?(): void;
  /** Worth of all that the device keeps, by physics: beyond the point where it comes back by itself. */
  kept_yen(): number;
  /** True while the wire waits for an acknowledgement that only `recorded` may bring; left out: it never does. */
  waitsForAck?(): boolean;
}

/** One order of the class, and what it moves. */
export interface OrderHands {
  /** Ready to be ordered: for a bill acceptor a note is in escrow. Gives the order; run before each `prepare`. */
  ready(lab: {
    tell(...commands: readonly object[]): void;
    advance(span_ms: number): void;
    facts(type: string): readonly Told[];
  }): object;
  material?(): unknown;
  /** What has moved by physics, in the measure of `full`. */
  moved(): number;
  /** What `moved` of an outcome says, in the same measure. */
  told(moved: unknown): number;
  readonly full: number;
  /** How long it may take. */
  readonly takes_ms: number;
}

/** A card and its reader. */
export interface CardHands {
  readonly pin: string;
  set(): void;
  take(): void;
  /** VERIFY commands with digits that reached the card. */
  verifies(): number;
}

/** A printer that cannot print: its cover is open. */
export interface PaperHands {
  block(): void;
}

/** A bench: made anew for each rule, on simulated time. */
export interface DriverBench {
  /** Everything the driver may open here; a kind of wire that is not there throws. */
  readonly wires: Omit<Wires, 'clock'>;
  readonly options: Readonly<Record<string, unknown>>;
  /** The device as a whole loses its power and gets it back. */
  powerOff(): void;
  powerOn(): void;
  readonly money?: MoneyHands;
  readonly order?: OrderHands;
  readonly card?: CardHands;
  readonly paper?: PaperHands;
  /** Of lamps: how many burn. */
  lit?(): number;
}

/** What a bench's file gives as its default export. `setup` is the rest of the bench file (JSON). */
export type BenchMaker = (clock: SimulatedClock, setup: Readonly<Record<string, unknown>>) => DriverBench;

/** One rule: its name, where it comes from, and how it is tried. */
export interface Rule {
  readonly id: string;
  /** What must hold, one sentence, with the place that says so. */
  readonly about: string;
  readonly classes: readonly DriverClass[];
  /** Why it does not hold; null when it does. `undefined`: this bench has no hands for it. */
  test(lab: Lab): string | null | undefined;
}
