/** `madoguchi incidents` against the real daemon: what is open, and two persons who close it together from afar (D7). */
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openLedgerDatabase } from '../../src/ledger/database.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import { EXIT } from '../../src/cli/exit.ts';
import { codesOf, kioskFiles, startKiosk, startTestSite } from './rig.ts';

const PROGRAM = join(import.meta.dirname, '../../scripts/launch/madoguchi.js');
/** Service time of the reference centre. */
const ISSUED = '2025-04-16T10:00+09:00';

interface Ended {
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
}

function madoguchi(...args: readonly string[]): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    env: { PATH: process.env['PATH'], LANG: 'C' },
    encoding: 'utf8',
    timeout: 30_000,
  });
  return { exit: status, out: stdout, err: stderr };
}

test(
  'D7, D8: two open mismatches close the service; only an order that two known persons signed closes one, and opens it',
  { timeout: 120_000 },
  async ({ onTestFinished }) => {
    const site = await startTestSite();
    onTestFinished(() => site.stop());
    const people = ['first', 'second', 'stranger'].map((name) => {
      const { publicKey, privateKey } = generateKeyPairSync('ed25519');
      const file = join(site.folder, `${name}.key`);
      writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
      return { file, pem: publicKey.export({ type: 'spki', format: 'pem' }).toString() };
    });
    const [first, second, stranger] = people as [(typeof people)[0], (typeof people)[0], (typeof people)[0]];
    const signers = join(site.folder, 'signers.pem');
    writeFileSync(signers, `${first.pem}${second.pem}`);
    const files = kioskFiles(site, 'incidents', (toml) =>
      toml.replace('[centre]\n', `[centre]\nincidentSigners = ${JSON.stringify(signers)}\n`),
    );
    const database = openLedgerDatabase(files.ledgerFile);
    const books = createLedger(database, () => 0);
    const found = { code: 'documentForeign', detail: 'D2', municipalityId: 'susono' } as const;
    const { incident, reference } = books.recordMismatch(found);
    books.recordMismatch({ ...found, code: 'documentStale', municipalityId: 'fuchu' });
    database.close();
    const kiosk = await startKiosk(files);
    onTestFinished(() => kiosk.stop());
    await kiosk.until('closed by two', (status) => codesOf(status).includes('M5201'));

    const socket = ['--socket', files.socketPath];
    const listed = madoguchi('incidents', ...socket);
    expect([listed.exit, listed.err]).toEqual([0, '']);
    expect(listed.out).toMatch(new RegExp(`${incident}\\s+${reference}\\s.*M5201\\s+susono`));

    const order = (name: string, text: string): string => {
      const file = join(site.folder, `${name}.json`);
      writeFileSync(file, text);
      return file;
    };
    const facts = [
      '--kiosk',
      'kiosk-0001',
      '--reference',
      reference,
      '--reason',
      'centreCorrected',
      '--issued',
      ISSUED,
    ];
    const signedOnce = madoguchi('incidents', 'sign', String(incident), '--key', first.file, ...facts);
    expect([signedOnce.exit, signedOnce.err]).toEqual([0, '']);
    const one = order('one', signedOnce.out);
    const add = (name: string, key: string): string => {
      const added = madoguchi('incidents', 'sign', String(incident), '--key', key, '--add', one);
      expect(added.exit).toBe(0);
      // Whoever adds a signature is shown what is signed.
      expect(added.err).toContain(reference);
      return order(name, added.out);
    };
    for (const file of [one, add('alone', first.file), add('stranger', stranger.file)]) {
      const refused = madoguchi('incidents', 'close', file, ...socket);
      expect(refused.exit).toBe(EXIT.noPermission);
      expect(refused.err).toContain('M8012');
    }
    expect(codesOf(await kiosk.status())).toContain('M5201');

    const both = add('both', second.file);
    const closed = madoguchi('incidents', 'close', both, ...socket);
    expect([closed.exit, closed.err]).toEqual([0, '']);
    expect(closed.out).toContain(String(incident));
    await kiosk.until('open again', (status) => !codesOf(status).some((code) => code.startsWith('M52')));
    expect(madoguchi('incidents', ...socket).out).not.toMatch(/M5201\s+susono/);
    // The same order a second time finds nothing open.
    expect(madoguchi('incidents', 'close', both, ...socket).err).toContain('M8011');
  },
);
