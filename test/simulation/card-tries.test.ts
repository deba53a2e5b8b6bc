/** R4, R6, R27: whatever happens to the card, at whatever command, no try is spent that no citizen submitted. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChainProfileName, Screen } from '../../fsm/events.ts';
import type { CodeName } from '../../src/base/codes.ts';
import type { CardFault } from '../virtual/card/faults.ts';
import { openCardDesk, type CardDesk, type WatchedCard } from './card-desk.ts';

const PIN = '1234';

/** Sets the card and goes on to the PIN, through the confirmation of a last try where it is asked for. */
function toPin(desk: CardDesk, mine: WatchedCard): void {
  if (desk.kiosk.screen() === 'refusal') desk.press({ type: 'citizen.acknowledge' });
  // Whoever is told to set the card again takes it off first.
  desk.reader.remove();
  desk.advance(1_000);
  desk.reader.insert(mine.chip);
  desk.advance(4_000);
  if (desk.kiosk.screen() === 'lastTry') desk.press({ type: 'citizen.confirmLastTry' });
}

function toSetCard(desk: CardDesk): void {
  desk.press({ type: 'citizen.openGovernmentService' });
  desk.press({ type: 'citizen.openCertificateService' });
  desk.press({ type: 'citizen.agree' });
}

/** With the PIN last, certificate and copies come between card and PIN (R14). */
function choose(desk: CardDesk): void {
  if (desk.kiosk.screen() !== 'certificate') return;
  desk.press({ type: 'citizen.chooseCertificate', typeId: 'inkan' });
  desk.press({ type: 'citizen.chooseCopies', copies: 1 });
}

/** The session up to the centre's answer, with everything right from here on. */
function finish(desk: CardDesk, mine: WatchedCard): Screen {
  toPin(desk, mine);
  choose(desk);
  desk.enter(PIN);
  desk.advance(3_000);
  return desk.kiosk.screen();
}

/** What each VERIFY must be: the next submission, its digits, with the tries that were shown, confirmed if it was the last. */
function expectNothingBurnt(desk: CardDesk, mine: WatchedCard): void {
  expect(mine.verifies.length).toBeLessThanOrEqual(desk.submitted.length);
  let next = 0;
  for (const { digits, triesLeft } of mine.verifies) {
    const own = desk.submitted.findIndex((entry, at) => at >= next && entry.digits === digits);
    expect(own, 'a VERIFY that nobody submitted').toBeGreaterThanOrEqual(0);
    expect(desk.submitted[own]?.triesShown).toBe(triesLeft);
    next = own + 1;
  }
}

/** APDUs of a session with a good card: reading, then the tries once more, VERIFY, key, signature (jpki.md section 3). */
function apdusOfASession(): { readonly reading: number; readonly verify: number; readonly all: number } {
  const desk = openCardDesk();
  const mine = desk.card();
  toSetCard(desk);
  toPin(desk, mine);
  const reading = mine.chip.seen.length;
  desk.enter(PIN);
  desk.advance(3_000);
  const verify = 1 + mine.chip.seen.findIndex(({ command }) => command.startsWith('0020008004'));
  const all = mine.chip.seen.length;
  desk.close();
  return { reading, verify, all };
}

const SESSION = apdusOfASession();
const EVERY_APDU = Array.from({ length: SESSION.all }, (_, at) => at + 1);

test('a session is the commands that jpki.md names, and one VERIFY among them', () => {
  expect(SESSION.reading).toBeGreaterThanOrEqual(12);
  expect(SESSION.verify).toBe(SESSION.reading + 3);
  expect(SESSION.all).toBe(SESSION.reading + 5);
});

