/** A thief at the machine, and a citizen to whom everything happens: nothing is paid twice, and no yen is lost without a word. */
import { describe, expect, test } from 'vitest';
import { openLedgerDatabase } from '../../src/ledger/database.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import type { Ledger } from '../../src/ledger/contract.ts';
import type { Outcome } from '../../src/base/errors.ts';
import { auditLedger } from '../../src/ledger/verify.ts';
import { CN } from '../virtual/centre/fixture.ts';
import { authenticateAtKiosk, requestAtKiosk } from './citizen.ts';
import { createWorld, type World } from './world.ts';

interface Books {
  readonly ledger: Ledger;
  readonly sound: () => void;
}

/** Empty books but for 20 coins in the hopper; each entry is a millisecond after the last. */
function newBooks(timeKnown: () => boolean = () => true): Books {
  const database = openLedgerDatabase(':memory:');
  let now_ms = 1_000;
  const ledger = createLedger(database, () => (timeKnown() ? now_ms++ : 0));
  ledger.bookStock({ unitId: 'hopper-100', denomination_yen: 100, count: 20 });
  return { ledger, sound: () => expect(auditLedger(database).problems).toEqual([]) };
}

/** 300 yen are to be paid back, the hopper does not answer in time, and the citizen has a claim number for all of it. */
function slowPayout(ledger: Ledger, sessionId = 's1'): string {
  ledger.openSession({ sessionId, transactionId: `t-${sessionId}` });
  const coin = { sessionId, deviceId: 'coins', unitId: 'cashbox', denomination_yen: 100, escrowId: null, memory: '' };
  for (const number of [1, 2, 3]) ledger.recordCash({ ...coin, factId: `${sessionId}-c${number}` });
  ledger.owe(sessionId);
  ledger.openIntent({
    intentId: `${sessionId}-i`,
    sessionId,
    deviceId: 'hopper-100',
    about: { kind: 'pay', unitId: 'hopper-100', amount_yen: 300 },
    order: '',
    deviceBase: '',
  });
  return ledger.questionRest(sessionId)?.claimNumber ?? '';
}

/** The hopper is back and says what it gave; the session is settled. */
function told(ledger: Ledger, result: Outcome, count: number, sessionId = 's1'): void {
  const pieces = count > 0 ? [{ denomination_yen: 100, count }] : [];
  ledger.closeIntent({ intentId: `${sessionId}-i`, result, pieces, deviceAfter: '', code: null });
  ledger.settleInterrupted(sessionId);
}

/** A note in escrow of which no device tells: given up with its session. Returns the claim number. */
function lostNote(ledger: Ledger): string {
  ledger.openSession({ sessionId: 's2', transactionId: 't-s2' });
  const note = { sessionId: 's2', deviceId: 'notes', unitId: 'note-box', denomination_yen: 1000, memory: '' };
  ledger.recordEscrow({ ...note, escrowId: 'e1' });
  return ledger.settleInterrupted('s2')[0]?.claimNumber ?? '';
}

/** VEND VALID of that note, days later. */
function noteTold(ledger: Ledger): void {
  const note = { sessionId: null, deviceId: 'notes', unitId: 'note-box', denomination_yen: 1000, memory: '' };
  ledger.recordCash({ ...note, factId: 'v1', escrowId: 'e1' });
}

function close(ledger: Ledger, coins: number, notes: number): void {
  ledger.close({
    closingId: `closing-${ledger.nextNumber()}`,
    role: 'clerk',
    counted: [
      { unitId: 'hopper-100', denomination_yen: 100, count: coins },
      { unitId: 'note-box', denomination_yen: 1000, count: notes },
    ],
    counters: [],
  });
}

const answer = (questionId: string, given_yen: number) =>
  ({ answerId: `answer-${questionId}`, questionId, given_yen, role: 'clerk' }) as const;

describe('rule 12: a slip for a payout that was slow, and the device tells of it after all', () => {
  test.each([
    ['done', 3, 0],
    ['partly', 1, 200],
    ['notDone', 0, 300],
  ] as const)('%s, %i coins: no clerk can give those a second time', (result, count, owed_yen) => {
    const { ledger, sound } = newBooks();
    const claim = slowPayout(ledger);
    expect(ledger.questions()).toMatchObject([{ claimNumber: claim, most_yen: 300 }]);
    told(ledger, result, count);
    // The count agrees with the books: the guide of the screen would say that the customer did not get it.
    close(ledger, 20 - count, 0);
    expect(ledger.questions()).toMatchObject([{ claimNumber: claim, most_yen: 0, counted: true }]);
    expect(() => ledger.answerQuestion(answer(`rest:${claim}`, 300))).toThrow(/M8005/);
    expect(ledger.answerQuestion(answer(`rest:${claim}`, 0))).toMatchObject({ owed_yen });
    expect(ledger.balance_yen(`slip:${claim}`)).toBe(owed_yen);
    expect(ledger.openSlips().map(({ certain_yen }) => certain_yen)).toEqual(owed_yen > 0 ? [owed_yen] : []);
    expect([ledger.balance_yen('overshort'), ledger.balance_yen('disputed')]).toEqual([0, 0]);
    sound();
  });

  test('unknown for ever: all of it stays in question, also beside a lost note of somebody else', () => {
    const { ledger, sound } = newBooks();
    const note = lostNote(ledger);
    const claim = slowPayout(ledger);
    told(ledger, 'unknown', 0);
    close(ledger, 20, 0);
    ledger.answerQuestion(answer(`part:${note}`, 0));
    expect(ledger.questions()).toMatchObject([{ claimNumber: claim, most_yen: 300 }]);
    expect(ledger.answerQuestion(answer(`rest:${claim}`, 300))).toMatchObject({ owed_yen: 300 });
    expect([ledger.balance_yen('overshort'), ledger.balance_yen('disputed')]).toEqual([0, 0]);
    sound();
  });
});

