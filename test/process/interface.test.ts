/** The API towards other boards over real TLS: who has no certificate of the right authority and name gets nothing. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect } from 'node:tls';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { API_LIMITS } from '../../src/api/limits.ts';
import type { InterfacePlace } from '../../src/api/contract.ts';
import { CHROMIUM, CHROMIUM_FLAGS } from '../../scripts/chromium.ts';
import { buildPage } from '../../scripts/build-pages.ts';
import { eventually, openWorld, show, TOKEN, type World } from '../unit/api-world.ts';

// Names that resolve everywhere: the browser's tool looks them up by itself.
const [NAME, OTHER] = ['localhost', '127.0.0.1'] as const;
let folder: string;
let world: World;

const openssl = (...args: string[]): void => void execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });

function authority(name: string): void {
  openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2',
    '-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.crt`); // prettier-ignore
}

function issue(ca: string, file: string, commonName: string, names: readonly string[] = [], days = 2): void {
  openssl('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes',
    '-subj', `/CN=${commonName}`, '-keyout', `${file}.key`, '-out', `${file}.csr`); // prettier-ignore
  writeFileSync(
    join(folder, `${file}.ext`),
    names.length > 0
      ? `subjectAltName=${names.map((name) => `${/^\d/.test(name) ? 'IP' : 'DNS'}:${name}`).join(',')}`
      : '',
  );
  openssl('x509', '-req', '-in', `${file}.csr`, '-CA', `${ca}.crt`, '-CAkey', `${ca}.key`, '-days', String(days),
    '-extfile', `${file}.ext`, '-out', `${file}.crt`); // prettier-ignore
}

const pem = (file: string): string => readFileSync(join(folder, file), 'utf8');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'madoguchi-interface-'));
  for (const name of ['boards', 'strangers']) authority(name);
  issue('boards', 'server', NAME, [NAME, OTHER]);
  issue('boards', 'panel', 'panel');
  issue('boards', 'copier', 'copier');
  issue('boards', 'exporter', 'exporter');
  issue('boards', 'unknown', 'unknown');
  issue('boards', 'old', 'panel', [], -1);
  issue('strangers', 'forged', 'panel');
  const place: InterfacePlace = {
    address: '127.0.0.1',
    port: 0,
    names: [NAME, OTHER],
    certificate_pem: pem('server.crt'),
    key_pem: pem('server.key'),
    clientAuthority_pem: pem('boards.crt'),
    clients: [
      { name: 'panel', screen: true, rights: [] },
      { name: 'copier', screen: false, rights: ['watch', 'serve'] },
      { name: 'exporter', screen: false, rights: ['watch'] },
    ],
  };
  buildPage('src/panel', join(folder, 'panel'));
  world = await openWorld({ interface: place, panelDir: join(folder, 'panel') });
});

afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

/** TLS as this board; null: without a certificate. */
const as = (board: string | null) => ({
  host: '127.0.0.1',
  port: world.api.interfacePort!,
  servername: NAME,
  ca: pem('boards.crt'),
  ...(board === null ? {} : { cert: pem(`${board}.crt`), key: pem(`${board}.key`) }),
});

function get(board: string | null, path: string, host = `${NAME}:${world.api.interfacePort}`) {
  return new Promise<{ status: number; location: string | undefined } | string>((resolve) => {
    const asked = request({ ...as(board), path, agent: false, headers: { host } }, (response) => {
      response.resume();
      response.on('end', () => resolve({ status: response.statusCode ?? 0, location: response.headers.location }));
    });
    asked.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'));
    asked.end();
  });
}

