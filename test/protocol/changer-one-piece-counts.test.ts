/** A one-piece changer whose events were lost: its own counts (COUNTS) tell what came in, piece by piece, or a person is asked. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CashChangerCommand, CashChangerFact } from '../../drivers/cash-changer.ts';
import { onePieceChanger } from '../../drivers/changer/one-piece.ts';
import { onePieceOptions } from '../../drivers/changer/options.ts';
import { run, type Run } from '../../drivers/runner.ts';
import { SeededRandom } from '../../src/base/random.ts';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import { CashPlaces } from '../virtual/cash/places.ts';
import { encode } from '../virtual/one-piece/frame.ts';
import { VirtualOnePieceUnit } from '../virtual/one-piece/unit.ts';
import { ONE_PIECE_PLACES as AT } from '../virtual/one-piece/words.ts';

const ALL_YEN = [10, 50, 100, 500, 1000];
const COUNTS = 0x8d;

/** Driver and unit, and a ledger that commits each fact in the order of its coming. */
class Rig {
  readonly clock = new SimulatedClock();
  readonly places = new CashPlaces();
  readonly unit = new VirtualOnePieceUnit({ clock: this.clock, random: new SeededRandom(3) }, this.places);
  readonly facts: CashChangerFact[] = [];
  readonly credits = new Map<string, number>();
  memory: string | null = null;
  onWire: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes;
  #run: Run<CashChangerCommand> | null = null;

  constructor() {
    for (const value of [10, 50, 100, 500]) this.unit.fill(value, 30);
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
      onFact: (fact) => {
        this.facts.push(fact);
        if ('memory' in fact) this.memory = fact.memory;
        if (fact.type === 'cashAccepted') this.credits.set(fact.factId, fact.denomination_yen);
      },
      onEnded: (reason) => {
        throw new Error(reason);
      },
    });
    this.clock.advance(3_000);
    return this;
  }

  kill(): this {
    this.#run?.close();
    return this;
  }

  tell(...commands: readonly CashChangerCommand[]): this {
    for (const command of commands) this.#run?.command(command);
    this.clock.advance(1_000);
    return this;
  }

  takes(): this {
    return this.tell({ type: 'beginDeposit' }, { type: 'enable', denominations_yen: ALL_YEN });
  }

  coins(...values: readonly number[]): this {
    for (const value of values) {
      this.unit.insertCoin(value);
      this.clock.advance(700);
    }
    return this;
  }

  /** More events than the unit keeps, of which only some are coins. */
  levers(count: number): this {
    for (let time = 0; time < count; time += 1) this.unit.pressReturnLever();
    return this;
  }

  of<T extends CashChangerFact['type']>(type: T): Extract<CashChangerFact, { type: T }>[] {
    return this.facts.filter((fact): fact is Extract<CashChangerFact, { type: T }> => fact.type === type);
  }

  credit_yen(): number {
    return [...this.credits.values()].reduce((sum, value) => sum + value, 0);
  }

  /** By physics: what lies inside beyond what staff put in. */
  taken_yen(): number {
    const at = (place: string) => this.places.at(place).reduce((sum, one) => sum + one.denomination_yen * one.count, 0);
    return at(AT.recycler) + at(AT.box) - 30 * 660;
  }
}

