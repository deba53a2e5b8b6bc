import type { VirtualSerialDevice, VirtualWorld } from '../contract.ts';
import { LineFaults } from '../cash/line-faults.ts';
import type { Answer, CcTalkDevice } from './device.ts';
import { decodeFrame, encodeFrame } from './frame.ts';
import type { Checksum, Frame } from './frame.ts';

export interface BusOptions {
  /** True: one wire, the host hears its own bytes (the adapter does it, also when every device is dead). */
  readonly echo?: boolean;
  readonly checksum?: Checksum;
  /** How bytes reach the host: whole frames, single bytes, echo and answer in one piece, or cut at random. */
  readonly chunks?: 'frames' | 'bytes' | 'joined' | 'random';
  /** From the end of a request to the answer; makers allow 50 ms. */
  readonly answerDelay_ms?: number;
}

const HOST = 1;
const BROADCAST = 0;
/** A receiver drops a part-frame after this gap (Azkoyen p. 12). */
const GAP_ms = 50;
const ECHO_ms = 1;

/** One ccTalk wire with several peripherals: the far end of the host's serial line. */
export class CcTalkBus implements VirtualSerialDevice {
  readonly faults: LineFaults;
  readonly devices: readonly CcTalkDevice[];
  readonly #world: VirtualWorld;
  readonly #echo: boolean;
  readonly #checksum: Checksum;
  readonly #chunks: 'frames' | 'bytes' | 'joined' | 'random';
  readonly #answerDelay_ms: number;
  readonly #listeners: ((bytes: Uint8Array) => void)[] = [];
  #buffer: number[] = [];
  #lastByte_ms = 0;
  #heldEcho: number[] = [];

  constructor(world: VirtualWorld, devices: readonly CcTalkDevice[], options: BusOptions = {}) {
    const addresses = new Set(devices.map((device) => device.address));
    if (addresses.size !== devices.length) throw new Error('two devices of one bus have the same address');
    this.#world = world;
    this.faults = new LineFaults(world);
    this.devices = devices;
    this.#echo = options.echo ?? true;
    this.#checksum = options.checksum ?? 'sum8';
    this.#chunks = options.chunks ?? 'frames';
    this.#answerDelay_ms = options.answerDelay_ms ?? 4;
  }

  onSend(listener: (bytes: Uint8Array) => void): void {
    this.#listeners.push(listener);
  }

  powerOff(): void {
    for (const device of this.devices) device.powerOff();
    this.#buffer = [];
  }

  powerOn(): void {
    for (const device of this.devices) device.powerOn();
  }

  receive(bytes: Uint8Array): void {
    if (this.#echo) this.#sendEcho(bytes);
    const now_ms = this.#world.clock.now_ms();
    if (this.#buffer.length > 0 && now_ms - this.#lastByte_ms >= GAP_ms) {
      for (const device of this.devices) if (device.listening) device.noteTimeout(this.#buffer.length);
      this.#buffer = [];
    }
    this.#lastByte_ms = now_ms;
    // Nearly always a whole request comes at once.
    if (this.#buffer.length === 0 && bytes.length >= 5 && bytes.length === bytes[1]! + 5) return this.#take(bytes);
    this.#buffer.push(...bytes);
    for (;;) {
      const length = (this.#buffer[1] ?? 255) + 5;
      if (this.#buffer.length < 5 || this.#buffer.length < length) return;
      this.#take(Uint8Array.from(this.#buffer.splice(0, length)));
    }
  }

  #take(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes, this.#checksum);
    if (this.faults.swallowsRequest()) return;
    if (frame === null) {
      for (const device of this.devices) if (device.listening) device.noteBadSum();
      return;
    }
    if (frame.destination === BROADCAST) this.#broadcast(frame);
    const device = this.devices.find((d) => d.address === frame.destination);
    if (!device?.listening) return;
    const answer = device.handle(frame.header, frame.data);
    if (answer) this.#answer(device, answer);
  }

  /** 253: every device sends its bare address at its own moment. Anything else collides when two devices answer. */
  #broadcast(frame: Frame): void {
    const listening = this.devices.filter((device) => device.listening);
    if (frame.header === 253) {
      for (const { address } of listening) this.#later(address * 4, Uint8Array.of(address));
      return;
    }
    for (const device of listening) {
      const answer = device.handle(frame.header, frame.data);
      if (!answer) continue;
      if (listening.length > 1) this.faults.corruptNextFrame();
      this.#answer(device, answer);
    }
  }

  #answer(device: CcTalkDevice, answer: Answer): void {
    const bytes = encodeFrame(
      { destination: HOST, source: device.address, header: answer.header, data: Uint8Array.from(answer.data) },
      this.#checksum,
    );
    const arriving = this.faults.answer(bytes);
    if (arriving) this.#later(this.#answerDelay_ms + arriving.delay_ms, arriving.bytes, device);
    answer.then?.();
  }

  /** A device that loses its power before its answer began sends nothing. */
  #later(delay_ms: number, bytes: Uint8Array, sender?: CcTalkDevice): void {
    this.#world.clock.after(ECHO_ms + delay_ms, () => {
      const isSilent = sender?.powered === false;
      if (this.#heldEcho.length === 0) {
        if (!isSilent && bytes.length > 0) this.#emit(bytes);
        return;
      }
      const echo = this.#heldEcho;
      this.#heldEcho = [];
      this.#emit(Uint8Array.from([...echo, ...(isSilent ? [] : bytes)]));
    });
  }

  #sendEcho(bytes: Uint8Array): void {
    if (this.#chunks !== 'joined') {
      const copy = Uint8Array.from(bytes);
      this.#world.clock.after(ECHO_ms, () => this.#emit(copy));
      return;
    }
    // A USB adapter with a long latency timer: the echo waits for the answer, but not for ever.
    this.#heldEcho.push(...bytes);
    this.#later(16, new Uint8Array());
  }

  #emit(bytes: Uint8Array): void {
    if (this.#chunks === 'frames' || this.#chunks === 'joined') {
      for (const listener of this.#listeners) listener(bytes);
      return;
    }
    const size = this.#chunks === 'bytes' ? 1 : bytes.length;
    for (let at = 0; at < bytes.length;) {
      const take = this.#chunks === 'random' ? 1 + this.#world.random.integer(bytes.length - at) : size;
      const piece = bytes.slice(at, at + take);
      for (const listener of this.#listeners) listener(piece);
      at += take;
    }
  }
}
