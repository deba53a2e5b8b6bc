/**
 * When a municipality serves (R77–R82, 2.3): hours by weekday and date, the year's end, closed days, hours of a type. Pure; all
 * moments are milliseconds since 1970 (UTC), all days and times those of Asia/Tokyo, which has no summer time.
 */
import { tokyoDate, tokyoMinuteOfDay } from '../../base/service-time.ts';
import { isInForce } from './fees.ts';
import type { Municipality, MunicipalityHours, MunicipalityType } from './schema.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
const DAY_MS = DAY_MINUTES * MINUTE_MS;

/** How far ahead an opening is looked for: a year and its end. */
const DAYS_AHEAD_MAX = 400;

/** What a calendar is made of: a municipality's, or the hours of a store. */
export type Calendar = Pick<Municipality, 'hours' | 'closures' | 'holidays'>;

/** Why it is closed at a moment. `reason` is the keyword of the closed day, whose notice is `closure.REASON` in the words. */
export interface ClosedReason {
  readonly kind: 'yearEnd' | 'maintenance' | 'day' | 'hours' | 'typeHours';
  readonly reason: string | null;
}

/** Minutes of one day, `from` ≤ minute < `until`. */
interface Minutes {
  readonly from: number;
  readonly until: number;
}

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** First moment of a day in Tokyo. */
function startOfDay_epoch_ms(today: string): number {
  return Date.parse(`${today}T00:00:00+09:00`);
}

/** Monday is 1, Sunday 7 (ISO 8601). */
function weekdayOf(today: string): number {
  return new Date(`${today}T00:00:00Z`).getUTCDay() || 7;
}

/** Whether hours that except public holidays hold: on a day of which it is not known they do not. */
function isPlainWeekday({ holidays }: Calendar, today: string): boolean {
  return holidays !== null && holidays.from <= today && today <= holidays.until && !holidays.days.includes(today);
}

function isOnDay(data: Calendar, entry: MunicipalityHours, today: string): boolean {
  return (
    isInForce(entry, today) &&
    (entry.weekdays === undefined || entry.weekdays.includes(weekdayOf(today))) &&
    (entry.exceptHolidays === undefined || isPlainWeekday(data, today))
  );
}

/** The hours of one day, in order and joined where they touch. */
function hoursOn(data: Calendar, table: readonly MunicipalityHours[], today: string): readonly Minutes[] {
  const sorted = table
    .filter((entry) => isOnDay(data, entry, today))
    .map(({ opens, closes }) => ({ from: minuteOf(opens), until: minuteOf(closes) }))
    .toSorted((a, b) => a.from - b.from);
  return sorted.reduce<readonly Minutes[]>((joined, next) => {
    const last = joined.at(-1);
    if (last === undefined || next.from > last.until) return [...joined, next];
    return [...joined.slice(0, -1), { from: last.from, until: Math.max(last.until, next.until) }];
  }, []);
}

/** The closure over the whole of a day, or null. */
function wholeDayClosure({ closures }: Calendar, today: string): ClosedReason | null {
  const day = closures.days.find((closure) => closure.day === today && closure.between === undefined);
  if (day) return { kind: kindOf(day.reason), reason: day.reason };
  const monthDay = today.slice(5);
  // A yearly closure may run over New Year: 12-29 … 01-03.
  const yearly = closures.yearly.find(({ from, until }) =>
    from <= until ? from <= monthDay && monthDay <= until : monthDay >= from || monthDay <= until,
  );
  return yearly ? { kind: kindOf(yearly.reason), reason: yearly.reason } : null;
}

const kindOf = (reason: string): ClosedReason['kind'] =>
  reason === 'yearEnd' || reason === 'maintenance' ? reason : 'day';

/** Closures over some hours of a day (R79). */
function closuresWithin({ closures }: Calendar, today: string): readonly (Minutes & { readonly reason: string })[] {
  return closures.days.flatMap(({ day, between, reason }) =>
    day === today && between !== undefined
      ? [{ from: minuteOf(between.from), until: minuteOf(between.until), reason }]
      : [],
  );
}

const common = (a: readonly Minutes[], b: readonly Minutes[]): readonly Minutes[] =>
  a.flatMap((one) =>
    b.flatMap((other) => {
      const both = { from: Math.max(one.from, other.from), until: Math.min(one.until, other.until) };
      return both.from < both.until ? [both] : [];
    }),
  );

