/**
 * Local data of a municipality (`config/municipalities/*.json`): what a certificate is called and must cost here, hours,
 * notices. The centre says what a citizen may have; where the two differ the type is withheld (design, Paper).
 */
import { z } from 'zod';
import type { CodeName } from '../base/codes.ts';
import { tokyoDate, tokyoMinuteOfDay } from '../base/service-time.ts';
import type { Offer } from '../../fsm/events.ts';
import { CENTRE_LIMITS } from './limits.ts';

const keyword = z.string().regex(/^[a-z][A-Za-z0-9]{0,40}$/);
/** A calendar day of Asia/Tokyo, `2024-10-02`. */
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** A day of every year, `12-29`. */
const dayOfYear = z.string().regex(/^\d{2}-\d{2}$/);
const timeOfDay = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/);
const text = z.strictObject({ ja: z.string().min(1), en: z.string().min(1) });
/** In force on days `from` ≤ day ≤ `until`; either end may be open. */
const span = { from: day.optional(), until: day.optional() };
/** Fees are paid in coins of 10 yen and up, and none is free (R74). */
const fee = z.int().positive().max(100_000).multipleOf(10);
const hours = z.strictObject({ opens: timeOfDay, closes: timeOfDay, ...span });

const typeSchema = z.strictObject({
  typeId: keyword,
  name: text,
  scope: z.enum(['holder', 'household', 'koseki']),
  fees: z.array(z.strictObject({ fee_yen: fee, ...span })).min(1),
  options: z.array(z.strictObject({ optionId: keyword, notice: keyword.optional() })),
  copies_max: z.int().min(1).max(20),
  /** Hours of this type alone, where they are shorter than the municipality's. */
  hours: z.array(hours).optional(),
  notices: z.array(keyword).optional(),
});

/** A municipality's file: what is issued here, what it is called and costs. */
export const municipalitySchema = z.strictObject({
  $schema: z.string().optional(),
  municipalityId: keyword,
  /** 全国地方公共団体コード, six digits. */
  code: z.string().regex(/^\d{6}$/),
  name: text,
  /** Page the data were taken from and its date. */
  source: z.strictObject({ title: z.string(), updated: day }),
  desk: z.strictObject({ name: text, phone: z.string().nullable(), address: z.string().nullable() }),
  hours: z.array(hours).min(1),
  closures: z.strictObject({
    yearly: z.array(z.strictObject({ from: dayOfYear, until: dayOfYear, reason: keyword })),
    days: z.array(z.strictObject({ day, reason: keyword })),
  }),
  /** Cards that people try here and that are refused by name (R19, R20). */
  refusedCards: z.array(keyword),
  /** The card serves from the day after it was handed over (R32); null where the municipality says nothing. */
  cardUsableFrom: z.enum(['nextDay']).nullable(),
  types: z.array(typeSchema).min(1),
  notices: z.array(keyword),
  /** 地方自治法施行令 第158条第2項 (R76). */
  collection: z.strictObject({ agent: z.string(), address: z.string(), entrustedOn: day }).nullable(),
});

/** Validated data of one municipality. */
export type Municipality = z.infer<typeof municipalitySchema>;
/** One kind of certificate of a municipality's file. */
export type MunicipalityType = Municipality['types'][number];

const inForce = (entry: { from?: string | undefined; until?: string | undefined }, today: string): boolean =>
  (entry.from === undefined || entry.from <= today) && (entry.until === undefined || today <= entry.until);

/** The fee of a type on a day (`2025-04-16`), or null when none is in force. */
export function feeOn(type: MunicipalityType, today: string): number | null {
  return type.fees.find((fee) => inForce(fee, today))?.fee_yen ?? null;
}

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** True when the municipality serves at this moment (R77–R80). `type` narrows to the hours of one type. */
export function isOpen(data: Municipality, epoch_ms: number, type?: MunicipalityType): boolean {
  const today = tokyoDate(epoch_ms);
  const monthDay = today.slice(5);
  const closed =
    data.closures.days.some((closure) => closure.day === today) ||
    // A yearly closure may run over New Year: 12-29 … 01-03.
    data.closures.yearly.some(({ from, until }) =>
      from <= until ? from <= monthDay && monthDay <= until : monthDay >= from || monthDay <= until,
    );
  if (closed) return false;
  const minute = tokyoMinuteOfDay(epoch_ms);
  const isWithin = (table: readonly z.infer<typeof hours>[]): boolean =>
    table.some((entry) => inForce(entry, today) && minuteOf(entry.opens) <= minute && minute < minuteOf(entry.closes));
  return isWithin(data.hours) && (type?.hours === undefined || isWithin(type.hours));
}

/** True when the municipality serves now and will for this long (R82). */
export function isOpenFor(data: Municipality, epoch_ms: number, span_ms: number, type?: MunicipalityType): boolean {
  return isOpen(data, epoch_ms, type) && isOpen(data, epoch_ms + span_ms, type);
}

/** What is left of the centre's offers after the comparison with local data. */
export interface Reconciled {
  readonly offers: readonly Offer[];
  readonly withheld: readonly { readonly typeId: string; readonly code: CodeName }[];
}

/**
 * Compares offers with local data: type known here, fee of the day equal, scope equal, every option known. Copies are the
 * smaller of the two limits.
 */
export function reconcileOffers(offers: readonly Offer[], data: Municipality, epoch_ms: number): Reconciled {
  const today = tokyoDate(epoch_ms);
  const kept: Offer[] = [];
  const withheld: { typeId: string; code: CodeName }[] = [];
  for (const offer of offers) {
    const type = data.types.find(({ typeId }) => typeId === offer.typeId);
    const agrees =
      type !== undefined &&
      feeOn(type, today) === offer.fee_yen &&
      type.scope === offer.scope &&
      offer.options.every(({ optionId }) => type.options.some((option) => option.optionId === optionId));
    if (!agrees) withheld.push({ typeId: offer.typeId, code: 'catalogueDiffers' });
    else if (!isOpenFor(data, epoch_ms, CENTRE_LIMITS.session_ms_least, type))
      withheld.push({ typeId: offer.typeId, code: 'closedNow' });
    else kept.push({ ...offer, copies_max: Math.min(offer.copies_max, type.copies_max) });
  }
  return { offers: kept, withheld };
}
