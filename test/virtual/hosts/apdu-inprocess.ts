/**
 * A card reader in the same process, on a given clock: carries APDUs between a virtual card and whoever opens its pipe,
 * with the manners of pcscd (jpki.md, section 6): presence is polled, a card pulled in a command answers zero bytes and
 * "success", a handle dies with its card, and only one connection lives at a time.
 *
 * The pipe has the shape of `ApduPipe` in drivers/contract.ts; it is written out here because nothing virtual imports
 * from drivers.
 */
import type { Clock } from '../../../src/base/clock.ts';
import type { VirtualChip } from '../card/chip.ts';

/** What the pipe reports. */
export type ReaderInput =
  | { readonly type: 'readerPresent'; readonly name: string }
  | { readonly type: 'cardPresent'; readonly atr: Uint8Array }
  | { readonly type: 'cardAbsent' }
  | { readonly type: 'connected' }
  | { readonly type: 'disconnected' }
  | { readonly type: 'response'; readonly bytes: Uint8Array }
  | { readonly type: 'apduFailed'; readonly pcscCode: number | null; readonly message: string };

/** What the pipe is told. */
export type ReaderOutput =
  | { readonly type: 'connect' }
  | { readonly type: 'transmit'; readonly apdu: Uint8Array; readonly wipe: boolean }
  | { readonly type: 'disconnect' }
  | { readonly type: 'retire' };

/** One program's end of the reader. */
export interface ReaderPipe {
  send(output: ReaderOutput): void;
  onInput(listener: (input: ReaderInput) => void): void;
  onLost(listener: (reason: string) => void): void;
  close(): void;
}

/** The reader as a person and a test see it. */
export interface VirtualReader {
  /** Puts a card on the reader; what lay there is taken away first. */
  insert(chip: VirtualChip): void;
  /** Takes the card off. */
  remove(): void;
  /** The card that lies there now. */
  chip(): VirtualChip | null;
  openPipe(): ReaderPipe;
  /** pcscd dies: every pipe is lost. While `down`, new pipes are lost at once. */
  stopService(): void;
  startService(): void;
  /** Called when a fault of the card itself took it off the reader. */
  onPulled(listener: () => void): void;
}

/** Spans of the reader; defaults as measured on pcscd 1.9.9. */
export interface VirtualReaderOptions {
  readonly clock: Clock;
  readonly name?: string;
  readonly apdu_ms?: number;
  readonly insertSeen_ms?: number;
  readonly removeSeen_ms?: number;
  readonly connect_ms?: number;
  /** From opening a pipe, or from `retire`, to the first report. */
  readonly start_ms?: number;
}

const REMOVED_CARD = 0x8010_0069;
const NO_SMARTCARD = 0x8010_000c;

