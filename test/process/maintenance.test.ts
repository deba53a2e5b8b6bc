/**
 * The daemon for a technician alone, as `madoguchi --offline` starts it: same books, same devices, a private socket, no session; it
 * ends with its client. Its hardware is absent, so that each fault has to be named by the command alone.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSignedFolder } from '../../scripts/municipalities/made-up.ts';
import { makeKioskFiles, type KioskFiles } from '../../scripts/demo/site.ts';
import { diagResultSchema, statusResultSchema } from '../../src/api/messages.ts';
import { makeAuthority, saveAuthority } from '../virtual/centre/make-authority.ts';

const MAIN = join(import.meta.dirname, '../../src/main.ts');
const ABSENT = '/dev/madoguchi-absent';

interface Ending {
  readonly status: number | null;
  readonly said: string;
}

let folder: string;
let files: KioskFiles;
let socketPath: string;
let daemon: ChildProcess;
let ended: Promise<Ending>;
let client: Client;

/** One connection: a line out, lines back until the answer. */
class Client {
  readonly #socket: Socket;
  readonly #lines: Interface;
  #id = 0;

  constructor(socket: Socket) {
    this.#socket = socket;
    this.#lines = createInterface({ input: socket });
  }

  async ask(method: string, params: object = {}): Promise<{ result?: unknown; error?: { code: string } }> {
    this.#id += 1;
    const id = this.#id;
    const answer = new Promise<{ result?: unknown; error?: { code: string } }>((resolve) => {
      const listen = (line: string): void => {
        const told = JSON.parse(line) as { id: number; result?: unknown; error?: { code: string } };
        if (told.id !== id || (told.result === undefined && told.error === undefined)) return;
        this.#lines.off('line', listen);
        resolve(told);
      };
      this.#lines.on('line', listen);
    });
    this.#socket.write(`${JSON.stringify({ id, method, params, by: 'sato' })}\n`);
    return answer;
  }

  hangUp(): void {
    this.#socket.destroy();
  }
}

function start(socket: string): { child: ChildProcess; over: Promise<Ending> } {
  const args = [MAIN, '--config', files.configFile, '--maintenance', '--socket', socket];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
  const over = new Promise<Ending>((resolve) => child.once('exit', (status) => resolve({ status, said })));
  return { child, over };
}

async function connected(): Promise<Client> {
  for (;;) {
    if (existsSync(socketPath)) {
      const socket = connect(socketPath);
      const isOpen = await new Promise<boolean>((resolve) => {
        socket.once('connect', () => resolve(true));
        socket.once('error', () => resolve(false));
      });
      if (isOpen) return new Client(socket);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mdg-'));
  socketPath = join(folder, 'private.sock');
  files = makeKioskFiles(
    join(folder, 'kiosk'),
    {
      kioskId: 'kiosk-0001',
      ...makeSignedFolder(folder),
      centre: { url: 'https://127.0.0.1:9/', ...saveAuthority(join(folder, 'keys'), makeAuthority(), 'kiosk-0001') },
      reader: { name: 'Virtual PCD', csockName: join(folder, 'no-pcscd') },
      coinsPort: `${ABSENT}-coins`,
      notesPort: `${ABSENT}-notes`,
      printerUri: 'ipp://127.0.0.1:9/ipp/print',
      sorterPaths: {},
    },
    0,
  );
  const started = start(socketPath);
  daemon = started.child;
  ended = started.over;
  client = await connected();
}, 30_000);

afterAll(() => {
  client.hangUp();
  if (daemon.exitCode === null && daemon.pid !== undefined) process.kill(-daemon.pid, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Asks until the daemon has started. */
async function status(): Promise<ReturnType<typeof statusResultSchema.parse>> {
  for (;;) {
    const { result } = await client.ask('status');
    const now = statusResultSchema.parse(result);
    if (now.devices.length > 0) return now;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('madoguchid --maintenance', () => {
  test('only this user may open its socket, the published one is not there, and nobody is served', async () => {
    const { service } = await status();
    expect(service.reasons.map(({ code }) => code)).toContain('M1502');
    expect(statSync(socketPath).mode & 0o777).toBe(0o600);
    expect(existsSync(files.socketPath)).toBe(false);
    expect((await client.ask('copier.start')).error?.code).toBe('M7203');
  });

  test('a broken kiosk is found by the diagnosis alone, each device with its code and remedy', async () => {
    await status();
    const { result } = await client.ask('diag.run', { device: 'all' });
    const { passed, rows } = diagResultSchema.parse(result);
    expect(passed).toBe(false);
    const found = rows.filter((row) => row.result === 'fail').map(({ device, name }) => `${device} ${name ?? ''}`);
    expect(found).toEqual(
      expect.arrayContaining([
        'cardReader pcscUnavailable',
        'cash cashPortUnavailable',
        'printer printerOffline',
        'centre centreUnreachable',
        'screen screenAbsent',
      ]),
    );
    for (const row of rows.filter((one) => one.result === 'fail')) expect(row.remedy).not.toBe('');
    expect(rows).toContainEqual(expect.objectContaining({ device: 'ledger', check: 'disk', result: 'ok' }));
    expect(rows.filter(({ check }) => check === 'expiry').map(({ detail }) => detail.split(':')[0])).toContain('kiosk');
  }, 40_000);

  test('a second daemon on the same books is refused, and this one goes on', async () => {
    const second = start(join(folder, 'second.sock'));
    expect(await second.over).toMatchObject({ status: 69, said: expect.stringMatching(/M1006|M1007/) });
    expect((await client.ask('ledger.reconcile')).result).toBeDefined();
  });

  test('it ends when its client hangs up', async () => {
    client.hangUp();
    expect(await ended).toMatchObject({ status: 0 });
    expect(existsSync(socketPath)).toBe(false);
  });
});
