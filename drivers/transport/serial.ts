import { SerialPort } from 'serialport';
import type { BytePipe } from '../contract.ts';
import type { SerialSettings } from '../open.ts';
import { SERIAL_LIMITS } from './limits.ts';

/**
 * A serial port as a pipe, used once. `lost` comes when the port cannot be opened (missing, locked by another program), fails or
 * closes; a peer that dies right after sending is not noticed by the port, so the driver's heartbeat decides offline
 * (anchors.md section 6, fact 1).
 */
export function openSerialPipe(path: string, settings: SerialSettings): BytePipe {
  const port = new SerialPort({
    path,
    baudRate: settings.baudRate,
    dataBits: 8,
    stopBits: 1,
    parity: settings.parity,
    autoOpen: false,
    lock: true,
    // Dropping DTR at close resets some boards.
    hupcl: false,
  });
  let onBytes: (bytes: Uint8Array) => void = () => undefined;
  let onLost: (reason: string) => void = () => undefined;
  let over = false;

  function lose(reason: string): void {
    if (over) return;
    over = true;
    shut();
    onLost(reason);
  }

  function shut(): void {
    if (port.isOpen) port.close(() => undefined);
  }

  port.on('error', (error) => lose(error.message));
  port.on('close', () => lose('the port was closed'));
  port.on('data', (data: Buffer) => {
    if (!over) onBytes(new Uint8Array(data));
  });
  port.open((error) => {
    if (error) lose(error.message);
    // Closed by us before it was open.
    else if (over) shut();
  });

  return {
    write: (bytes) => {
      if (over || !port.isOpen) return;
      if (port.writableLength > SERIAL_LIMITS.waiting_bytes_max) {
        lose('the port takes no bytes');
        return;
      }
      port.write(Buffer.from(bytes));
    },
    onBytes: (listener) => {
      onBytes = listener;
    },
    onLost: (listener) => {
      onLost = listener;
    },
    close: () => {
      over = true;
      shut();
    },
  };
}
