/** `npm run demo` as a person runs it: one story by real clicks in headless Chromium, on real wires. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { PNG } from 'pngjs';
import { groupGone } from './rig.ts';

const PROGRAM = join(import.meta.dirname, '../../scripts/demo.ts');
const STORY = 'susono-juminhyo';

/** Screens of the story that everybody has to pass. */
const SCREENS = ['idle', 'notes', 'setCard', 'pin', 'certificate', 'persons', 'check', 'pay', 'printing', 'takeItems'];

test('scenario (a) sells on the whole site; books, paper and cash agree, and the pictures lie there', async () => {
  const out = mkdtempSync(join(tmpdir(), 'mdg-demo-'));
  onTestFinished(() => rmSync(out, { recursive: true, force: true }));
  // A group of its own: everything the demo starts is found by it.
  const child = spawn(process.execPath, [PROGRAM, '--story', STORY, '--out', out], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const group = child.pid ?? 0;
  onTestFinished(() => {
    if (child.exitCode === null) child.kill('SIGTERM');
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said += data.toString()));
  const status = await new Promise((resolve) => child.once('close', resolve));
  expect({ status, said }).toEqual({ status: 0, said: expect.stringContaining('books, paper and cash agree') });
  expect(await groupGone(group)).toEqual([]);

  const pictures = readdirSync(join(out, 'screens', STORY));
  for (const screen of SCREENS) expect(pictures.filter((name) => name.includes(screen))).not.toEqual([]);
  const { width, height } = PNG.sync.read(readFileSync(join(out, 'screens', STORY, pictures[0] ?? '')));
  expect([width, height]).toEqual([1024, 768]);
  // The certificate for two persons, and the receipt.
  expect(readdirSync(join(out, 'paper')).filter((name) => name.endsWith('-front.png'))).toHaveLength(2);
  expect(readFileSync(join(out, 'ledger.txt'), 'utf8')).toMatch(/-300 +fees:susono/);
  expect(readFileSync(join(out, 'voice.txt'), 'utf8').split('\n').length).toBeGreaterThan(5);
  expect(existsSync(join(out, 'madoguchid.log'))).toBe(true);
}, 150_000);
