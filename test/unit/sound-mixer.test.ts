import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Mixer } from '../../drivers/transport/sound-mixer.ts';
import { toneSamples } from '../../drivers/transport/sound-tones.ts';
import { RATE_HZ } from '../../src/base/sound/wav.ts';

const FADE = RATE_HZ / 100;
const level = (length: number, value: number): Int16Array => new Int16Array(length).fill(value);
const nothing = (): void => undefined;

function say(mixer: Mixer, ...parts: Int16Array[]): void {
  mixer.begin();
  for (const samples of parts) mixer.add({ samples, gain: 1, begun: nothing });
  mixer.end();
}

test('parts of one utterance follow each other sample by sample, however they are read', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.integer({ min: -9_000, max: 9_000 }), { minLength: 1, maxLength: 40 }), {
        minLength: 1,
        maxLength: 5,
      }),
      fc.integer({ min: 1, max: 60 }),
      (parts, piece) => {
        const mixer = new Mixer();
        say(mixer, ...parts.map((part) => Int16Array.from(part)));
        const heard: number[] = [];
        while (!mixer.isIdle) heard.push(...mixer.read(piece));
        const wanted = parts.flat();
        expect(heard.slice(0, wanted.length)).toEqual(wanted);
        expect(heard.slice(wanted.length).every((sample) => sample === 0)).toBe(true);
      },
    ),
  );
});

test('each part is told when its first sample leaves, and its memory is empty when it has sounded', () => {
  const mixer = new Mixer();
  const told: string[] = [];
  const [one, two] = [level(100, 5), level(100, 6)];
  mixer.begin();
  mixer.add({ samples: one, gain: 1, begun: () => told.push('one') });
  mixer.add({ samples: two, gain: 1, begun: () => told.push('two') });
  expect(told).toEqual([]);
  mixer.read(100);
  expect(told).toEqual(['one']);
  expect(one.every((sample) => sample === 0)).toBe(true);
  mixer.read(1);
  expect(told).toEqual(['one', 'two']);
  // More of this utterance may come: a key's tone must not end it.
  mixer.read(200);
  expect(mixer.isIdle).toBe(false);
  mixer.end();
  expect(mixer.isIdle).toBe(true);
});

test('a stop is a fade of ten milliseconds without a step, and wipes what is left', () => {
  const mixer = new Mixer();
  const [first, later] = [level(RATE_HZ, 20_000), level(RATE_HZ, 20_000)];
  say(mixer, first, later);
  mixer.read(1_000);
  mixer.stop();
  const heard = mixer.read(2 * FADE);
  const steps = heard.slice(1).map((sample, i) => Math.abs(sample - (heard[i] ?? 0)));
  expect(heard[0]).toBeGreaterThan(19_000);
  expect(Math.max(...steps)).toBeLessThan(100);
  expect(heard.slice(FADE).every((sample) => sample === 0)).toBe(true);
  expect([...first, ...later].every((sample) => sample === 0)).toBe(true);
  expect(mixer.isIdle).toBe(true);
});

test('a new utterance fades the old one out while it begins', () => {
  const mixer = new Mixer();
  say(mixer, level(RATE_HZ, 10_000));
  mixer.read(500);
  say(mixer, level(RATE_HZ, -10_000));
  const heard = mixer.read(FADE + 1);
  expect(heard[0]).toBe(0);
  expect(heard[FADE]).toBe(-10_000);
});

test('nothing ever leaves its range: speech and every tone at once are softer, never clipped over', () => {
  const mixer = new Mixer();
  say(mixer, level(RATE_HZ, 29_000));
  for (const tone of ['key', 'accept', 'reject', 'attention', 'alarm'] as const) {
    expect(toneSamples(tone).length).toBeGreaterThan(0.03 * RATE_HZ);
    expect(Math.abs(toneSamples(tone)[0] ?? 1)).toBe(0);
  }
  mixer.tone(toneSamples('attention'), 1);
  const heard = mixer.read(RATE_HZ / 5);
  expect(Math.max(...heard)).toBeLessThan(32_767);
  // Speech is half as loud beside the tone.
  expect(heard[RATE_HZ / 10 + 7]).toBeLessThan(14_500 + 8_200);
});
