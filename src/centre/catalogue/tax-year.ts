/** 年度 of tax certificates (R58, R60, R61). Pure. */
import type { MunicipalityType } from './schema.ts';

/** The 年度 that a type may be issued for on a day, as years of the Western calendar: 2024 is 令和6年度. */
export interface TaxYears {
  readonly earliest: number;
  readonly latest: number;
}

/** A page says "about June": so many days before and after that month are still "about" it. */
const ABOUT_DAYS = 15;
const DAY_MS = 86_400_000;

/**
 * Which 年度 the data of a type allow on a day (`2025-06-10`); null where the type has none. In the months around the switch two
 * years are possible; where the page names no month, this year's and the one before always are.
 */
export function taxYearOn({ taxYear }: MunicipalityType, today: string): TaxYears | null {
  if (taxYear === undefined) return null;
  const year = Number(today.slice(0, 4));
  if (taxYear.switchesAbout === null) return { earliest: year - 1, latest: year };
  const now_ms = Date.parse(`${today}T00:00:00Z`);
  const first_ms = Date.UTC(year, taxYear.switchesAbout - 1, 1) - ABOUT_DAYS * DAY_MS;
  const last_ms = Date.UTC(year, taxYear.switchesAbout, 0) + ABOUT_DAYS * DAY_MS;
  return {
    earliest: now_ms > last_ms && taxYear.earlierWhileSwitching === null ? year : year - 1,
    latest: now_ms < first_ms ? year - 1 : year,
  };
}
