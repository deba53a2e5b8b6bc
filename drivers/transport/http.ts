/**
 * HTTP(S) exchanges with one fixed printer (RFC 8010 section 4, RFC 7472) on node:http, with every deadline, a limit on
 * answers, a pinned certificate and the truth about whether the body was sent.
 */
import { Agent as HttpAgent, type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Clock, Timer } from '../../src/base/clock.ts';
import type { ExchangeFailure, HttpInput, HttpOutput, HttpPipe } from '../contract.ts';
import { HTTP_LIMITS } from './limits.ts';

export type HttpLimits = { readonly [K in keyof typeof HTTP_LIMITS]: number };

export interface HttpPipeOptions {
  /** ipp: or ipps: (also http:, https:) address; port 631 unless given (RFC 7472). */
  readonly uri: string;
  /** SHA-256 fingerprint of the one certificate that is accepted over TLS. */
  readonly pin?: string | undefined;
  /** A second one, accepted beside it while the printer's certificate is renewed. */
  readonly nextPin?: string | undefined;
  readonly clock: Clock;
  readonly limits?: Partial<HttpLimits>;
}

/** Opens the pipe. Nothing is connected before the first exchange; a bad address throws at once. */
export function openHttpPipe(options: HttpPipeOptions): HttpPipe {
  const limits: HttpLimits = { ...HTTP_LIMITS, ...options.limits };
  const target = targetOf(options.uri);
  const pins = [options.pin, options.nextPin].flatMap((pin) => (pin === undefined ? [] : [plainPin(pin)]));
  if (target.tls && pins.length === 0) throw new TypeError('ipps needs the fingerprint of the printer certificate');
  // An agent of its own: the shared one pools connections by a key that does not know the pin (print.md, TLS). A connection
  // is used again only while it is fresh: one that the printer just gave up would look like a request that may have acted.
  const life = { keepAlive: true, maxSockets: 2, timeout: limits.idle_ms };
  const agent = target.tls ? new HttpsAgent({ ...life, maxCachedSessions: 0 }) : new HttpAgent(life);
  let listener: (input: HttpInput) => void = () => undefined;
  let closed = false;
  const running = new Set<Exchange>();

  return {
    send(output) {
      if (closed) return;
      const exchange = new Exchange(output, { limits, target, pins, agent, clock: options.clock }, (input) => {
        if (input.type !== 'progress') running.delete(exchange);
        if (!closed) listener(input);
      });
      running.add(exchange);
      exchange.start();
    },
    onInput(next) {
      listener = next;
    },
    // Each exchange fails by itself; the machine's heartbeat decides offline.
    onLost: () => undefined,
    close() {
      closed = true;
      for (const exchange of running) exchange.abandon();
      running.clear();
      agent.destroy();
    },
  };
}

interface Target {
  readonly tls: boolean;
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

function targetOf(uri: string): Target {
  const url = new URL(uri.replace(/^ipp(s?):/, 'http$1:'));
  const tls = url.protocol === 'https:';
  if (!tls && url.protocol !== 'http:') throw new TypeError(`not a printer address: ${url.protocol}`);
  const explicit = /^[a-z]+:\/\/[^/]*:(\d+)(\/|$)/.exec(uri)?.[1];
  const port = explicit !== undefined ? Number(explicit) : uri.startsWith('ipp') ? 631 : tls ? 443 : 80;
  return { tls, host: url.hostname.replace(/^\[|\]$/g, ''), port, path: url.pathname + url.search };
}

function plainPin(pin: string): string {
  return pin.replaceAll(':', '').toUpperCase();
}

/** An error before the first byte: of the network, or of TLS. */
function failureOf(error: Error & { readonly code?: string }): ExchangeFailure {
  return /^(EPROTO|ERR_(SSL|TLS))/.test(error.code ?? '') ? 'tls' : 'connect';
}

interface Surroundings {
  readonly limits: HttpLimits;
  readonly target: Target;
  readonly pins: readonly string[];
  readonly agent: HttpAgent | HttpsAgent;
  readonly clock: Clock;
}

/** One POST from connect to the last byte of its answer. Reports exactly one reply or one failure. */
class Exchange {
  readonly #output: HttpOutput;
  readonly #around: Surroundings;
  readonly #tell: (input: HttpInput) => void;
  #request: ClientRequest | null = null;
  #deadline: Timer | null = null;
  #answerDeadline: Timer | null = null;
  #over = false;
  /** Everything was handed to the kernel: the peer may have acted. */
  #bodySent = false;
  #headSent = false;
  #sent_bytes = 0;
  /** Pieces that the kernel has not taken yet, and buffers that it has. */
  #inFlight = 0;
  readonly #spare: Buffer[] = [];

  constructor(output: HttpOutput, around: Surroundings, tell: (input: HttpInput) => void) {
    this.#output = output;
    this.#around = around;
    this.#tell = tell;
  }

