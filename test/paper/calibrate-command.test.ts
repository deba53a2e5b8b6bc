import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import { runCli } from '../../src/cli/program.ts';
import { readSeparation } from '../../src/paper/layers/separation-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'calibrate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...args: string[]): Promise<{ exit: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const terminal = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    tint: (_: string, text: string) => text,
  };
  const environment = { language: 'en', configFile: null, socketPath: join(folder, 'no.sock') } as never;
  const world = {
    terminal,
    environment,
    clock: new SimulatedClock(),
    systemTime_epoch_ms: () => Date.UTC(2025, 3, 16),
  };
  const exit = await runCli(['paper', 'calibrate', ...args], world);
  return { exit, out, err };
}

test('R98: the sheet goes to a picture of A4 at 600 dpi without a daemon, and a scan of it gives a rung', async () => {
  expect(await run('--out', folder)).toMatchObject({ exit: 0, err: '' });
  const file = join(folder, 'calibration.png');
  expect(await sharp(file).metadata()).toMatchObject({ width: 4960, height: 7016, density: 600 });
  const { exit, out } = await run('--scan', file, '--json');
  expect(exit).toBe(0);
  const { rung, measured } = JSON.parse(out) as { rung: number; measured: { rung: number; ratio: number }[] };
  // Dots that no engine has spread: equal about where the field covers as much as the message, 6.25 %.
  expect([4, 5]).toContain(rung);
  expect(measured).toHaveLength(11);
  expect((await run('--scan', file)).out).toContain(`madoguchi paper calibrate --set ${rung}`);
});

test('R98: what is no scan of the sheet, no rung, or two wishes at once is refused with what was expected', async () => {
  const file = join(folder, 'white.png');
  await sharp({ create: { width: 800, height: 1100, channels: 3, background: '#fff' } })
    .png()
    .toFile(file);
  expect(await run('--scan', file)).toMatchObject({ exit: 64, err: expect.stringContaining('no calibration sheet') });
  for (const rung of ['0', '12', '4.5', 'x'])
    expect(await run('--set', rung)).toMatchObject({ exit: 64, err: expect.stringContaining('from 1 to 11') });
  expect(await run('--set', '4', '--scan', file)).toMatchObject({ exit: 64 });
  // Without a daemon nothing is set and nothing is printed.
  expect(await run('--set', '4')).toMatchObject({ exit: 69 });
  expect(await run()).toMatchObject({ exit: 69 });
});

test('R97: a separation of the site is read, and what is none is refused by its key', () => {
  const file = join(folder, 'separation.json');
  const mixture = { toner: [0, 0, 0], coverage_percent: 50 };
  const fits = { about: '見本', rasterType: 'srgb_8', hidden: mixture, around: mixture };
  writeFileSync(file, JSON.stringify(fits));
  expect(readSeparation(file)).toEqual(fits);
  for (const text of [
    '{',
    JSON.stringify({ ...fits, rasterType: 'black_1' }),
    JSON.stringify({ ...fits, hidden: {} }),
  ]) {
    writeFileSync(file, text);
    expect(() => readSeparation(file)).toThrow(/paper\.separation/);
  }
  expect(() => readSeparation(join(folder, 'none.json'))).toThrow(/paper\.separation/);
});
