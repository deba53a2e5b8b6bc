/** Starts a whole reference centre on HTTPS: residents, catalogue, clock, PDFs, keys. `main.ts` is the program. */
import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { realRandom } from '../../../src/base/real-random.ts';
import { serveHttpsCentre, type HttpsCentre } from '../hosts/https-centre.ts';
import { loadCatalogue } from './catalogue.ts';
import { ReferenceCentre } from './centre.ts';
import { CentreClock } from './clock.ts';
import type { CentreAuthority } from './make-authority.ts';
import { createPdfPages } from './pdf-pages.ts';
import { loadRegisters, loadRevoked } from './registry.ts';

export interface StartOptions {
  readonly authority: Pick<CentreAuthority, 'ca_pem' | 'server' | 'signingKey'>;
  /** DER certificates of the card authorities. */
  readonly cardAuthorities: readonly Uint8Array[];
  readonly port?: number;
  /** Folder of registers; default: the fictional residents. */
  readonly residents?: string;
  /** Folder of municipalities; default: those beside this file. */
  readonly catalogue?: string;
  /** File of revoked certificates; default: the one beside this file. */
  readonly revoked?: string;
  /** What the centre's clock says at the start; it runs on from there. */
  readonly now_epoch_ms?: number;
}

export interface RunningCentre extends HttpsCentre {
  readonly centre: ReferenceCentre;
  readonly clock: CentreClock;
}

export async function startCentre(options: StartOptions): Promise<RunningCentre> {
  const clock = new CentreClock(() => performance.now(), options.now_epoch_ms);
  const centre = new ReferenceCentre({
    registers: loadRegisters(options.residents),
    municipalities: loadCatalogue(options.catalogue),
    revoked: loadRevoked(options.revoked),
    cardAuthorities: options.cardAuthorities,
    now_epoch_ms: clock.now_epoch_ms,
    random: realRandom,
  });
  const { authority, port = 0 } = options;
  const host = await serveHttpsCentre({ centre, authority, makePage: createPdfPages(), port });
  return { ...host, centre, clock };
}

/** DER of every certificate in a PEM file, or in the `.pem` files of a folder. */
export function readCertificates(path: string): Uint8Array[] {
  if (statSync(path).isDirectory()) {
    const files = readdirSync(path).filter((name) => name.endsWith('.pem'));
    return files.toSorted().flatMap((name) => readCertificates(join(path, name)));
  }
  const blocks = readFileSync(path, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => new X509Certificate(block).raw);
}
