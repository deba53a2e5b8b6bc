/**
 * When a session may begin here (R77–R82, R14, 2.11): the hours of every municipality that is served, of the store, and the days of
 * the service itself. Pure; moments are service time in milliseconds since 1970 (UTC), days those of Asia/Tokyo.
 */
import { tokyoDate } from '../../base/service-time.ts';
import { CENTRE_LIMITS } from '../../centre/limits.ts';
import {
  closedReason,
  isChainServed,
  lastStart,
  nextOpening,
  withClosedDays,
  type Calendar,
  type Municipality,
} from '../../centre/municipality.ts';
import type { ClosedDay } from '../../centre/port.ts';

/** What the operator says of one store; all of it left out: always open, and the service has neither beginning nor end. */
export interface StoreProfile {
  /** The chain, as municipalities name it in their data (R81). */
  readonly chain?: string | undefined;
  /** Hours of the store, inside which is served; empty: always. */
  readonly hours: readonly {
    readonly opens: string;
    readonly closes: string;
    readonly weekdays?: readonly number[] | undefined;
  }[];
  /** Days on which 証明書交付サービス is offered at all (2.11). */
  readonly certificates: { readonly from?: string | undefined; readonly until?: string | undefined };
}

/** Why nothing begins. `reason`: keyword of a closed day (`closure.REASON` of the words); `day`: beginning or end of the service. */
export type Closed =
  | { readonly why: 'hours' }
  | { readonly why: 'day'; readonly reason: string }
  | { readonly why: 'notBegun'; readonly day: string }
  | { readonly why: 'ended'; readonly day: string };

/** What holds at a moment. */
export interface Opening {
  /** Null while a session may begin. */
  readonly closed: Closed | null;
  /** The next moment at which one may; null while it is open, or when none comes within a year. */
  readonly opens_epoch_ms: number | null;
  /** The last moment at which one may begin (R82); null while it is closed. */
  readonly lastStart_epoch_ms: number | null;
}

/** What the hours are made of. */
export interface HoursData {
  readonly municipalities: readonly Municipality[];
  readonly store: StoreProfile;
}

/** The least that a session takes: what cannot end before closing is not begun (R82). */
const SESSION_MS = CENTRE_LIMITS.session_ms_least;

/** Openings that are too short for a session are passed over; so many, and it is taken as never. */
const TRIES_MAX = 500;

/** The store's hours on the days of the service as a calendar; null where neither says anything. */
export function storeCalendar({ hours, certificates }: StoreProfile): Calendar | null {
  const { from, until } = certificates;
  if (hours.length === 0 && from === undefined && until === undefined) return null;
  const always = [{ opens: '00:00', closes: '24:00' }];
  const dates = { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) };
  const table = (hours.length === 0 ? always : hours).map(({ opens, closes, ...rest }) => ({
    ...{ opens, closes },
    ...('weekdays' in rest && rest.weekdays !== undefined ? { weekdays: [...rest.weekdays] } : {}),
    ...dates,
  }));
  return { hours: table, closures: { yearly: [], days: [] }, holidays: null };
}

/** The hours of a municipality end with the last day on which it serves this chain (R81). */
function forChain(data: Municipality, chainId: string | undefined): Municipality {
  const until = data.chains?.find((chain) => chain.chainId === chainId)?.until ?? null;
  if (until === null) return data;
  const earlier = (day: string | undefined): string => (day === undefined || until < day ? until : day);
  return { ...data, hours: data.hours.map((entry) => ({ ...entry, until: earlier(entry.until) })) };
}

/** The last moment at which something of this span may begin in all of the calendars; null: closed, or that moment is over. */
function lastStartOfAll(calendars: readonly Calendar[], epoch_ms: number, span_ms: number): number | null {
  let last = Infinity;
  for (const calendar of calendars) {
    const its = lastStart(calendar, epoch_ms, span_ms);
    if (its === null) return null;
    last = Math.min(last, its);
  }
  return last;
}

/** The next moment at which a session may begin in all of the calendars at once. */
function nextStartOfAll(calendars: readonly Calendar[], epoch_ms: number): number | null {
  let moment_ms = epoch_ms;
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    let next_ms = moment_ms;
    for (const calendar of calendars) {
      const its = nextOpening(calendar, next_ms);
      if (its === null) return null;
      next_ms = its;
    }
    const end_ms = lastStartOfAll(calendars, next_ms, 0);
    if (end_ms !== null && lastStartOfAll(calendars, next_ms, SESSION_MS) !== null) return next_ms;
    // One of them closed before the last one opened, or what is open is too short: on from there.
    moment_ms = end_ms ?? next_ms;
  }
  return null;
}

