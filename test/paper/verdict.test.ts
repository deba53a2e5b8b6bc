import { generateKeyPairSync, sign } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { joined } from '../../src/paper/code/bytes.ts';
import { compactManifest, packContent } from '../../src/paper/code/content.ts';
import { CONTENT_BYTES, lock } from '../../src/paper/code/envelope.ts';
import { verifyPayload, type VerifyOptions } from '../../src/paper/code/judge.ts';
import { openSheet } from '../../src/paper/code/open.ts';
import { sealSheet, type SealedSheet, type SheetSource } from '../../src/paper/code/seal.ts';
import { readAuthorityKey, readTrust, type TrustAnchors } from '../../src/paper/code/trust.ts';
import { FINDINGS, type FindingName, type Verdict } from '../../src/paper/code/verdict.ts';
import { findingText } from '../../src/paper/code/verdict-words.ts';
import { compressFront } from '../../src/paper/front.ts';
import { makeSheetAuthority } from '../virtual/centre/sheet-authority.ts';
import { KIOSK, makeSheetWorld, makeSigner, manifestOf, NUMBER, pageOf, PRINTED_AT } from './sheet-world.ts';

const world = makeSheetWorld();
let front: Uint8Array;
let trust: TrustAnchors;

async function trustOf(authority_pem: string, centre_pem: string): Promise<TrustAnchors> {
  const read = await readTrust(
    JSON.stringify({
      kioskAuthorities: [{ name: '見本 端末認証機関', publicKey: authority_pem }],
      centres: [{ name: '見本 証明書交付センター', publicKey: centre_pem }],
    }),
  );
  if (!read.ok) throw new Error(read.found);
  return read.trust;
}

beforeAll(async () => {
  front = await compressFront(pageOf(1));
  trust = await trustOf(world.authority.kioskAuthorityPublic_pem, world.centre.public_pem);
});

const seal = (source: SheetSource, keys = world.keys): Promise<SealedSheet> => sealSheet(source, keys, world.random(5));
const judge = async (sheet: SealedSheet, options: VerifyOptions = {}, anchors = trust): Promise<Verdict> =>
  verifyPayload(sheet.payload, anchors, { secret: sheet.secret, ...options });
const names = (verdict: Verdict): FindingName[] => verdict.findings.map(({ name }) => name);

/** A kiosk with its own key and an attestation that anybody could write. */
function madeUpKiosk(claims: object, header: object = { alg: 'ES256', kid: 'nobody' }) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = publicKey.export({ format: 'jwk' });
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const body = { sub: KIOSK, cnf: { jwk: { kty: 'EC', crv: 'P-256', x, y } }, nbf: 0, exp: 4_000_000_000, ...claims };
  const signed = `${part(header)}.${part(body)}`;
  const signature = sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return {
    signingKey_pem: String(privateKey.export({ format: 'pem', type: 'pkcs8' })),
    attestation: `${signed}.${signature.toString('base64url')}`,
    verifyingAuthority_pem: world.keys.verifyingAuthority_pem,
  };
}

const genuineHeader = (): object =>
  JSON.parse(Buffer.from(world.keys.attestation.split('.')[0]!, 'base64url').toString()) as object;

test('R96: a sheet of this kiosk is authentic, and the verdict says what it is', async () => {
  const verdict = await judge(await seal(world.source(front)));
  expect(verdict).toMatchObject({ isAuthentic: true, outcome: 'authentic' });
  expect(verdict.facts).toEqual({
    uniqueNumber: NUMBER,
    leaf: 1,
    of: 2,
    serial: '0001-AAAA',
    printedAt_epoch_ms: PRINTED_AT,
    kioskId: KIOSK,
    kioskAuthority: '見本 端末認証機関',
    centre: '見本 証明書交付センター',
    municipalityId: 'susono',
    typeId: 'juminhyo',
  });
  expect(verdict.front).toMatchObject({ width: 2480, height: 3508, dpi: 300 });
});

test('the authority opens it with its own key, without the secret', async () => {
  const sheet = await seal(world.source(front));
  const authorityKey = await readAuthorityKey(world.authority.verifyingKey_pem);
  const verdict = await verifyPayload(sheet.payload, trust, { authorityKey: authorityKey! });
  expect(verdict.isAuthentic).toBe(true);
  const other = await readAuthorityKey(makeSheetAuthority().verifyingKey_pem);
  expect(names(await verifyPayload(sheet.payload, trust, { authorityKey: other! }))).toEqual(['authorityOther']);
});

