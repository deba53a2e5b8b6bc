/**
 * Things that are not there while the daemon runs: the service is closed with the reason, the others go on, and it opens by itself
 * when the thing comes back. One daemon goes through all of it.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { VirtualSerialDevice } from '../virtual/contract.ts';
import { startPty } from '../virtual/hosts/pty.ts';
import { serveHttpPrinter, type HttpPrinterHost } from '../virtual/hosts/http-printer.ts';
import type { Site } from '../../scripts/demo/site.ts';
import type { StatusResult } from '../../src/api/messages.ts';
import { codesOf, deviceText, groupGone, kioskFiles, startKiosk, startTestSite, type TestKiosk } from './rig.ts';

/** The longest wait between two tries of a line is 15 s, of the centre 15 s. */
const COMES_BACK_MS = 30_000;
const TEST_MS = 90_000;

let site: Site;
let kiosk: TestKiosk;
let holder: ChildProcess;
let printerHost: HttpPrinterHost | null = null;

/** Another program that has a serial port open, as a terminal program left running would. */
async function holdPort(path: string): Promise<ChildProcess> {
  const serialport = createRequire(import.meta.url).resolve('serialport');
  const program = `const { SerialPort } = require(${JSON.stringify(serialport)});
    const port = new SerialPort({ path: ${JSON.stringify(path)}, baudRate: 9600, lock: true });
    port.on('open', () => console.log('open'));
    setInterval(() => {}, 1000); // A port that nobody reads keeps no process alive.`;
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve, reject) => {
    child.stdout.once('data', resolve);
    child.once('exit', () => reject(new Error('the port could not be held')));
  });
  return child;
}

/** Address of the coin acceptor in the demo's configuration. */
const ACCEPTOR_ADDRESS = 2;

/** The same bus on which a second device hears the same address: each answer comes twice. */
function withTwin(bus: VirtualSerialDevice, address: number): VirtualSerialDevice {
  return {
    receive: (bytes) => bus.receive(bytes),
    // The third byte of a ccTalk frame with the 8-bit sum is whoever sends it: the echo is the host's own.
    onSend: (listener) =>
      bus.onSend((bytes) => listener(bytes[2] === address ? Uint8Array.from([...bytes, ...bytes]) : bytes)),
    powerOff: () => bus.powerOff(),
    powerOn: () => bus.powerOn(),
  };
}

const isOpen = ({ service }: StatusResult): boolean => service.state === 'open';
const has = (id: string, text: string) => (status: StatusResult) => deviceText(status, id).includes(text);
/** Fit for use. The printer here is monochrome and not calibrated, and says so (M4015, M4016). */
const online = (id: string) => (status: StatusResult) => /^(online|attention)/.test(deviceText(status, id));
const closedFor =
  (...codes: string[]) =>
  (status: StatusResult) =>
    !isOpen(status) && codesOf(status).toSorted().join() === codes.toSorted().join();

beforeAll(async () => {
  site = await startTestSite();
  await Promise.all([site.pcscd.kill(), site.ports.coins.unplug(), site.printerHost.close(), site.centre.stop()]);
  holder = await holdPort(site.ports.notes.path);
  kiosk = await startKiosk(kioskFiles(site, 'kiosk'));
}, 90_000);

afterAll(async () => {
  holder.kill('SIGKILL');
  await kiosk.stop();
  await printerHost?.close();
  await site.stop();
});

describe('a start at which everything is absent', () => {
  test('the daemon runs, and names each thing with its code', async () => {
    const status = await kiosk.until(
      'closed for everything',
      (now) =>
        closedFor('M2002', 'M3002', 'M4001', 'M5001', 'M5012')(now) &&
        has('cash', site.ports.coins.path)(now) &&
        has('cash', site.ports.notes.path)(now),
    );
    expect(deviceText(status, 'cardReader')).toMatch(/^offline · M2002 /);
    expect(deviceText(status, 'cash')).toMatch(/M3002 coins on .*No such file/);
    expect(deviceText(status, 'cash')).toMatch(/M3002 notes on .*lock/);
    expect(deviceText(status, 'printer')).toMatch(/^offline · M4001 /);
  }, 60_000);

  test(
    'a printer that is switched on is ready; nothing else changed',
    async () => {
      printerHost = await serveHttpPrinter(site.printer, { port: site.printerHost.port });
      const status = await kiosk.until('printer ready', online('printer'), COMES_BACK_MS);
      expect(codesOf(status)).not.toContain('M4001');
      expect(codesOf(status)).toEqual(expect.arrayContaining(['M2002', 'M3002']));
    },
    TEST_MS,
  );

  test(
    'pcscd that is started is found, and the reader',
    async () => {
      await site.pcscd.start();
      await kiosk.until('reader ready', online('cardReader'), COMES_BACK_MS);
    },
    TEST_MS,
  );

  test(
    'the port that another program let go of, and the one that was plugged in, make the cash whole',
    async () => {
      holder.kill('SIGKILL');
      await site.ports.coins.replug();
      await kiosk.until('cash ready', online('cash'), COMES_BACK_MS);
    },
    TEST_MS,
  );

  test(
    'with the centre the service opens',
    async () => {
      expect(codesOf(await kiosk.status())).toEqual(['M5001', 'M5012']);
      await site.centre.start();
      await kiosk.until('open', isOpen, COMES_BACK_MS);
    },
    TEST_MS,
  );
});

