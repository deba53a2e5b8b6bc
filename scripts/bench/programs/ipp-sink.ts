/**
 * A printer that takes documents and looks at none: the virtual printer behind a host that lets the body of Send-Document pass
 * away as it comes, so that a bench of clients measures clients. Over TLS when key and certificate are named. Prints its address.
 *
 *     node ipp-sink.ts [KEY.pem CERT.pem]
 */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { SeededRandom } from '../../../src/base/random.ts';
import { RealClock } from '../../../src/base/real-clock.ts';
import { tinyLeaf } from '../../../test/protocol/ipp-bench.ts';
import { VirtualPrinter } from '../../../test/virtual/printer/printer.ts';
import { parse } from '../../../test/virtual/printer/wire.ts';

const SEND_DOCUMENT = 0x0006;
const leaf = tinyLeaf(1);
const printer = new VirtualPrinter({ clock: new RealClock(), random: new SeededRandom(1) }, { sheet_ms: 1 });
printer.onChange(() => {
  if (printer.sheets().length > 100) printer.takeOutput();
  if (printer.engine.paperInTray < 100) printer.engine.paperInTray = 500;
});

function take(request: IncomingMessage, response: ServerResponse): void {
  const parts: Buffer[] = [];
  /** The message before the document, once it is whole. */
  let message: Uint8Array | null = null;
  request.on('error', () => undefined);
  request.on('data', (part: Buffer) => {
    if (message) return;
    parts.push(part);
    const head = Buffer.concat(parts);
    const parsed = parse(head);
    if (parsed.ok) message = Uint8Array.from(head.subarray(0, head.length - parsed.rest.length));
  });
  request.on('end', () => {
    const body = message ?? Buffer.concat(parts);
    const isDocument = body[2]! * 256 + body[3]! === SEND_DOCUMENT;
    const answer = printer.exchange(isDocument ? Buffer.concat([body, leaf]) : body);
    if (answer.kind !== 'reply') return void response.destroy();
    response.writeHead(200, { 'Content-Type': 'application/ipp', 'Content-Length': answer.bytes.length });
    response.end(answer.bytes);
  });
}

const [key, cert] = process.argv.slice(2);
const server =
  key !== undefined && cert !== undefined
    ? createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }, take)
    : createServer(take);
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  printer.uri = `${key === undefined ? 'ipp' : 'ipps'}://127.0.0.1:${port}/ipp/print`;
  process.stdout.write(`${printer.uri}\n`);
});
// Ends with the bench, whatever happens to it.
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
