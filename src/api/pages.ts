/** The panel's files and the rendered voices over HTTP: loopback, known hosts only, strict content security policy. */
import { createReadStream, readdirSync, readFileSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, relative, sep } from 'node:path';
import { MadoguchiError } from '../base/errors.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Own scripts and styles, no inline ones, no frames, no other host. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  // A cached page would come back with what a citizen saw.
  'cache-control': 'no-store',
} as const;

interface Page {
  readonly type: string;
  readonly body: Buffer;
}

/** Reads the built panel once; it is small and does not change while the daemon runs. */
export function readPages(folder: string): ReadonlyMap<string, Page> {
  const pages = new Map<string, Page>();
  const walk = (at: string): void => {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      const path = join(at, entry.name);
      const type = TYPES[extname(entry.name)];
      if (entry.isDirectory()) walk(path);
      else if (type !== undefined) {
        pages.set(`/${relative(folder, path).split(sep).join('/')}`, { type, body: readFileSync(path) });
      }
    }
  };
  try {
    walk(folder);
  } catch {
    throw new MadoguchiError('screenPages', 'the folder of the built screen cannot be read');
  }
  const index = pages.get('/index.html');
  if (index === undefined) throw new MadoguchiError('screenPages', 'the built screen has no index.html');
  return pages.set('/', index);
}

/** What is served as files, and to whom. */
export interface PageServer {
  readonly pages: ReadonlyMap<string, Page>;
  readonly voiceDir: string | null;
  isKnownHost(host: string | undefined): boolean;
  isToken(token: string | null): boolean;
}

/** Answers one request. Never throws. */
export function answerPage(server: PageServer, request: IncomingMessage, response: ServerResponse): void {
  const refuse = (status: number): void => {
    response.writeHead(status, HEADERS).end();
  };
  // A foreign name that resolves to this address (DNS rebinding) gets nothing.
  if (!server.isKnownHost(request.headers.host)) return refuse(421);
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
  const url = URL.parse(request.url ?? '/', 'http://kiosk');
  if (url === null) return refuse(400);
  const page = server.pages.get(url.pathname);
  if (page !== undefined) {
    response.writeHead(200, { ...HEADERS, 'content-type': page.type, 'content-length': page.body.length });
    response.end(request.method === 'HEAD' ? undefined : page.body);
    return;
  }
  const voice = /^\/voice\/([0-9a-f]{64}\.wav)$/.exec(url.pathname)?.[1];
  if (voice === undefined || server.voiceDir === null) return refuse(404);
  if (!server.isToken(url.searchParams.get('token'))) return refuse(403);
  sendVoice(join(server.voiceDir, voice), response, refuse);
}

function sendVoice(path: string, response: ServerResponse, refuse: (status: number) => void): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined) return refuse(404);
  response.writeHead(200, { ...HEADERS, 'content-type': 'audio/wav', 'content-length': size });
  createReadStream(path)
    .on('error', () => response.destroy())
    .pipe(response);
}
