/** One call of a command: what was typed, and the ways to ask, to answer and to end. */
import { DEFAULT_CONFIG_FILE, loadConfig } from '../../config/load.ts';
import { METHODS, operatorSchema } from '../api/messages.ts';
import type { EventOf, MethodName, ParamsOf, Progress, ResultOf } from '../api/messages.ts';
import type { Clock } from '../base/clock.ts';
import type { Terminal } from '../base/console.ts';
import type { Environment } from '../base/environment.ts';
import type { z } from 'zod';
import { askFor, subscribe, type Question } from './client.ts';
import { UsageError, type ExitCode } from './exit.ts';
import { openOffline, type Offline } from './offline.ts';
import { progressLine, type ProgressLine } from './progress.ts';
import type { Language, Text } from './text.ts';

/** What the command line needs from the world. */
export interface CliWorld {
  readonly terminal: Terminal;
  readonly environment: Environment;
  readonly clock: Clock;
  /** The system's wall clock, milliseconds since 1970. */
  systemTime_epoch_ms(): number;
  /** What `--offline` starts; the daemon of this installation if left out. */
  readonly daemonProgram?: string;
}

/** Values by the name of their option, as commander gives them. */
export type Typed = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** What may be said about a question beside its parameters. */
export type Asking = Pick<Question, 'silent_ms' | 'onProgress'>;

const DEFAULT_SOCKET = '/run/madoguchi/madoguchi.sock';

/** A command at work. */
export class Call {
  readonly arguments: readonly string[];
  readonly language: Language;
  readonly world: CliWorld;
  readonly terminal: Terminal;
  readonly progress: ProgressLine;
  /** How the program ends; 0 unless told. */
  exit: ExitCode = 0;
  #typed: Typed;
  #offline: Promise<Offline> | null = null;

  constructor(world: CliWorld, language: Language, args: readonly string[], typed: Typed) {
    this.world = world;
    this.terminal = world.terminal;
    this.language = language;
    this.arguments = args;
    this.#typed = typed;
    this.progress = progressLine(world.terminal, this.json);
  }

  get json(): boolean {
    return this.flag('json');
  }

  text(text: Text): string {
    return text[this.language];
  }

  flag(name: string): boolean {
    return this.#typed[name] === true;
  }

  option(name: string): string | undefined {
    const value = this.#typed[name];
    return typeof value === 'string' ? value : undefined;
  }

  list(name: string): readonly string[] {
    const value = this.#typed[name];
    return Array.isArray(value) ? (value as readonly string[]) : [];
  }

  /** A whole number of an option; undefined when it was not given. @throws UsageError */
  whole(name: string, least: number, most: number): number | undefined {
    const typed = this.option(name);
    return typed === undefined ? undefined : wholeOf(`--${name}`, typed, least, most);
  }

  configFile(): string {
    return this.option('config') ?? this.world.environment.configFile ?? DEFAULT_CONFIG_FILE;
  }

  /** The socket to ask at; with `--offline` that of a daemon which is started now. */
  async socketPath(): Promise<string> {
    if (!this.flag('offline')) return this.#usualSocket();
    this.#offline ??= this.#startOffline();
    return (await this.#offline).socketPath;
  }

  /** Asks the daemon one thing. */
  async ask<Name extends MethodName>(
    method: Name,
    params: Partial<ParamsOf<Name>> = {},
    asking: Asking = {},
  ): Promise<ResultOf<Name>> {
    const schema = METHODS[method].result as unknown as z.ZodType<ResultOf<Name>>;
    try {
      return await askFor({ ...(await this.#question(method, params)), ...asking }, schema);
    } finally {
      this.progress.clear();
    }
  }

  /** Listens until `onEvent` returns false. @throws `daemonUnreachable` when the daemon ends first */
  async listen<Name extends MethodName>(
    method: Name,
    params: Partial<ParamsOf<Name>>,
    onResult: (result: ResultOf<Name>) => void,
    onEvent: (event: EventOf<Name>) => boolean,
  ): Promise<void> {
    await subscribe({ ...(await this.#question(method, params)), method }, onResult, onEvent);
  }

  /** Writes the answer, as JSON or as text. */
  answer<T>(value: T, render: (value: T) => string): void {
    this.progress.clear();
    this.terminal.out(this.json ? `${JSON.stringify(value)}\n` : render(value));
  }

  /** What a work tells on its way, as a line. */
  showing(say: (progress: Progress) => string): (progress: Progress) => void {
    return (progress) => {
      const count = progress.of === 0 ? '' : `${progress.done}/${progress.of} `;
      this.progress.show(`${count}${say(progress)}`);
    };
  }

  /** Ends what was started for this command. */
  async close(): Promise<void> {
    await (await this.#offline?.catch(() => null))?.end();
  }

  async #question<Name extends MethodName>(method: Name, params: object): Promise<Question & { method: Name }> {
    const by = this.option('by');
    if (by !== undefined && !operatorSchema.safeParse(by).success) {
      throw new UsageError({
        en: `--by ${by} is no id; expected 1 to 32 letters, digits, dots, hyphens or underscores`,
        ja: `--by ${by} は ID ではありません。英数字、点、ハイフン、下線の 1〜32 文字で指定してください`,
      });
    }
    return { socketPath: await this.socketPath(), clock: this.world.clock, method, params, by };
  }

  #startOffline(): Promise<Offline> {
    this.progress.show(
      this.text({ en: 'starting the daemon for maintenance', ja: '制御プログラムを保守用に起動しています' }),
    );
    return openOffline({
      configFile: this.configFile(),
      usualSocket: this.#usualSocket(),
      clock: this.world.clock,
      program: this.world.daemonProgram,
    });
  }

  /** The socket: as told, else as configured, else where it usually is. */
  #usualSocket(): string {
    const told = this.option('socket') ?? this.world.environment.socketPath;
    if (told !== null && told !== undefined) return told;
    const file = this.option('config');
    if (file !== undefined) return loadConfig(file).socket.path;
    try {
      return loadConfig(this.configFile()).socket.path;
    } catch {
      // No configuration, or one that is being written: the daemon may run all the same.
      return DEFAULT_SOCKET;
    }
  }
}

/** A whole number as it was typed. @throws UsageError */
export function wholeOf(name: string, typed: string, least: number, most: number): number {
  const number = /^\d{1,9}$/.test(typed) ? Number(typed) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new UsageError({
    en: `${name} takes a number from ${least} to ${most}, not ${typed}`,
    ja: `${name} は ${least} から ${most} までの数で指定してください(${typed} は使えません)`,
  });
}

/** What a command does. */
export type Run = (call: Call) => Promise<void> | void;
