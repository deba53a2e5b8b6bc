/** How loud a sound is to an ear: integrated, gated loudness of ITU-R BS.1770-4, for one channel at 48 kHz. */
import { RATE_HZ } from './wav.ts';

/** A filter of second order, `b` over `a` (a0 = 1). */
interface Biquad {
  readonly b: readonly [number, number, number];
  readonly a: readonly [number, number];
}

/** K-weighting (BS.1770-4, Annex 1, tables 1 and 2): the head, then what the ear leaves out below. */
const K_WEIGHTING: readonly Biquad[] = [
  { b: [1.53512485958697, -2.69169618940638, 1.19839281085285], a: [-1.69065929318241, 0.73248077421585] },
  { b: [1, -2, 1], a: [-1.99004745483398, 0.99007225036621] },
];
const BLOCK = 0.4 * RATE_HZ;
const STEP = 0.1 * RATE_HZ;
const ABSOLUTE_GATE_LUFS = -70;
const RELATIVE_GATE_LU = -10;

/** What digital silence measures. */
export const SILENCE_LUFS = -Infinity;

function filtered(samples: Float32Array, { b, a }: Biquad): Float32Array {
  const out = new Float32Array(samples.length);
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  for (let i = 0; i < samples.length; i += 1) {
    const x = samples[i] ?? 0;
    const y = b[0] * x + b[1] * x1 + b[2] * x2 - a[0] * y1 - a[1] * y2;
    [x2, x1, y2, y1] = [x1, x, y1, y];
    out[i] = y;
  }
  return out;
}

const lufs = (power: number): number => (power > 0 ? -0.691 + 10 * Math.log10(power) : SILENCE_LUFS);
const mean = (powers: readonly number[]): number => powers.reduce((sum, power) => sum + power, 0) / powers.length;

/** Loudness in LUFS. What is shorter than a block of 400 ms counts as one. */
export function loudness_LUFS(samples: Float32Array): number {
  if (samples.length === 0) return SILENCE_LUFS;
  const weighted = K_WEIGHTING.reduce(filtered, samples);
  const powers: number[] = [];
  for (let at = 0; at === 0 || at + BLOCK <= weighted.length; at += STEP) {
    const block = weighted.subarray(at, at + BLOCK);
    powers.push(block.reduce((sum, sample) => sum + sample * sample, 0) / block.length);
  }
  weighted.fill(0);
  const heard = powers.filter((power) => lufs(power) > ABSOLUTE_GATE_LUFS);
  if (heard.length === 0) return SILENCE_LUFS;
  const gate = lufs(mean(heard)) + RELATIVE_GATE_LU;
  return lufs(mean(heard.filter((power) => lufs(power) > gate)));
}

/** The largest sample, 0…1. */
export function peakOf(samples: Float32Array): number {
  return samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
}
