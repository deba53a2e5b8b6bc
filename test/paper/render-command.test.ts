import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import { runCli } from '../../src/cli/program.ts';
import { pagesPdf } from './render-command-pdf.ts';

let folder: string;
const at = (...names: string[]): string => join(folder, ...names);

async function run(...args: string[]): Promise<{ exit: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const terminal = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    tint: (_: string, text: string) => text,
  };
  const environment = { language: 'en', configFile: null, socketPath: null } as never;
  const exit = await runCli(args, {
    terminal,
    environment,
    clock: new SimulatedClock(),
    systemTime_epoch_ms: () => Date.UTC(2025, 3, 16, 1, 2, 0),
  });
  return { exit, out, err };
}

interface Facts {
  readonly about: string;
  readonly uniqueNumber: string;
  readonly sheets: readonly { readonly leaf: number; readonly of: number; readonly serial: string }[];
}
interface Verdict {
  readonly outcome: string;
  readonly findings: readonly { readonly name: string }[];
  readonly facts: Facts['sheets'][number] & { readonly uniqueNumber: string };
}
const facts = (): Facts => JSON.parse(readFileSync(at('sheets', 'facts.json'), 'utf8')) as Facts;

async function verify(...args: string[]): Promise<Verdict & { exit: number }> {
  const { exit, out } = await run('verify', ...args, '--json');
  return { ...(JSON.parse(out) as Verdict), exit };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'madoguchi-render-'));
  writeFileSync(at('two.pdf'), await pagesPdf(['A4', 'A4']));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every side becomes a picture of 4960 × 7016 dots that says 600 dpi, with its separations and facts', async () => {
  const { exit, out, err } = await run('paper', 'render', '--pdf', at('two.pdf'), '--out', at('sheets'), '--json');
  expect({ exit, err }).toEqual({ exit: 0, err: '' });
  const pictures = ['front', 'back', 'back-c', 'back-m', 'back-y', 'back-k'];
  const names = ['01', '02'].flatMap((leaf) => pictures.map((name) => `${leaf}-${name}.png`));
  const all = [...names, 'trust.json', 'authority-key.pem', 'facts.json'].toSorted();
  expect(readdirSync(at('sheets')).toSorted()).toEqual(all);
  expect((JSON.parse(out) as { files: string[] }).files.toSorted()).toEqual(all);
  for (const name of names) {
    const file = readFileSync(at('sheets', name));
    expect(await sharp(file).metadata()).toMatchObject({ width: 4960, height: 7016 });
    // pHYs: 23,622 dots a metre both ways, unit 1 = metre (PNG, 11.3.4.3).
    const physical = file.indexOf('pHYs');
    expect([file.readUInt32BE(physical + 4), file.readUInt32BE(physical + 8), file[physical + 12]]).toEqual([
      23_622, 23_622, 1,
    ]);
  }
  expect(facts()).toMatchObject({
    uniqueNumber: 'MIHON-0000000001',
    sheets: [
      { leaf: 1, of: 2 },
      { leaf: 2, of: 2 },
    ],
  });
  expect(facts().about).toContain('見本');
  expect(new Set(facts().sheets.map(({ serial }) => serial)).size).toBe(2);
}, 120_000);

test('R97: the mark is black on one plane and coloured on three others, and the whole is their sum', async () => {
  const dots = async (name: string): Promise<Buffer> =>
    sharp(at('sheets', name))
      .extract({ left: 200, top: 6236, width: 640, height: 640 })
      .toColourspace('b-w')
      .raw()
      .toBuffer();
  const [whole, cyan, magenta, yellow, black] = await Promise.all(
    ['01-back.png', '01-back-c.png', '01-back-m.png', '01-back-y.png', '01-back-k.png'].map(dots),
  );
  const count = (plane: Buffer): number => plane.filter((value) => value < 128).length;
  expect(count(cyan!)).toBeGreaterThan(5_000);
  expect(magenta).toEqual(cyan);
  expect(yellow).toEqual(cyan);
  expect(count(black!)).toBeGreaterThan(5_000);
  expect(whole!.every((value, dot) => value < 128 === Math.min(cyan![dot]!, black![dot]!) < 128)).toBe(true);
});

