/**
 * A card authority for tests: a CA of the shape of the real one (jpki.md, section 8) under an organisation of its own,
 * `O=JPKI-TEST`, so that no production kiosk can take its cards for real ones.
 */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as der from './der.ts';

/** Names of the two authorities of one card: the user authentication CA and the signature CA. */
export type AuthorityPurpose = 'user authentication' | 'digital signature';

/** How to make an authority; everything has a default. */
export interface AuthorityOptions {
  /** `O=` of the issuer; the real one is `JPKI`. */
  readonly organization?: string;
  readonly purpose?: AuthorityPurpose;
  /** RSA-2048 key of the CA; made anew when absent (about 0.1 s). */
  readonly key?: KeyObject;
  readonly notBefore_epoch_s?: number;
  readonly notAfter_epoch_s?: number;
  /** Serial of the first end-entity certificate; counts up from there. */
  readonly firstSerial?: number;
}

/** What the holder's certificate shall say. */
export interface CertificateRequest {
  readonly publicKey: KeyObject;
  /** 23 characters that name nobody; only the registry of the centre knows whose it is. */
  readonly subjectCn: string;
  readonly notBefore_epoch_s: number;
  /** Real ones end at 14:59:59Z on the fifth birthday of the certificate. */
  readonly notAfter_epoch_s: number;
}

/** A certificate and the serial number by which a centre finds its holder. */
export interface IssuedCertificate {
  readonly certificateDer: Uint8Array;
  /** Serial number, lower-case hex, no leading zeros beyond full bytes. */
  readonly serialHex: string;
}

/** A CA that issues card certificates. */
export interface CardAuthority {
  readonly organization: string;
  readonly purpose: AuthorityPurpose;
  /** Its self-signed certificate, DER: EF 000B (or 0002) of every card it issues for. */
  readonly certificateDer: Uint8Array;
  readonly privateKey: KeyObject;
  issue(request: CertificateRequest): IssuedCertificate;
}

const SHA256_WITH_RSA = der.sequence(der.oid('1.2.840.113549.1.1.11'), der.nothing());
const POLICY_OID: Record<AuthorityPurpose, string> = {
  'user authentication': '1.2.392.200149.8.5.1.3.30',
  'digital signature': '1.2.392.200149.8.5.1.1.20',
};

const attribute = (type: string, value: Uint8Array): Uint8Array => der.setOf(der.sequence(der.oid(type), value));
const country = attribute('2.5.4.6', der.printableString('JP'));
const critical = der.boolean(true);
const extension = (type: string, isCritical: boolean, value: Uint8Array): Uint8Array =>
  der.sequence(der.oid(type), ...(isCritical ? [critical] : []), der.octetString(value));

function issuerName(organization: string, purpose: AuthorityPurpose): Uint8Array {
  return der.sequence(
    country,
    attribute('2.5.4.10', der.utf8String(organization)),
    attribute('2.5.4.11', der.utf8String(`JPKI for ${purpose}`)),
    attribute('2.5.4.11', der.utf8String('Japan Agency for Local Authority Information Systems')),
  );
}

function spkiOf(key: KeyObject): Uint8Array {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  return publicKey.export({ format: 'der', type: 'spki' });
}

const keyIdOf = (spki: Uint8Array): Uint8Array => createHash('sha1').update(spki).digest();

interface Certificate {
  readonly serial: Uint8Array;
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  readonly notBefore_epoch_s: number;
  readonly notAfter_epoch_s: number;
  readonly spki: Uint8Array;
  readonly extensions: readonly Uint8Array[];
}

function signCertificate(certificate: Certificate, privateKey: KeyObject): Uint8Array {
  const tbs = der.sequence(
    der.explicit(0, der.integer(Uint8Array.of(2))),
    der.integer(certificate.serial),
    SHA256_WITH_RSA,
    certificate.issuer,
    der.sequence(der.time(certificate.notBefore_epoch_s), der.time(certificate.notAfter_epoch_s)),
    certificate.subject,
    certificate.spki,
    der.explicit(3, der.sequence(...certificate.extensions)),
  );
  return der.sequence(tbs, SHA256_WITH_RSA, der.bitString(sign('sha256', tbs, privateKey)));
}

