import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CashChangerCommand, CashChangerFact } from '../../drivers/cash-changer.ts';
import { onePieceChanger } from '../../drivers/changer/one-piece.ts';
import { crcIbm3740, encodeRequest, readFrame } from '../../drivers/changer/opc-frame.ts';
import { onePieceOptions } from '../../drivers/changer/options.ts';
import { run, type Run } from '../../drivers/runner.ts';
import { SeededRandom } from '../../src/base/random.ts';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import { sumOfPieces } from '../../src/base/yen.ts';
import { CashPlaces } from '../virtual/cash/places.ts';
import { encode } from '../virtual/one-piece/frame.ts';
import { VirtualOnePieceUnit } from '../virtual/one-piece/unit.ts';
import { ONE_PIECE_PLACES as AT } from '../virtual/one-piece/words.ts';
import { bytesOf, hexOf } from './cctalk-script.ts';

/** Published vectors, PROTOCOL.md. */
const VECTORS: readonly [string, number, number, readonly number[], string][] = [
  ['IDENTIFY', 1, 0x01, [], '02 06 01 01 18 F8'],
  ['STATUS', 2, 0x02, [], '02 06 02 02 28 9D'],
  ['EVENTS after 5', 3, 0x03, [0, 0, 0, 5], '02 0A 03 03 00 00 00 05 41 3D'],
  ['ENABLE 10/50/100/500', 4, 0x04, [0x0f], '02 07 04 04 0F 49 E5'],
  [
    'PAY 200 yen',
    5,
    0x0a,
    [...Array(16).keys(), 0, 0, 0, 200],
    '02 1A 05 0A 00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F 00 00 00 C8 CA 01',
  ],
];

describe('OPC-1 frames', () => {
  test.each(VECTORS)('%s is encoded as published', (_, seq, command, data, hex) => {
    expect(hexOf(encodeRequest({ seq, command, data: Uint8Array.from(data) }))).toBe(hex);
  });

  test('answers are read as published', () => {
    const begin = readFrame(bytesOf('02 07 06 85 00 6F 52'));
    expect(begin).toMatchObject({ type: 'frame', reply: { seq: 6, command: 0x85, result: 0 } });
    const pay = readFrame(bytesOf('02 07 05 8A 02 43 3B'));
    expect(pay).toMatchObject({ type: 'frame', reply: { seq: 5, command: 0x8a, result: 2 } });
    expect(crcIbm3740(Buffer.from('123456789'))).toBe(0x29b1);
  });

  test('any bytes are read without a throw, and the machine takes them without a credit', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 10 }), (chunks) => {
        const machine = onePieceChanger('unit', onePieceOptions.parse({}));
        let state = machine.step(machine.initial(null), { type: 'opened' }, 0).state;
        const facts: CashChangerFact[] = [];
        let now_ms = 0;
        const take = (input: Parameters<typeof machine.step>[1]): void => {
          const step = machine.step(state, input, (now_ms += 60));
          state = step.state;
          for (const output of step.outputs) if (output.type === 'fact') facts.push(output.fact);
        };
        for (const bytes of chunks) {
          take({ type: 'bytes', bytes });
          for (const timer of ['gap', 'answer', 'due']) take({ type: 'timer', timer });
        }
        expect(facts.filter((fact) => fact.type === 'cashAccepted')).toHaveLength(0);
      }),
    );
  });
});

const STOCK: readonly (readonly [number, number])[] = [
  [10, 30],
  [50, 20],
  [100, 30],
  [500, 10],
];

/** The driver with a virtual unit on a simulated clock, and what a ledger would hold. */
class OnePieceRig {
  readonly clock = new SimulatedClock();
  readonly places = new CashPlaces();
  readonly unit = new VirtualOnePieceUnit({ clock: this.clock, random: new SeededRandom(7) }, this.places);
  readonly facts: CashChangerFact[] = [];
  readonly credits = new Map<string, number>();
  readonly intents = new Map<string, { readonly amount_yen: number; readonly deviceBase: string }>();
  readonly ended = new Map<string, Extract<CashChangerFact, { type: 'outcome' }>>();
  memory: string | null = null;
  /** What becomes of an answer on its way. */
  onWire: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes;
  #amounts = new Map<string, number>();
  #run: Run<CashChangerCommand> | null = null;

