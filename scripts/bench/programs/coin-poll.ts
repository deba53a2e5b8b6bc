/**
 * The least a program can do to hear of coins: opens the port with `serialport`, lets all coins in, asks 229 at an interval and
 * says each change of the event counter in a line. No checksum, no memory, no books. Arguments: port, interval in milliseconds.
 */
import { SerialPort } from 'serialport';

const [path = '', interval = '150'] = process.argv.slice(2);
const ACCEPTOR = 2;
const HOST = 1;
const CREDIT_FRAME_BYTES = 16;
const SETTLES_MS = 500;

function request(header: number, data: readonly number[]): Buffer {
  const body = [ACCEPTOR, data.length, HOST, header, ...data];
  return Buffer.from([...body, (256 - (body.reduce((sum, byte) => sum + byte, 0) % 256)) % 256]);
}

const port = new SerialPort({ path, baudRate: 9600, lock: true });
const POLL = request(229, []);
let received = Buffer.alloc(0);
let counter = -1;
let asked = false;

function ask(): void {
  asked = true;
  received = Buffer.alloc(0);
  port.write(POLL);
}

port.on('data', (bytes: Buffer) => {
  if (!asked) return;
  received = Buffer.concat([received, bytes]);
  // The wire's echo comes first.
  if (received.length < POLL.length + CREDIT_FRAME_BYTES) return;
  const now = received[POLL.length + 4] ?? 0;
  if (now !== counter) process.stdout.write(`${now}\n`);
  counter = now;
  asked = false;
  setTimeout(ask, Number(interval));
});
port.on('open', () => {
  // An acceptor that was let go of a moment ago, and the port, get time to settle.
  setTimeout(() => port.write(request(231, [0xff, 0xff])), SETTLES_MS);
  setTimeout(() => port.write(request(228, [1])), 2 * SETTLES_MS);
  setTimeout(ask, 3 * SETTLES_MS);
});
process.stdin.on('end', () => process.exit(0)).resume();