test('R96: a verifier calls the pictures authentic by the trust file beside them, and by no other', async () => {
  const second = facts().sheets[1]!;
  const good = await verify(at('sheets', '02-back.png'), '--trust', at('sheets', 'trust.json'));
  expect(good).toMatchObject({
    exit: 0,
    outcome: 'authentic',
    facts: { ...second, uniqueNumber: facts().uniqueNumber },
  });
  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'pem', type: 'spki' });
  const own = JSON.parse(readFileSync(at('sheets', 'trust.json'), 'utf8')) as { centres: unknown };
  writeFileSync(
    at('other.json'),
    JSON.stringify({ ...own, kioskAuthorities: [{ name: 'another authority', publicKey: stranger }] }),
  );
  const other = await verify(at('sheets', '02-back.png'), '--trust', at('other.json'));
  expect(other.outcome).not.toBe('authentic');
  expect(other.exit).not.toBe(0);
}, 120_000);

test('the keys are made anew for each run, so that no kiosk’s key seals a page of somebody’s own', async () => {
  const one = await run('paper', 'render', '--pdf', at('two.pdf'), '--out', at('again'), '--type', 'black_1');
  expect(one.exit).toBe(0);
  expect(one.out).toContain('no certificate');
  // One toner: the sides are all there is.
  expect(readdirSync(at('again')).filter((name) => name.endsWith('.png'))).toHaveLength(4);
  for (const name of ['trust.json', 'authority-key.pem'])
    expect(readFileSync(at('again', name), 'utf8')).not.toBe(readFileSync(at('sheets', name), 'utf8'));
  expect(createPrivateKey(readFileSync(at('again', 'authority-key.pem'))).asymmetricKeyType).toBe('ec');
  const crossed = await verify(at('again', '01-back.png'), '--trust', at('sheets', 'trust.json'));
  expect(crossed.outcome).not.toBe('authentic');
}, 120_000);

test.each([
  ['a page of A3', 'M5', () => pagesPdf(['A3'])],
  ['a second page of another size', 'M5', () => pagesPdf(['A4', 'A5'])],
  ['a locked PDF', 'M5', () => pagesPdf(['A4'], { userPassword: '1234' })],
  ['a PDF of 100 pages', 'M5', () => pagesPdf(Array.from({ length: 100 }, () => 'A4'))],
  ['no PDF', 'M5', () => Promise.resolve(Buffer.from('not a PDF'))],
])(
  '%s is refused in words, and never with a crash',
  async (_, code, make) => {
    writeFileSync(at('bad.pdf'), await make());
    const { exit, err } = await run('paper', 'render', '--pdf', at('bad.pdf'), '--out', at('bad'));
    expect(exit).toBe(1);
    expect(err).toContain(code);
    expect(err).toMatch(/expected plain A4 pages/);
    // Nothing of a citizen's page in an error, and nothing that looks finished.
    expect(err).not.toContain('見本 花子');
    expect(existsSync(at('bad', 'facts.json'))).toBe(false);
  },
  60_000,
);

test('a file that is not there and a rung that is none are wrong calls', async () => {
  expect(await run('paper', 'render', '--pdf', at('two.pdf'), '--out', '/proc/nothing/here')).toMatchObject({
    exit: 64,
  });
  expect(await run('paper', 'render', '--pdf', at('none.pdf'), '--out', at('bad'))).toMatchObject({ exit: 64 });
  const call = ['paper', 'render', '--pdf', at('two.pdf'), '--out', at('bad')];
  expect((await run(...call, '--rung', '12')).err).toContain('from 1 to 11');
  expect((await run(...call, '--type', 'srgb_8')).exit).toBe(64);
});
