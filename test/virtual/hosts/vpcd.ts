/**
 * A pcscd of our own with a virtual reader, and virtual cards laid on it: real PC/SC for real clients.
 *
 *     client ── PC/SC ──▶ pcscd ── vpcd ──(TCP in its namespace)── socat ──(Unix socket)── this file ── VirtualChip
 *
 * The last line speaks vpcd's protocol: two bytes of length, then an APDU, or one byte of control.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { VirtualChip } from '../card/chip.ts';

const SCRIPT = fileURLToPath(new URL('../../../scripts/pcscd-vpcd.sh', import.meta.url));

/** Control bytes of vpcd. */
const POWER_OFF = 0;
const POWER_ON = 1;
const RESET = 2;
const GET_ATR = 4;

/** Name by which PC/SC clients see the reader. */
export const VIRTUAL_READER_NAME = 'Virtual PCD 00 00';

/** How to start it. */
export interface PcscdOptions {
  /** Folder of its own, short enough for a Unix socket (107 bytes with the file name). */
  readonly dir: string;
  /** Time the card takes for each APDU. */
  readonly apdu_ms?: number;
}

/** A running pcscd with its reader. */
export interface VirtualPcscd {
  /** Value of PCSCLITE_CSOCK_NAME for clients. */
  readonly csockName: string;
  readonly readerName: string;
  /** Puts a card on the reader; what lay there is taken away first. pcscd sees it within 0.4 s. */
  insert(chip: VirtualChip): void;
  /** Takes the card off. */
  remove(): void;
  /** The card that lies there. */
  chip(): VirtualChip | null;
  /** Called when a fault of the card itself took it off. */
  onPulled(listener: () => void): void;
  /** Changes the time the card takes for each APDU. */
  setApduTime(apdu_ms: number): void;
  /** Kills pcscd as a crash would. */
  kill(): Promise<void>;
  /** Starts it again after {@link kill}; the card that lay there still lies there. */
  start(): Promise<void>;
  /** Ends everything; nothing is left running. */
  stop(): Promise<void>;
}

/** Starts pcscd and waits until it answers. Throws a plain sentence when the machine does not allow it. */
export async function startPcscd(options: PcscdOptions): Promise<VirtualPcscd> {
  const { dir } = options;
  const csockName = join(dir, 'run', 'pcscd.comm');
  if (Buffer.byteLength(csockName) > 107) throw new Error(`folder name too long for a Unix socket: ${dir}`);
  let service: ChildProcess | null = null;
  const slot = new Slot(join(dir, 'vpcd.sock'), options.apdu_ms ?? 0);

  async function start(): Promise<void> {
    const complaints = openSync(join(dir, 'start.log'), 'w');
    // The end of this process ends pcscd too, even by kill -9.
    service = spawn('setpriv', ['--pdeathsig', 'KILL', 'sh', SCRIPT, dir], { stdio: ['ignore', 'ignore', complaints] });
    closeSync(complaints);
    const started = service;
    for (let waited_ms = 0; waited_ms < 10_000; waited_ms += 20) {
      if (started.exitCode !== null || started.signalCode !== null) break;
      if (existsSync(csockName) && existsSync(join(dir, 'vpcd.sock')) && (await answers(csockName))) {
        slot.open();
        return;
      }
      await sleep(20);
    }
    await kill();
    throw new Error(`pcscd did not start: ${readFileSync(join(dir, 'start.log'), 'utf8').trim() || 'no answer'}`);
  }

  async function kill(): Promise<void> {
    slot.close();
    const dying = service;
    service = null;
    if (!dying || dying.exitCode !== null || dying.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => dying.once('exit', () => resolve()));
    // The inner process first: its parent then takes note of its end and ends too, and no zombie is left to a stranger.
    const inner = childOf(dying.pid);
    if (inner !== null) process.kill(inner, 'SIGKILL');
    await Promise.race([ended, sleep(inner === null ? 0 : 500)]);
    dying.kill('SIGKILL');
    await ended;
    // The sockets of the dead are no sign of life.
    for (const file of [csockName, join(dir, 'vpcd.sock')]) rmSync(file, { force: true });
  }

  await start();
  return {
    csockName,
    readerName: VIRTUAL_READER_NAME,
    insert: (chip) => slot.insert(chip),
    remove: () => slot.remove(),
    chip: () => slot.chip,
    onPulled: (listener) => slot.pulled.push(listener),
    setApduTime: (apdu_ms) => {
      slot.apdu_ms = apdu_ms;
    },
    kill,
    start,
    stop: async () => {
      slot.remove();
      await kill();
    },
  };
}

