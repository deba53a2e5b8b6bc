import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MadoguchiError } from '../../src/base/errors.ts';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import { takePinKey } from '../../src/api/frames.ts';
import { API_LIMITS } from '../../src/api/limits.ts';
import { FRAME_PIN_KEY, METHODS } from '../../src/api/messages.ts';
import { generate } from '../../scripts/generate/asyncapi.ts';
import { ask, askLines, Client, eventually, get, openWorld, show, TOKEN, type World } from './api-world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

test('the screen says hello and sees the view; what it presses reaches the kiosk once', async () => {
  show(world.api, 'idle');
  const screen = await Client.hello(world.api);
  await screen.until(({ type }) => type === 'view');
  expect(screen.messages[0]).toEqual({ type: 'welcome', schema: 1, version: '0.1.0', role: 'panel' });
  screen.send({ type: 'intent', page: screen.view.page, intent: { type: 'citizen.openGovernmentService' } });
  screen.send({ type: 'setLanguage', locale: 'en' });
  await eventually(() => world.heard.languages.length === 1);
  expect(world.heard.intents).toEqual([{ type: 'citizen.openGovernmentService' }]);
  expect(world.heard.screen).toEqual([true]);
  await screen.close();
  await eventually(() => world.heard.screen.at(-1) === false);
});

test('a press on a page that has gone, or on what the page does not offer, is dropped with a code', async () => {
  show(world.api, 'notes');
  const screen = await Client.hello(world.api);
  await screen.until(({ type }) => type === 'view');
  const { page } = screen.view;
  screen.send({ type: 'intent', page, intent: { type: 'citizen.printStart' } });
  show(world.api, 'setCard');
  screen.send({ type: 'intent', page, intent: { type: 'citizen.agree' } });
  await screen.settled();
  expect(screen.errors).toEqual(['screenStale', 'screenStale']);
  expect(world.heard.intents).toEqual([]);
});

test('a view is sent only when something changed, and its page grows with each new screen', async () => {
  show(world.api, 'pay');
  const screen = await Client.hello(world.api);
  show(world.api, 'pay');
  show(world.api, 'pay', { warning: true });
  show(world.api, 'printing');
  await screen.settled();
  const views = screen.messages.filter(({ type }) => type === 'view');
  expect(views.map((view) => (view.type === 'view' ? view.page : 0))).toEqual([1, 1, 2]);
});

test('R26: PIN keys come one at a time, only from the panel and only while the pad is shown', async () => {
  show(world.api, 'pin');
  const screen = await Client.hello(world.api);
  const bench = await Client.hello(world.api, 'bench');
  for (const key of [1, 0, 10, 9, 11]) screen.key(key);
  bench.key(5);
  await screen.settled();
  await bench.settled();
  show(world.api, 'authenticating');
  screen.key(7);
  await screen.settled();
  expect(world.heard.keys).toEqual([1, 0, 'delete', 9, 'clear']);
  expect(bench.errors).toEqual(['screenMessage']);
  expect(world.heard.log.join()).not.toMatch(/key|digit/i);
});

test('a PIN key frame is wiped as it is read, whatever it holds', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 6 }), (bytes) => {
      const isKey = bytes.length === 2 && bytes[0] === FRAME_PIN_KEY && bytes[1]! <= 11;
      const frame = Uint8Array.from(bytes);
      expect(takePinKey(frame) !== null).toBe(isKey);
      expect([...frame].every((byte) => byte === 0)).toBe(true);
    }),
  );
});

test('citizen text goes to the panel alone, byte for byte, and again to a panel that came back in the same session', async () => {
  const name = new TextEncoder().encode('見本 花子');
  const bench = await Client.hello(world.api, 'bench');
  const screen = await Client.hello(world.api);
  world.api.relayCitizenText('household.2', name);
  await eventually(() => screen.frames.length === 1);
  expect([...screen.frames[0]!]).toEqual([2, 11, ...Buffer.from('household.2'), ...name]);
  await screen.close();
  const again = await Client.hello(world.api);
  await eventually(() => again.frames.length === 1);
  expect(again.frames[0]).toEqual(screen.frames[0]);
  await bench.settled();
  expect(bench.frames).toEqual([]);
});

