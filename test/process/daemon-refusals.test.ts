/**
 * A start that cannot be: one clear message with code and remedy on standard error, a documented exit status
 * (scripts/launch/README.md), and nothing left of the start.
 */
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { DaemonRefused, startDaemon, type Ending } from '../../scripts/demo/daemon.ts';
import { makeSignedFolder } from '../../scripts/municipalities/made-up.ts';
import { makeKioskFiles, type KioskFiles } from '../../scripts/demo/site.ts';
import { makeAuthority, saveAuthority } from '../virtual/centre/make-authority.ts';
import { groupGone } from './rig.ts';

const ROOT = join(import.meta.dirname, '../..');
const ABSENT = '/dev/madoguchi-absent';

let folder: string;
let keysFolder: string;
let files: KioskFiles;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mdg-'));
  keysFolder = join(folder, 'keys');
  files = makeKioskFiles(
    join(folder, 'kiosk'),
    {
      kioskId: 'kiosk-0001',
      ...makeSignedFolder(folder),
      centre: { url: 'https://127.0.0.1:9/', ...saveAuthority(keysFolder, makeAuthority(), 'kiosk-0001') },
      reader: { name: 'Virtual PCD', csockName: join(folder, 'no-pcscd') },
      coinsPort: `${ABSENT}-coins`,
      notesPort: `${ABSENT}-notes`,
      printerUri: 'ipp://127.0.0.1:9/ipp/print',
      sorterPaths: {},
    },
    0,
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function configure(change: (toml: string) => string): void {
  const before = readFileSync(files.configFile, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(files.configFile, after);
}

/** Starts it, expects a refusal, and that nothing of the start is left. */
async function refusal(program?: string): Promise<DaemonRefused> {
  const error: unknown = await startDaemon({
    configFile: files.configFile,
    logFile: join(folder, 'madoguchid.log'),
    ownGroup: true,
    ...(program === undefined ? {} : { program }),
  }).then(
    async (daemon) => {
      await daemon.end('SIGKILL');
      return new Error('the daemon started');
    },
    (refused: unknown) => refused,
  );
  if (!(error instanceof DaemonRefused)) throw error;
  expect(await groupGone(error.pid, 2_000)).toEqual([]);
  expect(existsSync(files.socketPath)).toBe(false);
  return error;
}

/** One message: what is wrong with its code, then the remedy; no stack of the program. */
function expectMessage({ complaint, ending }: DaemonRefused, status: Ending, code: string, ...words: string[]): void {
  const lines = complaint.trimEnd().split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(new RegExp(`^madoguchid: error: .*\\(${code}\\)$`));
  for (const word of words) expect(lines[0]).toContain(word);
  expect(lines[1]).toMatch(/^ {2}[A-Z].*\.$/);
  expect(ending).toBe(status);
}

describe('configuration: 78', () => {
  test('an unknown key names itself, its line and the nearest known one', async () => {
    configure((toml) => toml.replace('[kiosk]\n', '[kiosk]\nphoen = "x"\n'));
    expectMessage(await refusal(), 78, 'M1003', 'phoen', 'line 3', 'phone');
  });

  test('a file that is no TOML names line and column', async () => {
    configure((toml) => `${toml}\n[[[\n`);
    expectMessage(await refusal(), 78, 'M1002', 'line ');
  });

  test('a file that is not there', async () => {
    rmSync(files.configFile);
    expectMessage(await refusal(), 78, 'M1001', 'no such file');
  });

  test('a certificate that is none', async () => {
    writeFileSync(join(keysFolder, 'bad.pem'), '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
    configure((toml) =>
      toml.replace(/^clientCertificate = .*$/m, `clientCertificate = "${join(keysFolder, 'bad.pem')}"`),
    );
    expectMessage(await refusal(), 78, 'M1008', 'centre.clientCertificate', 'bad.pem');
  });

  test('the key of another certificate', async () => {
    const other = saveAuthority(join(folder, 'other'), makeAuthority(), 'kiosk-0001');
    configure((toml) => toml.replace(/^clientKey = .*$/m, `clientKey = "${other.clientKey}"`));
    expectMessage(await refusal(), 78, 'M1008', 'centre.clientKey', 'does not belong');
  });

  test('no municipal data', async () => {
    configure((toml) => toml.replace(/^municipalityFolder = .*$/m, `municipalityFolder = "${folder}/none"`));
    expectMessage(await refusal(), 78, 'M1001', 'municipal data');
  });

  test('municipal data without their signature', async () => {
    rmSync(join(folder, 'municipalities/municipalities.jws'));
    expectMessage(await refusal(), 78, 'M1011', 'municipalities.jws', 'is missing');
  });

  test('municipal data that somebody else signed', async () => {
    const other = makeSignedFolder(join(folder, 'elsewhere')).municipalityTrustAnchor;
    configure((toml) => toml.replace(/^municipalityTrustAnchor = .*$/m, `municipalityTrustAnchor = "${other}"`));
    expectMessage(await refusal(), 78, 'M1012', 'municipalities.jws', 'municipalityTrustAnchor');
  });

  test('municipal data that were changed after they were signed', async () => {
    const file = join(folder, 'municipalities/susono.json');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('"fee_yen": 300', '"fee_yen": 200'));
    expectMessage(await refusal(), 78, 'M1013', 'susono.json', 'SHA-256');
  });

  test('no key of the authority that signs municipal data', async () => {
    rmSync(join(folder, 'municipalities.pem'));
    expectMessage(await refusal(), 78, 'M1008', 'service.municipalityTrustAnchor', 'does not exist');
  });

  test('a program whose screen was not built', async () => {
    const clone = join(folder, 'clone');
    for (const part of ['src', 'drivers', 'fsm', 'config', 'scripts/launch', 'package.json', 'package-lock.json']) {
      cpSync(join(ROOT, part), join(clone, part), { recursive: true });
    }
    symlinkSync(join(ROOT, 'node_modules'), join(clone, 'node_modules'));
    expectMessage(await refusal(join(clone, 'scripts/launch/madoguchid.js')), 78, 'M7008', 'screen');
  });
});

describe('something it needs is taken: 69', () => {
  test('the port of the screen', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    configure((toml) => toml.replace('[screen]\nport = 0', `[screen]\nport = ${port}`));
    expectMessage(await refusal(), 69, 'M1007', `127.0.0.1:${port}`, 'EADDRINUSE');
  });

  test('a folder that cannot be the socket’s', async () => {
    configure((toml) => toml.replace(/(\[socket\]\npath = ).*/, `$1"${folder}/none/madoguchi.sock"`));
    expectMessage(await refusal(), 69, 'M1007', 'none/madoguchi.sock');
  });

  test('a state folder in whose place a file lies', async () => {
    rmSync(files.stateFolder, { recursive: true });
    writeFileSync(files.stateFolder, '');
    expectMessage(await refusal(), 69, 'M1006', files.stateFolder);
  });
});

describe('the ledger: 1, for somebody must look at it', () => {
  test('a file that is no database is left as it was', async () => {
    const text = 'these are no books, but they are kept all the same\n'.repeat(50);
    writeFileSync(files.ledgerFile, text);
    expectMessage(await refusal(), 1, 'M1108', files.ledgerFile);
    expect(readFileSync(files.ledgerFile, 'utf8')).toBe(text);
  });

  test('a folder in its place', async () => {
    rmSync(files.ledgerFile);
    mkdirSync(files.ledgerFile);
    expectMessage(await refusal(), 1, 'M1101', files.ledgerFile);
  });
});

test('a command line that is not understood: 64', async () => {
  const child = spawn(process.execPath, [join(ROOT, 'scripts/launch/madoguchid.js'), '--confg', 'x'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (data: Buffer) => (complaint += data.toString()));
  const ending = await new Promise<number | null>((resolve) => child.once('close', resolve));
  expectMessage(new DaemonRefused(0, ending ?? 0, complaint), 64, 'M1009', '--config FILE');
});

test('the exit statuses stand in the README', () => {
  const readme = readFileSync(join(ROOT, 'scripts/launch/README.md'), 'utf8');
  for (const status of [0, 1, 64, 69, 78]) expect(readme).toMatch(new RegExp(`^\\| ${status} +\\|`, 'm'));
});
