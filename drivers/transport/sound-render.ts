/** Text → prompt: an engine speaks it, a worker levels it, and what is always the same is kept in a folder. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Clock } from '../../src/base/clock.ts';
import { MadoguchiError } from '../../src/base/errors.ts';
import { isInstalled, runEngine, type EngineRun, type Spoken, type VoiceEngine } from '../../src/base/sound/engine.ts';
import { spokenBy, type Engines } from '../../src/base/sound/engines.ts';
import { PROMPT } from '../../src/base/sound/prompt.ts';
import { samplesOf } from '../../src/base/sound/wav.ts';
import { SOUND_LIMITS } from './limits.ts';

/** A prompt, ready for the mixer; `file` is its name in the folder, null where it is not kept. */
export interface Rendered {
  readonly samples: Int16Array;
  readonly file: string | null;
}

/** Somebody waits to hear it, or will some day. */
type Hurry = 'now' | 'ahead';

export interface RendererOptions {
  readonly engines: Engines;
  /** Made when it is missing. */
  readonly cacheDir: string;
  readonly clock: Clock;
  readonly onFault: (detail: string) => void;
}

/** Name of the file a text is rendered into: SHA-256 over engine, level and text. */
export function voiceFileName(engine: VoiceEngine, text: string): string {
  return `${createHash('sha256')
    .update(JSON.stringify([engine.argv, PROMPT, text]))
    .digest('hex')}.wav`;
}

/**
 * What is said now, one after the other, and beside it what is rendered ahead, one after the other: who listens does not wait for it.
 */
export class Renderer {
  readonly #options: RendererOptions;
  readonly #faults = new Map<string, string>();
  readonly #runs = new Set<EngineRun>();
  readonly #pending = new Map<string, Promise<Rendered | null>>();
  readonly #last: Record<Hurry, Promise<unknown>> = { now: Promise.resolve(), ahead: Promise.resolve() };
  #worker: Worker | null = null;
  readonly #levelling = new Map<number, (prompt: Uint8Array | null) => void>();
  #nextId = 0;
  #isOpen = true;

  constructor(options: RendererOptions) {
    this.#options = options;
    try {
      mkdirSync(options.cacheDir, { recursive: true });
      tidy(options.cacheDir);
    } catch {
      throw new MadoguchiError('soundUnavailable', 'the folder of rendered voices cannot be used');
    }
    // Started before it is needed: the first sentence does not wait for it.
    this.#worker = this.#startWorker();
  }

