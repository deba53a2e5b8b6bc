/**
 * What each municipality of the reference centre issues and by which rules, on its own authority: written from the pages into
 * `catalogue/*.json`, not read from the kiosk's local data. What a page does not say is not there: no fee, no offer.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Offer } from '../../../fsm/events.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const monthDay = z.string().regex(/^\d{2}-\d{2}$/);
const clockTime = z.string().regex(/^\d{2}:\d{2}$/);
/** Days from `from` to `until`, both included; an open end is left out. */
const range = { from: day.optional(), until: day.optional() };

const typeSchema = z.strictObject({
  typeId: z.string(),
  /** Which register decides about it. */
  kind: z.enum(['resident', 'seal', 'tax', 'koseki']),
  scope: z.enum(['holder', 'household', 'koseki']),
  fees: z.array(z.strictObject({ ...range, fee_yen: z.int().positive().multipleOf(10) })),
  /** `of`: an option that only Japanese or only foreign residents have (2.4). */
  options: z.array(z.strictObject({ optionId: z.string(), of: z.enum(['japanese', 'foreign']).optional() })),
  copies_max: z.int().positive(),
  /** Days on which the type is issued at all (2.4: types come and go). */
  offered: z.strictObject(range).optional(),
  /** Narrower hours than the service's; Monday is 1. */
  hours: z
    .array(
      z.strictObject({
        weekdays: z.array(z.int().min(1).max(7)),
        exceptHolidays: z.boolean(),
        opens: clockTime,
        closes: clockTime,
      }),
    )
    .optional(),
});

const catalogueSchema = z.strictObject({
  municipalityId: z.string(),
  /** 地方公共団体コード; the first part of every 固有番号. */
  code: z.string().regex(/^\d{6}$/),
  name: z.string(),
  mayor: z.string().includes('見本'),
  /** The page that this file was written from. */
  source: z.string(),
  hours: z.strictObject({ opens: clockTime, closes: clockTime }),
  yearEnd: z.strictObject({ from: monthDay, until: monthDay }),
  /** Days without service, or hours of a day (R69, R70, R79). */
  stops: z.array(
    z.strictObject({
      day,
      reason: z.enum(['feeChange', 'maintenance', 'systemMove']),
      between: z.strictObject({ from: clockTime, until: clockTime }).optional(),
    }),
  ),
  /** Public holidays, on which an office is closed (2.3). */
  holidays: z.array(day).optional(),
  rules: z.strictObject({
    /** R32: stated by Fuchu only. */
    usableFrom: z.enum(['sameDay', 'nextDay']),
    /** R42 */
    householdWaitsForMove: z.boolean(),
    /** R45 */
    transitionalRefused: z.boolean(),
    /** R46: tells a holder of a カタカナ併記名 that it is not printed. */
    katakanaNotice: z.boolean(),
  }),
  /** Longest name that its system can print, in characters without variation selectors (2.4). */
  name_characters_max: z.int().positive(),
  /** Moment whose state of the register is shown: the present one, or that of the morning (D14). */
  registerAsOf: z.union([z.literal('now'), clockTime]),
  tax: z.strictObject({
    /** R48: only who is taxed by the city. */
    taxedOnly: z.boolean(),
    /** First day on which a 年度 is issued (R61). */
    years: z.array(z.strictObject({ year: z.int(), from: day })),
    /** Days in which tax data are changed over and only the earlier year is to be had (R60). */
    changeover: z.array(z.strictObject({ from: day, until: day })),
  }),
  types: z.array(typeSchema),
});

/** One municipality as the centre knows it. */
export type CentreMunicipality = z.infer<typeof catalogueSchema>;
export type CentreType = z.infer<typeof typeSchema>;

/** Reads every municipality of a folder (default: those beside this file). */
export function loadCatalogue(folder = join(import.meta.dirname, 'catalogue')): CentreMunicipality[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => catalogueSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))));
}

/** A moment in Tokyo, which has no summer time. */
export interface TokyoTime {
  /** `2025-04-16` */
  readonly day: string;
  /** `10:00` */
  readonly time: string;
  /** Monday is 1. */
  readonly weekday: number;
}

