import { describe, expect, it } from 'vitest';
import { stage, toPrinting, toTakeItems } from './fsm-stage.ts';

describe('printing', () => {
  it('R87: as long as there is progress there is no time-out, and nothing the citizen does leads out', () => {
    const kiosk = stage();
    toPrinting(kiosk);
    for (let minute = 0; minute < 60; minute += 1) {
      kiosk.clock.advance(240_000);
      kiosk.send({ type: 'print.progress', trouble: null }, { type: 'citizen.cancel' }, { type: 'citizen.back' });
    }
    expect(kiosk.screen()).toBe('printing');
    expect(kiosk.count('print.leaf')).toBe(1);
    expect(kiosk.count('print.cancelLeaf')).toBe(0);
  });

  it('R95: trouble is shown while it lasts', () => {
    const kiosk = stage();
    toPrinting(kiosk);
    kiosk.send({ type: 'print.progress', trouble: 'printerJam' });
    expect(kiosk.picture().trouble).toBe('printerJam');
    kiosk.send({ type: 'print.progress', trouble: null });
    expect(kiosk.picture().trouble).toBeNull();
  });

  it('R95: a trouble that stays ends the wait: the leaf is given up, its fee in dispute, with a slip', () => {
    const kiosk = stage();
    toPrinting(kiosk);
    const commands = kiosk.during(() => {
      for (let i = 0; i < 7; i += 1) {
        kiosk.send({ type: 'print.progress', trouble: 'printerJam' });
        kiosk.clock.advance(50_000);
      }
    });
    expect(commands).toEqual(['print.cancelLeaf', 'set.dispute', 'cash.refund']);
    kiosk.send({ type: 'slip.opened', claimNumber: 'M-1', amount_yen: 300 });
    kiosk.send({ type: 'cash.paidOut', paid_yen: 0, short_yen: 0 });
    expect(kiosk.last('centre.abandon')).toEqual({ type: 'centre.abandon', reason: 'printer' });
    kiosk.send({ type: 'citizen.acknowledge' });
    expect(kiosk.screen()).toBe('slip');
  });

  it('a leaf that comes out while it is being given up counts', () => {
    const kiosk = stage();
    toPrinting(kiosk);
    kiosk.clock.advance(300_000);
    expect(kiosk.last('print.cancelLeaf')).toEqual({ type: 'print.cancelLeaf', set: 0, leaf: 0 });
    kiosk.send({ type: 'print.leafDone', set: 0, leaf: 0 });
    expect(kiosk.count('set.earn')).toBe(1);
    expect(kiosk.count('set.dispute')).toBe(0);
  });

  it('R75: a leaf that certainly did not come out: the fees of what is missing go back, what came out is delivered', () => {
    const kiosk = stage();
    toPrinting(kiosk, [1, 1]);
    kiosk.send({ type: 'print.leafDone', set: 0, leaf: 0 });
    const failed = { type: 'print.leafFailed', set: 1, leaf: 0, outcome: 'notDone', code: 'printerJam' } as const;
    expect(kiosk.during(() => kiosk.send(failed))).toEqual(['cash.refund']);
    expect(kiosk.during(() => kiosk.send({ type: 'cash.paidOut', paid_yen: 300, short_yen: 0 }))).toEqual([
      'print.receipt',
    ]);
    kiosk.send({ type: 'print.receiptDone' });
    expect(kiosk.last('centre.commit')).toEqual({ type: 'centre.commit', point: 'delivered' });
    expect(kiosk.picture()).toMatchObject({ screen: 'refusal', code: 'printerJam' });
    kiosk.send({ type: 'citizen.acknowledge' });
    expect(kiosk.picture().items.map(({ item }) => item)).toEqual(['certificate', 'receipt', 'change']);
    kiosk.send({ type: 'citizen.confirmTaken' });
    expect(kiosk.last('session.end')).toMatchObject({ outcome: 'delivered' });
  });

  it('an unknown leaf puts the fee of its set into dispute and is never sent again', () => {
    const kiosk = stage();
    toPrinting(kiosk, [2]);
    kiosk.send({ type: 'print.leafFailed', set: 0, leaf: 0, outcome: 'unknown', code: 'leafUnknown' });
    expect(kiosk.last('set.dispute')).toEqual({ type: 'set.dispute', set: 0 });
    expect(kiosk.count('print.leaf')).toBe(1);
    expect(kiosk.count('set.earn')).toBe(0);
  });

  it('a refund waits until the change is paid: one payout after the other', () => {
    const kiosk = stage();
    toPrinting(kiosk, [1], 200);
    kiosk.send({ type: 'print.leafFailed', set: 0, leaf: 0, outcome: 'notDone', code: 'printerJam' });
    expect(kiosk.count('cash.refund')).toBe(0);
    expect(kiosk.during(() => kiosk.send({ type: 'cash.paidOut', paid_yen: 200, short_yen: 0 }))).toEqual([
      'cash.refund',
    ]);
  });

  it('another leaf than the one that is printed is reported, not counted', () => {
    const kiosk = stage();
    toPrinting(kiosk, [2]);
    kiosk.send({ type: 'print.leafDone', set: 0, leaf: 1 });
    expect(kiosk.picture().leaves.done).toBe(0);
    expect(kiosk.last('report.unexpected')).toEqual({ type: 'report.unexpected', event: 'print.leafDone' });
  });

  it('a cell that is lost while printing: the leaf on its way ends, the rest is given back', () => {
    const kiosk = stage();
    toPrinting(kiosk, [1, 1]);
    kiosk.send({ type: 'cell.lost' });
    expect(kiosk.screen()).toBe('printing');
    expect(kiosk.during(() => kiosk.send({ type: 'print.leafDone', set: 0, leaf: 0 }))).toEqual([
      'set.earn',
      'cash.refund',
    ]);
    kiosk.send({ type: 'cash.paidOut', paid_yen: 300, short_yen: 0 });
    expect(kiosk.count('print.receipt')).toBe(0);
    expect(kiosk.picture()).toMatchObject({ screen: 'refusal', code: 'cellLost' });
  });

  it('a centre that fails while printing changes nothing: the documents are here', () => {
    const kiosk = stage();
    toPrinting(kiosk);
    kiosk.send({ type: 'centre.failed', code: 'centreUnreachable' });
    expect(kiosk.picture()).toMatchObject({ screen: 'printing', code: null });
  });

  it('R85: a receipt that fails never stops the delivery', () => {
    const kiosk = stage();
    toPrinting(kiosk);
    kiosk.send({ type: 'print.leafDone', set: 0, leaf: 0 }, { type: 'print.receiptFailed', code: 'printerPaper' });
    expect(kiosk.screen()).toBe('takeItems');
    expect(kiosk.picture().items.map(({ item }) => item)).toEqual(['certificate']);
  });

  it('a slip that comes while printing is shown when the delivery is over', () => {
    const kiosk = stage();
    toPrinting(kiosk, [1], 200);
    kiosk.send({ type: 'slip.opened', claimNumber: 'M-7', amount_yen: 200 });
    kiosk.send({ type: 'cash.paidOut', paid_yen: 0, short_yen: 200 });
    expect(kiosk.screen()).toBe('printing');
    kiosk.send({ type: 'print.leafDone', set: 0, leaf: 0 }, { type: 'print.receiptDone' });
    expect(kiosk.picture()).toMatchObject({ screen: 'slip', slip: { claimNumber: 'M-7' } });
    kiosk.send({ type: 'print.slipDone' }, { type: 'citizen.acknowledge' });
    expect(kiosk.screen()).toBe('takeItems');
  });

  it('the end waits for the change', () => {
    const kiosk = stage();
    toPrinting(kiosk, [1], 200);
    kiosk.send({ type: 'print.leafDone', set: 0, leaf: 0 }, { type: 'print.receiptDone' });
    expect(kiosk.screen()).toBe('printing');
    kiosk.send({ type: 'cash.paidOut', paid_yen: 200, short_yen: 0 });
    expect(kiosk.screen()).toBe('takeItems');
  });
});

