/** Starts the API: pages and WebSocket on one HTTP port, command line on a Unix socket. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { codeText, MadoguchiError } from '../base/errors.ts';
import { openCommandSocket } from './command-socket.ts';
import type { Api, ApiOptions, InterfacePlace } from './contract.ts';
import { Hub } from './hub.ts';
import { openInterface, type Interface } from './interface.ts';
import { API_LIMITS } from './limits.ts';
import { budgeted } from './log-budget.ts';
import { MESSAGE_BYTES_MAX } from './messages.ts';
import { answerPage, readPages } from './pages.ts';

/** Path of the WebSocket. */
const SOCKET_PATH = '/screen';

/** The two names of this machine the screen alternates between: to a browser they are two sites (see renewScreen). */
const TWIN: Readonly<Record<string, string>> = { '127.0.0.1': 'localhost', localhost: '127.0.0.1' };

/** Starts everything or nothing. Rejects with `addressInUse` or `screenPages`. */
export async function startApi(options: ApiOptions): Promise<Api> {
  const isToken = tokenTest(options.token);
  const pages = options.panelDir === null ? new Map<string, never>() : readPages(options.panelDir);
  let port = 0;
  const isKnownHost = (host: string | undefined): boolean => knownHosts(options.host, port).includes(host ?? '');
  const inch = options.diagonal_inch === undefined ? '' : `&inch=${options.diagonal_inch}`;
  let secure: Interface | null = null;
  const freshAddress = (host: string): string => {
    const other = options.interface == null || secure === null ? null : twinOf(options.interface, host, secure.port);
    if (other !== null) return `https://${other}/index.html#token=${options.token}${inch}`;
    const name = host.replace(/:\d+$/, '');
    return `http://${TWIN[name] ?? name}:${port}/#token=${options.token}${inch}`;
  };
  const hub = new Hub({ ...options, log: budgeted(options.log, options.clock), isToken, freshAddress });
  const headTimes = {
    headersTimeout: API_LIMITS.http_head_ms,
    connectionsCheckingInterval: API_LIMITS.http_head_ms / 2,
  };
  const server = createServer(headTimes, (request, response) =>
    answerPage(
      { pages, voiceDir: options.voiceDir, isKnownHost, isToken: (token) => isToken(token ?? '') },
      request,
      response,
    ),
  );
  const pagesOver = keepNewest(server, API_LIMITS.http_connections_max);
  const log = budgeted(options.log, options.clock);
  const sockets = openSockets(server, hub, { ...options, log }, isKnownHost, pagesOver);
  port = await listen(server, options);
  const command = await openCommands(options, server);
  const shown = { pages, voiceDir: options.voiceDir, isToken: (token: string | null) => isToken(token ?? '') };
  try {
    secure = options.interface
      ? await openInterface({ ...options, place: options.interface, hub, pages: shown, freshAddress })
      : null;
  } catch (error) {
    await command.close();
    await closed(server);
    throw error;
  }
  return {
    port,
    screenUrl: freshAddress(TWIN[reachable(options.host)] ?? reachable(options.host)),
    interfacePort: secure?.port ?? null,
    publish: (view) => hub.publish(view),
    relayCitizenText: (handle, text) => hub.relayCitizenText(handle, text),
    renewScreen: () => hub.renewScreen(),
    publishVoice: (voice) => hub.publishVoice(voice),
    close: async () => {
      hub.close();
      sockets.close();
      await command.close();
      await secure?.close();
      await closed(server);
    },
  };
}

/** The other name of the interface with its port, for a fresh document; null for a host that is none of its names. */
function twinOf({ names }: InterfacePlace, host: string, port: number): string | null {
  const at = names.findIndex((name) => `${name}:${port}` === host);
  return at === -1 ? null : `${names[(at + 1) % names.length] ?? ''}:${port}`;
}

/** Compares in constant time; both sides are hashed first, so that their lengths do not matter. */
function tokenTest(expected: string): (token: string) => boolean {
  const hash = (token: string): Buffer => createHash('sha256').update(token).digest();
  const right = hash(expected);
  return (token) => timingSafeEqual(hash(token), right);
}

function reachable(host: string): string {
  return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
}

function knownHosts(host: string, port: number): string[] {
  return [...new Set(['127.0.0.1', 'localhost', '[::1]', host])].map((name) => `${name}:${port}`);
}

/**
 * Of connections for pages only the newest are kept: whoever holds them all without asking keeps nobody out. The function that is
 * returned takes one out that became a WebSocket: the hub counts those.
 */
function keepNewest(server: Server, most: number): (socket: Duplex) => void {
  const open = new Set<Duplex>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    if (open.size <= most) return;
    const [oldest] = open;
    oldest?.destroy();
  });
  return (socket) => void open.delete(socket);
}

/** WebSocket upgrades: right path, known host, and from a browser only our own pages or the origins that were named. */
function openSockets(
  server: Server,
  hub: Hub,
  options: ApiOptions,
  isKnownHost: (host: string | undefined) => boolean,
  pagesOver: (socket: Duplex) => void,
): WebSocketServer {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_BYTES_MAX, perMessageDeflate: false });
  const isRightOrigin = (request: IncomingMessage): boolean => {
    const { origin } = request.headers;
    // Programs other than browsers send none; they have to know the token all the same.
    if (origin === undefined) return true;
    return (
      options.origins.includes(origin) || (origin.startsWith('http://') && isKnownHost(origin.slice('http://'.length)))
    );
  };
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const path = (request.url ?? '').split('?')[0];
    const host = request.headers.host ?? '';
    if (path !== SOCKET_PATH || !isKnownHost(host) || !isRightOrigin(request)) {
      options.log('screen.refused', { code: codeText('screenToken') });
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    pagesOver(socket);
    sockets.handleUpgrade(request, socket, head, (opened) => hub.add(opened, host));
  });
  return sockets;
}

function listen(server: Server, { host, port }: ApiOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new MadoguchiError(
          'addressInUse',
          `the screen's port ${host}:${port} cannot be opened: ${error.code ?? 'unknown'}`,
        ),
      ),
    );
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

/** All sockets or none: what was opened before a failure is closed again. */
async function openCommands(options: ApiOptions, server: Server): Promise<{ close(): Promise<void> }> {
  const opened: { close(): Promise<void> }[] = [];
  const close = async (): Promise<void> => {
    for (const one of opened.splice(0)) await one.close();
  };
  try {
    for (const place of options.sockets) opened.push(await openCommandSocket(place, options));
  } catch (error) {
    await close();
    await closed(server);
    throw error;
  }
  return { close };
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
