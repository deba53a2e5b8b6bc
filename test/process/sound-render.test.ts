import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Played, SpeechPart } from '../../drivers/sound.ts';
import { openSound, voiceFileName, type SoundOptions, type SoundPort } from '../../drivers/transport/sound.ts';
import { RealClock } from '../../src/base/real-clock.ts';
import { DEFAULT_ENGINES, OPEN_JTALK } from '../../src/base/sound/engines.ts';
import { loudness_LUFS, peakOf } from '../../src/base/sound/loudness.ts';
import { PROMPT } from '../../src/base/sound/prompt.ts';
import { readWav, RATE_HZ, wavOf } from '../../src/base/sound/wav.ts';
import { fixedUtterances } from '../../src/words/utterances.ts';
import { eventually } from '../unit/api-world.ts';

let cacheDir: string;
let sound: SoundPort | null;
let played: Played[];
let faults: string[];
beforeEach(() => {
  cacheDir = mkdtempSync(join(tmpdir(), 'madoguchi-voice-'));
  sound = null;
  played = [];
  faults = [];
});
afterEach(async () => {
  await sound?.close();
  rmSync(cacheDir, { recursive: true, force: true });
});

function open(changes: Partial<SoundOptions> = {}): SoundPort {
  const opened = openSound({
    engines: DEFAULT_ENGINES,
    player: 'none',
    speaker: null,
    headphones: null,
    cacheDir,
    clock: new RealClock(),
    ...changes,
  });
  opened.onPlayed((one) => played.push(one));
  opened.onFault((error) => faults.push(error.message));
  sound = opened;
  return opened;
}

const text = (locale: string, words: string, utteranceId = 'speak.setCard'): SpeechPart => ({
  kind: 'text',
  utteranceId,
  text: words,
  locale,
});

/** Seconds, loudness and peak of a prompt in the folder. */
function measure(file: string): { seconds: number; loudness: number; peak: number } {
  const wav = readWav(readFileSync(join(cacheDir, file)));
  if (wav === null) throw new Error(`${file} is no WAV file`);
  const { samples } = wav;
  return { seconds: samples.length / RATE_HZ, loudness: loudness_LUFS(samples), peak: peakOf(samples) };
}

test('R103: every language of the screen has a voice, all equally loud and none clipped', async () => {
  const port = open();
  const list = fixedUtterances(['ja', 'ja-x-easy', 'en', 'zh-Hans', 'ko', 'vi', 'pt', 'fil', 'ne', 'th', 'my']).filter(
    ({ utteranceId }) => utteranceId === 'speak.takeCard',
  );
  await port.prepare(list);
  expect(faults).toEqual([]);
  expect(port.missing?.()).toEqual([]);
  for (const file of readdirSync(cacheDir)) {
    const { seconds, loudness, peak } = measure(file);
    expect(seconds).toBeGreaterThan(0.5);
    expect(seconds).toBeLessThan(10);
    expect(Math.abs(loudness - PROMPT.target_LUFS)).toBeLessThan(1);
    expect(peak).toBeLessThanOrEqual(PROMPT.peak_max + 0.001);
  }
}, 30_000);

test('a sentence is rendered once and played from the folder after that', async () => {
  const port = open();
  const words = 'カードをお取りください。';
  await port.prepare([{ text: words, locale: 'ja' }]);
  const name = voiceFileName(OPEN_JTALK, words);
  expect(readdirSync(cacheDir)).toEqual([name]);
  const before = readFileSync(join(cacheDir, name));
  await port.close();
  const again = open();
  again.say([text('ja', words, 'speak.takeCard')], 0.5, 'speaker');
  await eventually(() => played.length === 1);
  expect(played).toEqual([
    { utteranceId: 'speak.takeCard', text: words, locale: 'ja', loudness: 0.5, outlet: 'speaker', file: name },
  ]);
  expect(readFileSync(join(cacheDir, name)).equals(before)).toBe(true);
});

test('a file that a cut of the power left half-written is rendered again', async () => {
  const words = 'はい。';
  const name = voiceFileName(OPEN_JTALK, words);
  const first = open();
  await first.prepare([{ text: words, locale: 'ja' }]);
  await first.close();
  truncateSync(join(cacheDir, name), 1_001);
  writeFileSync(join(cacheDir, 'x.wav.part'), 'RIFF');
  await open().prepare([{ text: words, locale: 'ja' }]);
  expect(readdirSync(cacheDir)).toEqual([name]);
  expect(measure(name).loudness).toBeGreaterThan(-20);
});

