/** Writes what the tap hears into a file of the state folder: mode 0600, bounded in size and time, complete to the last record. */
import {
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Clock, Timer } from '../../src/base/clock.ts';
import { MadoguchiError } from '../../src/base/errors.ts';
import type { ConfiguredDevice } from '../configured.ts';
import type { DeviceMemory } from '../contract.ts';
import type { ConfiguredLine } from '../open-cash.ts';
import type { TraceDesk, TracePart, TraceState, TraceWish } from '../trace-desk.ts';
import {
  parseHeader,
  parseRecords,
  parseTrace,
  TRACE_LIMITS,
  TRACE_VERSION,
  traceLine,
  type TraceHeader,
  type TraceRecord,
} from '../trace.ts';
import type { TraceTap } from './trace-tap.ts';

/** What the recorder is given. */
export interface RecorderOptions {
  readonly tap: TraceTap;
  /** `traces` of the state folder; made when the first trace begins. */
  readonly folder: string;
  readonly clock: Clock & { systemTime_epoch_ms(): number };
  readonly program: string;
  readonly devices: readonly ConfiguredDevice[];
  readonly lines: readonly ConfiguredLine[];
  memoryOf(deviceId: string): DeviceMemory | null;
}

/** Records wait in memory for this long at most: a disk that is asked for each byte of a line would hold up the money. */
const FLUSH_MS = 500;
const FLUSH_CHARS = 64 * 1024;
const NAME = /^[a-z0-9][a-z0-9-]{0,47}$/;
const ENDING = '.trace';
/** Less than a client of the daemon may have unread (src/api/limits.ts). */
const PART_BYTES = 96 * 1024;
const LINE_FEED = 0x0a;
/** Options that may hold a secret of the site's, whatever a driver calls them. */
const SECRET = /pass|secret|key|token|pin$|credential/i;

/** @throws MadoguchiError `traceUnreadable` for a name that no trace may have: it would be a path */
function fileOf(folder: string, name: string): string {
  if (!NAME.test(name)) throw new MadoguchiError('traceUnreadable', `a trace has small letters, digits and hyphens`);
  return join(folder, `${name}${ENDING}`);
}

function withoutSecrets(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([name]) => !SECRET.test(name)));
}

/** Opens the desk. Nothing is recorded before somebody begins. */
export function createRecorder(options: RecorderOptions): TraceDesk {
  let last: Recording | null = null;
  return {
    begin: (wish) => {
      if (last && last.state().ended === null)
        throw new MadoguchiError('traceRunning', `${last.state().name} is being recorded for ${last.state().by}`);
      last = new Recording(options, wish);
      return last.state();
    },
    end: (why) => {
      last?.end(why);
      return last?.state() ?? null;
    },
    state: () => last?.state() ?? null,
    read: (name) => orUnreadable(() => parseTrace(readFileSync(fileOf(options.folder, name), 'utf8'))),
    readPart: (name, from) => orUnreadable(() => partOf(fileOf(options.folder, name), from)),
    names: () => namesIn(options.folder),
    listen: (listener) => options.tap.listen(listener),
  };
}

/** @throws MadoguchiError `traceUnreadable` for whatever goes wrong */
function orUnreadable<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof MadoguchiError) throw error;
    throw new MadoguchiError('traceUnreadable', error instanceof Error ? error.message : 'cannot be read');
  }
}

/** Whole lines from a byte on: one block, or one line where that is longer. */
function partOf(file: string, from: number): TracePart {
  const handle = openSync(file, 'r');
  try {
    let block = Buffer.alloc(PART_BYTES);
    let length = readSync(handle, block, 0, block.length, from);
    let end = block.lastIndexOf(LINE_FEED, length - 1);
    if (end < 0 && length === block.length) {
      block = Buffer.alloc(TRACE_LIMITS.line_chars_max);
      length = readSync(handle, block, 0, block.length, from);
      end = block.indexOf(LINE_FEED);
    }
    // What is left is a line that a dying daemon left half.
    if (end < 0 || end >= length) return { header: null, records: [], next: null };
    const lines = block.subarray(0, end).toString('utf8').split('\n');
    const header = from === 0 ? parseHeader(lines.shift() ?? '') : null;
    const next = from + end + 1;
    return { header, records: parseRecords(lines), next: next < statSync(file).size ? next : null };
  } finally {
    closeSync(handle);
  }
}

/** @throws MadoguchiError `traceUnwritable` when the traces that are kept leave no room for one of this size */
function wantRoom(folder: string, bytes_max: number): void {
  const sizes = readdirSync(folder).map((name) => lstatSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0);
  const sum = sizes.reduce((all, size) => all + size, 0);
  const { folder_bytes_max, folder_files_max } = TRACE_LIMITS;
  if (sizes.length < folder_files_max && sum + bytes_max <= folder_bytes_max) return;
  const found = `${folder} holds ${sizes.length} files, ${sum} bytes`;
  throw new MadoguchiError('traceUnwritable', `${found}; delete those that nobody needs, or record less`);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(ENDING))
      .map((name) => ({ name: name.slice(0, -ENDING.length), at_ms: statSync(join(folder, name)).mtimeMs }))
      .toSorted((a, b) => a.at_ms - b.at_ms)
      .map(({ name }) => name);
  } catch {
    return [];
  }
}

