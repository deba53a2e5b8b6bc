import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openCommandSocket } from '../../src/api/command-socket.ts';
import type { DevicesResult, StatusResult } from '../../src/api/messages.ts';
import { CODES } from '../../src/base/codes.ts';
import { MadoguchiError } from '../../src/base/errors.ts';
import { RealClock } from '../../src/base/real-clock.ts';
import { run, type Ended } from './cli-run.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const STATUS: StatusResult = {
  version: '0.1.0',
  service: { state: 'closed', reasons: [{ code: 'M4005', detail: 'no paper in tray 1' }] },
  session: null,
  devices: [
    { id: 'coins', class: 'coinAcceptor', availability: 'online', reasons: [] },
    {
      id: 'printer',
      class: 'printer',
      availability: 'stop',
      reasons: [{ code: 'M4005', detail: 'no paper in tray 1' }],
    },
  ],
};
const DEVICES: DevicesResult = {
  devices: [
    {
      id: 'coins',
      class: 'coinAcceptor',
      model: 'cctalk',
      availability: 'online',
      reasons: [],
      details: { firmware: '1.2', serial: null },
    },
  ],
};

let folder: string;
let socket: string;
let server: Server | null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'madoguchi-cli-'));
  socket = join(folder, 'daemon.sock');
  server = null;
});

afterEach(async () => {
  if (server) await new Promise((done) => server!.close(done));
  rmSync(folder, { recursive: true });
});

/** A daemon that gives these answers, by method: an object is sent as JSON, a string as it is. */
async function daemon(answers: Readonly<Record<string, unknown>>): Promise<void> {
  server = createServer((client) => {
    client.setEncoding('utf8');
    client.on('error', () => undefined);
    client.on('data', (line: string) => {
      const { id, method } = JSON.parse(line) as { id: number; method: string };
      const answer = answers[method];
      client.write(typeof answer === 'string' ? answer : `${JSON.stringify({ id, ...(answer as object) })}\n`);
    });
  });
  await new Promise<void>((done) => server!.listen(socket, done));
}

const madoguchi = (...args: string[]): Promise<Ended> => run(args);

function runNode(program: string, ...args: string[]): Promise<Ended> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [program, ...args], {
      env: { PATH: process.env['PATH'], LANG: 'C' },
      timeout: 15_000,
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (data: Buffer) => (out += data.toString()));
    child.stderr.on('data', (data: Buffer) => (err += data.toString()));
    child.on('close', (exit) => done({ exit, out, err }));
  });
}

