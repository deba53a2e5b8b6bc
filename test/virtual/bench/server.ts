/**
 * The bench: one page on loopback where a person plays the citizen, the staff and the thief with virtual hardware.
 *
 *     page ── WebSocket: acts ──▶ bench ──▶ handles of BenchHardware
 *     page ◀─ WebSocket: state, voice ── bench ◀── onMove, changed(), readBooks()
 *     page ◀─ HTTP: page files, printed sides as PNG, speech as WAV
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { BenchAct, BenchHardware, BenchMessage, BenchState, BooksSnapshot, Happening } from './contract.ts';
import { sendPageFile } from './page-files.ts';
import { perform } from './perform.ts';

export interface BenchOptions {
  /** 0 = any free port. */
  readonly port: number;
  readonly hardware: BenchHardware;
  /** What the ledger says now; asked for at most twice a second while somebody looks. */
  readonly readBooks?: () => Promise<BooksSnapshot | null>;
  /** Address of the kiosk's screen, shown as a link. */
  readonly screenUrl?: string;
}

export interface Bench {
  readonly url: string;
  /** Plays a sentence in the browsers that have the page open. Returns how many there are. */
  utterance(wav: Uint8Array, caption?: string): number;
  /** Shows a sentence of which no sound is kept; the browsers read it themselves. */
  caption(text: string, locale: string): number;
  /** Stops what is being played now. */
  silence(): void;
  /** Tells the bench that hardware changed by itself (paper came out, a lamp). */
  changed(): void;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
const BOOKS_ms = 500;
const SETTLE_ms = 40;
const HAPPENINGS = 40;
const VOICES = 20;
const LAMPS_OFF = { cardReader: 'off', cashSlot: 'off', paperExit: 'off', changeTray: 'off' } as const;

const yen = z.int().min(1).max(10_000);
const actSchema: z.ZodType<BenchAct> = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('insertCoin'), denomination_yen: yen, genuine: z.boolean() }),
  z.strictObject({ act: z.literal('insertNote'), denomination_yen: yen, genuine: z.boolean() }),
  z.strictObject({ act: z.enum(['takeNote', 'takeTray', 'returnLever', 'removeCard', 'takePaper']) }),
  z.strictObject({ act: z.literal('insertCard'), id: z.string().max(64) }),
  z.strictObject({
    act: z.literal('key'),
    key: z.union([z.int().min(0).max(9), z.string().regex(/^[a-z]{4,8}$/)]),
  }),
  z.strictObject({ act: z.literal('plug'), plugged: z.boolean() }),
  z.strictObject({ act: z.literal('switch'), id: z.string().max(64) }),
]);

/** Opens the bench. The address answers when the promise is kept. */
export async function startBench(options: BenchOptions): Promise<Bench> {
  const bench = new BenchServer(options);
  await bench.listen(options.port);
  return bench;
}