  constructor() {
    for (const [value, count] of STOCK) this.unit.fill(value, count);
  }

  start(): this {
    const machine = onePieceChanger('unit', onePieceOptions.parse({}));
    let open = true;
    this.#run = run({
      machine,
      initial: machine.initial(this.memory),
      clock: this.clock,
      port: {
        send: (output: { readonly type: 'write'; readonly bytes: Uint8Array }) => {
          this.clock.after(1, () => (open ? this.unit.receive(output.bytes) : undefined));
        },
        onInput: (listener: (input: { readonly type: 'bytes'; readonly bytes: Uint8Array }) => void) => {
          this.unit.onSend((bytes) => (open ? listener({ type: 'bytes', bytes: this.onWire(bytes) }) : undefined));
        },
        onLost: () => {},
        close: () => {
          open = false;
        },
      },
      onFact: (fact) => this.#onFact(fact),
      onEnded: (reason) => {
        throw new Error(reason);
      },
    });
    return this;
  }

  kill(): void {
    this.#run?.close();
  }

  command(command: CashChangerCommand): this {
    this.#run?.command(command);
    return this;
  }

  advance(span_ms: number): this {
    this.clock.advance(span_ms);
    return this;
  }

  pay(intentId: string, amount_yen: number): this {
    this.#amounts.set(intentId, amount_yen);
    return this.command({ type: 'prepare', intentId, order: { type: 'payAmount', amount_yen } });
  }

  resolveAll(): void {
    for (const [intentId, { amount_yen, deviceBase }] of this.intents)
      this.command({ type: 'resolve', intentId, order: { type: 'payAmount', amount_yen }, deviceBase });
  }

  of<T extends CashChangerFact['type']>(type: T): Extract<CashChangerFact, { type: T }>[] {
    return this.facts.filter((fact): fact is Extract<CashChangerFact, { type: T }> => fact.type === type);
  }

  #onFact(fact: CashChangerFact): void {
    this.facts.push(fact);
    if ('memory' in fact) this.memory = fact.memory;
    if (fact.type === 'cashAccepted') this.credits.set(fact.factId, fact.denomination_yen);
    const amount_yen = fact.type === 'prepared' ? this.#amounts.get(fact.intentId) : undefined;
    if (fact.type === 'prepared' && amount_yen !== undefined) {
      this.intents.set(fact.intentId, { amount_yen, deviceBase: fact.deviceBase });
      this.command({ type: 'execute', intentId: fact.intentId, material: undefined });
    }
    if (fact.type === 'outcome') {
      this.intents.delete(fact.intentId);
      this.ended.set(fact.intentId, fact);
    }
  }

  /** Yen that came from the citizen and did not fall back, less what was paid into the tray: by physics. */
  kept_yen(): number {
    const at = (place: string) => this.places.at(place).reduce((sum, one) => sum + one.denomination_yen * one.count, 0);
    const stocked = sumOfPieces(STOCK.map(([denomination_yen, count]) => ({ denomination_yen, count })));
    return at(AT.recycler) + at(AT.box) + at(AT.out) - stocked;
  }

  /** The same by the books. */
  booked_yen(): number {
    let sum = [...this.credits.values()].reduce((total, value) => total + value, 0);
    for (const { moved } of this.ended.values()) if (moved.type === 'paid') sum -= sumOfPieces(moved.pieces);
    return sum;
  }
}

function openDeposit(rig: OnePieceRig): void {
  rig.command({ type: 'beginDeposit' }).command({ type: 'enable', denominations_yen: [10, 50, 100, 500, 1000] });
  rig.advance(900);
}

