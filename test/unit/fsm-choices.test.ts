import { describe, expect, it } from 'vitest';
import type { CertificateSet, Offer, RefusedType, SessionEvent } from '../../fsm/events.ts';
import { REQUESTS_MAX } from '../../fsm/request.ts';
import {
  authenticated,
  cardKnown,
  documents,
  enterPin,
  INKAN,
  JUMINHYO,
  stage,
  toCardRead,
  toCertificate,
  toCheck,
  type Stage,
} from './fsm-stage.ts';

const KAZEI: Offer = {
  typeId: 'kazeiShotoku',
  fee_yen: 300,
  options: [],
  scope: 'holder',
  copies_max: 5,
  taxYear: 2024,
};

const WITHHELD: readonly RefusedType[] = [
  { typeId: 'kosekiTohon', code: 'typeNotOffered' },
  { typeId: 'kosekiFuhyo', code: 'catalogueDiffers' },
];

/** The list of certificates, with types that this citizen cannot have. */
function toList(kiosk: Stage, offers: readonly Offer[] = [JUMINHYO, INKAN], withheld = WITHHELD): void {
  toCardRead(kiosk);
  enterPin(kiosk);
  kiosk.send({ ...authenticated(offers), withheld } as SessionEvent, { type: 'card.removed' });
}

function ask(kiosk: Stage, typeId: string, copies = 1): void {
  kiosk.send({ type: 'citizen.chooseCertificate', typeId }, { type: 'citizen.chooseCopies', copies });
}

describe('types that this citizen cannot have (R66, R42–R51)', () => {
  it('R66: are told with their reason; what differs between centre and local data is the staff’s affair', () => {
    const kiosk = stage();
    toList(kiosk);
    expect(kiosk.picture().withheld).toEqual([{ typeId: 'kosekiTohon', code: 'typeNotOffered' }]);
  });

  it('R66: cannot be chosen, but asked about: a message, and back to the list', () => {
    const kiosk = stage();
    toList(kiosk);
    kiosk.send({ type: 'citizen.chooseCertificate', typeId: 'kosekiTohon' });
    expect(kiosk.screen()).toBe('certificate');
    kiosk.send({ type: 'citizen.askWhy', typeId: 'kosekiTohon' });
    expect(kiosk.picture()).toMatchObject({ screen: 'refusal', code: 'typeNotOffered', about: 'kosekiTohon' });
    kiosk.send({ type: 'citizen.acknowledge' });
    expect(kiosk.picture()).toMatchObject({ screen: 'certificate', code: null, about: null });
  });

  it('R66: nothing is said about a type that is offered, unknown or the staff’s affair', () => {
    const kiosk = stage();
    toList(kiosk);
    for (const typeId of ['juminhyo', 'nonsense', 'kosekiFuhyo']) kiosk.send({ type: 'citizen.askWhy', typeId });
    expect(kiosk.screen()).toBe('certificate');
  });

  it('R14, R66: with the PIN last, a type chosen before it is explained with its own reason', () => {
    const kiosk = stage('pinLast');
    toCardRead(kiosk);
    ask(kiosk, 'inkan');
    enterPin(kiosk);
    const withheld: readonly RefusedType[] = [{ typeId: 'inkan', code: 'noSealRegistration' }];
    kiosk.send({ ...authenticated([JUMINHYO]), withheld } as SessionEvent);
    expect(kiosk.picture()).toMatchObject({
      screen: 'refusal',
      code: 'noSealRegistration',
      about: 'inkan',
      draft: null,
    });
  });

  it('a message about a type does not name it any more when the session ends for another reason', () => {
    const kiosk = stage();
    toList(kiosk);
    kiosk.send({ type: 'citizen.askWhy', typeId: 'kosekiTohon' });
    kiosk.send({ type: 'centre.failed', code: 'centreUnreachable' });
    expect(kiosk.picture()).toMatchObject({ screen: 'refusal', code: 'centreUnreachable', about: null });
  });

  it('D10: are forgotten with the session', () => {
    const kiosk = stage();
    toList(kiosk);
    kiosk.send({ type: 'citizen.cancel' });
    expect(kiosk.picture()).toMatchObject({ screen: 'idle', withheld: [] });
  });
});