const without = (spans: readonly Minutes[], { from, until }: Minutes): readonly Minutes[] =>
  spans.flatMap((span) =>
    [
      { from: span.from, until: Math.min(span.until, from) },
      { from: Math.max(span.from, until), until: span.until },
    ].filter((left) => left.from < left.until),
  );

/** All of a day in which is served, in order; of one type when `type` is given. */
function openOn(data: Calendar, today: string, type?: MunicipalityType): readonly Minutes[] {
  if (wholeDayClosure(data, today) !== null) return [];
  const ours = hoursOn(data, data.hours, today);
  const hours = type?.hours === undefined ? ours : common(ours, hoursOn(data, type.hours, today));
  return closuresWithin(data, today).reduce(without, hours);
}

/** The end of the opening that holds at a moment, or null when it is closed. Openings that touch at midnight are one. */
function openUntil_epoch_ms(data: Calendar, epoch_ms: number, type?: MunicipalityType): number | null {
  let moment_ms = epoch_ms;
  let end_ms: number | null = null;
  for (let day = 0; day < DAYS_AHEAD_MAX; day += 1) {
    const today = tokyoDate(moment_ms);
    const minute = tokyoMinuteOfDay(moment_ms);
    const span = openOn(data, today, type).find(({ from, until }) => from <= minute && minute < until);
    if (span === undefined) return end_ms;
    end_ms = startOfDay_epoch_ms(today) + span.until * MINUTE_MS;
    if (span.until < DAY_MINUTES) return end_ms;
    moment_ms = end_ms;
  }
  return end_ms;
}

/** True when the municipality serves at this moment (R77–R80). `type` narrows to the hours of one type (2.3). */
export function isOpen(data: Calendar, epoch_ms: number, type?: MunicipalityType): boolean {
  return openUntil_epoch_ms(data, epoch_ms, type) !== null;
}

/**
 * True when the municipality serves now and at every moment of the span that begins now (R82); what ends at the very minute of
 * closing has been served.
 */
export function isOpenFor(data: Calendar, epoch_ms: number, span_ms: number, type?: MunicipalityType): boolean {
  const end_ms = openUntil_epoch_ms(data, epoch_ms, type);
  return end_ms !== null && epoch_ms + span_ms <= end_ms;
}

/** The moment from which it is served: now, or the next opening; null when none comes within a year (R77–R80). */
export function nextOpening(data: Calendar, epoch_ms: number, type?: MunicipalityType): number | null {
  if (isOpen(data, epoch_ms, type)) return epoch_ms;
  for (let ahead = 0; ahead < DAYS_AHEAD_MAX; ahead += 1) {
    const today = tokyoDate(epoch_ms + ahead * DAY_MS);
    const start_ms = startOfDay_epoch_ms(today);
    const next = openOn(data, today, type).find(({ from }) => start_ms + from * MINUTE_MS > epoch_ms);
    if (next) return start_ms + next.from * MINUTE_MS;
  }
  return null;
}

/**
 * The last moment of the opening that holds now at which something of this span may still begin (R82). null: closed, or that
 * moment is over.
 */
export function lastStart(data: Calendar, epoch_ms: number, span_ms: number, type?: MunicipalityType): number | null {
  const end_ms = openUntil_epoch_ms(data, epoch_ms, type);
  return end_ms === null || end_ms - span_ms < epoch_ms ? null : end_ms - span_ms;
}

/** Why it is closed at a moment; null while it is open. */
export function closedReason(data: Calendar, epoch_ms: number, type?: MunicipalityType): ClosedReason | null {
  if (isOpen(data, epoch_ms, type)) return null;
  const today = tokyoDate(epoch_ms);
  const whole = wholeDayClosure(data, today);
  if (whole) return whole;
  const minute = tokyoMinuteOfDay(epoch_ms);
  const part = closuresWithin(data, today).find(({ from, until }) => from <= minute && minute < until);
  if (part) return { kind: kindOf(part.reason), reason: part.reason };
  return { kind: isOpen(data, epoch_ms) ? 'typeHours' : 'hours', reason: null };
}

/** The same data with further closed days, as the centre announces them (R79, R80). A day that is known stays as it is. */
export function withClosedDays<Data extends Calendar>(
  data: Data,
  announced: readonly { readonly day: string; readonly reason: string }[],
): Data {
  const known = new Set(data.closures.days.filter(({ between }) => between === undefined).map(({ day }) => day));
  const more = announced.filter(({ day }) => !known.has(day)).map(({ day, reason }) => ({ day, reason }));
  return { ...data, closures: { ...data.closures, days: [...data.closures.days, ...more] } };
}
