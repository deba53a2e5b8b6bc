import type { Saying } from '../../guide/contract.ts';

/** One step of the citizen's volume, in decibels: 18 dB from the softest to the loudest of five (EN 301 549, 5.1.3.12 and 8.2.1.1). */
const STEP_DB = 4.5;

/**
 * Loudness of the headphones at the middle step, 0…1: two steps above it are the whole. What the site sets for its loudspeaker and its
 * hours does not hold for an ear.
 */
export const HEADPHONES_LOUDNESS = 0.35;

/** Factor of the amplitude for a citizen's volume, −2…2. */
export function gainOf(volume: number): number {
  return 10 ** ((volume * STEP_DB) / 20);
}

export const SPEECH_LIMITS = {
  /** Keys closer together than this are answered once they rest: nobody hears words so fast, and each would start an engine. */
  keys_apart_ms: 120,
  /** After a key the reminder waits so long: who presses keys is there. */
  keys_rest_ms: 5_000,
  /** A sign takes about so long to say; a little more than it does. */
  sign_ms: 90,
} as const;

/** About how long sentences take to say. */
export function length_ms(sayings: readonly Saying[]): number {
  return sayings.reduce((sum, { text }) => sum + text.length * SPEECH_LIMITS.sign_ms, 0);
}
