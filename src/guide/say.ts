/** How sentences are made of the texts of a screen. */
import type { Locale, UtteranceId, Words } from '../words/contract.ts';
import { isJapanese } from '../words/locales.ts';
import { withoutRuby } from '../words/ruby.ts';
import { TEXTS, words } from '../words/words.ts';
import type { View } from '../api/messages.ts';
import type { Saying, Topic } from './contract.ts';

/** Ends of a sentence in the languages of the screen. */
const ENDS = /[.!?。!?.।။]$/u;

/** True where sentences end in 「。」 and lists have 「、」 between their parts. */
const isEastern = (locale: Locale): boolean => isJapanese(locale) || locale.startsWith('zh');

/** Japanese signs and what holds them together: official terms beside a translation. */
const JAPANESE = /[(（「『]?[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々・]+[)）」』]?(\s*·\s*)?/gu;

/** A telephone number, as in `055-995-1812`. */
const PHONE = /\d{2,4}-\d{2,4}-\d{3,4}/g;

/** What a voice of this language can say: furigana are for the eye, and official terms in Japanese are no words in other voices. */
export function pronounceable(text: string, locale: Locale): string {
  const plain = withoutRuby(text).replace(PHONE, (number) => spelt(number, locale));
  if (isEastern(locale)) return plain;
  return plain
    .replace(JAPANESE, '')
    .replace(/\s*[·(]\s*$/u, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Lines of the screen as sentences, one after the other; empty ones are left out. */
export function sentences(texts: readonly (string | null)[], locale: Locale): string {
  return texts
    .map((text) => (text === null ? '' : pronounceable(text.trim(), locale)))
    .filter((text) => text !== '')
    .map((text) => (ENDS.test(text) ? text : `${text}${isEastern(locale) ? '。' : '.'}`))
    .join(isEastern(locale) ? '' : ' ');
}

/** Names one after the other. */
export function listed(texts: readonly string[], locale: Locale): string {
  return texts.join(isEastern(locale) ? '、' : ', ');
}

/** A name and what is said of it. */
export function about(name: string, what: string, locale: Locale): string {
  return isEastern(locale) ? `${name}、${what}` : `${name}: ${what}`;
}

/** Made of the view now; nothing when there is nothing to say. */
export function passing(utteranceId: Topic, texts: readonly (string | null)[], locale: Locale): Saying[] {
  const text = sentences(texts, locale);
  return text === '' ? [] : [{ kind: 'passing', utteranceId, text, locale }];
}

/** A text of the words that is always the same. */
export function fixed(utteranceId: UtteranceId, locale: Locale): Saying {
  return { kind: 'fixed', utteranceId, text: withoutRuby(TEXTS[locale][utteranceId]), locale };
}

const isUtterance = (key: string): key is UtteranceId => Object.hasOwn(TEXTS.ja, key) && key.startsWith('speak.');

/** An utterance of a view: kept if it stands in the words as it is, rendered anew if it holds an amount or number. */
export function utterance({ utteranceId, text }: NonNullable<View['speech']>, locale: Locale): Saying {
  const plain = withoutRuby(text);
  const isFixed = isUtterance(utteranceId) && withoutRuby(TEXTS[locale][utteranceId]) === plain;
  return { kind: isFixed ? 'fixed' : 'passing', utteranceId, text: plain, locale };
}

/** Signs of a number one by one, so that it can be written down; its groups have a longer pause between them. */
export function spelt(number: string, locale: Locale): string {
  return number
    .split(/[^0-9A-Za-z]+/)
    .filter((group) => group !== '')
    .map((group) => [...group].join(isEastern(locale) ? '、' : ' '))
    .join(isEastern(locale) ? '。' : ', ');
}

/** An amount of the screen with its label. */
export function amountOf(amount: { readonly label: string; readonly amount_yen: number }, said: Words): string {
  return about(amount.label, said.yenSpoken(amount.amount_yen), said.locale);
}

/** Whom to call, with the number sign by sign. */
export function phoneOf({ label, phone }: View['help'][number], locale: Locale): string {
  return words(locale).text('guide.phone', { name: label, phone: spelt(phone, locale) });
}

/** Which coins and notes are taken now; null while none is. */
export function acceptedOf(accepts: View['accepts'], said: Words): string | null {
  const taken = accepts?.pieces.filter((piece) => piece.taken) ?? [];
  if (accepts === null || taken.length === 0) return null;
  const names = taken.map(({ amount_yen }) => said.yenSpoken(amount_yen));
  return about(accepts.label, listed(names, said.locale), said.locale);
}

/** Money as it stands: due, put in, still needed or to come back; nothing before the fee is known. */
export function moneySaid(money: NonNullable<View['money']>, said: Words): string[] {
  if (money.due.amount_yen === 0) return [];
  return [
    amountOf(money.due, said),
    amountOf(money.inserted, said),
    ...(money.enough ? [] : [amountOf(money.needed, said)]),
    ...(money.owed.amount_yen > 0 ? [amountOf(money.owed, said)] : []),
  ];
}

/** Seconds until the time-out acts, and the key for more of them while there is more. */
export function timeLeftSaid({ warning, locale }: View): string | null {
  const seconds = warning?.timeLeft_s ?? null;
  if (warning === null || seconds === null) return null;
  return words(locale).text(warning.extend.enabled ? 'guide.timeLeft' : 'warning.timeLeft', { seconds });
}