describe('what is left behind', () => {
  it('R103, D10: a card on the reader cannot be confirmed away', () => {
    const kiosk = stage('cardStays');
    toTakeItems(kiosk);
    expect(kiosk.picture().items.map(({ item }) => item)).toEqual(['card', 'certificate', 'receipt', 'change']);
    expect(kiosk.during(() => kiosk.send({ type: 'citizen.confirmTaken' }))).toEqual(['reminder.start']);
    expect(kiosk.screen()).toBe('takeItems');
    kiosk.send({ type: 'card.removed' });
    expect(kiosk.picture().items[0]).toEqual({ item: 'card', gone: true });
    kiosk.send({ type: 'citizen.confirmTaken' });
    expect(kiosk.screen()).toBe('idle');
  });

  it('R103: what a sensor still sees cannot be confirmed away either', () => {
    const kiosk = stage();
    toTakeItems(kiosk);
    kiosk.send({ type: 'sensor.presence', item: 'change', present: true }, { type: 'citizen.confirmTaken' });
    expect(kiosk.screen()).toBe('takeItems');
    kiosk.send({ type: 'sensor.presence', item: 'change', present: false }, { type: 'citizen.confirmTaken' });
    expect(kiosk.screen()).toBe('idle');
  });

  it('R103, D10: nobody answers: what was not seen to go is recorded for the staff, and the session ends', () => {
    const kiosk = stage('cardStays');
    toTakeItems(kiosk);
    kiosk.send({ type: 'sensor.presence', item: 'change', present: false });
    expect(kiosk.during(() => kiosk.clock.advance(182_000))).toEqual([
      'leftItems.record',
      'reminder.stop',
      'session.end',
    ]);
    expect(kiosk.last('leftItems.record')).toEqual({
      type: 'leftItems.record',
      items: ['card', 'certificate', 'receipt'],
    });
  });

  it('a slip that comes on the last screen is shown, then the things to take once more', () => {
    const kiosk = stage();
    toTakeItems(kiosk);
    kiosk.send({ type: 'slip.opened', claimNumber: 'M-8', amount_yen: 300 });
    expect(kiosk.screen()).toBe('slip');
    kiosk.send({ type: 'print.slipDone' }, { type: 'citizen.acknowledge' });
    expect(kiosk.screen()).toBe('takeItems');
  });
});
