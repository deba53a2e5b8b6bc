/**
 * `madoguchi commission` on the demo's virtual hardware and reference centre, each on its real wire: devices are asked who they are, the
 * layer passes the check before it replaces the old one, and another unit than the commissioned one closes the service.
 */
import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KioskFiles, Site } from '../../scripts/demo/site.ts';
import { commissionedFileOf } from '../../config/commissioned.ts';
import { loadConfig } from '../../config/load.ts';
import { openHttpPipe } from '../../drivers/transport/http.ts';
import { RealClock } from '../../src/base/real-clock.ts';
import { realRandom } from '../../src/base/real-random.ts';
import { makeAuthority } from '../virtual/centre/make-authority.ts';
import { serveHttpPrinter } from '../virtual/hosts/http-printer.ts';
import { VirtualPrinter } from '../virtual/printer/printer.ts';
import { run, type Ended } from './cli-run.ts';
import { codesOf, kioskFiles, startKiosk, startTestSite } from './rig.ts';

interface Step {
  readonly step: string;
  readonly outcome: string;
  readonly facts: {
    readonly devices?: readonly {
      readonly id: string;
      readonly kind: string;
      readonly before: string | null;
      readonly after: string;
    }[];
    readonly recorded?: string;
  };
  readonly next: readonly string[];
}

let site: Site;

beforeAll(async () => {
  site = await startTestSite();
}, 60_000);

afterAll(async () => {
  await site.stop();
});

/** A kiosk whose site file names no device, but for the socket of the test's own pcscd. */
function newKiosk(name: string): KioskFiles {
  return kioskFiles(site, name, (toml) => {
    const { csockName } = site.facts.reader;
    const card = `[[devices]]\nid = "card"\nclass = "cardReader"\ndriver = "jpki"\nreader = "none yet"\n`;
    const options = `options = { csockName = ${JSON.stringify(csockName)}, acceptTestAuthority = true }\n`;
    return `${toml.slice(0, toml.indexOf('[[devices]]'))}${card}${options}`;
  });
}

const PLACES = (): readonly string[] => [
  ...['--port', site.ports.coins.path, '--port', site.ports.notes.path, '--printer', site.printerHost.uri],
  ...['--reader', site.facts.reader.name],
];
const HOPPERS = ['3=100', '4=10', '5=50', '6=500'].flatMap((typed) => ['--hopper', typed]);

async function commission(
  files: KioskFiles,
  words: readonly string[],
  typed: readonly string[] = [],
): Promise<Ended & { steps: readonly Step[] }> {
  const ended = await run(['commission', ...words, '--json', '--by', 'sato', '--config', files.configFile], { typed });
  const told = JSON.parse(ended.out) as { readonly steps?: readonly Step[] };
  return { ...ended, steps: told.steps ?? [] };
}

describe('devices and printer', () => {
  let files: KioskFiles;
  let layer: string;

  beforeAll(() => {
    files = newKiosk('devices');
    layer = commissionedFileOf(files.configFile);
  });

  test('what is plugged in says who it is; what only a person knows is asked for, and “no” writes nothing', async () => {
    const { exit, steps, err } = await commission(files, ['--step', 'devices', ...PLACES()], ['n']);
    expect([exit, steps[0]?.outcome, existsSync(layer)]).toEqual([0, 'declined', false]);
    expect(err).toContain('printer’s own panel');
    const { devices = [] } = steps[0]?.facts ?? {};
    expect(devices.find(({ id }) => id === 'coins')?.after).toBe('MDG VCA-1 serial 123456');
    expect(steps[0]?.next).toEqual([]);
  });

  test('a choice with which the configuration would not be valid is refused, and nothing is written', async () => {
    const clash = ['--hopper', '3=100', '--hopper', '4=100', '--hopper', '5=100', '--hopper', '6=100'];
    const { exit, out } = await commission(files, ['--step', 'devices', ...PLACES(), ...clash, '--yes']);
    expect([exit, JSON.parse(out).error.code, existsSync(layer)]).toEqual([1, 'M1518', false]);
  });

  test('the layer holds who was found, when, and by whom; again there is nothing to do', async () => {
    const { exit, steps } = await commission(files, ['--step', 'devices', ...PLACES(), ...HOPPERS, '--yes']);
    expect([exit, steps[0]?.outcome, steps[0]?.facts.recorded]).toEqual([0, 'written', 'layer']);
    expect(readFileSync(layer, 'utf8')).toMatch(
      /^# 2025-04-16T10:00\+09:00 sato devices: .*hopper-100 new MDG VSCH2 serial/m,
    );
    const { devices } = loadConfig(files.configFile);
    expect(devices.find(({ id }) => id === 'coins')?.identity).toEqual({
      maker: 'MDG',
      product: 'VCA-1',
      serial: '123456',
    });
    expect(devices.find(({ id }) => id === 'printer')?.options['printerUuid']).toMatch(/^urn:uuid:/);
    const again = await commission(files, ['--step', 'devices', '--yes']);
    expect([again.exit, again.steps[0]?.outcome]).toEqual([0, 'unchanged']);
  });

  test('another unit than the commissioned one closes the service (M1516); --swap pairs it and names the checks', async () => {
    writeFileSync(layer, readFileSync(layer, 'utf8').replace('serial = "123456"', 'serial = "999999"'));
    const swapped = await startKiosk(files);
    try {
      await swapped.until('closed by M1516', (status) => codesOf(status).includes('M1516'));
      const { exit, steps } = await commission(files, ['--swap', 'coinAcceptor', '--yes']);
      const [step] = steps;
      expect([exit, step?.outcome, step?.facts.recorded]).toEqual([0, 'written', 'books']);
      expect(step?.facts.devices).toEqual([
        expect.objectContaining({
          id: 'coins',
          kind: 'swapped',
          before: 'MDG VCA-1 serial 999999',
          after: 'MDG VCA-1 serial 123456',
        }),
      ]);
      expect(step?.next).toContain('madoguchi diag cash --level interactive');
    } finally {
      await swapped.stop();
    }
    const paired = await startKiosk(files);
    try {
      await paired.until('open', (status) => codesOf(status).length === 0);
    } finally {
      await paired.stop();
    }
  }, 90_000);

  test('another printer than the pinned one is told, with both names, and paired by its own step', async () => {
    const text = readFileSync(layer, 'utf8');
    writeFileSync(layer, text.replace(/urn:uuid:[0-9a-f-]{36}/, 'urn:uuid:00000000-0000-4000-8000-000000000001'));
    const { exit, steps } = await commission(files, ['--step', 'printer', '--yes']);
    expect([exit, steps[0]?.outcome]).toEqual([0, 'written']);
    expect(steps[0]?.facts.devices?.map(({ kind }) => kind)).toEqual(['swapped']);
    expect(steps[0]?.next).toContain('madoguchi paper calibrate');
    expect(readFileSync(layer, 'utf8')).toContain(/printerUuid = "[^"]+"/.exec(text)?.[0]);
  });
});

