import type { CashPlaces } from '../cash/places.ts';
import type { VirtualWorld } from '../contract.ts';
import { ack, CcTalkDevice, NAK, number, text } from './device.ts';
import type { Answer } from './device.ts';
import type { Timer } from '../../../src/base/clock.ts';

/** One programmed coin: `id` is the six characters of header 184 (country, value, mint letter). */
export interface ProgrammedCoin {
  readonly position: number;
  readonly id: string;
  readonly denomination_yen: number;
}

export interface CoinAcceptorOptions {
  readonly address?: number;
  readonly serial?: number;
  readonly coins?: readonly ProgrammedCoin[];
  /** Where the coins of each sorter path fall. A place of {@link CashPlaces}; a path without a place leads to the cash box. */
  readonly pathTo: Readonly<Record<number, string>>;
  /** Sorter path of each coin position after power-up. */
  readonly factoryPaths: Readonly<Record<number, number>>;
  /** Pieces a place can hold before coins slide over into the cash box. */
  readonly capacity?: Readonly<Record<string, number>>;
  /** What becomes of the counters of headers 193, 194, 225 and 226 without power; `none`: it does not know them. */
  readonly counters?: 'volatile' | 'kept' | 'none';
  /** It keeps inhibit bits of positions that have a coin, and drops the others. */
  readonly dropsFreeBits?: boolean;
  /** It has no sorter: headers 188, 189, 209, 210, 221 and 222 are unknown, and every coin takes path 0. */
  readonly noSorter?: boolean;
  /** Master inhibit after power-up differs by maker. */
  readonly masterInhibitedAtStart?: boolean;
  /** Names of the places of this unit. */
  readonly cashbox?: string;
  readonly returnTray?: string;
}

/** Yen coins in use; the 500-yen coin exists twice (bicolour since 2021-11-01). Text of the ids is assumed by analogy. */
export const YEN_COINS: readonly ProgrammedCoin[] = [
  { position: 1, id: 'JP010A', denomination_yen: 10 },
  { position: 2, id: 'JP050A', denomination_yen: 50 },
  { position: 3, id: 'JP100A', denomination_yen: 100 },
  { position: 4, id: 'JP500A', denomination_yen: 500 },
  { position: 5, id: 'JP500B', denomination_yen: 500 },
];

/** A coin on its way: sensors at 120 ms, past the gate until the credit sensor at 340 ms, in its place at 560 ms. */
const VALIDATE_ms = 120;
const CREDIT_ms = 220;
const FALL_ms = 220;
/** Coins cannot be put in faster than this. */
const SPACING_ms = 150;
/** Not polled for this long: coins go to return, with no event. */
const WATCHDOG_ms = 1000;

const EVENT = {
  reject: 1,
  inhibited: 2,
  creditSensorBlocked: 14,
  backwards: 17,
  string: 20,
  inhibitedType: 128,
  lever: 254,
};

const COUNTERS = [193, 194, 225, 226];
const SORTER = [188, 189, 209, 210, 221, 222];

/** A virtual coin acceptor (ccTalk category "Coin Acceptor"), facts of cash.md sections 2.3 and 2.4. */
export class VirtualCoinAcceptor extends CcTalkDevice {
  readonly places: CashPlaces;
  readonly #coins: readonly ProgrammedCoin[];
  readonly #options: CoinAcceptorOptions;
  readonly #cashbox: string;
  readonly #tray: string;
  /** Place of coins between slot and gate, and past the gate. */
  readonly #slot = 'acceptor-slot';
  readonly #path = 'acceptor-path';
  /** Place of a coin that sticks. */
  readonly #stuck = 'acceptor-jam';
  /** Timers of the coins between slot and gate. */
  readonly #inSlot = new Map<Timer, number>();
  // Volatile, as the makers' manuals say.
  #counter = 0;
  #events: (readonly [number, number])[] = [];
  #mask = 0;
  #master = 1;
  #paths = new Map<number, number>();
  #defaultPath = 1;
  #sorterOverride = 0xff;
  #lastPoll_ms = -Infinity;
  #insertions = 0;
  #accepted = 0;
  #rejects = 0;
  #frauds = 0;
  // Physical.
  #slotFree_ms = 0;
  #jammed = false;
  #jamNext = false;
  #hangsAt: number | null = null;

  constructor(world: VirtualWorld, places: CashPlaces, options: CoinAcceptorOptions) {
    super(world, options.address ?? 2, {
      maker: 'MDG',
      category: 'Coin Acceptor',
      product: 'VCA-1',
      serial: options.serial ?? 0x01e240,
      software: 'VCA-1-V1.04',
      build: 'VB1',
    });
    this.places = places;
    this.#options = options;
    this.#coins = options.coins ?? YEN_COINS;
    this.#cashbox = options.cashbox ?? 'cashbox';
    this.#tray = options.returnTray ?? 'returnTray';
    this.onPowerUp();
  }

  // ---------------------------------------------------------------- what a person can do

