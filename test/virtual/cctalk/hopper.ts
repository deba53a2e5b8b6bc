import type { CashPlaces } from '../cash/places.ts';
import type { VirtualWorld } from '../contract.ts';
import { ack, CcTalkDevice, NAK, number, text } from './device.ts';
import type { Answer } from './device.ts';
import type { Timer } from '../../../src/base/clock.ts';

/** How a hopper checks the security bytes of a dispense order. `echo` wants its key back; `secret` is a maker's algorithm under agreement. */
export type HopperCipher =
  | 'any'
  | 'serial'
  | 'echo'
  | { readonly secret: (key: Uint8Array, random: Uint8Array) => Uint8Array };

export interface HopperOptions {
  readonly address: number;
  readonly denomination_yen: number;
  /** Coin text of header 171. */
  readonly coinId: string;
  /** Place of {@link CashPlaces} the coins lie in, and the tray they fall into. */
  readonly place: string;
  readonly tray?: string;
  readonly serial?: number;
  readonly cipher?: HopperCipher;
  /** Some makers clear the unpaid count at an emergency stop. */
  readonly stopClearsUnpaid?: boolean;
  /** Level sensors, in pieces. */
  readonly low_pieces?: number;
  readonly high_pieces?: number;
}

/** One coin in 300 ms; in the last third of it the coin falls even when the motor is stopped. */
const COIN_ms = 300;
const COMMITTED_ms = 200;
/** No coin for this long = empty; a jam is felt earlier. */
const PAYOUT_TIMEOUT_ms = 2000;
const JAM_ms = 700;

const FLAG = {
  overCurrent: 1,
  timeout: 2,
  reversed: 4,
  sensorBlocked: 8,
  blockedWhilePaying: 32,
  powerUp: 64,
  disabled: 128,
};

/** A virtual serial compact hopper (ccTalk category "Payout"), facts of cash.md section 2.5. */
export class VirtualHopper extends CcTalkDevice {
  readonly places: CashPlaces;
  readonly place: string;
  readonly denomination_yen: number;
  readonly #options: HopperOptions;
  readonly #tray: string;
  // Volatile.
  #enabled = false;
  #key: Uint8Array | null = null;
  #random: Uint8Array = new Uint8Array(8);
  #counter = 0;
  #remaining = 0;
  #flags = FLAG.powerUp;
  #coinTimer: Timer | null = null;
  #coinStarted_ms = 0;
  // Non-volatile: they hold their last value without power.
  #paid = 0;
  #unpaid = 0;
  #life: number;
  #interrupted = false;
  // Physical.
  #jammed = false;
  #sensorBlocked = false;
  #bridged = false;

  constructor(world: VirtualWorld, places: CashPlaces, options: HopperOptions) {
    super(world, options.address, {
      maker: 'MDG',
      category: 'Payout',
      product: 'VSCH2',
      serial: options.serial ?? 0x020000 + options.address,
      software: 'VSCH2-V1.2',
      build: 'VB2',
    });
    this.places = places;
    this.place = options.place;
    this.denomination_yen = options.denomination_yen;
    this.#options = options;
    this.#tray = options.tray ?? 'changeTray';
    // A used machine has already paid out coins in its life.
    this.#life = options.address * 1000;
  }

  // ---------------------------------------------------------------- what a person can do

  /** Coins of this hopper that really lie in it. */
  get pieces(): number {
    return this.places.count(this.place, this.denomination_yen);
  }

  /** Coins ever paid, as the hopper's memory holds them (for checkers). */
  get life(): number {
    return this.#life;
  }

  /** Somebody puts another hopper in its place: it has paid out so many coins in its own life. */
  exchangeFor(life: number): void {
    this.#life = life & 0xff_ffff;
  }

  fill(count: number): void {
    this.places.move('staff', this.place, this.denomination_yen, count);
  }

  emptyHopper(to = 'staff'): void {
    this.places.move(this.place, to, this.denomination_yen, this.pieces);
  }

