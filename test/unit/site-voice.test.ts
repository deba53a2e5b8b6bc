import { expect, test } from 'vitest';
import type { Sound, SpeechPart } from '../../drivers/sound.ts';
import { createSiteVoice, inSpokenLanguage, quietFactor, voiceDevices } from '../../src/kiosk/voice/site-voice.ts';
import { TEXTS } from '../../src/words/words.ts';

const QUIET = [{ from: '22:00', until: '07:00', loudness: 0.4 }];
const minute = (hours: number, minutes = 0): number => hours * 60 + minutes;

test('the loudspeaker is softer in quiet times, also past midnight, and headphones never are', () => {
  const factors = [21, 22, 23, 0, 6, 7, 12].map((hour) => quietFactor(minute(hour), 0.8, QUIET));
  expect(factors).toEqual([1, 0.5, 0.5, 0.5, 0.5, 1, 1]);
  expect(quietFactor(minute(6, 59), 0.8, QUIET)).toBe(0.5);
  expect(quietFactor(minute(22), 0, QUIET)).toBe(1);
  const said: [number, string][] = [];
  const voice: Sound = {
    say: (_, loudness, outlet) => void said.push([loudness, outlet]),
    tone: (_, loudness, outlet) => void said.push([loudness, outlet]),
    stop: () => undefined,
  };
  const at = (epoch_ms: number, known = true): Sound =>
    createSiteVoice(voice, {
      settings: { loudness: 0.8, sound: { quiet: QUIET, spoken: ['ja', 'en'], headphones: true } },
      serviceClock: { known, now_epoch_ms: () => epoch_ms },
    });
  // 23:00 in Tokyo.
  const night = at(Date.UTC(2026, 10, 23, 14));
  night.say([], 0.8, 'speaker');
  night.tone('alarm', 1, 'speaker');
  night.say([], 0.8, 'headphones');
  at(Date.UTC(2026, 10, 23, 3)).say([], 0.8, 'speaker');
  // While no time is known the ordinary loudness holds.
  at(Date.UTC(2026, 10, 23, 14), false).say([], 0.8, 'speaker');
  expect(said).toEqual([
    [0.4, 'speaker'],
    [0.5, 'speaker'],
    [0.8, 'headphones'],
    [0.8, 'speaker'],
    [0.8, 'speaker'],
  ]);
});

test('what stands in the words is said in English where a language has no voice; what is passing keeps its words', () => {
  const text: SpeechPart = {
    kind: 'text',
    utteranceId: 'speak.takeCard',
    text: TEXTS.fil['speak.takeCard'],
    locale: 'fil',
  };
  expect(inSpokenLanguage(text, ['ja', 'en'])).toEqual({ ...text, locale: 'en', text: TEXTS.en['speak.takeCard'] });
  expect(inSpokenLanguage(text, ['ja', 'en', 'fil'])).toBe(text);
  const easy: SpeechPart = { ...text, locale: 'ja-x-easy' };
  expect(inSpokenLanguage(easy, ['ja', 'en'])).toBe(easy);
  const passing: SpeechPart = { kind: 'passing', utteranceId: 'guide.money', text: '¥300', locale: 'fil' };
  expect(inSpokenLanguage(passing, ['ja', 'en'])).toBe(passing);
});

test('the status names what is missing of the voice', () => {
  expect(voiceDevices({})).toEqual([]);
  expect(voiceDevices({ missing: () => [] })).toMatchObject([{ id: 'sound', availability: 'online', reasons: [] }]);
  expect(voiceDevices({ missing: () => ['no engine'] })).toMatchObject([
    { availability: 'attention', reasons: [{ code: 'soundUnavailable', detail: 'no engine' }] },
  ]);
});
