/**
 * Metrics and health over HTTP for programs of this machine: `/metrics` for Prometheus, `/healthz` for a monitor. A listener of its
 * own, so that neither the screen nor another board can ask here, and nothing can be asked but this.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { MadoguchiError } from '../base/errors.ts';
import { METRICS_TYPE } from '../base/prometheus.ts';
import type { Clock } from '../base/clock.ts';
import { RealClock } from '../base/real-clock.ts';
import { API_LIMITS } from './limits.ts';
import type { HealthResult } from './methods/health.ts';
import { createRequestTurns } from './request-turns.ts';

/** Where metrics and health are asked for, and what tells them. */
export interface MetricsServerOptions {
  /** A loopback address. */
  readonly address: string;
  /** 0 lets the system choose; left out: nothing is opened. */
  readonly port?: number | undefined;
  readonly metrics: () => string;
  readonly health: () => HealthResult;
  /** Left out: the machine's. */
  readonly clock?: Clock;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const plain = (status: number, body: string): Answer => ({
  status,
  type: 'text/plain; charset=utf-8',
  body: `${body}\n`,
});

/** A page of a browser that was led here by a name of its own (DNS rebinding) gets nothing. */
function isOwnName(request: IncomingMessage): boolean {
  const host = (request.headers.host ?? '').replace(/:\d{1,5}$/, '');
  return ['127.0.0.1', '[::1]', 'localhost'].includes(host) && request.headers.origin === undefined;
}

function answerTo(request: IncomingMessage, { metrics, health }: MetricsServerOptions): Answer {
  if (!isOwnName(request)) return plain(403, 'for programs of this machine');
  if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'only GET');
  const path = request.url?.split('?')[0];
  if (path === '/metrics') return { status: 200, type: METRICS_TYPE, body: metrics() };
  if (path !== '/healthz') return plain(404, 'there is /metrics and /healthz');
  const result = health();
  // What the IETF draft "Health Check Response Format for HTTP APIs" calls it; a load balancer looks at the status alone.
  return {
    status: result.status === 'fail' ? 503 : 200,
    type: 'application/health+json; charset=utf-8',
    body: `${JSON.stringify(result)}\n`,
  };
}

function respond(request: IncomingMessage, response: ServerResponse, options: MetricsServerOptions): void {
  let answer: Answer;
  try {
    answer = answerTo(request, options);
  } catch {
    answer = plain(500, 'not now');
  }
  response.writeHead(answer.status, {
    'content-type': answer.type,
    'content-length': Buffer.byteLength(answer.body),
    'cache-control': 'no-store',
    ...(answer.status === 405 ? { allow: 'GET, HEAD' } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : answer.body);
}

/** Starts to listen, if it is to. @throws `addressInUse` */
export async function openMetricsServer(
  options: MetricsServerOptions,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const { address, port } = options;
  if (port === undefined) return { port: 0, close: async () => undefined };
  const { http_connections_max, http_head_ms } = API_LIMITS;
  // Anybody on this machine may ask: together they get their share of the time, and who does not wait is not answered.
  const turns = createRequestTurns(options.clock ?? new RealClock());
  const server = createServer(
    { headersTimeout: http_head_ms, requestTimeout: http_head_ms, maxHeaderSize: 8_192 },
    (request, response) => {
      const turn = turns.join(() => {
        if (!response.destroyed) respond(request, response, options);
        turn.leave();
        return false;
      });
      response.once('close', () => turn.leave());
      turn.ask();
    },
  );
  server.maxConnections = http_connections_max;
  server.maxRequestsPerSocket = API_LIMITS.http_requests_max;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new MadoguchiError(
          'addressInUse',
          `${address} port ${port} cannot be opened for metrics: ${error.code ?? 'unknown'}`,
        ),
      ),
    );
    server.listen(port, address, resolve);
  });
  const place = server.address();
  return {
    port: typeof place === 'object' && place !== null ? place.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
