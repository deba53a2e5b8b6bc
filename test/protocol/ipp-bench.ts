/** A printer driver joined to the virtual printer on a simulated clock: what the IPP tests stand on. */
import type { ByteSource } from '../../drivers/contract.ts';
import { ippPrinterOptions } from '../../drivers/ipp/options.ts';
import { ippPrinter } from '../../drivers/ipp/printer.ts';
import type { PrinterCommand, PrinterFact, PrintOrder } from '../../drivers/printer.ts';
import { run } from '../../drivers/runner.ts';
import { httpPort } from '../../drivers/wire-ports.ts';
import { SeededRandom } from '../../src/base/random.ts';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import { connectInProcess } from '../virtual/hosts/http-inprocess.ts';
import { VirtualPrinter, type VirtualPrinterOptions } from '../virtual/printer/printer.ts';

/** A source over bytes that remembers whether it was wiped. */
export function sourceOf(bytes: Uint8Array): ByteSource & { readonly closed: boolean; readonly handedOut: number } {
  const state = { at: 0, closed: false };
  return {
    length_bytes: bytes.length,
    read(max_bytes) {
      const piece = bytes.subarray(state.at, state.at + max_bytes);
      state.at += piece.length;
      return piece;
    },
    onReadable: () => undefined,
    close() {
      state.closed = true;
    },
    get closed() {
      return state.closed;
    },
    get handedOut() {
      return state.at;
    },
  };
}

/**
 * A source whose length nobody knows and that is filled by and by, as a page being drawn is.
 * `pushed` pieces are read one by one; `end` and `breakOff` end it.
 */
export function drippingSource() {
  const pieces: Uint8Array[] = [];
  const state = { over: false, broken: false, closed: false, handedOut: 0 };
  let listener: () => void = () => undefined;
  return {
    length_bytes: null,
    get broken() {
      return state.broken;
    },
    get closed() {
      return state.closed;
    },
    get handedOut() {
      return state.handedOut;
    },
    read(max_bytes: number): Uint8Array | null {
      const first = pieces.shift();
      if (!first) return state.over ? new Uint8Array() : null;
      if (first.length > max_bytes) pieces.unshift(first.subarray(max_bytes));
      const piece = first.subarray(0, max_bytes);
      state.handedOut += piece.length;
      return piece;
    },
    onReadable(next: () => void) {
      listener = next;
    },
    close() {
      state.closed = true;
    },
    push(piece: Uint8Array) {
      pieces.push(piece);
      listener();
    },
    end() {
      state.over = true;
      listener();
    },
    breakOff() {
      state.broken = true;
      state.over = true;
      listener();
    },
  };
}

/** A tiny leaf of white sides, 16 × 16 dots, as a PWG raster written here by hand. */
export function tinyLeaf(sides: 1 | 2): Uint8Array {
  const parts = [Buffer.from('RaS2')];
  for (let side = 0; side < sides; side += 1) {
    const header = Buffer.alloc(1796);
    header.write('PwgRaster', 0, 'latin1');
    header.writeUInt32BE(600, 276);
    header.writeUInt32BE(600, 280);
    header.writeUInt32BE(16, 372);
    header.writeUInt32BE(16, 376);
    header.writeUInt32BE(1, 384);
    header.writeUInt32BE(1, 388);
    header.writeUInt32BE(2, 392);
    header.writeUInt32BE(3, 400);
    header.writeUInt32BE(1, 420);
    header.write('iso_a4_210x297mm', 1732, 'latin1');
    // Sixteen times the same row: two octets of no ink.
    parts.push(header, Buffer.from([15, 1, 0]));
  }
  return Buffer.concat(parts);
}

export const ORDER: PrintOrder = {
  type: 'print',
  jobName: 'leaf-0001',
  format: 'image/pwg-raster',
  sides: 'two-sided-long-edge',
  sheets: 1,
};

/** Everything of one test. */
export class IppBench {
  readonly clock = new SimulatedClock();
  readonly printer: VirtualPrinter;
  readonly facts: PrinterFact[] = [];
  readonly options;
  #run;

  constructor(options: { printer?: VirtualPrinterOptions; driver?: Record<string, unknown> } = {}) {
    this.printer = new VirtualPrinter({ clock: this.clock, random: new SeededRandom(7) }, options.printer);
    this.options = ippPrinterOptions.parse({ uri: this.printer.uri, ...options.driver });
    this.#run = this.#start();
  }

  #start() {
    const machine = ippPrinter(this.options);
    return run({
      machine,
      initial: machine.initial(null),
      port: httpPort(connectInProcess(this.printer, { clock: this.clock })),
      clock: this.clock,
      onFact: (fact) => this.facts.push(fact),
      onEnded: (reason) => {
        throw new Error(`machine ended: ${reason}`);
      },
    });
  }

  /** The daemon dies and starts again: a new machine on a new pipe, the printer goes on. */
  restartDriver(): void {
    this.#run.close();
    this.facts.length = 0;
    this.#run = this.#start();
    this.clock.advance(100);
  }

  command(command: PrinterCommand): void {
    this.#run.command(command);
  }

  /** Moves time until a fact of this type comes, at most `limit_ms`. */
  until<Type extends PrinterFact['type']>(type: Type, limit_ms = 600_000): Extract<PrinterFact, { type: Type }> {
    const from = this.clock.now_ms();
    let at = 0;
    for (;;) {
      for (; at < this.facts.length; at += 1) {
        const fact = this.facts[at]!;
        if (fact.type === type) {
          this.facts.splice(0, at + 1);
          return fact as Extract<PrinterFact, { type: Type }>;
        }
      }
      if (this.clock.now_ms() - from > limit_ms || !this.clock.runNext()) {
        throw new Error(`no ${type} within ${limit_ms} ms; facts: ${JSON.stringify(this.facts)}`);
      }
    }
  }

  /** Identified and settled. */
  open(): this {
    this.clock.advance(100);
    return this;
  }

  /** Prepares and executes a leaf; gives the base and the source. */
  send(intentId = 'intent-1', order: PrintOrder = ORDER, document = tinyLeaf(2)) {
    this.command({ type: 'prepare', intentId, order });
    const { deviceBase } = this.until('prepared', 30_000);
    const source = sourceOf(document);
    this.command({ type: 'execute', intentId, material: source });
    return { deviceBase, source };
  }
}
