/** The drivers of the cash lines under fuzzing, and for each the reader that says what its wire stated. */
import type { BillAcceptorCommand, BillAcceptorFact } from '../../drivers/bill-acceptor.ts';
import type { CashChangerFact } from '../../drivers/cash-changer.ts';
import { cctalkBus } from '../../drivers/cctalk/bus.ts';
import { coinAcceptorOptions, hopperOptions } from '../../drivers/cctalk/options.ts';
import { onePieceOptions } from '../../drivers/changer/options.ts';
import { onePieceChanger } from '../../drivers/changer/one-piece.ts';
import { billAcceptor } from '../../drivers/id003/bill-acceptor.ts';
import { billAcceptorOptions } from '../../drivers/id003/options.ts';
import type { Random } from '../../src/base/random.ts';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import { createCashKit } from '../virtual/cash/kit.ts';
import { CashPlaces } from '../virtual/cash/places.ts';
import { decodeFrame, encodeFrame } from '../virtual/cctalk/frame.ts';
import { crcKermit, encode as encodeId003 } from '../virtual/id003/frame.ts';
import { encode as encodeOpc } from '../virtual/one-piece/frame.ts';
import { VirtualOnePieceUnit } from '../virtual/one-piece/unit.ts';
import { FuzzFailure, type FuzzTarget } from './contract.ts';
import { fuzzedLine, WireReader, type FrameSigns } from './machines.ts';
import { opcLie } from './opc-lies.ts';
import { PiecesStated } from './pieces-stated.ts';

/** How deep the fuzzing came: credits, payouts and orders sent again in spite of everything. */
export const REACHED = { coins: 0, payouts: 0, seconds: 0, notes: 0, pieces: 0 };
/** Pieces credited by a unit's own counts: too seldom for a quick look. */
export const SELDOM = { counted: 0 };

const COINS_yen = [10, 50, 100, 500];
const pick = <T>(random: Random, from: readonly T[]): T => from[random.integer(from.length)]!;

// --------------------------------------------------------------------------------------------------------------- ccTalk

function sealCctalk(bytes: Uint8Array): Uint8Array {
  const data = bytes.slice(4, Math.max(4, bytes.length - 1));
  return encodeFrame({ destination: 1, source: bytes[2] ?? 2, header: bytes[3] ?? 0, data }, 'sum8');
}

const CCTALK: FrameSigns = {
  length: (bytes, at) => (bytes[at + 1] ?? 255) + 5,
  isSound: (frame) => decodeFrame(frame, 'sum8') !== null,
};

const EVENTS_KEPT = 5;
const CREDIT_BYTES = 11;

/** Counts the coins that answers to 229 show as new: by the counter, and never more than the five that are kept. */
class CoinsStated {
  readonly #wire = new WireReader(CCTALK);
  #counter = 0;
  coins = 0;

  take(answer: Uint8Array): void {
    for (const frame of this.#wire.push(answer)) {
      const data = frame.subarray(4, -1);
      if (data.length === CREDIT_BYTES) this.#credits(data);
    }
  }

  #credits(data: Uint8Array): void {
    const counter = data[0] ?? 0;
    if (counter === this.#counter) return;
    const events = this.#counter === 0 || counter === 0 ? counter : (counter - this.#counter + 255) % 255;
    for (let pair = 0; pair < Math.min(events, EVENTS_KEPT); pair += 1) if (data[1 + 2 * pair] !== 0) this.coins += 1;
    this.#counter = counter;
  }
}

/** Coins: never more credits than events that some answer to 229 showed as new. */
const cctalkAcceptor: FuzzTarget = {
  name: 'ccTalk coin acceptor',
  inputsOfALife: 60,
  make: (random) => {
    const clock = new SimulatedClock();
    const kit = createCashKit({ clock, random }, { bus: { echo: false } });
    let credits = 0;
    const stated = new CoinsStated();
    const options = coinAcceptorOptions.parse({ sorterPaths: kit.sorterPaths });
    return fuzzedLine({
      machine: cctalkBus({ echo: false }, [{ deviceId: 'coins', kind: 'coinAcceptor', options }]),
      device: kit.bus,
      clock,
      random,
      seal: sealCctalk,
      answersBetweenActs: 12,
      stated: (answer) => stated.take(answer),
      onFact: ({ fact }) => {
        if (fact.type !== 'coinAccepted') return;
        if (!COINS_yen.includes(fact.denomination_yen)) throw new FuzzFailure(`a coin of ${fact.denomination_yen} yen`);
        credits += 1;
        if (credits > stated.coins) throw new FuzzFailure(`${credits} credits, the wire stated ${stated.coins} coins`);
        REACHED.coins += 1;
      },
      act: (tell) => {
        const kind = random.integer(10);
        if (kind < 5) kit.acceptor.insertCoin(pick(random, COINS_yen));
        else if (kind < 8) tell({ deviceId: 'coins', command: { type: 'enable', denominations_yen: COINS_yen } });
        else if (kind < 9) tell({ deviceId: 'coins', command: { type: 'settle' } });
        else tell({ deviceId: 'coins', command: { type: 'enable', denominations_yen: [] } });
      },
    });
  },
};