describe('one-piece changer on virtual hardware', () => {
  test('another serial number counts only when it comes twice: a damaged one books no event a second time', () => {
    for (const cleanStart of [false, true]) {
      const rig = new OnePieceRig();
      const lieOnce = (): void => {
        let told = false;
        rig.onWire = (bytes) => {
          if (told || bytes[3] !== 0x81) return bytes;
          told = true;
          const serial = Buffer.from(bytes).indexOf('V0001');
          return encode([...bytes.slice(2, -2)].with(serial - 2, 0x58));
        };
      };
      if (!cleanStart) lieOnce();
      rig.start();
      openDeposit(rig);
      rig.unit.insertCoin(50);
      rig.advance(2_000);
      expect(rig.booked_yen()).toBe(50);
      rig.kill();
      if (cleanStart) lieOnce();
      rig.start().advance(3_000);
      rig.kill();
      rig.start().advance(3_000);
      expect(rig.of('cashAccepted').map(({ factId }) => factId)).toEqual([expect.stringContaining('unit-V0001-')]);
      expect(rig.of('uncertain')).toEqual([]);
    }
  });

  test('identifies itself, says that it pays by amount, and is online', () => {
    const rig = new OnePieceRig().start().advance(3_000);
    expect(rig.of('capabilities')).toMatchObject([{ capabilities: { paysByPlan: false, escrow: false } }]);
    expect(rig.of('status').at(-1)?.availability).toBe('online');
    expect(rig.of('noise')).toHaveLength(0);
  });

  test('R84: a deposit of 1,500 yen, fixed, ended, and 1,200 yen paid back under one order', () => {
    const rig = new OnePieceRig().start().advance(3_000);
    openDeposit(rig);
    rig.unit.insertCoin(500);
    rig.advance(2_000);
    rig.unit.insertNote(1000);
    rig.advance(4_000);
    rig.command({ type: 'fixDeposit' }).advance(2_000);
    expect(rig.of('cashAccepted').map((fact) => fact.denomination_yen)).toEqual([500, 1000]);
    expect(rig.of('depositFixed')).toHaveLength(1);
    rig.command({ type: 'endDeposit', mode: 'change' });
    rig.pay('change', 1_200).advance(10_000);
    expect(rig.ended.get('change')).toMatchObject({ result: 'done', reason: null });
    expect(rig.kept_yen()).toBe(300);
    expect(rig.booked_yen()).toBe(300);
    rig.command({ type: 'execute', intentId: 'change', material: undefined }).advance(5_000);
    expect(rig.kept_yen()).toBe(300);
  });

  test('what cannot be: by pieces, odd amounts, more than the stock, two at once', () => {
    const rig = new OnePieceRig().start().advance(3_000);
    const pieces = { type: 'payPieces', unitId: 'unit', denomination_yen: 10, count: 1 } as const;
    rig.command({ type: 'prepare', intentId: 'a', order: pieces });
    rig.pay('b', 15).pay('c', -10).pay('d', 1_000_000).pay('e', 100).advance(3_000);
    const refused = rig.of('refused').map((fact) => [fact.intentId, fact.reason.code]);
    expect(refused).toEqual([
      ['a', 'cashFault'],
      ['b', 'amountInvalid'],
      ['c', 'amountInvalid'],
      ['e', 'cashFault'],
      ['d', 'changeShort'],
    ]);
  });

  test('a jam while paying stops the unit and tells what was paid', () => {
    const rig = new OnePieceRig().start().advance(3_000);
    rig.unit.jam('payout');
    rig.pay('i', 300).advance(8_000);
    expect(rig.ended.get('i')?.result).not.toBe('done');
    expect(rig.of('status').at(-1)).toMatchObject({ availability: 'stop', reasons: [{ code: 'hopperJam' }] });
    expect(rig.kept_yen()).toBe(rig.booked_yen());
  });

  test('rule 14: while it is jammed it says that it pays nothing; what is in it counts again before it is said to be back', () => {
    const rig = new OnePieceRig().start().advance(3_000);
    rig.facts.length = 0;
    rig.unit.jam('payout');
    rig.pay('i', 300).advance(8_000);
    rig.unit.clearJam();
    rig.advance(3_000);
    const told = rig.facts.flatMap((fact) => {
      if (fact.type === 'unitPays') return [`${fact.unitId} pays ${fact.pays}`];
      return fact.type === 'status' ? [fact.availability] : [];
    });
    expect(told).toEqual(['stop', 'unit pays false', 'unit pays true', 'online']);
  });

  test('line faults, restarts and loss of power in any order: nothing is lost or credited twice', () => {
    const act = fc.oneof(
      fc.record({ type: fc.constant('coin' as const), value: fc.constantFrom(10, 50, 100, 500) }),
      fc.record({ type: fc.constant('note' as const) }),
      fc.record({ type: fc.constant('pay' as const), amount_yen: fc.integer({ min: 1, max: 60 }).map((n) => n * 10) }),
      fc.record({ type: fc.constant('sale' as const) }),
      fc.record({
        type: fc.constant('fault' as const),
        fault: fc.constantFrom('dropNextFrame' as const, 'dropNextRequest' as const, 'corruptNextFrame' as const),
      }),
      fc.record({ type: fc.constant('mute' as const), span_ms: fc.integer({ min: 50, max: 2_000 }) }),
      fc.record({ type: fc.constant('kill' as const), rest_ms: fc.integer({ min: 0, max: 800 }) }),
      fc.record({ type: fc.constant('power' as const), off_ms: fc.integer({ min: 1, max: 2_000 }) }),
      fc.record({ type: fc.constant('wait' as const), span_ms: fc.integer({ min: 1, max: 1_500 }) }),
    );
    fc.assert(
      fc.property(fc.array(act, { minLength: 5, maxLength: 30 }), (acts) => {
        const rig = new OnePieceRig().start().advance(3_000);
        openDeposit(rig);
        acts.forEach((one, number) => {
          if (one.type === 'coin') rig.unit.insertCoin(one.value);
          else if (one.type === 'note') rig.unit.insertNote(1000);
          else if (one.type === 'pay') rig.pay(`i${number}`, one.amount_yen);
          else if (one.type === 'fault') rig.unit.faults[one.fault]();
          else if (one.type === 'mute') rig.unit.faults.muteFor(one.span_ms);
          else if (one.type === 'wait') rig.advance(one.span_ms);
          else if (one.type === 'sale') {
            rig.command({ type: 'fixDeposit' }).advance(900);
            rig.command({ type: 'endDeposit', mode: 'change' });
          } else if (one.type === 'power') {
            rig.unit.powerOff();
            rig.clock.after(one.off_ms, () => rig.unit.powerOn());
          } else {
            rig.kill();
            rig.advance(one.rest_ms).start().resolveAll();
            openDeposit(rig);
          }
          rig.advance(150);
        });
        rig.command({ type: 'fixDeposit' }).advance(5_000).command({ type: 'endDeposit', mode: 'change' });
        for (let i = 0; i < 12; i += 1) {
          rig.advance(5_000);
          rig.unit.takeReturned();
        }
        expect(rig.intents.size).toBe(0);
        const unknown = [...rig.ended.values()].filter((outcome) => outcome.result === 'unknown').length;
        const difference_yen = rig.booked_yen() - rig.kept_yen();
        // A piece that was falling when the power failed lies in the tray or not: at most one for each unknown.
        expect(difference_yen).toBeGreaterThanOrEqual(0);
        expect(difference_yen).toBeLessThanOrEqual(unknown * 500);
        expect(rig.of('uncertain')).toHaveLength(0);
      }),
      { numRuns: 60 },
    );
  });
});
