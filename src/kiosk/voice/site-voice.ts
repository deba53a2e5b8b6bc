import type { Sound, SpeechPart } from '../../../drivers/sound.ts';
import type { UtteranceId } from '../../words/contract.ts';
import { withoutRuby } from '../../words/ruby.ts';
import { TEXTS } from '../../words/words.ts';
import { tokyoMinuteOfDay } from '../../base/service-time.ts';
import type { DeviceStatus, KioskSettings } from '../contract.ts';
import type { KioskServices } from '../services.ts';

type SiteSound = NonNullable<KioskSettings['sound']>;

const DAY_MIN = 24 * 60;

/** Minutes since midnight of 「22:00」. */
function minutes(time: string): number {
  const [hours = 0, rest = 0] = time.split(':').map(Number);
  return hours * 60 + rest;
}

/**
 * Part of the ordinary loudness that the loudspeaker has at this time of the day, 0…1; 1 outside the quiet times. `from` belongs to
 * a quiet time, `until` does not; one that ends before it begins goes past midnight.
 */
export function quietFactor(minute: number, loudness: number, quiet: SiteSound['quiet']): number {
  const found = quiet.find(({ from, until }) => {
    const since_min = (minute - minutes(from) + DAY_MIN) % DAY_MIN;
    const length_min = (minutes(until) - minutes(from) + DAY_MIN) % DAY_MIN;
    return since_min < length_min;
  });
  return found === undefined || loudness === 0 ? 1 : found.loudness / loudness;
}

const isUtterance = (id: string): id is UtteranceId => Object.hasOwn(TEXTS.en, id) && id.startsWith('speak.');

/** A text of the words in a language that nothing speaks is said in English; what is passing has only its own words. */
export function inSpokenLanguage(part: SpeechPart, spoken: readonly string[]): SpeechPart {
  if (part.kind !== 'text' || !isUtterance(part.utteranceId)) return part;
  // やさしい日本語 has the voice of Japanese.
  const [kind = ''] = part.locale.split('-');
  if (spoken.includes(part.locale) || spoken.includes(kind)) return part;
  return { ...part, locale: 'en', text: withoutRuby(TEXTS.en[part.utteranceId]) };
}

/** The voice as this site has it: softer at its quiet times, and in a language that its engines speak. Headphones are never softer. */
export function createSiteVoice(
  voice: Sound,
  {
    settings,
    serviceClock,
  }: {
    readonly settings: Pick<KioskSettings, 'loudness' | 'sound'>;
    readonly serviceClock: Pick<KioskServices['serviceClock'], 'known' | 'now_epoch_ms'>;
  },
): Sound {
  if (settings.sound === undefined) return voice;
  const spoken = (): readonly string[] => settings.sound?.spoken ?? [];
  const level = (wanted: number, outlet: Parameters<Sound['stop']>[0]): number => {
    if (outlet !== 'speaker' || !serviceClock.known) return wanted;
    const minute = tokyoMinuteOfDay(serviceClock.now_epoch_ms());
    return Math.min(1, wanted * quietFactor(minute, settings.loudness, settings.sound?.quiet ?? []));
  };
  return {
    ...(voice.missing === undefined ? {} : { missing: () => voice.missing?.() ?? [] }),
    say: (parts, wanted, outlet) =>
      voice.say(
        parts.map((part) => inSpokenLanguage(part, spoken())),
        level(wanted, outlet),
        outlet,
      ),
    tone: (tone, wanted, outlet) => voice.tone(tone, level(wanted, outlet), outlet),
    stop: (outlet) => voice.stop(outlet),
  };
}

/** The voice among the devices: what is missing of it. Nothing where the voice does not know. */
export function voiceDevices(voice: Pick<Sound, 'missing'>): readonly DeviceStatus[] {
  const missing = voice.missing?.();
  if (missing === undefined) return [];
  const reasons = missing.map((detail) => ({ code: 'soundUnavailable' as const, detail }));
  return [
    {
      id: 'sound',
      deviceClass: 'sound',
      availability: reasons.length > 0 ? 'attention' : 'online',
      reasons,
      identity: null,
    },
  ];
}
