/** Dated ranges of municipal data: no gap, no overlap, the last one open; hours that open before they close. Pure. */
import type { DayRange } from './fees.ts';
import type { MunicipalityHours } from './schema.ts';
import { shown, type DataFault } from './shape-faults.ts';

/** Before and after every day that can stand in a file. */
const EVER = '0000-00-00';
const NEVER = '9999-99-99';

/** The day after, as text. */
function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

const startOf = ({ from = EVER }: DayRange): string => from;
const endOf = ({ until = NEVER }: DayRange): string => until;

/** A range as people read it. */
const rangeText = ({ from, until }: DayRange): string => `${from ?? 'ever'} … ${until ?? 'open'}`;

/**
 * Faults of ranges that together must cover all days from `start` on (open when left out), each day once, the last range open.
 * `path` is the place of the list.
 */
export function rangeFaults(ranges: readonly DayRange[], path: string, start: string = EVER): readonly DataFault[] {
  const placed = ranges.map((range, index) => ({ range, path: `${path}[${index}]` }));
  const backwards = placed.filter(({ range }) => startOf(range) > endOf(range));
  const faults = backwards.map(({ range, path: at }) => ({
    path: at,
    message: `is ${rangeText(range)}; expected a first day that is not after the last`,
  }));
  const sorted = placed
    .filter((entry) => !backwards.includes(entry))
    .toSorted((a, b) => (startOf(a.range) < startOf(b.range) ? -1 : 1));
  const joints = sorted.slice(1).flatMap((next, index) => jointFaults(sorted[index]!, next));
  return [...faults, ...firstFaults(sorted[0], path, start), ...joints, ...lastFaults(sorted.at(-1), path)];
}

interface Placed {
  readonly range: DayRange;
  readonly path: string;
}

function firstFaults(first: Placed | undefined, path: string, start: string): readonly DataFault[] {
  if (first === undefined || startOf(first.range) <= start) return [];
  const wanted =
    start === EVER ? 'a first range without from (with null where nothing is known)' : `one from ${start} on`;
  return [{ path, message: `leaves out the days before ${startOf(first.range)}; expected ${wanted}` }];
}

function lastFaults(last: Placed | undefined, path: string): readonly DataFault[] {
  if (last === undefined || last.range.until === undefined) return [];
  return [{ path, message: `ends on ${last.range.until}; expected a last range without until` }];
}

function jointFaults(before: Placed, next: Placed): readonly DataFault[] {
  const end = endOf(before.range);
  if (end >= startOf(next.range)) {
    const message = `is ${rangeText(next.range)} and overlaps ${before.path} (${rangeText(before.range)}); expected each day once`;
    return [{ path: next.path, message }];
  }
  if (dayAfter(end) === startOf(next.range)) return [];
  const message = `begins on ${startOf(next.range)} and ${before.path} ends on ${end}; expected no day between them`;
  return [{ path: next.path, message }];
}

/** Faults of a table of opening hours. */
export function hoursFaults(
  table: readonly MunicipalityHours[],
  path: string,
  hasHolidays: boolean,
): readonly DataFault[] {
  const own = table.flatMap((entry, index): DataFault[] => {
    const at = `${path}[${index}]`;
    const faults: DataFault[] = [];
    if (entry.opens >= entry.closes) {
      faults.push({
        path: at,
        message: `opens at ${entry.opens} and closes at ${entry.closes}; expected opening before closing`,
      });
    }
    if (entry.exceptHolidays && !hasHolidays) {
      faults.push({ path: at, message: 'excepts public holidays and holidays is null; expected the list of them' });
    }
    if (entry.weekdays && new Set(entry.weekdays).size !== entry.weekdays.length) {
      faults.push({ path: `${at}.weekdays`, message: `is ${shown(entry.weekdays)}; expected each weekday once` });
    }
    return faults;
  });
  const byWeekday = [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => weekdayFaults(table, path, weekday));
  // The same fault of all seven weekdays is told once.
  const told = new Map(byWeekday.map((fault) => [`${fault.path} ${fault.message}`, fault]));
  return [...own, ...told.values()];
}

/** Hours of one weekday: a weekday without any is closed; otherwise its dates have no gap, and no two hours overlap. */
function weekdayFaults(table: readonly MunicipalityHours[], path: string, weekday: number): readonly DataFault[] {
  const entries = table.flatMap((entry, index) =>
    entry.weekdays === undefined || entry.weekdays.includes(weekday) ? [{ entry, path: `${path}[${index}]` }] : [],
  );
  const overlaps = entries.flatMap((one, index) =>
    entries.slice(index + 1).flatMap((other): DataFault[] => {
      const sameDays = startOf(one.entry) <= endOf(other.entry) && startOf(other.entry) <= endOf(one.entry);
      const sameTimes = one.entry.opens < other.entry.closes && other.entry.opens < one.entry.closes;
      if (!sameDays || !sameTimes) return [];
      return [{ path: other.path, message: `overlaps ${one.path} in days and times; expected each hour once` }];
    }),
  );
  // Two openings of the same days (before and after noon) are one range of dates.
  const dates = new Map(entries.map(({ entry }) => [rangeText(entry), { from: entry.from, until: entry.until }]));
  return [...overlaps, ...(entries.length === 0 ? [] : rangeFaults([...dates.values()], path))];
}
