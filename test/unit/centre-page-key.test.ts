import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { CompactEncrypt, importJWK } from 'jose';
import { expect, test } from 'vitest';
import { createPageKey, type PageKey } from '../../src/centre/page-key.ts';
import { sealPage } from '../virtual/centre/sealing.ts';

const PDF = Buffer.from('%PDF-1.7 見本');
const place = { transactionId: 't1', set: 0, leaf: 1 };
const HEADER = { alg: 'ECDH-ES', enc: 'A256GCM', typ: 'madoguchi-page', txn: 't1', set: 0, leaf: 1 };
const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1');

async function sealedAs(header: object, key: PageKey): Promise<Uint8Array> {
  const to = await importJWK({ ...key.jwk }, 'ECDH-ES');
  const jwe = new CompactEncrypt(PDF).setProtectedHeader(header as { alg: string; enc: string });
  return bytesOf(await jwe.encrypt(to));
}

test('R106: a page opens with the key of its session, at its own address, byte for byte', async () => {
  const key = createPageKey();
  const page = bytesOf(await sealPage(PDF, place, key.publicKey));
  expect(Buffer.from(page).includes('%PDF')).toBe(false);
  expect(Buffer.from((await key.open(page, place)) ?? [])).toEqual(PDF);
});

test('D1, D3: a page of another session, transaction, set or leaf does not open', async () => {
  const [key, other] = [createPageKey(), createPageKey()];
  expect(other.publicKey).not.toEqual(key.publicKey);
  const page = bytesOf(await sealPage(PDF, place, key.publicKey));
  expect(await other.open(page, place)).toBeNull();
  for (const change of [{ transactionId: 't2' }, { set: 1 }, { leaf: 2 }]) {
    expect(await key.open(page, { ...place, ...change })).toBeNull();
  }
});

test('R102: when the session is over its key opens nothing any more', async () => {
  const key = createPageKey();
  const page = bytesOf(await sealPage(PDF, place, key.publicKey));
  key.forget();
  expect(await key.open(page, place)).toBeNull();
});

test('D1: the header chooses nothing: another kind, cipher, agreement, compression or field does not open', async () => {
  const key = createPageKey();
  expect(await key.open(await sealedAs(HEADER, key), place)).not.toBeNull();
  for (const change of [
    { typ: 'madoguchi-manifest' },
    { enc: 'A128GCM' },
    { alg: 'ECDH-ES+A256KW' },
    { zip: 'DEF' },
    { kid: 'k' },
    { leaf: '1' },
  ]) {
    expect(await key.open(await sealedAs({ ...HEADER, ...change }, key), place)).toBeNull();
  }
});

test('D1: a page in the clear, an empty one and one that names a key of another kind do not open', async () => {
  const key = createPageKey();
  const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
  const [, ...rest] = Buffer.from(await sealedAs(HEADER, key))
    .toString('latin1')
    .split('.');
  const withHeader = (header: object): Uint8Array =>
    bytesOf([Buffer.from(JSON.stringify(header)).toString('base64url'), ...rest].join('.'));
  const small = { kty: 'OKP', crv: 'X25519', x: 'A'.repeat(43) };
  for (const wrong of [
    PDF,
    bytesOf(''),
    bytesOf('.'.repeat(5000)),
    withHeader({ ...HEADER, epk: p256 }),
    withHeader({ ...HEADER, epk: small }),
  ]) {
    expect(await key.open(wrong, place)).toBeNull();
  }
});

test('D1: no changed byte of an encrypted page opens', async () => {
  const key = createPageKey();
  const page = await sealPage(PDF, place, key.publicKey);
  await fc.assert(
    fc.asyncProperty(fc.nat(page.length - 1), fc.constantFrom('A', 'w', '.', '_'), async (at, letter) => {
      fc.pre(page[at] !== letter);
      const changed = page.slice(0, at) + letter + page.slice(at + 1);
      const opened = await key.open(bytesOf(changed), place);
      // The last letter of a part may carry bits that mean nothing.
      if (opened !== null) expect(Buffer.from(opened)).toEqual(PDF);
      const isLastLetter = page[at + 1] === '.' || at === page.length - 1;
      expect(opened === null || isLastLetter).toBe(true);
    }),
    { numRuns: 200 },
  );
});
