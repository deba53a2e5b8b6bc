/** From what an engine makes to a prompt: one rate, no silence around it, as loud as every other, never clipped. */
import { loudness_LUFS, peakOf } from './loudness.ts';
import { resampled } from './resample.ts';
import { RATE_HZ, readWav, wavOf } from './wav.ts';

export const PROMPT = {
  /** Loudness of every prompt at full volume. Speech at −18 has its peaks near full scale, so that a small loudspeaker is used to the full. */
  target_LUFS: -18,
  /** −1 dB: players that change the rate find peaks between samples. */
  peak_max: 0.89,
} as const;

/** Below this part of its peak a sound counts as silence (−50 dB). */
const SILENCE = 0.003;
/** Left before and after: two parts of one utterance follow each other as two words do. */
const BEFORE = Math.round(0.03 * RATE_HZ);
const AFTER = Math.round(0.12 * RATE_HZ);
/** No step at either end. */
const EDGE = Math.round(0.005 * RATE_HZ);
/** Nearer to the target than this is near enough. */
const NEAR_DB = 0.1;
/** The limiter sees a peak so long before it comes. */
const AHEAD = Math.round(0.004 * RATE_HZ);

/** A prompt as a WAV file of our shape; null when it is no sound or a silent one. What lies between is wiped. */
export function promptOf(made: Uint8Array): Uint8Array | null {
  const pcm = readWav(made);
  if (pcm === null) return null;
  const samples = resampled(pcm);
  const levelled = equalised(trimmed(samples));
  const wav = levelled && wavOf(levelled);
  for (const used of [pcm.samples, samples, levelled]) used?.fill(0);
  return wav;
}

/** The sound without the silence around it, on its own memory, beginning and ending at zero. */
function trimmed(samples: Float32Array): Float32Array {
  const heard = peakOf(samples) * SILENCE;
  const first = samples.findIndex((sample) => Math.abs(sample) > heard);
  if (first < 0) return new Float32Array();
  const last = samples.findLastIndex((sample) => Math.abs(sample) > heard);
  const kept = samples.slice(Math.max(0, first - BEFORE), last + AFTER);
  for (let i = 0; i < Math.min(EDGE, kept.length); i += 1) {
    const end = kept.length - 1 - i;
    kept[i] = ((kept[i] ?? 0) * i) / EDGE;
    kept[end] = ((kept[end] ?? 0) * i) / EDGE;
  }
  return kept;
}

/** The sound at its target, peaks held down; null when there is nothing to hear. Works in place. */
function equalised(samples: Float32Array): Float32Array | null {
  // What the limiter takes is given back once or twice: speech then lies within a few tenths of a dB.
  for (let round = 0; round < 3; round += 1) {
    const found_LUFS = loudness_LUFS(samples);
    if (found_LUFS === -Infinity) return null;
    if (Math.abs(PROMPT.target_LUFS - found_LUFS) < NEAR_DB) break;
    const gain = 10 ** ((PROMPT.target_LUFS - found_LUFS) / 20);
    samples.forEach((sample, i) => (samples[i] = sample * gain));
    limit(samples);
  }
  return samples;
}

/** Look-ahead limiter: the gain of a peak is reached before it and left after it, along a straight line. */
function limit(samples: Float32Array): void {
  if (peakOf(samples) <= PROMPT.peak_max) return;
  const wanted = samples.map((sample) => Math.min(1, PROMPT.peak_max / Math.max(Math.abs(sample), 1e-9)));
  const least = slidingMin(wanted, AHEAD);
  const width = 2 * AHEAD + 1;
  const at = (i: number): number => least[Math.max(0, Math.min(least.length - 1, i))] ?? 1;
  let sum = 0;
  for (let k = -AHEAD; k <= AHEAD; k += 1) sum += at(k);
  for (let i = 0; i < samples.length; i += 1) {
    // The mean of gains that are all small enough for this sample is small enough, too; rounding is not.
    samples[i] = (samples[i] ?? 0) * Math.min(sum / width, wanted[i] ?? 1);
    sum += at(i + AHEAD + 1) - at(i - AHEAD);
  }
}

/** The least of the values up to `reach` places away on either side. */
function slidingMin(values: Float32Array, reach: number): Float32Array {
  const out = new Float32Array(values.length);
  /** Places whose value may still be the least, values rising. */
  const places: number[] = [];
  let head = 0;
  for (let i = 0; i < values.length + reach; i += 1) {
    if (i < values.length) {
      const value = values[i] ?? 1;
      while (places.length > head && (values[places.at(-1) ?? 0] ?? 1) >= value) places.pop();
      places.push(i);
    }
    while ((places[head] ?? i) < i - 2 * reach) head += 1;
    if (i >= reach) out[i - reach] = values[places[head] ?? 0] ?? 1;
  }
  return out;
}
