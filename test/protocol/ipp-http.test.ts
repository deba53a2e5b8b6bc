import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { ByteSource, HttpInput } from '../../drivers/contract.ts';
import { type HttpLimits, openHttpPipe } from '../../drivers/transport/http.ts';
import { RealClock } from '../../src/base/real-clock.ts';
import { drippingSource, sourceOf } from './ipp-bench.ts';

const clock = new RealClock();
const QUICK: Partial<HttpLimits> = { connect_ms: 500, firstByte_ms: 150, answer_ms: 300, stall_ms: 200 };
const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

/** A server that does with each connection what the test says. */
async function serve(onSocket: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** One exchange; resolves with its end and every progress before. */
function exchange(
  uri: string,
  options: { document?: ByteSource; pin?: string; limits?: Partial<HttpLimits> } = {},
): Promise<{ end: HttpInput; progress: number[] }> {
  const pipe = openHttpPipe({ uri, clock, pin: options.pin, limits: { ...QUICK, ...options.limits } });
  cleanups.push(() => pipe.close());
  const progress: number[] = [];
  return new Promise((resolve) => {
    pipe.onInput((input) => {
      if (input.type === 'progress') progress.push(input.sent_bytes);
      else resolve({ end: input, progress });
    });
    const head = Uint8Array.from([2, 0, 0, 11, 0, 0, 0, 1, 3]);
    pipe.send({ type: 'post', exchange: 1, head, document: options.document ?? null });
  });
}

const answer = (body: string, length = body.length): string =>
  `HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\nContent-Length: ${length}\r\n\r\n${body}`;

/** A certificate that a printer signed for itself, with its fingerprint. */
function makeCertificate(): { key: Buffer; pem: string; pin: string } {
  const folder = mkdtempSync(join(tmpdir(), 'madoguchi-http-'));
  cleanups.push(() => rmSync(folder, { recursive: true }));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];
  const args = ['req', '-x509', ...curve, '-nodes', '-days', '2', '-subj', '/CN=printer', '-keyout', key, '-out', cert];
  execFileSync('openssl', args, { stdio: 'ignore' });
  const words = ['x509', '-in', cert, '-noout', '-fingerprint', '-sha256'];
  const pin = execFileSync('openssl', words, { encoding: 'utf8' }).trim().split('=')[1]!;
  return { key: readFileSync(key), pem: readFileSync(cert, 'utf8'), pin };
}

