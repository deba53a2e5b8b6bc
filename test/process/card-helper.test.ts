/** The helper process: what happens when it, the daemon, the service or the reader is in trouble. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { ApduInput, ApduPipe } from '../../drivers/contract.ts';
import { openPcscPipe } from '../../drivers/transport/pcsc.ts';
import { RealClock } from '../../src/base/real-clock.ts';
import type { VirtualPcscd } from '../virtual/hosts/vpcd.ts';
import { card, openLine, ownPcscd } from './card-world.ts';

let pcscd: VirtualPcscd;
const folder = mkdtempSync(join(tmpdir(), 'mdg-'));
beforeAll(async () => {
  pcscd = await ownPcscd();
});
afterAll(async () => {
  await pcscd.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface OpenPipe {
  readonly pipe: ApduPipe;
  readonly inputs: ApduInput[];
  readonly losses: string[];
}

function openPipe(csockName: string, readerName = ''): OpenPipe {
  const pipe = openPcscPipe({ readerName, csockName, clock: new RealClock() });
  const inputs: ApduInput[] = [];
  const losses: string[] = [];
  pipe.onInput((input) => inputs.push(input));
  pipe.onLost((reason) => losses.push(reason));
  return { pipe, inputs, losses };
}

/** Process ids of card helpers whose environment names this socket. */
function helpersOn(csockName: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const ours = readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`PCSCLITE_CSOCK_NAME=${csockName}`);
        return ours && readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('pcsc-child');
      } catch {
        return false;
      }
    })
    .map(Number);
}

test('without pcscd the pipe is lost at once, with the code in front, and nothing spins', async () => {
  const { losses } = openPipe(join(folder, 'nobody.comm'));
  await expect.poll(() => losses, { timeout: 15_000 }).toHaveLength(1);
  expect(losses[0]).toMatch(/^pcscUnavailable: .*0x8010001d/);
  await expect.poll(() => helpersOn(join(folder, 'nobody.comm'))).toEqual([]);
});

test('a reader of another name is waited for, not taken', async () => {
  const { pipe, inputs, losses } = openPipe(pcscd.csockName, 'Other Reader');
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect([inputs, losses]).toEqual([[], []]);
  pipe.close();
});

test('the helper is gone soon after the pipe is closed, and the spare with it', async () => {
  const { pipe, inputs } = openPipe(pcscd.csockName);
  await expect.poll(() => inputs.length).toBeGreaterThan(0);
  expect(helpersOn(pcscd.csockName)).toHaveLength(2);
  pipe.close();
  await expect.poll(() => helpersOn(pcscd.csockName)).toEqual([]);
});

test('the helper killed by a stranger: the pipe is lost, with a reason', async () => {
  const { inputs, losses } = openPipe(pcscd.csockName);
  await expect.poll(() => inputs.length).toBeGreaterThan(0);
  for (const pid of helpersOn(pcscd.csockName)) process.kill(pid, 'SIGKILL');
  await expect.poll(() => losses).toEqual(['pcscUnavailable: the card helper ended (SIGKILL)']);
});

test('a helper that hangs is found out by its heartbeat', async () => {
  const { inputs, losses } = openPipe(pcscd.csockName);
  await expect.poll(() => inputs.length).toBeGreaterThan(0);
  for (const pid of helpersOn(pcscd.csockName)) process.kill(pid, 'SIGSTOP');
  await expect.poll(() => losses, { timeout: 15_000 }).toEqual(['pcscUnavailable: the card helper does not answer']);
  await expect.poll(() => helpersOn(pcscd.csockName)).toEqual([]);
});

test('PIN buffers are overwritten by the pipe as soon as it has them', async () => {
  const { pipe, inputs } = openPipe(pcscd.csockName);
  await expect.poll(() => inputs.length).toBeGreaterThan(0);
  const apdu = Uint8Array.from([0x00, 0x20, 0x00, 0x80, 0x04, 0x31, 0x32, 0x33, 0x34]);
  pipe.send({ type: 'transmit', apdu, wipe: true });
  expect(apdu.every((byte) => byte === 0)).toBe(true);
  pipe.close();
});

test('another program that holds the card: busy, with its code, and no endless wait', async () => {
  pcscd.insert(card());
  const holder = openPipe(pcscd.csockName);
  await expect.poll(() => holder.inputs.some(({ type }) => type === 'cardPresent')).toBe(true);
  holder.pipe.send({ type: 'connect' });
  await expect.poll(() => holder.inputs.some(({ type }) => type === 'connected')).toBe(true);
  const line = openLine(pcscd.csockName);
  line.command({ type: 'accept' });
  expect((await line.next('cardFailed')).code).toBe('cardBusy');
  line.close();
  holder.pipe.send({ type: 'disconnect' });
  await expect.poll(() => holder.inputs.some(({ type }) => type === 'disconnected')).toBe(true);
  holder.pipe.close();
  pcscd.remove();
  // pcscd looks at the reader every 0.4 s; a card that comes within that time is the same card to it.
  await new Promise((resolve) => setTimeout(resolve, 600));
});

test('kill -9 of the daemon with a verified PIN: the helper ends with it and the card loses its power', async () => {
  const mine = card();
  const script = join(folder, 'daemon.ts');
  const world = fileURLToPath(new URL('./card-world.ts', import.meta.url));
  writeFileSync(
    script,
    `const { openLine } = await import(${JSON.stringify(world)});
     const line = openLine(${JSON.stringify(pcscd.csockName)});
     line.command({ type: 'accept' });
     await line.next('cardIdentified');
     line.enter('1234', 3);
     await line.next('pinVerified');
     process.stdout.write('verified');`,
  );
  const daemon = spawn(process.execPath, ['--no-warnings', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void daemon.kill('SIGKILL'));
  const verified = new Promise((resolve) => daemon.stdout.once('data', resolve));
  pcscd.insert(mine);
  await verified;
  expect(mine.isOpen()).toBe(true);
  daemon.kill('SIGKILL');
  await expect.poll(() => mine.isOpen(), { timeout: 15_000 }).toBe(false);
  await expect.poll(() => helpersOn(pcscd.csockName)).toEqual([]);
});
