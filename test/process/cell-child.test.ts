import { spawn } from 'node:child_process';
import { readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { RealClock } from '../../src/base/real-clock.ts';
import type { CellCommand, CellFact, CellPort } from '../../src/cell/contract.ts';
import { encodeFrame } from '../../src/cell/frames.ts';
import { loudness_LUFS } from '../../src/base/sound/loudness.ts';
import { PROMPT } from '../../src/base/sound/prompt.ts';
import { RATE_HZ, readWav } from '../../src/base/sound/wav.ts';
import { openCells, type CellConfiguration } from '../../src/cell/spawn.ts';
import { loadMunicipalities } from '../../src/centre/municipality-files.ts';
import type { ByteSource } from '../../drivers/contract.ts';
import { CELL_LIMITS } from '../../src/cell/limits.ts';
import { cellSource, type CellSource } from '../../src/kiosk/print/cell-source.ts';
import { PLAIN_TARGET } from '../../src/paper/contract.ts';
import { cardSignature, cardWorld, certificateOf, CN, KIOSK_ID, makeLeafCommand } from '../virtual/centre/fixture.ts';
import { countRasterPages, decodeRaster, decodeSamples } from '../virtual/printer/raster.ts';
import { makeAuthority } from '../virtual/centre/make-authority.ts';
import { startCentre, type RunningCentre } from '../virtual/centre/start.ts';

const CELL_PROGRAM = join(import.meta.dirname, '../../src/cell/main.ts');
const clock = new RealClock();
const authority = makeAuthority();
const client = authority.issueClient(KIOSK_ID);
const sheetKey = authority.sheets.issue(KIOSK_ID);
const paper = {
  signingKey_pem: sheetKey.key_pem,
  attestation: sheetKey.attestation,
  verifyingAuthority_pem: authority.sheets.verifyingPublic_pem,
  enquiry: '見本市 市民課',
};
const municipalities = loadMunicipalities(join(import.meta.dirname, '../../config/municipalities'));
let running: RunningCentre;
let lastId = 0;
/** A cell starts in a second, and on a machine that does much else in many. */
const WAITS_MS = 45_000;
vi.setConfig({ testTimeout: 2 * WAITS_MS });

beforeAll(async () => {
  running = await startCentre({ authority, cardAuthorities: [cardWorld().authority.certificateDer] });
});
afterAll(() => running.close());

function configuration(change: Partial<CellConfiguration> = {}): CellConfiguration {
  return {
    kioskId: KIOSK_ID,
    url: running.url,
    trustAnchor_pem: authority.ca_pem,
    clientCertificate_pem: client.certificate_pem,
    clientKey_pem: client.key_pem,
    documentKeys_pem: authority.signingPublic_pem,
    municipalities,
    paper,
    voices: {},
    ...change,
  };
}

const SLIP: CellCommand = {
  type: 'makeSlip',
  target: PLAIN_TARGET,
  slip: { claimNumber: '1', amount_yen: 1, reason: 'x', phone: '0', kioskName: 'k', time: 't' },
};

/** A cell out of the pool, and a way to give a command and wait for one of these facts. */
function takeCell(change: Partial<CellConfiguration> = {}) {
  const cells = openCells({ configuration: configuration(change), clock });
  onTestFinished(() => cells.close());
  return { cells, ...driver(cells.take()) };
}

function driver(cell: CellPort) {
  const facts: CellFact[] = [];
  const lost: string[] = [];
  cell.onFact((fact) => facts.push(fact));
  cell.onLost((reason) => lost.push(reason));
  async function ask<T extends CellFact['type']>(
    command: CellCommand,
    ...types: T[]
  ): Promise<Extract<CellFact, { type: T }>> {
    const from = facts.length;
    cell.send(command);
    return vi.waitFor(
      () => {
        const fact = facts.slice(from).find((entry) => types.some((type) => type === entry.type));
        if (!fact)
          throw new Error(
            `no ${types.join()} but ${facts
              .slice(from)
              .map(({ type }) => type)
              .join()}`,
          );
        return fact as Extract<CellFact, { type: T }>;
      },
      { timeout: WAITS_MS, interval: 10 },
    );
  }
  return { cell, facts, lost, ask };
}

/** The leaf that a cell made, as the daemon passes it on; `held.most`: pieces that were in the daemon at once. */
function sourceOf(cell: CellPort): { source: CellSource; held: { now: number; most: number } } {
  const source = cellSource(cell);
  const held = { now: 0, most: 0 };
  cell.onFact((fact) => {
    if (fact.type !== 'leafPiece') return;
    if (fact.end === 'more') held.now += 1;
    held.most = Math.max(held.most, held.now);
    source.piece(fact);
  });
  cell.onLost(() => source.lost());
  return { source, held };
}

/** Everything of a source, read as a slow printer's connection reads it: a piece a turn. */
function readSource(source: ByteSource, held = { now: 0, most: 0 }): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  return new Promise((resolve, reject) => {
    let isWaiting = false;
    const pump = (): void => {
      isWaiting = false;
      const piece = source.read(CELL_LIMITS.piece_bytes_max);
      if (source.broken === true) return reject(new Error('broken'));
      if (piece === null) return;
      if (piece.length === 0) return resolve(Buffer.concat(parts));
      held.now -= 1;
      parts.push(Uint8Array.from(piece));
      later();
    };
    const later = (): void => {
      if (!isWaiting) setImmediate(pump);
      isWaiting = true;
    };
    source.onReadable(later);
    later();
  });
}