/** Whether a session for this municipality may begin here, whatever the others do (R80). */
export function openingFor(
  data: Municipality,
  { store }: Pick<HoursData, 'store'>,
  announced: readonly ClosedDay[],
  epoch_ms: number,
): Opening {
  const days = announced.filter(({ municipalityId }) => municipalityId === data.municipalityId);
  const ours = forChain(withClosedDays(data, days), store.chain);
  const shop = storeCalendar(store);
  const calendars = shop === null ? [ours] : [ours, shop];
  const lastStart_epoch_ms = lastStartOfAll(calendars, epoch_ms, SESSION_MS);
  if (lastStart_epoch_ms !== null) return { closed: null, opens_epoch_ms: null, lastStart_epoch_ms };
  return {
    closed: whyClosed(ours, store, epoch_ms),
    opens_epoch_ms: nextStartOfAll(calendars, epoch_ms),
    lastStart_epoch_ms: null,
  };
}

function whyClosed(data: Municipality, store: StoreProfile, epoch_ms: number): Closed {
  const service = serviceClosed(store, epoch_ms);
  if (service !== null) return service;
  const today = tokyoDate(epoch_ms);
  const chain = data.chains?.find(({ chainId }) => chainId === store.chain);
  if (chain?.until != null && store.chain !== undefined && !isChainServed(data, store.chain, today))
    return { why: 'ended', day: chain.until };
  const reason = closedReason(data, epoch_ms)?.reason ?? null;
  return reason === null ? { why: 'hours' } : { why: 'day', reason };
}

/** The service itself has not begun, or has ended (2.11, R81). */
function serviceClosed({ certificates: { from, until } }: StoreProfile, epoch_ms: number): Closed | null {
  const today = tokyoDate(epoch_ms);
  if (from !== undefined && today < from) return { why: 'notBegun', day: from };
  if (until !== undefined && until < today) return { why: 'ended', day: until };
  return null;
}

/** Whether anybody may begin: open while one of the municipalities is (R77, R78). */
export function openingOf(hours: HoursData, announced: readonly ClosedDay[], epoch_ms: number): Opening {
  const each = hours.municipalities.map((data) => openingFor(data, hours, announced, epoch_ms));
  const lasts = each.flatMap(({ lastStart_epoch_ms }) => lastStart_epoch_ms ?? []);
  if (lasts.length > 0) return { closed: null, opens_epoch_ms: null, lastStart_epoch_ms: Math.max(...lasts) };
  const opens = each.flatMap(({ opens_epoch_ms }) => opens_epoch_ms ?? []);
  return {
    closed: serviceClosed(hours.store, epoch_ms) ?? sharedReason(each),
    opens_epoch_ms: opens.length > 0 ? Math.min(...opens) : null,
    lastStart_epoch_ms: null,
  };
}

/** A reason that all have in common; otherwise nobody is served for several, and the hours say enough. */
function sharedReason(each: readonly Opening[]): Closed {
  const [first, ...rest] = each.map(({ closed }) => closed);
  const isShared = first != null && rest.every((other) => JSON.stringify(other) === JSON.stringify(first));
  return isShared ? first : { why: 'hours' };
}

/** When the store closes, or its service ends; null: it does not within a year, or is closed now. */
export function storeCloses(store: StoreProfile, epoch_ms: number): number | null {
  const shop = storeCalendar(store);
  return shop === null ? null : lastStart(shop, epoch_ms, 0);
}

/**
 * The moment until which payment must be over, so that so many sets can still be printed before the municipality or the store closes
 * (R82); null when it is closed already.
 */
export function paymentEnds(
  data: Municipality,
  { store }: Pick<HoursData, 'store'>,
  request: { readonly typeIds: readonly string[]; readonly sets: number },
  epoch_ms: number,
): number | null {
  const span_ms = request.sets * CENTRE_LIMITS.set_prints_ms;
  const shop = storeCalendar(store);
  const types = request.typeIds.map((typeId) => data.types.find((type) => type.typeId === typeId));
  const ends = [
    ...types.map((type) => lastStart(data, epoch_ms, span_ms, type)),
    ...(shop === null ? [] : [lastStart(shop, epoch_ms, span_ms)]),
  ];
  return ends.reduce((least, end) => (least === null || end === null ? null : Math.min(least, end)));
}
