/** The ccTalk driver on a virtual bus, byte by byte on a simulated clock, with what a ledger would hold. */
import { cctalkBus, type CctalkDeviceConfig } from '../../drivers/cctalk/bus.ts';
import type { HopperCipher } from '../../drivers/cctalk/ciphers.ts';
import type { CctalkCommand, CctalkFact } from '../../drivers/cctalk/device.ts';
import { coinAcceptorOptions, hopperOptions } from '../../drivers/cctalk/options.ts';
import type { DeviceMemory } from '../../drivers/contract.ts';
import { packMemories, type LineCommand } from '../../drivers/line/line.ts';
import { run, type Run } from '../../drivers/runner.ts';
import { bytePort } from '../../drivers/wire-ports.ts';
import { SeededRandom } from '../../src/base/random.ts';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import { CashPlaces } from '../virtual/cash/places.ts';
import { CcTalkBus, type BusOptions } from '../virtual/cctalk/bus.ts';
import { VirtualCoinAcceptor, type CoinAcceptorOptions } from '../virtual/cctalk/coin-acceptor.ts';
import { VirtualHopper, type HopperCipher as VirtualCipher } from '../virtual/cctalk/hopper.ts';

export interface RigOptions {
  readonly seed?: number;
  readonly bus?: BusOptions;
  readonly device?: Partial<CoinAcceptorOptions>;
  /** Options of the driver for the coin acceptor and for each hopper. */
  readonly coins?: Record<string, unknown>;
  readonly hopper?: Record<string, unknown>;
  readonly cipher?: VirtualCipher;
  readonly ciphers?: Record<string, HopperCipher>;
  /** A commit takes this long, and nothing else happens meanwhile. */
  readonly commit_ms?: number;
}

const PATHS = { 1: 'cashbox', 2: 'hopper-100', 3: 'hopper-10' };

export class CctalkRig {
  readonly clock = new SimulatedClock();
  readonly places = new CashPlaces();
  readonly acceptor: VirtualCoinAcceptor;
  readonly hoppers: readonly VirtualHopper[];
  readonly bus: CcTalkBus;
  readonly facts: { readonly deviceId: string; readonly fact: CctalkFact }[] = [];
  readonly memories: Record<string, DeviceMemory | null> = {};
  /** Headers of the requests for the acceptor, in order. */
  readonly asked: number[] = [];
  readonly writes: number[] = [];
  readonly #options: RigOptions;
  #run: Run<LineCommand<CctalkCommand>> | null = null;
  #alive = 0;

  constructor(options: RigOptions = {}) {
    this.#options = options;
    const world = { clock: this.clock, random: new SeededRandom(options.seed ?? 1) };
    this.acceptor = new VirtualCoinAcceptor(world, this.places, {
      pathTo: PATHS,
      factoryPaths: { 1: 3, 2: 1, 3: 2, 4: 1, 5: 1 },
      ...options.device,
    });
    const hopper = (address: number, denomination_yen: number, coinId: string, place: string): VirtualHopper =>
      new VirtualHopper(world, this.places, {
        address,
        denomination_yen,
        coinId,
        place,
        ...(options.cipher ? { cipher: options.cipher } : {}),
      });
    this.hoppers = [hopper(3, 100, 'JP100A', 'hopper-100'), hopper(4, 10, 'JP010A', 'hopper-10')];
    for (const one of this.hoppers) one.fill(30);
    this.bus = new CcTalkBus(world, [this.acceptor, ...this.hoppers], options.bus);
  }

  /** Begins a run of the driver with the memories committed last; the clock goes on until everything is online. */
  start(wait_ms = 6_000): this {
    const { coins, hopper, bus, ciphers } = this.#options;
    const checksum = bus?.checksum ?? 'sum8';
    const devices: CctalkDeviceConfig[] = [
      {
        deviceId: 'coins',
        kind: 'coinAcceptor',
        options: coinAcceptorOptions.parse({ checksum, sorterPaths: PATHS, ...coins }),
      },
      ...this.hoppers.map((one) => ({
        deviceId: one.place,
        kind: 'hopper' as const,
        options: hopperOptions.parse({
          checksum,
          address: one.address,
          denomination_yen: one.denomination_yen,
          ...hopper,
        }),
      })),
    ];
    const machine = cctalkBus({ echo: bus?.echo ?? true }, devices, ciphers);
    const life = (this.#alive += 1);
    const lives = (): boolean => this.#alive === life;
    this.#run = run({
      machine,
      initial: machine.initial(packMemories(this.memories)),
      port: bytePort({
        write: (bytes) => {
          if (bytes[0] === 2) this.asked.push(bytes[3] ?? 0);
          this.writes.push(this.clock.now_ms());
          this.clock.after(1, () => this.bus.receive(bytes));
        },
        onBytes: (listener) => this.bus.onSend((bytes) => lives() && listener(bytes)),
        onLost: () => {},
        close: () => {},
      }),
      clock: this.clock,
      onFact: ({ deviceId, fact }) => this.#fact(deviceId, fact),
      onEnded: (reason) => {
        throw new Error(reason);
      },
    });
    return this.advance(wait_ms);
  }

  /** The daemon is gone at once. */
  kill(): void {
    this.#alive += 1;
    this.#run?.close();
    this.#run = null;
  }

  advance(span_ms: number): this {
    this.clock.advance(span_ms);
    return this;
  }

  command(command: CctalkCommand, deviceId = 'coins'): this {
    this.#run?.command({ deviceId, command });
    return this;
  }

  enable(...denominations_yen: number[]): this {
    return this.command({ type: 'enable', denominations_yen }).advance(800);
  }

  /** A hopper is asked for coins; executed as soon as it is prepared. */
  pay(count: number, unit = 'hopper-100', intentId = 'i1'): this {
    this.command({ type: 'prepare', intentId, order: { type: 'dispense', count } }, unit).advance(1_000);
    return this.command({ type: 'execute', intentId, material: undefined }, unit);
  }

  of<T extends CctalkFact['type']>(type: T, deviceId?: string): Extract<CctalkFact, { type: T }>[] {
    return this.facts
      .filter((one) => deviceId === undefined || one.deviceId === deviceId)
      .map((one) => one.fact)
      .filter((fact): fact is Extract<CctalkFact, { type: T }> => fact.type === type);
  }

  status(deviceId = 'coins'): string {
    return this.of('status', deviceId).at(-1)?.availability ?? 'none';
  }

  reasons(deviceId = 'coins'): string[] {
    return (this.of('status', deviceId).at(-1)?.reasons ?? []).map(({ code, detail }) => `${code}: ${detail}`);
  }

  /** Yen credited by facts, each identity once. */
  credited_yen(): number {
    const byId = new Map(this.of('coinAccepted').map((fact) => [fact.factId, fact.denomination_yen]));
    return [...byId.values()].reduce((sum, value) => sum + value, 0);
  }

  /** Yen the public has put in that are not back in its hands. */
  taken_yen(): number {
    return -this.places.total_yen('citizen') - this.places.total_yen('returnTray');
  }

  #fact(deviceId: string, fact: CctalkFact): void {
    this.facts.push({ deviceId, fact });
    if (!('memory' in fact)) return;
    this.memories[deviceId] = fact.memory;
    if (this.#options.commit_ms !== undefined) this.clock.stall(this.#options.commit_ms);
  }
}
