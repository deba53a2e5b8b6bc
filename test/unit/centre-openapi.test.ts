/** The published document of the centre's protocol: current, and a sound OpenAPI 3.1 document (its structure, references and paths). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { generate } from '../../scripts/generate/openapi.ts';
import { REFUSALS } from '../../src/centre/refusals.ts';

const published: unknown = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../docs/centre.openapi.json'), 'utf8'),
);

const ref = z.strictObject({ $ref: z.string().startsWith('#/components/') });
const schema = z.record(z.string(), z.unknown());
const content = z.record(z.string().regex(/^[a-z]+\/[a-z.+-]+$/), z.strictObject({ schema }));
const parameter = z.strictObject({
  name: z.string(),
  in: z.enum(['query', 'header', 'path', 'cookie']),
  required: z.boolean(),
  schema,
});
const response = z.strictObject({ description: z.string().min(1), content: content.optional() });
const operation = z.strictObject({
  operationId: z.string().regex(/^[A-Za-z]+$/),
  summary: z.string().min(1),
  parameters: z.array(ref).optional(),
  requestBody: z.strictObject({ required: z.boolean(), content }).optional(),
  responses: z.record(z.string().regex(/^[1-5]\d\d$/), z.union([ref, response])),
});

/** OpenAPI 3.1, as far as the document goes: no field beyond these (spec.openapis.org/oas/v3.1.1). */
const openApi = z.strictObject({
  openapi: z.string().regex(/^3\.1\.\d+$/),
  info: z.strictObject({
    title: z.string(),
    version: z.string(),
    description: z.string(),
    license: z.strictObject({ name: z.string(), identifier: z.string() }),
  }),
  jsonSchemaDialect: z.url(),
  servers: z.array(z.strictObject({ url: z.url() })).min(1),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  paths: z.record(
    z.string().startsWith('/'),
    z.strictObject({ get: operation.optional(), post: operation.optional(), put: operation.optional() }),
  ),
  components: z.strictObject({
    schemas: z.record(z.string().regex(/^[A-Za-z0-9._-]+$/), schema),
    parameters: z.record(z.string(), parameter),
    responses: z.record(z.string(), response),
    securitySchemes: z.record(z.string(), z.strictObject({ type: z.literal('mutualTLS'), description: z.string() })),
  }),
});
const document = openApi.parse(published);
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.values(item).flatMap((entry) => (entry ? [{ path, ...entry }] : [])),
);

/** Every `$ref` below a value. */
function refsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner] : refsOf(inner),
  );
}

test('the published document of the centre is the one that the source makes', () => {
  const [made] = generate();
  expect(published).toEqual(JSON.parse(made?.text ?? ''));
});

test('every reference leads somewhere, and every part is used', () => {
  const refs = refsOf(published);
  for (const target of refs) {
    const found = target
      .slice(2)
      .split('/')
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], published);
    expect(found, target).toBeDefined();
  }
  const { parameters, responses } = document.components;
  for (const [kind, parts] of Object.entries({ parameters, responses })) {
    for (const name of Object.keys(parts)) expect(refs).toContain(`#/components/${kind}/${name}`);
  }
});

test('each operation has a name of its own, and its path names exactly its parameters', () => {
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  for (const { path, parameters = [] } of operations) {
    const named = parameters.map(({ $ref }) => document.components.parameters[$ref.split('/').at(-1) ?? '']);
    const inPath = named.flatMap((entry) => (entry?.in === 'path' ? [entry.name] : []));
    expect(inPath).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  }
});

test('R106: every question is asked over mutual TLS, and every one may be refused with each reason that the kiosk knows', () => {
  expect(document.security).toEqual([{ kiosk: [] }]);
  for (const { responses } of operations) expect(Object.keys(responses)).toEqual(['200', '401', '403', '422', '503']);
  for (const keyword of Object.keys(REFUSALS)) {
    expect(document.components.responses['Refused']?.description).toContain(keyword);
  }
});

test('every shape can be read back from the document, and takes no field that it does not state', () => {
  for (const [name, shape] of Object.entries(document.components.schemas)) {
    const read = z.fromJSONSchema(shape as Parameters<typeof z.fromJSONSchema>[0]);
    const problems = read.safeParse({ more: 1 }).error?.issues.map(({ code }) => code);
    expect(problems, name).toContain('unrecognized_keys');
  }
});
