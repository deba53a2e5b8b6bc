/**
 * The loudspeaker: text → speech engine → WAV file in a cache → player. Rendered once, played often; a new utterance
 * stops the one that is playing. Texts never hold a name or a PIN.
 *
 *     play(text) ─▶ cache? ──yes──▶ player (pw-play, aplay, none)
 *                     └─no─▶ engine (open_jtalk, espeak-ng) ─▶ WAV ─┘
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { childEnvironment } from '../../src/base/environment.ts';
import type { Clock } from '../../src/base/clock.ts';
import { MadoguchiError } from '../../src/base/errors.ts';
import type { Outlet, Played, Sound, SpeechPart } from '../sound.ts';
import { SOUND_LIMITS } from './limits.ts';

/** A program that speaks a text into a WAV file. `{out}` in an argument stands for the file; the text goes to its input. */
export interface VoiceEngine {
  readonly argv: readonly string[];
}

/** A program that plays a WAV file. `{file}` stands for it, `{loudness}` for 0…1. */
export interface VoicePlayer {
  readonly argv: readonly string[];
}

export interface SoundOptions {
  /** Engine by language, as in `ja`. A language without one is reported and stays silent. */
  readonly engines: Readonly<Record<string, VoiceEngine>>;
  /** null: nothing is heard, but everything is rendered and reported. */
  readonly player: VoicePlayer | null;
  /** Made when it is missing. */
  readonly cacheDir: string;
  readonly clock: Clock;
}

/** The loudspeaker as `main` holds it; the kiosk sees the class alone. */
export interface SoundPort extends Sound {
  /** Renders ahead, one after the other, in the background. Resolves when all are there or have failed. */
  prepare(texts: readonly { readonly text: string; readonly locale: string }[]): Promise<void>;
  /** Every utterance that begins: for the voice log and a bench page. */
  onPlayed(listener: (played: Played) => void): void;
  /** Rendering or playing failed (`soundUnavailable`). The session goes on: everything is on the screen, too. */
  onFault(listener: (error: MadoguchiError) => void): void;
  /** Ends every child. */
  close(): Promise<void>;
}

/** Open JTalk with Debian's dictionary and voice (hts-voice-nitech-jp-atr503-m001, CC BY 3.0). */
export const OPEN_JTALK: VoiceEngine = {
  argv: [
    'open_jtalk',
    '-x',
    '/var/lib/mecab/dic/open-jtalk/naist-jdic',
    '-m',
    '/usr/share/hts-voice/nitech-jp-atr503-m001/nitech_jp_atr503_m001.htsvoice',
    '-r',
    '0.95',
    '-ow',
    '{out}',
  ],
};

/** espeak-ng for languages other than Japanese. */
export const ESPEAK_EN: VoiceEngine = { argv: ['espeak-ng', '-v', 'en', '-s', '150', '-w', '{out}', '--stdin'] };

/** Players by their configured name; `none` is silent. */
export const PLAYERS: Readonly<Record<'pw-play' | 'aplay' | 'none', VoicePlayer | null>> = {
  'pw-play': { argv: ['pw-play', '--volume={loudness}', '{file}'] },
  aplay: { argv: ['aplay', '-q', '{file}'] },
  none: null,
};

/** Name of the file a text is rendered into: SHA-256 over engine and text. */
export function voiceFileName(engine: VoiceEngine, text: string): string {
  return `${createHash('sha256')
    .update(JSON.stringify([engine.argv, text]))
    .digest('hex')}.wav`;
}

/** Opens the loudspeaker. Throws `soundUnavailable` when the cache folder cannot be used. */
export function openSound(options: SoundOptions): SoundPort {
  return new Loudspeaker(options);
}

class Loudspeaker implements SoundPort {
  readonly #options: SoundOptions;
  readonly #children = new Set<ChildProcess>();
  readonly #rendering = new Map<string, Promise<boolean>>();
  readonly #playedListeners: ((played: Played) => void)[] = [];
  readonly #faultListeners: ((error: MadoguchiError) => void)[] = [];
  #last: Promise<unknown> = Promise.resolve();
  #playing: ChildProcess | null = null;
  /** Counts `play` and `stop`: what was asked before the last one is not played any more. */
  #turn = 0;
  #isOpen = true;

  constructor(options: SoundOptions) {
    this.#options = options;
    try {
      mkdirSync(options.cacheDir, { recursive: true });
      tidyCache(options.cacheDir);
    } catch {
      throw new MadoguchiError('soundUnavailable', 'the folder of rendered voices cannot be used');
    }
  }

  say(parts: readonly SpeechPart[], loudness: number, outlet: Outlet): void {
    this.stop();
    const [part] = parts;
    if (part === undefined || part.kind === 'citizen' || outlet !== 'speaker') return;
    const { utteranceId, text, locale } = part;
    const turn = this.#turn;
    void this.#file(text, locale).then((file) => {
      if (turn !== this.#turn || !this.#isOpen) return;
      const played = { utteranceId, text, locale, loudness: Math.min(1, Math.max(0, loudness)), outlet, file };
      for (const listener of this.#playedListeners) listener(played);
      if (file !== null) this.#sound(file, played.loudness);
    });
  }