test('at the end of a session the screen is sent to a fresh document, its place is free at once, and no name is left', async () => {
  const screen = await Client.hello(world.api);
  world.api.relayCitizenText('household.1', new TextEncoder().encode('見本 太郎'));
  world.api.renewScreen();
  const next = await Client.hello(world.api);
  expect(next.messages[0]?.type).toBe('welcome');
  expect(await screen.until(({ type }) => type === 'renew')).toEqual({
    type: 'renew',
    address: `http://localhost:${world.api.port}/#token=${TOKEN}`,
  });
  expect(await screen.closed).toBe(1000);
  await next.settled();
  expect(next.frames).toEqual([]);
});

test('one screen at a time: a second one is refused, a watcher is not', async () => {
  await Client.hello(world.api);
  const second = await Client.hello(world.api);
  expect(second.errors).toEqual(['screenOccupied']);
  expect(await second.closed).toBe(1008);
  expect((await Client.hello(world.api, 'bench')).errors).toEqual([]);
});

test('R1: the copier’s own menu learns whether the service is open and may only open it', async () => {
  show(world.api, 'idle');
  const copier = await Client.hello(world.api, 'copier');
  expect(await copier.until(({ type }) => type === 'service')).toEqual({ type: 'service', open: true, screen: 'idle' });
  copier.send({ type: 'intent', page: 1, intent: { type: 'citizen.openGovernmentService' } });
  copier.send({ type: 'intent', page: 1, intent: { type: 'citizen.cancel' } });
  copier.send({ type: 'setLanguage', locale: 'en' });
  await copier.settled();
  expect(copier.errors).toEqual(['screenRole', 'screenRole']);
  expect(world.heard.intents).toEqual([{ type: 'citizen.openGovernmentService' }]);
});

test('a wrong token, another schema version and a foreign origin or host do not get in', async () => {
  expect((await Client.hello(world.api, 'panel', 'x'.repeat(32))).errors).toEqual(['screenToken']);
  expect((await Client.hello(world.api, 'panel', TOKEN, 2)).errors).toEqual(['screenSchema']);
  const own = { origin: `http://localhost:${world.api.port}` };
  expect((await Client.connect(world.api, own)).messages).toEqual([]);
  await expect(Client.connect(world.api, { origin: 'http://evil.example' })).rejects.toThrow('403');
  await expect(Client.connect(world.api, { host: 'evil.example' })).rejects.toThrow('403');
  await expect(Client.connect(world.api, {}, '/other')).rejects.toThrow('403');
  expect((await get(world.api, '/', { host: 'evil.example' })).status).toBe(421);
});

test('origins named in the configuration may watch', async () => {
  const open = await openWorld({ origins: ['http://127.0.0.1:9'] });
  expect((await Client.connect(open.api, { origin: 'http://127.0.0.1:9' })).errors).toEqual([]);
  await open.close();
});

test('bad input is answered with a code and nothing of what was sent', async () => {
  show(world.api, 'idle');
  const screen = await Client.hello(world.api);
  const bad = [
    '{',
    '[]',
    'null',
    '"secret"',
    '{"type":"intent","page":1,"intent":{"type":"citizen.fly"}}',
    '{"type":"intent","page":1,"intent":{"type":"citizen.agree","extra":"secret"}}',
    '{"type":"intent","page":1,"intent":{"type":"citizen.chooseCopies","copies":1e9}}',
    '{"type":"setLanguage","locale":"secret"}',
  ];
  for (const text of bad) screen.socket.send(text);
  await screen.settled();
  expect(screen.errors).toEqual(bad.map(() => 'screenMessage'));
  expect(JSON.stringify(screen.messages) + world.heard.log.join()).not.toContain('secret');
});

test('whatever text a client sends, the server lives and lets nothing through', async () => {
  show(world.api, 'takeItems');
  const screen = await Client.hello(world.api);
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), fc.json()), async (text) => {
      screen.socket.send(text);
      await screen.settled();
    }),
    { numRuns: 50 },
  );
  expect(world.heard.intents).toEqual([]);
  expect(screen.errors.length).toBe(50);
});

test('a message above the limit ends the connection', async () => {
  const screen = await Client.hello(world.api);
  screen.socket.send('x'.repeat(5000));
  expect(await screen.closed).toBe(1009);
});

