import { describe, expect, it } from 'vitest';
import {
  authenticated,
  cardKnown,
  enterPin,
  identified,
  stage,
  toCardRead,
  toCertificate,
  toCheck,
  toNotes,
  toPay,
  toPrinting,
  toSetCard,
  putIn,
} from './fsm-stage.ts';

describe('the card', () => {
  it.each(['cardNotMyNumber', 'cardJuki', 'cardPhone', 'cardNoCertificate', 'cardTestOnly'] as const)(
    'R18–R23: %s is refused with its reason, and another card may be set',
    (code) => {
      const kiosk = stage();
      toSetCard(kiosk);
      kiosk.send({ type: 'card.inserted' }, { type: 'card.refused', code });
      expect(kiosk.picture()).toMatchObject({ screen: 'refusal', code });
      kiosk.send({ type: 'citizen.acknowledge' });
      expect(kiosk.picture()).toMatchObject({ screen: 'setCard', code: null });
      // The same card is not read again until it was taken off.
      expect(kiosk.last('card.accept')).toBe(kiosk.commands[1]);
      expect(kiosk.during(() => kiosk.send({ type: 'card.removed' }))).toEqual(['card.accept']);
      kiosk.send({ type: 'card.inserted' }, identified(), cardKnown());
      expect(kiosk.screen()).toBe('pin');
    },
  );

  it('R24: an expired certificate ends the session before the PIN', () => {
    const kiosk = stage();
    toSetCard(kiosk);
    kiosk.send({ type: 'card.inserted' }, identified({ expired: true }));
    expect(kiosk.picture()).toMatchObject({ screen: 'refusal', code: 'cardExpired' });
    expect(kiosk.count('centre.presentCard')).toBe(0);
    kiosk.send({ type: 'citizen.acknowledge' });
    expect(kiosk.screen()).toBe('takeItems');
    expect(kiosk.picture().items).toEqual([{ item: 'card', gone: false }]);
  });

  it('R25: a certificate that can be renewed is served all the same; the picture names the month of its end', () => {
    const kiosk = stage();
    toSetCard(kiosk);
    kiosk.send({ type: 'card.inserted' }, identified({ renewal: '2025-07' }), cardKnown());
    expect(kiosk.picture()).toMatchObject({ screen: 'pin', renewal: '2025-07' });
    // Another card, or another citizen, has an end of its own.
    kiosk.send({ type: 'card.removed' }, { type: 'card.inserted' }, identified());
    expect(kiosk.picture()).not.toHaveProperty('renewal');
  });

  it('R27: the tries left are shown, a wrong PIN leads back to the PIN', () => {
    const kiosk = stage();
    toCardRead(kiosk);
    kiosk.send({ type: 'citizen.enterPin' }, { type: 'card.pinWrong', tries: 2 });
    expect(kiosk.picture()).toMatchObject({ screen: 'pin', tries: 2, code: 'pinWrong' });
    kiosk.send({ type: 'citizen.enterPin' });
    expect(kiosk.last('card.verifyPin')).toEqual({ type: 'card.verifyPin', triesShown: 2 });
  });

  it('R27: the last try is used only after the citizen confirmed it', () => {
    const kiosk = stage();
    toCardRead(kiosk);
    kiosk.send({ type: 'citizen.enterPin' }, { type: 'card.pinWrong', tries: 1 });
    expect(kiosk.screen()).toBe('lastTry');
    kiosk.send({ type: 'citizen.enterPin' });
    expect(kiosk.count('card.verifyPin')).toBe(1);
    kiosk.send({ type: 'citizen.confirmLastTry' }, { type: 'citizen.enterPin' });
    expect(kiosk.last('card.verifyPin')).toEqual({ type: 'card.verifyPin', triesShown: 1 });
  });

  it('R27: a card that comes with one try left is confirmed first', () => {
    const kiosk = stage();
    toCardRead(kiosk, 1);
    expect(kiosk.screen()).toBe('lastTry');
  });

  it('R27, R28: the PIN locks after three wrong entries, and the holder is sent to the municipality', () => {
    const kiosk = stage();
    toCardRead(kiosk);
    kiosk.send({ type: 'citizen.enterPin' }, { type: 'card.pinWrong', tries: 2 });
    kiosk.send({ type: 'citizen.enterPin' }, { type: 'card.pinWrong', tries: 1 });
    kiosk.send({ type: 'citizen.confirmLastTry' }, { type: 'citizen.enterPin' }, { type: 'card.pinBlocked' });
    expect(kiosk.picture()).toMatchObject({ screen: 'refusal', code: 'pinBlocked' });
    expect(kiosk.last('centre.abandon')).toEqual({ type: 'centre.abandon', reason: 'card' });
  });

  it('R28: a card that is locked already is never asked for its PIN', () => {
    const kiosk = stage();
    toCardRead(kiosk, 0);
    expect(kiosk.picture()).toMatchObject({ screen: 'refusal', code: 'pinBlocked' });
    expect(kiosk.count('card.verifyPin')).toBe(0);
  });

  it('R28: a card that says it is locked while it is read ends the session', () => {
    const kiosk = stage();
    toSetCard(kiosk);
    kiosk.send({ type: 'card.inserted' }, { type: 'card.pinBlocked' });
    expect(kiosk.picture()).toMatchObject({ screen: 'refusal', code: 'pinBlocked' });
    expect(kiosk.count('report.unexpected')).toBe(0);
  });

  it('R29: a card that fails after it signed does not spoil the answer of the centre', () => {
    const kiosk = stage();
    toCardRead(kiosk);
    enterPin(kiosk);
    kiosk.send({ type: 'card.failed', code: 'readerFault' }, authenticated());
    expect(kiosk.screen()).toBe('takeCard');
  });

  it('R27: when the outcome of a PIN check is unknown the counter is read anew', () => {
    const kiosk = stage();
    toCardRead(kiosk);
    kiosk.send({ type: 'citizen.enterPin' }, { type: 'card.removed' }, { type: 'card.pinOutcomeUnknown' });
    expect(kiosk.picture()).toMatchObject({ screen: 'setCard', code: 'pinOutcomeUnknown' });
    kiosk.send({ type: 'card.inserted' }, identified({ tries: 2 }));
    expect(kiosk.picture()).toMatchObject({ screen: 'pin', tries: 2 });
    expect(kiosk.count('report.unexpected')).toBe(0);
  });

  it('R30: the same transaction does not go on with another card', () => {
    const kiosk = stage();
    toCardRead(kiosk);
    kiosk.send({ type: 'card.removed' });
    expect(kiosk.picture()).toMatchObject({ screen: 'setCard', code: 'cardRemoved' });
    kiosk.send({ type: 'card.inserted' }, identified({ sameCard: false }));
    expect(kiosk.picture()).toMatchObject({ screen: 'refusal', code: 'cardSwapped' });
    kiosk.send({ type: 'card.removed' }, { type: 'citizen.acknowledge' });
    expect(kiosk.last('session.end')).toEqual({ type: 'session.end', outcome: 'abandoned', reason: 'card' });
  });

  it('the certificate is presented to the centre once, however often the card is set', () => {
    const kiosk = stage();
    toSetCard(kiosk);
    kiosk.send({ type: 'card.inserted' }, identified(), { type: 'card.removed' }, cardKnown());
    expect(kiosk.screen()).toBe('setCard');
    kiosk.send({ type: 'card.inserted' }, identified());
    expect(kiosk.screen()).toBe('pin');
    expect(kiosk.count('centre.presentCard')).toBe(1);
  });

  it('R26: the buffer is wiped however the PIN screen is left, and no command carries a digit', () => {
    const ways = [
      (kiosk: ReturnType<typeof stage>) => kiosk.send({ type: 'citizen.cancel' }),
      (kiosk: ReturnType<typeof stage>) => kiosk.send({ type: 'card.removed' }),
      (kiosk: ReturnType<typeof stage>) => kiosk.send({ type: 'card.failed', code: 'readerFault' }),
      (kiosk: ReturnType<typeof stage>) => kiosk.send({ type: 'cell.lost' }),
      (kiosk: ReturnType<typeof stage>) => kiosk.clock.advance(100_000),
      (kiosk: ReturnType<typeof stage>) =>
        kiosk.send({ type: 'citizen.enterPin' }, { type: 'card.pinWrong', tries: 2 }),
      (kiosk: ReturnType<typeof stage>) => enterPin(kiosk),
    ];
    for (const way of ways) {
      const kiosk = stage();
      toCardRead(kiosk);
      expect(kiosk.during(() => way(kiosk))).toContain('pin.wipe');
      kiosk.stop();
    }
  });

  it('R32, R38–R41: a refusal of the centre ends the session with its own message', () => {
    for (const code of ['cardIssuedToday', 'notEligible', 'movedOut', 'certificateRevoked'] as const) {
      const kiosk = stage();
      toCardRead(kiosk);
      enterPin(kiosk);
      kiosk.send({ type: 'centre.refused', code, scope: 'session' });
      expect(kiosk.picture()).toMatchObject({ screen: 'refusal', code });
      expect(kiosk.last('centre.abandon')).toEqual({ type: 'centre.abandon', reason: 'centre' });
    }
  });

  it('R40: nothing offered is a refusal of its own', () => {
    const kiosk = stage();
    toCardRead(kiosk);
    enterPin(kiosk);
    kiosk.send(authenticated([]));
    expect(kiosk.picture()).toMatchObject({ screen: 'refusal', code: 'typeNotOffered' });
  });

  it('R42: a refusal of the request alone leads back to the check', () => {
    const kiosk = stage();
    toCheck(kiosk);
    kiosk.send({ type: 'citizen.confirm' }, { type: 'centre.refused', code: 'notEligible', scope: 'request' });
    expect(kiosk.picture()).toMatchObject({ screen: 'refusal', code: 'notEligible' });
    kiosk.send({ type: 'citizen.acknowledge' });
    expect(kiosk.picture()).toMatchObject({ screen: 'check', code: null });
  });
});

