import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import { SeededRandom } from '../../src/base/random.ts';
import { CashPlaces } from '../virtual/cash/places.ts';
import { crc16, encodeFrame } from '../virtual/cctalk/frame.ts';
import { VirtualHopper } from '../virtual/cctalk/hopper.ts';
import { bytes, hex, rig } from './virtual-cash-cctalk-rig.ts';

describe('ccTalk frames of the virtual bus', () => {
  const vectors: [string, number, number, number[], string, string][] = [
    ['simple poll', 2, 254, [], '02 00 01 FE FF', '02 00 B1 FE 60'],
    ['read credit', 2, 229, [], '02 00 01 E5 18', '02 00 EB E5 C3'],
    ['master enable', 2, 228, [1], '02 01 01 E4 01 17', '02 01 0F E4 01 16'],
    ['all coins on', 2, 231, [255, 255], '02 02 01 E7 FF FF 16', '02 02 45 E7 FF FF 91'],
    ['coin id 5', 2, 184, [5], '02 01 01 B8 05 3F', '02 01 59 B8 05 1D'],
    ['hopper 5 enable', 5, 164, [165], '05 01 01 A4 A5 B0', '05 01 80 A4 A5 BF'],
    ['hopper 5 cipher key', 5, 160, [], '05 00 01 A0 5A', '05 00 1A A0 5E'],
    [
      'hopper 5 pay 3',
      5,
      167,
      [0, 0, 0, 0, 0, 0, 0, 0, 3],
      '05 09 01 A7 00 00 00 00 00 00 00 00 03 47',
      '05 09 C6 A7 00 00 00 00 00 00 00 00 03 85',
    ],
    ['hopper 5 status', 5, 166, [], '05 00 01 A6 54', '05 00 DC A6 3E'],
    ['emergency stop', 5, 172, [], '05 00 01 AC 4E', '05 00 96 AC 9F'],
    ['reset', 2, 1, [], '02 00 01 01 FC', '02 00 41 01 7E'],
  ];
  it.each(vectors)('encodes the published vector: %s', (_, destination, header, data, sum8, crc) => {
    const frame = { destination, source: 1, header, data: Uint8Array.from(data) };
    expect(hex(encodeFrame(frame, 'sum8'))).toBe(sum8);
    expect(hex(encodeFrame(frame, 'crc16'))).toBe(crc);
  });

  it('uses the CRC of XMODEM: "123456789" gives 31C3', () => {
    expect(crc16(Buffer.from('123456789'))).toBe(0x31c3);
  });

  it('answers a simple poll, in both checksums', () => {
    expect(rig().raw(bytes('02 00 01 FE FF'))).toBe('01 00 02 00 FD');
    expect(rig({ checksum: 'crc16' }).raw(bytes('02 00 B1 FE 60'))).toBe(
      hex(encodeFrame({ destination: 1, source: null, header: 0, data: new Uint8Array() }, 'crc16')),
    );
  });

  it('lets the host hear its own bytes on one wire, also when every device is dead', () => {
    const { raw, bus } = rig({ echo: true });
    expect(raw(bytes('02 00 01 FE FF'))).toBe('02 00 01 FE FF 01 00 02 00 FD');
    bus.powerOff();
    expect(raw(bytes('02 00 01 FE FF'))).toBe('02 00 01 FE FF');
  });

  it('is silent for a bad checksum, a foreign address and an unknown header', () => {
    const { raw } = rig();
    expect(raw(bytes('02 00 01 FE FE'))).toBe('');
    expect(raw(bytes('09 00 01 FE F8'))).toBe('');
    expect(raw(encodeFrame({ destination: 2, source: 1, header: 77, data: new Uint8Array() }, 'sum8'))).toBe('');
  });

  it('drops a part-frame after a gap of 50 ms and counts it', () => {
    const { raw, ask } = rig();
    expect(raw(bytes('02 00 01'), 60)).toBe('');
    expect(raw(bytes('02 00 01 FE FF'))).toBe('01 00 02 00 FD');
    expect(ask(2, 3)).toEqual([1, 3, 0]);
  });

  it('answers an address poll with bare addresses at their own moments', () => {
    expect(rig().raw(encodeFrame({ destination: 0, source: 1, header: 253, data: new Uint8Array() }, 'sum8'))).toBe(
      '02 03 05',
    );
  });
});

