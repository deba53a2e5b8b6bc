/** A panel board with a keypad, as `drivers/hid/README.md` describes it to makers; written from that page alone. */
import { createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { KeypadKey } from '../../drivers/keypad.ts';
import type { BoardLine, HostLine, Listed } from './usb-lines.ts';

const ON_BUS: Listed = {
  vendorId: 0x1209,
  productId: 0x0001,
  path: '/dev/hidraw0',
  manufacturer: 'Mihon',
  product: 'Panel board',
  serialNumber: '0001',
  release: 0x0100,
  usagePage: 0xff4d,
  usage: 0x01,
};

const CODES: Readonly<Record<KeypadKey, number>> = {
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
const FIGURES = 32;

/** `MDGP`, version 1.0, firmware 1.0, no lamps, no sensors, a keypad and a socket. */
const IDENTITY = [1, 0x4d, 0x44, 0x47, 0x50, 1, 0, 1, 0, 0, 0, 0, 0, 0b110, 0, 0, 0];

const STATE_EVERY_MS = 500;

/** The board under the fingers. */
export interface UsbBoard {
  press(key: KeypadKey): void;
  figure(digit: number): void;
  plug(plugged: boolean): void;
  /** Hosts that have it open. */
  hosts(): number;
  close(): Promise<void>;
}

export async function startUsbBoard(socketPath: string): Promise<UsbBoard> {
  const sockets = new Set<Socket>();
  const opened = new Set<Socket>();
  let count = 0;
  let sequence = 0;
  let plugged = false;

  const say = (socket: Socket, line: BoardLine): void => {
    if (socket.writable) socket.write(`${JSON.stringify(line)}\n`);
  };
  const state = (): number[] => [3, sequence, 0, 0, plugged ? 1 : 0, 0, 0, 0, 0];
  const tell = (report: readonly number[]): void => {
    for (const socket of opened) say(socket, { report });
  };
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    say(socket, { devices: [ON_BUS] });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.delete(socket);
      opened.delete(socket);
    });
    createInterface({ input: socket }).on('line', (line) => {
      const { ask, write } = JSON.parse(line) as HostLine;
      if (ask === 1) {
        say(socket, { feature: IDENTITY });
        opened.add(socket);
      }
      if (write?.[0] === 2) sequence = write[1] ?? 0;
      if (opened.has(socket)) say(socket, { report: state() });
    });
  });
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  const beat = setInterval(() => tell(state()), STATE_EVERY_MS);
  const key = (code: number): void => {
    count = (count + 1) % 256;
    tell([4, count, code]);
  };
  return {
    press: (name) => key(CODES[name]),
    figure: (digit) => key(FIGURES + digit),
    plug: (next) => {
      plugged = next;
      tell(state());
    },
    hosts: () => opened.size,
    close: async () => {
      clearInterval(beat);
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
