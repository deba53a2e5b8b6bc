/**
 * Card reader pipe over PC/SC. All of PC/SC runs in a helper process (pcsc-child.ts); this file starts helpers, keeps one
 * warm spare, and replaces the helper after an error, after each PIN session (`retire`) and when it hangs.
 *
 *     driver ── ApduPipe ── this file ── frames on stdin/stdout ── helper ── pcsclite ── pcscd ── reader
 *
 * The pipe outlives its helpers: only a service or reader that is gone loses it, and then the registry opens another.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import { dirname, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Clock, Timer } from '../../src/base/clock.ts';
import type { ApduInput, ApduOutput, ApduPipe } from '../contract.ts';
import { PCSC_LIMITS } from './limits.ts';
import { failureOf, FrameCutter, frameOf, ORDER, REPORT } from './pcsc-frames.ts';

/** How to open a card reader. */
export interface PcscOptions {
  /** PC/SC name of the reader, or how it begins; empty = the first one. */
  readonly readerName: string;
  /** Socket of pcscd, when it is not the system's own. */
  readonly csockName?: string;
  /** For the helper's heartbeat. */
  readonly clock: Clock;
  /** Keep a second helper ready, so that `retire` costs milliseconds. Default true. */
  readonly spare?: boolean;
}

const NOTHING = new Uint8Array();
const CHILD_FILE = fileURLToPath(new URL(`./pcsc-child${extname(import.meta.url)}`, import.meta.url));

/** Where the daemon keeps compiled code, if it does: a helper then starts in half the time. */
function compileCache(): { NODE_COMPILE_CACHE?: string } {
  const folder = getCompileCacheDir();
  // The folder in use is one below the folder configured: it is named after version and architecture.
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: dirname(folder) };
}

/** One helper process; used once. */
class Helper {
  readonly #process: ChildProcess;
  readonly #cutter: FrameCutter;
  #onReport: (type: number, contents: Uint8Array) => void = () => undefined;
  #onEnded: (why: string) => void = () => undefined;
  #over = false;

  constructor(csockName: string | undefined) {
    this.#cutter = new FrameCutter((type, contents) => {
      if (!this.#over) this.#onReport(type, contents);
    });
    this.#process = spawn(process.execPath, ['--no-warnings', CHILD_FILE], {
      stdio: ['pipe', 'pipe', 'ignore'],
      // Nothing of the daemon's environment: least of all keys and tokens.
      env: { ...(csockName === undefined ? {} : { PCSCLITE_CSOCK_NAME: csockName }), ...compileCache() },
    });
    this.#process.on('error', (error) => this.#ended(`the card helper did not start: ${error.message}`));
    this.#process.on('exit', (code, signal) => this.#ended(`the card helper ended (${signal ?? `exit code ${code}`})`));
    this.#process.stdin?.on('error', () => undefined);
    this.#process.stdout?.on('data', (bytes: Uint8Array) => {
      const fine = this.#cutter.take(bytes);
      // Pieces of a certificate pass here; the cutter has handed on copies.
      bytes.fill(0);
      if (!fine) this.#ended('the card helper sent something else than frames');
    });
  }

  onReport(listener: (type: number, contents: Uint8Array) => void): void {
    this.#onReport = listener;
  }

  onEnded(listener: (why: string) => void): void {
    this.#onEnded = listener;
  }

  /** Sends one frame and overwrites it once the kernel has it. */
  send(type: number, contents: Uint8Array = NOTHING): void {
    const frame = frameOf(type, contents);
    const { stdin } = this.#process;
    if (this.#over || !stdin?.writable) frame.fill(0);
    else stdin.write(frame, () => frame.fill(0));
  }

  /** Ends the process at once. pcscd resets a card whose client is gone and cuts its power. */
  kill(): void {
    this.#over = true;
    this.#process.kill('SIGKILL');
  }

  get over(): boolean {
    return this.#over;
  }

  #ended(why: string): void {
    if (this.#over) return;
    this.kill();
    this.#onEnded(why);
  }
}

/** Opens the reader. Never throws for a service that is absent: that is reported by `onLost`, with the code's name in front. */
export function openPcscPipe(options: PcscOptions): ApduPipe {
  return new PcscPipe(options);
}

class PcscPipe implements ApduPipe {
  readonly #options: PcscOptions;
  #helper: Helper;
  #spare: Helper | null = null;
  #input: (input: ApduInput) => void = () => undefined;
  #lost: (reason: string) => void = () => undefined;
  #closed = false;
  /** The helper of now has seen the reader: orders may go out. */
  #ready = false;
  /** Orders that this helper has not answered. */
  #pending: ApduOutput['type'][] = [];
  /** A `connect` that waits for the next helper to be ready. */
  #connectLater = false;
  #heartbeat: Timer | null = null;

  constructor(options: PcscOptions) {
    this.#options = options;
    this.#helper = this.#begin(new Helper(options.csockName));
  }

  onInput(listener: (input: ApduInput) => void): void {
    this.#input = listener;
  }

  onLost(listener: (reason: string) => void): void {
    this.#lost = listener;
  }

