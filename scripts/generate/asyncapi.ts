/** The screen's published contract as an AsyncAPI 3.0 document, made from the schemas that the server itself checks with. */
import { z } from 'zod';
import {
  clientMessageSchema,
  helloSchema,
  MESSAGE_BYTES_MAX,
  METHODS,
  progressSchema,
  SCHEMA_VERSION,
  serverMessageSchema,
  type Method,
} from '../../src/api/messages.ts';
import { accessMessages } from '../../src/api/messages-access.ts';
import type { GeneratedFile } from '../generate.ts';

const jsonSchema = (schema: z.ZodType): unknown => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema);
  return rest;
};

interface Message {
  readonly name: string;
  readonly summary: string;
  readonly contentType: string;
  readonly payload: unknown;
}

const json = (name: string, summary: string, schema: z.ZodType): Message => ({
  name,
  summary,
  contentType: 'application/json',
  payload: jsonSchema(schema),
});

const bytes = (name: string, summary: string, description: string): Message => ({
  name,
  summary,
  contentType: 'application/octet-stream',
  payload: { type: 'string', format: 'binary', description },
});

/** The option of a union whose `type` is this. */
function option(union: { readonly options: readonly z.ZodType[] }, type: string): z.ZodType {
  const found = union.options.find(
    (candidate) =>
      candidate instanceof z.ZodObject &&
      candidate.shape['type'] instanceof z.ZodLiteral &&
      candidate.shape['type'].value === type,
  );
  if (found === undefined) throw new Error(`no message of type ${type}`);
  return found;
}

const FROM_CLIENT: readonly Message[] = [
  json('hello', 'First message of every connection.', helloSchema),
  json(
    'intent',
    'What the citizen wants. `page` is the page of the view that is answered; a late press on an old page gets M7006.',
    option(clientMessageSchema, 'intent'),
  ),
  json('setLanguage', 'Another language for this citizen.', accessMessages[0]),
  json('setAccess', 'How this citizen wants it shown and spoken.', accessMessages[1]),
  json('overlay', 'Opens language, settings or help over the screen, or closes it.', accessMessages[2]),
  json('edit', 'A change to the form of the page shown.', accessMessages[3]),
  json('submit', 'Answers the form with what is set on it.', accessMessages[4]),
  json('repeat', 'Says the screen again.', accessMessages[5]),
  bytes(
    'pinKey',
    'One key of the PIN pad, from the panel alone, while the view has a `pin`.',
    'Two bytes: 0x01, then 0…9 the digit, 10 delete the last digit, 11 clear all.',
  ),
];

const FROM_SERVER: readonly Message[] = [
  json('welcome', 'The hello was accepted.', option(serverMessageSchema, 'welcome')),
  json('view', 'Everything the screen shows. Sent whole after each change.', option(serverMessageSchema, 'view')),
  json(
    'renew',
    'The session is over: load this address as a fresh document and keep nothing. The connection is closed.',
    option(serverMessageSchema, 'renew'),
  ),
  json('voice', 'To role `bench`: what is being said.', option(serverMessageSchema, 'voice')),
  json(
    'service',
    'To role `copier`: whether 「行政サービス」 can be chosen now.',
    option(serverMessageSchema, 'service'),
  ),
  json('error', 'The last message was dropped. Nothing of it is repeated.', option(serverMessageSchema, 'error')),
  bytes(
    'citizenText',
    'To the panel alone: a text that names a citizen, relayed unread.',
    'Bytes: 0x02, length n of the handle, n bytes handle (UTF-8, as in `household.2`), the rest is the text (UTF-8).',
  ),
];

/** `devices.lend` as the name of a message: `devicesLend`. */
const camel = (name: string): string => name.replace(/\.(.)/g, (_, letter: string) => letter.toUpperCase());

