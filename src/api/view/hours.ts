/** What the screens say of the hours: why nothing begins, when it does again, and until when it may (R77–R82). */
import type { CodeName } from '../../base/codes.ts';
import { tokyoDate } from '../../base/service-time.ts';
import type { HoursShown } from '../contract.ts';
import { municipalityOf, type Context } from './context.ts';

/** Codes that the hours explain. */
const CLOSED_CODES: readonly CodeName[] = ['closedNow', 'municipalityStopped', 'serviceNotBegun', 'serviceEnded'];

/** True for a code whose cause is a clock or a calendar: somebody may come back, nothing is broken. */
export function isClosed(code: CodeName): boolean {
  return CLOSED_CODES.includes(code);
}

/** Why it is closed and when it opens, as sentences; the code's own advice where the hours are not known. */
export function closedLines(context: Context, code: CodeName): readonly string[] {
  const { input, words } = context;
  const { closed = null } = input.hours ?? {};
  if (!input.hours || closed === null) return [words.code(code).advice];
  // The title has said that it is out of hours; which they are differs from store to store, so the next opening says enough.
  const isSaid = closed.why === 'hours' && input.hours.opens_epoch_ms !== null;
  const why = isSaid ? [] : [whyLine(context, code, closed)];
  return [...why, ...opensLine(context, input.hours), ...pageLine(context)];
}

function whyLine({ words }: Context, code: CodeName, closed: NonNullable<HoursShown['closed']>): string {
  switch (closed.why) {
    case 'hours':
      return words.code(code).advice;
    case 'day':
      return words.closure(closed.reason) ?? words.code(code).advice;
    case 'notBegun':
      return words.text('hours.begins', { day: words.day(closed.day) });
    case 'ended':
      return words.text('hours.ended', { day: words.day(closed.day) });
  }
}

/** Today only the time is said, else the day as well; after the end of a service, where else to go. */
function opensLine({ input, words }: Context, { closed, opens_epoch_ms }: HoursShown): readonly string[] {
  if (opens_epoch_ms === null) return closed?.why === 'ended' ? [words.text('hours.elsewhere')] : [];
  const now_epoch_ms = input.serviceTime_epoch_ms ?? 0;
  return tokyoDate(now_epoch_ms) === tokyoDate(opens_epoch_ms)
    ? [words.text('hours.opensToday', { time: words.timeOfDay(opens_epoch_ms) })]
    : [words.text('hours.opensOn', { moment: words.dateTime(opens_epoch_ms) })];
}

/** Where closed days are listed: by the municipality that the screen is about, else by the operator (R113). */
function pageLine(context: Context): readonly string[] {
  const page = municipalityOf(context)?.closedDaysPage ?? context.input.operatorPage;
  return page === undefined ? [] : [context.words.text('hours.page', { page })];
}

/** Until when a session may begin, when that is soon (R82); null otherwise. */
export function lastStartLine({ input, words }: Context): string | null {
  const last_epoch_ms = input.hours?.lastStart_epoch_ms ?? null;
  return last_epoch_ms === null ? null : words.text('hours.beforeToday', { time: words.timeOfDay(last_epoch_ms) });
}
