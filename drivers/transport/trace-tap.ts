/**
 * The tap: sits between the drivers and their wires, and between the kiosk and its devices, and tells whoever listens what went by,
 * masked. It changes nothing, throws nothing through an event handler and keeps no byte that is not masked.
 *
 *     kiosk ── device ──▶ tap ──▶ driver ── runner ──▶ tap ──▶ pipe ── wire
 *                          └───────── records ──────────┘──▶ trace file, monitor
 */
import type { Clock } from '../../src/base/clock.ts';
import type { ConfiguredDevice } from '../configured.ts';
import type { ApduPipe, BytePipe, HidPipe, HttpPipe } from '../contract.ts';
import type { Device } from '../device.ts';
import type { Wires } from '../open.ts';
import { keyOf } from '../replay/questions.ts';
import { TRACE_LIMITS, type TraceRecord, type WireRecord } from '../trace.ts';
import { maskedFields } from './trace-facts.ts';
import { hidKindOf, hidName, isMeant } from './trace-hid.ts';
import {
  CardMask,
  maskAnswer,
  maskBytes,
  maskHidInput,
  maskHidOutput,
  maskPost,
  type HidKind,
  type Masked,
} from './trace-masks.ts';

/** Somebody who wants to know. */
export interface TraceListener {
  /** Devices of interest; null = all. */
  readonly only: ReadonlySet<string> | null;
  /** Frames on the wires too, not only commands, facts and screens. */
  readonly frames: boolean;
  /** `t` of the record is the clock's own. */
  heard(record: TraceRecord): void;
}

/** What a line last said to a question. */
interface Exchange {
  readonly question: WireRecord;
  readonly answers: WireRecord[];
}

interface Line {
  readonly name: string;
  readonly devices: readonly string[];
  readonly drivers: readonly string[];
  /** The last answer to each question, oldest question first. */
  readonly last: Map<string, Exchange>;
  /** What it said last by itself: that a reader is there, whether a card lies on it, that a device is plugged in. */
  readonly states: Map<string, WireRecord>;
  now: Exchange | null;
}

/** What a line says without having been asked, by what it replaces. */
const STATES: Readonly<Record<string, string>> = {
  readerPresent: 'reader',
  cardPresent: 'card',
  cardAbsent: 'card',
  attached: 'device',
};

/** The tap of one daemon. Commands and facts carry the device as the kiosk holds it: `cash` is the whole changer. */
export class TraceTap {
  /** Records lost by faults of the tap itself; always 0 unless it is wrong. */
  faults = 0;
  readonly #clock: Clock;
  readonly #devices: readonly ConfiguredDevice[];
  readonly #listeners = new Set<TraceListener>();
  readonly #lines = new Map<string, Line>();
  #screen: string | null = null;

  constructor(clock: Clock, devices: readonly ConfiguredDevice[]) {
    this.#clock = clock;
    this.#devices = devices;
  }