export function tokyoTime(epoch_ms: number): TokyoTime {
  const shifted = new Date(epoch_ms + 32_400_000);
  const text = shifted.toISOString();
  return { day: text.slice(0, 10), time: text.slice(11, 16), weekday: shifted.getUTCDay() || 7 };
}

const within = (date: string, { from, until }: { from?: string | undefined; until?: string | undefined }): boolean =>
  (from === undefined || date >= from) && (until === undefined || date <= until);

/** Why nobody of a municipality is served now, as a keyword of the protocol, or null (R77–R80). */
export function closedWhy(municipality: CentreMunicipality, now: TokyoTime): string | null {
  const { hours, yearEnd, stops } = municipality;
  const monthAndDay = now.day.slice(5);
  // The range goes over New Year.
  const isYearEnd = monthAndDay >= yearEnd.from || monthAndDay <= yearEnd.until;
  if (isYearEnd || now.time < hours.opens || now.time >= hours.closes) return 'closedNow';
  const stop = stops.find((each) => each.day === now.day);
  const isOver = stop?.between && (now.time < stop.between.from || now.time >= stop.between.until);
  return stop && !isOver ? 'municipalityStopped' : null;
}

/** Fee of the day, or null where the page gives none (R67, R68). */
export const feeOn = (type: CentreType, date: string): number | null =>
  type.fees.find((fee) => within(date, fee))?.fee_yen ?? null;

/** True inside the type's own hours (2.3). */
export function isOpenType({ holidays = [] }: CentreMunicipality, { hours }: CentreType, now: TokyoTime): boolean {
  if (hours === undefined) return true;
  return hours.some(({ weekdays, exceptHolidays, opens, closes }) => {
    const isDay = weekdays.includes(now.weekday) && !(exceptHolidays && holidays.includes(now.day));
    return isDay && now.time >= opens && now.time < closes;
  });
}

/** 年度 that is issued on a day, and whether that is the earlier one of a change-over (R58, R60, R61). */
export function taxYearOn({ tax }: CentreMunicipality, date: string): { year: number; isChangeover: boolean } {
  const year = tax.years.filter(({ from }) => from <= date).at(-1)?.year ?? 0;
  return { year, isChangeover: tax.changeover.some((days) => within(date, days)) };
}

/** The offer of a type to somebody: options by nationality, fee and 年度 of the day. Null when there is no fee, or no such type now. */
export function offerOf(
  municipality: CentreMunicipality,
  type: CentreType,
  date: string,
  nationalities: readonly ('japanese' | 'foreign')[],
): Offer | null {
  const fee_yen = feeOn(type, date);
  if (fee_yen === null || (type.offered && !within(date, type.offered))) return null;
  const { typeId, scope, copies_max } = type;
  const options = type.options
    .filter(({ of }) => of === undefined || nationalities.includes(of))
    .map(({ optionId }) => ({ optionId, preset: false }));
  const offer = { typeId, fee_yen, options, scope, copies_max };
  if (type.kind !== 'tax') return offer;
  const { year, isChangeover } = taxYearOn(municipality, date);
  return { ...offer, taxYear: year, ...(isChangeover ? { notices: ['earlierTaxYearOnly'] } : {}) };
}

/** A type that is not to be had now, with the keyword of the reason. */
export interface TypeRefusal {
  readonly typeId: string;
  readonly reason: string;
}

/** What a municipality offers and refuses to anybody at this moment: nothing personal. */
export function generalOffers(
  municipality: CentreMunicipality,
  now: TokyoTime,
): { offers: Offer[]; refusals: TypeRefusal[] } {
  const offers: Offer[] = [];
  const refusals: TypeRefusal[] = [];
  for (const type of municipality.types) {
    const offer = offerOf(municipality, type, now.day, ['japanese']);
    if (offer === null) refusals.push({ typeId: type.typeId, reason: 'typeNotOffered' });
    else if (isOpenType(municipality, type, now)) offers.push(offer);
    else refusals.push({ typeId: type.typeId, reason: 'typeClosedNow' });
  }
  return { offers, refusals };
}