  /**
   * A person drops a coin into the slot. A value that is not programmed, and `genuine: false`, are not recognised. `id`
   * chooses between two coins of one value (default: the newer).
   */
  insertCoin(denomination_yen: number, how: { readonly genuine?: boolean; readonly id?: string } = {}): void {
    const now_ms = this.timers.now_ms();
    if (this.#jammed) {
      this.places.move('citizen', this.#tray, denomination_yen);
      return;
    }
    this.places.move('citizen', this.#slot, denomination_yen);
    const start_ms = Math.max(now_ms, this.#slotFree_ms);
    this.#slotFree_ms = start_ms + SPACING_ms;
    const coin = this.#recognise(denomination_yen, how);
    if (!this.powered) {
      this.places.move(this.#slot, this.#tray, denomination_yen);
      return;
    }
    const timer = this.timers.after(start_ms - now_ms + VALIDATE_ms, () => {
      this.#inSlot.delete(timer);
      this.#atGate(denomination_yen, coin);
    });
    this.#inSlot.set(timer, denomination_yen);
  }

  /** A coin that the unit knows slips past the gate although it is shut. */
  slipIn(denomination_yen: number): void {
    this.places.move('citizen', this.#slot, denomination_yen);
    this.#take(denomination_yen, this.#recognise(denomination_yen, {})?.position ?? 0);
  }

  /** The return lever opens the path: what sticks there falls back, the host is told (event 254). */
  pressReturnLever(): void {
    // Coins past the gate cannot come back.
    this.#dropFromSlot();
    this.places.moveAll(this.#stuck, this.#tray);
    this.#jammed = this.#jamNext = false;
    if (this.powered) this.#event(0, EVENT.lever);
  }

  /** An event by its code, as the mechanism reports what it cannot name better. */
  misread(code: number): void {
    if (this.powered) this.#event(0, code);
  }

  /** The flap of the sorter hangs: every coin takes this path, and is reported so. */
  hangSorter(path: number | null): void {
    this.#hangsAt = path;
  }

  /** A coin on a string: it is seen and pulled back before the credit sensor. The thief keeps his coin. */
  fraud(kind: 'string' | 'backwards' = 'string'): void {
    if (!this.powered || this.#jammed) return;
    this.#insertions += 1;
    this.#frauds += 1;
    this.#event(0, EVENT[kind]);
  }

  /** The next coin sticks in the path (credit sensor blocked) until the lever is pressed or staff clear it. */
  jam(): void {
    this.#jamNext = true;
  }

  /** Staff clear the path; what stuck there is handed over to them. */
  clearJam(to = 'staff'): void {
    this.places.moveAll(this.#stuck, to);
    this.#jammed = this.#jamNext = false;
  }

  get jammed(): boolean {
    return this.#jammed;
  }

  // ---------------------------------------------------------------- the way of a coin

  #recognise(denomination_yen: number, how: { genuine?: boolean; id?: string }): ProgrammedCoin | undefined {
    if (how.genuine === false) return undefined;
    const same = this.#coins.filter((coin) => coin.denomination_yen === denomination_yen);
    return how.id === undefined ? same.at(-1) : same.find((coin) => coin.id === how.id);
  }

  #atGate(denomination_yen: number, coin: ProgrammedCoin | undefined): void {
    const back = (): void => this.places.move(this.#slot, this.#tray, denomination_yen);
    if (this.#jamNext) {
      this.#jamNext = false;
      this.#jammed = true;
      this.places.move(this.#slot, this.#stuck, denomination_yen);
      this.#event(0, EVENT.creditSensorBlocked);
      return;
    }
    if (this.#jammed || this.timers.now_ms() - this.#lastPoll_ms > WATCHDOG_ms) return back();
    this.#insertions += 1;
    if (!coin) {
      this.#rejects += 1;
      this.#event(0, EVENT.reject);
      return back();
    }
    const enabled = (this.#mask >> (coin.position - 1)) & this.#master & 1;
    if (!enabled) {
      this.#rejects += 1;
      this.#event(0, EVENT.inhibitedType + coin.position - 1);
      return back();
    }
    this.#take(denomination_yen, coin.position);
  }

  #take(denomination_yen: number, position: number): void {
    const path = this.#pathOf(position);
    this.places.move(this.#slot, this.#path, denomination_yen);
    this.timers.after(CREDIT_ms, () => {
      this.#accepted += 1;
      this.#event(position, path);
      this.timers.after(FALL_ms, () => this.#fall(denomination_yen, path));
    });
  }

  #pathOf(position: number): number {
    if (this.#options.noSorter) return 0;
    if (this.#hangsAt !== null) return this.#hangsAt;
    const path = this.#paths.get(position) ?? this.#defaultPath;
    return (this.#sorterOverride >> (path - 1)) & 1 ? path : this.#defaultPath;
  }

  #fall(denomination_yen: number, path: number): void {
    const to = this.#options.pathTo[path] ?? this.#cashbox;
    const room = this.#options.capacity?.[to] ?? Infinity;
    const full = this.places.count(to, denomination_yen) >= room;
    this.places.move(this.#path, full ? this.#cashbox : to, denomination_yen);
  }

  /** Coins before the gate fall back; the gate rests closed. */
  #dropFromSlot(): void {
    for (const [timer, denomination_yen] of this.#inSlot) {
      timer.cancel();
      this.places.move(this.#slot, this.#tray, denomination_yen);
    }
    this.#inSlot.clear();
  }

  #event(first: number, second: number): void {
    this.#counter = this.#counter === 255 ? 1 : this.#counter + 1;
    this.#events = [[first, second] as const, ...this.#events].slice(0, 5);
  }

  // ---------------------------------------------------------------- power

  protected onPowerLost(): void {
    this.#dropFromSlot();
    // Coins past the gate fall where the sorter rests when nothing drives it.
    this.places.moveAll(this.#path, this.#cashbox);
  }

  protected onPowerUp(): void {
    this.#volatile();
    if (this.#options.counters === 'kept') return;
    this.#insertions = this.#accepted = this.#rejects = this.#frauds = 0;
  }

  protected onReset(): void {
    // A coin past the gate is no longer credited, but falls all the same.
    this.onPowerLost();
    this.timers.cancelAll();
    this.onPowerUp();
  }

  #volatile(): void {
    this.#counter = 0;
    this.#events = [];
    this.#mask = 0;
    this.#master = this.#options.masterInhibitedAtStart ? 0 : 1;
    this.#paths = new Map(
      Object.entries(this.#options.factoryPaths).map(([position, path]) => [Number(position), path]),
    );
    this.#defaultPath = 1;
    this.#sorterOverride = 0xff;
    this.#lastPoll_ms = -Infinity;
    this.#slotFree_ms = 0;
  }

  // ---------------------------------------------------------------- the wire

  protected command(header: number, data: Uint8Array): Answer | null | undefined {
    if (this.#options.counters === 'none' && COUNTERS.includes(header)) return null;
    if (this.#options.noSorter && SORTER.includes(header)) return null;
    return this.#credit(header, data) ?? this.#sorter(header, data) ?? this.#information(header, data);
  }

  #credit(header: number, data: Uint8Array): Answer | undefined {
    switch (header) {
      case 229: {
        this.#lastPoll_ms = this.timers.now_ms();
        const pairs = Array.from({ length: 5 }, (_, i) => this.#events[i] ?? [0, 0]).flat();
        return ack(this.#counter, ...pairs);
      }
      case 231:
        if (data.length !== 2) return NAK;
        this.#mask = (data[0] ?? 0) | ((data[1] ?? 0) << 8);
        if (this.#options.dropsFreeBits)
          this.#mask &= this.#coins.reduce((all, { position }) => all | (1 << (position - 1)), 0);
        return ack();
      case 230:
        return ack(this.#mask & 0xff, this.#mask >> 8);
      case 228:
        if (data.length !== 1) return NAK;
        this.#master = (data[0] ?? 0) & 1;
        return ack();
      case 227:
        return ack(this.#master);
      case 226:
        return number(this.#insertions, 3);
      case 225:
        return number(this.#accepted, 3);
      case 194:
        return number(this.#rejects, 3);
      case 193:
        return number(this.#frauds, 3);
      default:
        return undefined;
    }
  }

  #sorter(header: number, data: Uint8Array): Answer | undefined {
    const [first = 0, second = 0] = data;
    switch (header) {
      case 222:
        if (data.length !== 1) return NAK;
        this.#sorterOverride = first;
        return ack();
      case 221:
        return ack(this.#sorterOverride);
      case 210:
        if (data.length < 2 || first < 1 || first > 16 || second < 1 || second > 8) return NAK;
        this.#paths.set(first, second);
        return ack();
      case 209:
        if (data.length !== 1 || first < 1 || first > 16) return NAK;
        return ack(this.#paths.get(first) ?? this.#defaultPath);
      case 189:
        if (data.length !== 1 || first < 1 || first > 8) return NAK;
        this.#defaultPath = first;
        return ack();
      case 188:
        return ack(this.#defaultPath);
      default:
        return undefined;
    }
  }

  #information(header: number, data: Uint8Array): Answer | undefined {
    switch (header) {
      case 249:
        // Units of 10 ms: poll within 200 ms.
        return ack(2, 20);
      case 248:
        return ack(0);
      case 243:
        return ack(1);
      case 236:
        return ack(this.#jammed ? 1 : 0);
      case 232:
        return ack(this.#jammed ? 3 : 0);
      case 213:
        return ack(0);
      case 184: {
        const position = data[0] ?? 0;
        if (data.length !== 1 || position < 1 || position > 16) return NAK;
        return text(this.#coins.find((coin) => coin.position === position)?.id ?? '......');
      }
      case 197:
        return number(0x5a17_c0de, 4);
      case 196:
      case 195:
        return ack(0x2f, 0x3a);
      case 170:
        return text('2020');
      default:
        return undefined;
    }
  }
}
