/** Municipal data are served only as the pinned authority signed them. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { sha256Of, signatureFaults } from '../../src/centre/catalogue/signature.ts';
import { readPinnedKeys } from '../../src/centre/keys.ts';
import { digestOfMunicipalities } from '../../src/centre/municipality.ts';
import { inspectMunicipalities, loadSignedMunicipalities } from '../../src/centre/municipality-files.ts';
import { hasWords } from '../../src/words/keys.ts';
import { MADE_UP_FOLDER, MUNICIPALITY_FOLDER } from '../../scripts/municipalities/made-up.ts';
import { signFolder, signList } from '../../scripts/municipalities/sign.ts';
import { CITIES, FUCHU } from './municipality-fixtures.ts';

const NOW = Date.UTC(2025, 3, 1);
const authority = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519');
const pemOf = (key: KeyObject): string => String(key.export({ format: 'pem', type: 'spki' }));
const ANCHOR = pemOf(authority.publicKey);

let folder: string;
const at = (name: string): string => join(folder, name);
const SIGNATURE = 'municipalities.jws';

beforeEach(() => {
  const made = mkdtempSync(join(tmpdir(), 'signed-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  cpSync(MUNICIPALITY_FOLDER, made, { recursive: true });
  cpSync(MADE_UP_FOLDER, made, { recursive: true });
  folder = made;
  signFolder(folder, authority.privateKey, NOW);
});

const load = (anchor = ANCHOR): string[] =>
  loadSignedMunicipalities(folder, anchor, hasWords).map(({ municipalityId }) => municipalityId);
const problems = (anchor = ANCHOR): [string, string][] =>
  inspectMunicipalities(folder, { trustAnchor_pem: anchor, hasWords }).problems.map(({ code, message }) => [
    code,
    message.replace(`${folder}/`, ''),
  ]);

test('a folder that the pinned authority signed is served', () => {
  expect(load()).toEqual(['fuchu', 'mihon', 'susono']);
});

test('a file is updated without a release: changed, signed again, served', () => {
  const text = readFileSync(at('fuchu.json'), 'utf8');
  writeFileSync(at('fuchu.json'), text.replaceAll('"fee_yen": 250', '"fee_yen": 200'));
  expect(() => load()).toThrow(/M1013/);
  signFolder(folder, authority.privateKey, NOW + 1);
  expect(load()).toEqual(['fuchu', 'mihon', 'susono']);
});

test('during a change of the authority’s key both keys are pinned', () => {
  const both = `${ANCHOR}${pemOf(other.publicKey)}`;
  expect(load(both)).toHaveLength(3);
  signFolder(folder, other.privateKey, NOW);
  expect(load(both)).toHaveLength(3);
});

describe('what is refused', () => {
  test('no signature, M1011', () => {
    rmSync(at(SIGNATURE));
    expect(problems()).toEqual([
      [
        'municipalitiesUnsigned',
        `${SIGNATURE}: is missing; expected the signature of the municipal authority over the files of this folder`,
      ],
    ]);
    expect(() => load()).toThrow(/M1011/);
  });

  test('a signature of somebody else, of nobody or of another kind, M1012', () => {
    const foreign = [['municipalitiesForeign', expect.stringContaining('is not a signature of a pinned key')]];
    expect(problems(pemOf(other.publicKey))).toEqual(foreign);
    const right = readFileSync(at(SIGNATURE), 'utf8');
    const [header = '', payload = '', signature = ''] = right.trim().split('.');
    const decoded = (part: string): string => Buffer.from(part, 'base64url').toString();
    const coded = (text: string): string => Buffer.from(text).toString('base64url');
    const none = coded(decoded(header).replace('EdDSA', 'none'));
    const kind = coded(decoded(header).replace('madoguchi-municipalities', 'madoguchi-manifest'));
    for (const wrong of [
      '',
      'a.b.c',
      `${header}.${payload}.`,
      `${none}.${payload}.`,
      `${kind}.${payload}.${signature}`,
      `${header}.${coded(decoded(payload).replace('fuchu', 'other'))}.${signature}`,
    ]) {
      writeFileSync(at(SIGNATURE), wrong);
      expect(problems()).toEqual(foreign);
    }
    expect(() => load()).toThrow(/M1012/);
  });

  test('a signature over something else than a list of files, M1012', () => {
    const list = { signedAt_epoch_ms: NOW, files: [{ name: '../fuchu.json', sha256: '0'.repeat(64) }] };
    writeFileSync(at(SIGNATURE), signList(list, authority.privateKey));
    expect(problems()[0]?.[0]).toBe('municipalitiesForeign');
  });

  test('a file that was changed, M1013, even where its content means the same', () => {
    const before = sha256Of(readFileSync(at('susono.json')));
    writeFileSync(at('susono.json'), `${readFileSync(at('susono.json'), 'utf8')} `);
    const after = sha256Of(readFileSync(at('susono.json')));
    expect(problems()).toEqual([
      ['municipalitiesChanged', `susono.json: has the SHA-256 ${after}; expected the signed ${before}`],
    ]);
    expect(() => load()).toThrow(/M1013/);
  });

  test('a file too many, a file too few, two that changed places, M1013', () => {
    cpSync(at('fuchu.json'), at('zzz.json'));
    expect(problems()[0]).toEqual([
      'municipalitiesChanged',
      'zzz.json: is not in the signed list; expected only files that were signed',
    ]);
    rmSync(at('zzz.json'));
    renameSync(at('fuchu.json'), at('aaa.json'));
    expect(problems().map(([code]) => code)).toEqual(['municipalitiesChanged', 'municipalitiesChanged']);
    renameSync(at('susono.json'), at('fuchu.json'));
    renameSync(at('aaa.json'), at('susono.json'));
    expect(problems().map(([code]) => code)).toEqual(['municipalitiesChanged', 'municipalitiesChanged']);
  });

  test('a file out of an older signed set: one file of it does not pass with the newer signature', () => {
    const older = readFileSync(at('fuchu.json'));
    writeFileSync(at('fuchu.json'), older.toString().replaceAll('"fee_yen": 450', '"fee_yen": 500'));
    signFolder(folder, authority.privateKey, NOW + 1);
    expect(load()).toHaveLength(3);
    writeFileSync(at('fuchu.json'), older);
    expect(problems().map(([code]) => code)).toEqual(['municipalitiesChanged']);
  });

  test('signed nonsense: a signature makes no fault right', () => {
    writeFileSync(at('fuchu.json'), readFileSync(at('fuchu.json'), 'utf8').replace('"fee_yen": 250', '"fee_yen": 255'));
    signFolder(folder, authority.privateKey, NOW);
    expect(() => load()).toThrow(/fuchu\.json: types\[0\]\.fees\[0\]\.fee_yen is 255; expected .*M1004/);
  });

  test('any byte of a file or of the signature that is another one', () => {
    const files = readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => ({ name, bytes: readFileSync(at(name)) }));
    const jws = readFileSync(at(SIGNATURE), 'utf8').trim();
    const keys = readPinnedKeys(ANCHOR);
    expect(signatureFaults(files, jws, keys)).toEqual([]);
    const total = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: total - 1 }), fc.integer({ min: 1, max: 255 }), (place, mask) => {
        let left = place;
        const changed = files.map(({ name, bytes }) => {
          const copy = Uint8Array.from(bytes);
          if (left >= 0 && left < copy.length) copy[left] = copy[left]! ^ mask;
          left -= copy.length;
          return { name, bytes: copy };
        });
        expect(signatureFaults(changed, jws, keys)).toHaveLength(1);
      }),
    );
    // The last two characters of base64url hold bits that mean nothing; all before them count.
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: jws.length - 3 }),
        fc.constantFrom('A', 'z', '-', '.', '!'),
        (place, letter) => {
          fc.pre(jws[place] !== letter);
          const spoiled = `${jws.slice(0, place)}${letter}${jws.slice(place + 1)}`;
          expect(signatureFaults(files, spoiled, keys).map(({ code }) => code)).toEqual(['municipalitiesForeign']);
        },
      ),
    );
  });
});

test('D9: the digest of the data is the same whatever the files and spacing, and another for another fee', () => {
  const digest = digestOfMunicipalities(CITIES);
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect(digestOfMunicipalities(CITIES.toReversed())).toBe(digest);
  const reordered = CITIES.map((data) => Object.fromEntries(Object.entries(data).toReversed()) as typeof data);
  expect(digestOfMunicipalities(reordered)).toBe(digest);
  const dearer = CITIES.map((data) =>
    data === FUCHU ? { ...data, types: data.types.map((type) => ({ ...type, fees: [{ fee_yen: 260 }] })) } : data,
  );
  expect(digestOfMunicipalities(dearer)).not.toBe(digest);
});
