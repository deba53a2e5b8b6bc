import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import { runCli } from '../../src/cli/program.ts';
import { BACK } from '../../src/paper/code/layout.ts';
import { secretText } from '../../src/paper/code/secret.ts';
import { print, scan } from './channel.ts';
import { covered, plainScan, printSheet, type PrintedSheet } from './printed-sheet.ts';
import { pagesPdf } from './render-command-pdf.ts';
import { image, saveScannedPdf } from './scan-files.ts';
import { makeSheetWorld, NUMBER } from './sheet-world.ts';

const world = makeSheetWorld();
let folder: string;
let sheet: PrintedSheet;
const at = (name: string): string => join(folder, name);

/** What a test reads of the answer. */
interface Answer {
  readonly outcome: string;
  readonly findings: readonly { readonly name: string; readonly code: string; readonly remedy: string }[];
  readonly facts: {
    readonly uniqueNumber: string;
    readonly leaf: number;
    readonly of: number;
    readonly serial: string;
  } | null;
  readonly decode: { readonly margin: number } | null;
  readonly front: { readonly width: number; readonly file: string | null } | null;
  readonly comparison: {
    readonly result: string;
    readonly differences: readonly { readonly x_mm: number; readonly y_mm: number }[];
  } | null;
}

async function run(...args: string[]): Promise<{ exit: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const terminal = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    tint: (_: string, text: string) => text,
  };
  const environment = { language: 'en', configFile: null, socketPath: null } as never;
  const exit = await runCli(['verify', ...args, '--trust', at('trust.json')], {
    terminal,
    environment,
    clock: new SimulatedClock(),
    systemTime_epoch_ms: () => 0,
  });
  return { exit, out, err };
}

async function judged(...args: string[]): Promise<Answer & { exit: number }> {
  const { exit, out, err } = await run(...args, '--json');
  expect(err).toBe('');
  return { ...(JSON.parse(out) as Answer), exit };
}

const names = ({ findings }: Answer): string[] => findings.map(({ name }) => name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'madoguchi-verify-'));
  const kioskAuthorities = [{ name: '見本 端末認証機関', publicKey: world.authority.kioskAuthorityPublic_pem }];
  const centres = [{ name: '見本 センター', publicKey: world.centre.public_pem }];
  writeFileSync(at('trust.json'), JSON.stringify({ kioskAuthorities, centres }));
  writeFileSync(at('verifying.pem'), world.authority.verifyingKey_pem);
  sheet = await printSheet(world);
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('R96: the scan of a back is authentic; number, leaf, serial, margin and the front come out', async () => {
  const picture = scan(print(sheet.back, 'office', 5), {
    dpi: 200,
    seed: 5,
    skew_deg: 1.3,
    noise: 3,
    lighting: 0.15,
    beyond_mm: 3,
  });
  await image(picture).png().toFile(at('back.png'));
  const answer = await judged(at('back.png'), '--out', at('front.png'), '--number', NUMBER, '--leaf', '1/2');
  expect(answer).toMatchObject({
    exit: 0,
    outcome: 'authentic',
    facts: { uniqueNumber: NUMBER, leaf: 1, of: 2, serial: '0001-AAAA' },
  });
  expect(answer.decode!.margin).toBeGreaterThan(0.5);
  expect(await sharp(at('front.png')).metadata()).toMatchObject({ width: 2480, height: 3508, density: 300 });
}, 180_000);

test('a changed front is marked where it differs, from TIFF upside down and JPEG', async () => {
  const changed = await printSheet(world, { printed: { line: 5, digit: '6' } });
  const picture = scan(print(changed.front, 'office', 6), {
    dpi: 200,
    seed: 6,
    skew_deg: -0.8,
    noise: 3,
    lighting: 0.1,
  });
  await image(picture).jpeg({ quality: 85 }).toFile(at('changed.jpg'));
  await image(plainScan(changed.back)).rotate(180).tiff({ compression: 'lzw' }).toFile(at('back.tif'));
  const answer = await judged(at('back.tif'), '--front', at('changed.jpg'), '--out', at('marked.png'));
  expect(answer).toMatchObject({ exit: 10, outcome: 'notAuthentic', comparison: { result: 'changed' } });
  expect(names(answer)).toEqual(['frontChanged']);
  expect(answer.comparison!.differences).toHaveLength(1);
  const { data, info } = await sharp(at('marked.png')).raw().toBuffer({ resolveWithObject: true });
  let red = 0;
  for (let pixel = 0; pixel < data.length; pixel += info.channels)
    if (data[pixel]! > 200 && data[pixel + 1]! < 60) red += 1;
  expect(red).toBeGreaterThan(400);
}, 180_000);

