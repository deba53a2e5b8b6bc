/** Signal tones, made of sines: short, soft at both ends, each told from the others by its figure and not by its pitch alone. */
import { RATE_HZ } from '../../src/base/sound/wav.ts';
import type { Tone } from '../sound.ts';

/** One note, or a rest where `pitch_hz` is 0. */
interface Note {
  readonly pitch_hz: number;
  readonly length_ms: number;
}

const rest = (length_ms: number): Note => ({ pitch_hz: 0, length_ms });
const note = (pitch_hz: number, length_ms: number): Note => ({ pitch_hz, length_ms });

/** Between 500 and 2000 Hz, where also old ears hear well (JIS S 0014: at most 2.5 kHz). */
const FIGURES: Readonly<Record<Tone, readonly Note[]>> = {
  key: [note(1_000, 40)],
  accept: [note(784, 90), note(1_047, 140)],
  reject: [note(523, 120), rest(50), note(523, 120)],
  attention: [note(1_047, 140), note(784, 140), note(1_047, 240)],
  alarm: Array.from({ length: 4 }, () => [note(1_319, 160), note(988, 160)]).flat(),
};

/** Peak of a tone at full volume: as loud as speech beside it, which has its peaks far above its mean. */
const AMPLITUDE = 0.25 * 32_767;
const EDGE_MS = 6;

function samplesOfNote({ pitch_hz, length_ms }: Note): number[] {
  const count = Math.round((length_ms / 1_000) * RATE_HZ);
  const edge = (EDGE_MS / 1_000) * RATE_HZ;
  return Array.from({ length: count }, (_, i) => {
    const near = Math.min(1, i / edge, (count - 1 - i) / edge);
    const swell = 0.5 - 0.5 * Math.cos(Math.PI * near);
    const angle = (2 * Math.PI * pitch_hz * i) / RATE_HZ;
    // A little of the octave above: a bare sine is hard to place in a room.
    return AMPLITUDE * swell * (0.8 * Math.sin(angle) + 0.2 * Math.sin(2 * angle));
  });
}

const made = new Map<Tone, Int16Array>();

/** Samples of a tone, 16 bit at {@link RATE_HZ}; the same array each time. */
export function toneSamples(tone: Tone): Int16Array {
  const known = made.get(tone) ?? Int16Array.from(FIGURES[tone].flatMap(samplesOfNote));
  made.set(tone, known);
  return known;
}
