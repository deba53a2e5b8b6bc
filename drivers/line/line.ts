import type { ByteInput, ByteOutput, CommonOutput, DriverMachine } from '../contract.ts';

import type { Answer, LineCodec, LineDeviceInput, SealedDevice, Want } from './device.ts';
import { unpackMemories } from './memories.ts';
import type { Phase, Waiting } from './phase.ts';

export { packMemories } from './memories.ts';
export { soloMachine, type SoloMachine } from './solo.ts';

/**
 * One serial line with one or more devices on it, one request outstanding at a time (cash.md section 5, rules 3 to 5).
 *
 *     device.want(state) ──▶ line picks the most urgent ──▶ write … bytes … ──▶ device.take(answer) ──▶ facts
 *
 * Devices do not queue requests. Whenever the line is free every device is asked what it wants *now*, so a request can
 * never be stale, no queue can grow, and a retry is nothing but a device that still wants the same.
 */

export interface LineOptions {
  /** True for a single-wire bus: the host hears its own bytes first and takes exactly those off. */
  readonly echo: boolean;
  /** Silence after which a part of a frame is dropped (never under 50 ms: USB adapters batch). */
  readonly gap_ms: number;
  /** Time one byte takes on the wire, added to the answer time for each byte sent. */
  readonly byte_ms: number;
}

export interface LineCommand<Command> {
  readonly deviceId: string;
  readonly command: Command;
}
export interface LineFact<Fact> {
  readonly deviceId: string;
  readonly fact: Fact;
}
/** The fact every line device must be able to say. */
type Noise = { readonly type: 'noise'; readonly what: string };

/** One device as the line keeps it. */
export interface LineEntry {
  readonly state: unknown;
  /** The exchange in which it was served last. */
  readonly served: number;
  /** Before this time it has nothing to say or to ask, unless something comes for it. */
  readonly rests_until_ms: number;
}

export interface LineState<Request> {
  readonly phase: Phase<Request>;
  readonly devices: readonly LineEntry[];
  /** Counts exchanges: the device served longest ago goes first among equals. */
  readonly exchanges: number;
  /** The exchange before had no answer: it may still come, and look like the answer to this one. */
  readonly doubtful: boolean;
  /** When the line wakes up by itself at the latest; Infinity: it sleeps until something comes. */
  readonly wakes_ms: number;
}

/** No byte for this long ends a flush at the latest, whatever babbles on the line; then the device is told. */
const FLUSH_LIMIT_MS = 2_000;
/** Bytes kept while a frame arrives: longer than the longest frame of any protocol here (ccTalk 257). */
const RECEIVED_LIMIT_BYTES = 512;
/** A timer that fires this much later than it should tells that the process stood still; bytes may wait to be read. */
const BLOCKED_MS = 20;
/** Shortest sleep of the line: a device that wants to be looked at "now" cannot make the line spin. */
const SHORTEST_SLEEP_MS = 1;
/** Time for a request without answer to leave the port before the next is written. */
const SENT_MARGIN_MS = 5;

type Output<Fact> = ByteOutput | CommonOutput<LineFact<Fact>>;
type Input<Command> = ByteInput | { readonly type: 'command'; readonly command: LineCommand<Command> };
const EMPTY = new Uint8Array(0);
const TICK = { type: 'tick' } as const;

/** The machine of a line. Its memory is that of all its devices ({@link packMemories}). */
export function lineMachine<Request, Reply, Command, Fact>(
  options: LineOptions,
  codec: LineCodec<Request, Reply>,
  devices: readonly SealedDevice<Request, Reply, Command, Fact | Noise>[],
): DriverMachine<LineState<Request>, ByteInput, ByteOutput, LineCommand<Command>, LineFact<Fact | Noise>> {
  return {
    initial: (memory) => {
      const memories = unpackMemories(memory);
      return {
        phase: { type: 'closed' },
        devices: devices.map((device) => ({
          state: device.initial(memories.get(device.deviceId) ?? null),
          served: 0,
          rests_until_ms: -Infinity,
        })),
        exchanges: 0,
        doubtful: false,
        wakes_ms: Infinity,
      };
    },
    step: (state, input, now_ms) => {
      const work = new LineWork(options, codec, devices, state, now_ms);
      work.take(input);
      return { state: work.state(), outputs: work.outputs };
    },
  };
}

