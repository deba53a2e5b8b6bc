/**
 * Whatever may stand at the other end of the line: a server that is not the centre, or one that answers as no centre does. Each ends the
 * cell's transaction with its code, before any document is checked and so before any money (R106–R109, D4, D12).
 */
import { createServer as createTlsServer, type Server as HttpsServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createRawServer, type TLSSocket } from 'node:tls';
import type { Server } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test, vi } from 'vitest';
import { realRandom } from '../../src/base/real-random.ts';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import type { CellFact } from '../../src/cell/contract.ts';
import { createCellSession } from '../../src/cell/session.ts';
import { openHttpsDesk } from '../../src/centre/https-desk.ts';
import { openHttpsSession } from '../../src/centre/https-session.ts';
import { readPinnedKeys } from '../../src/centre/keys.ts';
import { CENTRE_LIMITS } from '../../src/centre/limits.ts';
import { createUnseal } from '../../src/centre/manifest.ts';
import type { CentreResult } from '../../src/centre/port.ts';
import { certificateOf, CN, KIOSK_ID, NONCE, TRANSACTION } from '../virtual/centre/fixture.ts';
import { makeAuthority } from '../virtual/centre/make-authority.ts';
import { createTinyPageMaker } from '../virtual/centre/tiny-page-maker.ts';

const authority = makeAuthority();
const client = authority.issueClient(KIOSK_ID);
const keys = readPinnedKeys(authority.signingPublic_pem);
const { certificate_pem: cert, key_pem: key } = authority.server;

async function listening(server: Server | HttpsServer, host = '127.0.0.1'): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return `https://${host}:${typeof address === 'object' ? address?.port : 0}`;
}

/** A server with the centre's own certificate that answers as it is told. */
const answering = (answer: (request: IncomingMessage, response: ServerResponse) => void, host?: string) =>
  listening(createTlsServer({ cert, key, minVersion: 'TLSv1.3' }, answer), host);

const settingsOf = (url: string, trustAnchor_pem = authority.ca_pem) => ({
  url,
  trustAnchor_pem,
  kioskId: KIOSK_ID,
  clientCertificate_pem: client.certificate_pem,
  clientKey_pem: client.key_pem,
});

/** What a cell says of a centre at this address when a card is presented; deadlines come when `clock` is moved. */
function presentedAt(url: string, trustAnchor_pem?: string) {
  const clock = new SimulatedClock();
  const facts: CellFact[] = [];
  const cell = createCellSession({
    centre: openHttpsSession(settingsOf(url, trustAnchor_pem), keys, clock),
    pages: createTinyPageMaker(clock),
    unseal: createUnseal(keys),
    clock,
    kioskId: KIOSK_ID,
    municipalities: [],
  });
  onTestFinished(() => cell.close());
  cell.onFact((fact) => facts.push(fact));
  cell.handle({ type: 'begin', transactionId: TRANSACTION, nonce: NONCE, language: 'ja' });
  cell.handle({ type: 'presentCard', certificate: certificateOf(CN.susonoTaro) });
  return { clock, facts };
}

/** The one fact that ends the transaction. */
async function endsWith(url: string, code: string, trustAnchor_pem?: string): Promise<void> {
  const { facts } = presentedAt(url, trustAnchor_pem);
  await vi.waitFor(() => expect(facts).not.toEqual([]), { timeout: 5000 });
  expect(facts).toEqual([{ type: 'failed', code }]);
}

test('R108: a server that offers no more than TLS 1.2 is not the centre', async () => {
  const old = createTlsServer({ cert, key, maxVersion: 'TLSv1.2' }, (_, response) => response.end('{}'));
  await endsWith(await listening(old), 'centreNotOurs');
});

test('R109: a server of another authority, or of ours under another address, is not the centre', async () => {
  await endsWith(await answering((_, response) => response.end('{}')), 'centreNotOurs', makeAuthority('other').ca_pem);
  // The certificate names 127.0.0.1 alone.
  await endsWith(await answering((_, response) => response.end('{}'), '127.0.0.2'), 'centreNotOurs');
});

