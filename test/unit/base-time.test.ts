import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tokyoDate, tokyoDay, tokyoEpoch_ms, tokyoIso, tokyoTime } from '../../src/base/service-time.ts';

describe('R77: service time is Asia/Tokyo, whatever the machine believes', () => {
  test('a moment has the parts that a clock in Tokyo shows', () => {
    const ten = Date.parse('2025-04-16T10:00:00+09:00');
    expect(tokyoTime(ten)).toEqual({ year: 2025, month: 4, day: 16, weekday: 3, hour: 10, minute: 0, second: 0 });
    expect(tokyoIso(ten)).toBe('2025-04-16T10:00:00+09:00');
  });

  test('the Japanese day begins at 15:00 UTC, also at the turn of the year', () => {
    const before = Date.parse('2024-12-31T14:59:59Z');
    expect(tokyoDate(before)).toBe('2024-12-31');
    expect(tokyoDate(before + 1000)).toBe('2025-01-01');
    expect(tokyoDay(before + 1000) - tokyoDay(before)).toBe(1);
  });

  test('agrees with the time zone data base and with its own inverse', () => {
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Asia/Tokyo',
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    const moment = fc.integer({ min: Date.UTC(1970, 0, 1), max: Date.UTC(2100, 0, 1) });
    fc.assert(
      fc.property(moment, (epoch_ms) => {
        expect(tokyoIso(epoch_ms).slice(0, 19).replace('T', ' ')).toBe(format.format(epoch_ms));
        const { year, month, day, hour, minute, second } = tokyoTime(epoch_ms);
        expect(tokyoEpoch_ms(year, month, day, hour, minute, second)).toBe(Math.floor(epoch_ms / 1000) * 1000);
      }),
    );
  });
});
