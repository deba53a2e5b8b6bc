/**
 * HTTPS host of the reference centre: TLS 1.3 with client certificates, JSON at the border, signatures and encrypted PDFs. The kiosk's
 * id is the common name of its certificate; what a body says about it must agree.
 */
import type { KeyObject } from 'node:crypto';
import { createServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { z } from 'zod';
import { pagesToMake, type Answer, type CentreDocument, type ReferenceCentre } from '../centre/centre.ts';
import type { AnswerFault, CentreOperation } from '../centre/faults.ts';
import { Fleet } from '../centre/fleet.ts';
import type { CentreAuthority } from '../centre/make-authority.ts';
import type { Sheet } from '../centre/papers.ts';
import { sealAnswer, sealManifest, sealPage, sealTime } from '../centre/sealing.ts';

/** What the host is made of. */
export interface HttpsCentreOptions {
  readonly centre: ReferenceCentre;
  readonly authority: Pick<CentreAuthority, 'ca_pem' | 'server' | 'signingKey'>;
  /** Makes the one-page PDF of a sheet. */
  readonly makePage: (sheet: Sheet) => Promise<Uint8Array>;
  /** Closed days and expected sets; a fresh one unless given. */
  readonly fleet?: Fleet;
  /** Encrypts a page to the key of its session; another one is a centre that does it wrong. */
  readonly sealPage?: typeof sealPage;
  /** Port on 127.0.0.1; 0 (default) takes a free one. */
  readonly port?: number;
}

export interface HttpsCentre {
  readonly url: string;
  readonly port: number;
  readonly fleet: Fleet;
  close(): Promise<void>;
}

const BODY_BYTES_MAX = 256 * 1024;

const bytes = z.string().transform((text) => Buffer.from(text, 'base64url'));
const id = z.string().regex(/^[0-9A-Za-z-]{8,64}$/);
const pageKey = z
  .strictObject({ kty: z.literal('OKP'), crv: z.literal('X25519'), x: z.string().regex(/^[A-Za-z0-9_-]{43}$/) })
  .transform(({ x }) => Buffer.from(x, 'base64url'));
const presentBody = z.object({ transactionId: id, nonce: id, kioskId: z.string(), certificate: bytes, pageKey });
const authenticateBody = z.object({ signature: bytes });
const applyBody = z.object({
  requests: z
    .array(
      z.object({
        typeId: z.string(),
        options: z.record(z.string(), z.boolean()),
        persons: z.array(z.int().positive()),
        copies: z.int().positive(),
      }),
    )
    .min(1),
});
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const fingerprintBody = z.object({
  nonce: id,
  fingerprint: z.strictObject({ software: digest, profile: digest, municipalities: digest }),
});
const commitBody = z.object({ detail: z.record(z.string(), z.unknown()) });

const closingBody = z.object({
  headHash: z.string().regex(/^[0-9a-f]{64}$/),
  statement: z.record(z.string(), z.unknown()),
});

/** An answer ready for the line. */
interface Reply {
  readonly status: number;
  readonly type: 'application/json' | 'application/jose';
  readonly body: Uint8Array;
}

const json = (status: number, value: unknown): Reply => ({
  status,
  type: 'application/json',
  body: Buffer.from(JSON.stringify(value)),
});

/** Starts it. */
export async function serveHttpsCentre(options: HttpsCentreOptions): Promise<HttpsCentre> {
  const { authority, port = 0 } = options;
  const fleet = options.fleet ?? new Fleet();
  const routes = new Routes(options, fleet);
  const server = createServer(
    {
      key: authority.server.key_pem,
      cert: authority.server.certificate_pem,
      ca: authority.ca_pem,
      minVersion: 'TLSv1.3',
      requestCert: true,
      // Turned down with a status, so that a kiosk with a wrong certificate is told so.
      rejectUnauthorized: false,
    },
    (request, response) => {
      answer(routes, request, response).catch(() => response.destroy());
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${address.port}`,
    port: address.port,
    fleet,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(routes: Routes, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const socket = request.socket as TLSSocket;
  const name: unknown = socket.authorized ? socket.getPeerCertificate().subject.CN : null;
  const kioskId = typeof name === 'string' ? name : undefined;
  if (kioskId === undefined) return send(response, json(403, { error: 'client certificate' }), null);
  const body = await readBody(request);
  if (body === null) return send(response, json(413, { error: 'too long' }), null);
  const { operation, reply } = routes.find(kioskId, request.method ?? '', request.url ?? '', body);
  const fault = operation && routes.takeFault(operation);
  if (fault?.kind === 'silent') return;
  if (fault?.kind === 'unreachable') return void response.destroy();
  if (fault?.kind === 'refuse') {
    const { reason, scope } = fault;
    return send(response, json(422, { refused: { reason, scope } }), null);
  }
  const made = await reply();
  if (fault?.kind === 'late') await new Promise((resolve) => setTimeout(resolve, fault.by_ms));
  send(response, made, fault);
}

function send(response: ServerResponse, { status, type, body }: Reply, fault: AnswerFault | null): void {
  response.statusCode = status;
  response.setHeader('content-type', type);
  if (fault?.kind === 'oversized') return void response.end(Buffer.alloc(16 * 1024 * 1024, 0x20));
  if (fault?.kind === 'garbled') return void response.end('{"municipalityId": 5, ');
  response.setHeader('content-length', body.length);
  if (fault?.kind !== 'truncated') return void response.end(body);
  response.write(body.subarray(0, body.length >> 1), () => response.destroy());
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > BODY_BYTES_MAX) return null;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return {};
  }
}

/** Which question is asked, and how it is answered. */
class Routes {
  readonly #centre: ReferenceCentre;
  readonly #signingKey: KeyObject;
  readonly #makePage: HttpsCentreOptions['makePage'];
  readonly #sealPage: typeof sealPage;
  /** Pages that wait to be fetched, by transaction, set and leaf. */
  readonly #pages = new Map<string, string>();

  readonly #fleet: Fleet;

  constructor({ centre, authority, makePage, sealPage: seal = sealPage }: HttpsCentreOptions, fleet: Fleet) {
    this.#fleet = fleet;
    this.#sealPage = seal;
    this.#centre = centre;
    this.#signingKey = authority.signingKey;
    this.#makePage = makePage;
  }

  takeFault(operation: CentreOperation): AnswerFault | null {
    return this.#centre.faults.takeAnswer(operation);
  }

  find(
    kioskId: string,
    method: string,
    url: string,
    body: unknown,
  ): { operation: CentreOperation | null; reply: () => Promise<Reply> } {
    const { pathname, searchParams } = new URL(url, 'https://centre');
    const [version, noun, transactionId = '', verb, ...rest] = pathname.split('/').slice(1);
    const route = `${method} ${version}/${noun}${verb === undefined ? (transactionId ? '/ID' : '') : `/ID/${verb}`}`;
    switch (route) {
      case 'GET v1/time':
        return { operation: 'time', reply: () => this.#time(searchParams.get('nonce') ?? '') };
      case 'GET v1/closed-days':
        return { operation: 'closedDays', reply: () => this.#closedDays(searchParams.get('nonce') ?? '') };
      case 'POST v1/fingerprint':
        return { operation: 'fingerprint', reply: () => this.#fingerprint(kioskId, body) };
      case 'POST v1/transactions':
        return { operation: 'present', reply: () => this.#present(kioskId, body) };
      case 'POST v1/transactions/ID/authentication':
        return { operation: 'authenticate', reply: async () => this.#authenticate(kioskId, transactionId, body) };
      case 'POST v1/transactions/ID/application':
        return { operation: 'apply', reply: () => this.#apply(kioskId, transactionId, body) };
      case 'GET v1/transactions/ID/pages':
        return { operation: null, reply: async () => this.#page(`${kioskId}/${transactionId}/${rest.join('/')}`) };
      case 'PUT v1/transactions/ID/commits':
        return { operation: 'commit', reply: async () => this.#commit(kioskId, transactionId, rest[0] ?? '', body) };
      case 'PUT v1/closings/ID':
        return { operation: 'closing', reply: async () => this.#closing(kioskId, Number(transactionId), body) };
      default:
        return { operation: null, reply: async () => json(404, { error: 'no such address' }) };
    }
  }

  async #time(nonce: string): Promise<Reply> {
    return json(200, { time: await sealTime(this.#centre.now_epoch_ms(), nonce, this.#signingKey) });
  }

  async #closedDays(nonce: string): Promise<Reply> {
    const { version, closedDays: days } = this.#fleet;
    return json(200, { signed: await sealAnswer('madoguchi-closed-days', { nonce, version, days }, this.#signingKey) });
  }

  async #fingerprint(kioskId: string, body: unknown): Promise<Reply> {
    const asked = fingerprintBody.safeParse(body);
    if (!asked.success) return json(400, { error: 'request' });
    const { nonce, fingerprint } = asked.data;
    const expected = this.#fleet.report(kioskId, fingerprint);
    return json(200, { signed: await sealAnswer('madoguchi-fingerprints', { nonce, expected }, this.#signingKey) });
  }

  async #present(kioskId: string, body: unknown): Promise<Reply> {
    const asked = presentBody.safeParse(body);
    if (!asked.success || asked.data.kioskId !== kioskId) return json(400, { error: 'request' });
    const decided = this.#centre.present(kioskId, asked.data);
    if (!decided.ok) return refused(decided);
    const { time_epoch_ms, challenge, ...known } = decided.value;
    const time = await sealTime(time_epoch_ms, asked.data.nonce, this.#signingKey);
    return json(200, { ...known, challenge: Buffer.from(challenge).toString('base64url'), time });
  }

  #authenticate(kioskId: string, transactionId: string, body: unknown): Reply {
    const asked = authenticateBody.safeParse(body);
    if (!asked.success) return json(400, { error: 'request' });
    const decided = this.#centre.authenticate(kioskId, transactionId, asked.data.signature);
    return decided.ok ? json(200, decided.value) : refused(decided);
  }

  async #apply(kioskId: string, transactionId: string, body: unknown): Promise<Reply> {
    const asked = applyBody.safeParse(body);
    if (!asked.success) return json(400, { error: 'request' });
    const decided = this.#centre.apply(kioskId, transactionId, asked.data.requests);
    if (!decided.ok) return refused(decided);
    const made = await Promise.all(pagesToMake(decided.value).map(this.#makePage));
    const document = this.#centre.complete(decided.value, made);
    const sent = await new Promise<CentreDocument>((resolve) => this.#centre.deliver(document, resolve));
    return this.#documentReply(kioskId, transactionId, sent);
  }

  async #documentReply(kioskId: string, transactionId: string, document: CentreDocument): Promise<Reply> {
    const known = this.#centre.transactions().find((transaction) => transaction.transactionId === transactionId);
    for (const { set, leaf, pdf } of document.pages) {
      const sealed = await this.#sealPage(pdf, { transactionId, set, leaf }, known?.pageKey ?? new Uint8Array());
      this.#pages.set(`${kioskId}/${transactionId}/${set}/${leaf}`, sealed);
    }
    const sealed = await sealManifest(document.manifest, this.#signingKey);
    const spoiled = Buffer.from(sealed.signature, 'base64url');
    spoiled[0] = (spoiled[0] ?? 0) ^ 1;
    const signature = document.badSignature ? spoiled.toString('base64url') : sealed.signature;
    return json(200, {
      manifest: { ...sealed, signature },
      pages: document.pages.map(({ set, leaf }) => ({ set, leaf })),
    });
  }

  /** A page is fetched once and then forgotten. */
  #page(key: string): Reply {
    const page = this.#pages.get(key);
    this.#pages.delete(key);
    if (page === undefined) return json(404, { error: 'no such page' });
    return { status: 200, type: 'application/jose', body: Buffer.from(page, 'latin1') };
  }

  #commit(kioskId: string, transactionId: string, point: string, body: unknown): Reply {
    const asked = commitBody.safeParse(body);
    if (!asked.success || !['printing', 'delivered', 'abandoned', 'sheet'].includes(point))
      return json(400, { error: 'request' });
    const decided = this.#centre.commit(kioskId, transactionId, point, asked.data.detail);
    return decided.ok ? json(200, {}) : refused(decided);
  }

  #closing(kioskId: string, number: number, body: unknown): Reply {
    const asked = closingBody.safeParse(body);
    if (!asked.success || !Number.isSafeInteger(number) || number < 1) return json(400, { error: 'request' });
    const decided = this.#centre.closing(kioskId, number, asked.data.headHash, asked.data.statement);
    return decided.ok ? json(200, {}) : refused(decided);
  }
}

function refused({ reason, scope, municipalityId }: Extract<Answer<never>, { ok: false }>): Reply {
  return json(422, { refused: { reason, scope, municipalityId } });
}
