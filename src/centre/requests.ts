/** Shapes of what the kiosk asks the centre (README.md, "The line"): the adapter's types and the published document come from here. */
import { z } from 'zod';
import { CENTRE_LIMITS } from './limits.ts';
import { base64url, id, keyword, sha256Hex } from './shapes.ts';
import { fingerprint } from './wire.ts';

const sets = z.array(z.int().nonnegative()).max(CENTRE_LIMITS.pages_max);
const counts = z.array(z.int().positive()).max(CENTRE_LIMITS.pages_max);

export const presentRequest = z.strictObject({
  transactionId: id.describe('128 random bits in hex, of the kiosk; used once'),
  nonce: id.describe('128 random bits in hex'),
  kioskId: id.describe('common name of the client certificate'),
  certificate: base64url.describe('the card’s certificate for user authentication, DER'),
  pageKey: z
    .strictObject({
      kty: z.literal('OKP'),
      crv: z.literal('X25519'),
      x: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
    })
    .describe('public key of this session, to which the pages are encrypted; the card signs it'),
});

export const authenticateRequest = z.strictObject({
  signature: base64url.describe('of the card, over the challenge and what binds it: RSASSA-PKCS1-v1_5, SHA-256'),
});

export const applyRequest = z.strictObject({
  requests: z
    .array(
      z.strictObject({
        typeId: keyword,
        options: z.record(keyword, z.boolean()),
        persons: z.array(z.int().positive()).max(CENTRE_LIMITS.persons_max).describe('1 is the first name of the list'),
        copies: z.int().min(1).max(99),
      }),
    )
    .min(1),
});

const leaves = {
  sets: sets.optional().describe('`printing`: all sets; otherwise those whose every leaf is out'),
  leaves: counts.optional().describe('how many leaves each of `sets` has'),
  partSets: sets.optional().describe('sets of which only some leaves are out'),
  partLeaves: counts.optional().describe('how many of each'),
  unknownSets: sets.optional().describe('sets with a leaf of which nobody knows whether it is out'),
};

const sheet = {
  reference: z
    .string()
    .regex(/^\d{6,12}$/)
    .optional()
    .describe('`sheet`: what staff call it on the telephone'),
  serial: z
    .string()
    .regex(/^[\w.-]{0,64}$/)
    .optional()
    .describe('number of this very print, as it stands on the sheet'),
  set: z.int().nonnegative().optional(),
  leaf: z.int().positive().optional().describe('leaf i of its set, from 1'),
  cause: z
    .enum(['jam', 'unknown', 'reprint'])
    .optional()
    .describe('it jammed, nobody knows of it, or it came out twice'),
  state: z
    .enum(['open', 'taken', 'destroyed', 'kept', 'notFound'])
    .optional()
    .describe(
      'what became of it: taken by the citizen, destroyed before the citizen’s eyes, kept for the municipality',
    ),
};

export const commitRequest = z.strictObject({
  detail: z.strictObject({ ...leaves, ...sheet, reason: keyword.optional().describe('of `abandoned`') }),
});

export const closingRequest = z.strictObject({
  headHash: sha256Hex.describe('SHA-256 that binds the books up to this closing'),
  statement: z.record(z.string(), z.unknown()).describe('the closing as the kiosk printed it; no personal data'),
});

export const fingerprintRequest = z.strictObject({ nonce: id, fingerprint });

/** Body of a question: what must be sent, in the shape that is published. */
export type PresentRequest = z.input<typeof presentRequest>;
export type AuthenticateRequest = z.input<typeof authenticateRequest>;
export type FingerprintRequest = z.input<typeof fingerprintRequest>;