/** One step of a line in the making: replaces its state as it goes, collects the outputs, lives for one call. */
class LineWork<Request, Reply, Command, Fact> {
  readonly outputs: Output<Fact | Noise>[] = [];
  readonly #options: LineOptions;
  readonly #codec: LineCodec<Request, Reply>;
  readonly #devices: readonly SealedDevice<Request, Reply, Command, Fact | Noise>[];
  readonly #now_ms: number;
  readonly #before: LineState<Request>;
  #current: Phase<Request>;
  #entries: readonly LineEntry[];
  #exchanges: number;
  #doubtful: boolean;
  #wakes_ms: number;

  constructor(
    options: LineOptions,
    codec: LineCodec<Request, Reply>,
    devices: readonly SealedDevice<Request, Reply, Command, Fact | Noise>[],
    state: LineState<Request>,
    now_ms: number,
  ) {
    this.#options = options;
    this.#codec = codec;
    this.#devices = devices;
    this.#now_ms = now_ms;
    this.#before = state;
    this.#current = state.phase;
    this.#entries = state.devices;
    this.#exchanges = state.exchanges;
    this.#doubtful = state.doubtful;
    this.#wakes_ms = state.wakes_ms;
  }

  state(): LineState<Request> {
    const { phase, devices, doubtful, wakes_ms } = this.#before;
    const isSame = this.#current === phase && this.#entries === devices && this.#doubtful === doubtful;
    if (isSame && this.#wakes_ms === wakes_ms) return this.#before;
    return {
      phase: this.#current,
      devices: this.#entries,
      exchanges: this.#exchanges,
      doubtful: this.#doubtful,
      wakes_ms: this.#wakes_ms,
    };
  }

  take(
    input: Input<Command> | { type: 'opened' } | { type: 'timer'; timer: string } | { type: 'lost'; reason: string },
  ) {
    if (input.type === 'lost') {
      for (const timer of ['answer', 'gap', 'due']) this.#disarm(timer);
      this.#wakes_ms = Infinity;
      this.#phase({ type: 'closed' });
      this.#devices.forEach((_, at) => this.#tell(at, input));
      return;
    }
    if (input.type === 'opened') {
      this.#phase({ type: 'idle' });
      // Whoever had the port before may have left a question behind.
      this.#doubtful = true;
      this.#devices.forEach((_, at) => this.#tell(at, input));
    } else if (input.type === 'command') this.#command(input.command);
    else if (input.type === 'bytes') this.#bytes(input.bytes);
    else this.#timer(input.timer);
    this.#serve();
  }

  #command(command: LineCommand<Command>): void {
    const at = this.#devices.findIndex((device) => device.deviceId === command.deviceId);
    if (at >= 0) this.#tell(at, { type: 'command', command: command.command });
    else this.#noise(0, `command for unknown device ${command.deviceId}`);
  }

  #timer(timer: string): void {
    const phase = this.#current;
    if (timer === 'due') this.#wakes_ms = Infinity;
    // It has fired, be it a moment too early: no timer is armed any more.
    else if (timer === 'answer' && phase.type === 'waiting') this.#waited({ ...phase, fires_ms: -Infinity });
    else if (timer === 'gap' && phase.type === 'flushing') {
      if (this.#now_ms < phase.due_ms) this.#arm('gap', phase.due_ms - this.#now_ms);
      else this.#flushed(phase);
    }
  }

