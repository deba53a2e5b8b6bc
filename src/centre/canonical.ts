/**
 * The two byte strings that bind a session together (D1), the same on both sides of the line; `README.md` has vectors.
 */
import { createHash } from 'node:crypto';
import type { CertificateRequest } from '../../fsm/events.ts';

const SIGNATURE_DOMAIN = 'madoguchi card signature 2';

/** What the card's signature is about. */
export interface SignatureFacts {
  readonly kioskId: string;
  readonly transactionId: string;
  readonly nonce: string;
  readonly challenge: Uint8Array;
  /** Public key (X25519, 32 bytes) that the pages of this session are encrypted to; empty where an adapter has none. */
  readonly pageKey: Uint8Array;
}

/**
 * SHA-256 of what the card signs. The bytes are six fields, each with its length before it (two bytes, big-endian):
 * the domain `madoguchi card signature 2`, kiosk id, transaction id, nonce (UTF-8), the centre's challenge and the session's
 * page key. So a signature is good for one transaction at one kiosk, neither side alone chooses what is signed, and the
 * citizen's card itself says to which key the pages may be encrypted.
 */
export function signatureDigest(facts: SignatureFacts): Uint8Array {
  const hash = createHash('sha256');
  const { kioskId, transactionId, nonce, challenge, pageKey } = facts;
  for (const field of [SIGNATURE_DOMAIN, kioskId, transactionId, nonce, challenge, pageKey]) {
    const bytes = typeof field === 'string' ? Buffer.from(field, 'utf8') : field;
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    hash.update(length).update(bytes);
  }
  return hash.digest();
}

/** Ids that a request is bound to. */
export interface RequestIds {
  readonly kioskId: string;
  readonly transactionId: string;
  readonly nonce: string;
}

/**
 * SHA-256 (hex) of the canonical request: the UTF-8 bytes of the JSON text, without white space, of
 * `[kioskId, transactionId, nonce, [[typeId, [[optionId, value], …], [person, …], copies], …]]` with the options sorted by
 * id (code units) and the persons ascending.
 */
export function requestDigest(ids: RequestIds, requests: readonly CertificateRequest[]): string {
  const lines = requests.map(({ typeId, options, persons, copies }) => [
    typeId,
    Object.entries(options).toSorted(([a], [b]) => (a < b ? -1 : 1)),
    [...persons].toSorted((a, b) => a - b),
    copies,
  ]);
  return createHash('sha256')
    .update(JSON.stringify([ids.kioskId, ids.transactionId, ids.nonce, lines]))
    .digest('hex');
}

/** SHA-256 (hex) of each set's 固有番号, in the order of the sets: what may leave the cell of it. */
export function numberDigests(manifest: { readonly sets: readonly { readonly uniqueNumber: string }[] }): string[] {
  return manifest.sets.map(({ uniqueNumber }) => createHash('sha256').update(uniqueNumber).digest('hex'));
}