describe('the other steps', () => {
  test('opening stock is counted, booked once by the road of staff, and paper and sound are tried', async () => {
    const files = kioskFiles(site, 'rest');
    rmSync(files.ledgerFile, { force: true });
    const kiosk = await startKiosk(files);
    try {
      await kiosk.until('uncounted', (status) => codesOf(status).includes('M3109'));
      const counts = ['hopper-100:100=60', 'hopper-10:10=60', 'hopper-50:50=40', 'hopper-500:500=20', 'notes:1000=0'];
      const piles = counts.flatMap((count) => ['--count', count]);
      const declined = await commission(files, ['--step', 'money', ...piles], ['n']);
      expect([declined.exit, declined.steps[0]?.outcome]).toEqual([0, 'declined']);
      const booked = await commission(files, ['--step', 'money', ...piles, '--yes']);
      expect([booked.err, booked.exit, booked.steps[0]?.outcome]).toEqual(['', 0, 'done']);
      expect((await commission(files, ['--step', 'money', '--yes'])).steps[0]?.outcome).toBe('unchanged');
      expect((await run(['ledger', 'reconcile', '--config', files.configFile])).exit).toBe(0);
      const paper = await commission(files, ['--step', 'paper', '--yes']);
      expect([paper.exit, paper.steps[0]?.next[1]]).toEqual([10, 'madoguchi paper calibrate --set RUNG']);
      await kiosk.until('open', (status) => codesOf(status).length === 0);
    } finally {
      await kiosk.stop();
    }
  }, 60_000);

  test('a printer’s certificate is pinned; a renewed one is accepted beside it until the overlap is closed', async () => {
    const printer = new VirtualPrinter({ clock: new RealClock(), random: realRandom });
    const [first, second] = [makeAuthority().server, makeAuthority().server];
    const tls = ({ certificate_pem: cert, key_pem: key }: typeof first) => ({ tls: { cert, key } });
    const printOf = ({ certificate_pem }: typeof first) => new X509Certificate(certificate_pem).fingerprint256;
    let host = await serveHttpPrinter(printer, tls(first));
    const { port, uri } = host;
    const files = kioskFiles(site, 'pins', (toml) => toml.replace(site.printerHost.uri, uri));
    const pins = (): readonly unknown[] => {
      const { options = {} } = loadConfig(files.configFile).devices.find(({ id }) => id === 'printer') ?? {};
      return [options['certificatePin'], options['nextCertificatePin']];
    };
    const step = async (...words: readonly string[]) =>
      (await commission(files, ['--step', 'printer', ...words])).steps[0]?.outcome;
    try {
      expect([await step('--yes'), pins()]).toEqual(['written', [printOf(first), undefined]]);
      await host.close();
      host = await serveHttpPrinter(printer, { port, ...tls(second) });
      expect([await step('--yes'), pins()]).toEqual(['written', [printOf(first), printOf(second)]]);
      expect(await step('--yes')).toBe('unchanged');
      const { devices } = loadConfig(files.configFile);
      const { options = {} } = devices.find(({ id }) => id === 'printer') ?? {};
      const pipe = openHttpPipe({
        ...{ uri, clock: new RealClock() },
        ...{ pin: String(options['certificatePin']), nextPin: String(options['nextCertificatePin']) },
      });
      const answer = new Promise((resolve) => pipe.onInput((input) => resolve(input.type)));
      pipe.send({ type: 'post', exchange: 1, head: new Uint8Array(8), document: null });
      expect(await answer).toBe('reply');
      pipe.close();
      expect([await step('--yes', '--close'), pins()]).toEqual(['written', [printOf(second), undefined]]);
    } finally {
      await host.close();
    }
  }, 60_000);
});