describe('the card pulled early', () => {
  it('R6: "card stays": pulled before payment, the session ends neutrally', () => {
    const kiosk = stage('cardStays');
    toCertificate(kiosk);
    kiosk.send({ type: 'card.removed' });
    expect(kiosk.picture()).toMatchObject({ screen: 'refusal', code: 'cardRemoved' });
    expect(kiosk.last('centre.abandon')).toEqual({ type: 'centre.abandon', reason: 'card' });
  });

  it('R6: "card stays": pulled while paying, the money comes back', () => {
    const kiosk = stage('cardStays');
    toPay(kiosk);
    putIn(kiosk, 100);
    expect(kiosk.during(() => kiosk.send({ type: 'card.removed' }))).toContain('cash.fix');
    expect(kiosk.screen()).toBe('refunding');
  });

  it('R6: "card stays": pulled while printing, the delivery goes on', () => {
    const kiosk = stage('cardStays');
    toPrinting(kiosk);
    expect(kiosk.during(() => kiosk.send({ type: 'card.removed' }))).toEqual([]);
    expect(kiosk.screen()).toBe('printing');
  });

  it('R14: "PIN last": pulled before the PIN, the card is asked for again and what was chosen stays', () => {
    const kiosk = stage('pinLast');
    toCardRead(kiosk);
    kiosk.send({ type: 'citizen.chooseCertificate', typeId: 'inkan' }, { type: 'citizen.chooseCopies', copies: 2 });
    kiosk.send({ type: 'card.removed' }, { type: 'card.inserted' }, identified());
    expect(kiosk.picture()).toMatchObject({ screen: 'pin', draft: { typeId: 'inkan', copies: 2 } });
  });

  it('a card on the reader before consent changes nothing', () => {
    const kiosk = stage();
    toNotes(kiosk);
    kiosk.send({ type: 'card.inserted' }, { type: 'card.removed' });
    expect(kiosk.screen()).toBe('notes');
    expect(kiosk.count('report.unexpected')).toBe(0);
  });
});