function begin(cell: CellPort): void {
  lastId += 1;
  const id = String(lastId).padStart(32, '0');
  cell.send({ type: 'begin', transactionId: id, nonce: id, language: 'ja' });
}

test('R52, R92, D12: a real cell: two persons’ names, shown and spoken, their document over HTTPS, checked, and one leaf as a raster of its very bytes', async () => {
  const { cell, ask, facts } = takeCell();
  begin(cell);
  const known = await ask({ type: 'presentCard', certificate: certificateOf(CN.susonoTaro) }, 'cardKnown');
  const signature = cardSignature(known.digest_sha256);
  expect(await ask({ type: 'authenticate', signature }, 'authenticated')).toMatchObject({ persons: { household: 3 } });
  const names = facts.flatMap((fact) => (fact.type === 'citizenText' ? [Buffer.from(fact.text).toString('utf8')] : []));
  expect(names).toEqual(['見本 裾野太郎', '見本 花子', '見本 一郎']);
  const voice = await ask({ type: 'speak', handle: 'household.2', locale: 'en' }, 'citizenVoice');
  const said = readWav(voice.wav)?.samples ?? new Float32Array();
  expect(voice.handle).toBe('household.2');
  expect(said.length).toBeGreaterThan(0.5 * RATE_HZ);
  expect(Math.abs(loudness_LUFS(said) - PROMPT.target_LUFS)).toBeLessThan(1);
  // Nobody has this handle: whoever asked need not wait.
  expect((await ask({ type: 'speak', handle: 'household.9', locale: 'ja' }, 'citizenVoice')).wav).toHaveLength(0);
  const requests = [{ typeId: 'juminhyo', options: { setainushiTsuzukigara: true }, persons: [1, 2], copies: 1 }];
  const { sets } = await ask({ type: 'apply', requests }, 'documentsChecked');
  expect(sets).toMatchObject([{ set: 0, typeId: 'juminhyo', fee_yen: 300 }]);
  const made = await ask(makeLeafCommand(0, 0), 'leafMade');
  expect(made.pageDigest).toBe(sets[0]?.pageDigests[0]);
  const { source } = sourceOf(cell);
  expect(decodeRaster(await readSource(source))).toMatchObject([{ width: 4960, duplex: true }, { width: 4960 }]);
});

/** A cell in which one leaf can be printed. */
async function cellWithLeaf() {
  const taken = takeCell();
  const { cell, ask } = taken;
  begin(cell);
  const known = await ask({ type: 'presentCard', certificate: certificateOf(CN.susonoTaro) }, 'cardKnown');
  await ask({ type: 'authenticate', signature: cardSignature(known.digest_sha256) }, 'authenticated');
  await ask(
    { type: 'apply', requests: [{ typeId: 'inkan', options: {}, persons: [], copies: 1 }] },
    'documentsChecked',
  );
  const pids = cellPids();
  return { ...taken, pids };
}

/** A value of /proc/PID/status, in MB. */
const memory_MB = (pid: number, name: 'VmRSS' | 'VmHWM'): number =>
  Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