  start(): void {
    const { target, agent, limits } = this.#around;
    const { head, document } = this.#output;
    const document_bytes = document ? document.length_bytes : 0;
    const options = {
      method: 'POST',
      host: target.host,
      port: target.port,
      path: target.path,
      agent,
      headers: {
        'Content-Type': 'application/ipp',
        ...(document_bytes === null
          ? { 'Transfer-Encoding': 'chunked' }
          : { 'Content-Length': head.length + document_bytes }),
        Accept: 'application/ipp',
      },
    };
    // The pin replaces the usual chain and name checks: printers sign their own certificates.
    const request = target.tls ? httpsRequest({ ...options, rejectUnauthorized: false }) : httpRequest(options);
    this.#request = request;
    this.#wait(limits.connect_ms, 'connect');
    request.on('error', (error) => this.#fail(this.#headSent ? 'reset' : failureOf(error), error.message));
    request.on('response', (response) => this.#receive(response));
    request.on('socket', (socket) => this.#onSocket(socket));
  }

  /** Ends without a report: the pipe is closed. */
  abandon(): void {
    this.#finish();
    this.#request?.destroy();
  }

  #onSocket(socket: Socket): void {
    if (this.#request?.reusedSocket) {
      // Only connections whose certificate was the pinned one came back to the agent.
      this.#write();
    } else if (socket instanceof TLSSocket) {
      socket.once('secureConnect', () => this.#checkPin(socket));
    } else if (socket.connecting) socket.once('connect', () => this.#write());
    else this.#write();
  }

  #checkPin(socket: TLSSocket): void {
    const found = socket.getPeerCertificate().fingerprint256;
    if (typeof found === 'string' && this.#around.pins.includes(plainPin(found))) this.#write();
    else this.#fail('foreignCertificate', 'the certificate is not the pinned one');
  }

  // ------------------------------------------------------------------------------------------------------------ sending

  #write(): void {
    if (this.#over || this.#headSent || !this.#request) return;
    this.#headSent = true;
    const { head, document } = this.#output;
    this.#request.write(head);
    if (!document) return this.#sent();
    document.onReadable(() => this.#pump());
    this.#pump();
  }

  /** Reads and writes pieces until enough are on their way, the source is dry or the document is over. */
  #pump(): void {
    const { document } = this.#output;
    const { limits } = this.#around;
    if (this.#over || this.#bodySent || !document || !this.#request) return;
    if (this.#inFlight < limits.pieces_in_flight) this.#wait(limits.stall_ms, 'timeout');
    while (this.#inFlight < limits.pieces_in_flight) {
      const piece = document.read(limits.piece_bytes);
      if ((piece === null || piece.length === 0) && document.broken === true)
        return this.#fail('protocol', 'the document broke off');
      if (piece === null) return;
      if (piece.length === 0) return this.#whole(document.length_bytes);
      this.#sent_bytes += piece.length;
      if (document.length_bytes !== null && this.#sent_bytes > document.length_bytes)
        return this.#fail('protocol', 'the document is longer than its length');
      this.#writePiece(piece);
      if (this.#over) return;
    }
  }

  /** A copy goes out: the source may wipe or reuse its piece. Ours is wiped when the kernel has it, and used again. */
  #writePiece(piece: Uint8Array): void {
    const room = this.#spare.pop();
    const buffer = room && room.length >= piece.length ? room : Buffer.allocUnsafeSlow(piece.length);
    buffer.set(piece);
    this.#inFlight += 1;
    this.#request?.write(buffer.subarray(0, piece.length), () => {
      buffer.fill(0, 0, piece.length);
      this.#spare.push(buffer);
      this.#inFlight -= 1;
      if (this.#over || this.#bodySent) return;
      this.#wait(this.#around.limits.stall_ms, 'timeout');
      this.#pump();
    });
    this.#tell({ type: 'progress', exchange: this.#output.exchange, sent_bytes: this.#sent_bytes });
  }

  /** The source is at its end. */
  #whole(length_bytes: number | null): void {
    if (length_bytes !== null && this.#sent_bytes !== length_bytes)
      this.#fail('protocol', 'the document is shorter than its length');
    else this.#sent();
  }

  #sent(): void {
    const { limits, clock } = this.#around;
    this.#bodySent = true;
    this.#request?.end();
    this.#wait(limits.firstByte_ms, 'timeout');
    this.#answerDeadline = clock.after(limits.answer_ms, () => this.#fail('timeout', 'no whole answer'));
  }

  // ---------------------------------------------------------------------------------------------------------- receiving

  #receive(response: IncomingMessage): void {
    const { limits } = this.#around;
    const parts: Buffer[] = [];
    let size = 0;
    // A printer may answer (and refuse) before it took the whole document; the answer counts, the rest is not sent.
    this.#deadline?.cancel();
    this.#answerDeadline ??= this.#around.clock.after(limits.answer_ms, () => this.#fail('timeout', 'no whole answer'));
    response.on('data', (part: Buffer) => {
      size += part.length;
      if (size > limits.answer_bytes) this.#fail('tooLarge', `answer above ${limits.answer_bytes} bytes`);
      else parts.push(part);
    });
    response.on('error', (error) => this.#fail('reset', error.message));
    response.on('close', () => {
      if (!response.complete) this.#fail('reset', 'the answer was cut');
    });
    response.on('end', () => {
      if (this.#over || !response.complete) return;
      this.#finish();
      if (!this.#bodySent) this.#request?.destroy();
      this.#tell({
        type: 'reply',
        exchange: this.#output.exchange,
        status: response.statusCode ?? 0,
        body: Buffer.concat(parts),
      });
    });
  }

  // -------------------------------------------------------------------------------------------------------------- end

  #wait(delay_ms: number, failure: ExchangeFailure): void {
    this.#deadline?.cancel();
    this.#deadline = this.#around.clock.after(delay_ms, () => this.#fail(failure, `nothing within ${delay_ms} ms`));
  }

  #finish(): void {
    this.#over = true;
    this.#deadline?.cancel();
    this.#answerDeadline?.cancel();
    this.#output.document?.close();
  }

  #fail(failure: ExchangeFailure, message: string): void {
    if (this.#over) return;
    const { exchange } = this.#output;
    const bodySent = this.#bodySent;
    this.#finish();
    this.#request?.destroy();
    this.#tell({ type: 'exchangeFailed', exchange, failure, bodySent, message });
  }
}
