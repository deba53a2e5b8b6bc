/**
 * What the centre signs as an answer to one question: a compact JWS whose payload carries the question's nonce, so that no old answer
 * passes for a new one.
 */
import type { z } from 'zod';
import { openJws, type PinnedKeys, type JwsKind } from './jws.ts';

/** The payload of a token, or null when it is not the centre's, of another kind or shape, or answers another question. */
export function readSignedAnswer<T extends { readonly nonce: string }>(
  token: string,
  kind: JwsKind,
  nonce: string,
  keys: PinnedKeys,
  shape: z.ZodType<T>,
): T | null {
  const cut = token.lastIndexOf('.');
  const signed = Buffer.from(token.slice(0, Math.max(0, cut)), 'latin1');
  const opened = openJws(signed, Buffer.from(token.slice(cut + 1), 'base64url'), kind, keys);
  const parsed = shape.safeParse(opened?.payload);
  return parsed.success && parsed.data.nonce === nonce ? parsed.data : null;
}
