/**
 * The voice: text → speech engine → levelled prompt → mixer → player of an outlet. Prompts of `src/words` are rendered once and kept;
 * what is passing or names a citizen lives in memory until it has sounded. Belongs to the daemon: it goes on whatever becomes of the
 * screen.
 *
 *     say(parts) ─▶ Renderer: folder? ─yes─▶ SoundOutlet: Mixer ─▶ pw-cat, aplay
 *                        └─no─▶ engine ─▶ level ─┘      ▲
 *     tone ─────────────────────────────────────────────┘
 */
import { spawnSync } from 'node:child_process';
import type { Clock } from '../../src/base/clock.ts';
import { childEnvironment } from '../../src/base/environment.ts';
import { MadoguchiError } from '../../src/base/errors.ts';
import type { Engines } from '../../src/base/sound/engines.ts';
import { samplesOf } from '../../src/base/sound/wav.ts';
import type { Outlet, Played, Sound, SpeechPart, Tone } from '../sound.ts';
import { SoundOutlet } from './sound-outlet.ts';
import { playerOf, type PlayerName } from './sound-players.ts';
import { Renderer, type Rendered } from './sound-render.ts';
import { toneSamples } from './sound-tones.ts';

export { voiceFileName } from './sound-render.ts';

export interface SoundOptions {
  /** Engine by language, as in `ja`; a language without one is spoken by the English one. */
  readonly engines: Engines;
  readonly player: PlayerName;
  /** Sink of PipeWire or device of ALSA; null = the default one. */
  readonly speaker: string | null;
  /** null: there is no second outlet, and what is for headphones is not heard. */
  readonly headphones: string | null;
  /** Made when it is missing. */
  readonly cacheDir: string;
  readonly clock: Clock;
}

/** The voice as `main` holds it; the kiosk sees the class alone. */
export interface SoundPort extends Sound {
  /** Renders ahead, one after the other, in the background. Resolves when all are there or have failed. */
  prepare(texts: readonly { readonly text: string; readonly locale: string }[]): Promise<void>;
  /** Every part that begins to sound: for the voice log and a bench page. */
  onPlayed(listener: (played: Played) => void): void;
  /** Rendering or playing failed (`soundUnavailable`); each cause once until it is well again. The session goes on: everything is on the screen, too. */
  onFault(listener: (error: MadoguchiError) => void): void;
  /** Ends every child. */
  close(): Promise<void>;
}

/** Opens the voice. Throws `soundUnavailable` when the cache folder cannot be used. */
export function openSound(options: SoundOptions): SoundPort {
  return new Voice(options);
}

/** What a program says of itself; empty where it is not installed. */
function helpOf(program: string): string {
  return spawnSync(program, ['--help'], { env: childEnvironment(), encoding: 'utf8', timeout: 2_000 }).stdout ?? '';
}

const between0And1 = (loudness: number): number => Math.min(1, Math.max(0, loudness));

class Voice implements SoundPort {
  readonly #renderer: Renderer;
  readonly #outlets: Readonly<Partial<Record<Outlet, SoundOutlet>>>;
  readonly #playedListeners: ((played: Played) => void)[] = [];
  readonly #faultListeners: ((error: MadoguchiError) => void)[] = [];
  /** Counts what was said and stopped on each outlet: parts of an older utterance are not played any more. */
  readonly #turns: Record<Outlet, number> = { speaker: 0, headphones: 0 };
  #lacksHeadphones = false;
  #isOpen = true;

