/** The screen's published contract as an AsyncAPI 3.0 document, made from the schemas that the server itself checks with. */
import { z } from 'zod';
import {
  clientMessageSchema,
  helloSchema,
  MESSAGE_BYTES_MAX,
  SCHEMA_VERSION,
  serverMessageSchema,
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

const named = (messages: readonly Message[]): Record<string, Message> =>
  Object.fromEntries(messages.map((message) => [message.name, message]));

const refs = (messages: readonly Message[]): { $ref: string }[] =>
  messages.map(({ name }) => ({ $ref: `#/channels/screen/messages/${name}` }));

/** Makes `docs/asyncapi.json`. */
export function generate(): readonly GeneratedFile[] {
  const all = [...FROM_CLIENT, ...FROM_SERVER];
  const document = {
    asyncapi: '3.0.0',
    info: {
      title: 'Madoguchi screen',
      version: `${SCHEMA_VERSION}.0.0`,
      description:
        'What passes between madoguchid and the citizen’s screen, a bench page or the copier’s own menu. ' +
        `A client sends hello first; text frames are JSON of at most ${MESSAGE_BYTES_MAX} bytes. ` +
        'A browser must come from the daemon’s own pages or from an origin named in the configuration.',
      license: { name: 'Apache-2.0' },
    },
    servers: { kiosk: { host: '127.0.0.1:{port}', protocol: 'ws', variables: { port: { default: '8080' } } } },
    channels: {
      screen: {
        address: '/screen',
        messages: Object.fromEntries(all.map(({ name }) => [name, { $ref: `#/components/messages/${name}` }])),
      },
    },
    operations: {
      hear: { action: 'receive', channel: { $ref: '#/channels/screen' }, messages: refs(FROM_CLIENT) },
      show: { action: 'send', channel: { $ref: '#/channels/screen' }, messages: refs(FROM_SERVER) },
    },
    components: { messages: named(all) },
  };
  return [{ path: 'docs/asyncapi.json', text: `${JSON.stringify(document, null, 2)}\n` }];
}
