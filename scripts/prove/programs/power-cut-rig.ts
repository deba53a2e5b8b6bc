/**
 * Power cuts under the database, in a mount namespace of its own (`unshare --mount`): with it everything is unmounted, however
 * this program ends. Prints its {@link ProofResult} as JSON. Arguments: an empty folder, seed, cuts.
 *
 * A program writes sessions into a ledger on ext4, on a direct-io loop device over an image that
 * lies on a reflink XFS; copying the image with `cp --reflink=always` is the cut: what the kernel had not yet handed to the
 * disk is not in it. The copy is mounted, as after power came back, and the ledger opened: nothing acknowledged may be
 * missing and the books must be sound.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, openSync, readSync, closeSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SeededRandom } from '../../../src/base/random.ts';
import { createLedger } from '../../../src/ledger/ledger.ts';
import { openLedgerDatabase, type LedgerDatabase } from '../../../src/ledger/database.ts';
import { auditLedger } from '../../../src/ledger/verify.ts';
import type { ProofResult } from '../../prove.ts';
import { rowsOf } from './ledger-rows.ts';

const WRITER = join(import.meta.dirname, 'ledger-writer.ts');
/** Cuts of the control without `fsync`, which must lose something or the rig cuts nothing. */
const CONTROL_CUTS = 10;
const IMAGE_MB = 192;
/** Time between two cuts: some commits, and now and then a checkpoint. */
const WAIT_MS = { least: 20, most: 140 };

const pause = (span_ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, span_ms));

