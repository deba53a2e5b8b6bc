import type { VirtualWorld } from '../contract.ts';
import type { CashPlaces } from '../cash/places.ts';
import { DeviceTimers } from '../cash/timers.ts';
import { u32 } from './frame.ts';
import { CODE_VALUES_yen, codeOf, EVENT, ORDER_STATE, paidOf_yen, UnitMemory, valueOf_yen } from './memory.ts';
import type { OrderRecord } from './memory.ts';
import { FAULT, maskOf, ONE_PIECE_PLACES as AT, REJECT, RESULT, STATE } from './words.ts';
import type { OnePieceOptions } from './words.ts';

const START_ms = 400;
const COIN_ms = 450;
const NOTE_ms = 1500;
const SETTLE_ms = 600;
/** A piece is lifted, then passes the exit sensor. */
const LIFT_ms = 150;
const EXIT_ms = 130;
const NEAR_EMPTY_pieces = 10;

/** The machine behind the protocol: pieces, motors, counts and memory of a one-piece unit. Places say where pieces really are. */
export class OnePieceMechanism {
  readonly cash: CashPlaces;
  readonly memory = new UnitMemory();
  protected readonly world: VirtualWorld;
  readonly #timers: DeviceTimers;
  protected readonly options: OnePieceOptions;
  #powered = true;
  #ready_ms: number;
  #deposit: 'none' | 'open' | 'fixing' | 'fixed' = 'none';
  #sum_yen = 0;
  #mask = 0;
  #order: OrderRecord | null = null;
  /** The piece on its way out: lifted, not yet past the sensor. */
  #lifted = 0;
  #stop = false;
  #moving = 0;
  #fault: number = FAULT.none;
  #jamNext: number = FAULT.none;

  constructor(world: VirtualWorld, cash: CashPlaces, options: OnePieceOptions = {}) {
    this.world = world;
    this.cash = cash;
    this.options = options;
    this.#timers = new DeviceTimers(world.clock);
    this.#ready_ms = world.clock.now_ms() + START_ms;
    this.#boot(0);
  }

  // ---------------------------------------------------------------- what a person can do

  /** Staff load the recycler; the unit counts what it is given. */
  fill(denomination_yen: number, count: number): void {
    this.cash.move('staff', AT.recycler, denomination_yen, count);
    this.#stock(codeOf(denomination_yen), count);
  }

  /** Pieces taken out by hand with the door open: the unit's own count does not see it. */
  emptySecretly(denomination_yen: number, count: number): void {
    this.cash.move(AT.recycler, 'staff', denomination_yen, count);
  }

