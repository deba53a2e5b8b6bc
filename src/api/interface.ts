/**
 * The same API towards other boards of the machine, by mutual TLS: a panel on a board of its own, or the copier's main board. Off
 * unless the configuration names an address. The name in a client's certificate says what it may.
 *
 *     GET /            with the right `screen`: to the pages, token in the fragment
 *     WS /screen       with the right `screen`: as on the loopback address (messages.ts)
 *     WS /methods      a request a message, as a line of the Unix sockets (methods/README.md), with the rights of its name
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { WebSocketServer, type WebSocket } from 'ws';
import { codeText, MadoguchiError } from '../base/errors.ts';
import type { ApiLog, ApiOptions, InterfaceClient, InterfacePlace } from './contract.ts';
import type { Hub } from './hub.ts';
import { API_LIMITS } from './limits.ts';
import { budgeted } from './log-budget.ts';
import { MESSAGE_BYTES_MAX } from './messages.ts';
import { leaveLine, takeRequest, type MethodLine } from './method-line.ts';
import { answerPage, type PageServer } from './pages.ts';
import { createRequestTurns, type RequestTurns } from './request-turns.ts';

export type InterfaceOptions = Pick<ApiOptions, 'clock' | 'log' | 'operations'> & {
  readonly place: InterfacePlace;
  readonly hub: Hub;
  readonly pages: Omit<PageServer, 'isKnownHost'>;
  /** Address of a fresh document for who used this host. */
  freshAddress(host: string): string;
};

/** The API towards other boards, running. */
export interface Interface {
  readonly port: number;
  close(): Promise<void>;
}

/** Starts to listen. Rejects with `addressInUse`, or `keyFile` for keys that TLS does not take. */
export async function openInterface(options: InterfaceOptions): Promise<Interface> {
  const { place, hub, pages } = options;
  const logRefusal = budgeted(options.log, options.clock);
  const server = secureServer(place);
  const names = (): string[] => place.names.map((name) => `${name}:${(server.address() as AddressInfo).port}`);
  const isKnownHost = (host: string | undefined): boolean => names().includes(host ?? '');
  server.maxConnections = API_LIMITS.http_connections_max;
  holdEachAddressTo(server, API_LIMITS.interface_address_max);
  server.on('tlsClientError', (_, socket) => socket.destroy());
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!clientOf(request, place)?.screen) {
      logRefusal('interface.refused', { code: codeText('interfaceClient') });
      response.writeHead(403).end();
      return;
    }
    if (isKnownHost(request.headers.host) && request.url === '/')
      // The token goes into the fragment of the address, which is sent nowhere.
      return void response
        .writeHead(302, {
          location: options.freshAddress(request.headers.host ?? ''),
          'cache-control': 'no-store',
        })
        .end();
    answerPage({ ...pages, isKnownHost }, request, response);
  });
  const screens = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_BYTES_MAX, perMessageDeflate: false });
  const methods = new WebSocketServer({
    noServer: true,
    maxPayload: API_LIMITS.socket_request_chars_max,
    perMessageDeflate: false,
  });
  const boards = new Map<string, Board>(
    place.clients.map(({ name }) => [
      name,
      { open: new Set(), turns: createRequestTurns(options.clock), log: budgeted(options.log, options.clock) },
    ]),
  );
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const client = clientOf(request, place);
    const path = (request.url ?? '').split('?')[0];
    const host = request.headers.host ?? '';
    const { origin } = request.headers;
    if (client?.screen && path === '/screen' && isKnownHost(host) && origin === `https://${host}`)
      return screens.handleUpgrade(request, socket, head, (opened) => hub.add(opened, host));
    // Methods are for programs: a page of any origin has nothing to ask here.
    if (client && path === '/methods' && isKnownHost(host) && origin === undefined)
      return methods.handleUpgrade(request, socket, head, (opened) =>
        serveMethods(opened, client, boards.get(client.name), options),
      );
    logRefusal('interface.refused', { code: codeText('interfaceClient') });
    socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
  const port = await listen(server, place);
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        screens.close();
        methods.close();
        for (const { open } of boards.values()) for (const socket of open) socket.terminate();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Whoever has no certificate of ours can still open connections: one address never takes them all. */
