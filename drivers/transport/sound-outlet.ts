/**
 * One outlet: a player that runs while something is to be heard and a little longer, fed from the mixer a tenth of a second ahead of the
 * ear. One process for all that is said, and not one each: a tone sounds at once, parts join exactly, and a stop is a fade of ten
 * milliseconds in our own samples and never a killed stream.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { basename } from 'node:path';
import type { Clock, Timer } from '../../src/base/clock.ts';
import { childEnvironment } from '../../src/base/environment.ts';
import { RATE_HZ } from '../../src/base/sound/wav.ts';
import { SOUND_LIMITS } from './limits.ts';
import { Mixer } from './sound-mixer.ts';
import { openSoundPipe, PAGE_BYTES, type SoundPipe } from './sound-pipe.ts';
import type { Player } from './sound-players.ts';

export interface OutletOptions {
  /** null: nothing is heard, and all goes on as if. */
  readonly player: Player | null;
  readonly clock: Clock;
  /** The player failed; told again only after it has played. */
  readonly onFault: (detail: string) => void;
}

const SAMPLES_PER_MS = RATE_HZ / 1_000;
/** A sample goes out as two channels of 32 bit: a full pipe is then 170 ms of sound. */
const SAMPLE_BYTES = 8;
/** Samples that fill a page of the pipe: 11 ms. */
const BLOCK = PAGE_BYTES / SAMPLE_BYTES;

/** A player with its input. */
interface Running {
  readonly child: ChildProcess;
  readonly pipe: SoundPipe;
}

export class SoundOutlet {
  readonly mixer = new Mixer();
  readonly #options: OutletOptions;
  #running: Running | null = null;
  /** `idle`: the player waits for more. `mute`: none plays, and the mixer runs on by the clock, so that whoever waits for a part hears of it. */
  #state: 'resting' | 'starting' | 'playing' | 'idle' | 'mute' = 'resting';
  /** The next turn of the pump, or the end of a start or of idleness. */
  #timer: Timer | null = null;
  /** Samples given since `#since_ms`, which is when the first of them is played. */
  #given = 0;
  #since_ms = 0;
  /** A block that found no room, and since when there is none. */
  readonly #block = new Uint8Array(PAGE_BYTES);
  #isHeld = false;
  #fullSince_ms: number | null = null;
  /** Blocks of silence behind the last sound: a player keeps a part of a buffer until it is full. */
  #silent = 0;
  #fault: string | null = null;
  readonly #ending = new Set<Promise<void>>();

  constructor(options: OutletOptions) {
    this.#options = options;
  }

  /** What keeps it from sounding; null: nothing that is known. */
  get fault(): string | null {
    return this.#fault;
  }

