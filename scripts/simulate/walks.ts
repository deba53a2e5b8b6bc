/** Walks from a first seed on until enough sessions were begun, in one process or in some. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Luck } from '../../test/simulation/luck.ts';
import { STEPS, walkSeed, type WalkResult } from '../../test/simulation/walk-run.ts';

const WORKER = new URL('worker.ts', import.meta.url).pathname;
/** Seeds fit into 32 bits. */
const SEEDS = 0x1_0000_0000;

export interface WalksOptions {
  readonly seed: number;
  /** Sessions to begin; the walk that reaches the number is done to its end. */
  readonly sessions: number;
  readonly jobs: number;
  /** No new walk begins after this time; null: no limit. */
  readonly limit_ms: number | null;
  /** What is not left to the seeds. */
  readonly luck?: Luck;
}

/** Gives every result in the order of the seeds, however many processes walk: the run is the same for any number. */
export async function walks(options: WalksOptions, each: (result: WalkResult) => void): Promise<void> {
  const end_ms = options.limit_ms === null ? Infinity : performance.now() + options.limit_ms;
  let sessions = 0;
  const take = (result: WalkResult): boolean => {
    each(result);
    sessions += result.sessions;
    return sessions < options.sessions && performance.now() < end_ms;
  };
  if (options.jobs > 1) return byChildren(options, take);
  for (let seed = options.seed; take(walkSeed(seed % SEEDS, STEPS, options.luck)); seed += 1);
}

async function byChildren(
  { seed: first, jobs, luck = {} }: WalksOptions,
  take: (result: WalkResult) => boolean,
): Promise<void> {
  const ready = new Map<number, WalkResult>();
  let next = first;
  let due = first;
  let goes = true;
  const drain = (): void => {
    for (let result = ready.get(due); goes && result; result = ready.get(due)) {
      ready.delete(due);
      due += 1;
      goes = take(result);
    }
  };
  const work = async (child: ChildProcess): Promise<void> => {
    const gone = once(child, 'exit').then(([code]) => {
      if (goes) throw new Error(`a worker ended with ${String(code)}`);
    });
    while (goes) {
      const seed = next;
      next += 1;
      child.send({ seed: seed % SEEDS, luck });
      const answer = await Promise.race([once(child, 'message'), gone]);
      if (!answer) return;
      ready.set(seed, answer[0] as WalkResult);
      drain();
    }
  };
  const children = Array.from({ length: jobs }, () => fork(WORKER));
  try {
    await Promise.all(children.map(work));
  } finally {
    goes = false;
    for (const child of children) child.kill();
  }
}