describe('the virtual coin acceptor', () => {
  it('tells its coins, two of them 500 yen, and six dots for the rest', () => {
    const { ask } = rig();
    const id = (position: number): string => Buffer.from(ask(2, 184, position) as number[]).toString();
    expect([1, 2, 3, 4, 5, 6].map(id)).toEqual(['JP010A', 'JP050A', 'JP100A', 'JP500A', 'JP500B', '......']);
    expect(ask(2, 184, 17)).toBe('header 5');
  });

  it('refuses every coin after power-up until a mask comes, and tells the inhibited type', () => {
    const { acceptor, places, poll } = rig();
    poll(200);
    acceptor.insertCoin(100);
    expect(poll(800).slice(0, 3)).toEqual([1, 0, 130]);
    expect(places.total_yen('returnTray')).toBe(100);
  });

  it('credits a coin with its sorter path and lets it fall to its place', () => {
    const { acceptor, places, poll, takeCoins, ask } = rig();
    takeCoins();
    acceptor.insertCoin(100);
    acceptor.insertCoin(500);
    acceptor.insertCoin(5);
    // The unknown coin was judged before the 500-yen coin reached the credit sensor. Newest first.
    expect(poll(1500)).toEqual([3, 5, 1, 0, 1, 3, 2, 0, 0, 0, 0]);
    expect(places.count('hopper-100', 100)).toBe(21);
    expect(places.total_yen('cashbox')).toBe(500);
    expect(places.total_yen('returnTray')).toBe(5);
    expect(ask(2, 225)).toEqual([2, 0, 0]);
  });

  it('counts events 1…255 and then 1 again, 0 only after a reset', () => {
    const { acceptor, poll, takeCoins, ask, clock } = rig();
    takeCoins();
    for (let i = 0; i < 256; i += 1) acceptor.fraud();
    expect(poll(100)[0]).toBe(1);
    ask(2, 1);
    clock.advance(200);
    expect(poll(100)).toEqual(Array.from({ length: 11 }, () => 0));
    expect(ask(2, 230)).toEqual([0, 0]);
  });

  it('sends coins back silently when it was not polled for a second', () => {
    const { acceptor, places, poll, takeCoins, clock } = rig();
    takeCoins();
    clock.advance(1200);
    acceptor.insertCoin(100);
    clock.advance(1000);
    expect(places.total_yen('returnTray')).toBe(100);
    expect(poll(100)[0]).toBe(0);
  });

  it('credits a coin past the gate although it was inhibited just then', () => {
    const { acceptor, poll, takeCoins, ask, clock } = rig();
    takeCoins();
    acceptor.insertCoin(50);
    clock.advance(150);
    ask(2, 228, 0);
    expect(poll(1000).slice(0, 3)).toEqual([1, 2, 1]);
  });

  it('returns a coin before the gate at a power cut, and keeps one past it uncredited in the cash box', () => {
    const { acceptor, places, takeCoins, clock, bus, poll } = rig();
    takeCoins();
    acceptor.insertCoin(10);
    clock.advance(200);
    acceptor.insertCoin(500);
    clock.advance(50);
    bus.powerOff();
    expect(places.total_yen('returnTray')).toBe(500);
    expect(places.total_yen('cashbox')).toBe(10);
    bus.powerOn();
    clock.advance(300);
    expect(poll(100)[0]).toBe(0);
  });

  it('holds a stuck coin until the return lever frees it', () => {
    const { acceptor, places, takeCoins, poll, ask } = rig();
    takeCoins();
    acceptor.jam();
    acceptor.insertCoin(100);
    expect(poll(600).slice(0, 3)).toEqual([1, 0, 14]);
    expect(ask(2, 232)).toEqual([3]);
    expect(places.total_yen('acceptor-jam')).toBe(100);
    acceptor.pressReturnLever();
    expect(poll(100).slice(0, 3)).toEqual([2, 0, 254]);
    expect(places.total_yen('returnTray')).toBe(100);
  });
});

