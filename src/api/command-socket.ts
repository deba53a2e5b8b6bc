/** A Unix socket: one JSON request a line, and lines of JSON back (methods/README.md). */
import { chmodSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Timer } from '../base/clock.ts';
import { MadoguchiError } from '../base/errors.ts';
import type { ApiOptions, SocketPlace } from './contract.ts';
import { API_LIMITS } from './limits.ts';
import { takeRequest, type MethodLine } from './method-line.ts';

export type CommandOptions = Pick<ApiOptions, 'clock' | 'log' | 'operations'>;

/** Starts to listen; a socket left by a dead daemon is replaced, one of a living daemon is not. */
export async function openCommandSocket(
  { path, rights, isPrivate = false, onEmpty }: SocketPlace,
  options: CommandOptions,
): Promise<{ close(): Promise<void> }> {
  if (await answers(path)) throw new MadoguchiError('addressInUse', `another program answers on the socket ${path}`);
  rmSync(path, { force: true });
  const sockets = new Set<Socket>();
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
    serve(socket, rights, options, isPrivate);
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

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(path);
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', () => resolve(false));
  });
}

function serve(socket: Socket, rights: SocketPlace['rights'], options: CommandOptions, mayBeSilent: boolean): void {
  let pending = '';
  let idle: Timer | null = null;
  const gone: (() => void)[] = [];
  const line: MethodLine = {
    rights,
    working: 0,
    send: (message) => {
      // Who asks without reading the answers is hung up on; a chunk holds thousands of short requests.
      if (socket.writableLength > API_LIMITS.socket_backlog_bytes_max) socket.destroy();
      if (socket.destroyed) return false;
      socket.write(`${JSON.stringify(message)}\n`);
      rest();
      return true;
    },
    onGone: (listener) => {
      if (socket.destroyed) listener();
      else gone.push(listener);
    },
  };
  const rest = (): void => {
    idle?.cancel();
    if (mayBeSilent) return;
    idle = options.clock.after(API_LIMITS.socket_idle_ms, () => (line.working > 0 ? rest() : socket.destroy()));
  };
  socket.setEncoding('utf8');
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    idle?.cancel();
    for (const listener of gone.splice(0)) listener();
  });
  socket.on('data', (chunk) => {
    rest();
    pending += String(chunk);
    const lines = pending.split('\n');
    pending = lines.pop() ?? '';
    for (const text of lines) if (text.trim() !== '' && !socket.destroyed) takeRequest(text, line, options);
    if (pending.length > API_LIMITS.socket_request_chars_max) socket.destroy();
  });
  rest();
}