  /** Listens until the returned function is called. */
  listen(listener: TraceListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** What each line said last to each question, so that a trace which begins now can be replayed from a start. */
  remembered(only: ReadonlySet<string> | null): readonly WireRecord[] {
    return [...this.#lines.values()]
      .filter(({ devices }) => only === null || devices.some((id) => only.has(id)))
      .flatMap(({ last, states }) => [
        ...states.values(),
        ...[...last.values()].flatMap(({ question, answers }) => [question, ...answers]),
      ]);
  }

  /** The name of the screen that is shown now; told when it changes. */
  screen(screen: string): void {
    if (screen === this.#screen) return;
    this.#screen = screen;
    this.#tell({ k: 'screen', t: this.#clock.now_ms(), screen }, []);
  }

  /** What was pressed on it, by the kind of press alone. */
  act(act: string): void {
    this.#tell({ k: 'act', t: this.#clock.now_ms(), act }, []);
  }

  /** The same device, listened to. */
  device<Command extends object, Fact extends object>(id: string, inner: Device<Command, Fact>): Device<Command, Fact> {
    return {
      ...(inner.id === undefined ? {} : { id: inner.id }),
      command: (command) => {
        this.#tellFields('command', id, command);
        inner.command(command);
      },
      onFact: (listener) =>
        inner.onFact((fact) => {
          this.#tellFields('fact', id, fact);
          listener(fact);
        }),
      close: () => inner.close(),
    };
  }

  /** The same wires, listened to. */
  wires(inner: Wires): Wires {
    const openHid = inner.openHid?.bind(inner);
    return {
      ...inner,
      openBytes: (port, settings) =>
        this.#opening(
          port,
          this.#on(({ port: found }) => found === port),
          (line) => this.#bytes(line, inner.openBytes(port, settings)),
        ),
      openApdu: (reader) =>
        this.#opening(
          `card ${reader.readerName}`.trim(),
          this.#on((device) => device.class === 'cardReader'),
          (line) => this.#apdu(line, inner.openApdu(reader)),
        ),
      openHttp: (printer) =>
        this.#opening(
          printer.uri,
          this.#on(({ uri }) => uri === printer.uri),
          (line) => this.#http(line, inner.openHttp(printer)),
        ),
      ...(openHid && {
        openHid: (selector) => {
          const devices = this.#on((device) => isMeant(device, selector));
          return this.#opening(hidName(selector), devices, (line) =>
            this.#hid(line, openHid(selector), hidKindOf(devices)),
          );
        },
      }),
    };
  }

  #on(isOn: (device: ConfiguredDevice) => boolean): readonly ConfiguredDevice[] {
    return this.#devices.filter(isOn);
  }

  #opening<Pipe>(name: string, devices: readonly ConfiguredDevice[], open: (line: Line) => Pipe): Pipe {
    const found = this.#lines.get(name);
    const line: Line = found ?? {
      name,
      devices: devices.map(({ id }) => id),
      drivers: devices.map(({ driver }) => driver),
      last: new Map(),
      states: new Map(),
      now: null,
    };
    this.#lines.set(name, line);
    this.#tell({ k: 'open', t: this.#clock.now_ms(), line: name, devices: [...line.devices] }, line.devices);
    try {
      return open(line);
    } catch (error) {
      this.#lost(line, error instanceof Error ? error.message : 'cannot be opened');
      throw error;
    }
  }

  #bytes(line: Line, pipe: BytePipe): BytePipe {
    const { drivers } = line;
    return {
      write: (bytes) => {
        this.#to(line, () => maskBytes(drivers, bytes));
        pipe.write(bytes);
      },
      onBytes: (listener) =>
        pipe.onBytes((bytes) => {
          this.#from(line, () => maskBytes(drivers, bytes));
          listener(bytes);
        }),
      ...this.#ends(line, pipe),
    };
  }

  #apdu(line: Line, pipe: ApduPipe): ApduPipe {
    const mask = new CardMask();
    return {
      send: (output) => {
        // Before it is sent: the pipe overwrites a PIN.
        this.#to(line, () => mask.to(output));
        pipe.send(output);
      },
      onInput: (listener) =>
        pipe.onInput((input) => {
          this.#from(line, () => mask.from(input));
          listener(input);
        }),
      ...this.#ends(line, pipe),
    };
  }

  #http(line: Line, pipe: HttpPipe): HttpPipe {
    return {
      send: (output) => {
        this.#to(line, () => maskPost(output));
        pipe.send(output);
      },
      onInput: (listener) =>
        pipe.onInput((input) => {
          this.#from(line, () => maskAnswer(input));
          listener(input);
        }),
      ...this.#ends(line, pipe),
    };
  }

  #hid(line: Line, pipe: HidPipe, kind: HidKind): HidPipe {
    return {
      send: (output) => {
        this.#to(line, () => maskHidOutput(kind, output));
        pipe.send(output);
      },
      onInput: (listener) =>
        pipe.onInput((input) => {
          this.#from(line, () => maskHidInput(kind, input));
          listener(input);
        }),
      ...this.#ends(line, pipe),
    };
  }

  #ends(line: Line, pipe: { onLost(listener: (reason: string) => void): void; close(): void }) {
    return {
      onLost: (listener: (reason: string) => void): void =>
        pipe.onLost((reason) => {
          this.#lost(line, reason);
          listener(reason);
        }),
      close: (): void => {
        line.now = null;
        this.#tell({ k: 'close', t: this.#clock.now_ms(), line: line.name }, line.devices);
        pipe.close();
      },
    };
  }

  #lost(line: Line, reason: string): void {
    line.now = null;
    this.#tell({ k: 'lost', t: this.#clock.now_ms(), line: line.name, why: reason.slice(0, 200) }, line.devices);
  }

  #to(line: Line, masked: () => Masked): void {
    this.#safely(() => this.#heardTo(line, masked()));
  }

  #heardTo(line: Line, masked: Masked): void {
    const record: WireRecord = { k: 'w', t: this.#clock.now_ms(), line: line.name, ...masked };
    const key = keyOf(record, line.drivers);
    const exchange: Exchange = { question: record, answers: [] };
    line.last.delete(key);
    line.last.set(key, exchange);
    line.now = exchange;
    const [oldest] = line.last.keys();
    if (line.last.size > TRACE_LIMITS.remembered_max && oldest !== undefined) line.last.delete(oldest);
    this.#tell(record, line.devices);
  }

  #from(line: Line, masked: () => Masked | null): void {
    this.#safely(() => this.#heardFrom(line, masked()));
  }

  #heardFrom(line: Line, found: Masked | null): void {
    if (found === null) return;
    const record: WireRecord = { k: 'r', t: this.#clock.now_ms(), line: line.name, ...found };
    const state = STATES[record.as];
    if (state !== undefined) line.states.set(state, record);
    else if (line.now && line.now.answers.length < TRACE_LIMITS.remembered_max) line.now.answers.push(record);
    this.#tell(record, line.devices);
  }

  #tellFields(k: 'command' | 'fact', device: string, value: object): void {
    if (this.#listeners.size === 0) return;
    this.#safely(() => this.#tell({ k, t: this.#clock.now_ms(), device, value: maskedFields(value) }, [device]));
  }

  /** A fault of the tap loses a record, never what goes over the wire. */
  #safely(listen: () => void): void {
    try {
      listen();
    } catch {
      this.faults += 1;
    }
  }

  #tell(record: TraceRecord, devices: readonly string[]): void {
    const isFrame = !['command', 'fact', 'screen', 'act'].includes(record.k);
    for (const { only, frames, heard } of this.#listeners) {
      if (isFrame && !frames) continue;
      if (only === null || devices.length === 0 || devices.some((id) => only.has(id)))
        this.#safely(() => heard(record));
    }
  }
}
