/**
 * One duplex leaf from its PDF's bytes to the last byte of its raster: a real cell renders, seals and composes, the daemon's side passes
 * the pieces on to a printer's connection. Beside it, in turns, `mutool draw` and `pdftoppm` rasterise the same page once at 600 dpi,
 * gray. Then one scan of a worn back is judged by `madoguchi verify`.
 *
 * The two programs are Debian's: `apt-get install mupdf-tools poppler-utils`. Nothing of this program needs them.
 */
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { SeededRandom } from '../../src/base/random.ts';
import { readScan } from '../../src/cli/scan-file.ts';
import { readTrust } from '../../src/paper/code/trust.ts';
import { verifyScan } from '../../src/paper/code/verify.ts';
import { prepareLayers } from '../../src/paper/layers/layers.ts';
import { renderSheets, type RenderedSheet } from '../../src/paper/render-files.ts';
import { print, scan } from '../../test/paper/channel.ts';
import { centrePage } from '../../test/paper/centre-page.ts';
import { type LeafRun, openLeafWorld } from './programs/leaf-world.ts';
import { type BenchReport, spreadOf } from './report.ts';

const exec = promisify(execFile);
const LAUNCHER = fileURLToPath(new URL('../launch/madoguchi.js', import.meta.url));
const SESSIONS = 5;
/** Leaves of one session, each a set of its own. */
const LEAVES = 6;
const COLOUR_LEAVES = 4;
const PEER_RUNS = 4;
const VERIFY_RUNS = 7;

const LEAF_S_MAX = 1.0;
const ABOVE_IDLE_MB_MAX = 350;
const LOOP_P99_MS_MAX = 20;
const VERIFY_S_MAX = 3;

/** Rasterises one page at 600 dpi, gray, and throws it away. */
const PEERS: Readonly<Record<string, (file: string) => string[]>> = {
  mutool: (file) => ['draw', '-q', '-r', '600', '-c', 'gray', '-F', 'pgm', '-o', '/dev/null', file],
  pdftoppm: (file) => ['-r', '600', '-gray', file],
};

/** Measures; see {@link BenchReport} for what becomes of it. */
export async function bench(report: BenchReport): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mdg-paper-'));
  try {
    await leaves(report, folder);
    await verifying(report, folder);
    // What else the machine does lengthens every time above, of ours and of theirs.
    report.note('processes that wanted a core, mean of 5 minutes', loadavg()[1]!.toFixed(1));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The longest of all but each hundredth, by nearest rank. */
const p99 = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(0.99 * values.length) - 1] ?? Number.NaN;

async function leaves(report: BenchReport, folder: string): Promise<void> {
  const page = join(folder, 'page.pdf');
  writeFileSync(page, await centrePage('juminhyo'));
  const ours: Record<'black_1' | 'cmyk_8', LeafRun[]> = { black_1: [], cmyk_8: [] };
  const first: LeafRun[] = [];
  const peers: Record<string, number[]> = {};
  const world = await openLeafWorld();
  try {
    for (let session = 0; session < SESSIONS; session += 1) {
      const runs = await world.session('black_1', LEAVES);
      ours.black_1.push(...runs);
      first.push(runs[0]!);
      for (const [name, args] of Object.entries(PEERS)) {
        const times = await peer(name, args(page));
        if (times !== null) (peers[name] ??= []).push(...times);
      }
    }
    ours.cmyk_8.push(...(await world.session('cmyk_8', COLOUR_LEAVES)));
  } finally {
    await world.close();
  }
  told(report, 'black_1', ours.black_1);
  told(report, 'black_1, first leaf of a session', first);
  told(report, 'cmyk_8', ours.cmyk_8);
  const mine = spreadOf(ours.black_1.map(({ time_ms }) => time_ms)).median;
  for (const name of Object.keys(PEERS)) {
    const times = peers[name];
    if (times === undefined) {
      report.note(`${name}: one page rasterised`, 'not on this machine (apt-get install mupdf-tools poppler-utils)');
      continue;
    }
    const { median } = report.series_ms(`${name}: one page rasterised, whole process`, times);
    report.note(`leaf in black_1, sealed, both sides / ${name}, one page`, (mine / median).toFixed(2));
  }
  const all = [...ours.black_1, ...ours.cmyk_8];
  report.atMost('one duplex leaf in black_1, median, s', mine / 1000, LEAF_S_MAX);
  for (const type of ['black_1', 'cmyk_8'] as const) {
    const peak = Math.max(...ours[type].map(({ above_MB }) => above_MB));
    report.atMost(`${type}: peak memory of all processes above idle, MB`, peak, ABOVE_IDLE_MB_MAX);
  }
  report.atMost(
    "delay of the daemon's event loop, p99, ms",
    Math.max(...all.map(({ loop_ms }) => loop_ms)),
    LOOP_P99_MS_MAX,
  );
}