test('a second print of the same leaf is authentic too, and has another serial', async () => {
  const again = await judge(await seal(world.source(front, { serial: '0002-BBBB' })));
  expect(again).toMatchObject({ isAuthentic: true, facts: { serial: '0002-BBBB', uniqueNumber: NUMBER } });
});

describe('a back that was forged with public keys alone', () => {
  test('an own kiosk, attested under the real authority’s name', async () => {
    const verdict = await judge(await seal(world.source(front), madeUpKiosk({}, genuineHeader())));
    expect(verdict).toMatchObject({ outcome: 'notAuthentic', front: null, facts: null });
    expect(names(verdict)).toEqual(['attestationForged']);
  });

  test('the real attestation of a real sheet with a signature of one’s own', async () => {
    const keys = { ...madeUpKiosk({}), attestation: world.keys.attestation };
    const verdict = await judge(await seal(world.source(front), keys));
    expect(verdict).toMatchObject({ outcome: 'notAuthentic', front: null, facts: null });
    expect(names(verdict)).toEqual(['statementForged']);
  });

  test('a manifest under the real centre’s name, and one without a signature at all', async () => {
    const forger = makeSigner();
    const { signature } = forger.sign(manifestOf());
    const source = world.source(front);
    const manifest = { ...source.manifest, signature };
    expect(names(await judge(await seal({ ...source, manifest })))).toEqual(['manifestForged']);
    const unsigned = { ...source.manifest, signature: new Uint8Array(0) };
    expect(names(await judge(await seal({ ...source, manifest: unsigned })))).toEqual(['manifestForged']);
  });

  test('an envelope with nothing in it that a kiosk made', async () => {
    const pem = world.keys.verifyingAuthority_pem.replace(/-----[^-]+-----|\s/g, '');
    const curve = { name: 'ECDH', namedCurve: 'P-256' };
    const authority = await crypto.subtle.importKey('spki', Buffer.from(pem, 'base64'), curve, true, []);
    const secret = world.random(1).bytes(16);
    const label = { uniqueNumber: NUMBER, leaf: 1, of: 2 };
    for (const content of [new Uint8Array(CONTENT_BYTES), world.random(2).bytes(CONTENT_BYTES)]) {
      const payload = await lock(label, content, authority, secret, (length) => world.random(3).bytes(length));
      expect(names(await judge({ payload, secret }))).toEqual(['forged']);
    }
  });

  test('algorithm "none", and a key of the header’s own choosing', async () => {
    for (const header of [{ alg: 'none', kid: (genuineHeader() as { kid: string }).kid }, { alg: 'HS256' }]) {
      const verdict = await judge(await seal(world.source(front), madeUpKiosk({}, header)));
      expect(verdict.isAuthentic).toBe(false);
    }
  });
});

describe('who signed is told by name', () => {
  test('an unknown authority of kiosks and an unknown centre', async () => {
    const sheet = await seal(world.source(front));
    const otherAuthority = await trustOf(makeSheetAuthority().kioskAuthorityPublic_pem, world.centre.public_pem);
    expect(names(await judge(sheet, {}, otherAuthority))).toEqual(['authorityUnknown']);
    const otherCentre = await trustOf(world.authority.kioskAuthorityPublic_pem, makeSigner().public_pem);
    const verdict = await judge(sheet, {}, otherCentre);
    expect(names(verdict)).toEqual(['centreUnknown']);
    expect(verdict).toMatchObject({ isAuthentic: false, facts: null });
  });

  test('a kiosk that signs under another kiosk’s name, and a manifest for another kiosk', async () => {
    expect(names(await judge(await seal(world.source(front, { kioskId: 'kiosk-0002' }))))).toEqual(['kioskOther']);
    const manifest = manifestOf({ kioskId: 'kiosk-0002' });
    expect(names(await judge(await seal(world.source(front, {}, manifest))))).toEqual(['kioskOther']);
  });

  test('an attestation that had expired when the sheet was printed', async () => {
    const late = { printedAt_epoch_ms: Date.UTC(2044, 0, 1, 0, 1) };
    const verdict = await judge(await seal(world.source(front, late)));
    expect(names(verdict)).toEqual(['attestationExpired']);
    expect(findingText(verdict.findings[0]!, 'en').expected).toContain('2044-01-01');
  });
});

