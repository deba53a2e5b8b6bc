/** Whatever the card answers and whenever it is pulled: no try is spent that no person entered, and nothing throws. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { card, openWorld, type CardWorld } from './jpki-world.ts';
import { createJpkiMachine } from '../../drivers/jpki/card-reader.ts';
import { readCertificate } from '../../drivers/jpki/certificate.ts';
import type { CardFault, CardMoment } from '../virtual/card/faults.ts';

const moment: fc.Arbitrary<CardMoment> = fc.oneof(
  fc.integer({ min: 1, max: 22 }),
  fc.constantFrom('selectApplication', 'readBinary', 'countTries', 'verify', 'sign'),
);
const statusWord = fc.oneof(
  fc.integer({ min: 0, max: 0xffff }),
  fc.constantFrom(
    0x9000,
    0x63c0,
    0x63c1,
    0x63c2,
    0x63c3,
    0x63cf,
    0x6983,
    0x6984,
    0x6a82,
    0x6f00,
    0x6100,
    0x6c10,
    0x6300,
  ),
);
const when = fc.constantFrom('before' as const, 'after' as const);
const fault: fc.Arbitrary<CardFault> = fc.oneof(
  fc.record({ type: fc.constant('pull' as const), at: moment, when }),
  fc.record({ type: fc.constant('answer' as const), at: moment, when, statusWord }),
  fc.record({ type: fc.constant('cut' as const), at: moment, length_bytes: fc.integer({ min: 0, max: 40 }) }),
);

type Act =
  | { do: 'wait'; span_ms: number }
  | { do: 'enter'; digits: string }
  | { do: 'accept' | 'release' | 'sign' | 'insert' | 'remove' | 'stopService' | 'startService' | 'lend' | 'claim' };
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('wait' as const), span_ms: fc.integer({ min: 1, max: 2_500 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('enter' as const), digits: fc.constantFrom('1234', '9999', '12') }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom(
        ...(['accept', 'release', 'sign', 'insert', 'remove', 'stopService', 'startService', 'lend', 'claim'] as const),
      ),
    }),
  },
);

/** Plays one act; returns how many entries a person made by it. */
function play(world: CardWorld, mine: ReturnType<typeof card>, step: Act): number {
  switch (step.do) {
    case 'wait':
      world.clock.advance(step.span_ms);
      return 0;
    case 'enter': {
      // The citizen was shown what the last identification or wrong PIN said.
      const shown = world.facts.findLast((fact) => fact.type === 'cardIdentified' || fact.type === 'pinWrong');
      const pin = world.enter(step.digits, shown && 'tries' in shown ? shown.tries : 3);
      // A line that is down drops the command unread; whoever sent it overwrites the digits then.
      const up = world.last('status').availability !== 'offline';
      if (up) expect([...pin].every((byte) => byte === 0)).toBe(true);
      return 1;
    }
    case 'sign':
      world.command({ type: 'sign', digest_sha256: new Uint8Array(32).fill(7) });
      return 0;
    case 'insert':
      if (world.reader.chip() === null) world.reader.insert(mine);
      return 0;
    case 'remove':
      world.reader.remove();
      return 0;
    case 'stopService':
      world.reader.stopService();
      return 0;
    case 'startService':
      world.reader.startService();
      return 0;
    default:
      world.command({ type: step.do });
      return 0;
  }
}

test('R27: random pulls, answers and orders never spend a try beyond the entries made, and never throw', () => {
  fc.assert(
    fc.property(fc.array(fault, { maxLength: 4 }), fc.array(act, { maxLength: 30 }), (faults, acts) => {
      const world = openWorld();
      const mine = card();
      for (const one of faults) mine.arm(one);
      world.command({ type: 'accept' });
      world.reader.insert(mine);
      world.clock.advance(1_500);
      let entries = 0;
      for (const step of acts) entries += play(world, mine, step);
      world.clock.advance(10_000);
      expect(mine.verifyCount).toBeLessThanOrEqual(entries);
      expect(world.facts.some((fact) => fact.type === 'noise' && fact.what.includes('internal'))).toBe(false);
      // The pipe of the first life was never ended by a throw of the machine.
      expect(world.downs.filter((reason) => reason.startsWith('internal'))).toEqual([]);
      world.close();
    }),
    { numRuns: 300 },
  );
});

test('after release the card is without power and the line answers "released", whatever happened before', () => {
  fc.assert(
    fc.property(fc.array(fault, { maxLength: 3 }), fc.array(act, { maxLength: 12 }), (faults, acts) => {
      const world = openWorld();
      const mine = card();
      for (const one of faults) mine.arm(one);
      world.command({ type: 'accept' });
      world.reader.insert(mine);
      world.clock.advance(1_500);
      for (const step of acts) play(world, mine, step);
      world.reader.startService();
      world.clock.advance(40_000);
      world.told();
      world.command({ type: 'release' });
      world.clock.advance(6_000);
      expect(world.told()).toContain('released');
      expect(mine.isOpen()).toBe(false);
      world.close();
    }),
    { numRuns: 200 },
  );
});

test('the machine takes any input in any state without a throw', () => {
  const bytes = fc.uint8Array({ maxLength: 40 });
  const input = fc.oneof(
    fc.record({ type: fc.constant('response' as const), bytes }),
    fc.record({ type: fc.constant('cardPresent' as const), atr: bytes }),
    fc.constantFrom(
      { type: 'readerPresent' as const, name: 'reader' },
      { type: 'cardAbsent' as const },
      { type: 'connected' as const },
      { type: 'disconnected' as const },
      { type: 'opened' as const },
      { type: 'apduFailed' as const, pcscCode: 0x8010_000b, message: 'sharing violation' },
      { type: 'lost' as const, reason: 'gone' },
      { type: 'command' as const, command: { type: 'accept' as const } },
      { type: 'command' as const, command: { type: 'release' as const } },
    ),
    fc.constantFrom('readerReports', 'cardAnswers', 'connectAgain', 'removalShows', 'unknown').map((timer) => ({
      type: 'timer' as const,
      timer,
    })),
    fc.record({
      type: fc.constant('response' as const),
      bytes: fc.constantFrom(...[0x9000, 0x63c3, 0x6a82].map(word)),
    }),
  );
  const machine = createJpkiMachine({ readerName: '', acceptTestAuthority: true });
  fc.assert(
    fc.property(fc.array(input, { maxLength: 60 }), (inputs) => {
      let state = machine.initial(null);
      for (const one of inputs) ({ state } = machine.step(state, one, 0));
    }),
    { numRuns: 500 },
  );
});

test('a damaged certificate is refused, never a throw and never another validity', () => {
  const good = Buffer.from(card().identity.certificateDer);
  const facts = readCertificate(good);
  expect(facts?.issuer).toBe('test');
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), fc.nat(good.length), (at, flip, length) => {
      const damaged = Buffer.from(good);
      damaged[at] = (damaged[at] ?? 0) ^ flip;
      readCertificate(damaged);
      if (length < good.length) expect(readCertificate(good.subarray(0, length))).toBeNull();
    }),
    { numRuns: 500 },
  );
});

function word(value: number): Uint8Array {
  return Uint8Array.of(value >> 8, value & 0xff);
}
