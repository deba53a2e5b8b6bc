/** 「これは私のものではありません」 in the statechart (D11): what is asked, what stops, what goes back. */
import { describe, expect, it } from 'vitest';
import { stage, toPrinting, toTakeItems, type Stage } from './fsm-stage.ts';

const REPORTED = { type: 'paper.reported', reference: '000042' } as const;

function say(kiosk: Stage): void {
  kiosk.send({ type: 'citizen.notMine' }, { type: 'citizen.confirmNotMine' }, REPORTED);
}

describe('a paper that is not the citizen’s, while printing', () => {
  it('D11: before a sheet is out there is nothing to be said about it', () => {
    const kiosk = stage();
    toPrinting(kiosk, [1, 1]);
    expect(kiosk.picture().canReport).toBe(false);
    kiosk.send({ type: 'citizen.notMine' });
    expect(kiosk.screen()).toBe('printing');
  });

  it('D11: while it is asked the leaf under way ends and the next one waits; back goes on printing', () => {
    const kiosk = stage();
    toPrinting(kiosk, [1, 1, 1]);
    kiosk.send({ type: 'print.leafDone', set: 0, leaf: 0 }, { type: 'citizen.notMine' });
    expect(kiosk.screen()).toBe('askForeign');
    expect(kiosk.during(() => kiosk.send({ type: 'print.leafDone', set: 1, leaf: 0 }))).toEqual(['set.earn']);
    expect(kiosk.during(() => kiosk.send({ type: 'citizen.back' }))).toEqual(['print.leaf']);
    expect(kiosk.screen()).toBe('printing');
    expect(kiosk.count('paper.foreign')).toBe(0);
  });

  it('D11: no answer stops nothing: printing goes on', () => {
    const kiosk = stage();
    toPrinting(kiosk, [1, 1]);
    kiosk.send({ type: 'print.leafDone', set: 0, leaf: 0 }, { type: 'citizen.notMine' });
    for (let second = 0; second < 300 && kiosk.screen() === 'askForeign'; second += 1) {
      kiosk.send({ type: 'print.progress', trouble: null });
      kiosk.clock.advance(1000);
    }
    expect(kiosk.screen()).toBe('printing');
    expect(kiosk.count('paper.foreign')).toBe(0);
  });

  it('D11, R75: confirmed, it is reported at once, no further leaf is sent, and what did not come out is paid back', () => {
    const kiosk = stage();
    toPrinting(kiosk, [1, 1, 1]);
    kiosk.send({ type: 'print.leafDone', set: 0, leaf: 0 }, { type: 'citizen.notMine' });
    expect(kiosk.during(() => kiosk.send({ type: 'citizen.confirmNotMine' }))).toEqual(['paper.foreign']);
    kiosk.send(REPORTED);
    expect(kiosk.screen()).toBe('foreignPaper');
    expect(kiosk.picture()).toMatchObject({ foreign: { reference: '000042' }, canAcknowledge: false });
    expect(kiosk.during(() => kiosk.send({ type: 'print.leafDone', set: 1, leaf: 0 }))).toEqual([
      'set.earn',
      'cash.refund',
    ]);
    kiosk.send({ type: 'cash.paidOut', paid_yen: 300, short_yen: 0 }, { type: 'print.receiptDone' });
    expect(kiosk.count('print.leaf')).toBe(2);
    expect(kiosk.last('centre.commit')).toEqual({ type: 'centre.commit', point: 'delivered' });
    expect(kiosk.screen()).toBe('foreignPaper');
    kiosk.send({ type: 'citizen.acknowledge' });
    // The reminder goes on for what is the citizen's, not for the paper.
    expect(kiosk.screen()).toBe('takeItems');
    expect(kiosk.picture().items.map(({ item }) => item)).toEqual(['receipt', 'change']);
    expect(kiosk.picture().canReport).toBe(false);
  });

  it('D11: a transaction of which no set is complete is given back to the centre', () => {
    const kiosk = stage();
    toPrinting(kiosk, [2]);
    kiosk.send({ type: 'print.leafDone', set: 0, leaf: 0 });
    say(kiosk);
    kiosk.send({ type: 'print.leafDone', set: 0, leaf: 1 });
    // Its last leaf was under way: the set came out whole, so its fee is earned.
    expect(kiosk.count('set.earn')).toBe(1);
    const other = stage();
    toPrinting(other, [3]);
    other.send({ type: 'print.leafDone', set: 0, leaf: 0 });
    say(other);
    other.send({ type: 'print.leafDone', set: 0, leaf: 1 }, { type: 'cash.paidOut', paid_yen: 300, short_yen: 0 });
    expect(other.count('set.earn')).toBe(0);
    expect(other.last('centre.abandon')).toEqual({ type: 'centre.abandon', reason: 'citizen' });
  });
});

describe('a paper that is not the citizen’s, on the last screen', () => {
  it('D11: it is asked once more, and back leads to the things to take', () => {
    const kiosk = stage();
    toTakeItems(kiosk);
    expect(kiosk.picture().canReport).toBe(true);
    kiosk.send({ type: 'citizen.notMine' });
    expect(kiosk.screen()).toBe('askForeign');
    kiosk.send({ type: 'citizen.back' });
    expect(kiosk.screen()).toBe('takeItems');
  });

  it('D11: the number stands until it is read or its time is over; then only card, receipt and change are reminded of', () => {
    const kiosk = stage();
    toTakeItems(kiosk);
    say(kiosk);
    expect(kiosk.screen()).toBe('foreignPaper');
    kiosk.clock.advance(10 * 60_000);
    expect(kiosk.screen()).not.toBe('foreignPaper');
    expect(kiosk.count('paper.foreign')).toBe(1);
    const reminded = kiosk.commands.flatMap((command) => (command.type === 'reminder.start' ? [command.items] : []));
    expect(reminded.flat()).toContain('certificate');
    expect(reminded.at(-1)).not.toContain('certificate');
    // What was handed in face down was not left behind.
    const left = kiosk.commands.flatMap((command) => (command.type === 'leftItems.record' ? command.items : []));
    expect(left).not.toContain('certificate');
  });
});
