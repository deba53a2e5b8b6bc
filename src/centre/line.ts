/**
 * One HTTPS line to the one upstream (R109): TLS 1.3, the centre's own authority pinned, client certificate of the kiosk.
 * No redirect is followed, every answer has a deadline and a size. Errors become codes; a body never gets into one.
 */
import { Agent, request as httpsRequest } from 'node:https';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { z } from 'zod';
import type { Clock } from '../base/clock.ts';
import type { CodeName } from '../base/codes.ts';
import { MadoguchiError } from '../base/errors.ts';
import { parsedJson } from '../base/json.ts';
import { CENTRE_LIMITS } from './limits.ts';
import type { CentreCall, CentreResult } from './port.ts';
import { codeOfRefusal } from './refusals.ts';
import { refusalAnswer } from './wire.ts';

/** Where the centre is and what proves both sides. All PEM text. */
export interface CentreLineSettings {
  readonly url: string;
  /** The authority that issued the centre's server certificate; no other is trusted. */
  readonly trustAnchor_pem: string;
  readonly clientCertificate_pem: string;
  readonly clientKey_pem: string;
}

/** One question. `path` begins with `/`. */
export interface CentreQuestion {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly body?: unknown;
  readonly limit_ms: number;
}

/** Requests and answers over one HTTPS agent. */
export interface CentreLine {
  /** Asks for JSON of a shape. */
  json<T>(question: CentreQuestion, shape: z.ZodType<T>, done: (result: CentreResult<T>) => void): CentreCall;
  /** Asks for an encrypted page (JWE compact, `application/jose`). */
  page(question: CentreQuestion, done: (result: CentreResult<Uint8Array>) => void): CentreCall;
  close(): void;
}

const failed = (code: CodeName): CentreResult<never> => ({ ok: false, code, kind: 'failed', scope: 'session' });

/** Opens the line; nothing is connected before the first request. */
export function openCentreLine(settings: CentreLineSettings, clock: Clock): CentreLine {
  const secureContext = secureContextOf(settings);
  const agent = new Agent({ keepAlive: true, maxSockets: 2, secureContext, rejectUnauthorized: true });
  /** Questions that wait for their answer. */
  const open = new Set<() => void>();
  const base = settings.url.replace(/\/$/, '');

  function ask(
    question: CentreQuestion,
    accept: string,
    bytes_max: number,
    done: (result: CentreResult<Uint8Array>) => void,
  ): CentreCall {
    const body = question.body === undefined ? null : Buffer.from(JSON.stringify(question.body));
    let isOpen = true;
    let call: ClientRequest | null = null;
    const finish = (result: CentreResult<Uint8Array>): void => {
      if (!isOpen) return;
      end();
      done(result);
    };
    const end = (): void => {
      isOpen = false;
      deadline.cancel();
      open.delete(end);
    };
    open.add(end);
    const deadline = clock.after(question.limit_ms, () => {
      finish(failed('centreTimeout'));
      call?.destroy();
    });
    const headers = {
      accept,
      ...(body ? { 'content-type': 'application/json', 'content-length': body.length } : {}),
    };
    call = httpsRequest(`${base}${question.path}`, { agent, method: question.method, headers }, (response) =>
      readAnswer(response, accept, bytes_max, finish),
    );
    // Without a listener the socket would end without a word.
    call.on('upgrade', (_, socket) => {
      finish(failed('centreReply'));
      socket.destroy();
    });
    call.on('error', (error) => finish(failed(codeOfLineError(error))));
    call.end(body ?? undefined);
    return {
      cancel: () => {
        end();
        call?.destroy();
      },
    };
  }

  return {
    json: (question, shape, done) =>
      ask(question, 'application/json', CENTRE_LIMITS.answer_bytes_max, (result) => {
        if (!result.ok) return done(result);
        const parsed = shape.safeParse(jsonOf(result.value));
        done(parsed.success ? { ok: true, value: parsed.data } : failed('centreReply'));
      }),
    page: (question, done) => ask(question, 'application/jose', CENTRE_LIMITS.page_jwe_bytes_max, done),
    close: () => {
      // Whoever closes the line hears no more of it.
      for (const end of open) end();
      agent.destroy();
    },
  };
}

/** Made once, so that a file that does not fit is found at the start and not in the middle of a session. */
function secureContextOf(settings: CentreLineSettings): SecureContext {
  try {
    return createSecureContext({
      ca: settings.trustAnchor_pem,
      cert: settings.clientCertificate_pem,
      key: settings.clientKey_pem,
      minVersion: 'TLSv1.3',
    });
  } catch {
    // The library's text may quote the file: only what to look at is said.
    throw new MadoguchiError('keyMaterial', 'trust anchor, client certificate and client key of the centre do not fit');
  }
}

/** Collects one answer within its limit and judges its status; calls `finish` once. */
function readAnswer(
  response: IncomingMessage,
  accept: string,
  bytes_max: number,
  finish: (result: CentreResult<Uint8Array>) => void,
): void {
  const chunks: Uint8Array[] = [];
  let length = 0;
  response.on('data', (chunk: Uint8Array) => {
    length += chunk.length;
    chunks.push(chunk);
    if (length <= bytes_max) return;
    finish(failed('centreReply'));
    response.destroy();
  });
  // A body cut short ends here: `end` comes only for a whole one.
  response.on('error', () => finish(failed('centreReply')));
  response.on('aborted', () => finish(failed('centreReply')));
  response.on('end', () => {
    const body = Buffer.concat(chunks);
    const status = response.statusCode ?? 0;
    if (status === 200 && (response.headers['content-type'] ?? '').split(';')[0] === accept) {
      return finish({ ok: true, value: body });
    }
    finish(status === 422 ? refusalOf(body) : failed(codeOfStatus(status)));
  });
}

function refusalOf(body: Uint8Array): CentreResult<never> {
  const parsed = refusalAnswer.safeParse(jsonOf(body));
  if (!parsed.success) return failed('centreReply');
  const { reason, scope, municipalityId } = parsed.data.refused;
  const named = municipalityId === undefined ? {} : { municipalityId };
  return { ok: false, kind: 'refused', scope, code: codeOfRefusal(reason), ...named };
}

function codeOfStatus(status: number): CodeName {
  if (status === 401 || status === 403) return 'centreRefusesKiosk';
  return status === 502 || status === 503 || status === 504 ? 'centreUnreachable' : 'centreReply';
}

const jsonOf = (body: Uint8Array): unknown => parsedJson(Buffer.from(body).toString('utf8'));

/** Verification errors of OpenSSL (X509_V_ERR_*) as Node names them. */
const NOT_OURS =
  /^(SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_|CERT_|CRL_|INVALID_|ERR_TLS_CERT_|HOSTNAME_MISMATCH|PATH_LENGTH_|ERROR_IN_CERT)/;

/** What a broken line means. The alerts are those with which a server turns a client certificate down (RFC 8446, 6.2). */
function codeOfLineError(error: Error): CodeName {
  const name = 'code' in error ? String(error.code) : '';
  if (NOT_OURS.test(name)) return 'centreNotOurs';
  if (/^ERR_SSL_.*ALERT_(CERTIFICATE|UNKNOWN_CA|BAD_CERTIFICATE|ACCESS_DENIED)/.test(name)) return 'centreRefusesKiosk';
  if (name.startsWith('ERR_SSL_') || name === 'EPROTO') return 'centreNotOurs';
  return name.startsWith('HPE_') ? 'centreReply' : 'centreUnreachable';
}
