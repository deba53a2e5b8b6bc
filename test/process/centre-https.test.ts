import { createServer as createPlainServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:https';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { RealClock } from '../../src/base/real-clock.ts';
import { realRandom } from '../../src/base/real-random.ts';
import { openHttpsDesk } from '../../src/centre/https-desk.ts';
import { openHttpsSession } from '../../src/centre/https-session.ts';
import { readPinnedKeys } from '../../src/centre/keys.ts';
import type { CentreLineSettings } from '../../src/centre/line.ts';
import { createUnseal } from '../../src/centre/manifest.ts';
import { createPageKey } from '../../src/centre/page-key.ts';
import type { Authenticated, CardKnown, CentreCall, CentreDocument, CentreResult } from '../../src/centre/port.ts';
import { signedMessage } from '../virtual/centre/binding.ts';
import { createHash } from 'node:crypto';
import {
  cardSignature,
  cardWorld,
  certificateOf,
  CN,
  KIOSK_ID,
  NONCE,
  TEST_DAY_EPOCH_MS,
} from '../virtual/centre/fixture.ts';
import { makeAuthority } from '../virtual/centre/make-authority.ts';
import { createPdfPages } from '../virtual/centre/pdf-pages.ts';
import { sealPage } from '../virtual/centre/sealing.ts';
import { serveHttpsCentre } from '../virtual/hosts/https-centre.ts';
import { startCentre, type RunningCentre } from '../virtual/centre/start.ts';

const clock = new RealClock();
const authority = makeAuthority();
const keys = readPinnedKeys(authority.signingPublic_pem);
const client = authority.issueClient(KIOSK_ID);
let running: RunningCentre;
let lastTransaction = 0;

beforeAll(async () => {
  running = await startCentre({ authority, cardAuthorities: [cardWorld().authority.certificateDer] });
});
afterAll(() => running.close());

const settings = (change: Partial<CentreLineSettings> = {}): CentreLineSettings & { kioskId: string } => ({
  kioskId: KIOSK_ID,
  url: running.url,
  trustAnchor_pem: authority.ca_pem,
  clientCertificate_pem: client.certificate_pem,
  clientKey_pem: client.key_pem,
  ...change,
});

const asked = <T>(start: (done: (result: CentreResult<T>) => void) => CentreCall): Promise<CentreResult<T>> =>
  new Promise((resolve) => start(resolve));

function openSession(change: Partial<CentreLineSettings> = {}, pinned = keys) {
  const session = openHttpsSession(settings(change), pinned, clock);
  onTestFinished(() => session.close());
  lastTransaction += 1;
  const transactionId = String(lastTransaction).padStart(32, '0');
  const certificate = certificateOf(CN.susonoTaro);
  const present = () => asked<CardKnown>((done) => session.present({ transactionId, nonce: NONCE, certificate }, done));
  return { session, transactionId, present };
}

function openDesk(change: Partial<CentreLineSettings> = {}) {
  const desk = openHttpsDesk(settings(change), keys, { clock, random: realRandom });
  onTestFinished(() => desk.close());
  return { time: () => asked(desk.time), desk };
}

async function authenticated(change: Partial<CentreLineSettings> = {}) {
  const opened = openSession(change);
  const known = await opened.present();
  if (!known.ok) throw new Error(known.code);
  const message = signedMessage(KIOSK_ID, opened.transactionId, NONCE, known.value.challenge, known.value.pageKey);
  const signature = cardSignature(createHash('sha256').update(message).digest());
  return { ...opened, result: await asked<Authenticated>((done) => opened.session.authenticate({ signature }, done)) };
}

const failed = (code: string): object => ({ ok: false, code, kind: 'failed', scope: 'session' });
const requests = [{ typeId: 'juminhyo', options: { honsekiHittosha: true }, persons: [1, 2], copies: 2 }];

test('R106–R109: a session over TLS 1.3: certificate, signature, application, sealed manifest and real PDFs', async () => {
  const { session, transactionId, result } = await authenticated();
  expect(result).toMatchObject({ ok: true, value: { koseki: [] } });
  const document = await asked<CentreDocument>((done) => session.apply({ requests }, done));
  if (!document.ok) throw new Error(document.code);
  const manifest = createUnseal(keys)(document.value.manifest);
  expect(manifest).toMatchObject({ transactionId, kioskId: KIOSK_ID, municipalityId: 'susono' });
  expect(document.value.pages).toHaveLength(2);
  for (const { set, leaf, pdf } of document.value.pages) {
    expect(Buffer.from(pdf).subarray(0, 5).toString('latin1')).toBe('%PDF-');
    const stated = manifest?.sets[set]?.leaves[leaf - 1]?.sha256;
    expect(createHash('sha256').update(pdf).digest('hex')).toBe(stated);
  }
});

test('a manifest signed by another key, or changed by one byte, does not open', async () => {
  const { session } = await authenticated();
  const document = await asked<CentreDocument>((done) => session.apply({ requests }, done));
  if (!document.ok) throw new Error(document.code);
  const { manifest } = document.value;
  expect(createUnseal(readPinnedKeys(makeAuthority().signingPublic_pem))(manifest)).toBeNull();
  const signed = Uint8Array.from(manifest.signed);
  const last = signed.length - 5;
  signed[last] = (signed[last] ?? 0) ^ 1;
  expect(createUnseal(keys)({ ...manifest, signed })).toBeNull();
});

test('R29: a signature of another card’s key is refused for the session', async () => {
  const { session, present } = openSession();
  await present();
  const signature = new Uint8Array(256).fill(1);
  expect(await asked((done) => session.authenticate({ signature }, done))).toEqual({
    ok: false,
    code: 'signatureInvalid',
    kind: 'refused',
    scope: 'session',
  });
});

test('the signed time is the centre’s own: Wednesday 2025-04-16, a little after 10:00', async () => {
  const result = await openDesk().time();
  if (!result.ok) throw new Error(result.code);
  expect(result.value.epoch_ms - TEST_DAY_EPOCH_MS).toBeGreaterThanOrEqual(0);
  expect(result.value.epoch_ms - TEST_DAY_EPOCH_MS).toBeLessThan(120_000);
});

test('a time that another key signed is not believed', async () => {
  const { present } = openSession({}, readPinnedKeys(makeAuthority().signingPublic_pem));
  expect(await present()).toEqual(failed('centreTime'));
});

test('R84: a closing given twice is kept once; another one of the same number is refused and the first kept', async () => {
  const { desk } = openDesk();
  const report = { number: 1, headHash: 'a'.repeat(64), statement: { number: 1, fees_yen: { susono: 300 } } };
  expect(await asked((done) => desk.closing(report, done))).toEqual({ ok: true, value: null });
  expect(await asked((done) => desk.closing(report, done))).toEqual({ ok: true, value: null });
  const other = { ...report, headHash: 'b'.repeat(64) };
  expect(await asked((done) => desk.closing(other, done))).toMatchObject({ ok: false, kind: 'refused' });
  expect(running.centre.closings).toEqual([{ kioskId: KIOSK_ID, ...report }]);
});

test('a commit point given twice is kept once', async () => {
  const { desk } = openDesk();
  const point = { transactionId: 'f'.repeat(32), point: 'delivered', detail: { sets: [0] } } as const;
  const before = running.centre.commits.length;
  expect(await asked((done) => desk.commit(point, done))).toEqual({ ok: true, value: null });
  expect(await asked((done) => desk.commit(point, done))).toEqual({ ok: true, value: null });
  expect(running.centre.commits.slice(before)).toEqual([{ kioskId: KIOSK_ID, ...point }]);
});

test('a server of another authority is not the centre', async () => {
  const other = makeAuthority('another CA');
  expect(await openDesk({ trustAnchor_pem: other.ca_pem }).time()).toEqual(failed('centreNotOurs'));
});

test('a kiosk with a client certificate of another authority, or none that fits, is told so', async () => {
  const stranger = makeAuthority('another CA').issueClient(KIOSK_ID);
  const change = { clientCertificate_pem: stranger.certificate_pem, clientKey_pem: stranger.key_pem };
  expect(await openDesk(change).time()).toEqual(failed('centreRefusesKiosk'));
});

test('a key that does not fit its certificate, or a file that is no PEM, is found when the line is opened', () => {
  const other = authority.issueClient(KIOSK_ID);
  for (const change of [{ clientKey_pem: other.key_pem }, { clientCertificate_pem: 'nothing' }]) {
    expect(() => openDesk(change)).toThrow(/M1008/);
  }
});

test('D1: a kiosk cannot speak for another kiosk’s transaction', async () => {
  const { transactionId, session } = await authenticated();
  const thief = authority.issueClient('kiosk-0002');
  const other = openHttpsDesk(
    settings({ clientCertificate_pem: thief.certificate_pem, clientKey_pem: thief.key_pem }),
    keys,
    { clock, random: realRandom },
  );
  onTestFinished(() => other.close());
  const point = { transactionId, point: 'delivered', detail: {} } as const;
  expect(await asked((done) => other.commit(point, done))).toMatchObject({ ok: false, kind: 'refused' });
  session.close();
});

test('nobody at the address: the centre cannot be reached', async () => {
  expect(await openDesk({ url: 'https://127.0.0.1:9' }).time()).toEqual(failed('centreUnreachable'));
});

test('a server that speaks TLS 1.2 only, or no TLS at all, is not the centre', async () => {
  const { certificate_pem: cert, key_pem: key } = authority.server;
  const old = createTlsServer({ cert, key, maxVersion: 'TLSv1.2' }, (_, response) => response.end('{}'));
  const plain = createPlainServer((socket: Socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n{}'));
  for (const server of [old, plain]) {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    expect(await openDesk({ url: `https://127.0.0.1:${port}` }).time()).toEqual(failed('centreNotOurs'));
  }
});

test.each([
  ['truncated', 'centreReply'],
  ['oversized', 'centreReply'],
  ['garbled', 'centreReply'],
  ['unreachable', 'centreUnreachable'],
] as const)('an answer that is %s is %s, and the next question is answered again', async (kind, code) => {
  const { time } = openDesk();
  running.centre.faults.arm({ at: 'time', answer: { kind } });
  expect(await time()).toEqual(failed(code));
  expect(await time()).toMatchObject({ ok: true });
});

test('a silent centre ends at the deadline, and a cancelled question is never answered', async () => {
  const waits: { run: () => void; limit_ms: number }[] = [];
  const stopped = {
    now_ms: () => 0,
    after: (limit_ms: number, run: () => void) => {
      waits.push({ run, limit_ms });
      return { cancel: () => undefined };
    },
  };
  const desk = openHttpsDesk(settings(), keys, { clock: stopped, random: realRandom });
  onTestFinished(() => desk.close());
  running.centre.faults.arm({ at: 'time', answer: { kind: 'silent' } });
  const silent = asked(desk.time);
  expect(waits.map(({ limit_ms }) => limit_ms)).toEqual([20_000]);
  await vi.waitFor(() => expect(running.centre.faults.armed()).toBe(0));
  waits[0]?.run();
  expect(await silent).toEqual(failed('centreTimeout'));
  const answers: unknown[] = [];
  desk.time((result) => answers.push(result)).cancel();
  expect(await asked(desk.time)).toMatchObject({ ok: true });
  expect(answers).toEqual([]);
});

test.each([
  ['encrypted to another key', async (pdf, place) => sealPage(pdf, place, createPageKey().publicKey)],
  ['not encrypted at all', async (pdf) => Buffer.from(pdf).toString('latin1')],
  ['of another leaf', (pdf, place, key) => sealPage(pdf, { ...place, leaf: place.leaf + 1 }, key)],
  ['of another transaction', (pdf, place, key) => sealPage(pdf, { ...place, transactionId: 'f'.repeat(32) }, key)],
] satisfies [string, typeof sealPage][])('D1: a page that is %s is refused', async (_, seal) => {
  const { centre } = running;
  const host = await serveHttpsCentre({ centre, authority, makePage: createPdfPages(), sealPage: seal });
  onTestFinished(() => host.close());
  const { session, result } = await authenticated({ url: host.url });
  expect(result).toMatchObject({ ok: true });
  expect(await asked<CentreDocument>((done) => session.apply({ requests }, done))).toEqual(
    failed('documentEncryption'),
  );
});

test('D1: a key that somebody puts in the place of the session’s own makes the card’s signature invalid', async () => {
  const { session, transactionId, present } = openSession();
  const known = await present();
  if (!known.ok) throw new Error(known.code);
  const other = createPageKey().publicKey;
  const message = signedMessage(KIOSK_ID, transactionId, NONCE, known.value.challenge, other);
  const signature = cardSignature(createHash('sha256').update(message).digest());
  expect(await asked<Authenticated>((done) => session.authenticate({ signature }, done))).toMatchObject({
    ok: false,
    code: 'signatureInvalid',
  });
});
