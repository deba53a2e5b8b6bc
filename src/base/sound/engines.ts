/** The embedded engines, and which of them speaks which language. */
import type { VoiceEngine } from './engine.ts';

/** Open JTalk with Debian's dictionary and voice (hts-voice-nitech-jp-atr503-m001, CC BY 3.0). */
export const OPEN_JTALK: VoiceEngine = {
  argv: [
    'open_jtalk',
    '-x',
    '/var/lib/mecab/dic/open-jtalk/naist-jdic',
    '-m',
    '/usr/share/hts-voice/nitech-jp-atr503-m001/nitech_jp_atr503_m001.htsvoice',
    '-r',
    '0.95',
    '-ow',
    '{out}',
  ],
};

/** espeak-ng with one of its voices. */
function espeak(voice: string): VoiceEngine {
  return { argv: ['espeak-ng', '-v', voice, '-s', '150', '--stdin', '--stdout'] };
}

/** Engine by language. */
export type Engines = Readonly<Record<string, VoiceEngine>>;

/**
 * What speaks where nothing else is configured. espeak-ng reads the other languages of the screen as a machine does; it has no voice for
 * Filipino. A site may name a better engine for any of them.
 */
export const DEFAULT_ENGINES: Engines = {
  ja: OPEN_JTALK,
  en: espeak('en'),
  'zh-Hans': espeak('cmn'),
  'zh-Hant': espeak('cmn'),
  ko: espeak('ko'),
  vi: espeak('vi'),
  pt: espeak('pt-br'),
  es: espeak('es-419'),
  ne: espeak('ne'),
  id: espeak('id'),
  th: espeak('th'),
  my: espeak('my'),
};

/** The embedded engines with what a site configured in their place: program and arguments by language. */
export function enginesOf(configured: Readonly<Record<string, readonly string[]>>): Engines {
  const own = Object.entries(configured).map(([locale, argv]) => [locale, { argv }] as const);
  return { ...DEFAULT_ENGINES, ...Object.fromEntries(own) };
}

/** The language whose engine speaks this one: itself, its own kind (`ja-x-easy` → `ja`), else English; null: nothing can. */
export function spokenBy(locale: string, engines: Engines): string | null {
  return [locale, locale.split('-')[0] ?? '', 'en'].find((one) => Object.hasOwn(engines, one)) ?? null;
}
