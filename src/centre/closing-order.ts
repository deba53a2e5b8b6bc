/**
 * An order to close an incident from afar (D7): one payload with the signatures of two different persons whom this kiosk knows.
 * JWS General JSON Serialization (RFC 7515, section 7.2.1), EdDSA (RFC 8037); nothing in a header chooses the algorithm.
 */
import { z } from 'zod';
import { parsedJson } from '../base/json.ts';
import { openJws, type PinnedKeys } from './jws.ts';

/** Two see more than one, and one alone cannot reopen what was stopped. */
const PERSONS = 2;
const SIGNATURES_MAX = 8;
const CHARS_MAX = 8_192;

const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/);
const envelope = z.strictObject({
  payload: base64url,
  signatures: z.array(z.strictObject({ protected: base64url, signature: base64url })).max(SIGNATURES_MAX),
});

/** What is ordered: this incident, by its number and its reference, at this kiosk, for this reason. */
const closingOrderSchema = z.strictObject({
  kioskId: z.string().min(1).max(64),
  incident: z.int().positive(),
  reference: z.string().regex(/^\d{1,12}$/),
  reason: z.string().regex(/^[a-zA-Z]{1,40}$/),
  issuedAt_epoch_ms: z.int().positive(),
});

/** An order whose signatures hold. */
export interface ClosingOrder {
  readonly kioskId: string;
  readonly incident: number;
  readonly reference: string;
  readonly reason: string;
  readonly issuedAt_epoch_ms: number;
}

/** The order, or null when it is not signed by two different known persons, or is no order. */
export function readClosingOrder(text: string, signers: PinnedKeys): ClosingOrder | null {
  const parsed = text.length > CHARS_MAX ? null : envelope.safeParse(parsedJson(text)).data;
  if (!parsed) return null;
  const persons = new Set<string>();
  let payload: unknown = null;
  for (const { protected: header, signature } of parsed.signatures) {
    const signed = Buffer.from(`${header}.${parsed.payload}`, 'latin1');
    const opened = openJws(signed, Buffer.from(signature, 'base64url'), 'madoguchi-incident-closing', signers);
    if (opened === null) continue;
    persons.add(opened.keyId);
    payload = opened.payload;
  }
  const order = closingOrderSchema.safeParse(payload);
  return persons.size >= PERSONS && order.success ? order.data : null;
}