test('2.10: a leaf in cmyk_8, 278 MB raw, passes in pieces: cell and daemon together stay below 350 MB above idle', async () => {
  const { cell, ask, pids } = await cellWithLeaf();
  const all = [...pids, process.pid];
  const idle_MB = all.map((pid) => memory_MB(pid, 'VmRSS'));
  // The peak is counted from here on (proc(5), clear_refs).
  for (const pid of all) writeFileSync(`/proc/${pid}/clear_refs`, '5');
  await ask({ ...makeLeafCommand(0, 0), target: { ...PLAIN_TARGET, type: 'cmyk_8' } }, 'leafMade');
  const { source, held } = sourceOf(cell);
  const document = await readSource(source, held);
  const above_MB = all.reduce((sum, pid, at) => sum + memory_MB(pid, 'VmHWM') - idle_MB[at]!, 0);
  expect(above_MB).toBeLessThan(350);
  expect(countRasterPages(document)).toBe(2);
  expect(held.most).toBeLessThanOrEqual(CELL_LIMITS.pieces_ahead_max);
  // The seal is red: no black toner, much magenta and yellow.
  const samples = decodeSamples(document, 0);
  let red = 0;
  for (let at = 0; samples && at < samples.bytes.length; at += 4) {
    const [cyan, magenta, yellow, black] = samples.bytes.subarray(at, at + 4);
    if (black === 0 && magenta! > 150 && yellow! > 120 && cyan! < 100) red += 1;
  }
  expect(red).toBeGreaterThan(20_000);
});

test('R102: a cell that is killed in the middle of a leaf leaves a document that is broken, never one that looks whole', async () => {
  const { cell, ask, pids } = await cellWithLeaf();
  const made = ask(makeLeafCommand(0, 0), 'leafMade');
  await made;
  const { source } = sourceOf(cell);
  const first = await new Promise<Uint8Array>((resolve) => {
    const look = (): void => {
      const piece = source.read(1_000);
      if (piece !== null) resolve(Uint8Array.from(piece));
    };
    source.onReadable(look);
    look();
  });
  expect(Buffer.from(first.subarray(0, 4)).toString('latin1')).toBe('RaS2');
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  await expect(readSource(source)).rejects.toThrow('broken');
});

test('R85: receipt and slip are made by a cell that never had a citizen', async () => {
  const { ask } = takeCell();
  const common = { kioskName: '見本店', time: '2025年4月16日 10:03' };
  const receipt = {
    number: '1',
    municipalityId: 'susono',
    lines: [{ label: '住民票の写し', copies: 1, fee_yen: 300 }],
    total_yen: 300,
    paid_yen: 500,
    change_yen: 200,
    returned_yen: 0,
    collectionAgent: '地方公共団体情報システム機構',
    contact: '',
    ...common,
  };
  expect(
    (await ask({ type: 'makeReceipt', receipt, target: PLAIN_TARGET }, 'receiptMade')).raster.length,
  ).toBeGreaterThan(1_000);
  const slip = { claimNumber: '1', amount_yen: 200, reason: 'おつり', phone: '000', ...common };
  expect((await ask({ type: 'makeSlip', slip, target: PLAIN_TARGET }, 'slipMade')).raster.length).toBeGreaterThan(
    1_000,
  );
  const rows = [{ cells: ['100円払出部', '100円', '62', '61', '−1', '6,100円'], bold: true }];
  const sheet = {
    title: '回収の控え',
    number: '控え番号 3',
    result: '不足 100円',
    head: ['収納部'],
    rows,
    notes: [],
    signature: '担当者',
  };
  const made = await ask({ type: 'makeSheet', sheet: { ...sheet, ...common }, target: PLAIN_TARGET }, 'sheetMade');
  expect(made.raster.length).toBeGreaterThan(1_000);
});

test('R98: the calibration sheet is made for any printer, also in four toners, in one frame', async () => {
  const { ask } = takeCell({ rung: 3 });
  const calibration = { kioskName: '見本店', time: '2025年4月16日 10:03', rung: 3 };
  const target = { ...PLAIN_TARGET, type: 'cmyk_8' } as const;
  const { raster } = await ask({ type: 'makeCalibration', calibration, target }, 'sheetMade');
  expect(Buffer.from(raster.subarray(0, 4)).toString('latin1')).toBe('RaS2');
  expect(raster.length).toBeGreaterThan(100_000);
});

test('R98: what is set of the machine holds from the next cell on: the spare is started anew, once', async () => {
  const cells = openCells({ configuration: configuration(), clock });
  onTestFinished(() => cells.close());
  const [first] = cellPids();
  cells.prepare({ rung: 3 });
  await vi.waitFor(() => expect(cellPids()).not.toContain(first), { timeout: WAITS_MS });
  const second = cellPids();
  expect(second).toHaveLength(1);
  cells.prepare({ rung: 3 });
  expect(cellPids()).toEqual(second);
});

