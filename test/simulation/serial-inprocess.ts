import type { BytePipe } from '../../drivers/contract.ts';
import type { Random } from '../../src/base/random.ts';
import type { VirtualSerialDevice } from '../virtual/contract.ts';
import type { DeviceClock } from './device-clock.ts';

/**
 * How bytes reach the host. `frames`: as the device sends them; `joined`: echo and answer in one piece (the bus does it);
 * `random`: cut anywhere; `bytes`: one at a time; `each`: one at a time, each at its own moment, as on the wire.
 */
export type Chunks = 'frames' | 'joined' | 'random' | 'bytes' | 'each';

/** One byte at 9600 baud with 10 or 11 bits, whole milliseconds. */
const BYTE_MS = 1;

/** What cutting needs. */
export interface Cut {
  readonly clock: DeviceClock;
  readonly random: Random;
  readonly chunks: Chunks;
}

/** Cuts what a device sends; every piece goes to `hear`. */
function cutter({ clock, random, chunks }: Cut, hear: (bytes: Uint8Array) => void): (bytes: Uint8Array) => void {
  if (chunks === 'frames' || chunks === 'joined') return hear;
  let free_ms = 0;
  return (bytes) => {
    if (chunks === 'each') {
      for (const byte of bytes) {
        free_ms = Math.max(free_ms, clock.now_ms()) + BYTE_MS;
        clock.after(free_ms - clock.now_ms(), () => hear(Uint8Array.of(byte)));
      }
      return;
    }
    for (let at = 0; at < bytes.length;) {
      const take = chunks === 'bytes' ? 1 : 1 + random.integer(bytes.length - at);
      hear(bytes.subarray(at, at + take));
      at += take;
    }
  };
}

/**
 * The far ends of serial lines in one process. Each line has one device and at most one open pipe; bytes of a device that
 * nobody listens to are lost, as on a wire.
 */
export class SerialLines {
  readonly #cut: Cut | null;
  readonly #devices = new Map<string, VirtualSerialDevice>();
  readonly #open = new Map<string, (bytes: Uint8Array) => void>();
  readonly #lost = new Map<string, (reason: string) => void>();
  readonly #unplugged = new Set<string>();
  /** Until when what the host writes is kept on its way, by line. */
  readonly #heldUntil_ms = new Map<string, number>();
  /** Requests that the host has written, on all lines. */
  written = 0;

  /** @param cut how to cut what devices send; null: it arrives as it is sent */
  constructor(cut: Cut | null = null) {
    this.#cut = cut;
  }

  connect(port: string, device: VirtualSerialDevice): void {
    this.#devices.set(port, device);
    const hear = (bytes: Uint8Array): void => this.#open.get(port)?.(bytes);
    const { clock } = this.#cut ?? {};
    if (!this.#cut || !clock) return device.onSend(hear);
    device.onSend(
      cutter(this.#cut, (bytes) => {
        if (clock.isAhead) {
          const kept = bytes.slice();
          clock.toKiosk(() => hear(kept));
        } else hear(bytes);
      }),
    );
  }

  open(port: string): BytePipe {
    const device = this.#devices.get(port);
    if (!device || this.#unplugged.has(port)) throw new Error(`no such port: ${port}`);
    let mine = true;
    return {
      write: (bytes) => {
        if (!mine) return;
        this.written += 1;
        this.#carry(port, device, bytes);
      },
      onBytes: (listener) => {
        this.#open.set(port, (bytes) => {
          if (mine) listener(bytes);
        });
      },
      onLost: (listener) => {
        this.#lost.set(port, listener);
      },
      close: () => {
        mine = false;
        this.#open.delete(port);
        this.#lost.delete(port);
      },
    };
  }

  /** For this long what the host writes is kept on its way; then it arrives, in order, as after a stall of a USB adapter. */
  holdRequests(port: string, span_ms: number): void {
    if (this.#cut) this.#heldUntil_ms.set(port, this.#cut.clock.now_ms() + span_ms);
  }

  #carry(port: string, device: VirtualSerialDevice, bytes: Uint8Array): void {
    const clock = this.#cut?.clock;
    const wait_ms = clock ? (this.#heldUntil_ms.get(port) ?? 0) - clock.now_ms() : 0;
    if (wait_ms <= 0) return device.receive(bytes);
    const kept = bytes.slice();
    clock?.after(wait_ms, () => {
      if (!this.#unplugged.has(port)) device.receive(kept);
    });
  }

  /** Pulls the plug of a line: the host's pipe is lost and cannot be opened until `plug`. */
  unplug(port: string): void {
    this.#unplugged.add(port);
    this.#open.delete(port);
    const lost = this.#lost.get(port);
    this.#lost.delete(port);
    lost?.('unplugged');
  }

  plug(port: string): void {
    this.#unplugged.delete(port);
  }

  isPlugged(port: string): boolean {
    return !this.#unplugged.has(port);
  }

  /** The host is gone: nobody listens any more. */
  hostDied(): void {
    this.#open.clear();
    this.#lost.clear();
  }
}
