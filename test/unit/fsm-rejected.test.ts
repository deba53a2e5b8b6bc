/** A coin or note that came back is explained on the pay screen (R83), and only while that helps. */
import { describe, expect, it } from 'vitest';
import type { SessionEvent } from '../../fsm/events.ts';
import { DELAYS, putIn, stage, toPay, totals, type Stage } from './fsm-stage.ts';

const AGAIN: SessionEvent = { type: 'cash.rejected', group: 'insertAgain' };
const NOT_NOW: SessionEvent = { type: 'cash.rejected', group: 'notNow' };

function paying(): Stage {
  const kiosk = stage();
  toPay(kiosk);
  return kiosk;
}

describe('R83: a coin or note that came back', () => {
  it('is explained for a moment, the newest one from its own moment on', () => {
    const kiosk = paying();
    kiosk.send(AGAIN);
    expect(kiosk.picture()).toMatchObject({ screen: 'pay', rejected: 'insertAgain' });
    kiosk.clock.advance(DELAYS.rejection_shows_ms - 1);
    kiosk.send(NOT_NOW);
    kiosk.clock.advance(DELAYS.rejection_shows_ms - 1);
    expect(kiosk.picture().rejected).toBe('notNow');
    kiosk.clock.advance(1);
    expect(kiosk.picture()).toMatchObject({ screen: 'pay', rejected: null });
  });

  it('is over as soon as the next one is inside, with totals that count it', () => {
    const kiosk = paying();
    kiosk.send(AGAIN);
    putIn(kiosk, 100);
    expect(kiosk.picture()).toMatchObject({ rejected: null, totals: { credit_yen: 100 } });
  });

  it('stays explained when totals come without a piece, or a note goes back out of escrow', () => {
    const kiosk = paying();
    kiosk.send({ type: 'cash.totals', totals: totals(300, 0, { escrow_yen: 1000 }) }, AGAIN);
    kiosk.send({ type: 'cash.totals', totals: totals(300, 0, { escrow_yen: 1000 }) });
    putIn(kiosk, 0);
    expect(kiosk.picture()).toMatchObject({ rejected: 'insertAgain', totals: { escrow_yen: 0 } });
  });

  it.each(['citizen.cancel', 'citizen.printStart'] as const)('is forgotten when %s leaves the pay screen', (type) => {
    const kiosk = paying();
    putIn(kiosk, 300);
    kiosk.send(AGAIN, { type });
    expect(kiosk.screen()).not.toBe('pay');
    expect(kiosk.picture().rejected).toBeNull();
  });

  it('is not explained outside of the pay screen, and is no unexpected event there', () => {
    const kiosk = stage();
    kiosk.send(AGAIN);
    expect(kiosk.picture()).toMatchObject({ screen: 'idle', rejected: null });
    toPay(kiosk);
    expect(kiosk.picture()).toMatchObject({ screen: 'pay', rejected: null });
    putIn(kiosk, 300);
    kiosk.send({ type: 'citizen.printStart' }, AGAIN);
    expect(kiosk.picture()).toMatchObject({ screen: 'closingDeposit', rejected: null });
    expect(kiosk.count('report.unexpected')).toBe(0);
  });

  it('moves no money and gives no more time', () => {
    const kiosk = paying();
    kiosk.clock.advance(DELAYS.citizen_pays_ms - 1);
    expect(kiosk.during(() => kiosk.send(AGAIN))).toEqual([]);
    kiosk.clock.advance(1);
    expect(kiosk.picture()).toMatchObject({ warning: true, rejected: 'insertAgain' });
  });
});