test.each([
  [401, 'centreRefusesKiosk'],
  [403, 'centreRefusesKiosk'],
  [404, 'centreReply'],
  [500, 'centreReply'],
  [502, 'centreUnreachable'],
  [503, 'centreUnreachable'],
  [204, 'centreReply'],
] as const)('R106: status %i is %s', async (status, code) => {
  const url = await answering((_, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(),
  );
  await endsWith(url, code);
});

test('R109: no redirect is followed, and its target is never asked', async () => {
  let asked = 0;
  const target = await answering((_, response) => {
    asked += 1;
    response.end('{}');
  });
  for (const status of [301, 302, 307, 308]) {
    const url = await answering((_, response) => response.writeHead(status, { location: `${target}/` }).end());
    await endsWith(url, 'centreReply');
  }
  expect(asked).toBe(0);
});

test('D4: an answer that drips in byte by byte ends at the deadline, however many bytes came', async () => {
  let isGone = false;
  let sent = 0;
  const url = await answering((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const drip = setInterval(() => {
      sent += 1;
      response.write(' ');
    }, 5);
    response.on('close', () => {
      isGone = true;
      clearInterval(drip);
    });
  });
  const { clock, facts } = presentedAt(url);
  await vi.waitFor(() => expect(sent).toBeGreaterThan(10), { timeout: 5000 });
  clock.advance(CENTRE_LIMITS.centre_answers_ms - 1);
  expect(facts).toEqual([]);
  clock.advance(1);
  expect(facts).toEqual([{ type: 'failed', code: 'centreTimeout' }]);
  await vi.waitFor(() => expect(isGone).toBe(true), { timeout: 5000 });
});

test('an answer without an end is cut off at its greatest size, and no more of it is read', async () => {
  let sent = 0;
  const url = await answering((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const block = Buffer.alloc(64 * 1024, 0x20);
    const more = (): void => {
      for (;;) {
        sent += block.length;
        if (response.destroyed || !response.write(block)) return;
      }
    };
    response.on('drain', more);
    more();
  });
  await endsWith(url, 'centreReply');
  expect(sent).toBeLessThan(64 * 1024 * 1024);
});

test('R109: compressed answers are not unpacked: a small one that would become a gigabyte stays small and is refused', async () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
  for (const body of [bomb, gzipSync('{}')]) {
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    const before = process.memoryUsage().arrayBuffers;
    await endsWith(await answering((_, response) => response.writeHead(200, headers).end(body)), 'centreReply');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 1024 * 1024);
  }
});

/** A server that writes these bytes as they stand, once a request has come. */
const raw = (...answers: readonly string[]) => {
  let next = 0;
  const server = createRawServer({ cert, key, minVersion: 'TLSv1.3' }, (socket: TLSSocket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => {
      socket.write(answers[next] ?? 'HTTP/1.1 500 No\r\ncontent-length: 0\r\n\r\n');
      next += 1;
    });
  });
  return listening(server);
};
const OK = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';

test.each([
  ['no HTTP', 'hello\r\n\r\n'],
  ['two lengths', `${OK}content-length: 2\r\ncontent-length: 3\r\n\r\n{} `],
  ['a length and chunks', `${OK}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`],
  ['endless headers', `${OK}${'x-more: 1\r\n'.repeat(20_000)}\r\n`],
  ['a chunk of a wrong size', `${OK}transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n`],
  ['another kind', 'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 2\r\n\r\n{}'],
  ['another protocol', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n{}'],
])('an answer with %s breaks the protocol', async (_, answer) => {
  await endsWith(await raw(answer), 'centreReply');
});

test('D1, D4: of two answers to one question the second is nobody’s: not even of the next question', async () => {
  const answer = `${OK}content-length: 2\r\n\r\n{}`;
  const url = await raw(answer + answer);
  const desk = openHttpsDesk(settingsOf(url), keys, { clock: new SimulatedClock(), random: realRandom });
  onTestFinished(() => desk.close());
  const told = (point: 'printing' | 'delivered'): Promise<CentreResult<null>[]> => {
    const answers: CentreResult<null>[] = [];
    desk.commit({ transactionId: TRANSACTION, point, detail: {} }, (result) => answers.push(result));
    return vi.waitFor(() => {
      expect(answers).toHaveLength(1);
      return answers;
    });
  };
  const first = await told('printing');
  expect(first).toEqual([{ ok: true, value: null }]);
  expect(await told('delivered')).toMatchObject([{ ok: false, kind: 'failed' }]);
  expect(first).toHaveLength(1);
});
