import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tokyoDate, tokyoMinuteOfDay } from '../../src/base/service-time.ts';

describe('R77: service time is Asia/Tokyo, whatever the machine believes', () => {
  test('the Japanese day begins at 15:00 UTC, also at the turn of the year', () => {
    const before = Date.parse('2024-12-31T14:59:59Z');
    expect([tokyoDate(before), tokyoMinuteOfDay(before)]).toEqual(['2024-12-31', 23 * 60 + 59]);
    expect([tokyoDate(before + 1000), tokyoMinuteOfDay(before + 1000)]).toEqual(['2025-01-01', 0]);
  });

  test('agrees with the time zone data base', () => {
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Asia/Tokyo',
      dateStyle: 'short',
      timeStyle: 'short',
    });
    const moment = fc.integer({ min: Date.UTC(1970, 0, 1), max: Date.UTC(2100, 0, 1) });
    fc.assert(
      fc.property(moment, (epoch_ms) => {
        const minute = tokyoMinuteOfDay(epoch_ms);
        const [hours, minutes] = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0'));
        expect(`${tokyoDate(epoch_ms)} ${hours}:${minutes}`).toBe(format.format(epoch_ms));
      }),
    );
  });
});
