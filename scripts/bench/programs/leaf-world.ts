/** A reference centre, real cells and a printer's connection, for a bench of leaves: each session applies for sets and prints them. */
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import type { ByteSource } from '../../../drivers/contract.ts';
import type { RasterType } from '../../../drivers/printer.ts';
import { RealClock } from '../../../src/base/real-clock.ts';
import type { CellCommand, CellFact, CellPort } from '../../../src/cell/contract.ts';
import { openCells } from '../../../src/cell/spawn.ts';
import { loadMunicipalities } from '../../../src/centre/municipality-files.ts';
import { cellSource } from '../../../src/kiosk/print/cell-source.ts';
import { PLAIN_TARGET } from '../../../src/paper/contract.ts';
import {
  cardSignature,
  cardWorld,
  certificateOf,
  CN,
  KIOSK_ID,
  makeLeafCommand,
} from '../../../test/virtual/centre/fixture.ts';
import { makeAuthority } from '../../../test/virtual/centre/make-authority.ts';
import { startCentre } from '../../../test/virtual/centre/start.ts';
import { openOurs } from './ipp-ours.ts';

const SINK = fileURLToPath(new URL('./ipp-sink.ts', import.meta.url));
const MUNICIPALITIES = fileURLToPath(new URL('../../../config/municipalities', import.meta.url));
const FACT_MS_MAX = 60_000;
/** Cells that use less than a hundredth of a core for so long have warmed up. */
const QUIET_MS = 1_000;
const QUIET_MS_MAX = 60_000;
/** Clock ticks of /proc (getconf CLK_TCK). */
const TICK_MS = 10;

/** What one leaf took. */
export interface LeafRun {
  /** From the order to the last byte read from the cell. */
  readonly time_ms: number;
  /** From the order until the leaf was composed and sealed. */
  readonly made_ms: number;
  /** Processor time of the daemon's side and its cells. */
  readonly cpu_ms: number;
  /** Most memory of all processes together over what they had before the leaf. */
  readonly above_MB: number;
  /** p99 of the delay of this process's event loop. */
  readonly loop_ms: number;
  readonly bytes: number;
}

export interface LeafWorld {
  /** A citizen's whole visit with so many sets of one leaf. */
  session(type: RasterType, sets: number): Promise<LeafRun[]>;
  close(): Promise<void>;
}

export async function openLeafWorld(): Promise<LeafWorld> {
  const authority = makeAuthority();
  const client = authority.issueClient(KIOSK_ID);
  const sheetKey = authority.sheets.issue(KIOSK_ID);
  const centre = await startCentre({ authority, cardAuthorities: [cardWorld().authority.certificateDer] });
  const sink = spawn(process.execPath, [SINK], { stdio: ['pipe', 'pipe', 'inherit'] });
  const uri = await new Promise<string>((resolve) => {
    sink.stdout.once('data', (text: Buffer) => resolve(String(text).trim()));
  });
  const printer = openOurs(uri);
  await printer.ready();
  const cells = openCells({
    clock: new RealClock(),
    configuration: {
      kioskId: KIOSK_ID,
      url: centre.url,
      trustAnchor_pem: authority.ca_pem,
      clientCertificate_pem: client.certificate_pem,
      clientKey_pem: client.key_pem,
      documentKeys_pem: authority.signingPublic_pem,
      municipalities: loadMunicipalities(MUNICIPALITIES),
      paper: {
        signingKey_pem: sheetKey.key_pem,
        attestation: sheetKey.attestation,
        verifyingAuthority_pem: authority.sheets.verifyingPublic_pem,
        enquiry: '見本市 市民課',
      },
    },
  });
  let visit = 0;
  return {
    session: async (type, sets) => {
      visit += 1;
      await quiet();
      const cell = cells.take();
      try {
        const ask = await applied(cell, visit, sets);
        // The next spare warms up beside a citizen who still has to pay: a leaf does not meet it.
        await quiet();
        const runs: LeafRun[] = [];
        for (let set = 0; set < sets; set += 1) {
          runs.push(await oneLeaf({ cell, ask, type, set, printer, name: `leaf-${visit}-${set}` }));
        }
        return runs;
      } finally {
        cell.close();
      }
    },
    close: async () => {
      cells.close();
      printer.close();
      sink.stdin.end();
      await centre.close();
    },
  };
}

type Ask = <T extends CellFact['type']>(command: CellCommand, type: T) => Promise<Extract<CellFact, { type: T }>>;
type Listener = (fact: CellFact) => void;

