/** Pinned public keys, read from PEM text. */
import { createHash, createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import { MadoguchiError } from '../base/errors.ts';
import type { PinnedKeys } from './jws.ts';

/** Id of a key as it stands in `kid`: the first 128 bits (hex) of the SHA-256 of its SubjectPublicKeyInfo. */
export function keyIdOf(key: KeyObject): string {
  const spki = key.export({ format: 'der', type: 'spki' });
  return createHash('sha256').update(spki).digest('hex').slice(0, 32);
}

const PEM_BLOCK = /-----BEGIN (PUBLIC KEY|CERTIFICATE)-----[^-]+-----END \1-----/g;

/** Keys of every `PUBLIC KEY` and `CERTIFICATE` block; two of them let a signer change its key without a gap. */
export function readPinnedKeys(pem: string): PinnedKeys {
  const keys = new Map<string, KeyObject>();
  for (const [block, kind] of pem.matchAll(PEM_BLOCK)) {
    try {
      const key = kind === 'CERTIFICATE' ? new X509Certificate(block).publicKey : createPublicKey(block);
      if (key.asymmetricKeyType === 'ed25519') keys.set(keyIdOf(key), key);
    } catch {
      throw new MadoguchiError('keyMaterial', 'a pinned public key is not readable PEM');
    }
  }
  if (keys.size === 0) throw new MadoguchiError('keyMaterial', 'the PEM text holds no Ed25519 public key to pin');
  return keys;
}
