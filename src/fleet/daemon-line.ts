/** The daemon's watch socket: questions and answers on one connection, and what a subscription pushes. */
import { connect, type Socket } from 'node:net';
import type { Clock, Timer } from '../base/clock.ts';
import { MadoguchiError } from '../base/errors.ts';
import { parsedJson } from '../base/json.ts';
import { socketResponseSchema, type MethodName } from '../api/messages.ts';
import { FLEET_LIMITS } from './limits.ts';

/** A refusal of the daemon, with its code as in `M1401`. */
export class DaemonRefused extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export interface DaemonLine {
  /** Asks; the answer is checked by whoever asked. Rejects with {@link DaemonRefused}, or `daemonUnreachable` when the line is gone. */
  ask(method: MethodName, params: Readonly<Record<string, unknown>>): Promise<unknown>;
  close(): void;
}

export interface DaemonLineEvents {
  /** Something was pushed. */
  pushed(): void;
  /** Called once; nothing comes after it. */
  closed(): void;
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: Timer;
}

const gone = (path: string): MadoguchiError => new MadoguchiError('daemonUnreachable', `${path}: the line is gone`);

/** Connects; rejects when nobody listens. */
export function openDaemonLine(path: string, clock: Clock, events: DaemonLineEvents): Promise<DaemonLine> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('error', () => {
      socket.destroy();
      reject(gone(path));
    });
    socket.once('connect', () => {
      socket.removeAllListeners('error');
      resolve(serve(socket, path, clock, events));
    });
  });
}

function serve(socket: Socket, path: string, clock: Clock, events: DaemonLineEvents): DaemonLine {
  const waiting = new Map<number, Waiting>();
  let received = '';
  let count = 0;

  function settle(id: unknown, how: (one: Waiting) => void): void {
    const one = typeof id === 'number' ? waiting.get(id) : undefined;
    if (one === undefined) return;
    waiting.delete(id as number);
    one.timer.cancel();
    how(one);
  }

  function take(line: string): void {
    const read = socketResponseSchema.safeParse(parsedJson(line));
    // What speaks another language is no daemon of ours.
    if (!read.success) return void socket.destroy();
    const { data } = read;
    if ('event' in data) events.pushed();
    else if ('error' in data)
      settle(data.id, ({ reject }) => reject(new DaemonRefused(data.error.code, data.error.message)));
    else if ('result' in data) settle(data.id, ({ resolve }) => resolve(data.result));
    return undefined;
  }

  socket.setEncoding('utf8');
  socket.on('error', () => socket.destroy());
  socket.on('data', (text) => {
    received += String(text);
    const lines = received.split('\n');
    received = lines.pop() ?? '';
    for (const line of lines) if (!socket.destroyed) take(line);
    if (received.length > FLEET_LIMITS.daemon_line_chars_max) socket.destroy();
  });
  socket.on('close', () => {
    for (const id of [...waiting.keys()]) settle(id, ({ reject }) => reject(gone(path)));
    events.closed();
  });
  return {
    ask: (method, params) =>
      new Promise((resolve, reject) => {
        if (socket.destroyed) return reject(gone(path));
        count += 1;
        // A daemon that is stuck answers nothing more: the line is given up.
        const timer = clock.after(FLEET_LIMITS.daemon_answers_ms, () => socket.destroy());
        waiting.set(count, { resolve, reject, timer });
        socket.write(`${JSON.stringify({ id: count, method, params })}\n`);
        return undefined;
      }),
    close: () => socket.destroy(),
  };
}
