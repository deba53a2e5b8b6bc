/**
 * Whole drivers on a line whose answers are damaged: the real machine and runner, the virtual device, and between them a wire
 * that changes, swallows, glues and invents. An independent reader of the same wire says what was stated; no credit beyond it.
 */
import type { BytePipe, DriverMachine, ByteInput, ByteOutput } from '../../drivers/contract.ts';
import { run, type Run } from '../../drivers/runner.ts';
import { bytePort } from '../../drivers/wire-ports.ts';
import type { Random } from '../../src/base/random.ts';
import type { SimulatedClock } from '../../src/base/simulated-clock.ts';
import type { VirtualSerialDevice } from '../virtual/contract.ts';
import { FuzzFailure } from './contract.ts';
import { mutateBytes, noise } from './mutate.ts';

/** Of ten answers so many are damaged at most, and at least one: a device has to be met before it can be misunderstood. */
const DAMAGED_OF_TEN_MAX = 4;
/** A life begins with some honest answers. */
const HONEST_MAX = 90;
/** Events of the clock without an answer in between; more is a machine that hangs. */
const EVENTS_MAX = 20_000;
/** Events at one and the same time; more is a loop. */
const EVENTS_AT_ONCE_MAX = 2_000;
const RECENT = 8;
/** As much of the past as the longest frame has. */
const KEPT_BYTES = 260;

/** How a frame is known: its length by its head (null: none begins there), and whether it is sound. */
export interface FrameSigns {
  readonly length: (bytes: Uint8Array, at: number) => number | null;
  readonly isSound: (frame: Uint8Array) => boolean;
}

/** The bytes of a line as they come, with what may still be the beginning of a frame in front of the new ones. */
export class WireReader {
  readonly #signs: FrameSigns;
  #kept: Uint8Array = new Uint8Array();

  constructor(signs: FrameSigns) {
    this.#signs = signs;
  }

  /** Every sound frame that these bytes complete, however it is embedded; none is given twice. */
  push(bytes: Uint8Array): Uint8Array[] {
    const old = this.#kept.length;
    const all = Buffer.concat([this.#kept, bytes]);
    const frames: Uint8Array[] = [];
    for (let at = 0; at < all.length; at += 1) {
      const length = this.#signs.length(all, at);
      if (length === null || at + length <= old || at + length > all.length) continue;
      const frame = all.subarray(at, at + length);
      if (this.#signs.isSound(frame)) frames.push(frame);
    }
    this.#kept = all.subarray(-KEPT_BYTES);
    return frames;
  }
}

/** What a fuzzed line is given. */
export interface FuzzedLine<State, Command, Fact> {
  readonly machine: DriverMachine<State, ByteInput, ByteOutput, Command, Fact>;
  readonly device: VirtualSerialDevice;
  readonly clock: SimulatedClock;
  readonly random: Random;
  /** Makes the sum of a damaged frame right, so that the lie reaches deeper. */
  readonly seal: (bytes: Uint8Array) => Uint8Array;
  /** An answer with a right sum and wrong words, before it is sealed; null: the answer as it is. Without it none is told. */
  readonly lie?: (answer: Uint8Array) => Uint8Array | null;
  /** Hears everything that reaches the driver. */
  readonly stated: (answer: Uint8Array) => void;
  readonly onFact: (fact: Fact, tell: (command: Command) => void) => void;
  /** Something happens in the room or in the kiosk. */
  readonly act: (tell: (command: Command) => void) => void;
  /** One act comes after so many answers, on average. */
  readonly answersBetweenActs: number;
}

/** Feeds until one more damaged answer has come; honest ones come in between. */
export function fuzzedLine<State, Command, Fact>(line: FuzzedLine<State, Command, Fact>): () => void {
  const { clock, device, machine, random, seal, stated } = line;
  let onBytes: (bytes: Uint8Array) => void = () => undefined;
  const damagedOfTen = 1 + random.integer(DAMAGED_OF_TEN_MAX);
  const honest = random.integer(HONEST_MAX);
  let answers = 0;
  let damagedAnswers = 0;
  let ended: string | null = null;
  const recent: Uint8Array[] = [];

  const arrive = (bytes: Uint8Array): void => {
    stated(bytes);
    onBytes(bytes);
  };
  device.onSend((sent) => {
    answers += 1;
    recent.push(sent);
    if (recent.length > RECENT) recent.shift();
    if (answers <= honest || random.integer(10) >= damagedOfTen) return arrive(sent);
    damagedAnswers += 1;
    const lie = line.lie && random.integer(4) > 0 ? line.lie(sent) : null;
    if (lie) return arrive(seal(lie));
    const kind = random.integer(8);
    if (kind === 0) return;
    if (kind === 1) return arrive(noise(random));
    // An answer of before comes late, behind or in front of this one.
    if (kind === 2) return arrive(Uint8Array.from([...sent, ...recent[random.integer(recent.length)]!]));
    const damaged = mutateBytes(random, recent);
    arrive(kind < 6 ? seal(damaged) : damaged);
  });
  const pipe: BytePipe = {
    write: (bytes) => {
      device.receive(bytes);
    },
    onBytes: (listener) => void (onBytes = listener),
    onLost: () => undefined,
    close: () => undefined,
  };
  // A fact may be told before `run` has returned.
  let running: Run<Command> | null = null;
  const waiting: Command[] = [];
  const tell = (command: Command): void => void (running ? running.command(command) : waiting.push(command));
  running = run({
    machine,
    initial: machine.initial(null),
    port: bytePort(pipe),
    clock,
    onFact: (fact) => line.onFact(fact, tell),
    onEnded: (reason) => void (ended = reason),
  });
  for (const command of waiting.splice(0)) tell(command);

  return () => {
    const before = damagedAnswers;
    let lastAnswers = answers;
    let atOnce = 0;
    let idle = 0;
    while (damagedAnswers === before) {
      if (answers > lastAnswers && random.integer(line.answersBetweenActs) === 0) line.act(tell);
      idle = answers > lastAnswers ? 0 : idle + 1;
      lastAnswers = answers;
      const now_ms = clock.now_ms();
      const more = clock.runNext();
      // An ended run waits for nothing either: its reason comes first.
      if (ended !== null) throw new FuzzFailure(`the run ended: ${ended}`);
      if (!more) throw new FuzzFailure('nothing is waited for any more');
      atOnce = clock.now_ms() === now_ms ? atOnce + 1 : 0;
      if (idle > EVENTS_MAX || atOnce > EVENTS_AT_ONCE_MAX) throw new FuzzFailure('the machine hangs');
    }
  };
}
