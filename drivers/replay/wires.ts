/** Wires that answer from a trace instead of devices. Time of the trace is the clock's, from a given moment on. */
import type { Clock, Timer } from '../../src/base/clock.ts';
import type {
  ApduInput,
  ApduPipe,
  BytePipe,
  ExchangeFailure,
  HidInput,
  HidPipe,
  HttpInput,
  HttpPipe,
} from '../contract.ts';
import type { Wires } from '../open.ts';
import type { Trace, WireRecord } from '../trace.ts';
import { hidKindOf, hidName, isMeant } from '../transport/trace-hid.ts';
import { CardMask, maskBytes, maskHidOutput, maskPost, type Masked } from '../transport/trace-masks.ts';
import { LineScript, type Difference, type ScriptedAnswer } from './line-script.ts';
import { answerTo } from './questions.ts';
import { certificateLengths, StandInCard } from './stand-in-card.ts';

/** The machine room of a replay. */
export interface ReplayRoom {
  readonly wires: Wires;
  /** Lines of the trace. */
  readonly lines: readonly string[];
  /** True when the trace began while its lines were open already. */
  readonly beganLate: boolean;
  /** Everything that was asked otherwise than in the trace, earliest first. */
  differences(): readonly Difference[];
}

/** Whatever a line hears, before it is given to a pipe of its kind. */
type Hear = (record: WireRecord, bytes: Buffer) => void;

/** @param zero_ms the clock's time at which the trace begins */
export function replayRoom(trace: Trace, clock: Clock, zero_ms: number): ReplayRoom {
  const { header, records } = trace;
  const scripts = new Map<string, LineScript>();
  const names = [...new Set(records.flatMap((record) => ('line' in record ? [record.line] : [])))];
  for (const name of names) {
    const opened = records.find((record) => record.k === 'open' && record.line === name);
    const ids = opened?.k === 'open' ? opened.devices : idsOn(trace, name);
    const drivers = header.devices.filter(({ id }) => ids.includes(id)).map(({ driver }) => driver);
    scripts.set(name, new LineScript(name, drivers, records));
  }
  const now_ms = (): number => clock.now_ms() - zero_ms;
  const open = (name: string): OpenLine => {
    const script = scripts.get(name);
    if (!script) throw new Error(`the trace has no line ${name}`);
    const down = script.downs.find(({ from_ms, to_ms }) => from_ms <= now_ms() && now_ms() < to_ms);
    if (down) throw new Error(down.why);
    return new OpenLine(script, clock, now_ms);
  };
  return {
    lines: names,
    beganLate: [...scripts.values()].some(({ beganLate }) => beganLate),
    differences: () =>
      [...scripts.values()].flatMap((script) => script.differences()).toSorted((a, b) => a.t_ms - b.t_ms),
    wires: {
      clock,
      openBytes: (port) => bytePipe(open(port)),
      openApdu: ({ readerName }) =>
        apduPipe(open(`card ${readerName}`.trim()), sessionsOf(trace, `card ${readerName}`.trim())),
      openHttp: ({ uri }) => httpPipe(open(uri)),
      openHid: (selector) =>
        hidPipe(open(hidName(selector)), hidKindOf(header.devices.filter((device) => isMeant(device, selector)))),
    },
  };
}

/** Devices on a line that the trace does not show being opened. */
function idsOn({ header }: Trace, line: string): readonly string[] {
  return header.devices
    .filter(
      ({ port, uri, class: deviceClass }) =>
        port === line || uri === line || (deviceClass === 'cardReader' && line.startsWith('card')),
    )
    .map(({ id }) => id);
}

/** A line that is open: asks its script, and delivers what comes at its time. */
class OpenLine {
  readonly #script: LineScript;
  readonly #clock: Clock;
  readonly #now_ms: () => number;
  readonly #timers = new Set<Timer>();
  #hear: Hear = () => undefined;
  #lost: (reason: string) => void = () => undefined;
  #over = false;

