/** A running API with its clients, for tests. */
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import type { Api, ApiOptions, Deed, PinKey, ViewInput } from '../../src/api/contract.ts';
import { FRAME_PIN_KEY, serverMessageSchema, type ServerMessage, type View } from '../../src/api/messages.ts';
import { startApi } from '../../src/api/server.ts';
import { viewOf } from '../../src/api/view/view.ts';
import { RealClock } from '../../src/base/real-clock.ts';
import { DraftBook } from '../../src/kiosk/screen/drafts.ts';
import type { CitizenFact, StaffTouch } from '../../fsm/events.ts';
import { inputOf, pictureOf } from './view-fixtures.ts';

export const TOKEN = '0123456789abcdef0123456789abcdef';

/** What the kiosk heard. */
export interface Heard {
  readonly intents: (CitizenFact | StaffTouch)[];
  readonly keys: PinKey[];
  readonly languages: string[];
  readonly deeds: Deed[];
  readonly screen: boolean[];
  readonly log: string[];
}

export interface World {
  readonly api: Api;
  readonly heard: Heard;
  readonly folder: string;
  close(): Promise<void>;
}

/** Starts an API on a free port, with a socket in a folder of its own. */
export async function openWorld(changes: Partial<ApiOptions> = {}): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'madoguchi-api-'));
  const heard: Heard = { intents: [], keys: [], languages: [], deeds: [], screen: [], log: [] };
  const api = await startApi({
    host: '127.0.0.1',
    port: 0,
    panelDir: null,
    voiceDir: null,
    token: TOKEN,
    sockets: [{ path: join(folder, 'socket'), rights: ['watch', 'serve', 'operate', 'money'] }],
    origins: [],
    clock: new RealClock(),
    log: (event, fields) => heard.log.push(`${event} ${JSON.stringify(fields)}`),
    onIntent: (fact) => heard.intents.push(fact),
    onDeed: (deed) => {
      heard.deeds.push(deed);
      if (deed.type === 'setLanguage') heard.languages.push(deed.locale);
      DESKS.get(api)?.take(deed);
    },
    onPinKey: (key) => heard.keys.push(key),
    onScreen: (present) => heard.screen.push(present),
    operations: {
      status: (_, asked) =>
        asked.answer({ version: '0.1.0', service: { state: 'open', reasons: [] }, session: null, devices: [] }),
      devices: (_, asked) => asked.answer({ devices: [] }),
    },
    ...changes,
  });
  DESKS.set(api, new Desk(api, heard));
  return {
    api,
    heard,
    folder,
    close: async () => {
      await api.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Shows a screen whose form can be filled in, as at a kiosk. */
export const show = (api: Api, ...args: Parameters<typeof pictureOf>): void =>
  showInput(api, inputOf(pictureOf(...args)));

export const showInput = (api: Api, input: ViewInput): void => DESKS.get(api)?.show(input);

/** Holds the form of the screen shown, as the kiosk's screen bridge does. */
class Desk {
  readonly #api: Api;
  readonly #heard: Heard;
  readonly #drafts = new DraftBook();
  #input: ViewInput | null = null;

  constructor(api: Api, heard: Heard) {
    this.#api = api;
    this.#heard = heard;
  }

  show(input: ViewInput): void {
    this.#drafts.clear();
    this.#input = input;
    this.#publish(input);
  }

  take(deed: Deed): void {
    if (this.#input === null) return;
    const { picture } = this.#input;
    if (deed.type === 'edit') {
      this.#drafts.edit(picture, deed.edit);
      this.#publish(this.#input);
    }
    const answer = deed.type === 'submit' ? this.#drafts.answer(picture) : null;
    if (answer !== null) this.#heard.intents.push(answer);
  }

  #publish(input: ViewInput): void {
    this.#api.publish(viewOf({ ...input, form: this.#drafts.shown(input.picture) }));
  }
}

const DESKS = new WeakMap<Api, Desk>();

/** A client that keeps what it is told; everything it hears is checked against the contract. */
export class Client {
  readonly socket: WebSocket;
  readonly messages: ServerMessage[] = [];
  readonly frames: Buffer[] = [];
  readonly closed: Promise<number>;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) this.frames.push(data);
      else this.messages.push(serverMessageSchema.parse(JSON.parse(data.toString())));
    });
    this.closed = new Promise((resolve) => socket.once('close', (code) => resolve(code)));
  }

  /** Connects without a word. Rejects when the upgrade is refused. */
  static connect(api: Api, headers: Record<string, string> = {}, path = '/screen'): Promise<Client> {
    const socket = new WebSocket(`ws://127.0.0.1:${api.port}${path}`, { headers });
    const client = new Client(socket);
    return new Promise((resolve, reject) => {
      socket.once('open', () => resolve(client));
      socket.once('error', reject);
    });
  }

  /** Connects and says hello. */
  static async hello(api: Api, role = 'panel', token = TOKEN, schema = 1): Promise<Client> {
    const client = await Client.connect(api);
    client.send({ type: 'hello', schema, role, token });
    await client.until((message) => message.type === 'welcome' || message.type === 'error');
    return client;
  }

  send(message: unknown): void {
    this.socket.send(JSON.stringify(message));
  }

  key(key: number): void {
    this.socket.send(Uint8Array.of(FRAME_PIN_KEY, key));
  }

  /** The first message of this kind, waited for. */
  until(test: (message: ServerMessage) => boolean): Promise<ServerMessage> {
    return eventually(() => this.messages.find(test));
  }

  /** Waits until the server has dealt with everything that was sent: answers come in order. */
  async settled(): Promise<void> {
    const before = this.messages.length;
    this.send({ type: 'hello', schema: 1, role: 'bench', token: TOKEN });
    await eventually(() => this.messages.slice(before).find(({ type }) => type === 'error'));
    this.messages.splice(
      this.messages.findLastIndex(({ type }) => type === 'error'),
      1,
    );
  }

  get view(): View {
    const view = this.messages.findLast((message) => message.type === 'view');
    if (view === undefined) throw new Error('no view yet');
    return view;
  }

  get errors(): string[] {
    return this.messages.flatMap((message) => (message.type === 'error' ? [message.name] : []));
  }

  close(): Promise<number> {
    this.socket.close();
    return this.closed;
  }
}

/** Waits for something that a socket brings, with a bound. */
export async function eventually<T>(
  look: () => T | undefined | false | Promise<T | undefined | false>,
  bound_ms = 15_000,
): Promise<T> {
  const start_ms = performance.now();
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() - start_ms > bound_ms) throw new Error('it did not come');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** One line to the Unix socket, one line back. */
export async function ask(path: string, line: string): Promise<unknown> {
  const [answer] = await askLines(path, line, 1);
  return answer;
}

/** The first lines that come back for one line, then hangs up. */
export function askLines(path: string, line: string, lines: number): Promise<readonly unknown[]> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    let text = '';
    socket.setEncoding('utf8');
    socket.once('error', reject);
    socket.on('data', (chunk) => {
      text += String(chunk);
      const whole = text.split('\n').slice(0, -1);
      if (whole.length < lines) return;
      socket.destroy();
      resolve(whole.slice(0, lines).map((one) => JSON.parse(one) as unknown));
    });
    socket.write(`${line}\n`);
  });
}

/** A GET with these headers: status, headers and body. */
export function get(api: Api, path: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: api.port, path, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => (body += String(chunk)));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    asked.once('error', reject);
    asked.end();
  });
}