describe('R4, R6: the card pulled at each command of a session', () => {
  /** What the citizen reads then: the card is asked for again, and after VERIFY the tries are read anew. */
  const told = (at: number): CodeName =>
    at > SESSION.reading && at <= SESSION.verify ? 'pinOutcomeUnknown' : 'cardRemoved';

  test.each(
    (['cardOff', 'cardStays', 'pinLast'] as const).flatMap((profile) => [
      [profile, 'before'] as const,
      [profile, 'after'] as const,
    ]),
  )('profile %s, %s the card acted on it: back to "set the card" with its message, then served', (profile, when) => {
    for (const at of EVERY_APDU) {
      const desk = openCardDesk(profile);
      const mine = desk.card();
      mine.chip.arm({ type: 'pull', at, when });
      toSetCard(desk);
      desk.reader.insert(mine.chip);
      desk.advance(4_000);
      choose(desk);
      desk.enter(PIN);
      desk.advance(4_000);
      expect(desk.kiosk.picture(), `APDU ${at}`).toMatchObject({ screen: 'setCard', code: told(at) });
      const verified = at > SESSION.verify || (at === SESSION.verify && when === 'after');
      expect(mine.chip.triesLeft(), `APDU ${at}`).toBe(3);
      expect(mine.chip.isOpen(), `APDU ${at}`).toBe(false);
      expect(mine.verifies.length, `APDU ${at}`).toBe(verified || at === SESSION.verify ? 1 : 0);
      const done = finish(desk, mine);
      expect(['takeCard', 'certificate', 'check'], `APDU ${at}`).toContain(done);
      expectNothingBurnt(desk, mine);
      desk.close();
    }
  });

  test('R27: pulled while a wrong PIN is checked: at most that one try is gone, and the next screen says how many are left', () => {
    for (const when of ['before', 'after'] as const) {
      const desk = openCardDesk();
      const mine = desk.card();
      mine.chip.arm({ type: 'pull', at: 'verify', when });
      toSetCard(desk);
      toPin(desk, mine);
      desk.enter('9999');
      desk.advance(4_000);
      expect(desk.kiosk.picture()).toMatchObject({ screen: 'setCard', code: 'pinOutcomeUnknown' });
      const left = when === 'after' ? 2 : 3;
      expect(mine.chip.triesLeft()).toBe(left);
      toPin(desk, mine);
      expect(desk.kiosk.picture()).toMatchObject({ screen: 'pin', tries: left });
      expectNothingBurnt(desk, mine);
      desk.close();
    }
  });
});