describe('the virtual hopper', () => {
  const ZERO = [0, 0, 0, 0, 0, 0, 0, 0];
  const pay = ({ ask }: ReturnType<typeof rig>, count: number): number[] | string | null => {
    ask(3, 164, 165);
    ask(3, 160);
    return ask(3, 167, ...ZERO, count);
  };

  it('pays the ordered coins into the tray and counts them for life', () => {
    const kit = rig();
    const before = kit.ask(3, 168) as number[];
    expect(pay(kit, 3)).toEqual([1]);
    kit.clock.advance(1200);
    expect(kit.ask(3, 166)).toEqual([1, 0, 3, 0]);
    expect((kit.ask(3, 168) as number[])[0]).toBe((before[0] ?? 0) + 3);
    expect(kit.places.count('changeTray', 100)).toBe(3);
  });

  it('moves the counter for a refused order too: not enabled, no key, already paying', () => {
    const { ask } = rig();
    expect(ask(3, 167, ...ZERO, 1)).toBe('header 5');
    ask(3, 164, 165);
    expect(ask(3, 167, ...ZERO, 1)).toBe('header 5');
    ask(3, 160);
    expect(ask(3, 167, ...ZERO, 5)).toEqual([3]);
    ask(3, 160);
    expect(ask(3, 167, ...ZERO, 1)).toBe('header 5');
    expect((ask(3, 166) as number[])[0]).toBe(4);
  });

  it('keeps paid and unpaid through a power cut, and loses unpaid at the second one', () => {
    const kit = rig();
    pay(kit, 5);
    kit.clock.advance(650);
    const cut = (): unknown => {
      kit.bus.powerOff();
      kit.clock.advance(500);
      kit.bus.powerOn();
      kit.clock.advance(2000);
      return kit.ask(3, 166);
    };
    expect(cut()).toEqual([0, 0, 2, 3]);
    expect(kit.ask(3, 163)).toEqual([64 + 128, 0]);
    expect(cut()).toEqual([0, 0, 2, 0]);
    expect(kit.places.count('changeTray', 100)).toBe(2);
  });

  it('ends with the timeout flag when it runs empty, with over-current when it jams', () => {
    const kit = rig();
    kit.hopper.emptyHopper();
    kit.hopper.fill(1);
    pay(kit, 3);
    kit.clock.advance(3000);
    expect(kit.ask(3, 166)).toEqual([1, 0, 1, 2]);
    expect(kit.ask(3, 163)).toEqual([64 + 2 + 4, 0]);
    kit.hopper.jam();
    kit.hopper.fill(5);
    pay(kit, 2);
    kit.clock.advance(1500);
    expect(kit.ask(3, 163)).toEqual([64 + 1 + 4, 0]);
    expect(pay(kit, 1)).toBe('header 5');
  });

  it('lets one more coin fall after an emergency stop and counts it', () => {
    const kit = rig();
    pay(kit, 5);
    kit.clock.advance(190);
    expect(kit.ask(3, 172)).toEqual([5]);
    kit.clock.advance(500);
    expect(kit.ask(3, 166)).toEqual([1, 0, 1, 4]);
  });

  it('asks for the serial number when it is that kind of unit', () => {
    const clock = new SimulatedClock();
    const world = { clock, random: new SeededRandom(1) };
    const places = new CashPlaces();
    const hopper = new VirtualHopper(world, places, {
      address: 3,
      denomination_yen: 100,
      coinId: 'JP100A',
      place: 'h',
      cipher: 'serial',
      serial: 0x030201,
    });
    hopper.fill(3);
    hopper.handle(164, Uint8Array.of(165));
    hopper.handle(160, new Uint8Array());
    expect(hopper.handle(167, Uint8Array.of(1, 2, 4, 1))?.header).toBe(5);
    hopper.handle(160, new Uint8Array());
    expect(hopper.handle(167, Uint8Array.of(1, 2, 3, 1))).toEqual({ header: 0, data: [2] });
  });
});

