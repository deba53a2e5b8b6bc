/** One driver on one bench: wires that can be cut, silenced and spoiled, the memory a ledger would keep, and what was told. */
import type { ApduPipe, BytePipe, HidPipe, HttpInput, HttpPipe } from '../../drivers/contract.ts';
import type { Wires } from '../../drivers/open.ts';
import { SeededRandom } from '../../src/base/random.ts';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import type { AnyDevice, BenchMaker, DriverBench, DriverSubject, Told } from './subject.ts';

/** Every device has answered by then. */
export const SETTLES_MS = 15_000;

/** Deadline of the transport of a printer (transport/limits.ts). */
const HTTP_TIMEOUT_MS = 10_000;

type Value = Readonly<Record<string, unknown>>;

/** A pipe that is open, and how it is lost. */
interface Open {
  lose(reason: string): void;
}

export class Lab {
  readonly clock = new SimulatedClock();
  readonly bench: DriverBench;
  readonly told: (Told & Value)[] = [];
  /** What the driver threw at its caller: never allowed. */
  readonly thrown: string[] = [];
  /** Things written to the wire since the start. */
  writes = 0;
  /** True: what the device says does not arrive, although the line is open. */
  silent = false;
  /** True: what it says arrives spoiled. */
  spoiled = false;
  /** True: no line can be opened. */
  unplugged = false;
  /** Held facts are answered with `recorded` at once, as a kiosk does after its commit. */
  records = true;
  readonly #subject: DriverSubject;
  readonly #random = new SeededRandom(11);
  readonly #memories = new Map<string, string>();
  readonly #open = new Set<Open>();
  #commits = true;
  #device: AnyDevice | null = null;

  constructor(subject: DriverSubject, maker: BenchMaker, setup: Value) {
    this.#subject = subject;
    this.bench = maker(this.clock, setup);
    this.start();
  }

