/**
 * Carries a virtual serial device on a real pseudo terminal, so that the daemon opens it as it would open /dev/ttyUSB0:
 *
 *     daemon ── /dev/pts/N ◀─ link ── socat ── stdin/stdout ── this host ── VirtualSerialDevice
 *
 * socat ends by itself when this process ends, because its standard input closes. Baud rate and parity are not simulated
 * by a pty. Real clock.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, constants, existsSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { VirtualSerialDevice } from '../contract.ts';

export interface PtyHost {
  /** What a configuration names as the device's port: a link to the pty. */
  readonly path: string;
  readonly plugged: boolean;
  /** Pulls the adapter: whoever has the port open sees it hang up. The device itself keeps its power. */
  unplug(): Promise<void>;
  /** Plugs the adapter in again under the same path. */
  replug(): Promise<void>;
  /** Ends everything; the device is left as it is. */
  stop(): Promise<void>;
}

const START_TIMEOUT_ms = 5000;

/** Starts a host for `device` under `path` (its folder is made). Needs the program `socat`. */
export async function startPty(device: VirtualSerialDevice, path: string): Promise<PtyHost> {
  const host = new SocatPty(device, path);
  await host.replug();
  return host;
}

class SocatPty implements PtyHost {
  readonly path: string;
  readonly #device: VirtualSerialDevice;
  #child: ChildProcess | null = null;
  /** Our own hold on the terminal: without it the pty would hang up whenever the daemon closes its port. */
  #hold: number | null = null;

  constructor(device: VirtualSerialDevice, path: string) {
    this.path = path;
    this.#device = device;
    device.onSend((bytes) => {
      const stdin = this.#child?.stdin;
      if (stdin?.writable) stdin.write(bytes);
    });
  }

  get plugged(): boolean {
    return this.#child !== null;
  }

  async replug(): Promise<void> {
    if (this.#child) return;
    mkdirSync(dirname(this.path), { recursive: true });
    rmSync(this.path, { force: true });
    const child = spawn('socat', ['STDIO', `PTY,link=${this.path},rawer`], { stdio: ['pipe', 'pipe', 'inherit'] });
    let ended: string | null = null;
    child.on('error', (error) => {
      ended = error.message;
    });
    child.on('exit', (code, signal) => {
      ended = `ended with ${signal ?? code}`;
      if (this.#child === child) this.#release();
    });
    // A pipe that breaks because socat ended is not news.
    child.stdin.on('error', () => {});
    child.stdout.on('data', (bytes: Buffer) => this.#device.receive(Uint8Array.from(bytes)));
    this.#child = child;
    const end_ms = performance.now() + START_TIMEOUT_ms;
    while (!existsSync(this.path)) {
      if (ended !== null || performance.now() > end_ms) {
        await this.unplug();
        throw new Error(`socat made no terminal at ${this.path}: ${ended ?? 'no answer'}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    this.#hold = openSync(this.path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
  }

  async unplug(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    this.#release();
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
    }
    rmSync(this.path, { force: true });
  }

  async stop(): Promise<void> {
    await this.unplug();
  }

  #release(): void {
    this.#child = null;
    if (this.#hold !== null) closeSync(this.#hold);
    this.#hold = null;
  }
}
