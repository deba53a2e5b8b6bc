/**
 * Who stands behind the sheets of virtual kiosks: the authority that attests the kiosks' signing keys, and the one that may open a sheet
 * without the secret printed on it. The attestation is a compact JWS (RFC 7515) with the key as `cnf` (RFC 7800).
 */
import { createHash, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The signing key of one kiosk, and the authority's word for it. */
export interface SheetKey {
  readonly key_pem: string;
  readonly attestation: string;
}

/** Both authorities: private keys, and what a verifier or a kiosk pins. */
export interface SheetAuthority {
  /** Pinned by verifiers. */
  readonly kioskAuthorityPublic_pem: string;
  /** Private key of the verifying authority. */
  readonly verifyingKey_pem: string;
  /** Pinned by kiosks: what content keys are wrapped to. */
  readonly verifyingPublic_pem: string;
  /** A signing key for this kiosk. */
  issue(kioskId: string): SheetKey;
}

/** Attestations hold at the test day as well as now. */
const VALID = { nbf: Date.UTC(2024, 0, 1) / 1000, exp: Date.UTC(2044, 0, 1) / 1000 };

const newKey = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const privatePem = (key: KeyObject): string => String(key.export({ format: 'pem', type: 'pkcs8' }));
const publicPem = (key: KeyObject): string => String(createPublicKey(key).export({ format: 'pem', type: 'spki' }));
const base64url = (text: string): string => Buffer.from(text, 'utf8').toString('base64url');

/** Thumbprint of a key (RFC 7638): its name in the header of what it signs. */
function thumbprint(key: KeyObject): string {
  const { crv, kty, x, y } = createPublicKey(key).export({ format: 'jwk' });
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
}

/** Compact JWS with ES256. */
function jwsOf(claims: object, key: KeyObject): string {
  const signed = `${base64url(JSON.stringify({ alg: 'ES256', typ: 'madoguchi-kiosk', kid: thumbprint(key) }))}.${base64url(JSON.stringify(claims))}`;
  const signature = sign('sha256', Buffer.from(signed, 'ascii'), { key, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}

/** Makes both authorities anew. */
export function makeSheetAuthority(): SheetAuthority {
  const kioskAuthority = newKey();
  const verifying = newKey();
  return {
    kioskAuthorityPublic_pem: publicPem(kioskAuthority),
    verifyingKey_pem: privatePem(verifying),
    verifyingPublic_pem: publicPem(verifying),
    issue: (kioskId) => {
      const key = newKey();
      const { crv, kty, x, y } = createPublicKey(key).export({ format: 'jwk' });
      const claims = { sub: kioskId, cnf: { jwk: { kty, crv, x, y } }, ...VALID };
      return { key_pem: privatePem(key), attestation: jwsOf(claims, kioskAuthority) };
    },
  };
}

/** What section `paper` of a kiosk's configuration names. */
export interface PaperFiles {
  readonly signingKey: string;
  readonly attestation: string;
  readonly verifyingAuthority: string;
}

/** Writes a kiosk's files, and beside them what verifiers need. */
export function saveSheetKeys(folder: string, authority: SheetAuthority, kioskId: string): PaperFiles {
  mkdirSync(folder, { recursive: true });
  const write = (file: string, text: string, mode = 0o644): string => {
    const path = join(folder, file);
    writeFileSync(path, text, { mode });
    return path;
  };
  const { key_pem, attestation } = authority.issue(kioskId);
  write('sheet-authority-public.pem', authority.kioskAuthorityPublic_pem);
  write('verifying-key.pem', authority.verifyingKey_pem, 0o600);
  return {
    signingKey: write(`${kioskId}-sheet-key.pem`, key_pem, 0o600),
    attestation: write(`${kioskId}-sheet-key.jws`, attestation),
    verifyingAuthority: write('verifying-public.pem', authority.verifyingPublic_pem),
  };
}
