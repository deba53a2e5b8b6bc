/** The three signed statements of a sheet: read from their JWS (RFC 7515) with jose, and validated member by member. */
import { type CryptoKey, compactVerify, CompactSign, decodeProtectedHeader, importJWK } from 'jose';
import type { SheetStatement } from './contract.ts';
import { isPlain, textOf, utf8 } from './bytes.ts';
import { objectOf, recordOf } from './content.ts';

/** `typ` of a kiosk's statement about a sheet: it never passes for another thing that this key might sign. */
const STATEMENT_TYPE = 'madoguchi-sheet';
const MANIFEST_TYPE = 'madoguchi-manifest';
/** `typ` of an attestation, where it has one. */
const ATTESTATION_TYPE = 'madoguchi-kiosk';

/** The kiosks' authority's word that a key is a kiosk's (RFC 7519, RFC 7800). */
export interface Attestation {
  readonly kioskId: string;
  readonly kioskKey: CryptoKey;
  readonly notBefore_epoch_ms: number;
  readonly expires_epoch_ms: number;
}

/** What a verdict needs of the centre's manifest: nothing of other sets. */
export interface ManifestFacts {
  readonly kioskId: string;
  readonly issuedAt_epoch_ms: number;
  readonly validUntil_epoch_ms: number;
  readonly municipalityId: string;
  readonly sets: readonly {
    readonly typeId: string;
    readonly uniqueNumber: string;
    readonly leaves: readonly { readonly leaf: number; readonly of: number; readonly sha256: string }[];
  }[];
}

/** Signs what the kiosk says about one printed side. */
export function signStatement(statement: SheetStatement, key: CryptoKey): Promise<string> {
  return new CompactSign(utf8(JSON.stringify(statement)))
    .setProtectedHeader({ alg: 'ES256', typ: STATEMENT_TYPE })
    .sign(key);
}

/** Result of reading a signed statement: `unknownKey` when no trust anchor has the name that it is signed under. */
export type Signed<T> =
  | { readonly ok: true; readonly value: T; readonly keyName: string }
  | { readonly ok: false; readonly fault: 'unknownKey' | 'signature' | 'shape'; readonly keyName: string | null };

/** Public keys by their name in `kid`. */
export type KeysByName = ReadonlyMap<string, CryptoKey>;

export async function readAttestation(jws: string, authorities: KeysByName): Promise<Signed<Attestation>> {
  const opened = await openJws(jws, ATTESTATION_TYPE, ['ES256', 'EdDSA'], authorities);
  if (!opened.ok) return opened;
  const { sub, nbf, exp, cnf } = opened.value;
  const jwk = recordOf(recordOf(cnf)?.['jwk']);
  const { kty, crv, x, y } = jwk ?? {};
  if (!isId(sub) || !isSeconds(nbf) || !isSeconds(exp) || kty !== 'EC' || crv !== 'P-256' || !isId(x) || !isId(y))
    return { ok: false, fault: 'shape', keyName: opened.keyName };
  try {
    const kioskKey = (await importJWK({ kty, crv, x, y }, 'ES256')) as CryptoKey;
    const times = { notBefore_epoch_ms: nbf * 1000, expires_epoch_ms: exp * 1000 };
    return { ok: true, value: { kioskId: sub, kioskKey, ...times }, keyName: opened.keyName };
  } catch {
    // A point that is not on the curve.
    return { ok: false, fault: 'shape', keyName: opened.keyName };
  }
}

export async function readStatement(jws: string, key: CryptoKey): Promise<Signed<SheetStatement>> {
  const opened = await openJws(jws, STATEMENT_TYPE, ['ES256'], key);
  if (!opened.ok) return opened;
  const { kioskId, uniqueNumber, leaf, of, serial, printedAt_epoch_ms } = opened.value;
  const { pageDigest_sha256, frontDigest_sha256 } = opened.value;
  const isWhole =
    isId(kioskId) &&
    isId(uniqueNumber) &&
    isCount(leaf) &&
    isCount(of) &&
    leaf <= of &&
    isId(serial) &&
    isTime(printedAt_epoch_ms) &&
    isDigest(pageDigest_sha256) &&
    isDigest(frontDigest_sha256);
  if (!isWhole) return { ok: false, fault: 'shape', keyName: null };
  const place = { kioskId, uniqueNumber, leaf, of, serial, printedAt_epoch_ms };
  return { ok: true, value: { ...place, pageDigest_sha256, frontDigest_sha256 }, keyName: '' };
}

