import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import { SeededRandom } from '../../src/base/random.ts';
import { CashPlaces } from '../virtual/cash/places.ts';
import { crcIbm3740, encode, u32 } from '../virtual/one-piece/frame.ts';
import { VirtualOnePieceUnit } from '../virtual/one-piece/unit.ts';

const hex = (bytes: Iterable<number>): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(' ');
const ID = Array.from({ length: 16 }, (_, i) => i);

/** A unit with 30 pieces of each coin, and a small host. `ask` gives RESULT and data, or null for silence. */
function rig(seed = 1) {
  const clock = new SimulatedClock();
  const places = new CashPlaces();
  const unit = new VirtualOnePieceUnit({ clock, random: new SeededRandom(seed) }, places);
  for (const value of [10, 50, 100, 500]) unit.fill(value, 30);
  const heard: number[] = [];
  unit.onSend((sent) => heard.push(...sent));
  clock.advance(500);
  let seq = 0;
  const raw = (request: Uint8Array): number[] => {
    heard.length = 0;
    unit.receive(request);
    clock.advance(60);
    return [...heard];
  };
  const ask = (command: number, ...data: number[]): number[] | null => {
    seq = seq === 255 ? 1 : seq + 1;
    const answer = raw(encode([seq, command, ...data]));
    return answer.length === 0 ? null : answer.slice(4, -2);
  };
  const status = () => {
    const data = Buffer.from((ask(0x02) ?? []).slice(1));
    return {
      boot: data.readUInt32BE(0),
      lastEvent: data.readUInt32BE(4),
      orders: data.readUInt32BE(8),
      state: data[12],
      mask: data[13],
      sum_yen: data.readUInt32BE(14),
      fault: data[18],
      low: data[19],
    };
  };
  /** Events after a number as [kind, a, b]. */
  const events = (after: number): number[][] => {
    const data = Buffer.from((ask(0x03, ...u32(after)) ?? []).slice(1));
    return Array.from({ length: data[4] ?? 0 }, (_, i) => [
      data[9 + i * 10] ?? 0,
      data[10 + i * 10] ?? 0,
      data.readUInt32BE(11 + i * 10),
    ]);
  };
  const order = (id: number[]) => {
    const data = Buffer.from((ask(0x0b, ...id) ?? []).slice(1));
    return data.length === 0
      ? null
      : {
          state: data[16],
          ordered: data.readUInt32BE(17),
          paid_yen: data.readUInt32BE(21),
          doubtful: data[25],
          pieces: [...data.subarray(27)],
        };
  };
  const deposit = (mask: number): void => {
    ask(0x05);
    ask(0x04, mask);
  };
  const cut = (): void => {
    unit.powerOff();
    clock.advance(500);
    unit.powerOn();
    clock.advance(500);
  };
  return { clock, places, unit, raw, ask, status, events, order, deposit, cut };
}

describe('OPC-1 frames', () => {
  it('encodes the vectors of PROTOCOL.md', () => {
    expect(crcIbm3740(Buffer.from('123456789'))).toBe(0x29b1);
    expect(hex(encode([1, 1]))).toBe('02 06 01 01 18 F8');
    expect(hex(encode([2, 2]))).toBe('02 06 02 02 28 9D');
    expect(hex(encode([3, 3, 0, 0, 0, 5]))).toBe('02 0A 03 03 00 00 00 05 41 3D');
    expect(hex(encode([5, 0x0a, ...ID, ...u32(200)]))).toBe(
      '02 1A 05 0A 00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F 00 00 00 C8 CA 01',
    );
    expect(hex(rig().raw(encode([6, 5])))).toBe('02 07 06 85 00 6F 52');
  });

  it('is silent for a damaged frame and finds the next one behind noise', () => {
    const { raw } = rig();
    expect(raw(Uint8Array.from([2, 6, 1, 1, 0x18, 0xf9]))).toEqual([]);
    expect(raw(Uint8Array.from([9, 2, 7, ...encode([1, 0x10])])).slice(3, 6)).toEqual([0x90, 0, 0]);
  });

  it('repeats its answer to a repeated request and acts once', () => {
    const { raw, clock, places, status } = rig();
    const request = encode([9, 0x0a, ...ID, ...u32(100)]);
    const first = raw(request);
    expect(raw(request)).toEqual(first);
    clock.advance(3000);
    expect(places.total_yen('changeTray')).toBe(100);
    expect(status().orders).toBe(1);
  });
});

