/**
 * The key of one session to which the centre encrypts its pages: X25519, ECDH-ES, A256GCM (RFC 7516, RFC 8037). It is made in
 * the cell, never leaves it and ends with it. What a header may say is checked before anything is decrypted.
 */
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { compactDecrypt } from 'jose';
import { z } from 'zod';
import { parsedJson } from '../base/json.ts';
import { CENTRE_LIMITS } from './limits.ts';

/** Which page: an encrypted page names its own address, so that one never passes for another (D1, D3). */
export interface PageAddress {
  readonly transactionId: string;
  /** From 0. */
  readonly set: number;
  /** From 1. */
  readonly leaf: number;
}

/** Public half as it stands in the presentation. */
export interface PageKeyJwk {
  readonly kty: 'OKP';
  readonly crv: 'X25519';
  /** 32 bytes, base64url. */
  readonly x: string;
}

/** The key of one session. */
export interface PageKey {
  readonly jwk: PageKeyJwk;
  /** The 32 bytes of `x`: what the card signs. */
  readonly publicKey: Uint8Array;
  /** The page of this address in the clear; null when it is not encrypted to this key, for this address, in the one agreed way. */
  open(jwe: Uint8Array, address: PageAddress): Promise<Uint8Array | null>;
  /** Gives the private key up: nothing opens any more. Its memory is cleared when the runtime frees it, at the latest with the cell. */
  forget(): void;
}

const base64url = (bytes: number): z.ZodString => z.string().regex(new RegExp(`^[A-Za-z0-9_-]{${bytes}}$`));

const headerSchema = z.strictObject({
  alg: z.literal('ECDH-ES'),
  enc: z.literal('A256GCM'),
  typ: z.literal('madoguchi-page'),
  txn: z.string().max(64),
  set: z.int().nonnegative(),
  leaf: z.int().positive(),
  epk: z.strictObject({ kty: z.literal('OKP'), crv: z.literal('X25519'), x: base64url(43) }),
});

/** A fresh key. */
export function createPageKey(): PageKey {
  let privateKey: KeyObject | null = generateKeyPairSync('x25519').privateKey;
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  return {
    jwk: { kty: 'OKP', crv: 'X25519', x },
    publicKey: new Uint8Array(Buffer.from(x, 'base64url')),
    open: async (jwe, address) => {
      const text = Buffer.from(jwe).toString('latin1');
      if (privateKey === null || !isMeantFor(text, address)) return null;
      try {
        const { plaintext } = await compactDecrypt(text, privateKey, {
          keyManagementAlgorithms: ['ECDH-ES'],
          contentEncryptionAlgorithms: ['A256GCM'],
        });
        return plaintext.length <= CENTRE_LIMITS.page_bytes_max ? plaintext : null;
      } catch {
        // Another key, a changed byte, a point of small order: why does not matter, the page is not ours.
        return null;
      }
    },
    forget: () => {
      privateKey = null;
    },
  };
}

function isMeantFor(jwe: string, { transactionId, set, leaf }: PageAddress): boolean {
  const cut = jwe.indexOf('.');
  if (cut < 0 || cut > CENTRE_LIMITS.page_header_chars_max) return false;
  const parsed = headerSchema.safeParse(parsedJson(Buffer.from(jwe.slice(0, cut), 'base64url').toString('utf8')));
  return parsed.success && parsed.data.txn === transactionId && parsed.data.set === set && parsed.data.leaf === leaf;
}
