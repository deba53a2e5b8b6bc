/**
 * A room with two outlets and an ear at each: a real PipeWire of its own with two null sinks, whose monitors are recorded. Needs pipewire,
 * wireplumber and dbus; nothing of the machine's own sound is touched.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RATE_HZ } from '../../src/base/sound/wav.ts';

/** What an ear has heard since it began to listen. */
export interface Ear {
  /** Forgets what was heard before. */
  clear(): void;
  /** Left channel, −1…1. */
  heard(): Float32Array;
  /** When the last sample that is not silence came here (`performance.now`), null while there is none. */
  lastSound_ms(): number | null;
  /** True when nothing but silence came for so long. */
  isQuietFor(quiet_ms: number): boolean;
  close(): void;
}

export interface SoundRoom {
  /** For the programs that are to be heard here: `XDG_RUNTIME_DIR`. */
  readonly runtimeDir: string;
  /** Listens to the sink `speaker` or `headphones`. */
  listen(sink: string): Promise<Ear>;
  /** Takes a sink away, as when a plug is pulled. */
  removeSink(sink: string): void;
  close(): Promise<void>;
}

const SINKS = ['speaker', 'headphones'] as const;
/** What a null sink makes of digital silence is digital silence; a sample below this is rounding. */
const SILENCE = 2 / 32_768;

const wait = (delay_ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, delay_ms));

/** Tries until it is so; the room opens in some tenths of a second. */
async function until(what: string, isSo: () => boolean): Promise<void> {
  const end_ms = performance.now() + 15_000;
  while (!isSo()) {
    if (performance.now() > end_ms) throw new Error(`the sound room does not open: ${what}`);
    await wait(50);
  }
}

export async function openSoundRoom(): Promise<SoundRoom> {
  const runtimeDir = mkdtempSync(join(tmpdir(), 'madoguchi-sound-room-'));
  const env = { ...process.env, XDG_RUNTIME_DIR: runtimeDir, LC_ALL: 'C' };
  const run = (...argv: readonly string[]): string =>
    spawnSync(argv[0] ?? '', argv.slice(1), { env, encoding: 'utf8', timeout: 5_000 }).stdout ?? '';
  const service = spawn('dbus-run-session', ['--', 'sh', '-c', 'pipewire & sleep 0.2; wireplumber & wait'], {
    env,
    stdio: 'ignore',
    detached: true,
  });
  const ears = new Set<Ear>();
  const ended = new Promise<void>((resolve) => service.once('close', () => resolve()));
  const room: SoundRoom = {
    runtimeDir,
    listen: async (sink) => {
      const ear = openEar(sink, env);
      ears.add(ear);
      await until(`no link to ${sink}`, () => run('pw-link', '-l').includes(`ear-${sink}:input`));
      return ear;
    },
    removeSink: (sink) => {
      const id = new RegExp(`id (\\d+),(?:(?!\\bid \\d)[\\s\\S])*?node.name = "${sink}"`).exec(
        run('pw-cli', 'ls', 'Node'),
      );
      run('pw-cli', 'destroy', id?.[1] ?? '');
    },
    close: async () => {
      for (const ear of ears) ear.close();
      if (service.pid !== undefined) process.kill(-service.pid, 'SIGTERM');
      await ended;
      rmSync(runtimeDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  try {
    await until('no WirePlumber', () => run('pw-cli', 'ls', 'Client').includes('WirePlumber'));
    for (const sink of SINKS) {
      run(
        'pw-cli',
        'create-node',
        'adapter',
        `{ factory.name=support.null-audio-sink node.name=${sink} media.class=Audio/Sink object.linger=true audio.position=[FL FR] }`,
      );
    }
    await until('no sinks', () => SINKS.every((sink) => run('pw-link', '-i').includes(`${sink}:playback_FL`)));
  } catch (error) {
    await room.close();
    throw error;
  }
  return room;
}

function openEar(sink: string, env: NodeJS.ProcessEnv): Ear {
  const child: ChildProcess = spawn(
    'pw-record',
    [
      '--properties',
      `{ stream.capture.sink = true node.name = ear-${sink} }`,
      '--target',
      sink,
      '--latency',
      '10ms',
      '--rate',
      String(RATE_HZ),
      '--channels',
      '2',
      '--format',
      's16',
      '-',
    ],
    { env, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  let rest = Buffer.alloc(0);
  let chunks: Float32Array[] = [];
  let last_ms: number | null = null;
  child.stdout?.on('data', (chunk: Buffer) => {
    const bytes = Buffer.concat([rest, chunk]);
    const frames = Math.floor(bytes.length / 4);
    rest = bytes.subarray(4 * frames);
    const left = Float32Array.from({ length: frames }, (_, i) => bytes.readInt16LE(4 * i) / 32_768);
    chunks.push(left);
    if (left.some((sample) => Math.abs(sample) > SILENCE)) last_ms = performance.now();
  });
  return {
    clear: () => {
      chunks = [];
      last_ms = null;
    },
    heard: () => {
      const all = new Float32Array(chunks.reduce((sum, { length }) => sum + length, 0));
      let at = 0;
      for (const chunk of chunks) {
        all.set(chunk, at);
        at += chunk.length;
      }
      return all;
    },
    lastSound_ms: () => last_ms,
    isQuietFor: (quiet_ms) => last_ms !== null && performance.now() - last_ms > quiet_ms,
    close: () => void child.kill('SIGKILL'),
  };
}

/** What is heard without the silence around it. */
export function soundOf(heard: Float32Array): Float32Array {
  const first = heard.findIndex((sample) => Math.abs(sample) > SILENCE);
  const last = heard.findLastIndex((sample) => Math.abs(sample) > SILENCE);
  return first < 0 ? new Float32Array() : heard.slice(first, last + 1);
}