describe('what the centre issued is what is on the paper', () => {
  test('a page, leaf or number that the manifest does not hold', async () => {
    const changes = [
      { pageDigest_sha256: 'ee'.repeat(32) },
      { leaf: 2 },
      { of: 3 },
      { uniqueNumber: '222208-20250416-000000' },
    ];
    for (const change of changes) {
      expect(names(await judge(await seal(world.source(front, change)))), JSON.stringify(change)).toEqual([
        'pageNotIssued',
      ]);
    }
  });

  test('a sheet printed before its manifest was issued', async () => {
    const early = { printedAt_epoch_ms: PRINTED_AT - 3_600_000 };
    expect(names(await judge(await seal(world.source(front, early))))).toEqual(['printedBefore']);
  });

  test('the back of another sheet: what stands in letters does not fit', async () => {
    const sheet = await seal(world.source(front));
    expect((await judge(sheet, { printed: { uniqueNumber: NUMBER, leaf: 1, of: 2 } })).isAuthentic).toBe(true);
    for (const printed of [{ uniqueNumber: '222208-20250416-000009' }, { leaf: 2 }, { of: 1 }]) {
      const verdict = await judge(sheet, { printed });
      expect(names(verdict)).toEqual(['otherPage']);
      expect(verdict.outcome).toBe('notAuthentic');
    }
  });
});

test('a front that is not the signed one is never shown', async () => {
  const source = world.source(front);
  const genuine = await seal(source);
  const opened = await judge(genuine);
  expect(opened.isAuthentic).toBe(true);
  // The kiosk's own statements with another front beside them.
  const other = await compressFront(pageOf(2));
  const statement = await signedBy(source);
  const content = await packContent({
    proofs: { attestation: world.keys.attestation, statement, manifest: compactManifest(source.manifest) },
    front: other,
  });
  const pem = world.keys.verifyingAuthority_pem.replace(/-----[^-]+-----|\s/g, '');
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  const authority = await crypto.subtle.importKey('spki', Buffer.from(pem, 'base64'), curve, true, []);
  const secret = world.random(8).bytes(16);
  const payload = await lock(source.statement, content!, authority, secret, (length) => world.random(9).bytes(length));
  const verdict = await judge({ payload, secret });
  expect(names(verdict)).toEqual(['frontReplaced']);
  expect(verdict.front).toBeNull();

  /** The statement of a genuine sheet of the same side, taken out of its payload. */
  async function signedBy(of: SheetSource): Promise<string> {
    const sheet = await seal(of);
    const taken = await openSheet(sheet.payload, { secret: sheet.secret });
    if (!taken.ok) throw new Error(taken.fault);
    return taken.content.proofs.statement;
  }
});

test('without the secret the verifier asks for it, and a wrong one is told as such', async () => {
  const { payload, secret } = await seal(world.source(front));
  expect(names(await verifyPayload(payload, trust))).toEqual(['secretMissing']);
  const wrong = await verifyPayload(payload, trust, { secret: secret.map((byte) => byte ^ 1) });
  expect(names(wrong)).toEqual(['secretOther']);
  expect(wrong.label).toEqual({ uniqueNumber: NUMBER, leaf: 1, of: 2 });
  expect(names(await verifyPayload(payload.with(30_000, payload[30_000]! ^ 1), trust, { secret }))).toEqual([
    'altered',
  ]);
  expect(names(await verifyPayload(joined([payload, secret]), trust, { secret }))).toEqual(['unknownFormat']);
});

test('every finding has its own number and whole words in both languages', () => {
  const numbers = Object.values(FINDINGS).map(({ number }) => number);
  expect(new Set(numbers).size).toBe(numbers.length);
  for (const name of Object.keys(FINDINGS) as FindingName[]) {
    for (const language of ['ja', 'en'] as const) {
      const text = findingText({ name, values: { found: 'X', expected: 'Y', how: 'secret' } }, language);
      expect(text.code).toMatch(/^V[1-5]\d\d$/);
      for (const part of [text.title, text.found, text.expected, text.remedy]) expect(part).toMatch(/^[^{}|]{4,}$/);
    }
  }
});

test('a trust file that cannot serve says what is wrong with it', async () => {
  const found = async (text: string): Promise<string> => {
    const read = await readTrust(text);
    return read.ok ? '' : read.found;
  };
  expect(await found('[]')).toBe('not a JSON object');
  expect(await found('{}')).toContain('kioskAuthorities');
  expect(await found('{"kioskAuthorities":[]}')).toContain('centres');
  const key = { name: '見本', publicKey: world.centre.public_pem };
  expect(await found(JSON.stringify({ kioskAuthorities: [key], centres: [] }))).toContain('not a P-256');
  expect(await found(JSON.stringify({ kioskAuthorities: [], centres: [{ name: 'x', publicKey: 'y' }] }))).toContain(
    'Ed25519',
  );
});