describe('rule 8: events that are lost for good', () => {
  test('the counts tell each coin, with its value and once; nothing is in question', () => {
    const rig = new Rig().start().takes().coins(100).kill();
    rig.coins(500, 10, 10, 50).levers(40).coins(100).start();
    expect(rig.credit_yen()).toBe(rig.taken_yen());
    expect(rig.taken_yen()).toBe(770);
    expect(rig.of('uncertain')).toEqual([]);
    const told = rig.of('cashAccepted').filter(({ factId }) => factId.includes('lost'));
    expect(told.map(({ denomination_yen, following }) => [denomination_yen, following ?? 0])).toEqual([
      [10, 3],
      [10, 2],
      [50, 1],
      [500, 0],
    ]);
    rig.kill().start().kill().start();
    expect(rig.of('cashAccepted').filter(({ factId }) => factId.includes('lost'))).toHaveLength(4);
    expect(rig.credit_yen()).toBe(770);
  });

  test('nothing but lever and rejections was lost: nothing is booked and nobody is asked', () => {
    const rig = new Rig().start().takes().kill().levers(60).start();
    expect([rig.of('cashAccepted'), rig.of('uncertain')]).toEqual([[], []]);
    expect(rig.of('status').at(-1)?.availability).toBe('online');
  });

  test('a coin that comes to rest between STATUS and COUNTS, or anywhere near, is credited once', () => {
    for (let after_ms = 0; after_ms < 400; after_ms += 2) {
      const rig = new Rig().start().takes().kill();
      rig.coins(500).levers(40);
      rig.clock.after(after_ms, () => rig.unit.insertCoin(50));
      // It came to rest 450 ms later.
      rig.clock.advance(400);
      rig.start();
      expect([after_ms, rig.taken_yen(), rig.credit_yen(), rig.of('uncertain').length]).toEqual([
        after_ms,
        550,
        550,
        0,
      ]);
    }
  });

  test('a deposit is fixed only when the counts have told what was lost', () => {
    const rig = new Rig().start().takes().kill();
    rig.coins(500).levers(40);
    rig.onWire = (bytes) => (bytes[3] === COUNTS ? Uint8Array.of() : bytes);
    rig.start().tell({ type: 'fixDeposit' });
    rig.clock.advance(10_000);
    expect([rig.of('depositFixed'), rig.credit_yen()]).toEqual([[], 0]);
    rig.onWire = (bytes) => bytes;
    rig.clock.advance(10_000);
    expect([rig.of('depositFixed').length, rig.credit_yen()]).toEqual([1, 500]);
  });

  test('cut off after the gap was found: the books remember it, and the next start explains it', () => {
    const rig = new Rig().start().takes().kill();
    rig.coins(500).levers(40);
    rig.onWire = (bytes) => (bytes[3] === COUNTS ? Uint8Array.of() : bytes);
    rig.start().kill();
    expect(JSON.parse(rig.memory ?? '{}')).toMatchObject({ gap: expect.any(Number) });
    rig.onWire = (bytes) => bytes;
    rig.start();
    expect([rig.credit_yen(), rig.of('uncertain').length]).toEqual([500, 0]);
    expect(JSON.parse(rig.memory ?? '{}')).not.toHaveProperty('gap');
  });

  test('counts that cannot be: more coins than lost events, or fewer than ever; a person is asked', () => {
    for (const shift of [1_000, -1]) {
      const rig = new Rig().start().takes().coins(10).kill();
      rig.coins(500).levers(40);
      rig.onWire = (bytes) => {
        if (bytes[3] !== COUNTS) return bytes;
        // Life in of 10 yen: the four bytes behind STX, LEN, SEQ, CMD, RESULT.
        const body = [...bytes.slice(2, -2)];
        const told = Buffer.from(body).readUInt32BE(3) + shift;
        return encode(
          body
            .with(3, (told >>> 24) & 255)
            .with(4, (told >>> 16) & 255)
            .with(5, (told >>> 8) & 255)
            .with(6, told & 255),
        );
      };
      rig.start();
      expect(rig.credit_yen()).toBe(10);
      expect(rig.of('uncertain')).toMatchObject([{ least_yen: 0, reason: 'cashEventsLost' }]);
      expect(rig.of('uncertain')[0]?.most_yen).toBeGreaterThanOrEqual(500);
      rig.kill().start();
      expect(rig.of('uncertain')).toHaveLength(1);
    }
  });

  test('a count that was too low for once is no place to go on from: nothing is credited a second time by it', () => {
    const rig = new Rig().start().takes().coins(100, 100, 100).kill();
    let lies = 1;
    rig.onWire = (bytes) => {
      if (bytes[3] !== COUNTS || lies === 0) return bytes;
      lies -= 1;
      const data = [...bytes.slice(2, -2)];
      // Life in of 100 yen: two pieces fewer than were told by their events.
      const at = 3 + 2 * 10 + 3;
      data[at] = (data[at] ?? 0) - 2;
      return encode(data);
    };
    rig.levers(40).start();
    expect(lies).toBe(0);
    expect(rig.of('uncertain')).toMatchObject([{ reason: 'cashEventsLost', least_yen: 0 }]);
    rig.kill().levers(40).start();
    expect(rig.credit_yen()).toBe(300);
    rig.kill().coins(100).levers(40).start();
    expect(rig.taken_yen()).toBe(rig.credit_yen());
  });

  test('counts of another length than the protocol says are none: a row that is shifted credits nothing', () => {
    const rig = new Rig().start().takes().coins(100).kill();
    rig.coins(500).levers(40);
    let short = 3;
    rig.onWire = (bytes) => {
      if (bytes[3] !== COUNTS || short === 0) return bytes;
      short -= 1;
      return encode([...bytes.slice(2, 20), ...bytes.slice(21, -2)]);
    };
    rig.start();
    expect([short, rig.credit_yen(), rig.of('uncertain')]).toEqual([0, 600, []]);
  });

  test('a memory of before it counted: the lost events are a range, and from then on it counts', () => {
    const rig = new Rig().start().takes().coins(100).kill();
    const { serial, event } = JSON.parse(rig.memory ?? '{}') as { serial: string; event: number };
    rig.memory = JSON.stringify({ serial, event });
    rig.coins(500).levers(40).start().takes();
    expect(rig.of('uncertain')).toHaveLength(1);
    rig.kill().coins(50).levers(40).start();
    expect(rig.of('uncertain')).toHaveLength(1);
    expect(rig.credit_yen()).toBe(150);
  });

  test('any coins, levers, stops and line faults: credit and range always hold what lies inside', () => {
    const act = fc.oneof(
      fc.record({
        type: fc.constant('coins' as const),
        values: fc.array(fc.constantFrom(10, 50, 100, 500), { minLength: 1, maxLength: 4 }),
      }),
      fc.record({ type: fc.constant('levers' as const), count: fc.integer({ min: 1, max: 50 }) }),
      fc.record({ type: fc.constant('restart' as const) }),
      fc.record({ type: fc.constant('off' as const) }),
      fc.record({
        type: fc.constant('fault' as const),
        fault: fc.constantFrom('dropNextFrame' as const, 'corruptNextFrame' as const, 'dropNextRequest' as const),
      }),
      fc.record({ type: fc.constant('mute' as const), span_ms: fc.integer({ min: 50, max: 4_000 }) }),
    );
    fc.assert(
      fc.property(fc.array(act, { minLength: 3, maxLength: 14 }), (acts) => {
        const rig = new Rig().start().takes();
        let runs = true;
        for (const one of acts) {
          if (one.type === 'coins') rig.coins(...one.values);
          else if (one.type === 'levers') rig.levers(one.count);
          else if (one.type === 'fault') rig.unit.faults[one.fault]();
          else if (one.type === 'mute') rig.unit.faults.muteFor(one.span_ms);
          else {
            rig.kill();
            runs = one.type === 'restart';
            if (runs) rig.start().takes();
          }
        }
        if (!runs) rig.start();
        rig.clock.advance(30_000);
        expect(rig.credit_yen()).toBe(rig.taken_yen());
        expect(rig.of('uncertain')).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

test('rule 1: coins that one answer tells come right behind each other, to be booked together', () => {
  const rig = new Rig().start().takes().kill();
  rig.coins(10, 50).levers(1).coins(100, 500).start();
  expect(rig.of('cashAccepted').map(({ denomination_yen, following }) => [denomination_yen, following ?? 0])).toEqual([
    [10, 1],
    [50, 0],
    [100, 1],
    [500, 0],
  ]);
});

test('rule 7: a note that was past the slot when the daemon stopped is told before the unit is online', () => {
  for (const dead_ms of [0, 100, 400, 900, 1_300]) {
    const rig = new Rig().start().takes();
    expect(rig.unit.insertNote(1000)).toBe(true);
    rig.kill().clock.advance(dead_ms);
    const before = rig.facts.length;
    rig.start();
    rig.clock.advance(5_000);
    const news = rig.facts.slice(before);
    const told = news.findIndex(({ type }) => type === 'cashAccepted');
    const online = news.findIndex((fact) => fact.type === 'status' && fact.availability === 'online');
    expect([dead_ms, rig.credit_yen(), told >= 0, online > told]).toEqual([dead_ms, 1000, true, true]);
  }
});

test('another unit than was lent, or one whose counts were set back: its coins have to be counted', () => {
  const setBack = (memory: string): string => memory.replace(/"lifeOut":\d+/, '"lifeOut":9');
  const another = (memory: string): string => memory.replace('"serial":"V0001"', '"serial":"V0002"');
  for (const change of [setBack, another]) {
    const rig = new Rig().start().tell({ type: 'lend' });
    expect(rig.facts).toContainEqual(expect.objectContaining({ type: 'holder', holder: 'lent' }));
    rig.kill();
    const before = rig.memory ?? '';
    rig.memory = change(before);
    expect(rig.memory).not.toBe(before);
    rig.start();
    const told = rig.facts.filter(({ type }) => type === 'foreignCash');
    expect(told).toMatchObject([{ piles: [], doubt: { least_yen: 0, most_yen: null } }]);
    expect(rig.memory).not.toContain('lent');
    rig.kill().start();
    expect(rig.facts.filter(({ type }) => type === 'foreignCash')).toHaveLength(1);
  }
});