test('a cell whose centre is another one fails with centreNotOurs, and with a wrong client certificate with centreRefusesKiosk', async () => {
  const other = makeAuthority('another CA');
  const stranger = other.issueClient(KIOSK_ID);
  for (const [change, code] of [
    [{ trustAnchor_pem: other.ca_pem }, 'centreNotOurs'],
    [{ clientCertificate_pem: stranger.certificate_pem, clientKey_pem: stranger.key_pem }, 'centreRefusesKiosk'],
  ] as const) {
    const { cell, ask } = takeCell(change);
    begin(cell);
    const command = { type: 'presentCard', certificate: certificateOf(CN.susonoTaro) } as const;
    expect(await ask(command, 'cardKnown', 'failed')).toEqual({ type: 'failed', code });
  }
});

test('D1, D13: a document that was changed on its way ends the real cell’s transaction', async () => {
  const { cell, ask } = takeCell();
  begin(cell);
  const known = await ask({ type: 'presentCard', certificate: certificateOf(CN.susonoTaro) }, 'cardKnown');
  await ask({ type: 'authenticate', signature: cardSignature(known.digest_sha256) }, 'authenticated');
  running.centre.faults.arm({ at: 'apply', document: 'changedPage' });
  const requests = [{ typeId: 'inkan', options: {}, persons: [], copies: 1 }];
  expect(await ask({ type: 'apply', requests }, 'documentsChecked', 'failed')).toEqual({
    type: 'failed',
    code: 'documentPages',
  });
});

/** Children of this process that run the cell's program. */
function cellPids(): number[] {
  const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').trim().split(' ');
  return children
    .map(Number)
    .filter((pid) => pid > 0 && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('src/cell/main.ts'));
}

test('a spare is warm before it is taken, the next one starts at once, and closing leaves no process', async () => {
  const cells = openCells({ configuration: configuration(), clock });
  onTestFinished(() => cells.close());
  const [spare] = cellPids();
  const first = cells.take();
  const ready: CellFact[] = [];
  first.onFact((fact) => ready.push(fact));
  await vi.waitFor(() => expect(ready).toEqual([{ type: 'ready' }]), { timeout: WAITS_MS });
  expect(cellPids()).toHaveLength(2);
  expect(cellPids()).toContain(spare);
  first.close();
  await vi.waitFor(() => expect(cellPids()).toHaveLength(1), { timeout: WAITS_MS });
  expect(cellPids()).not.toContain(spare);
  cells.close();
  await vi.waitFor(() => expect(cellPids()).toEqual([]), { timeout: WAITS_MS });
});

test('a cell that is killed is told as lost, once; a cell that was closed is not', async () => {
  const { cell, lost, ask } = takeCell();
  await ask(SLIP, 'slipMade');
  const [pid] = cellPids();
  process.kill(pid ?? 0, 'SIGKILL');
  await vi.waitFor(() => expect(lost).toEqual(['SIGKILL']), { timeout: WAITS_MS });
  cell.close();
  expect(lost).toHaveLength(1);
  const second = takeCell();
  second.cell.close();
  await vi.waitFor(() => expect(cellPids().length).toBeLessThanOrEqual(2), { timeout: WAITS_MS });
  expect(second.lost).toEqual([]);
});

test('design rule 5: a cell that fails says nothing on stderr, and secrets stand neither in its arguments nor its environment', async () => {
  const { ask } = takeCell();
  await ask(SLIP, 'slipMade');
  const secret = client.key_pem.split('\n')[1] ?? 'none';
  for (const pid of cellPids()) {
    expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8')).not.toContain(secret);
    expect(readFileSync(`/proc/${pid}/environ`, 'utf8')).not.toContain(secret);
    expect(readlinkSync(`/proc/${pid}/fd/2`)).toBe('/dev/null');
  }
});

test('a cell ends with its daemon, and with a first frame or a command that breaks the contract', async () => {
  const start = () => spawn(process.execPath, [CELL_PROGRAM], { stdio: ['pipe', 'pipe', 'ignore'] });
  const ended = (child: ReturnType<typeof start>): Promise<number | null> =>
    new Promise((resolve) => {
      onTestFinished(() => void child.kill('SIGKILL'));
      child.on('exit', (status) => resolve(status));
    });
  const orphan = start();
  const orphanEnded = ended(orphan);
  orphan.stdin.end();
  expect(await orphanEnded).toBe(0);
  const wrong: readonly { readonly type: string }[][] = [
    [{ type: 'begin' }],
    [{ type: 'configure', ...configuration() }, { type: 'makeCoffee' }],
  ];
  for (const messages of wrong) {
    const child = start();
    const childEnded = ended(child);
    for (const piece of messages.flatMap(encodeFrame)) child.stdin.write(piece);
    expect(await childEnded).toBe(1);
  }
});
