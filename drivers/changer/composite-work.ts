import type { BillAcceptorCommand } from '../bill-acceptor.ts';
import type { CoinAcceptorCommand } from '../coin-acceptor.ts';
import type { CoinDispenserCommand } from '../coin-dispenser.ts';
import type { Availability, CommonCommand, CommonInput, DeviceReason } from '../contract.ts';
import type { CashChangerCommand, CashChangerFact } from '../cash-changer.ts';
import {
  bearingOn,
  canPay,
  capabilitiesOf,
  isBack,
  isSettledIn,
  MOST_ORDERS,
  NOTES_REST_MS,
  partIds,
  RANK,
  type CompositeOutput,
  type CompositeParts,
  type CompositeState,
  type MoneyFact,
  type PartFact,
  type PartInput,
  type PartState,
} from './composite-state.ts';

/** Timer that ends the wait for a note that was being drawn in. */
const REST_TIMER = 'notesRest';

/** One step of a composite changer in the making: replaces its state as it goes, lives for one call. */
export class CompositeWork {
  state: CompositeState;
  readonly outputs: CompositeOutput[] = [];
  readonly #deviceId: string;
  readonly #parts: CompositeParts;

  constructor(deviceId: string, parts: CompositeParts, state: CompositeState) {
    this.#deviceId = deviceId;
    this.#parts = parts;
    this.state = state;
  }

  take(input: PartInput | CommonInput<CashChangerCommand>): void {
    switch (input.type) {
      case 'command':
        this.#command(input.command);
        break;
      case 'part':
        this.#part(input.partId, input.fact);
        break;
      case 'timer':
        if (input.timer === REST_TIMER && this.state.fixing) {
          this.#set({ fixing: { ...this.state.fixing, notesRested: true } });
          this.#fixed();
        }
        break;
      case 'opened':
      case 'lost':
        break;
    }
    this.#status();
  }

  // ---------------------------------------------------------------------------------------------------------- commands

  #command(command: CashChangerCommand): void {
    const { notes } = this.#parts;
    switch (command.type) {
      case 'claim':
      case 'lend':
        return this.#tellAll(command);
      case 'checkHealth': {
        const waiting = new Set(partIds(this.#parts));
        this.#set({ health: { level: command.level, waiting, passed: true, details: [] } });
        return this.#tellAll(command);
      }
      case 'beginDeposit':
        return this.#endFixing();
      case 'enable':
        this.#endFixing();
        return this.#enable(command.denominations_yen);
      case 'fixDeposit':
        return this.#fixDeposit();
      case 'endDeposit':
        // A composite is paid back by orders: all that is left to do is to stay shut.
        this.#endFixing();
        return this.#enable([]);
      case 'recorded':
      case 'returnEscrow':
        // Only the bill acceptor holds facts and an escrow; the id tells it whether this fact is its own.
        this.#tellNotes(command);
        return;
      case 'canPay': // Hoppers know no more than the books do: without an answer these hold.
        return;
      case 'stop':
        for (const hopper of this.#parts.hoppers) this.#tellHopper(hopper.partId, command);
        return;
      case 'prepare':
      case 'resolve':
        return this.#order(command);
      case 'execute':
      case 'forget': {
        const order = this.state.orders.get(command.intentId);
        if (command.type === 'forget') this.#orderOver(command.intentId);
        if (order && order.partId === notes?.partId) return this.#tellNotes(command);
        if (order) return this.#tellHopper(order.partId, command);
        if (command.type === 'execute') this.#refuse(command.intentId, 'order was not prepared');
        return;
      }
    }
  }

  #enable(denominations_yen: CompositeState['enabled_yen']): void {
    const { coins, notes } = this.#parts;
    this.#set({ enabled_yen: denominations_yen });
    const among = (accepts: readonly number[] = []) => denominations_yen.filter((value) => accepts.includes(value));
    this.#tellCoins({ type: 'enable', denominations_yen: among(coins?.accepts_yen) });
    this.#tellNotes({ type: 'enable', denominations_yen: among(notes?.accepts_yen) });
  }

  /** Shuts everything and waits until nothing can come any more. A note in escrow stays there: the session decides. */
  #fixDeposit(): void {
    const { coins, notes } = this.#parts;
    this.#set({ enabled_yen: [], fixing: { coinsSettled: coins === null, notesRested: notes === null } });
    this.#tellCoins({ type: 'settle' });
    if (notes) {
      this.#tellNotes({ type: 'enable', denominations_yen: [] });
      this.outputs.push({ type: 'arm', timer: REST_TIMER, delay_ms: NOTES_REST_MS });
    }
    this.#fixed();
  }