/** One trace on its way to the disk. */
class Recording {
  readonly #options: RecorderOptions;
  readonly #wish: TraceWish;
  readonly #file: string;
  readonly #began_ms: number;
  readonly #stop: () => void;
  readonly #span: Timer;
  #handle: number | null;
  #waiting: string[] = [];
  #waiting_chars = 0;
  #flush: Timer | null = null;
  #records = 0;
  #bytes = 0;
  #ended: { readonly why: string; readonly at_ms: number } | null = null;

  constructor(options: RecorderOptions, wish: TraceWish) {
    this.#options = options;
    this.#wish = { ...wish, bytes_max: Math.min(wish.bytes_max, TRACE_LIMITS.bytes_max) };
    this.#file = fileOf(options.folder, wish.name);
    try {
      mkdirSync(options.folder, { recursive: true, mode: 0o700 });
      wantRoom(options.folder, this.#wish.bytes_max);
      // `wx`: a trace is never written over.
      this.#handle = openSync(this.#file, 'wx', 0o600);
    } catch (error) {
      if (error instanceof MadoguchiError) throw error;
      throw new MadoguchiError('traceUnwritable', error instanceof Error ? error.message : 'the file cannot be made');
    }
    this.#began_ms = options.clock.now_ms();
    const only = wish.only === null ? null : new Set(wish.only);
    this.#stop = options.tap.listen({ only, frames: true, heard: (record) => this.#heard(record) });
    const span_ms = Math.min(wish.span_ms, TRACE_LIMITS.span_ms_max);
    this.#span = options.clock.after(span_ms, () => this.end('its time is over'));
    this.#write(this.#header());
    for (const record of options.tap.remembered(only)) this.#heard(record);
  }

  state(): TraceState {
    const { name, by } = this.#wish;
    const at_ms = this.#ended?.at_ms ?? this.#options.clock.now_ms();
    return {
      ...{ name, file: this.#file, by, records: this.#records, bytes: this.#bytes },
      running_ms: Math.round(at_ms - this.#began_ms),
      ended: this.#ended?.why ?? null,
    };
  }

  end(why: string): void {
    if (this.#ended) return;
    this.#ended = { why, at_ms: this.#options.clock.now_ms() };
    this.#stop();
    this.#span.cancel();
    this.#flush?.cancel();
    this.#write({ k: 'end', t: this.#time(this.#ended.at_ms), why: why.slice(0, 128) });
    this.#toDisk();
    if (this.#handle !== null) closeSync(this.#handle);
    this.#handle = null;
  }

  #header(): TraceHeader {
    const { devices, lines, clock, program, memoryOf } = this.#options;
    const { by, only } = this.#wish;
    const memories = devices.flatMap(({ id }) => {
      const memory = memoryOf(id);
      return memory === null ? [] : [[id, memory] as const];
    });
    return {
      trace: TRACE_VERSION,
      started_epoch_ms: Math.round(clock.systemTime_epoch_ms()),
      ...{ program, by, only: only === null ? null : [...only] },
      devices: devices.map(({ id, class: deviceClass, driver, port, reader, uri, role, options }) => ({
        ...{ id, class: deviceClass, driver, options: withoutSecrets(options) },
        ...(port !== undefined && { port }),
        ...(reader !== undefined && { reader }),
        ...(uri !== undefined && { uri }),
        ...(role !== undefined && { role }),
      })),
      lines: lines.map(({ port, driver, options }) => ({ port, driver, options: withoutSecrets(options) })),
      memories: Object.fromEntries(memories),
    };
  }

  #time(now_ms: number): number {
    return Math.round((now_ms - this.#began_ms) * 10) / 10;
  }

  #heard(record: TraceRecord): void {
    if (this.#ended) return;
    this.#write({ ...record, t: this.#time(record.t) });
    if (this.#bytes + this.#waiting_chars > this.#wish.bytes_max) this.end('its size is reached');
  }

  #write(entry: TraceHeader | TraceRecord): void {
    const line = traceLine(entry);
    this.#records += 1;
    this.#waiting.push(line);
    this.#waiting_chars += line.length;
    if (this.#waiting_chars >= FLUSH_CHARS) this.#toDisk();
    else this.#flush ??= this.#options.clock.after(FLUSH_MS, () => this.#toDisk());
  }

  #toDisk(): void {
    this.#flush?.cancel();
    this.#flush = null;
    if (this.#handle === null || this.#waiting.length === 0) return;
    const text = this.#waiting.join('');
    this.#waiting = [];
    this.#waiting_chars = 0;
    try {
      this.#bytes += writeSync(this.#handle, text);
    } catch {
      // A full disk ends a trace, never the service.
      this.end('the disk takes no more');
    }
  }
}
