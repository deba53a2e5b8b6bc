import { IntlMessageFormat } from 'intl-messageformat';
import type { CodeName } from '../base/codes.ts';
import type { CodeText, Locale, TextKey, ValuesOf, Words } from './contract.ts';
import { withDayReadings } from './easy-days.ts';
import { eraDay, eraOfTaxYear } from './era.ts';
import { EN } from './en/index.ts';
import { helperOf } from './helpers.ts';
import { JA } from './ja/index.ts';
import { ES } from './es/index.ts';
import { FIL } from './fil/index.ts';
import { ID } from './id/index.ts';
import { JA_EASY } from './ja-x-easy/index.ts';
import { KO } from './ko/index.ts';
import { MY } from './my/index.ts';
import { NE } from './ne/index.ts';
import { PT } from './pt/index.ts';
import { TH } from './th/index.ts';
import { VI } from './vi/index.ts';
import { ZH_HANS } from './zh-Hans/index.ts';
import { ZH_HANT } from './zh-Hant/index.ts';
import { isJapanese, LOCALES, nameIn } from './locales.ts';

/** Every text by language, for tests and for rendering the voice ahead. What only staff read is Japanese or English. */
export const TEXTS: Readonly<Record<Locale, Readonly<Record<TextKey, string>>>> = {
  ja: JA,
  en: EN,
  'ja-x-easy': { ...JA, ...JA_EASY },
  'zh-Hans': { ...EN, ...ZH_HANS },
  'zh-Hant': { ...EN, ...ZH_HANT },
  ko: { ...EN, ...KO },
  vi: { ...EN, ...VI },
  pt: { ...EN, ...PT },
  es: { ...EN, ...ES },
  fil: { ...EN, ...FIL },
  ne: { ...EN, ...NE },
  id: { ...EN, ...ID },
  th: { ...EN, ...TH },
  my: { ...EN, ...MY },
};

/** Service time is Japan's, whatever the machine's TZ (design, Time). */
const TIME_ZONE = 'Asia/Tokyo';

/**
 * The tag `Intl` is asked with: digits as on coins and keys, the calendar of the papers. British English puts the day first, as
 * Japan's neighbours do.
 */
function formatsOf(locale: Locale): string {
  if (isJapanese(locale)) return 'ja-JP';
  return `${locale === 'en' ? 'en-GB' : locale}-u-ca-gregory-nu-latn`;
}

/** Stands for a moment at which no time was known yet: the books write 0. */
const UNKNOWN = '―';

const isKey = (key: string): key is TextKey => Object.hasOwn(JA, key);

/** All words of a language, made once: formats of dates are dear, and each message is parsed when it is first used. */
export function words(locale: Locale): Words {
  return WORDS[locale];
}

function wordsOf(locale: Locale): Words {
  const texts = TEXTS[locale];
  const parsed = new Map<TextKey, IntlMessageFormat>();
  const format = (key: TextKey, values: Readonly<Record<string, string | number>> | undefined): string => {
    let message = parsed.get(key);
    if (message === undefined) {
      message = new IntlMessageFormat(texts[key], locale);
      parsed.set(key, message);
    }
    return String(message.format(values));
  };
  const named = (table: Readonly<Record<TextKey, string>>, key: string, id: string): string =>
    isKey(key) ? table[key] : id;
  const japanese = isJapanese(locale);
  const easy = locale === 'ja-x-easy';
  const formats = formatsOf(locale);
  const date = new Intl.DateTimeFormat(formats, {
    timeZone: TIME_ZONE,
    year: 'numeric',
    month: japanese ? 'long' : 'short',
    day: 'numeric',
    weekday: 'short',
  });
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: TIME_ZONE,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const writtenDay = new Intl.DateTimeFormat(formats, { timeZone: 'UTC', dateStyle: 'long' });
  const number = new Intl.NumberFormat(formats);
  let shown = { minute: NaN, text: '' };

  return {
    locale,
    text: <Key extends TextKey>(key: Key, ...values: ValuesOf<Key>) => format(key, values[0]),
    code: (code) => codeText(texts, code),
    certificate: (typeId) => named(texts, `certificate.${typeId}`, typeId),
    certificateOfficial: (typeId) => named(JA, `certificate.${typeId}`, typeId),
    option: (optionId) => named(texts, `option.${optionId}`, optionId),
    optionOfficial: (optionId) => named(JA, `option.${optionId}`, optionId),
    notice: (keyword) => textOrNull(texts, `notice.${keyword}`),
    closure: (reason) => textOrNull(texts, `closure.${reason}`),
    noticeSpoken: (keyword) => textOrNull(texts, `speak.notice.${keyword}`),
    day: (day) => {
      // Eras are hard to reckon with for who did not grow up with them: simple Japanese has Western years.
      if (easy) return withDayReadings(eraDay(day, []));
      return japanese ? eraDay(day) : writtenDay.format(Date.parse(day));
    },
    taxYear: (year) => {
      const era = eraOfTaxYear(year);
      return era === null ? String(year) : format('certificate.taxYear', { year, era: nameIn(locale, era) });
    },
    yen: (amount_yen) => format('app.yen', { amount: number.format(amount_yen) }),
    yenSpoken: (amount_yen) => format('app.yenSpoken', { amount: amount_yen }),
    dateTime: (epoch_ms) => {
      if (epoch_ms === 0) return UNKNOWN;
      // The screen shows it with every change and it changes once a minute: formatting is dear.
      const minute = Math.floor(epoch_ms / 60_000);
      if (shown.minute !== minute) {
        const text = `${date.format(epoch_ms)} ${time.format(epoch_ms)}`;
        shown = { minute, text: easy ? withDayReadings(text) : text };
      }
      return shown.text;
    },
    timeOfDay: (epoch_ms) => time.format(epoch_ms),
  };
}

/** The text of a key that comes from data. */
function textOrNull(texts: Readonly<Record<TextKey, string>>, key: string): string | null {
  return isKey(key) ? texts[key] : null;
}

function codeText(texts: Readonly<Record<TextKey, string>>, code: CodeName): CodeText {
  const title = `code.${code}.title`;
  const advice = `code.${code}.advice`;
  const own = isKey(title) && isKey(advice);
  return {
    title: texts[own ? title : 'code.general.title'],
    advice: texts[own ? advice : 'code.general.advice'],
    helper: helperOf(code),
  };
}

const WORDS = Object.fromEntries(LOCALES.map((locale) => [locale, wordsOf(locale)])) as Readonly<Record<Locale, Words>>;
