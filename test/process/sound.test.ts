/** Real engines, a real PipeWire, two null sinks, and an ear at the monitor of each. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Played, SpeechPart } from '../../drivers/sound.ts';
import { openSound, type SoundPort } from '../../drivers/transport/sound.ts';
import { RealClock } from '../../src/base/real-clock.ts';
import { DEFAULT_ENGINES } from '../../src/base/sound/engines.ts';
import { peakOf } from '../../src/base/sound/loudness.ts';
import { RATE_HZ, wavOf } from '../../src/base/sound/wav.ts';
import { eventually } from '../unit/api-world.ts';
import { hear, hearStop } from './sound-judge.ts';
import { openSoundRoom, soundOf, type Ear, type SoundRoom } from './sound-room.ts';

let room: SoundRoom;
let speaker: Ear;
let headphones: Ear;
let cacheDir: string;
let sound: SoundPort;
let played: Played[];
let faults: string[];
const { XDG_RUNTIME_DIR } = process.env;

beforeAll(async () => {
  room = await openSoundRoom();
  process.env['XDG_RUNTIME_DIR'] = room.runtimeDir;
  cacheDir = mkdtempSync(join(tmpdir(), 'madoguchi-voice-'));
  speaker = await room.listen('speaker');
  headphones = await room.listen('headphones');
}, 60_000);
afterAll(async () => {
  if (XDG_RUNTIME_DIR === undefined) delete process.env['XDG_RUNTIME_DIR'];
  else process.env['XDG_RUNTIME_DIR'] = XDG_RUNTIME_DIR;
  await room.close();
  rmSync(cacheDir, { recursive: true, force: true });
});
beforeEach(() => {
  played = [];
  faults = [];
  sound = openSound({
    engines: DEFAULT_ENGINES,
    player: 'pw-play',
    speaker: 'speaker',
    headphones: 'headphones',
    cacheDir,
    clock: new RealClock(),
  });
  sound.onPlayed((one) => played.push(one));
  sound.onFault((error) => faults.push(error.message));
});
afterEach(() => sound.close());

const takeCard: SpeechPart = {
  kind: 'text',
  utteranceId: 'speak.takeCard',
  text: 'カードをお取りください。',
  locale: 'ja',
};
const enough: SpeechPart = { kind: 'passing', utteranceId: 'guide.money', text: 'Still needed: 50 yen.', locale: 'en' };

test('R103: two parts are heard as one utterance, as loud as they should be and not clipped', async () => {
  const { seconds, off_dB, peak } = await hear(sound, speaker, {
    parts: [takeCard, enough],
    loudness: 0.5,
    outlet: 'speaker',
  });
  expect(Math.abs(off_dB)).toBeLessThan(2);
  expect(peak).toBeGreaterThan(0.1);
  expect(peak).toBeLessThan(0.5);
  // Both of them, and less than half a second between and around.
  expect(seconds).toBeGreaterThan(2.5);
  expect(seconds).toBeLessThan(6);
  expect(played.map(({ utteranceId }) => utteranceId)).toEqual(['speak.takeCard', 'guide.money']);
  expect(faults).toEqual([]);
}, 60_000);

test('the voice stops within 300 ms of the button, and ends in a fade', async () => {
  const late_ms = await hearStop(sound, speaker, [takeCard], 'speaker');
  expect(late_ms).not.toBeNull();
  expect(late_ms).toBeLessThan(300);
  // The last two milliseconds are all but silent: nothing was cut off.
  expect(peakOf(soundOf(speaker.heard()).slice(-RATE_HZ / 500))).toBeLessThan(0.1);
}, 60_000);

test('rule 5: a name is heard in the headphones alone; a tone sounds beside speech', async () => {
  speaker.clear();
  const wav = wavOf(Float32Array.from({ length: RATE_HZ / 2 }, (_, i) => 0.3 * Math.sin(i / 20)));
  const name: SpeechPart = { kind: 'citizen', utteranceId: 'guide.person', wav };
  const { peak, seconds } = await hear(sound, headphones, { parts: [name], loudness: 1, outlet: 'headphones' });
  expect(peak).toBeCloseTo(0.3, 1);
  expect(seconds).toBeGreaterThan(0.4);
  expect(wav.every((byte) => byte === 0)).toBe(true);
  expect(played.map(({ text }) => text)).toEqual(['']);
  expect(soundOf(speaker.heard())).toHaveLength(0);
  sound.tone('accept', 1, 'speaker');
  await eventually(() => peakOf(speaker.heard()) > 0.1);
}, 60_000);

/** The tone of the test before may still be on its way. */
async function untilSilent(): Promise<void> {
  do {
    speaker.clear();
    await wait(300);
  } while (soundOf(speaker.heard()).length > 0);
}

test('rule 5: headphones that were pulled out are told, and what was private does not come out of the loudspeaker', async () => {
  room.removeSink('headphones');
  await untilSilent();
  sound.say([takeCard], 1, 'headphones');
  await eventually(() => faults.length === 1);
  await wait(300);
  expect(faults[0]).toContain('headphones: the player pw-cat failed');
  expect(sound.missing?.()).toEqual([expect.stringContaining('headphones: the player pw-cat failed')]);
  expect(soundOf(speaker.heard())).toHaveLength(0);
}, 60_000);