  #waited(phase: Waiting<Request>): void {
    if (this.#now_ms < phase.due_ms) return this.#waitUntil(phase, phase.due_ms);
    // The process stood still (a slow commit): what came meanwhile is read before anything is called silent.
    if (this.#now_ms - phase.due_ms > BLOCKED_MS) return this.#waitUntil(phase, this.#now_ms + BLOCKED_MS);
    if (phase.held) {
      const read = this.#codec.read(phase.received, phase.request);
      if (read.type === 'frame') this.#answered(phase, { type: 'reply', reply: read.reply });
    } else if (phase.begun) {
      this.#noise(phase.device, phase.received.length > 0 ? 'part of a frame' : 'part of an echo');
      this.#answered(phase, { type: 'silence', damaged: true });
    } else {
      // Nothing came for the whole answer time: the line is silent, no flush is needed.
      this.#answered(phase, phase.answer_ms === 0 ? { type: 'sent' } : { type: 'silence', damaged: false });
    }
  }

  /** Goes on waiting; the timer is set anew only when it would fire too late, or has fired. */
  #waitUntil(phase: Waiting<Request>, due_ms: number): void {
    const isArmed = this.#now_ms < phase.fires_ms && phase.fires_ms <= due_ms;
    if (!isArmed) this.#arm('answer', due_ms - this.#now_ms);
    this.#phase({ ...phase, due_ms, fires_ms: isArmed ? phase.fires_ms : due_ms });
  }

  #bytes(bytes: Uint8Array): void {
    const phase = this.#current;
    if (phase.type === 'closed') return;
    if (phase.type === 'idle') {
      this.#noise(0, 'bytes nobody asked for');
      return this.#flush(null, null);
    }
    if (phase.type === 'flushing') {
      if (this.#now_ms - phase.since_ms > FLUSH_LIMIT_MS) return this.#flushed(phase);
      return this.#phase({ ...phase, due_ms: this.#now_ms + this.#options.gap_ms });
    }
    this.#receive(phase, bytes);
  }

