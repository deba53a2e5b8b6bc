/**
 * A print job's acceptance (Create-Job, Get-Jobs, Send-Document, until its answer) by our driver and transport against CUPS's
 * ipptool and @sealsystems/ipp: the same operations on one kept connection each, plain or TLS on all sides. The printer is a process of
 * its own; behind the large documents it is one that takes them and looks at none, so that clients are measured.
 */
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { ByteSource } from '../../drivers/contract.ts';
import { SeededRandom } from '../../src/base/random.ts';
import { A4_DOTS, PLAIN_TARGET } from '../../src/paper/contract.ts';
import { createPageMaker } from '../../src/paper/page-maker.ts';
import { pwgRaster, wholeOf } from '../../src/paper/pwg-raster.ts';
import { backTransform } from '../../src/paper/sheet-back.ts';
import { blackSide } from '../../src/paper/sides.ts';
import { openOurs } from './programs/ipp-ours.ts';
import { ipptoolFile } from './programs/ipptool-file.ts';
import { type BenchReport, spreadOf } from './report.ts';

const program = (name: string): string => fileURLToPath(new URL(`./programs/${name}.ts`, import.meta.url));
const ROUNDS = 15;
/** Jobs in one ipptool process, to take its start out of the figure. */
const JOBS = 8;
/** Rest before each job on all sides: a kiosk prints a leaf now and then, with caches as cold as that. */
const REST_MS = 100;
/** Our time as a share of a started ipptool's, at most. */
const STARTED_SHARE_MAX = 0.5;
/** Our time as a share of each peer's, in running processes. */
const SHARE_MAX = 1.0;
const MB = 1_000_000;