  constructor(script: LineScript, clock: Clock, now_ms: () => number) {
    this.#script = script;
    this.#clock = clock;
    this.#now_ms = now_ms;
  }

  get drivers(): readonly string[] {
    return this.#script.drivers;
  }

  /** Sets who hears, and begins to tell what the line said by itself. */
  onHear(hear: Hear): void {
    this.#hear = hear;
    const now_ms = this.#now_ms();
    const states = new Map<string, WireRecord>();
    for (const { at_ms, record } of this.#script.alone) {
      if (at_ms > now_ms) this.#later(at_ms - now_ms, record, Buffer.from(record.b, 'hex'));
      else if (record.as !== 'report') states.set(record.as === 'cardAbsent' ? 'cardPresent' : record.as, record);
    }
    // What was so before goes on being so.
    for (const record of states.values()) this.#later(1, record, Buffer.from(record.b, 'hex'));
    const down = this.#script.downs.find(({ from_ms }) => from_ms > now_ms);
    if (down) this.#after(down.from_ms - now_ms, () => this.#lose(down.why));
  }

  onLost(listener: (reason: string) => void): void {
    this.#lost = listener;
  }

  /** A question, masked as in the trace; `made` makes the bytes of each answer. */
  ask(masked: Masked, made: (answer: WireRecord) => Buffer): void {
    if (this.#over) return;
    const question: WireRecord = { k: 'w', t: this.#now_ms(), line: this.#script.name, ...masked };
    for (const { after_ms, record } of this.#script.ask(question, this.#now_ms()) ?? [])
      this.#later(after_ms, record, made(record));
  }

  close(): void {
    this.#over = true;
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
  }

  #lose(why: string): void {
    if (this.#over) return;
    this.close();
    this.#lost(why);
  }

  #later(after_ms: number, record: WireRecord, bytes: Buffer): void {
    this.#after(after_ms, () => this.#hear(record, bytes));
  }

  #after(delay_ms: number, run: () => void): void {
    const timer = this.#clock.after(delay_ms, () => {
      this.#timers.delete(timer);
      if (!this.#over) run();
    });
    this.#timers.add(timer);
  }
}

function bytePipe(line: OpenLine): BytePipe {
  return {
    write: (bytes) => {
      const masked = maskBytes(line.drivers, bytes);
      line.ask(masked, (answer) => answerTo(masked.b, answer, line.drivers));
    },
    onBytes: (listener) => line.onHear((_, bytes) => listener(new Uint8Array(bytes))),
    onLost: (listener) => line.onLost(listener),
    close: () => line.close(),
  };
}

const textOf = (record: WireRecord, name: string): string => String(record.x?.[name] ?? '');
const numberOf = (record: WireRecord, name: string): number => Number(record.x?.[name] ?? 0);

/** Commands and answers of each session with a card, for the lengths of what is masked. */
function sessionsOf({ records }: Trace, name: string): { apdu: string; answers: ScriptedAnswer[] }[][] {
  const sessions: { apdu: string; answers: ScriptedAnswer[] }[][] = [];
  for (const record of records) {
    if (!('line' in record) || record.line !== name) continue;
    if (record.k === 'w' && record.as === 'connect') sessions.push([]);
    else if (record.k === 'w' && record.as === 'transmit') sessions.at(-1)?.push({ apdu: record.b, answers: [] });
    else if (record.k === 'r' && record.as === 'response')
      sessions.at(-1)?.at(-1)?.answers.push({ after_ms: 0, record });
  }
  return sessions;
}

function apduPipe(line: OpenLine, sessions: ReturnType<typeof sessionsOf>): ApduPipe {
  const mask = new CardMask();
  const card = new StandInCard(certificateLengths(sessions));
  return {
    send: (output) => {
      const apdu = output.type === 'transmit' ? Uint8Array.from(output.apdu) : new Uint8Array();
      const masked = mask.to(output);
      if (output.type === 'connect') card.connected();
      if (output.type === 'transmit' && output.wipe) output.apdu.fill(0);
      line.ask(masked, (answer) =>
        answer.mask === undefined ? Buffer.from(answer.b, 'hex') : card.answer(apdu, answer.n, answer.e ?? ''),
      );
    },
    onInput: (listener) =>
      line.onHear((record, bytes) => {
        const input = apduInput(record, new Uint8Array(bytes));
        if (input) listener(input);
      }),
    onLost: (listener) => line.onLost(listener),
    close: () => line.close(),
  };
}

