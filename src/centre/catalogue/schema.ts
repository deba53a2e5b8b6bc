/**
 * Shape of a municipality's file (`config/municipalities/*.json`): what is issued, what it is called and must cost, when, and
 * what must be said. The file states what the municipality's page states. Where a page gives no figure the value is `null`,
 * and each `null` has its meaning here: nothing is guessed.
 */
import { z } from 'zod';
import { keyword } from '../shapes.ts';

const DAY_FORM = /^\d{4}-\d{2}-\d{2}$/;

/** True for a day that the calendar has: no 30 February, 29 February in leap years only. */
function isRealDay(text: string): boolean {
  if (!DAY_FORM.test(text)) return false;
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
}

/** A calendar day of Asia/Tokyo, `2024-10-02`. */
const day = z.string().refine(isRealDay, 'a day of the calendar, as in 2024-10-02');
/** A day of every year, `12-29`. */
const dayOfYear = z.string().refine((text) => isRealDay(`2024-${text}`), 'a day of the year, as in 12-29');
const timeOfDay = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a time of day, as in 06:30');
const text = z.strictObject({ ja: z.string().min(1), en: z.string().min(1) });
/** In force on days `from` ≤ day ≤ `until`; either end may be open. */
const span = { from: day.optional(), until: day.optional() };
/** Fees are paid in coins of 10 yen and up, and none is free (R74). `null`: not known, and so not offered (R68). */
const fee = z
  .int('a whole number of yen, or null where it is not known')
  .positive('a fee above 0: nothing is issued free (R74)')
  .max(100_000, 'at most 100000 yen')
  .multipleOf(10, 'a multiple of 10 yen, which coins can pay')
  .nullable();
/** Monday is 1, Sunday 7 (ISO 8601). */
const weekday = z.int().min(1).max(7);

/** Opening hours of some weekdays; left out: every day. `exceptHolidays` needs the list of public holidays. */
const hours = z.strictObject({
  opens: timeOfDay,
  closes: timeOfDay,
  weekdays: z.array(weekday).min(1).optional(),
  exceptHolidays: z.literal(true).optional(),
  ...span,
});

/**
 * An item that may stand on the certificate. `basis`: `page` where the municipality's page names it, `general` where it is what
 * municipalities offer in common (requirements 2.4) and the page does not name the items.
 */
const option = z.strictObject({
  optionId: keyword,
  name: text.optional(),
  /** Whose item it is: Japanese, foreign residents, or both. */
  of: z.enum(['japanese', 'foreign', 'everybody']),
  basis: z.enum(['page', 'general']),
});

/** 年度 of a tax certificate (R58, R60, R61). */
const taxYear = z.strictObject({
  /** Month in about which the newest 年度 begins to be issued; null: the page names none. */
  switchesAbout: z.int().min(1).max(12).nullable(),
  /** While tax data are changed over only the earlier year may be had; null: the page does not speak of it. */
  earlierWhileSwitching: z.literal(true).nullable(),
});

const type = z.strictObject({
  typeId: keyword,
  name: text,
  scope: z.enum(['holder', 'household', 'koseki']),
  /** Days on which the type is issued at all; left out: no end is known. */
  offered: z.strictObject(span).optional(),
  fees: z.array(z.strictObject({ fee_yen: fee, ...span })).min(1),
  options: z.array(option),
  /** Most copies at once; null: the page gives no limit, so the centre's and the kiosk's own hold (R9). */
  copies_max: z.int().min(1).max(20).nullable(),
  /** Hours of this type alone, inside the municipality's (2.3); left out: the same. */
  hours: z.array(hours).min(1).optional(),
  taxYear: taxYear.optional(),
  /** Reasons for which the page refuses it to somebody: keywords of `refusals.ts` (R42–R51). */
  refusals: z.array(keyword),
});

/** What must be said before payment, and when (R46, R55, R60, R74, R75, R90–R94). */
const notice = z.discriminatedUnion('when', [
  /** Always; with `types` only for these. */
  z.strictObject({ notice: keyword, when: z.literal('always'), types: z.array(keyword).min(1).optional() }),
  /** When this item is chosen. */
  z.strictObject({
    notice: keyword,
    when: z.literal('option'),
    option: keyword,
    types: z.array(keyword).min(1).optional(),
  }),
  /** About the service as a whole: notes, PIN and printing screens say it in their place (R31, R87, R110). */
  z.strictObject({ notice: keyword, when: z.literal('service') }),
  /** When the centre names it with the offer to this citizen. */
  z.strictObject({ notice: keyword, when: z.literal('centre'), types: z.array(keyword).min(1).optional() }),
]);

