/**
 * One client printing a document several times: ours (driver and transport, as in the daemon) or @sealsystems/ipp. Each job is
 * Create-Job, Get-Jobs, Send-Document on one connection that is kept. Prints the milliseconds from Create-Job to the answer of
 * Send-Document, one number a job, and the processor time of each, as JSON.
 *
 *     node ipp-client.ts ours|seal URI PIN|- FILE JOBS REST_MS
 */
import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import peer from '@sealsystems/ipp';
import type { ByteSource } from '../../../drivers/contract.ts';
import { openOurs } from './ipp-ours.ts';

const [who, uri, pin, file, jobs, rest_ms] = process.argv.slice(2);
if (uri === undefined || pin === undefined || file === undefined) throw new Error('see the head of this file');
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, Number(rest_ms)));
const took: { time_ms: number; cpu_ms: number }[] = [];

/** One job; the stopwatch of the processor is this process's own. */
async function timed(job: () => Promise<number>): Promise<void> {
  const before = process.cpuUsage();
  const time_ms = await job();
  const { user, system } = process.cpuUsage(before);
  took.push({ time_ms, cpu_ms: (user + system) / 1000 });
}

/** The file in pieces, as a document of unknown length. */
function fileSource(path: string): ByteSource {
  const handle = openSync(path, 'r');
  const buffer = Buffer.alloc(256 * 1024);
  let open = true;
  return {
    length_bytes: null,
    read: (max_bytes) => buffer.subarray(0, readSync(handle, buffer, 0, Math.min(max_bytes, buffer.length), null)),
    onReadable: () => undefined,
    close: () => {
      if (open) closeSync(handle);
      open = false;
    },
  };
}

async function ours(address: string, path: string): Promise<void> {
  const client = openOurs(address, { pin: pin === '-' ? undefined : pin });
  await client.ready();
  for (let job = 0; job < Number(jobs); job += 1) {
    await timed(async () => (await client.print(fileSource(path), `bench-${process.pid}-${job}`, pause)).accepted_ms);
  }
  client.close();
}

async function seal(address: string, path: string): Promise<void> {
  const life = { keepAlive: true, maxSockets: 1 };
  const agent = pin === '-' ? new HttpAgent(life) : new HttpsAgent({ ...life, rejectUnauthorized: false });
  const printer = peer.Printer(address, { version: '2.0', agent });
  const ask = (operation: string, message: object): Promise<Record<string, Record<string, unknown>>> =>
    new Promise((resolve, reject) =>
      printer.execute(operation, message, (error, answer) => {
        if (error !== null && error !== undefined) reject(error);
        else resolve(answer);
      }),
    );
  await ask('Get-Printer-Attributes', { 'operation-attributes-tag': { 'requesting-user-name': 'bench' } });
  const print = async (job: number): Promise<number> => {
    await pause();
    const from_ms = performance.now();
    const created = await ask('Create-Job', {
      'operation-attributes-tag': {
        'requesting-user-name': 'bench',
        'job-name': `bench-${job}`,
        'ipp-attribute-fidelity': true,
      },
      'job-attributes-tag': {
        copies: 1,
        sides: 'one-sided',
        media: 'iso_a4_210x297mm',
        'print-scaling': 'none',
        'print-quality': 'high',
        'printer-resolution': [[600, 600, 'dpi']],
      },
    });
    const id = created['job-attributes-tag']?.['job-id'];
    if (typeof id !== 'number') throw new Error(JSON.stringify(created));
    await ask('Get-Jobs', {
      'operation-attributes-tag': {
        'requesting-user-name': 'bench',
        limit: 50,
        'requested-attributes': ['job-id', 'job-uuid', 'job-name', 'job-state', 'job-state-reasons'],
        'which-jobs': 'not-completed',
        'my-jobs': false,
      },
    });
    const sent = await ask('Send-Document', {
      'operation-attributes-tag': {
        'job-id': id,
        'requesting-user-name': 'bench',
        'document-format': 'image/pwg-raster',
        'last-document': true,
      },
      data: createReadStream(path, { highWaterMark: 256 * 1024 }),
    });
    if (String(sent['statusCode']) !== 'successful-ok') throw new Error(JSON.stringify(sent));
    return performance.now() - from_ms;
  };
  for (let job = 0; job < Number(jobs); job += 1) await timed(() => print(job));
  agent.destroy();
}

await (who === 'seal' ? seal(uri, file) : ours(uri, file));
process.stdout.write(`${JSON.stringify(took)}\n`);
