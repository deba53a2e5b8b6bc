import type { BytePipe } from '../../drivers/contract.ts';
import type { VirtualSerialDevice } from '../virtual/contract.ts';

/**
 * The far ends of serial lines in one process. Each line has one device and at most one open pipe; bytes of a device that
 * nobody listens to are lost, as on a wire.
 */
export class SerialLines {
  readonly #devices = new Map<string, VirtualSerialDevice>();
  readonly #open = new Map<string, (bytes: Uint8Array) => void>();
  readonly #lost = new Map<string, (reason: string) => void>();
  readonly #unplugged = new Set<string>();
  /** Requests that the host has written, on all lines. */
  written = 0;

  connect(port: string, device: VirtualSerialDevice): void {
    this.#devices.set(port, device);
    device.onSend((bytes) => this.#open.get(port)?.(bytes));
  }

  open(port: string): BytePipe {
    const device = this.#devices.get(port);
    if (!device || this.#unplugged.has(port)) throw new Error(`no such port: ${port}`);
    let mine = true;
    return {
      write: (bytes) => {
        if (!mine) return;
        this.written += 1;
        device.receive(bytes);
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