  constructor({ engines, player, speaker, headphones, cacheDir, clock }: SoundOptions) {
    const onFault = (detail: string): void => this.#fault(detail);
    this.#renderer = new Renderer({ engines, cacheDir, clock, onFault });
    const outlet = (name: Outlet, target: string | null): SoundOutlet =>
      new SoundOutlet({
        player: playerOf(player, target, name, helpOf),
        clock,
        onFault: (detail) => onFault(`${name}: ${detail}`),
      });
    this.#outlets = {
      speaker: outlet('speaker', speaker),
      ...(headphones === null ? {} : { headphones: outlet('headphones', headphones) }),
    };
  }

  say(parts: readonly SpeechPart[], loudness: number, outlet: Outlet): void {
    this.#turns[outlet] += 1;
    const where = this.#outlet(outlet);
    if (where === null) return wipe(parts);
    void this.#say(parts, between0And1(loudness), outlet, where, this.#turns[outlet]);
  }

  tone(tone: Tone, loudness: number, outlet: Outlet): void {
    const where = this.#outlet(outlet);
    where?.mixer.tone(toneSamples(tone), between0And1(loudness));
    where?.wake();
  }

  stop(outlet?: Outlet): void {
    for (const name of outlet === undefined ? (['speaker', 'headphones'] as const) : [outlet]) {
      this.#turns[name] += 1;
      this.#outlets[name]?.mixer.stop();
    }
  }

  missing(): readonly string[] {
    const outlets = Object.entries(this.#outlets).flatMap(([name, { fault }]) =>
      fault === null ? [] : [`${name}: ${fault}`],
    );
    return [...this.#renderer.faults, ...outlets];
  }

  async prepare(texts: readonly { readonly text: string; readonly locale: string }[]): Promise<void> {
    for (const { text, locale } of texts) {
      if (!this.#isOpen) return;
      await this.#renderer.prompt(text, locale, true, 'ahead');
    }
  }

  onPlayed(listener: (played: Played) => void): void {
    this.#playedListeners.push(listener);
  }

  onFault(listener: (error: MadoguchiError) => void): void {
    this.#faultListeners.push(listener);
  }

  async close(): Promise<void> {
    this.stop();
    this.#isOpen = false;
    await Promise.all([this.#renderer.close(), ...Object.values(this.#outlets).map((outlet) => outlet.close())]);
  }

  /** The outlet, while it can be used; that there are no headphones is told once. */
  #outlet(outlet: Outlet): SoundOutlet | null {
    const found = this.#isOpen ? (this.#outlets[outlet] ?? null) : null;
    if (found === null && this.#isOpen && !this.#lacksHeadphones) {
      this.#lacksHeadphones = true;
      this.#fault('headphones: no second outlet is configured');
    }
    return found;
  }

  /** The first part sounds while the next is rendered: an engine is many times faster than speech. */
  async #say(
    parts: readonly SpeechPart[],
    gain: number,
    outlet: Outlet,
    where: SoundOutlet,
    turn: number,
  ): Promise<void> {
    const isWanted = (): boolean => this.#isOpen && this.#turns[outlet] === turn;
    where.mixer.begin();
    for (const part of parts) {
      if (!isWanted()) {
        wipe([part]);
        continue;
      }
      const rendered = await this.#rendered(part);
      if (!isWanted()) {
        rendered?.samples.fill(0);
        continue;
      }
      const begun = (): void => this.#tellPlayed(part, gain, outlet, rendered?.file ?? null);
      // What cannot be spoken is still told in its turn: the voice log has every word.
      where.mixer.add({ samples: rendered?.samples ?? new Int16Array(), gain, begun });
      where.wake();
    }
    if (isWanted()) where.mixer.end();
  }

  /** Bytes of the cell are never looked into: their head is the one they must have, or they are nothing. */
  async #rendered(part: SpeechPart): Promise<Rendered | null> {
    if (part.kind !== 'citizen') return this.#renderer.prompt(part.text, part.locale, part.kind === 'text');
    const samples = samplesOf(part.wav);
    part.wav.fill(0);
    return samples && { samples, file: null };
  }

  #tellPlayed(part: SpeechPart, loudness: number, outlet: Outlet, file: string | null): void {
    const { utteranceId } = part;
    const said = part.kind === 'citizen' ? { text: '', locale: '' } : { text: part.text, locale: part.locale };
    const played = { utteranceId, ...said, loudness, outlet, file };
    for (const listener of this.#playedListeners) listener(played);
  }

  #fault(detail: string): void {
    if (!this.#isOpen) return;
    const error = new MadoguchiError('soundUnavailable', detail);
    for (const listener of this.#faultListeners) listener(error);
  }
}

function wipe(parts: readonly SpeechPart[]): void {
  for (const part of parts) if (part.kind === 'citizen') part.wav.fill(0);
}
