import type { Clock, Timer } from '../../../src/base/clock.ts';
import type { HidNameplate, VirtualHidDevice } from './contract.ts';

/** Places in the order of their bits, and what the tower shows in the order of its values (drivers/hid/README.md). */
const PLACES = ['cardReader', 'cashSlot', 'paperExit', 'changeTray', 'receiptExit', 'phoneShelf', 'glass'];
const TOWER = ['off', 'idle', 'serving', 'left', 'call', 'closed'];
const KEYS: Readonly<Record<string, number>> = {
  next: 1,
  previous: 2,
  select: 3,
  back: 4,
  cancel: 5,
  repeat: 6,
  help: 7,
  louder: 8,
  quieter: 9,
  delete: 10,
  clear: 11,
};
const STATE_EVERY_MS = 1000;

/** What differs from a board that has everything. */
export interface BoardTraits {
  readonly vendorId?: number;
  readonly productId?: number;
  readonly serial?: string;
  readonly version?: number;
  readonly magic?: string;
  readonly lamps?: readonly string[];
  readonly sensors?: readonly string[];
  /** Bits: 1 tower, 2 keypad, 4 headphone socket. */
  readonly equipment?: number;
}

/** What a person sees on the board. */
export interface BoardLook {
  readonly on: readonly string[];
  readonly blinking: readonly string[];
  readonly tower: string;
}

const DESCRIPTOR = Uint8Array.from(
  [
    // Usage page ff4d, usage 1, application collection.
    [0x06, 0x4d, 0xff, 0x09, 0x01, 0xa1, 0x01, 0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08],
    // Feature 1 of 16 bytes, output 2 of 8, input 3 of 8, input 4 of 2.
    [0x85, 0x01, 0x09, 0x01, 0x95, 0x10, 0xb1, 0x02],
    [0x85, 0x02, 0x09, 0x02, 0x95, 0x08, 0x91, 0x02],
    [0x85, 0x03, 0x09, 0x03, 0x95, 0x08, 0x81, 0x02],
    [0x85, 0x04, 0x09, 0x04, 0x95, 0x02, 0x81, 0x02],
    [0xc0],
  ].flat(),
);

/** A panel board with lamps, sensors, tower, keypad and headphone socket, as its document says. */
export class VirtualBoard implements VirtualHidDevice {
  readonly nameplate: HidNameplate;
  readonly #traits: BoardTraits;
  readonly #clock: Clock;
  readonly #lying = new Set<string>();
  #send: ((report: Uint8Array) => void) | null = null;
  #beat: Timer | null = null;
  #dark: Timer | null = null;
  #look: BoardLook = { on: [], blinking: [], tower: 'off' };
  #followed = 0;
  #keys = 0;
  #plugged = false;
  /** Lamp reports that came. */
  lampReports = 0;
  /** Faults of the board, for tests: it says nothing, does not follow, has a dead lamp, refuses its identity. */
  isMute = false;
  isDeaf = false;
  hasDeadLamp = false;
  refusesIdentity = false;

  constructor(clock: Clock, traits: BoardTraits = {}) {
    this.#clock = clock;
    this.#traits = traits;
    this.nameplate = {
      vendorId: traits.vendorId ?? 0x1209,
      productId: traits.productId ?? 0x0001,
      maker: 'Madoguchi',
      product: 'panel board',
      serial: traits.serial ?? '0001',
      release: 0x0100,
      reportDescriptor: DESCRIPTOR,
    };
  }

  powerOn(send: (report: Uint8Array) => void): void {
    this.#send = send;
    this.#tellState();
  }

  powerOff(): void {
    this.#send = null;
    this.#beat?.cancel();
    this.#goDark();
    this.#followed = 0;
    this.#keys = 0;
  }

  onOutput(report: Uint8Array): void {
    if (report[0] !== 2 || report.length < 9 || this.isDeaf) return;
    this.lampReports += 1;
    this.#followed = report[1]!;
    const named = (low: number, high: number): string[] => PLACES.filter((_, bit) => ((low | (high << 8)) >> bit) & 1);
    this.#look = {
      on: named(report[2]!, report[3]!),
      blinking: named(report[4]!, report[5]!),
      tower: TOWER[report[6]!] ?? 'undefined',
    };
    this.#dark?.cancel();
    this.#dark = this.#clock.after(report[7]! * 1000, () => this.#goDark());
  }

  onSetFeature(): boolean {
    return false;
  }

  onGetFeature(number: number): Uint8Array | null {
    if (number !== 1 || this.refusesIdentity) return null;
    const { version = 1, magic = 'MDGP', lamps = PLACES, sensors = PLACES, equipment = 7 } = this.#traits;
    const [lamp, sensor] = [bits(lamps), bits(sensors)];
    const name = [...magic].map((letter) => letter.charCodeAt(0));
    const rest = [version, 0, 2, 7, lamp & 255, lamp >> 8, sensor & 255, sensor >> 8, equipment, 0, 0, 0];
    return Uint8Array.from([1, ...name, ...rest]);
  }

  /** What burns now. */
  look(): BoardLook {
    return this.#look;
  }

  /** Something is laid on a place, or taken away. */
  lay(place: string, lies: boolean): void {
    if (lies) this.#lying.add(place);
    else this.#lying.delete(place);
    this.#tellState();
  }

  /** A plug is put into the headphone socket, or pulled. */
  plug(plugged: boolean): void {
    this.#plugged = plugged;
    this.#tellState();
  }

  /** A key goes down: its name, or a figure. */
  press(key: string | number): void {
    this.#keys = (this.#keys + 1) & 255;
    const code = typeof key === 'number' ? 32 + key : (KEYS[key] ?? 255);
    if (!this.isMute) this.#send?.(Uint8Array.from([4, this.#keys, code]));
  }

  #tellState(): void {
    this.#beat?.cancel();
    if (this.#send === null) return;
    this.#beat = this.#clock.after(STATE_EVERY_MS, () => this.#tellState());
    if (this.isMute) return;
    const lying = bits([...this.#lying]);
    const flags = (this.#plugged ? 1 : 0) | (this.hasDeadLamp ? 0x80 : 0);
    this.#send(Uint8Array.from([3, this.#followed, lying & 255, lying >> 8, flags, 0, 0, 0, 0]));
  }

  #goDark(): void {
    this.#dark?.cancel();
    this.#look = { on: [], blinking: [], tower: 'off' };
  }
}

function bits(places: readonly string[]): number {
  return places.reduce((sum, place) => sum | (1 << PLACES.indexOf(place)), 0);
}