/** Rules of the page that the centre carries out; null: the page does not speak of it. */
const rules = z.strictObject({
  /** Younger persons are refused (R38). */
  youngest_years: z.int().min(0).max(20).nullable(),
  /** The card serves from the day after it was handed over (R32). */
  cardUsableFrom: z.literal('nextDay').nullable(),
  /** After a 転出 notification the whole service is refused (R41). */
  afterMovingOut: z.literal('refused').nullable(),
  /** A member moves out: no 住民票の写し of the household until the day of the move has passed (R42). */
  householdMemberMoved: z.literal('refusedUntilMoved').nullable(),
  /** 戸籍 and 附票 only for those whose 本籍 and residence are both here (R44); null: not spoken of, or no 戸籍 here. */
  koseki: z.literal('honsekiAndResidenceHere').nullable(),
  /** So long 戸籍 and 附票 are refused after a notification, until it is entered (R43). */
  kosekiEntry_weeks: z.strictObject({ min: z.int().positive(), max: z.int().positive() }).nullable(),
  /** 出生による経過滞在者 (R45). */
  transitionalResidents: z.literal('refused').nullable(),
  /** Wrong PINs in a row until the card locks (R27). */
  pinTries: z.int().positive().nullable(),
});

const closures = z.strictObject({
  /** Every year; may run over New Year, `12-29` … `01-03` (R78). */
  yearly: z.array(z.strictObject({ from: dayOfYear, until: dayOfYear, reason: keyword })),
  /** Single days, whole or only `between` these times (R69, R70, R79). */
  days: z.array(
    z.strictObject({
      day,
      reason: keyword,
      between: z.strictObject({ from: timeOfDay, until: timeOfDay }).optional(),
    }),
  ),
});

/** A municipality's file. */
export const municipalitySchema = z.strictObject({
  $schema: z.string().optional(),
  municipalityId: keyword,
  /** 全国地方公共団体コード, six digits. */
  code: z.string().regex(/^\d{6}$/, 'the six digits of the 全国地方公共団体コード'),
  name: text,
  /** Page the data were taken from and its date. */
  source: z.strictObject({ title: z.string().min(1), updated: day }),
  /** Whom citizens ask (R112); null: not on the page. */
  desk: z.strictObject({ name: text, phone: z.string().min(1).nullable(), address: z.string().min(1).nullable() }),
  /** Where shops and closed days are listed (R113); null: the page names the list without an address. */
  links: z.strictObject({ shops: z.url().nullable(), closedDays: z.url().nullable(), guide: z.url().nullable() }),
  hours: z.array(hours).min(1),
  closures,
  /**
   * Public holidays (国民の祝日) of the days `from` … `until`, for hours that except them. On a day outside it is not known
   * whether it is one, so such hours are closed. null: nothing here depends on them.
   */
  holidays: z.strictObject({ from: day, until: day, days: z.array(day) }).nullable(),
  /** Chains that the page names and until when they serve (R81); null: the page names none. */
  chains: z.array(z.strictObject({ chainId: keyword, name: text, until: day.nullable() })).nullable(),
  /** Cards that people try here and that are refused by name (R19, R20). */
  refusedCards: z.array(z.strictObject({ card: keyword, name: text })),
  rules,
  types: z.array(type).min(1),
  /** What people ask for and cannot have here, as types or items (R56, R62, R65). */
  notIssued: z.array(z.strictObject({ keyword, name: text })),
  notices: z.array(notice),
  /** 地方自治法施行令 第158条第2項 (R76); null: not on the page. */
  collection: z.strictObject({ agent: z.string().min(1), address: z.string().min(1), entrustedOn: day }).nullable(),
});

/** Validated data of one municipality. */
export type Municipality = z.infer<typeof municipalitySchema>;
/** One kind of certificate of a municipality's file. */
export type MunicipalityType = Municipality['types'][number];
/** Opening hours as they stand in a file. */
export type MunicipalityHours = Municipality['hours'][number];
/** One notice with its condition. */
export type MunicipalityNotice = Municipality['notices'][number];