describe('with a daemon that answers', () => {
  test('status shows service, reasons and devices, and ends with 0', async () => {
    await daemon({ status: { result: STATUS } });
    const { exit, out, err } = await madoguchi('status', '--socket', socket);
    expect([exit, err]).toEqual([0, '']);
    expect(out).toContain('out of service');
    expect(out).toMatch(/printer\s+printer\s+stopped\n\s+M4005 no paper in tray 1/);
    const remedies = out.split('\n').filter((line) => line.includes('→'));
    expect(remedies, 'what to do about a reason is said once').toEqual([`    → ${CODES.printerPaper.remedy}`]);
    expect(out).not.toContain('\u001B[');
  });

  test('--json prints one JSON document and nothing else', async () => {
    await daemon({ status: { result: STATUS }, devices: { result: DEVICES } });
    expect(JSON.parse((await madoguchi('status', '--json', '--socket', socket)).out)).toEqual(STATUS);
    expect(JSON.parse((await madoguchi('--json', '--socket', socket, 'devices')).out)).toEqual(DEVICES);
  });

  test('--check ends with 10 when the kiosk is out of service', async () => {
    await daemon({ status: { result: STATUS }, devices: { result: DEVICES } });
    expect((await madoguchi('status', '--check', '--socket', socket)).exit).toBe(10);
    expect((await madoguchi('devices', '--check', '--socket', socket)).exit).toBe(0);
  });

  test('an error of the daemon keeps its code; one that passes ends with 75', async () => {
    const error = { code: 'M5001', name: 'centreUnreachable', action: 'retry', message: 'The centre is busy.' };
    await daemon({ status: { error }, devices: { error: { ...error, code: 'M9001', action: 'call' } } });
    const busy = await madoguchi('status', '--json', '--socket', socket);
    expect(busy.exit).toBe(75);
    const message = `The centre is busy (M5001). ${CODES.centreUnreachable.remedy}`;
    expect(JSON.parse(busy.out)).toEqual({ error: { code: 'M5001', action: 'retry', message } });
    expect((await madoguchi('devices', '--socket', socket)).exit).toBe(1);
  });

  test('a name that no device has is a usage error with its code and what to do, 64', async () => {
    const { number, cause, remedy } = CODES.deviceUnknown;
    const error = { code: `M${number}`, name: 'deviceUnknown', action: 'retry', message: cause };
    await daemon({ 'devices.lend': { error } });
    const { exit, err } = await madoguchi('devices', 'lend', 'foo', '--socket', socket);
    expect([exit, err]).toEqual([64, `madoguchi: error: There is no device of this name (M1113). ${remedy}\n`]);
  });

  test('an answer that is not ours, too long or cut off is told, not shown', async () => {
    await daemon({ status: 'HTTP/1.1 400 Bad Request\n', devices: 'x'.repeat(2_200_000) });
    const foreign = await madoguchi('status', '--socket', socket);
    expect([foreign.exit, foreign.out]).toEqual([69, '']);
    expect(foreign.err).toContain('what answers is not madoguchid');
    expect((await madoguchi('devices', '--socket', socket)).err).toContain('too long');
  });

  test('the socket is found by the configuration', async () => {
    await daemon({ status: { result: STATUS } });
    const file = join(folder, 'madoguchi.toml');
    writeFileSync(file, configText().replace('# path = "/run/madoguchi/madoguchi.sock"', 'path = "daemon.sock"'));
    expect((await madoguchi('status', '--config', file)).exit).toBe(0);
  });
});

test('the daemon’s own socket and the command line understand each other', async () => {
  const codes: string[] = [];
  const place = { path: socket, rights: ['watch'] } as const;
  const command = await openCommandSocket(place, {
    clock: new RealClock(),
    log: (event) => codes.push(event),
    operations: {
      status: (_, asked) => asked.answer(STATUS),
      devices: () => {
        throw new MadoguchiError('cashOffline', 'not now');
      },
    },
  });
  try {
    expect(JSON.parse((await madoguchi('status', '--json', '--socket', socket)).out)).toEqual(STATUS);
    const failed = await madoguchi('devices', '--json', '--socket', socket);
    expect(failed.exit).toBe(1);
    expect(JSON.parse(failed.out)).toMatchObject({ error: { code: 'M3001', action: 'maintenance' } });
    expect(codes).toEqual(['command.failed']);
  } finally {
    await command.close();
  }
});