describe('rule 12: a question of before the first signed time, which carries the epoch 0', () => {
  test.each([true, false])(
    'yesterday’s count does not answer it; a closing does (its own time is known: %s)',
    (then) => {
      let known = true;
      const { ledger, sound } = newBooks(() => known);
      close(ledger, 20, 0);
      known = false;
      const claim = slowPayout(ledger);
      told(ledger, 'unknown', 0);
      expect(ledger.questions()).toMatchObject([{ claimNumber: claim, most_yen: 300, counted: false }]);
      expect(() => ledger.answerQuestion(answer(`rest:${claim}`, 300))).toThrow(/M8009/);
      known = then;
      close(ledger, 17, 0);
      expect(ledger.answerQuestion(answer(`rest:${claim}`, 0))).toMatchObject({ owed_yen: 0 });
      expect([ledger.balance_yen('overshort'), ledger.balance_yen('disputed')]).toEqual([0, 0]);
      sound();
    },
  );

  test.each([false, true])(
    'a unit that was emptied and counted answers it, a part taken out does not (part: %s)',
    (part) => {
      const { ledger, sound } = newBooks(() => false);
      close(ledger, 20, 0);
      const claim = slowPayout(ledger);
      told(ledger, 'unknown', 0);
      ledger.beginExchange({ exchangeId: 'x1', task: 'collect', unitId: 'hopper-100', role: 'clerk' });
      const piles = [{ unitId: 'hopper-100', denomination_yen: 100, count: 17 }];
      ledger.bookExchange({ task: 'collect', unitId: 'hopper-100', piles, counters: [], ...(part ? { part } : {}) });
      expect(ledger.questions()).toMatchObject([{ claimNumber: claim, counted: !part }]);
      sound();
    },
  );

  test('a question that arises after the count is not answered by it, whatever the clock says', () => {
    const { ledger } = newBooks(() => false);
    const first = slowPayout(ledger);
    told(ledger, 'unknown', 0);
    close(ledger, 17, 0);
    const second = slowPayout(ledger, 's3');
    told(ledger, 'unknown', 0, 's3');
    expect(ledger.questions()).toMatchObject([
      { claimNumber: first, counted: true },
      { claimNumber: second, counted: false },
    ]);
  });
});

describe('rule 5: a VEND VALID that comes after a person has decided about its note', () => {
  test('found by the count and put onto the slip: the slip is not worth two notes', () => {
    const { ledger, sound } = newBooks();
    const claim = lostNote(ledger);
    close(ledger, 20, 1);
    ledger.answerQuestion(answer(`part:${claim}`, 1000));
    noteTold(ledger);
    expect(ledger.openSlips()).toMatchObject([{ claimNumber: claim, amount_yen: 1000, certain_yen: 1000 }]);
    // The second entry of the same note is for a person, and the next count takes it back.
    expect(ledger.questions()).toMatchObject([{ questionId: 'held:disputed', most_yen: 1000 }]);
    ledger.answerQuestion(answer('held:disputed', 0));
    close(ledger, 20, 1);
    expect([ledger.balance_yen('overshort'), ledger.balance_yen('disputed')]).toEqual([0, 0]);
    sound();
  });

  test('paid by hand before: nothing lies on a slip that nobody sees any more', () => {
    const { ledger, sound } = newBooks();
    const claim = lostNote(ledger);
    close(ledger, 20, 1);
    ledger.answerQuestion(answer(`part:${claim}`, 1000));
    ledger.settleSlip({ claimNumber: claim, role: 'clerk', how: 'paid' });
    noteTold(ledger);
    expect(ledger.balance_yen(`slip:${claim}`)).toBe(0);
    expect(ledger.questions()).toMatchObject([{ questionId: 'held:disputed', most_yen: 1000 }]);
    sound();
  });

  test('not found by the count, and stacked afterwards: its owner can still be given it, once', () => {
    const { ledger, sound } = newBooks();
    const claim = lostNote(ledger);
    close(ledger, 20, 0);
    ledger.answerQuestion(answer(`part:${claim}`, 0));
    noteTold(ledger);
    expect(ledger.questions()).toMatchObject([{ questionId: 'held:disputed', most_yen: 1000 }]);
    ledger.answerQuestion(answer('held:disputed', 1000));
    expect(ledger.questions()).toEqual([]);
    sound();
  });

  test('told before anybody decided: it is certain, and no second one can be decided', () => {
    const { ledger, sound } = newBooks();
    const claim = lostNote(ledger);
    noteTold(ledger);
    expect(ledger.questions()).toMatchObject([{ claimNumber: claim, most_yen: 0 }]);
    expect(ledger.openSlips()).toMatchObject([{ claimNumber: claim, certain_yen: 1000 }]);
    sound();
  });
});

