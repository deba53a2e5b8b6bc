/**
 * From an authenticated citizen to a checked document, by a real cell over TLS, against the bare HTTPS transfer of the same bytes in the
 * same pieces. What the centre needs to make the document is taken out; what the check itself costs is measured and stated.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { realRandom } from '../../src/base/real-random.ts';
import { randomId } from '../../src/base/random.ts';
import { RealClock } from '../../src/base/real-clock.ts';
import type { CellCommand, CellFact, CellPort } from '../../src/cell/contract.ts';
import { openCells, type Cells } from '../../src/cell/spawn.ts';
import { createPageMaker } from '../../src/paper/page-maker.ts';
import { pagesToMake } from '../../test/virtual/centre/centre.ts';
import {
  authenticate,
  cardSignature,
  cardWorld,
  certificateOf,
  CN,
  createCellWorld,
  KIOSK_ID,
  TRANSACTION,
} from '../../test/virtual/centre/fixture.ts';
import { makeAuthority, saveAuthority, type CentreAuthority } from '../../test/virtual/centre/make-authority.ts';
import { createPdfPages } from '../../test/virtual/centre/pdf-pages.ts';
import type { BenchReport } from './report.ts';

const HOST = fileURLToPath(new URL('./programs/centre-host.ts', import.meta.url));
const ROUNDS = 15;
/** A spare cell starts while a citizen chooses; the figures are those of one that is warm. */
const WARM_MS = 2_500;
/** Ours without the check, as a share of the bare transfer. */
const SHARE_MAX = 1.3;
/** The daemon's event loop is never held up for so long while a cell works. */
const LOOP_MAX_MS = 10;
const CASES = [
  { what: 'one page', subjectCn: CN.susonoTaro, persons: [1], copies: 1 },
  { what: 'four sets of two pages', subjectCn: CN.susonoSix, persons: [1, 2, 3, 4, 5, 6], copies: 4 },
] as const;

const clock = new RealClock();
const pause = (span_ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, span_ms));

/** What the host says of one application. */
interface Application {
  readonly busy_ms: number;
  readonly pieces: readonly number[];
}

interface Bench {
  readonly cells: Cells;
  readonly authority: CentreAuthority;
  readonly client: ReturnType<CentreAuthority['issueClient']>;
  readonly bare: string;
  nextApplication(): Promise<Application>;
}

