/** Texts that a forger wrote and a verdict shows: nothing in them reaches a terminal or turns the words around them. */
import { beforeAll, expect, test } from 'vitest';
import { verifyPayload } from '../../src/paper/code/judge.ts';
import { labelOf } from '../../src/paper/code/envelope.ts';
import { sealSheet, type SheetKeys } from '../../src/paper/code/seal.ts';
import { readTrust, type TrustAnchors } from '../../src/paper/code/trust.ts';
import type { Verdict } from '../../src/paper/code/verdict.ts';
import { compressFront } from '../../src/paper/front.ts';
import { makeSheetWorld, manifestOf, pageOf } from './sheet-world.ts';

const world = makeSheetWorld();
/** Clears the screen and writes a verdict of its own; a CSI of one character; a line of its own; text from right to left. */
const HOSTILE = ['\u001B[2J\u001B[HAUTHENTIC', '1\u009B2J', '1\nAUTHENTIC', '\u202E1-000', '1\u2028AUTHENTIC', ' '];
let front: Uint8Array;
let trust: TrustAnchors;

beforeAll(async () => {
  front = await compressFront(pageOf(1));
  const read = await readTrust(
    JSON.stringify({
      kioskAuthorities: [{ name: '見本', publicKey: world.authority.kioskAuthorityPublic_pem }],
      centres: [{ name: '見本', publicKey: world.centre.public_pem }],
    }),
  );
  if (!read.ok) throw new Error(read.found);
  ({ trust } = read);
});

async function judged(changes: object, manifest?: object, keys: SheetKeys = world.keys): Promise<Verdict> {
  const sheet = await sealSheet(world.source(front, changes, manifest), keys, world.random(3));
  return verifyPayload(sheet.payload, trust, { secret: sheet.secret });
}

const isClean = (verdict: Verdict): boolean =>
  !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(
    [verdict.label?.uniqueNumber ?? '', ...verdict.findings.flatMap(({ values }) => Object.values(values))].join(''),
  );

test('R96: a number with controls, line ends or turned text is no number, in the label as in what is signed', async () => {
  for (const uniqueNumber of HOSTILE) {
    const verdict = await judged({ uniqueNumber });
    expect(verdict.outcome, JSON.stringify(uniqueNumber)).not.toBe('authentic');
    expect(verdict.label).toBeNull();
    expect(isClean(verdict)).toBe(true);
  }
});

test('a kanji in a number is as good as a digit', async () => {
  const sheet = await sealSheet(world.source(front, { uniqueNumber: '住-0001' }), world.keys, world.random(4));
  expect(labelOf(sheet.payload)).toMatchObject({ uniqueNumber: '住-0001' });
});

test('the name of a key that is no name of a key is not shown', async () => {
  for (const kid of HOSTILE) {
    const [, payload, signature] = world.keys.attestation.split('.');
    const header = Buffer.from(JSON.stringify({ alg: 'ES256', kid, typ: 'madoguchi-kiosk' })).toString('base64url');
    const keys = { ...world.keys, attestation: `${header}.${payload}.${signature}` };
    const verdict = await judged({}, undefined, keys);
    expect(verdict.findings).toEqual([{ name: 'authorityUnknown', values: { found: '-' } }]);
  }
});

test('a kiosk, serial or municipality with controls is no statement of ours', async () => {
  for (const text of HOSTILE) {
    const serial = await judged({ serial: text });
    expect(serial).toMatchObject({ outcome: 'notAuthentic', facts: null });
    const municipality = await judged({}, manifestOf({ municipalityId: text }));
    expect(municipality).toMatchObject({ outcome: 'notAuthentic', facts: null });
  }
});
