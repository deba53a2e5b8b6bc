import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mermaid } from '../../scripts/generate/diagram.ts';
import type { Screen } from '../../fsm/events.ts';
import {
  authenticated,
  documents,
  enterPin,
  putIn,
  stage,
  toCardRead,
  toCertificate,
  toCheck,
  toNotes,
  toPay,
  toPrinting,
  toSetCard,
  type Stage,
} from './fsm-stage.ts';

describe('open or closed', () => {
  it('D9: nobody is served until supervision has spoken', () => {
    const kiosk = stage('cardOff', false);
    kiosk.send({ type: 'citizen.openGovernmentService' });
    expect(kiosk.screen()).toBe('outOfService');
  });

  it('R77–R80: the reasons are a set; the last one to go opens the service', () => {
    const kiosk = stage();
    kiosk.send({ type: 'service.reasons', reasons: ['closedNow', 'printerPaper'] });
    expect(kiosk.picture()).toMatchObject({ screen: 'outOfService', reasons: ['closedNow', 'printerPaper'] });
    kiosk.send({ type: 'service.reasons', reasons: ['printerPaper'] });
    expect(kiosk.screen()).toBe('outOfService');
    kiosk.send({ type: 'service.reasons', reasons: [] });
    expect(kiosk.screen()).toBe('idle');
  });

  it('a kiosk that is being drained lets the running session end and begins no other', () => {
    const kiosk = stage();
    toPrinting(kiosk);
    kiosk.send({ type: 'service.drain', draining: true });
    kiosk.send({ type: 'print.leafDone', set: 0, leaf: 0 }, { type: 'print.receiptDone' });
    kiosk.send({ type: 'citizen.confirmTaken' }, { type: 'citizen.openGovernmentService' });
    expect(kiosk.picture()).toMatchObject({ screen: 'outOfService', draining: true });
  });

  it('a reason closes the menu but not a session that has begun', () => {
    const kiosk = stage();
    kiosk.send({ type: 'citizen.openGovernmentService' }, { type: 'service.reasons', reasons: ['closedNow'] });
    expect(kiosk.screen()).toBe('outOfService');
    const drained = stage();
    drained.send({ type: 'citizen.openGovernmentService' }, { type: 'service.drain', draining: true });
    expect(drained.screen()).toBe('outOfService');
    const busy = stage();
    toCardRead(busy);
    busy.send({ type: 'service.reasons', reasons: ['printerPaper'] });
    expect(busy.screen()).toBe('pin');
  });

  it('a reason keeps the citizen from paying', () => {
    const atCheck = stage();
    toCheck(atCheck);
    atCheck.send({ type: 'service.reasons', reasons: ['printerPaper'] }, { type: 'citizen.confirm' });
    expect(atCheck.picture()).toMatchObject({ screen: 'refusal', code: 'printerPaper' });
    const fetched = stage();
    toCheck(fetched);
    fetched.send({ type: 'citizen.confirm' }, documents([1]), { type: 'service.reasons', reasons: ['hopperEmpty'] });
    fetched.send({ type: 'print.ready' });
    expect(fetched.picture()).toMatchObject({ screen: 'refusal', code: 'hopperEmpty' });
    expect(fetched.count('cash.begin')).toBe(0);
  });

  it('a reason shuts a deposit without money; with money inside the citizen goes on', () => {
    const empty = stage();
    toPay(empty);
    empty.send({ type: 'service.reasons', reasons: ['printerPaper'] });
    expect(empty.screen()).toBe('refunding');
    const filled = stage();
    toPay(filled);
    putIn(filled, 100);
    filled.send({ type: 'service.reasons', reasons: ['printerPaper'] });
    expect(filled.screen()).toBe('pay');
  });

  it('R82: closing time stops what has not begun, and nothing else', () => {
    const idle = stage();
    idle.send({ type: 'service.reasons', reasons: ['closedNow'] });
    expect(idle.screen()).toBe('outOfService');
    const atCheck = stage();
    toCheck(atCheck);
    atCheck.send({ type: 'service.reasons', reasons: ['closedNow'] }, { type: 'citizen.confirm' });
    atCheck.send(documents([1]), { type: 'print.ready' }, { type: 'service.reasons', reasons: ['serviceEnded'] });
    expect(atCheck.screen()).toBe('pay');
    // A fault is told before the closing time that hides it.
    const broken = stage();
    toCheck(broken);
    broken.send({ type: 'service.reasons', reasons: ['closedNow', 'printerPaper'] }, { type: 'citizen.confirm' });
    expect(broken.picture()).toMatchObject({ screen: 'refusal', code: 'printerPaper' });
  });

  it('R82: who has not paid when printing would end after closing gets everything back', () => {
    const paying = stage();
    toPay(paying);
    putIn(paying, 100);
    expect(paying.during(() => paying.send({ type: 'service.timeOver' }))).toContain('centre.abandon');
    expect(paying.screen()).toBe('refunding');
    paying.send({ type: 'cash.fixed', totals: { ...paying.picture().totals } });
    paying.send({ type: 'cash.paidOut', paid_yen: 100, short_yen: 0 });
    expect(paying.picture()).toMatchObject({ screen: 'refusal', code: 'closedNow' });
    const notYet = stage();
    toCheck(notYet);
    notYet.send({ type: 'service.timeOver' });
    expect(notYet.screen()).toBe('check');
  });

  it('R80: a municipality that refuses at the card is named on the message', () => {
    const kiosk = stage();
    toSetCard(kiosk);
    kiosk.send({ type: 'card.inserted' }, { type: 'card.identified', tries: 3, expired: false, sameCard: true });
    kiosk.send({ type: 'centre.refused', code: 'closedNow', scope: 'session', municipalityId: 'mihon' });
    expect(kiosk.picture()).toMatchObject({ screen: 'refusal', code: 'closedNow', municipalityId: 'mihon' });
  });

  it('a slip of a session that a crash ended is shown at once', () => {
    const kiosk = stage('cardOff', false);
    expect(kiosk.during(() => kiosk.send({ type: 'slip.opened', claimNumber: 'M-1', amount_yen: 500 }))).toEqual([
      'print.slip',
    ]);
    kiosk.send({ type: 'print.slipDone' }, { type: 'citizen.acknowledge' });
    expect(kiosk.last('slip.settle')).toEqual({ type: 'slip.settle', claimNumber: 'M-1', how: 'printed' });
    expect(kiosk.count('session.end')).toBe(0);
  });
});

