/** Signatures and encryption of the centre, by `jose`: another hand than the kiosk's own verification. */
import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { CompactEncrypt, CompactSign, FlattenedSign, importJWK } from 'jose';
import type { Manifest } from '../../../src/centre/port.ts';

/** `kid`: the first 32 hex digits of the SHA-256 of the public key's SubjectPublicKeyInfo. */
export function kidOf(signingKey: KeyObject): string {
  const spki = createPublicKey(signingKey).export({ format: 'der', type: 'spki' });
  return createHash('sha256').update(spki).digest('hex').slice(0, 32);
}

/** A manifest as flattened JWS. */
export interface SealedManifest {
  readonly protected: string;
  readonly payload: string;
  readonly signature: string;
  readonly keyId: string;
}

const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

export async function sealManifest(manifest: Manifest, signingKey: KeyObject): Promise<SealedManifest> {
  const kid = kidOf(signingKey);
  const jws = await new FlattenedSign(bytesOf(manifest))
    .setProtectedHeader({ alg: 'EdDSA', typ: 'madoguchi-manifest', kid })
    .sign(signingKey);
  return { protected: jws.protected ?? '', payload: jws.payload, signature: jws.signature, keyId: kid };
}

/** The centre's time as an answer to one nonce. */
export async function sealTime(epoch_ms: number, nonce: string, signingKey: KeyObject): Promise<string> {
  return new CompactSign(bytesOf({ epoch_ms, nonce }))
    .setProtectedHeader({ alg: 'EdDSA', typ: 'madoguchi-time', kid: kidOf(signingKey) })
    .sign(signingKey);
}

/** Any other answer to one nonce, as compact JWS of its kind. */
export async function sealAnswer(
  kind: 'madoguchi-closed-days' | 'madoguchi-fingerprints',
  payload: { readonly nonce: string } & Readonly<Record<string, unknown>>,
  signingKey: KeyObject,
): Promise<string> {
  return new CompactSign(bytesOf(payload))
    .setProtectedHeader({ alg: 'EdDSA', typ: kind, kid: kidOf(signingKey) })
    .sign(signingKey);
}

/** Where a page belongs; `set` from 0, `leaf` from 1. */
export interface PagePlace {
  readonly transactionId: string;
  readonly set: number;
  readonly leaf: number;
}

/** A page for the one session whose X25519 key (32 bytes) this is: JWE compact. */
export async function sealPage(pdf: Uint8Array, place: PagePlace, pageKey: Uint8Array): Promise<string> {
  const x = Buffer.from(pageKey).toString('base64url');
  const { transactionId: txn, set, leaf } = place;
  return new CompactEncrypt(pdf)
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', typ: 'madoguchi-page', txn, set, leaf })
    .encrypt(await importJWK({ kty: 'OKP', crv: 'X25519', x }, 'ECDH-ES'));
}
