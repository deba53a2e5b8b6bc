/** A program on the same machine that means harm: it may cost itself its connection, never the citizen the screen. */
import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { API_LIMITS } from '../../src/api/limits.ts';
import { Client, eventually, openWorld, show, type World } from './api-world.ts';

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
