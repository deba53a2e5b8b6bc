/** The life of the daemon as a process, on a whole virtual site. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { DaemonRefused, startDaemon } from '../../scripts/demo/daemon.ts';
import type { KioskFiles, Site } from '../../scripts/demo/site.ts';
import { statusResultSchema } from '../../src/api/messages.ts';
import { codesOf, groupGone, groupOf, kioskFiles, startKiosk, startTestSite, type TestKiosk } from './rig.ts';

const CLI = join(import.meta.dirname, '../../scripts/launch/madoguchi.js');

let site: Site;
let kiosks = 0;

beforeAll(async () => {
  site = await startTestSite();
}, 60_000);
afterAll(() => site.stop());

async function openKiosk(files?: KioskFiles): Promise<TestKiosk> {
  kiosks += 1;
  const kiosk = await startKiosk(files ?? kioskFiles(site, `k${kiosks}`));
  onTestFinished(() => kiosk.stop());
  await kiosk.until('open', ({ service }) => service.state === 'open');
  return kiosk;
}

function madoguchi(...args: string[]): Promise<{ status: number | null; out: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    child.stdout.on('data', (data: Buffer) => (out += data.toString()));
    child.once('close', (status) => resolve({ status, out }));
  });
}

/** What the daemon keeps running beside itself: the warm cell and the card helpers. */
const CHILDREN = [/src\/cell\/main\.ts/, /drivers\/transport\/pcsc-child\.ts/];

