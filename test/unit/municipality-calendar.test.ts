/** The calendar of each city, walked: the year's end hour by hour, spans of time minute by minute. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  closedReason,
  isOpen,
  isOpenFor,
  lastStart,
  nextOpening,
  taxYearOn,
  withClosedDays,
  type Municipality,
  type MunicipalityType,
} from '../../src/centre/municipality.ts';
import { CITIES, FUCHU, MIHON, SUSONO, tokyo, typeOf } from './municipality-fixtures.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const koseki = typeOf(MIHON, 'kosekiTohon');

/** Days on which a city is open at each hour of service, from `from` on. */
function openDays(data: Municipality, from: string, days: number): string[] {
  return Array.from({ length: days }, (_, day) => tokyo(`${from}T00:00`) + day * DAY_MS).flatMap((start_ms) => {
    const open = Array.from({ length: 24 }, (_unused, hour) => isOpen(data, start_ms + hour * HOUR_MS));
    if (!open.includes(true)) return [];
    // 7 to 22: the half hour of 6:30 and the end at 23:00 are looked at below.
    expect(open).toEqual(Array.from({ length: 24 }, (_unused, hour) => hour >= 7 && hour < 23));
    return [new Date(start_ms + 9 * HOUR_MS).toISOString().slice(0, 10)];
  });
}

describe('hours', () => {
  test('R77: every city serves from 6:30 until 23:00, Tokyo time, and at no other minute', () => {
    for (const data of CITIES) {
      const open = Array.from({ length: 1440 }, (_, minute) =>
        isOpen(data, tokyo('2025-04-16T00:00') + minute * MINUTE_MS),
      );
      expect(open.indexOf(true)).toBe(390);
      expect(open.lastIndexOf(true)).toBe(1379);
      expect(open.filter(Boolean)).toHaveLength(990);
    }
  });

  test('R78: 28 December to 4 January, hour by hour: the two cities close from the 29th to the 3rd', () => {
    for (const data of [SUSONO, FUCHU]) {
      for (const year of [2024, 2025, 2027]) {
        expect(openDays(data, `${year}-12-28`, 8)).toEqual([`${year}-12-28`, `${year + 1}-01-04`]);
      }
    }
  });

  test('R78, 2.3: a city that closes longer, 28 December to 5 January, is closed on all of these days', () => {
    expect(openDays(MIHON, '2025-12-27', 11)).toEqual(['2025-12-27', '2026-01-06']);
  });

  test('R69, R70, R80: a whole-day stop closes one municipality only, and names its reason', () => {
    for (const [day, kind, reason] of [
      ['2024-10-01', 'day', 'feeChange'],
      ['2024-10-05', 'maintenance', 'maintenance'],
    ] as const) {
      expect(openDays(SUSONO, day, 1)).toEqual([]);
      expect(openDays(FUCHU, day, 1)).toEqual([day]);
      expect(closedReason(SUSONO, tokyo(`${day}T10:00`))).toEqual({ kind, reason });
    }
    expect(openDays(SUSONO, '2024-10-02', 3)).toEqual(['2024-10-02', '2024-10-03', '2024-10-04']);
  });

  test('R79: maintenance of some hours closes these hours', () => {
    const at = (time: string): boolean => isOpen(MIHON, tokyo(`2025-05-10T${time}`));
    expect([at('19:59'), at('20:00'), at('22:59')]).toEqual([true, false, false]);
    expect(closedReason(MIHON, tokyo('2025-05-10T20:00'))).toEqual({ kind: 'maintenance', reason: 'maintenance' });
    expect(isOpenFor(MIHON, tokyo('2025-05-10T19:50'), 10 * MINUTE_MS)).toBe(true);
    expect(isOpenFor(MIHON, tokyo('2025-05-10T19:50'), 11 * MINUTE_MS)).toBe(false);
  });

  test('2.3: 戸籍 on weekdays from 9 to 17 only: not on Saturday, Sunday or a public holiday', () => {
    const open = (text: string): boolean => isOpen(MIHON, tokyo(text), koseki);
    expect([
      open('2025-04-16T08:59'),
      open('2025-04-16T09:00'),
      open('2025-04-16T16:59'),
      open('2025-04-16T17:00'),
    ]).toEqual([false, true, true, false]);
    // Friday, Saturday, Sunday, Monday; then Greenery Day on a Tuesday.
    expect(['18', '19', '20', '21', '29'].map((day) => open(`2025-04-${day}T12:00`))).toEqual([
      true,
      false,
      false,
      true,
      false,
    ]);
    expect(closedReason(MIHON, tokyo('2025-04-19T12:00'), koseki)).toEqual({ kind: 'typeHours', reason: null });
    expect(closedReason(MIHON, tokyo('2025-04-19T05:00'), koseki)).toEqual({ kind: 'hours', reason: null });
    expect(isOpen(MIHON, tokyo('2025-04-19T12:00'), typeOf(MIHON, 'juminhyo'))).toBe(true);
  });

  test('a weekday of which nobody knows whether it is a holiday is closed for what excepts holidays', () => {
    expect(isOpen(MIHON, tokyo('2026-12-22T12:00'), koseki)).toBe(true);
    expect(isOpen(MIHON, tokyo('2027-04-14T12:00'), koseki)).toBe(false);
    expect(isOpen(MIHON, tokyo('2027-04-14T12:00'))).toBe(true);
  });

  test('hours before and after noon, hours over midnight and hours of a season are data like others', () => {
    const hours: Municipality['hours'] = [
      { opens: '00:00', closes: '12:00' },
      { opens: '13:00', closes: '24:00', until: '2025-06-30' },
      { opens: '14:00', closes: '24:00', from: '2025-07-01' },
    ];
    const data = { ...SUSONO, hours };
    expect(isOpenFor(data, tokyo('2025-04-16T20:00'), 16 * HOUR_MS)).toBe(true);
    expect(isOpenFor(data, tokyo('2025-04-16T20:00'), 16 * HOUR_MS + 1)).toBe(false);
    expect(isOpen(data, tokyo('2025-06-30T13:30'))).toBe(true);
    expect(isOpen(data, tokyo('2025-07-01T13:30'))).toBe(false);
    // Open to the last minute of the 28th, then closed over the turn of the year.
    expect(isOpenFor(data, tokyo('2025-12-28T23:00'), HOUR_MS)).toBe(true);
    expect(isOpenFor(data, tokyo('2025-12-28T23:00'), HOUR_MS + 1)).toBe(false);
  });

  test('a leap day is a day like others', () => {
    expect(openDays(FUCHU, '2024-02-28', 3)).toEqual(['2024-02-28', '2024-02-29', '2024-03-01']);
  });

  test('closed days that the centre announces close that city, and what the file says of a day stays', () => {
    const announced = withClosedDays(FUCHU, [
      { day: '2025-04-17', reason: 'announced' },
      { day: '2025-04-18', reason: 'maintenance' },
    ]);
    expect(openDays(announced, '2025-04-16', 4)).toEqual(['2025-04-16', '2025-04-19']);
    expect(closedReason(announced, tokyo('2025-04-17T10:00'))).toEqual({ kind: 'day', reason: 'announced' });
    const known = withClosedDays(SUSONO, [{ day: '2024-10-01', reason: 'announced' }]);
    expect(closedReason(known, tokyo('2024-10-01T10:00'))?.reason).toBe('feeChange');
    expect(isOpen(FUCHU, tokyo('2025-04-17T10:00'))).toBe(true);
  });
});

