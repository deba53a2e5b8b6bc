/** The virtual card is judged by OpenSC, which nobody here wrote. */
import { createHash, verify, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { VirtualCard } from '../virtual/card/card.ts';
import type { VirtualPcscd } from '../virtual/hosts/vpcd.ts';
import { card, client, ownPcscd } from './card-world.ts';

let pcscd: VirtualPcscd;
let mine: VirtualCard;
const folder = mkdtempSync(join(tmpdir(), 'mdg-'));

beforeAll(async () => {
  pcscd = await ownPcscd();
  mine = card();
  pcscd.insert(mine);
  // pcscd looks at the reader every 0.4 s.
  for (let tries = 0; tries < 50; tries += 1) {
    if ((await client(pcscd, 'opensc-tool', ['--atr'])).code === 0) return;
  }
}, 30_000);
afterAll(async () => {
  await pcscd.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('pkcs15-tool --dump names both PINs with their tries, both keys and the certificates', async () => {
  const { code, text } = await client(pcscd, 'pkcs15-tool', ['--dump']);
  expect(code).toBe(0);
  for (const line of [
    'PKCS#15 Card [JPKI]',
    'User Authentication PIN',
    'Digital Signature PIN',
    'Tries left     : 5',
  ]) {
    expect(text).toContain(line);
  }
  expect(text).toContain(`Encoded serial : 02 04 ${mine.identity.serialHex.toUpperCase()}`);
});

test('the certificate that OpenSC reads is the one that was issued', async () => {
  const { text } = await client(pcscd, 'pkcs15-tool', ['--read-certificate', '1']);
  const read = new X509Certificate(text.slice(text.indexOf('-----BEGIN')));
  expect(read.raw).toEqual(Buffer.from(mine.identity.certificateDer));
});

test('a wrong PIN is refused and costs one try, the right one is taken and restores them', async () => {
  const wrong = await client(pcscd, 'pkcs15-tool', ['--verify-pin', '--auth-id', '1', '--pin', '9999']);
  expect(wrong.code).not.toBe(0);
  expect(mine.triesLeft()).toBe(2);
  const right = await client(pcscd, 'pkcs15-tool', ['--verify-pin', '--auth-id', '1', '--pin', '1234']);
  expect(right.code).toBe(0);
  expect(mine.triesLeft()).toBe(3);
});

test('pkcs15-crypt signs, and the signature fits the certificate', async () => {
  const message = Buffer.from('challenge');
  const input = join(folder, 'digest');
  const output = join(folder, 'signature');
  writeFileSync(input, createHash('sha256').update(message).digest());
  const args = ['-s', '-k', '1', '-p', '1234', '--sha-256', '--pkcs1', '-R', '-i', input, '-o', output];
  const { code, text } = await client(pcscd, 'pkcs15-crypt', args);
  expect(text).not.toContain('rror');
  expect(code).toBe(0);
  const { publicKey } = new X509Certificate(mine.identity.certificateDer);
  expect(verify('sha256', message, publicKey, readFileSync(output))).toBe(true);
});