describe('HTTP transport of the printer', () => {
  it('posts head and document with their length and gives status and body', async () => {
    let seen = '';
    const port = await serve((socket) => {
      socket.on('data', (data) => {
        seen += data.toString('latin1');
        if (seen.endsWith('LAST')) socket.write(answer('ok'));
      });
    });
    const bytes = Buffer.concat([Buffer.alloc(300_000, 0x61), Buffer.from('LAST')]);
    const source = sourceOf(bytes);
    const { end, progress } = await exchange(`ipp://127.0.0.1:${port}/ipp/print`, { document: source });
    expect(end).toEqual({ type: 'reply', exchange: 1, status: 200, body: Buffer.from('ok') });
    expect(seen).toContain('POST /ipp/print HTTP/1.1');
    expect(seen).toContain(`Content-Length: ${9 + bytes.length}`);
    expect(progress.at(-1)).toBe(bytes.length);
    expect(source.closed).toBe(true);
  });

  it('waits for a source that is not ready, and does not read more than the peer takes', async () => {
    const port = await serve((socket) => socket.pause());
    const huge = sourceOf(new Uint8Array(64 * 1024 * 1024));
    const { end } = await exchange(`ipp://127.0.0.1:${port}/`, { document: huge });
    expect(end).toMatchObject({ type: 'exchangeFailed', failure: 'timeout', bodySent: false });
    expect(huge.handedOut).toBeLessThan(32 * 1024 * 1024);
    expect(huge.closed).toBe(true);
  });

  it('a document of unknown length goes in chunks as it is made, and is read no faster than the peer takes it', async () => {
    const bodies: Buffer[] = [];
    const headers: (string | undefined)[] = [];
    const server = createHttpServer((request, response) => {
      headers.push(request.headers['transfer-encoding'], request.headers['content-length']);
      request.on('data', (data: Buffer) => bodies.push(data)).on('end', () => response.end('ok'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanups.push(() => server.close());
    const source = drippingSource();
    const uri = `ipp://127.0.0.1:${(server.address() as AddressInfo).port}/ipp/print`;
    const running = exchange(uri, { document: source });
    for (const text of ['page ', 'by ', 'page']) {
      await new Promise((resolve) => setTimeout(resolve, 30));
      source.push(Buffer.from(text));
    }
    source.end();
    expect((await running).end).toMatchObject({ type: 'reply', status: 200 });
    expect(headers).toEqual(['chunked', undefined]);
    expect(Buffer.concat(bodies).subarray(9).toString()).toBe('page by page');
    expect(source.closed).toBe(true);

    const deaf = await serve((socket) => socket.pause());
    const huge = drippingSource();
    for (let at = 0; at < 256; at += 1) huge.push(new Uint8Array(256 * 1024));
    const { end } = await exchange(`ipp://127.0.0.1:${deaf}/`, { document: huge });
    expect(end).toMatchObject({ failure: 'timeout', bodySent: false });
    expect(huge.handedOut).toBeLessThan(32 * 1024 * 1024);
  });

  it('a document that breaks off never looks whole to the printer', async () => {
    let seen = '';
    const port = await serve((socket) => socket.on('data', (data) => (seen += data.toString('latin1'))));
    const source = drippingSource();
    const running = exchange(`ipp://127.0.0.1:${port}/`, { document: source });
    source.push(Buffer.from('half a page'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    source.breakOff();
    expect((await running).end).toMatchObject({ failure: 'protocol', bodySent: false });
    expect(seen).toContain('half a page');
    expect(seen).not.toMatch(/\r\n0\r\n\r\n$/);
    expect(source.closed).toBe(true);
  });

  it('nobody listens: connect, and nothing was sent', async () => {
    const { end } = await exchange('ipp://127.0.0.1:9/ipp/print');
    expect(end).toMatchObject({ type: 'exchangeFailed', failure: 'connect', bodySent: false });
  });

  it('a server that never answers: time-out, and it may have acted', async () => {
    const port = await serve((socket) => socket.resume());
    const { end } = await exchange(`ipp://127.0.0.1:${port}/`);
    expect(end).toMatchObject({ failure: 'timeout', bodySent: true });
  });

  it('an answer that drips or stops after its headers: time-out', async () => {
    const port = await serve((socket) => {
      socket.on('data', () => socket.write(answer('x', 1000)));
    });
    const { end } = await exchange(`ipp://127.0.0.1:${port}/`);
    expect(end).toMatchObject({ failure: 'timeout', bodySent: true });
  });

  it('a connection cut in the middle of an answer: reset', async () => {
    const port = await serve((socket) => {
      socket.on('data', () => socket.end(answer('half', 1000)));
    });
    const { end } = await exchange(`ipp://127.0.0.1:${port}/`);
    expect(end).toMatchObject({ failure: 'reset', bodySent: true });
  });

  it('an answer without end: too large, long before memory', async () => {
    const port = await serve((socket) => {
      socket.on('data', () => socket.write(answer('y'.repeat(400_000))));
    });
    const { end } = await exchange(`ipp://127.0.0.1:${port}/`);
    expect(end).toMatchObject({ failure: 'tooLarge' });
  });

  it('noise instead of HTTP: a failure, no throw', async () => {
    const port = await serve((socket) => {
      socket.on('data', () => socket.end('\x02\x00garbage\r\n\r\n'));
    });
    const { end } = await exchange(`ipp://127.0.0.1:${port}/`);
    expect(end.type).toBe('exchangeFailed');
  });

  it('ipps: takes the pinned certificate and no other; without a pin the pipe is not opened', async () => {
    const { key, pem, pin } = makeCertificate();
    let requests = 0;
    const server = createTlsServer({ key, cert: pem }, (request, response) => {
      requests += 1;
      request.resume().on('end', () => response.end('fine'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanups.push(() => {
      server.closeAllConnections();
      server.close();
    });
    const uri = `ipps://127.0.0.1:${(server.address() as AddressInfo).port}/ipp/print`;
    expect((await exchange(uri, { pin })).end).toMatchObject({ type: 'reply', status: 200 });
    const wrong = await exchange(uri, { pin: '00'.repeat(32) });
    expect(wrong.end).toMatchObject({ failure: 'foreignCertificate', bodySent: false });
    expect(requests).toBe(1);
    expect(() => openHttpPipe({ uri, clock })).toThrow(/fingerprint/);
  });

  it('TLS pitfall: no connection is shared between pins, and a certificate that changed under a running pipe is refused', async () => {
    const [first, second] = [makeCertificate(), makeCertificate()];
    let requests = 0;
    const server = createTlsServer({ key: first.key, cert: first.pem }, (request, response) => {
      requests += 1;
      request.resume().on('end', () => response.end('fine'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanups.push(() => {
      server.closeAllConnections();
      server.close();
    });
    const uri = `ipps://127.0.0.1:${(server.address() as AddressInfo).port}/ipp/print`;
    const pipe = openHttpPipe({ uri, clock, pin: first.pin, limits: QUICK });
    const other = openHttpPipe({ uri, clock, pin: second.pin, limits: QUICK });
    cleanups.push(() => pipe.close());
    cleanups.push(() => other.close());
    let number = 0;
    const ask = (on: typeof pipe): Promise<HttpInput> =>
      new Promise((resolve) => {
        on.onInput(resolve);
        on.send({ type: 'post', exchange: (number += 1), head: new Uint8Array(9), document: null });
      });
    expect(await ask(pipe)).toMatchObject({ type: 'reply', status: 200 });
    // The first pipe's connection is open and good; it is not the second one's.
    expect(await ask(other)).toMatchObject({ failure: 'foreignCertificate', bodySent: false });
    expect(await ask(pipe)).toMatchObject({ type: 'reply' });
    server.setSecureContext({ key: second.key, cert: second.pem });
    server.closeAllConnections();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await ask(pipe)).toMatchObject({ failure: 'foreignCertificate', bodySent: false });
    expect(requests).toBe(2);
  });

  it('closes without a report', async () => {
    const port = await serve((socket) => socket.resume());
    const pipe = openHttpPipe({ uri: `ipp://127.0.0.1:${port}/`, clock, limits: QUICK });
    const inputs: HttpInput[] = [];
    pipe.onInput((input) => inputs.push(input));
    const source = sourceOf(new Uint8Array(10));
    pipe.send({ type: 'post', exchange: 1, head: new Uint8Array(9), document: source });
    pipe.close();
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(inputs).toEqual([]);
    expect(source.closed).toBe(true);
  });
});
