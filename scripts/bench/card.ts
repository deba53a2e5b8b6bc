/**
 * A card session of ours against OpenSC's tools: on the same pcscd, reader and virtual card, in one run, process starts
 * counted on both sides. Both read the certificate, verify the PIN and sign one digest.
 */
import { spawn } from 'node:child_process';
import { createHash, verify, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createCardAuthority } from '../../test/virtual/card/authority.ts';
import { createVirtualCard, type VirtualCard } from '../../test/virtual/card/card.ts';
import { startPcscd, type VirtualPcscd } from '../../test/virtual/hosts/vpcd.ts';
import type { BenchReport } from './report.ts';

const CLIENT = fileURLToPath(new URL('./programs/card-client.ts', import.meta.url));
const PIN = '1234';
const ROUNDS = 9;
/** A contactless card takes about this for one APDU. */
const APDU_MS = 20;
/** Our time as a share of OpenSC's, at most. */
const SHARE_MAX = 0.3;

const message = Buffer.from('見本: challenge of the centre');
const digest = createHash('sha256').update(message).digest();

interface Bench {
  readonly folder: string;
  readonly pcscd: VirtualPcscd;
  readonly card: VirtualCard;
}

/** Measures; see {@link BenchReport} for what becomes of it. */
export async function bench(report: BenchReport): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mdg-'));
  const pcscd = await startPcscd({ dir: folder });
  const authority = createCardAuthority();
  const card = createVirtualCard({
    authority,
    pin: PIN,
    subjectCn: 'MIHON00000000020280416A',
    notAfter_epoch_s: Date.UTC(2028, 3, 16, 14, 59, 59) / 1000,
  });
  try {
    pcscd.insert(card);
    const all = { folder, pcscd, card };
    // Once each before measuring: page cache, compiled code, and the check of what is sent.
    await ours(all);
    report.note('APDUs of ours', checkApdus(card));
    await openSc(all);
    for (const apdu_ms of [APDU_MS, 0]) {
      pcscd.setApduTime(apdu_ms);
      const share = await compare(all, report, apdu_ms);
      if (apdu_ms === APDU_MS) report.atMost(`ours / OpenSC at ${apdu_ms} ms per APDU`, share, SHARE_MAX);
      else report.note(`ours / OpenSC at ${apdu_ms} ms per APDU`, share.toFixed(2));
    }
  } finally {
    await pcscd.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compare(all: Bench, report: BenchReport, apdu_ms: number): Promise<number> {
  const mine: number[] = [];
  const theirs: number[] = [];
  // In turns, so that whatever else the machine does meets both.
  for (let round = 0; round < ROUNDS; round += 1) {
    theirs.push(await openSc(all));
    mine.push(await ours(all));
  }
  const our = report.series_ms(`ours, ${apdu_ms} ms per APDU`, mine);
  const peer = report.series_ms(`OpenSC, ${apdu_ms} ms per APDU`, theirs);
  return our.median / peer.median;
}

/** One session of ours, from process start to process end; the signature is checked. */
async function ours({ folder, pcscd, card }: Bench): Promise<number> {
  card.seen.length = 0;
  const { span_ms, text } = await program(process.execPath, [CLIENT, pcscd.csockName, PIN, digest.toString('hex')], {
    // As installed: the daemon keeps compiled code too.
    NODE_COMPILE_CACHE: join(folder, 'compiled'),
  });
  const { publicKey } = new X509Certificate(card.identity.certificateDer);
  if (!verify('sha256', message, publicKey, Buffer.from(text.trim(), 'hex'))) throw new Error(`no signature: ${text}`);
  return span_ms;
}

/** The same with OpenSC: the certificate by one tool, PIN and signature by the other. */
async function openSc({ folder, pcscd }: Bench): Promise<number> {
  const input = join(folder, 'digest');
  const output = join(folder, 'signature');
  writeFileSync(input, digest);
  const environment = { PCSCLITE_CSOCK_NAME: pcscd.csockName };
  const read = await program('pkcs15-tool', ['--read-certificate', '1'], environment);
  const signing = ['-s', '-k', '1', '-p', PIN, '--sha-256', '--pkcs1', '-R', '-i', input, '-o', output];
  const signed = await program('pkcs15-crypt', signing, environment);
  return read.span_ms + signed.span_ms;
}

function program(
  command: string,
  args: string[],
  environment: Record<string, string>,
): Promise<{ span_ms: number; text: string }> {
  return new Promise((resolve, reject) => {
    const start_ms = performance.now();
    const child = spawn(command, args, { env: { ...process.env, ...environment } });
    let text = '';
    let complaint = '';
    child.stdout.on('data', (chunk) => (text += String(chunk)));
    child.stderr.on('data', (chunk) => (complaint += String(chunk)));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve({ span_ms: performance.now() - start_ms, text });
      else reject(new Error(`${command} ended with ${code}: ${complaint || text}`));
    });
  });
}

/** Exactly the commands of a session with a My Number Card, in their order, the second counter read among them. */
function checkApdus(card: VirtualCard): string {
  const length = card.identity.certificateDer.length;
  const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
  const reads: string[] = [];
  for (let at = 0; at < length; at += 256) reads.push(`00b0${hex(at, 4)}${hex(Math.min(256, length - at) & 0xff, 2)}`);
  const expected = [
    ...['00a4040c0ad392f000260100000001', '00a4020c020006', '00b0000020', '00a4020c020018', '00200080'],
    ...['00a4020c02000a', '00b0000004', ...reads],
    ...['00a4020c020018', '00200080', '0020008004xxxxxxxx', '00a4020c020017'],
    `802a0080333031300d060960864801650304020105000420${digest.toString('hex')}00`,
  ];
  const sent = card.seen.map(({ command }) => command);
  if (sent.join() !== expected.join()) throw new Error(`other APDUs than expected:\n${sent.join('\n')}`);
  return `${sent.length}, exactly those expected`;
}