test('a scanned PDF of both sides whose secret is covered: asked for, then opened by secret or by the authority', async () => {
  const back = covered(plainScan(sheet.back), BACK.secret);
  await saveScannedPdf(at('both.pdf'), [plainScan(sheet.front), back]);
  const asked = await judged(at('both.pdf'), '--out', at('none.png'));
  expect(asked).toMatchObject({ exit: 1, outcome: 'undecided', facts: null, front: null });
  expect(names(asked)).toEqual(['secretMissing']);
  expect(asked.findings[0]!.remedy).toContain('--secret');
  expect(() => readFileSync(at('none.png'))).toThrow();
  const text = secretText(sheet.secret).toLowerCase();
  expect(await judged(at('both.pdf'), '--secret', text)).toMatchObject({ exit: 0, outcome: 'authentic' });
  expect(await judged(at('both.pdf'), '--authority-key', at('verifying.pem'))).toMatchObject({ exit: 0 });
}, 180_000);

test('a back forged with public keys alone opens, and is told as forged; its front is not written', async () => {
  const { key_pem } = makeSheetWorld().authority.issue('kiosk-0001');
  const forged = await printSheet(world, { keys: { ...world.keys, signingKey_pem: key_pem } });
  await image(plainScan(forged.back)).png().toFile(at('forged.png'));
  const { exit, out } = await run(at('forged.png'), '--out', at('forged-front.png'));
  expect(exit).toBe(10);
  expect(out).toContain('NOT AUTHENTIC');
  expect(out).toContain('V403');
  expect(out).toContain('no front was written');
  expect(() => readFileSync(at('forged-front.png'))).toThrow();
}, 180_000);

test('the back of another sheet, a page without code and a sheet cut in half each have their name', async () => {
  const plain = plainScan(sheet.back);
  await image(plain).png().toFile(at('plain.png'));
  const other = await judged(at('plain.png'), '--leaf', '2/2');
  expect(other).toMatchObject({ exit: 10 });
  expect(names(other)).toEqual(['otherPage']);
  await image(plainScan(sheet.front)).png().toFile(at('only-front.png'));
  const none = await judged(at('only-front.png'));
  expect(none).toMatchObject({ exit: 1, outcome: 'undecided' });
  expect(names(none)).toEqual(['noCode']);
  await image(plain)
    .extract({ left: 0, top: 0, width: plain.width, height: Math.floor(plain.height * 0.45) })
    .png()
    .toFile(at('half.png'));
  expect(['cut', 'damaged', 'noCode']).toContain(names(await judged(at('half.png')))[0]);
}, 180_000);

test('what cannot be read is refused with what was expected, never with a crash', async () => {
  writeFileSync(at('text.png'), 'not a picture');
  writeFileSync(at('broken.pdf'), '%PDF-1.7 nothing');
  await sharp({ create: { width: 9000, height: 9000, channels: 3, background: 'white' } })
    .png()
    .toFile(at('huge.png'));
  // Few pixels, but of one line of 59 million a decoder of PNG makes 6 GB.
  await sharp({ create: { width: 20_001, height: 1, channels: 3, background: 'white' } })
    .png()
    .toFile(at('line.png'));
  writeFileSync(at('empty.png'), '');
  expect((await run(at('empty.png'))).err).toContain('is empty');
  expect((await run(at('huge.png'))).err).toContain('9000 × 9000 pixels');
  writeFileSync(at('locked.pdf'), await pagesPdf(['A4'], { userPassword: '1234' }));
  expect((await run(at('locked.pdf'))).err).toContain('without a password');
  for (const file of ['text.png', 'broken.pdf', 'huge.png', 'line.png', 'missing.png']) {
    const { exit, err } = await run(at(file));
    expect(exit, file).toBe(64);
    expect(err).toContain(file);
  }
  expect((await run(at('plain.png'), '--secret', 'ABCD')).err).toContain('28 characters');
  expect((await run(at('plain.png'), '--leaf', 'one')).exit).toBe(64);
  expect((await run(at('plain.png'), '--authority-key', at('trust.json'))).err).toContain('P-256');
}, 180_000);
