import type { Locale, LocalisedName } from './contract.ts';

/** The languages of the screen in the order of its menu, the kiosk's own first, each by the name its speakers give it. */
export const LANGUAGE_NAMES: Readonly<Record<Locale, string>> = {
  ja: '日本語',
  'ja-x-easy': 'やさしい日本語',
  en: 'English',
  'zh-Hans': '简体中文',
  'zh-Hant': '繁體中文',
  ko: '한국어',
  vi: 'Tiếng Việt',
  pt: 'Português',
  es: 'Español',
  fil: 'Filipino',
  ne: 'नेपाली',
  id: 'Bahasa Indonesia',
  th: 'ภาษาไทย',
  my: 'မြန်မာဘာသာ',
};

/** Every language, the kiosk's own first. */
export const LOCALES = Object.keys(LANGUAGE_NAMES) as readonly Locale[];

/** True for the two kinds of Japanese: official terms need no translation beside them. */
export function isJapanese(locale: Locale): boolean {
  return locale === 'ja' || locale === 'ja-x-easy';
}

/** A name of municipal data in a language: its own, else Japanese for Japanese readers and English for all others. */
export function nameIn(locale: Locale, name: LocalisedName): string {
  return name[locale] ?? (isJapanese(locale) ? name.ja : name.en);
}
