/** Staff mode in the statechart: who is let in, what can be gone back, and what is asked to be booked when. */
import { describe, expect, it } from 'vitest';
import type { SessionEvent } from '../../fsm/events.ts';
import { DELAYS, stage, toCertificate, toNotes, toPay, type Stage } from './fsm-stage.ts';

const KEY_ON: SessionEvent = { type: 'staff.keySwitch', on: true };
const KEY_OFF: SessionEvent = { type: 'staff.keySwitch', on: false };
const COUNTS: SessionEvent = {
  type: 'staff.count',
  counts: [{ unitId: 'hopper-100', denomination_yen: 100, count: 12 }],
};

function toCount(kiosk: Stage): void {
  kiosk.send(
    KEY_ON,
    { type: 'staff.choose', task: 'collect' },
    { type: 'staff.chooseUnit', unitId: 'hopper-100' },
    { type: 'staff.next' },
  );
}

describe('the way into staff mode', () => {
  it('the key opens it from idle, in service or out of it', () => {
    const open = stage();
    expect(open.during(() => open.send(KEY_ON))).toEqual(['staff.opened']);
    expect(open.screen()).toBe('staffMenu');
    const closed = stage('cardOff', false);
    closed.send({ type: 'service.reasons', reasons: ['printerJam'] });
    closed.send(KEY_ON);
    expect(closed.screen()).toBe('staffMenu');
  });

  it('never while a session is open: before, in and after payment the key waits for the end', () => {
    for (const walk of [toNotes, toCertificate, toPay]) {
      const kiosk = stage();
      walk(kiosk);
      const { screen } = kiosk.picture();
      expect(kiosk.during(() => kiosk.send(KEY_ON))).toEqual([]);
      expect(kiosk.screen()).toBe(screen);
      expect(kiosk.count('staff.opened')).toBe(0);
    }
    const kiosk = stage();
    toNotes(kiosk);
    kiosk.send(KEY_ON, { type: 'citizen.cancel' });
    expect(kiosk.screen()).toBe('staffMenu');
    expect(kiosk.count('session.end')).toBe(1);
  });

  it('a key that was turned back before the session ended opens nothing', () => {
    const kiosk = stage();
    toNotes(kiosk);
    kiosk.send(KEY_ON, KEY_OFF, { type: 'citizen.cancel' });
    expect(kiosk.screen()).toBe('idle');
  });

  it('nobody is served while it is open: no touch of a citizen begins anything', () => {
    const kiosk = stage();
    kiosk.send(KEY_ON, { type: 'citizen.openGovernmentService' }, { type: 'citizen.openCertificateService' });
    expect(kiosk.screen()).toBe('staffMenu');
    expect(kiosk.count('session.begin')).toBe(0);
  });

  it('the code: a wrong one stays on the pad, the right one opens, and the digits are wiped whichever way', () => {
    const kiosk = stage();
    kiosk.send({ type: 'staff.knock' });
    expect(kiosk.screen()).toBe('staffCode');
    expect(kiosk.during(() => kiosk.send({ type: 'staff.enterCode' }))).toEqual(['staff.checkCode']);
    kiosk.send({ type: 'staff.codeRefused', code: 'staffCodeWrong' });
    expect(kiosk.picture()).toMatchObject({ screen: 'staffCode', staff: { code: 'staffCodeWrong' } });
    kiosk.send({ type: 'staff.enterCode' });
    expect(kiosk.during(() => kiosk.send({ type: 'staff.codeRight' }))).toEqual(['staff.wipeCode', 'staff.opened']);
    const left = stage();
    left.send({ type: 'staff.knock' });
    expect(left.during(() => left.send({ type: 'citizen.back' }))).toEqual(['staff.wipeCode']);
    expect(left.screen()).toBe('idle');
    // An answer that comes after the pad was left lets nobody in.
    left.send({ type: 'staff.codeRight' });
    expect(left.screen()).toBe('idle');
  });

  it('a forgotten pad gives the kiosk back to citizens', () => {
    const kiosk = stage();
    kiosk.send({ type: 'staff.knock' });
    kiosk.clock.advance(DELAYS.citizen_enters_pin_ms);
    expect(kiosk.screen()).toBe('idle');
  });
});

