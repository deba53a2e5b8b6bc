/**
 * What every cash changer owes its session, whatever it is made of: one suite, run against each make on its own wire with
 * virtual hardware. A new make adds a row to `MAKES`.
 */
import { describe, expect, test } from 'vitest';
import type { PayOrder } from '../../drivers/cash-changer.ts';
import { sumOfPieces } from '../../src/base/yen.ts';
import { insertPiece, type CashMake } from '../simulation/hardware.ts';
import { Bench, SETTLES_MS, type Outcome } from './changer-bench.ts';

/** Each make with its way to order 200 yen. */
const MAKES: readonly (readonly [CashMake, PayOrder])[] = [
  ['composite', { type: 'payPieces', unitId: 'hopper-100', denomination_yen: 100, count: 2 }],
  ['onePiece', { type: 'payAmount', amount_yen: 200 }],
];

const COINS_YEN = [10, 50, 100, 500];

function paidBy(outcome: Outcome | undefined): number {
  return outcome?.moved.type === 'paid' ? sumOfPieces(outcome.moved.pieces) : 0;
}

describe.each(MAKES)('every cash changer, here %s', (make, pay200) => {
  test('says once what it can, then that it is online, and takes nothing', () => {
    const bench = new Bench(make);
    expect(bench.of('capabilities')).toHaveLength(1);
    const { accepts_yen, pays, paysByPlan } = bench.of('capabilities')[0]!.capabilities;
    expect(accepts_yen).toEqual(expect.arrayContaining(COINS_YEN));
    expect(pays.map(({ denomination_yen }) => denomination_yen).toSorted((a, b) => a - b)).toEqual(COINS_YEN);
    expect(paysByPlan).toBe(pay200.type === 'payPieces');
    expect(bench.of('status').at(-1)).toMatchObject({ availability: 'online', reasons: [] });
    bench.insert(100);
    expect(bench.credit_yen()).toBe(0);
    expect(bench.hardware.places.total_yen('returnTray')).toBe(100);
  });

  test('R48: takes what is enabled and nothing else, at any time of the deposit', () => {
    const bench = new Bench(make);
    bench.open([100, 500]);
    bench.insert(100, 10);
    expect(bench.credit_yen()).toBe(100);
    bench.tell({ type: 'enable', denominations_yen: [10] });
    bench.clock.advance(2_000);
    bench.insert(10, 500);
    expect(bench.credit_yen()).toBe(110);
    expect(bench.hardware.places.total_yen('returnTray')).toBe(510);
  });

  test('R52: a fixed deposit is told once, after its last coin, and takes no more', () => {
    const bench = new Bench(make);
    bench.open(COINS_YEN);
    bench.insert(500);
    insertPiece(bench.hardware, 100);
    bench.tell({ type: 'fixDeposit' });
    bench.clock.advance(SETTLES_MS);
    expect(bench.of('depositFixed')).toHaveLength(1);
    const [fixed, last] = [bench.facts.findIndex(({ type }) => type === 'depositFixed'), bench.credit_yen()];
    expect(bench.facts.findLastIndex(({ type }) => type === 'cashAccepted')).toBeLessThan(fixed);
    expect(last + bench.hardware.places.total_yen('returnTray')).toBe(600);
    bench.insert(100);
    expect(bench.credit_yen()).toBe(last);
  });

  test('R84: nothing moves before `execute`; done is what lies in the tray; the same intent pays once', () => {
    const bench = new Bench(make);
    bench.prepare('one', pay200);
    expect(bench.paid_yen()).toBe(0);
    bench.execute('one');
    expect(bench.outcome('one')).toMatchObject({ result: 'done', reason: null });
    expect([bench.paid_yen(), paidBy(bench.outcome('one'))]).toEqual([200, 200]);
    bench.execute('one');
    expect(bench.paid_yen()).toBe(200);
    expect(bench.of('outcome').every(({ result }) => result === 'done')).toBe(true);
  });

  test('R84: what was forgotten is not paid', () => {
    const bench = new Bench(make);
    bench.prepare('one', pay200);
    bench.tell({ type: 'forget', intentId: 'one' });
    bench.execute('one');
    expect(bench.paid_yen()).toBe(0);
    expect(bench.outcome('one')).toBeUndefined();
    bench.prepare('two', pay200);
    bench.execute('two');
    expect(bench.outcome('two')?.result).toBe('done');
    expect(bench.paid_yen()).toBe(200);
  });

  test('R84: a question about an older order does not push aside one that is prepared', () => {
    const bench = new Bench(make);
    const deviceBase = bench.prepare('one', pay200);
    bench.tell({ type: 'resolve', intentId: 'older', order: pay200, deviceBase });
    bench.execute('one');
    expect(bench.of('refused')).toEqual([]);
    expect(bench.outcome('one')?.result).toBe('done');
    expect(bench.outcome('older')?.result).toBe('notDone');
    expect(bench.paid_yen()).toBe(200);
  });

  test('R84: killed before `execute` came through: `resolve` says that nothing was done', () => {
    const bench = new Bench(make);
    const deviceBase = bench.prepare('one', pay200);
    bench.kill();
    bench.start();
    bench.tell({ type: 'resolve', intentId: 'one', order: pay200, deviceBase });
    bench.clock.advance(SETTLES_MS);
    expect(bench.outcome('one')?.result).toBe('notDone');
    expect(bench.paid_yen()).toBe(0);
  });

  test.each([50, 150, 300, 600, 1_000, 3_000])(
    'R84: killed %i ms after `execute`: `resolve` says what lies in the tray',
    (after_ms) => {
      const bench = new Bench(make);
      const deviceBase = bench.prepare('one', pay200);
      bench.execute('one', after_ms);
      bench.kill();
      bench.start();
      bench.tell({ type: 'resolve', intentId: 'one', order: pay200, deviceBase });
      bench.clock.advance(SETTLES_MS);
      expect(paidBy(bench.outcome('one'))).toBe(bench.paid_yen());
      const { result } = bench.outcome('one')!;
      expect(result).toBe(bench.paid_yen() === 200 ? 'done' : bench.paid_yen() === 0 ? 'notDone' : 'partly');
    },
  );

  test('R84: after a restart no coin is credited again, and the next deposit is counted as before', () => {
    const bench = new Bench(make);
    bench.open(COINS_YEN);
    bench.insert(100, 500);
    const told = bench.of('cashAccepted').length;
    bench.kill();
    bench.start();
    expect(bench.credit_yen()).toBe(600);
    expect(bench.of('cashAccepted')).toHaveLength(told);
    bench.open(COINS_YEN);
    bench.insert(50);
    expect(bench.credit_yen()).toBe(650);
    expect(bench.of('uncertain')).toEqual([]);
  });

  test.each([5, 30, 300])(
    'R84: with commits that take %i ms no coin is missed, and what is paid is what was ordered',
    (commit_ms) => {
      const bench = new Bench(make, commit_ms);
      bench.open(COINS_YEN);
      for (const coin_yen of [10, 50, 100, 500, 100]) {
        insertPiece(bench.hardware, coin_yen);
        bench.clock.advance(400);
      }
      bench.tell({ type: 'fixDeposit' });
      bench.clock.advance(SETTLES_MS);
      expect(bench.credit_yen() + bench.hardware.places.total_yen('returnTray')).toBe(760);
      expect(bench.of('uncertain')).toEqual([]);
      expect(bench.of('depositFixed')).toHaveLength(1);
      bench.tell({ type: 'endDeposit', mode: 'change' });
      bench.clock.advance(2_000);
      bench.prepare('one', pay200);
      bench.execute('one');
      expect([bench.outcome('one')?.result, bench.paid_yen()]).toEqual(['done', 200]);
    },
  );

  test.each([
    ['once', 100, 1],
    ['once', 400, 1],
    ['once', 900, 1],
    ['twice', 100, 2],
    ['twice', 400, 2],
    ['twice', 900, 2],
  ] as const)(
    'rule 10: the power fails %s while it pays, after %i ms: certain pieces lie in the tray, the rest is told as open',
    (_, after_ms, cuts) => {
      const bench = new Bench(make);
      bench.prepare('one', pay200);
      bench.execute('one', after_ms);
      for (let cut = 0; cut < cuts; cut += 1) bench.powerCut(600);
      bench.clock.advance(60_000);
      const outcome = bench.outcome('one');
      expect(outcome).toBeDefined();
      const certain_yen = paidBy(outcome);
      if (outcome?.result === 'unknown') {
        expect(certain_yen).toBeLessThanOrEqual(bench.paid_yen());
        expect(bench.paid_yen()).toBeLessThanOrEqual(200);
      } else expect(certain_yen).toBe(bench.paid_yen());
      // It never goes on by itself, and it is never ordered again.
      const tray_yen = bench.paid_yen();
      bench.clock.advance(60_000);
      expect(bench.paid_yen()).toBe(tray_yen);
    },
  );

  test('rule 9: the return lever is told, and what lay in the slot is given back', () => {
    const bench = new Bench(make);
    bench.open(COINS_YEN);
    bench.insert(100);
    (bench.hardware.unit ?? bench.hardware.acceptor).pressReturnLever();
    bench.clock.advance(2_000);
    expect(bench.of('returnLever')).toHaveLength(1);
    expect(bench.credit_yen()).toBe(100);
  });

  test('rules 15, 17: a note is credited at once, or waits in escrow and goes back as itself', () => {
    const bench = new Bench(make);
    bench.open([1000]);
    bench.insert(1000);
    const { escrow } = bench.of('capabilities')[0]!.capabilities;
    if (!escrow) {
      expect([bench.of('cashEscrowed').length, bench.credit_yen()]).toEqual([0, 1000]);
      return;
    }
    const [waiting] = bench.of('cashEscrowed');
    expect([waiting?.denomination_yen, bench.credit_yen()]).toEqual([1000, 0]);
    bench.tell({ type: 'returnEscrow', escrowId: waiting!.escrowId });
    bench.clock.advance(2_000);
    expect(bench.hardware.places.total_yen('note-slot')).toBe(1000);
    bench.hardware.validator.takeReturned();
    bench.clock.advance(2_000);
    expect(bench.of('escrowReturned')).toMatchObject([{ escrowId: waiting!.escrowId }]);
    expect(bench.credit_yen()).toBe(0);
  });

  test('rule 14: a unit that counts its own stock says what it could pay now, while it takes money too; the other says nothing', () => {
    const bench = new Bench(make);
    const said = (): unknown[] => bench.of('payable').map(({ amount_yen, payable }) => [amount_yen, payable]);
    bench.tell({ type: 'canPay', amounts_yen: [200, 0, 15, 999_990] });
    bench.open(COINS_YEN);
    bench.insert(100);
    const answers =
      make === 'onePiece'
        ? [
            [200, true],
            [999_990, false],
          ]
        : [];
    expect(said()).toEqual(answers);
    bench.unitFindsNothing();
    bench.tell({ type: 'canPay', amounts_yen: [200] });
    bench.clock.advance(2_000);
    expect(said()).toEqual(make === 'onePiece' ? [...answers, [200, false]] : []);
    expect(bench.credit_yen()).toBe(100);
    expect(bench.paid_yen()).toBe(0);
    // What nobody waits for any more is not asked.
    bench.tell({ type: 'canPay', amounts_yen: [100] }, { type: 'fixDeposit' });
    bench.clock.advance(SETTLES_MS);
    expect(said()).toHaveLength(make === 'onePiece' ? 3 : 0);
  });

  test('rules 7, 8: coins that fell while no daemon ran are credited, or in question; a unit that counts them tells each', () => {
    const bench = new Bench(make);
    bench.open(COINS_YEN);
    bench.insert(100);
    bench.kill();
    for (let round = 0; round < 10; round += 1) bench.insert(...COINS_YEN);
    bench.start();
    bench.tell({ type: 'fixDeposit' });
    bench.clock.advance(SETTLES_MS);
    const taken_yen = 100 + 10 * 660 - bench.hardware.places.total_yen('returnTray');
    const open_yen = bench.of('uncertain').reduce((sum, { most_yen }) => sum + most_yen, 0);
    expect(bench.credit_yen()).toBeLessThanOrEqual(taken_yen);
    expect(bench.credit_yen() + open_yen).toBeGreaterThanOrEqual(taken_yen);
    if (make === 'onePiece') expect([taken_yen, bench.credit_yen(), open_yen]).toEqual([6_700, 6_700, 0]);
    // Told once: a second start adds nothing.
    bench.kill();
    bench.start();
    expect(bench.credit_yen() + open_yen).toBeGreaterThanOrEqual(taken_yen);
    expect(bench.credit_yen()).toBeLessThanOrEqual(taken_yen);
  });

  test('rule 9: a coin that was past the slot when the deposit was closed is told before it is fixed, or given back', () => {
    for (const after_ms of [0, 100, 300, 600, 900]) {
      const bench = new Bench(make);
      bench.open(COINS_YEN);
      insertPiece(bench.hardware, 500);
      bench.clock.advance(after_ms);
      bench.tell({ type: 'fixDeposit' });
      bench.clock.advance(SETTLES_MS);
      expect(bench.of('depositFixed')).toHaveLength(1);
      expect(bench.facts.findLastIndex(({ type }) => type === 'cashAccepted')).toBeLessThan(
        bench.facts.findIndex(({ type }) => type === 'depositFixed'),
      );
      expect(bench.credit_yen() + bench.hardware.places.total_yen('returnTray')).toBe(500);
    }
  });
});
