import { connect } from 'node:net';
import { userInfo } from 'node:os';
import type { z } from 'zod';
import { METHODS, progressSchema, socketResponseSchema, wantsOperator } from '../api/messages.ts';
import type { EventOf, MethodName, ParamsOf, Progress, ResultOf } from '../api/messages.ts';
import type { Clock } from '../base/clock.ts';
import { MadoguchiError } from '../base/errors.ts';
import { DaemonRefusal } from './exit.ts';
import { CLI_LIMITS } from './limits.ts';

/** One question to the daemon. */
export interface Question {
  readonly socketPath: string;
  readonly clock: Clock;
  readonly method: MethodName;
  readonly params: object;
  /** Who asks; the login name if left out. */
  readonly by?: string | undefined;
  /** How long the daemon may be silent, milliseconds; null = as long as it likes. */
  readonly silent_ms?: number | null;
  readonly onProgress?: (progress: Progress) => void;
}

/** Parameters as they are sent: what has a default may be left out. */
export type Given<Name extends MethodName> = Partial<ParamsOf<Name>>;

type Line = z.output<typeof socketResponseSchema>;
/** What a line of the daemon comes to: the answer, or `null` for: there is more to come. */
type Take<T> = (line: Line) => { readonly value: T } | null;

/**
 * Asks the daemon once: connects, sends, waits for the answer of this request and closes. Whatever comes back is checked
 * against `schema` before it is used. An act is asked for in the name of the user at this terminal.
 */
export function ask<T>(
  socketPath: string,
  method: MethodName,
  schema: z.ZodType<T>,
  clock: Clock,
  params: Readonly<Record<string, string | number>> = {},
): Promise<T> {
  return askFor({ socketPath, method, clock, params }, schema);
}

/** Asks one question; progress is told on the way. */
export function askFor<T>(question: Question, schema: z.ZodType<T>): Promise<T> {
  return converse(question, (line) =>
    'result' in line ? { value: checked(schema, line.result, question.socketPath) } : null,
  );
}

/**
 * Subscribes: `onResult` once, then `onEvent` for each event until it returns false.
 * @throws `daemonUnreachable` when the daemon hangs up
 */
export function subscribe<Name extends MethodName>(
  question: Question & { readonly method: Name },
  onResult: (result: ResultOf<Name>) => void,
  onEvent: (event: EventOf<Name>) => boolean,
): Promise<void> {
  const { socketPath } = question;
  const method = METHODS[question.method];
  const event = 'event' in method ? (method.event as unknown as z.ZodType<EventOf<Name>>) : null;
  return converse({ ...question, silent_ms: null }, (line) => {
    if ('result' in line)
      onResult(checked(method.result as unknown as z.ZodType<ResultOf<Name>>, line.result, socketPath));
    const ended = 'event' in line && event !== null && !onEvent(checked(event, line.event, socketPath));
    return ended ? { value: undefined } : null;
  });
}

function converse<T>(question: Question, take: Take<T>): Promise<T> {
  const { socketPath, clock, method, params, onProgress } = question;
  const by = wantsOperator(METHODS[method].right) ? { by: question.by ?? userName() } : {};
  const silent_ms = question.silent_ms === undefined ? CLI_LIMITS.daemon_answers_ms : question.silent_ms;
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath);
    const end = (finish: () => void): void => {
      timer.cancel();
      keep.cancel();
      socket.destroy();
      finish();
    };
    const fail = (error: Error): void => end(() => reject(error));
    const silence = (): { cancel(): void } =>
      silent_ms === null
        ? { cancel: () => undefined }
        : clock.after(silent_ms, () => fail(unreachable(socketPath, `no answer in ${silent_ms / 1000} seconds`)));
    let timer = silence();
    // Who says nothing for a minute is hung up on; an empty line is no request.
    const beat = (): { cancel(): void } =>
      clock.after(CLI_LIMITS.keep_alive_ms, () => {
        socket.write('\n');
        keep = beat();
      });
    let keep = beat();
    socket.setEncoding('utf8');
    socket.on('connect', () => socket.write(`${JSON.stringify({ id: 1, method, params, ...by })}\n`));
    let pending = '';
    socket.on('data', (text: string) => {
      pending += text;
      const lines = pending.split('\n');
      pending = lines.pop() ?? '';
      if (pending.length > CLI_LIMITS.answer_chars_max) fail(unreachable(socketPath, 'the answer is too long'));
      for (const one of lines) {
        if (socket.destroyed) return;
        timer.cancel();
        timer = silence();
        try {
          const line = readLine(socketPath, one);
          if ('progress' in line) onProgress?.(progressSchema.parse(line.progress));
          const taken = take(line);
          if (taken !== null) end(() => resolve(taken.value));
        } catch (error) {
          fail(error as Error);
        }
      }
    });
    socket.on('error', (error: NodeJS.ErrnoException) => fail(connectError(socketPath, error)));
    socket.on('close', () => fail(unreachable(socketPath, 'the daemon hung up')));
  });
}

/** @throws DaemonRefusal for an error, MadoguchiError for what is not of the daemon */
function readLine(socketPath: string, line: string): Line {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw unreachable(socketPath, 'what answers is not madoguchid');
  }
  const response = socketResponseSchema.safeParse(value);
  if (!response.success) throw unreachable(socketPath, 'what answers is not madoguchid');
  if ('error' in response.data) {
    const { code, action, message, detail } = response.data.error;
    throw new DaemonRefusal(code, action, detail === undefined ? message : `${message.replace(/\.$/, '')}: ${detail}`);
  }
  return response.data;
}

function checked<T>(schema: z.ZodType<T>, value: unknown, socketPath: string): T {
  const result = schema.safeParse(value);
  if (!result.success) throw unreachable(socketPath, 'the daemon is of another version');
  return result.data;
}

/** Why no connection came about. */
export function connectError(socketPath: string, error: NodeJS.ErrnoException): MadoguchiError {
  if (error.code === 'EACCES' || error.code === 'EPERM') {
    return new MadoguchiError('noPermission', `no permission to open ${socketPath}`);
  }
  if (error.code === 'ENOENT') return unreachable(socketPath, 'there is no such socket');
  if (error.code === 'ECONNREFUSED') return unreachable(socketPath, 'nobody listens');
  return unreachable(socketPath, error.code ?? 'cannot connect');
}

function unreachable(socketPath: string, why: string): MadoguchiError {
  return new MadoguchiError('daemonUnreachable', `${socketPath}: ${why}`);
}

/** Who sits at the command line, as far as it can be written; a socket of this machine tells no more than who may open it. */
export function userName(): string {
  try {
    return (
      userInfo()
        .username.replace(/[^A-Za-z0-9._-]/g, '')
        .slice(0, 32) || 'unknown'
    );
  } catch {
    return 'unknown';
  }
}
