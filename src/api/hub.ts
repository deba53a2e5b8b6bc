/**
 * Who is connected over WebSocket, what they may say and what they are told.
 *
 *     screen ── hello ─▶ hub ── intents, PIN keys ─▶ kiosk
 *     screen ◀─ views, citizen text ── hub ◀── kiosk
 */
import type { RawData, WebSocket } from 'ws';
import type { Timer } from '../base/clock.ts';
import { codeText } from '../base/errors.ts';
import type { ApiOptions, ApiRefusal, PlayedVoice } from './contract.ts';
import { citizenTextFrame, takePinKey } from './frames.ts';
import { VERSION } from '../base/version.ts';
import { API_LIMITS } from './limits.ts';
import {
  clientMessageSchema,
  helloSchema,
  SCHEMA_VERSION,
  type ClientMessage,
  type Hello,
  type Intent,
  type ServerMessage,
  type View,
} from './messages.ts';
import { isOffered } from './offered.ts';

type Role = Hello['role'];

interface Client {
  readonly socket: WebSocket;
  /** Host the client asked for, as in `127.0.0.1:8080`. */
  readonly host: string;
  role: Role | null;
  alive: boolean;
  refusals: number;
  timer: Timer | null;
}

export type HubOptions = Pick<ApiOptions, 'clock' | 'log' | 'onIntent' | 'onDeed' | 'onPinKey' | 'onScreen'> & {
  isToken(token: string): boolean;
  /** Address of a fresh document for a screen that used `host`. */
  freshAddress(host: string): string;
};

/** The screens and watchers that are connected: what each gets, and what is heard of them. */
export class Hub {
  readonly #options: HubOptions;
  readonly #clients = new Set<Client>();
  readonly #texts = new Map<string, Buffer>();
  #view: View | null = null;
  #sent = '';
  #page = 0;
  /** Page on which a late press was logged. */
  #stalePage = -1;

  constructor(options: HubOptions) {
    this.#options = options;
  }