function told(report: BenchReport, type: string, runs: readonly LeafRun[]): void {
  const times = runs.map(({ time_ms }) => time_ms);
  report.series_ms(`${type}: PDF to last raster byte`, times);
  report.note(`${type}: p99 of them`, `${p99(times).toFixed(1)} ms`);
  report.note(
    `${type}: until the first byte can go, median`,
    `${spreadOf(runs.map(({ made_ms }) => made_ms)).median.toFixed(1)} ms`,
  );
  report.note(
    `${type}: processor time of a leaf, all processes, median`,
    `${spreadOf(runs.map(({ cpu_ms }) => cpu_ms)).median.toFixed(0)} ms`,
  );
  report.note(`${type}: bytes of the raster`, runs[0]!.bytes);
}

/** Times of a program that is started for one page; null where it is not installed. */
async function peer(name: string, args: readonly string[]): Promise<number[] | null> {
  const times: number[] = [];
  for (let run = 0; run < PEER_RUNS; run += 1) {
    const start_ms = performance.now();
    const child = spawn(name, args, { stdio: 'ignore' });
    const status = await new Promise<number | null>((resolve) => {
      child.on('error', () => resolve(null));
      child.on('exit', resolve);
    });
    if (status === null) return null;
    if (status !== 0) throw new Error(`${name} ended with ${status}`);
    times.push(performance.now() - start_ms);
  }
  return times;
}

/** `madoguchi verify` as it is started for one scan: folded, stained, askew. */
async function verifying(report: BenchReport, folder: string): Promise<void> {
  const sheets: RenderedSheet[] = [];
  const { trust } = await renderSheets(
    {
      pdf: await centrePage('juminhyo'),
      type: 'black_1',
      layers: prepareLayers(),
      enquiry: '見本',
      random: new SeededRandom(1),
      now_epoch_ms: Date.now(),
    },
    (sheet) => Promise.resolve(void sheets.push(sheet)),
  );
  writeFileSync(join(folder, 'trust.json'), JSON.stringify(trust));
  const anchors = await readTrust(JSON.stringify(trust));
  if (!anchors.ok) throw new Error('the trust file cannot be read');
  const sheet = print(sheets[0]!.back, 'office', 1);
  for (const dpi of [200, 300]) {
    const { width, height, pixels } = scan(sheet, { dpi, seed: 2, skew_deg: 2, fold: true, stains: 3, beyond_mm: 4 });
    const file = join(folder, `scan-${dpi}.png`);
    await sharp(pixels, { raw: { width, height, channels: 1 } })
      .png()
      .toFile(file);
    const inside: number[] = [];
    for (let run = 0; run < VERIFY_RUNS; run += 1) {
      const start_ms = performance.now();
      const [picture] = await readScan(file);
      const { outcome } = await verifyScan(picture!, anchors.trust);
      inside.push(performance.now() - start_ms);
      if (outcome !== 'authentic') throw new Error(`the scan was judged ${outcome}`);
    }
    const running = report.series_ms(
      `scan of ${dpi} dpi read and judged in a process that runs, as in the page`,
      inside,
    );
    report.atMost(
      `one scan of ${dpi} dpi verified in a running process, median, s`,
      running.median / 1000,
      VERIFY_S_MAX,
    );
    const times: number[] = [];
    for (let run = 0; run < VERIFY_RUNS; run += 1) {
      const start_ms = performance.now();
      const args = [
        'verify',
        file,
        '--trust',
        join(folder, 'trust.json'),
        '--out',
        join(folder, 'front.png'),
        '--json',
      ];
      // As installed: code is compiled once (scripts/launch/runtime.js); the first run of all fills it.
      const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') };
      const { stdout } = await exec(process.execPath, [LAUNCHER, ...args], { env });
      times.push(performance.now() - start_ms);
      const { outcome } = JSON.parse(stdout) as { outcome?: unknown };
      if (outcome !== 'authentic') throw new Error(`the scan was judged ${String(outcome)}`);
    }
    const { median } = report.series_ms(`madoguchi verify, scan of ${dpi} dpi, whole process`, times);
    report.atMost(
      `one scan of ${dpi} dpi verified by the command, its start included, median, s`,
      median / 1000,
      VERIFY_S_MAX,
    );
    if (readFileSync(join(folder, 'front.png')).length === 0) throw new Error('no front was written');
  }
}
