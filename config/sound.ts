import { z } from 'zod';

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day, as in 22:00');
const outlet = z.string().min(1).max(200);
const loudness = z.number().min(0).max(1).meta({ unit: 'share of full loudness' });

/** The voice: who speaks, where it comes out, how loud it is. */
export const soundSchema = z.strictObject({
  player: z.enum(['pw-play', 'aplay', 'none']).default('pw-play').describe('program that plays the voice'),
  speaker: outlet.optional().describe('its sink of PipeWire or device of ALSA; left out: the default one'),
  headphones: outlet
    .optional()
    .describe('sink or device of the headphone socket; left out: there is none, and names are never spoken'),
  loudness: loudness.default(0.8).describe('loudness of ordinary announcements').meta({ restart: 'live' }),
  quiet: z
    .array(
      z.strictObject({
        from: timeOfDay.describe('beginning of the quiet time'),
        until: timeOfDay.describe('its end; earlier than the beginning: the next morning'),
        loudness: loudness.describe('loudness meanwhile'),
      }),
    )
    .default([])
    .describe('loudness of the loudspeaker at other times of the day: [{ from, until, loudness }], also past midnight')
    .meta({ restart: 'live' }),
  engines: z
    .record(
      z.string().regex(/^[a-z]{2,3}(-[A-Za-z]+)*$/, 'a language, as in ja or zh-Hans'),
      z.array(z.string().min(1)).min(1),
    )
    .default({})
    .describe(
      'program and arguments that speak a language: text on its input, WAV on its output or into {out}; left out: the embedded ones',
    ),
});
