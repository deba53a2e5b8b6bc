/** A program on the same machine that means harm: it may cost itself its connection, never the citizen the screen. */
import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { API_LIMITS } from '../../src/api/limits.ts';
import { openMetricsServer } from '../../src/api/metrics-server.ts';
import { budgeted } from '../../src/api/log-budget.ts';
import { createRequestTurns } from '../../src/api/request-turns.ts';
import type { Clock } from '../../src/base/clock.ts';
import { ask, Client, eventually, openWorld, show, type World } from './api-world.ts';

const FLOOD = 20_000;
const CONNECTIONS = 200;
/** Checked every half of it. */
const HEAD_ENDS_WITHIN_MS = 2 * API_LIMITS.http_head_ms;

let world: World;
let opened: Socket[];
beforeEach(async () => {
  world = await openWorld();
  opened = [];
});
afterEach(async () => {
  for (const socket of opened) socket.destroy();
  await world.close();
});

function open(to: NetConnectOpts): Socket {
  const socket = connect(to);
  socket.on('error', () => undefined);
  opened.push(socket);
  return socket;
}

test('a client that is refused again and again loses its connection; the log does not grow with what it sends', async () => {
  show(world.api, 'idle');
  const client = await Client.hello(world.api, 'bench');
  for (let sent = 0; sent < FLOOD; sent += 1) client.socket.send('{"type":"intent"}');
  await client.closed;
  expect(world.heard.log.filter((line) => line.startsWith('screen.refused')).length).toBe(API_LIMITS.refusals_max);
  // The place is free, and the citizen's screen is served.
  const panel = await Client.hello(world.api);
  expect(panel.messages.map(({ type }) => type)).toContain('welcome');
  panel.socket.close();
});

test('a command line that asks without reading is hung up on', async () => {
  const socket = open({ path: join(world.folder, 'socket') });
  const ended = new Promise((resolve) => socket.once('close', resolve));
  socket.pause();
  socket.write('{"id":1,"method":"status"}\n'.repeat(200_000));
  // The daemon has hung up while most of the answers were unread: the rest of the requests cannot be sent.
  await eventually(() => (socket.destroyed ? true : undefined));
  await ended;
});

/** A clock that stands, but for what the work takes. */
function workClock(): Clock & { now: number; wait(): void } {
  let due: { at_ms: number; run: () => void }[] = [];
  return {
    now: 0,
    now_ms() {
      return this.now;
    },
    after(delay_ms, run) {
      const one = { at_ms: this.now + delay_ms, run };
      due.push(one);
      return { cancel: () => (due = due.filter((other) => other !== one)) };
    },
    wait() {
      const [next] = due.toSorted((a, b) => a.at_ms - b.at_ms);
      due = due.filter((one) => one !== next);
      this.now = Math.max(this.now, next?.at_ms ?? 0);
      next?.run();
    },
  };
}

test('who asks without end gets its share of the daemon’s time, in turn with the others, and never more than a burst at once', () => {
  const clock = workClock();
  const turns = createRequestTurns(clock);
  const done: string[] = [];
  let longest_ms = 0;
  const asking = (name: string, cost_ms: number) =>
    turns.join(() => {
      clock.now += cost_ms;
      done.push(name);
      return true;
    });
  const flood = asking('flood', 7);
  const other = asking('other', 1);
  flood.ask();
  expect(clock.now).toBeLessThan(API_LIMITS.request_burst_ms + 7);
  expect(done.includes('other')).toBe(false);
  other.ask();
  while (clock.now < 10_000) {
    const before = { done: done.length, now: clock.now };
    clock.wait();
    const work_ms = done.slice(before.done).reduce((sum, name) => sum + (name === 'flood' ? 7 : 1), 0);
    longest_ms = Math.max(longest_ms, work_ms);
  }
  const count = (name: string): number => done.filter((one) => one === name).length;
  expect(count('flood') * 7 + count('other')).toBeLessThan(10_000 * (API_LIMITS.request_percent_max / 100) + 100);
  expect(count('flood') * 7 + count('other')).toBeGreaterThan(10_000 * (API_LIMITS.request_percent_max / 100) * 0.8);
  // Eight of the flood were at once before the other came.
  expect(Math.abs(count('other') - count('flood'))).toBeLessThan(10);
  expect(longest_ms).toBeLessThan(20);
  flood.leave();
  other.leave();
  const { length } = done;
  clock.wait();
  expect(done.length).toBe(length);
});

const busy = (cost_ms: number): void => {
  for (const until_ms = performance.now() + cost_ms; performance.now() < until_ms;);
};

test('a client with thousands of requests under way keeps neither another one on its socket nor one on another from its answer', async () => {
  const watch = join(world.folder, 'watch');
  const busy = (cost_ms: number): void => {
    for (const until_ms = performance.now() + cost_ms; performance.now() < until_ms;);
  };
  const shared = await openWorld({
    sockets: [
      { path: watch, rights: ['watch'] },
      { path: join(world.folder, 'all'), rights: ['watch'] },
    ],
    operations: {
      devices: (_, asked) => {
        busy(3);
        asked.answer({ devices: [] });
      },
    },
  });
  const flood = open({ path: watch });
  let answered = 0;
  flood.on('data', (data) => (answered += String(data).split('\n').length - 1));
  flood.write('{"id":1,"method":"devices"}\n'.repeat(2_000));
  await eventually(() => (answered > 0 ? true : undefined));
  for (const path of [join(world.folder, 'all'), watch])
    expect(await ask(path, '{"id":2,"method":"devices"}')).toMatchObject({ id: 2, result: {} });
  expect(answered).toBeLessThan(2_000);
  // Who hangs up leaves nothing to be done.
  flood.destroy();
  await shared.close();
});