describe('madoguchid on a whole site', () => {
  test('opens by itself, and the command line says so', async () => {
    const { files } = await openKiosk();
    const { status, out } = await madoguchi('status', '--json', '--check', '--socket', files.socketPath);
    expect(status).toBe(0);
    const said = statusResultSchema.parse(JSON.parse(out));
    expect(said.service).toEqual({ state: 'open', reasons: [] });
    expect(said.devices.map(({ id, availability }) => [id, availability])).toEqual([
      ['cardReader', 'online'],
      ['cash', 'online'],
      ['printer', 'attention'],
      ['sound', 'online'],
    ]);
    // R97, R98: its printer is monochrome, and no rung was ever set; that closes nothing.
    expect(said.devices[2]?.reasons.map(({ code }) => code)).toEqual(['M4015', 'M4016']);
    const digest = expect.stringMatching(/^[0-9a-f]{64}$/);
    expect(said.centre).toMatchObject({
      capabilities: { pageDigests: true, payLate: true, closedDays: true, fingerprints: true, typeRefusals: true },
      fingerprint: { software: digest, profile: digest, municipalities: digest },
    });
    const { out: text } = await madoguchi('devices', '--socket', files.socketPath);
    expect(text).toMatch(/^cardReader +cardReader +Virtual PCD 00 00 +ready$/m);
    expect(text).toMatch(/^cash +cashChanger +coins \+ notes \+ hopper-100 .*ready$/m);
    expect(text).toMatch(/^printer +printer +\S.*attention\n +M4015 (.*\n)*\n? +maker: \S/m);
  }, 60_000);

  test('a second daemon on the same configuration is refused with M1007 and 69; the first goes on', async () => {
    const { files, status, daemon } = await openKiosk();
    const second = startDaemon({ configFile: files.configFile, logFile: join(files.folder, 'second.log') });
    const refused = await second.catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DaemonRefused);
    expect(refused).toMatchObject({ ending: 69, complaint: expect.stringContaining('M1007') });
    expect((await status()).service.state).toBe('open');
    expect(existsSync(files.socketPath)).toBe(true);
    expect(groupOf(daemon.pid).length).toBeGreaterThan(0);
  }, 60_000);

  test('a second daemon with another socket is refused the same ledger with M1006', async () => {
    const { files, status } = await openKiosk();
    const configFile = `${files.configFile}.second`;
    writeFileSync(configFile, readFileSync(files.configFile, 'utf8').replace('madoguchi.sock', 'second.sock'));
    const refused = await startDaemon({ configFile, logFile: join(files.folder, 'second.log') }).catch(
      (e: unknown) => e,
    );
    expect(refused).toMatchObject({ ending: 69, complaint: expect.stringMatching(/M1006[^]*stop the other daemon/) });
    expect(existsSync(join(files.runFolder, 'second.sock'))).toBe(false);
    expect((await status()).service.state).toBe('open');
  }, 60_000);

  test('reads its configuration again by command and by SIGHUP: a drop-in holds at once, a wrong one changes nothing', async () => {
    const { files, status, daemon, logFile } = await openKiosk();
    const dropIns = files.configFile.replace(/\.toml$/, '.d');
    mkdirSync(dropIns);
    const dropIn = (text: string): void => writeFileSync(join(dropIns, '10-site.toml'), text);
    const logged = (event: string): Promise<void> =>
      vi.waitFor(() => expect(readFileSync(logFile, 'utf8')).toContain(event), { timeout: 10_000 });
    const reload = () => madoguchi('config', 'reload', '--json', '--by', 'tester', '--socket', files.socketPath);

    dropIn('[kiosk]\ncopies_max = 7\n[store]\npage = "https://operator.example/stores"\n');
    const done = await reload();
    expect([done.status, JSON.parse(done.out)]).toEqual([
      0,
      { applied: ['store.page'], restart: ['kiosk.copies_max'] },
    ]);

    dropIn('[kiosk]\nphone = 5\n');
    const refused = await reload();
    expect(refused.status).toBe(1);
    expect(JSON.parse(refused.out)).toMatchObject({ error: { code: 'M1004' } });
    process.kill(daemon.pid, 'SIGHUP');
    await logged('config.refused');
    expect((await status()).service.state).toBe('open');

    dropIn('[kiosk]\nphone = "00-0000-1111"\n');
    process.kill(daemon.pid, 'SIGHUP');
    await logged('kiosk.phone');
    expect((await status()).service.state).toBe('open');
  }, 60_000);

  test('SIGTERM ends it with 0 and leaves no process and no socket', async () => {
    const { files, daemon } = await openKiosk();
    const running = groupOf(daemon.pid);
    for (const child of CHILDREN) expect(running.filter((line) => child.test(line))).not.toEqual([]);
    expect(await daemon.end('SIGTERM')).toBe(0);
    expect(await groupGone(daemon.pid, 1_000)).toEqual([]);
    expect(existsSync(files.socketPath)).toBe(false);
  }, 60_000);

  test('SIGKILL: cells and card helpers end by themselves, and the next daemon opens on the same files', async () => {
    const { files, daemon } = await openKiosk();
    for (const child of CHILDREN) expect(groupOf(daemon.pid).filter((line) => child.test(line))).not.toEqual([]);
    expect(await daemon.end('SIGKILL')).toBe('SIGKILL');
    // Whatever renders a voice at this moment ends with its utterance.
    expect(await groupGone(daemon.pid)).toEqual([]);
    // The socket of the dead daemon is no sign of life.
    expect(existsSync(files.socketPath)).toBe(true);
    await openKiosk(files);
  }, 60_000);

  test('systemd hears READY, the watchdog and STOPPING, and no other process is told of systemd', async () => {
    kiosks += 1;
    const files = kioskFiles(site, `k${kiosks}`);
    const socket = join(files.folder, 'notify');
    const heard = listen(socket);
    onTestFinished(() => heard.stop());
    await heard.listening;
    const environment = { NOTIFY_SOCKET: socket, WATCHDOG_USEC: '900000' };
    const kiosk = await startKiosk(files, { environment });
    onTestFinished(() => kiosk.stop());
    await kiosk.until('ready', () => heard.text().includes('READY=1'));
    await kiosk.until('watched', () => heard.text().split('WATCHDOG=1').length > 3);
    for (const line of groupOf(kiosk.daemon.pid)) {
      const pid = Number(line.split(' ')[0]);
      if (pid === kiosk.daemon.pid) continue;
      expect(readFileSync(`/proc/${pid}/environ`, 'utf8')).not.toContain('NOTIFY_SOCKET');
    }
    expect(heard.text()).not.toContain('STOPPING');
    expect(await kiosk.daemon.end('SIGTERM')).toBe(0);
    expect(heard.text()).toContain('STOPPING=1');
  }, 60_000);
});

/** A Unix datagram socket, as systemd's: Node.js has none of its own. */
function listen(path: string): { listening: Promise<void>; text(): string; stop(): void } {
  const child = spawn('socat', ['-u', `UNIX-RECV:${path}`, 'STDOUT'], { stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  child.stdout.on('data', (data: Buffer) => (text += data.toString()));
  const listening = (async () => {
    while (!existsSync(path)) await new Promise((resolve) => setTimeout(resolve, 10));
  })();
  return { listening, text: () => text, stop: () => void child.kill() };
}

test('a daemon without a screen says so and serves nobody', async () => {
  const kiosk = await openKiosk();
  kiosk.closeScreen();
  const status = await kiosk.until('closed', ({ service }) => service.state === 'closed');
  expect(codesOf(status)).toEqual(['M7005']);
}, 60_000);
