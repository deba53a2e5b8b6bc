/**
 * The card helper: a process of its own that speaks PC/SC, so that the daemon can end it at any moment. Orders come on
 * stdin, reports go to stdout (pcsc-frames.ts).
 *
 * The binding has traps (jpki.md, section 10); each is fenced here:
 *  1. it can hang, spin or abort: it lives in this process, which the daemon kills;
 *  2. it reorders overlapping calls: one queue, one call at a time, and never a disconnect beside another call;
 *  3. a pulled card answers "success" with no bytes: passed on as it is, the driver knows;
 *  4. share mode and disposition are stated: exclusive, and power off at the end;
 *  5. after an error `connected` lies: the process reports the error and is of no more use;
 *  6. `close` blocks and deadlocks: it is never called, the process ends by SIGKILL instead (pcscd then powers the card off);
 *  7. unheard 'error' events kill the process without a word: every object has a listener;
 *  8. the binding is built for one Node version: it is loaded first, and a failure is reported like a lost service.
 */
import { flushCompileCache } from 'node:module';
import { Socket } from 'node:net';
import { failureContents, FrameCutter, frameOf, ORDER, REPORT } from './pcsc-frames.ts';

/** What is used of the binding's reader object; its own types are not exported. */
interface CardReader {
  readonly name: string;
  readonly connected: boolean;
  readonly SCARD_SHARE_EXCLUSIVE: number;
  readonly SCARD_PROTOCOL_T0: number;
  readonly SCARD_PROTOCOL_T1: number;
  readonly SCARD_UNPOWER_CARD: number;
  connect(options: { share_mode: number; protocol: number }, done: (error: Failure, protocol: number) => void): void;
  transmit(
    apdu: Buffer,
    answer_bytes_max: number,
    protocol: number,
    done: (error: Failure, answer: Buffer) => void,
  ): void;
  disconnect(disposition: number, done: (error: Failure) => void): void;
  on(event: 'error', listener: (error: Failure) => void): unknown;
  on(event: 'end', listener: () => void): unknown;
  on(event: 'status', listener: (status: { state: number; atr?: Buffer }) => void): unknown;
}
type Failure = Error | null | undefined;

/** Bits of the reader state (pcsc-lite, winscard.h); the upper half counts insertions and removals. */
const STATE_PRESENT = 0x20;
/** An answer has at most 256 bytes and the status word. */
const ANSWER_BYTES_MAX = 258;

const NOTHING = new Uint8Array();

let reader: CardReader | null = null;
let protocol = 0;
let cardKnown: { present: boolean; count: number } | null = null;
const queue: { type: number; apdu: Buffer }[] = [];
let busy = false;

/** Pipes of a child process are written synchronously on Linux: what was reported before the end has arrived. */
function report(type: number, contents: Uint8Array = NOTHING): void {
  process.stdout.write(frameOf(type, contents));
}

function end(): never {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('unreachable: the process is dead');
}

function serviceLost(error: unknown): never {
  report(REPORT.serviceLost, failureContents(error instanceof Error ? error.message : 'unknown'));
  return end();
}

async function start(wantedName: string): Promise<void> {
  try {
    const { default: pcsclite } = await binding;
    const service = pcsclite();
    service.on('error', serviceLost);
    service.on('reader', (found: CardReader) => {
      found.on('error', serviceLost);
      if (reader !== null || !found.name.startsWith(wantedName)) return;
      reader = found;
      report(REPORT.reader, Buffer.from(found.name, 'utf8').subarray(0, 200));
      // A process that ends by SIGKILL would never write it.
      setImmediate(flushCompileCache);
      found.on('status', ({ state, atr }) => cardStatus(state, atr ?? Buffer.alloc(0)));
      found.on('end', () => {
        report(REPORT.readerLost);
        end();
      });
    });
  } catch (error) {
    serviceLost(error);
  }
}

function cardStatus(state: number, atr: Buffer): void {
  const present = (state & STATE_PRESENT) !== 0;
  const count = Math.floor(state / 0x1_0000);
  const before = cardKnown;
  cardKnown = { present, count };
  if (before?.present && (!present || count !== before.count)) report(REPORT.cardAbsent);
  if (present && (!before?.present || count !== before.count)) report(REPORT.cardPresent, atr);
  if (!present && before === null) report(REPORT.cardAbsent);
}

/** Performs the next order, if none is under way. */
function next(): void {
  if (busy) return;
  const order = queue.shift();
  if (!order) return;
  busy = true;
  if (!reader) {
    done(order.apdu, new Error('no reader'), NOTHING, REPORT.failed);
  } else if (order.type === ORDER.connect) {
    if (reader.connected) return done(order.apdu, new Error('connected already'), NOTHING, REPORT.failed);
    const share_mode = reader.SCARD_SHARE_EXCLUSIVE;
    reader.connect({ share_mode, protocol: reader.SCARD_PROTOCOL_T0 | reader.SCARD_PROTOCOL_T1 }, (error, chosen) => {
      protocol = chosen;
      done(order.apdu, error, NOTHING, REPORT.connected);
    });
  } else if (order.type === ORDER.transmit) {
    reader.transmit(order.apdu, ANSWER_BYTES_MAX, protocol, (error, answer) => {
      done(order.apdu, error, answer, REPORT.response);
    });
  } else {
    reader.disconnect(reader.SCARD_UNPOWER_CARD, (error) => done(order.apdu, error, NOTHING, REPORT.disconnected));
  }
}

function done(apdu: Buffer, error: Failure, answer: Uint8Array, type: number): void {
  apdu.fill(0);
  busy = false;
  if (error) report(REPORT.failed, failureContents(error.message));
  else report(type, answer);
  next();
}

const orders = new FrameCutter((type, contents) => {
  if (type === ORDER.ping) report(REPORT.pong);
  else if (type === ORDER.start) void start(Buffer.from(contents).toString('utf8'));
  else {
    // The binding wants a Buffer; this one shares the memory of `contents` and is overwritten after the call.
    queue.push({ type, apdu: Buffer.from(contents.buffer, contents.byteOffset, contents.length) });
    next();
  }
});

const binding = import('pcsclite');
// Reported when it is used; here only so that it does not count as unhandled.
binding.catch(() => undefined);

// One buffer for all that comes in, overwritten after each read: no copy of a PIN stays in the stream's own memory.
const incoming = Buffer.allocUnsafeSlow(4096);
const stdin = new Socket({
  fd: 0,
  readable: true,
  writable: false,
  onread: {
    buffer: incoming,
    callback: (size, buffer) => {
      const fine = orders.take(buffer.subarray(0, size));
      buffer.fill(0, 0, size);
      if (!fine) end();
      return true;
    },
  },
});
// The daemon is gone, or has let go of this process.
stdin.on('end', end);
stdin.on('error', end);
stdin.resume();