  insertCoin(denomination_yen: number, how: { readonly genuine?: boolean } = {}): void {
    const code = codeOf(denomination_yen);
    if (!this.#powered || this.#fault === FAULT.coinJam) {
      this.cash.move('citizen', AT.returnTray, denomination_yen);
      return;
    }
    this.cash.move('citizen', AT.coinsIn, denomination_yen);
    this.#moving += 1;
    // The slot's own sensor decides: what passed it under a mask is taken under that mask.
    const refused = this.#refusal(code, how.genuine !== false);
    this.#timers.after(COIN_ms, () => {
      this.#moving -= 1;
      if (this.#jamNext === FAULT.coinJam) return this.#sticks(FAULT.coinJam, AT.coinsIn, denomination_yen);
      if (refused === 0) return this.#accepted(code, AT.coinsIn);
      this.cash.move(AT.coinsIn, AT.returnTray, denomination_yen);
      this.memory.event(EVENT.rejected, refused, 0);
    });
  }

  /** False when the unit does not draw the note in. */
  insertNote(denomination_yen: number, how: { readonly genuine?: boolean } = {}): boolean {
    const code = codeOf(denomination_yen);
    const open = this.#deposit === 'open' && (this.#mask & 0xf0) !== 0 && this.#fault === FAULT.none;
    const busy = this.cash.at(AT.noteIn).length + this.cash.at(AT.noteSlot).length > 0;
    if (!this.#powered || !open || busy) return false;
    this.cash.move('citizen', AT.noteIn, denomination_yen);
    this.#moving += 1;
    const refused = this.#refusal(code, how.genuine !== false);
    this.#timers.after(NOTE_ms, () => {
      this.#moving -= 1;
      if (this.#jamNext === FAULT.noteJam) return this.#sticks(FAULT.noteJam, AT.noteIn, denomination_yen);
      if (refused === 0) return this.#accepted(code, AT.noteIn);
      this.cash.move(AT.noteIn, AT.noteSlot, denomination_yen);
      this.memory.event(EVENT.rejected, refused, 0);
    });
    return true;
  }

  takeReturned(): number {
    return this.cash.moveAll(AT.noteSlot, 'citizen');
  }

  takeFromTray(): number {
    const sum_yen = this.cash.moveAll(AT.changeTray, 'citizen') + this.cash.moveAll(AT.returnTray, 'citizen');
    if (sum_yen > 0 && this.#powered) this.memory.event(EVENT.trayEmptied, 0, 0);
    return sum_yen;
  }

  pressReturnLever(): void {
    if (this.#powered) this.memory.event(EVENT.returnLever, 0, 0);
  }

  /** A coin on a string is seen and pulled back: no credit, one event. */
  fraud(): void {
    if (this.#powered) this.memory.event(EVENT.rejected, REJECT.fished, 0);
  }

  /** The next piece of this way sticks. */
  jam(where: 'coin' | 'note' | 'payout'): void {
    this.#jamNext = where === 'coin' ? FAULT.coinJam : where === 'note' ? FAULT.noteJam : FAULT.payoutJam;
  }

  /** Staff clear the unit: what stuck on its way in is handed to them, what stuck on its way out goes back into stock. */
  clearJam(): void {
    this.#jamNext = FAULT.none;
    const fault = this.#fault;
    this.cash.moveAll(AT.stuck, 'staff');
    // Nothing is lifted: what lies there stuck, whatever has jammed since.
    if (this.#lifted === 0) this.cash.moveAll(AT.out, AT.recycler);
    if (fault === FAULT.none || fault === FAULT.boxRemoved) return;
    this.#fault = FAULT.none;
    if (this.#powered) this.memory.event(EVENT.faultCleared, fault, 0);
  }

  /** Takes the cash box out (and empties it) or puts it back. */
  cashBox(present: boolean): void {
    if (!present) {
      this.cash.moveAll(AT.box, 'staff');
      this.memory.boxPieces = 0;
    }
    const fault = present ? FAULT.none : FAULT.boxRemoved;
    if (this.#fault !== FAULT.none && this.#fault !== FAULT.boxRemoved) return;
    if (this.#powered && fault !== this.#fault) {
      this.memory.event(present ? EVENT.faultCleared : EVENT.fault, FAULT.boxRemoved, 0);
    }
    this.#fault = fault;
  }

  // ---------------------------------------------------------------- power

  /** An order is being paid. */
  get paying(): boolean {
    return this.#order !== null;
  }

  powerOff(): void {
    if (!this.#powered) return;
    this.#powered = false;
    this.#timers.cancelAll();
    this.cash.moveAll(AT.coinsIn, AT.returnTray);
    if (this.#order) {
      this.#order.state = ORDER_STATE.interrupted;
      this.#order.doubtful = this.#lifted;
      this.#order = null;
    }
    if (this.#lifted > 0) {
      // Half over the edge: it falls or slides back, and nothing counted it.
      const falls = this.world.random.integer(2) === 1;
      this.cash.moveAll(AT.out, falls ? AT.changeTray : AT.recycler);
      this.#lifted = 0;
    }
  }

  powerOn(): void {
    if (this.#powered) return;
    this.#powered = true;
    this.#ready_ms = this.now() + START_ms;
    this.#boot(0);
    this.cash.moveAll(AT.noteIn, AT.noteSlot);
  }

  #boot(cause: number): void {
    this.memory.boot += 1;
    this.memory.event(EVENT.powerUp, cause, this.memory.boot);
    this.#deposit = 'none';
    this.#sum_yen = this.#mask = this.#moving = 0;
    this.#stop = false;
  }

  // ---------------------------------------------------------------- money in

  #refusal(code: number, genuine: boolean): number {
    if (!genuine || code === 0) return REJECT.notRecognised;
    const taking = this.#deposit === 'open' && this.#fault === FAULT.none;
    return taking && (this.#mask >> (code - 1)) & 1 ? 0 : REJECT.inhibited;
  }

  #accepted(code: number, from: string): void {
    const i = code - 1;
    const recycled =
      this.pays().includes(code) && this.memory.stock[i]! < (this.options.recyclerCapacity_pieces ?? 300);
    this.cash.move(from, recycled ? AT.recycler : AT.box, valueOf_yen(code));
    if (recycled) this.#stock(code, 1);
    else this.memory.boxPieces += 1;
    this.memory.lifeIn[i] = this.memory.lifeIn[i]! + 1;
    this.#sum_yen += valueOf_yen(code);
    this.memory.event(EVENT.accepted, code, recycled ? 0 : 1);
  }

  #stock(code: number, change: number): void {
    this.memory.stock[code - 1] = Math.max(0, this.memory.stock[code - 1]! + change);
  }

  /** Codes that can be paid out, largest first. */
  protected pays(): number[] {
    return (this.options.pays_yen ?? [10, 50, 100, 500]).map(codeOf).toSorted((a, b) => b - a);
  }

  #sticks(fault: number, from: string, denomination_yen: number): void {
    this.cash.move(from, AT.stuck, denomination_yen);
    this.#jammed(fault);
  }

  #jammed(fault: number): void {
    this.#jamNext = FAULT.none;
    this.#fault = fault;
    this.memory.event(EVENT.fault, fault, 0);
  }

  /** Ends FIXING when everything that passed the slot has arrived or jammed. */
  #fixWhenStill(): void {
    this.#timers.after(SETTLE_ms, () => {
      if (this.#moving > 0) return this.#fixWhenStill();
      this.#deposit = 'fixed';
      this.memory.event(EVENT.depositFixed, 0, this.#sum_yen);
    });
  }

  // ---------------------------------------------------------------- money out

  /** Pieces for an amount, largest first, from a stock; null when it cannot be made. */
  protected plan(amount_yen: number, stock: readonly number[]): number[] | null {
    const pieces = Array.from({ length: 8 }, () => 0);
    let left_yen = amount_yen;
    for (const code of this.pays()) {
      const count = Math.min(Math.floor(left_yen / valueOf_yen(code)), stock[code - 1] ?? 0);
      pieces[code - 1] = count;
      left_yen -= count * valueOf_yen(code);
    }
    return left_yen === 0 && amount_yen > 0 ? pieces : null;
  }

  #payNext(): void {
    const order = this.#order;
    if (!order) return;
    const left_yen = order.amount_yen - paidOf_yen(order);
    const plan = left_yen > 0 ? this.plan(left_yen, this.memory.stock) : null;
    const code = plan ? this.pays().find((c) => plan[c - 1]! > 0) : undefined;
    if (this.#stop || code === undefined) return this.#endOrder();
    const value_yen = valueOf_yen(code);
    this.#timers.after(LIFT_ms, () => {
      if (this.cash.count(AT.recycler, value_yen) === 0) {
        // The unit's count was wrong: it finds the tube empty and goes on with smaller pieces.
        this.memory.stock[code - 1] = 0;
        return this.#payNext();
      }
      this.cash.move(AT.recycler, AT.out, value_yen);
      this.#lifted = code;
      this.#timers.after(EXIT_ms, () => this.#pieceOut(code));
    });
  }

  #pieceOut(code: number): void {
    const order = this.#order;
    if (!order) return;
    this.#lifted = 0;
    if (this.#jamNext === FAULT.payoutJam) {
      this.#jammed(FAULT.payoutJam);
      return this.#endOrder();
    }
    this.cash.move(AT.out, AT.changeTray, valueOf_yen(code));
    this.#stock(code, -1);
    order.paid[code - 1] = order.paid[code - 1]! + 1;
    this.memory.lifeOut[code - 1] = this.memory.lifeOut[code - 1]! + 1;
    this.#payNext();
  }

  #endOrder(): void {
    const order = this.#order;
    if (!order) return;
    const paid_yen = paidOf_yen(order);
    const ended = paid_yen === 0 ? ORDER_STATE.notPaid : ORDER_STATE.partly;
    order.state = paid_yen === order.amount_yen ? ORDER_STATE.paid : ended;
    this.#order = null;
    this.#stop = false;
    this.memory.event(EVENT.orderEnded, order.state, paid_yen);
  }

  // ---------------------------------------------------------------- commands of the protocol

  /** False: no power, or not ready yet after power-up. */
  protected get listening(): boolean {
    return this.#powered && this.now() >= this.#ready_ms;
  }

  protected get powered(): boolean {
    return this.#powered;
  }

  /** Bytes 12 to 20 of STATUS. */
  protected condition(): number[] {
    const { memory } = this;
    const deposit = { none: STATE.idle, open: STATE.deposit, fixing: STATE.fixing, fixed: STATE.fixed }[this.#deposit];
    const state = this.#fault !== FAULT.none ? STATE.fault : this.#order ? STATE.paying : deposit;
    const low = this.pays().filter((code) => memory.stock[code - 1]! < NEAR_EMPTY_pieces);
    const moving = this.#moving > 0 || this.#order ? 1 : 0;
    const tray = this.cash.at(AT.changeTray).length > 0 ? 2 : 0;
    const flags = moving | tray | (memory.boxPieces >= 900 ? 4 : 0);
    return [state, this.#mask, ...u32(this.#sum_yen), this.#fault, maskOf(low.map(valueOf_yen)), flags];
  }

  protected get fault(): number {
    return this.#fault;
  }

  protected enable(mask: number): number | null {
    if (mask !== 0 && this.#deposit !== 'open') return null;
    this.#mask = mask & maskOf(this.options.accepts_yen ?? CODE_VALUES_yen);
    return this.#mask;
  }

  protected begin(): number {
    if (this.#deposit !== 'none') return RESULT.notNow;
    this.#deposit = 'open';
    this.#sum_yen = 0;
    return RESULT.ok;
  }

  protected fix(): number {
    if (this.#deposit === 'none') return RESULT.notNow;
    if (this.#deposit === 'open') {
      this.#deposit = 'fixing';
      this.#mask = 0;
      this.#fixWhenStill();
    }
    return RESULT.ok;
  }

  protected end(): number {
    if (this.#deposit !== 'fixed') return RESULT.notNow;
    this.#deposit = 'none';
    return RESULT.ok;
  }

  /** Takes an order into memory and starts it; one that is remembered only tells its state. */
  protected pay(id: string, amount_yen: number): { result: number; state: number } {
    const known = this.memory.order(id);
    if (known) return { result: known.amount_yen === amount_yen ? RESULT.ok : RESULT.differs, state: known.state };
    if (this.#order || this.#fault !== FAULT.none) return { result: RESULT.notNow, state: 0 };
    if (!this.plan(amount_yen, this.memory.stock)) return { result: RESULT.cannotPay, state: 0 };
    this.#order = this.memory.newOrder(id, amount_yen);
    this.#payNext();
    return { result: RESULT.ok, state: ORDER_STATE.paying };
  }

  protected stopPaying(): void {
    this.#stop = this.#order !== null;
  }

  /** As a power cycle, but pieces in motion finish first: what was lifted falls and is counted. */
  protected reset(): void {
    const lifted = this.#lifted;
    if (lifted > 0) {
      this.#stop = true;
      this.#timers.cancelAll();
      this.#pieceOut(lifted);
    } else if (this.#order) this.#endOrder();
    this.powerOff();
    this.#powered = true;
    this.#ready_ms = this.now() + START_ms;
    this.#boot(1);
    this.cash.moveAll(AT.noteIn, AT.noteSlot);
  }

  protected now(): number {
    return this.world.clock.now_ms();
  }
}
