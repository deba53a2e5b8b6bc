import { connect } from 'node:net';
import { userInfo } from 'node:os';
import type { z } from 'zod';
import { METHODS, socketResponseSchema, wantsOperator, type MethodName } from '../api/messages.ts';
import type { Clock } from '../base/clock.ts';
import { MadoguchiError } from '../base/errors.ts';
import { DaemonRefusal } from './exit.ts';
import { CLI_LIMITS } from './limits.ts';

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
  const by = wantsOperator(METHODS[method].right) ? { by: userName() } : {};
  const request = { id: 1, method, params, ...by };
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath);
    let received = '';
    const end = (finish: () => void): void => {
      timer.cancel();
      socket.destroy();
      finish();
    };
    const fail = (error: Error): void => end(() => reject(error));
    const timer = clock.after(CLI_LIMITS.daemon_answers_ms, () =>
      fail(unreachable(socketPath, `no answer in ${CLI_LIMITS.daemon_answers_ms / 1000} seconds`)),
    );
    socket.setEncoding('utf8');
    socket.on('connect', () => socket.write(`${JSON.stringify(request)}\n`));
    socket.on('data', (text: string) => {
      received += text;
      if (received.length > CLI_LIMITS.answer_chars_max) fail(unreachable(socketPath, 'the answer is too long'));
      const lineEnd = received.indexOf('\n');
      if (lineEnd === -1) return;
      end(() => {
        try {
          resolve(readAnswer(socketPath, received.slice(0, lineEnd), schema));
        } catch (error) {
          reject(error as Error);
        }
      });
    });
    socket.on('error', (error: NodeJS.ErrnoException) => fail(connectError(socketPath, error)));
    socket.on('close', () => fail(unreachable(socketPath, 'the daemon hung up')));
  });
}

function readAnswer<T>(socketPath: string, line: string, schema: z.ZodType<T>): T {
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
  if (!('result' in response.data)) throw unreachable(socketPath, 'the daemon is of another version');
  const result = schema.safeParse(response.data.result);
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
function userName(): string {
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