test('who says nothing, or no longer answers, loses the connection', async () => {
  const clock = new SimulatedClock();
  const quiet = await openWorld({ clock });
  const silent = await Client.connect(quiet.api);
  const screen = await Client.hello(quiet.api);
  clock.advance(API_LIMITS.hello_waits_ms);
  expect(await silent.closed).toBe(1006);
  // A client of the ws package answers pings by itself as long as it reads.
  screen.socket.pause();
  clock.advance(API_LIMITS.heartbeat_ms);
  clock.advance(API_LIMITS.heartbeat_ms);
  await eventually(() => quiet.heard.screen.at(-1) === false);
  screen.socket.terminate();
  await quiet.close();
});

test('pages come with a strict policy; a voice only to who knows the token', async () => {
  const panelDir = join(world.folder, 'panel');
  const voiceDir = join(world.folder, 'voice');
  const wav = `${'a'.repeat(64)}.wav`;
  mkdirSync(panelDir);
  mkdirSync(voiceDir);
  writeFileSync(join(panelDir, 'index.html'), '<!doctype html>');
  writeFileSync(join(panelDir, 'secret.txt'), 'secret');
  writeFileSync(join(voiceDir, wav), 'RIFF');
  const open = await openWorld({ panelDir, voiceDir });
  const page = await get(open.api, '/');
  expect(page).toMatchObject({ status: 200, body: '<!doctype html>' });
  expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  expect(page.headers['cache-control']).toBe('no-store');
  for (const path of ['/secret.txt', '/../voice', '/%2e%2e/voice', '/voice/../x', '/nothing']) {
    expect((await get(open.api, path)).status, path).toBe(404);
  }
  expect((await get(open.api, `/voice/${wav}`)).status).toBe(403);
  expect(await get(open.api, `/voice/${wav}?token=${TOKEN}`)).toMatchObject({ status: 200, body: 'RIFF' });
  const bench = await Client.hello(open.api, 'bench');
  open.api.publishVoice({ utteranceId: 'speak.pin', text: '…', locale: 'ja', loudness: 0.5, file: wav });
  expect(await bench.until(({ type }) => type === 'voice')).toMatchObject({ file: `/voice/${wav}` });
  await open.close();
});

test('the command socket answers status and devices, and bad lines with a code', async () => {
  const path = join(world.folder, 'socket');
  expect(await ask(path, '{"id":1,"method":"status"}')).toMatchObject({
    id: 1,
    result: { service: { state: 'open' } },
  });
  expect(await ask(path, '{"id":"x","method":"devices","params":{}}')).toEqual({ id: 'x', result: { devices: [] } });
  for (const line of ['{', '{"id":1,"method":["status"]}', '{"id":{},"method":"status"}']) {
    expect(await ask(path, line)).toMatchObject({ id: null, error: { code: 'M7001', name: 'screenMessage' } });
  }
  expect(statSync(path).mode & 0o777).toBe(0o660);
});

test('a request of an unknown method or with wrong parameters is answered with what is wrong, never with what was sent', async () => {
  const path = join(world.folder, 'socket');
  const error = { code: 'M7001', detail: 'there is no method of this name' };
  expect(await ask(path, '{"id":1,"method":"stop"}')).toMatchObject({ id: 1, error });
  expect(await ask(path, '{"id":1,"method":"__proto__"}')).toMatchObject({ id: 1, error });
  const wrong = await ask(path, '{"id":2,"method":"paper.setRung","by":"taro","params":{"rung":"geheim"}}');
  expect(wrong).toMatchObject({ id: 2, error: { code: 'M7001' } });
  expect(JSON.stringify(wrong)).toContain('rung');
  expect(JSON.stringify(wrong)).not.toContain('geheim');
});

test('a socket answers only what its group may ask, and an act wants the name of who does it', async () => {
  const path = join(world.folder, 'watch');
  const watching = await openWorld({ sockets: [{ path, rights: ['watch'] }] });
  const act = '{"id":1,"method":"paper.setRung","by":"taro","params":{"rung":3}}';
  expect(await ask(path, act)).toMatchObject({ id: 1, error: { code: 'M7203' } });
  expect(await ask(path, '{"id":2,"method":"status"}')).toMatchObject({ id: 2, result: {} });
  await watching.close();
  const nobody = '{"id":3,"method":"paper.setRung","params":{"rung":3}}';
  expect(await ask(join(world.folder, 'socket'), nobody)).toMatchObject({ id: 3, error: { code: 'M7202' } });
});

