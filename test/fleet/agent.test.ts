/** One fleet agent on a real broker: what it tells, what it keeps, what it refuses, and orders through it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Operations } from '../../src/api/contract.ts';
import { MadoguchiError } from '../../src/base/errors.ts';
import { RealClock } from '../../src/base/real-clock.ts';
import { realRandom } from '../../src/base/real-random.ts';
import { startAgent, type Agent } from '../../src/fleet/agent.ts';
import { Pump } from '../../src/fleet/pump.ts';
import { readAcknowledged, writeAcknowledged } from '../../src/fleet/state-file.ts';
import { makeAuthority } from '../virtual/centre/make-authority.ts';
import { startCollector, type Collector } from './collector.ts';
import { prepareMosquitto, type Mosquitto } from './mosquitto.ts';
import { idOf, openSource } from './source.ts';

vi.setConfig({ testTimeout: 60_000 });

let folder: string;
let broker: Mosquitto;
let collector: Collector;
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'madoguchi-agent-'));
  broker = await prepareMosquitto(join(folder, 'broker'));
  await broker.start();
}, 60_000);

afterAll(async () => {
  for (const close of closers.toReversed()) await close();
  await broker.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function until(what: string, ready: () => boolean, within_ms = 40_000): Promise<void> {
  const end_ms = performance.now() + within_ms;
  while (!ready()) {
    if (performance.now() > end_ms) throw new Error(`not ${what} in time`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function agentOf(kioskId: string, authority = broker.authority): { agent: Agent; log: string[]; stateFile: string } {
  const keys = authority.issueClient(kioskId);
  const log: string[] = [];
  const stateFile = join(folder, `${kioskId}.json`);
  const agent = startAgent({
    kioskId,
    socketPath: join(folder, `${kioskId}.sock`),
    stateFile,
    broker: {
      url: `mqtts://127.0.0.1:${broker.port}`,
      trustAnchor_pem: broker.authority.ca_pem,
      clientCertificate_pem: keys.certificate_pem,
      clientKey_pem: keys.key_pem,
    },
    needsReader: true,
    clock: new RealClock(),
    random: realRandom,
    log: (_, event, fields = {}) => void log.push(`${event} ${Object.values(fields).join(' ')}`.trim()),
    failed: (error) => void log.push(error.message),
  });
  closers.push(() => agent.stop());
  return { agent, log, stateFile };
}

async function sourceOf(kioskId: string, events: number, more: Operations = {}) {
  const source = await openSource(join(folder, `${kioskId}.sock`), 1, kioskId, more);
  closers.push(() => source.close());
  for (let n = 0; n < events; n += 1) source.emit();
  return source;
}

test('what nobody reads is not taken for told: it waits in the kiosk until somebody has subscribed', async () => {
  const source = await sourceOf('K-1', 3);
  const { agent, log } = agentOf('K-1');
  await until('refused', () => log.includes('fleet.down brokerRefused unread'));
  expect(agent.acknowledged()).toBe(0);
  collector = await startCollector(broker);
  closers.push(() => collector.close());
  await until('told', () => agent.acknowledged() === 3);
  source.emit();
  await until('told live', () => collector.events.get('K-1')?.size === 4);
  expect([...(collector.events.get('K-1')?.entries() ?? [])]).toEqual([1, 2, 3, 4].map((n) => [idOf(1, 'K-1', n), n]));
  expect(collector.wrong).toEqual([]);
});

test('the state stands at the broker and is replaced by the will when the agent dies, and at once when it stops', async () => {
  await sourceOf('K-2', 0);
  const { agent } = agentOf('K-2');
  await until('online', () => collector.states.has('K-2'));
  expect(collector.states.get('K-2')).toEqual({
    online: true,
    version: '0.1.0',
    service: { state: 'open', codes: [] },
    devices: [{ device: 'printer', availability: 'online', codes: [] }],
  });
  await agent.stop();
  await until('offline', () => JSON.stringify(collector.states.get('K-2')) === '{"online":false}');
});

test('a number that was kept is where it goes on; a damaged file means that all is told again under the same ids', async () => {
  const file = join(folder, 'state.json');
  expect(readAcknowledged(file)).toEqual({ sequence: 0, id: null });
  writeAcknowledged(file, { sequence: 5, id: 'a'.repeat(32) });
  expect(readAcknowledged(file)).toEqual({ sequence: 5, id: 'a'.repeat(32) });
  writeFileSync(file, '{"sequence":5');
  expect(readAcknowledged(file)).toEqual({ sequence: 0, id: null });
  expect(() => readAcknowledged(folder)).toThrow('M1414');
  expect(() => writeAcknowledged(join(folder, 'nowhere', 'x.json'), { sequence: 1, id: null })).toThrow('M1414');

  await sourceOf('K-3', 5);
  writeAcknowledged(join(folder, 'K-3.json'), { sequence: 3, id: idOf(1, 'K-3', 3) });
  const { agent, stateFile } = agentOf('K-3');
  await until('told', () => agent.acknowledged() === 5);
  await agent.stop();
  expect([...(collector.events.get('K-3')?.values() ?? [])]).toEqual([4, 5]);
  expect(JSON.parse(readFileSync(stateFile, 'utf8'))).toEqual({ sequence: 5, id: idOf(1, 'K-3', 5) });
});

test('books that were put back from a copy are told from their first event on', async () => {
  await sourceOf('K-4', 4);
  writeAcknowledged(join(folder, 'K-4.json'), { sequence: 3, id: 'f'.repeat(32) });
  const { agent, log } = agentOf('K-4');
  await until('told', () => agent.acknowledged() === 4 && collector.events.get('K-4')?.size === 4);
  expect(log).toContain('fleet.otherBooks');
});

test('a stranger’s certificate is not let in, and another kiosk’s topics are closed to this one', async () => {
  await sourceOf('K-5', 1);
  const { agent, log } = agentOf('K-5', makeAuthority('another CA'));
  await until('refused', () => log.some((line) => line.startsWith('fleet.down')));
  await agent.stop();
  expect(collector.events.has('K-5')).toBe(false);

  // The broker's own list: the name in the certificate is the only kiosk that it may speak for.
  const keys = broker.authority.issueClient('K-6');
  // A connection each: Mosquitto 2.0.11 hangs up on who was refused once.
  const publish = async (topic: string): Promise<string> => {
    const client = await mqtt.connectAsync(`mqtts://127.0.0.1:${broker.port}`, {
      ...{ protocolVersion: 5, ca: broker.authority.ca_pem, reconnectPeriod: 0 },
      ...{ cert: keys.certificate_pem, key: keys.key_pem },
    });
    const outcome = await client.publishAsync(topic, '{}', { qos: 1 }).then(
      () => 'taken',
      () => 'refused',
    );
    await client.endAsync(true);
    return outcome;
  };
  expect(await publish('madoguchi/v1/K-5/state')).toBe('refused');
  expect(await publish('madoguchi/v1/K-6/state')).toBe('taken');
});

test('orders go to the daemon and their answers come back; a bundle comes with what may be watched', async () => {
  const id = 'a'.repeat(32);
  await sourceOf('K-7', 2, {
    'fleet.command': ({ jws }, asked) => {
      if (jws === 'forged') throw new MadoguchiError('remoteForged', 'x');
      asked.answer({ commandId: id, command: jws === 'bundle' ? 'bundle' : 'drain', outcome: 'done' });
    },
    health: (_, asked) => asked.answer({ status: 'pass', version: '0.1.0', checks: [] }),
    metrics: (_, asked) => asked.answer({ text: 'x 1\n' }),
    incidents: (_, asked) =>
      asked.answer({ open: [], recent: [{ incident: 1, code: 'M3101', detail: '見本太郎', at_ms: 1, seen: false }] }),
  });
  const { agent } = agentOf('K-7');
  await until('told', () => agent.acknowledged() === 2);
  const keys = broker.authority.issueClient('operator');
  const operator = mqtt.connect(`mqtts://127.0.0.1:${broker.port}`, {
    ...{ protocolVersion: 5, clientId: 'operator', ca: broker.authority.ca_pem, reconnectPeriod: 0 },
    ...{ cert: keys.certificate_pem, key: keys.key_pem },
  });
  closers.push(() => new Promise((resolve) => void operator.end(true, () => resolve(null))));
  for (const order of ['drain', 'forged', 'bundle', 'x'.repeat(15_001)])
    await operator.publishAsync('madoguchi/v1/K-7/command', order, { qos: 1 });
  const answers = () => collector.others.filter(({ topic }) => topic.endsWith('/answer'));
  await until('answered', () => answers().length === 4);
  const read = answers().map(({ payload }) => JSON.parse(payload) as object);
  expect(read).toHaveLength(4);
  expect(read).toEqual(
    expect.arrayContaining([
      { commandId: id, command: 'drain', outcome: 'done' },
      { commandId: null, outcome: 'refused', code: 'M1401' },
      { commandId: id, command: 'bundle', outcome: 'done', bundle: 'told' },
    ]),
  );
  const bundle = collector.others.find(({ topic }) => topic === `madoguchi/v1/K-7/bundle/${id}`)?.payload ?? '';
  expect(JSON.parse(bundle)).toMatchObject({ health: { status: 'pass' }, metrics: 'x 1\n', events: [{}, {}] });
  expect(bundle).not.toContain('見本');
});

test('the acknowledged number stands only behind events that the broker has, with all before them', () => {
  const pump = new Pump({ sequence: 0, id: null });
  const event = (sequence: number) => ({ sequence, id: `e${sequence}` });
  pump.take([1, 2, 3, 4].map(event));
  expect(pump.wants()).toBe(null);
  expect(pump.next(3)).toEqual([1, 2, 3].map(event));
  expect(pump.next(3)).toEqual([]);
  expect([pump.has('e2'), pump.has('e3')]).toEqual([false, false]);
  expect(pump.acknowledged().sequence).toBe(0);
  expect(pump.has('e1')).toBe(true);
  expect(pump.acknowledged()).toEqual({ sequence: 3, id: 'e3' });
  expect(pump.next(3)).toEqual([event(4)]);
  pump.rewind();
  expect(pump.wants()).toEqual({ sequence: 3, id: 'e3' });
  expect(pump.has('e4'), 'a late word of a line that is gone').toBe(false);
});