  #fixed(): void {
    const { fixing } = this.state;
    if (!fixing?.coinsSettled || !fixing.notesRested) return;
    this.#endFixing();
    this.#fact({ type: 'depositFixed' });
  }

  #endFixing(): void {
    if (!this.state.fixing) return;
    this.#set({ fixing: null });
    this.outputs.push({ type: 'disarm', timer: REST_TIMER });
  }

  #order(command: OrderCommands): void {
    const { intentId, order } = command;
    if (order.type === 'stack') {
      const { notes } = this.#parts;
      if (!notes) return this.#nobody(command, 'there is no bill acceptor');
      this.#keep(intentId, notes.partId);
      return this.#tellNotes({ ...command, order });
    }
    if (order.type === 'payAmount') return this.#nobody(command, 'this changer is paid by unit, not by amount');
    const hopper = this.#parts.hoppers.find(
      (one) => one.partId === order.unitId && one.denomination_yen === order.denomination_yen,
    );
    if (!hopper) return this.#nobody(command, `there is no unit ${order.unitId} for ${order.denomination_yen} yen`);
    this.#keep(intentId, hopper.partId);
    this.#tellHopper(hopper.partId, { ...command, order: { type: 'dispense', count: order.count } });
  }

  /** Remembers which part has this intent. Orders end with an outcome, so the oldest of too many is long over. */
  #keep(intentId: string, partId: string): void {
    const orders = new Map(this.state.orders);
    orders.delete(intentId);
    const [oldest] = orders.keys();
    if (orders.size >= MOST_ORDERS && oldest !== undefined) orders.delete(oldest);
    orders.set(intentId, { partId });
    this.#set({ orders });
  }

  /** No part can do this. A new order is refused; what became of an old one nobody here can tell. */
  #nobody(command: OrderCommands, what: string): void {
    const { intentId, order } = command;
    if (command.type === 'prepare') return this.#refuse(intentId, what);
    const stack = order.type === 'stack';
    this.#fact({
      type: 'outcome',
      intentId,
      result: 'unknown',
      moved: stack ? { type: 'stacked', stacked: false } : { type: 'paid', unitId: this.#deviceId, pieces: [] },
      deviceAfter: command.deviceBase,
      reason: { code: stack ? 'noteDisputed' : 'payoutUnknown', detail: `${this.#deviceId}: ${what}` },
      deviceId: this.#deviceId,
    });
  }

  #refuse(intentId: string, what: string): void {
    const reason: DeviceReason = { code: 'cashFault', detail: `${this.#deviceId}: ${what}` };
    this.#fact({ type: 'refused', intentId, reason, deviceId: this.#deviceId });
  }

  // ------------------------------------------------------------------------------------------------------------- facts

  #part(partId: string, fact: PartFact): void {
    const part = this.state.parts.get(partId);
    if (!part) return this.#fact({ type: 'noise', what: `fact of unknown part ${partId}` });
    switch (fact.type) {
      case 'status':
        this.#know(partId, { ...part, status: fact });
        this.#payable(partId, part.status, fact);
        this.#identified();
        if (!isBack(part.status?.availability) && isBack(fact.availability)) this.#welcome(partId);
        return;
      case 'identified':
        this.#know(partId, { ...part, identified: true });
        return this.#identified();
      case 'holder':
        return this.#holder(partId, { ...part, holder: fact.holder });
      case 'health':
        return this.#health(partId, fact);
      case 'noise':
        return this.#fact({ type: 'noise', what: `${partId}: ${fact.what}` });
      case 'prepared':
        return this.#fact({ ...fact, deviceId: partId });
      case 'refused':
        this.#orderOver(fact.intentId);
        return this.#fact({ ...fact, deviceId: partId });
      case 'outcome':
        return this.#outcome(partId, fact);
      case 'dispensing':
        return this.#fact({ type: 'paying', intentId: fact.intentId, paid_yen: fact.paid * this.#valueOf(partId) });
      case 'level':
        this.#divert(partId, fact.level === 'full');
        return this.#fact({ type: 'unitLevel', unitId: partId, level: fact.level });
      default:
        return this.#money(partId, fact);
    }
  }

  /** Tells whether a hopper can pay, when that changed: what lies in a jammed one is no change. */
  #payable(partId: string, before: PartState['status'], now: PartState['status']): void {
    if (!this.#parts.hoppers.some((hopper) => hopper.partId === partId)) return;
    const pays = canPay(now);
    if (pays !== canPay(before)) this.#fact({ type: 'unitPays', unitId: partId, pays });
  }

  /** A part that comes back may be another machine on a new line, which knows nothing of what was said before. */
  #welcome(partId: string): void {
    const { coins, notes } = this.#parts;
    if (partId !== coins?.partId && partId !== notes?.partId) return;
    const { fixing, enabled_yen, full } = this.state;
    if (partId === coins?.partId && full.length > 0) this.#tellCoins({ type: 'divert', destinations: full });
    if (!fixing) return this.#enable(enabled_yen);
    if (partId === coins?.partId && !fixing.coinsSettled) this.#tellCoins({ type: 'settle' });
  }

  /** Coins for a full hopper go to the cash box until it says that there is room again. */
  #divert(partId: string, isFull: boolean): void {
    const { full } = this.state;
    if (full.includes(partId) === isFull) return;
    const destinations = isFull ? [...full, partId] : full.filter((one) => one !== partId);
    this.#set({ full: destinations });
    this.#tellCoins({ type: 'divert', destinations });
  }

  #money(partId: string, fact: MoneyFact): void {
    switch (fact.type) {
      case 'coinAccepted':
        return this.#fact({ ...fact, type: 'cashAccepted', deviceId: partId, held: false, escrowId: null });
      case 'coinRejected':
      case 'noteRejected':
        return this.#fact({ type: 'cashRejected', deviceId: partId, reason: fact.reason });
      case 'returnLever':
        return this.#fact(fact);
      case 'settled':
        if (!this.state.fixing) return;
        this.#set({ fixing: { ...this.state.fixing, coinsSettled: true } });
        return this.#fixed();
      case 'memory':
      case 'foreignCash':
      case 'uncertain':
        return this.#fact({ ...fact, deviceId: partId });
      case 'noteEscrowed':
        return this.#fact({ ...fact, type: 'cashEscrowed', deviceId: partId });
      case 'noteReturned':
        return this.#fact({ ...fact, type: 'escrowReturned', deviceId: partId });
      case 'noteStacked':
        return this.#fact({
          type: 'cashAccepted',
          factId: fact.factId,
          deviceId: partId,
          denomination_yen: fact.denomination_yen,
          destination: this.#parts.notes?.destination ?? partId,
          held: true,
          escrowId: fact.escrowId,
          memory: fact.memory,
        });
    }
  }

  #outcome(partId: string, fact: Extract<PartFact, { type: 'outcome' }>): void {
    const { moved, ...rest } = fact;
    this.#orderOver(fact.intentId);
    if ('stacked' in moved)
      return this.#fact({ ...rest, moved: { type: 'stacked', stacked: moved.stacked }, deviceId: partId });
    const pieces = moved.count > 0 ? [{ denomination_yen: this.#valueOf(partId), count: moved.count }] : [];
    this.#fact({ ...rest, moved: { type: 'paid', unitId: partId, pieces }, deviceId: partId });
  }

  #orderOver(intentId: string): void {
    if (!this.state.orders.has(intentId)) return;
    const orders = new Map(this.state.orders);
    orders.delete(intentId);
    this.#set({ orders });
  }

  #valueOf(partId: string): number {
    return this.#parts.hoppers.find((hopper) => hopper.partId === partId)?.denomination_yen ?? 0;
  }

  #know(partId: string, part: PartState): void {
    this.#set({ parts: new Map(this.state.parts).set(partId, part) });
  }

  #identified(): void {
    if (
      this.state.capabilitiesTold ||
      !partIds(this.#parts).every((partId) => isSettledIn(this.#parts, this.state.parts, partId))
    )
      return;
    this.#set({ capabilitiesTold: true });
    this.#fact({
      type: 'identified',
      maker: 'composite',
      product: partIds(this.#parts).join(' + '),
      serial: null,
      firmware: null,
    });
    this.#fact({ type: 'capabilities', capabilities: capabilitiesOf(this.#parts) });
  }

  /** The changer is lent or claimed when the last part says so. */
  #holder(partId: string, part: PartState): void {
    this.#know(partId, part);
    if ([...this.state.parts.values()].every((one) => one.holder === part.holder))
      this.#fact({ type: 'holder', holder: part.holder });
  }

  #health(partId: string, fact: Extract<PartFact, { type: 'health' }>): void {
    const { health } = this.state;
    if (!health?.waiting.has(partId)) return;
    const waiting = new Set(health.waiting);
    waiting.delete(partId);
    const passed = health.passed && fact.passed;
    const details = [...health.details, ...fact.details.map((detail) => `${partId}: ${detail}`)];
    if (waiting.size > 0) return this.#set({ health: { ...health, waiting, passed, details } });
    this.#set({ health: null });
    this.#fact({ type: 'health', level: health.level, passed, details });
  }

  /** The worst part decides. A hopper that is only empty says "attention" itself. */
  #status(): void {
    let worst: Availability = 'online';
    const reasons: DeviceReason[] = [];
    for (const [partId, part] of this.state.parts) {
      const own = bearingOn(this.#parts, this.state.parts, partId);
      // The reasons of the worst part come first.
      if (RANK[own] > RANK[worst]) {
        worst = own;
        reasons.unshift(...(part.status?.reasons ?? []));
      } else reasons.push(...(part.status?.reasons ?? []));
    }
    const key = JSON.stringify([worst, reasons]);
    if (key === this.state.statusKey) return;
    this.#set({ statusKey: key });
    this.#fact({ type: 'status', availability: worst, reasons });
  }

  // ------------------------------------------------------------------------------------------------------------ output

  #tellAll(command: CommonCommand): void {
    this.#tellCoins(command);
    this.#tellNotes(command);
    for (const hopper of this.#parts.hoppers) this.#tellHopper(hopper.partId, command);
  }

  #tellCoins(command: CoinAcceptorCommand): void {
    const { coins } = this.#parts;
    if (coins) this.outputs.push({ type: 'tell', kind: 'coinAcceptor', partId: coins.partId, command });
  }

  #tellNotes(command: BillAcceptorCommand): void {
    const { notes } = this.#parts;
    if (notes) this.outputs.push({ type: 'tell', kind: 'billAcceptor', partId: notes.partId, command });
  }

  #tellHopper(partId: string, command: CoinDispenserCommand): void {
    this.outputs.push({ type: 'tell', kind: 'coinDispenser', partId, command });
  }

  #fact(fact: CashChangerFact): void {
    this.outputs.push({ type: 'fact', fact });
  }

  #set(patch: Partial<CompositeState>): void {
    this.state = { ...this.state, ...patch };
  }
}

type OrderCommands = Extract<CashChangerCommand, { type: 'prepare' | 'resolve' }>;
