import type { LocalisedName } from './contract.ts';

/** Eras (元号) as papers and screens name them. A new one is one more row, with the day it begins (元号法, by cabinet order). */
const ERAS: readonly Era[] = [
  { from: '2019-05-01', ja: '令和', kana: 'れいわ', en: 'Reiwa', ko: '레이와' },
  { from: '1989-01-08', ja: '平成', kana: 'へいせい', en: 'Heisei', ko: '헤이세이' },
];

/** An era and the day it begins, `2019-05-01`. */
export interface Era {
  readonly from: string;
  readonly ja: string;
  /** Its reading, shown in やさしい日本語. */
  readonly kana?: string;
  readonly en: string;
  /** As Korean writes it; English where it is not given. */
  readonly ko?: string;
}

/** A year in its era: 2024 → 令和6, 2019 → 令和元. Chinese writes an era as Japanese does. */
export type EraYear = LocalisedName;

/** The first year of an era is called 元. */
const counted = (year: number, from: string): string => {
  const count = year - Number(from.slice(0, 4)) + 1;
  return count === 1 ? '元' : String(count);
};

/**
 * A calendar day as papers write it: `2016-01-07` → 平成28年1月7日; before the eras of the table in Western years.
 * `eras`: the newest first.
 */
export function eraDay(day: string, eras = ERAS): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const era = eras.find(({ from }) => from <= day);
  return `${era === undefined ? year : era.ja + counted(year, era.from)}年${month}月${date}日`;
}

/**
 * The era's name of a 年度 (2024 → 令和6). Named by the era of its 1 June, when certificates change to the new year (R61): so
 * 2019, whose era changed in May, is 令和元年度.
 */
export function eraOfTaxYear(year: number, eras = ERAS): EraYear | null {
  const era = eras.find(({ from }) => from <= `${year}-06-01`);
  if (era === undefined) return null;
  const ja = era.ja + counted(year, era.from);
  const count = year - Number(era.from.slice(0, 4)) + 1;
  // 元 for 1 is read がん.
  const easyCount = count === 1 ? '｜元《がん》' : String(count);
  const easy = era.kana === undefined ? ja : `｜${era.ja}《${era.kana}》${easyCount}`;
  return {
    ja,
    'ja-x-easy': easy,
    en: `${era.en} ${count}`,
    'zh-Hans': ja,
    'zh-Hant': ja,
    ko: `${era.ko ?? era.en} ${count}`,
  };
}