describe('the virtual one-piece changer', () => {
  it('takes coins and notes only in an open deposit, and writes an event for each', () => {
    const { unit, ask, clock, events, status, deposit, places } = rig();
    expect(ask(0x04, 0x0f)).toEqual([2]);
    unit.insertCoin(100);
    clock.advance(1000);
    expect(places.total_yen('returnTray')).toBe(100);
    deposit(0x1f);
    unit.insertCoin(500);
    unit.insertCoin(5);
    expect(unit.insertNote(1000)).toBe(true);
    clock.advance(2000);
    expect(unit.insertNote(10_000)).toBe(true);
    clock.advance(2000);
    expect(events(1)).toEqual([
      [2, 2, 0],
      [1, 4, 0],
      [2, 1, 0],
      [1, 5, 1],
      [2, 2, 0],
    ]);
    expect(status().sum_yen).toBe(1500);
    expect(unit.takeReturned()).toBe(10_000);
  });

  it('fixes a deposit only when nothing that passed the slot can still arrive', () => {
    const { unit, ask, clock, events, status, deposit } = rig();
    deposit(0x1f);
    expect(ask(0x07)).toEqual([2]);
    unit.insertNote(1000);
    ask(0x06);
    unit.insertCoin(10);
    expect(status().state).toBe(2);
    clock.advance(3000);
    expect(status()).toMatchObject({ state: 3, mask: 0, sum_yen: 1000 });
    expect(events(2)).toEqual([
      [1, 5, 1],
      [4, 0, 1000],
    ]);
    expect(ask(0x07)).toEqual([0]);
  });

  it('pays an order once, whatever is asked again, and tells its outcome after a restart of the host', () => {
    const { ask, clock, order, places } = rig();
    expect(ask(0x0a, ...ID, ...u32(660))).toEqual([0, 1]);
    expect(ask(0x0a, ...ID, ...u32(660))).toEqual([0, 1]);
    expect(ask(0x0a, ...ID, ...u32(50))).toEqual([5]);
    expect(ask(0x0a, ...ID.toReversed(), ...u32(50))).toEqual([2]);
    clock.advance(5000);
    expect(ask(0x0a, ...ID, ...u32(660))).toEqual([0, 2]);
    expect(order(ID)).toEqual({ state: 2, ordered: 660, paid_yen: 660, doubtful: 0, pieces: [1, 1, 1, 1, 0, 0, 0, 0] });
    expect(order(ID.toReversed())).toBe(null);
    expect(places.total_yen('changeTray')).toBe(660);
  });

  it('refuses what it cannot pay and does not remember the order', () => {
    const { ask, order, status } = rig();
    expect(ask(0x0e, ...u32(30_000))).toEqual([0, 0]);
    expect(ask(0x0e, ...u32(555))).toEqual([0, 0]);
    expect(ask(0x0a, ...ID, ...u32(30_000))).toEqual([6]);
    expect(order(ID)).toBe(null);
    expect(status().orders).toBe(0);
  });

  it('after a power cut in a payout tells what is certain and which piece is doubtful', () => {
    for (let seed = 0; seed < 8; seed += 1) {
      const { ask, clock, order, places, cut, status } = rig(seed);
      ask(0x0a, ...ID, ...u32(300));
      clock.advance(150 + 130 + 160 - 60);
      cut();
      const found = order(ID);
      expect(found).toMatchObject({ state: 5, ordered: 300, paid_yen: 100, doubtful: 3 });
      expect([100, 200]).toContain(places.total_yen('changeTray'));
      expect(status().boot).toBe(2);
      clock.advance(10_000);
      expect(order(ID)).toEqual(found);
    }
  });

  it('goes on with smaller pieces when a tube is found empty, and ends partly at a jam', () => {
    const { ask, clock, order, unit, events, status } = rig();
    unit.emptySecretly(100, 30);
    ask(0x0a, ...ID, ...u32(200));
    clock.advance(5000);
    expect(order(ID)).toMatchObject({ state: 2, pieces: [0, 4, 0, 0, 0, 0, 0, 0] });
    unit.jam('payout');
    const other = ID.toReversed();
    ask(0x0a, ...other, ...u32(50));
    clock.advance(2000);
    expect(order(other)).toMatchObject({ state: 4, paid_yen: 0 });
    expect(status()).toMatchObject({ state: 5, fault: 3 });
    unit.clearJam();
    expect(events(2).map(([kind]) => kind)).toEqual([6, 5, 7]);
  });
});

