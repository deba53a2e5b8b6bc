/** The command line inside this process, and a daemon that gives prepared answers on a real Unix socket. */
import { createServer, type Server, type Socket } from 'node:net';
import { readEnvironment } from '../../src/base/environment.ts';
import { RealClock } from '../../src/base/real-clock.ts';
import { runCli, type CliWorld } from '../../src/cli/program.ts';

export interface Ended {
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly language?: string;
  /** Lines that are typed, each when something is asked. */
  readonly typed?: readonly string[];
  readonly daemonProgram?: string;
  /** A terminal of this width. */
  readonly columns?: number;
}

export const NOW_MS = Date.parse('2025-04-16T10:00+09:00');

/** Runs one command. */
export async function run(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  let out = '';
  let err = '';
  const lines = [...(options.typed ?? [])];
  const world: CliWorld = {
    terminal: {
      out: (text) => void (out += text),
      err: (text) => {
        err += text;
        const line = text.includes('[') && text.includes('Return') ? lines.shift() : undefined;
        if (line !== undefined) setImmediate(() => tell(line));
      },
      tint: (_, text) => text,
      columns: options.columns ?? null,
      typed: (listener) => {
        tell = listener;
        return () => undefined;
      },
    },
    environment: readEnvironment({ NO_COLOR: '1', LANG: options.language ?? 'C' }),
    clock: new RealClock(),
    systemTime_epoch_ms: () => NOW_MS,
    ...(options.daemonProgram === undefined ? {} : { daemonProgram: options.daemonProgram }),
  };
  let tell: (line: string) => void = () => undefined;
  const exit = await runCli(args, world);
  return { exit, out, err };
}

/** One request as it came. */
export interface Heard {
  readonly id: number;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly by?: string;
}

export interface FakeDaemon {
  readonly heard: readonly Heard[];
  close(): Promise<void>;
}

/** Lines that are sent for a request, by its method: an object goes as JSON with the id, a text as it is. */
export type Answers = Readonly<Record<string, object | string | readonly object[]>>;

export async function fakeDaemon(socketPath: string, answers: Answers): Promise<FakeDaemon> {
  const heard: Heard[] = [];
  const clients = new Set<Socket>();
  const server: Server = createServer((client) => {
    clients.add(client);
    client.setEncoding('utf8');
    client.on('error', () => undefined);
    client.on('data', (text: string) => {
      for (const line of text.split('\n')) {
        if (line === '') continue;
        const request = JSON.parse(line) as Heard;
        heard.push(request);
        const answer = answers[request.method];
        if (typeof answer === 'string') client.write(answer);
        else {
          const lines = Array.isArray(answer) ? (answer as readonly object[]) : [answer as object];
          for (const one of lines) client.write(`${JSON.stringify({ id: request.id, ...one })}\n`);
        }
      }
    });
  });
  await new Promise<void>((done) => server.listen(socketPath, done));
  return {
    heard,
    close: () => {
      for (const client of clients) client.destroy();
      return new Promise((done) => void server.close(() => done()));
    },
  };
}
