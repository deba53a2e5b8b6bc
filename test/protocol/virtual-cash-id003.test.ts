import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import { SeededRandom } from '../../src/base/random.ts';
import { CashPlaces } from '../virtual/cash/places.ts';
import { crcKermit, encode } from '../virtual/id003/frame.ts';
import type { ValidatorOptions } from '../virtual/id003/options.ts';
import { VirtualValidator } from '../virtual/id003/validator.ts';

const hex = (bytes: Iterable<number>): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(' ');

/** A validator and a small host. `ask` gives code and data of the answer as hex, '' for silence. */
function rig(options: ValidatorOptions = {}) {
  const clock = new SimulatedClock();
  const places = new CashPlaces();
  const unit = new VirtualValidator({ clock, random: new SeededRandom(3) }, places, options);
  const heard: number[] = [];
  unit.onSend((sent) => heard.push(...sent));
  clock.advance(350);
  const raw = (request: Uint8Array): string => {
    heard.length = 0;
    unit.receive(request);
    clock.advance(60);
    return hex(heard);
  };
  const ask = (code: number, ...data: number[]): string => raw(encode(code, data)).slice(6, -6);
  const status = (): string => ask(0x11);
  /** Polls every 100 ms until a status begins with one of these codes. */
  const until = (...codes: string[]): string => {
    for (let i = 0; i < 200; i += 1) {
      const seen = status();
      if (codes.includes(seen.slice(0, 2))) return seen;
      clock.advance(40);
    }
    throw new Error(`never saw ${codes.join(' or ')}, last ${status()}`);
  };
  const start = (recovery = 0): void => {
    ask(0x40);
    until('1B');
    ask(0xc0, 0, 0);
    ask(0xc1, 0, 0);
    ask(0xc5, recovery, 0);
    ask(0xc3, 0);
  };
  const ready = (recovery = 0): void => {
    start(recovery);
    until('11');
  };
  const cut = (): void => {
    unit.powerOff();
    clock.advance(1000);
    unit.powerOn();
    clock.advance(350);
  };
  return { clock, places, unit, raw, ask, status, until, start, ready, cut };
}

describe('ID-003 frames of the virtual validator', () => {
  const vectors: [string, number, number[], string][] = [
    ['STATUS', 0x11, [], 'FC 05 11 27 56'],
    ['RESET', 0x40, [], 'FC 05 40 2B 15'],
    ['ACK', 0x50, [], 'FC 05 50 AA 05'],
    ['STACK-1', 0x41, [], 'FC 05 41 A2 04'],
    ['STACK-2', 0x42, [], 'FC 05 42 39 36'],
    ['RETURN', 0x43, [], 'FC 05 43 B0 27'],
    ['HOLD', 0x44, [], 'FC 05 44 0F 53'],
    ['all denominations', 0xc0, [0, 0], 'FC 07 C0 00 00 2D B5'],
    ['security', 0xc1, [0, 0], 'FC 07 C1 00 00 F1 EF'],
    ['accept', 0xc3, [0], 'FC 06 C3 00 04 D6'],
    ['refuse', 0xc3, [1], 'FC 06 C3 01 8D C7'],
    ['power recovery', 0xc5, [2, 0], 'FC 07 C5 02 00 20 BF'],
    ['version', 0x88, [], 'FC 05 88 6F 5F'],
    ['currency table', 0x8a, [], 'FC 05 8A 7D 7C'],
  ];
  it.each(vectors)('encodes the published vector: %s', (_, code, data, frame) => {
    expect(hex(encode(code, data))).toBe(frame);
  });

  it('uses CRC-16/KERMIT: "123456789" gives 2189', () => {
    expect(crcKermit(Buffer.from('123456789'))).toBe(0x2189);
  });

  it('answers nothing to a damaged frame and goes on with the next', () => {
    const { raw } = rig();
    expect(raw(Uint8Array.from([0xfc, 5, 0x11, 0x27, 0x57]))).toBe('');
    expect(raw(encode(0x11))).toBe(hex(encode(0x40)));
    expect(raw(Uint8Array.from([0, 0xfc, 1, ...encode(0x11)]))).toBe(hex(encode(0x40)));
  });
});

