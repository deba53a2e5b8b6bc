import { createPrivateKey, createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { MadoguchiError } from '../src/base/errors.ts';
import { parsedJson } from '../src/base/json.ts';
import { CREDENTIAL } from './meta.ts';
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
  // Several while the centre changes its authority: each must be one.
  if (!(trustAnchor.pem.match(CERTIFICATE) ?? []).every((block) => isAuthority(block)) || !trustAnchor.certificate.ca) {
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

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

function isAuthority(pem: string): boolean {
  try {
    return new X509Certificate(pem).ca;
  } catch {
    return false;
  }
}

/** Keys of the interface to other boards, as PEM text. */
export interface InterfaceKeyFiles {
  readonly certificate_pem: string;
  readonly key_pem: string;
  readonly clientAuthority_pem: string;
}

/** Reads the keys of the interface; null when there is none. Throws `keyMaterial` naming the key and the file. */
export function readInterfaceKeys({ interface: keys }: Pick<Config, 'interface'>): InterfaceKeyFiles | null {
  const { address, certificate, key, clientAuthority } = keys;
  if (address === undefined || certificate === undefined || key === undefined || clientAuthority === undefined)
    return null;
  const own = readCertificate('interface.certificate', certificate);
  const key_pem = readPem('interface.key', key);
  const privateKey = parsed('interface.key', key, 'a private key', () => createPrivateKey(key_pem));
  if (!own.certificate.checkPrivateKey(privateKey))
    throw broken('interface.key', key, `does not belong to the certificate ${certificate}`);
  if ((statSync(key).mode & 0o007) !== 0)
    throw broken('interface.key', key, 'can be read by everybody; expected mode 0640 or stricter');
  const authority = readCertificate('interface.clientAuthority', clientAuthority);
  if (!authority.certificate.ca)
    throw broken('interface.clientAuthority', clientAuthority, 'is not the certificate of an authority (CA)');
  return { certificate_pem: own.pem, key_pem, clientAuthority_pem: authority.pem };
}

/** What seals the sheets of this kiosk (R96), as text. */
export interface PaperKeyFiles {
  readonly signingKey_pem: string;
  /** Compact JWS (RFC 7515). */
  readonly attestation: string;
  readonly verifyingAuthority_pem: string;
}

/**
 * Reads the keys that seal sheets; null when none is configured: then no certificates are sold. Throws `keyMaterial` for a file that
 * cannot serve, and when only some are named. Whether the attestation holds is judged by whoever verifies a sheet; here, that it is
 * for this key.
 */
export function readPaperKeys({ paper }: Pick<Config, 'paper'>): PaperKeyFiles | null {
  const { signingKey, attestation, verifyingAuthority } = paper;
  if (signingKey === undefined && attestation === undefined && verifyingAuthority === undefined) return null;
  if (signingKey === undefined) throw notSet('paper.signingKey');
  if (attestation === undefined) throw notSet('paper.attestation');
  if (verifyingAuthority === undefined) throw notSet('paper.verifyingAuthority');
  const signingKey_pem = readPem('paper.signingKey', signingKey);
  const own = parsed('paper.signingKey', signingKey, 'a private key', () => createPrivateKey(signingKey_pem));
  if (!isP256(own)) throw broken('paper.signingKey', signingKey, 'is not a key of the curve P-256');
  if ((statSync(signingKey).mode & 0o007) !== 0) {
    throw broken('paper.signingKey', signingKey, 'can be read by everybody; expected mode 0640 or stricter');
  }
  const word = readPem('paper.attestation', attestation).trim();
  if (!attests(word, own)) throw broken('paper.attestation', attestation, `does not attest the key ${signingKey}`);
  const verifyingAuthority_pem = readPem('paper.verifyingAuthority', verifyingAuthority);
  const theirs = parsed('paper.verifyingAuthority', verifyingAuthority, 'a public key or certificate', () =>
    publicKeyOf(verifyingAuthority_pem),
  );
  if (!isP256(theirs)) throw broken('paper.verifyingAuthority', verifyingAuthority, 'is not a key of the curve P-256');
  return { signingKey_pem, attestation: word, verifyingAuthority_pem };
}

function isP256(key: KeyObject): boolean {
  return key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
}

/** True for a JWS whose payload confirms this key (RFC 7800, `cnf.jwk`). */
function attests(jws: string, key: KeyObject): boolean {
  const [, payload = ''] = jws.split('.');
  const claims = parsedJson(Buffer.from(payload, 'base64url').toString('utf8'));
  const confirmed = claimsSchema.safeParse(claims);
  const { x, y } = createPublicKey(key).export({ format: 'jwk' });
  return confirmed.success && confirmed.data.cnf.jwk.x === x && confirmed.data.cnf.jwk.y === y;
}

const claimsSchema = z.object({ cnf: z.object({ jwk: z.object({ x: z.string(), y: z.string() }) }) });

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

type KeyName =
  | keyof Config['centre']
  | `interface.${keyof Config['interface']}`
  | `paper.${keyof Config['paper']}`
  | 'service.municipalityTrustAnchor';

function readPem(key: KeyName, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (file.startsWith(CREDENTIAL)) throw broken(key, file, noCredentials(file.slice(CREDENTIAL.length)));
    const { code } = error as NodeJS.ErrnoException;
    throw broken(key, file, code === 'ENOENT' ? 'does not exist' : `cannot be read (${code ?? 'unknown'})`);
  }
}

/** What is wrong where a credential is named and this process was given none. */
export function noCredentials(name: string): string {
  return `is a credential, and $CREDENTIALS_DIRECTORY is not set; expected a start by systemd with LoadCredential=${name}:…`;
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

function notSet(key: KeyName): MadoguchiError {
  return new MadoguchiError('keyMaterial', `${key} is not set; expected all three keys that seal a sheet, or none`, {
    context: { key },
  });
}
