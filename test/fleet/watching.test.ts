/** What a monitor is given: the listener for metrics and health, and the dashboard that is made of them. */
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { generate } from '../../scripts/generate/watching-openapi.ts';
import { openMetricsServer } from '../../src/api/metrics-server.ts';
import type { HealthResult } from '../../src/api/contract.ts';
import { metricsText } from '../../src/base/prometheus.ts';
import { metricsOf } from '../../src/kiosk/operations/metrics.ts';
import { createWorld } from '../simulation/world.ts';
import { ROOT } from '../tidy/source.ts';
import { readExposition } from './exposition.ts';

const FIGURES = () => ({ resident_bytes: 1, heap_bytes: 1, cpu_s: 1, started_epoch_s: 1 });
let health: HealthResult = { status: 'pass', version: '0.1.0', checks: [] };
let server: Awaited<ReturnType<typeof openMetricsServer>> | null = null;

afterEach(async () => {
  await server?.close();
  server = null;
});

async function open(metrics: () => string): Promise<number> {
  server = await openMetricsServer({ address: '127.0.0.1', port: 0, metrics, health: () => health });
  return server.port;
}

interface Told {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

function get(port: number, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Told> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let body = '';
      response.on('data', (text) => {
        body += String(text);
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, type: String(response.headers['content-type']), body }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}

test('/metrics is the text format of Prometheus, /healthz says by its status whether somebody has to go there', async () => {
  const port = await open(() =>
    metricsText([
      {
        name: 'madoguchi_a',
        type: 'gauge',
        help: 'A "b" \\ c.',
        samples: [{ labels: { x: 'a "b" \\ \n' }, value: 1.5 }],
      },
    ]),
  );
  const metrics = await get(port, '/metrics');
  expect([metrics.status, metrics.type]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
  expect([...(readExposition(metrics.body).get('madoguchi_a')?.samples ?? [])]).toEqual([
    ['x="a \\"b\\" \\\\ \\n"', 1.5],
  ]);
  for (const [status, code] of [
    ['pass', 200],
    ['warn', 200],
    ['fail', 503],
  ] as const) {
    health = { status, version: '0.1.0', checks: [{ check: 'printer', status, codes: ['M4001'] }] };
    const told = await get(port, '/healthz');
    expect([told.status, JSON.parse(told.body)]).toEqual([code, health]);
  }
});

test('docs/watching.openapi.json is current, and has each answer of the listener with its type', async () => {
  const [file] = generate();
  expect(JSON.parse(readFileSync(join(ROOT, file!.path), 'utf8')), 'npm run generate').toEqual(JSON.parse(file!.text));
  const { paths } = JSON.parse(file!.text) as {
    paths: Record<string, { get: { responses: Record<string, { content: Record<string, unknown> }> } }>;
  };
  const port = await open(() => '');
  const asked = [
    await get(port, '/metrics'),
    await get(port, '/healthz'),
    await get(port, '/metrics', { host: 'evil.example' }),
    await get(port, '/healthz', {}, 'POST'),
  ];
  const places = ['/metrics', '/healthz', '/metrics', '/healthz'];
  for (const [index, { status, type }] of asked.entries()) {
    const told = paths[places[index]!]!.get.responses[String(status)];
    expect(
      Object.keys(told!.content).some((one) => type.startsWith(one)),
      `${status} ${type}`,
    ).toBe(true);
  }
});

test('nothing else is answered: other paths, methods, names, pages of a browser, a head that never ends', async () => {
  const port = await open(() => '');
  expect((await get(port, '/')).status).toBe(404);
  expect((await get(port, '/metrics/../etc/passwd')).status).toBe(404);
  expect((await get(port, '/metrics', {}, 'POST')).status).toBe(405);
  expect((await get(port, '/metrics', { host: 'evil.example' })).status).toBe(403);
  expect((await get(port, '/metrics', { host: 'localhost:1' })).status).toBe(200);
  expect((await get(port, '/metrics', { origin: 'https://evil.example' })).status).toBe(403);
  const ended = new Promise<string>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`GET /metrics HTTP/1.1\r\nx: ${'a'.repeat(10_000)}`));
    socket.on('data', (data) => resolve(String(data)));
    socket.on('error', () => resolve('cut'));
  });
  expect(await ended).toMatch(/^HTTP\/1\.1 431|^cut/);
});

test('a fault of the figures is a 500 and not the end of the daemon, a port that is taken has its code, none opens none', async () => {
  const port = await open(() => {
    throw new Error('見本');
  });
  expect(await get(port, '/metrics')).toMatchObject({ status: 500, body: 'not now\n' });
  const again = openMetricsServer({ address: '127.0.0.1', port, metrics: () => '', health: () => health });
  await expect(again).rejects.toThrow('M1007');
  const none = await openMetricsServer({ address: '127.0.0.1', metrics: () => '', health: () => health });
  expect(none.port).toBe(0);
  await none.close();
});

/** Names of metrics in an expression of PromQL. */
const namesIn = (text: string): string[] => text.match(/\bmadoguchi_[a-z_]+/g) ?? [];

test('every metric of the dashboard exists, with the labels that it is asked for by, and every metric of money is on it', () => {
  const world = createWorld();
  world.until(() => world.view().screen === 'idle');
  world.kiosk().drain(true);
  const metrics = metricsOf(world.kiosk(), FIGURES);
  const known = new Map(metrics.map((metric) => [metric.name, metric]));
  const dashboard = readFileSync(join(ROOT, 'docs/grafana/madoguchi.json'), 'utf8');
  const used = new Set(namesIn(dashboard));
  expect([...used].filter((name) => !known.has(name))).toEqual([]);
  expect(used.size).toBeGreaterThan(15);
  // `kiosk` is put on by Prometheus (docs/fleet.md).
  const labels = new Set([
    'kiosk',
    'code',
    ...metrics.flatMap(({ samples }) => samples.flatMap((s) => Object.keys(s.labels))),
  ]);
  const { panels } = JSON.parse(dashboard) as {
    panels: { id: number; targets: { expr: string; legendFormat: string }[] }[];
  };
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  for (const { expr, legendFormat } of panels.flatMap(({ targets }) => targets)) {
    const asked = [
      ...[...expr.matchAll(/([a-z_]+)=~?"/g)].map(([, name]) => name!),
      ...[...expr.matchAll(/by \(([^)]*)\)/g)].flatMap(([, names]) => names!.split(', ')),
      ...[...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!),
    ];
    expect(
      asked.filter((name) => !labels.has(name)),
      expr,
    ).toEqual([]);
  }
  for (const name of known.keys())
    if (/_yen_total$|cash_pieces/.test(name) && !name.includes('slips')) expect(used).toContain(name);
});