describe('R27, 2.7: faults at each command', () => {
  const ANSWERS = [0x9000, 0x63c0, 0x63c1, 0x63c2, 0x6984, 0x6f00, 0x6a82, 0x6300];

  test('any answer in place of the true one, at each command: no try is burnt and the kiosk goes on', () => {
    for (const at of EVERY_APDU) {
      for (const statusWord of ANSWERS) {
        for (const when of ['before', 'after'] as const) {
          const desk = openCardDesk();
          const mine = desk.card();
          mine.chip.arm({ type: 'answer', at, when, statusWord });
          toSetCard(desk);
          toPin(desk, mine);
          desk.enter(PIN);
          desk.advance(8_000);
          expectNothingBurnt(desk, mine);
          expect(mine.chip.triesLeft(), `APDU ${at} ${statusWord.toString(16)} ${when}`).toBe(3);
          expect(desk.kiosk.status()).toBe('active');
          desk.close();
        }
      }
    }
  });

  type Act =
    | { readonly do: 'enter'; readonly digits: string }
    | { readonly do: 'wait'; readonly span_ms: number }
    | { readonly do: 'set' | 'take' | 'goOn' | 'confirm' | 'cancel' | 'stop' | 'start' | 'other' };
  const act: fc.Arbitrary<Act> = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.constantFrom('1234', '9999', '8888').map((digits) => ({ do: 'enter' as const, digits })),
    },
    { weight: 4, arbitrary: fc.integer({ min: 5, max: 3_000 }).map((span_ms) => ({ do: 'wait' as const, span_ms })) },
    { weight: 3, arbitrary: fc.constantFrom('set' as const, 'goOn' as const).map((name) => ({ do: name })) },
    {
      weight: 2,
      arbitrary: fc
        .constantFrom(
          'take' as const,
          'confirm' as const,
          'cancel' as const,
          'stop' as const,
          'start' as const,
          'other' as const,
        )
        .map((name) => ({ do: name })),
    },
  );
  const moment = fc.oneof(
    fc.integer({ min: 1, max: SESSION.all }),
    fc.constantFrom(
      'selectApplication' as const,
      'readBinary' as const,
      'countTries' as const,
      'verify' as const,
      'sign' as const,
    ),
  );
  const when = fc.constantFrom('before' as const, 'after' as const);
  const fault: fc.Arbitrary<CardFault> = fc.oneof(
    fc.record({ type: fc.constant('pull' as const), at: moment, when }),
    fc.record({ type: fc.constant('answer' as const), at: moment, when, statusWord: fc.constantFrom(...ANSWERS) }),
    fc.record({ type: fc.constant('cut' as const), at: moment, length_bytes: fc.integer({ min: 0, max: 3 }) }),
  );

  function play(desk: CardDesk, mine: WatchedCard, other: WatchedCard, step: Act): void {
    switch (step.do) {
      case 'enter':
        desk.enter(step.digits);
        break;
      case 'wait':
        desk.advance(step.span_ms);
        break;
      case 'set':
        if (desk.reader.chip() === null) desk.reader.insert(mine.chip);
        break;
      case 'other':
        if (desk.reader.chip() === null) desk.reader.insert(other.chip);
        break;
      case 'take':
        desk.reader.remove();
        break;
      case 'goOn':
        for (const type of [
          'openGovernmentService',
          'openCertificateService',
          'agree',
          'acknowledge',
          'extend',
          'confirmTaken',
        ] as const) {
          desk.press({ type: `citizen.${type}` });
        }
        break;
      case 'confirm':
        desk.press({ type: 'citizen.confirmLastTry' });
        break;
      case 'cancel':
        desk.press({ type: 'citizen.cancel' });
        break;
      case 'stop':
        desk.reader.stopService();
        break;
      case 'start':
        desk.reader.startService();
        break;
    }
  }

  test('random citizens, cards, faults and stops of the reader: each VERIFY is one submission, and the last try was confirmed', () => {
    const profile: fc.Arbitrary<ChainProfileName> = fc.constantFrom('cardOff', 'cardStays');
    const acts = fc.array(act, { minLength: 5, maxLength: 40 });
    fc.assert(
      fc.property(
        profile,
        fc.integer({ min: 1, max: 3 }),
        fc.array(fault, { maxLength: 4 }),
        acts,
        (name, triesLeft, faults, steps) => {
          const desk = openCardDesk(name);
          const mine = desk.card({ triesLeft });
          const other = desk.card({ pin: '8888' });
          for (const one of faults) mine.chip.arm(one);
          toSetCard(desk);
          desk.reader.insert(mine.chip);
          desk.advance(2_000);
          for (const step of steps) play(desk, mine, other, step);
          desk.advance(10_000);
          const all = [...mine.verifies, ...other.verifies].toSorted((a, b) => a.at_ms - b.at_ms);
          expect(all.length).toBeLessThanOrEqual(desk.submitted.length);
          expect(desk.kiosk.status()).toBe('active');
          for (const { triesLeft: left, digits } of all) {
            const own = desk.submitted.filter((entry) => entry.digits === digits && entry.triesShown === left);
            expect(own.length, 'a VERIFY with other tries than were shown').toBeGreaterThan(0);
            if (left === 1)
              expect(
                own.some(({ isConfirmed }) => isConfirmed),
                'a last try without a confirmation',
              ).toBe(true);
          }
          desk.close();
        },
      ),
      { numRuns: 150 },
    );
  });
});
