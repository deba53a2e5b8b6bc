/** Seals the front of one sheet: statement, signatures, envelope. The payload goes to `drawCode`, the secret onto the sheet. */
import { type CryptoKey, importPKCS8, importSPKI, importX509, exportJWK } from 'jose';
import { MadoguchiError } from '../../base/errors.ts';
import type { Random } from '../../base/random.ts';
import type { SignedManifest } from '../../centre/port.ts';
import { FRONT_BYTES_MAX, SECRET_BYTES, type SheetStatement } from './contract.ts';
import { hexOf, sha256 } from './bytes.ts';
import { compactManifest, packContent, packedProofs, type Proofs } from './content.ts';
import { CONTENT_BYTES, lock } from './envelope.ts';
import { signStatement } from './statement.ts';

/** What a kiosk seals with, as text: its own key, its authority's word for it, and whom its sheets open for. */
export interface SheetKeys {
  /** PKCS #8, P-256. */
  readonly signingKey_pem: string;
  /** Compact JWS of the kiosks' authority. */
  readonly attestation: string;
  /** SubjectPublicKeyInfo or certificate, P-256. */
  readonly verifyingAuthority_pem: string;
}

/** One side to seal. */
export interface SheetSource {
  /** TIFF G4 of `compressFront`. */
  readonly front: Uint8Array;
  readonly statement: Omit<SheetStatement, 'frontDigest_sha256'>;
  readonly manifest: SignedManifest;
}

export interface SealedSheet {
  readonly payload: Uint8Array;
  /** Printed on the sheet and kept nowhere. */
  readonly secret: Uint8Array;
}

/** Lengths beside the proofs, and what the packing of another statement may differ by. */
const ROOM_SPARE_BYTES = 64;

/**
 * Bytes that the front of this sheet may have beside its proofs: those of a large application leave less than those of one page, so
 * the front's resolution follows from them. Zero where the proofs alone are too large. Throws `keyMaterial`.
 */
export async function roomForFront(
  { statement, manifest }: Omit<SheetSource, 'front'>,
  keys: SheetKeys,
): Promise<number> {
  const { signingKey } = await importKeys(keys);
  // Any digest packs as badly as that of the front.
  const frontDigest_sha256 = hexOf(await sha256(manifest.signed));
  const packed = await packedProofs(await proofsOf({ ...statement, frontDigest_sha256 }, manifest, keys, signingKey));
  const room = packed === null ? 0 : CONTENT_BYTES - packed.length - ROOM_SPARE_BYTES;
  return Math.max(0, Math.min(FRONT_BYTES_MAX, room));
}

/** Throws `frontTooDense` where front and proofs do not fit together, `keyMaterial` where the keys cannot serve. */
export async function sealSheet(
  { front, statement, manifest }: SheetSource,
  keys: SheetKeys,
  random: Pick<Random, 'bytes'>,
): Promise<SealedSheet> {
  const { signingKey, authority } = await importKeys(keys);
  const frontDigest_sha256 = hexOf(await sha256(front));
  const proofs = await proofsOf({ ...statement, frontDigest_sha256 }, manifest, keys, signingKey);
  const content = await packContent({ proofs, front });
  if (content === null) {
    const context = { leaf: statement.leaf };
    throw new MadoguchiError('frontTooDense', `a front of ${front.length} bytes does not fit beside its proofs`, {
      context,
    });
  }
  const secret = random.bytes(SECRET_BYTES);
  const payload = await lock(statement, content, authority, secret, (length) => random.bytes(length));
  content.fill(0);
  return { payload, secret };
}

async function proofsOf(
  statement: SheetStatement,
  manifest: SignedManifest,
  { attestation }: SheetKeys,
  signingKey: CryptoKey,
): Promise<Proofs> {
  return {
    attestation: attestation.trim(),
    statement: await signStatement(statement, signingKey),
    manifest: compactManifest(manifest),
  };
}

async function importKeys(keys: SheetKeys): Promise<{ signingKey: CryptoKey; authority: CryptoKey }> {
  try {
    const signingKey = await importPKCS8(keys.signingKey_pem, 'ES256');
    const pem = keys.verifyingAuthority_pem;
    const read = pem.includes('BEGIN CERTIFICATE') ? importX509 : importSPKI;
    const spki = await read(pem, 'ECDH-ES', { extractable: true });
    const jwk = { ...(await exportJWK(spki)), key_ops: [] };
    const curve = { name: 'ECDH', namedCurve: 'P-256' };
    return { signingKey, authority: await crypto.subtle.importKey('jwk', jwk, curve, true, []) };
  } catch {
    // The error of a crypto library may quote what it read.
    throw new MadoguchiError('keyMaterial', 'a key that seals sheets is not a P-256 key in PKCS #8 or PEM form');
  }
}
