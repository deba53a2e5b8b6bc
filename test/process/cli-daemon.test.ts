/** The command line and the real daemon on virtual devices: as it runs, and started for maintenance by the command itself. */
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Site } from '../../scripts/demo/site.ts';
import { METHODS } from '../../src/api/messages.ts';
import { run } from './cli-run.ts';
import { kioskFiles, startKiosk, startTestSite } from './rig.ts';

let site: Site;

beforeAll(async () => {
  site = await startTestSite();
}, 60_000);

afterAll(async () => {
  await site.stop();
});

test('a daemon that runs is asked, bundled without its secrets, and not started a second time', async () => {
  const files = kioskFiles(site, 'cli-running');
  const kiosk = await startKiosk(files);
  try {
    await kiosk.until('settled', ({ devices }) => devices.every(({ availability }) => availability !== 'starting'));
    const config = ['--config', files.configFile];
    const devices = await run(['devices', '--json', ...config]);
    expect(METHODS.devices.result.safeParse(JSON.parse(devices.out)).success).toBe(true);
    const printer = await run(['device', 'printer', ...config]);
    expect([printer.exit, printer.out]).toEqual([0, expect.stringContaining('printer')]);
    expect((await run(['metrics', ...config])).out).toContain('# TYPE');
    const levels = await run(['cash', 'levels', '--json', ...config]);
    expect(METHODS['cash.levels'].result.safeParse(JSON.parse(levels.out)).success).toBe(true);
    const offline = await run(['diag', '--offline', '--json', ...config]);
    expect([offline.exit, JSON.parse(offline.out).error.code]).toEqual([64, 'M1520']);
    const file = join(files.folder, 'bundle.tar.gz');
    const bundle = await run(['bundle', '--out', file, '--json', ...config]);
    expect([bundle.exit, bundle.err]).toEqual([0, '']);
    const text = gunzipSync(readFileSync(file)).toString('utf8');
    for (const name of ['configuration.json', 'status.json', 'diag.json', 'ledger.json']) expect(text).toContain(name);
    expect(text).not.toContain('PRIVATE KEY');
    expect(text).not.toContain(readFileSync(join(files.folder, 'run/screen-token'), 'utf8').trim());
  } finally {
    await kiosk.stop();
  }
}, 60_000);

test('--offline starts the daemon for maintenance, asks it, and leaves nothing running', async () => {
  const files = kioskFiles(site, 'cli-offline');
  const config = ['--offline', '--config', files.configFile];
  const { exit, out } = await run(['status', '--json', ...config]);
  expect(exit).toBe(0);
  const codes = JSON.parse(out).service.reasons.map(({ code }: { code: string }) => code);
  expect(codes).toContain('M1502');
  const after = await run(['status', '--json', '--config', files.configFile]);
  expect([after.exit, JSON.parse(after.out).error.code]).toEqual([69, 'M7201']);
}, 60_000);

test('a daemon that cannot be started for maintenance says why', async () => {
  const files = kioskFiles(site, 'cli-broken', (toml) => toml.replace('[kiosk]', '[kiosk]\nfone = "1"'));
  const socket = join(files.folder, 'nobody.sock');
  const { exit, out } = await run(['status', '--offline', '--json', '--config', files.configFile, '--socket', socket]);
  const { error } = JSON.parse(out);
  expect([exit, error.code, error.message]).toEqual([1, 'M1521', expect.stringContaining('fone')]);
}, 60_000);

/** What a daemon whose user means harm could do with the folder of its socket. */
const HARMFUL = `
const { renameSync, symlinkSync } = require('node:fs');
const { dirname } = require('node:path');
const folder = dirname(process.argv[process.argv.indexOf('--socket') + 1]);
symlinkSync(__dirname + '/victim', folder + '/daemon.sock');
try {
  renameSync(folder, folder + '.away');
} catch (error) {
  console.error(error.code);
}
process.exit(1);
`;

test.skipIf(process.getuid?.() !== 0)(
  '--offline as root gives the daemon’s user no folder whose name that user could give to something else',
  async () => {
    const files = kioskFiles(site, 'cli-harmful');
    const world = mkdtempSync(join(tmpdir(), 'madoguchi-harm-'));
    try {
      chmodSync(world, 0o755);
      mkdirSync(join(world, 'victim'));
      writeFileSync(join(world, 'victim/kept'), '');
      const daemonProgram = join(world, 'daemon.cjs');
      writeFileSync(daemonProgram, HARMFUL);
      chownSync(join(files.folder, 'state'), 65_534, 65_534);
      const { exit, out } = await run(['status', '--offline', '--json', '--config', files.configFile], {
        daemonProgram,
      });
      expect([exit, JSON.parse(out).error.message]).toEqual([1, expect.stringContaining('EACCES')]);
      expect(existsSync(join(world, 'victim/kept'))).toBe(true);
    } finally {
      rmSync(world, { recursive: true });
    }
  },
);
