/** The Unix socket of the command line: one JSON request a line, one JSON answer a line. */
import { chmodSync, rmSync } from 'node:fs';
import type { z } from 'zod';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Timer } from '../base/clock.ts';
import { CODES, type CodeName } from '../base/codes.ts';
import { codeText, MadoguchiError } from '../base/errors.ts';
import type { ApiOptions } from './contract.ts';
import { API_LIMITS } from './limits.ts';
import { socketRequestSchema, type ClosedResult, type HolderResult } from './messages.ts';

export type CommandOptions = Pick<
  ApiOptions,
  | 'clock'
  | 'log'
  | 'status'
  | 'devices'
  | 'staffKey'
  | 'lend'
  | 'giveBack'
  | 'incidents'
  | 'closeIncident'
  | 'calibration'
  | 'printCalibration'
  | 'setRung'
>;

/** Starts to listen; a socket left by a dead daemon is replaced, one of a living daemon is not. */
export async function openCommandSocket(path: string, options: CommandOptions): Promise<{ close(): Promise<void> }> {
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
    serve(socket, options);
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

function serve(socket: Socket, options: CommandOptions): void {
  let pending = '';
  let idle: Timer | null = null;
  const rest = (): void => {
    idle?.cancel();
    idle = options.clock.after(API_LIMITS.socket_idle_ms, () => socket.destroy());
  };
  socket.setEncoding('utf8');
  socket.on('error', () => socket.destroy());
  socket.on('close', () => idle?.cancel());
  socket.on('data', (chunk) => {
    rest();
    pending += String(chunk);
    const lines = pending.split('\n');
    pending = lines.pop() ?? '';
    for (const line of lines) {
      if (line.trim() === '') continue;
      // Who asks without reading the answers is hung up on; a chunk holds thousands of short requests.
      if (socket.writableLength > API_LIMITS.socket_backlog_bytes_max) {
        socket.destroy();
        return;
      }
      socket.write(`${JSON.stringify(answer(line, options))}\n`);
    }
    if (pending.length > API_LIMITS.socket_request_chars_max) socket.destroy();
  });
  rest();
}

type Answer =
  | { readonly id: string | number | null; readonly result: unknown }
  | {
      readonly id: string | number | null;
      readonly error: {
        readonly code: string;
        readonly name: CodeName;
        readonly action: string;
        readonly message: string;
      };
    };

function failure(id: string | number | null, name: CodeName): Answer {
  return { id, error: { code: codeText(name), name, action: CODES[name].action, message: CODES[name].cause } };
}

const starting = (): MadoguchiError => new MadoguchiError('deviceStarting', 'the kiosk is still starting');

function resultOf(request: z.infer<typeof socketRequestSchema>, options: CommandOptions): unknown {
  switch (request.method) {
    case 'status':
      return options.status();
    case 'devices':
      return options.devices();
    case 'devices.lend':
    case 'devices.return': {
      const { device } = request.params;
      const act = request.method === 'devices.lend' ? options.lend : options.giveBack;
      if (act === undefined) throw starting();
      return { device, holder: act(device) } satisfies HolderResult;
    }
    case 'incidents':
      if (options.incidents === undefined) throw starting();
      return options.incidents();
    case 'incidents.close':
      if (options.closeIncident === undefined) throw starting();
      return { closed: options.closeIncident(request.params.order) } satisfies ClosedResult;
    case 'paper.calibration':
    case 'paper.printCalibration': {
      const act = request.method === 'paper.calibration' ? options.calibration : options.printCalibration;
      if (act === undefined) throw starting();
      return act();
    }
    case 'paper.setRung':
      if (options.setRung === undefined) throw starting();
      return options.setRung(request.params.rung, request.params.by);
    case 'staff.keySwitch': {
      if (options.staffKey === undefined) throw starting();
      return { staff: options.staffKey(request.params.position === 'on') };
    }
  }
}

function answer(line: string, options: CommandOptions): Answer {
  let request: ReturnType<typeof socketRequestSchema.safeParse>;
  try {
    request = socketRequestSchema.safeParse(JSON.parse(line));
  } catch {
    return failure(null, 'screenMessage');
  }
  if (!request.success) return failure(null, 'screenMessage');
  const { id } = request.data;
  try {
    return { id, result: resultOf(request.data, options) };
  } catch (error) {
    const name = error instanceof MadoguchiError ? error.codeName : 'internal';
    options.log('command.failed', { code: codeText(name) });
    return failure(id, name);
  }
}