  /** The daemon starts: new lines, new machines, and the memory that was committed last. */
  start(): void {
    this.#guarded(() => {
      const device = this.#subject.open(this.#wires(), this.bench.options, (id) => this.#memories.get(id) ?? null);
      this.#device = device;
      device.onFact((fact) => this.#heard({ ...fact }));
    });
    this.advance(SETTLES_MS);
  }

  /** The daemon is gone at once; the hardware goes on. */
  kill(): void {
    this.#guarded(() => this.#device?.close());
    this.#device = null;
    this.#open.clear();
  }

  tell(...commands: readonly object[]): void {
    for (const command of commands) this.#guarded(() => this.#device?.command(command as Told));
  }

  advance(span_ms: number): void {
    this.#guarded(() => this.clock.advance(span_ms));
  }

  /** Pulls the plug of every line. */
  unplug(): void {
    this.unplugged = true;
    for (const open of [...this.#open]) this.#guarded(() => open.lose('unplugged'));
  }

  plug(): void {
    this.unplugged = false;
  }

  /** Lines that are open now. */
  openLines(): number {
    return this.#open.size;
  }

  facts(type: string): readonly (Told & Value)[] {
    return this.told.filter((fact) => fact.type === type);
  }

  /** Availability that was told last. */
  availability(): string {
    return String(this.facts('status').at(-1)?.['availability'] ?? 'never told');
  }

  outcome(intentId: string): Value | undefined {
    return this.facts('outcome').findLast((fact) => fact['intentId'] === intentId);
  }

  /** Words of the status that was told last. */
  statusText(): string {
    return JSON.stringify(this.facts('status').at(-1) ?? null);
  }

  #heard(fact: Told & Value): void {
    this.told.push(fact);
    const id = typeof fact['deviceId'] === 'string' ? fact['deviceId'] : 'device';
    const memory = fact['memory'] ?? fact['deviceAfter'];
    const isHeld = fact['held'] === true || fact.type === 'noteStacked';
    // What is not committed is not remembered either, nor what comes behind it.
    if (isHeld && !this.records) this.#commits = false;
    if (typeof memory === 'string' && this.#commits) this.#memories.set(id, memory);
    if (isHeld && this.records) this.tell({ type: 'recorded', factId: fact['factId'] });
  }

  #guarded(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.thrown.push(error instanceof Error ? error.message : String(error));
    }
  }

  #wires(): Wires {
    const { wires } = this.bench;
    const opening = <Pipe>(open: () => Pipe): Pipe => {
      if (this.unplugged) throw new Error('no such port');
      return open();
    };
    return {
      clock: this.clock,
      openBytes: (port, settings) => opening(() => this.#bytes(wires.openBytes(port, settings))),
      openApdu: (reader) => opening(() => this.#carry(wires.openApdu(reader), spoilApdu)),
      openHttp: (printer) => this.#http(wires.openHttp(printer)),
      ...(wires.openHid && {
        openHid: (selector) => opening(() => this.#carry(wires.openHid!(selector), spoilHid)),
      }),
    };
  }

  #spoil(bytes: Uint8Array): Uint8Array {
    const changed = Uint8Array.from(bytes);
    for (let times = 0; times < 1 + this.#random.integer(3) && changed.length > 0; times += 1)
      changed[this.#random.integer(changed.length)] = this.#random.integer(256);
    return this.#random.integer(6) === 0 ? changed.subarray(0, this.#random.integer(changed.length + 1)) : changed;
  }

  #bytes(pipe: BytePipe): BytePipe {
    const ends = this.#ends(pipe);
    return {
      write: (bytes) => {
        this.writes += 1;
        pipe.write(bytes);
      },
      onBytes: (listener) =>
        pipe.onBytes((bytes) => {
          if (ends.isOpen() && !this.silent) listener(this.spoiled ? this.#spoil(bytes) : bytes);
        }),
      onLost: ends.onLost,
      close: ends.close,
    };
  }

  #carry<Pipe extends ApduPipe | HidPipe>(pipe: Pipe, spoil: (input: object, change: Change) => object): Pipe {
    const ends = this.#ends(pipe);
    const carried = {
      send: (output: never) => {
        this.writes += 1;
        (pipe.send as (output: never) => void)(output);
      },
      onInput: (listener: (input: never) => void) =>
        (pipe.onInput as (listener: (input: object) => void) => void)((input) => {
          if (!ends.isOpen() || this.silent) return;
          listener((this.spoiled ? spoil(input, (bytes) => this.#spoil(bytes)) : input) as never);
        }),
      onLost: ends.onLost,
      close: ends.close,
    };
    return carried as unknown as Pipe;
  }

  /** A pipe of exchanges is never lost: each exchange fails by itself, at its deadline at the latest (transport/http.ts). */
  #http(pipe: HttpPipe): HttpPipe {
    const ends = this.#ends(pipe, true);
    let hear: (input: HttpInput) => void = () => undefined;
    const fail = (exchange: number, failure: 'connect' | 'timeout', after_ms: number): void => {
      const failed = { type: 'exchangeFailed', exchange, failure, message: failure } as const;
      this.clock.after(after_ms, () => hear({ ...failed, bodySent: failure === 'timeout' }));
    };
    return {
      send: (output) => {
        this.writes += 1;
        if (!this.unplugged) return pipe.send(output);
        output.document?.close();
        fail(output.exchange, 'connect', 10);
      },
      onInput: (listener) => {
        hear = (input) => {
          if (ends.isOpen()) listener(input);
        };
        pipe.onInput((input) => {
          if (this.silent || this.unplugged) {
            if (input.type !== 'progress') fail(input.exchange, 'timeout', HTTP_TIMEOUT_MS);
          } else hear(this.spoiled ? (spoilHttp(input, (bytes) => this.#spoil(bytes)) as HttpInput) : input);
        });
      },
      onLost: ends.onLost,
      close: ends.close,
    };
  }

  #ends(pipe: { onLost(listener: (reason: string) => void): void; close(): void }, neverLost = false) {
    let lost: (reason: string) => void = () => undefined;
    const open: Open = {
      lose: (reason) => {
        if (neverLost) return;
        this.#open.delete(open);
        pipe.close();
        lost(reason);
      },
    };
    this.#open.add(open);
    pipe.onLost((reason) => {
      this.#open.delete(open);
      lost(reason);
    });
    return {
      isOpen: () => this.#open.has(open),
      onLost: (listener: (reason: string) => void): void => {
        lost = listener;
      },
      close: (): void => {
        this.#open.delete(open);
        pipe.close();
      },
    };
  }
}

type Change = (bytes: Uint8Array) => Uint8Array;

function spoilApdu(input: object, change: Change): object {
  return 'bytes' in input && input.bytes instanceof Uint8Array ? { ...input, bytes: change(input.bytes) } : input;
}

function spoilHttp(input: object, change: Change): object {
  return 'body' in input && input.body instanceof Uint8Array ? { ...input, body: change(input.body) } : input;
}

function spoilHid(input: object, change: Change): object {
  return spoilApdu(input, change);
}
