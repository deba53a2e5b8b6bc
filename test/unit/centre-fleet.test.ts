import { generateKeyPairSync, createPublicKey } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { ClosedDayStore } from '../../src/centre/closed-days.ts';
import { digestOfFiles, digestOfSettings, isExpected } from '../../src/centre/fingerprint.ts';
import { digestOfProgram } from '../../src/centre/fingerprint-files.ts';
import { readPinnedKeys } from '../../src/centre/keys.ts';
import { readSignedAnswer } from '../../src/centre/signed-answer.ts';
import { closedDaysPayload, fingerprintsPayload } from '../../src/centre/wire.ts';
import { sealAnswer, sealTime } from '../virtual/centre/sealing.ts';

const signingKey = generateKeyPairSync('ed25519').privateKey;
const keys = readPinnedKeys(String(createPublicKey(signingKey).export({ format: 'pem', type: 'spki' })));
const HOUR_MS = 3_600_000;
const day = { municipalityId: 'susono', day: '2025-04-16', reason: 'maintenance' };
const closed = { nonce: 'n1', version: 3, days: [day] };
const set = { software: 'a'.repeat(64), profile: 'b'.repeat(64), municipalities: 'c'.repeat(64) };

test('R79: closed days answer one question: another nonce, kind, key or shape is no answer', async () => {
  const read = (token: string, nonce = 'n1') =>
    readSignedAnswer(token, 'madoguchi-closed-days', nonce, keys, closedDaysPayload);
  const token = await sealAnswer('madoguchi-closed-days', closed, signingKey);
  expect(read(token)).toEqual(closed);
  expect(read(token, 'n2')).toBeNull();
  expect(read(await sealAnswer('madoguchi-fingerprints', closed, signingKey))).toBeNull();
  expect(read(await sealTime(1, 'n1', signingKey))).toBeNull();
  const other = generateKeyPairSync('ed25519').privateKey;
  expect(read(await sealAnswer('madoguchi-closed-days', closed, other))).toBeNull();
  for (const days of [[{ ...day, day: 'today' }], [{ ...day, who: 'x' }], Array.from({ length: 241 }, () => day)]) {
    expect(read(await sealAnswer('madoguchi-closed-days', { ...closed, days }, signingKey))).toBeNull();
  }
});

test('R79, R80: a closed day closes that municipality on that day alone, and an older list changes nothing', () => {
  const store = new ClosedDayStore();
  expect(store.take(closed, 0)).toBe(true);
  expect(store.reasonFor('susono', '2025-04-16')).toBe('maintenance');
  expect(store.reasonFor('susono', '2025-04-17')).toBeNull();
  expect(store.reasonFor('fuchu', '2025-04-16')).toBeNull();
  expect(store.closedOn('2025-04-16')).toEqual(['susono']);
  expect(store.take({ version: 2, days: [] }, 1)).toBe(false);
  expect(store.days()).toEqual([day]);
  expect(store.take({ version: 4, days: [] }, 2)).toBe(true);
  expect(store.reasonFor('susono', '2025-04-16')).toBeNull();
});

test('R79: the list is kept while the centre is silent, and not believed for longer than a day', () => {
  const store = new ClosedDayStore();
  expect(store.isKnown(0)).toBe(false);
  store.take(closed, HOUR_MS);
  expect(store.isKnown(25 * HOUR_MS)).toBe(true);
  expect(store.isKnown(25 * HOUR_MS + 1)).toBe(false);
  store.take(closed, 26 * HOUR_MS);
  expect(store.isKnown(27 * HOUR_MS)).toBe(true);
});

test('D9: two sets may be expected during a roll-out, each as a whole; a mixture of both is neither', () => {
  const next = { software: 'd'.repeat(64), profile: 'e'.repeat(64), municipalities: 'f'.repeat(64) };
  expect(isExpected(set, [next, set])).toBe(true);
  expect(isExpected({ ...set, software: next.software }, [next, set])).toBe(false);
  expect(isExpected(set, [])).toBe(false);
  const three = { nonce: 'n', expected: [set, set, set] };
  expect(fingerprintsPayload.safeParse(three).success).toBe(false);
  expect(fingerprintsPayload.safeParse({ nonce: 'n', expected: [] }).success).toBe(false);
});

test('D9: the digest of files is the one that sha256sum makes, in any order of the files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'madoguchi-digest-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const names = ['b.txt', 'a.txt', 'c d.txt'];
  for (const name of names) writeFileSync(join(folder, name), `見本 ${name}`);
  const lines = execFileSync('sh', ['-c', 'LC_ALL=C; sha256sum * | sha256sum'], { cwd: folder, encoding: 'utf8' });
  const files = names.map((name) => ({ path: name, bytes: Buffer.from(`見本 ${name}`) }));
  expect(digestOfFiles(files)).toBe(lines.slice(0, 64));
  expect(digestOfFiles(files.toReversed())).toBe(lines.slice(0, 64));
});

test('D9: one changed byte, one more file and one renamed file change the digest of the program; municipal data do not', () => {
  const root = mkdtempSync(join(tmpdir(), 'madoguchi-program-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const name of [
    'src/base',
    'fsm',
    'drivers/transport',
    'config/municipalities',
    'package.json',
    'package-lock.json',
  ]) {
    cpSync(join(import.meta.dirname, '../..', name), join(root, name), { recursive: true });
  }
  const digests = [digestOfProgram(root)];
  writeFileSync(join(root, 'config/municipalities/third.json'), '{}');
  expect(digestOfProgram(root)).toBe(digests[0]);
  for (const change of [
    () => writeFileSync(join(root, 'fsm/more.ts'), ''),
    () => writeFileSync(join(root, 'fsm/more.ts'), ' '),
    () => writeFileSync(join(root, 'package-lock.json'), '{}'),
  ]) {
    change();
    digests.push(digestOfProgram(root));
  }
  expect(new Set(digests).size).toBe(4);
  expect(() => digestOfProgram(join(root, 'nowhere'))).toThrow(/M1/);
});

test('D9: settings have one digest whatever the order of their keys, and another one for every other value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      const shuffled = JSON.parse(JSON.stringify(one), (_, value: unknown) =>
        typeof value === 'object' && value !== null && !Array.isArray(value)
          ? Object.fromEntries(Object.entries(value).toReversed())
          : value,
      ) as unknown;
      expect(digestOfSettings(shuffled)).toBe(digestOfSettings(one));
      if (digestOfSettings(one) === digestOfSettings(other)) {
        expect(JSON.parse(JSON.stringify(other))).toEqual(JSON.parse(JSON.stringify(one)));
      }
    }),
  );
});
