/** Silence, a service that stops, a reader that is lent: what the card line does when there is nothing to talk to. */
import { describe, expect, test } from 'vitest';
import { createJpkiMachine } from '../../drivers/jpki/card-reader.ts';
import { card, identified, openWorld } from './jpki-world.ts';

describe('silence', () => {
  test('a card that never answers: the helper is replaced, the card failed, and it can be tried again', () => {
    const world = openWorld({ apdu_ms: 60_000 });
    world.command({ type: 'accept' });
    world.reader.insert(card());
    world.clock.advance(6_000);
    expect(world.told()).toEqual(['cardInserted', 'cardFailed']);
    expect(world.last('cardFailed').code).toBe('cardUnreadable');
    expect(world.sent.at(-1)?.type).toBe('retire');
    world.command({ type: 'release' });
    world.clock.advance(100);
    expect(world.told()).toEqual(['released']);
    expect(world.last('status').availability).toBe('online');
  });

  test('VERIFY without an answer in time is an unknown outcome, and the helper that carried it is killed', () => {
    const machine = createJpkiMachine({ readerName: '', acceptTestAuthority: true });
    const mine = card();
    let state = machine.initial(null);
    let outputs: ReturnType<typeof machine.step>['outputs'] = [];
    const give = (input: Parameters<typeof machine.step>[1]): void => {
      ({ state, outputs } = machine.step(state, input, 0));
    };
    /** Answers every command like the card does, up to VERIFY. */
    const answerUpToVerify = (): void => {
      for (let next = outputs.at(-2); next?.type === 'transmit' && !next.wipe; next = outputs.at(-2)) {
        give({ type: 'response', bytes: mine.transmit(next.apdu) });
      }
    };
    mine.powerOn();
    give({ type: 'readerPresent', name: 'reader' });
    give({ type: 'command', command: { type: 'accept' } });
    give({ type: 'cardPresent', atr: mine.atr });
    give({ type: 'connected' });
    answerUpToVerify();
    give({ type: 'command', command: { type: 'verifyPin', pin: Uint8Array.of(49, 50, 51, 52), triesShown: 3 } });
    answerUpToVerify();
    expect(outputs).toContainEqual({ type: 'transmit', apdu: expect.anything(), wipe: true });
    give({ type: 'timer', timer: 'cardAnswers' });
    expect(outputs).toContainEqual({ type: 'retire' });
    expect(outputs).toContainEqual({ type: 'fact', fact: { type: 'pinOutcomeUnknown' } });
    expect(outputs.some((output) => output.type === 'transmit')).toBe(false);
  });

  test('no reader of that name: offline with its code, online once it comes', () => {
    const machine = createJpkiMachine({ readerName: '', acceptTestAuthority: true });
    const opened = machine.step(machine.initial(null), { type: 'opened' }, 0);
    const late = machine.step(opened.state, { type: 'timer', timer: 'readerReports' }, 5_000);
    expect(late.outputs).toMatchObject([{ fact: { availability: 'offline', reasons: [{ code: 'readerAbsent' }] } }]);
    const found = machine.step(late.state, { type: 'readerPresent', name: 'reader' }, 9_000);
    expect(found.outputs).toContainEqual({
      type: 'fact',
      fact: { type: 'status', availability: 'online', reasons: [] },
    });
  });
});

describe('the service', () => {
  test('pcscd stops during VERIFY: outcome unknown, offline with its code; it comes back by itself', () => {
    const mine = card();
    const world = identified(mine);
    world.enter('1234', 3);
    world.clock.advance(35);
    world.reader.stopService();
    expect(world.told()).toEqual(['pinOutcomeUnknown']);
    expect(world.last('status')).toMatchObject({ availability: 'offline', reasons: [{ code: 'pcscUnavailable' }] });
    world.reader.startService();
    world.clock.advance(5_000);
    expect(world.last('status').availability).toBe('online');
    expect(mine.verifyCount).toBeLessThanOrEqual(1);
  });

  test('lent to the copier: the card is powered off and not looked at until it is claimed back', () => {
    const mine = card();
    const world = identified(mine);
    world.command({ type: 'lend' });
    world.command({ type: 'accept' });
    world.clock.advance(1_000);
    expect(world.told()).toEqual([]);
    world.command({ type: 'claim' });
    world.command({ type: 'accept' });
    world.clock.advance(2_000);
    expect(world.told()).toEqual(['cardInserted', 'cardIdentified']);
  });
});
