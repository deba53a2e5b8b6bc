import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readKeyFiles, readPaperKeys } from '../../config/key-files.ts';
import { MadoguchiError } from '../../src/base/errors.ts';
import { makeSheetAuthority, saveSheetKeys, type PaperFiles } from '../virtual/centre/sheet-authority.ts';

let folder: string;
const at = (name: string): string => join(folder, name);
const openssl = (...args: string[]): unknown => execFileSync('openssl', args, { stdio: 'pipe', cwd: folder });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'madoguchi-keys-'));
  const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '30'];
  openssl('req', '-x509', ...ec, '-subj', '/CN=mihon CA', '-keyout', 'ca-key.pem', '-out', 'ca.pem');
  const leaf = ['-addext', 'basicConstraints=critical,CA:FALSE'];
  openssl('req', '-x509', ...ec, '-subj', '/CN=kiosk', ...leaf, '-keyout', 'key.pem', '-out', 'kiosk.pem');
  openssl('genpkey', '-algorithm', 'ed25519', '-out', 'sign-key.pem');
  openssl('pkey', '-in', 'sign-key.pem', '-pubout', '-out', 'sign.pem');
  writeFileSync(at('junk.pem'), 'junk');
  for (const name of ['key.pem', 'ca-key.pem']) chmodSync(at(name), 0o600);
});

afterAll(() => rmSync(folder, { recursive: true }));

const right = {
  url: 'https://centre.example/',
  trustAnchor: 'ca.pem',
  clientCertificate: 'kiosk.pem',
  clientKey: 'key.pem',
  documentTrustAnchor: 'sign.pem',
};

function errorOf(change: Partial<typeof right>): string {
  const names = { ...right, ...change };
  const centre = { ...names };
  for (const key of ['trustAnchor', 'clientCertificate', 'clientKey', 'documentTrustAnchor'] as const) {
    centre[key] = at(names[key]);
  }
  try {
    readKeyFiles({ centre: { ...centre, warnsBefore_days: 30, acceptsWithoutPageDigests: false } });
    return '';
  } catch (error) {
    expect(error).toBeInstanceOf(MadoguchiError);
    expect((error as MadoguchiError).codeName).toBe('keyMaterial');
    return (error as MadoguchiError).message;
  }
}

test('R108: key material that can serve is read', () => {
  expect(errorOf({})).toBe('');
});

test.each([
  [{ trustAnchor: 'none.pem' }, /centre\.trustAnchor: .*none\.pem does not exist/],
  [{ trustAnchor: 'junk.pem' }, /junk\.pem is not a certificate in PEM/],
  [{ trustAnchor: 'kiosk.pem' }, /is not the certificate of an authority/],
  [{ clientKey: 'junk.pem' }, /centre\.clientKey: .*is not a private key in PEM/],
  [{ clientKey: 'ca-key.pem' }, /does not belong to the certificate/],
  [{ documentTrustAnchor: 'junk.pem' }, /is not a public key or certificate in PEM/],
])('R108: %j is refused with key and file', (change, message) => {
  expect(errorOf(change)).toMatch(message);
});

test('R108: a private key that everybody can read is refused', () => {
  chmodSync(at('key.pem'), 0o644);
  try {
    expect(errorOf({})).toMatch(/can be read by everybody/);
  } finally {
    chmodSync(at('key.pem'), 0o600);
  }
});

describe('keys that seal a sheet', () => {
  const files = () => saveSheetKeys(folder, makeSheetAuthority(), 'kiosk-0001');
  const errorOfPaper = (paper: Partial<PaperFiles>): string => {
    try {
      readPaperKeys({ paper: { ...paper, enquiry: '' } });
      return '';
    } catch (error) {
      expect((error as MadoguchiError).codeName).toBe('keyMaterial');
      return (error as MadoguchiError).message;
    }
  };

  test('R96: are read; none at all is null, and some of them is an error that names the missing one', () => {
    const paper = files();
    expect(errorOfPaper(paper)).toBe('');
    expect(readPaperKeys({ paper: { enquiry: '' } })).toBeNull();
    expect(errorOfPaper({ signingKey: paper.signingKey })).toMatch(/paper\.attestation is not set/);
  });

  test('R96: an attestation of another key, a key of another curve and an open key are refused', () => {
    const paper = files();
    const other = saveSheetKeys(at('other'), makeSheetAuthority(), 'kiosk-0001');
    expect(errorOfPaper({ ...paper, attestation: other.attestation })).toMatch(/does not attest the key/);
    expect(errorOfPaper({ ...paper, verifyingAuthority: at('sign.pem') })).toMatch(/not a key of the curve P-256/);
    expect(errorOfPaper({ ...paper, signingKey: at('sign-key.pem') })).toMatch(/not a key of the curve P-256/);
    chmodSync(paper.signingKey, 0o644);
    expect(errorOfPaper(paper)).toMatch(/can be read by everybody/);
  });
});