describe('pieces on the virtual ccTalk bus', () => {
  const act = fc.oneof(
    fc.record({ do: fc.constant('bytes' as const), bytes: fc.uint8Array({ maxLength: 12 }) }),
    fc.record({
      do: fc.constant('frame' as const),
      to: fc.constantFrom(0, 2, 3, 5),
      header: fc.constantFrom(1, 160, 164, 166, 167, 172, 228, 229, 231, 210, 222),
      data: fc.constantFrom([], [165], [1], [255, 255], [0, 0, 0, 0, 0, 0, 0, 0, 4]),
    }),
    fc.record({ do: fc.constant('coin' as const), yen: fc.constantFrom(1, 5, 10, 50, 100, 500) }),
    fc.record({
      do: fc.constantFrom(
        'cut' as const,
        'jam' as const,
        'lever' as const,
        'take' as const,
        'hopperJam' as const,
        'empty' as const,
      ),
    }),
    fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 900 }) }),
  );

  it('never vanish and never multiply, whatever is sent, cut and jammed', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const { bus, acceptor, hopper, places, clock, takeCoins } = rig();
        takeCoins();
        const lifeBefore = hopper.life;
        let fallen = 0;
        places.onMove((from, to, _, count) => {
          if (from === hopper.place && to === 'changeTray') fallen += count;
        });
        for (const a of acts) {
          if (a.do === 'bytes') bus.receive(a.bytes);
          else if (a.do === 'frame')
            bus.receive(
              encodeFrame({ destination: a.to, source: 1, header: a.header, data: Uint8Array.from(a.data) }, 'sum8'),
            );
          else if (a.do === 'coin') acceptor.insertCoin(a.yen);
          else if (a.do === 'jam') acceptor.jam();
          else if (a.do === 'hopperJam') hopper.jam();
          else if (a.do === 'empty') hopper.emptyHopper();
          else if (a.do === 'lever') acceptor.pressReturnLever();
          else if (a.do === 'take') places.moveAll('changeTray', 'citizen');
          else if (a.do === 'wait') clock.advance(a.ms);
          else {
            bus.powerOff();
            clock.advance(20);
            bus.powerOn();
          }
        }
        clock.advance(10_000);
        expect(hopper.life - lifeBefore).toBe(fallen);
        const sum = places.all().reduce((total, { denomination_yen, count }) => total + denomination_yen * count, 0);
        expect(sum).toBe(0);
        expect(
          places.all().filter(({ place, count }) => count < 0 && place !== 'citizen' && place !== 'staff'),
        ).toEqual([]);
        expect(places.total_yen('acceptor-slot') + places.total_yen('acceptor-path')).toBe(0);
      }),
      { numRuns: 150 },
    );
  });
});

describe('a virtual bus on a simulated clock', () => {
  it('gives the same bytes at the same times for the same seed', () => {
    const story = (): string[] => {
      const kit = rig({ echo: true, chunks: 'random' });
      const trace: string[] = [];
      kit.bus.onSend((sent) => trace.push(`${kit.clock.now_ms()} ${hex(sent)}`));
      kit.takeCoins();
      kit.acceptor.insertCoin(500);
      kit.acceptor.insertCoin(10);
      kit.bus.faults.corruptNextFrame();
      kit.poll(1000);
      kit.ask(3, 164, 165);
      kit.ask(3, 160);
      kit.ask(3, 167, 0, 0, 0, 0, 0, 0, 0, 0, 2);
      kit.poll(1000);
      return trace;
    };
    const first = story();
    expect(first.length).toBeGreaterThan(50);
    expect(story()).toEqual(first);
  });
});
