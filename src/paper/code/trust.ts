/** What a verifier trusts: public keys of the kiosks' authorities and of the centres, with their names. Nothing secret. */
import { calculateJwkThumbprint, type CryptoKey, exportJWK, importPKCS8, importSPKI } from 'jose';
import { hexOf, sha256 } from './bytes.ts';
import { objectOf, recordOf } from './content.ts';
import type { KeysByName } from './statement.ts';

export interface TrustAnchors {
  readonly kioskAuthorities: KeysByName;
  readonly centres: KeysByName;
  /** What to call the holder of a key, by the key's name. */
  readonly holders: ReadonlyMap<string, string>;
}

/** Why a trust file cannot serve: the place in it, in words of the file. */
export type TrustResult =
  | { readonly ok: true; readonly trust: TrustAnchors }
  | { readonly ok: false; readonly found: string };

const TEXT_MAX = 256 * 1024;
const KEYS_MAX = 200;

/** An anchor as a trust file writes it. */
interface Entry {
  readonly name: string;
  readonly publicKey: string;
}

/**
 * Reads a trust file: `{ "kioskAuthorities": [{ "name": "…", "publicKey": "-----BEGIN PUBLIC KEY-----…" }], "centres": […] }`.
 * Authorities of kiosks hold P-256 keys, named by their thumbprint (RFC 7638); centres hold Ed25519 keys, named by the first 128 bits
 * of the SHA-256 of their SubjectPublicKeyInfo.
 */
export async function readTrust(text: string): Promise<TrustResult> {
  const members = text.length <= TEXT_MAX ? objectOf(text) : null;
  if (members === null) return { ok: false, found: 'not a JSON object' };
  const authorities = entriesOf(members['kioskAuthorities']);
  const centres = entriesOf(members['centres']);
  if (authorities === null) return { ok: false, found: 'kioskAuthorities is not a list of { name, publicKey }' };
  if (centres === null) return { ok: false, found: 'centres is not a list of { name, publicKey }' };
  const holders = new Map<string, string>();
  const read = async (entries: readonly Entry[], kind: 'ES256' | 'EdDSA'): Promise<Map<string, CryptoKey> | string> => {
    const keys = new Map<string, CryptoKey>();
    for (const { name, publicKey } of entries) {
      const key = await importSPKI(publicKey, kind, { extractable: true }).catch(() => null);
      if (key === null) return `the key of ${name} is not a ${kind === 'ES256' ? 'P-256' : 'Ed25519'} public key (PEM)`;
      const keyName = kind === 'ES256' ? await calculateJwkThumbprint(await exportJWK(key)) : await centreKeyName(key);
      keys.set(keyName, key);
      holders.set(keyName, name);
    }
    return keys;
  };
  const kioskAuthorities = await read(authorities, 'ES256');
  if (typeof kioskAuthorities === 'string') return { ok: false, found: kioskAuthorities };
  const centreKeys = await read(centres, 'EdDSA');
  if (typeof centreKeys === 'string') return { ok: false, found: centreKeys };
  return { ok: true, trust: { kioskAuthorities, centres: centreKeys, holders } };
}

/** The authority's private key (PKCS #8, P-256), which opens sheets without their secret; null when it is none. */
export async function readAuthorityKey(pem: string): Promise<CryptoKey | null> {
  try {
    const { kty, crv, x, y, d } = await exportJWK(await importPKCS8(pem, 'ECDH-ES', { extractable: true }));
    if (kty !== 'EC' || crv !== 'P-256') return null;
    const jwk = { kty, crv, x: x ?? '', y: y ?? '', d: d ?? '' };
    return await crypto.subtle.importKey('jwk', jwk, { name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
  } catch {
    return null;
  }
}

async function centreKeyName(key: CryptoKey): Promise<string> {
  const spki = new Uint8Array(await crypto.subtle.exportKey('spki', key));
  return hexOf((await sha256(spki)).subarray(0, 16));
}

function entriesOf(value: unknown): readonly Entry[] | null {
  if (!Array.isArray(value) || value.length > KEYS_MAX) return null;
  const entries = value.map((entry: unknown) => {
    const { name, publicKey } = recordOf(entry) ?? {};
    return typeof name === 'string' && typeof publicKey === 'string' ? { name, publicKey } : null;
  });
  return entries.every((entry) => entry !== null) ? entries : null;
}
