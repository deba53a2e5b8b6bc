/** Public keys that are pinned for the centre, read from PEM text. */
import { createHash, createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import { MadoguchiError } from '../base/errors.ts';
import type { CentreKeys } from './manifest.ts';

/** Id of a key as it stands in `kid`: the first 128 bits (hex) of the SHA-256 of its SubjectPublicKeyInfo. */
export function keyIdOf(key: KeyObject): string {
  const spki = key.export({ format: 'der', type: 'spki' });
  return createHash('sha256').update(spki).digest('hex').slice(0, 32);
}

const PEM_BLOCK = /-----BEGIN (PUBLIC KEY|CERTIFICATE)-----[^-]+-----END \1-----/g;

/** Keys of every `PUBLIC KEY` and `CERTIFICATE` block; two of them let a centre change its key without a gap. */
export function readCentreKeys(pem: string): CentreKeys {
  const keys = new Map<string, KeyObject>();
  for (const [block, kind] of pem.matchAll(PEM_BLOCK)) {
    try {
      const key = kind === 'CERTIFICATE' ? new X509Certificate(block).publicKey : createPublicKey(block);
      if (key.asymmetricKeyType === 'ed25519') keys.set(keyIdOf(key), key);
    } catch {
      throw new MadoguchiError('keyMaterial', 'a key of the centre is not readable PEM');
    }
  }
  if (keys.size === 0) throw new MadoguchiError('keyMaterial', 'no Ed25519 key of the centre in the PEM text');
  return keys;
}
