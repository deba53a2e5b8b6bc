/**
 * The printer driver on a wire whose replies are damaged or lie in right form: the real machine and runner, the virtual printer, and
 * between them a wire that changes, cuts and swaps. A document goes once, a leaf has one outcome, and nothing hangs or throws.
 * Beside it the virtual printer's own reader of rasters, which is foreign input to it.
 */
import type { HttpInput, HttpOutput, HttpPipe } from '../../drivers/contract.ts';
import { ippPrinterOptions } from '../../drivers/ipp/options.ts';
import { ippPrinter } from '../../drivers/ipp/printer.ts';
import type { PrinterCommand, PrinterFact, PrintOrder } from '../../drivers/printer.ts';
import { type Run, run } from '../../drivers/runner.ts';
import { httpPort } from '../../drivers/wire-ports.ts';
import { SeededRandom, type Random } from '../../src/base/random.ts';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import { sourceOf, tinyLeaf } from '../protocol/ipp-bench.ts';
import { connectInProcess } from '../virtual/hosts/http-inprocess.ts';
import { VirtualPrinter } from '../virtual/printer/printer.ts';
import { countRasterPages, decodeRaster } from '../virtual/printer/raster.ts';
import { type Attribute, type Group, make, parse, serialise, type Value } from '../virtual/printer/wire.ts';
import { FuzzFailure, type FuzzTarget } from './contract.ts';
import { mutateBytes } from './mutate.ts';

const pick = <T>(random: Random, from: readonly T[]): T => from[random.integer(from.length)]!;

/** Of ten replies so many are bad at most. */
const BAD_OF_TEN_MAX = 5;
/** Events of the clock until one more bad reply has come; more is a machine that hangs. */
const EVENTS_MAX = 20_000;
/** Requests that one reply may cause at most before the next: the queue of the driver is bounded. */
const REQUESTS_MAX = 64;
const SEND_DOCUMENT = 0x0006;

// ------------------------------------------------------------------------------------------------------- replies that lie

const NUMBERS = [-2147483648, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12_000, 12_001, 2147483647];
const WORDS = [
  'none',
  'media-jam-error',
  'media-empty',
  'door-open-report',
  'job-completed-successfully',
  'job-restartable',
  'two-sided-long-edge',
  'black_1',
  'cmyk_8',
  'rotated',
  'iso_a4_210x297mm',
  '',
  'x'.repeat(2_000),
  '\u{1f5a8}\0',
];
const STATUSES = [0, 1, 2, 0x0400, 0x0403, 0x0406, 0x0407, 0x040b, 0x0500, 0x0506, 0x0507, 0x7fff, 0xffff];

function lieValue(random: Random, value: Value): Value {
  switch (value.octets.length === 4 ? random.integer(3) : 2) {
    case 0:
      return { ...value, octets: make.integer(pick(random, NUMBERS)).octets };
    case 1:
      return make.noValue();
    default:
      return random.integer(3) === 0 ? make.noValue() : { ...value, octets: Buffer.from(pick(random, WORDS)) };
  }
}

function lieAttribute(random: Random, item: Attribute): Attribute[] {
  switch (random.integer(5)) {
    case 0:
      return [];
    case 1:
      return [item, item];
    case 2:
      return [
        { ...item, values: [...item.values, ...item.values.map((value) => lieValue(random, value))].slice(0, 40) },
      ];
    default:
      return [{ ...item, values: item.values.map((value) => lieValue(random, value)) }];
  }
}

/** A reply in right form with other words; sometimes not even that. */
function badReply(random: Random, reply: Uint8Array): Uint8Array {
  const parsed = parse(reply);
  if (!parsed.ok || random.integer(4) === 0) return mutateBytes(random, [reply]);
  const { message } = parsed;
  const share = 1 + random.integer(6);
  const groups: Group[] = message.groups.map((group) => ({
    ...group,
    attributes: group.attributes.flatMap((item) => (random.integer(share) === 0 ? lieAttribute(random, item) : [item])),
  }));
  if (random.integer(6) === 0) groups.push(pick(random, groups));
  const code = random.integer(4) === 0 ? pick(random, STATUSES) : message.code;
  const requestId = random.integer(12) === 0 ? pick(random, NUMBERS) : message.requestId;
  return serialise({ ...message, code, requestId, groups: groups.slice(0, 100) });
}

// ------------------------------------------------------------------------------------------------------------ the driver

type Failure = Extract<HttpInput, { type: 'exchangeFailed' }>['failure'];
const FAILURES: readonly Failure[] = ['timeout', 'reset', 'tooLarge', 'protocol', 'connect', 'foreignCertificate'];