function run(command: string, ...args: readonly string[]): string {
  const done = spawnSync(command, args, { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${done.stderr || String(done.error)}`);
  return done.stdout.trim();
}

/** Two file systems, one in the other. */
class Rig {
  readonly folder: string;
  readonly copies: string;
  readonly kiosk: string;
  readonly after: string;

  constructor(folder: string) {
    this.folder = folder;
    this.copies = join(folder, 'copies');
    this.kiosk = join(folder, 'kiosk');
    this.after = join(folder, 'after');
    for (const place of [this.copies, this.kiosk, this.after]) mkdirSync(place);
    this.#make(join(folder, 'disk'), 8 * IMAGE_MB, [], ['mkfs.xfs', '-q', '-f', '-m', 'reflink=1'], this.copies);
    this.#make(join(this.copies, 'image'), IMAGE_MB, ['--direct-io=on'], ['mkfs.ext4', '-q', '-F'], this.kiosk);
  }

  #make(file: string, size_mb: number, loop: readonly string[], format: readonly string[], place: string): void {
    writeFileSync(file, '');
    truncateSync(file, size_mb * 1024 * 1024);
    const device = run('losetup', '--find', '--show', ...loop, file);
    const [command = '', ...options] = format;
    run(command, ...options, device);
    run('mount', device, place);
    // It goes when its file system does.
    run('losetup', '--detach', device);
  }

  /** The power goes: what is on the disk now is what there is. */
  cut(): void {
    run('cp', '--reflink=always', join(this.copies, 'image'), join(this.copies, 'cut'));
  }

  /** The power is back: the copy is mounted as the kiosk would, looked at and thrown away. */
  look<T>(work: (ledgerFile: string) => T): T {
    run('mount', '-o', 'loop', join(this.copies, 'cut'), this.after);
    try {
      return work(join(this.after, 'ledger.sqlite'));
    } finally {
      run('umount', this.after);
      rmSync(join(this.copies, 'cut'));
    }
  }
}

/** What the writer has told so far. */
function acknowledged(countFile: string): { readonly commits: number; readonly rows: number } {
  const told = Buffer.alloc(16);
  const handle = openSync(countFile, 'r');
  readSync(handle, told, 0, told.length, 0);
  closeSync(handle);
  return { commits: Number(told.readBigUInt64LE(0)), rows: Number(told.readBigUInt64LE(8)) };
}

/** Money by raw rows alone: each unit holds its pieces, and no session that ended holds anything. */
function moneyProblems(database: LedgerDatabase): readonly string[] {
  const rows = database
    .prepare<
      [],
      { debit: string; credit: string; amount_yen: number; pieces: number | null; denomination_yen: number | null }
    >(
      `SELECT * FROM transfer t WHERE state = 'posted'
       OR EXISTS (SELECT 1 FROM resolution r WHERE r.transfer_id = t.transfer_id AND kind = 'post')`,
    )
    .all();
  const yen = new Map<string, number>();
  const pieces_yen = new Map<string, number>();
  const add = (sums: Map<string, number>, name: string, more: number): void =>
    void sums.set(name, (sums.get(name) ?? 0) + more);
  for (const { debit, credit, amount_yen, pieces, denomination_yen } of rows) {
    add(yen, debit, amount_yen);
    add(yen, credit, -amount_yen);
    const value = (pieces ?? 0) * (denomination_yen ?? 0);
    add(pieces_yen, debit, value);
    add(pieces_yen, credit, -value);
  }
  const ended = database.prepare('SELECT session_id FROM session_end').pluck().all() as readonly string[];
  return [
    ...[...yen]
      .filter(([name, sum]) => name.startsWith('unit:') && pieces_yen.get(name) !== sum)
      .map(([name]) => `${name} is not its pieces`),
    ...ended
      .flatMap((id) => [`credit:${id}`, `owed:${id}`, `fee:${id}:0`])
      .filter((name) => (yen.get(name) ?? 0) !== 0)
      .map((name) => `${name} is not empty after the end`),
  ];
}

interface Cut {
  /** Commits that were acknowledged before it, in these books. */
  readonly commits: number;
  /** Acknowledged rows that are not there. */
  readonly lost: number;
  readonly problems: readonly string[];
}

/** Looks at what a cut left. `before`: what was acknowledged when the power went. */
function judge(ledgerFile: string, before: { commits: number; rows: number }): Cut {
  try {
    const database = openLedgerDatabase(ledgerFile);
    try {
      const audit = auditLedger(database);
      return {
        commits: before.commits,
        lost: Math.max(0, before.rows - rowsOf(database)),
        problems: [...audit.problems.map(({ detail }) => detail), ...moneyProblems(database)],
      };
    } finally {
      database.close();
    }
  } catch (error) {
    return { commits: before.commits, lost: before.rows, problems: [String(error)] };
  }
}

/** A writer that is running and has acknowledged something. */
async function startWriter(
  rig: Rig,
  seed: number,
  synchronous: 'FULL' | 'OFF',
): Promise<{ child: ChildProcess; countFile: string }> {
  const countFile = join(rig.folder, `count-${synchronous}-${seed}`);
  const file = join(rig.kiosk, 'ledger.sqlite');
  for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
  const filled = openLedgerDatabase(file);
  const ledger = createLedger(filled, () => 0);
  ledger.bookStock({ unitId: 'hopper-100', denomination_yen: 100, count: 100 });
  ledger.bookStock({ unitId: 'hopper-500', denomination_yen: 500, count: 100 });
  filled.close();
  // A kiosk that lost its power right after it was set up is no story of ours.
  run('sync', '-f', rig.kiosk);
  writeFileSync(countFile, Buffer.alloc(16));
  const child = spawn(process.execPath, [WRITER, file, countFile, String(seed), synchronous], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr?.on('data', (text: Buffer) => (complaint += text.toString()));
  for (let waited_ms = 0; acknowledged(countFile).commits < 20; waited_ms += 20) {
    if (child.exitCode !== null || waited_ms > 20_000) throw new Error(`the writer does not write: ${complaint}`);
    await pause(20);
  }
  return { child, countFile };
}

async function stopWriter(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

/** A writer's books are begun anew after this many cuts, so that looking at them stays quick. */
const CUTS_OF_A_BOOK = 25;

async function cutOften(rig: Rig, seed: number, cuts: number, synchronous: 'FULL' | 'OFF'): Promise<readonly Cut[]> {
  const random = new SeededRandom(seed);
  const found: Cut[] = [];
  while (found.length < cuts) {
    const { child, countFile } = await startWriter(rig, seed + found.length, synchronous);
    try {
      for (let cut = 0; cut < CUTS_OF_A_BOOK && found.length < cuts; cut += 1) {
        await pause(WAIT_MS.least + random.integer(WAIT_MS.most - WAIT_MS.least));
        const before = acknowledged(countFile);
        rig.cut();
        found.push(rig.look((file) => judge(file, before)));
        if (child.exitCode !== null) throw new Error('the writer ended by itself');
      }
    } finally {
      await stopWriter(child);
    }
  }
  return found;
}

/** Acknowledged commits of all books: each counts up from its own start. */
function acknowledgedIn(cuts: readonly Cut[]): number {
  return cuts.reduce((sum, { commits }, index) => sum + ((cuts[index + 1]?.commits ?? 0) > commits ? 0 : commits), 0);
}

async function main(folder: string, seed: number, cuts: number): Promise<ProofResult> {
  const rig = new Rig(folder);
  const found = await cutOften(rig, seed, cuts, 'FULL');
  const control = await cutOften(rig, seed + 1_000_000, CONTROL_CUTS, 'OFF');
  const failures = found.flatMap(({ lost, problems, commits }, index) => [
    ...(lost > 0 ? [`cut ${index} after ${commits} commits: ${lost} acknowledged rows are lost`] : []),
    ...problems.map((problem) => `cut ${index} after ${commits} commits: ${problem}`),
  ]);
  const controlLost = control.filter(({ lost, problems }) => lost > 0 || problems.length > 0).length;
  if (controlLost === 0) failures.push('without fsync nothing was lost either: this rig cuts nothing');
  return {
    counts: {
      cuts: found.length,
      'acknowledged commits': acknowledgedIn(found),
      'cuts with loss': found.filter(({ lost }) => lost > 0).length,
      'control cuts without fsync': control.length,
      'of them with loss': controlLost,
    },
    failures,
  };
}

const [folder = '', seed = '1', cuts = '1'] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await main(folder, Number(seed), Number(cuts))));