describe('a thing that goes away while the kiosk is open', () => {
  test(
    'pcscd is killed and started again',
    async () => {
      await site.pcscd.kill();
      const status = await kiosk.until('closed for pcscd', closedFor('M2002'));
      expect([online('cash')(status), online('printer')(status)]).toEqual([true, true]);
      await site.pcscd.start();
      await kiosk.until('open', isOpen, COMES_BACK_MS);
    },
    TEST_MS,
  );

  test(
    'the coins’ adapter is pulled and plugged in again',
    async () => {
      await site.ports.coins.unplug();
      const status = await kiosk.until('closed for the coins', (now) => !isOpen(now) && !online('cash')(now));
      expect(deviceText(status, 'cash')).toMatch(/coin/);
      expect([online('cardReader')(status), online('printer')(status)]).toEqual([true, true]);
      await site.ports.coins.replug();
      await kiosk.until('open', isOpen, COMES_BACK_MS);
    },
    TEST_MS,
  );

  test(
    'bad input: a second device on the acceptor’s address: M3011 with the address, no coin is taken, and it heals by itself',
    async () => {
      await site.ports.coins.unplug();
      const doubled = await startPty(withTwin(site.kit.bus, ACCEPTOR_ADDRESS), site.ports.coins.path);
      try {
        const status = await kiosk.until('two on one address', (now) => codesOf(now).includes('M3011'), COMES_BACK_MS);
        expect(deviceText(status, 'cash')).toMatch(/M3011 coins at ccTalk address 2: every answer is damaged/);
        const { places } = site.kit;
        const kept_yen = (): number => places.inside_yen() - places.total_yen('returnTray');
        const before_yen = kept_yen();
        site.kit.acceptor.insertCoin(100);
        await expect.poll(() => places.total_yen('returnTray'), { timeout: COMES_BACK_MS }).toBe(100);
        expect(kept_yen()).toBe(before_yen);
        places.moveAll('returnTray', 'citizen');
        expect(isOpen(await kiosk.status())).toBe(false);
      } finally {
        await doubled.stop();
        await site.ports.coins.replug();
      }
      await kiosk.until('open', isOpen, COMES_BACK_MS);
    },
    TEST_MS,
  );

  test(
    'the printer is switched off and on',
    async () => {
      site.printer.powerOff();
      const status = await kiosk.until('closed for the printer', closedFor('M4001'), COMES_BACK_MS);
      expect([online('cash')(status), online('cardReader')(status)]).toEqual([true, true]);
      site.printer.powerOn();
      await kiosk.until('open', isOpen, COMES_BACK_MS);
    },
    TEST_MS,
  );
});

test(
  'a reader of another name is never taken: M2001 names the one that is wanted',
  async () => {
    const files = kioskFiles(site, 'other', (toml) =>
      toml
        .replace(/^reader = .*$/m, 'reader = "Absent Reader"')
        // The ports are the first kiosk's.
        .replaceAll(site.ports.coins.path, '/dev/madoguchi-absent-coins')
        .replaceAll(site.ports.notes.path, '/dev/madoguchi-absent-notes'),
    );
    const other = await startKiosk(files);
    try {
      const status = await other.until('reader absent', has('cardReader', 'M2001'));
      expect(deviceText(status, 'cardReader')).toMatch(/^offline · M2001 .*Absent Reader/);
      expect(codesOf(status)).toContain('M2001');
    } finally {
      await other.stop();
    }
    expect(await groupGone(other.daemon.pid)).toEqual([]);
    expect(isOpen(await kiosk.status())).toBe(true);
  },
  TEST_MS,
);