/** Measures; see {@link BenchReport} for what becomes of it. */
export async function bench(report: BenchReport): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mdg-ipp-'));
  try {
    await withPrinter('ipp-printer', [], async (uri) => {
      await compare(report, { folder, uri, what: 'receipt', raster: await receiptRaster(), held: true });
      await compare(report, { folder, uri, what: 'noise A4', raster: noiseRaster(), held: false });
    });
    const tls = certificate(folder);
    for (const secure of [false, true]) {
      await withPrinter('ipp-sink', secure ? [tls.key, tls.cert] : [], async (uri) => {
        const wire = { folder, uri, pin: secure ? tls.pin : '-', name: secure ? 'TLS' : 'plain' };
        await streams(report, { ...wire, what: '3 MB', bytes: 3 * MB, jobs: 2 * JOBS, rounds: 7 });
        await streams(report, { ...wire, what: '4 × 70 MB', bytes: 70 * MB, jobs: 4, rounds: 5 });
      });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function withPrinter(name: string, args: readonly string[], use: (uri: string) => Promise<void>): Promise<void> {
  const printer = spawn(process.execPath, [program(name), ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    await use(await firstLine(printer));
  } finally {
    printer.stdin?.end();
  }
}

// ----------------------------------------------------------------------------------- a daemon that runs, a tool that is started

interface Job {
  readonly folder: string;
  readonly uri: string;
  readonly what: string;
  readonly raster: Uint8Array;
  /** The share is a limit, not only a figure. */
  readonly held: boolean;
}

async function compare(report: BenchReport, job: Job): Promise<void> {
  const file = join(job.folder, `${job.what.replace(' ', '-')}.pwg`);
  writeFileSync(file, job.raster);
  const one = testFile(job.folder, 1);
  const more = testFile(job.folder, JOBS + 1);
  const ours = openOurs(job.uri);
  const mine: number[] = [];
  const prepared: number[] = [];
  const whole: number[] = [];
  const perJob: number[] = [];
  try {
    await ours.ready();
    await ours.print(sourceOf(job.raster), `warm-${job.what}`, rest);
    await ipptool(job, file, one);
    // In turns, so that whatever else the machine does meets both.
    for (let round = 0; round < ROUNDS; round += 1) {
      const span = await ours.print(sourceOf(job.raster), `bench-${job.what}-${round}`, rest);
      mine.push(span.accepted_ms);
      prepared.push(span.prepared_ms);
      const { time_ms } = await ipptool(job, file, one);
      whole.push(time_ms - REST_MS);
      perJob.push(((await ipptool(job, file, more)).time_ms - time_ms) / JOBS - REST_MS);
    }
  } finally {
    ours.close();
  }
  report.note(`${job.what}: bytes`, job.raster.length);
  const our = report.series_ms(`${job.what}: ours, accepted`, mine);
  report.series_ms(`${job.what}: ours, ready check and Validate-Job before it`, prepared);
  const peer = report.series_ms(`${job.what}: ipptool, one more job in a running process`, perJob);
  const started = report.series_ms(`${job.what}: ipptool, whole process`, whole);
  report.note(`${job.what}: ours / ipptool, its process start left out`, (our.median / peer.median).toFixed(2));
  // As each is used: the daemon runs already, ipptool is started for a job. With a large document the printer's own reading is
  // most of the time on both sides: told, not held.
  const share = our.median / started.median;
  const what = `${job.what}: ours (a running daemon) / ipptool (started for the job)`;
  if (job.held) report.atMost(what, share, STARTED_SHARE_MAX);
  else report.note(what, share.toFixed(2));
}

const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, REST_MS));

// -------------------------------------------------------------------------------------------------- three clients, side by side

interface Stream {
  readonly folder: string;
  readonly uri: string;
  readonly pin: string;
  readonly name: string;
  readonly what: string;
  readonly bytes: number;
  /** Jobs one behind the other in a process of each client. */
  readonly jobs: number;
  readonly rounds: number;
}

/** One job each, and the peak memory of the process. */
interface Took {
  readonly jobs: readonly { readonly time_ms: number; readonly cpu_ms: number }[];
  readonly peak_MB: number;
}

const PEERS = ['ipptool', '@sealsystems/ipp'] as const;

async function streams(report: BenchReport, stream: Stream): Promise<void> {
  const file = join(stream.folder, `${stream.bytes}.pwg`);
  writeNoise(file, stream.bytes);
  const one = testFile(stream.folder, 1);
  const more = testFile(stream.folder, stream.jobs + 1);
  const clients: Record<'ours' | (typeof PEERS)[number], () => Promise<Took>> = {
    ipptool: async () => {
      const first = await ipptool(stream, file, one);
      const all = await ipptool(stream, file, more);
      const time_ms = (all.time_ms - first.time_ms) / stream.jobs - REST_MS;
      return { jobs: [{ time_ms, cpu_ms: (all.cpu_ms - first.cpu_ms) / stream.jobs }], peak_MB: all.peak_MB };
    },
    ours: () => client('ours', stream, file),
    '@sealsystems/ipp': () => client('seal', stream, file),
  };
  const took: Record<keyof typeof clients, Took[]> = { ours: [], ipptool: [], '@sealsystems/ipp': [] };
  for (let round = 0; round < stream.rounds; round += 1) {
    for (const name of ['ipptool', 'ours', '@sealsystems/ipp'] as const) took[name].push(await clients[name]());
  }
  const label = `${stream.what}, ${stream.name}`;
  for (const name of ['ours', ...PEERS] as const) {
    const jobs = took[name].flatMap((round) => round.jobs);
    const times = jobs.map(({ time_ms }) => time_ms);
    report.series_ms(`${label}: ${name}, one job accepted`, times);
    const cpu = spreadOf(jobs.map(({ cpu_ms }) => cpu_ms)).median;
    const peak = Math.max(...took[name].map(({ peak_MB }) => peak_MB));
    report.note(`${label}: ${name}, processor time of a job, peak memory`, `${cpu.toFixed(1)} ms, ${peak} MB`);
  }
  // Round by round, so that whatever else the machine does meets both; the middle of the rounds counts.
  const middle = ({ jobs }: Took): number => spreadOf(jobs.map(({ time_ms }) => time_ms)).median;
  for (const peer of PEERS) {
    const shares = took.ours.map((mine, round) => middle(mine) / middle(took[peer][round]!));
    report.atMost(`${label}: ours / ${peer}`, spreadOf(shares).median, SHARE_MAX);
  }
}

/** One of the Node clients in a process of its own. */
async function client(who: 'ours' | 'seal', stream: Stream, file: string): Promise<Took> {
  const args = [program('ipp-client'), who, stream.uri, stream.pin, file, String(stream.jobs + 1), String(REST_MS)];
  const { stdout, peak_MB } = await watched(process.execPath, args, stream.folder);
  // The first job opens the connection and warms the code: ipptool's start is left out too.
  return { jobs: jobTimes.parse(JSON.parse(stdout)).slice(1), peak_MB };
}

const jobTimes = z.array(z.object({ time_ms: z.number(), cpu_ms: z.number() }));

interface Ran {
  readonly time_ms: number;
  /** User and system, by ticks of the kernel. */
  readonly cpu_ms: number;
  readonly peak_MB: number;
  readonly stdout: string;
}

/** Runs a program; its time, output, processor time and the most memory it ever had (VmHWM). */
function watched(command: string, args: readonly string[], home: string): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const start_ms = performance.now();
    let [peak_MB, cpu_ms] = [0, 0];
    // CUPS keeps certificates it met in the home folder.
    const options = { timeout: 120_000, env: { ...process.env, HOME: home } };
    const child = execFile(command, [...args], options, (error, stdout, stderr) => {
      clearInterval(look);
      if (error) reject(new Error(`${command}: ${stdout}${stderr}`, { cause: error }));
      else resolve({ time_ms: performance.now() - start_ms, cpu_ms, peak_MB, stdout });
    });
    const look = setInterval(() => {
      const seen = usageOf(child.pid ?? 0);
      peak_MB = Math.max(peak_MB, seen.peak_MB);
      cpu_ms = Math.max(cpu_ms, seen.cpu_ms);
    }, 10);
  });
}

