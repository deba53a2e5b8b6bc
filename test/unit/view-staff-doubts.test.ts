/** What a clerk can answer about money in question, and what is asked before a slip is paid. */
import { describe, expect, test } from 'vitest';
import type { StaffDesk, StaffDoubt } from '../../src/api/contract.ts';
import type { View } from '../../src/api/messages.ts';
import { viewOf } from '../../src/api/view/view.ts';
import { inputOf, pictureOf } from './view-fixtures.ts';
import { NO_WORK, STAFF_DESK } from './view-staff-fixtures.ts';

const NOTES: StaffDoubt = {
  questionId: 'notes-lent-1',
  kind: 'lent',
  about: null,
  claimNumber: null,
  deviceId: 'notes',
  least_yen: 0,
  most_yen: null,
  at_epoch_ms: Date.UTC(2025, 3, 16),
  counted: false,
};

function shown(doubt: StaffDoubt, screen: 'staffDoubt' | 'staffList' = 'staffDoubt', locale: 'ja' | 'en' = 'ja'): View {
  const desk: StaffDesk = { ...STAFF_DESK, doubts: [doubt] };
  const staff = { ...NO_WORK, task: 'doubts' as const, questionId: doubt.questionId };
  return viewOf(inputOf(pictureOf(screen, { staff }), locale, { staff: desk }));
}

const enabled = (view: View): Record<string, boolean> =>
  Object.fromEntries(view.actions.filter(({ id }) => id.startsWith('decide')).map((one) => [one.id, one.enabled]));

describe('the lent note box, of which no counter tells', () => {
  test.each(['ja', 'en'] as const)(
    'before the count the amount is not known, and nothing can be answered (%s)',
    (locale) => {
      const said = locale === 'ja' ? '数えるまで分かりません' : 'Only a count can tell';
      const asked = shown(NOTES, 'staffDoubt', locale);
      expect(asked.staff?.result?.text).toBe(said);
      expect(shown(NOTES, 'staffList', locale).staff?.tables[0]?.rows[0]?.cells).toContain(said);
      expect(JSON.stringify(asked)).not.toMatch(/0円|¥0/);
      expect(enabled(shown(NOTES))).toEqual({ decideNone: false, decidePart: false });
    },
  );

  test('after it any amount up to what was found too much', () => {
    const view = shown({ ...NOTES, counted: true, most_yen: 4_000 });
    expect(enabled(view)).toEqual({ decideNone: true, decidePart: true, decideAll: true });
    expect(view.staff?.result?.text).toBe('0円〜4,000円');
  });

  test('nothing was found: the screen says so, and there is one answer', () => {
    const view = shown({ ...NOTES, counted: true, most_yen: 0 });
    expect(enabled(view)).toEqual({ decideNone: true, decidePart: false });
    expect(view.notices.map(({ text }) => text)).toContain('帳簿より多いお金は、数えても見つかりませんでした。');
  });
});

test('rule 12: a claim of which the machine has told since asks for no count and no look', () => {
  const claim = { ...NOTES, kind: 'claim', about: 'payout', claimNumber: '000061', questionId: 'rest:000061' } as const;
  const view = shown({ ...claim, most_yen: 0, counted: true });
  expect(enabled(view)).toEqual({ decideNone: true, decidePart: false });
  expect(view.lead).toEqual(['あとから機械が答えたため、確かめるお金は残っていません。']);
  expect(view.staff?.guide).toEqual([]);
});

test('R87: before a fee in dispute is paid back, the clerk is asked whether the certificate is there after all', () => {
  const slip = (leafUnknown: boolean): View => {
    const desk = { ...STAFF_DESK, slips: STAFF_DESK.slips.map((one) => ({ ...one, leafUnknown })) };
    const staff = { ...NO_WORK, task: 'slips' as const, claimNumber: '000041' };
    return viewOf(inputOf(pictureOf('staffSlip', { staff }), 'ja', { staff: desk }));
  };
  expect(slip(true).notices[0]?.text).toMatch(/証明書が出口やコピー機の中にないか.*引き継ぐ/);
  expect(slip(true).actions.map(({ id }) => id)).toEqual(expect.arrayContaining(['handOver', 'paySlip']));
  expect(JSON.stringify(slip(false).notices)).not.toContain('証明書');
});
