/** `madoguchi config check` tells of municipal data what the start of the daemon would refuse, and all of it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { checkConfig, renderProblems } from '../../src/cli/config-check.ts';
import { configText } from '../../scripts/demo/config-text.ts';
import { makeSignedFolder, type SignedFolder } from '../../scripts/municipalities/made-up.ts';
import { makeAuthority, saveAuthority } from '../virtual/centre/make-authority.ts';

let folder: string;
let signed: SignedFolder;
const configFile = (): string => join(folder, 'madoguchi.toml');

beforeEach(() => {
  const made = mkdtempSync(join(tmpdir(), 'check-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  folder = made;
  signed = makeSignedFolder(folder);
  const text = configText({
    kioskId: 'kiosk-0001',
    stateFolder: join(folder, 'state'),
    runFolder: join(folder, 'run'),
    socketPath: join(folder, 'socket'),
    screenPort: 0,
    ...signed,
    centre: { url: 'https://127.0.0.1:9/', ...saveAuthority(join(folder, 'keys'), makeAuthority(), 'kiosk-0001') },
    reader: { name: 'reader', csockName: 'none' },
    // A character device that is there: this test is not about ports.
    coinsPort: '/dev/null',
    notesPort: '/dev/null',
    printerUri: 'ipp://127.0.0.1:9/ipp/print',
    sorterPaths: {},
  });
  // One line for both would be a clash of drivers.
  writeFileSync(configFile(), text.replace(/(driver = "id003"\nport = )"\/dev\/null"/, '$1"/dev/zero"'));
});

const change = (name: string, from: string, to: string): void => {
  const file = join(signed.municipalityFolder, name);
  const before = readFileSync(file, 'utf8');
  expect(before).toContain(from);
  writeFileSync(file, before.replace(from, to));
};
const codes = (): string[] => checkConfig(configFile(), false).problems.map(({ code }) => code);

test('signed data that are right are no problem', () => {
  expect(checkConfig(configFile(), false).problems).toEqual([]);
});

test('every file that was changed and every fault in it, at once, with code and remedy', () => {
  change('fuchu.json', '"fee_yen": 450', '"fee_yen": 455');
  change('susono.json', '"06:30"', '"26:30"');
  const { problems } = checkConfig(configFile(), false);
  expect(problems.map(({ code, key }) => [code, key])).toEqual([
    ['municipalitiesChanged', null],
    ['municipalitiesChanged', null],
    ['configValue', 'types[4].fees[0].fee_yen'],
    ['configValue', 'hours[0].opens'],
  ]);
  const told = renderProblems({ file: configFile(), devices: [], problems }).join('\n');
  expect(told).toMatch(/fuchu\.json: has the SHA-256 .*\(M1013\)/);
  expect(told).toContain('Install the whole folder anew, as the authority gave it out.');
});

test('no signature, no key, no folder: each has its code', () => {
  rmSync(join(signed.municipalityFolder, 'municipalities.jws'));
  expect(codes()).toEqual(['municipalitiesUnsigned']);
  writeFileSync(signed.municipalityTrustAnchor, 'nonsense');
  expect(codes()).toEqual(['keyMaterial']);
  rmSync(signed.municipalityTrustAnchor);
  expect(codes()).toEqual(['keyMaterial']);
  makeSignedFolder(folder);
  expect(codes()).toEqual([]);
  rmSync(signed.municipalityFolder, { recursive: true });
  expect(codes()).toEqual(['configUnreadable']);
});

test('the configuration file alone is looked at where its keys and data are on the kiosk', () => {
  rmSync(signed.municipalityFolder, { recursive: true });
  expect(checkConfig(configFile(), true).problems).toEqual([]);
});

test('R81: a chain that no municipality names is told: its end would never be noticed', () => {
  const text = readFileSync(configFile(), 'utf8');
  writeFileSync(configFile(), `${text}\n[store]\nchain = "comunityStore"\n`);
  expect(checkConfig(configFile(), false).problems).toMatchObject([
    { code: 'configValue', key: 'store.chain', message: expect.stringContaining('communityStore') },
  ]);
  writeFileSync(configFile(), `${text}\n[store]\nchain = "communityStore"\n`);
  expect(checkConfig(configFile(), false).problems).toEqual([]);
});

test('R96: a kiosk without the keys that seal its sheets is told as a problem of the configuration', () => {
  const text = readFileSync(configFile(), 'utf8');
  writeFileSync(configFile(), text.replace(/\[paper\][^[]*/, ''));
  expect(codes()).toEqual(['paperKeys']);
  writeFileSync(configFile(), text.replace(/attestation = .*\n/, ''));
  expect(codes()).toEqual(['keyMaterial']);
});
