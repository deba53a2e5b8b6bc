import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { buildVerifier } from '../../scripts/build-verifier.ts';
import { CHROMIUM, CHROMIUM_FLAGS } from '../../scripts/chromium.ts';
import { BACK } from '../../src/paper/code/layout.ts';
import { secretText } from '../../src/paper/code/secret.ts';
import { print, scan } from '../paper/channel.ts';
import { covered, plainScan, printSheet, type PrintedSheet } from '../paper/printed-sheet.ts';
import { image, saveScannedPdf } from '../paper/scan-files.ts';
import { makeSheetWorld, NUMBER } from '../paper/sheet-world.ts';

const world = makeSheetWorld();
let folder: string;
let sheet: PrintedSheet;
let browser: Browser;
let page: Page;
/** Whatever the page asked for beside itself, and its errors. */
const requests: string[] = [];
const troubles: string[] = [];
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'madoguchi-verifier-'));
  const kioskAuthorities = [{ name: '見本 端末認証機関', publicKey: world.authority.kioskAuthorityPublic_pem }];
  const centres = [{ name: '見本 センター', publicKey: world.centre.public_pem }];
  const trust = JSON.stringify({ kioskAuthorities, centres });
  writeFileSync(at('trust.json'), trust);
  buildVerifier(at('with-keys'), trust);
  buildVerifier(at('without-keys'));
  sheet = await printSheet(world);
  browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: [...CHROMIUM_FLAGS] });
}, 180_000);
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => page?.context().close());

/** Opens the page from the disk, without a network. */
async function open(build: 'with-keys' | 'without-keys', locale: string): Promise<void> {
  const context = await browser.newContext({ offline: true, locale, viewport: { width: 1024, height: 900 } });
  page = await context.newPage();
  requests.length = 0;
  troubles.length = 0;
  const own = pathToFileURL(at(`${build}/index.html`)).href;
  page.on('request', (request) => {
    if (request.url() !== own && !request.url().startsWith('blob:')) requests.push(request.url());
  });
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') troubles.push(message.text());
  });
  await page.goto(own);
  await page.waitForSelector('#start');
}

/** Verifies what was chosen and gives the verdict's outcome. */
async function verdict(): Promise<string | null> {
  await page.click('#start');
  const result = await page.waitForSelector('#result, .trouble', { timeout: 120_000 });
  return result.getAttribute('data-outcome');
}

test('R96: the page verifies a real scan from the disk, shows the front and saves it; no request leaves', async () => {
  const picture = scan(print(sheet.back, 'office', 5), {
    dpi: 200,
    seed: 5,
    skew_deg: 1.3,
    noise: 3,
    lighting: 0.15,
    beyond_mm: 3,
  });
  await image(picture).png().toFile(at('back.png'));
  await open('with-keys', 'ja-JP');
  await page.setInputFiles('#back', at('back.png'));
  expect(await page.evaluate('document.querySelectorAll("#front, #back, #start").length')).toBe(3);
  await page.focus('#start');
  expect(await verdict()).toBe('authentic');
  // Who uses keys or a screen reader stands at the verdict.
  await page.waitForSelector('#outcome:focus');
  expect(await page.locator('canvas').getAttribute('aria-label')).toBe('端末が署名した表面');
  const text = await page.textContent('#result');
  for (const part of ['真正です', NUMBER, '1/2', '0001-AAAA', 'kiosk-0001', '見本 センター'])
    expect(text).toContain(part);
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#save')]);
  await download.saveAs(at('saved.png'));
  expect(await sharp(at('saved.png')).metadata()).toMatchObject({ width: 2480, height: 3508 });
  expect(requests).toEqual([]);
  expect(troubles).toEqual([]);
}, 240_000);

test('a changed front is marked and named, in Japanese and English, from TIFF and JPEG', async () => {
  const changed = await printSheet(world, { printed: { line: 5, digit: '6' } });
  const picture = scan(print(changed.front, 'office', 6), {
    dpi: 200,
    seed: 6,
    skew_deg: -0.8,
    noise: 3,
    lighting: 0.1,
  });
  await image(picture).jpeg({ quality: 85 }).toFile(at('changed.jpg'));
  await image(plainScan(changed.back)).tiff({ compression: 'lzw' }).toFile(at('back.tif'));
  await open('with-keys', 'en-US');
  await page.setInputFiles('#back', at('back.tif'));
  await page.setInputFiles('#front', at('changed.jpg'));
  expect(await verdict()).toBe('notAuthentic');
  expect(await page.textContent('[data-finding="frontChanged"]')).toContain('V502');
  expect(await page.locator('.differences li').count()).toBe(1);
  await page.focus('#language');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#language:focus');
  expect(await page.textContent('#result')).toContain('表面が変えられています');
  expect(troubles).toEqual([]);
}, 240_000);

test('a scanned PDF with a covered secret: keys and secret are asked for and given', async () => {
  await saveScannedPdf(at('back.pdf'), [covered(plainScan(sheet.back), BACK.secret)]);
  await open('without-keys', 'en-US');
  expect(await page.textContent('.state')).toContain('no keys to trust');
  await page.setInputFiles('#trust', at('trust.json'));
  await page.waitForSelector('.state:has-text("2 keys")');
  await page.setInputFiles('#back', at('back.pdf'));
  expect(await verdict()).toBe('undecided');
  expect(await page.locator('[data-finding="secretMissing"]').count()).toBe(1);
  await page.fill('#secret', 'ABCD');
  expect(await verdict()).toBeNull();
  expect(await page.textContent('.trouble')).toContain('28 characters');
  await page.fill('#secret', secretText(sheet.secret));
  expect(await verdict()).toBe('authentic');
  expect(requests).toEqual([]);
  expect(troubles).toEqual([]);
}, 240_000);

test('the policy of the page lets nothing out, even if its own script tried', async () => {
  let hits = 0;
  const server: Server = createServer((_, response) => {
    hits += 1;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`;
  await open('with-keys', 'ja-JP');
  await page.context().setOffline(false);
  const refused = await page.evaluate(`(async (target) => {
    const tried = await Promise.allSettled([fetch(target, { mode: 'no-cors' }), fetch(target, { method: 'POST', body: 'x' })]);
    const picture = new Image();
    const failed = new Promise((resolve) => picture.addEventListener('error', resolve));
    picture.src = target + 'picture';
    await failed;
    navigator.sendBeacon(target, 'x');
    return tried.every(({ status }) => status === 'rejected');
  })(${JSON.stringify(url)})`);
  expect(refused).toBe(true);
  expect(hits).toBe(0);
  await new Promise((resolve) => server.close(resolve));
  const html = readFileSync(at('with-keys/index.html'), 'utf8');
  expect(html.length).toBeLessThan(4_000_000);
  expect(html).not.toContain('unsafe-inline');
  expect(html).not.toMatch(/<(link|img|iframe|script src)/);
}, 60_000);
