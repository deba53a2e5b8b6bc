/** Shapes of the centre's answers on the line (README.md, "The line"). Whatever differs is refused whole. */
import { z } from 'zod';
import { EXPECTED_SETS_MAX } from './fingerprint.ts';
import { CENTRE_LIMITS } from './limits.ts';
import { codeOfRefusal } from './refusals.ts';
import { base64url, keyword, sha256Hex } from './shapes.ts';

const bytes = base64url.transform((text) => new Uint8Array(Buffer.from(text, 'base64url')));

const offer = z.strictObject({
  typeId: keyword,
  fee_yen: z.int().positive().max(100_000),
  options: z.array(z.strictObject({ optionId: keyword, preset: z.boolean() })).max(20),
  scope: z.enum(['holder', 'household', 'koseki']),
  copies_max: z.int().min(1).max(99),
  taxYear: z.int().min(2000).max(2999).optional(),
  notices: z.array(keyword).max(20).optional(),
});
const offers = z.array(offer).max(40);

/** Types that are refused, with the keyword of the reason; a keyword that is not known is a refusal all the same. */
const refusals = z
  .array(
    z
      .strictObject({ typeId: keyword, reason: z.string().max(64) })
      .transform(({ typeId, reason }) => ({ typeId, code: codeOfRefusal(reason) })),
  )
  .max(40)
  .optional();

/** Names become UTF-8 bytes for the screen at once. */
const names = z
  .array(
    z
      .string()
      .min(1)
      .transform((name) => new Uint8Array(Buffer.from(name, 'utf8'))),
  )
  .max(CENTRE_LIMITS.persons_max)
  .refine((all) => all.every((name) => name.length <= CENTRE_LIMITS.name_bytes_max));

/** Answer to the card's presentation. */
export const presentAnswer = z.strictObject({
  municipalityId: keyword,
  offers,
  refusals,
  challenge: bytes.refine((challenge) => challenge.length >= 16 && challenge.length <= 64),
  /** Signed time, a compact JWS. */
  time: z.string().max(2048),
});

/** Answer to the signed challenge: who may be asked for, and which certificates there are. */
export const authenticateAnswer = z.strictObject({
  subjectToken: z.string().min(1).max(128),
  offers,
  refusals,
  household: names,
  koseki: names,
});

/** Answer to the application. */
export const applyAnswer = z.strictObject({
  /** Flattened JWS (RFC 7515, section 7.2.2). */
  manifest: z.strictObject({ protected: base64url, payload: base64url, signature: bytes, keyId: z.string().max(64) }),
  /** The pages to be fetched one by one. */
  pages: z
    .array(z.strictObject({ set: z.int().nonnegative().max(999), leaf: z.int().positive().max(999) }))
    .min(1)
    .max(CENTRE_LIMITS.pages_max),
});

/** Answer to the question for the time: a signed statement. */
export const timeAnswer = z.strictObject({ time: z.string().max(2048) });

/** Answer that only says that it was done. */
export const emptyAnswer = z.strictObject({});

/** Payload of a signed time. */
export const timePayload = z.strictObject({ epoch_ms: z.int().positive(), nonce: z.string() });

/** A signed answer inside JSON: closed days, expected fingerprints. */
export const signedAnswer = z.strictObject({ signed: z.string().max(128 * 1024) });

/** Payload of the signed closed days. `version` grows with every change of the list. */
export const closedDaysPayload = z.strictObject({
  nonce: z.string(),
  version: z.int().nonnegative(),
  days: z
    .array(z.strictObject({ municipalityId: keyword, day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/), reason: keyword }))
    .max(CENTRE_LIMITS.closed_days_max),
});

/** Three digests of what runs at a kiosk (D9). */
export const fingerprint = z.strictObject({ software: sha256Hex, profile: sha256Hex, municipalities: sha256Hex });

/** Payload of the signed sets that the fleet expects. */
export const fingerprintsPayload = z.strictObject({
  nonce: z.string(),
  expected: z.array(fingerprint).min(1).max(EXPECTED_SETS_MAX),
});

/** Body of a refusal (status 422). */
export const refusalAnswer = z.strictObject({
  refused: z.strictObject({
    reason: z.string().max(64),
    scope: z.enum(['session', 'request']),
    // A keyword as everywhere: what comes here is compared and kept, and no sentence about a citizen fits in.
    municipalityId: keyword.optional(),
  }),
});
