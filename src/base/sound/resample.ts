import { RATE_HZ, type Pcm } from './wav.ts';

/** Zero crossings on each side: 16 keep what is folded back below −60 dB. */
const HALF_WIDTH = 16;
/** A little below half the lower rate, so that the filter's slope lies inside it. */
const CUTOFF = 0.94;

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

/** Samples at {@link RATE_HZ}: windowed sinc (Blackman), one row of weights for each place between two samples. */
export function resampled({ rate_hz, samples }: Pcm): Float32Array {
  if (rate_hz === RATE_HZ) return samples;
  const common = divisor(RATE_HZ, rate_hz);
  const up = RATE_HZ / common;
  const down = rate_hz / common;
  // Downwards the filter must be as much longer as its band is narrower.
  const band = CUTOFF * Math.min(1, RATE_HZ / rate_hz);
  const half = Math.ceil((HALF_WIDTH * CUTOFF) / band);
  const rows = Array.from({ length: up }, (_, phase) => weights(phase / up, band, half));
  const out = new Float32Array(Math.floor((samples.length * up) / down));
  for (let i = 0; i < out.length; i += 1) {
    const at = i * down;
    const row = rows[at % up];
    const first = Math.floor(at / up) - half + 1;
    let sum = 0;
    if (row) for (let k = 0; k < row.length; k += 1) sum += (row[k] ?? 0) * (samples[first + k] ?? 0);
    out[i] = sum;
  }
  return out;
}

/** Weights of the samples around a place `between` (0…1) two of them; together they weigh 1. */
function weights(between: number, band: number, half: number): Float64Array {
  const row = Float64Array.from({ length: 2 * half }, (_, k) => {
    const x = k - half + 1 - between;
    const sinc = x === 0 ? band : Math.sin(Math.PI * band * x) / (Math.PI * x);
    const place = Math.PI * (x / half);
    return sinc * (0.42 + 0.5 * Math.cos(place) + 0.08 * Math.cos(2 * place));
  });
  const sum = row.reduce((total, weight) => total + weight, 0);
  return row.map((weight) => weight / sum);
}
