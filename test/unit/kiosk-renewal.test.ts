import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tokyoDate } from '../../src/base/service-time.ts';
import { renewalMonth } from '../../src/kiosk/session/renewal.ts';

/** Midday in Tokyo. */
const noon = (date: string): number => Date.parse(`${date}T12:00:00+09:00`);
/** Certificates end one second before midnight in Tokyo. */
const endOf = (date: string): number => Date.parse(`${date}T23:59:59+09:00`) / 1000;

describe('R24, R25: the window of renewal', () => {
  test.each([
    ['2025-07-16', '2025-04-15', null],
    ['2025-07-16', '2025-04-16', '2025-07'],
    ['2025-07-16', '2025-07-16', '2025-07'],
    ['2025-07-16', '2025-07-17', null],
    // Months of different lengths, the turn of the year, a leap day.
    ['2025-05-31', '2025-02-27', null],
    ['2025-05-31', '2025-02-28', '2025-05'],
    ['2026-01-15', '2025-10-15', '2026-01'],
    ['2028-02-29', '2027-11-29', '2028-02'],
    ['2028-05-29', '2028-02-29', '2028-05'],
  ])('ends on %s, today is %s: %s', (end, today, month) => {
    expect(renewalMonth(noon(today), endOf(end))).toBe(month);
  });

  test('the last second still counts, the one after it does not', () => {
    const end = endOf('2025-07-16');
    expect(renewalMonth(end * 1000, end)).toBe('2025-07');
    expect(renewalMonth(end * 1000 + 1, end)).toBeNull();
  });

  test('it opens once and closes once, 89 to 92 days before the end, whatever the day', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2040, 0) }), (epoch_ms) => {
        const end = endOf(tokyoDate(epoch_ms));
        const days = Array.from({ length: 130 }, (_, at) => end * 1000 - (129 - at) * 86_400_000);
        const open = days.map((day) => renewalMonth(day, end) !== null);
        const first = open.indexOf(true);
        expect(open.slice(first).every(Boolean)).toBe(true);
        expect(129 - first).toBeGreaterThanOrEqual(89);
        expect(129 - first).toBeLessThanOrEqual(92);
      }),
      { numRuns: 100 },
    );
  });
});