/** Extensions of an end-entity certificate; several name the issuer's directory, which makes the real ones 1.5 kB long. */
function holderExtensions(
  purpose: AuthorityPurpose,
  issuer: Uint8Array,
  spki: Uint8Array,
  caSpki: Uint8Array,
): Uint8Array[] {
  const policy = der.sequence(
    der.oid(POLICY_OID[purpose]),
    der.sequence(
      der.sequence(
        der.oid('1.3.6.1.5.5.7.2.1'),
        der.ia5String('http://www.jpki.example/certification-practice-statement/cps.html'),
      ),
    ),
  );
  const directoryName = der.explicit(4, issuer);
  const crl = der.sequence(der.explicit(0, der.explicit(0, directoryName)));
  const ocsp = der.sequence(der.oid('1.3.6.1.5.5.7.48.1'), der.implicit(6, Buffer.from('http://ocsp.jpki.example')));
  return [
    extension('2.5.29.15', true, der.bitString(Uint8Array.of(purpose === 'user authentication' ? 0x80 : 0xc0), 6)),
    extension('2.5.29.32', true, der.sequence(policy)),
    extension('2.5.29.18', false, der.sequence(directoryName)),
    extension('2.5.29.31', false, der.sequence(crl)),
    extension('1.3.6.1.5.5.7.1.1', false, der.sequence(ocsp)),
    extension(
      '2.5.29.35',
      false,
      der.sequence(der.implicit(0, keyIdOf(caSpki)), der.explicit(1, directoryName), der.implicit(2, Uint8Array.of(1))),
    ),
    extension('2.5.29.14', false, der.octetString(keyIdOf(spki))),
  ];
}

function bytesOfSerial(serial: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(serial));
  return bytes;
}

/** Makes a test CA: keys, self-signed certificate, and a counter of serial numbers. */
export function createCardAuthority(options: AuthorityOptions = {}): CardAuthority {
  const organization = options.organization ?? 'JPKI-TEST';
  const purpose = options.purpose ?? 'user authentication';
  const privateKey = options.key ?? generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const issuer = issuerName(organization, purpose);
  const caSpki = spkiOf(privateKey);
  const certificateDer = signCertificate(
    {
      serial: Uint8Array.of(1),
      issuer,
      subject: issuer,
      notBefore_epoch_s: options.notBefore_epoch_s ?? Date.UTC(2023, 0, 1) / 1000,
      notAfter_epoch_s: options.notAfter_epoch_s ?? Date.UTC(2033, 0, 1) / 1000,
      spki: caSpki,
      extensions: [
        extension('2.5.29.19', true, der.sequence(der.boolean(true))),
        extension('2.5.29.15', true, der.bitString(Uint8Array.of(0x06), 1)),
        extension('2.5.29.14', false, der.octetString(keyIdOf(caSpki))),
      ],
    },
    privateKey,
  );
  let nextSerial = options.firstSerial ?? 0x0100_0001;
  return {
    organization,
    purpose,
    certificateDer,
    privateKey,
    issue: (request) => {
      const serial = bytesOfSerial(nextSerial);
      nextSerial += 1;
      const spki = spkiOf(request.publicKey);
      const subject = der.sequence(country, attribute('2.5.4.3', der.utf8String(request.subjectCn)));
      const extensions = holderExtensions(purpose, issuer, spki, caSpki);
      const { notBefore_epoch_s, notAfter_epoch_s } = request;
      const fields = { serial, issuer, subject, notBefore_epoch_s, notAfter_epoch_s, spki, extensions };
      return {
        certificateDer: signCertificate(fields, privateKey),
        serialHex: Buffer.from(serial)
          .toString('hex')
          .replace(/^(00)+/, ''),
      };
    },
  };
}

/** Writes `card-ca.pem` (for the centre, which trusts it) and `card-ca-key.pem` (for whoever makes cards) into a folder. */
export function saveAuthority(folder: string, authority: CardAuthority): { caFile: string; keyFile: string } {
  mkdirSync(folder, { recursive: true });
  const caFile = join(folder, 'card-ca.pem');
  const keyFile = join(folder, 'card-ca-key.pem');
  writeFileSync(caFile, pem('CERTIFICATE', authority.certificateDer));
  writeFileSync(keyFile, authority.privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600 });
  return { caFile, keyFile };
}

/** The authority whose key {@link saveAuthority} wrote; its CA certificate is made again with the same key and name. */
export function loadAuthority(folder: string, options: Omit<AuthorityOptions, 'key'> = {}): CardAuthority {
  return createCardAuthority({ ...options, key: createPrivateKey(readFileSync(join(folder, 'card-ca-key.pem'))) });
}

/** PEM text (RFC 7468). */
export function pem(label: string, bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
