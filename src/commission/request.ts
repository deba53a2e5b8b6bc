/**
 * A certificate request (PKCS#10, RFC 2986) for a key of the curve P-256. Its only names are the kiosk's number as common name; what
 * else stands in the certificate is the authority's affair.
 */
import { createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** One DER object (ITU-T X.690): tag, length, contents. A request has some 200 bytes. */
function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(contents);
  const { length } = body;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}

const SEQUENCE = 0x30;
/** 2.5.4.3, common name (X.520). */
const COMMON_NAME = der(0x06, Buffer.from('550403', 'hex'));
/** 1.2.840.10045.4.3.2, ecdsa-with-SHA256 (RFC 5758, 3.2). */
const ECDSA_WITH_SHA256 = der(SEQUENCE, der(0x06, Buffer.from('2a8648ce3d040302', 'hex')));

/** A new private key, PKCS#8 PEM. */
export function newKey_pem(): string {
  return String(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' }));
}

/** The request for this key, PEM. */
export function requestFor(key: KeyObject, commonName: string): string {
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  const name = der(SEQUENCE, der(0x31, der(SEQUENCE, COMMON_NAME, der(0x0c, Buffer.from(commonName, 'utf8')))));
  // Version 0, subject, key, no attributes ([0], which must stand there all the same).
  const info = der(SEQUENCE, der(0x02, Buffer.from([0])), name, spki, der(0xa0));
  const signature = der(0x03, Buffer.from([0]), sign('sha256', info, key));
  const lines =
    der(SEQUENCE, info, ECDSA_WITH_SHA256, signature)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE REQUEST-----\n${lines.join('\n')}\n-----END CERTIFICATE REQUEST-----\n`;
}
