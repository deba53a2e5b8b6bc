import type { VirtualSerialDevice, VirtualWorld } from '../contract.ts';
import type { CashPlaces } from '../cash/places.ts';
import { DeviceTimers } from '../cash/timers.ts';
import { LineFaults } from '../cash/line-faults.ts';
import { encode, Receiver, type Message } from './frame.ts';
import { currencyTable, noteAt, noteValue_yen, REASON, STATUS, VALIDATOR_PLACES, YEN_NOTES } from './options.ts';
import { isPowerUp } from './power-up.ts';
import * as T from './timing.ts';
import type { ProgrammedNote, ValidatorOptions, ValidatorPlaces } from './options.ts';

type Settings = Map<number, readonly number[]>;

/** A virtual bill validator with escrow, JCM ID-003 (cash.md section 3). */
export class VirtualValidator implements VirtualSerialDevice {
  readonly faults: LineFaults;
  readonly cash: CashPlaces;
  readonly at: ValidatorPlaces;
  /** For checkers: told of the ACK to a VEND VALID before anything is made of it, and that none came and the unit went mute. */
  onAcknowledged: () => void = () => undefined;
  onMute: () => void = () => undefined;
  readonly #world: VirtualWorld;
  readonly #timers: DeviceTimers;
  readonly #options: ValidatorOptions;
  readonly #notes: readonly ProgrammedNote[];
  readonly #receiver = new Receiver();
  readonly #listeners: ((bytes: Uint8Array) => void)[] = [];
  #powered = true;
  // Volatile.
  #status: number = STATUS.powerUp;
  #statusData: readonly number[] = [];
  #settings: Settings = new Map();
  #ready_ms: number;
  #lastPoll_ms = -Infinity;
  #vendValidSince_ms = 0;
  #ackWanted = false;
  #inBox = false;
  #oddStatus: { code: number; data: readonly number[] } | null = null;
  // Non-volatile: the note of a VEND VALID that was not acknowledged, kept only with power recovery on.
  #recovery = false;
  #owed_yen: number | null = null;
  // Physical.
  #jam: 'acceptor' | 'stacker' | null = null;
  #stackerOpen = false;
  #failure: number | null = null;

  constructor(world: VirtualWorld, cash: CashPlaces, options: ValidatorOptions = {}, at = VALIDATOR_PLACES) {
    this.#world = world;
    this.cash = cash;
    this.at = at;
    this.#options = options;
    this.#notes = options.notes ?? YEN_NOTES;
    this.#timers = new DeviceTimers(world.clock);
    this.faults = new LineFaults(world);
    this.#ready_ms = world.clock.now_ms() + T.START_ms;
    this.#settings = defaults();
  }

  // ---------------------------------------------------------------- what a person can do

  /** Status code that the unit would give now. */
  get status(): number {
    return this.#status;
  }