describe('counted work', () => {
  it('is written as begun when the box is opened, and booked by 「確定」 alone', () => {
    const kiosk = stage();
    expect(kiosk.during(() => toCount(kiosk))).toEqual(['staff.opened', 'staff.beginExchange']);
    expect(kiosk.during(() => kiosk.send(COUNTS))).toEqual([]);
    expect(kiosk.picture()).toMatchObject({ screen: 'staffReview', staff: { counts: [{ count: 12 }], busy: false } });
    expect(kiosk.during(() => kiosk.send({ type: 'staff.confirm' }, { type: 'staff.confirm' }))).toEqual([
      'staff.book',
      'report.unexpected',
    ]);
    expect(kiosk.picture().staff?.busy).toBe(true);
    expect(kiosk.during(() => kiosk.send({ type: 'staff.booked' }))).toEqual(['staff.printSheet']);
    expect(kiosk.picture()).toMatchObject({ screen: 'staffDone', staff: { print: 'printing' } });
    kiosk.send({ type: 'staff.printFailed', code: 'printerJam' });
    expect(kiosk.picture().staff?.print).toBe('failed');
    expect(kiosk.during(() => kiosk.send({ type: 'staff.print' }))).toEqual(['staff.printSheet']);
    kiosk.send({ type: 'staff.printed' }, { type: 'staff.next' });
    expect(kiosk.screen()).toBe('staffMenu');
  });

  it('can be gone back step by step; leaving the opened box says that nothing was moved', () => {
    const kiosk = stage();
    toCount(kiosk);
    kiosk.send(COUNTS);
    const screens = ['staffCount', 'staffOpen', 'staffUnits', 'staffMenu'].map((screen) => {
      kiosk.send({ type: 'citizen.back' });
      return [screen, kiosk.screen()];
    });
    for (const [wanted, shown] of screens) expect(shown).toBe(wanted);
    expect(kiosk.count('staff.dropExchange')).toBe(1);
    expect(kiosk.count('staff.book')).toBe(0);
  });

  it('a refusal of the books stands on the review, and the counts are still there', () => {
    const kiosk = stage();
    toCount(kiosk);
    kiosk.send(COUNTS, { type: 'staff.confirm' }, { type: 'staff.refused', code: 'staffNotNow' });
    expect(kiosk.picture()).toMatchObject({
      screen: 'staffReview',
      canGoBack: true,
      staff: { code: 'staffNotNow', counts: [{ count: 12 }] },
    });
  });

  it.each(['staffCountInvalid', 'staffCountUnlikely'] as const)('after %s it is typed again, from nothing', (code) => {
    const kiosk = stage();
    toCount(kiosk);
    kiosk.send(COUNTS, { type: 'staff.confirm' }, { type: 'staff.refused', code });
    expect(kiosk.picture()).toMatchObject({ screen: 'staffCount', staff: { code, counts: [] } });
  });

  it('books that never answer leave the work open: the menu shows it', () => {
    const kiosk = stage();
    toCount(kiosk);
    kiosk.send(COUNTS, { type: 'staff.confirm' });
    kiosk.clock.advance(DELAYS.cash_settles_ms);
    expect(kiosk.picture()).toMatchObject({ screen: 'staffMenu', staff: { code: 'ledgerUnusable' } });
  });
});

describe('the way out', () => {
  it('without a touch a warning comes, then citizens are served again; typing counts as a touch', () => {
    const kiosk = stage();
    toCount(kiosk);
    kiosk.clock.advance(DELAYS.staff_works_ms - 1);
    kiosk.send({ type: 'staff.touch' });
    kiosk.clock.advance(DELAYS.staff_works_ms - 1);
    expect(kiosk.picture().warning).toBe(false);
    kiosk.clock.advance(1);
    expect(kiosk.picture()).toMatchObject({ warning: true, screen: 'staffCount' });
    kiosk.send({ type: 'citizen.extend' });
    expect(kiosk.picture().warning).toBe(false);
    kiosk.clock.advance(DELAYS.staff_works_ms + DELAYS.citizen_answers_warning_ms);
    expect(kiosk.screen()).toBe('idle');
    expect(kiosk.count('staff.closed')).toBe(1);
    expect(kiosk.count('staff.book')).toBe(0);
  });

  it('the key that is still turned does not open it again; turned back and on it does', () => {
    const kiosk = stage();
    kiosk.send(KEY_ON, { type: 'citizen.cancel' });
    expect(kiosk.screen()).toBe('idle');
    kiosk.send(KEY_OFF, KEY_ON);
    expect(kiosk.screen()).toBe('staffMenu');
    kiosk.send(KEY_OFF);
    expect(kiosk.screen()).toBe('idle');
  });

  it('a slip that was opened meanwhile is shown afterwards', () => {
    const kiosk = stage();
    kiosk.send(KEY_ON, { type: 'slip.opened', claimNumber: '000009', amount_yen: 300 });
    expect(kiosk.screen()).toBe('staffMenu');
    kiosk.send({ type: 'citizen.cancel' });
    expect(kiosk.picture()).toMatchObject({ screen: 'slip', slip: { claimNumber: '000009' } });
  });

  it('nothing of what staff typed outlives staff mode', () => {
    const kiosk = stage();
    toCount(kiosk);
    kiosk.send(COUNTS, { type: 'citizen.cancel' });
    expect(kiosk.picture().staff).toBeNull();
    kiosk.send(KEY_OFF, KEY_ON);
    expect(kiosk.picture().staff).toMatchObject({ task: null, unitId: null, counts: [], claimNumber: null });
  });
});