describe('without a daemon', () => {
  test('status says where it looked and ends with 69', async () => {
    const { exit, err, out } = await madoguchi('status', '--socket', socket);
    expect([exit, out]).toEqual([69, '']);
    expect(err).toContain(`${socket}: there is no such socket (M7201)`);
  });

  test('--json tells errors as JSON with code, action and message', async () => {
    const { exit, out, err } = await madoguchi('status', '--json', '--socket', socket);
    expect([exit, err]).toEqual([69, '']);
    expect(JSON.parse(out)).toEqual({
      error: { code: 'M7201', action: 'maintenance', message: expect.stringContaining('no such socket') as string },
    });
  });

  test('config check accepts the annotated default file', async () => {
    const file = join(ROOT, 'config/madoguchi.toml');
    const { exit, out } = await madoguchi('config', 'check', '--file-only', '--json', '--config', file);
    expect(exit).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ valid: true });
  });

  test.each([
    ['a key that is not known', (text: string) => text.replace('phone =', 'fone ='), 'M1003', 'kiosk.fone'],
    ['no TOML', () => 'nonsense = [', 'M1002', null],
    ['a file that is not there', null, 'M1001', null],
  ])('config check --json says valid: false and the problems: %s', async (_, broken, code, key) => {
    const file = join(folder, broken === null ? 'absent.toml' : 'broken.toml');
    if (broken !== null) writeFileSync(file, broken(configText()));
    const { exit, out, err } = await madoguchi('config', 'check', '--json', '--config', file);
    expect([exit, err]).toEqual([1, '']);
    const told = JSON.parse(out);
    expect(told).toMatchObject({ file, valid: false, devices: [] });
    expect(told.problems).toContainEqual(expect.objectContaining({ code, key, message: expect.any(String) }));
  });

  test('config check names a file that is not there once', async () => {
    const file = join(folder, 'absent.toml');
    const { exit, err } = await madoguchi('config', 'check', '--config', file);
    expect(exit).toBe(1);
    expect(err.split(file)).toHaveLength(2);
    expect(err).toContain(`${file}: `);
  });

  test('config check names the first key file that is missing', async () => {
    const file = join(folder, 'madoguchi.toml');
    writeFileSync(file, configText());
    const { exit, err } = await madoguchi('config', 'check', '--config', file);
    expect(exit).toBe(1);
    expect(err).toContain(`centre.trustAnchor: ${join(folder, 'centre-ca.pem')} does not exist (M1008)`);
  });

  test('config check names key, line and what was expected, and ends with 1', async () => {
    const file = join(folder, 'bad.toml');
    writeFileSync(file, configText().replace('phone =', 'fone ='));
    const { exit, err } = await madoguchi('config', 'check', '--config', file);
    expect(exit).toBe(1);
    expect(err).toMatch(/line \d+: unknown key kiosk\.fone; did you mean phone\? \(M1003\)/);
  });

  test.each([[[]], [['stats']], [['config']], [['config', 'chek']], [['status', 'x']], [['status', '--wrong']]])(
    'the arguments %j are a usage error, 64',
    async (args) => {
      const { exit, err, out } = await madoguchi(...args);
      expect([exit, out]).toEqual([64, '']);
      expect(err).toMatch(/M1009/);
    },
  );

  test('a misspelt command is told the right one', async () => {
    expect((await madoguchi('stats')).err).toContain('Did you mean status?');
  });

  test('--version and --help end with 0', async () => {
    expect(await runNode(join(ROOT, 'scripts/launch/madoguchi.js'), '--version')).toMatchObject({
      exit: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
    });
    const help = await madoguchi('--help');
    expect(help.exit).toBe(0);
    for (const word of ['status', 'devices', 'config', '--json', 'Exit codes']) expect(help.out).toContain(word);
  });
});

describe('the programs of the repository', () => {
  const script = (name: string, ...args: string[]): Promise<Ended> => runNode(join(ROOT, 'scripts', name), ...args);

  test.each(['bench.ts', 'demo.ts'])(
    '%s --help says how it is called and ends with 0, having done nothing',
    async (name) => {
      const { exit, out, err } = await script(name, '--help');
      expect([exit, err]).toEqual([0, '']);
      expect(out).toMatch(/^usage: npm run /);
    },
  );

  test.each([
    ['bench.ts', ['--fast'], /Unknown option '--fast'/],
    ['bench.ts', ['crad'], /no bench named crad; there are: card, /],
    ['demo.ts', ['--autoo'], /Unknown option '--autoo'/],
    ['demo.ts', ['--out'], /'--out <value>' argument missing/],
    ['demo.ts', ['cancel'], /Unexpected argument 'cancel'/],
    ['demo.ts', ['--story', 'cancle'], /no story named cancle; there are: blind, cancel, /],
  ])('%s %j is one sentence, then what was expected: 64, and no stack', async (name, args, sentence) => {
    const { exit, out, err } = await script(name, ...args);
    expect([exit, out]).toEqual([64, '']);
    expect(err.split('\n')[0]).toMatch(sentence);
    expect(err).toContain('usage: npm run ');
    expect(err).not.toMatch(/^\s+at /m);
  });
});

function configText(): string {
  return readFileSync(join(ROOT, 'config/madoguchi.toml'), 'utf8');
}