/** Milliseconds of a tick: USER_HZ is 100 on every Linux we run on. */
const TICK_MS = 10;

function usageOf(pid: number): { peak_MB: number; cpu_ms: number } {
  try {
    const peak_kB = Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0);
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    return { peak_MB: Math.round(peak_kB / 1024), cpu_ms: (Number(fields[11]) + Number(fields[12])) * TICK_MS };
  } catch {
    return { peak_MB: 0, cpu_ms: 0 };
  }
}

// ------------------------------------------------------------------------------------------------------------ ipptool

function testFile(folder: string, jobs: number): string {
  const file = join(folder, `jobs-${jobs}.test`);
  writeFileSync(file, ipptoolFile(jobs, REST_MS));
  return file;
}

function ipptool(
  { uri, folder }: { readonly uri: string; readonly folder: string },
  file: string,
  test: string,
): Promise<Ran> {
  return watched('ipptool', ['-t', '-V', '2.0', '-f', file, uri, test], folder);
}

// ---------------------------------------------------------------------------------------------------------- documents

async function receiptRaster(): Promise<Uint8Array> {
  const maker = await createPageMaker();
  return new Promise((resolve, reject) => {
    const data = {
      number: '000001',
      municipality: '見本市',
      items: [{ label: '見本', copies: 1, fee_yen: 300 }],
      total_yen: 300,
      paid_yen: 500,
      change_yen: 200,
      returned_yen: 0,
      kioskName: '見本',
      time: '2025年4月16日 10:03',
      collectionAgent: '見本',
      contact: '見本',
    };
    maker.receipt(data, PLAIN_TARGET, (result) =>
      result.ok ? resolve(result.raster) : reject(new Error(result.code)),
    );
  });
}

/** A side that does not compress, as an encrypted back. */
function noiseRaster(): Uint8Array {
  const { width, height, dpi } = A4_DOTS;
  const rows = new SeededRandom(1).bytes((width / 8) * height);
  const back = backTransform('normal');
  const options = { type: 'black_1', dpi, mediaName: 'iso_a4_210x297mm', quality: 5, back } as const;
  return wholeOf(pwgRaster([blackSide({ width, height, rows })], options)) ?? new Uint8Array();
}

/** A document of this size, on a disk: a printer that looks at none takes it for a raster. */
function writeNoise(file: string, bytes: number): void {
  const block = new SeededRandom(2).bytes(1_000_000);
  const handle = openSync(file, 'w');
  for (let at = 0; at < bytes; at += block.length) writeSync(handle, block, 0, Math.min(block.length, bytes - at));
  closeSync(handle);
}

function sourceOf(bytes: Uint8Array): ByteSource {
  let at = 0;
  return {
    length_bytes: bytes.length,
    read(max_bytes) {
      const piece = bytes.subarray(at, at + max_bytes);
      at += piece.length;
      return piece;
    },
    onReadable: () => undefined,
    close: () => undefined,
  };
}

/** A certificate as printers sign it for themselves, and its fingerprint. */
function certificate(folder: string): { key: string; cert: string; pin: string } {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];
  const request = ['req', '-x509', ...curve, '-nodes', '-days', '2', ...subject, '-keyout', key, '-out', cert];
  execFileSync('openssl', request, { stdio: 'ignore' });
  const fingerprint = execFileSync('openssl', ['x509', '-in', cert, '-noout', '-fingerprint', '-sha256']);
  return { key, cert, pin: fingerprint.toString('latin1').trim().split('=')[1]! };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk) => {
      text += String(chunk);
      if (text.includes('\n')) resolve(text.trim());
    });
    child.once('exit', (code) => reject(new Error(`the virtual printer ended with ${code}`)));
  });
}