test('what is passing and what names a citizen is said and told, and nothing of it is kept or readable', async () => {
  const port = open();
  const wav = wavOf(new Float32Array(RATE_HZ / 10).fill(0.1));
  port.say(
    [
      { kind: 'passing', utteranceId: 'guide.money', text: '手数料は300円です。', locale: 'ja' },
      { kind: 'citizen', utteranceId: 'guide.person', wav },
      { kind: 'citizen', utteranceId: 'guide.person', wav: Buffer.from('RIFF, but not ours') },
    ],
    1,
    'speaker',
  );
  await eventually(() => played.length === 3);
  expect(played.map(({ text: said, file }) => [said, file])).toEqual([
    ['手数料は300円です。', null],
    ['', null],
    ['', null],
  ]);
  expect(wav.every((byte) => byte === 0)).toBe(true);
  expect(readdirSync(cacheDir)).toEqual([]);
});

test('what was stopped while it was being rendered is not heard, and a name in it is wiped', async () => {
  const port = open();
  const wav = wavOf(new Float32Array(100).fill(0.1));
  port.say([text('ja', '手数料は、三百円です。'), { kind: 'citizen', utteranceId: 'guide.person', wav }], 1, 'speaker');
  port.stop();
  await port.prepare([{ text: '手数料は、三百円です。', locale: 'ja' }]);
  await eventually(() => wav.every((byte) => byte === 0));
  expect(played).toEqual([]);
});

test('without an engine the session goes on in silence: told once, the words still in the voice log, and the status says what is missing', async () => {
  const port = open({ engines: { ja: { argv: ['no-such-engine', '{out}'] } } });
  expect(port.missing?.()).toEqual([expect.stringContaining('no-such-engine failed: it is not installed')]);
  for (let n = 1; n <= 2; n += 1) {
    port.say([text('ja', '入力してください。')], 1, 'speaker');
    await eventually(() => played.length === n);
  }
  expect(played[0]?.file).toBeNull();
  expect(faults).toEqual([expect.stringContaining('it is not installed')]);
  port.say([text('de', 'Bitte')], 1, 'speaker');
  await eventually(() => faults.length === 2);
  expect(faults[1]).toContain('no speech engine for the language de');
  expect(readdirSync(cacheDir)).toEqual([]);
});

test('an engine that makes no sound, dies or hangs is one fault and no prompt', async () => {
  const port = open({
    engines: { ja: { argv: ['true'] }, en: { argv: ['false'] }, ko: { argv: ['sh', '-c', 'head -c 99 /dev/urandom'] } },
  });
  await port.prepare(['ja', 'en', 'ko'].map((locale) => ({ text: 'x', locale })));
  expect(faults).toEqual([
    expect.stringContaining('true failed: it made no sound'),
    expect.stringContaining('false failed: exit code 1'),
    expect.stringContaining('sh failed: it made no sound'),
  ]);
});

test('headphones without a second outlet stay silent, which is told once: nothing private comes out of the loudspeaker', async () => {
  const port = open();
  const wav = wavOf(new Float32Array(100).fill(0.1));
  port.say([{ kind: 'citizen', utteranceId: 'guide.person', wav }], 1, 'headphones');
  port.tone('key', 1, 'headphones');
  expect(wav.every((byte) => byte === 0)).toBe(true);
  expect(played).toEqual([]);
  expect(faults).toEqual([expect.stringContaining('no second outlet')]);
});

test('a device that is not there is told, and what is said is still in the voice log', async () => {
  const port = open({ player: 'aplay', speaker: 'no-such-device' });
  port.say([text('ja', 'はい。')], 1, 'speaker');
  await eventually(() => played.length === 1 && faults.length === 1);
  expect(faults[0]).toContain('speaker: the player aplay failed');
  expect(port.missing?.()).toEqual([expect.stringContaining('speaker: the player aplay failed')]);
});

test('an unusable folder is one clear error', () => {
  writeFileSync(join(cacheDir, 'file'), '');
  expect(() => open({ cacheDir: join(cacheDir, 'file', 'voice') })).toThrow('M7101');
});
