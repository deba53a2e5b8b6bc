/**
 * Keys for sheets that are no certificates: `madoguchi paper render`. Everything is made anew and forgotten with the process, so that nobody
 * can seal a page of his own with a kiosk's key; a verifier calls them 見本.
 */
import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { calculateJwkThumbprint, SignJWT } from 'jose';
import type { SignedManifest } from '../centre/port.ts';
import type { SheetKeys } from './code/seal.ts';

/** What the holders of trial keys are called by a verifier. */
export const TRIAL_NAME = '見本 (trial keys, no certificate)';
export const TRIAL_KIOSK = 'trial-0000';
const DAY_S = 86_400;

/** A kiosk, its authority, and a centre, of one run. */
export interface TrialKeys {
  readonly keys: SheetKeys;
  /** Trust file of a verifier (src/paper/code/trust.ts). */
  readonly trust: object;
  /** Opens a sheet without the secret printed on it (PEM). */
  readonly authorityKey_pem: string;
  signManifest(manifest: object): SignedManifest;
}

const publicPem = (key: KeyObject): string => String(createPublicKey(key).export({ format: 'pem', type: 'spki' }));
const privatePem = (key: KeyObject): string => String(key.export({ format: 'pem', type: 'pkcs8' }));
const p256 = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

/** Makes all keys anew; attestations hold for a day around `now_epoch_ms`. */
export async function makeTrialKeys(now_epoch_ms: number): Promise<TrialKeys> {
  const [authority, kiosk, verifying] = [p256(), p256(), p256()];
  const centre = generateKeyPairSync('ed25519').privateKey;
  const now_s = Math.floor(now_epoch_ms / 1000);
  const { crv, kty, x, y } = createPublicKey(kiosk).export({ format: 'jwk' });
  const attestation = await new SignJWT({ sub: TRIAL_KIOSK, cnf: { jwk: { kty, crv, x, y } } })
    .setProtectedHeader({
      alg: 'ES256',
      typ: 'madoguchi-kiosk',
      kid: await calculateJwkThumbprint(createPublicKey(authority)),
    })
    .setNotBefore(now_s - DAY_S)
    .setExpirationTime(now_s + DAY_S)
    .sign(authority);
  const spki = createPublicKey(centre).export({ format: 'der', type: 'spki' });
  const keyId = createHash('sha256').update(spki).digest('hex').slice(0, 32);
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return {
    keys: {
      signingKey_pem: privatePem(kiosk),
      attestation,
      verifyingAuthority_pem: publicPem(verifying),
    },
    trust: {
      kioskAuthorities: [{ name: TRIAL_NAME, publicKey: publicPem(authority) }],
      centres: [{ name: TRIAL_NAME, publicKey: publicPem(centre) }],
    },
    authorityKey_pem: privatePem(verifying),
    signManifest: (manifest) => {
      const head = part({ alg: 'EdDSA', typ: 'madoguchi-manifest', kid: keyId });
      const signed = Buffer.from(`${head}.${part(manifest)}`);
      return { signed, signature: sign(null, signed, centre), keyId };
    },
  };
}