test('long work tells how far it is, a subscription goes on after its answer, and both hear of a client that is gone', async () => {
  let gone = 0;
  const slow = await openWorld({
    operations: {
      status: (_, asked) => asked.refuse(new MadoguchiError('cashOffline', 'later')),
      devices: (_, asked) => {
        asked.progress({ done: 1, of: 2, text: 'look' });
        asked.answer({ devices: [] });
        asked.answer({ devices: [] });
        // Answered and over: who hangs up later is nothing to it.
        asked.onGone(() => (gone += 10));
      },
      'monitor.subscribe': (_, asked) => {
        asked.answer({ devices: [] });
        asked.onGone(() => (gone += 1));
      },
    },
  });
  const path = join(slow.folder, 'socket');
  expect(await ask(path, '{"id":1,"method":"status"}')).toMatchObject({ error: { code: 'M3001', detail: 'later' } });
  const lines = await askLines(path, '{"id":2,"method":"devices"}', 2);
  expect(lines).toEqual([
    { id: 2, progress: { done: 1, of: 2, text: 'look' } },
    { id: 2, result: { devices: [] } },
  ]);
  expect(await ask(path, '{"id":3,"method":"monitor.subscribe"}')).toEqual({ id: 3, result: { devices: [] } });
  await vi.waitFor(() => expect(gone).toBe(1));
  await slow.close();
});

test('a method that fails answers with its code and the daemon lives', async () => {
  const broken = await openWorld({
    operations: {
      status: () => {
        throw new MadoguchiError('ledgerUnusable', 'test');
      },
      devices: (_, asked) => asked.answer({ devices: [] }),
    },
  });
  const path = join(broken.folder, 'socket');
  expect(await ask(path, '{"id":7,"method":"status"}')).toMatchObject({
    id: 7,
    error: { name: 'ledgerUnusable', action: 'call' },
  });
  expect(await ask(path, '{"id":8,"method":"devices"}')).toMatchObject({ id: 8, result: {} });
  await broken.close();
});

test('a port or socket in use is one clear error, and nothing is half-started', async () => {
  await expect(openWorld({ port: world.api.port })).rejects.toMatchObject({ codeName: 'addressInUse' });
  const path = join(world.folder, 'socket');
  await expect(openWorld({ sockets: [{ path, rights: ['watch'] }] })).rejects.toMatchObject({
    codeName: 'addressInUse',
  });
  expect(await ask(path, '{"id":1,"method":"devices"}')).toMatchObject({ id: 1 });
  await expect(openWorld({ panelDir: '/nowhere' })).rejects.toMatchObject({ codeName: 'screenPages' });
});

test('a socket file left by a killed daemon does not stop the next one', async () => {
  const path = join(world.folder, 'stale');
  const dead = createServer().listen(path);
  await new Promise((resolve) => dead.once('listening', resolve));
  // A closed listener whose file is put back is what a kill leaves.
  await new Promise((resolve) => dead.close(resolve));
  writeFileSync(path, '');
  const next = await openWorld({ sockets: [{ path, rights: ['watch'] }] });
  expect(await ask(path, '{"id":1,"method":"devices"}')).toMatchObject({ id: 1 });
  await next.close();
});

test('the AsyncAPI document is current and names every message that passes', () => {
  const [file] = generate();
  // Compared as JSON: `npm run generate` writes it as the formatter would.
  expect(JSON.parse(readFileSync(file!.path, 'utf8')), 'npm run generate').toEqual(JSON.parse(file!.text));
  const document = JSON.parse(file!.text) as {
    components: { messages: Record<string, { payload: { type: string } }> };
  };
  expect(Object.keys(document.components.messages).slice(0, 16)).toEqual([
    'hello',
    'intent',
    'setLanguage',
    'setAccess',
    'overlay',
    'edit',
    'submit',
    'repeat',
    'pinKey',
    'welcome',
    'view',
    'renew',
    'voice',
    'service',
    'error',
    'citizenText',
  ]);
  for (const name of Object.keys(METHODS)) {
    const camel = name.replace(/\.(.)/g, (_, letter: string) => letter.toUpperCase());
    expect(document.components.messages, name).toHaveProperty([camel]);
    expect(document.components.messages, name).toHaveProperty([`${camel}Result`]);
  }
  for (const { payload } of Object.values(document.components.messages)) expect(payload.type).toMatch(/object|string/);
});
