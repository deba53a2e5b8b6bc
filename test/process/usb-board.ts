/** Hangs a virtual HID device on the virtual bus of a daemon (`usb-bus.ts`), over a Unix socket. */
import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { VirtualHidDevice } from '../virtual/hid/contract.ts';
import type { BoardLine, HostLine, Listed } from './usb-lines.ts';

/** The port that the device hangs on. */
export interface UsbPort {
  /** Hosts that have it open. */
  hosts(): number;
  close(): Promise<void>;
}

function listed({ nameplate }: VirtualHidDevice): Listed {
  const { vendorId, productId, maker, product, serial, release } = nameplate;
  return {
    ...{ vendorId, productId, product, release },
    path: '/dev/hidraw0',
    manufacturer: maker,
    serialNumber: serial,
    usagePage: 0xff4d,
    usage: 0x01,
  };
}

export async function serveUsb(device: VirtualHidDevice, socketPath: string): Promise<UsbPort> {
  const sockets = new Set<Socket>();
  const opened = new Set<Socket>();
  const say = (socket: Socket, line: BoardLine): void => {
    if (socket.writable) socket.write(`${JSON.stringify(line)}\n`);
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    say(socket, { devices: [listed(device)] });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.delete(socket);
      opened.delete(socket);
    });
    createInterface({ input: socket }).on('line', (line) => {
      const { ask, write } = JSON.parse(line) as HostLine;
      opened.add(socket);
      if (ask !== undefined) say(socket, { feature: [...(device.onGetFeature(ask) ?? [])] });
      if (write !== undefined) device.onOutput(Uint8Array.from(write));
    });
  });
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  device.powerOn((report) => {
    for (const socket of opened) say(socket, { report: [...report] });
  });
  return {
    hosts: () => opened.size,
    close: async () => {
      device.powerOff();
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
