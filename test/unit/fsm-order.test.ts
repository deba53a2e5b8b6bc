import { describe, expect, it } from 'vitest';
import type { ChainProfileName } from '../../fsm/events.ts';
import {
  authenticated,
  cardKnown,
  documents,
  enterPin,
  identified,
  INKAN,
  JUMINHYO,
  PROFILES,
  putIn,
  stage,
  toCardRead,
  toCertificate,
  toCheck,
  toNotes,
  toPay,
  toPrinting,
  toSetCard,
  toTakeItems,
  totals,
} from './fsm-stage.ts';

const ALL = Object.keys(PROFILES) as readonly ChainProfileName[];

describe('the order of the steps', () => {
  it('R1, R2: 「行政サービス」 opens the menu, 「証明書交付サービス」 begins the session', () => {
    const kiosk = stage();
    expect(kiosk.screen()).toBe('idle');
    expect(kiosk.during(() => kiosk.send({ type: 'citizen.openGovernmentService' }))).toEqual([]);
    expect(kiosk.screen()).toBe('governmentMenu');
    expect(kiosk.during(() => kiosk.send({ type: 'citizen.openCertificateService' }))).toEqual(['session.begin']);
    expect(kiosk.screen()).toBe('notes');
  });

  it('R3: no card is asked for before 「同意する」', () => {
    const kiosk = stage();
    toNotes(kiosk);
    kiosk.send({ type: 'card.inserted' });
    expect(kiosk.count('card.accept')).toBe(0);
    expect(kiosk.during(() => kiosk.send({ type: 'citizen.agree' }))).toEqual(['card.accept']);
    expect(kiosk.screen()).toBe('setCard');
  });

  it('R4, R29: the card is read and made known to the centre before the PIN is asked for', () => {
    const kiosk = stage();
    toSetCard(kiosk);
    kiosk.send({ type: 'card.inserted' });
    expect(kiosk.screen()).toBe('readingCard');
    expect(kiosk.during(() => kiosk.send(identified()))).toEqual(['centre.presentCard']);
    expect(kiosk.screen()).toBe('readingCard');
    kiosk.send(cardKnown());
    expect(kiosk.screen()).toBe('pin');
    expect(kiosk.picture()).toMatchObject({ tries: 3, municipalityId: 'susono' });
  });

  it('R5, R29: the PIN is checked by the card, the signature by the centre; the buffer is wiped in between', () => {
    const kiosk = stage();
    toCardRead(kiosk);
    expect(kiosk.during(() => kiosk.send({ type: 'citizen.enterPin' }))).toEqual(['card.verifyPin']);
    expect(kiosk.last('card.verifyPin')).toEqual({ type: 'card.verifyPin', triesShown: 3 });
    expect(kiosk.screen()).toBe('authenticating');
    expect(kiosk.during(() => kiosk.send({ type: 'card.pinVerified' }))).toEqual(['pin.wipe', 'card.sign']);
    const signature = new Uint8Array([9]);
    expect(kiosk.during(() => kiosk.send({ type: 'card.signed', signature }))).toEqual(['centre.authenticate']);
    expect(kiosk.last('centre.authenticate')).toEqual({ type: 'centre.authenticate', signature });
  });

  it('R6: with the profile "card off" the card is taken, with the voice on, before anything is chosen', () => {
    const kiosk = stage('cardOff');
    toCardRead(kiosk);
    enterPin(kiosk);
    expect(kiosk.during(() => kiosk.send(authenticated()))).toEqual(['pin.wipe', 'card.release', 'reminder.start']);
    expect(kiosk.screen()).toBe('takeCard');
    expect(kiosk.picture().items).toEqual([{ item: 'card', gone: false }]);
    expect(kiosk.during(() => kiosk.send({ type: 'card.removed' }))).toEqual(['reminder.stop']);
    expect(kiosk.screen()).toBe('certificate');
  });

  it('R6: a card that was taken off early is not asked for again with the profile "card off"', () => {
    const kiosk = stage('cardOff');
    toCardRead(kiosk);
    enterPin(kiosk);
    kiosk.send({ type: 'card.removed' }, authenticated());
    expect(kiosk.screen()).toBe('certificate');
  });

  it('R6: with the profile "card stays" the choice follows the PIN at once', () => {
    const kiosk = stage('cardStays');
    toCardRead(kiosk);
    enterPin(kiosk);
    kiosk.send(authenticated());
    expect(kiosk.screen()).toBe('certificate');
    expect(kiosk.count('card.release')).toBe(0);
  });

  it('R14: with the profile "PIN last" type, items and copies come first, persons after the PIN', () => {
    const kiosk = stage('pinLast');
    toCardRead(kiosk);
    expect(kiosk.screen()).toBe('certificate');
    kiosk.send({ type: 'citizen.chooseCertificate', typeId: 'juminhyo' });
    expect(kiosk.screen()).toBe('items');
    kiosk.send({ type: 'citizen.chooseItems', options: {} });
    expect(kiosk.screen()).toBe('copies');
    kiosk.send({ type: 'citizen.chooseCopies', copies: 2 });
    expect(kiosk.screen()).toBe('pin');
    enterPin(kiosk);
    kiosk.send(authenticated());
    expect(kiosk.screen()).toBe('persons');
    kiosk.send({ type: 'citizen.choosePersons', persons: [1, 3] });
    expect(kiosk.screen()).toBe('check');
    expect(kiosk.picture().requests).toEqual([
      { typeId: 'juminhyo', options: { honsekiHittosha: false }, persons: [1, 3], copies: 2 },
    ]);
  });

  it('R14: with "PIN last" a type that turns out not to be for this citizen leads back to the list', () => {
    const kiosk = stage('pinLast');
    toCardRead(kiosk);
    kiosk.send({ type: 'citizen.chooseCertificate', typeId: 'inkan' }, { type: 'citizen.chooseCopies', copies: 1 });
    enterPin(kiosk);
    kiosk.send(authenticated([JUMINHYO]));
    expect(kiosk.picture()).toMatchObject({ screen: 'refusal', code: 'typeNotOffered' });
    kiosk.send({ type: 'citizen.acknowledge' });
    expect(kiosk.picture()).toMatchObject({ screen: 'certificate', draft: null, requests: [], code: null });
  });

  it('R14: with "PIN last" the citizen may go back from the PIN; the buffer is wiped', () => {
    const kiosk = stage('pinLast');
    toCardRead(kiosk);
    kiosk.send({ type: 'citizen.chooseCertificate', typeId: 'inkan' }, { type: 'citizen.chooseCopies', copies: 1 });
    expect(kiosk.picture().canGoBack).toBe(true);
    expect(kiosk.during(() => kiosk.send({ type: 'citizen.back' }))).toEqual(['pin.wipe']);
    expect(kiosk.screen()).toBe('copies');
  });

  it('R7–R9: type, items, persons, copies, each checked against the offer', () => {
    const kiosk = stage();
    toCertificate(kiosk);
    kiosk.send({ type: 'citizen.chooseCertificate', typeId: 'unknown' });
    expect(kiosk.screen()).toBe('certificate');
    kiosk.send({ type: 'citizen.chooseCertificate', typeId: 'juminhyo' });
    kiosk.send({ type: 'citizen.chooseItems', options: { nonsense: true } });
    expect(kiosk.screen()).toBe('items');
    kiosk.send({ type: 'citizen.chooseItems', options: { honsekiHittosha: true } });
    for (const persons of [[], [4], [1, 1], [0], [1.5]]) kiosk.send({ type: 'citizen.choosePersons', persons });
    expect(kiosk.screen()).toBe('persons');
    kiosk.send({ type: 'citizen.choosePersons', persons: [3, 1] });
    for (const copies of [0, 4, -1, 1.5, Number.NaN]) kiosk.send({ type: 'citizen.chooseCopies', copies });
    expect(kiosk.screen()).toBe('copies');
    kiosk.send({ type: 'citizen.chooseCopies', copies: 3 });
    expect(kiosk.picture().requests).toEqual([
      { typeId: 'juminhyo', options: { honsekiHittosha: true }, persons: [1, 3], copies: 3 },
    ]);
  });

  it('R53, R57: steps without a choice are left out', () => {
    const kiosk = stage();
    toCertificate(kiosk);
    kiosk.send({ type: 'citizen.chooseCertificate', typeId: 'inkan' });
    expect(kiosk.screen()).toBe('copies');
    expect(kiosk.picture().draft).toEqual({ typeId: 'inkan', options: {}, persons: [1], copies: 0 });
  });

  it('R10: from the check every earlier step can be reached again', () => {
    const kiosk = stage();
    toCheck(kiosk);
    for (const screen of ['copies', 'persons', 'items', 'certificate']) {
      kiosk.send({ type: 'citizen.back' });
      expect(kiosk.screen()).toBe(screen);
    }
  });

  it('R10: lines are added and removed at the check; the last one leads back to the list', () => {
    const kiosk = stage();
    toCheck(kiosk);
    kiosk.send({ type: 'citizen.addCertificate' }, { type: 'citizen.chooseCertificate', typeId: 'inkan' });
    kiosk.send({ type: 'citizen.chooseCopies', copies: 2 });
    expect(kiosk.picture().requests.map((line) => line.typeId)).toEqual(['juminhyo', 'inkan']);
    kiosk.send({ type: 'citizen.removeCertificate', index: 0 });
    expect(kiosk.picture().requests.map((line) => line.typeId)).toEqual(['inkan']);
    kiosk.send({ type: 'citizen.removeCertificate', index: 1 });
    expect(kiosk.screen()).toBe('check');
    kiosk.send({ type: 'citizen.removeCertificate', index: 0 });
    expect(kiosk.screen()).toBe('certificate');
  });

  it('D12: documents are fetched and checked and the printer is asked before the deposit opens', () => {
    const kiosk = stage();
    toCheck(kiosk);
    expect(kiosk.during(() => kiosk.send({ type: 'citizen.confirm' }))).toEqual(['centre.apply']);
    expect(kiosk.screen()).toBe('fetching');
    expect(kiosk.during(() => kiosk.send(documents([2])))).toEqual(['print.checkReady']);
    expect(kiosk.during(() => kiosk.send({ type: 'print.ready' }))).toEqual(['cash.begin']);
    expect(kiosk.last('cash.begin')).toEqual({ type: 'cash.begin', due_yen: 300 });
    expect(kiosk.screen()).toBe('pay');
  });

  it('R11: 「プリントスタート」 does nothing before the fee is covered', () => {
    const kiosk = stage();
    toPay(kiosk);
    putIn(kiosk, 100);
    kiosk.send({ type: 'citizen.printStart' });
    expect(kiosk.screen()).toBe('pay');
    expect(kiosk.last('report.unexpected')).toEqual({ type: 'report.unexpected', event: 'citizen.printStart' });
  });

  it('R11, R84: deposit fixed, fees charged, change paid, commit point, and only then the first leaf', () => {
    const kiosk = stage();
    toPay(kiosk);
    putIn(kiosk, 500);
    expect(kiosk.during(() => kiosk.send({ type: 'citizen.printStart' }))).toEqual(['cash.fix']);
    expect(kiosk.during(() => kiosk.send({ type: 'cash.fixed', totals: totals(300, 500) }))).toEqual(['cash.charge']);
    expect(kiosk.during(() => kiosk.send({ type: 'cash.charged', change_yen: 200 }))).toEqual([
      'centre.commit',
      'cash.payChange',
      'print.leaf',
    ]);
    expect(kiosk.picture()).toMatchObject({ screen: 'printing', canCancel: false, canGoBack: false });
  });

  it('R84: without change nothing is paid out', () => {
    const kiosk = stage();
    toPrinting(kiosk, [1], 0);
    expect(kiosk.count('cash.payChange')).toBe(0);
  });

  it('R12, R72, R94: leaf by leaf, set by set, each fee earned when its set is out, then the receipt', () => {
    const kiosk = stage();
    toPrinting(kiosk, [2, 1]);
    expect(kiosk.last('print.leaf')).toEqual({ type: 'print.leaf', set: 0, leaf: 0 });
    expect(kiosk.during(() => kiosk.send({ type: 'print.leafDone', set: 0, leaf: 0 }))).toEqual(['print.leaf']);
    expect(kiosk.picture().leaves).toMatchObject({ done: 1, total: 3 });
    expect(kiosk.during(() => kiosk.send({ type: 'print.leafDone', set: 0, leaf: 1 }))).toEqual([
      'set.earn',
      'print.leaf',
    ]);
    expect(kiosk.last('print.leaf')).toEqual({ type: 'print.leaf', set: 1, leaf: 0 });
    expect(kiosk.during(() => kiosk.send({ type: 'print.leafDone', set: 1, leaf: 0 }))).toEqual([
      'set.earn',
      'print.receipt',
    ]);
    expect(kiosk.during(() => kiosk.send({ type: 'print.receiptDone' }))).toEqual(['centre.commit', 'reminder.start']);
    expect(kiosk.last('centre.commit')).toEqual({ type: 'centre.commit', point: 'delivered' });
  });

  it('R13: the last screen names what there is to take and ends by 「確認(音声停止)」', () => {
    const kiosk = stage();
    toTakeItems(kiosk);
    expect(kiosk.picture().items.map(({ item }) => item)).toEqual(['certificate', 'receipt', 'change']);
    expect(kiosk.during(() => kiosk.send({ type: 'citizen.confirmTaken' }))).toEqual(['reminder.stop', 'session.end']);
    expect(kiosk.last('session.end')).toEqual({ type: 'session.end', outcome: 'delivered', reason: null });
    expect(kiosk.screen()).toBe('idle');
  });

  it.each(ALL)('R16: the whole way with profile %s needs the citizen alone and leaves nothing behind', (profile) => {
    const kiosk = stage(profile);
    toTakeItems(kiosk);
    if (profile !== 'cardOff') kiosk.send({ type: 'card.removed' });
    kiosk.send({ type: 'citizen.confirmTaken' });
    expect(kiosk.screen()).toBe('idle');
    expect(kiosk.picture()).toMatchObject({ requests: [], draft: null, municipalityId: null, tries: null, offers: [] });
    expect(kiosk.picture().totals).toEqual(totals(0, 0, { enough: false, accepts_yen: [] }));
    expect(kiosk.count('report.unexpected')).toBe(0);
    // Nothing of the first citizen's session rules the next one.
    toCheck(kiosk);
    expect(kiosk.screen()).toBe('check');
  });

  it('an offer list of one type works without the others', () => {
    const kiosk = stage();
    toCardRead(kiosk);
    enterPin(kiosk);
    kiosk.send(authenticated([INKAN]), { type: 'card.removed' });
    kiosk.send({ type: 'citizen.chooseCertificate', typeId: 'juminhyo' });
    expect(kiosk.screen()).toBe('certificate');
  });
});