function holdEachAddressTo(server: Server, most: number): void {
  const counts = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    const count = (counts.get(address) ?? 0) + 1;
    if (count > most) return void socket.destroy();
    counts.set(address, count);
    socket.once('close', () => {
      const left = (counts.get(address) ?? 1) - 1;
      if (left > 0) counts.set(address, left);
      else counts.delete(address);
    });
  });
}

function secureServer(place: InterfacePlace): Server {
  try {
    return createServer({
      cert: place.certificate_pem,
      key: place.key_pem,
      ca: place.clientAuthority_pem,
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: 'TLSv1.3',
      handshakeTimeout: API_LIMITS.interface_handshake_ms,
      headersTimeout: API_LIMITS.http_head_ms,
      connectionsCheckingInterval: API_LIMITS.http_head_ms / 2,
    });
  } catch {
    throw new MadoguchiError('interfaceKeys', 'TLS does not take the certificate, key or client authority');
  }
}

function listen(server: Server, { address, port }: InterfacePlace): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new MadoguchiError('addressInUse', `the interface ${address}:${port} cannot be opened: ${error.code ?? ''}`),
      ),
    );
    server.listen(port, address, () => resolve((server.address() as AddressInfo).port));
  });
}

/** The configured client whose name stands in the certificate that TLS has verified; null for any other. */
function clientOf(request: IncomingMessage, { clients }: InterfacePlace): InterfaceClient | null {
  const socket = request.socket as TLSSocket;
  if (!socket.authorized) return null;
  const { subject } = socket.getPeerCertificate();
  const name = subject?.CN;
  return typeof name === 'string' ? (clients.find((client) => client.name === name) ?? null) : null;
}

/** What each board has for itself: another one that asks without end, or opens one connection after the other, takes nothing of it. */
interface Board {
  readonly open: Set<WebSocket>;
  readonly turns: RequestTurns;
  readonly log: ApiLog;
}

function serveMethods(
  socket: WebSocket,
  { name, rights }: InterfaceClient,
  board: Board | undefined,
  options: InterfaceOptions,
): void {
  if (board === undefined || board.open.size >= API_LIMITS.socket_clients_max) {
    socket.close(1013);
    return;
  }
  board.open.add(socket);
  board.log('interface.connected', { operator: name });
  const requests: string[] = [];
  const line: MethodLine = {
    rights,
    operator: name,
    open: new Set(),
    send: (message) => {
      if (socket.bufferedAmount > API_LIMITS.socket_backlog_bytes_max) socket.terminate();
      if (socket.readyState !== socket.OPEN) return false;
      socket.send(JSON.stringify(message));
      return true;
    },
    end: () => socket.terminate(),
  };
  /** What has come is done before more is read: the rest waits with who sent it. */
  const turn = board.turns.join(() => {
    const text = requests.shift();
    if (text !== undefined && socket.readyState === socket.OPEN)
      takeRequest(text, line, { ...options, log: board.log });
    if (requests.length === 0 && socket.readyState === socket.OPEN) socket.resume();
    return requests.length > 0;
  });
  const stopBeating = beat(socket, options);
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    stopBeating();
    board.open.delete(socket);
    requests.splice(0);
    turn.leave();
    leaveLine(line);
  });
  socket.on('message', (data, isBinary) => {
    if (isBinary || !(data instanceof Buffer)) return socket.terminate();
    requests.push(data.toString('utf8'));
    socket.pause();
    turn.ask();
  });
}

/** A board that lost its power sends no goodbye: it is noticed within two beats. One that waits for its turn is not looked at. */
function beat(socket: WebSocket, { clock }: Pick<InterfaceOptions, 'clock'>): () => void {
  let alive = true;
  const look = (): void => {
    if (!alive && !socket.isPaused) return socket.terminate();
    alive = false;
    socket.ping();
    timer = clock.after(API_LIMITS.heartbeat_ms, look);
  };
  let timer = clock.after(API_LIMITS.heartbeat_ms, look);
  socket.on('pong', () => (alive = true));
  return () => timer.cancel();
}