describe('trying out the code of staff mode', () => {
  type Compare = { readonly digits: string; readonly done: (right: boolean) => void };

  /** Comparisons wait until the test answers them. */
  function atTheDoor(): { readonly world: World; readonly compared: Compare[] } {
    const compared: Compare[] = [];
    const staffCode = {
      check: (digits: Uint8Array, done: (right: boolean) => void) => {
        compared.push({ digits: Buffer.from(digits).toString('latin1'), done });
        digits.fill(0);
      },
    };
    const world = createWorld({ staffCode });
    world.until(() => world.view().screen === 'idle');
    return { world, compared };
  }

  function tryCode(world: World, code: string): void {
    if (world.view().screen !== 'staffCode') world.press({ type: 'staff.knock' });
    for (const digit of code) world.kiosk().onPinKey(Number(digit) as 0);
    world.press({ type: 'staff.enterCode' });
  }

  test('pulling the plug after every fourth wrong code gives no fresh tries', () => {
    const { world, compared } = atTheDoor();
    for (let tries = 0; tries < 4; tries += 1) {
      tryCode(world, '111111');
      compared.at(-1)?.done(false);
    }
    world.kill();
    world.start();
    world.until(() => world.view().screen === 'idle');
    tryCode(world, '222222');
    compared.at(-1)?.done(false);
    expect(
      world
        .view()
        .notices.map(({ text }) => text)
        .join(),
    ).toContain('10分');
    expect(compared).toHaveLength(5);
  });

  test('nor does pulling it while the code is being compared', () => {
    const { world, compared } = atTheDoor();
    for (let tries = 0; tries < 4; tries += 1) {
      tryCode(world, '111111');
      world.kill();
      world.start();
      world.until(() => world.view().screen === 'idle');
    }
    tryCode(world, '222222');
    compared.at(-1)?.done(false);
    expect(
      world
        .view()
        .notices.map(({ text }) => text)
        .join(),
    ).toContain('10分');
  });

  test('leaving the pad and coming back while codes are compared compares no more of them than tries are left', () => {
    const { world, compared } = atTheDoor();
    for (let tries = 0; tries < 12; tries += 1) {
      tryCode(world, '111111');
      world.press({ type: 'citizen.back' });
    }
    expect(compared).toHaveLength(5);
    for (const { done } of compared) done(false);
    world.press({ type: 'staff.knock' });
    expect(
      world
        .view()
        .notices.map(({ text }) => text)
        .join(),
    ).toContain('10分');
  });

  test('the right code gives all tries again, over a restart too', () => {
    const { world, compared } = atTheDoor();
    for (const right of [false, false, false, false, true]) {
      tryCode(world, '111111');
      compared.at(-1)?.done(right);
    }
    expect(world.view().screen).toBe('staffMenu');
    world.kill();
    world.start();
    world.until(() => world.view().screen === 'idle');
    tryCode(world, '222222');
    compared.at(-1)?.done(false);
    expect(world.view().pin?.tries).toContain('あと4回');
  });
});

describe('a coin on a string', () => {
  const incidents = (world: World): unknown[] =>
    world.database.prepare("SELECT code FROM incident WHERE code = 'cashFraud'").pluck().all();

  test.each(['string', 'backwards'] as const)(
    'rule "Daily": seen (%s) after a coin was credited: staff find it in their list, once, also when the device is well again',
    (kind) => {
      const world = createWorld();
      const sale = { subjectCn: CN.susonoTaro, typeId: 'juminhyo', persons: [1, 2] };
      authenticateAtKiosk(world, sale);
      requestAtKiosk(world, sale);
      world.clock.advance(2_000);
      world.hardware.acceptor.insertCoin(100);
      world.until(() => world.kiosk().picture().totals.credit_yen === 100);
      world.hardware.acceptor.fraud(kind);
      world.until(() => world.view().screen === 'idle', 600_000);
      world.clock.advance(60_000);
      expect(world.kiosk().picture().reasons).toEqual([]);
      expect(incidents(world)).toEqual(['cashFraud']);
      // The second try is a second line.
      world.hardware.acceptor.fraud(kind);
      world.clock.advance(60_000);
      expect(incidents(world)).toEqual(['cashFraud', 'cashFraud']);
    },
  );
});
