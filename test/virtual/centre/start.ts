/**
 * Starts a whole reference centre on HTTPS: residents, clock, PDFs, keys. As a program:
 *
 *   node test/virtual/centre/start.ts --keys FOLDER --card-authority FILE [--port N] [--residents FOLDER] [--now ISO]
 *
 * `--keys` is a folder of `make-authority.ts`; `--card-authority` a PEM file with the CA of the cards it trusts. It prints its
 * address as one line of JSON and serves until its standard input ends.
 */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { realRandom } from '../../../src/base/real-random.ts';
import { serveHttpsCentre, type HttpsCentre } from '../hosts/https-centre.ts';
import { ReferenceCentre } from './centre.ts';
import { loadServerSide, type CentreAuthority } from './make-authority.ts';
import { createPdfPages } from './pdf-pages.ts';
import { loadRegisters } from './registry.ts';

/** Wednesday 2025-04-16, 10:00 in Tokyo (design, Time). */
export const DEMO_DAY_EPOCH_MS = Date.UTC(2025, 3, 16, 1, 0, 0);

export interface StartOptions {
  readonly authority: Pick<CentreAuthority, 'ca_pem' | 'server' | 'signingKey'>;
  /** DER certificates of the card authorities. */
  readonly cardAuthorities: readonly Uint8Array[];
  readonly port?: number;
  /** Folder of registers; default: the fictional residents. */
  readonly residents?: string;
  /** What the centre's clock says at the start; it runs on from there. */
  readonly now_epoch_ms?: number;
}

export interface RunningCentre extends HttpsCentre {
  readonly centre: ReferenceCentre;
}

export async function startCentre(options: StartOptions): Promise<RunningCentre> {
  const started_ms = performance.now();
  const start_epoch_ms = options.now_epoch_ms ?? DEMO_DAY_EPOCH_MS;
  const centre = new ReferenceCentre({
    registers: loadRegisters(options.residents),
    cardAuthorities: options.cardAuthorities,
    now_epoch_ms: () => start_epoch_ms + Math.floor(performance.now() - started_ms),
    random: realRandom,
  });
  const { authority, port = 0 } = options;
  const host = await serveHttpsCentre({ centre, authority, makePage: createPdfPages(), port });
  return { ...host, centre };
}

/** DER of every certificate in a PEM file. */
export function readCertificates(file: string): Uint8Array[] {
  const blocks = readFileSync(file, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => new X509Certificate(block).raw);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      keys: { type: 'string' },
      'card-authority': { type: 'string', multiple: true },
      port: { type: 'string' },
      residents: { type: 'string' },
      now: { type: 'string' },
    },
  });
  const authority = values.keys === undefined ? null : loadServerSide(values.keys);
  const anchors = values['card-authority'] ?? [];
  if (!authority || anchors.length === 0) throw new Error('--keys FOLDER and --card-authority FILE are needed');
  const { url, close } = await startCentre({
    authority,
    cardAuthorities: anchors.flatMap(readCertificates),
    port: Number(values.port ?? 0),
    ...(values.residents === undefined ? {} : { residents: values.residents }),
    ...(values.now === undefined ? {} : { now_epoch_ms: Date.parse(values.now) }),
  });
  console.log(JSON.stringify({ url }));
  process.stdin.resume().on('end', () => {
    close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
}

if (import.meta.main) await main();
