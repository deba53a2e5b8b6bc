/** What an ear says of what was played. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Outlet, SpeechPart } from '../../drivers/sound.ts';
import type { SoundPort } from '../../drivers/transport/sound.ts';
import { loudness_LUFS, peakOf } from '../../src/base/sound/loudness.ts';
import { PROMPT } from '../../src/base/sound/prompt.ts';
import { RATE_HZ } from '../../src/base/sound/wav.ts';
import { soundOf, type Ear } from './sound-room.ts';

/** Longer than any pause inside a sentence. */
const QUIET_MS = 700;
const WAITS_MS = 45_000;

export interface Heard {
  readonly seconds: number;
  /** From its target at this loudness, in dB. */
  readonly off_dB: number;
  readonly peak: number;
}

/** Waits until nothing is heard any more; a sound that never came is silence. */
async function quiet(ear: Ear): Promise<void> {
  const end_ms = performance.now() + WAITS_MS;
  const begins_ms = performance.now() + 10_000;
  while (!ear.isQuietFor(QUIET_MS) && performance.now() < (ear.lastSound_ms() === null ? begins_ms : end_ms))
    await wait(20);
}

/** Says it, and listens to the end. */
export async function hear(
  sound: SoundPort,
  ear: Ear,
  { parts, loudness, outlet }: { parts: readonly SpeechPart[]; loudness: number; outlet: Outlet },
): Promise<Heard> {
  ear.clear();
  sound.say(parts, loudness, outlet);
  await quiet(ear);
  const heard = soundOf(ear.heard());
  const target_LUFS = PROMPT.target_LUFS + 20 * Math.log10(loudness);
  return { seconds: heard.length / RATE_HZ, off_dB: loudness_LUFS(heard) - target_LUFS, peak: peakOf(heard) };
}

/** Says it, presses the button in its midst, and says when the last of it was heard; null: nothing was heard, or it was over before. */
export async function hearStop(
  sound: SoundPort,
  ear: Ear,
  parts: readonly SpeechPart[],
  outlet: Outlet,
): Promise<number | null> {
  ear.clear();
  sound.say(parts, 1, outlet);
  const end_ms = performance.now() + 10_000;
  while (ear.lastSound_ms() === null && performance.now() < end_ms) await wait(5);
  await wait(300);
  if (ear.lastSound_ms() === null || ear.isQuietFor(150)) return null;
  const pressed_ms = performance.now();
  sound.stop(outlet);
  await wait(900);
  return (ear.lastSound_ms() ?? pressed_ms) - pressed_ms;
}
