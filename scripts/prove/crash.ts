/**
 * Every cut of every crash story: the kiosk alone, everything in the room with it, and a second cut in the middle of the
 * recovery. What two stories have in common at their beginning is cut once. `--count N` makes N of the cuts, spread over all;
 * `CRASH_LIMIT_S=600` begins no cut after so many seconds, in an order drawn by the seed: the counts tell what was done.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { SeededRandom } from '../../src/base/random.ts';
import { momentsOf, planText, type CutPlan, type CutResult } from '../../test/simulation/crash-cut.ts';
import { CRASH_STORIES } from '../../test/simulation/crash-stories.ts';
import type { ProofOptions, ProofResult } from '../prove.ts';

const WORKER = new URL('programs/crash-worker.ts', import.meta.url).pathname;
/** The second cut comes at most so many moments after the first: a recovery has no more. */
const AGAIN_MAX = 120;
/** Failures told; the rest is counted. */
const TOLD_MAX = 40;
const LIMIT_S = process.env['CRASH_LIMIT_S'];

interface Kinds {
  commits: number;
  bytes: number;
  polls: number;
}

function countKinds(kinds: Kinds, moments: readonly string[]): void {
  for (const moment of moments) {
    if (moment.includes('the commit of')) kinds.commits += 1;
    else if (moment.endsWith(' bytes')) kinds.bytes += 1;
    else kinds.polls += 1;
  }
}

/** How many moments two stories share from their beginning on. */
function sharedMoments(one: readonly string[], other: readonly string[]): number {
  const differs = one.findIndex((moment, index) => moment !== other[index]);
  return differs < 0 ? one.length : differs;
}

function plansOf(random: SeededRandom, kinds: Kinds): CutPlan[] {
  const plans: CutPlan[] = [];
  const before: { readonly world: string; readonly moments: readonly string[] }[] = [];
  for (const [story, { world: options }] of Object.entries(CRASH_STORIES)) {
    const moments = momentsOf(story);
    // The same kiosk after the same moments is the same kiosk: the simulation has no luck of its own.
    const world = JSON.stringify(options ?? null);
    const alike = before.filter((other) => other.world === world);
    const known = Math.max(0, ...alike.map((other) => sharedMoments(moments, other.moments)));
    before.push({ world, moments });
    countKinds(kinds, moments.slice(known));
    for (let at = known + 1; at <= moments.length; at += 1) {
      for (const darkness of ['kiosk', 'mains'] as const) {
        plans.push({ story, at, darkness, again: null });
        plans.push({ story, at, darkness, again: 1 + random.integer(AGAIN_MAX) });
      }
    }
  }
  return plans;
}

/** The plans in an order drawn by the seed: those that are made before the time is up are spread over all. */
function shuffled(random: SeededRandom, plans: readonly CutPlan[]): readonly CutPlan[] {
  const all = [...plans];
  for (let at = all.length - 1; at > 0; at -= 1) {
    const other = random.integer(at + 1);
    [all[at], all[other]] = [all[other]!, all[at]!];
  }
  return all;
}

/** N plans out of all, evenly. */
function spread(plans: readonly CutPlan[], count: number | null): readonly CutPlan[] {
  if (count === null || count >= plans.length) return plans;
  return Array.from({ length: count }, (_, index) => plans[Math.floor((index * plans.length) / count)]!);
}

/** Cuts in as many processes as there are cores. */
async function cutAll(plans: readonly CutPlan[], each: (plan: CutPlan, result: CutResult) => void): Promise<void> {
  const end_ms = LIMIT_S === undefined ? Infinity : performance.now() + Number(LIMIT_S) * 1000;
  let next = 0;
  const work = async (): Promise<void> => {
    const child = fork(WORKER);
    try {
      const gone = once(child, 'exit').then(([code]) => {
        throw new Error(`a worker ended with ${String(code)}`);
      });
      gone.catch(() => undefined);
      for (let plan = plans[next]; plan && performance.now() < end_ms; plan = plans[next]) {
        next += 1;
        child.send(plan);
        const [result] = (await Promise.race([once(child, 'message'), gone])) as [CutResult];
        each(plan, result);
      }
    } finally {
      child.kill();
    }
  };
  await Promise.all(Array.from({ length: Math.min(plans.length, availableParallelism()) }, work));
}

export async function prove({ seed, count }: ProofOptions): Promise<ProofResult> {
  const kinds: Kinds = { commits: 0, bytes: 0, polls: 0 };
  const random = new SeededRandom(seed);
  const all = spread(plansOf(random, kinds), count);
  const plans = LIMIT_S === undefined ? all : shuffled(random, all);
  const failures: string[] = [];
  let made = 0;
  let cuts = 0;
  await cutAll(plans, (plan, { moment, failure }) => {
    made += 1;
    if (moment !== null) cuts += plan.again === null ? 1 : 2;
    if (failure !== null) failures.push(`${planText(plan)}, ${moment}: ${failure.split('\n')[0]}`);
  });
  const told = failures.slice(0, TOLD_MAX);
  if (failures.length > told.length) told.push(`and ${failures.length - told.length} more`);
  return {
    counts: { stories: Object.keys(CRASH_STORIES).length, plans: made, 'of plans': plans.length, cuts, ...kinds },
    failures: told,
  };
}