  tone(): void {}

  stop(): void {
    this.#turn += 1;
    this.#playing?.kill('SIGKILL');
    this.#playing = null;
  }

  async prepare(texts: readonly { readonly text: string; readonly locale: string }[]): Promise<void> {
    for (const { text, locale } of texts) {
      if (!this.#isOpen) return;
      await this.#file(text, locale);
    }
  }

  onPlayed(listener: (played: Played) => void): void {
    this.#playedListeners.push(listener);
  }

  onFault(listener: (error: MadoguchiError) => void): void {
    this.#faultListeners.push(listener);
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    this.stop();
    for (const child of this.#children) child.kill('SIGKILL');
    await Promise.all(this.#rendering.values());
  }

  #fault(detail: string): void {
    if (!this.#isOpen) return;
    const error = new MadoguchiError('soundUnavailable', detail);
    for (const listener of this.#faultListeners) listener(error);
  }

  /** Name of the rendered file; null when it cannot be made. Never rejects. */
  async #file(text: string, locale: string): Promise<string | null> {
    const engine = this.#options.engines[locale];
    if (engine === undefined || text.length > SOUND_LIMITS.text_chars_max) {
      this.#fault(
        engine === undefined ? `no speech engine for the language ${locale}` : 'the text is too long to be spoken',
      );
      return null;
    }
    const name = voiceFileName(engine, text);
    const path = join(this.#options.cacheDir, name);
    if (statSync(path, { throwIfNoEntry: false }) !== undefined) return name;
    let rendering = this.#rendering.get(name);
    if (rendering === undefined) {
      // One engine at a time: the processor belongs to the session.
      rendering = this.#last.then(() => this.#render(engine, text, path));
      this.#last = rendering;
      this.#rendering.set(name, rendering);
      void rendering.finally(() => this.#rendering.delete(name));
    }
    return (await rendering) ? name : null;
  }

  async #render(engine: VoiceEngine, text: string, path: string): Promise<boolean> {
    if (!this.#isOpen) return false;
    const part = `${path}.part`;
    const argv = engine.argv.map((argument) => argument.replace('{out}', part));
    const failure = await this.#run(argv, SOUND_LIMITS.render_ms, `${text}\n`);
    const size_bytes = statSync(part, { throwIfNoEntry: false })?.size ?? 0;
    if (failure !== null || size_bytes <= 44) {
      rmSync(part, { force: true });
      this.#fault(`the speech engine ${basename(argv[0] ?? '')} failed: ${failure ?? 'it made no sound'}`);
      return false;
    }
    renameSync(part, path);
    return true;
  }

  #sound(file: string, loudness: number): void {
    const { player, cacheDir } = this.#options;
    if (player === null) return;
    const path = join(cacheDir, file);
    const argv = player.argv.map((part) => part.replace('{file}', path).replace('{loudness}', loudness.toFixed(2)));
    const turn = this.#turn;
    void this.#run(argv, SOUND_LIMITS.play_ms, null, (child) => (this.#playing = child)).then((failure) => {
      if (turn !== this.#turn) return;
      this.#playing = null;
      if (failure !== null) this.#fault(`the player ${basename(argv[0] ?? '')} failed: ${failure}`);
    });
  }

  /** Runs a program to its end. Null when it did well, else what went wrong. Never rejects. */
  #run(
    argv: readonly string[],
    timeout_ms: number,
    input: string | null,
    onStart: (child: ChildProcess) => void = () => {},
  ): Promise<string | null> {
    return new Promise((resolve) => {
      const [program = '', ...rest] = argv;
      const child = spawn(program, rest, {
        stdio: [input === null ? 'ignore' : 'pipe', 'ignore', 'ignore'],
        env: childEnvironment(),
      });
      this.#children.add(child);
      onStart(child);
      const timer = this.#options.clock.after(timeout_ms, () => child.kill('SIGKILL'));
      const end = (failure: string | null): void => {
        timer.cancel();
        this.#children.delete(child);
        resolve(failure);
      };
      child.once('error', (error: NodeJS.ErrnoException) =>
        end(error.code === 'ENOENT' ? 'it is not installed' : 'it does not start'),
      );
      child.once('close', (code, signal) => end(code === 0 ? null : (signal ?? `exit code ${code}`)));
      // An engine that dies early closes its input: `close` tells the rest.
      child.stdin?.on('error', () => {});
      child.stdin?.end(input ?? '');
    });
  }
}

/** Removes what a killed engine left and the oldest files above the limit. */
function tidyCache(folder: string): void {
  const names = readdirSync(folder);
  for (const name of names.filter((candidate) => candidate.endsWith('.part'))) rmSync(join(folder, name));
  const files = names
    .filter((name) => name.endsWith('.wav'))
    .map((name) => ({ name, time_ms: statSync(join(folder, name)).mtimeMs }))
    .toSorted((a, b) => b.time_ms - a.time_ms);
  for (const { name } of files.slice(SOUND_LIMITS.cache_files_max)) rmSync(join(folder, name));
}