describe('the virtual validator', () => {
  it('starts: POWER UP, RESET, INITIALIZE, settings, then accepts; before RESET it takes no setting', () => {
    const { status, ask, until, unit, ready } = rig();
    expect(status()).toBe('40');
    expect(ask(0xc3, 0)).toBe('4B');
    expect(ask(0x40)).toBe('50');
    expect(status()).toBe('1B');
    expect(ask(0xc0, 2, 0)).toBe('C0 02 00');
    expect(ask(0xc3, 1)).toBe('C3 01');
    expect(until('1A')).toBe('1A');
    expect(ask(0x80)).toBe('80 02 00');
    expect(unit.insertNote(1000)).toBe(false);
    ready();
    expect(ask(0x8a)).toMatch(/^8A 61 0A 01 03 62 0A 02 03 63 0A 05 03 64 0A 01 04 65 00 00 00/);
    expect(Buffer.from(ask(0x88).slice(3).replaceAll(' ', ''), 'hex').toString()).toContain('ID003');
  });

  it('STACK-2: the note is in the box when VEND VALID comes, and VEND VALID is repeated until ACK', () => {
    const { ready, unit, until, ask, status, places } = rig();
    ready();
    unit.insertNote(1000);
    expect(until('13')).toBe('13 61');
    expect(ask(0x42)).toBe('50');
    expect(ask(0x42)).toBe('4B');
    expect(until('15')).toBe('15');
    expect(places.total_yen('note-box')).toBe(1000);
    for (let i = 0; i < 30; i += 1) expect(status()).toBe('15');
    expect(ask(0x50)).toBe('');
    expect(status()).toBe('16');
    until('11');
  });

  it('STACK-1: VEND VALID comes at the lever, before the note is in the box', () => {
    const { ready, unit, until, ask, places } = rig();
    ready();
    unit.insertNote(10_000);
    expect(until('13')).toBe('13 64');
    ask(0x41);
    until('15');
    expect(places.total_yen('note-passed')).toBe(10_000);
    ask(0x50);
    until('16');
    expect(places.total_yen('note-box')).toBe(10_000);
  });

  it('goes mute when VEND VALID is not acknowledged for a minute, until RESET', () => {
    const { ready, unit, until, ask, status, clock } = rig();
    ready();
    unit.insertNote(1000);
    until('13');
    ask(0x42);
    until('15');
    clock.advance(61_000);
    expect(status()).toBe('');
    expect(ask(0x40)).toBe('50');
  });

  it('rejects an inhibited note, an unknown note and a bad note, each with its reason', () => {
    const { ready, unit, until, ask } = rig();
    ready();
    ask(0xc0, 0b10, 0);
    const reason = (yen: number, genuine = true): string => {
      expect(unit.insertNote(yen, { genuine })).toBe(true);
      const seen = until('17', '13');
      until('17');
      for (let i = 0; i < 12; i += 1) until('17');
      expect(unit.takeReturned()).toBe(yen);
      until('11');
      return seen;
    };
    expect(reason(2000)).toBe('17 79');
    expect(reason(500)).toBe('17 76');
    expect(reason(1000, false)).toBe('17 72');
  });

  it('hands the note back on RETURN, and by itself after ten seconds in escrow unless HOLD extends it', () => {
    const { ready, unit, until, ask, status, places, clock } = rig();
    ready();
    unit.insertNote(5000);
    until('13');
    ask(0x43);
    expect(status()).toBe('18');
    clock.advance(700);
    expect(places.total_yen('note-slot')).toBe(5000);
    expect(unit.insertNote(1000)).toBe(false);
    unit.takeReturned();
    until('11');
    unit.insertNote(1000);
    until('13');
    for (let i = 0; i < 80; i += 1) until('13');
    ask(0x44);
    for (let i = 0; i < 90; i += 1) expect(status()).toBe('19');
    expect(until('17')).toBe('17 79');
  });

  it('hands the note back when it is not polled for three seconds', () => {
    const { ready, unit, until, places, clock } = rig();
    ready();
    unit.insertNote(1000);
    until('13');
    clock.advance(6000);
    expect(places.total_yen('note-slot')).toBe(1000);
  });

  it('reports CHEATED when a note is pulled back on its way to the lever', () => {
    const { ready, unit, until, ask, status, places } = rig();
    ready();
    unit.insertNote(1000);
    until('13');
    expect(unit.pullNote()).toBe(false);
    ask(0x42);
    expect(unit.pullNote()).toBe(true);
    expect(status()).toBe('48');
    expect(places.total_yen('citizen')).toBe(0);
    until('11');
  });

  it('tells jams, an open stacker, a full box, a failure, and a status nobody knows', () => {
    const { ready, unit, until, ask, status } = rig({ capacity_pieces: 1 });
    ready();
    unit.jam('stacker');
    unit.insertNote(1000);
    until('13');
    ask(0x42);
    until('46');
    unit.clearJam();
    ready();
    unit.openStacker();
    expect(status()).toBe('44');
    unit.closeStacker();
    expect(status()).toBe('1B');
    until('11');
    unit.insertNote(1000);
    until('13');
    ask(0x42);
    until('15');
    ask(0x50);
    expect(until('43')).toBe('43');
    unit.emptyBox();
    until('11');
    unit.fail(0xa2);
    expect(status()).toBe('49 A2');
    unit.fail(null);
    ready();
    unit.answerOnce(0x4f);
    expect(status()).toBe('4F');
    expect(status()).toBe('11');
  });
});

