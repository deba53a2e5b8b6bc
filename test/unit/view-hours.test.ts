/** What the screens say of the hours (R77–R82, R113). */
import { expect, test } from 'vitest';
import type { HoursShown } from '../../src/api/contract.ts';
import { viewOf } from '../../src/api/view/view.ts';
import type { CodeName } from '../../src/base/codes.ts';
import type { Locale } from '../../src/words/contract.ts';
import { words } from '../../src/words/words.ts';
import { inputOf, pictureOf } from './view-fixtures.ts';

const tokyo = (text: string): number => Date.parse(`${text}+09:00`);
const NOW = tokyo('2025-12-30T02:00');

function lead(locale: Locale, code: CodeName, closed: HoursShown['closed'], opens: string | null): readonly string[] {
  const hours = { closed, opens_epoch_ms: opens === null ? null : tokyo(opens), lastStart_epoch_ms: null };
  const more = { hours, serviceTime_epoch_ms: NOW };
  const made = viewOf({ ...inputOf(pictureOf('outOfService', { reasons: [code] }), locale), ...more });
  expect(made.title).toBe(words(locale).code(code).title);
  expect(made.help).toEqual([]);
  return made.lead;
}

test('R77, R78: why it is closed, and from when it is open: the time alone when that is today', () => {
  const hours = { why: 'hours' } as const;
  expect(lead('ja', 'closedNow', hours, '2025-12-30T06:30')).toEqual(['本日06:30からご利用いただけます。']);
  expect(lead('ja', 'closedNow', hours, null)).toEqual([words('ja').code('closedNow').advice]);
  const yearEnd = { why: 'day', reason: 'yearEnd' } as const;
  expect(lead('ja', 'closedNow', yearEnd, '2026-01-04T06:30')).toEqual([
    '年末年始のため、お休みです。',
    '2026年1月4日(日) 06:30からご利用いただけます。',
  ]);
  expect(lead('en', 'closedNow', yearEnd, '2026-01-04T06:30')).toEqual([
    'Closed over the turn of the year.',
    'Open again from Sun, 4 Jan 2026 06:30.',
  ]);
});

test('R79: a reason without words is told by the general sentence', () => {
  const strange = { why: 'day', reason: 'notInAnyTable' } as const;
  expect(lead('ja', 'closedNow', strange, null)).toEqual([words('ja').code('closedNow').advice]);
});

test('R81, 2.11: a service that has not begun, or has ended', () => {
  expect(lead('en', 'serviceNotBegun', { why: 'notBegun', day: '2026-04-01' }, '2026-04-01T06:30')).toEqual([
    'The certificate service begins on 1 April 2026.',
    'Open again from Wed, 1 Apr 2026 06:30.',
  ]);
  expect(lead('ja', 'serviceEnded', { why: 'ended', day: '2025-11-30' }, null)).toEqual([
    '証明書交付サービスは、令和7年11月30日で終了しました。',
    'ほかの店舗、または市区町村の窓口をご利用ください。',
  ]);
});

test('R82: the last start stands on the screens before a session, and nowhere else', () => {
  const hours = { closed: null, opens_epoch_ms: null, lastStart_epoch_ms: tokyo('2025-12-28T22:54') };
  const texts = (screen: 'idle' | 'governmentMenu' | 'notes'): string =>
    JSON.stringify(viewOf({ ...inputOf(pictureOf(screen), 'ja'), hours }).notices);
  expect(texts('idle')).toContain('本日の受付は、22:54までです。');
  expect(texts('governmentMenu')).toContain('本日の受付は、22:54までです。');
  expect(texts('notes')).not.toContain('22:54');
});

test('R113: the operator’s list of closed days is named while closed', () => {
  const hours = { closed: { why: 'hours' }, opens_epoch_ms: null, lastStart_epoch_ms: null } as const;
  const input = inputOf(pictureOf('outOfService', { reasons: ['closedNow'], municipalityId: null }), 'ja');
  const made = viewOf({ ...input, hours, operatorPage: 'https://operator.example/kiosk' });
  expect(made.lead).toContain('休止日の一覧: https://operator.example/kiosk');
  expect(viewOf({ ...input, hours }).lead.join()).not.toContain('一覧');
});

test('a fault beside the closing time is not what the citizen is told; where hours are not known, the usual ones are', () => {
  const made = viewOf(inputOf(pictureOf('outOfService', { reasons: ['printerPaper', 'closedNow'] }), 'ja'));
  expect(made.lead).toEqual([words('ja').code('closedNow').advice]);
});
