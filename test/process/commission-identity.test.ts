/**
 * The kiosk's certificate and the centre's authority renewed with overlap, at the reference centre: what does not fit or does not work changes
 * nothing, the running daemon goes on with the old one, and a cut leaves the old layer or the new one.
 */
import { spawn } from 'node:child_process';
import { createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KioskFiles, Site } from '../../scripts/demo/site.ts';
import { commissionedFileOf } from '../../config/commissioned.ts';
import { loadConfig } from '../../config/load.ts';
import { requestFor } from '../../src/commission/request.ts';
import { realTerminal } from '../../src/base/console.ts';
import { RealClock } from '../../src/base/real-clock.ts';
import { readEnvironment } from '../../src/base/environment.ts';
import { runCli } from '../../src/cli/program.ts';
import { makeAuthority } from '../virtual/centre/make-authority.ts';
import { codesOf, kioskFiles, startKiosk, startTestSite, type TestKiosk } from './rig.ts';

const KIOSK = 'kiosk-0001';
const DAY_S = 86_400;

let site: Site;
let files: KioskFiles;
let kiosk: TestKiosk;
let layer: string;

beforeAll(async () => {
  site = await startTestSite();
  files = kioskFiles(site, 'identity');
  layer = commissionedFileOf(files.configFile);
  kiosk = await startKiosk(files);
  await kiosk.until('open', (status) => codesOf(status).length === 0);
}, 60_000);

afterAll(async () => {
  await kiosk.stop();
  await site.stop();
});

