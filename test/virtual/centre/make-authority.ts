/**
 * Keys and certificates of a reference centre and its kiosks: a CA, a server certificate for this machine, client
 * certificates, and the Ed25519 key that signs manifests and time. Valid by the system clock, as TLS judges it, and by the centre's.
 *
 *   node test/virtual/centre/make-authority.ts FOLDER [KIOSK_ID …]
 */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  type KeyObject,
} from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as der from '../card/der.ts';
import { makeSheetAuthority, saveSheetKeys, type PaperFiles, type SheetAuthority } from './sheet-authority.ts';

/** A certificate and its key, PEM. */
export interface KeyPair {
  readonly certificate_pem: string;
  readonly key_pem: string;
}

/** What a centre and a kiosk need to know each other. */
export interface CentreAuthority {
  /** What the kiosk pins. */
  readonly ca_pem: string;
  readonly server: KeyPair;
  readonly signingKey: KeyObject;
  /** Public key of `signingKey`: what the kiosk pins for manifests and time. */
  readonly signingPublic_pem: string;
  /** A client certificate; the kiosk's id is its common name. */
  issueClient(kioskId: string): KeyPair;
  /** A client certificate for a key that the kiosk made, from now on for so long, seconds; PEM. */
  certifyClient(kioskId: string, publicKey: KeyObject, valid_s?: number): string;
  /** Who stands behind printed sheets. */
  readonly sheets: SheetAuthority;
}

const ECDSA_WITH_SHA256 = der.sequence(der.oid('1.2.840.10045.4.3.2'));
const TEN_YEARS_S = 3650 * 86_400;
/** Before the centre's own morning (README), by which a kiosk judges its certificates too. */
const BEGINS_EPOCH_S = Date.UTC(2025, 0, 1) / 1000;

const name = (commonName: string): Uint8Array =>
  der.sequence(der.setOf(der.sequence(der.oid('2.5.4.3'), der.utf8String(commonName))));
const extension = (type: string, critical: boolean, value: Uint8Array): Uint8Array =>
  der.sequence(der.oid(type), ...(critical ? [der.boolean(true)] : []), der.octetString(value));
const spkiOf = (key: KeyObject): Uint8Array => createPublicKey(key).export({ format: 'der', type: 'spki' });
const keyId = (spki: Uint8Array): Uint8Array => createHash('sha1').update(spki).digest();

