import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Played } from '../../drivers/sound.ts';
import {
  ESPEAK_EN,
  openSound,
  OPEN_JTALK,
  voiceFileName,
  type SoundOptions,
  type SoundPort,
} from '../../drivers/transport/sound.ts';
import { RealClock } from '../../src/base/real-clock.ts';
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
    engines: { ja: OPEN_JTALK, en: ESPEAK_EN },
    player: null,
    cacheDir,
    clock: new RealClock(),
    ...changes,
  });
  opened.onPlayed((one) => played.push(one));
  opened.onFault((error) => faults.push(error.message));
  sound = opened;
  return opened;
}

/** Seconds of sound in a WAV file and its loudest sample, 0…1. */
function measure(file: string): { seconds: number; peak: number } {
  const wav = readFileSync(join(cacheDir, file));
  const bytesPerSecond = wav.readUInt32LE(28);
  const samples = new Int16Array(wav.buffer, wav.byteOffset + 44, (wav.length - 44) >> 1);
  return {
    seconds: (wav.length - 44) / bytesPerSecond,
    peak: samples.reduce((peak, one) => Math.max(peak, Math.abs(one)), 0) / 32768,
  };
}

test('R103: Japanese and English are spoken by their engines into real sound', async () => {
  const port = open();
  port.say(
    [{ kind: 'text', utteranceId: 'speak.setCard', text: 'マイナンバーカードをセットしてください。', locale: 'ja' }],
    0.5,
    'speaker',
  );
  await eventually(() => played.length === 1);
  port.say(
    [{ kind: 'text', utteranceId: 'speak.setCard', text: 'Please set your My Number Card.', locale: 'en' }],
    1.5,
    'speaker',
  );
  await eventually(() => played.length === 2);
  for (const { file } of played) {
    const { seconds, peak } = measure(file!);
    expect(seconds).toBeGreaterThan(1);
    expect(seconds).toBeLessThan(8);
    expect(peak).toBeGreaterThan(0.05);
  }
  expect(played.map(({ loudness }) => loudness)).toEqual([0.5, 1]);
  expect(faults).toEqual([]);
});

test('a sentence is rendered once and played from the cache after that', async () => {
  const port = open();
  const text = 'カードをお取りください。';
  await port.prepare([{ text, locale: 'ja' }]);
  const name = voiceFileName(OPEN_JTALK, text);
  expect(readdirSync(cacheDir)).toEqual([name]);
  // What is in the cache is not rendered again: an engine that would fail is not asked.
  await port.close();
  const again = open({ engines: { ja: OPEN_JTALK }, player: { argv: ['false', '{file}'] } });
  again.say([{ kind: 'text', utteranceId: 'speak.takeCard', text: text, locale: 'ja' }], 1, 'speaker');
  await eventually(() => faults.length === 1);
  expect(played).toEqual([{ utteranceId: 'speak.takeCard', text, locale: 'ja', loudness: 1, file: name }]);
  expect(faults[0]).toContain('exit code 1');
});

test('a new utterance stops the old one, and stop means silence', async () => {
  const record = join(cacheDir, 'record.txt');
  const player = { argv: ['sh', '-c', `echo "start $1" >>'${record}'; exec sleep 30`, 'player', '{loudness}'] };
  const port = open({ player });
  await port.prepare([
    { text: 'はい。', locale: 'ja' },
    { text: 'いいえ。', locale: 'ja' },
  ]);
  port.say([{ kind: 'text', utteranceId: 'a', text: 'はい。', locale: 'ja' }], 0.25, 'speaker');
  await eventually(() => readdirSync(cacheDir).includes('record.txt'));
  port.say([{ kind: 'text', utteranceId: 'b', text: 'いいえ。', locale: 'ja' }], 0.75, 'speaker');
  await eventually(() => readFileSync(record, 'utf8').split('\n').length === 3);
  expect(readFileSync(record, 'utf8')).toBe('start 0.25\nstart 0.75\n');
  port.stop();
  await port.close();
  expect(played.map(({ utteranceId }) => utteranceId)).toEqual(['a', 'b']);
  expect(faults).toEqual([]);
});

test('what was asked for and then stopped while it was being rendered is not heard', async () => {
  const port = open();
  port.say(
    [{ kind: 'text', utteranceId: 'a', text: '手数料は、三百円です。お金を入れてください。', locale: 'ja' }],
    1,
    'speaker',
  );
  port.stop();
  await port.prepare([{ text: '手数料は、三百円です。お金を入れてください。', locale: 'ja' }]);
  expect(played).toEqual([]);
});

test('without an engine the session goes on in silence: one fault, the utterance still reported, no file', async () => {
  const port = open({ engines: { ja: { argv: ['no-such-engine', '{out}'] } } });
  port.say([{ kind: 'text', utteranceId: 'speak.pin', text: '入力してください。', locale: 'ja' }], 1, 'speaker');
  await eventually(() => played.length === 1);
  expect(played[0]?.file).toBeNull();
  expect(faults).toEqual([expect.stringContaining('it is not installed')]);
  port.say([{ kind: 'text', utteranceId: 'speak.pin', text: 'Bitte', locale: 'de' }], 1, 'speaker');
  await eventually(() => faults.length === 2);
  expect(faults[1]).toContain('M7101');
  expect(readdirSync(cacheDir)).toEqual([]);
});

test('an unusable cache folder is one clear error', () => {
  writeFileSync(join(cacheDir, 'file'), '');
  expect(() => open({ cacheDir: join(cacheDir, 'file', 'voice') })).toThrow('M7101');
});

test('a half-written file of a killed engine is swept away', () => {
  writeFileSync(join(cacheDir, 'x.wav.part'), 'RIFF');
  open();
  expect(readdirSync(cacheDir)).toEqual([]);
});

test('every fixed Japanese reminder can be rendered', async () => {
  const port = open();
  const list = fixedUtterances().filter(
    ({ utteranceId, locale }) => locale === 'ja' && utteranceId.endsWith('Reminder'),
  );
  await port.prepare(list);
  expect(readdirSync(cacheDir)).toHaveLength(list.length);
  expect(faults).toEqual([]);
}, 30_000);