interface Told {
  readonly exit: number | null;
  readonly code: string | null;
  readonly message: string;
  readonly outcome: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** By the machine's own clock, as certificates are. */
async function identity(...words: readonly string[]): Promise<Told> {
  let out = '';
  const clock = new RealClock();
  const terminal = { ...realTerminal(), out: (text: string) => void (out += text), err: () => undefined, live: false };
  const all = [
    'commission',
    '--step',
    'identity',
    ...words,
    '--yes',
    '--json',
    '--by',
    'sato',
    '--config',
    files.configFile,
  ];
  const exit = await runCli(all, {
    terminal,
    environment: readEnvironment({ NO_COLOR: '1', LANG: 'C' }),
    clock,
    systemTime_epoch_ms: () => clock.systemTime_epoch_ms(),
  });
  const told = JSON.parse(out) as {
    readonly error?: { readonly code: string; readonly message: string };
    readonly steps?: readonly { readonly outcome: string; readonly facts: Readonly<Record<string, unknown>> }[];
  };
  const step = told.steps?.[0];
  const { code = null, message = '' } = told.error ?? {};
  return { exit, code, message, outcome: step?.outcome ?? null, facts: step?.facts ?? {} };
}

function given(name: string, pem: string): string {
  const file = join(files.folder, name);
  writeFileSync(file, pem);
  return file;
}

const isOpen = async (): Promise<boolean> => codesOf(await kiosk.status()).length === 0;

async function restarted(): Promise<void> {
  await kiosk.stop();
  kiosk = await startKiosk(files);
  await kiosk.until('open', (status) => codesOf(status).length === 0);
}

const keyFile = (): string => join(site.keysFolder, 'kiosk-request-key.pem');

test('a request is PKCS#10 for the number of this kiosk, signed by its key', async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const openssl = spawn('openssl', ['req', '-verify', '-noout', '-subject'], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  openssl.stdout.on('data', (text: Buffer) => (said += text.toString()));
  openssl.stderr.on('data', (text: Buffer) => (said += text.toString()));
  openssl.stdin.end(requestFor(privateKey, KIOSK));
  const status = await new Promise((resolve) => openssl.once('close', resolve));
  expect([status, said]).toEqual([0, expect.stringMatching(/verify OK[\s\S]*CN ?= ?kiosk-0001/)]);
});

test('the key is made on the kiosk, for the daemon alone; asked again, the same request comes', async () => {
  const first = await identity();
  expect([first.exit, first.outcome, first.facts['recorded']]).toEqual([10, 'waiting', 'books']);
  expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
  const before = readFileSync(keyFile(), 'utf8');
  await identity();
  expect([readFileSync(keyFile(), 'utf8'), existsSync(layer)]).toEqual([before, false]);
});

test.each([
  ['for another kiosk', 'is for kiosk-0002', () => site.centreAuthority.certifyClient('kiosk-0002', publicKey())],
  ['for another key', 'belongs to another key', () => site.centreAuthority.issueClient(KIOSK).certificate_pem],
  [
    'by another authority',
    'not issued by an authority',
    () => makeAuthority('偽 CA').certifyClient(KIOSK, publicKey()),
  ],
  ['that has ended', 'ended at', () => site.centreAuthority.certifyClient(KIOSK, publicKey(), -60)],
  ['that is none', 'no certificate in PEM', () => 'nothing'],
])('a certificate %s changes nothing (M1519)', async (_, why, make) => {
  const { exit, code, message } = await identity('--certificate', given('wrong.pem', make()));
  expect([exit, code, existsSync(layer)]).toEqual([1, 'M1519', false]);
  expect(message).toContain(why);
});

const publicKey = () => createPublicKey(readFileSync(keyFile(), 'utf8'));

test('a certificate that the centre does not take, or cannot judge now, changes nothing and names the code (M1518)', async () => {
  const file = given('kiosk.pem', site.centreAuthority.certifyClient(KIOSK, publicKey(), 90 * DAY_S));
  await site.centre.stop();
  const { exit, code, message } = await identity('--certificate', file);
  await site.centre.start();
  expect([exit, code, existsSync(layer), existsSync(keyFile())]).toEqual([1, 'M1518', false, true]);
  expect(message).toMatch(/\(M5\d{3}\)/);
});

test('a renewed certificate is tried, then named; the running daemon goes on with the old one, the next start takes the new one', async () => {
  const old = loadConfig(files.configFile).centre;
  const { exit, outcome, facts } = await identity('--certificate', join(files.folder, 'kiosk.pem'));
  expect([exit, outcome, facts['retired'], facts['recorded']]).toEqual([0, 'written', old.clientCertificate, 'books']);
  const { centre } = loadConfig(files.configFile);
  expect(new X509Certificate(readFileSync(centre.clientCertificate)).fingerprint256).toBe(facts['fingerprint']);
  expect([statSync(centre.clientKey).mode & 0o777, existsSync(old.clientKey), existsSync(keyFile())]).toEqual([
    0o600,
    true,
    false,
  ]);
  expect(await isOpen()).toBe(true);
  await restarted();
  const again = await identity('--certificate', join(files.folder, 'kiosk.pem'));
  expect([again.exit, again.outcome]).toEqual([0, 'unchanged']);
}, 60_000);

test('two authorities of the centre are trusted during the overlap; it is closed only once the centre answers under the new one', async () => {
  const next = makeAuthority('見本 証明書交付センター CA 第二');
  const file = given('next-ca.pem', next.ca_pem);
  expect(await identity('--authority', file)).toMatchObject({ exit: 0, outcome: 'written' });
  await restarted();
  expect(await identity('--close')).toMatchObject({ exit: 1, code: 'M1518' });
  await site.centre.stop();
  writeFileSync(join(site.keysFolder, 'centre-server.pem'), next.server.certificate_pem);
  writeFileSync(join(site.keysFolder, 'centre-server-key.pem'), next.server.key_pem);
  await site.centre.start();
  await restarted();
  expect(await identity('--close')).toMatchObject({ exit: 0, outcome: 'written' });
  const { trustAnchor } = loadConfig(files.configFile).centre;
  expect(readFileSync(trustAnchor, 'utf8').trim()).toBe(next.ca_pem.trim());
  await restarted();
}, 120_000);

test('a certificate that ends soon is told ahead of time, in health, metrics, diagnosis and events (M1509)', async () => {
  writeFileSync(
    files.configFile,
    readFileSync(files.configFile, 'utf8').replace('[centre]', '[centre]\nwarnsBefore_days = 120'),
  );
  await restarted();
  const ask = async (...words: string[]): Promise<string> => {
    let out = '';
    const clock = new RealClock();
    await runCli([...words, '--config', files.configFile], {
      terminal: { ...realTerminal(), out: (text: string) => void (out += text), err: () => undefined },
      environment: readEnvironment({ NO_COLOR: '1', LANG: 'C' }),
      clock,
      systemTime_epoch_ms: () => clock.systemTime_epoch_ms(),
    });
    return out;
  };
  expect(JSON.parse(await ask('health', '--json')).checks).toContainEqual({
    check: 'certificates',
    status: 'warn',
    codes: ['M1509'],
  });
  expect(await ask('metrics')).toMatch(/madoguchi_certificate_end_seconds\{certificate="kiosk",number="\d"\} \d{10}\n/);
  expect(await ask('diag', 'certificates')).toContain('M1509');
  expect(await ask('events', '--after', '60', '--most', '200', '--json')).toContain('M1509');
}, 60_000);

test('a kill at any moment of the write leaves the old layer or the new one, whole', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mdg-cut-'));
  const file = join(folder, '50-commissioned.toml');
  const text = (letter: string): string => `# ${letter}\n${`x = "${letter.repeat(60)}"\n`.repeat(2_000)}`;
  const program = `
    const { writeWhole } = await import(${JSON.stringify(join(import.meta.dirname, '../../config/commissioned.ts'))});
    const text = (letter) => '# ' + letter + '\\n' + ('x = "' + letter.repeat(60) + '"\\n').repeat(2000);
    writeWhole(process.argv[1], text('a'));
    process.stdout.write('ready');
    for (let at = 0; ; at += 1) writeWhole(process.argv[1], text(at % 2 === 0 ? 'b' : 'a'));
  `;
  try {
    for (let round = 0; round < 12; round += 1) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', program, file], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      await new Promise((resolve) => child.stdout.once('data', resolve));
      await new Promise((resolve) => setTimeout(resolve, (round * 7) % 23));
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
      expect([text('a'), text('b')]).toContain(readFileSync(file, 'utf8'));
    }
    // What a cut leaves beside it is no layer: its name has no .toml.
    expect(readdirSync(folder).filter((name) => name.endsWith('.toml'))).toEqual(['50-commissioned.toml']);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);
