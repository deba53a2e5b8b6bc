/** A Unix socket: one JSON request a line, and lines of JSON back (methods/README.md). */
import { chmodSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Timer } from '../base/clock.ts';
import { CODES, type CodeName } from '../base/codes.ts';
import { codeText, MadoguchiError } from '../base/errors.ts';
import type { ApiOptions, SocketPlace } from './contract.ts';
import { API_LIMITS } from './limits.ts';
import {
  methodNamed,
  socketRequestSchema,
  wantsOperator,
  type Asked,
  type Method,
  type MethodName,
} from './messages.ts';

export type CommandOptions = Pick<ApiOptions, 'clock' | 'log' | 'operations'>;

/** Starts to listen; a socket left by a dead daemon is replaced, one of a living daemon is not. */
export async function openCommandSocket(
  { path, rights }: SocketPlace,
  options: CommandOptions,
): Promise<{ close(): Promise<void> }> {
  if (await answers(path)) throw new MadoguchiError('addressInUse', `another program answers on the socket ${path}`);
  rmSync(path, { force: true });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    if (sockets.size >= API_LIMITS.socket_clients_max) {
      socket.destroy();
      return;
    }
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serve(socket, rights, options);
  });
  await listen(server, path);
  chmodSync(path, 0o660);
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
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

/** One connection: its lines, its rest and what is still at work for it. */
interface Line {
  readonly rights: SocketPlace['rights'];
  /** False when the client reads too slowly or is gone. */
  send(message: object): boolean;
  /** Called once when the client hung up. */
  onGone(listener: () => void): void;
  /** Requests without an answer: while there are some, silence is no reason to hang up. */
  working: number;
}

function serve(socket: Socket, rights: SocketPlace['rights'], options: CommandOptions): void {
  let pending = '';
  let idle: Timer | null = null;
  const gone: (() => void)[] = [];
  const line: Line = {
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
    for (const text of lines) if (text.trim() !== '' && !socket.destroyed) take(text, line, options);
    if (pending.length > API_LIMITS.socket_request_chars_max) socket.destroy();
  });
  rest();
}

type RequestId = string | number | null;

function refusal(id: RequestId, name: CodeName, detail?: string): object {
  const { action, cause } = CODES[name];
  const error = { code: codeText(name), name, action, message: cause, ...(detail === undefined ? {} : { detail }) };
  return { id, error };
}

/** Reads one request and begins it. Whatever is wrong with it is answered, never thrown. */
function take(text: string, line: Line, options: CommandOptions): void {
  let read: ReturnType<typeof socketRequestSchema.safeParse>;
  try {
    read = socketRequestSchema.safeParse(JSON.parse(text));
  } catch {
    line.send(refusal(null, 'screenMessage'));
    return;
  }
  if (!read.success) {
    line.send(refusal(null, 'screenMessage'));
    return;
  }
  const { id, method: name, params, by } = read.data;
  const method = methodNamed(name);
  if (method === null) {
    line.send(refusal(id, 'screenMessage', 'there is no method of this name'));
  } else if (!line.rights.includes(method.right)) {
    line.send(refusal(id, 'methodRight', `${name} wants the right ${method.right}`));
  } else if (wantsOperator(method.right) && by === undefined) {
    line.send(refusal(id, 'operatorUnnamed'));
  } else {
    const checked = method.params.safeParse(params);
    if (checked.success) begin({ id, name: name as MethodName, method, by: by ?? '' }, checked.data, line, options);
    else line.send(refusal(id, 'screenMessage', `parameters of ${name}: ${pathsOf(checked.error.issues)}`));
  }
}

/** Which parameters are wrong and why; never their values. */
function pathsOf(issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]): string {
  return issues
    .slice(0, 5)
    .map(({ path, message }) => `${path.map(String).join('.').slice(0, 80) || 'all'}: ${message.slice(0, 160)}`)
    .join('; ');
}

interface Request {
  readonly id: RequestId;
  readonly name: MethodName;
  readonly method: Method;
  readonly by: string;
}

type Operation = (params: unknown, asked: Asked<unknown, unknown>) => void;

function begin({ id, name, method, by }: Request, params: unknown, line: Line, options: CommandOptions): void {
  let answered = false;
  /** True the first time: what comes later is dropped. */
  const once = (): boolean => {
    if (answered) return false;
    answered = true;
    line.working -= 1;
    return true;
  };
  const failed = (error: unknown): void => {
    if (!once()) return;
    const known = error instanceof MadoguchiError ? error : null;
    const code = known?.codeName ?? 'internal';
    options.log('command.failed', { code: codeText(code) });
    line.send(refusal(id, code, known?.message.replace(/ \(M\d{4}\)$/, '')));
  };
  const asked: Asked<unknown, unknown> = {
    by,
    answer: (result) => void (once() && line.send({ id, result })),
    refuse: failed,
    progress: (progress) => void (answered || line.send({ id, progress })),
    push: (event) => answered && line.send({ id, event }),
    onGone: line.onGone,
  };
  if (wantsOperator(method.right)) options.log('operator.act', { what: name, operator: by });
  const operation = options.operations[name] as Operation | undefined;
  line.working += 1;
  try {
    if (operation === undefined) throw new MadoguchiError('deviceStarting', 'the kiosk is still starting');
    operation(params, asked);
  } catch (error) {
    failed(error);
  }
}
