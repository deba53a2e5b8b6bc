/** What a thief with root finds afterwards: all readable memory of a process, and every file of a folder. */
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** What is looked for, by a name that may stand in a report. */
export type Secrets = Readonly<Record<string, Buffer>>;

const BLOCK_BYTES = 4 * 1024 * 1024;
/** A secret may lie over the end of a block. */
const OVERLAP_BYTES = 64;

/** Everything that has come of a process, itself left out. */
export function childrenOf(pid: number): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const rows = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] =>
    rows.filter(([, of]) => of === parent).flatMap(([child = 0]) => [child, ...below(child)]);
  return below(pid);
}

/** The command line of a process; empty when it has ended. */
export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

/**
 * Which secrets lie in the readable memory of a process that is no file of the system; none in one that has ended. Between two blocks
 * the virtual devices of the same process go on: the daemon that is looked into takes a silence of seconds for a fault.
 */
export async function secretsInMemory(pid: number, secrets: Secrets): Promise<string[]> {
  if (commandOf(pid) === '') return [];
  const found = new Set<string>();
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  const block = Buffer.alloc(BLOCK_BYTES + OVERLAP_BYTES);
  for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
    const area = /^([0-9a-f]+)-([0-9a-f]+) r(.).. \S+ \S+ (\d+) *(.*)$/.exec(line);
    if (!area) continue;
    const [from, to] = [Number.parseInt(area[1] ?? '', 16), Number.parseInt(area[2] ?? '', 16)];
    // Programs and libraries that are mapped for reading are the same for everybody.
    if (area[3] !== 'w' && area[4] !== '0') continue;
    for (let at = from; at < to; at += BLOCK_BYTES) {
      await new Promise(setImmediate);
      let length = 0;
      try {
        length = readSync(memory, block, 0, Math.min(block.length, to - at), at);
      } catch {
        // Unmapped in the meantime, or not to be read by anybody.
      }
      const bytes = block.subarray(0, length);
      for (const [name, secret] of Object.entries(secrets)) if (bytes.includes(secret)) found.add(name);
    }
  }
  closeSync(memory);
  return [...found];
}

/** Files below a folder that hold a secret, as `file: secret`; `without` are paths that are not looked into. */
export function secretsInFiles(folder: string, secrets: Secrets, without: readonly string[] = []): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !without.some((path) => file.startsWith(path)))
    .flatMap((file) => {
      const bytes = contentOf(file);
      return Object.entries(secrets)
        .filter(([, secret]) => bytes.includes(secret))
        .map(([name]) => `${file}: ${name}`);
    });
}

/** What a file holds; nothing when it has gone in the meantime, as a voice does while it is rendered. */
function contentOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}
