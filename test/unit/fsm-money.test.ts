import { describe, expect, it } from 'vitest';
import { DELAYS, documents, putIn, stage, toCheck, toPay, totals, type Stage } from './fsm-stage.ts';

/** Answers the devices give until everything is back. */
function giveBack(kiosk: Stage, paid_yen: number, short_yen = 0): void {
  kiosk.send({ type: 'cash.fixed', totals: totals(300, paid_yen) });
  kiosk.send({ type: 'cash.paidOut', paid_yen, short_yen });
}

describe('paying', () => {
  it('R82: a note in escrow is stacked while the promise of change holds with it, and handed back otherwise', () => {
    const kiosk = stage();
    toPay(kiosk);
    kiosk.send({ type: 'cash.escrowed', escrowId: 'e1', acceptable: true });
    expect(kiosk.last('cash.stackEscrow')).toEqual({ type: 'cash.stackEscrow', escrowId: 'e1' });
    kiosk.send({ type: 'cash.escrowed', escrowId: 'e2', acceptable: false });
    expect(kiosk.last('cash.returnEscrow')).toEqual({ type: 'cash.returnEscrow', escrowId: 'e2' });
  });

  it('a note that reaches escrow after the deposit was shut is handed back', () => {
    const kiosk = stage();
    toPay(kiosk);
    putIn(kiosk, 300);
    kiosk.send({ type: 'citizen.printStart' }, { type: 'cash.escrowed', escrowId: 'e9', acceptable: true });
    expect(kiosk.count('cash.stackEscrow')).toBe(0);
    expect(kiosk.last('cash.returnEscrow')).toEqual({ type: 'cash.returnEscrow', escrowId: 'e9' });
  });

  it.each(['citizen.cancel', 'cash.returnLever'] as const)('%s shuts the deposit and gives everything back', (type) => {
    const kiosk = stage();
    toPay(kiosk);
    putIn(kiosk, 100);
    expect(kiosk.during(() => kiosk.send({ type }))).toEqual(['centre.abandon', 'cash.fix']);
    expect(kiosk.during(() => kiosk.send({ type: 'cash.fixed', totals: totals(300, 100) }))).toEqual(['cash.refund']);
    expect(kiosk.screen()).toBe('refunding');
    kiosk.send({ type: 'cash.paidOut', paid_yen: 100, short_yen: 0 });
    expect(kiosk.picture().items).toEqual([{ item: 'change', gone: false }]);
    kiosk.send({ type: 'citizen.confirmTaken' });
    expect(kiosk.last('session.end')).toEqual({ type: 'session.end', outcome: 'abandoned', reason: 'citizen' });
  });

  it('the return lever does nothing while no money is in', () => {
    const kiosk = stage();
    toPay(kiosk);
    kiosk.send({ type: 'cash.returnLever' });
    expect(kiosk.screen()).toBe('pay');
  });

  it('every coin starts the time-out anew; a report without movement does not', () => {
    const kiosk = stage();
    toPay(kiosk);
    kiosk.clock.advance(180_000);
    putIn(kiosk, 100);
    kiosk.clock.advance(180_000);
    expect(kiosk.picture().warning).toBe(false);
    putIn(kiosk, 100);
    kiosk.clock.advance(1_000);
    expect(kiosk.picture().warning).toBe(true);
  });

  it('a citizen who walks away gets the money back, also when it was enough', () => {
    const kiosk = stage();
    toPay(kiosk);
    putIn(kiosk, 500);
    expect(kiosk.during(() => kiosk.clock.advance(201_000))).toEqual(['centre.abandon', 'cash.fix']);
    giveBack(kiosk, 500);
    expect(kiosk.screen()).toBe('takeItems');
    expect(kiosk.count('print.leaf')).toBe(0);
  });

  it('R11: a deposit that is no longer enough once it is fixed is given back', () => {
    const kiosk = stage();
    toPay(kiosk);
    putIn(kiosk, 300);
    kiosk.send({ type: 'citizen.printStart' }, { type: 'cash.fixed', totals: totals(300, 200) });
    expect(kiosk.screen()).toBe('refunding');
    expect(kiosk.count('cash.charge')).toBe(0);
    expect(kiosk.count('cash.fix')).toBe(1);
    kiosk.send({ type: 'cash.paidOut', paid_yen: 200, short_yen: 0 });
    expect(kiosk.picture()).toMatchObject({ screen: 'refusal', code: 'cashFault' });
  });

  it('a cash device that fails gives back what it can; the rest stands on a slip', () => {
    const kiosk = stage();
    toPay(kiosk);
    putIn(kiosk, 1000);
    kiosk.send({ type: 'cash.failed', code: 'hopperJam' }, { type: 'cash.failed', code: 'hopperJam' });
    expect(kiosk.count('cash.refund')).toBe(1);
    kiosk.send({ type: 'slip.opened', claimNumber: 'M-1', amount_yen: 500 });
    kiosk.send({ type: 'cash.paidOut', paid_yen: 500, short_yen: 500 });
    expect(kiosk.picture()).toMatchObject({ screen: 'refusal', code: 'hopperJam' });
    expect(kiosk.during(() => kiosk.send({ type: 'citizen.acknowledge' }))).toEqual(['print.slip']);
    expect(kiosk.picture()).toMatchObject({ screen: 'slip', slip: { claimNumber: 'M-1', amount_yen: 500 } });
    kiosk.send({ type: 'print.slipFailed', code: 'printerPaper' });
    kiosk.send({ type: 'citizen.acknowledge' });
    expect(kiosk.last('slip.settle')).toEqual({ type: 'slip.settle', claimNumber: 'M-1', how: 'shown' });
    expect(kiosk.picture().items.map(({ item }) => item)).toEqual(['change']);
  });

  it('a short payout whose slip comes later does not end the session before its number was shown', () => {
    const kiosk = stage();
    toPay(kiosk);
    putIn(kiosk, 100);
    kiosk.send({ type: 'citizen.cancel' });
    giveBack(kiosk, 0, 100);
    expect(kiosk.count('session.end')).toBe(0);
    kiosk.send({ type: 'slip.opened', claimNumber: 'M-2', amount_yen: 100 });
    expect(kiosk.screen()).toBe('slip');
    kiosk.send({ type: 'print.slipDone' });
    kiosk.clock.advance(DELAYS.slip_shows_ms + DELAYS.citizen_answers_warning_ms);
    expect(kiosk.last('slip.settle')).toEqual({ type: 'slip.settle', claimNumber: 'M-2', how: 'printed' });
  });

  it('a deposit that does not settle is refunded by the books', () => {
    const kiosk = stage();
    toPay(kiosk);
    putIn(kiosk, 300);
    kiosk.send({ type: 'citizen.printStart' });
    expect(kiosk.during(() => kiosk.clock.advance(15_000))).toEqual(['centre.abandon', 'cash.refund']);
    // The answer that came too late changes nothing.
    kiosk.send({ type: 'cash.fixed', totals: totals(300, 300) });
    expect(kiosk.screen()).toBe('refunding');
    expect(kiosk.count('report.unexpected')).toBe(0);
  });

  it('a payout without an answer does not hold the kiosk for ever', () => {
    const kiosk = stage();
    toPay(kiosk);
    putIn(kiosk, 100);
    kiosk.send({ type: 'citizen.cancel' }, { type: 'cash.fixed', totals: totals(300, 100) });
    kiosk.clock.advance(121_000);
    expect(kiosk.last('cash.abandonPayout')).toEqual({ type: 'cash.abandonPayout' });
    kiosk.clock.advance(30_000);
    expect(kiosk.last('session.end')).toEqual({ type: 'session.end', outcome: 'abandoned', reason: 'citizen' });
    // A slip that the books open after that is shown to whoever is still there.
    kiosk.send({ type: 'slip.opened', claimNumber: 'M-3', amount_yen: 100 });
    expect(kiosk.screen()).toBe('slip');
  });
});