/** The place on the reader: keeps a connection to vpcd exactly while a card lies there. */
class Slot {
  chip: VirtualChip | null = null;
  apdu_ms: number;
  readonly pulled: (() => void)[] = [];
  readonly #path: string;
  #serviceUp = false;
  #socket: Socket | null = null;
  #retry: NodeJS.Timeout | null = null;

  constructor(path: string, apdu_ms: number) {
    this.#path = path;
    this.apdu_ms = apdu_ms;
  }

  open(): void {
    this.#serviceUp = true;
    this.#connect();
  }

  close(): void {
    this.#serviceUp = false;
    this.chip?.powerOff();
    this.#hangUp();
  }

  insert(chip: VirtualChip): void {
    this.remove();
    this.chip = chip;
    this.#connect();
  }

  remove(): void {
    this.chip?.powerOff();
    this.chip = null;
    this.#hangUp();
  }

  #hangUp(): void {
    if (this.#retry) clearTimeout(this.#retry);
    this.#retry = null;
    const socket = this.#socket;
    this.#socket = null;
    socket?.destroy();
  }

  #connect(): void {
    const { chip } = this;
    if (!chip || !this.#serviceUp || this.#socket) return;
    const socket = createConnection(this.#path);
    this.#socket = socket;
    let rest: Buffer = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      rest = Buffer.concat([rest, chunk]);
      while (rest.length >= 2 && rest.length >= 2 + rest.readUInt16BE()) {
        const end = 2 + rest.readUInt16BE();
        this.#receive(socket, chip, rest.subarray(2, end));
        rest = rest.subarray(end);
      }
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (this.#socket !== socket) return;
      // vpcd was not ready, or still held the card before: the card lies there, so it tries again.
      this.#socket = null;
      this.#retry = setTimeout(() => this.#connect(), 50);
    });
  }

  #receive(socket: Socket, chip: VirtualChip, message: Buffer): void {
    const [control] = message;
    if (message.length === 1) {
      if (control === POWER_OFF) chip.powerOff();
      else if (control === POWER_ON) chip.powerOn();
      else if (control === RESET) chip.reset();
      else if (control === GET_ATR) socket.write(framed(chip.atr));
      return;
    }
    const apdu = Uint8Array.from(message);
    message.fill(0);
    this.#answerAt(performance.now() + this.apdu_ms, () => this.#answer(socket, chip, apdu));
  }

  /** Timers are late by up to 2 ms, as much as a tenth of a card's time: the last bit is waited for turn by turn. */
  #answerAt(due_ms: number, answer: () => void): void {
    const left_ms = due_ms - performance.now();
    if (left_ms <= 0) answer();
    else if (left_ms > 2) setTimeout(() => this.#answerAt(due_ms, answer), left_ms - 2);
    else setImmediate(() => this.#answerAt(due_ms, answer));
  }

  #answer(socket: Socket, chip: VirtualChip, apdu: Uint8Array): void {
    if (this.#socket !== socket) return;
    const answer = chip.transmit(apdu);
    apdu.fill(0);
    if (answer.length > 0) {
      socket.write(framed(answer));
      return;
    }
    this.remove();
    for (const listener of this.pulled) listener();
  }
}

function framed(bytes: Uint8Array): Buffer {
  const frame = Buffer.alloc(2 + bytes.length);
  frame.writeUInt16BE(bytes.length);
  frame.set(bytes, 2);
  return frame;
}

/** The only child of a process, null when it has none. */
function childOf(pid: number | undefined): number | null {
  try {
    const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    return child ? Number(child) : null;
  } catch {
    return null;
  }
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createConnection(path);
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', () => resolve(false));
  });
}

function sleep(span_ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, span_ms));
}
