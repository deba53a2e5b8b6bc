/** What really passes between kiosk and centre, against the published document: nothing is sent or answered that it does not state. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, request as ask } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { RealClock } from '../../src/base/real-clock.ts';
import { realRandom } from '../../src/base/real-random.ts';
import { openHttpsDesk } from '../../src/centre/https-desk.ts';
import { openHttpsSession } from '../../src/centre/https-session.ts';
import { readPinnedKeys } from '../../src/centre/keys.ts';
import type { Authenticated, CardKnown, CentreCall, CentreDocument, CentreResult } from '../../src/centre/port.ts';
import { signedMessage } from '../virtual/centre/binding.ts';
import {
  cardSignature,
  cardWorld,
  certificateOf,
  CN,
  KIOSK_ID,
  NONCE,
  TRANSACTION,
} from '../virtual/centre/fixture.ts';
import { makeAuthority } from '../virtual/centre/make-authority.ts';
import { startCentre } from '../virtual/centre/start.ts';

interface Operation {
  readonly operationId: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Ref }>> };
  readonly responses: Readonly<Record<string, { readonly $ref?: string; readonly content?: Content }>>;
}
type Ref = { readonly $ref?: string };
type Content = Readonly<Record<string, { readonly schema: Ref }>>;
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}
const document = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../docs/centre.openapi.json'), 'utf8'),
) as Document;

/** One question and its answer as they were on the line. */
interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly asked: string;
  readonly status: number;
  readonly type: string;
  readonly answered: string;
}

const authority = makeAuthority();
const client = authority.issueClient(KIOSK_ID);
const tls = { cert: client.certificate_pem, key: client.key_pem, ca: authority.ca_pem };

async function textOf(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** A centre behind somebody who writes down what passes. */
async function recordedCentre(): Promise<{ url: string; exchanges: Exchange[] }> {
  const running = await startCentre({ authority, cardAuthorities: [cardWorld().authority.certificateDer] });
  onTestFinished(() => running.close());
  const exchanges: Exchange[] = [];
  const { certificate_pem: cert, key_pem: key } = authority.server;
  const server = createServer({ cert, key }, (request, response) => {
    void (async () => {
      const [asked, { method = '', url: path = '' }] = [await textOf(request), request];
      const answer = await new Promise<IncomingMessage>((resolve, reject) => {
        const passed = ask(`${running.url}${path}`, { ...tls, method }, resolve).on('error', reject);
        passed.end(asked);
      });
      const answered = await textOf(answer);
      const type = answer.headers['content-type'] ?? '';
      exchanges.push({ method, path, asked, status: answer.statusCode ?? 0, type, answered });
      response.writeHead(answer.statusCode ?? 500, { 'content-type': type }).end(answered);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return { url: `https://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, exchanges };
}

const done = <T>(start: (go: (result: CentreResult<T>) => void) => CentreCall): Promise<CentreResult<T>> =>
  new Promise((resolve) => start(resolve));

async function worked<T>(start: (go: (result: CentreResult<T>) => void) => CentreCall): Promise<T> {
  const result = await done(start);
  if (!result.ok) throw new Error(result.code);
  return result.value;
}

/** Everything that a kiosk asks, once, and a refusal. */
async function everything(url: string): Promise<void> {
  const settings = {
    ...{ url, kioskId: KIOSK_ID, trustAnchor_pem: authority.ca_pem },
    ...{ clientCertificate_pem: client.certificate_pem, clientKey_pem: client.key_pem },
  };
  const keys = readPinnedKeys(authority.signingPublic_pem);
  const clock = new RealClock();
  const session = openHttpsSession(settings, keys, clock);
  const desk = openHttpsDesk(settings, keys, { clock, random: realRandom });
  onTestFinished(() => {
    session.close();
    desk.close();
  });
  await worked(desk.time);
  await worked(desk.closedDays);
  const set = { software: 'a'.repeat(64), profile: 'b'.repeat(64), municipalities: 'c'.repeat(64) };
  await worked((go) => desk.fingerprint(set, go));
  const ids = { transactionId: TRANSACTION, nonce: NONCE };
  const certificate = certificateOf(CN.fuchuElsewhere);
  const known = await worked<CardKnown>((go) => session.present({ ...ids, certificate }, go));
  const message = signedMessage(KIOSK_ID, TRANSACTION, NONCE, known.challenge, known.pageKey);
  const signature = cardSignature(createHash('sha256').update(message).digest());
  const who = await worked<Authenticated>((go) => session.authenticate({ signature }, go));
  expect(who.refusals?.length).toBeGreaterThan(0);
  const request = { typeId: 'juminhyo', options: { honsekiHittosha: true }, persons: [1], copies: 2 };
  await done<CentreDocument>((go) => session.apply({ requests: [{ ...request, typeId: 'kosekiTohon' }] }, go));
  await worked<CentreDocument>((go) => session.apply({ requests: [request] }, go));
  const detail = { sets: [0], leaves: [1], partSets: [1], partLeaves: [1], unknownSets: [1], reason: 'printer' };
  for (const point of ['printing', 'delivered', 'abandoned'] as const) {
    await worked((go) => desk.commit({ transactionId: TRANSACTION, point, detail }, go));
  }
  await worked((go) => desk.closing({ number: 1, headHash: 'a'.repeat(64), statement: { number: 1 } }, go));
}

/** The operation of the document that a question belongs to. */
function operationOf({ method, path }: Exchange): Operation {
  const address = path.split('?')[0] ?? '';
  for (const [template, item] of Object.entries(document.paths)) {
    const pattern = new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
    const found = item[method.toLowerCase()];
    if (pattern.test(address) && found) return found;
  }
  throw new Error(`${method} ${address} is not in the document`);
}

function shapeOf({ $ref = '' }: Ref): z.ZodType {
  const found = document.components.schemas[$ref.split('/').at(-1) ?? ''];
  return z.fromJSONSchema(found as Parameters<typeof z.fromJSONSchema>[0]);
}

test('R106: whatever kiosk and centre say to each other stands in the published document, and all of the document is said', async () => {
  const { url, exchanges } = await recordedCentre();
  await everything(url);
  const seen = new Set<string>();
  const kinds = new Set<number>();
  for (const exchange of exchanges) {
    const operation = operationOf(exchange);
    seen.add(operation.operationId);
    kinds.add(exchange.status);
    const body = operation.requestBody?.content['application/json'];
    if (body) shapeOf(body.schema).parse(JSON.parse(exchange.asked));
    else expect(exchange.asked).toBe('');
    if (exchange.status === 422) {
      shapeOf({ $ref: '#/components/schemas/Refusal' }).parse(JSON.parse(exchange.answered));
      continue;
    }
    const stated = operation.responses[String(exchange.status)]?.content?.[exchange.type];
    expect(stated, `${operation.operationId}: ${exchange.status} ${exchange.type}`).toBeDefined();
    if (stated?.schema.$ref) shapeOf(stated.schema).parse(JSON.parse(exchange.answered));
    else expect(exchange.answered.split('.')).toHaveLength(5);
  }
  const all = Object.values(document.paths).flatMap((item) =>
    Object.values(item).map(({ operationId }) => operationId),
  );
  expect([...seen].toSorted()).toEqual(all.toSorted());
  expect([...kinds].toSorted((a, b) => a - b)).toEqual([200, 422]);
});