describe('waiting', () => {
  const screens: readonly (readonly [Screen, number, (kiosk: Stage) => void])[] = [
    ['governmentMenu', 120_000, (kiosk) => kiosk.send({ type: 'citizen.openGovernmentService' })],
    ['notes', 120_000, toNotes],
    ['setCard', 61_000, toSetCard],
    ['pin', 62_000, toCardRead],
    ['lastTry', 120_000, (kiosk) => toCardRead(kiosk, 1)],
    ['takeCard', 30_000, (kiosk) => (toCardRead(kiosk), enterPin(kiosk), kiosk.send(authenticated()))],
    ['certificate', 90_000, toCertificate],
    [
      'items',
      90_000,
      (kiosk) => (toCertificate(kiosk), kiosk.send({ type: 'citizen.chooseCertificate', typeId: 'juminhyo' })),
    ],
    [
      'copies',
      90_000,
      (kiosk) => (toCertificate(kiosk), kiosk.send({ type: 'citizen.chooseCertificate', typeId: 'inkan' })),
    ],
    ['check', 90_000, toCheck],
    ['pay', 181_000, toPay],
    [
      'refusal',
      120_000,
      (kiosk) => (toSetCard(kiosk), kiosk.send({ type: 'card.inserted' }, { type: 'card.refused', code: 'cardJuki' })),
    ],
  ];

  it.each(screens)('%s warns after %d ms, and any answer gives more time', (screen, wait_ms, go) => {
    const kiosk = stage();
    go(kiosk);
    expect(kiosk.screen()).toBe(screen);
    kiosk.clock.advance(wait_ms - 1);
    expect(kiosk.picture().warning).toBe(false);
    kiosk.clock.advance(1);
    expect(kiosk.picture()).toMatchObject({ screen, warning: true });
    kiosk.send({ type: 'citizen.extend' });
    expect(kiosk.picture()).toMatchObject({ screen, warning: false });
    kiosk.clock.advance(wait_ms + 19_999);
    expect(kiosk.screen()).toBe(screen);
    kiosk.clock.advance(1);
    expect(kiosk.screen()).not.toBe(screen);
  });

  it.each(screens)('%s can be cancelled', (screen, _, go) => {
    const kiosk = stage();
    go(kiosk);
    expect(kiosk.picture().canCancel).toBe(true);
    kiosk.send({ type: 'citizen.cancel' });
    expect(kiosk.screen()).not.toBe(screen);
  });

  it('an unexpected event is reported by its type alone and changes nothing', () => {
    const kiosk = stage();
    expect(kiosk.during(() => kiosk.send({ type: 'print.leafDone', set: 0, leaf: 0 }))).toEqual(['report.unexpected']);
    expect(kiosk.during(() => kiosk.send({ type: 'cell.lost' }))).toEqual([]);
    expect(kiosk.status()).toBe('active');
    expect(kiosk.screen()).toBe('idle');
  });
});

describe('the diagram', () => {
  it('is the one of the chart (npm run generate)', () => {
    expect(readFileSync(new URL('../../fsm/session.mmd', import.meta.url), 'utf8')).toBe(mermaid());
  });
});