describe('a span of time', () => {
  const spans = fc.record({
    data: fc.constantFrom(...CITIES),
    start_min: fc.integer({ min: 0, max: 400 * 1440 }),
    span_min: fc.integer({ min: 0, max: 2000 }),
    ofType: fc.boolean(),
  });
  const start = tokyo('2024-09-28T00:00');
  const chosen = (data: Municipality, ofType: boolean): MunicipalityType | undefined =>
    ofType ? data.types.at(-2) : undefined;

  test('R82: it is served exactly when every minute of it is', () => {
    fc.assert(
      fc.property(spans, ({ data, start_min, span_min, ofType }) => {
        const type = chosen(data, ofType);
        const from_ms = start + start_min * MINUTE_MS;
        const minutes = Array.from({ length: Math.max(1, span_min) }, (_, minute) => from_ms + minute * MINUTE_MS);
        const every = minutes.every((moment_ms) => isOpen(data, moment_ms, type));
        expect(isOpenFor(data, from_ms, span_min * MINUTE_MS, type)).toBe(every);
      }),
      { numRuns: 400 },
    );
  });

  test('R82: what closes in its middle is not served, though both ends are open', () => {
    const evening = tokyo('2025-04-16T22:00');
    expect(isOpen(FUCHU, evening)).toBe(true);
    expect(isOpen(FUCHU, evening + 12 * HOUR_MS)).toBe(true);
    expect(isOpenFor(FUCHU, evening, 12 * HOUR_MS)).toBe(false);
  });

  test('R82: the last start is the last moment from which the whole span is served', () => {
    expect(lastStart(FUCHU, tokyo('2025-04-16T10:00'), 6 * MINUTE_MS)).toBe(tokyo('2025-04-16T22:54'));
    expect(lastStart(FUCHU, tokyo('2025-04-16T22:54'), 6 * MINUTE_MS)).toBe(tokyo('2025-04-16T22:54'));
    expect(lastStart(FUCHU, tokyo('2025-04-16T22:55'), 6 * MINUTE_MS)).toBeNull();
    expect(lastStart(FUCHU, tokyo('2025-04-16T23:30'), 6 * MINUTE_MS)).toBeNull();
    expect(lastStart(MIHON, tokyo('2025-04-16T10:00'), 6 * MINUTE_MS, koseki)).toBe(tokyo('2025-04-16T16:54'));
    fc.assert(
      fc.property(spans, ({ data, start_min, span_min }) => {
        const from_ms = start + start_min * MINUTE_MS;
        const last = lastStart(data, from_ms, span_min * MINUTE_MS);
        expect(last !== null).toBe(isOpenFor(data, from_ms, span_min * MINUTE_MS));
        if (last === null || span_min === 0) return;
        expect(isOpenFor(data, last, span_min * MINUTE_MS)).toBe(true);
        expect(isOpenFor(data, last + 1, span_min * MINUTE_MS)).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  test('R77–R80: the next opening is open, and nothing before it is', () => {
    expect(nextOpening(FUCHU, tokyo('2025-04-16T10:00'))).toBe(tokyo('2025-04-16T10:00'));
    expect(nextOpening(FUCHU, tokyo('2025-04-16T23:00'))).toBe(tokyo('2025-04-17T06:30'));
    expect(nextOpening(FUCHU, tokyo('2025-12-28T23:00'))).toBe(tokyo('2026-01-04T06:30'));
    expect(nextOpening(MIHON, tokyo('2025-12-27T23:00'))).toBe(tokyo('2026-01-06T06:30'));
    expect(nextOpening(MIHON, tokyo('2025-05-02T17:00'), koseki)).toBe(tokyo('2025-05-07T09:00'));
    const never = { ...FUCHU, hours: [{ opens: '06:30', closes: '23:00', until: '2025-04-15' }] };
    expect(nextOpening(never, tokyo('2025-04-16T10:00'))).toBeNull();
    fc.assert(
      fc.property(spans, ({ data, start_min }) => {
        const from_ms = start + start_min * MINUTE_MS;
        const next = nextOpening(data, from_ms);
        expect(next).not.toBeNull();
        expect(isOpen(data, next!)).toBe(true);
        for (let moment_ms = from_ms; moment_ms < next!; moment_ms += 10 * MINUTE_MS)
          expect(isOpen(data, moment_ms)).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  test('closedReason is told exactly when it is closed', () => {
    fc.assert(
      fc.property(spans, ({ data, start_min, ofType }) => {
        const type = chosen(data, ofType);
        const moment_ms = start + start_min * MINUTE_MS;
        expect(closedReason(data, moment_ms, type) === null).toBe(isOpen(data, moment_ms, type));
      }),
    );
    expect(closedReason(SUSONO, tokyo('2025-12-30T10:00'))).toEqual({ kind: 'yearEnd', reason: 'yearEnd' });
    expect(closedReason(SUSONO, tokyo('2025-04-16T23:00'))).toEqual({ kind: 'hours', reason: null });
  });
});

describe('the 年度 of tax certificates', () => {
  test('R61: Fuchu’s year changes in about June: before it the earlier, around it both, after it the new one', () => {
    const year = (day: string): unknown => taxYearOn(typeOf(FUCHU, 'kazeiHikazei'), day);
    expect(year('2025-04-16')).toEqual({ earliest: 2024, latest: 2024 });
    expect(year('2025-05-16')).toEqual({ earliest: 2024, latest: 2024 });
    expect(year('2025-05-17')).toEqual({ earliest: 2024, latest: 2025 });
    expect(year('2025-06-10')).toEqual({ earliest: 2024, latest: 2025 });
    expect(year('2025-07-15')).toEqual({ earliest: 2024, latest: 2025 });
    expect(year('2025-07-16')).toEqual({ earliest: 2025, latest: 2025 });
    expect(year('2025-12-31')).toEqual({ earliest: 2025, latest: 2025 });
    expect(year('2026-01-01')).toEqual({ earliest: 2025, latest: 2025 });
  });

  test('R60: Susono names no month and may have only the earlier year while it switches: both are possible', () => {
    expect(taxYearOn(typeOf(SUSONO, 'kazeiShotoku'), '2025-07-20')).toEqual({ earliest: 2024, latest: 2025 });
  });

  test('other types have no 年度', () => {
    expect(taxYearOn(typeOf(SUSONO, 'juminhyo'), '2025-06-10')).toBeNull();
  });
});
