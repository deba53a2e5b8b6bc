/**
 * A print job's acceptance (Create-Job, then Send-Document with the same raster, until its answer) by our driver and
 * transport against CUPS's ipptool, on the same virtual printer in a process of its own.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ByteSource, HttpPipe } from '../../drivers/contract.ts';
import { ippPrinterOptions } from '../../drivers/ipp/options.ts';
import { ippPrinter } from '../../drivers/ipp/printer.ts';
import type { PrinterFact } from '../../drivers/printer.ts';
import { run } from '../../drivers/runner.ts';
import { openHttpPipe } from '../../drivers/transport/http.ts';
import { httpPort } from '../../drivers/wire-ports.ts';
import { SeededRandom } from '../../src/base/random.ts';
import { RealClock } from '../../src/base/real-clock.ts';
import { A4_DOTS, PLAIN_TARGET } from '../../src/paper/contract.ts';
import { createPageMaker } from '../../src/paper/page-maker.ts';
import { pwgRaster, wholeOf } from '../../src/paper/pwg-raster.ts';
import { backTransform } from '../../src/paper/sheet-back.ts';
import { blackSide } from '../../src/paper/sides.ts';
import type { BenchReport } from './report.ts';

const PRINTER = fileURLToPath(new URL('./programs/ipp-printer.ts', import.meta.url));
const ROUNDS = 15;
/** Jobs in one ipptool process, to take its start out of the figure. */
const JOBS = 8;
/** Rest before each job on both sides: a kiosk prints a leaf now and then, with caches as cold as that. */
const REST_MS = 100;
/** Our time as a share of ipptool's, at most. */
const SHARE_MAX = 0.5;
const CREATE_JOB = 0x0005;
const SEND_DOCUMENT = 0x0006;
const clock = new RealClock();

/** Measures; see {@link BenchReport} for what becomes of it. */
export async function bench(report: BenchReport): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mdg-ipp-'));
  const printer = spawn(process.execPath, [PRINTER], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const uri = await firstLine(printer);
    await compare(report, { folder, uri, what: 'receipt', raster: await receiptRaster(), held: true });
    await compare(report, { folder, uri, what: 'noise A4', raster: noiseRaster(), held: false });
  } finally {
    printer.stdin?.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

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
  for (const count of [1, JOBS + 1]) writeFileSync(join(job.folder, `jobs-${count}.test`), testFile(count));
  const ours = openOurs(job.uri);
  const mine: number[] = [];
  const prepared: number[] = [];
  const whole: number[] = [];
  const perJob: number[] = [];
  try {
    await ours.ready();
    await ours.print(job.raster, `warm-${job.what}`);
    await ipptool(job, file, 1);
    // In turns, so that whatever else the machine does meets both.
    for (let round = 0; round < ROUNDS; round += 1) {
      const span = await ours.print(job.raster, `bench-${job.what}-${round}`);
      mine.push(span.accepted_ms);
      prepared.push(span.prepared_ms);
      const one_ms = await ipptool(job, file, 1);
      whole.push(one_ms - REST_MS);
      perJob.push(((await ipptool(job, file, JOBS + 1)) - one_ms) / JOBS - REST_MS);
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
  if (job.held) report.atMost(what, share, SHARE_MAX);
  else report.note(what, share.toFixed(2));
}

// --------------------------------------------------------------------------------------------------------------- ours

interface Span {
  readonly accepted_ms: number;
  readonly prepared_ms: number;
}

/** Our driver on our transport, with a stopwatch at the pipe. */
function openOurs(uri: string) {
  const watch = { createdAt_ms: 0, accepted_ms: 0 };
  const machine = ippPrinter(ippPrinterOptions.parse({ uri, deadlines: { poll_ms: 100 } }));
  let wake: (fact: PrinterFact) => void = () => undefined;
  const driver = run({
    machine,
    initial: machine.initial(null),
    port: httpPort(timed(openHttpPipe({ uri, clock }), watch)),
    clock,
    onFact: (fact) => wake(fact),
    onEnded: (reason) => {
      throw new Error(reason);
    },
  });
  const next = (...types: readonly PrinterFact['type'][]): Promise<PrinterFact> =>
    new Promise((resolve) => {
      wake = (fact) => {
        if (types.includes(fact.type)) resolve(fact);
      };
    });
  return {
    async ready(): Promise<void> {
      for (;;) {
        const fact = await next('status');
        if (fact.type === 'status' && fact.availability === 'online') return;
      }
    },
    /** Waits until the peer's jobs are out (they refuse ours), then prints one. */
    async print(raster: Uint8Array, jobName: string): Promise<Span> {
      const order = { type: 'print', jobName, format: 'image/pwg-raster', sides: 'one-sided', sheets: 1 } as const;
      for (;;) {
        const start_ms = performance.now();
        const answer = next('prepared', 'refused');
        driver.command({ type: 'prepare', intentId: jobName, order });
        if ((await answer).type === 'refused') {
          await pause(50);
          continue;
        }
        const prepared_ms = performance.now() - start_ms;
        await pause(REST_MS);
        const ended = next('outcome');
        driver.command({ type: 'execute', intentId: jobName, material: sourceOf(raster) });
        const outcome = await ended;
        if (outcome.type !== 'outcome' || outcome.result !== 'done') throw new Error(JSON.stringify(outcome));
        return { accepted_ms: watch.accepted_ms, prepared_ms };
      }
    },
    close: () => driver.close(),
  };
}

function pause(span_ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, span_ms));
}

