/**
 * A thief with a debugger: after a session he reads all memory of the daemon and of its children, looking for the names of the
 * household and for the VERIFY that carried the PIN. Everything on real wires: a copy that a library or the collector makes
 * behind our back counts like one of our own.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Intent, ServerMessage, View } from '../../src/api/messages.ts';
import { startRig, type Rig } from '../../scripts/demo/rig.ts';
import { createVirtualCard, issueIdentity } from '../virtual/card/card.ts';
import { childrenOf, commandOf, secretsInMemory, type Secrets } from './memory-search.ts';

/** Neither is found in memory by chance. */
const PIN = '7391';
const HOLDER = 'SUSONO0001X20240510001A';
const SECRETS: Secrets = {
  'name, UTF-8': Buffer.from('裾野太郎', 'utf8'),
  'name, UTF-16': Buffer.from('裾野太郎', 'utf16le'),
  'wife, UTF-8': Buffer.from('見本 花子', 'utf8'),
  'wife, UTF-16': Buffer.from('見本 花子', 'utf16le'),
  VERIFY: Buffer.from([0x00, 0x20, 0x00, 0x80, 0x04, ...Buffer.from(PIN)]),
};
const SCREEN_WAITS_MS = 60_000;

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
  expect(await secretsInMemory(daemon, SECRETS)).not.toContain('VERIFY');

  panel.means({ type: 'citizen.cancel' });
  // The screen is sent away to a fresh document, as the last thing of a session.
  await panel.isSentAway();
  const next = new Panel(rig.screenUrl());
  await next.shows('idle');
  next.close();
  // Players of the voice come and go; cells and card helpers are Node.
  const processes = [daemon, ...childrenOf(daemon)].filter((pid) => commandOf(pid).includes('node'));
  expect(processes.length).toBeGreaterThan(2);
  for (const pid of processes) {
    const kind = commandOf(pid).split('/').at(-1);
    expect([kind, await secretsInMemory(pid, SECRETS)]).toEqual([kind, []]);
  }
}, 120_000);
