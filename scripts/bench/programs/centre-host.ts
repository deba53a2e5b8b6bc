/**
 * The reference centre and, beside it, a bare HTTPS server with the same TLS settings that hands out the same number of bytes in the
 * same pieces. A process of its own, so that no side of the bench pays for it. Prints its addresses, then a line for each application.
 */
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { RealClock } from '../../../src/base/real-clock.ts';
import { realRandom } from '../../../src/base/real-random.ts';
import { ReferenceCentre } from '../../../test/virtual/centre/centre.ts';
import { TEST_DAY_EPOCH_MS } from '../../../test/virtual/centre/fixture.ts';
import { loadServerSide } from '../../../test/virtual/centre/make-authority.ts';
import { createPdfPages } from '../../../test/virtual/centre/pdf-pages.ts';
import { loadRegisters } from '../../../test/virtual/centre/registry.ts';
import { sealPage } from '../../../test/virtual/centre/sealing.ts';
import { readCertificates } from '../../../test/virtual/centre/start.ts';
import { serveHttpsCentre } from '../../../test/virtual/hosts/https-centre.ts';

/** About what a manifest of one or two sets takes with its signature. */
const MANIFEST_BYTES = 2_048;

const [keys = '', cardAuthority = ''] = process.argv.slice(2);
const authority = loadServerSide(keys);
if (!authority) throw new Error('usage: centre-host.ts KEYS CARD_AUTHORITY');
const clock = new RealClock();
const begun_ms = clock.now_ms();
const centre = new ReferenceCentre({
  registers: loadRegisters(),
  cardAuthorities: readCertificates(cardAuthority),
  now_epoch_ms: () => TEST_DAY_EPOCH_MS + Math.floor(clock.now_ms() - begun_ms),
  random: realRandom,
});
const compose = createPdfPages();

/** What the centre itself did for one application. */
let work = { from_ms: NaN, making: 0, sealed: [] as number[] };
let bodies: Uint8Array[] = [];

const host = await serveHttpsCentre({
  centre,
  authority,
  makePage: (sheet) => {
    if (work.making === 0) work.from_ms = performance.now();
    work.making += 1;
    return compose(sheet);
  },
  sealPage: async (...page) => {
    const sealed = await sealPage(...page);
    work.sealed.push(sealed.length);
    if (work.sealed.length === work.making) {
      const busy_ms = performance.now() - work.from_ms;
      bodies = [MANIFEST_BYTES, ...work.sealed].map((length) => Buffer.alloc(length, 0x61));
      process.stdout.write(`${JSON.stringify({ busy_ms, pieces: bodies.map(({ length }) => length) })}\n`);
      work = { from_ms: NaN, making: 0, sealed: [] };
    }
    return sealed;
  },
});

const bare = createServer(
  {
    key: authority.server.key_pem,
    cert: authority.server.certificate_pem,
    ca: authority.ca_pem,
    minVersion: 'TLSv1.3',
    requestCert: true,
    rejectUnauthorized: true,
  },
  (request, response) => {
    request.resume();
    const body = bodies[Number((request.url ?? '/0').slice(1))] ?? new Uint8Array(2);
    response.setHeader('content-length', body.length);
    response.end(body);
  },
);
await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve));
const { port } = bare.address() as AddressInfo;
process.stdout.write(`${JSON.stringify({ url: host.url, bare: `https://127.0.0.1:${port}` })}\n`);
// Ends with the bench, whatever happens to it.
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
