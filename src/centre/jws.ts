/**
 * JSON Web Signatures (RFC 7515) with EdDSA (RFC 8037) and a pinned key: manifests, times, lists, municipal data, orders. Verified
 * synchronously; nothing in the header chooses the algorithm.
 */
import { verify, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { parsedJson } from '../base/json.ts';

/** Public keys that may sign, by key id (`kid`): the centre's, the municipal authority's, or those of persons who close incidents. */
export type PinnedKeys = ReadonlyMap<string, KeyObject>;

/** What a JWS is about: each kind has its own `typ`, so that one never passes for another. */
export type JwsKind =
  | 'madoguchi-manifest'
  | 'madoguchi-time'
  | 'madoguchi-closed-days'
  | 'madoguchi-fingerprints'
  | 'madoguchi-municipalities'
  | 'madoguchi-incident-closing'
  | 'madoguchi-fleet-command';

const headerSchema = z.strictObject({ alg: z.literal('EdDSA'), typ: z.string(), kid: z.string() });

/** The payload of a JWS when a pinned key made it for this kind; null otherwise. `signed` is `protected.payload`. */
export function openJws(
  signed: Uint8Array,
  signature: Uint8Array,
  kind: JwsKind,
  keys: PinnedKeys,
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

const jsonOf = (base64url: string): unknown => parsedJson(Buffer.from(base64url, 'base64url').toString('utf8'));
