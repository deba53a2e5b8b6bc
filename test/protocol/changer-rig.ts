/** The whole cash side on a simulated clock: virtual hardware, lines, runners and the composite changer. */
import type { BillAcceptorCommand, StackOrder } from '../../drivers/bill-acceptor.ts';
import type { CashChangerCommand, CashChangerFact, PayOrder } from '../../drivers/cash-changer.ts';
import { cctalkBus } from '../../drivers/cctalk/bus.ts';
import type { CctalkCommand } from '../../drivers/cctalk/device.ts';
import { coinAcceptorOptions, hopperOptions } from '../../drivers/cctalk/options.ts';
import { compositeChanger } from '../../drivers/changer/composite.ts';
import type { PartFact, PartInput, PartOutput } from '../../drivers/changer/composite-state.ts';
import type { BytePipe, DeviceMemory } from '../../drivers/contract.ts';
import { billAcceptor } from '../../drivers/id003/bill-acceptor.ts';
import { billAcceptorOptions } from '../../drivers/id003/options.ts';
import { packMemories, type LineCommand } from '../../drivers/line/line.ts';
import { run, type Run, type WirePort } from '../../drivers/runner.ts';
import { bytePort } from '../../drivers/wire-ports.ts';
import { SeededRandom } from '../../src/base/random.ts';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import { createCashKit, KIT_HOPPERS, type CashKit, type CashKitOptions } from '../virtual/cash/kit.ts';
import type { VirtualSerialDevice } from '../virtual/contract.ts';

/** Joins a virtual device to a byte pipe; bytes arrive at the driver in a later turn, as on a real port. */
function pipeTo(clock: SimulatedClock, device: VirtualSerialDevice): BytePipe & { cut(): void } {
  let onBytes: (bytes: Uint8Array) => void = () => {};
  let open = true;
  device.onSend((bytes) => {
    if (open) onBytes(bytes);
  });
  return {
    write: (bytes) => {
      clock.after(1, () => {
        if (open) device.receive(bytes);
      });
    },
    onBytes: (listener) => {
      onBytes = listener;
    },
    onLost: () => {},
    close: () => {
      open = false;
    },
    cut: () => {
      open = false;
    },
  };
}

export interface RigOptions extends CashKitOptions {
  readonly billModel?: string;
  /** Answers every held fact by `recorded` at once, as the kiosk does after its commit. */
  readonly records?: boolean;
}

export class CashRig {
  readonly clock = new SimulatedClock();
  readonly kit: CashKit;
  readonly facts: CashChangerFact[] = [];
  readonly partFacts: { readonly partId: string; readonly fact: PartFact }[] = [];
  /** What a ledger would hold of each part. */
  readonly memories: Record<string, DeviceMemory | null> = {};
  /** What a ledger would hold: credits by fact, open orders, and what ended orders have moved. */
  readonly credits = new Map<string, { readonly unit: string; readonly denomination_yen: number }>();
  readonly intents = new Map<string, { readonly order: PayOrder | StackOrder; readonly deviceBase: DeviceMemory }>();
  readonly ended = new Map<string, Extract<CashChangerFact, { type: 'outcome' }>>();
  readonly orders = new Map<string, PayOrder | StackOrder>();
  readonly #options: RigOptions;
  #changer: Run<CashChangerCommand> | null = null;
  #lines: { close(): void }[] = [];

  constructor(options: RigOptions = {}) {
    this.#options = options;
    this.kit = createCashKit({ clock: this.clock, random: new SeededRandom(1) }, options);
  }

