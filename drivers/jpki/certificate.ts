/**
 * The three facts a kiosk needs of a certificate (RFC 5280), taken from the bytes: end of validity, public key, and
 * whether the real authority or a test authority issued it. The subject is stepped over and never becomes a string.
 * Whether the certificate is genuine and not revoked is for the centre to say.
 */
import { constants, createHash, createPublicKey, publicDecrypt } from 'node:crypto';
import { digestInfo } from './apdu.ts';

/** Whose certificate it claims to be, by `O=` of the issuer. */
export type IssuerKind = 'jpki' | 'test' | 'other';

/** What the driver keeps of a certificate. */
export interface CertificateFacts {
  readonly notAfter_epoch_s: number;
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array;
  readonly issuer: IssuerKind;
  /** SHA-256 of the whole certificate, lower-case hex. */
  readonly fingerprint: string;
}

interface Item {
  readonly tag: number;
  /** First byte of the object, of its contents, and first byte after it. */
  readonly start: number;
  readonly body: number;
  readonly end: number;
}

const SEQUENCE = 0x30;
const SET = 0x31;
const OID = 0x06;
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
const EXPLICIT_0 = 0xa0;
/** 2.5.4.10, organizationName. */
const ORGANIZATION = Buffer.from([0x55, 0x04, 0x0a]);
/** 1.2.840.113549.1.1.1, rsaEncryption. */
const RSA = Buffer.from([0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01]);
/** Real issuer and the one of test cards (jpki.md, section 8). */
const ORGANIZATIONS: readonly (readonly [Buffer, IssuerKind])[] = [
  [Buffer.from('JPKI', 'ascii'), 'jpki'],
  [Buffer.from('JPKI-TEST', 'ascii'), 'test'],
];

/**
 * Total length of the DER object that begins with these four bytes `30 82 hh ll`; null for anything else. The file on the
 * card is longer than the object.
 */
export function derLength_bytes(head: Uint8Array): number | null {
  if (head.length < 4 || head[0] !== SEQUENCE || head[1] !== 0x82) return null;
  return ((head[2] ?? 0) << 8) + (head[3] ?? 0) + 4;
}

function itemAt(bytes: Uint8Array, start: number, limit: number): Item | null {
  const tag = bytes[start];
  const first = bytes[start + 1];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return null;
  let length = first;
  let body = start + 2;
  if (first >= 0x80) {
    const count = first & 0x7f;
    if (count < 1 || count > 2) return null;
    length = 0;
    for (let at = 0; at < count; at += 1) length = (length << 8) | (bytes[body + at] ?? 0);
    body += count;
  }
  const end = body + length;
  return end <= limit && end <= bytes.length ? { tag, start, body, end } : null;
}

/** Children of a constructed object; null when they do not fill it exactly. */
function childrenOf(bytes: Uint8Array, parent: Item | null | undefined, tag: number): Item[] | null {
  if (!parent || parent.tag !== tag) return null;
  const items: Item[] = [];
  for (let at = parent.body; at < parent.end;) {
    const item = itemAt(bytes, at, parent.end);
    if (!item) return null;
    items.push(item);
    at = item.end;
  }
  return items;
}

const contents = (bytes: Uint8Array, item: Item): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset + item.body, item.end - item.body);

/** Reads a certificate; null when it is damaged or its key is not RSA-2048. */
export function readCertificate(der: Uint8Array): CertificateFacts | null {
  const [tbs] = childrenOf(der, itemAt(der, 0, der.length), SEQUENCE) ?? [];
  const fields = childrenOf(der, tbs, SEQUENCE);
  if (!fields) return null;
  // version [0], serial, algorithm, issuer, validity, subject, key …
  const first = fields[0]?.tag === EXPLICIT_0 ? 1 : 0;
  const issuer = fields[first + 2];
  const [, notAfter] = childrenOf(der, fields[first + 3], SEQUENCE) ?? [];
  const spki = fields[first + 5];
  if (!issuer || !notAfter || !spki) return null;
  const notAfter_epoch_s = timeOf(der, notAfter);
  if (notAfter_epoch_s === null || !isRsa2048(der, spki)) return null;
  return {
    notAfter_epoch_s,
    spki: der.slice(spki.start, spki.end),
    issuer: issuerKind(der, issuer),
    fingerprint: createHash('sha256').update(der).digest('hex'),
  };
}

function issuerKind(der: Uint8Array, name: Item): IssuerKind {
  for (const rdn of childrenOf(der, name, SEQUENCE) ?? []) {
    for (const attribute of childrenOf(der, rdn, SET) ?? []) {
      const [type, value] = childrenOf(der, attribute, SEQUENCE) ?? [];
      if (!type || !value || type.tag !== OID || !contents(der, type).equals(ORGANIZATION)) continue;
      return ORGANIZATIONS.find(([text]) => contents(der, value).equals(text))?.[1] ?? 'other';
    }
  }
  return 'other';
}

/** UTCTime `YYMMDDHHMMSSZ` or GeneralizedTime `YYYYMMDDHHMMSSZ` (RFC 5280, 4.1.2.5) as seconds since 1970. */
function timeOf(der: Uint8Array, item: Item): number | null {
  const yearDigits = item.tag === UTC_TIME ? 2 : item.tag === GENERALIZED_TIME ? 4 : 0;
  const text = contents(der, item);
  if (yearDigits === 0 || text.length !== yearDigits + 11 || text[text.length - 1] !== 0x5a) return null;
  const numbers: number[] = [];
  for (let at = yearDigits; at < text.length - 1; at += 2) numbers.push(digitsOf(text.subarray(at, at + 2)));
  const written = digitsOf(text.subarray(0, yearDigits));
  const year = yearDigits === 4 ? written : written < 50 ? 2000 + written : 1900 + written;
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0] = numbers;
  const epoch_ms = Date.UTC(year, month - 1, day, hour, minute, second);
  const normal = month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60 && second < 61;
  return normal && Number.isFinite(epoch_ms) ? epoch_ms / 1000 : null;
}

function digitsOf(text: Uint8Array): number {
  let value = 0;
  for (const byte of text) value = byte >= 0x30 && byte <= 0x39 ? value * 10 + (byte - 0x30) : Number.NaN;
  return value;
}

/** SubjectPublicKeyInfo of an RSA key of 2048 bits: modulus of 257 bytes with its leading zero. */
function isRsa2048(der: Uint8Array, spki: Item): boolean {
  const [algorithm, key] = childrenOf(der, spki, SEQUENCE) ?? [];
  const [type] = childrenOf(der, algorithm, SEQUENCE) ?? [];
  if (!type || !contents(der, type).equals(RSA) || !key || der[key.body] !== 0) return false;
  const [modulus] = childrenOf(der, itemAt(der, key.body + 1, key.end), SEQUENCE) ?? [];
  return modulus !== undefined && modulus.end - modulus.body === 257 && der[modulus.body] === 0;
}

/**
 * Does this signature (PKCS #1 v1.5, SHA-256) belong to the key? Also proves that certificate and card belong together.
 * The recovered DigestInfo is compared as a whole, so that no other encoding of it passes.
 */
export function signatureFits(spki: Uint8Array, digest_sha256: Uint8Array, signature: Uint8Array): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
    return publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature).equals(digestInfo(digest_sha256));
  } catch {
    return false;
  }
}
