import { createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyIdOf, readPinnedKeys } from '../../src/centre/keys.ts';
import { createUnseal, parseManifest } from '../../src/centre/manifest.ts';
import type { Manifest, SignedManifest } from '../../src/centre/port.ts';
import { readSignedTime } from '../../src/centre/signed-time.ts';
import { kidOf, sealManifest, sealTime } from '../virtual/centre/sealing.ts';

const signingKey = generateKeyPairSync('ed25519').privateKey;
const pemOf = (key: KeyObject): string => String(createPublicKey(key).export({ format: 'pem', type: 'spki' }));
const keys = readPinnedKeys(pemOf(signingKey));
const unseal = createUnseal(keys);

const MANIFEST: Manifest = {
  transactionId: 't1',
  nonce: 'n1',
  kioskId: 'k1',
  requestDigest: 'a'.repeat(64),
  subjectToken: 's1',
  municipalityId: 'susono',
  issuedAt_epoch_ms: 1,
  validUntil_epoch_ms: 2,
  sets: [
    {
      set: 0,
      typeId: 'inkan',
      fee_yen: 300,
      uniqueNumber: '1',
      leaves: [{ leaf: 1, of: 1, sha256: 'b'.repeat(64) }],
    },
  ],
};

async function sealed(): Promise<SignedManifest> {
  const jws = await sealManifest(MANIFEST, signingKey);
  return {
    signed: Buffer.from(`${jws.protected}.${jws.payload}`),
    signature: Buffer.from(jws.signature, 'base64url'),
    keyId: jws.keyId,
  };
}

/** A JWS with any header, signed with any key. */
function forged(header: object, payload: object, key = signingKey, algorithm: string | null = null): SignedManifest {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = Buffer.from(`${part(header)}.${part(payload)}`);
  return { signed, signature: sign(algorithm, signed, key), keyId: kidOf(signingKey) };
}
const HEADER = { alg: 'EdDSA', typ: 'madoguchi-manifest', kid: kidOf(signingKey) };

test('D1: a manifest that jose signed opens, and both sides name the key alike', async () => {
  expect(unseal(await sealed())).toEqual(MANIFEST);
  expect(keyIdOf(createPublicKey(signingKey))).toBe(kidOf(signingKey));
  expect(unseal(forged(HEADER, MANIFEST))).toEqual(MANIFEST);
});

test('D1: no changed bit of what is signed, and no changed bit of the signature, opens', async () => {
  const good = await sealed();
  const bit = fc.tuple(fc.boolean(), fc.nat(), fc.nat(7));
  fc.assert(
    fc.property(bit, ([inSignature, at, shift]) => {
      const bytes = Uint8Array.from(inSignature ? good.signature : good.signed);
      const place = at % bytes.length;
      bytes[place] = (bytes[place] ?? 0) ^ (1 << shift);
      expect(unseal({ ...good, [inSignature ? 'signature' : 'signed']: bytes })).toBeNull();
    }),
    { numRuns: 200 },
  );
});

test('D1: the header chooses nothing: other algorithms, kinds, keys and header fields do not open', () => {
  const other = generateKeyPairSync('ed25519').privateKey;
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  for (const strange of [
    forged({ ...HEADER, alg: 'none' }, MANIFEST),
    forged({ ...HEADER, typ: 'madoguchi-time' }, MANIFEST),
    forged({ ...HEADER, kid: 'f'.repeat(32) }, MANIFEST),
    forged({ ...HEADER, jwk: createPublicKey(other).export({ format: 'jwk' }) }, MANIFEST, other),
    forged({ ...HEADER, crit: ['b64'], b64: false }, MANIFEST),
    forged(HEADER, MANIFEST, other),
    forged({ ...HEADER, alg: 'RS256' }, MANIFEST, rsa, 'sha256'),
    { ...forged(HEADER, MANIFEST), keyId: 'another' },
    { ...forged(HEADER, MANIFEST), signature: new Uint8Array() },
  ]) {
    expect(unseal(strange)).toBeNull();
  }
});

test('a signed manifest of another shape does not open', () => {
  for (const change of [
    { extra: 1 },
    { sets: [] },
    { requestDigest: 'short' },
    { issuedAt_epoch_ms: 1.5 },
    { nonce: '' },
  ]) {
    expect(unseal(forged(HEADER, { ...MANIFEST, ...change }))).toBeNull();
  }
  expect(parseManifest(MANIFEST)).toEqual(MANIFEST);
});

test('R96: a 固有番号 that no sheet can carry or show is refused before any money', () => {
  const withNumber = (uniqueNumber: string): object => ({
    ...MANIFEST,
    sets: MANIFEST.sets.map((set) => ({ ...set, uniqueNumber })),
  });
  for (const bad of ['住'.repeat(43), '\u001B[2J', '1\n2', '\u202E1', ' ', ''])
    expect(parseManifest(withNumber(bad))).toBeNull();
  expect(parseManifest(withNumber('住'.repeat(42)))).not.toBeNull();
});

test('no bytes make the verification throw', () => {
  const bytes = fc.uint8Array({ maxLength: 120 });
  fc.assert(
    fc.property(bytes, bytes, fc.string(), (signed, signature, keyId) => {
      expect(unseal({ signed, signature, keyId })).toBeNull();
      expect(readSignedTime(keyId, 'n', keys)).toBeNull();
    }),
  );
});

test('a signed time answers one nonce, and a manifest never passes for a time', async () => {
  const token = await sealTime(1_744_765_200_000, 'n1', signingKey);
  expect(readSignedTime(token, 'n1', keys)).toBe(1_744_765_200_000);
  expect(readSignedTime(token, 'n2', keys)).toBeNull();
  expect(readSignedTime(`${token}x`, 'n1', keys)).toBeNull();
  const { signed, signature } = forged(HEADER, { epoch_ms: 1, nonce: 'n1' });
  const compact = `${Buffer.from(signed).toString('latin1')}.${Buffer.from(signature).toString('base64url')}`;
  expect(readSignedTime(compact, 'n1', keys)).toBeNull();
});

test('two pinned keys let a centre change its key without a gap; a file without an Ed25519 key is refused', () => {
  const next = generateKeyPairSync('ed25519').privateKey;
  const both = readPinnedKeys(pemOf(signingKey) + pemOf(next));
  expect([...both.keys()]).toEqual([kidOf(signingKey), kidOf(next)]);
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  expect(() => readPinnedKeys(pemOf(rsa))).toThrow(/M1008/);
  expect(() => readPinnedKeys('nothing')).toThrow(/M1008/);
  expect(() => readPinnedKeys('-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n')).toThrow(/M1008/);
});