/** One kiosk with one printer behind a bad wire. */
class Life {
  readonly #random: Random;
  readonly #clock = new SimulatedClock();
  readonly #printer: VirtualPrinter;
  readonly #run: Run<PrinterCommand>;
  readonly #badOfTen: number;
  #bad = 0;
  #requests = 0;
  #intents = 0;
  /** Open orders: documents sent and outcomes told of each. */
  readonly #orders = new Map<string, { order: PrintOrder; sent: number; outcomes: number; executed: boolean }>();
  #current: string | null = null;

  constructor(random: Random) {
    this.#random = random;
    this.#badOfTen = 1 + random.integer(BAD_OF_TEN_MAX);
    const world = { clock: this.#clock, random: new SeededRandom(random.integer(2 ** 32)) };
    this.#printer = new VirtualPrinter(world, {
      faultStyle: pick(random, ['stopped', 'processing'] as const),
      lifeCounters: random.integer(4) > 0,
      jobIds: random.integer(4) > 0,
      retainsJobs: random.integer(4) === 0,
      sheet_ms: 400,
    });
    const options = ippPrinterOptions.parse({
      uri: this.#printer.uri,
      deadlines: { poll_ms: 500, heartbeat_ms: 2_000 },
    });
    const machine = ippPrinter(options);
    this.#run = run({
      machine,
      initial: machine.initial(null),
      port: httpPort(this.#wire(connectInProcess(this.#printer, { clock: this.#clock }))),
      clock: this.#clock,
      onFact: (fact) => this.#onFact(fact),
      onEnded: (reason) => {
        throw new FuzzFailure(`the machine ended: ${reason}`);
      },
    });
  }

  /** Until one more bad reply has come. */
  feed(): void {
    const from = this.#bad;
    for (let events = 0; this.#bad === from; events += 1) {
      if (events > EVENTS_MAX) throw new FuzzFailure('nothing is asked any more');
      if (this.#random.integer(6) === 0) this.#act();
      if (!this.#clock.runNext()) throw new FuzzFailure('nothing is waited for any more');
    }
  }

  #wire(pipe: HttpPipe): HttpPipe {
    return {
      ...pipe,
      send: (output) => {
        this.#requests += 1;
        if (this.#requests > REQUESTS_MAX) throw new FuzzFailure('a loop of requests');
        this.#watchDocument(output);
        pipe.send(output);
      },
      onInput: (listener) =>
        pipe.onInput((input) => {
          this.#requests = 0;
          listener(this.#spoil(input));
        }),
    };
  }

  #watchDocument({ head, document }: HttpOutput): void {
    if (head[2]! * 256 + head[3]! !== SEND_DOCUMENT || !document) return;
    const order = this.#current === null ? undefined : this.#orders.get(this.#current);
    if (!order) throw new FuzzFailure('a document of no order');
    order.sent += 1;
    if (order.sent > 1) throw new FuzzFailure('a document was sent twice');
  }

  #spoil(input: HttpInput): HttpInput {
    if (input.type !== 'reply' || this.#random.integer(10) >= this.#badOfTen) return input;
    this.#bad += 1;
    const { exchange } = input;
    if (this.#random.integer(12) === 0) {
      const failure = pick(this.#random, FAILURES);
      return { type: 'exchangeFailed', exchange, failure, bodySent: this.#random.integer(4) > 0, message: 'cut' };
    }
    if (this.#random.integer(20) === 0) return { ...input, status: pick(this.#random, [0, 100, 301, 404, 500]) };
    return { ...input, body: badReply(this.#random, input.body) };
  }

  #onFact(fact: PrinterFact): void {
    if (fact.type === 'prepared') this.#execute(fact.intentId);
    else if (fact.type === 'refused') {
      if (fact.intentId === this.#current && this.#orders.get(fact.intentId)?.executed !== true) this.#current = null;
    } else if (fact.type === 'outcome') {
      const order = this.#orders.get(fact.intentId);
      if (!order?.executed) throw new FuzzFailure('an outcome of an order that was not executed');
      order.outcomes += 1;
      if (order.outcomes > 1) throw new FuzzFailure('a leaf ended twice');
      if (fact.result === 'done' && order.sent !== 1) throw new FuzzFailure('done without a document');
      if (fact.moved.sheets !== (fact.result === 'done' ? 1 : 0))
        throw new FuzzFailure('sheets that are not its result');
      this.#current = null;
    }
  }

  #execute(intentId: string): void {
    const order = this.#orders.get(intentId);
    if (!order || intentId !== this.#current || order.executed) return;
    order.executed = true;
    this.#run.command({ type: 'execute', intentId, material: sourceOf(tinyLeaf(2)) });
  }

  /** Something happens in the kiosk or at the printer. */
  #act(): void {
    const random = this.#random;
    switch (random.integer(10)) {
      case 0:
        return this.#printer.setFaults({ jamNextSheet: true });
      case 1:
        this.#printer.setFaults({ doorOpen: random.integer(2) === 0 });
        return void this.#printer.clearJam();
      case 2:
        return void this.#printer.printForeign();
      case 3:
        return random.integer(4) === 0 ? this.#printer.restart() : undefined;
      case 4:
        if (this.#current !== null) this.#run.command({ type: 'cancelPrint', intentId: this.#current });
        return;
      case 5:
        return this.#run.command({ type: 'checkReady' });
      case 6:
        return this.#run.command({ type: pick(random, ['lend', 'claim', 'claim'] as const) });
      default:
        this.#printer.loadPaper(500);
        this.#printer.takeOutput();
        return this.#prepare();
    }
  }

  #prepare(): void {
    const current = this.#current === null ? undefined : this.#orders.get(this.#current);
    if (current?.executed === true) return;
    if (this.#current !== null) this.#run.command({ type: 'forget', intentId: this.#current });
    this.#intents += 1;
    const intentId = `intent-${this.#intents}`;
    const leaf = 1 + (this.#intents % 3);
    const set = { setId: `set-${(this.#intents - leaf) / 3}`, leaf, of: 3 };
    const order: PrintOrder = {
      type: 'print',
      jobName: `madoguchi-leaf-${this.#intents}-of-a-fuzzed-life`,
      format: 'image/pwg-raster',
      sides: 'two-sided-long-edge',
      sheets: 1,
      set,
    };
    this.#orders.set(intentId, { order, sent: 0, outcomes: 0, executed: false });
    this.#current = intentId;
    this.#run.command({ type: 'prepare', intentId, order });
  }
}

const replies: FuzzTarget = {
  name: 'IPP replies',
  inputsOfALife: 400,
  make: (random) => {
    const life = new Life(random);
    return () => life.feed();
  },
};

// -------------------------------------------------------------------------------------------------------------- rasters

/** Above this a raster that says so is counted, not decoded: the bound of a side itself is 80 million dots. */
const DECODED_BYTES_MAX = 2_000_000;
const RASTERS = [tinyLeaf(1), tinyLeaf(2)];
const SIZES = [0, 1, 7, 8, 15, 16, 17, 255, 256, 4960, 7016, 65_536, 0x7fffffff, 0xffffffff];
/** Duplex, resolution, tumble, width, height, bits of a colour and a dot, octets of a row, order, colour space. */
const FIELDS = [272, 276, 368, 372, 376, 384, 388, 392, 396, 400];

/** A document with hostile sizes in its headers, its rows, or both. */
function hostileRaster(random: Random): Buffer {
  const document = Buffer.from(pick(random, RASTERS));
  for (let left = random.integer(4); left > 0; left -= 1) {
    const at = 4 + pick(random, FIELDS);
    const value = random.integer(4) === 0 ? random.integer(2 ** 32) : pick(random, SIZES);
    document.writeUInt32BE(value, at);
  }
  for (let left = random.integer(3); left > 0; left -= 1)
    document[random.integer(document.length)] = random.integer(256);
  const tail = random.integer(3) === 0 ? random.bytes(random.integer(64)) : new Uint8Array();
  const length = random.integer(4) === 0 ? random.integer(document.length + 1) : document.length;
  return Buffer.concat([document.subarray(0, length), tail]);
}

const rasters: FuzzTarget = {
  name: 'PWG raster of the virtual printer',
  inputsOfALife: Infinity,
  make: (random) => () => {
    const document = hostileRaster(random);
    const count = countRasterPages(document);
    if (count === null) return;
    if (count < 1 || count > 64) throw new FuzzFailure(`${count} sides`);
    const dots = document.readUInt32BE(4 + 372) * document.readUInt32BE(4 + 376);
    if (dots > DECODED_BYTES_MAX) return;
    for (const back of ['normal', 'flipped', 'rotated'] as const) {
      const pages = decodeRaster(document, back);
      if (pages?.length !== count) throw new FuzzFailure('sides that were counted and not read');
      if (pages.some(({ width, height, gray }) => gray.length !== width * height))
        throw new FuzzFailure('a side that is not as large as it says');
    }
  },
};

export const PRINTER_TARGETS: readonly FuzzTarget[] = [replies, rasters];
