import { coinFact, identityDifference, identityFact, uncertainFact } from './coin-acceptor-facts.ts';
import type { LineDeviceInput } from '../line/device.ts';
import { statusChange } from '../line/draft.ts';
import type { DeviceReason } from '../contract.ts';
import type { CoinAcceptorFact } from '../coin-acceptor.ts';
import {
  acceptorStatus,
  isDone,
  SELF_CHECK_MS,
  SETTLE_MS,
  tableDifference,
  maskToOpen,
  tableValue,
  VERIFY_MS,
  type AcceptorContext,
  type AcceptorState,
} from './coin-acceptor-state.ts';
import {
  advanced,
  coinMemoryText,
  CREDIT_BYTES,
  errorEventName,
  eventsBetween,
  EVENTS_KEPT,
  eventsOf,
  selfCheckFaultName,
  type CoinEvent,
  type CoinMemory,
} from './coin-events.ts';
import {
  asciiText,
  BUSY_REST_MS,
  littleEndian,
  LOOK_FOR_MS,
  SILENCES_UNTIL_OFFLINE,
  SILENCES_UNTIL_SKIPPED,
  type CctalkCommand,
} from './device.ts';
import { ANSWER, HEADER, type CctalkReply, type CctalkRequest } from './frame.ts';

/** Coins that can fall between the last poll and a reset: none is slower than a poll, so a range, never a guess. */
const COINS_BETWEEN_POLLS = 2;
/** The same where nobody polled: the gate stays open for a second more (rule 8), and coins follow each other in 150 ms. */
const COINS_UNTIL_WATCHDOG = 7;

/** One step of a coin acceptor in the making: replaces its state as it goes, collects the facts, lives for one call. */
export class AcceptorWork {
  state: AcceptorState;
  readonly facts: CoinAcceptorFact[] = [];
  readonly #context: AcceptorContext;
  readonly #now_ms: number;

  constructor(context: AcceptorContext, state: AcceptorState, now_ms: number) {
    this.#context = context;
    this.state = state;
    this.#now_ms = now_ms;
  }

  take(input: LineDeviceInput<CctalkRequest, CctalkReply, CctalkCommand>): void {
    if (input.type === 'opened') this.#set({ opened: true });
    else if (input.type === 'lost') this.#set({ opened: false, offline: true });
    else if (input.type === 'command') this.#command(input.command);
    else if (input.type === 'answer') this.#answer(input.request, input.answer);
    this.#timePassed();
    this.#rememberGate();
    this.#status();
  }

  /** Journal first, gate second; and back when nothing can fall any more. */
  #rememberGate(): void {
    const { memory, shutSince_ms, quietSince_ms, counterRead } = this.state;
    if (!memory || !counterRead) return;
    const opens = maskToOpen(this.state) !== 0;
    if (opens && !memory.open) return this.#remember({ ...memory, open: true });
    if (opens || !memory.open || shutSince_ms === null || this.state.settling) return;
    if (this.#now_ms - Math.max(shutSince_ms, quietSince_ms) >= SETTLE_MS) this.#remember({ ...memory, open: false });
  }