/** Makes a reader without a card on it. */
export function createVirtualReader(options: VirtualReaderOptions): VirtualReader {
  const { clock, name = 'Virtual PCD 00 00', apdu_ms = 15, connect_ms = 10, start_ms = 20 } = options;
  const { insertSeen_ms = 340, removeSeen_ms = 400 } = options;
  const pipes = new Set<Pipe>();
  const pulledListeners: (() => void)[] = [];
  let chip: VirtualChip | null = null;
  /** Counts every card laid on or taken off: a handle is good for one insertion only. */
  let insertion = 0;
  /** What polling has seen so far. */
  let seen: VirtualChip | null = null;
  let lastNotice_ms = 0;
  let down = false;

  function notice(now: VirtualChip | null, delay_ms: number): void {
    lastNotice_ms = Math.max(lastNotice_ms, clock.now_ms() + delay_ms);
    clock.after(lastNotice_ms - clock.now_ms(), () => {
      seen = now;
      for (const pipe of pipes) pipe.report(reportOf(now));
    });
  }

  const reportOf = (card: VirtualChip | null): ReaderInput =>
    card ? { type: 'cardPresent', atr: card.atr } : { type: 'cardAbsent' };

  function remove(): void {
    if (!chip) return;
    chip.powerOff();
    chip = null;
    insertion += 1;
    notice(null, removeSeen_ms);
  }

  class Pipe implements ReaderPipe {
    #input: (input: ReaderInput) => void = () => undefined;
    #lost: (reason: string) => void = () => undefined;
    readonly #queue: ReaderOutput[] = [];
    /** What is under way. */
    #current: ReaderOutput | null = null;
    #started = false;
    #closed = false;
    /** Insertion this pipe is connected to. */
    #handle: number | null = null;
    /** Counts `retire`: what was under way before it is never heard of again. */
    #life = 0;

    start(): void {
      const life = this.#life;
      clock.after(start_ms, () => {
        if (this.#closed || life !== this.#life) return;
        if (down) {
          this.lose('pcscUnavailable: the virtual service is stopped');
          return;
        }
        this.#started = true;
        this.#input({ type: 'readerPresent', name });
        this.#input(reportOf(seen));
        this.#next();
      });
    }

    report(input: ReaderInput): void {
      if (this.#started && !this.#closed) this.#input(input);
    }

    lose(reason: string): void {
      if (this.#closed) return;
      this.close();
      this.#lost(reason);
    }

    send(output: ReaderOutput): void {
      if (this.#closed) return;
      if (output.type === 'retire') {
        this.#drop();
        this.#started = false;
        this.start();
        return;
      }
      this.#queue.push(output);
      this.#next();
    }

    onInput(listener: (input: ReaderInput) => void): void {
      this.#input = listener;
    }

    onLost(listener: (reason: string) => void): void {
      this.#lost = listener;
    }

    close(): void {
      this.#closed = true;
      this.#drop();
      pipes.delete(this);
    }

    /** The end of a program: its connection ends with power off. */
    #drop(): void {
      this.#life += 1;
      const dropped = this.#queue.splice(0);
      if (this.#current) dropped.push(this.#current);
      for (const output of dropped) if (output.type === 'transmit') wipe(output);
      this.#current = null;
      if (this.#handle === insertion) chip?.powerOff();
      this.#handle = null;
    }

    #next(): void {
      if (this.#current || !this.#started) return;
      const output = this.#queue.shift();
      if (!output) return;
      this.#current = output;
      const life = this.#life;
      const during = insertion;
      clock.after(output.type === 'transmit' ? apdu_ms : connect_ms, () => {
        if (life !== this.#life || this.#closed) return;
        const answer = this.#perform(output, during);
        this.#current = null;
        this.#input(answer);
        this.#next();
      });
    }

    #perform(output: ReaderOutput, during: number): ReaderInput {
      if (output.type === 'connect') {
        if (!chip) return failed(NO_SMARTCARD, 'no card');
        chip.powerOn();
        this.#handle = insertion;
        return { type: 'connected' };
      }
      if (output.type !== 'transmit') {
        if (this.#handle === insertion) chip?.powerOff();
        this.#handle = null;
        return { type: 'disconnected' };
      }
      const answer = this.#exchange(output.apdu, during);
      wipe(output);
      return answer;
    }

    #exchange(apdu: Uint8Array, during: number): ReaderInput {
      if (this.#handle === null || this.#handle !== during) return failed(REMOVED_CARD, 'the card was removed');
      // Pulled while the command was on its way: pcscd reports success and zero bytes.
      if (!chip || insertion !== during) return { type: 'response', bytes: new Uint8Array() };
      const bytes = chip.transmit(apdu);
      if (bytes.length === 0) {
        remove();
        for (const listener of pulledListeners) listener();
      }
      return { type: 'response', bytes };
    }
  }

  return {
    insert: (card) => {
      remove();
      chip = card;
      insertion += 1;
      notice(card, insertSeen_ms);
    },
    remove,
    chip: () => chip,
    openPipe: () => {
      const pipe = new Pipe();
      pipes.add(pipe);
      pipe.start();
      return pipe;
    },
    stopService: () => {
      down = true;
      chip?.powerOff();
      for (const pipe of [...pipes]) pipe.lose('pcscUnavailable: the virtual service was stopped');
    },
    startService: () => {
      down = false;
    },
    onPulled: (listener) => pulledListeners.push(listener),
  };
}

function wipe(output: Extract<ReaderOutput, { type: 'transmit' }>): void {
  if (output.wipe) output.apdu.fill(0);
}

function failed(pcscCode: number, message: string): ReaderInput {
  return { type: 'apduFailed', pcscCode, message };
}
