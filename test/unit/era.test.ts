import { expect, test } from 'vitest';
import { eraDay, eraOfTaxYear, type Era } from '../../src/words/era.ts';

/** As if a new era had begun on 1 May 2027. */
const WITH_NEW: readonly Era[] = [
  { from: '2027-05-01', ja: '見本', en: 'Mihon' },
  { from: '2019-05-01', ja: '令和', en: 'Reiwa' },
  { from: '1989-01-08', ja: '平成', en: 'Heisei' },
];

test('the last day of an era and the first of the next, the first year as 元年', () => {
  expect(['2019-04-30', '2019-05-01', '2019-12-31', '2020-01-01'].map((day) => eraDay(day))).toEqual([
    '平成31年4月30日',
    '令和元年5月1日',
    '令和元年12月31日',
    '令和2年1月1日',
  ]);
  expect(eraDay('2024-02-29')).toBe('令和6年2月29日');
  expect(eraDay('1988-04-01')).toBe('1988年4月1日');
});

test('a new 元号 is one more row: from its day on, and not a day before', () => {
  expect(['2027-04-30', '2027-05-01', '2028-02-29'].map((day) => eraDay(day, WITH_NEW))).toEqual([
    '令和9年4月30日',
    '見本元年5月1日',
    '見本2年2月29日',
  ]);
});

test('R60, R61: the 年度 of a tax certificate is named by the era of the June in which it begins to be issued', () => {
  expect([2018, 2019, 2024].map((year) => eraOfTaxYear(year)?.ja)).toEqual(['平成30', '令和元', '令和6']);
  expect([2026, 2027, 2028].map((year) => eraOfTaxYear(year, WITH_NEW)?.ja)).toEqual(['令和8', '見本元', '見本2']);
  expect(eraOfTaxYear(1980)).toBeNull();
  expect(eraOfTaxYear(2024)).toMatchObject({ en: 'Reiwa 6', 'zh-Hans': '令和6', ko: '레이와 6' });
});
