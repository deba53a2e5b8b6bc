/**
 * Every fixed prompt of 日本語 and English, rendered by its engine, played by the real player into a sink of PipeWire and recorded from its
 * monitor: it is there, not silent, not clipped, within ±2 dB of its target, and stops within 300 ms of the button. 日本語 comes out of
 * the loudspeaker while English is in the headphones, so that each is also proven to be heard at its own outlet alone. A prompt that fails
 * is heard a second time (`again`): a busy machine may lose a buffer.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Outlet, SpeechPart } from '../../drivers/sound.ts';
import { openSound, type SoundPort } from '../../drivers/transport/sound.ts';
import { RealClock } from '../../src/base/real-clock.ts';
import { DEFAULT_ENGINES } from '../../src/base/sound/engines.ts';
import { fixedUtterances, type Utterance } from '../../src/words/utterances.ts';
import { hear, hearStop } from '../../test/process/sound-judge.ts';
import { openSoundRoom, type Ear } from '../../test/process/sound-room.ts';
import type { ProofOptions, ProofResult } from '../prove.ts';

const TARGET_DB = 2;
const STOP_MS = 300;
const LOUDNESS = 0.8;

interface Counts {
  prompts: number;
  stops: number;
  again: number;
  /** Largest distance from the target, in hundredths of a dB. */
  worst_cdB: number;
  slowestStop_ms: number;
}

/** What is wrong with a prompt; empty when it is as it must be. */
async function faultsOf(
  sound: SoundPort,
  ear: Ear,
  outlet: Outlet,
  utterance: Utterance,
  counts: Counts,
): Promise<string[]> {
  const parts: SpeechPart[] = [{ kind: 'text', ...utterance }];
  const { seconds, off_dB, peak } = await hear(sound, ear, { parts, loudness: LOUDNESS, outlet });
  const late_ms = await hearStop(sound, ear, parts, outlet);
  const faults: string[] = [];
  if (seconds < 0.4) faults.push(`heard for ${seconds.toFixed(2)} s`);
  if (!(Math.abs(off_dB) <= TARGET_DB)) faults.push(`${off_dB.toFixed(1)} dB from its target`);
  if (peak >= LOUDNESS) faults.push(`its peak is ${peak.toFixed(3)}`);
  // A word that is shorter than the press of a button has no midst.
  if (late_ms === null && seconds > 1) faults.push('it could not be stopped');
  if (late_ms !== null && late_ms > STOP_MS) faults.push(`it stopped after ${late_ms.toFixed(0)} ms`);
  if (faults.length === 0) {
    counts.worst_cdB = Math.max(counts.worst_cdB, Math.round(100 * Math.abs(off_dB)));
    counts.slowestStop_ms = Math.max(counts.slowestStop_ms, Math.round(late_ms ?? 0));
    if (late_ms !== null) counts.stops += 1;
  }
  return faults;
}

async function proveOutlet(
  sound: SoundPort,
  ear: Ear,
  outlet: Outlet,
  list: readonly Utterance[],
  counts: Counts,
): Promise<string[]> {
  const failures: string[] = [];
  for (const utterance of list) {
    let faults = await faultsOf(sound, ear, outlet, utterance, counts);
    if (faults.length > 0) {
      counts.again += 1;
      faults = await faultsOf(sound, ear, outlet, utterance, counts);
    }
    counts.prompts += 1;
    failures.push(...faults.map((fault) => `${utterance.utteranceId} (${utterance.locale}): ${fault}`));
  }
  return failures;
}

export async function prove({ count }: ProofOptions): Promise<ProofResult> {
  const room = await openSoundRoom();
  process.env['XDG_RUNTIME_DIR'] = room.runtimeDir;
  const cacheDir = mkdtempSync(join(tmpdir(), 'madoguchi-voice-'));
  const sound = openSound({
    engines: DEFAULT_ENGINES,
    player: 'pw-play',
    speaker: 'speaker',
    headphones: 'headphones',
    cacheDir,
    clock: new RealClock(),
  });
  const failures: string[] = [];
  sound.onFault((error) => failures.push(error.message));
  const counts: Counts = { prompts: 0, stops: 0, again: 0, worst_cdB: 0, slowestStop_ms: 0 };
  try {
    const ears = [await room.listen('speaker'), await room.listen('headphones')] as const;
    const lists = (['ja', 'en'] as const).map((locale) => fixedUtterances([locale]).slice(0, count ?? undefined));
    await sound.prepare(lists.flat());
    const proven = await Promise.all([
      proveOutlet(sound, ears[0], 'speaker', lists[0] ?? [], counts),
      proveOutlet(sound, ears[1], 'headphones', lists[1] ?? [], counts),
    ]);
    failures.push(...proven.flat());
  } finally {
    await sound.close();
    await room.close();
    rmSync(cacheDir, { recursive: true, force: true });
  }
  return { counts: { ...counts }, failures };
}
