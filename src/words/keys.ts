import { LOCALES } from './locales.ts';
import { TEXTS } from './words.ts';

/** True when every language has a text of this key, as in `notice.noStaples`: for data that name texts by keyword. */
export function hasWords(key: string): boolean {
  return LOCALES.every((locale) => Object.hasOwn(TEXTS[locale], key));
}
