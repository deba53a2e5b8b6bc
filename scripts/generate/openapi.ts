/** The protocol to the centre as an OpenAPI 3.1 document, made from the shapes that the adapter itself checks with. */
import { z } from 'zod';
import { manifestSchema } from '../../src/centre/manifest.ts';
import * as asked from '../../src/centre/requests.ts';
import { REFUSALS } from '../../src/centre/refusals.ts';
import * as answered from '../../src/centre/wire.ts';
import type { GeneratedFile } from '../generate.ts';

/** The shape as it stands on the line: before anything is made of it. */
function onTheLine(schema: z.ZodType): unknown {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return rest;
}

/** Shapes by name. Payloads are what is inside a signature. */
const SHAPES: Readonly<Record<string, z.ZodType>> = {
  PresentRequest: asked.presentRequest,
  PresentAnswer: answered.presentAnswer,
  AuthenticateRequest: asked.authenticateRequest,
  AuthenticateAnswer: answered.authenticateAnswer,
  ApplyRequest: asked.applyRequest,
  ApplyAnswer: answered.applyAnswer,
  CommitRequest: asked.commitRequest,
  ClosingRequest: asked.closingRequest,
  FingerprintRequest: asked.fingerprintRequest,
  TimeAnswer: answered.timeAnswer,
  SignedAnswer: answered.signedAnswer,
  Done: answered.emptyAnswer,
  Refusal: answered.refusalAnswer,
  ManifestPayload: manifestSchema,
  TimePayload: answered.timePayload,
  ClosedDaysPayload: answered.closedDaysPayload,
  FingerprintsPayload: answered.fingerprintsPayload,
};

const shape = (name: keyof typeof SHAPES): { $ref: string } => ({ $ref: `#/components/schemas/${name}` });
const json = (name: string): object => ({ 'application/json': { schema: shape(name) } });

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters?: readonly string[];
  readonly asks?: string;
  readonly answers: { readonly description: string; readonly content: object };
}

/** Answers that every question may get besides its own. */
const OTHER_ANSWERS = {
  '401': { $ref: '#/components/responses/NotAccepted' },
  '403': { $ref: '#/components/responses/NotAccepted' },
  '422': { $ref: '#/components/responses/Refused' },
  '503': { $ref: '#/components/responses/Away' },
};

function operation({ operationId, summary, parameters, asks, answers }: Operation): object {
  return {
    operationId,
    summary,
    ...(parameters ? { parameters: parameters.map((name) => ({ $ref: `#/components/parameters/${name}` })) } : {}),
    ...(asks ? { requestBody: { required: true, content: json(asks) } } : {}),
    responses: { '200': answers, ...OTHER_ANSWERS },
  };
}

