import { describe, expect, it } from 'vitest';
import { DELAYS, stage, toCertificate, toCheck, toNotes, type Stage } from './fsm-stage.ts';

const { citizen_reads_ms: READS_MS, citizen_answers_warning_ms: WARNS_MS } = DELAYS;

/** Reads on without an answer until shortly before the session would end. */
function dawdle(kiosk: Stage): void {
  kiosk.clock.advance(READS_MS + WARNS_MS - 1);
}

describe('no time-out that cannot be put off', () => {
  it('is announced, and put off again and again by whoever is there', () => {
    const kiosk = stage();
    toNotes(kiosk);
    for (let round = 0; round < 30; round += 1) {
      dawdle(kiosk);
      expect(kiosk.picture()).toMatchObject({ screen: 'notes', warning: true, canExtend: true });
      kiosk.send({ type: 'citizen.extend' });
      expect(kiosk.picture()).toMatchObject({ screen: 'notes', warning: false });
    }
  });

  it('any touch puts it off, too, before a warning and in it', () => {
    const kiosk = stage();
    toNotes(kiosk);
    for (let round = 0; round < 30; round += 1) {
      kiosk.clock.advance(READS_MS - 1);
      kiosk.send({ type: 'screen.touched' });
    }
    expect(kiosk.picture()).toMatchObject({ screen: 'notes', warning: false });
    dawdle(kiosk);
    kiosk.send({ type: 'screen.touched' });
    expect(kiosk.picture()).toMatchObject({ screen: 'notes', warning: false });
    expect(kiosk.count('report.unexpected')).toBe(0);
  });

  it('once the session has run as long as one may, the time left runs out; what the citizen does still counts', () => {
    const kiosk = stage();
    toNotes(kiosk);
    kiosk.send({ type: 'screen.sessionLong' });
    kiosk.send({ type: 'citizen.agree' });
    expect(kiosk.screen()).toBe('setCard');
    kiosk.clock.advance(DELAYS.citizen_sets_card_ms);
    expect(kiosk.picture()).toMatchObject({ warning: true, canExtend: false });
    kiosk.send({ type: 'screen.touched' });
    kiosk.clock.advance(WARNS_MS);
    expect(kiosk.last('session.end')).toMatchObject({ outcome: 'abandoned', reason: 'timeout' });
    // The next citizen has time again.
    toNotes(kiosk);
    dawdle(kiosk);
    expect(kiosk.picture()).toMatchObject({ warning: true, canExtend: true });
  });

  it('a touch where nobody is waited for is nothing', () => {
    const kiosk = stage();
    kiosk.send({ type: 'screen.touched' }, { type: 'screen.sessionLong' }, { type: 'screen.pace', slow: true });
    expect(kiosk.screen()).toBe('idle');
    expect(kiosk.commands).toEqual([]);
  });

  it('while everything is read aloud the citizen has longer, a device has not', () => {
    const kiosk = stage('cardOff', true, () => undefined, 3);
    kiosk.send({ type: 'screen.pace', slow: true });
    toNotes(kiosk);
    kiosk.clock.advance(3 * READS_MS - 1);
    expect(kiosk.picture().warning).toBe(false);
    kiosk.clock.advance(1 + 3 * WARNS_MS - 1);
    expect(kiosk.picture()).toMatchObject({ screen: 'notes', warning: true });
    kiosk.send({ type: 'citizen.agree' }, { type: 'card.inserted' });
    kiosk.clock.advance(DELAYS.card_answers_ms);
    expect(kiosk.picture()).toMatchObject({ screen: 'setCard', code: 'cardUnreadable' });
  });
});

describe('「戻る」 before payment', () => {
  const back = { type: 'citizen.back' } as const;

  it('all the way back from the check and back again: the line stands as it was', () => {
    const kiosk = stage();
    toCheck(kiosk, 2);
    const { requests } = kiosk.picture();
    for (const screen of ['copies', 'persons', 'items', 'certificate', 'check'] as const) {
      kiosk.send(back);
      expect(kiosk.screen()).toBe(screen);
    }
    expect(kiosk.picture().requests).toEqual(requests);
    expect(kiosk.picture().draft).toBeNull();
  });

  it('a wrong type chosen on the way back does not take the line’s place until it is complete', () => {
    const kiosk = stage();
    toCheck(kiosk, 2);
    const { requests } = kiosk.picture();
    kiosk.send(back, back, back, back, { type: 'citizen.chooseCertificate', typeId: 'inkan' });
    expect(kiosk.screen()).toBe('copies');
    kiosk.send(back, back);
    expect(kiosk.picture()).toMatchObject({ screen: 'check', requests });
  });

  it('what was answered anew on the way back is what stands there', () => {
    const kiosk = stage();
    toCheck(kiosk, 2);
    kiosk.send(back, back, { type: 'citizen.choosePersons', persons: [2] });
    expect(kiosk.picture()).toMatchObject({
      screen: 'check',
      requests: [{ typeId: 'juminhyo', persons: [2], copies: 2 }],
    });
  });

  it('without a line before it there is nothing to go back to', () => {
    const kiosk = stage();
    toCertificate(kiosk);
    expect(kiosk.picture().canGoBack).toBe(false);
  });
});