  /** A bent coin blocks the disc: the next payout ends with over-current. */
  jam(): void {
    this.#jammed = true;
  }

  clearJam(): void {
    this.#jammed = false;
  }

  /** Something sits in front of the exit sensor. */
  blockSensor(blocked: boolean): void {
    this.#sensorBlocked = blocked;
  }

  /** Coins wedge above the disc: they are there and none is lifted, as if it were empty. */
  bridge(bridged: boolean): void {
    this.#bridged = bridged;
  }

  /** A coin that lay on the exit falls too: the sensor counts it, nobody ordered it. False when there is none. */
  letOneFall(): boolean {
    if (!this.paying || this.pieces === 0) return false;
    this.places.move(this.place, this.#tray, this.denomination_yen);
    this.#life = (this.#life + 1) & 0xff_ffff;
    return true;
  }

  get paying(): boolean {
    return this.#remaining > 0;
  }

  // ---------------------------------------------------------------- power

  protected onPowerLost(): void {
    // The disc runs on: a coin already lifted over the edge falls past the sensor, whose memory is written on the last charge.
    if (this.#committed()) this.#coinOut();
    this.#interrupted = this.#remaining > 0;
    if (this.#interrupted) this.#unpaid = this.#remaining;
    this.#coinTimer = null;
  }

  protected onPowerUp(): void {
    if (!this.#interrupted) this.#unpaid = 0;
    this.#interrupted = false;
    this.#volatile();
    this.#flags = FLAG.powerUp;
  }

  protected onReset(): void {
    if (this.#remaining > 0) this.#stopMotor();
    this.#volatile();
    this.#flags = 0;
  }

  #volatile(): void {
    this.#enabled = false;
    this.#key = null;
    this.#counter = 0;
    this.#remaining = 0;
  }

  // ---------------------------------------------------------------- paying

  #dispense(data: Uint8Array): Answer {
    const cipher = this.#options.cipher ?? 'any';
    const securityBytes = cipher === 'serial' ? 3 : 8;
    if (data.length !== securityBytes + 1) return NAK;
    // Every order that arrives whole moves the counter, also a refused one.
    this.#counter = this.#counter === 255 ? 1 : this.#counter + 1;
    const count = data[securityBytes] ?? 0;
    const key = this.#key;
    this.#key = null;
    const fit = this.#enabled && key !== null && !this.paying && count > 0;
    const healthy = (this.#flags & FLAG.overCurrent) === 0 && !this.#sensorBlocked;
    if (!fit || !healthy || !this.#secured(data.slice(0, securityBytes), key)) return NAK;
    this.#flags &= ~(FLAG.timeout | FLAG.reversed | FLAG.blockedWhilePaying);
    this.#remaining = count;
    this.#paid = this.#unpaid = 0;
    this.#nextCoin();
    return ack(this.#counter);
  }

  #secured(given: Uint8Array, key: Uint8Array): boolean {
    const cipher = this.#options.cipher ?? 'any';
    if (cipher === 'any') return true;
    const { serial } = this.identity;
    if (cipher === 'echo') return Buffer.from(key).equals(Buffer.from(given));
    const wanted =
      cipher === 'serial'
        ? Uint8Array.of(serial & 0xff, (serial >> 8) & 0xff, serial >> 16)
        : cipher.secret(key, this.#random);
    return Buffer.from(wanted).equals(Buffer.from(given));
  }

  #nextCoin(): void {
    this.#coinStarted_ms = this.timers.now_ms();
    if (this.#jammed) {
      this.#coinTimer = this.timers.after(JAM_ms, () => this.#fail(FLAG.overCurrent | FLAG.reversed));
    } else if (this.#lifts() === 0) {
      this.#coinTimer = this.timers.after(PAYOUT_TIMEOUT_ms, () => this.#fail(FLAG.timeout | FLAG.reversed));
    } else {
      this.#coinTimer = this.timers.after(COIN_ms, () => this.#coinArrives());
    }
  }

  #coinArrives(): void {
    this.#coinTimer = null;
    // Taken out, jammed or blocked since the disc started to lift this coin.
    if (this.#lifts() === 0 || this.#jammed) return this.#nextCoin();
    this.#coinOut();
    if (this.#sensorBlocked) return this.#fail(FLAG.blockedWhilePaying);
    if (this.#remaining > 0) this.#nextCoin();
  }

  /** Coins that the disc can reach. */
  #lifts(): number {
    return this.#bridged ? 0 : this.pieces;
  }

  #coinOut(): void {
    this.places.move(this.place, this.#tray, this.denomination_yen);
    this.#life = (this.#life + 1) & 0xff_ffff;
    this.#paid = (this.#paid + 1) & 0xff;
    if (this.#remaining > 0) this.#remaining -= 1;
    else if (this.#unpaid > 0) this.#unpaid -= 1;
  }

  #fail(flags: number): void {
    this.#coinTimer = null;
    this.#flags |= flags;
    this.#unpaid = this.#remaining;
    this.#remaining = 0;
  }

  #committed(): boolean {
    if (this.#coinTimer === null || this.#jammed || this.#lifts() === 0) return false;
    return this.timers.now_ms() - this.#coinStarted_ms >= COMMITTED_ms;
  }

  /** Stops the motor; a coin already over the edge still falls, and is still counted. */
  #stopMotor(): number {
    const left = this.#remaining;
    const oneMore = this.#committed();
    this.#coinTimer?.cancel();
    this.#coinTimer = null;
    this.#remaining = 0;
    this.#unpaid = this.#options.stopClearsUnpaid ? 0 : left;
    if (oneMore) {
      this.timers.after(Math.max(1, this.#coinStarted_ms + COIN_ms - this.timers.now_ms()), () => {
        if (this.pieces > 0) this.#coinOut();
      });
    }
    return left;
  }

  // ---------------------------------------------------------------- the wire

  protected command(header: number, data: Uint8Array): Answer | null | undefined {
    return this.#orders(header, data) ?? this.#information(header, data);
  }

  #orders(header: number, data: Uint8Array): Answer | undefined {
    switch (header) {
      case 164:
        if (data.length !== 1) return NAK;
        this.#enabled = data[0] === 165;
        return ack();
      case 161:
        if (data.length !== 8) return NAK;
        this.#random = Uint8Array.from(data);
        return ack();
      case 160:
        this.#key = this.world.random.bytes(8);
        return ack(...this.#key);
      case 167:
        return this.#dispense(data);
      case 166:
        return ack(this.#counter, this.#remaining, this.#paid, this.#unpaid);
      case 172:
        return ack(this.#stopMotor());
      default:
        return undefined;
    }
  }

  #information(header: number, data: Uint8Array): Answer | undefined {
    switch (header) {
      case 163: {
        const blocked = this.#sensorBlocked && !this.paying ? FLAG.sensorBlocked : 0;
        return ack(this.#flags | blocked | (this.#enabled ? 0 : FLAG.disabled), 0);
      }
      case 168:
        return number(this.#life, 3);
      case 217: {
        const low = this.pieces < (this.#options.low_pieces ?? 13) ? 1 : 0;
        const high = this.pieces >= (this.#options.high_pieces ?? 400) ? 2 : 0;
        // Bits 4 and 5: both level sensors are fitted.
        return ack(0x30 | low | high);
      }
      case 171:
        return text(this.#options.coinId);
      case 236:
        return ack(this.#sensorBlocked ? 1 : 0);
      case 247:
        // Current limit, motor stop delay, payout timeout (100 ms units), single-coin mode off.
        return ack(100, 6, PAYOUT_TIMEOUT_ms / 100, 0);
      case 165:
        return data.length === 4 ? ack() : NAK;
      default:
        return undefined;
    }
  }
}