describe('how much can be asked for (R9, R72)', () => {
  it('R9: the screen shows the limit that holds, the smaller one of offer and kiosk', () => {
    const kiosk = stage();
    toList(kiosk, [{ ...INKAN, copies_max: 20 }, JUMINHYO]);
    expect(kiosk.picture().offers.map(({ copies_max }) => copies_max)).toEqual([5, 3]);
    const last = stage('pinLast');
    toCardRead(last);
    expect(last.picture().offers.map(({ copies_max }) => copies_max)).toEqual([3, 2]);
    last.send(cardKnown([{ ...INKAN, copies_max: 20 }]));
    expect(last.picture().offers.map(({ copies_max }) => copies_max)).toEqual([5]);
  });

  it('R53: at least one person, each once, each of this citizen’s own household; the holder alone is preset', () => {
    const kiosk = stage();
    toList(kiosk);
    kiosk.send({ type: 'citizen.chooseCertificate', typeId: 'juminhyo' }, { type: 'citizen.chooseItems', options: {} });
    expect(kiosk.picture()).toMatchObject({ screen: 'persons', draft: { persons: [1] } });
    for (const persons of [[], [4], [2, 2], [0]]) kiosk.send({ type: 'citizen.choosePersons', persons });
    expect(kiosk.screen()).toBe('persons');
    kiosk.send({ type: 'citizen.choosePersons', persons: [3, 1, 2] });
    expect(kiosk.picture()).toMatchObject({ screen: 'copies', draft: { persons: [1, 2, 3] } });
  });

  it('R10: certificates are added until the request is full, and again after one was removed', () => {
    const kiosk = stage();
    toCertificate(kiosk);
    for (let lines = 1; lines <= REQUESTS_MAX; lines += 1) {
      ask(kiosk, 'inkan');
      expect(kiosk.picture()).toMatchObject({ screen: 'check', canAdd: lines < REQUESTS_MAX });
      if (lines < REQUESTS_MAX) kiosk.send({ type: 'citizen.addCertificate' });
    }
    kiosk.send({ type: 'citizen.addCertificate' });
    expect(kiosk.screen()).toBe('check');
    kiosk.send({ type: 'citizen.removeCertificate', index: 0 });
    expect(kiosk.picture().canAdd).toBe(true);
  });
});

describe('before closing time (R82)', () => {
  const tooMany: SessionEvent = {
    type: 'centre.refused',
    code: 'tooManyBeforeClosing',
    scope: 'request',
    sets_max: 2,
  };

  it('R82: too many sets lead back to the check, which says how many can still be printed; fewer go on', () => {
    const kiosk = stage();
    toCheck(kiosk, 3);
    kiosk.send({ type: 'citizen.confirm' }, tooMany);
    expect(kiosk.picture()).toMatchObject({ screen: 'refusal', code: 'tooManyBeforeClosing', sets_max: 2 });
    kiosk.send({ type: 'citizen.acknowledge' });
    expect(kiosk.picture()).toMatchObject({ screen: 'check', code: null, sets_max: 2 });
    kiosk.send({ type: 'citizen.back' }, { type: 'citizen.chooseCopies', copies: 2 }, { type: 'citizen.confirm' });
    kiosk.send(documents([1, 1]), { type: 'print.ready' });
    expect(kiosk.screen()).toBe('pay');
    kiosk.send({ type: 'citizen.cancel' });
    expect(kiosk.count('cash.charge')).toBe(0);
  });

  it('D10: is forgotten with the session', () => {
    const kiosk = stage();
    toCheck(kiosk);
    kiosk.send({ type: 'citizen.confirm' }, tooMany, { type: 'citizen.acknowledge' }, { type: 'citizen.cancel' });
    expect(kiosk.picture()).toMatchObject({ screen: 'idle', sets_max: null });
  });
});

describe('the year and moment of the documents (R58, R60, R61, D14)', () => {
  const of = (changes: Partial<CertificateSet>): SessionEvent => {
    const ready = documents([1], 'kazeiShotoku');
    if (ready.type !== 'centre.documentsReady') throw new Error('not documents');
    return { ...ready, sets: ready.sets.map((set) => ({ ...set, ...changes })) };
  };

  function toFetching(kiosk: Stage): void {
    toList(kiosk, [KAZEI, JUMINHYO]);
    ask(kiosk, 'kazeiShotoku');
    kiosk.send({ type: 'citizen.confirm' });
  }

  it('R60, D14: are those of the checked documents, told before any money', () => {
    const kiosk = stage();
    toFetching(kiosk);
    kiosk.send(of({ taxYear: 2024, asOf_epoch_ms: 1_744_765_200_000 }), { type: 'print.ready' });
    expect(kiosk.picture()).toMatchObject({
      screen: 'pay',
      documents: [{ typeId: 'kazeiShotoku', taxYear: 2024, asOf_epoch_ms: 1_744_765_200_000 }],
    });
  });

  it.each([2023, 2025, undefined])('R60: a document of year %s is not sold for the year that was shown', (taxYear) => {
    const kiosk = stage();
    toFetching(kiosk);
    expect(kiosk.during(() => kiosk.send(of({ taxYear })))).toEqual(['centre.abandon']);
    expect(kiosk.picture()).toMatchObject({ screen: 'refusal', code: 'documentForeign' });
    expect(kiosk.count('cash.begin')).toBe(0);
  });

  it('R60: a certificate without a year may not come with one', () => {
    const kiosk = stage();
    toCheck(kiosk);
    const ready = documents([1]);
    if (ready.type !== 'centre.documentsReady') throw new Error('not documents');
    kiosk.send({ type: 'citizen.confirm' });
    kiosk.send({ ...ready, sets: ready.sets.map((set) => ({ ...set, taxYear: 2024 })) });
    expect(kiosk.picture()).toMatchObject({ screen: 'refusal', code: 'documentForeign' });
  });
});