  /** What does not speak now, one sentence each. */
  get faults(): readonly string[] {
    const missing = [...new Set(Object.values(this.#options.engines).map(({ argv }) => argv[0] ?? ''))]
      .filter((program) => !isInstalled(program))
      .map((program) => `the speech engine ${basename(program)} failed: it is not installed`);
    return [...new Set([...missing, ...this.#faults.values()])];
  }

  /** The prompt of a text; null when it cannot be made. Never rejects. `keep`: into the folder. */
  async prompt(text: string, locale: string, keep: boolean, hurry: Hurry = 'now'): Promise<Rendered | null> {
    const spoken = spokenBy(locale, this.#options.engines);
    const engine = spoken === null ? undefined : this.#options.engines[spoken];
    if (engine === undefined) {
      this.#fault(locale, `no speech engine for the language ${locale}`);
      return null;
    }
    if (!keep) return this.#inTurn(hurry, () => this.#made(engine, text, null, hurry));
    const file = voiceFileName(engine, text);
    const kept = this.#kept(file);
    if (kept !== null) return { samples: kept, file };
    const pending = this.#pending.get(file) ?? this.#inTurn(hurry, () => this.#made(engine, text, file, hurry));
    this.#pending.set(file, pending);
    const made = await pending;
    this.#pending.delete(file);
    // Who plays it wipes it: each has a copy of their own.
    return made && { samples: made.samples.slice(), file };
  }

  /** Ends every engine. */
  async close(): Promise<void> {
    this.#isOpen = false;
    for (const run of this.#runs) run.kill();
    this.#runs.clear();
    for (const done of this.#levelling.values()) done(null);
    await this.#worker?.terminate();
  }

  #inTurn(hurry: Hurry, work: () => Promise<Rendered | null>): Promise<Rendered | null> {
    const before = hurry === 'ahead' ? Promise.all([this.#last.ahead, this.#last.now]) : this.#last.now;
    const turn = before.then(() => (this.#isOpen ? work() : null));
    this.#last[hurry] = turn;
    return turn;
  }

  /** The samples of a file; one that is not whole, as after a cut of the power, is no file. */
  #kept(file: string): Int16Array | null {
    const path = join(this.#options.cacheDir, file);
    try {
      return samplesOf(readFileSync(path));
    } catch {
      return null;
    }
  }

  async #made(engine: VoiceEngine, text: string, file: string | null, hurry: Hurry): Promise<Rendered | null> {
    const program = basename(engine.argv[0] ?? '');
    const spoken = await this.#spoken(engine, text, hurry);
    if (!this.#isOpen) return null;
    const wav = spoken.wav === null ? null : await this.#levelled(spoken.wav);
    const samples = wav && samplesOf(wav);
    if (wav === null || samples === null) {
      if (this.#isOpen)
        this.#fault(
          program,
          `the speech engine ${program} failed: ${spoken.wav === null ? spoken.why : 'it made no sound'}`,
        );
      return null;
    }
    this.#faults.delete(program);
    if (file !== null) this.#keep(file, wav);
    wav.fill(0);
    return { samples, file };
  }

  #spoken(engine: VoiceEngine, text: string, hurry: Hurry): Promise<Spoken> {
    return new Promise((resolve) => {
      const done = (spoken: Spoken): void => {
        this.#runs.delete(run);
        resolve(spoken);
      };
      const run = runEngine(engine, Buffer.from(text), this.#options.clock, done, { gently: hurry === 'ahead' });
      this.#runs.add(run);
    });
  }

  #levelled(wav: Uint8Array): Promise<Uint8Array | null> {
    const worker = (this.#worker ??= this.#startWorker());
    return new Promise((resolve) => {
      this.#nextId += 1;
      this.#levelling.set(this.#nextId, resolve);
      worker.postMessage({ id: this.#nextId, wav }, [wav.buffer as ArrayBuffer]);
    });
  }

  #startWorker(): Worker {
    const worker = new Worker(new URL('./sound-leveller.ts', import.meta.url), { env: {}, stdout: true, stderr: true });
    worker.unref();
    worker.on('message', ({ id, prompt }: { readonly id: number; readonly prompt: Uint8Array | null }) => {
      this.#levelling.get(id)?.(prompt);
      this.#levelling.delete(id);
    });
    worker.on('error', () => {
      this.#worker = null;
      for (const done of this.#levelling.values()) done(null);
      this.#levelling.clear();
    });
    return worker;
  }

  /** A name changes hands only when the file is whole. Without room the prompt is rendered again next time. */
  #keep(file: string, wav: Uint8Array): void {
    const path = join(this.#options.cacheDir, file);
    try {
      writeFileSync(`${path}.part`, wav);
      renameSync(`${path}.part`, path);
    } catch {
      this.#fault('folder', 'the folder of rendered voices cannot be written');
      rmSync(`${path}.part`, { force: true });
    }
  }

  #fault(what: string, detail: string): void {
    const isNew = this.#faults.get(what) !== detail;
    this.#faults.set(what, detail);
    if (isNew) this.#options.onFault(detail);
  }
}

/** Removes what a killed daemon left and, above the limit, the oldest. */
function tidy(folder: string): void {
  const names = readdirSync(folder);
  for (const name of names.filter((candidate) => candidate.endsWith('.part'))) rmSync(join(folder, name));
  const files = names
    .filter((name) => name.endsWith('.wav'))
    .map((name) => ({ name, ...pick(statSync(join(folder, name))) }))
    .toSorted((a, b) => b.time_ms - a.time_ms);
  let sum_bytes = 0;
  for (const { name, size_bytes } of files) {
    sum_bytes += size_bytes;
    if (sum_bytes > SOUND_LIMITS.cache_bytes_max) rmSync(join(folder, name));
  }
}

const pick = ({ mtimeMs, size }: { readonly mtimeMs: number; readonly size: number }) => ({
  time_ms: mtimeMs,
  size_bytes: size,
});
