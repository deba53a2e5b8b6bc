/** Which coins and notes are taken is seen and heard before anybody pays, and as it changes (R83, R84). */
import { describe, expect, test } from 'vitest';
import type { View } from '../../src/api/messages.ts';
import { viewOf } from '../../src/api/view/view.ts';
import { inputOf, pictureOf } from './view-fixtures.ts';

const ALL_YEN = [10, 50, 100, 500, 1000];

function view(screen: 'check' | 'pay', withheld_yen: readonly number[], locale: 'ja' | 'en' = 'ja'): View {
  const picture = pictureOf(screen);
  const accepts_yen = ALL_YEN.filter((kind) => !withheld_yen.includes(kind));
  return viewOf(inputOf({ ...picture, totals: { ...picture.totals, accepts_yen, withheld_yen } }, locale));
}

describe('R83: the coins and notes that are taken', () => {
  test('stand on the check screen, before paying, and on the pay screen', () => {
    for (const block of [view('check', []).accepts, view('pay', []).money?.accepts]) {
      expect(block?.pieces.map(({ kind, amount_yen, taken }) => [kind, amount_yen, taken])).toEqual([
        ['coin', 10, true],
        ['coin', 50, true],
        ['coin', 100, true],
        ['coin', 500, true],
        ['note', 1000, true],
      ]);
      expect(block?.notice).toBeNull();
    }
  });

  test('R84: when change is short they keep their place, crossed out, with the reason in words', () => {
    const pay = view('pay', [500, 1000]).money?.accepts;
    expect(pay?.pieces.filter(({ taken }) => !taken).map(({ amount_yen }) => amount_yen)).toEqual([500, 1000]);
    expect(pay?.notice).toBe('おつりが不足しています。×のお金は今は使えません。');
    expect(view('pay', [1000], 'en').money?.accepts.notice).toMatch(/^Change is running short/);
    const check = view('check', [1000]);
    expect(check.accepts?.pieces.at(-1)).toMatchObject({ kind: 'note', amount_yen: 1000, taken: false });
    expect(check.notices).toContainEqual({
      kind: 'caution',
      text: 'おつりが不足しています。×のお金は今は使えません。',
    });
  });

  test('R84: the voice says so on both screens, and anew when it becomes so while the screen is shown', () => {
    expect(view('pay', []).speech?.utteranceId).toBe('speak.pay');
    expect(view('pay', [1000]).speech).toMatchObject({ utteranceId: 'speak.payExact' });
    expect(view('pay', [1000]).speech?.text).toMatch(/おつりが不足/);
    expect(view('check', []).speech?.utteranceId).toBe('speak.check');
    expect(view('check', [1000]).speech?.text).toMatch(/おつりが不足/);
  });

  test('nothing is shown where nothing is taken: before it is known, and when enough is in', () => {
    const none = viewOf(inputOf(pictureOf('check'), 'ja'));
    expect(none.accepts).toBeNull();
  });
});
