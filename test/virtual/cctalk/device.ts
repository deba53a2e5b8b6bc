import type { VirtualWorld } from '../contract.ts';
import { DeviceTimers } from '../cash/timers.ts';

/** Answer of a peripheral. Header 0 = done, 5 = not possible, 6 = busy. `then` runs after the answer is on its way. */
export interface Answer {
  readonly header: number;
  readonly data: readonly number[];
  readonly then?: () => void;
}

export const ack = (...data: number[]): Answer => ({ header: 0, data });
export const NAK: Answer = { header: 5, data: [] };
export const text = (value: string): Answer => ack(...Buffer.from(value, 'latin1'));
/** Numbers go least significant byte first. */
export const number = (value: number, bytes: number): Answer =>
  ack(...Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** i) & 0xff));

export interface Identity {
  readonly maker: string;
  readonly category: string;
  readonly product: string;
  readonly serial: number;
  readonly software: string;
  readonly build: string;
}

/** Silence after power-up and after a software reset (makers: 250 ms and at least 100 ms). */
const POWER_UP_ms = 240;
const RESET_ms = 90;

/** The core commands that every ccTalk peripheral has, and its power. */
export abstract class CcTalkDevice {
  readonly address: number;
  readonly identity: Identity;
  protected readonly world: VirtualWorld;
  protected readonly timers: DeviceTimers;
  #powered = true;
  #deafUntil_ms: number;
  #rxTimeouts = 0;
  #rxIgnored = 0;
  #rxBadSums = 0;

  constructor(world: VirtualWorld, address: number, identity: Identity) {
    this.world = world;
    this.address = address;
    this.identity = identity;
    this.timers = new DeviceTimers(world.clock);
    this.#deafUntil_ms = world.clock.now_ms() + POWER_UP_ms;
  }

  get powered(): boolean {
    return this.#powered;
  }

  /** True when the device can hear a request now. */
  get listening(): boolean {
    return this.#powered && this.world.clock.now_ms() >= this.#deafUntil_ms;
  }

  powerOff(): void {
    if (!this.#powered) return;
    this.onPowerLost();
    this.timers.cancelAll();
    this.#powered = false;
  }

  powerOn(): void {
    if (this.#powered) return;
    this.#powered = true;
    this.#deafUntil_ms = this.world.clock.now_ms() + POWER_UP_ms;
    this.#rxTimeouts = this.#rxIgnored = this.#rxBadSums = 0;
    this.onPowerUp();
  }

  noteBadSum(): void {
    this.#rxBadSums = (this.#rxBadSums + 1) & 0xff;
  }

  noteTimeout(bytes: number): void {
    this.#rxTimeouts = (this.#rxTimeouts + 1) & 0xff;
    this.#rxIgnored = (this.#rxIgnored + bytes) & 0xff;
  }

  /** Answers a request, or null for silence (an unknown header). */
  handle(header: number, data: Uint8Array): Answer | null {
    const own = this.command(header, data);
    return own === undefined ? this.#core(header) : own;
  }

  /** Commands of the kind of device; undefined = not one of mine. */
  protected abstract command(header: number, data: Uint8Array): Answer | null | undefined;
  /** Volatile state vanishes, pieces in motion end where gravity takes them. Timers are cancelled after it. */
  protected abstract onPowerLost(): void;
  protected abstract onPowerUp(): void;
  protected abstract onReset(): void;

  #core(header: number): Answer | null {
    const { maker, category, product, serial, software, build } = this.identity;
    switch (header) {
      case 254:
        return ack();
      case 246:
        return text(maker);
      case 245:
        return text(category);
      case 244:
        return text(product);
      case 242:
        return number(serial, 3);
      case 241:
        return text(software);
      case 192:
        return text(build);
      case 4:
        return ack(1, 4, 2);
      case 3:
        return ack(this.#rxTimeouts, this.#rxIgnored, this.#rxBadSums);
      case 2:
        this.#rxTimeouts = this.#rxIgnored = this.#rxBadSums = 0;
        return ack();
      case 1:
        return { ...ack(), then: () => this.#reset() };
      default:
        return null;
    }
  }

  #reset(): void {
    this.#deafUntil_ms = this.world.clock.now_ms() + RESET_ms;
    this.onReset();
  }
}
