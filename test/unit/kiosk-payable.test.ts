/** What a unit that counts its own stock says to the promise of change (rule 14). */
import { describe, expect, test } from 'vitest';
import type { CashCapabilities } from '../../drivers/cash-changer.ts';
import { createPayable } from '../../src/kiosk/money/payable.ts';

const COINS = [10, 50, 100, 500];

const ONE_PIECE: CashCapabilities = {
  paysByPlan: false,
  escrow: false,
  accepts_yen: [...COINS, 1000],
  pays: COINS.map((denomination_yen) => ({ unitId: 'unit', denomination_yen })),
  lands: [
    ...COINS.map((denomination_yen) => ({ unitId: 'unit', denomination_yen })),
    { unitId: 'cashbox', denomination_yen: 1000 },
  ],
};

function listened(capabilities: CashCapabilities | null = ONE_PIECE) {
  const asked: (readonly number[])[] = [];
  const payable = createPayable(({ amounts_yen }) => asked.push(amounts_yen));
  if (capabilities) payable.onCapabilities(capabilities);
  const answer = (amount_yen: number, can: boolean): boolean =>
    payable.onAnswer({ type: 'payable', unitId: 'unit', amount_yen, payable: can });
  return { payable, asked, answer };
}

describe('rule 14: what could go back is asked of the unit itself', () => {
  test('a coin that it pays out again helps itself; a note must be payable beside what is inside', () => {
    const { payable, asked } = listened();
    expect(payable.keep(0, [...COINS, 1000])).toEqual([...COINS, 1000]);
    payable.keep(300, [...COINS, 1000]);
    expect(asked).toEqual([[1000], [300, 1300]]);
  });

  test('once for the same money inside, and once more when a deposit begins', () => {
    const { payable, asked } = listened();
    for (let time = 0; time < 3; time += 1) payable.keep(300, [100]);
    payable.askAnew();
    payable.keep(300, [100]);
    expect(asked).toEqual([[300], [300]]);
  });

  test('its no withholds the note, its yes gives it back, and only a change is news', () => {
    const { payable, answer } = listened();
    expect(payable.keep(0, [100, 1000])).toEqual([100, 1000]);
    expect([answer(1000, true), answer(1000, false), answer(1000, false)]).toEqual([false, true, false]);
    expect(payable.keep(0, [100, 1000])).toEqual([100]);
    expect(answer(1000, true)).toBe(true);
    expect(payable.keep(0, [100, 1000])).toEqual([100, 1000]);
  });

  test('what is inside cannot go back any more: nothing is taken on top', () => {
    const { payable, answer } = listened();
    answer(300, false);
    answer(1300, false);
    expect(payable.keep(300, [...COINS, 1000])).toEqual([]);
    payable.forget();
    expect(payable.keep(300, [...COINS, 1000])).toEqual([...COINS, 1000]);
  });

  test('a composite, or a unit that has not said what it can, is not asked', () => {
    for (const capabilities of [null, { ...ONE_PIECE, paysByPlan: true }]) {
      const { payable, asked } = listened(capabilities);
      expect(payable.keep(300, [100, 1000])).toEqual([100, 1000]);
      expect(asked).toEqual([]);
    }
  });
});