  /** Takes a connection whose origin and host were found right. */
  add(socket: WebSocket, host: string): void {
    const silent = [...this.#clients].filter(({ role }) => role === null);
    if (this.#clients.size - silent.length >= API_LIMITS.clients_max) {
      socket.close(1013);
      return;
    }
    // Who says nothing keeps nobody out: the screen says hello at once.
    if (silent.length >= API_LIMITS.silent_clients_max) silent[0]?.socket.terminate();
    const client: Client = { socket, host, role: null, alive: true, refusals: 0, timer: null };
    this.#clients.add(client);
    client.timer = this.#options.clock.after(API_LIMITS.hello_waits_ms, () => socket.terminate());
    socket.on('message', (data, isBinary) => this.#take(client, data, isBinary));
    socket.on('pong', () => (client.alive = true));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => this.#drop(client));
  }

  publish(view: View): void {
    if (this.#view?.screen !== view.screen) this.#page += 1;
    this.#view = { ...view, page: this.#page };
    const text = JSON.stringify(this.#view);
    if (text === this.#sent) return;
    this.#sent = text;
    for (const client of this.#clients) this.#show(client, this.#view);
  }

  relayCitizenText(handle: string, text: Uint8Array): void {
    if (text.length > API_LIMITS.citizen_text_bytes_max || this.#texts.size >= API_LIMITS.citizen_texts_max) {
      this.#options.log('screen.textDropped', { length_bytes: text.length });
      return;
    }
    const frame = citizenTextFrame(handle, text);
    this.#texts.get(handle)?.fill(0);
    this.#texts.set(handle, frame);
    this.#panel()?.socket.send(frame, { binary: true });
  }

  renewScreen(): void {
    const panel = this.#panel();
    if (panel !== null) {
      this.#send(panel, { type: 'renew', address: this.#options.freshAddress(panel.host) });
      // The place is free at once: the fresh document says hello before the old one is torn down.
      this.#drop(panel);
      panel.socket.close(1000);
    }
    for (const frame of this.#texts.values()) frame.fill(0);
    this.#texts.clear();
  }

  publishVoice(voice: PlayedVoice): void {
    const { file, ...said } = voice;
    for (const client of this.#clients) {
      if (client.role === 'bench') {
        this.#send(client, { type: 'voice', ...said, file: file === null ? null : `/voice/${file}` });
      }
    }
  }

  close(): void {
    for (const client of this.#clients) {
      client.timer?.cancel();
      client.socket.terminate();
    }
    this.#clients.clear();
    for (const frame of this.#texts.values()) frame.fill(0);
  }

  #panel(): Client | null {
    for (const client of this.#clients) if (client.role === 'panel') return client;
    return null;
  }

  #drop(client: Client): void {
    client.timer?.cancel();
    if (!this.#clients.delete(client)) return;
    if (client.role === null) return;
    this.#options.log('screen.gone', { role: client.role });
    if (client.role === 'panel') this.#options.onScreen(false);
  }

  #take(client: Client, data: RawData, isBinary: boolean): void {
    if (!this.#clients.has(client)) return;
    if (isBinary) return this.#takeFrame(client, data);
    const message = parse(data);
    if (message === null) return this.#refuse(client, 'screenMessage');
    if (client.role === null) return this.#hello(client, message);
    const parsed = clientMessageSchema.safeParse(message);
    if (!parsed.success) return this.#refuse(client, 'screenMessage');
    this.#hear(client, client.role, parsed.data);
  }

  #takeFrame(client: Client, data: RawData): void {
    const key = data instanceof Buffer ? takePinKey(data) : null;
    if (key === null || client.role !== 'panel') return this.#refuse(client, 'screenMessage');
    // A key that comes after the pad has gone is dropped without a word: it may be a PIN digit meant for the pad.
    if (this.#view?.pin != null && this.#view.warning === null) this.#options.onPinKey(key);
  }

  #hello(client: Client, message: unknown): void {
    const parsed = helloSchema.safeParse(message);
    if (!parsed.success) {
      const otherVersion = isHelloOfOtherVersion(message);
      return this.#refuse(client, otherVersion ? 'screenSchema' : 'screenMessage', true);
    }
    const { role, token } = parsed.data;
    if (!this.#options.isToken(token)) return this.#refuse(client, 'screenToken', true);
    if (role === 'panel' && this.#panel() !== null) return this.#refuse(client, 'screenOccupied', true);
    client.role = role;
    client.timer?.cancel();
    this.#beat(client);
    this.#options.log('screen.connected', { role });
    this.#send(client, { type: 'welcome', schema: SCHEMA_VERSION, version: VERSION, role });
    if (this.#view !== null) this.#show(client, this.#view);
    if (role !== 'panel') return;
    for (const frame of this.#texts.values()) client.socket.send(frame, { binary: true });
    this.#options.onScreen(true);
  }

  #hear(client: Client, role: Role, message: ClientMessage): void {
    switch (message.type) {
      case 'hello':
        return this.#refuse(client, 'screenMessage');
      case 'setLanguage':
      case 'setAccess':
      case 'overlay':
      case 'repeat':
        if (role !== 'panel') return this.#refuse(client, 'screenRole');
        return this.#options.onDeed(message);
      case 'edit':
      case 'submit':
        if (role !== 'panel') return this.#refuse(client, 'screenRole');
        if (message.page !== this.#view?.page || this.#view.form === null || this.#view.warning !== null)
          return this.#refuse(client, 'screenStale');
        return this.#options.onDeed(message);
      case 'intent': {
        if (!mayMean(role, message.intent)) return this.#refuse(client, 'screenRole');
        const view = this.#view;
        if (view === null || message.page !== view.page || !isOffered(view, message.intent)) {
          return this.#refuse(client, 'screenStale');
        }
        return this.#options.onIntent(message.intent);
      }
    }
  }

  #show(client: Client, view: View): void {
    if (client.role === 'copier') {
      const open = view.screen === 'idle' && view.actions.some(({ enabled }) => enabled);
      this.#send(client, { type: 'service', open, screen: view.screen });
    } else if (client.role !== null) {
      this.#send(client, view);
    }
  }

  #send(client: Client, message: ServerMessage): void {
    if (client.socket.bufferedAmount > API_LIMITS.backlog_bytes_max) {
      client.socket.terminate();
      return;
    }
    client.socket.send(JSON.stringify(message));
  }

  /** Answers with a code and nothing of what was sent. */
  #refuse(client: Client, name: ApiRefusal, last = false): void {
    this.#send(client, { type: 'error', code: codeText(name), name });
    if (name === 'screenStale') {
      // Fingers are quicker than screens, a child's above all: it costs the screen nothing, and a page one line in the log.
      if (this.#stalePage === this.#page) return;
      this.#stalePage = this.#page;
      this.#options.log('screen.refused', { code: codeText(name) });
      return;
    }
    this.#options.log('screen.refused', { code: codeText(name) });
    client.refusals += 1;
    if (client.refusals >= API_LIMITS.refusals_max) {
      // Dropped first: what it has sent already is not heard any more.
      this.#drop(client);
      client.socket.terminate();
    } else if (last) client.socket.close(1008);
  }

  /** Pings; a client that did not answer the last ping is gone (a half-open connection never closes by itself). */
  #beat(client: Client): void {
    client.timer = this.#options.clock.after(API_LIMITS.heartbeat_ms, () => {
      if (!client.alive) {
        client.socket.terminate();
        return;
      }
      client.alive = false;
      client.socket.ping();
      this.#beat(client);
    });
  }
}

function mayMean(role: Role, intent: Intent): boolean {
  return role === 'panel' || (role === 'copier' && intent.type === 'citizen.openGovernmentService');
}

function parse(data: RawData): unknown {
  try {
    const message: unknown = JSON.parse(String(data));
    return message;
  } catch {
    return null;
  }
}

function isHelloOfOtherVersion(message: unknown): boolean {
  return (
    typeof message === 'object' &&
    message !== null &&
    'type' in message &&
    message.type === 'hello' &&
    'schema' in message &&
    message.schema !== SCHEMA_VERSION
  );
}
