/** A log that nobody reads any more is no reason to end, and none to be busy. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeSignedFolder } from '../../scripts/municipalities/made-up.ts';
import { makeKioskFiles } from '../../scripts/demo/site.ts';
import { statusResultSchema } from '../../src/api/messages.ts';
import { makeAuthority, saveAuthority } from '../virtual/centre/make-authority.ts';

const ROOT = join(import.meta.dirname, '../..');

interface Ended {
  readonly status: number | null;
  readonly out: string;
}

function run(
  args: readonly string[],
  onOut?: (text: string) => void,
): { ended: Promise<Ended>; child: ReturnType<typeof spawn> } {
  const child = spawn(process.execPath, [...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  child.stdout.on('data', (data: Buffer) => {
    out += data.toString();
    onOut?.(out);
  });
  child.stderr.resume();
  return { child, ended: new Promise((resolve) => child.once('exit', (status) => resolve({ status, out }))) };
}

test('a daemon whose log pipe closes goes on, answers, and ends with 0 when it is told to', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mdg-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const files = makeKioskFiles(
    join(folder, 'kiosk'),
    {
      kioskId: 'kiosk-0001',
      ...makeSignedFolder(folder),
      centre: { url: 'https://127.0.0.1:9/', ...saveAuthority(join(folder, 'keys'), makeAuthority(), 'kiosk-0001') },
      reader: { name: 'Virtual PCD', csockName: join(folder, 'no-pcscd') },
      coinsPort: '/dev/madoguchi-absent-coins',
      notesPort: '/dev/madoguchi-absent-notes',
      printerUri: 'ipp://127.0.0.1:9/ipp/print',
      sorterPaths: {},
    },
    0,
  );
  let started: () => void = () => {};
  const up = new Promise<void>((resolve) => (started = resolve));
  const program = join(ROOT, 'scripts/launch/madoguchid.js');
  const daemon = run([program, '--config', files.configFile], (text) => {
    if (/^screen /m.test(text)) started();
  });
  onTestFinished(() => void daemon.child.kill('SIGKILL'));
  await up;
  daemon.child.stdout?.destroy();
  daemon.child.stderr?.destroy();
  // Its devices are absent: it logs every retry, into a pipe that nobody holds.
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const asked = await run([join(ROOT, 'scripts/launch/madoguchi.js'), 'status', '--json', '--socket', files.socketPath])
    .ended;
  expect(statusResultSchema.parse(JSON.parse(asked.out)).service.state).not.toBe('open');
  daemon.child.kill('SIGTERM');
  expect((await daemon.ended).status).toBe(0);
}, 60_000);
