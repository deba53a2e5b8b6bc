/** Cells as processes, for the daemon: one warm spare is always kept ready, so that a citizen does not wait for a start. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Clock, Timer } from '../base/clock.ts';
import { childEnvironment } from '../base/environment.ts';
import { realRandom } from '../base/real-random.ts';
import type { CellFact, CellPort } from './contract.ts';
import { encodeFrame, FrameCutter, messageOf } from './frames.ts';
import { CELL_LIMITS } from './limits.ts';
import { factSchema, type configurationSchema } from './messages.ts';
import { SEAL_KEY_BYTES, TextSeal } from './text-seal.ts';

/** What every cell is told at its start. PEM text, validated municipal data, printer raster. */
export type CellConfiguration = Omit<z.input<typeof configurationSchema>, 'type' | 'sealKey'>;

/** What is known of the machine only while the kiosk runs. */
export type CellMachine = Pick<CellConfiguration, 'rung' | 'rasterType'>;

export interface CellsOptions {
  readonly configuration: CellConfiguration;
  readonly clock: Clock;
}

/** The pool: one spare, and the cells that were taken. */
export interface Cells {
  /** The warm spare (or a starting one); the next is warmed up at once. */
  take(): CellPort;
  /** What the cells from the next citizen on are told beside the rest; the spare is started anew when it is new. */
  prepare(machine: CellMachine): void;
  /** Kills every cell. */
  close(): void;
}

/** One child, from its start to its kill. Facts are kept until somebody listens, so that a spare's `ready` is not lost. */
class CellProcess implements CellPort {
  readonly #child: ChildProcess;
  readonly #cutter = new FrameCutter({ wipes: true });
  readonly #kept: CellFact[] = [];
  readonly #starting: Timer;
  readonly #seal: TextSeal;
  #listener: ((fact: CellFact) => void) | null = null;
  #lost: ((reason: string) => void) | null = null;
  #lostReason: string | null = null;
  #isOpen = true;

  constructor({ configuration, clock }: CellsOptions) {
    this.#child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
      // stderr goes nowhere: what a crash prints may quote a document.
      stdio: ['pipe', 'pipe', 'ignore'],
      env: childEnvironment({ NODE_NO_WARNINGS: '1' }),
    });
    this.#child.stdout?.on('data', (chunk: Uint8Array) => this.#bytesCame(chunk));
    this.#child.stdin?.on('error', () => this.#end('pipe'));
    this.#child.on('error', () => this.#end('start'));
    this.#child.on('exit', (status, signal) => this.#end(signal ?? `exit ${status}`));
    this.#starting = clock.after(CELL_LIMITS.cell_starts_ms, () => this.#end('no ready'));
    const sealKey = realRandom.bytes(SEAL_KEY_BYTES);
    this.#seal = new TextSeal(sealKey);
    const first = { type: 'configure', ...configuration, sealKey };
    this.#write(first, () => sealKey.fill(0));
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  send(command: Parameters<CellPort['send']>[0]): void {
    this.#write(command);
  }

  onFact(listener: (fact: CellFact) => void): void {
    this.#listener = listener;
    for (const fact of this.#kept.splice(0)) listener(fact);
  }

  onLost(listener: (reason: string) => void): void {
    this.#lost = listener;
    if (this.#lostReason !== null) listener(this.#lostReason);
  }

  close(): void {
    this.#lost = null;
    this.#listener = null;
    this.#kept.length = 0;
    this.#end('closed');
    this.#cutter.forget();
  }

  /** @param written called when the kernel has it all */
  #write(message: { readonly type: string }, written: () => void = () => undefined): void {
    if (!this.#isOpen) return;
    const [head, header, payload] = encodeFrame(message);
    for (const piece of [head, header]) this.#child.stdin?.write(piece);
    this.#child.stdin?.write(payload, written);
  }

  #bytesCame(chunk: Uint8Array): void {
    if (!this.#isOpen) return;
    const frames = this.#cutter.push(chunk);
    if (frames === null) return this.#end('frame');
    for (const frame of frames) {
      const fact = factSchema.safeParse(messageOf(frame));
      if (!fact.success) return this.#end('fact');
      if (fact.data.type === 'ready') this.#starting.cancel();
      if (fact.data.type === 'citizenText') this.#seal.open(fact.data.text);
      if (fact.data.type === 'citizenVoice') this.#seal.open(fact.data.wav);
      if (this.#listener) this.#listener(fact.data);
      // A spare that was asked nothing has nothing to say but that it is ready.
      else if (fact.data.type === 'ready' && this.#kept.length === 0) this.#kept.push(fact.data);
      else return this.#end('fact');
    }
  }

  #end(reason: string): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#starting.cancel();
    this.#seal.wipe();
    this.#child.kill('SIGKILL');
    this.#lostReason = reason === 'closed' ? null : reason;
    if (reason !== 'closed') this.#lost?.(reason);
  }
}

/** Opens the pool; the first spare starts at once. */
export function openCells(options: CellsOptions): Cells {
  const open = new Set<CellProcess>();
  let isOpen = true;
  let again: Timer | null = null;
  let machine: CellMachine = {};
  let spare = warmUp();

  function start(): CellProcess {
    return new CellProcess({ ...options, configuration: { ...options.configuration, ...machine } });
  }

  function warmUp(): CellProcess {
    const cell = start();
    open.add(cell);
    cell.onLost(() => {
      open.delete(cell);
      again?.cancel();
      again = options.clock.after(CELL_LIMITS.spare_again_ms, () => {
        if (isOpen && !spare.isOpen) spare = warmUp();
      });
    });
    return cell;
  }

  return {
    take: () => {
      const taken = spare.isOpen ? spare : start();
      for (const cell of open) if (!cell.isOpen) open.delete(cell);
      open.add(taken);
      if (isOpen) spare = warmUp();
      return taken;
    },
    prepare: (next) => {
      if (!isOpen || (next.rung === machine.rung && next.rasterType === machine.rasterType)) return;
      machine = next;
      open.delete(spare);
      spare.close();
      spare = warmUp();
    },
    close: () => {
      isOpen = false;
      again?.cancel();
      for (const cell of open) cell.close();
      open.clear();
    },
  };
}