describe('nothing is taken for nothing', () => {
  it.each(['cell.lost', 'centre.failed'] as const)('%s while paying: everything back, then the reason', (type) => {
    const kiosk = stage();
    toPay(kiosk);
    putIn(kiosk, 300);
    kiosk.send(type === 'cell.lost' ? { type } : { type, code: 'centreUnreachable' });
    giveBack(kiosk, 300);
    expect(kiosk.picture()).toMatchObject({
      screen: 'refusal',
      code: type === 'cell.lost' ? 'cellLost' : 'centreUnreachable',
    });
  });

  it('R73: a fee that differs from the one shown is refused before money', () => {
    const kiosk = stage();
    toCheck(kiosk);
    kiosk.send({ type: 'citizen.confirm' }, documents([1], 'juminhyo', 310));
    expect(kiosk.picture()).toMatchObject({ screen: 'refusal', code: 'catalogueDiffers' });
    expect(kiosk.count('cash.begin')).toBe(0);
  });

  it('R74: there is no way without a fee', () => {
    const kiosk = stage();
    toCheck(kiosk);
    kiosk.send({ type: 'citizen.confirm' }, documents([1], 'juminhyo', 0));
    expect(kiosk.screen()).toBe('refusal');
    expect(kiosk.count('cash.begin')).toBe(0);
  });

  it('R72, D5: documents that are not exactly what was asked for are refused before money', () => {
    for (const wrong of [documents([1, 1]), documents([]), documents([1], 'inkan'), documents([0])]) {
      const kiosk = stage();
      toCheck(kiosk);
      kiosk.send({ type: 'citizen.confirm' }, wrong);
      expect(kiosk.picture()).toMatchObject({ screen: 'refusal', code: 'centreReply' });
      expect(kiosk.count('cash.begin')).toBe(0);
    }
  });

  it('D4: a reply after the time-out belongs to a dead transaction', () => {
    const kiosk = stage();
    toCheck(kiosk);
    kiosk.send({ type: 'citizen.confirm' });
    kiosk.clock.advance(60_000);
    expect(kiosk.picture()).toMatchObject({ screen: 'refusal', code: 'centreTimeout' });
    kiosk.send(documents([1]));
    expect(kiosk.screen()).toBe('refusal');
    expect(kiosk.count('cash.begin')).toBe(0);
  });

  it('R95: a printer that is not ready is told before money', () => {
    const kiosk = stage();
    toCheck(kiosk);
    kiosk.send({ type: 'citizen.confirm' }, documents([1]), { type: 'print.notReady', code: 'printerPaper' });
    expect(kiosk.picture()).toMatchObject({ screen: 'refusal', code: 'printerPaper' });
    expect(kiosk.last('centre.abandon')).toEqual({ type: 'centre.abandon', reason: 'printer' });
    expect(kiosk.count('cash.begin')).toBe(0);
  });
});