  /**
   * A person offers a note. Returns false when the unit does not draw it in (inhibited, busy, no power): the note stays
   * in the hand. `genuine: false` and values that are not programmed are drawn in and rejected.
   */
  insertNote(denomination_yen: number, how: { readonly genuine?: boolean } = {}): boolean {
    const polled = this.#now() - this.#lastPoll_ms <= T.POLL_ms;
    if (!this.#powered || this.#status !== STATUS.enable || !polled || this.#noteIn('slot') !== null) return false;
    this.cash.move('citizen', this.at.path, denomination_yen);
    this.#become(STATUS.accepting);
    this.#timers.after(T.READ_ms, () => this.#judge(denomination_yen, how.genuine !== false));
    return true;
  }

  /**
   * A thief pulls at the note. While it is drawn in he gets it back; on its way to the lever he gets it back and the unit
   * reports CHEATED; in escrow and past the lever it is held fast (false).
   */
  pullNote(): boolean {
    const note_yen = this.#noteIn('path');
    if (note_yen === null || (this.#status !== STATUS.accepting && this.#status !== STATUS.stacking)) return false;
    const wasStacking = this.#status === STATUS.stacking;
    this.#timers.cancelAll();
    this.cash.moveAll(this.at.path, 'citizen');
    if (wasStacking) {
      this.#become(STATUS.cheated);
      this.#timers.after(T.CHEATED_ms, () => this.#rest());
    } else {
      this.#become(STATUS.rejecting, REASON.insertion);
      this.#timers.after(T.EJECT_ms, () => this.#rest());
    }
    return true;
  }

  /** The citizen takes the note that sticks out of the slot. Returns its value, 0 when there is none. */
  takeReturned(): number {
    const sum_yen = this.cash.moveAll(this.at.slot, 'citizen');
    const handing = this.#status === STATUS.returning || this.#status === STATUS.rejecting;
    if (sum_yen > 0 && this.#powered && handing) this.#timers.after(100, () => this.#rest());
    return sum_yen;
  }

  /** The next movement of a note ends in a jam at this place (at once, when a note is moving there). */
  jam(where: 'acceptor' | 'stacker'): void {
    this.#jam = where;
  }

  /** Staff take out the note that sticks, or one that lies in a unit without power. The unit wants a RESET after a jam. */
  clearJam(to = 'staff'): void {
    this.#jam = null;
    const stands = this.#status === STATUS.jamAcceptor || this.#status === STATUS.jamStacker || !this.#powered;
    if (!stands) return;
    this.cash.moveAll(this.at.path, to);
    // The note of a VEND VALID still owed is now in the hands of staff: the unit forgets it.
    if (this.cash.moveAll(this.at.passed, to) > 0 && !this.#ackWanted) this.#owed_yen = null;
  }

  openStacker(): void {
    this.#stackerOpen = true;
    if (!this.#powered || isPowerUp(this.#status)) return;
    const moving = this.#noteIn('path') !== null || this.#noteIn('passed') !== null;
    if (!moving && !this.#ackWanted) this.#become(STATUS.stackerOpen);
  }

  closeStacker(): void {
    this.#stackerOpen = false;
    if (this.#powered && this.#status === STATUS.stackerOpen) this.#initialise();
  }

  /** Staff empty the note box; returns the value. */
  emptyBox(to = 'staff'): number {
    const sum_yen = this.cash.moveAll(this.at.box, to);
    if (this.#powered && this.#status === STATUS.stackerFull) this.#rest();
    return sum_yen;
  }

  /** The unit breaks down with this failure code (A2 stack motor, A5 transport …); null repairs it, RESET follows. */
  fail(code: number | null): void {
    this.#failure = code;
    if (code === null || !this.#powered) return;
    this.#timers.cancelAll();
    this.#become(STATUS.failure, code);
  }

  /** The next STATUS is answered by this code, known or not (PAUSE, COMMUNICATION ERROR, a code of a newer model). */
  answerOnce(code: number, data: readonly number[] = []): void {
    this.#oddStatus = { code, data };
  }

  // ---------------------------------------------------------------- power

  powerOff(): void {
    if (!this.#powered) return;
    this.#powered = false;
    this.#timers.cancelAll();
    this.#receiver.clear();
    if (!this.#recovery) this.#owed_yen = null;
  }

  powerOn(): void {
    if (this.#powered) return;
    this.#powered = true;
    this.#ready_ms = this.#now() + T.START_ms;
    this.#lastPoll_ms = -Infinity;
    this.#ackWanted = false;
    this.#settings = defaults();
    if (this.#noteIn('passed') !== null) this.#status = STATUS.powerUpBillInStacker;
    else if (this.#noteIn('path') !== null) this.#status = STATUS.powerUpBillInAcceptor;
    else this.#status = STATUS.powerUp;
    this.#statusData = [];
  }

  // ---------------------------------------------------------------- the wire

  onSend(listener: (bytes: Uint8Array) => void): void {
    this.#listeners.push(listener);
  }

  receive(bytes: Uint8Array): void {
    if (!this.#powered || this.#now() < this.#ready_ms) return;
    for (const message of this.#receiver.push(bytes, this.#now(), T.GAP_ms)) {
      if (this.faults.swallowsRequest()) continue;
      const answer = this.#answer(message);
      const arriving = answer && this.faults.answer(answer);
      if (arriving) this.#send(arriving.bytes, arriving.delay_ms + (this.#options.answerDelay_ms ?? T.ANSWER_ms));
    }
  }

  #send(bytes: Uint8Array, delay_ms: number): void {
    this.#world.clock.after(delay_ms, () => {
      if (this.#powered) for (const listener of this.#listeners) listener(bytes);
    });
  }

  #answer({ code, data }: Message): Uint8Array | null {
    if (code === 0x11) return this.#statusAnswer();
    if (code === 0x40) return this.#reset();
    if (code === 0x50) {
      this.#acknowledged();
      return null;
    }
    if (isPowerUp(this.#status)) return INVALID;
    if (code >= 0x41 && code <= 0x44) return this.#order(code);
    if (code >= 0xc0 && code <= 0xc7) return this.#set(code, data);
    if (code >= 0x80 && code <= 0x87) return encode(code, this.#settings.get(code + 0x40) ?? [0]);
    if (code === 0x88) return encode(code, [...Buffer.from('i(JPN)VBV-11-SS ID003-05V100-01 16APR25 1A2B')]);
    if (code === 0x89) return encode(code, [...Buffer.from('B01')]);
    if (code === 0x8a) return encode(code, currencyTable(this.#notes, this.#options.tablePadding === true));
    return INVALID;
  }

  #statusAnswer(): Uint8Array | null {
    this.#lastPoll_ms = this.#now();
    const odd = this.#oddStatus;
    this.#oddStatus = null;
    if (odd) return encode(odd.code, odd.data);
    if (this.#ackWanted) {
      if (this.#now() - this.#vendValidSince_ms > T.MUTE_ms) {
        this.onMute();
        return null;
      }
      return encode(STATUS.vendValid, this.#statusData);
    }
    return encode(this.#status, this.#statusData);
  }

  #set(code: number, data: readonly number[]): Uint8Array {
    const length = code === 0xc0 || code === 0xc1 || code === 0xc5 || code === 0xc7 ? 2 : 1;
    if (data.length !== length) return INVALID;
    this.#settings.set(code, data);
    if (code === 0xc5) this.#recovery = this.#options.powerRecovery === true && ((data[0] ?? 0) & 2) !== 0;
    if (code === 0xc3 && (this.#status === STATUS.enable || this.#status === STATUS.disable)) this.#rest();
    return encode(code, data);
  }

  #reset(): Uint8Array {
    this.#timers.cancelAll();
    // The answer goes out first; a note past the lever goes on into the box, one before it is handed back.
    if (this.#ackWanted && !this.#recovery) this.#owed_yen = null;
    this.#ackWanted = false;
    this.#settings = defaults();
    this.#initialise();
    return ACK;
  }

  #order(code: number): Uint8Array {
    const waiting = this.#status === STATUS.escrow || this.#status === STATUS.holding;
    if (!waiting) return INVALID;
    this.#timers.cancelAll();
    if (code === 0x41 || code === 0x42) this.#stack(code === 0x41);
    else if (code === 0x43) this.#eject(STATUS.returning);
    else {
      this.#become(STATUS.holding);
      this.#timers.after(T.ESCROW_ms, () => this.#eject(STATUS.rejecting, REASON.inhibited));
    }
    return ACK;
  }

  // ---------------------------------------------------------------- the way of a note

  #judge(denomination_yen: number, genuine: boolean): void {
    if (this.#jam === 'acceptor') return this.#become(STATUS.jamAcceptor);
    const note = this.#notes.find((n) => noteValue_yen(n) === denomination_yen);
    if (!genuine) return this.#eject(STATUS.rejecting, REASON.magnetic);
    if (!note) return this.#eject(STATUS.rejecting, REASON.denomination);
    const off = ((this.#settings.get(0xc0)?.[0] ?? 0) >> (note.code - 0x61)) & 1;
    if (off || this.#inhibited()) return this.#eject(STATUS.rejecting, REASON.inhibited);
    this.#become(STATUS.escrow, note.code);
    this.#timers.after(T.ESCROW_ms, () => this.#eject(STATUS.rejecting, REASON.inhibited));
    this.#watchPolling();
  }

  #watchPolling(): void {
    this.#timers.after(T.POLL_ms / 2, () => {
      const waiting = this.#status === STATUS.escrow || this.#status === STATUS.holding;
      if (!waiting) return;
      if (this.#now() - this.#lastPoll_ms < T.POLL_ms) return this.#watchPolling();
      this.#timers.cancelAll();
      this.#eject(STATUS.returning);
    });
  }

  #stack(creditAtLever: boolean): void {
    const note_yen = this.#noteIn('path');
    if (note_yen === null) return this.#rest();
    this.#become(STATUS.stacking);
    this.#timers.after(T.LEVER_ms, () => {
      if (this.#jam === 'acceptor') return this.#become(STATUS.jamAcceptor);
      this.cash.moveAll(this.at.path, this.at.passed);
      this.#owed_yen = note_yen;
      this.#inBox = false;
      if (creditAtLever) this.#vendValid(note_yen);
      this.#timers.after(T.BOX_ms, () => this.#intoBox(note_yen, creditAtLever));
    });
  }

  #intoBox(note_yen: number, credited: boolean): void {
    if (this.#jam === 'stacker' || this.#stackerOpen) return this.#become(STATUS.jamStacker);
    this.cash.moveAll(this.at.passed, this.at.box);
    this.#inBox = true;
    if (!credited) this.#vendValid(note_yen);
    else if (!this.#ackWanted) this.#stacked();
  }

  /** VEND VALID: answered to every STATUS until the host's ACK. */
  #vendValid(note_yen: number): void {
    const note = this.#notes.find((n) => noteValue_yen(n) === note_yen);
    this.#ackWanted = true;
    this.#vendValidSince_ms = this.#now();
    this.#become(STATUS.vendValid, ...(this.#options.vendValidCarriesCode && note ? [note.code] : []));
  }

  #acknowledged(): void {
    if (!this.#ackWanted) return;
    this.onAcknowledged();
    this.#ackWanted = false;
    this.#owed_yen = null;
    // A jam after the credit shows only now.
    if (this.#jam === 'stacker' && this.#noteIn('passed') !== null) return this.#become(STATUS.jamStacker);
    if (this.#inBox) this.#stacked();
    else this.#become(STATUS.stacking);
  }

  #stacked(): void {
    this.#become(STATUS.stacked);
    this.#timers.after(T.STACKED_ms, () => this.#rest());
  }

  #eject(status: number, ...data: number[]): void {
    this.#timers.cancelAll();
    this.#become(status, ...data);
    this.#timers.after(T.EJECT_ms, () => {
      if (this.#jam === 'acceptor') return this.#become(STATUS.jamAcceptor);
      this.cash.moveAll(this.at.path, this.at.slot);
      if (this.#options.waitsForTaking === false) this.#timers.after(400, () => this.#rest());
    });
  }

  // ---------------------------------------------------------------- resting states

  #initialise(): void {
    this.#become(STATUS.initialize);
    this.#timers.after(T.INITIALIZE_ms, () => this.#initialised());
  }

  #initialised(): void {
    if (this.#jam) return this.#become(this.#jam === 'acceptor' ? STATUS.jamAcceptor : STATUS.jamStacker);
    this.cash.moveAll(this.at.path, this.at.slot);
    this.cash.moveAll(this.at.passed, this.at.box);
    const waits = this.#options.waitsForSettings !== false;
    if (waits && !(this.#settings.has(0xc0) && this.#settings.has(0xc3))) {
      this.#timers.after(50, () => this.#initialised());
      return;
    }
    if (this.#recovery && this.#owed_yen !== null) {
      this.#inBox = true;
      return this.#vendValid(this.#owed_yen);
    }
    this.#owed_yen = null;
    this.#rest();
  }

  #rest(): void {
    if (this.#failure !== null) return this.#become(STATUS.failure, this.#failure);
    if (this.#stackerOpen) return this.#become(STATUS.stackerOpen);
    const boxed = this.cash.at(this.at.box).reduce((sum, { count }) => sum + count, 0);
    if (boxed >= (this.#options.capacity_pieces ?? 500)) return this.#become(STATUS.stackerFull);
    this.#become(this.#inhibited() ? STATUS.disable : STATUS.enable);
  }

  #inhibited(): boolean {
    return ((this.#settings.get(0xc3)?.[0] ?? 1) & 1) === 1;
  }

  #become(status: number, ...data: number[]): void {
    this.#status = status;
    this.#statusData = data;
    // Interrupt mode: a bare ENQ calls the host.
    if (this.#settings.get(0xc2)?.[0] === 1) this.#send(encode(0x05), 1);
  }

  #noteIn(place: 'path' | 'passed' | 'slot'): number | null {
    return noteAt(this.cash, this.at[place]);
  }

  #now(): number {
    return this.#world.clock.now_ms();
  }
}

const ACK = encode(0x50);
const INVALID = encode(0x4b);

/** Settings after power-up and RESET: nothing has been set, and the unit behaves as inhibited. */
function defaults(): Settings {
  return new Map();
}