describe('pieces in the one-piece changer', () => {
  const act = fc.oneof(
    fc.record({ do: fc.constant('bytes' as const), bytes: fc.uint8Array({ maxLength: 30 }) }),
    fc.record({
      do: fc.constant('ask' as const),
      command: fc.constantFrom(2, 4, 5, 6, 7, 12, 15),
      data: fc.constantFrom([], [0x1f]),
    }),
    fc.record({
      do: fc.constant('pay' as const),
      id: fc.integer({ min: 0, max: 3 }),
      yen: fc.constantFrom(10, 200, 660),
    }),
    fc.record({ do: fc.constant('coin' as const), yen: fc.constantFrom(5, 10, 500) }),
    fc.record({
      do: fc.constantFrom(
        'note' as const,
        'cut' as const,
        'jam' as const,
        'jamOut' as const,
        'clear' as const,
        'deposit' as const,
        'take' as const,
      ),
    }),
    fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 900 }) }),
  );

  it('never vanish, and what fell into the tray is what the orders say, but for doubtful pieces', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const { unit, ask, places, clock, order, deposit, cut } = rig();
        let fallen_yen = 0;
        places.onMove((_, to, value, count) => {
          if (to === 'changeTray') fallen_yen += value * count;
        });
        for (const a of acts) {
          if (a.do === 'bytes') unit.receive(a.bytes);
          else if (a.do === 'ask') ask(a.command, ...a.data);
          else if (a.do === 'pay') ask(0x0a, ...ID.map((n) => n + a.id), ...u32(a.yen));
          else if (a.do === 'coin') unit.insertCoin(a.yen);
          else if (a.do === 'note') unit.insertNote(1000);
          else if (a.do === 'jam') unit.jam('coin');
          else if (a.do === 'jamOut') unit.jam('payout');
          else if (a.do === 'clear') unit.clearJam();
          else if (a.do === 'deposit') deposit(0x1f);
          else if (a.do === 'take') unit.takeFromTray();
          else if (a.do === 'wait') clock.advance(a.ms);
          else cut();
        }
        clock.advance(20_000);
        const orders = [0, 1, 2, 3].map((id) => order(ID.map((n) => n + id)));
        const certain_yen = orders.reduce((sum, o) => sum + (o?.paid_yen ?? 0), 0);
        const doubtful_yen = orders.reduce((sum, o) => sum + ([0, 10, 50, 100, 500][o?.doubtful ?? 0] ?? 0), 0);
        expect(fallen_yen).toBeGreaterThanOrEqual(certain_yen);
        expect(fallen_yen).toBeLessThanOrEqual(certain_yen + doubtful_yen);
        expect(places.all().reduce((sum, { denomination_yen, count }) => sum + denomination_yen * count, 0)).toBe(0);
      }),
      { numRuns: 150 },
    );
  });
});
