/** What a process and everything it started use, from /proc (proc_pid_stat(5), proc_pid_smaps(5)). */
import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks of Linux in a second, for every architecture that Node runs on. */
const TICKS_PER_S = 100;
const KB_PER_MB = 1024;

/** Use of a whole tree at one moment. */
export interface TreeUse {
  readonly processes: number;
  /** Processor time since each began, seconds. */
  readonly cpu_s: number;
  /** Resident memory, every page once for each process that has it. */
  readonly rss_mb: number;
  /** Resident memory, a shared page divided among those that share it. */
  readonly pss_mb: number;
  readonly descriptors: number;
}

function numberIn(text: string, key: string): number {
  return Number(new RegExp(`^${key}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1] ?? 0);
}

/** Parent of each living process. */
function parents(): Map<number, number> {
  const found = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      found.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // Ended while we looked.
    }
  }
  return found;
}

/** The process and all its descendants. */
function treeOf(root: number): number[] {
  const parent = parents();
  const tree = [root];
  for (const pid of tree) for (const [child, of] of parent) if (of === pid) tree.push(child);
  return tree;
}

/** Use of the tree of this process now. */
export function useOfTree(root: number): TreeUse {
  const sum = { processes: 0, cpu_s: 0, rss_mb: 0, pss_mb: 0, descriptors: 0 };
  for (const pid of treeOf(root)) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      // utime and stime, and those of children that have been waited for.
      const ticks = [11, 12, 13, 14].reduce((all, at) => all + Number(fields[at] ?? 0), 0);
      const memory = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
      const descriptors = readdirSync(`/proc/${pid}/fd`).length;
      sum.processes += 1;
      sum.cpu_s += ticks / TICKS_PER_S;
      sum.rss_mb += numberIn(memory, 'Rss') / KB_PER_MB;
      sum.pss_mb += numberIn(memory, 'Pss') / KB_PER_MB;
      sum.descriptors += descriptors;
    } catch {
      // Ended while we looked.
    }
  }
  return sum;
}
