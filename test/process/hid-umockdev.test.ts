/** R94, R103: the HID wire on real node-hid, a panel board by umockdev at its far end. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';
import { RealClock } from '../../src/base/real-clock.ts';
import { VirtualBoard } from '../virtual/hid/board.ts';

const FOLDER = new URL('.', import.meta.url).pathname;
const WAIT_MS = 10_000;
let running: ChildProcess | null = null;
let board: VirtualBoard | null = null;

afterEach(async () => {
  board?.powerOff();
  const child = running;
  running = null;
  if (child === null || child.exitCode !== null) return;
  // The host ends its kiosk first, then itself.
  const gone = once(child, 'exit');
  child.stdin?.end();
  const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await gone;
  clearTimeout(late);
});

/** A kiosk with a USB port. */
function start(part: 'indicators' | 'keypad') {
  const virtual = new VirtualBoard(new RealClock());
  board = virtual;
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
  const script = [`${FOLDER}hid-umockdev.py`, hex(virtual.nameplate.reportDescriptor), hex(virtual.onGetFeature(1)!)];
  const kiosk = [process.execPath, `${FOLDER}hid-umockdev-kiosk.ts`, part];
  const child = spawn('umockdev-wrapper', ['/usr/bin/python3', ...script, '--', ...kiosk], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  running = child;
  const facts: { readonly type: string; readonly availability?: string }[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    const [kind, rest] = [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)] as const;
    if (kind === 'fact') facts.push(JSON.parse(rest) as (typeof facts)[number]);
    if (kind === 'output') virtual.onOutput(Uint8Array.from(Buffer.from(rest, 'hex')));
  });
  const tell = (line: string): void => void child.stdin.write(`${line}\n`);
  return {
    board: virtual,
    facts,
    plug: () => {
      tell('plug');
      virtual.powerOn((report) => tell(`input ${hex(report)}`));
    },
    pull: () => {
      virtual.powerOff();
      tell('pull');
    },
    last: () => facts.findLast(({ type }) => type === 'status')?.availability,
  };
}

const soon = { timeout: WAIT_MS, interval: 20 };

test('R94: a board is missed, found, lit, felt, and missed again', { timeout: 40_000 }, async () => {
  const { board: virtual, facts, plug, pull, last } = start('indicators');
  await expect.poll(last, soon).toBe('offline');
  plug();
  await expect.poll(last, soon).toBe('online');
  expect(facts).toContainEqual(
    expect.objectContaining({ type: 'identified', maker: 'Madoguchi', serial: '0001', firmware: '2.7' }),
  );
  await expect.poll(() => virtual.look().blinking, soon).toEqual(['changeTray']);
  virtual.lay('paperExit', true);
  await expect.poll(() => facts, soon).toContainEqual({ type: 'presence', place: 'paperExit', present: true });
  pull();
  await expect.poll(last, soon).toBe('offline');
});

test('R103: keys and the headphone plug of a board are heard', { timeout: 40_000 }, async () => {
  const { board: virtual, facts, plug, last } = start('keypad');
  plug();
  await expect.poll(last, soon).toBe('online');
  virtual.press('repeat');
  await expect.poll(() => facts, soon).toContainEqual({ type: 'key', key: 'repeat' });
  virtual.plug(true);
  await expect.poll(() => facts, soon).toContainEqual({ type: 'headphones', plugged: true });
});