  /** Call after the mixer was given something. */
  wake(): void {
    this.#silent = 0;
    if (this.#state === 'idle') this.#begin('playing');
    if (this.#state !== 'resting') return;
    if (this.#options.player === null) this.#begin('mute');
    else this.#start(this.#options.player);
  }

  /** A fade, then the end of its input: the player ends by itself. */
  async close(): Promise<void> {
    this.mixer.stop();
    if (this.#state === 'playing') for (let n = 0; n < SOUND_LIMITS.fade_blocks; n += 1) this.#give();
    this.mixer.drop();
    this.#rest();
    await Promise.all(this.#ending);
  }

  #start({ argv, ready }: Player): void {
    const [program = '', ...rest] = argv;
    this.#state = 'starting';
    const pipe = openSoundPipe();
    const child = spawn(program, rest, {
      stdio: [pipe.childFd, 'pipe', 'pipe'],
      env: childEnvironment({ LC_ALL: 'C' }),
    });
    pipe.release();
    this.#running = { child, pipe };
    this.#timer = this.#options.clock.after(SOUND_LIMITS.player_starts_ms, () =>
      this.#failed(child, 'it finds no such outlet'),
    );
    let told = '';
    const hear = (chunk: Buffer): void => {
      if (this.#state !== 'starting' || this.#running?.child !== child) return;
      told = `${told}${chunk.toString('latin1')}`.slice(-SOUND_LIMITS.player_says_chars_max);
      if (ready.test(told)) this.#begin('playing');
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    this.#ending.add(this.#endOf(child));
  }

  #endOf(child: ChildProcess): Promise<void> {
    const ended = new Promise<void>((resolve) => {
      child.once('error', (error: NodeJS.ErrnoException) => {
        this.#failed(child, error.code === 'ENOENT' ? 'it is not installed' : 'it does not start');
        resolve();
      });
      child.once('close', (code, signal) => {
        this.#failed(child, code === 127 ? 'it is not installed' : (signal ?? `exit code ${code}`));
        resolve();
      });
    });
    void ended.then(() => this.#ending.delete(ended));
    return ended;
  }

  #begin(state: 'playing' | 'mute'): void {
    this.#timer?.cancel();
    this.#state = state;
    this.#given = 0;
    this.#fullSince_ms = null;
    this.#since_ms = this.#options.clock.now_ms();
    if (state === 'playing') this.#fault = null;
    this.#pump();
  }

  /** The player is lost: what is being said goes on unheard, the next utterance tries anew. */
  #failed(child: ChildProcess, why: string): void {
    if (this.#running?.child !== child) return;
    this.#running.pipe.end();
    this.#running = null;
    this.#isHeld = false;
    child.kill('SIGKILL');
    const name = this.#options.player?.argv.find((part) => !/^(stdbuf$|-)/.test(part)) ?? '';
    const detail = `the player ${basename(name)} failed: ${why}`;
    const isNew = this.#fault !== detail;
    this.#fault = detail;
    if (isNew) this.#options.onFault(detail);
    this.#begin('mute');
  }

  #pump(): void {
    const { clock } = this.#options;
    const now_ms = clock.now_ms();
    const ahead = this.#state === 'mute' ? 0 : SOUND_LIMITS.ahead_ms * SAMPLES_PER_MS;
    const played = (): number => (now_ms - this.#since_ms) * SAMPLES_PER_MS;
    // This process was held up, and the player ran dry: it goes on from here, not with what it missed on top.
    if (this.#state === 'playing' && this.#given < played()) this.#since_ms = now_ms - this.#given / SAMPLES_PER_MS;
    while (this.#given + BLOCK <= played() + ahead) {
      if (!this.#give()) {
        // The player is slower than our clock: what it has not taken is not piled up before it.
        this.#since_ms = now_ms + (ahead - this.#given) / SAMPLES_PER_MS;
        break;
      }
    }
    if (this.#state === 'playing' || this.#state === 'mute') this.#next(now_ms);
  }

  /** When the pump turns again: soon, or, after the last sound, not before somebody wakes it. */
  #next(now_ms: number): void {
    const { clock } = this.#options;
    if (this.#fullSince_ms !== null && now_ms - this.#fullSince_ms > SOUND_LIMITS.player_stalls_ms) {
      if (this.#running !== null) return this.#failed(this.#running.child, 'it takes nothing any more');
    }
    const isOver = this.mixer.isIdle && !this.#isHeld;
    if (isOver && this.#state === 'mute') return this.#rest();
    if (isOver && this.#silent >= SOUND_LIMITS.silent_blocks) {
      this.#state = 'idle';
      this.#timer = clock.after(SOUND_LIMITS.player_lingers_ms, () => this.#rest());
      return;
    }
    this.#timer = clock.after(SOUND_LIMITS.pump_ms, () => this.#pump());
  }

  /** Gives the next block; false when there is no room for it. */
  #give(): boolean {
    if (!this.#isHeld) this.#fill();
    const taken = this.#running?.pipe.write(this.#block) ?? true;
    this.#isHeld = taken === false;
    if (taken === false) {
      this.#fullSince_ms ??= this.#options.clock.now_ms();
      return false;
    }
    // What names a citizen is among the samples.
    this.#block.fill(0);
    this.#fullSince_ms = null;
    this.#given += BLOCK;
    return true;
  }

  #fill(): void {
    this.#silent = this.mixer.isIdle ? this.#silent + 1 : 0;
    const samples = this.mixer.read(BLOCK);
    const out = new Int32Array(this.#block.buffer);
    samples.forEach((sample, i) => {
      out[2 * i] = sample << 16;
      out[2 * i + 1] = sample << 16;
    });
    samples.fill(0);
  }

  /** The end of its input ends a player, after its last sample. */
  #rest(): void {
    this.#timer?.cancel();
    this.#state = 'resting';
    this.#silent = 0;
    this.#isHeld = false;
    this.#block.fill(0);
    const running = this.#running;
    this.#running = null;
    if (running === null) return;
    running.pipe.end();
    const timer = this.#options.clock.after(SOUND_LIMITS.player_ends_ms, () => running.child.kill('SIGKILL'));
    running.child.once('close', () => timer.cancel());
  }
}
