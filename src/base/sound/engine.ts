/** Speech engines as programs: text in, WAV out, both through pipes. No text ever stands in arguments or on a disk. */
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import type { Clock } from '../clock.ts';
import { childEnvironment } from '../environment.ts';

/** A program that speaks the text on its input into a WAV file: on its output, or into `{out}` of an argument. */
export interface VoiceEngine {
  readonly argv: readonly string[];
}

/** What came of it. `why` never quotes the text. */
export type Spoken = { readonly wav: Uint8Array } | { readonly wav: null; readonly why: string };

/** An engine at work. `kill`: what it makes is not wanted any more, and `done` never called. */
export interface EngineRun {
  kill(): void;
}

const ENGINE_LIMITS = {
  /** An engine needs well under a second for a sentence. */
  render_ms: 15_000,
  /** A minute of speech at 48 kHz, two channels. */
  wav_bytes_max: 12 * 1024 * 1024,
  /** Texts of a kiosk are sentences; the longest, a screen read aloud, has some hundred signs. */
  text_bytes_max: 8_000,
} as const;

/** True when a program of this name can be started. */
export function isInstalled(program: string): boolean {
  const folders = isAbsolute(program) ? [''] : (childEnvironment().PATH ?? '').split(delimiter);
  return folders.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * The program as it is started. Node's pipes are sockets, which cannot be opened by a name: an engine that must be told a file gets
 * a real pipe from the shell, and `cat` carries it over.
 */
function commandOf({ argv }: VoiceEngine): readonly string[] {
  if (!argv.some((argument) => argument.includes('{out}'))) return argv;
  return ['sh', '-c', '"$@" | cat', 'sh', ...argv.map((argument) => argument.replace('{out}', '/dev/stdout'))];
}

/** Speaks `text` (UTF-8). `done` comes once, later, unless it is killed. `gently`: whatever else runs goes first. */
export function runEngine(
  engine: VoiceEngine,
  text: Uint8Array,
  clock: Clock,
  done: (spoken: Spoken) => void,
  { gently = false }: { readonly gently?: boolean } = {},
): EngineRun {
  const [name = ''] = engine.argv;
  const [program = '', ...rest] = [...(gently ? ['nice', '-n', '19'] : []), ...commandOf(engine)];
  // A group of its own: a shell that is killed leaves nobody behind.
  const child = spawn(program, rest, { stdio: ['pipe', 'pipe', 'ignore'], env: childEnvironment(), detached: true });
  const chunks: Uint8Array[] = [];
  let size_bytes = 0;
  let isOver = false;
  const wipe = (): void => chunks.splice(0).forEach((chunk) => chunk.fill(0));
  const timer = clock.after(ENGINE_LIMITS.render_ms, () => end({ wav: null, why: 'it takes too long' }));

  function stop(): void {
    isOver = true;
    timer.cancel();
    try {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }

  function end(spoken: Spoken): void {
    if (isOver) return;
    stop();
    wipe();
    done(spoken);
  }

  function all(): Uint8Array {
    const wav = new Uint8Array(size_bytes);
    let at = 0;
    for (const chunk of chunks) {
      wav.set(chunk, at);
      at += chunk.length;
    }
    return wav;
  }

  child.stdout.on('data', (chunk: Uint8Array) => {
    if (isOver) return void chunk.fill(0);
    chunks.push(chunk);
    size_bytes += chunk.length;
    if (size_bytes > ENGINE_LIMITS.wav_bytes_max) end({ wav: null, why: 'it made too much' });
  });
  child.once('error', () => end({ wav: null, why: isInstalled(name) ? 'it does not start' : 'it is not installed' }));
  child.once('close', (code, signal) => {
    if (code !== 0 && isInstalled(name)) return end({ wav: null, why: signal ?? `exit code ${code}` });
    if (size_bytes > 0) return end({ wav: all() });
    end({ wav: null, why: isInstalled(name) ? 'it made no sound' : 'it is not installed' });
  });
  // An engine that dies early closes its input: `close` tells the rest.
  child.stdin.on('error', () => undefined);
  if (text.length > ENGINE_LIMITS.text_bytes_max) {
    clock.after(0, () => end({ wav: null, why: 'the text is too long to be spoken' }));
  } else child.stdin.end(Buffer.concat([text.map((byte) => (byte < 0x20 ? 0x20 : byte)), Buffer.from('\n')]));
  return {
    kill: () => {
      if (!isOver) stop();
      wipe();
    },
  };
}