  /** Starts the daemon's side: new pipes, new machines with the memories committed last. */
  start(): this {
    const changer: { tell: (input: PartInput) => void } = { tell: () => {} };
    const parts = {
      coins: { partId: 'coins', accepts_yen: [10, 50, 100, 500] },
      notes: { partId: 'notes', accepts_yen: [1000], destination: 'note-box' },
      hoppers: KIT_HOPPERS.map(({ unitId, denomination_yen }) => ({ partId: unitId, denomination_yen })),
    };
    const bus = cctalkBus({ echo: true }, [
      {
        deviceId: 'coins',
        kind: 'coinAcceptor',
        options: coinAcceptorOptions.parse({ sorterPaths: this.kit.sorterPaths }),
      },
      ...KIT_HOPPERS.map(({ unitId, address, denomination_yen }) => ({
        deviceId: unitId,
        kind: 'hopper' as const,
        options: hopperOptions.parse({ address, denomination_yen }),
      })),
    ]);
    const bill = billAcceptor('notes', billAcceptorOptions.parse({ model: this.#options.billModel ?? 'jcm-id003' }));
    const onPart = (partId: string, fact: PartFact): void => {
      this.partFacts.push({ partId, fact });
      changer.tell({ type: 'part', partId, fact });
    };
    const port: WirePort<PartInput, PartOutput> = {
      send: (output) => {
        if (output.kind === 'billAcceptor') notesRun?.command(output.command);
        else busRun?.command({ deviceId: output.partId, command: output.command });
      },
      onInput: (listener) => {
        changer.tell = listener;
      },
      onLost: () => {},
      close: () => {},
    };
    let notesRun: Run<BillAcceptorCommand> | null = null;
    let busRun: Run<LineCommand<CctalkCommand>> | null = null;
    this.#changer = run({
      machine: compositeChanger('changer', parts),
      initial: compositeChanger('changer', parts).initial(null),
      port,
      clock: this.clock,
      onFact: (fact) => this.#onFact(fact),
      onEnded: (reason) => {
        throw new Error(reason);
      },
    });
    busRun = run({
      machine: bus,
      initial: bus.initial(packMemories(this.memories)),
      port: bytePort(pipeTo(this.clock, this.kit.bus)),
      clock: this.clock,
      onFact: ({ deviceId, fact }) => onPart(deviceId, fact),
      onEnded: (reason) => {
        throw new Error(reason);
      },
    });
    notesRun = run({
      machine: bill,
      initial: bill.initial(this.memories['notes'] ?? null),
      port: bytePort(pipeTo(this.clock, this.kit.validator)),
      clock: this.clock,
      onFact: (fact) => onPart('notes', fact),
      onEnded: (reason) => {
        throw new Error(reason);
      },
    });
    this.#lines = [busRun, notesRun, this.#changer];
    return this;
  }

  /** Ends the daemon's side at once, as a kill does. */
  kill(): void {
    for (const line of this.#lines) line.close();
    this.#lines = [];
    this.#changer = null;
  }

  command(command: CashChangerCommand): void {
    this.#changer?.command(command);
  }

  advance(span_ms: number): this {
    this.clock.advance(span_ms);
    return this;
  }

  /** Facts of one type since the start or the last `clear`. */
  of<T extends CashChangerFact['type']>(type: T): Extract<CashChangerFact, { type: T }>[] {
    return this.facts.filter((fact): fact is Extract<CashChangerFact, { type: T }> => fact.type === type);
  }

  clear(): void {
    this.facts.length = 0;
  }

  /** Availability told last. */
  get availability(): string {
    return this.of('status').at(-1)?.availability ?? 'none';
  }

  /** Asks a hopper for coins, or the note unit to stack; executed as soon as it is prepared. */
  order(intentId: string, order: PayOrder | StackOrder): void {
    this.orders.set(intentId, order);
    this.command({ type: 'prepare', intentId, order });
  }

  /** What recovery does at start: asks for every order without an outcome. */
  resolveAll(): void {
    for (const [intentId, { order, deviceBase }] of this.intents)
      this.command({ type: 'resolve', intentId, order, deviceBase });
  }

  /** Pieces of one denomination that the books say went into a unit less those that came out of it. */
  booked(unit: string, denomination_yen: number): number {
    let pieces = 0;
    for (const credit of this.credits.values())
      if (credit.unit === unit && credit.denomination_yen === denomination_yen) pieces += 1;
    for (const { moved } of this.ended.values())
      if (moved.type === 'paid' && moved.unitId === unit)
        for (const pile of moved.pieces) if (pile.denomination_yen === denomination_yen) pieces -= pile.count;
    return pieces;
  }

  #onFact(fact: CashChangerFact): void {
    this.facts.push(fact);
    if (fact.type === 'cashAccepted')
      this.credits.set(fact.factId, { unit: fact.destination, denomination_yen: fact.denomination_yen });
    const order = fact.type === 'prepared' ? this.orders.get(fact.intentId) : undefined;
    if (fact.type === 'prepared' && order) {
      this.intents.set(fact.intentId, { order, deviceBase: fact.deviceBase });
      this.command({ type: 'execute', intentId: fact.intentId, material: undefined });
    }
    if (fact.type === 'outcome') {
      this.intents.delete(fact.intentId);
      this.ended.set(fact.intentId, fact);
    }
    if ('memory' in fact) this.memories[fact.deviceId] = fact.memory;
    if (fact.type === 'outcome') this.memories[fact.deviceId] = fact.deviceAfter;
    if (fact.type === 'cashAccepted' && fact.held && this.#options.records !== false)
      this.command({ type: 'recorded', factId: fact.factId });
  }
}
