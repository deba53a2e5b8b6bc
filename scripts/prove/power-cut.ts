import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProofOptions, ProofResult } from '../prove.ts';

const RIG = join(import.meta.dirname, 'programs/power-cut-rig.ts');
/** Cuts of a full run. */
const CUTS = 200;
const SEED_MAX = 1_000_000;

/** Why this machine cannot cut; null when it can. */
function missing(): string | null {
  if (process.getuid?.() !== 0) return 'root is needed for loop devices and mounts';
  for (const tool of ['mkfs.xfs', 'mkfs.ext4', 'losetup', 'unshare']) {
    if (spawnSync(tool, ['-V']).error) return `${tool} is missing (packages xfsprogs, e2fsprogs, util-linux)`;
  }
  return readFileSync('/proc/filesystems', 'utf8').includes('xfs') ? null : 'this kernel knows no XFS';
}

/**
 * Power cuts under the database (`programs/power-cut-rig.ts`): no acknowledged commit is lost, and the books of every copy are
 * sound. Needs root, loop devices, `xfsprogs` and `e2fsprogs`; where they are not there, that is the failure.
 */
export async function prove({ seed, count }: ProofOptions): Promise<ProofResult> {
  const why = missing();
  if (why !== null) return { counts: { cuts: 0 }, failures: [`no power cut was made: ${why}`] };
  const folder = mkdtempSync(join(tmpdir(), 'madoguchi-power-cut-'));
  try {
    const options = ['--mount', process.execPath, RIG, folder, String(seed % SEED_MAX), String(count ?? CUTS)];
    const rig = spawnSync('unshare', options, { encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 });
    if (rig.status !== 0) return { counts: { cuts: 0 }, failures: [`the rig failed: ${rig.stderr.slice(-500)}`] };
    return JSON.parse(rig.stdout) as ProofResult;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