const HOPPER = { test: 163, status: 166, dispense: 167, life: 168 } as const;
const POWER_UP = 0x40;
const NAK = 5;
/** Of so many orders to pay one does not reach the hopper. */
const ORDERS_HEARD = 4;

/** What the wire said of a hopper since its last 167. */
interface HopperSaid {
  readonly counters: Set<number>;
  readonly lives: Set<string>;
  /** It said once that it had not lost its power. */
  calm: boolean;
  refused: boolean;
}
const nothingSaid = (): HopperSaid => ({ counters: new Set(), lives: new Set(), calm: false, refused: false });

/**
 * Judges every 167 (rule 10): it is of an order that was given and is not over, it asks for no more than that order, and a second one
 * goes out only when the wire has said since the first that nothing was heard: counter and life count as before, no power lost.
 */
class OrdersJudged {
  readonly #wire = new WireReader(CCTALK);
  #order: { readonly count: number; sends: number } | null = null;
  #before = nothingSaid();
  #said = nothingSaid();
  #asked = 0;

  begin(count: number): void {
    this.#order = { count, sends: 0 };
  }

  end(): void {
    this.#order = null;
  }

  get paying(): boolean {
    return this.#order !== null;
  }

  asked(request: Uint8Array): void {
    this.#asked = request[3] ?? 0;
    if (this.#asked !== HOPPER.dispense) return;
    if (!this.#order) throw new FuzzFailure('167 without an order, or after its outcome');
    if (request.at(-2) !== this.#order.count)
      throw new FuzzFailure(`167 asks for ${request.at(-2)} coins, the order is ${this.#order.count}`);
    if (this.#order.sends > 0) this.#judgeSecond();
    this.#order.sends += 1;
    this.#before = this.#said;
    this.#said = nothingSaid();
  }

  #judgeSecond(): void {
    const { counters, lives, calm, refused } = this.#said;
    const { counters: countersBefore, lives: livesBefore } = this.#before;
    const unmoved =
      [...counters].some((one) => countersBefore.has(one)) && [...lives].some((one) => livesBefore.has(one));
    if (refused || !calm || !unmoved) throw new FuzzFailure('a second 167 on doubt');
    REACHED.seconds += 1;
  }

  /** An answer is what the driver must take it for: one to the request that is out. */
  take(answer: Uint8Array): void {
    for (const frame of this.#wire.push(answer)) {
      const data = frame.subarray(4, -1);
      if (this.#asked === HOPPER.dispense && frame[3] === NAK) this.#said.refused = true;
      if (this.#asked === HOPPER.status && data.length === 4) this.#said.counters.add(data[0] ?? 0);
      if (this.#asked === HOPPER.life && data.length === 3) this.#said.lives.add(data.join());
      if (this.#asked === HOPPER.test && data.length > 0) this.#said.calm ||= ((data[0] ?? 0) & POWER_UP) === 0;
    }
  }
}

/** Payouts: 167 goes out only for an intent that was executed, and the answer never makes it more than it may be. */
const cctalkHopper: FuzzTarget = {
  name: 'ccTalk hopper',
  inputsOfALife: 60,
  make: (random) => {
    const clock = new SimulatedClock();
    const kit = createCashKit({ clock, random }, { bus: { echo: false } });
    const deviceId = 'hopper-100';
    const judged = new OrdersJudged();
    const counts = new Map<string, number>();
    let intents = 0;
    let executed = '';
    const options = hopperOptions.parse({ address: 3, denomination_yen: 100 });
    const hopper = kit.hoppers.find(({ place }) => place === deviceId)!;
    kit.places.onMove((from) => {
      if (from === deviceId && executed === '') throw new FuzzFailure('a coin falls and nobody ordered one');
    });
    const receive = kit.bus.receive.bind(kit.bus);
    kit.bus.receive = (request) => {
      judged.asked(request);
      // An order that is not heard: only then a second one is right.
      if (request[3] !== HOPPER.dispense || random.integer(ORDERS_HEARD) > 0) receive(request);
    };
    return fuzzedLine({
      machine: cctalkBus({ echo: false }, [
        { deviceId, kind: 'hopper', options: { ...options, address: hopper.address } },
      ]),
      device: kit.bus,
      clock,
      random,
      seal: sealCctalk,
      answersBetweenActs: 25,
      stated: (answer) => judged.take(answer),
      onFact: ({ fact }, tell) => {
        if (fact.type === 'prepared') {
          executed = fact.intentId;
          judged.begin(counts.get(executed) ?? 0);
          tell({ deviceId, command: { type: 'execute', intentId: fact.intentId, material: undefined } });
        }
        if (fact.type !== 'outcome' || fact.intentId !== executed) return;
        // Once an order is over nothing of it may fall any more, but the coin that was on the edge when the motor stopped.
        if (fact.moved.count < 0 || !Number.isInteger(fact.moved.count))
          throw new FuzzFailure(`${fact.moved.count} coins`);
        REACHED.payouts += 1;
        if (!judged.paying) throw new FuzzFailure('an outcome of an order that was not executed');
        judged.end();
      },
      act: (tell) => {
        if (hopper.pieces < 50) hopper.fill(100);
        const kind = random.integer(10);
        intents += 1;
        const intentId = `i${intents}`;
        const count = 1 + random.integer(5);
        counts.set(intentId, count);
        if (kind < 7) tell({ deviceId, command: { type: 'prepare', intentId, order: { type: 'dispense', count } } });
        else if (kind < 8) tell({ deviceId, command: { type: 'stop' } });
        else if (kind < 9) tell({ deviceId, command: { type: 'checkHealth', level: 'internal' } });
        else hopper.clearJam();
      },
    });
  },
};

// --------------------------------------------------------------------------------------------------------------- ID-003

const VEND_VALID = 0x15;
const ESCROW = 0x13;
const BILL_IN_STACKER = 0x42;

function sealId003(bytes: Uint8Array): Uint8Array {
  return encodeId003(bytes[2] ?? 0x11, [...bytes.slice(3, Math.max(3, bytes.length - 2))].slice(0, 250));
}

const ID003: FrameSigns = {
  length: (bytes, at) => (bytes[at] === 0xfc ? Math.max(5, bytes[at + 1] ?? 255) : null),
  isSound: (frame) => {
    const crc = crcKermit(frame.subarray(0, -2));
    return frame[1] === frame.length && frame.at(-2) === (crc & 0xff) && frame.at(-1) === crc >> 8;
  },
};

/** Notes: a credit needs an escrow and a VEND VALID (or a note past the lever at power-up) since the credit before. */
const id003: FuzzTarget = {
  name: 'ID-003 bill acceptor',
  inputsOfALife: 60,
  make: (random) => {
    const clock = new SimulatedClock();
    const { validator } = createCashKit({ clock, random }, { validator: { powerRecovery: true } });
    let sawEscrow = false;
    let sawVend = false;
    let orders = 0;
    const wire = new WireReader(ID003);
    const options = billAcceptorOptions.parse({});
    const onFact = (fact: BillAcceptorFact, tell: (command: BillAcceptorCommand) => void): void => {
      if (fact.type === 'noteEscrowed') {
        orders += 1;
        const order = { type: 'stack', escrowId: fact.escrowId, denomination_yen: fact.denomination_yen } as const;
        if (random.integer(4) === 0) tell({ type: 'returnEscrow', escrowId: fact.escrowId });
        else tell({ type: 'prepare', intentId: `i${orders}`, order });
      }
      if (fact.type === 'prepared') tell({ type: 'execute', intentId: fact.intentId, material: undefined });
      if (fact.type !== 'noteStacked') return;
      if (!sawEscrow || !sawVend) throw new FuzzFailure('a credit for a note that the wire never stated');
      if (fact.denomination_yen !== 1000)
        throw new FuzzFailure(`a note of ${fact.denomination_yen} yen that is not enabled`);
      sawEscrow = sawVend = false;
      REACHED.notes += 1;
      tell({ type: 'recorded', factId: fact.factId });
    };
    return fuzzedLine({
      machine: billAcceptor('notes', options),
      device: validator,
      clock,
      random,
      seal: sealId003,
      answersBetweenActs: 15,
      stated: (answer) => {
        for (const [, , code = 0] of wire.push(answer)) {
          if (code === ESCROW) sawEscrow = true;
          if (code === VEND_VALID || code === BILL_IN_STACKER) sawVend = true;
        }
      },
      onFact,
      act: (tell) => {
        validator.takeReturned();
        if (random.integer(3) === 0) tell({ type: 'enable', denominations_yen: random.integer(5) === 0 ? [] : [1000] });
        else validator.insertNote(1000);
      },
    });
  },
};

// ---------------------------------------------------------------------------------------------------------------- OPC-1

function sealOpc(bytes: Uint8Array): Uint8Array {
  return encodeOpc([...bytes.slice(2, Math.max(2, bytes.length - 2))].slice(0, 250));
}

const UNIT_EVENTS_KEPT = 32;
/** Events are lost so long after an act at the latest: a coin that fell then is among them. */
const LOST_LATEST_ms = 1_000;

/** One piece: never more credits, of all and of each denomination, than its events and its own counts state. */
const onePiece = (name: string, { forgets = false, lies = false } = {}): FuzzTarget => ({
  name,
  inputsOfALife: 60,
  make: (random) => {
    const clock = new SimulatedClock();
    const unit = new VirtualOnePieceUnit({ clock, random }, new CashPlaces());
    for (const yen of COINS_yen) unit.fill(yen, 40);
    const stated = new PiecesStated();
    const credits = new Map<number, number>();
    let all = 0;
    let intents = 0;
    const receive = unit.receive.bind(unit);
    unit.receive = (request) => {
      stated.asked(request);
      receive(request);
    };
    return fuzzedLine({
      machine: onePieceChanger('unit', onePieceOptions.parse({})),
      device: unit,
      clock,
      random,
      seal: sealOpc,
      ...(lies ? { lie: (answer: Uint8Array) => opcLie(random, answer) } : {}),
      answersBetweenActs: 12,
      stated: (answer) => stated.take(answer),
      onFact: (fact: CashChangerFact, tell) => {
        if (fact.type === 'prepared') tell({ type: 'execute', intentId: fact.intentId, material: undefined });
        if (fact.type !== 'cashAccepted') return;
        const { denomination_yen } = fact;
        const ofIt = (credits.get(denomination_yen) ?? 0) + 1;
        credits.set(denomination_yen, ofIt);
        all += 1;
        REACHED.pieces += 1;
        if (fact.factId.includes('-lost-')) SELDOM.counted += 1;
        if (fact.held) tell({ type: 'recorded', factId: fact.factId });
        if (all > stated.all) throw new FuzzFailure(`${all} credits, the wire stated ${stated.all} pieces`);
        const pieces = stated.of(denomination_yen);
        if (ofIt > pieces)
          throw new FuzzFailure(`${ofIt} credits of ${denomination_yen} yen, the wire stated ${pieces} such pieces`);
      },
      act: (tell) => {
        // More events than the unit keeps: what came before them is told by its counts alone.
        if (forgets && random.integer(4) === 0)
          clock.after(random.integer(LOST_LATEST_ms), () => {
            for (let event = 0; event < UNIT_EVENTS_KEPT; event += 1) unit.pressReturnLever();
          });
        const kind = random.integer(10);
        unit.takeFromTray();
        intents += 1;
        if (kind < 4) unit.insertCoin(pick(random, COINS_yen));
        else if (kind < 5) tell({ type: 'beginDeposit' });
        else if (kind < 7) tell({ type: 'enable', denominations_yen: [...COINS_yen, 1000] });
        else if (kind < 8) tell({ type: 'fixDeposit' });
        else if (kind < 9) tell({ type: 'endDeposit', mode: 'change' });
        else
          tell({
            type: 'prepare',
            intentId: `00112233445566778899aabbccdd${String(intents % 10_000).padStart(4, '0')}`,
            order: { type: 'payAmount', amount_yen: 10 * (1 + random.integer(60)) },
          });
      },
    });
  },
});

export const CASH_LINE_TARGETS: readonly FuzzTarget[] = [
  cctalkAcceptor,
  cctalkHopper,
  id003,
  onePiece('OPC-1 changer'),
  onePiece('OPC-1 changer that forgets events', { forgets: true }),
  onePiece('OPC-1 changer that forgets and lies', { forgets: true, lies: true }),
];