export async function readManifest(jws: string, centres: KeysByName): Promise<Signed<ManifestFacts>> {
  const opened = await openJws(jws, MANIFEST_TYPE, ['EdDSA'], centres);
  if (!opened.ok) return opened;
  const value = manifestFacts(opened.value);
  if (value === null) return { ok: false, fault: 'shape', keyName: opened.keyName };
  return { ok: true, value, keyName: opened.keyName };
}

function manifestFacts(members: Readonly<Record<string, unknown>>): ManifestFacts | null {
  const { kioskId, municipalityId, issuedAt_epoch_ms, validUntil_epoch_ms, sets } = members;
  if (!isId(kioskId) || !isId(municipalityId) || !isTime(issuedAt_epoch_ms) || !isTime(validUntil_epoch_ms))
    return null;
  if (!Array.isArray(sets)) return null;
  const facts = sets.map((entry: unknown) => {
    const { typeId, uniqueNumber, leaves } = recordOf(entry) ?? {};
    if (!isId(typeId) || !isId(uniqueNumber) || !Array.isArray(leaves)) return null;
    const pages = leaves.map((page: unknown) => {
      const { leaf, of, sha256 } = recordOf(page) ?? {};
      return isCount(leaf) && isCount(of) && isDigest(sha256) ? { leaf, of, sha256 } : null;
    });
    return isFull(pages) ? { typeId, uniqueNumber, leaves: pages } : null;
  });
  return isFull(facts) ? { kioskId, municipalityId, issuedAt_epoch_ms, validUntil_epoch_ms, sets: facts } : null;
}

/** The members of a JWS after its signature was verified. The header never chooses the algorithm: the caller's list does. */
async function openJws(
  jws: string,
  type: string,
  algorithms: string[],
  keys: KeysByName | CryptoKey,
): Promise<Signed<Readonly<Record<string, unknown>>>> {
  const header = headerOf(jws);
  if (header === null) return { ok: false, fault: 'shape', keyName: null };
  const { typ, kid } = header;
  // Both kinds of names are base64url or hex; anything else is nobody's, and is not shown.
  const keyName = typeof kid === 'string' && KEY_NAME.test(kid) ? kid : null;
  // An attestation may come without a type: its authority signs nothing else.
  const isTyped = typ === type || (typ === undefined && type === ATTESTATION_TYPE);
  if (!isTyped) return { ok: false, fault: 'shape', keyName };
  const key = keys instanceof Map ? keys.get(keyName ?? '') : (keys as CryptoKey);
  if (key === undefined) return { ok: false, fault: 'unknownKey', keyName };
  try {
    const { payload } = await compactVerify(jws, key, { algorithms });
    const text = textOf(payload);
    const value = text === null ? null : objectOf(text);
    return value === null ? { ok: false, fault: 'shape', keyName } : { ok: true, value, keyName: keyName ?? '' };
  } catch {
    return { ok: false, fault: 'signature', keyName };
  }
}

function headerOf(jws: string): Readonly<Record<string, unknown>> | null {
  try {
    return { ...decodeProtectedHeader(jws) };
  } catch {
    return null;
  }
}

const KEY_NAME = /^[\w-]{1,64}$/;
const TEXT_MAX = 128;
/** The end of the year 9999. */
const TIME_MAX = 253_402_300_799_000;
const LEAVES_MAX = 0xffff;

const isId = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '' && value.length <= TEXT_MAX && isPlain(value);
const isTime = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= TIME_MAX;
const isSeconds = (value: unknown): value is number => typeof value === 'number' && isTime(value * 1000);
const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= LEAVES_MAX;
const isDigest = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const isFull = <T>(list: readonly (T | null)[]): list is readonly T[] => list.every((entry) => entry !== null);
