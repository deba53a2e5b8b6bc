/** A Unix socket: one JSON request a line, and lines of JSON back (methods/README.md). */
import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import type { Timer } from '../base/clock.ts';
import { MadoguchiError } from '../base/errors.ts';
import { isListenedOn } from '../base/unix-socket.ts';
import type { ApiOptions, SocketPlace } from './contract.ts';
import { API_LIMITS } from './limits.ts';
import { budgeted } from './log-budget.ts';
import { leaveLine, takeRequest, type MethodLine } from './method-line.ts';
import { createRequestTurns, type RequestTurns } from './request-turns.ts';

export type CommandOptions = Pick<ApiOptions, 'clock' | 'log' | 'operations'>;

/** Starts to listen; a socket left by a dead daemon is replaced, one of a living daemon is not. */
export async function openCommandSocket(
  { path, rights, isPrivate = false, onEmpty }: SocketPlace,
  options: CommandOptions,
): Promise<{ close(): Promise<void> }> {
  if (await isListenedOn(path))
    throw new MadoguchiError('addressInUse', `another program answers on the socket ${path}`);
  rmSync(path, { force: true });
  const sockets = new Set<Socket>();
  const turns = createRequestTurns(options.clock);
  const served = { ...options, log: budgeted(options.log, options.clock) };
  let empty: Timer | null = null;
  const left = (wait_ms: number): void => {
    if (onEmpty !== undefined) empty = options.clock.after(wait_ms, onEmpty);
  };
  const server = createServer((socket) => {
    if (sockets.size >= API_LIMITS.socket_clients_max) {
      socket.destroy();
      return;
    }
    sockets.add(socket);
    empty?.cancel();
    socket.on('close', () => {
      sockets.delete(socket);
      if (sockets.size === 0) left(API_LIMITS.socket_left_ms);
    });
    serve(socket, { rights, mayBeSilent: isPrivate, turns }, served);
  });
  await listen(server, path);
  chmodSync(path, isPrivate ? 0o600 : 0o660);
  if (sockets.size === 0) left(API_LIMITS.socket_first_client_ms);
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
        empty?.cancel();
      }),
  };
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new MadoguchiError('addressInUse', `the socket ${path} cannot be opened: ${error.code ?? 'unknown'}`)),
    );
    server.listen(path, resolve);
  });
}

/** What a connection has of its socket. */
interface Served {
  readonly rights: SocketPlace['rights'];
  readonly mayBeSilent: boolean;
  readonly turns: RequestTurns;
}

function serve(socket: Socket, { rights, mayBeSilent, turns }: Served, options: CommandOptions): void {
  let pending = '';
  let lines: string[] = [];
  let idle: Timer | null = null;
  const line: MethodLine = {
    rights,
    open: new Set(),
    send: (message) => {
      // Who asks without reading the answers is hung up on; a chunk holds thousands of short requests.
      if (socket.writableLength > API_LIMITS.socket_backlog_bytes_max) socket.destroy();
      if (socket.destroyed) return false;
      socket.write(`${JSON.stringify(message)}\n`);
      rest();
      return true;
    },
    end: () => socket.destroy(),
  };
  const rest = (): void => {
    idle?.cancel();
    if (mayBeSilent) return;
    const isAtWork = (): boolean => line.open.size > 0 || lines.length > 0;
    idle = options.clock.after(API_LIMITS.socket_idle_ms, () => (isAtWork() ? rest() : socket.destroy()));
  };
  /** What has come is done before more is read: the rest waits with who sent it. */
  const turn = turns.join(() => {
    const text = lines.pop();
    if (text !== undefined && !socket.destroyed) takeRequest(text, line, options);
    if (lines.length === 0 && !socket.destroyed) socket.resume();
    return lines.length > 0;
  });
  socket.setEncoding('utf8');
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    idle?.cancel();
    lines = [];
    turn.leave();
    leaveLine(line);
  });
  socket.on('data', (chunk) => {
    rest();
    const parts = `${pending}${String(chunk)}`.split('\n');
    pending = parts.pop() ?? '';
    const isTooLong = [...parts, pending].some(({ length }) => length > API_LIMITS.socket_request_chars_max);
    if (isTooLong) return void socket.destroy();
    // Taken from the end, which costs nothing.
    lines = [...parts.filter((text) => text.trim() !== '').toReversed(), ...lines];
    if (lines.length === 0) return;
    socket.pause();
    turn.ask();
  });
  rest();
}