function pem(label: string, bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

interface Issue {
  readonly commonName: string;
  readonly spki: Uint8Array;
  readonly issuerName: string;
  readonly issuerKey: KeyObject;
  readonly extensions: readonly Uint8Array[];
  readonly valid_s?: number;
}

/** One certificate (RFC 5280), signed with ECDSA. */
function issue({ commonName, spki, issuerName, issuerKey, extensions, valid_s = TEN_YEARS_S }: Issue): string {
  const now_s = Math.floor(Date.now() / 1000);
  const identifiers = [
    extension('2.5.29.14', false, der.octetString(keyId(spki))),
    extension('2.5.29.35', false, der.sequence(der.implicit(0, keyId(spkiOf(issuerKey))))),
  ];
  const tbs = der.sequence(
    der.explicit(0, der.integer(Uint8Array.of(2))),
    der.integer(Uint8Array.of(1, ...randomBytes(15))),
    ECDSA_WITH_SHA256,
    name(issuerName),
    der.sequence(der.time(BEGINS_EPOCH_S), der.time(now_s + valid_s)),
    name(commonName),
    spki,
    der.explicit(3, der.sequence(...extensions, ...identifiers)),
  );
  return pem('CERTIFICATE', der.sequence(tbs, ECDSA_WITH_SHA256, der.bitString(sign('sha256', tbs, issuerKey))));
}

const newKey = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const pemOfKey = (key: KeyObject): string => String(key.export({ format: 'pem', type: 'pkcs8' }));
const digitalSignature = extension('2.5.29.15', true, der.bitString(Uint8Array.of(0x80), 7));
/** Extended key usage: 1 = server, 2 = client. */
const usage = (purpose: 1 | 2): Uint8Array =>
  extension('2.5.29.37', false, der.sequence(der.oid(`1.3.6.1.5.5.7.3.${purpose}`)));

/** Makes everything anew (a few milliseconds). `caName` tells one test authority from another. */
export function makeAuthority(caName = '見本 証明書交付センター CA'): CentreAuthority {
  const caKey = newKey();
  const ca_pem = issue({
    commonName: caName,
    spki: spkiOf(caKey),
    issuerName: caName,
    issuerKey: caKey,
    extensions: [
      extension('2.5.29.19', true, der.sequence(der.boolean(true))),
      extension('2.5.29.15', true, der.bitString(Uint8Array.of(0x06), 1)),
    ],
  });
  const leaf = (commonName: string, extensions: readonly Uint8Array[]): KeyPair => {
    const key = newKey();
    const spki = spkiOf(key);
    return {
      certificate_pem: issue({ commonName, spki, issuerName: caName, issuerKey: caKey, extensions }),
      key_pem: pemOfKey(key),
    };
  };
  const thisMachine = der.sequence(
    der.implicit(2, Buffer.from('localhost')),
    der.implicit(7, Uint8Array.of(127, 0, 0, 1)),
  );
  const signingKey = generateKeyPairSync('ed25519').privateKey;
  return {
    ca_pem,
    server: leaf('localhost', [digitalSignature, usage(1), extension('2.5.29.17', false, thisMachine)]),
    signingKey,
    signingPublic_pem: publicPem(signingKey),
    issueClient: (kioskId) => leaf(kioskId, [digitalSignature, usage(2)]),
    certifyClient: (kioskId, publicKey, valid_s = TEN_YEARS_S) => {
      const spki = publicKey.export({ format: 'der', type: 'spki' });
      const extensions = [digitalSignature, usage(2)];
      return issue({ commonName: kioskId, spki, issuerName: caName, issuerKey: caKey, extensions, valid_s });
    },
    sheets: makeSheetAuthority(),
  };
}

const publicPem = (key: KeyObject): string => String(createPublicKey(key).export({ format: 'pem', type: 'spki' }));

/** Paths of what {@link saveAuthority} writes. */
export interface CentreFiles {
  readonly trustAnchor: string;
  readonly clientCertificate: string;
  readonly clientKey: string;
  readonly documentTrustAnchor: string;
  /** Section `paper`. */
  readonly paper: PaperFiles;
}

/** Writes what the configuration of a kiosk names (sections `centre` and `paper`) and what a centre needs into a folder. */
export function saveAuthority(folder: string, authority: CentreAuthority, kioskId: string): CentreFiles {
  mkdirSync(folder, { recursive: true });
  const write = (file: string, text: string, mode = 0o644): string => {
    const path = join(folder, file);
    writeFileSync(path, text, { mode });
    return path;
  };
  const client = authority.issueClient(kioskId);
  write('centre-server.pem', authority.server.certificate_pem);
  write('centre-server-key.pem', authority.server.key_pem, 0o600);
  write('centre-signing-key.pem', pemOfKey(authority.signingKey), 0o600);
  // What a verifier of printed sheets trusts (madoguchi verify).
  const anchors = {
    kioskAuthorities: [{ name: '見本 端末認証局', publicKey: authority.sheets.kioskAuthorityPublic_pem }],
    centres: [{ name: '見本 証明書交付センター', publicKey: authority.signingPublic_pem }],
  };
  write('sheet-trust.json', `${JSON.stringify(anchors, null, 2)}\n`);
  return {
    trustAnchor: write('centre-ca.pem', authority.ca_pem),
    clientCertificate: write(`${kioskId}.pem`, client.certificate_pem),
    clientKey: write(`${kioskId}-key.pem`, client.key_pem, 0o600),
    documentTrustAnchor: write('centre-signing-public.pem', authority.signingPublic_pem),
    paper: saveSheetKeys(folder, authority.sheets, kioskId),
  };
}

/** The server's half of what {@link saveAuthority} wrote, or null when it is not there. */
export function loadServerSide(
  folder: string,
): Omit<CentreAuthority, 'issueClient' | 'certifyClient' | 'sheets'> | null {
  if (!existsSync(join(folder, 'centre-signing-key.pem'))) return null;
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
  return {
    ca_pem: read('centre-ca.pem'),
    server: { certificate_pem: read('centre-server.pem'), key_pem: read('centre-server-key.pem') },
    signingKey: createPrivateKey(read('centre-signing-key.pem')),
    signingPublic_pem: read('centre-signing-public.pem'),
  };
}

if (import.meta.main) {
  const [folder, ...kioskIds] = process.argv.slice(2);
  if (folder === undefined) throw new Error('usage: make-authority.ts FOLDER [KIOSK_ID …]');
  const authority = makeAuthority();
  for (const kioskId of kioskIds.length > 0 ? kioskIds : ['kiosk-0001']) saveAuthority(folder, authority, kioskId);
}
