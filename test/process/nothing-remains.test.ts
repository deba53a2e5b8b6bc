/**
 * After whole visits in a real browser nothing of the citizens is left: no name and no VERIFY in any memory of the daemon, its children
 * and the browser, in no file, log, folder of temporary files or job of the printer (R100–R102, D10).
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHROMIUM, CHROMIUM_FLAGS } from '../../scripts/chromium.ts';
import { startRig, type Rig } from '../../scripts/demo/rig.ts';
import { createVirtualCard, issueIdentity } from '../virtual/card/card.ts';
import { childrenOf, commandOf, secretsInFiles, secretsInMemory, type Secrets } from './memory-search.ts';

/** Neither is found in memory by chance. */
const PIN = '7391';
const HOLDER = 'SUSONO0001X20240510001A';
const both = (name: string, text: string): Secrets => ({
  [`${name}, UTF-8`]: Buffer.from(text, 'utf8'),
  [`${name}, UTF-16`]: Buffer.from(text, 'utf16le'),
});
const SECRETS: Secrets = {
  ...both('name', '裾野太郎'),
  ...both('wife', '見本 花子'),
  VERIFY: Buffer.from([0x00, 0x20, 0x00, 0x80, 0x04, ...Buffer.from(PIN)]),
};
const WAITS_MS = 90_000;

let folder: string;
let rig: Rig;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mdg-remains-'));
  // Where the daemon, its children and the browser put what they think is temporary.
  process.env['TMPDIR'] = join(folder, 'tmp');
  mkdirSync(process.env['TMPDIR']);
  rig = await startRig({ screenPort: 0, logFile: join(folder, 'log'), sheet_ms: 150 });
  browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: [...CHROMIUM_FLAGS] });
  page = await browser.newPage({ viewport: { width: 1024, height: 768 }, reducedMotion: 'reduce' });
  await page.goto(rig.screenUrl());
}, 90_000);

afterAll(async () => {
  await browser.close();
  await rig.stop();
  delete process.env['TMPDIR'];
  rmSync(folder, { recursive: true, force: true });
});

const shows = async (screen: string): Promise<void> => {
  await page.waitForSelector(`body[data-screen="${screen}"]`, { timeout: WAITS_MS });
};
const press = (id: string): Promise<void> =>
  page.click(`button[data-id="${id}"]:not([disabled])`, { timeout: WAITS_MS });

/** From the first menu to the choice of a certificate. */
async function enter(): Promise<void> {
  await shows('idle');
  await press('government');
  await press('certificates');
  await press('agree');
  await shows('setCard');
  const { authority } = rig.deck;
  const person = { subjectCn: HOLDER, notAfter_epoch_s: Date.UTC(2028, 3, 5) / 1000 };
  rig.pcscd.insert(createVirtualCard({ authority, pin: PIN, ...person, identity: issueIdentity(authority, person) }));
  await shows('pin');
  for (const digit of PIN) await press(`key.${digit}`);
  await press('enterPin');
  await shows('takeCard');
  rig.pcscd.remove();
  await press('certificate.juminhyo');
  await press('submit');
  await shows('persons');
  // The names are on the screen, else the search would prove nothing.
  await page.waitForSelector('text=見本 裾野太郎', { timeout: WAITS_MS });
}

async function pay(): Promise<void> {
  await shows('pay');
  for (let coins = 0; coins < 12; coins += 1) {
    if (await page.isEnabled('button[data-id="printStart"]')) return press('printStart');
    rig.kit.acceptor.insertCoin(100);
    await page.waitForTimeout(700);
  }
  throw new Error('the machine takes no money');
}

async function buy(): Promise<void> {
  await enter();
  await page.click('button[data-id="person.2"]');
  await press('submit');
  await shows('copies');
  await press('submit');
  await shows('check');
  await press('confirm');
  await pay();
  await shows('takeItems');
  rig.kit.places.moveAll('changeTray', 'citizen');
  await press('confirmTaken');
  await shows('idle');
}

/** Processes that hold any of the secrets, and which. */
async function holding(pids: readonly number[]): Promise<[kind: string, found: string[]][]> {
  const result: [string, string[]][] = [];
  for (const pid of pids) {
    const found = await secretsInMemory(pid, SECRETS);
    const kind = /--type=(\S+)|(madoguchid|main\.ts|pcsc-child)/.exec(commandOf(pid))?.[0] ?? 'browser';
    if (found.length > 0) result.push([kind, found]);
  }
  return result;
}

test('R100–R102, D10: after a sale and a visit that was broken off no memory, file, log or job holds a name or the PIN', async () => {
  const daemon = childrenOf(process.pid).find((pid) => commandOf(pid).includes('madoguchid')) ?? 0;
  expect(daemon).toBeGreaterThan(0);
  await buy();
  await enter();
  // The search finds what is there: the renderer of this citizen shows the name now.
  const browsing = (): number[] => childrenOf(process.pid).filter((pid) => commandOf(pid).includes('chromium'));
  expect((await holding(browsing())).flatMap(([, found]) => found)).toContain('name, UTF-16');
  await press('cancel');
  await shows('idle');
  const printed = JSON.stringify(rig.printer.jobs, (_, value: unknown) => (value instanceof Uint8Array ? null : value));
  for (const [name, secret] of Object.entries(SECRETS))
    expect([name, printed.includes(secret.toString('utf8'))]).toEqual([name, false]);

  expect(secretsInFiles(folder, SECRETS)).toEqual([]);
  expect(secretsInFiles(rig.folder, SECRETS)).toEqual([]);

  const ours = [daemon, ...childrenOf(daemon)];
  const shown = browsing();
  expect(ours.length).toBeGreaterThan(2);
  expect(shown.length).toBeGreaterThan(2);
  await expect.poll(() => holding([...ours, ...shown]), { timeout: 90_000, interval: 3_000 }).toEqual([]);
}, 240_000);
