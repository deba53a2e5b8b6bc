/**
 * One outlet: a player that runs while something is to be heard and a little longer, fed from the mixer 120 ms ahead of the ear. One
 * process for all that is said, and not one each: a tone then sounds at once, parts join exactly, and a stop is a fade of ten
 * milliseconds in our own samples and never a killed stream.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { basename } from 'node:path';
import type { Clock, Timer } from '../../src/base/clock.ts';
import { childEnvironment } from '../../src/base/environment.ts';
import { RATE_HZ } from '../../src/base/sound/wav.ts';
import { SOUND_LIMITS } from './limits.ts';
import { Mixer } from './sound-mixer.ts';
import type { Player } from './sound-players.ts';

export interface OutletOptions {
  /** null: nothing is heard, and all goes on as if. */
  readonly player: Player | null;
  readonly clock: Clock;
  /** The player failed; told again only after it has played. */
  readonly onFault: (detail: string) => void;
}

const SAMPLES_PER_MS = RATE_HZ / 1_000;

export class SoundOutlet {
  readonly mixer = new Mixer();
  readonly #options: OutletOptions;
  #child: ChildProcess | null = null;
  /** Without a player the mixer runs on by the clock, so that whoever waits for a part's beginning hears of it. */
  #state: 'resting' | 'starting' | 'playing' | 'mute' = 'resting';
  #pump: Timer | null = null;
  #starting: Timer | null = null;
  /** Samples given since `#since_ms`, which is when the first of them is played. */
  #given = 0;
  #since_ms = 0;
  #idleSince_ms: number | null = null;
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
    this.#idleSince_ms = null;
    if (this.#state !== 'resting') return;
    if (this.#options.player === null) return this.#begin('mute');
    this.#start(this.#options.player);
  }

  /** Silence within the ten milliseconds of a fade, then the player ends by itself. */
  async close(): Promise<void> {
    this.mixer.stop();
    if (this.#state === 'playing') this.#write(20 * SAMPLES_PER_MS);
    this.mixer.drop();
    this.#rest();
    await Promise.all(this.#ending);
  }

  #start({ argv, ready }: Player): void {
    const [program = '', ...rest] = argv;
    const child = spawn(program, rest, { stdio: ['pipe', 'pipe', 'pipe'], env: childEnvironment({ LC_ALL: 'C' }) });
    this.#state = 'starting';
    this.#child = child;
    this.#starting = this.#options.clock.after(SOUND_LIMITS.player_starts_ms, () =>
      this.#failed(child, 'no such outlet'),
    );
    let told = '';
    const hear = (chunk: Buffer): void => {
      if (this.#state !== 'starting' || this.#child !== child) return;
      told = `${told}${chunk.toString('latin1')}`.slice(-SOUND_LIMITS.player_says_chars_max);
      if (ready.test(told)) this.#begin('playing');
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.stdin?.on('error', () => undefined);
    child.once('error', (error: NodeJS.ErrnoException) =>
      this.#failed(child, error.code === 'ENOENT' ? 'it is not installed' : 'it does not start'),
    );
    this.#ending.add(this.#endOf(child));
  }

  #endOf(child: ChildProcess): Promise<void> {
    const ended = new Promise<void>((resolve) => {
      child.once('error', () => resolve());
      child.once('close', (code, signal) => {
        this.#failed(child, code === 127 ? 'it is not installed' : (signal ?? `exit code ${code}`));
        resolve();
      });
    });
    void ended.then(() => this.#ending.delete(ended));
    return ended;
  }

  #begin(state: 'playing' | 'mute'): void {
    this.#starting?.cancel();
    this.#state = state;
    this.#given = 0;
    this.#since_ms = this.#options.clock.now_ms();
    if (state === 'playing') this.#fault = null;
    this.#tick();
  }

  /** The player is lost: what is being said goes on unheard, the next utterance tries anew. */
  #failed(child: ChildProcess, why: string): void {
    if (this.#child !== child) return;
    this.#child = null;
    this.#starting?.cancel();
    this.#pump?.cancel();
    child.kill('SIGKILL');
    const detail = `the player ${basename(this.#options.player?.argv.find((part) => !/^(stdbuf|-)/.test(part)) ?? '')} failed: ${why}`;
    const isNew = this.#fault !== detail;
    this.#fault = detail;
    if (isNew) this.#options.onFault(detail);
    this.#begin('mute');
  }

  #tick(): void {
    const { clock } = this.#options;
    const now_ms = clock.now_ms();
    const isPlaying = this.#state === 'playing';
    const played = (now_ms - this.#since_ms) * SAMPLES_PER_MS;
    // This process was held up, and the player ran dry: it goes on from here, not with what it missed on top.
    if (isPlaying && this.#given < played) this.#since_ms = now_ms - this.#given / SAMPLES_PER_MS;
    const ahead_ms = isPlaying ? SOUND_LIMITS.ahead_ms : 0;
    const wanted = Math.floor((now_ms - this.#since_ms + ahead_ms) * SAMPLES_PER_MS) - this.#given;
    if (wanted > 0) this.#write(Math.min(wanted, RATE_HZ));
    if (this.#child !== null && (this.#child.stdin?.writableLength ?? 0) > SOUND_LIMITS.player_lags_bytes_max) {
      return this.#failed(this.#child, 'it takes nothing any more');
    }
    if (this.mixer.isIdle) {
      this.#idleSince_ms ??= now_ms;
      if (now_ms - this.#idleSince_ms > (isPlaying ? SOUND_LIMITS.player_lingers_ms : 0)) return this.#rest();
    }
    this.#pump = clock.after(SOUND_LIMITS.pump_ms, () => this.#tick());
  }

  #write(count: number): void {
    const samples = this.mixer.read(count);
    this.#given += count;
    const bytes = Buffer.from(samples.buffer);
    // What names a citizen is among them: it is overwritten as soon as the player has it.
    if (this.#state === 'playing') this.#child?.stdin?.write(bytes, () => bytes.fill(0));
    else bytes.fill(0);
  }

  /** The end of its input ends a player, after its last sample. */
  #rest(): void {
    this.#pump?.cancel();
    this.#starting?.cancel();
    this.#state = 'resting';
    this.#idleSince_ms = null;
    const child = this.#child;
    this.#child = null;
    if (child === null) return;
    child.stdin?.end();
    const timer = this.#options.clock.after(SOUND_LIMITS.player_ends_ms, () => child.kill('SIGKILL'));
    child.once('close', () => timer.cancel());
  }
}
