/** The signed manifest: what may be printed, in a flattened JWS of the centre (RFC 7515, section 7.2.2). */
import { z } from 'zod';
import { openJws, type PinnedKeys } from './jws.ts';
import { CENTRE_LIMITS } from './limits.ts';
import type { Manifest, SignedManifest } from './port.ts';
import { id, sha256Hex } from './shapes.ts';

const epoch_ms = z.int().nonnegative();

/** Texts printed on the sheet; a page without them is not the page that was meant. */
const marks = z.array(z.string().min(1).max(64)).max(8).optional();

/** 固有番号: what the code on the back has room for (127 bytes), and no controls, formats or line ends, which no verifier shows. */
const uniqueNumber = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]*$/u)
  .refine((text) => text.trim() !== '' && Buffer.byteLength(text) <= 127);

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
        uniqueNumber,
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

/** Takes a manifest out of its signature; null when the signature or the shape is not valid. */
export type Unseal = (sealed: SignedManifest) => Manifest | null;

/** Unseals manifests that one of `keys` signed. */
export function createUnseal(keys: PinnedKeys): Unseal {
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