const PATHS = {
  '/v1/time': {
    get: operation({
      operationId: 'time',
      summary: 'The centre’s time, signed as an answer to this nonce (typ madoguchi-time, TimePayload).',
      parameters: ['nonce'],
      answers: { description: 'Compact JWS.', content: json('TimeAnswer') },
    }),
  },
  '/v1/closed-days': {
    get: operation({
      operationId: 'closedDays',
      summary:
        'Days on which a municipality issues nothing, from today on (typ madoguchi-closed-days, ClosedDaysPayload).',
      parameters: ['nonce'],
      answers: { description: 'Compact JWS.', content: json('SignedAnswer') },
    }),
  },
  '/v1/fingerprint': {
    post: operation({
      operationId: 'fingerprint',
      summary:
        'What runs at the kiosk, against what the fleet expects (typ madoguchi-fingerprints, FingerprintsPayload).',
      asks: 'FingerprintRequest',
      answers: { description: 'Compact JWS: one or two expected sets.', content: json('SignedAnswer') },
    }),
  },
  '/v1/transactions': {
    post: operation({
      operationId: 'present',
      summary:
        'A card is presented. Chain, validity and revocation are judged by the centre. Nothing personal is answered.',
      asks: 'PresentRequest',
      answers: { description: 'Municipality, what it issues, and a challenge.', content: json('PresentAnswer') },
    }),
  },
  '/v1/transactions/{transactionId}/authentication': {
    post: operation({
      operationId: 'authenticate',
      summary: 'The card’s signature over the challenge. A challenge serves once.',
      parameters: ['transactionId'],
      asks: 'AuthenticateRequest',
      answers: { description: 'What this citizen may have, and whose.', content: json('AuthenticateAnswer') },
    }),
  },
  '/v1/transactions/{transactionId}/application': {
    post: operation({
      operationId: 'apply',
      summary:
        'Certificates are applied for. The manifest (ManifestPayload) is signed, the pages are fetched one by one.',
      parameters: ['transactionId'],
      asks: 'ApplyRequest',
      answers: {
        description: 'Manifest as flattened JWS, and the addresses of its pages.',
        content: json('ApplyAnswer'),
      },
    }),
  },
  '/v1/transactions/{transactionId}/pages/{set}/{leaf}': {
    get: operation({
      operationId: 'page',
      summary: 'One page, a PDF of its own, encrypted to the key of the session (ECDH-ES, A256GCM). Served once.',
      parameters: ['transactionId', 'set', 'leaf'],
      answers: {
        description: 'Compact JWE, typ madoguchi-page, with txn, set and leaf in its header.',
        content: { 'application/jose': { schema: { type: 'string' } } },
      },
    }),
  },
  '/v1/transactions/{transactionId}/commits/{point}': {
    put: operation({
      operationId: 'commit',
      summary: 'How far the transaction came. The same again changes nothing; it is told until it is acknowledged.',
      parameters: ['transactionId', 'point'],
      asks: 'CommitRequest',
      answers: { description: 'Taken.', content: json('Done') },
    }),
  },
  '/v1/closings/{number}': {
    put: operation({
      operationId: 'closing',
      summary:
        'A closing (締め) of the kiosk. The same again changes nothing; another head hash is refused (closingDiffers).',
      parameters: ['number'],
      asks: 'ClosingRequest',
      answers: { description: 'Taken.', content: json('Done') },
    }),
  },
};

const inPath = (name: string, schema: object): object => ({ name, in: 'path', required: true, schema });
const ID = { type: 'string', pattern: '^[\\x21-\\x7e]{1,64}$' };
const NUMBER = { type: 'integer', minimum: 0 };

const COMPONENTS = {
  schemas: Object.fromEntries(Object.entries(SHAPES).map(([name, schema]) => [name, onTheLine(schema)])),
  parameters: {
    nonce: { name: 'nonce', in: 'query', required: true, schema: ID },
    transactionId: inPath('transactionId', ID),
    set: inPath('set', NUMBER),
    leaf: inPath('leaf', { ...NUMBER, minimum: 1 }),
    point: inPath('point', { type: 'string', enum: ['printing', 'delivered', 'abandoned', 'sheet'] }),
    number: inPath('number', { ...NUMBER, minimum: 1 }),
  },
  responses: {
    Refused: {
      description: `Refused. Reasons: ${Object.keys(REFUSALS).join(', ')}; others are shown without a reason.`,
      content: json('Refusal'),
    },
    NotAccepted: { description: 'The client certificate is not accepted.' },
    Away: { description: 'The centre is not there; asked again later. 502 and 504 mean the same.' },
  },
  securitySchemes: {
    kiosk: {
      type: 'mutualTLS',
      description: 'TLS 1.3; the common name of the client certificate is the kiosk’s id.',
    },
  },
};

/** Makes `docs/centre.openapi.json`. */
export function generate(): readonly GeneratedFile[] {
  const document = {
    openapi: '3.1.1',
    info: {
      title: 'Madoguchi centre',
      version: '1.0.0',
      description:
        'What a kiosk asks of the centre. One upstream, TLS 1.3 with a pinned authority, no redirects, no compression. Bytes in JSON are ' +
        'base64url without padding. Bindings, signatures, encryption and vectors: src/centre/README.md.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    servers: [{ url: 'https://centre.example' }],
    security: [{ kiosk: [] }],
    paths: PATHS,
    components: COMPONENTS,
  };
  return [{ path: 'docs/centre.openapi.json', text: `${JSON.stringify(document, null, 2)}\n` }];
}