  #receive(phase: Waiting<Request>, bytes: Uint8Array): void {
    if (phase.held) {
      // The answer to the request before came late: from here on each would be taken for the next one's.
      this.#noise(phase.device, 'bytes after the answer');
      return this.#flush(phase.device, phase.request);
    }
    const own = Math.min(phase.echo.length - phase.echoed, bytes.length);
    for (let at = 0; at < own; at += 1) {
      if (bytes[at] === phase.echo[phase.echoed + at]) continue;
      this.#noise(phase.device, 'echo differs from what was sent');
      return this.#flush(phase.device, phase.request);
    }
    const echoed = phase.echoed + own;
    let received = joined(phase.received, own === 0 ? bytes : bytes.subarray(own));
    while (received.length > 0) {
      const read = this.#codec.read(received, phase.request);
      if (read.type === 'more') break;
      if (read.type === 'damaged' || received.length > RECEIVED_LIMIT_BYTES) {
        this.#noise(phase.device, read.type === 'damaged' ? read.what : 'too many bytes');
        return this.#flush(phase.device, phase.request);
      }
      const frame = received;
      received = received.subarray(read.taken);
      if (read.type === 'frame' && this.#codec.answers(phase.request, read.reply)) {
        if (received.length === 0 && this.#doubtful)
          return this.#waitUntil(
            { ...phase, echoed, received: frame, held: true },
            this.#now_ms + this.#options.gap_ms,
          );
        if (received.length === 0) return this.#answered(phase, { type: 'reply', reply: read.reply });
        // Two answers to one question: nobody can tell which is the right one.
        this.#noise(phase.device, 'bytes after the answer');
        return this.#flush(phase.device, phase.request);
      }
      this.#noise(phase.device, read.type === 'frame' ? 'frame for somebody else' : 'bytes between frames');
    }
    // While only the echo has come, the answer time goes on; within echo or frame the gap decides.
    const begun = received.length > 0 || echoed < phase.echo.length;
    const wait_ms = begun ? this.#options.gap_ms : phase.answer_ms + SENT_MARGIN_MS;
    this.#waitUntil({ ...phase, echoed, received, begun }, this.#now_ms + wait_ms);
  }

  #answered(phase: Waiting<Request>, answer: Answer<Reply>): void {
    this.#disarm('answer');
    this.#phase({ type: 'idle' });
    if (answer.type !== 'sent') this.#doubtful = answer.type === 'silence';
    this.#tell(phase.device, { type: 'answer', request: phase.request, answer });
  }

  #flush(device: number | null, request: Request | null): void {
    this.#disarm('answer');
    const due_ms = this.#now_ms + this.#options.gap_ms;
    this.#phase({ type: 'flushing', device, request, since_ms: this.#now_ms, due_ms });
    this.#arm('gap', this.#options.gap_ms);
  }

  #flushed(phase: Extract<Phase<Request>, { type: 'flushing' }>): void {
    this.#disarm('gap');
    this.#phase({ type: 'idle' });
    this.#doubtful = true;
    if (phase.device === null || phase.request === null) return;
    this.#tell(phase.device, { type: 'answer', request: phase.request, answer: { type: 'silence', damaged: true } });
  }

  /** Lets every device notice the time, then gives the free line to the most urgent wish or sleeps until one comes. */
  #serve(): void {
    if (this.#current.type !== 'idle') return;
    let best: { at: number; want: Extract<Want<Request>, { type: 'exchange' }> } | null = null;
    let next_ms = Infinity;
    for (let at = 0; at < this.#devices.length; at += 1) {
      const want = this.#wish(at);
      const entry = this.#entries[at]!;
      if (want === null) {
        next_ms = Math.min(next_ms, entry.rests_until_ms);
        continue;
      }
      const earlier = best !== null && entry.served < this.#entries[best.at]!.served;
      if (best === null || want.urgency < best.want.urgency || (want.urgency === best.want.urgency && earlier))
        best = { at, want };
    }
    if (best !== null) return this.#send(best.at, best.want);
    // A timer that fires too early only makes the line look again.
    if (next_ms >= this.#wakes_ms) return;
    const sleep_ms = Math.max(SHORTEST_SLEEP_MS, next_ms - this.#now_ms);
    this.#wakes_ms = this.#now_ms + sleep_ms;
    this.#arm('due', sleep_ms);
  }

  /** What a device wants now; one that rests is not even asked. */
  #wish(at: number): Extract<Want<Request>, { type: 'exchange' }> | null {
    if (this.#now_ms < this.#entries[at]!.rests_until_ms) return null;
    this.#tell(at, TICK);
    const entry = this.#entries[at]!;
    const want = this.#devices[at]!.want(entry.state, this.#now_ms);
    if (want.type === 'exchange') return want;
    this.#entry(at, { ...entry, rests_until_ms: want.type === 'until' ? want.at_ms : Infinity });
    return null;
  }

  #send(at: number, want: Extract<Want<Request>, { type: 'exchange' }>): void {
    const bytes = this.#codec.encode(want.request);
    const wait_ms = Math.ceil(bytes.length * this.#options.byte_ms) + want.answer_ms + SENT_MARGIN_MS;
    this.#exchanges += 1;
    this.#phase({
      type: 'waiting',
      device: at,
      request: want.request,
      answer_ms: want.answer_ms,
      echo: this.#options.echo ? bytes : EMPTY,
      echoed: 0,
      received: EMPTY,
      held: false,
      begun: false,
      due_ms: this.#now_ms + wait_ms,
      fires_ms: this.#now_ms + wait_ms,
    });
    this.#entry(at, { ...this.#entries[at]!, served: this.#exchanges });
    this.outputs.push({ type: 'write', bytes });
    this.#arm('answer', wait_ms);
  }

  #tell(at: number, input: LineDeviceInput<Request, Reply, Command>): void {
    const device = this.#devices[at];
    const entry = this.#entries[at];
    if (!device || !entry) return;
    const { state, facts } = device.take(entry.state, input, this.#now_ms);
    // Whatever came for it, it is asked again what it wants.
    if (state !== entry.state || entry.rests_until_ms !== -Infinity)
      this.#entry(at, { state, served: entry.served, rests_until_ms: -Infinity });
    for (const fact of facts) this.outputs.push({ type: 'fact', fact: { deviceId: device.deviceId, fact } });
  }

  #entry(at: number, entry: LineEntry): void {
    this.#entries = this.#entries.with(at, entry);
  }

  #noise(at: number, what: string): void {
    const deviceId = this.#devices[at]?.deviceId;
    if (deviceId !== undefined) this.outputs.push({ type: 'fact', fact: { deviceId, fact: { type: 'noise', what } } });
  }

  #phase(phase: Phase<Request>): void {
    this.#current = phase;
  }

  #arm(timer: string, delay_ms: number): void {
    this.outputs.push({ type: 'arm', timer, delay_ms });
  }

  #disarm(timer: string): void {
    this.outputs.push({ type: 'disarm', timer });
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
