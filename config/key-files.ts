import { createPrivateKey, createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { MadoguchiError } from '../src/base/errors.ts';
import type { Config } from './schema.ts';

/** What proves kiosk and centre to each other, as PEM text. */
export interface KeyFiles {
  readonly trustAnchor_pem: string;
  readonly clientCertificate_pem: string;
  readonly clientKey_pem: string;
  readonly documentTrustAnchor_pem: string;
  /** Who may close incidents from afar; null: nobody. */
  readonly incidentSigners_pem: string | null;
}

/**
 * Reads the key material that the configuration names and checks that it can serve: readable, parsable, key and
 * certificate belong together, the key is not open to everybody. Throws `keyMaterial` naming the key and the file.
 * Validity in time is not judged here: TLS does that at each connection.
 */
export function readKeyFiles({ centre }: Pick<Config, 'centre'>): KeyFiles {
  const trustAnchor = readCertificate('trustAnchor', centre.trustAnchor);
  if (!trustAnchor.certificate.ca) {
    throw broken('trustAnchor', centre.trustAnchor, 'is not the certificate of an authority (CA)');
  }
  const client = readCertificate('clientCertificate', centre.clientCertificate);
  const clientKey_pem = readPem('clientKey', centre.clientKey);
  const key = parsed('clientKey', centre.clientKey, 'a private key', () => createPrivateKey(clientKey_pem));
  if (!client.certificate.checkPrivateKey(key)) {
    throw broken('clientKey', centre.clientKey, `does not belong to the certificate ${centre.clientCertificate}`);
  }
  if ((statSync(centre.clientKey).mode & 0o007) !== 0) {
    throw broken('clientKey', centre.clientKey, 'can be read by everybody; expected mode 0640 or stricter');
  }
  const documentTrustAnchor_pem = readPem('documentTrustAnchor', centre.documentTrustAnchor);
  parsed('documentTrustAnchor', centre.documentTrustAnchor, 'a public key or certificate', () =>
    publicKeyOf(documentTrustAnchor_pem),
  );
  const signers = centre.incidentSigners;
  const incidentSigners_pem = signers === undefined ? null : readPem('incidentSigners', signers);
  if (signers !== undefined && incidentSigners_pem !== null) {
    parsed('incidentSigners', signers, 'a public key or certificate', () => publicKeyOf(incidentSigners_pem));
  }
  return {
    trustAnchor_pem: trustAnchor.pem,
    clientCertificate_pem: client.pem,
    clientKey_pem,
    documentTrustAnchor_pem,
    incidentSigners_pem,
  };
}

/**
 * Reads the public keys of the authority that signs the municipal data, as PEM text. Throws `keyMaterial` as
 * {@link readKeyFiles} does; whether a key can serve (Ed25519) is judged where signatures are verified.
 */
export function readMunicipalityAnchor({ service }: Pick<Config, 'service'>): string {
  const file = service.municipalityTrustAnchor;
  const pem = readPem('service.municipalityTrustAnchor', file);
  parsed('service.municipalityTrustAnchor', file, 'a public key or certificate', () => publicKeyOf(pem));
  return pem;
}

type KeyName = keyof Config['centre'] | 'service.municipalityTrustAnchor';

function readPem(key: KeyName, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw broken(key, file, code === 'ENOENT' ? 'does not exist' : `cannot be read (${code ?? 'unknown'})`);
  }
}

function readCertificate(key: KeyName, file: string): { pem: string; certificate: X509Certificate } {
  const pem = readPem(key, file);
  return { pem, certificate: parsed(key, file, 'a certificate', () => new X509Certificate(pem)) };
}

function publicKeyOf(pem: string): KeyObject {
  return pem.includes('BEGIN CERTIFICATE') ? new X509Certificate(pem).publicKey : createPublicKey(pem);
}

function parsed<T>(key: KeyName, file: string, what: string, parse: () => T): T {
  try {
    return parse();
  } catch {
    throw broken(key, file, `is not ${what} in PEM`);
  }
}

function broken(key: KeyName, file: string, what: string): MadoguchiError {
  const path = key.includes('.') ? key : `centre.${key}`;
  return new MadoguchiError('keyMaterial', `${path}: ${file} ${what}`, { context: { key: path } });
}
