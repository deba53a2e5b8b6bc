/**
 * Words: every text of screen, voice, receipt and slip, by key, in each language. Pure tables; no clock, no I/O.
 * Public entry: `words(locale)` of `words.ts`.
 */
import type { CodeName } from '../base/codes.ts';
import type { Yen } from '../base/yen.ts';
import type { JA } from './ja/index.ts';

/**
 * A language of the screen, as a BCP 47 tag: `ja-x-easy` is やさしい日本語. Japanese is the official one; its terms stand beside
 * every translation of a certificate.
 */
export type Locale =
  | 'ja'
  | 'ja-x-easy'
  | 'en'
  | 'zh-Hans'
  | 'zh-Hant'
  | 'ko'
  | 'vi'
  | 'pt'
  | 'es'
  | 'fil'
  | 'ne'
  | 'id'
  | 'th'
  | 'my';

/** Key of a text. The Japanese table is the reference: another language has the same keys and values. */
export type TextKey = keyof typeof JA;

/** A text that citizens meet: in every language. Those of staff mode are in Japanese and English alone. */
export type CitizenKey = Exclude<TextKey, `staff.${string}`>;

type CitizensOf<Table> = Exclude<keyof Table, `staff.${string}`>;

/** A table of a language, by the Japanese table it translates: every citizen's key of it. Staff read Japanese or English. */
export type TranslationOf<Table> = Readonly<Record<CitizensOf<Table>, string> & Partial<Record<keyof Table, string>>>;

/** A name of municipal data: Japanese and English at least; `nameIn` of `locales.ts` finds the one to show. */
export type LocalisedName = { readonly ja: string; readonly en: string } & {
  readonly [Other in Locale]?: string;
};

/** Something the kiosk says aloud. */
export type UtteranceId = Extract<TextKey, `speak.${string}`>;

type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `${infer Head},${string}` ? Head : Name) | Names<Rest>
  : never;

/** Values a text asks for, read off the Japanese message. */
export type ValuesOf<Key extends TextKey> = [Names<(typeof JA)[Key]>] extends [never]
  ? readonly []
  : readonly [values: Readonly<Record<Names<(typeof JA)[Key]>, string | number>>];

/** What a citizen is told about a refusal or fault: neutral, without the reason behind a restriction (R40). */
export interface CodeText {
  /** What happened. */
  readonly title: string;
  /** What to do. */
  readonly advice: string;
  /** Who helps: the desk of the municipality, the operator of the kiosk, or the national call centre. */
  readonly helper: 'municipality' | 'operator' | 'callCentre' | 'none';
}

/** All words of one language. */
export interface Words {
  readonly locale: Locale;
  text<Key extends TextKey>(key: Key, ...values: ValuesOf<Key>): string;
  /** A code's message; codes without one of their own share the general one. */
  code(code: CodeName): CodeText;
  /** Name of a certificate type (`juminhyo` → 「住民票の写し」); an unknown id is returned as it is. */
  certificate(typeId: string): string;
  /** The official Japanese name, whatever the language. */
  certificateOfficial(typeId: string): string;
  /** Name of an item (`kojinBango` → 「個人番号（マイナンバー）」); an unknown id is returned as it is. */
  option(optionId: string): string;
  optionOfficial(optionId: string): string;
  /** What a notice keyword of municipal data or offer says (`noStaples`); null for one that has no words. */
  notice(keyword: string): string | null;
  /** Why a day is closed, by keyword of municipal data or of the centre's list; null for one without words. */
  closure(reason: string): string | null;
  /** What is said aloud of a notice; null for one that is only shown. */
  noticeSpoken(keyword: string): string | null;
  /** A calendar day `2016-01-07` as the screen writes it: 「平成28年1月7日」, `7 January 2016`. */
  day(day: string): string;
  /** A 年度 in its era and in the Western calendar: 2024 → 「令和6年度(2024)」. */
  taxYear(year: number): string;
  /** `300円`, `¥300`. */
  yen(amount_yen: Yen): string;
  /** An amount as the voice reads it: 「300円」, `300 yen`. */
  yenSpoken(amount_yen: Yen): string;
  /** Service time (Asia/Tokyo) as on the screen and the receipt: 「2025年4月16日 10:03」; 「―」 for 0, when no time was known. */
  dateTime(epoch_ms: number): string;
  /** Only the time of day: `10:03`. */
  timeOfDay(epoch_ms: number): string;
}
