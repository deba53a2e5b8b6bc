import type { Locale, TextKey, UtteranceId } from './contract.ts';
import { LOCALES } from './locales.ts';
import { TEXTS } from './words.ts';

/** An utterance as it is spoken. */
export interface Utterance {
  readonly utteranceId: UtteranceId;
  readonly locale: Locale;
  readonly text: string;
}

const isUtterance = (key: TextKey): key is UtteranceId => key.startsWith('speak.');

/** Every utterance that is always the same, so that it can be rendered ahead; those with an amount or number cannot. */
export function fixedUtterances(): Utterance[] {
  return LOCALES.flatMap((locale) =>
    (Object.keys(TEXTS[locale]) as TextKey[])
      .filter(isUtterance)
      .map((utteranceId) => ({ utteranceId, locale, text: TEXTS[locale][utteranceId] }))
      .filter(({ text }) => !text.includes('{')),
  );
}