describe('the virtual validator at power loss', () => {
  /** Cuts the power `after_ms` from STACK; the host acknowledges VEND VALID only if told so. */
  const cutAfter = (span_ms: number, code: number, options: ValidatorOptions, recovery: number, ack = false) => {
    const kit = rig(options);
    kit.ready(recovery);
    kit.unit.insertNote(1000);
    kit.until('13');
    kit.unit.receive(encode(code));
    kit.clock.advance(span_ms);
    if (ack) kit.ask(0x50);
    kit.cut();
    return kit;
  };

  it('before the lever: 41, RESET hands the note back', () => {
    const kit = cutAfter(100, 0x42, {}, 0);
    expect(kit.status()).toBe('41');
    kit.ready();
    expect(kit.places.total_yen('note-slot')).toBe(1000);
  });

  it('past the lever: 42, RESET puts it in the box; without recovery nobody is told', () => {
    const kit = cutAfter(500, 0x42, {}, 0);
    expect(kit.status()).toBe('42');
    kit.start();
    expect(kit.until('11', '15')).toBe('11');
    expect(kit.places.total_yen('note-box')).toBe(1000);
  });

  it('past the lever with power recovery: VEND VALID comes after RESET', () => {
    const kit = cutAfter(500, 0x42, { powerRecovery: true }, 2);
    expect(kit.status()).toBe('42');
    kit.start(2);
    expect(kit.until('11', '15')).toBe('15');
    kit.ask(0x50);
    expect(kit.until('11', '15')).toBe('11');
  });

  it('in the box, not acknowledged: 40; with power recovery VEND VALID comes once more', () => {
    const without = cutAfter(1000, 0x42, { powerRecovery: true }, 0);
    expect(without.status()).toBe('40');
    without.start();
    expect(without.until('11', '15')).toBe('11');
    const kit = cutAfter(1000, 0x42, { powerRecovery: true }, 2);
    expect(kit.status()).toBe('40');
    kit.start(2);
    expect(kit.until('11', '15')).toBe('15');
  });

  it('past the lever and acknowledged (STACK-1): 42, and no second VEND VALID', () => {
    const kit = cutAfter(400, 0x41, { powerRecovery: true }, 2, true);
    expect(kit.status()).toBe('42');
    kit.start(2);
    expect(kit.until('11', '15')).toBe('11');
    expect(kit.places.total_yen('note-box')).toBe(1000);
  });
});

describe('notes in the virtual validator', () => {
  const act = fc.oneof(
    fc.record({ do: fc.constant('bytes' as const), bytes: fc.uint8Array({ maxLength: 12 }) }),
    fc.record({ do: fc.constant('send' as const), code: fc.constantFrom(0x11, 0x40, 0x41, 0x42, 0x43, 0x44, 0x50) }),
    fc.record({ do: fc.constant('note' as const), yen: fc.constantFrom(1000, 2000, 10_000) }),
    fc.record({
      do: fc.constantFrom(
        'cut' as const,
        'pull' as const,
        'take' as const,
        'jam' as const,
        'open' as const,
        'close' as const,
        'clear' as const,
        'ready' as const,
      ),
    }),
    fc.record({
      do: fc.constant('sale' as const),
      stack: fc.constantFrom(0x41, 0x42),
      ms: fc.integer({ min: 1, max: 1000 }),
    }),
    fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 1200 }) }),
  );

  it('never vanish, and no VEND VALID comes for a note that can still come back', () => {
    let vended = 0;
    fc.assert(
      fc.property(fc.array(act, { maxLength: 80 }), (acts) => {
        const { unit, places, clock, status, ready, ask, cut } = rig({ powerRecovery: true });
        ready(2);
        let backAfterVend = 0;
        let pending = false;
        places.onMove((from, to) => {
          if (pending && from === 'note-passed' && to !== 'note-box' && to !== 'staff') backAfterVend += 1;
        });
        for (const a of acts) {
          if (a.do === 'bytes') unit.receive(a.bytes);
          else if (a.do === 'send') unit.receive(encode(a.code));
          else if (a.do === 'note') unit.insertNote(a.yen);
          else if (a.do === 'pull') unit.pullNote();
          else if (a.do === 'take') unit.takeReturned();
          else if (a.do === 'jam') unit.jam('stacker');
          else if (a.do === 'open') unit.openStacker();
          else if (a.do === 'close') unit.closeStacker();
          else if (a.do === 'clear') unit.clearJam();
          else if (a.do === 'cut') cut();
          else if (a.do === 'sale') {
            status();
            unit.insertNote(1000);
            clock.advance(800);
            unit.receive(encode(a.stack));
            clock.advance(a.ms);
          } else if (a.do === 'wait') clock.advance(a.ms);
          else {
            unit.receive(encode(0x40));
            for (const [code, data] of [
              [0xc0, [0, 0]],
              [0xc5, [2, 0]],
              [0xc3, [0]],
            ] as const)
              ask(code, ...data);
            clock.advance(1000);
          }
          if (status() === '15') {
            pending = true;
            vended += 1;
            expect(
              places.total_yen('note-passed') + places.total_yen('note-box') + places.total_yen('staff'),
            ).toBeGreaterThan(0);
          }
        }
        clock.advance(20_000);
        expect(places.all().reduce((sum, { denomination_yen, count }) => sum + denomination_yen * count, 0)).toBe(0);
        expect(places.at('note-path').length).toBeLessThanOrEqual(1);
        expect(backAfterVend).toBe(0);
      }),
      { numRuns: 150, seed: 20250416 },
    );
    expect(vended).toBeGreaterThan(0);
  });
});
