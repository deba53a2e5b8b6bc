import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spokenBy } from '../../src/base/sound/engines.ts';
import { loudness_LUFS, peakOf, SILENCE_LUFS } from '../../src/base/sound/loudness.ts';
import { PROMPT, promptOf } from '../../src/base/sound/prompt.ts';
import { resampled } from '../../src/base/sound/resample.ts';
import { RATE_HZ, readWav, samplesOf, wavOf } from '../../src/base/sound/wav.ts';

const sine = (rate_hz: number, pitch_hz: number, amplitude: number, seconds = 1): Float32Array =>
  Float32Array.from(
    { length: rate_hz * seconds },
    (_, i) => amplitude * Math.sin((2 * Math.PI * pitch_hz * i) / rate_hz),
  );

/** A file as an engine writes it: any rate, and a length that it did not know. */
function engineWav(samples: Float32Array, rate_hz: number, claimed_bytes = 0x7fff_f000): Uint8Array {
  const wav = Buffer.from(wavOf(samples));
  wav.writeUInt32LE(rate_hz, 24);
  wav.writeUInt32LE(2 * rate_hz, 28);
  wav.writeUInt32LE(claimed_bytes, 40);
  return wav;
}

test('BS.1770-4: a sine of 997 Hz at −20 dBFS in one channel measures −23.0 LUFS, and silence nothing', () => {
  expect(loudness_LUFS(sine(RATE_HZ, 997, 0.1, 3))).toBeCloseTo(-23.01, 1);
  expect(loudness_LUFS(new Float32Array(RATE_HZ))).toBe(SILENCE_LUFS);
  // Pauses do not count: half of it silent is as loud as the whole.
  const half = new Float32Array(6 * RATE_HZ);
  half.set(sine(RATE_HZ, 997, 0.1, 3));
  expect(Math.abs(loudness_LUFS(half) + 23.01)).toBeLessThan(0.5);
});

test.each([8_000, 16_000, 22_050, 44_100, 96_000])('a sound of %i Hz keeps pitch, level and length', (rate_hz) => {
  const out = resampled({ rate_hz, samples: sine(rate_hz, 1_000, 0.5) });
  expect(out.length).toBe(RATE_HZ);
  const wanted = sine(RATE_HZ, 1_000, 0.5);
  const middle = out.slice(4_000, 44_000);
  expect(Math.max(...middle.map((sample, i) => Math.abs(sample - (wanted[i + 4_000] ?? 0))))).toBeLessThan(0.01);
});

test('each prompt is as loud as every other and never clipped, whatever the engine made of it', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.002, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom(16_000, 22_050, 48_000),
      (amplitude, beats, rate_hz) => {
        const speech = sine(rate_hz, 220, amplitude).map(
          (sample, i) => sample * Math.abs(Math.sin((i * beats) / rate_hz)) ** 3,
        );
        const prompt = promptOf(engineWav(speech, rate_hz));
        const samples = prompt && readWav(prompt)?.samples;
        if (!samples) throw new Error('no prompt');
        expect(Math.abs(loudness_LUFS(samples) - PROMPT.target_LUFS)).toBeLessThan(2);
        expect(peakOf(samples)).toBeLessThanOrEqual(PROMPT.peak_max + 1e-4);
        expect([samples[0], samples.at(-1)]).toEqual([0, 0]);
      },
    ),
    { numRuns: 30 },
  );
});

test('what is no sound becomes no prompt and throws nothing', () => {
  expect(promptOf(engineWav(new Float32Array(9_000), 16_000))).toBeNull();
  const real = wavOf(sine(RATE_HZ, 440, 0.2, 1).slice(0, 600));
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(60), (noise, at) => {
      const bytes = Uint8Array.from(real);
      bytes.set(noise.subarray(0, bytes.length - at), at);
      for (const candidate of [noise, bytes, bytes.subarray(0, at)]) {
        expect(() => promptOf(candidate)).not.toThrow();
        expect(() => samplesOf(candidate)).not.toThrow();
      }
    }),
  );
});

test('only our own shape is taken for the mixer, and what it gets is a copy', () => {
  const wav = wavOf(Float32Array.of(0.5, -0.5));
  const samples = samplesOf(wav);
  expect([...(samples ?? [])]).toEqual([16_384, -16_384]);
  wav.fill(0);
  expect(samples?.[0]).toBe(16_384);
  expect(samplesOf(engineWav(sine(RATE_HZ, 440, 0.1), RATE_HZ))).toBeNull();
  expect(samplesOf(new Uint8Array())).toBeNull();
});

test('a language is spoken by its own engine, its own kind, or English', () => {
  const engines = { ja: { argv: ['a'] }, en: { argv: ['b'] } };
  expect(['ja', 'ja-x-easy', 'en', 'vi'].map((locale) => spokenBy(locale, engines))).toEqual(['ja', 'ja', 'en', 'en']);
  expect(spokenBy('vi', { ja: { argv: ['a'] } })).toBeNull();
});