  #command(command: CctalkCommand): void {
    switch (command.type) {
      case 'enable': {
        const lost = this.state.warnings.filter((reason) => reason.code !== 'cashEventsLost');
        return this.#set({ enabled_yen: command.denominations_yen, settling: false, warnings: lost });
      }
      case 'settle':
        return this.#set({ settling: true, quietSince_ms: this.#now_ms });
      case 'checkHealth':
        return this.#set({ health: command.level });
      case 'lend':
        if (this.state.holder === 'claimed') this.#set({ holder: 'lending', enabled_yen: [] });
        return;
      case 'claim':
        if (this.state.holder === 'lent') this.#set({ ...this.#restarted(), rebase: true });
        if (this.state.holder !== 'claimed') this.#fact({ type: 'holder', holder: 'claimed' });
        return this.#set({ holder: 'claimed' });
      default:
        // Orders belong to hoppers; `recorded` is not needed, the wire wants no acknowledgement.
        return;
    }
  }

  /** What becomes true by time alone. */
  #timePassed(): void {
    const state = this.state;
    const shut = state.mask === 0 && state.master === false;
    if (!shut) {
      if (state.shutSince_ms !== null) this.#set({ shutSince_ms: null });
      return;
    }
    if (state.shutSince_ms === null) this.#set({ shutSince_ms: this.#now_ms });
    if (state.holder === 'lending' && state.setup === null) {
      this.#set({ holder: 'lent' });
      this.#fact({ type: 'holder', holder: 'lent' });
    }
  }

  /** Closes the settling after a poll that showed nothing new, a second after the gate was shut and the last coin fell. */
  #settled(): void {
    const { settling, shutSince_ms, quietSince_ms } = this.state;
    if (!settling || shutSince_ms === null) return;
    if (this.#now_ms - Math.max(shutSince_ms, quietSince_ms) < SETTLE_MS) return;
    this.#set({ settling: false, enabled_yen: [] });
    this.#fact({ type: 'settled' });
  }

  #answer(request: CctalkRequest, answer: { type: string; reply?: CctalkReply }): void {
    const reply = answer.reply;
    if (!reply) return this.#silence(request);
    if (this.state.silences > 0) this.#set({ silences: 0 });
    if (this.state.offline) {
      this.#set({ ...this.#restarted(), offline: false });
      return;
    }
    if (reply.header === ANSWER.busy) return this.#set({ notBefore_ms: this.#now_ms + BUSY_REST_MS });
    if (this.state.setup !== null) this.#setup(this.state.setup, reply);
    else this.#running(request, reply);
  }

  #silence(request: CctalkRequest): void {
    const silences = this.state.silences + 1;
    this.#set({ silences, verify_at_ms: this.#now_ms });
    if (request.header === HEADER.setInhibit) this.#set({ mask: null });
    if (request.header === HEADER.setMasterInhibit) this.#set({ master: null });
    // A device that falls silent while it is met may have lost its power after its gate was looked at.
    if (this.state.setup !== null) this.#set({ foundShut: true });
    if (this.state.offline) return this.#set({ notBefore_ms: this.#now_ms + LOOK_FOR_MS });
    const optional = this.state.setup !== null && this.#context.setup[this.state.setup]?.optional;
    if (optional && silences >= SILENCES_UNTIL_SKIPPED) return this.#nextSetup({ silences: 0 });
    if (silences < SILENCES_UNTIL_OFFLINE) return;
    this.#set({ offline: true, notBefore_ms: this.#now_ms + LOOK_FOR_MS, mask: null, master: null });
  }

  /** Back to the first request of the start; memory, orders of the kiosk and the open settling stay. */
  #restarted(): Partial<AcceptorState> {
    return {
      setup: 0,
      silences: 0,
      notBefore_ms: 0,
      identity: {},
      coins_yen: [],
      counterRead: false,
      foundShut: false,
      mask: null,
      master: null,
      blocked: [],
      poll_at_ms: this.#now_ms,
      selfCheck_at_ms: Infinity,
    };
  }

  // ------------------------------------------------------------------------------------------------------------- start

  #setup(at: number, reply: CctalkReply): void {
    const step = this.#context.setup[at];
    if (!step) return this.#nextSetup({});
    const good = isDone(reply);
    if (step.header === HEADER.requestCoinId) {
      const value = good ? tableValue(this.#context, asciiText(reply.data)) : null;
      return this.#nextSetup({ coins_yen: [...this.state.coins_yen, value] });
    }
    if (step.name === 'maskBefore')
      return this.#nextSetup({
        foundShut: this.state.foundShut || (isDone(reply, 2) && reply.data[0] === 0 && reply.data[1] === 0),
      });
    if (step.name === 'shut' && good) return this.#nextSetup({ master: false });
    if (step.name === 'mask' && good) return this.#nextSetup({ mask: 0 });
    if (step.header === HEADER.selfCheck && good) return this.#nextSetup(this.#selfCheck(reply.data[0] ?? 0));
    if (!good) {
      if (step.optional) return this.#nextSetup({});
      this.#block({ code: 'cashIdentity', detail: `${this.#context.deviceId} refuses "${step.name}"` });
      return this.#nextSetup({});
    }
    const text = step.header === HEADER.requestSerial ? String(littleEndian(reply.data)) : asciiText(reply.data);
    this.#nextSetup({ identity: { ...this.state.identity, [step.name]: text } });
  }

  #nextSetup(patch: Partial<AcceptorState>): void {
    this.#set(patch);
    const next = (this.state.setup ?? 0) + 1;
    if (next < this.#context.setup.length) return this.#set({ setup: next });
    this.#set({ setup: null, poll_at_ms: this.#now_ms, verify_at_ms: this.#now_ms + VERIFY_MS });
    this.#fact(identityFact(this.state.identity));
    const wrong = identityDifference(this.#context, this.state.identity);
    if (wrong) this.#block(wrong);
    const difference = tableDifference(this.#context, this.state.coins_yen);
    if (difference) this.#block(difference);
  }

  // ----------------------------------------------------------------------------------------------------------- running

  #running(request: CctalkRequest, reply: CctalkReply): void {
    const good = isDone(reply);
    switch (request.header) {
      case HEADER.readCredit:
        this.#set({ poll_at_ms: this.#now_ms + this.#context.options.poll_ms });
        if (isDone(reply, CREDIT_BYTES)) this.#credits(reply.data);
        else this.#fact({ type: 'noise', what: 'answer to "read credit" is too short' });
        return;
      case HEADER.setInhibit:
        if (!good) return this.#refused('inhibit mask');
        return this.#set({ mask: (request.data[0] ?? 0) | ((request.data[1] ?? 0) << 8) });
      case HEADER.setMasterInhibit:
        if (!good) return this.#refused('master inhibit');
        return this.#set({ master: (request.data[0] ?? 0) === 1 });
      case HEADER.getInhibit:
        this.#set({ verify: 'master' });
        if (isDone(reply, 2)) this.#verifyMask((reply.data[0] ?? 0) | ((reply.data[1] ?? 0) << 8));
        return;
      case HEADER.getMasterInhibit:
        this.#set({ verify: 'mask', verify_at_ms: this.#now_ms + VERIFY_MS });
        if (isDone(reply, 1) && ((reply.data[0] ?? 0) & 1) !== (this.state.master ? 1 : 0)) this.#set({ master: null });
        return;
      case HEADER.selfCheck:
        if (isDone(reply, 1)) this.#set(this.#selfCheck(reply.data[0] ?? 0));
        return this.#healthReport(isDone(reply, 1) ? (reply.data[0] ?? 0) : null);
      default:
        return;
    }
  }

  #refused(what: string): void {
    this.#block({ code: 'cashFault', detail: `${this.#context.deviceId} refuses the ${what}` });
    // Not asked again before the next look at the inhibits, or it would be asked without end.
    this.#set({ notBefore_ms: this.#now_ms + BUSY_REST_MS });
  }

  /** A mask that went to 0 by itself: the device was reset although its counter could not show it (rule 7). */
  #verifyMask(mask: number): void {
    if (this.state.mask === null || mask === this.state.mask) return;
    if (mask === 0 && this.state.memory) this.#wasReset(this.state.memory, 0, COINS_BETWEEN_POLLS);
    this.#set({ mask: null, master: null });
  }

  #credits(data: Uint8Array): void {
    const counter = data[0] ?? 0;
    const serial = this.state.identity['serial'] ?? '';
    const first = !this.state.counterRead;
    this.#set({ counterRead: true });
    let memory = this.state.memory;
    if (!memory) {
      // Never committed anything: what the device still shows in full is credited, an older history is not ours.
      memory = { serial, epoch: 1, counter: counter <= EVENTS_KEPT ? 0 : counter, number: 0, open: false };
      this.#remember(memory);
    } else if (first && (this.state.rebase || memory.serial !== serial)) {
      this.#set({ rebase: false });
      if (memory.serial !== serial) return this.#wasReset({ ...memory, serial }, counter, COINS_UNTIL_WATCHDOG);
      return this.#remember({ ...memory, epoch: memory.epoch + 1, counter, number: 0 });
    }
    const events = eventsBetween(memory.counter, counter);
    // Counter 0 before and after shows nothing: there the gate tells, which a reset shuts.
    const unseen = first && memory.open && memory.counter === 0 && this.state.foundShut;
    if (events === 'reset' || unseen) {
      this.#wasReset(memory, 0, first ? COINS_UNTIL_WATCHDOG : COINS_BETWEEN_POLLS);
      if (this.state.memory) memory = this.state.memory;
      if (counter === 0) return;
      return this.#news(memory, eventsOf(data, counter), counter);
    }
    if (events > 0) this.#news(memory, eventsOf(data, events), events);
    this.#settled();
  }

  #news(before: CoinMemory, readable: readonly CoinEvent[], events: number): void {
    let memory = before;
    const gone = events - readable.length;
    if (gone > 0) {
      memory = advanced(memory, gone);
      this.#uncertain(`lost-${memory.number}`, gone, 'cashEventsLost', memory);
      this.#warn({ code: 'cashEventsLost', detail: `${this.#context.deviceId} had ${gone} events that were not read` });
      this.#set({ enabled_yen: [] });
    }
    for (const event of readable) {
      memory = advanced(memory, 1);
      this.#event(event, memory);
    }
    this.#set({ memory });
    if (readable.at(-1)?.type === 'error') this.#fact({ type: 'memory', memory: coinMemoryText(memory) });
  }

  #event(event: CoinEvent, memory: CoinMemory): void {
    if (event.type === 'error') return this.#errorEvent(event.code);
    this.#set({ quietSince_ms: this.#now_ms });
    const value = this.state.coins_yen[event.position - 1] ?? null;
    if (value === null) return this.#uncertain(`coin-${memory.number}`, 1, 'cashEventsLost', memory);
    const { sorterPaths, defaultDestination } = this.#context.options;
    const destination = sorterPaths[String(event.path)] ?? defaultDestination;
    this.#fact(coinFact(this.#context.deviceId, memory, value, destination));
  }

  #errorEvent(code: number): void {
    const { returnLeverEvents, fraudEvents, jamEvents } = this.#context.model;
    if (returnLeverEvents.includes(code)) return this.#fact({ type: 'returnLever' });
    const name = errorEventName(code);
    if (fraudEvents.includes(code)) this.#fault({ code: 'cashFraud', detail: `${this.#context.deviceId}: ${name}` });
    else if (jamEvents.includes(code)) this.#fault({ code: 'cashJam', detail: `${this.#context.deviceId}: ${name}` });
    this.#fact({ type: 'coinRejected', reason: name });
  }

  /** A fault that a clean self-check ends. */
  #fault(reason: DeviceReason): void {
    this.#block(reason);
    this.#set({ selfCheck_at_ms: this.#now_ms + SELF_CHECK_MS });
  }

  #selfCheck(code: number): Partial<AcceptorState> {
    const others = this.state.blocked.filter((reason) => !SELF_CHECK_ENDS.has(reason.code));
    if (code === 0) return { blocked: others, selfCheck_at_ms: Infinity };
    const reason: DeviceReason = {
      code: 'cashFault',
      detail: `${this.#context.deviceId}: self-check ${code}, ${selfCheckFaultName(code)}`,
    };
    return { blocked: [...others, reason], selfCheck_at_ms: this.#now_ms + SELF_CHECK_MS };
  }

  #healthReport(code: number | null): void {
    const level = this.state.health;
    if (level === null) return;
    this.#set({ health: null });
    const table = this.state.coins_yen.map((value, i) => `position ${i + 1}: ${value ?? 'none'}`);
    const check = code === null ? 'self-check refused' : code === 0 ? 'self-check clean' : selfCheckFaultName(code);
    this.#fact({ type: 'health', level, passed: code === 0, details: [check, ...table] });
  }

  // ------------------------------------------------------------------------------------------------------------- books

  /** The device lost its counter: a new boot epoch, and a range of what may have fallen unseen. */
  #wasReset(before: CoinMemory, counter: number, coins: number): void {
    const memory: CoinMemory = { ...before, epoch: before.epoch + 1, counter, number: 0 };
    // With the gate shut nothing can have fallen: a new epoch is all there is to say.
    if (before.open) this.#uncertain('reset', coins, 'cashReset', memory);
    else this.#remember(memory);
    this.#set({ memory, mask: null, master: null });
  }

  #uncertain(suffix: string, coins: number, reason: 'cashReset' | 'cashEventsLost', memory: CoinMemory): void {
    this.#fact(uncertainFact(this.#context.deviceId, memory, suffix, coins, this.state.coins_yen, reason));
  }

  #remember(memory: CoinMemory): void {
    this.#set({ memory });
    this.#fact({ type: 'memory', memory: coinMemoryText(memory) });
  }

  #block(reason: DeviceReason): void {
    if (this.state.blocked.some((known) => known.detail === reason.detail)) return;
    this.#set({ blocked: [...this.state.blocked, reason] });
  }

  #warn(reason: DeviceReason): void {
    this.#set({ warnings: [...this.state.warnings.filter((known) => known.code !== reason.code), reason] });
  }

  #status(): void {
    const { availability, reasons } = acceptorStatus(this.state);
    const { key, fact } = statusChange(this.state.statusKey, availability, reasons);
    if (!fact) return;
    this.#set({ statusKey: key });
    this.#fact(fact);
  }

  #fact(fact: CoinAcceptorFact): void {
    this.facts.push(fact);
  }

  #set(patch: Partial<AcceptorState>): void {
    this.state = { ...this.state, ...patch };
  }
}

/** Reasons that a clean self-check takes back; a wrong device or table it does not. */
const SELF_CHECK_ENDS: ReadonlySet<string> = new Set(['cashFault', 'cashJam', 'cashFraud']);