/** The first message on a WebSocket of this path; the status or error when it is refused. */
function first(board: string, path: string, say: string | null, headers: Record<string, string> = {}): Promise<string> {
  const { host: _, port, servername, ...keys } = as(board);
  const socket = new WebSocket(`wss://127.0.0.1:${port}${path}`, {
    ...keys,
    servername,
    headers: { host: `${NAME}:${port}`, ...headers },
    createConnection: (options: object) => connect({ ...options, host: '127.0.0.1' } as never) as never,
  } as never);
  return new Promise((resolve) => {
    socket.on('open', () => say !== null && socket.send(say));
    socket.on('message', (data: Buffer) => {
      resolve(data.toString('utf8'));
      socket.terminate();
    });
    socket.on('unexpected-response', (__, response) => {
      resolve(String(response.statusCode));
      socket.terminate();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
}

function methodsOf(board: string) {
  const { host: _, port, servername, ...keys } = as(board);
  const socket = new WebSocket(`wss://127.0.0.1:${port}/methods`, {
    ...keys,
    servername,
    headers: { host: `${NAME}:${port}` },
  } as never);
  socket.on('error', () => undefined);
  const opened = new Promise((resolve) => socket.once('open', resolve));
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  return { socket, opened, closed };
}

test('without a certificate, with one of another authority or out of its time, or under TLS 1.2 nobody comes in', async () => {
  expect(await get(null, '/')).toMatch(/^ERR_|ECONNRESET|EPIPE/);
  expect(await get('forged', '/')).toMatch(/^ERR_|ECONNRESET|EPIPE/);
  expect(await get('old', '/')).toMatch(/^ERR_|ECONNRESET|EPIPE/);
  const older = await new Promise<string>((resolve) => {
    const socket = connect({ ...as('panel'), maxVersion: 'TLSv1.2' }, () => resolve('connected'));
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'));
  });
  expect(older).not.toBe('connected');
});

/** Connections that never begin TLS; the last test finds them gone. */
const raw: Socket[] = [];
const alive = (): number => raw.filter((socket) => !socket.destroyed).length;

test('connections without a handshake are few from one address, and keep no board out', async () => {
  for (let at = 0; at < 2 * API_LIMITS.interface_address_max; at += 1) {
    const socket = connectTcp({ host: '127.0.0.1', localAddress: '127.0.0.2', port: world.api.interfacePort! });
    socket.on('error', () => undefined);
    raw.push(socket);
  }
  await expect.poll(alive, { timeout: 10_000 }).toBe(API_LIMITS.interface_address_max);
  expect(await get('panel', '/')).toMatchObject({ status: 302 });
  for (const socket of raw) socket.resume();
}, 30_000);

test('one board takes no places from another: its connections too many are closed, the other’s are served', async () => {
  const many = Array.from({ length: API_LIMITS.socket_clients_max }, () => methodsOf('copier'));
  await Promise.all(many.map(({ opened }) => opened));
  const one = methodsOf('copier');
  expect(await one.closed).toBe(1013);
  expect(await first('exporter', '/methods', '{"id":1,"method":"devices"}')).toContain('"devices"');
  for (const { socket } of many) socket.terminate();
});

test('the panel’s board is led to the screen with the token in the fragment; its pages are for its names alone', async () => {
  const { port } = as('panel');
  expect(await get('panel', '/')).toEqual({
    status: 302,
    location: `https://${OTHER}:${port}/index.html#token=${TOKEN}`,
  });
  expect(await get('panel', '/', `evil.example:${port}`)).toMatchObject({ status: 421 });
});

test('a board that is not configured, or has no right to the screen, gets no page and no screen', async () => {
  expect(await get('unknown', '/')).toMatchObject({ status: 403 });
  expect(await get('copier', '/')).toMatchObject({ status: 403 });
  const origin = `https://${NAME}:${as('copier').port}`;
  expect(await first('copier', '/screen', null, { origin })).toBe('403');
  expect(await first('panel', '/screen', null, { origin: 'https://evil.example' })).toBe('403');
});

test('the screen’s WebSocket wants certificate, own origin and token', async () => {
  const origin = `https://${NAME}:${as('panel').port}`;
  const hello = { type: 'hello', schema: 1, role: 'bench', token: TOKEN };
  expect(JSON.parse(await first('panel', '/screen', JSON.stringify(hello), { origin }))).toMatchObject({
    type: 'welcome',
  });
  const wrong = JSON.stringify({ ...hello, token: 'f'.repeat(32) });
  expect(JSON.parse(await first('panel', '/screen', wrong, { origin }))).toMatchObject({ code: 'M7002' });
});

test('methods are answered within the rights of the name, and never to a page', async () => {
  const status = '{"id":1,"method":"status"}';
  expect(JSON.parse(await first('copier', '/methods', status))).toMatchObject({ id: 1, result: {} });
  expect(JSON.parse(await first('panel', '/methods', status))).toMatchObject({ error: { code: 'M7203' } });
  // Who asks is proven by the certificate: it need not be said.
  expect(JSON.parse(await first('copier', '/methods', '{"id":2,"method":"copier.screen"}'))).toMatchObject({
    error: { code: 'M1105' },
  });
  const money = '{"id":2,"method":"paper.setRung","by":"copier","params":{"rung":3}}';
  expect(JSON.parse(await first('copier', '/methods', money))).toMatchObject({ error: { code: 'M7203' } });
  const origin = `https://${NAME}:${as('copier').port}`;
  expect(await first('copier', '/methods', status, { origin })).toBe('403');
});

/** Screens that said hello so far. */
const screens = (): number => world.heard.log.filter((line) => line.startsWith('screen.connected')).length;

test('the panel’s browser with its certificate shows the screen, and each session comes under the other name', async () => {
  const port = world.api.interfacePort!;
  const before = screens();
  const connected = (more: number): Promise<true> => eventually(() => screens() === before + more);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: [...CHROMIUM_FLAGS] });
  try {
    const context = await browser.newContext({
      ignoreHTTPSErrors: true,
      clientCertificates: [NAME, OTHER].map((name) => ({
        origin: `https://${name}:${port}`,
        certPath: join(folder, 'panel.crt'),
        keyPath: join(folder, 'panel.key'),
      })),
    });
    const page = await context.newPage();
    show(world.api, 'idle');
    await page.goto(`https://${NAME}:${port}/`);
    await connected(1);
    expect(new URL(page.url()).hostname).toBe(OTHER);
    world.api.renewScreen();
    await page.waitForURL(({ hostname }) => hostname === NAME);
    await connected(2);
  } finally {
    await browser.close();
  }
});

test('a handshake that never came has ended the connection by now', async () => {
  expect(raw.length).toBeGreaterThan(0);
  await expect.poll(alive, { timeout: 2 * API_LIMITS.interface_handshake_ms }).toBe(0);
}, 30_000);