/** Request and answer of each method of the Unix sockets, and what a subscription pushes. */
function methodMessages(): { readonly asked: Message[]; readonly answered: Message[] } {
  const asked: Message[] = [];
  const answered: Message[] = [];
  const id = { type: ['integer', 'string'] };
  const line = (properties: Record<string, unknown>, required: readonly string[]): unknown => ({
    type: 'object',
    properties,
    required,
    additionalProperties: false,
  });
  const add = (to: Message[], name: string, summary: string, payload: unknown): void =>
    void to.push({ name, summary, contentType: 'application/json', payload });
  for (const [name, spec] of Object.entries(METHODS) as [string, Method][]) {
    const { about, right, params, result, event } = spec;
    const by = { type: 'string', description: 'who asks; wanted unless the right is watch' };
    const request = { id, method: { const: name }, params: jsonSchema(params), by };
    add(asked, camel(name), `${about} Right: ${right}.`, line(request, ['id', 'method']));
    add(
      answered,
      `${camel(name)}Result`,
      `Answer of ${name}.`,
      line({ id, result: jsonSchema(result) }, ['id', 'result']),
    );
    if (event !== undefined)
      add(
        answered,
        `${camel(name)}Event`,
        `Pushed after the answer of ${name}.`,
        line({ id, event: jsonSchema(event) }, ['id', 'event']),
      );
  }
  const text = { type: 'string' };
  const error = line({ code: text, name: text, action: text, message: text, detail: text }, [
    'code',
    'name',
    'action',
    'message',
  ]);
  add(answered, 'refused', 'The request was refused; nothing of it was done.', line({ id, error }, ['id', 'error']));
  add(
    answered,
    'progress',
    'How far a long work is.',
    line({ id, progress: jsonSchema(progressSchema) }, ['id', 'progress']),
  );
  return { asked, answered };
}

const named = (messages: readonly Message[]): Record<string, Message> =>
  Object.fromEntries(messages.map((message) => [message.name, message]));

const refs = (messages: readonly Message[], channel: string): { $ref: string }[] =>
  messages.map(({ name }) => ({ $ref: `#/channels/${channel}/messages/${name}` }));

const components = (messages: readonly Message[]): Record<string, { $ref: string }> =>
  Object.fromEntries(messages.map(({ name }) => [name, { $ref: `#/components/messages/${name}` }]));

/** Makes `docs/asyncapi.json`. */
export function generate(): readonly GeneratedFile[] {
  const all = [...FROM_CLIENT, ...FROM_SERVER];
  const { asked, answered } = methodMessages();
  const document = {
    asyncapi: '3.0.0',
    info: {
      title: 'Madoguchi',
      version: `${SCHEMA_VERSION}.0.0`,
      description:
        'What passes between madoguchid and the citizen’s screen, a bench page or the copier’s own menu. ' +
        `A client sends hello first; text frames are JSON of at most ${MESSAGE_BYTES_MAX} bytes. ` +
        'A browser must come from the daemon’s own pages or from an origin named in the configuration. ' +
        'Methods are asked on Unix sockets, one JSON document a line, or one a message on /methods of the interface to other boards.',
      license: { name: 'Apache-2.0' },
    },
    servers: {
      kiosk: { host: '127.0.0.1:{port}', protocol: 'ws', variables: { port: { default: '8700' } } },
      sockets: { host: 'run/madoguchi/madoguchi.sock', protocol: 'unix', description: 'and those of the groups' },
      interface: {
        host: '{address}:{port}',
        protocol: 'wss',
        description: 'mutual TLS 1.3',
        variables: { address: { default: '10.0.0.1' }, port: { default: '8743' } },
      },
    },
    channels: {
      screen: {
        address: '/screen',
        servers: [{ $ref: '#/servers/kiosk' }, { $ref: '#/servers/interface' }],
        messages: components(all),
      },
      methods: {
        address: '/methods',
        servers: [{ $ref: '#/servers/sockets' }, { $ref: '#/servers/interface' }],
        messages: components([...asked, ...answered]),
      },
    },
    operations: {
      hear: { action: 'receive', channel: { $ref: '#/channels/screen' }, messages: refs(FROM_CLIENT, 'screen') },
      show: { action: 'send', channel: { $ref: '#/channels/screen' }, messages: refs(FROM_SERVER, 'screen') },
      ask: { action: 'receive', channel: { $ref: '#/channels/methods' }, messages: refs(asked, 'methods') },
      answer: { action: 'send', channel: { $ref: '#/channels/methods' }, messages: refs(answered, 'methods') },
    },
    components: { messages: named([...all, ...asked, ...answered]) },
  };
  return [{ path: 'docs/asyncapi.json', text: `${JSON.stringify(document, null, 2)}\n` }];
}
