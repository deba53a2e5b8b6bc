/** What node-hid gives, over the Unix socket of a test's board (`usb-board.ts`): one JSON line each way for a call and a report. */
import { EventEmitter } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { BoardLine, HostLine, Listed } from './usb-lines.ts';

const SOCKET = process.env['MADOGUCHI_TEST_USB'] ?? '';

/** Asks once: what hangs on the bus. */
export function devicesAsync(vendorId: number, productId: number): Promise<Listed[]> {
  return new Promise((resolve) => {
    const socket = connect(SOCKET);
    socket.on('error', () => resolve([]));
    const lines = createInterface({ input: socket });
    // It tells the errors of its input once more, and nobody else listens.
    lines.on('error', () => undefined);
    lines.once('line', (line) => {
      socket.destroy();
      const { devices = [] } = JSON.parse(line) as BoardLine;
      resolve(devices.filter((device) => device.vendorId === vendorId && device.productId === productId));
    });
  });
}

/** An open device. */
export class HIDAsync extends EventEmitter {
  readonly #socket: Socket;
  readonly #answers: ((bytes: Buffer) => void)[] = [];

  private constructor(socket: Socket) {
    super();
    this.#socket = socket;
    const lines = createInterface({ input: socket });
    lines.on('error', () => undefined);
    lines.on('line', (line) => {
      const { feature, report } = JSON.parse(line) as BoardLine;
      if (feature !== undefined) this.#answers.shift()?.(Buffer.from(feature));
      if (report !== undefined) this.emit('data', Buffer.from(report));
    });
    socket.on('close', () => this.emit('error', new Error('unplugged')));
  }

  static open(_path: string): Promise<HIDAsync> {
    return new Promise((resolve, reject) => {
      const socket = connect(SOCKET, () => resolve(new HIDAsync(socket)));
      socket.on('error', reject);
    });
  }

  write(report: Buffer): Promise<number> {
    this.#say({ write: [...report] });
    return Promise.resolve(report.length);
  }

  sendFeatureReport(report: Buffer): Promise<number> {
    return Promise.resolve(report.length);
  }

  getFeatureReport(report: number, _length: number): Promise<Buffer> {
    return new Promise((resolve) => {
      this.#answers.push(resolve);
      this.#say({ ask: report });
    });
  }

  close(): Promise<void> {
    this.#socket.removeAllListeners('close');
    this.#socket.destroy();
    return Promise.resolve();
  }

  #say(line: HostLine): void {
    this.#socket.write(`${JSON.stringify(line)}\n`);
  }
}
