/**
 * A thief with a debugger: after a session he reads all memory of the daemon and of its children, looking for the names of the
 * household and for the VERIFY that carried the PIN. Everything on real wires: a copy that a library or the collector makes
 * behind our back counts like one of our own.
 */
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Intent, ServerMessage, View } from '../../src/api/messages.ts';
import { startRig, type Rig } from '../../scripts/demo/rig.ts';
import { createVirtualCard, issueIdentity } from '../virtual/card/card.ts';

/** Neither is found in memory by chance. */
const PIN = '7391';
const HOLDER = 'SUSONO0001X20240510001A';
const SECRETS: Readonly<Record<string, Buffer>> = {
  'name, UTF-8': Buffer.from('裾野太郎', 'utf8'),
  'name, UTF-16': Buffer.from('裾野太郎', 'utf16le'),
  'wife, UTF-8': Buffer.from('見本 花子', 'utf8'),
  'wife, UTF-16': Buffer.from('見本 花子', 'utf16le'),
  VERIFY: Buffer.from([0x00, 0x20, 0x00, 0x80, 0x04, ...Buffer.from(PIN)]),
};
const BLOCK_BYTES = 4 * 1024 * 1024;
const SCREEN_WAITS_MS = 60_000;

function childrenOf(pid: number): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const children = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, parent]) => parent === pid)
    .map(([child = 0]) => child);
  return children.flatMap((child) => [child, ...childrenOf(child)]);
}

const commandOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
};

/** Which secrets lie in the writable memory of a process; none in one that has ended. */
function secretsIn(pid: number): string[] {
  if (commandOf(pid) === '') return [];
  const found = new Set<string>();
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  const block = Buffer.alloc(BLOCK_BYTES + 64);
  for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
    const area = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line);
    if (!area) continue;
    const [from, to] = [Number.parseInt(area[1] ?? '', 16), Number.parseInt(area[2] ?? '', 16)];
    for (let at = from; at < to; at += BLOCK_BYTES) {
      let length = 0;
      try {
        length = readSync(memory, block, 0, Math.min(block.length, to - at), at);
      } catch {
        // Unmapped in the meantime.
      }
      const bytes = block.subarray(0, length);
      for (const [name, secret] of Object.entries(SECRETS)) if (bytes.includes(secret)) found.add(name);
    }
  }
  closeSync(memory);
  return [...found];
}

/** A panel that answers like a browser, without one. */
class Panel {
  readonly names: string[] = [];
  #view: View | null = null;
  #socket: WebSocket;

  constructor(address: string) {
    const url = new URL(address);
    const token = new URLSearchParams(url.hash.slice(1)).get('token');
    this.#socket = new WebSocket(`ws://${url.host}/screen`);
    this.#socket.on('open', () =>
      this.#socket.send(JSON.stringify({ type: 'hello', schema: 1, role: 'panel', token })),
    );
    this.#socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) return void this.names.push(data.subarray(2 + (data[1] ?? 0)).toString('utf8'));
      const message = JSON.parse(data.toString()) as ServerMessage;
      if (message.type === 'view') this.#view = message;
    });
  }

  async shows(screen: string): Promise<void> {
    await expect.poll(() => this.#view?.screen, { timeout: SCREEN_WAITS_MS }).toBe(screen);
  }

  means(intent: Intent): void {
    this.#socket.send(JSON.stringify({ type: 'intent', page: this.#view?.page, intent }));
  }

  async goes(intent: Intent, screen: string): Promise<void> {
    this.means(intent);
    await this.shows(screen);
  }

  key(digit: number): void {
    this.#socket.send(Uint8Array.of(0x01, digit));
  }

  async isSentAway(): Promise<void> {
    await expect.poll(() => this.#socket.readyState, { timeout: SCREEN_WAITS_MS }).toBe(WebSocket.CLOSED);
  }

  close(): void {
    this.#socket.close();
  }
}

let folder: string;
let rig: Rig;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mdg-attack-'));
  rig = await startRig({ screenPort: 0, logFile: join(folder, 'log') });
}, 60_000);

afterAll(async () => {
  await rig.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('R100–R102, rule 5: after a session no process of the daemon holds a name or the PIN', async () => {
  const daemon = childrenOf(process.pid).find((pid) => commandOf(pid).includes('madoguchid')) ?? 0;
  const panel = new Panel(rig.screenUrl());
  await panel.shows('idle');
  await panel.goes({ type: 'citizen.openGovernmentService' }, 'governmentMenu');
  await panel.goes({ type: 'citizen.openCertificateService' }, 'notes');
  await panel.goes({ type: 'citizen.agree' }, 'setCard');
  const { authority } = rig.deck;
  const person = { subjectCn: HOLDER, notAfter_epoch_s: Date.UTC(2028, 3, 5) / 1000 };
  rig.pcscd.insert(createVirtualCard({ authority, pin: PIN, ...person, identity: issueIdentity(authority, person) }));
  await panel.shows('pin');
  for (const digit of PIN) panel.key(Number(digit));
  await panel.goes({ type: 'citizen.enterPin' }, 'takeCard');
  rig.pcscd.remove();
  await panel.shows('certificate');
  expect(panel.names).toContain('見本 裾野太郎');

  // While the citizen stands there the daemon relays names; the PIN has done its work and is gone already.
  expect(secretsIn(daemon)).not.toContain('VERIFY');

  panel.means({ type: 'citizen.cancel' });
  // The screen is sent away to a fresh document, as the last thing of a session.
  await panel.isSentAway();
  const next = new Panel(rig.screenUrl());
  await next.shows('idle');
  next.close();
  // Players of the voice come and go; cells and card helpers are Node.
  const processes = [daemon, ...childrenOf(daemon)].filter((pid) => commandOf(pid).includes('node'));
  expect(processes.length).toBeGreaterThan(2);
  expect(processes.map((pid) => [commandOf(pid).split('/').at(-1), secretsIn(pid)])).toEqual(
    processes.map((pid) => [commandOf(pid).split('/').at(-1), []]),
  );
}, 120_000);