/** Takes the time from Create-Job going down to the answer of Send-Document coming up. */
function timed(pipe: HttpPipe, watch: { createdAt_ms: number; accepted_ms: number }): HttpPipe {
  let sending = -1;
  return {
    ...pipe,
    send(output) {
      const operation = output.head[2]! * 256 + output.head[3]!;
      if (operation === CREATE_JOB) watch.createdAt_ms = performance.now();
      if (operation === SEND_DOCUMENT) sending = output.exchange;
      pipe.send(output);
    },
    onInput: (listener) =>
      pipe.onInput((input) => {
        if (input.type === 'reply' && input.exchange === sending)
          watch.accepted_ms = performance.now() - watch.createdAt_ms;
        listener(input);
      }),
  };
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

// ------------------------------------------------------------------------------------------------------------ ipptool

/** Create-Job and Send-Document as our driver sends them, `count` times in one process. */
function testFile(count: number): string {
  const common = `
    GROUP operation-attributes-tag
    ATTR charset attributes-charset utf-8
    ATTR naturalLanguage attributes-natural-language en
    ATTR uri printer-uri $uri`;
  const job = `
{
    NAME "Create-Job"
    DELAY ${REST_MS / 1000}
    OPERATION Create-Job${common}
    ATTR name requesting-user-name bench
    ATTR name job-name bench
    ATTR boolean ipp-attribute-fidelity true
    GROUP job-attributes-tag
    ATTR integer copies 1
    ATTR keyword sides one-sided
    ATTR keyword media iso_a4_210x297mm
    ATTR keyword print-scaling none
    ATTR enum print-quality 5
    ATTR resolution printer-resolution 600dpi
    STATUS successful-ok
    EXPECT job-id
}
{
    NAME "Send-Document"
    OPERATION Send-Document${common}
    ATTR integer job-id $job-id
    ATTR name requesting-user-name bench
    ATTR mimeMediaType document-format image/pwg-raster
    ATTR boolean last-document true
    FILE $filename
    STATUS successful-ok
}`;
  return job.repeat(count);
}

function ipptool(job: Job, file: string, count: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const start_ms = performance.now();
    const test = join(job.folder, `jobs-${count}.test`);
    execFile(
      'ipptool',
      ['-q', '-V', '2.0', '-f', file, job.uri, test],
      { timeout: 60_000 },
      (error, stdout, stderr) => {
        if (error) reject(new Error(`ipptool: ${stdout}${stderr}`, { cause: error }));
        else resolve(performance.now() - start_ms);
      },
    );
  });
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

/** A side that does not compress, as an encrypted back will be. */
function noiseRaster(): Uint8Array {
  const { width, height, dpi } = A4_DOTS;
  const rows = new SeededRandom(1).bytes((width / 8) * height);
  const options = {
    type: 'black_1',
    dpi,
    mediaName: 'iso_a4_210x297mm',
    quality: 5,
    back: backTransform('normal'),
  } as const;
  return wholeOf(pwgRaster([blackSide({ width, height, rows })], options)) ?? new Uint8Array();
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