test('metrics that anybody on the machine asks for without end cost their share of the time and no more', async () => {
  let work_ms = 0;
  let longest_ms = 0;
  const metrics = (): string => {
    const began_ms = performance.now();
    busy(5);
    const spent_ms = performance.now() - began_ms;
    longest_ms = Math.max(longest_ms, spent_ms);
    work_ms += spent_ms;
    return '';
  };
  const health = () => ({ status: 'pass' as const, version: '0', checks: [] });
  const began_ms = performance.now();
  const server = await openMetricsServer({ address: '127.0.0.1', port: 0, metrics, health });
  let answered = 0;
  for (let at = 0; at < 8; at += 1) {
    const socket = open({ port: server.port, host: '127.0.0.1' });
    socket.on('data', (data) => (answered += String(data).split('HTTP/1.1 200').length - 1));
    socket.write('GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(100));
  }
  await eventually(() => (answered >= 60 ? true : undefined));
  const share_ms = ((performance.now() - began_ms) * API_LIMITS.request_percent_max) / 100;
  expect(work_ms).toBeLessThan(API_LIMITS.request_burst_ms + share_ms + longest_ms);
  await server.close();
});

test('connections that are held without a word keep no screen out, neither those for pages nor those of WebSockets', async () => {
  show(world.api, 'idle');
  const to = { port: world.api.port, host: '127.0.0.1' };
  const upgrade = `GET /screen HTTP/1.1\r\nHost: 127.0.0.1:${world.api.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`;
  let upgraded = 0;
  for (let at = 0; at < 2 * API_LIMITS.silent_clients_max; at += 1) {
    const socket = open(to);
    socket.on('data', () => (upgraded += 1));
    socket.write(upgrade);
  }
  await eventually(() => (upgraded >= 2 * API_LIMITS.silent_clients_max ? true : undefined));
  const mute = Array.from({ length: API_LIMITS.http_connections_max }, () => open(to));
  await eventually(() => (mute.every(({ connecting }) => !connecting) ? true : undefined));
  const panel = await Client.hello(world.api);
  expect(panel.messages.map(({ type }) => type)).toContain('welcome');
  panel.socket.close();
});

test('who has too much open at once, or sends a line without measure, is hung up on', async () => {
  let subscribed = 0;
  const subscribing = await openWorld({
    operations: {
      'monitor.subscribe': (_, asked) => {
        subscribed += 1;
        asked.onGone(() => (subscribed -= 1));
        asked.answer({ devices: [] });
      },
    },
  });
  const path = join(subscribing.folder, 'socket');
  for (const text of [
    '{"id":1,"method":"monitor.subscribe"}\n'.repeat(API_LIMITS.socket_open_max + 1),
    `{"id":1,"method":"status","params":{"a":"${'x'.repeat(API_LIMITS.socket_request_chars_max)}"}}\n`,
    'x'.repeat(API_LIMITS.socket_request_chars_max + 1),
  ]) {
    const socket = open({ path });
    const ended = new Promise((resolve) => socket.once('close', resolve));
    socket.resume();
    socket.write(text);
    await ended;
  }
  await eventually(() => (subscribed === 0 ? true : undefined));
  await subscribing.close();
});

test('the log of a socket takes a burst, then says how many lines it left out', () => {
  const clock = workClock();
  const lines: string[] = [];
  const log = budgeted((event, fields) => lines.push(`${event} ${JSON.stringify(fields)}`), clock);
  for (let asked = 0; asked < FLOOD; asked += 1) log('command.failed', { code: 'M7001' });
  expect(lines.length).toBe(API_LIMITS.request_log_lines_max);
  clock.now += API_LIMITS.request_log_each_ms;
  log('operator.act', { what: 'service.drain' });
  expect(lines.slice(-2)).toEqual([
    `command.leftOut {"count":${FLOOD - API_LIMITS.request_log_lines_max}}`,
    'operator.act {"what":"service.drain"}',
  ]);
});

test(
  'connections that never finish their request are few, and do not last',
  { timeout: HEAD_ENDS_WITHIN_MS + 30_000 },
  async () => {
    const slow = Array.from({ length: CONNECTIONS }, () => {
      const socket = open({ port: world.api.port, host: '127.0.0.1' });
      socket.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${world.api.port}\r\nX: `);
      return socket;
    });
    const alive = (): number => slow.filter((socket) => !socket.destroyed).length;
    await expect.poll(alive, { timeout: 15_000 }).toBeLessThanOrEqual(API_LIMITS.http_connections_max);
    for (const socket of slow) socket.resume();
    await expect.poll(alive, { timeout: HEAD_ENDS_WITHIN_MS }).toBe(0);
    const panel = await Client.hello(world.api);
    panel.socket.close();
  },
);