  send(output: ApduOutput): void {
    if (output.type === 'transmit') this.#transmit(output);
    else if (this.#closed) return;
    else if (output.type === 'retire') this.#replace();
    else if (output.type === 'connect') this.#connect();
    else this.#disconnect();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#heartbeat?.cancel();
    this.#helper.kill();
    this.#spare?.kill();
  }

  #transmit(output: Extract<ApduOutput, { type: 'transmit' }>): void {
    const sendable = this.#ready && !this.#closed;
    if (sendable) {
      this.#pending.push('transmit');
      this.#helper.send(ORDER.transmit, output.apdu);
    }
    // The frame holds its own copy, overwritten when it is gone.
    if (output.wipe) output.apdu.fill(0);
    if (!sendable) this.#answerSoon({ type: 'apduFailed', pcscCode: null, message: 'not connected' });
  }

  #connect(): void {
    if (!this.#ready) {
      this.#connectLater = true;
      return;
    }
    this.#pending.push('connect');
    this.#helper.send(ORDER.connect);
  }

  #disconnect(): void {
    this.#connectLater = false;
    if (!this.#ready) {
      // A helper that never connected holds no card, and the one before is dead.
      this.#answerSoon({ type: 'disconnected' });
      return;
    }
    this.#pending.push('disconnect');
    this.#helper.send(ORDER.disconnect);
  }

  /** An answer of our own, after the step that asked for it has ended. */
  #answerSoon(input: ApduInput): void {
    queueMicrotask(() => {
      if (!this.#closed) this.#input(input);
    });
  }

  #begin(helper: Helper): Helper {
    helper.onReport((type, contents) => {
      if (helper === this.#helper) this.#report(type, contents);
    });
    helper.onEnded((why) => {
      if (helper === this.#helper) this.#lose(`pcscUnavailable: ${why}`);
    });
    this.#ping();
    helper.send(ORDER.start, Buffer.from(this.#options.readerName, 'utf8'));
    return helper;
  }

  /** Ends the helper and goes on with another. What it had not answered is dropped: the driver has forgotten it. */
  #replace(): void {
    this.#ready = false;
    this.#pending = [];
    this.#helper.kill();
    const next = this.#spare && !this.#spare.over ? this.#spare : new Helper(this.#options.csockName);
    this.#spare = null;
    // Set first: reports of the new helper are told from stale ones by it.
    this.#helper = next;
    this.#begin(next);
  }

  #lose(reason: string): void {
    if (this.#closed) return;
    this.close();
    this.#lost(reason);
  }

  #report(type: number, contents: Uint8Array): void {
    switch (type) {
      case REPORT.reader:
        this.#readerFound(Buffer.from(contents).toString('utf8'));
        break;
      case REPORT.cardPresent:
        this.#input({ type: 'cardPresent', atr: contents });
        break;
      case REPORT.cardAbsent:
        this.#input({ type: 'cardAbsent' });
        break;
      case REPORT.connected:
      case REPORT.disconnected:
        this.#pending.shift();
        this.#input({ type: type === REPORT.connected ? 'connected' : 'disconnected' });
        break;
      case REPORT.response:
        this.#pending.shift();
        this.#input({ type: 'response', bytes: contents });
        // The driver has copied what it keeps (rule 5).
        contents.fill(0);
        break;
      case REPORT.failed:
        this.#failed(contents);
        break;
      case REPORT.serviceLost:
        this.#lose(`pcscUnavailable: ${failureOf(contents).message}`);
        break;
      case REPORT.readerLost:
        this.#lose('readerAbsent: the reader was unplugged');
        break;
      case REPORT.pong:
        this.#ping();
        break;
      default:
        this.#lose('pcscUnavailable: the card helper sent an unknown report');
    }
  }

  #readerFound(name: string): void {
    this.#ready = true;
    this.#input({ type: 'readerPresent', name });
    if (this.#closed) return;
    if (this.#connectLater) {
      this.#connectLater = false;
      this.#connect();
    }
    if (this.#options.spare !== false) this.#spare ??= new Helper(this.#options.csockName);
  }

  /** After an error none of the helper's objects can be trusted: it is replaced, then the driver is told. */
  #failed(contents: Uint8Array): void {
    const [order, ...others] = this.#pending;
    const { pcscCode, message } = failureOf(contents);
    this.#replace();
    if (order === 'disconnect') this.#input({ type: 'disconnected' });
    else this.#input({ type: 'apduFailed', pcscCode, message });
    // The orders behind it have the answer of a helper that is dead: powered off, not connected.
    for (const other of others) {
      if (this.#closed) return;
      if (other === 'disconnect') this.#input({ type: 'disconnected' });
      else this.#input({ type: 'apduFailed', pcscCode: null, message: 'not connected' });
    }
  }

  #ping(): void {
    const { clock } = this.#options;
    this.#heartbeat?.cancel();
    this.#heartbeat = clock.after(PCSC_LIMITS.ping_every_ms, () => {
      this.#helper.send(ORDER.ping);
      this.#heartbeat = clock.after(PCSC_LIMITS.pong_within_ms, () =>
        this.#lose('pcscUnavailable: the card helper does not answer'),
      );
    });
  }
}