/** Takes a card's holder through the centre until his sets are checked. */
async function applied(cell: CellPort, visit: number, sets: number): Promise<Ask & { hear?: Listener }> {
  const ask = asker(cell);
  const id = String(visit).padStart(32, '0');
  cell.send({ type: 'begin', transactionId: id, nonce: id, language: 'ja' });
  const known = await ask({ type: 'presentCard', certificate: certificateOf(CN.susonoTaro) }, 'cardKnown');
  await ask({ type: 'authenticate', signature: cardSignature(known.digest_sha256) }, 'authenticated');
  const request = { typeId: 'juminhyo', options: {}, persons: [1, 2], copies: sets };
  await ask({ type: 'apply', requests: [request] }, 'documentsChecked');
  return ask;
}

/** Gives a command and waits for its fact; every other fact goes to `hear`. */
function asker(cell: CellPort): Ask & { hear?: Listener } {
  let waiting: { readonly type: string; readonly tell: (fact: CellFact) => void } | null = null;
  const ask: Ask & { hear?: Listener } = (command, type) =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no ${type} in time`)), FACT_MS_MAX);
      waiting = {
        type,
        tell: (fact) => {
          clearTimeout(late);
          resolve(fact as Extract<CellFact, { type: typeof type }>);
        },
      };
      cell.send(command);
    });
  cell.onFact((fact) => {
    if (fact.type === 'failed' || fact.type === 'refused' || fact.type === 'notMade') throw new Error(fact.code);
    if (fact.type === waiting?.type) waiting.tell(fact);
    else ask.hear?.(fact);
  });
  return ask;
}

interface Leaf {
  readonly cell: CellPort;
  readonly ask: Ask & { hear?: Listener };
  readonly type: RasterType;
  readonly set: number;
  readonly printer: ReturnType<typeof openOurs>;
  readonly name: string;
}

async function oneLeaf({ cell, ask, type, set, printer, name }: Leaf): Promise<LeafRun> {
  const pids = [process.pid, ...cellPids()];
  const idle_MB = pids.map((pid) => memory_MB(pid, 'VmRSS'));
  // The peak is counted from here on (proc(5), clear_refs).
  for (const pid of pids) writeFileSync(`/proc/${pid}/clear_refs`, '5');
  const cpu_ms = pids.map(processor_ms);
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  const start_ms = performance.now();
  await ask({ ...makeLeafCommand(set, 0), target: { ...PLAIN_TARGET, type } }, 'leafMade');
  const made_ms = performance.now() - start_ms;
  const source = cellSource(cell);
  ask.hear = (fact) => void (fact.type === 'leafPiece' && source.piece(fact));
  let bytes = 0;
  let end_ms = 0;
  const watched: ByteSource = {
    ...source,
    get broken() {
      return source.broken === true;
    },
    read: (bytes_max) => {
      const piece = source.read(bytes_max);
      bytes += piece?.length ?? 0;
      if (piece?.length === 0 && end_ms === 0) end_ms = performance.now();
      return piece;
    },
  };
  await printer.print(watched, name, () => Promise.resolve());
  loop.disable();
  const above_MB = pids.reduce((sum, pid, at) => sum + memory_MB(pid, 'VmHWM') - idle_MB[at]!, 0);
  return {
    time_ms: end_ms - start_ms,
    made_ms,
    cpu_ms: pids.reduce((sum, pid, at) => sum + processor_ms(pid) - cpu_ms[at]!, 0),
    above_MB,
    loop_ms: loop.percentile(99) / 1e6,
    bytes,
  };
}

/** A value of /proc/PID/status, in MB. */
const memory_MB = (pid: number, name: 'VmRSS' | 'VmHWM'): number =>
  Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

/** User and system time of a process. */
function processor_ms(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** Children of this process that run the cell's program. */
function cellPids(): number[] {
  const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').trim().split(' ');
  const isCell = (pid: number): boolean =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(join('cell', 'main.ts'));
  return children.map(Number).filter((pid) => pid > 0 && isCell(pid));
}

/** Waits until no cell starts or warms up any more. */
async function quiet(): Promise<void> {
  const end_ms = performance.now() + QUIET_MS_MAX;
  // A spare composes a sheet of nobody some seconds after it is ready.
  await new Promise((resolve) => setTimeout(resolve, 5_500));
  for (;;) {
    const before = cellPids().reduce((sum, pid) => sum + processor_ms(pid), 0);
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    const used = cellPids().reduce((sum, pid) => sum + processor_ms(pid), 0) - before;
    if (used <= QUIET_MS / 100) return;
    if (performance.now() > end_ms) throw new Error('the cells do not come to rest');
  }
}
