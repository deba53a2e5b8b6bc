/** HTTP(S) host of the virtual printer: carries bytes, knows nothing of IPP. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { VirtualPrinter } from '../printer/printer.ts';

/** A running host. */
export interface HttpPrinterHost {
  readonly port: number;
  readonly uri: string;
  close(): Promise<void>;
}

/** Largest request body taken: two sides of A4 in CMYK that do not compress are 281 MB. */
const BODY_BYTES_MAX = 320 * 1024 * 1024;

/** Serves `printer` at `/ipp/print` on 127.0.0.1; `tls` makes it ipps. `port` 0 takes a free one. */
export async function serveHttpPrinter(
  printer: VirtualPrinter,
  options: { port?: number; tls?: { key: string; cert: string } } = {},
): Promise<HttpPrinterHost> {
  const listener = (request: IncomingMessage, response: ServerResponse): void => take(printer, request, response);
  const server = options.tls ? createTlsServer(options.tls, listener) : createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const uri = `${options.tls ? 'ipps' : 'ipp'}://127.0.0.1:${port}/ipp/print`;
  printer.uri = uri;
  return {
    port,
    uri,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function take(printer: VirtualPrinter, request: IncomingMessage, response: ServerResponse): void {
  const parts: Buffer[] = [];
  let size = 0;
  request.on('error', () => undefined);
  response.on('error', () => undefined);
  if (!printer.isOn) {
    request.socket.destroy();
    return;
  }
  request.on('data', (part: Buffer) => {
    size += part.length;
    if (size > BODY_BYTES_MAX) request.socket.destroy();
    else parts.push(part);
  });
  request.on('end', () => {
    if (request.method !== 'POST') {
      response.writeHead(405).end();
      return;
    }
    const answer = printer.exchange(Buffer.concat(parts));
    switch (answer.kind) {
      case 'hang':
        return;
      case 'error':
        response.writeHead(answer.status).end();
        return;
      case 'cut':
        if (answer.bytes.length > 0) {
          response.writeHead(200, { 'Content-Type': 'application/ipp', 'Content-Length': answer.bytes.length * 2 });
          response.write(answer.bytes, () => request.socket.destroy());
        } else request.socket.destroy();
        return;
      case 'reply':
        response.writeHead(200, { 'Content-Type': 'application/ipp', 'Content-Length': answer.bytes.length });
        response.end(answer.bytes);
    }
  });
}
