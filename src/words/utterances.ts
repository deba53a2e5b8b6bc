import type { Locale, TextKey, UtteranceId } from './contract.ts';
import { withoutRuby } from './ruby.ts';
import { TEXTS } from './words.ts';

/** An utterance as it is spoken. */
export interface Utterance {
  readonly utteranceId: UtteranceId;
  readonly locale: Locale;
  readonly text: string;
}

/** Languages that most citizens hear; what others hear is rendered when it is first said. */
const AHEAD: readonly Locale[] = ['ja', 'en', 'ja-x-easy'];

const isUtterance = (key: TextKey): key is UtteranceId => key.startsWith('speak.');

/** Every utterance that is always the same, so that it can be rendered ahead; those with an amount or number cannot. */
export function fixedUtterances(locales: readonly Locale[] = AHEAD): Utterance[] {
  return locales.flatMap((locale) =>
    (Object.keys(TEXTS[locale]) as TextKey[])
      .filter(isUtterance)
      .map((utteranceId) => ({ utteranceId, locale, text: withoutRuby(TEXTS[locale][utteranceId]) }))
      .filter(({ text }) => !text.includes('{')),
  );
}
