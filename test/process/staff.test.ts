/** Staff mode by real touches: Chromium, the daemon as a process, virtual devices on real wires, the command line. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startDaemon } from '../../scripts/demo/daemon.ts';
import { screenTokenOf, type Site } from '../../scripts/demo/site.ts';
import { hashStaffCode } from '../../src/base/staff-code.ts';
import { openLedgerDatabase } from '../../src/ledger/database.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import { groupGone, kioskFiles, startTestSite } from './rig.ts';
import { openClerk } from './staff-clerk.ts';

const CLI = join(import.meta.dirname, '../../scripts/launch/madoguchi.js');
const CODE = '271828';

let site: Site;

beforeAll(async () => {
  site = await startTestSite();
}, 60_000);
afterAll(() => site.stop());

function madoguchi(input: string, ...args: string[]): Promise<{ status: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [CLI, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
    let [out, err] = ['', ''];
    child.stdout.on('data', (data: Buffer) => (out += data.toString()));
    child.stderr.on('data', (data: Buffer) => (err += data.toString()));
    child.once('close', (status) => resolve({ status, out, err }));
    child.stdin.end(input);
  });
}

test('a clerk finds the hidden door, types the code, collects a hopper, and the sheet comes out of the printer', async () => {
  const hash = hashStaffCode(Buffer.from(CODE), Buffer.alloc(16, 7));
  const files = kioskFiles(site, 'clerk', (toml) => `${toml}\n[staff]\ncode_hash = "${hash}"\n`);
  const logFile = join(files.folder, 'madoguchid.log');
  const daemon = await startDaemon({ configFile: files.configFile, logFile, ownGroup: true });
  onTestFinished(async () => {
    await daemon.end('SIGTERM');
    await groupGone(daemon.pid);
  });
  const clerk = await openClerk(daemon.screenUrl, screenTokenOf(files), join(files.folder, 'screens'));
  onTestFinished(() => clerk.close());
  const { screen } = clerk;
  await screen.awaitScreen('idle');
  await clerk.knock();
  await clerk.typeCode('111111');
  await screen.page.waitForSelector('.notice-caution');
  await clerk.typeCode(CODE);
  await screen.awaitScreen('staffMenu');

  await clerk.press('task.collect', 'unit.hopper-100', 'toCount');
  const sheets = site.printer.sheets().length;
  await clerk.count([59]);
  await screen.awaitScreen('staffReview');
  expect(await clerk.text('.notice-caution')).toContain('100円ちがいます');
  await clerk.press('staffConfirm');
  await screen.awaitScreen('staffDone');
  expect(await clerk.text('.staff-result')).toBe('不足 100円');
  await screen.page.waitForSelector('text=控えを印刷しました', { timeout: 60_000 });
  expect(site.printer.sheets().length).toBe(sheets + 1);
  await clerk.press('toMenu');

  await clerk.press('task.incidents');
  expect(await clerk.text('.staff-table')).toContain('M8006');
  await clerk.press('back', 'task.guide');
  await screen.page.waitForSelector('.staff-device.tone-good');
  await clerk.press('cancel');
  await screen.awaitScreen('idle');
  expect(screen.errors()).toEqual([]);
  expect(readFileSync(logFile, 'utf8')).not.toContain(CODE);
  await daemon.end('SIGTERM');

  const database = openLedgerDatabase(join(files.stateFolder, 'ledger.sqlite'));
  onTestFinished(() => void database.close());
  const ledger = createLedger(database, () => 0);
  expect(ledger.stock().find(({ unitId }) => unitId === 'hopper-100')?.count).toBe(0);
  expect(ledger.balance_yen('overshort')).toBe(-100);
  expect(ledger.openExchanges()).toEqual([]);
}, 120_000);

test('the command line turns the key switch, and hashes a code from standard input alone', async () => {
  const files = kioskFiles(site, 'key');
  const daemon = await startDaemon({
    configFile: files.configFile,
    logFile: join(files.folder, 'madoguchid.log'),
    ownGroup: true,
  });
  onTestFinished(async () => {
    await daemon.end('SIGTERM');
    await groupGone(daemon.pid);
  });
  const key = (position: string) => madoguchi('', 'staff', 'key', position, '--json', '--socket', files.socketPath);
  expect(await key('on')).toMatchObject({ status: 0, out: '{"staff":"open"}\n' });
  const status = await madoguchi('', 'status', '--json', '--socket', files.socketPath);
  expect(status.out).toContain('M8001');
  expect(JSON.parse(status.out)).toMatchObject({ session: null });
  expect(await key('off')).toMatchObject({ status: 0, out: '{"staff":"closed"}\n' });
  expect((await key('sideways')).status).not.toBe(0);

  const hashed = await madoguchi(`${CODE}\n`, 'staff', 'hash-code');
  expect(hashed).toMatchObject({ status: 0, out: expect.stringMatching(/^code_hash = "scrypt\$\d+\$8\$1\$/) });
  expect(hashed.out).not.toContain(CODE);
  const short = await madoguchi('12ab\n', 'staff', 'hash-code');
  expect(short.status).not.toBe(0);
  expect(short.err).not.toContain('12ab');
}, 60_000);