function apduInput(record: WireRecord, bytes: Uint8Array): ApduInput | null {
  switch (record.as) {
    case 'response':
      return { type: 'response', bytes };
    case 'cardPresent':
      return { type: 'cardPresent', atr: bytes };
    case 'readerPresent':
      return { type: 'readerPresent', name: textOf(record, 'name') };
    case 'cardAbsent':
    case 'connected':
    case 'disconnected':
      return { type: record.as };
    case 'apduFailed': {
      const code = record.x?.['pcscCode'];
      return {
        type: 'apduFailed',
        pcscCode: typeof code === 'number' ? code : null,
        message: textOf(record, 'message'),
      };
    }
    default:
      return null;
  }
}

const FAILURES: readonly ExchangeFailure[] = [
  'connect',
  'timeout',
  'reset',
  'tooLarge',
  'tls',
  'foreignCertificate',
  'protocol',
];

function httpPipe(line: OpenLine): HttpPipe {
  /** Answers by the record they come from: which exchange of now it belongs to. */
  const asked = new Map<WireRecord, number>();
  return {
    send: (output) => {
      const masked = maskPost(output);
      output.document?.close();
      line.ask(masked, (answer) => {
        asked.set(answer, output.exchange);
        return answerTo(masked.b, answer, line.drivers);
      });
    },
    onInput: (listener) =>
      line.onHear((record, bytes) => {
        const input = httpInput(record, asked.get(record) ?? 0, new Uint8Array(bytes));
        if (input) listener(input);
      }),
    onLost: (listener) => line.onLost(listener),
    close: () => line.close(),
  };
}

function httpInput(record: WireRecord, exchange: number, body: Uint8Array): HttpInput | null {
  if (record.as === 'reply') return { type: 'reply', exchange, status: numberOf(record, 'status'), body };
  const failure = FAILURES.find((known) => known === record.x?.['failure']);
  if (record.as !== 'exchangeFailed' || failure === undefined) return null;
  const bodySent = record.x?.['bodySent'] === true;
  return { type: 'exchangeFailed', exchange, failure, bodySent, message: textOf(record, 'message') };
}

function hidPipe(line: OpenLine, kind: ReturnType<typeof hidKindOf>): HidPipe {
  return {
    send: (output) => line.ask(maskHidOutput(kind, output), (answer) => Buffer.from(answer.b, 'hex')),
    onInput: (listener) =>
      line.onHear((record, bytes) => {
        const input = hidInput(record, new Uint8Array(bytes));
        if (input) listener(input);
      }),
    onLost: (listener) => line.onLost(listener),
    close: () => line.close(),
  };
}

function hidInput(record: WireRecord, bytes: Uint8Array): HidInput | null {
  const word = (name: string): string | null => (record.x?.[name] === null ? null : textOf(record, name));
  switch (record.as) {
    case 'report':
    case 'feature':
      return { type: record.as, bytes };
    case 'attached':
      return {
        type: 'attached',
        identity: {
          ...{ vendorId: numberOf(record, 'vendorId'), productId: numberOf(record, 'productId') },
          ...{ maker: word('maker'), product: word('product'), serial: word('serial') },
          release: numberOf(record, 'release'),
        },
      };
    case 'missing':
      return { type: 'missing', code: 'panelDeviceAbsent', detail: textOf(record, 'detail') };
    case 'featureFailed':
      return { type: 'featureFailed', report: numberOf(record, 'report'), message: textOf(record, 'message') };
    default:
      return null;
  }
}