class BenchServer implements Bench {
  readonly #options: BenchOptions;
  readonly #http = createServer((request, response) => void this.#serve(request, response));
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: 4096 });
  readonly #voices = new Map<number, Uint8Array>();
  #happenings: Happening[] = [];
  #number = 0;
  #books: BooksSnapshot | null = null;
  #booksTimer: NodeJS.Timeout | null = null;
  #settling: NodeJS.Timeout | null = null;
  #lastState = '';

  constructor(options: BenchOptions) {
    this.#options = options;
    options.hardware.cash?.onMove((from, to, denomination_yen, count) => {
      this.#happened({
        ja: `${denomination_yen}円 × ${count}: ${this.#placeName(from, 'ja')} → ${this.#placeName(to, 'ja')}`,
        en: `${count} × ${denomination_yen} yen: ${this.#placeName(from, 'en')} → ${this.#placeName(to, 'en')}`,
      });
    });
    this.#http.on('upgrade', (request, socket, head) => {
      // Pages of other origins have no business here, although the port is open to every program of this machine.
      if (request.url !== '/events' || request.headers.origin !== this.url.slice(0, -1)) {
        socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
        return;
      }
      this.#sockets.handleUpgrade(request, socket, head, (client) => this.#welcome(client));
    });
  }

  get url(): string {
    const address = this.#http.address() as AddressInfo | null;
    return `http://${HOST}:${address?.port ?? 0}/`;
  }

  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#http.once('error', reject);
      this.#http.listen(port, HOST, () => resolve());
    });
  }

  utterance(wav: Uint8Array, caption?: string): number {
    this.#number += 1;
    const number = this.#number;
    this.#voices.set(number, Uint8Array.from(wav));
    const oldest = [...this.#voices.keys()].slice(0, -VOICES);
    for (const old of oldest) this.#voices.delete(old);
    return this.#tell({ type: 'voice', number, url: `/voice/${number}.wav`, caption: caption ?? null });
  }

  caption(text: string, locale: string): number {
    this.#number += 1;
    return this.#tell({ type: 'voice', number: this.#number, url: '', caption: text, locale });
  }

  silence(): void {
    this.#number += 1;
    this.#tell({ type: 'voice', number: this.#number, url: '', caption: null });
  }

  changed(): void {
    // Many pieces move at once: one message tells all of it.
    this.#settling ??= setTimeout(() => {
      this.#settling = null;
      this.#sendState();
    }, SETTLE_ms);
  }

  async close(): Promise<void> {
    if (this.#booksTimer) clearInterval(this.#booksTimer);
    if (this.#settling) clearTimeout(this.#settling);
    for (const client of this.#sockets.clients) client.terminate();
    this.#http.closeAllConnections();
    await new Promise<void>((resolve) => this.#http.close(() => resolve()));
  }

  // ---------------------------------------------------------------- clients

  #welcome(client: WebSocket): void {
    this.#booksTimer ??= setInterval(() => void this.#readBooks(), BOOKS_ms);
    client.on('error', () => client.terminate());
    client.on('message', (data, binary) => {
      if (!binary) void this.#act(String(data));
    });
    this.#lastState = '';
    this.#sendState();
    void this.#readBooks();
  }

  async #act(text: string): Promise<void> {
    let message: unknown;
    try {
      message = JSON.parse(text);
    } catch {
      return;
    }
    const parsed = actSchema.safeParse(message);
    if (!parsed.success) return;
    try {
      const said = await perform(this.#options.hardware, parsed.data);
      if (said) this.#happened(said);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#happened({ ja: `できません: ${reason}`, en: `Not possible: ${reason}` });
    }
    this.changed();
  }

  async #readBooks(): Promise<void> {
    if (this.#sockets.clients.size === 0 || !this.#options.readBooks) {
      this.changed();
      return;
    }
    try {
      this.#books = await this.#options.readBooks();
    } catch {
      // The daemon is being restarted: the page says that the books are not readable.
      this.#books = null;
    }
    this.changed();
  }

  #happened(text: Happening['text']): void {
    this.#number += 1;
    this.#happenings = [...this.#happenings, { number: this.#number, text }].slice(-HAPPENINGS);
    this.changed();
  }

  #placeName(place: string, language: 'ja' | 'en'): string {
    const known = this.#options.hardware.cash?.places().find((p) => p.place === place);
    return known ? known.label[language] : place;
  }

  #sendState(): void {
    const text = JSON.stringify(this.#state());
    if (text === this.#lastState) return;
    this.#lastState = text;
    for (const client of this.#sockets.clients) if (client.readyState === WebSocket.OPEN) client.send(text);
  }

  #tell(message: BenchMessage): number {
    let told = 0;
    for (const client of this.#sockets.clients) {
      if (client.readyState !== WebSocket.OPEN) continue;
      client.send(JSON.stringify(message));
      told += 1;
    }
    return told;
  }

  #state(): BenchState {
    const { cash, card, printer, switches, lamps, panel } = this.#options.hardware;
    return {
      type: 'state',
      screenUrl: this.#options.screenUrl ?? null,
      cash: cash && {
        coins_yen: cash.coins_yen,
        notes_yen: cash.notes_yen,
        pieces: cash.pieces(),
        places: cash.places(),
      },
      card: card && { deck: card.deck(), onReader: card.onReader() },
      printer: printer && { pages: printer.pages(), trouble: printer.trouble() },
      switches: switches.map((s) => ({ id: s.id, group: s.group, label: s.label, on: s.on ? s.on() : null })),
      lamps: lamps ? lamps.call(this.#options.hardware) : LAMPS_OFF,
      panel: panel === undefined ? null : { plugged: panel.plugged(), tower: panel.tower() },
      books: this.#books,
      happenings: this.#happenings,
    };
  }

  // ---------------------------------------------------------------- HTTP

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', this.url);
    if (request.method !== 'GET') return answer(response, 405);
    const paper = /^\/paper\/([\w.-]{1,64})\.png$/.exec(pathname)?.[1];
    if (paper !== undefined) {
      try {
        const png = (await this.#options.hardware.printer?.image(paper)) ?? null;
        return png ? answer(response, 200, 'image/png', png) : answer(response, 404);
      } catch {
        return answer(response, 500);
      }
    }
    const voice = /^\/voice\/(\d{1,9})\.wav$/.exec(pathname)?.[1];
    if (voice !== undefined) {
      const wav = this.#voices.get(Number(voice));
      return wav ? answer(response, 200, 'audio/wav', wav) : answer(response, 404);
    }
    if (!(await sendPageFile(pathname, response))) answer(response, 404);
  }
}

function answer(response: ServerResponse, status: number, type = 'text/plain', body: Uint8Array | string = ''): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(body);
}