/** Measures; see {@link BenchReport} for what becomes of it. */
export async function bench(report: BenchReport): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mdg-centre-'));
  const authority = makeAuthority();
  const client = authority.issueClient(KIOSK_ID);
  saveAuthority(folder, authority, KIOSK_ID);
  const cardAuthority = join(folder, 'card-ca.pem');
  const der = Buffer.from(cardWorld().authority.certificateDer).toString('base64');
  writeFileSync(
    cardAuthority,
    `-----BEGIN CERTIFICATE-----\n${der.match(/.{1,64}/g)?.join('\n') ?? ''}\n-----END CERTIFICATE-----\n`,
  );
  const host = spawn(process.execPath, [HOST, folder, cardAuthority], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = linesOf(host);
  const { url, bare } = JSON.parse(await lines()) as { url: string; bare: string };
  const cells = openCells({
    configuration: {
      kioskId: KIOSK_ID,
      url,
      trustAnchor_pem: authority.ca_pem,
      clientCertificate_pem: client.certificate_pem,
      clientKey_pem: client.key_pem,
      documentKeys_pem: authority.signingPublic_pem,
      municipalities: [...createCellWorld().municipalities],
      paper: null,
    },
    clock,
  });
  try {
    const nextApplication = async (): Promise<Application> => JSON.parse(await lines()) as Application;
    const all = { cells, authority, client, bare, nextApplication };
    for (const one of CASES) await compare(all, report, one);
  } finally {
    cells.close();
    host.stdin.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compare(all: Bench, report: BenchReport, one: (typeof CASES)[number]): Promise<void> {
  const [mine, theirs, held]: [number[], number[], number[]] = [[], [], []];
  let pieces: readonly number[] = [];
  // The first round warms both sides; in turns, so that whatever else the machine does meets both.
  for (let round = 0; round <= ROUNDS; round += 1) {
    await pause(WARM_MS);
    const ours = await application(all, one);
    ({ pieces } = ours);
    const bare_ms = await transfer(all, pieces);
    if (round === 0) continue;
    mine.push(ours.span_ms - ours.busy_ms);
    held.push(ours.loop_ms);
    theirs.push(bare_ms);
  }
  report.note(
    `${one.what}: bytes on the line`,
    pieces.reduce((sum, bytes) => sum + bytes, 0),
  );
  const our = report.series_ms(`${one.what}: ours, the centre's own work taken out`, mine);
  const peer = report.series_ms(`${one.what}: bare HTTPS transfer`, theirs);
  const check_ms = await checkOf(pieces.length - 1);
  report.note(`${one.what}: the check's own cost (inspection of its pages)`, `${check_ms.toFixed(1)} ms`);
  report.atMost(`${one.what}: (ours − check) / bare`, (our.median - check_ms) / peer.median, SHARE_MAX);
  report.atMost(
    `${one.what}: longest delay of the daemon's event loop, ms (median of rounds)`,
    report.series_ms(`${one.what}: event loop of the daemon`, held).median,
    LOOP_MAX_MS,
  );
}

/** One citizen with a warm cell; timed from the application to the checked document. */
async function application(
  all: Bench,
  { subjectCn, persons, copies }: (typeof CASES)[number],
): Promise<Application & { span_ms: number; loop_ms: number }> {
  const cell = all.cells.take();
  try {
    cell.send({ type: 'begin', transactionId: randomId(realRandom), nonce: randomId(realRandom), language: 'ja' });
    const known = await ask(cell, { type: 'presentCard', certificate: certificateOf(subjectCn) }, 'cardKnown');
    if (known.type !== 'cardKnown') throw new Error(JSON.stringify(known));
    await ask(cell, { type: 'authenticate', signature: cardSignature(known.digest_sha256) }, 'authenticated');
    // The next spare has started by the time a citizen has chosen.
    await pause(WARM_MS);
    const loop = monitorEventLoopDelay({ resolution: 1 });
    const applied = all.nextApplication();
    loop.enable();
    const start_ms = performance.now();
    const requests = [{ typeId: 'juminhyo', options: {}, persons: [...persons], copies }];
    await ask(cell, { type: 'apply', requests }, 'documentsChecked');
    const span_ms = performance.now() - start_ms;
    loop.disable();
    return { ...(await applied), span_ms, loop_ms: loop.max / 1e6 };
  } finally {
    cell.close();
  }
}

function ask(cell: CellPort, command: CellCommand, type: CellFact['type']): Promise<CellFact> {
  return new Promise((resolve, reject) => {
    cell.onFact((fact) => {
      if (fact.type === type) resolve(fact);
      else if (fact.type === 'refused' || fact.type === 'failed') reject(new Error(`${fact.type}: ${fact.code}`));
    });
    cell.send(command);
  });
}

/** The same bytes in the same pieces over one open connection with the same certificates. */
async function transfer({ authority, client, bare }: Bench, pieces: readonly number[]): Promise<number> {
  const agent = new Agent({
    keepAlive: true,
    maxSockets: 1,
    ca: authority.ca_pem,
    cert: client.certificate_pem,
    key: client.key_pem,
    minVersion: 'TLSv1.3',
  });
  try {
    await get(agent, `${bare}/999`);
    const start_ms = performance.now();
    for (const [at, bytes] of pieces.entries()) {
      const received = await get(agent, `${bare}/${at}`);
      if (received !== bytes) throw new Error(`${received} bytes in place of ${bytes}`);
    }
    return performance.now() - start_ms;
  } finally {
    agent.destroy();
  }
}

function get(agent: Agent, url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { agent }, (response) => {
      let length = 0;
      response.on('data', (chunk: Uint8Array) => (length += chunk.length));
      response.on('end', () => resolve(length));
    })
      .on('error', reject)
      .end();
  });
}

let page: Promise<{ maker: Awaited<ReturnType<typeof createPageMaker>>; pdf: Uint8Array }> | null = null;

/** What it costs to look at so many pages, in this process: digest and PDFium; measured on a page of the reference centre. */
async function checkOf(pages: number): Promise<number> {
  page ??= samplePage();
  const { maker, pdf } = await page;
  const spans: number[] = [];
  for (let round = 0; round < 9; round += 1) {
    const start_ms = performance.now();
    await new Promise<void>((resolve, reject) =>
      maker.inspect({ pdf, marks: [] }, ({ ok }) => (ok ? resolve() : reject(new Error('the sample page is refused')))),
    );
    spans.push(performance.now() - start_ms);
  }
  return pages * spans.toSorted((a, b) => a - b)[4]!;
}

/** A page as the reference centre makes it. */
async function samplePage(): Promise<{ maker: Awaited<ReturnType<typeof createPageMaker>>; pdf: Uint8Array }> {
  const world = createCellWorld();
  authenticate(world, CN.susonoTaro);
  const request = { typeId: 'juminhyo', options: {}, persons: [1], copies: 1 };
  const draft = world.centre.apply(KIOSK_ID, TRANSACTION, [request]);
  const [sheet] = draft.ok ? pagesToMake(draft.value) : [];
  if (!sheet) throw new Error('the reference centre makes no page');
  return { maker: await createPageMaker(), pdf: await createPdfPages()(sheet) };
}

/** Lines of a child's output, each given once, in order. */
function linesOf(child: ChildProcess): () => Promise<string> {
  if (child.stdout === null) throw new Error('the host has no output');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return async () => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error('the host has ended');
    return value;
  };
}
