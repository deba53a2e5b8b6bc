/**
 * The signed manifest: a JSON Web Signature (RFC 7515, flattened) with EdDSA (RFC 8037) and a pinned key. Verified
 * synchronously; nothing in the header chooses the algorithm.
 */
import { verify, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { CENTRE_LIMITS } from './limits.ts';
import type { Manifest, SignedManifest } from './port.ts';

const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);
const id = z.string().regex(/^[\x21-\x7e]{1,64}$/);
const epoch_ms = z.int().nonnegative();

/** Texts printed on the sheet; a page without them is not the page that was meant. */
const marks = z.array(z.string().min(1).max(64)).max(8).optional();

/** Payload of a signed manifest. */
export const manifestSchema = z.strictObject({
  transactionId: id,
  nonce: id,
  kioskId: id,
  requestDigest: sha256Hex,
  subjectToken: z.string().min(1).max(128),
  municipalityId: id,
  issuedAt_epoch_ms: epoch_ms,
  validUntil_epoch_ms: epoch_ms,
  sets: z
    .array(
      z.strictObject({
        set: z.int().nonnegative(),
        typeId: id,
        fee_yen: z.int().nonnegative(),
        uniqueNumber: z.string().min(1).max(64),
        taxYear: z.int().min(2000).max(2999).optional(),
        asOf_epoch_ms: epoch_ms.optional(),
        leaves: z
          .array(z.strictObject({ leaf: z.int().positive(), of: z.int().positive(), sha256: sha256Hex, marks }))
          .min(1)
          .max(CENTRE_LIMITS.pages_max),
      }),
    )
    .min(1)
    .max(CENTRE_LIMITS.pages_max),
});

/** Public keys that may sign for the centre, by key id (`kid`). */
export type CentreKeys = ReadonlyMap<string, KeyObject>;

/** What a JWS of the centre is about: each kind has its own `typ`, so that one never passes for another. */
export type JwsKind =
  | 'madoguchi-manifest'
  | 'madoguchi-time'
  | 'madoguchi-closed-days'
  | 'madoguchi-fingerprints'
  | 'madoguchi-municipalities'
  | 'madoguchi-incident-closing';

/** Takes a manifest out of its signature; null when the signature or the shape is not valid. */
export type Unseal = (sealed: SignedManifest) => Manifest | null;

/** The payload of a JWS when a pinned key made it for this kind; null otherwise. `signed` is `protected.payload`. */
export function openJws(
  signed: Uint8Array,
  signature: Uint8Array,
  kind: JwsKind,
  keys: CentreKeys,
): { readonly payload: unknown; readonly keyId: string } | null {
  const [header64, payload64, rest] = Buffer.from(signed).toString('latin1').split('.');
  if (header64 === undefined || payload64 === undefined || rest !== undefined) return null;
  const header = headerSchema.safeParse(jsonOf(header64));
  if (!header.success || header.data.typ !== kind) return null;
  const key = keys.get(header.data.kid);
  // Ed25519 signs the bytes themselves: no digest name. A key of another kind would mean another algorithm: refused.
  if (key?.asymmetricKeyType !== 'ed25519' || !verify(null, signed, key, signature)) return null;
  return { payload: jsonOf(payload64), keyId: header.data.kid };
}

const headerSchema = z.strictObject({ alg: z.literal('EdDSA'), typ: z.string(), kid: z.string() });

function jsonOf(base64url: string): unknown {
  try {
    return JSON.parse(Buffer.from(base64url, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

/** Unseals manifests that one of `keys` signed. */
export function createUnseal(keys: CentreKeys): Unseal {
  return ({ signed, signature, keyId }) => {
    const opened = openJws(signed, signature, 'madoguchi-manifest', keys);
    return opened?.keyId === keyId ? parseManifest(opened.payload) : null;
  };
}

/** The content of a manifest, or null when its shape is not valid. */
export function parseManifest(payload: unknown): Manifest | null {
  const parsed = manifestSchema.safeParse(payload);
  return parsed.success ? parsed.data : null;
}
