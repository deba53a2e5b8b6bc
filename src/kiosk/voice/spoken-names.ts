import type { Clock, Timer } from '../../base/clock.ts';
import type { Saying } from '../../guide/contract.ts';
import type { Outlet, SpeechPart } from '../../../drivers/sound.ts';
import type { CitizenVoice } from './citizen-voice.ts';

/** A cell that takes longer is not waited for: the person's number is said. */
const NAME_WAITS_MS = 1_500;

/** What names a citizen is put among other sentences here, and wiped where it is not said any more. */
export interface SpokenNames {
  /** Makes parts of sentences and hands them over, once: names for headphones, numbers of persons for the speaker. */
  fill(sayings: readonly Saying[], outlet: Outlet, done: (parts: readonly SpeechPart[]) => void): void;
  /** What was asked for is not wanted any more. */
  forget(): void;
}

/** Sentences that wait for the voices of names. */
interface Waiting {
  readonly sayings: readonly Saying[];
  /** Handles that are not answered yet. */
  readonly open: Set<string>;
  readonly wavs: Map<string, Uint8Array>;
  readonly done: (parts: readonly SpeechPart[]) => void;
  readonly timer: Timer;
}

function partOf(saying: Saying, wavs: ReadonlyMap<string, Uint8Array>): SpeechPart {
  const { text, locale } = saying;
  if (saying.kind === 'fixed') return { kind: 'text', utteranceId: saying.utteranceId, text, locale };
  if (saying.kind === 'passing') return { kind: 'passing', utteranceId: saying.utteranceId, text, locale };
  const wav = wavs.get(saying.handle);
  // Each part is wiped by whoever plays it: a name that is said twice has two.
  if (wav !== undefined) return { kind: 'citizen', utteranceId: 'guide.person', wav: Uint8Array.from(wav) };
  return { kind: 'passing', utteranceId: 'guide.place', text, locale };
}

const NO_WAVS: ReadonlyMap<string, Uint8Array> = new Map();

/** @param voice speaks by handle in the session's cell; its answer is an empty WAV where it cannot */
export function createSpokenNames(
  voice: Pick<CitizenVoice, 'speak' | 'onCitizenVoice'>,
  clock: Pick<Clock, 'after'>,
): SpokenNames {
  let waiting: Waiting | null = null;

  function wipe({ timer, wavs }: Waiting): void {
    timer.cancel();
    for (const wav of wavs.values()) wav.fill(0);
  }

  function forget(): void {
    if (waiting !== null) wipe(waiting);
    waiting = null;
  }

  function finish(): void {
    if (waiting === null) return;
    const ready = waiting;
    waiting = null;
    const parts = ready.sayings.map((saying) => partOf(saying, ready.wavs));
    wipe(ready);
    ready.done(parts);
  }

  voice.onCitizenVoice((handle, wav) => {
    if (waiting === null || !waiting.open.delete(handle)) {
      wav.fill(0);
      return;
    }
    if (wav.length > 0) waiting.wavs.set(handle, wav);
    if (waiting.open.size === 0) finish();
  });

  return {
    forget,
    fill: (sayings, outlet, done) => {
      forget();
      const named = new Map(
        sayings.flatMap((saying) => (saying.kind === 'citizen' ? [[saying.handle, saying.locale] as const] : [])),
      );
      // A bystander must not hear a name.
      if (outlet === 'speaker' || named.size === 0) {
        done(sayings.map((saying) => partOf(saying, NO_WAVS)));
        return;
      }
      const timer = clock.after(NAME_WAITS_MS, finish);
      waiting = { sayings, open: new Set(named.keys()), wavs: new Map(), done, timer };
      for (const [handle, locale] of named) voice.speak(handle, locale);
    },
  };
}
